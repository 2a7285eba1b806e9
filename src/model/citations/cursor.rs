//! The grammar of what follows a title: brackets, the part of the law, articles in a row, ranges, paragraphs and items.

use std::ops::Range;

use crate::model::registers::edition::Bracket;
use crate::text::numeral;

/// The most characters in a bracket after a title.
const BRACKET: usize = 60;
/// Brackets that open, and those that close.
const OPEN: [char; 6] = ['（', '(', '［', '[', '【', '〔'];
const CLOSE: [char; 6] = ['）', ')', '］', ']', '】', '〕'];
/// The most characters of the name of a part of a law.
const PART: usize = 12;
/// The most numbers before one 条 or 款.
const ROW: usize = 50;
/// Separators of articles cited in a row; a longer one comes before its prefix.
const SEPARATORS: [&str; 18] =
    ["以及", "或者", "——", "、", "，", ",", "和", "与", "及", "或", "至", "到", "—", "–", "-", "－", "~", "～"];
/// Words between a title and 第; a longer one comes before its prefix.
pub(super) const CONNECTORS: [&str; 17] = [
    "中所规定的", "中规定的", "所规定的", "规定的", "中新增的", "新增的", "当中的", "中的", "里的", "项下的", "项下", "当中", "的",
    "中", "里", "之", "原",
];
/// Ends of the names of parts.
const PARTS: [&str; 7] = ["编", "章", "节", "总则", "分则", "附则", "通则"];
/// Words after 条 with which it is no article.
const OTHER_NOUNS: [&str; 7] = ["件", "道路", "路径", "路线", "线", "腿", "街"];
/// Words after a number of articles without 第: the articles are counted.
const COUNTED: [&str; 18] = [
    "措施", "新规", "意见", "内容", "细则", "建议", "举措", "政策", "禁令", "条文", "司法", "全文", "纪律", "具体", "全部", "规则",
    "之多", "以上",
];

/// An article of a law as it is cited: `676`, `253-1`, with its place.
pub(super) type Article = (String, Range<usize>);

/// A position in a line. A reader either reads and advances, or leaves the position unchanged.
#[derive(Debug, Clone, Copy)]
pub(super) struct Cursor<'t> {
    pub(super) text: &'t str,
    pub(super) at: usize,
}

impl<'t> Cursor<'t> {
    fn remainder(&self) -> &'t str {
        self.text.get(self.at..).unwrap_or("")
    }

    fn eat(&mut self, word: &str) -> Option<()> {
        self.remainder().strip_prefix(word)?;
        self.at += word.len();
        Some(())
    }

    fn eat_one(&mut self, choices: &[&str]) -> Option<()> {
        choices.iter().find_map(|choice| self.eat(choice))
    }

    fn skip_blanks(&mut self) {
        self.at += self.remainder().len() - self.remainder().trim_start().len();
    }

    fn eat_number(&mut self) -> Option<u32> {
        let (value, length) = numeral::leading(self.remainder())?;
        let is_one_digit = self.remainder().chars().next().is_some_and(|c| is_digit(c) && c.len_utf8() == length);
        let behind = self.remainder().get(length..).and_then(|t| t.strip_prefix([',', '，']));
        if let Some((thousands, digits)) = behind.filter(|_| is_one_digit).and_then(in_thousands) {
            // 1,064 is one number; 5,123 may be two.
            self.at += self.remainder().len() - behind?.len() + digits;
            return (value == 1 || thousands < 100).then_some(value * 1_000 + thousands);
        }
        self.at += length;
        Some(value)
    }

    /// Runs `read`; restores the position if it fails.
    fn attempt<T>(&mut self, read: impl FnOnce(&mut Self) -> Option<T>) -> Option<T> {
        let start = self.at;
        let result = read(self);
        if result.is_none() {
            self.at = start;
        }
        result
    }

    /// Reads a comma before an article.
    pub(super) fn eat_comma(&mut self) {
        self.attempt(|c| {
            c.eat_one(&["，", ","])?;
            c.skip_blanks();
            c.remainder().starts_with('第').then_some(())
        });
    }

    /// Reads a separator with blanks around it.
    fn eat_separator(&mut self) -> Option<()> {
        self.skip_blanks();
        let found = self.eat_one(&SEPARATORS);
        self.skip_blanks();
        found
    }

    /// The bracket at this position: what it is, and its content.
    pub(super) fn bracket(&mut self) -> Option<(Bracket, &'t str)> {
        self.attempt(|c| {
            c.skip_blanks();
            let open = c.remainder().chars().next().filter(|c| OPEN.contains(c))?;
            c.at += open.len_utf8();
            let mut depth = 1;
            let end = c.remainder().char_indices().take(BRACKET).find(|(_, c)| {
                depth += i32::from(OPEN.contains(c)) - i32::from(CLOSE.contains(c));
                depth == 0
            });
            let (length, close) = end?;
            let content = c.remainder().get(..length)?;
            c.at += length + close.len_utf8();
            Some((Bracket::of(content), content))
        })
    }

    /// Reads the articles behind a name: one or more in a row, perhaps behind the part of the law in which they stand.
    pub(super) fn articles(&mut self) -> Vec<Article> {
        let mut found = Vec::new();
        self.attempt(|c| {
            c.skip_blanks();
            c.eat_one(&CONNECTORS);
            c.eat_parts();
            c.eat_one(&CONNECTORS);
            c.skip_blanks();
            c.read_group(&mut found)?;
            while c.attempt(|c| c.eat_gist().eat_separator().and_then(|()| c.read_group(&mut found))).is_some() {}
            Some(())
        });
        found
    }

    /// Reads the gist of an article in brackets: `第六百七十六条（逾期利息）、第六百七十七条`.
    fn eat_gist(&mut self) -> &mut Self {
        self.attempt(|c| c.bracket().filter(|(_, gist)| !gist.contains(['《', '条'])));
        self
    }

    /// `第676、677条` or `676条`. Reports nothing unless the whole is well formed.
    fn read_group(&mut self, found: &mut Vec<Article>) -> Option<()> {
        self.read_marked_group(found).or_else(|| self.read_bare_group(found))
    }

    /// 合同编, 第三编, “借款合同”一章: the part of the law in which the articles stand.
    fn eat_parts(&mut self) {
        for _ in 0..3 {
            let numbered = self.attempt(|c| {
                c.skip_blanks();
                c.eat("第")?;
                c.eat_number()?;
                c.eat_one(&["编", "分编", "章", "节"])?;
                c.attempt(|c| c.eat_name(|_| true));
                Some(())
            });
            let is_part = |name: &str| PARTS.iter().any(|end| name.ends_with(end));
            if numbered.is_none() && self.attempt(|c| c.eat_name(is_part)).is_none() {
                return;
            }
        }
    }

    /// A name of Han characters before 第 or a digit.
    fn eat_name(&mut self, is_name: impl Fn(&str) -> bool) -> Option<()> {
        let text = self.remainder();
        let belongs = |c: char| matches!(c, ' ' | '“' | '”' | '「' | '」' | '·') || (c != '第' && crate::text::han::is_han(c));
        let (length, _) = text.char_indices().take(PART + 1).find(|(_, c)| !belongs(*c))?;
        let written = text.get(..length)?;
        let name = written.trim_end_matches(' ').trim_end_matches('的').trim_end_matches(['”', '」', ' ']);
        let ends = text.get(length..)?.starts_with(|c: char| c == '第' || c.is_ascii_digit());
        if name.is_empty() || !ends || !is_name(name) {
            return None;
        }
        self.at += length;
        Some(())
    }

    /// `第六百七十六条`, `第676、677条`, `第二百五十三条之一第二款`.
    fn read_marked_group(&mut self, found: &mut Vec<Article>) -> Option<()> {
        self.attempt(|c| {
            let mut start = c.at;
            c.eat("第")?;
            let mut numbers = Vec::new();
            while numbers.len() < ROW {
                c.skip_blanks();
                let number = c.eat_number()?;
                let end = c.at;
                let inserted = c.attempt(|c| {
                    c.eat("之")?;
                    c.eat_number()
                });
                numbers.push((number, inserted, start..end));
                c.skip_blanks();
                if c.eat("条").is_some() {
                    return c.finish_group(numbers, found);
                }
                c.eat_separator()?;
                start = c.at;
                c.eat("第");
            }
            None
        })
    }

    /// `676条` or `675、676条`, in which 第 is left out.
    fn read_bare_group(&mut self, found: &mut Vec<Article>) -> Option<()> {
        self.attempt(|c| {
            c.skip_blanks();
            let mut numbers = Vec::new();
            while numbers.len() < ROW && c.remainder().starts_with(is_digit) {
                let start = c.at;
                numbers.push((c.eat_number()?, None, start..c.at));
                c.skip_blanks();
                if c.eat("条").is_some() {
                    let is_count = COUNTED.iter().any(|word| c.remainder().trim_start_matches(['的', ' ']).starts_with(word));
                    return if is_count { None } else { c.finish_group(numbers, found) };
                }
                c.eat_one(&["、", "和", "及"])?;
                c.skip_blanks();
            }
            None
        })
    }

    fn finish_group(&mut self, mut numbers: Vec<(u32, Option<u32>, Range<usize>)>, found: &mut Vec<Article>) -> Option<()> {
        if OTHER_NOUNS.iter().any(|word| self.remainder().starts_with(word)) {
            return None;
        }
        let key = |number: u32, inserted: Option<u32>| inserted.map_or_else(|| number.to_string(), |n| format!("{number}-{n}"));
        let (last, inserted, place) = numbers.pop()?;
        found.extend(numbers.into_iter().map(|(number, inserted, place)| (key(number, inserted), place)));
        let behind = self.attempt(|c| {
            c.eat("之")?;
            c.eat_number()
        });
        while self.attempt(Self::eat_paragraph).is_some() {}
        found.push((key(last, inserted.or(behind)), place.start..self.at));
        Some(())
    }

    /// `第二款`, `第（三）项`, `、第一、二款`, `第（一）至（三）项`
    fn eat_paragraph(&mut self) -> Option<()> {
        self.eat_separator();
        self.eat("第")?;
        for _ in 0..ROW {
            self.skip_blanks();
            self.eat_one(&["（", "("]);
            self.eat_number()?;
            self.eat_one(&["）", ")"]);
            self.skip_blanks();
            if self.eat_one(&["款", "项", "目"]).is_some() {
                return Some(());
            }
            self.eat_separator();
        }
        None
    }
}

/// True for a digit of either width.
pub(super) fn is_digit(c: char) -> bool {
    c.is_ascii_digit() || matches!(c, '０'..='９')
}

/// The three digits behind the mark of thousands, and their length: `064` in `1,064`.
fn in_thousands(text: &str) -> Option<(u32, usize)> {
    let length = text.find(|c| !is_digit(c)).unwrap_or(text.len());
    let digits = text.get(..length).filter(|digits| digits.chars().count() == 3)?;
    let value = digits.chars().try_fold(0, |n, c| Some(n * 10 + c.to_digit(10).or_else(|| Some(u32::from(c) - 0xff10))?))?;
    Some((value, length))
}
