//! `wording.yaml`: the site's own words to avoid.

use super::Register;
use crate::diag::Finding;
use crate::model::keys::{Key, keys};
use crate::text::Source;

keys! {
    WORD {
        word: Word(40), required, "要避免的词", "The word to avoid";
        reason: Word(200), required, "理由和依据", "Why, with its basis";
        unless: OneOrMore(50, &Word(60)), "含有这个词、但不算的搭配", "Phrases that contain the word and are fine";
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct HouseWord {
    pub(crate) word: String,
    pub(crate) reason: String,
    /// Phrases that contain the word and are fine.
    pub(crate) unless: Vec<String>,
}

/// The site's own word list; empty if there is none.
#[derive(Debug, Clone, Default)]
pub struct Wording {
    pub(crate) rows: Vec<HouseWord>,
}

impl Register for Wording {
    const KEYS: &'static [Key] = WORD;

    fn read(source: &Source) -> (Wording, Vec<Finding>) {
        let (rows, findings) = super::rows(source, "wording", WORD, |fields| {
            let (word, reason, unless) = (fields.string("word"), fields.string("reason"), fields.strings("unless"));
            Some(HouseWord { word: word?, reason: reason?, unless })
        });
        (Wording { rows }, findings)
    }
}
