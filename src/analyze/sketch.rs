//! The sketch of an article: its most used terms and its sentences, as numbers. It is made while the text of the article is in
//! memory, and articles are compared by it.

use std::cell::Cell;
use std::cmp::Reverse;
use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::frequency::{SEVERAL, TermCounter, TermUses};
use super::names::{Names, subject};
use super::sentences::{Sentence, SentenceReader};
use super::terms::{self, Term, scramble};
use crate::model::Article;
use crate::model::facts::{Kind, Plain};
use crate::text::han::{is_han, is_letter};

const TERMS: usize = 96;
/// How often a term of the title counts, in addition to its uses in the text.
const TITLE: u32 = 4;
/// The home of a term that several sentences use, or one that is not compared.
const NO_HOME: u8 = u8::MAX;

/// The numbers by which an article is compared.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sketch {
    /// The most used terms, ascending.
    pub(crate) terms: Box<[Term]>,
    /// For each term, the number of binary digits of its uses.
    pub(crate) uses: Box<[u8]>,
    /// For each term, the place of the only sentence that uses it, or [`NO_HOME`].
    pub(crate) homes: Box<[u8]>,
    /// The sentences with the smallest templates, ascending, each once.
    pub(crate) sentences: Box<[Sentence]>,
}

/// Makes the sketch of an article. `file` is its text, `text` the plain text of its body. `counter` is used for one article after
/// another, and collects the terms of a shard.
pub fn sketch(article: &Article, file: &str, text: &Plain, names: &Names, counter: &mut TermCounter) -> Sketch {
    let front = &article.front;
    let mut count = |text: &str, times: u32| terms::tokenize(text, |term, _| counter.add(term, times, SEVERAL));
    count(&front.title.value, TITLE);
    front.summary.iter().for_each(|summary| count(&summary.value, 1));
    article.body.facts.headings.iter().for_each(|heading| count(heading.text, 1));
    front.faq.iter().flat_map(|question| [&question.q, &question.a]).for_each(|text| count(text, 1));
    let subject = subject(&front.title.value);
    let (mut reader, number) = (SentenceReader::new(names, &subject), Cell::new(0));
    for_each_line(text, |line| {
        reader.keeps_figures = is_row(line, text, file);
        for prose in line.iter().filter_map(|range| text.text().get(range.clone())) {
            let each = |c, is_han| {
                reader.add(c, is_han);
                number.set(reader.number());
            };
            terms::scan(prose, |term, _| counter.add(term, 1, number.get()), each);
        }
        reader.end();
        number.set(reader.number());
    });
    let (sentences, place) = reader.finish();
    let terms = most_used(counter.finish_article(front.draft));
    let home = |uses: &TermUses| place(uses.home).and_then(|place| u8::try_from(place).ok()).unwrap_or(NO_HOME);
    let digits = |uses: &TermUses| (u32::BITS - uses.times.leading_zeros()) as u8;
    Sketch {
        uses: terms.iter().map(|(_, uses)| digits(uses)).collect(),
        homes: terms.iter().map(|(_, uses)| home(uses)).collect(),
        terms: terms.into_iter().map(|(term, _)| term).collect(),
        sentences,
    }
}

/// The sentences of an article as in its sketch, for comparisons that need no terms.
pub(crate) fn sentences(article: &Article, file: &str, text: &Plain, names: &Names) -> Box<[Sentence]> {
    let subject = subject(&article.front.title.value);
    let mut reader = SentenceReader::new(names, &subject);
    for_each_line(text, |line| {
        reader.keeps_figures = is_row(line, text, file);
        for prose in line.iter().filter_map(|range| text.text().get(range.clone())) {
            prose.chars().for_each(|c| reader.add(c, is_han(c)));
        }
        reader.end();
    });
    reader.finish().0
}

/// Calls `each` for each line of a text that has more than links, with the ranges of its text without code.
fn for_each_line(text: &Plain, mut each: impl FnMut(&[Range<usize>])) {
    let (mut line, mut has_words, mut end) = (Vec::<Range<usize>>::new(), false, 0);
    for (range, kind) in text.pieces() {
        let is_same_line = range.start == end;
        end = range.end;
        if !is_same_line {
            if has_words {
                each(&line);
            }
            line.clear();
            has_words = false;
        }
        if kind == Kind::Code {
            continue;
        }
        has_words |= kind != Kind::Link && text.text().get(range.clone()).is_some_and(|piece| piece.chars().any(is_letter));
        match line.last_mut() {
            Some(last) if last.end == range.start => last.end = range.end,
            _ => line.push(range),
        }
    }
    if has_words {
        each(&line);
    }
}

/// True for a cell of a table that has figures.
fn is_row(line: &[Range<usize>], text: &Plain, file: &str) -> bool {
    let prose = line.iter().filter_map(|range| text.text().get(range.clone()));
    if !prose.into_iter().any(|prose| prose.bytes().any(|byte| byte.is_ascii_digit())) {
        return false;
    }
    let Some(first) = line.first() else { return false };
    let place = text.place(first.clone()).range();
    let (before, after) = (file.get(..place.start).unwrap_or(""), file.get(place.start..).unwrap_or(""));
    let is_bar = |byte: &u8| *byte == b'|';
    before.bytes().rev().take_while(|byte| *byte != b'\n').any(|byte| is_bar(&byte))
        || after.bytes().take_while(|byte| *byte != b'\n').any(|byte| is_bar(&byte))
}

/// The most used terms, ascending. Of equally used ones, a fixed random order decides, so that articles with the same terms keep
/// the same.
fn most_used(mut terms: Vec<(Term, TermUses)>) -> Vec<(Term, TermUses)> {
    if terms.len() > TERMS {
        terms.select_nth_unstable_by_key(TERMS, |(term, uses)| (Reverse(uses.times), scramble(*term)));
        terms.truncate(TERMS);
    }
    terms.sort_unstable_by_key(|(term, _)| *term);
    terms
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Registers, text_file};
    use crate::text::Source;
    use jiff::civil::Date;

    fn read(text: &str) -> (Article, Plain) {
        let registers = Registers::read(&[]).0;
        let (article, plain, _) = text_file::article(&Source::new("a.md", text), &registers, Date::constant(2026, 6, 1));
        (article, plain)
    }

    /// The lines of a body that are compared, each with whether its figures are kept.
    fn lines(body: &str) -> Vec<(String, bool)> {
        let text = format!("---\ntitle: 甲\n---\n{body}");
        let (_, plain) = read(&text);
        let mut lines = Vec::new();
        for_each_line(&plain, |line| {
            let words: Vec<&str> = line.iter().map(|range| &plain.text()[range.clone()]).collect();
            lines.push((words.join("|"), is_row(line, &plain, &text)));
        });
        lines
    }

    #[test]
    fn a_line_has_its_text_without_code() {
        let line = |text: &str| (text.to_owned(), false);
        assert_eq!(lines("先*看*合同。\n\n再看`a`账单。\n"), [line("先看合同。"), line("再看|账单。")]);
        assert_eq!(lines("见[另一篇](b.md)。\n\n[另一篇](b.md)\n\n——\n\n```\n甲\n```\n"), [line("见另一篇。")]);
    }

    #[test]
    fn figures_of_a_table_are_kept() {
        let table = "| 期数 | 年利率 |\n| --- | --- |\n| 三期 | 12% |\n\n还有12%。\n";
        let rows: Vec<String> = lines(table).into_iter().filter(|(_, is_row)| *is_row).map(|(text, _)| text).collect();
        assert_eq!(rows, ["12%"]);
        assert_eq!(lines("12%|").first().map(|(_, is_row)| *is_row), Some(true));
    }

    #[test]
    fn terms_are_counted_in_all_parts_of_an_article() {
        let text = "---\ntitle: 逾期\nsummary: 合同\nfaq:\n  - {q: 罚息, a: 利率}\n---\n\n## 合同\n\n逾期。利率。\n";
        let (article, plain) = read(text);
        let names = Names::new(&Registers::read(&[]).0);
        let sketch = sketch(&article, text, &plain, &names, &mut TermCounter::default());
        let uses = |word: &str| {
            let mut term = None;
            terms::tokenize(word, |t, _| term = Some(t));
            sketch.terms.iter().position(|t| Some(*t) == term).map(|at| (sketch.uses[at], sketch.homes[at]))
        };
        // Five uses have three binary digits, two have two.
        assert_eq!(
            ["逾期", "合同", "罚息", "利率"].map(uses),
            [Some((3, NO_HOME)), Some((2, NO_HOME)), Some((1, NO_HOME)), Some((2, NO_HOME))]
        );
        assert_eq!((sketch.terms.len(), sketch.sentences.len()), (4, 0));
    }

    #[test]
    fn a_term_of_one_sentence_knows_it() {
        let text = "---\ntitle: 甲\n---\n\n先核对每一笔流水。再把合约从头看一遍。\n";
        let (article, plain) = read(text);
        let names = Names::new(&Registers::read(&[]).0);
        let sketch = sketch(&article, text, &plain, &names, &mut TermCounter::default());
        let mut homes = Vec::new();
        terms::tokenize("流水，合约", |term, _| {
            homes.extend(sketch.terms.iter().position(|t| *t == term).map(|at| sketch.homes[at]))
        });
        homes.sort_unstable();
        assert_eq!((homes, sketch.sentences.len()), (vec![0, 1], 2));
    }
}
