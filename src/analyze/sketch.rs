//! The sketch of an article: its most used terms and its sentences, as numbers. It is made while the text of the article is in
//! memory, and articles are compared by it.

use std::cmp::Reverse;

use serde::{Deserialize, Serialize};

use super::frequency::TermCounter;
use super::terms::{self, Term, hash, normalize, scramble};
use crate::model::Article;
use crate::model::facts::{Kind, Plain};
use crate::text::han::{ends_sentence, is_letter};

const TERMS: usize = 96;
/// Sentences of a sketch; of a longer article, an unbiased sample.
pub(crate) const MAX_SENTENCES: usize = 64;
/// Letters below which a sentence says too little to be compared.
const SENTENCE_MIN: usize = 8;
/// How often a term of the title counts, in addition to its uses in the text.
const TITLE: u32 = 4;

/// The numbers by which an article is compared.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sketch {
    /// The most used terms, ascending.
    pub(crate) terms: Box<[Term]>,
    /// For each term, the number of binary digits of its uses.
    pub(crate) uses: Box<[u8]>,
    /// The smallest hashes of sentences, ascending, each once.
    pub(crate) sentences: Box<[u32]>,
}

/// Makes the sketch of an article. `counter` is used for one article after another, and collects the terms of a shard.
pub fn sketch(article: &Article, text: &Plain, counter: &mut TermCounter) -> Sketch {
    let front = &article.front;
    let mut count = |text: &str, times: u32| terms::tokenize(text, |term, _| counter.add(term, times));
    count(&front.title.value, TITLE);
    front.summary.iter().for_each(|summary| count(&summary.value, 1));
    article.body.facts.headings.iter().for_each(|heading| count(heading.text, 1));
    front.faq.iter().flat_map(|question| [&question.q, &question.a]).for_each(|text| count(text, 1));
    let mut sentences = Sentences::default();
    for prose in prose(text) {
        terms::scan(prose, |term, _| counter.add(term, 1), |c, is_han| sentences.add(c, is_han));
        sentences.add('\n', false);
    }
    let terms = most_used(counter.finish_article(front.draft));
    let uses = terms.iter().map(|(_, times)| (u32::BITS - times.leading_zeros()) as u8).collect();
    Sketch { terms: terms.into_iter().map(|(term, _)| term).collect(), uses, sentences: sentences.finish() }
}

/// The text without code, in pieces as long as possible.
fn prose(text: &Plain) -> Vec<&str> {
    let mut out = Vec::new();
    let mut start = 0;
    for (range, _) in text.pieces().filter(|(_, kind)| *kind == Kind::Code) {
        out.extend(text.text().get(start..range.start));
        start = range.end;
    }
    out.extend(text.text().get(start..));
    out
}

/// The most used terms, ascending. Of equally used ones, a fixed random order decides, so that articles with the same terms keep
/// the same.
fn most_used(mut terms: Vec<(Term, u32)>) -> Vec<(Term, u32)> {
    if terms.len() > TERMS {
        terms.select_nth_unstable_by_key(TERMS, |(term, times)| (Reverse(*times), scramble(*term)));
        terms.truncate(TERMS);
    }
    terms.sort_unstable();
    terms
}

/// Hashes of the sentences of a text that is read character by character. Marks, blanks, case and width make no difference.
#[derive(Default)]
struct Sentences {
    ended: Vec<u32>,
    hash: u64,
    letters: usize,
}

impl Sentences {
    fn add(&mut self, c: char, is_han: bool) {
        if is_han || is_letter(c) {
            self.hash = hash(self.hash, u64::from(normalize(c)));
            self.letters += 1;
        } else if c == '\n' || ends_sentence(c) {
            if self.letters >= SENTENCE_MIN {
                self.ended.push((hash(self.hash, 1) >> 32) as u32);
            }
            (self.hash, self.letters) = (0, 0);
        }
    }

    /// The smallest, ascending, each once.
    fn finish(mut self) -> Box<[u32]> {
        self.ended.sort_unstable();
        self.ended.dedup();
        self.ended.truncate(MAX_SENTENCES);
        self.ended.into()
    }
}
