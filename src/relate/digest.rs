//! What is kept of an article to compare it with others: its most telling terms and its sentences, as numbers. It is made while
//! the article's plain text is at hand; the text itself is not kept.

use std::cmp::Reverse;
use std::sync::atomic::{AtomicU32, Ordering};

use serde::{Deserialize, Serialize};

use super::terms::{self, Term, mix, plain, shuffled};
use crate::model::Article;
use crate::model::facts::{Kind, Plain};
use crate::text::han::{ends_sentence, is_letter};

/// Terms kept of an article.
const TERMS: usize = 96;
/// Sentences kept of an article; of a longer one an unbiased sample.
pub(super) const SENTENCES: usize = 64;
/// Letters below which a sentence says too little to be compared.
const SENTENCE_MIN: usize = 8;
/// How often a term of the title counts, in addition to its place in the text.
const TITLE: u32 = 4;

/// A digest. All of it is one piece of memory, because it is let go of while articles are related: many small ones would leave
/// holes that nothing fits.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Digest {
    /// Terms, sentences, then how often each term is used, four in a number.
    numbers: Box<[u32]>,
    terms: u32,
    sentences: u32,
}

impl Digest {
    /// A digest of terms, ascending, each with how often it is used, and sentences.
    pub(super) fn new(terms: &[(Term, u8)], sentences: &[u32]) -> Digest {
        let (fours, rest) = terms.as_chunks::<4>();
        let in_one = |four: &[(Term, u8)]| four.iter().rev().fold(0, |all, (_, uses)| all << 8 | u32::from(*uses));
        let numbers = terms.iter().map(|(term, _)| *term).chain(sentences.iter().copied());
        let numbers = numbers.chain(fours.iter().map(|four| in_one(four))).chain((!rest.is_empty()).then(|| in_one(rest)));
        let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        Digest { numbers: numbers.collect(), terms: count(terms.len()), sentences: count(sentences.len()) }
    }

    fn parts(&self) -> (&[Term], &[u32], &[u32]) {
        let (terms, rest) = self.numbers.split_at_checked(self.terms as usize).unwrap_or_default();
        let (sentences, uses) = rest.split_at_checked(self.sentences as usize).unwrap_or_default();
        (terms, sentences, uses)
    }

    /// Ascending.
    pub(super) fn terms(&self) -> &[Term] {
        self.parts().0
    }

    /// Hashes of sentences, ascending, each once, at most [`SENTENCES`], the smallest of all.
    pub(super) fn sentences(&self) -> &[u32] {
        self.parts().1
    }

    /// The terms, and how often each is used, as the number of binary digits of its count.
    pub(super) fn used(&self) -> impl Iterator<Item = (Term, u8)> + '_ {
        let (terms, _, uses) = self.parts();
        terms.iter().copied().zip(uses.iter().flat_map(|four| four.to_le_bytes()))
    }
}

/// How many articles of a library use each term, near enough: terms share counters, so that a rare one may seem a little less
/// rare. Counted from several threads; the sums do not depend on their order.
#[derive(Debug)]
pub struct Spread(Vec<AtomicU32>);

/// Counters: several times as many as a large library has common terms.
const COUNTERS: usize = 1 << 20;

impl Default for Spread {
    fn default() -> Spread {
        Spread((0..COUNTERS).map(|_| AtomicU32::new(0)).collect())
    }
}

impl Clone for Spread {
    fn clone(&self) -> Spread {
        Spread(self.0.iter().map(|n| AtomicU32::new(n.load(Ordering::Relaxed))).collect())
    }
}

impl Spread {
    /// Of a library whose terms are not looked at.
    pub fn none() -> Spread {
        Spread(Vec::new())
    }

    /// Notes an article.
    pub fn note(&self, used: &Used) {
        self.counters(used).for_each(|n| {
            n.fetch_add(1, Ordering::Relaxed);
        });
    }

    /// Takes back what was noted of an article.
    pub fn forget(&self, used: &Used) {
        self.counters(used).for_each(|n| {
            n.fetch_sub(1, Ordering::Relaxed);
        });
    }

    fn counters(&self, used: &Used) -> impl Iterator<Item = &AtomicU32> {
        used.0.iter().filter_map(|number| self.0.get(*number as usize))
    }

    /// Terms that are common otherwise than before; nothing where all are alike.
    pub(super) fn unlike(&self, before: &Spread, are_alike: impl Fn(u32, u32) -> bool) -> Option<Unlike> {
        let mut bits = vec![0; COUNTERS / 64];
        let mut found = false;
        for (n, (new, old)) in self.0.iter().zip(&before.0).enumerate() {
            let (new, old) = (new.load(Ordering::Relaxed), old.load(Ordering::Relaxed));
            if new != old && !are_alike(new, old) {
                found = true;
                bits.get_mut(n / 64).into_iter().for_each(|bits| *bits |= 1 << (n % 64));
            }
        }
        found.then_some(Unlike(bits))
    }

    /// In how many articles a term was met.
    pub(super) fn of(&self, term: Term) -> u32 {
        self.0.get(number(term) as usize).map_or(0, |n| n.load(Ordering::Relaxed))
    }
}

/// The counter of a term.
fn number(term: Term) -> u32 {
    shuffled(term) >> (u32::BITS - COUNTERS.ilog2())
}

/// Some terms, a bit for each counter.
pub(super) struct Unlike(Vec<u64>);

impl Unlike {
    pub(super) fn has(&self, term: Term) -> bool {
        let number = number(term) as usize;
        self.0.get(number / 64).is_some_and(|bits| bits >> (number % 64) & 1 == 1)
    }
}

/// The terms that an article uses, each by its counter. Those of a draft are none: what readers see must not depend on it.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Used(Vec<u32>);

/// Makes the digest of an article, and tells which terms it uses.
pub fn digest(article: &Article, text: &Plain, tally: &mut Tally) -> (Digest, Used) {
    let mut sentences = Sentences::default();
    let all = terms_of(article, text, tally, |c, is_han| sentences.add(c, is_han));
    let used = if article.front.draft { Vec::new() } else { all.iter().map(|(term, _)| number(*term)).collect() };
    let digits = |count: u32| u8::try_from(u32::BITS - count.leading_zeros()).unwrap_or(u8::MAX);
    let kept: Vec<(Term, u8)> = most_used(all, TERMS).into_iter().map(|(term, count)| (term, digits(count))).collect();
    (Digest::new(&kept, &sentences.kept()), Used(used))
}

/// The terms that an article uses, and how often. `each` is called for each character of the text without code, and for a line
/// end after each of its pieces.
fn terms_of(article: &Article, text: &Plain, tally: &mut Tally, mut each: impl FnMut(char, bool)) -> Vec<(Term, u32)> {
    let front = &article.front;
    tally.make_room(text.text().len() + 8 * front.title.value.len() + 600 * (1 + front.faq.len()));
    let mut count = |text: &str, times: u32| terms::terms(text, |term, _| tally.add(term, times));
    count(&front.title.value, TITLE);
    if let Some(summary) = &front.summary {
        count(&summary.value, 1);
    }
    article.body.facts.headings.iter().for_each(|h| count(h.text, 1));
    for question in &front.faq {
        count(&question.q, 1);
        count(&question.a, 1);
    }
    for prose in prose(text) {
        terms::read(prose, |term, _| tally.add(term, 1), &mut each);
        each('\n', false);
    }
    tally.take()
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

/// Hashes of the sentences that say enough, of a text that is read character by character. Marks, blanks, case and width make no
/// difference.
#[derive(Default)]
struct Sentences {
    ended: Vec<u32>,
    hash: u64,
    letters: usize,
}

impl Sentences {
    fn add(&mut self, c: char, is_han: bool) {
        if is_han || is_letter(c) {
            self.hash = mix(self.hash, u64::from(plain(c)));
            self.letters += 1;
        } else if c == '\n' || ends_sentence(c) {
            if self.letters >= SENTENCE_MIN {
                self.ended.push((mix(self.hash, 1) >> 32) as u32);
            }
            (self.hash, self.letters) = (0, 0);
        }
    }

    /// The smallest, ascending, each once.
    fn kept(mut self) -> Vec<u32> {
        self.ended.sort_unstable();
        self.ended.dedup();
        self.ended.truncate(SENTENCES);
        self.ended
    }
}

/// Room to count the terms of a text, used again for text after text.
#[derive(Debug, Default)]
pub struct Tally {
    /// All free but while a text is counted.
    slots: Vec<(Term, u32)>,
    /// How many may be used for the text, less one: all ones in binary.
    mask: usize,
    /// Those that are used.
    used: Vec<u32>,
}

impl Tally {
    /// Makes room for a text of so many bytes. A term takes three bytes of the text or more, and half of the slots stay free.
    fn make_room(&mut self, bytes: usize) {
        let wanted = (bytes * 2 / 3).next_power_of_two().max(64);
        self.mask = wanted - 1;
        if self.slots.len() < wanted {
            self.slots.resize(wanted, (0, 0));
        }
    }

    fn add(&mut self, term: Term, times: u32) {
        let mut at = (shuffled(term) >> 7) as usize & self.mask;
        for _ in 0..=self.mask {
            let Some(slot) = self.slots.get_mut(at) else { return };
            if slot.0 == 0 {
                *slot = (term, times);
                self.used.push(at as u32);
                return;
            }
            if slot.0 == term {
                slot.1 = slot.1.saturating_add(times);
                return;
            }
            at = (at + 1) & self.mask;
        }
    }

    /// The terms that were counted, and how often; all slots are free again.
    fn take(&mut self) -> Vec<(Term, u32)> {
        let Tally { slots, used, .. } = self;
        used.drain(..).filter_map(|at| slots.get_mut(at as usize).map(std::mem::take)).collect()
    }
}

/// The most used terms, ascending by term. Which of equally used ones are kept is left to chance, but the same chance for
/// every article, so that articles with the same terms keep the same.
fn most_used(mut used: Vec<(Term, u32)>, count: usize) -> Vec<(Term, u32)> {
    if used.len() > count {
        used.select_nth_unstable_by_key(count, |(term, times)| (Reverse(*times), shuffled(*term)));
        used.truncate(count);
    }
    used.sort_unstable();
    used
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn terms_are_counted_text_by_text() {
        let mut tally = Tally::default();
        for _ in 0..2 {
            tally.make_room(0);
            [(7, 1), (9, 4), (7, 2)].into_iter().for_each(|(term, times)| tally.add(term, times));
            assert_eq!(tally.take(), [(7, 3), (9, 4)]);
        }
        tally.make_room(0);
        assert_eq!(tally.take(), []);
    }

    #[test]
    fn a_digest_has_what_it_was_made_of() {
        for count in 0..10 {
            let terms: Vec<(Term, u8)> = (0..count).map(|n| (100 + n, 250 + n as u8 % 6)).collect();
            let digest = Digest::new(&terms, &[7, 8, 9]);
            assert_eq!(digest.used().collect::<Vec<_>>(), terms);
            assert_eq!((digest.terms().len(), digest.sentences()), (terms.len(), &[7, 8, 9][..]));
        }
    }
}
