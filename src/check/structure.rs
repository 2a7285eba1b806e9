//! Headings: numbers and levels in order, no title repeated.

use std::cmp::Ordering;
use std::collections::BTreeSet;
use std::ops::Range;

use super::Collector;
use super::context::first;
use crate::diag::catalogue::RuleFault;
use crate::model::facts::{Kind, Plain};
use crate::model::{Article, Body};
use crate::text::Span;
use crate::text::han::numeral;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Style {
    /// 一、
    Han,
    /// （一）
    Bracket,
    /// 1. or 1、
    Digits,
    /// 2.1, with its first number
    Dotted(u32),
    /// 第一步
    Step,
    /// 第1步
    DigitStep,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Number {
    pub(super) style: Style,
    pub(super) count: u32,
}

impl Number {
    pub(super) fn of(text: &str) -> Option<Number> {
        let text = text.trim_start();
        let (inner, bracket) = text.strip_prefix(['（', '(']).map_or((text, false), |t| (t, true));
        if let Some(step) = text.strip_prefix('第') {
            return Number::of_step(step.trim_start());
        }
        let (count, length) = han(inner);
        let rest = inner.get(length..)?;
        if bracket {
            return (length > 0 && rest.starts_with(['）', ')'])).then_some(Number { style: Style::Bracket, count });
        }
        if length > 0 {
            return rest.starts_with(['、', '．', '.']).then_some(Number { style: Style::Han, count });
        }
        let (count, rest) = digits(text)?;
        let whole = Number { style: Style::Digits, count };
        if rest.starts_with(['、', '．']) {
            return Some(whole);
        }
        let Some((second, after)) = digits(rest.strip_prefix('.')?) else { return Some(whole) };
        let is_figure = after.starts_with(['%', '％', '倍', '万', '元', '.']);
        (!is_figure).then_some(Number { style: Style::Dotted(count), count: second })
    }

    /// 一步：, 1步
    fn of_step(text: &str) -> Option<Number> {
        let (count, length) = han(text);
        let (count, behind, style) = match length {
            0 => digits(text).map(|(count, behind)| (count, behind.trim_start(), Style::DigitStep))?,
            length => (count, text.get(length..)?, Style::Step),
        };
        let behind = behind.strip_prefix('步')?;
        let ends = behind.chars().next().is_none_or(|c| !c.is_alphanumeric());
        ends.then_some(Number { style, count })
    }

    pub(super) fn is_like(self, other: Number) -> bool {
        std::mem::discriminant(&self.style) == std::mem::discriminant(&other.style)
    }

    fn text(self) -> String {
        let Number { style, count } = self;
        match style {
            Style::Han => format!("{}、", numeral(count)),
            Style::Bracket => format!("（{}）", numeral(count)),
            Style::Digits => format!("{count}."),
            Style::Dotted(first) => format!("{first}.{count}"),
            Style::Step => format!("第{}步", numeral(count)),
            Style::DigitStep => format!("第{count}步"),
        }
    }
}

/// A Chinese numeral up to 99 and its length in bytes; 0 if there is none.
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

struct Section<'h> {
    level: u8,
    text: &'h str,
    number: Option<Number>,
    /// Where its heading ends in the file.
    end: u32,
    /// The last heading of each level and style in it: its number, and where it ends.
    last: Vec<(u8, Number, u32)>,
    titles: BTreeSet<(u8, &'h str)>,
}

/// Judges the headings of a text: numbers in order, levels one by one, no title repeated within a section.
pub(super) fn headings(body: &Body, plain: &Plain, found: &mut Collector) {
    let section = |level, text, number, end| Section { level, text, number, end, last: Vec::new(), titles: BTreeSet::new() };
    let mut open = vec![section(1, "", None, body.start)];
    for heading in body.facts.headings.iter() {
        let span = heading.span.shifted(body.start);
        while open.len() > 1 && open.last().is_some_and(|s| s.level >= heading.level) {
            open.pop();
        }
        let Some(above) = open.last_mut() else { return };
        if heading.level > above.level + 1 {
            found.add(span, level(heading.level, above.level));
        }
        if !heading.text.is_empty() && !above.titles.insert((heading.level, heading.text)) {
            found.add(span, RuleFault::SameHeading { text: heading.text.to_owned() });
        }
        let number = Number::of(heading.text);
        match number.and_then(|n| misnumbered(n, heading.level, span.end, above)) {
            Some(Misnumbered::Gap(gap)) => report_gap(&gap, heading.level, span, plain, found),
            Some(Misnumbered::Fault(fault)) => found.add(span, fault),
            None => {}
        }
        open.push(section(heading.level, heading.text, number, span.end));
    }
}

fn level(level: u8, above: u8) -> RuleFault {
    let (before_zh, before_en) = match above {
        1 => ("前面还没有上一级标题".to_owned(), " with none of the level above before it".to_owned()),
        _ => (format!("而上一个标题是 {above} 级"), format!(" below one of level {above}")),
    };
    RuleFault::HeadingLevel { level: u32::from(level), before_zh, before_en }
}

/// What is wrong with a heading's number.
enum Misnumbered {
    Gap(Gap),
    Fault(RuleFault),
}

/// Missing numbers, from the expected one to that of the heading.
struct Gap {
    from: Number,
    to: Number,
    /// Where the heading before it ends in the file.
    after: u32,
}

/// The fault of a heading's number within its section. The first one of a text may be a later part of a series.
fn misnumbered(number: Number, level: u8, end: u32, above: &mut Section<'_>) -> Option<Misnumbered> {
    if let (Style::Dotted(first), Some(outer)) = (number.style, above.number)
        && first != outer.count
        && !matches!(outer.style, Style::Dotted(_))
    {
        return Some(Misnumbered::Fault(RuleFault::ForeignNumber { found: number.text(), above: above.text.to_owned() }));
    }
    let (count, after) = match above.last.iter_mut().find(|(other, last, _)| *other == level && last.is_like(number)) {
        Some((_, last, last_end)) => {
            let (last, after) = (std::mem::replace(last, number), std::mem::replace(last_end, end));
            (if last.style == number.style { last.count + 1 } else { 1 }, after)
        }
        None => {
            let is_first = above.last.is_empty() && above.level == 1;
            above.last.push((level, number, end));
            (if is_first { number.count } else { 1 }, above.end)
        }
    };
    let expected = Number { count, ..number };
    match expected.count.cmp(&number.count) {
        Ordering::Equal => None,
        Ordering::Less => Some(Misnumbered::Gap(Gap { from: expected, to: number, after })),
        Ordering::Greater => Some(Misnumbered::Fault(RuleFault::HeadingNumber { found: number.text(), expected: expected.text() })),
    }
}

/// Reports missing numbers: at the plain lines that have them, else at the heading at `span` of the file.
fn report_gap(gap: &Gap, level: u8, span: Span, plain: &Plain, found: &mut Collector) {
    let Gap { from, to, after } = *gap;
    let between = plain.before(after)..plain.before(span.start);
    let missing = (from.count..to.count).take(LINES).map(|count| Number { count, ..from });
    let lines: Option<Vec<_>> = missing.map(|number| plain_line(number, between.clone(), plain)).collect();
    let Some(lines) = lines.filter(|lines| from.count + Span::new(0..lines.len()).end == to.count) else {
        found.add(span, RuleFault::HeadingNumber { found: to.text(), expected: from.text() });
        return;
    };
    for range in lines {
        let line = first(plain.text().get(range.clone()).unwrap_or(""), QUOTED).to_owned();
        let heading = format!("{} {line}", "#".repeat(level.into()));
        found.add(plain.place(range), RuleFault::PlainHeading { line, heading });
    }
}

/// The most characters of a line in a message.
const QUOTED: usize = 30;
/// The most missing numbers that are looked for in plain lines.
const LINES: usize = 9;

/// The last plain line in a part of the text that begins with a number as a heading would.
fn plain_line(number: Number, part: Range<usize>, plain: &Plain) -> Option<Range<usize>> {
    let mut at = part.end;
    for line in plain.text().get(part)?.split_inclusive('\n').rev() {
        at -= line.len();
        let text = line.trim_end();
        if Number::of(text) == Some(number) && matches!(plain.kind(at), Kind::Prose | Kind::Link) {
            return Some(at..at + text.len());
        }
    }
    None
}

/// Judges the first line of a body, which must not repeat the title.
pub(super) fn title(article: &Article, plain: &Plain, found: &mut Collector) {
    let bare = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
    // An item of a list of a series may be a link with the article's own title.
    let line = plain.text().split('\n').next().filter(|line| !line.is_empty() && plain.kind(0) != Kind::Link);
    if let Some(line) = line.filter(|line| bare(line) == bare(&article.front.title.value)) {
        found.add(plain.place(0..line.len()), RuleFault::TitleRepeated {});
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_headings_are_told_from_figures() {
        for (text, number) in [
            ("一、先看合同", Some((Style::Han, 1))),
            ("十二、附录", Some((Style::Han, 12))),
            ("（三）期限", Some((Style::Bracket, 3))),
            ("（二期）费用", None),
            ("（）费用", None),
            ("2. 费用", Some((Style::Digits, 2))),
            ("2、费用", Some((Style::Digits, 2))),
            ("2.1 费用", Some((Style::Dotted(2), 1))),
            ("1.5倍利率", None),
            ("3.45% 的利率", None),
            ("2026年的变化", None),
            ("一次性还款", None),
            ("第一步：收集", Some((Style::Step, 1))),
            ("第 3 步 起诉", Some((Style::DigitStep, 3))),
            ("第一步骤", None),
            ("第一百步", None),
            ("第三条", None),
            ("24期怎么算", None),
        ] {
            assert_eq!(Number::of(text).map(|n| (n.style, n.count)), number, "{text}");
        }
    }
}
