//! Headings in order, and no title twice.

use std::collections::BTreeSet;

use super::Collector;
use crate::diag::catalogue::RuleFault;
use crate::model::facts::{Heading, Plain};
use crate::model::{Article, Body};
use crate::text::han::numeral;

/// The number that a heading starts with.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Number {
    /// 一、
    Han(u32),
    /// （一）
    Bracket(u32),
    /// 1. or 1、
    Digits(u32),
    /// 2.1
    Dotted(u32, u32),
}

impl Number {
    fn of(text: &str) -> Option<Number> {
        let text = text.trim_start();
        let (inner, bracket) = text.strip_prefix(['（', '(']).map_or((text, false), |t| (t, true));
        let (han, length) = han(inner);
        let rest = inner.get(length..)?;
        if bracket {
            return (length > 0 && rest.starts_with(['）', ')'])).then_some(Number::Bracket(han));
        }
        if length > 0 {
            return rest.starts_with(['、', '．', '.']).then_some(Number::Han(han));
        }
        let (first, rest) = digits(text)?;
        if rest.starts_with(['、', '．']) {
            return Some(Number::Digits(first));
        }
        let rest = rest.strip_prefix('.')?;
        match digits(rest) {
            Some((second, after)) if !after.starts_with(['%', '％', '倍', '万', '元', '.']) => {
                Some(Number::Dotted(first, second))
            }
            Some(_) => None,
            None => Some(Number::Digits(first)),
        }
    }

    fn count(&self) -> u32 {
        match self {
            Number::Han(n) | Number::Bracket(n) | Number::Digits(n) | Number::Dotted(_, n) => *n,
        }
    }

    /// The same kind of number with another count.
    fn with(&self, n: u32) -> Number {
        match self {
            Number::Han(_) => Number::Han(n),
            Number::Bracket(_) => Number::Bracket(n),
            Number::Digits(_) => Number::Digits(n),
            Number::Dotted(first, _) => Number::Dotted(*first, n),
        }
    }

    fn is_like(&self, other: &Number) -> bool {
        std::mem::discriminant(self) == std::mem::discriminant(other)
    }

    fn text(&self) -> String {
        match self {
            Number::Han(n) => format!("{}、", numeral(*n)),
            Number::Bracket(n) => format!("（{}）", numeral(*n)),
            Number::Digits(n) => format!("{n}."),
            Number::Dotted(first, n) => format!("{first}.{n}"),
        }
    }
}

/// A Chinese numeral up to 99 and its length in bytes; 0 where there is none.
fn han(text: &str) -> (u32, usize) {
    let run = text.find(|c| !"一二三四五六七八九十".contains(c)).unwrap_or(text.len());
    let Some(written) = text.get(..run).filter(|t| !t.is_empty()) else { return (0, 0) };
    (1..100).find(|n| numeral(*n) == written).map_or((0, 0), |n| (n, run))
}

fn digits(text: &str) -> Option<(u32, &str)> {
    let run = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    let number = text.get(..run).filter(|t| (1..=2).contains(&t.len()))?.parse().ok()?;
    Some((number, text.get(run..)?))
}

/// An open section.
struct Section<'h> {
    level: u8,
    text: &'h str,
    number: Option<Number>,
    /// The last number among the sections in it, by level.
    last: Vec<(u8, Number)>,
    /// The titles of the sections in it, by level.
    titles: BTreeSet<(u8, &'h str)>,
}

/// Judges a text's headings: numbers in order, levels one by one, no title twice in one section.
pub(super) fn headings(body: &Body, found: &mut Collector) {
    let root = Section { level: 1, text: "", number: None, last: Vec::new(), titles: BTreeSet::new() };
    let mut open = vec![root];
    for heading in body.facts.headings.iter() {
        let span = heading.span.shifted(body.start);
        while open.len() > 1 && open.last().is_some_and(|s| s.level >= heading.level) {
            open.pop();
        }
        let Some(above) = open.last_mut() else { return };
        if heading.level > above.level + 1 {
            found.add(span, level(heading.level, above.level));
        }
        if !above.titles.insert((heading.level, heading.text)) {
            found.add(span, RuleFault::SameHeading { text: heading.text.to_owned() });
        }
        let number = Number::of(heading.text);
        if let Some(fault) = number.as_ref().and_then(|n| misnumbered(n, &heading, above)) {
            found.add(span, fault);
        }
        open.push(Section { level: heading.level, text: heading.text, number, last: Vec::new(), titles: BTreeSet::new() });
    }
}

fn level(level: u8, above: u8) -> RuleFault {
    let (before_zh, before_en) = match above {
        1 => ("前面还没有上一级标题".to_owned(), " with none of the level above before it".to_owned()),
        _ => (format!("而上一个标题是 {above} 级"), format!(" below one of level {above}")),
    };
    RuleFault::HeadingLevel { level: u32::from(level), before_zh, before_en }
}

/// What is wrong with a heading's number within its section.
fn misnumbered(number: &Number, heading: &Heading<'_>, above: &mut Section<'_>) -> Option<RuleFault> {
    if let (Number::Dotted(first, _), Some(outer)) = (number, &above.number)
        && *first != outer.count()
        && !matches!(outer, Number::Dotted(..))
    {
        return Some(RuleFault::ForeignNumber { found: number.text(), above: above.text.to_owned() });
    }
    let before = above.last.iter_mut().find(|(level, n)| *level == heading.level && n.is_like(number));
    let expected = match &before {
        Some((_, Number::Dotted(first, n))) if matches!(number, Number::Dotted(f, _) if f == first) => number.with(n + 1),
        Some((_, Number::Dotted(..))) => number.with(1),
        Some((_, last)) => number.with(last.count() + 1),
        None => number.with(1),
    };
    match before {
        Some((_, last)) => *last = number.clone(),
        None => above.last.push((heading.level, number.clone())),
    }
    (expected != *number).then(|| RuleFault::HeadingNumber { found: number.text(), expected: expected.text() })
}

/// Judges the first line of a body: it does not repeat the title.
pub(super) fn title(article: &Article, plain: &Plain, found: &mut Collector) {
    let bare = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
    let first = plain.text().find('\n').unwrap_or(plain.text().len());
    let line = plain.text().get(..first).unwrap_or("");
    if !line.is_empty() && bare(line) == bare(&article.front.title.value) {
        found.add(plain.place(0..first), RuleFault::TitleRepeated {});
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_headings_are_told_from_figures() {
        for (text, number) in [
            ("一、先看合同", Some(Number::Han(1))),
            ("十二、附录", Some(Number::Han(12))),
            ("（三）期限", Some(Number::Bracket(3))),
            ("2. 费用", Some(Number::Digits(2))),
            ("2、费用", Some(Number::Digits(2))),
            ("2.1 费用", Some(Number::Dotted(2, 1))),
            ("1.5倍利率", None),
            ("3.45% 的利率", None),
            ("2026年的变化", None),
            ("一次性还款", None),
            ("第一步：收集", None),
            ("24期怎么算", None),
        ] {
            assert_eq!(Number::of(text), number, "{text}");
        }
    }
}
