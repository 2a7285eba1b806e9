//! Every fault the program can find, by family; one file a family. `faults!` turns a declaration into an enum variant, its
//! code, severity, wording, remedy and explanation, so that nothing can be left out in either language.

mod front;
mod link;
mod program;
mod site;
mod template;

pub use front::FrontFault;
pub use link::LinkFault;
pub use program::ProgramFault;
pub use site::SiteFault;
pub use template::TemplateFault;

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
    /// Long form in Chinese.
    pub zh: &'static str,
    /// Long form in English.
    pub en: &'static str,
}

impl Entry {
    /// The long form: what the finding means, why it matters, how to mend it.
    pub fn explanation(&self, lang: Lang) -> &'static str {
        match lang {
            Lang::Zh => self.zh,
            Lang::En => self.en,
        }
    }
}

/// Declares a family of faults. Fields are named in the wordings as in `format!`.
macro_rules! faults {
    ($(#[$meta:meta])* $family:ident { $(
        $code:literal $severity:ident $name:ident { $($field:ident : $type:ty),* }
        zh $zh:literal, $zh_help:literal;
        en $en:literal, $en_help:literal;
        explain zh $zh_long:literal, en $en_long:literal;
    )* }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, PartialEq, Eq)]
        #[allow(missing_docs, reason = "each variant is described by its wording")]
        pub enum $family { $( $name { $($field: $type),* } ),* }

        impl $family {
            pub(super) const ENTRIES: &'static [$crate::diag::catalogue::Entry] = &[ $( $crate::diag::catalogue::Entry {
                code: $crate::diag::Code($code),
                name: stringify!($name),
                severity: $crate::diag::Severity::$severity,
                zh: $zh_long,
                en: $en_long,
            } ),* ];

            pub(super) fn code(&self) -> $crate::diag::Code {
                match self { $( Self::$name { .. } => $crate::diag::Code($code) ),* }
            }

            pub(super) fn severity(&self) -> $crate::diag::Severity {
                match self { $( Self::$name { .. } => $crate::diag::Severity::$severity ),* }
            }

            #[allow(unused_variables, reason = "not every wording names every field")]
            pub(super) fn message(&self, lang: $crate::diag::Lang) -> String {
                match (self, lang) { $(
                    (Self::$name { $($field),* }, $crate::diag::Lang::Zh) => format!($zh),
                    (Self::$name { $($field),* }, $crate::diag::Lang::En) => format!($en),
                )* }
            }

            #[allow(unused_variables, reason = "not every remedy names every field")]
            pub(super) fn help(&self, lang: $crate::diag::Lang) -> String {
                match (self, lang) { $(
                    (Self::$name { $($field),* }, $crate::diag::Lang::Zh) => format!($zh_help),
                    (Self::$name { $($field),* }, $crate::diag::Lang::En) => format!($en_help),
                )* }
            }
        }

        impl From<$family> for $crate::diag::Fault {
            fn from(fault: $family) -> Self { Self::$family(fault) }
        }
    };
}
use faults;

/// Any fault.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// SG0xx settings and files.
    SiteFault(SiteFault),
    /// SG1xx front matter and registers.
    FrontFault(FrontFault),
    /// SG2xx links and URLs.
    LinkFault(LinkFault),
    /// SG4xx templates.
    TemplateFault(TemplateFault),
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
            Fault::TemplateFault($f) => $call,
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

    /// What to do about it.
    pub fn help(&self, lang: Lang) -> String {
        each!(self, f => f.help(lang))
    }
}

/// Every code with its explanation, ascending.
pub fn entries() -> impl Iterator<Item = &'static Entry> {
    [SiteFault::ENTRIES, FrontFault::ENTRIES, LinkFault::ENTRIES, TemplateFault::ENTRIES, ProgramFault::ENTRIES]
        .into_iter()
        .flatten()
}

/// What is known of a code.
pub fn entry(code: Code) -> Option<&'static Entry> {
    entries().find(|e| e.code == code)
}
