//! Keys of front matter, settings and register rows, each declared once. The reader, the JSON Schemas, `sitegen new` and the
//! tables of `docs/*/keys.md` come from these declarations.

use crate::diag::Lang;

#[derive(Debug)]
pub(crate) struct Key {
    pub(crate) name: &'static str,
    pub kind: Kind,
    pub(crate) need: Need,
    /// The value of an absent key; empty if there is none.
    pub(crate) default: &'static str,
    /// A regular expression for schemas; the reader parses the text itself and reports what is wrong. Empty if there is none.
    pub(crate) pattern: &'static str,
    pub(crate) zh: &'static str,
    pub(crate) en: &'static str,
}

/// The values that a key takes, with their limits.
#[derive(Debug)]
pub(crate) enum Kind {
    /// A text of at most so many characters. One that looks like a number must be quoted.
    Text(usize),
    /// A text of at most so many characters that may look like a number.
    Word(usize),
    Slug,
    Date,
    /// A date that is not earlier than that of another key.
    DateFrom(&'static str),
    Flag,
    /// A whole number between two bounds, both included.
    Number(u32, u32),
    Choice(fn() -> Vec<&'static str>),
    /// A list of at most so many values.
    List(usize, &'static Kind),
    /// A list of at most so many values, or a single value.
    OneOrMore(usize, &'static Kind),
    Map(&'static [Key]),
    /// A mapping whose keys match a regular expression.
    Entries(&'static str, &'static Kind),
    Either(&'static Kind, &'static Kind),
    /// A value, or null, which has a meaning of its own.
    Nullable(&'static Kind),
    /// A list of a date and rates with two decimals.
    RateRow,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Need {
    Optional,
    Required,
    /// Required unless another key is there; one key of a table at most.
    Unless(&'static str),
}

impl Key {
    pub(crate) const fn new(name: &'static str, kind: Kind, zh: &'static str, en: &'static str) -> Key {
        Key { name, kind, need: Need::Optional, default: "", pattern: "", zh, en }
    }

    pub(crate) fn about(&self, lang: Lang) -> &'static str {
        match lang {
            Lang::Zh => self.zh,
            Lang::En => self.en,
        }
    }

    pub(crate) const fn required(mut self) -> Key {
        self.need = Need::Required;
        self
    }

    pub(crate) const fn unless(mut self, other: &'static str) -> Key {
        self.need = Need::Unless(other);
        self
    }

    pub(crate) const fn default(mut self, value: &'static str) -> Key {
        self.default = value;
        self
    }

    pub(crate) const fn pattern(mut self, pattern: &'static str) -> Key {
        self.pattern = pattern;
        self
    }
}

impl Kind {
    pub(crate) fn max_chars(&self) -> Option<usize> {
        match self {
            Kind::Text(max) | Kind::Word(max) => Some(*max),
            _ => None,
        }
    }

    /// The most entries of a list and their kind, and whether a single value may stand for a list.
    pub(crate) fn list(&self) -> Option<(usize, &'static Kind, bool)> {
        match self {
            Kind::List(max, of) => Some((*max, of, false)),
            Kind::OneOrMore(max, of) => Some((*max, of, true)),
            _ => None,
        }
    }

    pub(crate) fn keys(&self) -> &'static [Key] {
        match self {
            Kind::Map(keys) => keys,
            Kind::List(_, of) | Kind::OneOrMore(_, of) | Kind::Entries(_, of) | Kind::Either(_, of) | Kind::Nullable(of) => {
                of.keys()
            }
            _ => &[],
        }
    }
}

/// An enumeration whose values are written as words.
pub(crate) trait Choice: Copy + 'static {
    const WORDS: &'static [(&'static str, Self)];

    fn words() -> Vec<&'static str> {
        Self::WORDS.iter().map(|(word, _)| *word).collect()
    }
}

macro_rules! choice {
    ($(#[$attribute:meta])* pub(crate) enum $name:ident { $($(#[$doc:meta])* $value:ident = $word:literal,)* }) => {
        $(#[$attribute])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        pub(crate) enum $name { $($(#[$doc])* $value),* }

        impl $name {
            /// Every value with its word, in the order of the declaration.
            pub(crate) const WORDS: &[(&str, $name)] = &[$(($word, $name::$value)),*];

            #[allow(dead_code, reason = "values of some choices are only read")]
            pub(crate) fn word(self) -> &'static str {
                match self { $($name::$value => $word),* }
            }
        }

        impl $crate::model::keys::Choice for $name {
            const WORDS: &'static [(&'static str, $name)] = $name::WORDS;
        }
    };
}
pub(crate) use choice;

/// The position and the declaration of a key. Readers ask for constant names, so one without a declaration is an internal error.
#[expect(clippy::panic, reason = "a key that is not declared is an internal error")]
pub(crate) fn declared(keys: &'static [Key], name: &str) -> (usize, &'static Key) {
    let Some(found) = keys.iter().enumerate().find(|(_, key)| key.name == name) else { panic!("no key `{name}` is declared") };
    found
}

/// Declares tables of keys, one key a line: name, kind, further limits, description in Chinese and English.
macro_rules! keys {
    ($($(#[$doc:meta])* $table:ident {
        $($name:ident: $kind:expr, $($limit:ident $(($value:literal))?,)* $zh:literal, $en:literal;)*
    })*) => { $(
        $(#[$doc])*
        #[allow(unused_imports, reason = "not every table has keys of every kind")]
        pub(crate) const $table: &[$crate::model::keys::Key] = {
            use $crate::model::keys::{Choice as _, Key, Kind::*};
            &[$(Key::new(stringify!($name), $kind, $zh, $en)$(.$limit($($value)?))*),*]
        };
    )* };
}
pub(crate) use keys;
