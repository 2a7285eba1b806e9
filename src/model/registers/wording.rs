//! `wording.yaml`: the site's own list of words to avoid, each with its reason and the phrases in which it is fine.

use crate::diag::Finding;
use crate::text::Source;

/// Keys of a row.
pub const KEYS: &[&str] = &["word", "reason", "unless"];

/// A word to avoid.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HouseWord {
    /// The word.
    pub word: String,
    /// Why, with its ground.
    pub reason: String,
    /// Phrases that hold the word and are fine.
    pub unless: Vec<String>,
}

/// The site's own word list.
#[derive(Debug, Clone, Default)]
pub struct Wording {
    /// Rows in the order written.
    pub rows: Vec<HouseWord>,
}

impl Wording {
    /// Reads the list.
    pub fn read(source: &Source) -> (Wording, Vec<Finding>) {
        let (rows, findings) = super::rows(source, "wording", KEYS, |reader, fields| {
            reader.require(fields, "word");
            reader.require(fields, "reason");
            let word = reader.word(fields, "word", 40);
            let reason = reader.word(fields, "reason", 200);
            let unless = reader.texts(fields, "unless", 50, 60).into_iter().map(|p| p.value).collect();
            Some(HouseWord { word: word?, reason: reason?, unless })
        });
        (Wording { rows }, findings)
    }
}
