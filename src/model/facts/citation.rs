//! Laws cited in prose: `《民法典》第六百七十六条`, several articles in a row, ranges, paragraphs and items.
//!
//! It finds the syntax of a citation; the link stage decides whether the law exists.

use memchr::memmem;

use super::{Citation, CitedArticle, number};
use crate::text::Span;

/// The most characters of a title.
const TITLE: usize = 60;
/// The most characters of the bracket after a title.
const BRACKET: usize = 30;
/// Separators of articles cited in a row; a longer one comes before its prefix.
const BETWEEN: [&str; 18] =
    ["以及", "或者", "——", "、", "，", ",", "和", "与", "及", "或", "至", "到", "—", "–", "-", "－", "~", "～"];

/// Appends the citations in prose at byte `offset` of the body.
pub(super) fn gather(prose: &str, offset: usize, linkable: bool, found: &mut Vec<Citation>) {
    let mut at = 0;
    while let Some(i) = prose.as_bytes().get(at..).and_then(|p| memmem::find(p, "《".as_bytes())) {
        let start = at + i;
        let Some(title) = title(prose, start + '《'.len_utf8()) else {
            at = start + '《'.len_utf8();
            continue;
        };
        let after = title.end + '》'.len_utf8();
        let mut cursor = Cursor { text: prose, at: after };
        let place = |start: usize, end: usize| Span::new(offset + start..offset + end);
        let mut articles = Vec::new();
        cursor.articles(|number, from, to| {
            let from = if articles.is_empty() { start } else { from };
            articles.push(CitedArticle { number, span: place(from, to) });
        });
        let end = if articles.is_empty() { after } else { cursor.at };
        let title = prose.get(title).unwrap_or("").into();
        found.push(Citation { title, span: place(start, end), articles: articles.into(), linkable });
        at = end;
    }
}

/// The title that starts at `start`, up to the 》 that closes it.
fn title(prose: &str, start: usize) -> Option<std::ops::Range<usize>> {
    let mut depth = 1;
    for (i, c) in prose.get(start..)?.char_indices().take(TITLE + 1) {
        match c {
            '《' => depth += 1,
            '》' => depth -= 1,
            '\n' | '\r' => return None,
            _ => {}
        }
        if depth == 0 {
            return (i > 0).then_some(start..start + i);
        }
    }
    None
}

/// A position in prose. A reader either reads and advances, or leaves the position unchanged.
struct Cursor<'a> {
    text: &'a str,
    at: usize,
}

impl Cursor<'_> {
    fn rest(&self) -> &str {
        self.text.get(self.at..).unwrap_or("")
    }

    fn eat(&mut self, word: &str) -> Option<()> {
        self.rest().strip_prefix(word)?;
        self.at += word.len();
        Some(())
    }

    fn eat_one(&mut self, choices: &[&str]) -> Option<()> {
        choices.iter().find_map(|choice| self.eat(choice))
    }

    fn blanks(&mut self) {
        while self.eat(" ").is_some() {}
    }

    fn number(&mut self) -> Option<u32> {
        let (value, length) = number::leading(self.rest())?;
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

    /// Reads a separator with blanks around it.
    fn between(&mut self) -> Option<()> {
        self.blanks();
        let found = self.eat_one(&BETWEEN);
        self.blanks();
        found
    }

    /// Reads the cited articles; `each` gets the number, start and end of every one.
    fn articles(&mut self, mut each: impl FnMut(Box<str>, usize, usize)) {
        let first = self.attempt(|c| {
            c.edition();
            c.blanks();
            c.group(&mut each)
        });
        if first.is_none() {
            return;
        }
        while self.attempt(|c| c.between().and_then(|()| c.group(&mut each))).is_some() {}
    }

    /// A bracket such as （2020年修正） after the title.
    fn edition(&mut self) {
        self.attempt(|c| {
            c.eat_one(&["（", "("])?;
            let length = c.rest().char_indices().take(BRACKET).find(|(_, c)| matches!(c, '）' | ')')).map(|(i, _)| i)?;
            let inside = c.rest().get(..length)?;
            let marks = ["年", "修正", "修订", "试行", "号"];
            if inside.contains(['《', '》', '（', '(']) || inside.contains("简称") || !marks.iter().any(|m| inside.contains(m))
            {
                return None;
            }
            c.at += length;
            c.eat_one(&["）", ")"])
        });
    }

    /// `第六百七十六条`, `第676、677条`, `第二百五十三条之一第二款`. Reports nothing unless the whole is well formed.
    fn group(&mut self, each: &mut impl FnMut(Box<str>, usize, usize)) -> Option<()> {
        let mut start = self.at;
        self.eat("第")?;
        let mut numbers = Vec::new();
        loop {
            self.blanks();
            let number = self.number()?;
            let end = self.at;
            numbers.push((number, start, end));
            self.blanks();
            if self.eat("条").is_some() {
                break;
            }
            self.between()?;
            start = self.at;
            self.eat("第");
        }
        let (last, start, _) = numbers.pop()?;
        for (number, start, end) in numbers {
            each(number.to_string().into(), start, end);
        }
        let insertion = self.attempt(|c| c.eat("之").and_then(|()| c.number()));
        let key = insertion.map_or_else(|| last.to_string(), |n| format!("{last}-{n}"));
        while self.attempt(Self::paragraph).is_some() {}
        each(key.into(), start, self.at);
        Some(())
    }

    /// `第二款`, `第（三）项`, `、第一、二款`, `第（一）至（三）项`
    fn paragraph(&mut self) -> Option<()> {
        self.between();
        self.eat("第")?;
        loop {
            self.blanks();
            self.eat_one(&["（", "("]);
            self.number()?;
            self.eat_one(&["）", ")"]);
            self.blanks();
            if self.eat_one(&["款", "项", "目"]).is_some() {
                return Some(());
            }
            self.between();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Title, citation, and each article with the text of its link.
    fn read(prose: &str) -> Vec<String> {
        let text = format!("前文，{prose}");
        let mut found = Vec::new();
        gather(prose, "前文，".len(), true, &mut found);
        let article = |a: &CitedArticle| format!(" {}={}", a.number, a.span.of(&text));
        let show =
            |c: &Citation| format!("{}|{}|{}", c.title, c.span.of(&text), c.articles.iter().map(article).collect::<String>());
        found.iter().map(show).collect()
    }

    #[test]
    fn one_article() {
        assert_eq!(read("见《民法典》第六百七十六条。"), ["民法典|《民法典》第六百七十六条| 676=《民法典》第六百七十六条"]);
        assert_eq!(read("《民法典》第 676 条"), ["民法典|《民法典》第 676 条| 676=《民法典》第 676 条"]);
        assert_eq!(read("《民法典》第６７６条"), ["民法典|《民法典》第６７６条| 676=《民法典》第６７６条"]);
        assert_eq!(
            read("《刑法》第二百五十三条之一第一款"),
            ["刑法|《刑法》第二百五十三条之一第一款| 253-1=《刑法》第二百五十三条之一第一款"]
        );
        assert_eq!(
            read("《规定》第十条第二款第（三）项规定"),
            ["规定|《规定》第十条第二款第（三）项| 10=《规定》第十条第二款第（三）项"]
        );
        assert_eq!(
            read("《规定》第十条第一款、第二款，以及"),
            ["规定|《规定》第十条第一款、第二款| 10=《规定》第十条第一款、第二款"]
        );
    }

    #[test]
    fn several_articles_in_a_row() {
        assert_eq!(
            read("《民法典》第六百七十六条、第六百八十条和第六百八十一条。"),
            [
                "民法典|《民法典》第六百七十六条、第六百八十条和第六百八十一条| 676=《民法典》第六百七十六条 680=第六百八十条 681=第六百八十一条"
            ]
        );
        assert_eq!(read("《民法典》第676、677条"), ["民法典|《民法典》第676、677条| 676=《民法典》第676 677=677条"]);
        assert_eq!(
            read("《民法典》第一百八十八条至第一百九十二条"),
            ["民法典|《民法典》第一百八十八条至第一百九十二条| 188=《民法典》第一百八十八条 192=第一百九十二条"]
        );
        assert_eq!(read("《规定》第25条—第31条"), ["规定|《规定》第25条—第31条| 25=《规定》第25条 31=第31条"]);
        assert_eq!(read("《规定》第25条~第31条"), ["规定|《规定》第25条~第31条| 25=《规定》第25条 31=第31条"]);
    }

    #[test]
    fn a_title_may_have_an_edition_and_inner_marks() {
        assert_eq!(
            read("《民事诉讼法》（2023年修正）第六十七条"),
            ["民事诉讼法|《民事诉讼法》（2023年修正）第六十七条| 67=《民事诉讼法》（2023年修正）第六十七条"]
        );
        assert_eq!(read("《民法典》（以下简称民法典）第六条"), ["民法典|《民法典》|"]);
        assert_eq!(
            read("《关于适用《民法典》的解释》第一条"),
            ["关于适用《民法典》的解释|《关于适用《民法典》的解释》第一条| 1=《关于适用《民法典》的解释》第一条"]
        );
    }

    #[test]
    fn what_is_no_article_is_left() {
        assert_eq!(read("《民法典》规定，第三步"), ["民法典|《民法典》|"]);
        assert_eq!(read("《民法典》第三编、第四章"), ["民法典|《民法典》|"]);
        assert_eq!(read("《民法典》第十条和第二步"), ["民法典|《民法典》第十条| 10=《民法典》第十条"]);
        assert_eq!(read("《民法典》第一百五条"), ["民法典|《民法典》|"]);
        assert_eq!(read("《》第一条"), [""; 0]);
        assert_eq!(read(&format!("《{}》第一条", "长".repeat(61))), [""; 0]);
        assert_eq!(read("《没有收尾，《民法典》第一条"), ["民法典|《民法典》第一条| 1=《民法典》第一条"]);
    }
}
