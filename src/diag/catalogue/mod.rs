//! Every fault that the program finds, by family, with its texts in both languages. They are declared in `locales/findings`;
//! `build.rs` turns these files into one call of `faults!`, which makes enums, codes, severities and texts of it. A text that
//! is missing in a language, or names a field that the fault does not have, fails the build with its file and line.

use std::borrow::Cow;

use super::{Code, Severity};
use crate::text::{Lang, localized};

/// What `sitegen explain` knows of a code.
#[derive(Debug, Clone, Copy)]
pub struct Explanation {
    /// Printed as `SG204`.
    pub code: Code,
    /// Severity unless the settings change it.
    pub(crate) severity: Severity,
    /// True if it is looked for only in sites whose settings give it a severity.
    pub(crate) is_off: bool,
    messages: [&'static str; 2],
    help: [&'static str; 2],
    texts: [&'static str; 2],
}

impl Explanation {
    /// The message with `…` for each value.
    pub(crate) fn title(&self, lang: Lang) -> String {
        general(localized(lang, self.messages))
    }

    /// The remedy with `…` for each value.
    pub(crate) fn remedy(&self, lang: Lang) -> String {
        general(localized(lang, self.help))
    }

    /// The long form: what the finding means, why it matters, how to correct it. May have several lines.
    pub(crate) fn text(&self, lang: Lang) -> &'static str {
        localized(lang, self.texts)
    }

    /// True for errors without which no correct site can be made: neither the settings nor an article may lower them.
    /// Warnings and the editorial rules (SG5xx) may be changed.
    pub(crate) fn is_fixed(&self) -> bool {
        self.severity == Severity::Error && !(500..600).contains(&self.code.0)
    }
}

/// A template of `format!` with `…` for each value.
fn general(template: &str) -> String {
    let mut text = String::with_capacity(template.len());
    let mut chars = template.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '{' | '}' if chars.peek() == Some(&c) => text.extend(chars.next()),
            '{' => {
                let name: String = std::iter::from_fn(|| chars.next().filter(|c| *c != '}')).collect();
                // A count that follows the sentence is no value of it.
                text.push_str(if name.starts_with("more_") { "" } else { "…" });
            }
            _ => text.push(c),
        }
    }
    text
}

/// Longest value of a source that a message repeats, in characters: some sources hold a picture where an address belongs.
const MAX_VALUE: usize = 120;
/// Longest list or detail from a parser, which the program words itself.
const MAX_DETAIL: usize = 800;

/// Gives the text to show in place of one that must not be shown whole; nothing if it may.
pub(crate) type Redactor<'r> = &'r dyn Fn(&str) -> Option<String>;

trait Field {
    fn display_text(&self, name: &str) -> Cow<'_, str>;
    fn redact(&mut self, redactor: Redactor<'_>);
}

macro_rules! text_fields {
    ($($text:ty)*) => { $( impl Field for $text {
        fn display_text(&self, name: &str) -> Cow<'_, str> {
            let is_detail = name == "allowed" || name.starts_with("detail") || name.starts_with("problem");
            match self.char_indices().nth(if is_detail { MAX_DETAIL } else { MAX_VALUE }) {
                Some((end, _)) => Cow::Owned(format!("{}…", self.get(..end).unwrap_or(""))),
                None => Cow::Borrowed(self),
            }
        }

        fn redact(&mut self, redactor: Redactor<'_>) {
            if let Some(text) = redactor(self) {
                *self = text.into();
            }
        }
    } )* };
}
text_fields!(String Box<str>);

macro_rules! number_fields {
    ($($number:ty)*) => { $( impl Field for $number {
        fn display_text(&self, _: &str) -> Cow<'_, str> {
            Cow::Owned(self.to_string())
        }

        fn redact(&mut self, _: Redactor<'_>) {}
    } )* };
}
number_fields!(u32 u64 usize);

/// Declares the families of faults, and [`Fault`], which is any of them.
macro_rules! faults {
    ($( $doc:literal $family:ident { $(
        $code:literal $severity:ident $is_off:literal $name:ident { $($field:ident : $type:ty,)* }
        [$zh:literal, $en:literal] [$help_zh:literal, $help_en:literal] $texts:expr;
    )* } )*) => {
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        pub enum Fault { $( #[doc = $doc] $family($family), )* }

        $(
            #[doc = $doc]
            #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
            #[allow(missing_docs, reason = "the texts of each variant describe it")]
            #[allow(clippy::enum_variant_names, reason = "a fault keeps its name outside of its family")]
            pub enum $family { $( $name { $($field: $type),* } ),* }

            impl From<$family> for Fault {
                fn from(fault: $family) -> Fault { Fault::$family(fault) }
            }
        )*

        static EXPLANATIONS: &[Explanation] = &[ $( $( Explanation {
            code: Code($code), severity: Severity::$severity, is_off: $is_off,
            messages: [$zh, $en], help: [$help_zh, $help_en], texts: $texts,
        } ),* ),* ];

        impl Fault {
            pub fn code(&self) -> Code {
                match self { $( Fault::$family(fault) => match fault { $( $family::$name { .. } => Code($code) ),* } ),* }
            }

            /// The severity unless the settings change it.
            pub fn severity(&self) -> Severity {
                match self { $( Fault::$family(fault) => match fault { $( $family::$name { .. } => Severity::$severity ),* } ),* }
            }

            #[allow(unused_variables, reason = "not every text names every field")]
            fn text(&self, lang: Lang, is_help: bool) -> String {
                match self { $( Fault::$family(fault) => match fault { $( $family::$name { $($field),* } => {
                    $( let $field = $field.display_text(stringify!($field)); )*
                    match (lang, is_help) {
                        (Lang::Zh, false) => format!($zh),
                        (Lang::Zh, true) => format!($help_zh),
                        (Lang::En, false) => format!($en),
                        (Lang::En, true) => format!($help_en),
                    }
                } ),* } ),* }
            }

            /// Removes from its texts what must not be shown.
            pub(crate) fn redact(&mut self, redactor: Redactor<'_>) {
                match self { $( Fault::$family(fault) => match fault { $( $family::$name { $($field),* } => {
                    $( $field.redact(redactor); )*
                } ),* } ),* }
            }

            /// One of each, with the names and texts of its fields.
            #[cfg(test)]
            fn samples() -> Vec<(Fault, Vec<(&'static str, String)>)> {
                vec![ $( $( {
                    $( let $field = <$type as tests::Sample>::sample(stringify!($field)); )*
                    let fields = vec![ $( (stringify!($field), $field.to_string()) ),* ];
                    (Fault::$family($family::$name { $($field),* }), fields)
                } ),* ),* ]
            }
        }
    };
}

include!(concat!(env!("OUT_DIR"), "/findings.rs"));

impl Fault {
    pub fn message(&self, lang: Lang) -> String {
        self.text(lang, false)
    }

    pub(crate) fn help(&self, lang: Lang) -> String {
        self.text(lang, true)
    }

    /// True if the text at the finding's place identifies a person and must be repeated nowhere.
    pub(crate) fn is_private(&self) -> bool {
        let Fault::RuleFault(fault) = self else { return false };
        matches!(
            fault,
            RuleFault::IdentityNumber {} | RuleFault::BankCard {} | RuleFault::MobileNumber {} | RuleFault::CaseWithNames {}
        )
    }
}

/// Every code with its explanation, ascending.
pub fn explanations() -> &'static [Explanation] {
    EXPLANATIONS
}

pub(crate) fn explanation(code: Code) -> Option<&'static Explanation> {
    EXPLANATIONS.iter().find(|e| e.code == code)
}

#[cfg(test)]
mod tests;
