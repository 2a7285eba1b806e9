//! The sentences of an article as numbers, by which near-duplicates are found.
//!
//! A sentence has two numbers. In the first, its *template*, names of lenders, numbers and dates are replaced by their kind, so that
//! it is the same in all copies of a text that was published for many lenders. The second keeps the names. Figures in tables are
//! kept in both. Marks, blanks, case and width make no difference, nor do characters that the word filters of platforms drop.

use serde::{Deserialize, Serialize};

use super::names::Names;
use super::terms::{hash, normalize};
use crate::text::han::{DROPPABLE, HanSet, ends_sentence, is_letter};

/// Sentences of a sketch; of a longer article, an unbiased sample.
pub(crate) const MAX_SENTENCES: usize = 48;
/// Letters below which a sentence says too little to be compared alone; short ones in a row are compared together.
const SENTENCE_MIN: usize = 8;

/// What stands for a name and for a number in a template: no letter has these values.
const NAME: u64 = 1 << 32;
const NUMBER: u64 = 2 << 32;

/// A sentence of an article.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(crate) struct Sentence {
    /// The hash of the sentence without names and numbers.
    pub(crate) template: u32,
    /// A hash that depends on the names, too.
    pub(crate) named: u16,
    /// The number of letters.
    pub(crate) letters: u16,
}

static NUMERALS: HanSet =
    HanSet::of(&['零', '一', '二', '两', '三', '四', '五', '六', '七', '八', '九', '十', '百', '千', '万', '亿']);

/// A character as it is compared; nothing for those that word filters drop.
pub(crate) fn fold(c: char) -> Option<char> {
    (!DROPPABLE.has(c)).then(|| normalize(c))
}

fn is_number(c: char) -> bool {
    c.is_ascii_digit() || NUMERALS.has(c) || c == '〇'
}

/// Reads sentences character by character.
pub(super) struct SentenceReader<'a> {
    names: &'a Names,
    /// The folded subject of the title, which is a name.
    subject: &'a [char],
    /// True within a table: figures are kept.
    pub(super) keeps_figures: bool,
    letters: Vec<char>,
    /// Short sentences in a row.
    run: Option<(u64, u64, usize)>,
    ended: Vec<Sentence>,
    /// For each sentence read, its place among those that ended.
    places: Vec<usize>,
}

impl<'a> SentenceReader<'a> {
    pub(super) fn new(names: &'a Names, subject: &'a [char]) -> SentenceReader<'a> {
        let (letters, ended, places) = Default::default();
        SentenceReader { names, subject, keeps_figures: false, letters, run: None, ended, places }
    }

    /// The number of the sentence that is being read.
    pub(super) fn number(&self) -> u32 {
        self.places.len() as u32
    }

    pub(super) fn add(&mut self, c: char, is_han: bool) {
        if is_han || is_letter(c) {
            self.letters.extend(fold(c));
        } else if ends_sentence(c) {
            self.end();
        }
    }

    /// Ends a sentence.
    pub(super) fn end(&mut self) {
        if self.letters.is_empty() {
            return;
        }
        let (template, named) = self.hashes();
        let letters = self.letters.len();
        self.letters.clear();
        if letters >= SENTENCE_MIN {
            self.end_run();
            self.places.push(self.ended.len());
            self.ended.push(sentence(template, named, letters));
        } else {
            let (before, named_before, sum) = self.run.unwrap_or((0, 0, 0));
            self.places.push(self.ended.len());
            self.run = Some((hash(before, template), hash(named_before, named), sum + letters));
        }
    }

    fn end_run(&mut self) {
        let Some((template, named, letters)) = self.run.take() else { return };
        if letters >= SENTENCE_MIN {
            self.ended.push(sentence(template, named, letters));
        } else {
            // Another sentence takes the place of those that are dropped.
            let dropped = self.ended.len();
            self.places.iter_mut().rev().take_while(|place| **place == dropped).for_each(|place| *place = usize::MAX);
        }
    }

    /// The hashes of the letters, without and with names.
    fn hashes(&self) -> (u64, u64) {
        let (mut template, mut named) = (0, 0);
        let mut rest = self.letters.as_slice();
        while let Some((first, after)) = rest.split_first() {
            if let Some((length, lender)) = self.names.at(rest) {
                template = hash(template, NAME);
                named = hash(named, NAME + 1 + u64::from(lender));
                rest = rest.get(length..).unwrap_or_default();
            } else if !self.subject.is_empty() && rest.starts_with(self.subject) {
                template = hash(template, NAME);
                named = self.subject.iter().fold(named, |named, c| hash(named, u64::from(*c)));
                rest = rest.get(self.subject.len()..).unwrap_or_default();
            } else if is_number(*first) && !self.keeps_figures {
                (template, named) = (hash(template, NUMBER), hash(named, NUMBER));
                rest = after_number(rest);
            } else {
                (template, named) = (hash(template, u64::from(*first)), hash(named, u64::from(*first)));
                rest = after;
            }
        }
        (template, named)
    }

    /// The sentences with the smallest hashes, ascending, each once; and a function from the number of a sentence to its place among
    /// them.
    pub(super) fn finish(mut self) -> (Box<[Sentence]>, impl Fn(u32) -> Option<usize>) {
        self.end();
        self.end_run();
        let SentenceReader { ended, places, .. } = self;
        let mut sentences = ended.clone();
        sentences.sort_unstable();
        sentences.dedup_by_key(|sentence| sentence.template);
        sentences.truncate(MAX_SENTENCES);
        let sample: Box<[u32]> = sentences.iter().map(|sentence| sentence.template).collect();
        let place = move |number: u32| {
            let sentence = ended.get(*places.get(number as usize)?)?;
            sample.binary_search(&sentence.template).ok()
        };
        (sentences.into(), place)
    }
}

fn sentence(template: u64, named: u64, letters: usize) -> Sentence {
    let (template, named) = (hash(template, 1), hash(named, 1));
    Sentence { template: (template >> 32) as u32, named: (named >> 32) as u16, letters: u16::try_from(letters).unwrap_or(u16::MAX) }
}

/// What follows a number, a date or a share.
fn after_number(mut text: &[char]) -> &[char] {
    loop {
        let before = text.len();
        let digits = text.iter().take_while(|c| is_number(**c)).count();
        text = text.get(digits..).unwrap_or_default();
        if digits > 0 {
            let units = text.iter().take_while(|c| matches!(c, '年' | '月' | '日' | '号')).count();
            text = text.get(units..).unwrap_or_default();
        }
        if let ['分', '之', after @ ..] = text {
            text = after;
        }
        if text.len() == before {
            return text;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Registers;
    use crate::text::Source;

    fn names() -> Names {
        let rows = "lenders:\n- {slug: a, name: 青禾消费金融, kind: other, aliases: [青禾, 禾下贷]}\n- {slug: b, name: 远帆贷, kind: other}\n";
        let (registers, findings) = Registers::read(&[Source::new("content/lenders.yaml", rows)]);
        assert_eq!(findings, []);
        Names::new(&registers)
    }

    fn read(text: &str, keeps_figures: bool) -> Vec<Sentence> {
        let names = names();
        let mut reader = SentenceReader::new(&names, &['臻', '有', '钱']);
        reader.keeps_figures = keeps_figures;
        text.chars().for_each(|c| if c == '\n' { reader.end() } else { reader.add(c, crate::text::han::is_han(c)) });
        reader.finish().0.into_vec()
    }

    /// Whether two sentences are the same without names, and whether they are with names.
    fn compare(a: &str, b: &str) -> (bool, bool) {
        let ([a], [b]) = (&read(a, false)[..], &read(b, false)[..]) else { panic!("{a} {b}") };
        (a.template == b.template, (a.template, a.named) == (b.template, b.named))
    }

    #[test]
    fn names_make_no_difference_to_the_template() {
        assert_eq!(compare("青禾消费金融的账单逾期以后怎么谈", "远帆贷的账单逾期以后怎么谈"), (true, false));
        assert_eq!(compare("青禾消费金融的账单逾期以后怎么谈", "禾下贷的账单逾期以后怎么谈"), (true, true));
        assert_eq!(compare("臻有钱的账单逾期以后怎么谈", "远帆贷的账单逾期以后怎么谈"), (true, false));
        assert_eq!(compare("某某贷的账单逾期以后怎么谈", "远帆贷的账单逾期以后怎么谈"), (false, false));
    }

    #[test]
    fn numbers_and_dates_make_no_difference() {
        assert_eq!(compare("欠款5万元的，2024年3月5日以前要还", "欠款50,000元的，2023-12-01以前要还"), (true, true));
        assert_eq!(compare("年利率不超过24%的部分受到保护", "年利率不超过百分之三十六的部分受到保护"), (true, true));
        assert_eq!(compare("先还本金再还利息的一种办法", "先还本金再还利息的办法是什么"), (false, false));
    }

    #[test]
    fn characters_that_filters_drop_make_no_difference() {
        assert_eq!(compare("这个问题需要同时向消费金融公司说明", "这个问向费融公司说明"), (true, true));
        assert_eq!(compare("青禾消费金融的政策应当写明", "青禾费融的政应当写明"), (true, true));
    }

    #[test]
    fn figures_in_tables_are_a_difference() {
        let table = |rate: &str| format!("期数\n年利率\n3期\n{rate}\n6期\n18%\n");
        assert_eq!(read(&table("12%"), false), read(&table("15%"), false));
        assert_ne!(read(&table("12%"), true), read(&table("15%"), true));
        assert_eq!(read(&table("12%"), true).len(), 1);
    }

    #[test]
    fn short_sentences_in_a_row_are_one() {
        assert_eq!(read("好。\n先核对每一笔流水和账单。\n不行。", false).len(), 1);
        assert_eq!(read("先看清账单。\n再看流水。\n先核对每一笔流水和账单。", false).len(), 2);
    }

    #[test]
    fn a_sentence_knows_its_place_in_the_sample() {
        let names = names();
        let mut reader = SentenceReader::new(&names, &[]);
        let mut numbers = Vec::new();
        for sentence in ["好。", "先核对每一笔流水和账单。", "不行。", "再把合同从头到尾看一遍。"] {
            numbers.push(reader.number());
            sentence.chars().for_each(|c| reader.add(c, crate::text::han::is_han(c)));
        }
        let (sentences, place) = reader.finish();
        let places: Vec<Option<usize>> = numbers.into_iter().map(place).collect();
        assert_eq!((places[0], places[2]), (None, None));
        let mut known = [places[1].unwrap(), places[3].unwrap()];
        known.sort_unstable();
        assert_eq!((known, sentences.len()), ([0, 1], 2));
    }
}
