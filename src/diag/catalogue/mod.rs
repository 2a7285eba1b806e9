//! Every fault the program can find, by family; one file a family. `faults!` turns a declaration into an enum variant, its
//! code, severity, wording, remedy and explanation, so that nothing can be left out in either language.

mod calculator;
mod front;
mod link;
mod page;
mod picture;
mod program;
mod rule;
mod site;
mod template;
mod twice;

pub use calculator::CalculatorFault;
pub use front::FrontFault;
pub use link::LinkFault;
pub use page::PageFault;
pub use picture::PictureFault;
pub use program::ProgramFault;
pub use rule::RuleFault;
pub use site::SiteFault;
pub use template::TemplateFault;
pub use twice::TwiceFault;

use std::borrow::Cow;

use super::{Code, Lang, Severity};

/// What `sitegen explain` knows of a code.
#[derive(Debug, Clone, Copy)]
pub struct Entry {
    /// The code.
    pub code: Code,
    /// Name of the fault in the program, such as `UnknownKey`.
    pub name: &'static str,
    /// Severity unless the settings change it.
    pub severity: Severity,
    /// True where it is looked for only in sites whose settings give it a severity.
    pub is_off: bool,
    /// Texts in Chinese.
    pub zh: Wording,
    /// Texts in English.
    pub en: Wording,
}

/// The texts of a fault in one language, with `{field}` where a value will stand.
#[derive(Debug, Clone, Copy)]
pub struct Wording {
    /// What is wrong.
    pub message: &'static str,
    /// What to do about it.
    pub help: &'static str,
    /// Long form.
    pub explanation: &'static str,
}

impl Entry {
    /// The message in general: with `…` where a value will stand.
    pub fn title(&self, lang: Lang) -> String {
        general(self.wording(lang).message)
    }

    /// The remedy in general.
    pub fn remedy(&self, lang: Lang) -> String {
        general(self.wording(lang).help)
    }

    /// The long form: what the finding means, why it matters, how to mend it. May have several lines.
    pub fn explanation(&self, lang: Lang) -> &'static str {
        self.wording(lang).explanation
    }

    /// True for errors without which no right site can be made: neither the settings nor an article may lower them.
    /// Warnings and the editorial rules (SG5xx) may be changed.
    pub fn is_fixed(&self) -> bool {
        self.severity == Severity::Error && !(500..600).contains(&self.code.0)
    }

    fn wording(&self, lang: Lang) -> &Wording {
        match lang {
            Lang::Zh => &self.zh,
            Lang::En => &self.en,
        }
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
                while chars.next().is_some_and(|c| c != '}') {}
                text.push('…');
            }
            _ => text.push(c),
        }
    }
    text
}

/// Longest value of a source that a message repeats, in characters: some sources hold a picture where an address belongs.
const VALUE: usize = 120;
/// The same for lists and for details from a parser, which the program words itself.
const DETAIL: usize = 800;

/// What may be told of a text in its place, where that is not all of it.
pub type Veil<'v> = &'v dyn Fn(&str) -> Option<String>;

/// A field as a message shows it.
trait Shown {
    fn shown(&self, name: &str) -> Cow<'_, str>;
    fn veil(&mut self, veil: Veil<'_>);
}

macro_rules! shown_text {
    ($($text:ty)*) => { $( impl Shown for $text {
        fn shown(&self, name: &str) -> Cow<'_, str> {
            let limit = if name == "allowed" || name.starts_with("detail") || name.starts_with("problem") { DETAIL } else { VALUE };
            match self.char_indices().nth(limit) {
                Some((end, _)) => Cow::Owned(format!("{}…", self.get(..end).unwrap_or(""))),
                None => Cow::Borrowed(self),
            }
        }

        fn veil(&mut self, veil: Veil<'_>) {
            if let Some(told) = veil(self) {
                *self = told.into();
            }
        }
    } )* };
}
shown_text!(String Box<str>);

macro_rules! shown_number {
    ($($number:ty)*) => { $( impl Shown for $number {
        fn shown(&self, _: &str) -> Cow<'_, str> {
            Cow::Owned(self.to_string())
        }

        fn veil(&mut self, _: Veil<'_>) {}
    } )* };
}
shown_number!(u32 u64 usize);

/// Declares a family of faults. Fields are named in the wordings as in `format!`; where there are many, they are kept close, as
/// every fault takes the room of the largest. `(off)` behind a severity: off unless the
/// settings say otherwise.
macro_rules! faults {
    ($(#[$meta:meta])* $family:ident { $(
        $code:literal $severity:ident $(($off:ident))? $name:ident { $($field:ident : $type:ty),* }
        zh $zh:literal, $zh_help:literal;
        en $en:literal, $en_help:literal;
        explain zh $zh_long:literal, en $en_long:literal;
    )* }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        #[allow(missing_docs, reason = "each variant is described by its wording")]
        pub enum $family { $( $name { $($field: $type),* } ),* }

        impl $family {
            pub(super) const ENTRIES: &'static [$crate::diag::catalogue::Entry] = &[ $( $crate::diag::catalogue::Entry {
                code: $crate::diag::Code($code),
                name: stringify!($name),
                severity: $crate::diag::Severity::$severity,
                is_off: !<[&str]>::is_empty(&[$(stringify!($off))?]),
                zh: $crate::diag::catalogue::Wording { message: $zh, help: $zh_help, explanation: $zh_long },
                en: $crate::diag::catalogue::Wording { message: $en, help: $en_help, explanation: $en_long },
            } ),* ];

            pub(super) fn code(&self) -> $crate::diag::Code {
                match self { $( Self::$name { .. } => $crate::diag::Code($code) ),* }
            }

            pub(super) fn severity(&self) -> $crate::diag::Severity {
                match self { $( Self::$name { .. } => $crate::diag::Severity::$severity ),* }
            }

            #[allow(unused_variables, reason = "not every wording names every field")]
            pub(super) fn message(&self, lang: $crate::diag::Lang) -> String {
                match self { $( Self::$name { $($field),* } => {
                    $( let $field = $crate::diag::catalogue::Shown::shown($field, stringify!($field)); )*
                    match lang { $crate::diag::Lang::Zh => format!($zh), $crate::diag::Lang::En => format!($en) }
                } ),* }
            }

            #[allow(unused_variables, reason = "not every remedy names every field")]
            pub(super) fn help(&self, lang: $crate::diag::Lang) -> String {
                match self { $( Self::$name { $($field),* } => {
                    $( let $field = $crate::diag::catalogue::Shown::shown($field, stringify!($field)); )*
                    match lang { $crate::diag::Lang::Zh => format!($zh_help), $crate::diag::Lang::En => format!($en_help) }
                } ),* }
            }

            pub(super) fn veil(&mut self, veil: $crate::diag::catalogue::Veil<'_>) {
                match self { $( Self::$name { $($field),* } => {
                    $( $crate::diag::catalogue::Shown::veil($field, veil); )*
                } ),* }
            }

            /// One of each, with the names and texts of its fields.
            #[cfg(test)]
            pub(super) fn samples() -> Vec<($crate::diag::Fault, Vec<(&'static str, String)>)> {
                vec![ $( {
                    $( let $field = <$type as $crate::diag::catalogue::tests::Sample>::sample(stringify!($field)); )*
                    let fields = vec![ $( (stringify!($field), $field.to_string()) ),* ];
                    (Self::$name { $($field),* }.into(), fields)
                } ),* ]
            }
        }

        impl From<$family> for $crate::diag::Fault {
            fn from(fault: $family) -> Self { Self::$family(fault) }
        }
    };
}
use faults;

/// Any fault.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
pub enum Fault {
    /// SG0xx settings and files.
    SiteFault(SiteFault),
    /// SG1xx front matter and registers.
    FrontFault(FrontFault),
    /// SG2xx links and URLs.
    LinkFault(LinkFault),
    /// SG3xx calculators.
    CalculatorFault(CalculatorFault),
    /// SG4xx templates.
    TemplateFault(TemplateFault),
    /// SG5xx editorial rules.
    RuleFault(RuleFault),
    /// SG58x what is said twice, and what a summary alone says.
    TwiceFault(TwiceFault),
    /// SG590 to SG593 pictures.
    PictureFault(PictureFault),
    /// SG595 and SG596 pages as a whole.
    PageFault(PageFault),
    /// SG9xx the program itself.
    ProgramFault(ProgramFault),
}

/// Calls a method of whichever family a fault belongs to.
macro_rules! each {
    ($fault:expr, $f:ident => $call:expr) => {
        match $fault {
            Fault::SiteFault($f) => $call,
            Fault::FrontFault($f) => $call,
            Fault::LinkFault($f) => $call,
            Fault::CalculatorFault($f) => $call,
            Fault::TemplateFault($f) => $call,
            Fault::RuleFault($f) => $call,
            Fault::TwiceFault($f) => $call,
            Fault::PictureFault($f) => $call,
            Fault::PageFault($f) => $call,
            Fault::ProgramFault($f) => $call,
        }
    };
}

impl Fault {
    /// The code.
    pub fn code(&self) -> Code {
        each!(self, f => f.code())
    }

    /// The severity unless the settings change it.
    pub fn severity(&self) -> Severity {
        each!(self, f => f.severity())
    }

    /// What is wrong, in one sentence.
    pub fn message(&self, lang: Lang) -> String {
        each!(self, f => f.message(lang))
    }

    /// True where what stands at the finding's place identifies a person and must be repeated nowhere.
    pub fn is_private(&self) -> bool {
        let Fault::RuleFault(fault) = self else { return false };
        matches!(
            fault,
            RuleFault::IdentityNumber {} | RuleFault::BankCard {} | RuleFault::MobileNumber {} | RuleFault::CaseWithNames {}
        )
    }

    /// What to do about it.
    pub fn help(&self, lang: Lang) -> String {
        each!(self, f => f.help(lang))
    }

    /// Has its messages tell no more of the source than may be told.
    pub fn veil(&mut self, veil: Veil<'_>) {
        each!(self, f => f.veil(veil));
    }
}

/// Every code with its explanation, ascending.
pub fn entries() -> impl Iterator<Item = &'static Entry> {
    [
        SiteFault::ENTRIES,
        FrontFault::ENTRIES,
        LinkFault::ENTRIES,
        CalculatorFault::ENTRIES,
        TemplateFault::ENTRIES,
        RuleFault::ENTRIES,
        TwiceFault::ENTRIES,
        PictureFault::ENTRIES,
        PageFault::ENTRIES,
        ProgramFault::ENTRIES,
    ]
    .into_iter()
    .flatten()
}

/// What is known of a code.
pub fn entry(code: Code) -> Option<&'static Entry> {
    entries().find(|e| e.code == code)
}

#[cfg(test)]
mod tests;
