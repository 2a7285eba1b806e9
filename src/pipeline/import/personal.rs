//! Personal numbers in the names that an import keeps: of files, of records, of categories.

use crate::check::{self, OwnNumbers};
use crate::import::outline::{Outline, Reason};

/// The text with stars in place of the numbers that identify a person.
pub(super) fn masked(text: &str) -> String {
    check::redacted(text, &OwnNumbers::default()).unwrap_or_else(|| text.to_owned())
}

/// The text with stars in place of such numbers, also of those that are parts of addresses, which the rules of texts pass over.
/// `None` if it has none.
pub(super) fn redacted(text: &str, own: &OwnNumbers) -> Option<String> {
    let text_masked = check::redacted(text, own);
    let masked = text_masked.as_deref().unwrap_or(text);
    let mut out = String::with_capacity(masked.len());
    let mut word = String::new();
    for c in masked.chars().map(Some).chain([None]) {
        match c {
            Some(c) if c.is_ascii_alphanumeric() => word.push(c),
            other => {
                out.push_str(&check::redacted(&word, own).unwrap_or_else(|| word.clone()));
                word.clear();
                out.extend(other);
            }
        }
    }
    (out != text).then_some(out)
}

/// True for a text with a number that identifies a person.
pub(super) fn identifies(text: &str) -> bool {
    check::redacted(text, &OwnNumbers::default()).is_some()
}

pub(super) fn masked_reason(reason: &Reason) -> Reason {
    Reason::new(masked(&reason.zh), masked(&reason.en))
}

/// The outline of a record whose key and slug hold no such number: the state is in git, and the key of a file is its path. The same
/// record has the same key in every import.
pub(super) fn discreet(outline: Outline, own: &OwnNumbers) -> Outline {
    let name = outline.name.filter(|name| check::redacted(name, own).is_none());
    Outline { key: check::redacted(&outline.key, own).unwrap_or(outline.key), name, ..outline }
}
