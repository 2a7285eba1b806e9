//! The sentences that go with the articles that are merged into another one: it has none of them.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use crate::analyze::{Names, fold};
use crate::model::keys::choice;
use crate::model::{Registers, text_file};
use crate::text::Source;
use crate::text::han::{ends_sentence, is_letter};

choice! {
    /// How a sentence differs from those of the article that stays, what has to be looked at first.
    pub(crate) enum Difference {
        /// It has a figure.
        Figure = "figure",
        Text = "text",
        /// Only the names of lenders differ.
        Name = "name",
    }
}

/// A sentence that only merged articles have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct LostSentence {
    pub(crate) text: String,
    pub(crate) difference: Difference,
    /// The slug of the article that stays.
    pub(crate) into: String,
    /// The slugs of the articles that have it.
    pub(crate) slugs: Vec<String>,
}

/// The sentences of a text, in order.
fn sentences(source: &Source, registers: &Registers, as_of: Date) -> Vec<String> {
    let (article, plain, _) = text_file::article(source, registers, as_of);
    let summary = article.front.summary.iter().map(|summary| summary.value.as_str());
    let questions = article.front.faq.iter().flat_map(|question| [question.q.as_str(), question.a.as_str()]);
    let texts = std::iter::once(plain.text()).chain(questions).chain(summary);
    texts.flat_map(str::lines).flat_map(split).map(|sentence| sentence.trim().to_owned()).collect()
}

/// Marks that belong to the sentence behind them.
const OPENING: &[char] = &['“', '‘', '（', '《', '「', '『', '【', '(', '['];

/// A line divided after the marks that end sentences.
fn split(line: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let (mut start, mut has_ended) = (0, false);
    for (at, c) in line.char_indices() {
        if has_ended && (is_letter(c) || OPENING.contains(&c)) {
            parts.extend(line.get(start..at));
            (start, has_ended) = (at, false);
        }
        has_ended |= ends_sentence(c);
    }
    parts.extend(line.get(start..));
    parts
}

/// The letters of a sentence as they are compared: those that word filters drop make no difference.
fn letters(sentence: &str) -> Vec<char> {
    sentence.chars().filter(|c| is_letter(*c)).filter_map(fold).collect()
}

/// The letters without the names of lenders.
fn without_names(letters: &[char], names: &Names) -> Vec<char> {
    let mut out = Vec::with_capacity(letters.len());
    let mut rest = letters;
    while let Some((first, after)) = rest.split_first() {
        match names.at(rest) {
            Some((length, _)) => {
                out.push('\0');
                rest = rest.get(length..).unwrap_or_default();
            }
            None => {
                out.push(*first);
                rest = after;
            }
        }
    }
    out
}

/// The article that stays, as far as its sentences go.
struct Target {
    slug: String,
    known: BTreeSet<Vec<char>>,
    nameless: BTreeSet<Vec<char>>,
    /// The position of each sentence that only others have.
    places: BTreeMap<Vec<char>, usize>,
}

/// Collects the sentences that only merged articles have.
pub(super) struct LostSentences<'a> {
    registers: &'a Registers,
    as_of: Date,
    names: Names,
    targets: BTreeMap<String, Target>,
    lost: Vec<LostSentence>,
}

impl<'a> LostSentences<'a> {
    pub(super) fn new(registers: &'a Registers, as_of: Date) -> LostSentences<'a> {
        LostSentences { registers, as_of, names: Names::new(registers), targets: BTreeMap::new(), lost: Vec::new() }
    }

    pub(super) fn knows(&self, target: &str) -> bool {
        self.targets.contains_key(target)
    }

    /// Adds an article that stays; without a text it has no sentences.
    pub(super) fn add_target(&mut self, slug: &str, source: Option<&Source>) {
        let sentences = source.map(|source| sentences(source, self.registers, self.as_of)).unwrap_or_default();
        let known: BTreeSet<Vec<char>> = sentences.iter().map(|sentence| letters(sentence)).collect();
        let nameless = known.iter().map(|sentence| without_names(sentence, &self.names)).collect();
        self.targets.insert(slug.to_owned(), Target { slug: slug.to_owned(), known, nameless, places: BTreeMap::new() });
    }

    /// Adds an article that is merged into another one.
    pub(super) fn add_copy(&mut self, slug: &str, source: &Source, into: &str) {
        let sentences = sentences(source, self.registers, self.as_of);
        let Some(target) = self.targets.get_mut(into) else { return };
        for sentence in sentences {
            let letters = letters(&sentence);
            if letters.is_empty() || target.known.contains(&letters) {
                continue;
            }
            if let Some(lost) = target.places.get(&letters).and_then(|place| self.lost.get_mut(*place)) {
                if lost.slugs.last().is_none_or(|last| last != slug) {
                    lost.slugs.push(slug.to_owned());
                }
                continue;
            }
            let difference = match () {
                () if target.nameless.contains(&without_names(&letters, &self.names)) => Difference::Name,
                () if letters.iter().any(char::is_ascii_digit) => Difference::Figure,
                () => Difference::Text,
            };
            target.places.insert(letters, self.lost.len());
            self.lost.push(LostSentence { text: sentence, difference, into: target.slug.clone(), slugs: vec![slug.to_owned()] });
        }
    }

    /// The sentences, those of each article that stays together, figures first.
    pub(super) fn finish(self) -> Vec<LostSentence> {
        let mut lost = self.lost;
        lost.sort_by(|a, b| (&a.into, a.difference).cmp(&(&b.into, b.difference)));
        lost
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(slug: &str, front: &str, body: &str) -> Source {
        Source::new(
            &*format!("content/articles/{slug}.md"),
            format!("---\ntitle: 甲\ndate: 2026-01-01\ntopics: [a]\n{front}---\n\n{body}\n"),
        )
    }

    #[test]
    fn every_sentence_that_only_copies_have_is_told_once() {
        let rows = "lenders:\n- {slug: a, name: 青禾消费金融, kind: other}\n- {slug: b, name: 远帆贷, kind: other}\n";
        let (registers, _) = Registers::read(&[Source::new("content/lenders.yaml", rows)]);
        let mut lost = LostSentences::new(&registers, Date::constant(2026, 6, 1));
        lost.add_target(
            "1",
            Some(&text("1", "", "青禾消费金融可以协商。先核对账单！\n\n| 期数 | 金额 |\n| --- | --- |\n| 3 | 100 |")),
        );
        lost.add_copy(
            "2",
            &text(
                "2",
                "faq:\n  - {q: 先核对账单吗, a: 电话是400-1。}\n",
                "远帆贷可以协商。先核对账单。“写信。”留底。\n\n| 期数 | 金额 |\n| --- | --- |\n| 3 | 200 |",
            ),
            "1",
        );
        lost.add_copy("3", &text("3", "", "写信，留底。先核对账单。青禾费融可以协商。写信。"), "1");
        let rows: Vec<String> =
            lost.finish().iter().map(|l| format!("{} {} {} {}", l.difference.word(), l.text, l.into, l.slugs.join(","))).collect();
        assert_eq!(
            rows,
            [
                "figure 200 1 2",
                "figure 电话是400-1。 1 2",
                "text “写信。” 1 2,3",
                "text 留底。 1 2",
                "text 先核对账单吗 1 2",
                "text 写信，留底。 1 3",
                "name 远帆贷可以协商。 1 2",
            ]
        );
    }
}
