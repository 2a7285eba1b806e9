//! SG560 and SG561: numbers of headings that are not in order. They are counted anew if all headings beside each other are numbered alike
//! and no sentence refers to a number.

use std::collections::BTreeMap;
use std::ops::Range;

use super::super::structure::{Number, Style};
use crate::model::Body;
use crate::model::facts::{Kind, Plain};
use crate::text::Span;
use crate::text::edit::Edit;
use crate::text::han::numeral;

/// A heading with its number and the number that it should have.
struct Item {
    level: u8,
    /// The heading above it, by index.
    above: Option<usize>,
    number: Option<Number>,
    correct: Option<Number>,
    /// The numerals in the file: of the number above, of the number itself.
    places: Vec<Range<usize>>,
}

/// Edits that number the headings in order; none if a person has to decide.
pub(super) fn edits(body: &Body, plain: &Plain, file: &str) -> Vec<Edit> {
    let mut items = items(body, file);
    if items.iter().all(|item| item.number.is_none()) || refers_to_number(plain) {
        return Vec::new();
    }
    let mut groups: BTreeMap<(Option<usize>, u8), Vec<usize>> = BTreeMap::new();
    for (n, item) in items.iter().enumerate() {
        groups.entry((item.above, item.level)).or_default().push(n);
    }
    // A group comes after that of the headings above it.
    for ((above, _), group) in groups {
        let outer = above.and_then(|above| items.get(above)).and_then(|item| item.correct);
        let numbers: Vec<Option<Number>> = group.iter().filter_map(|n| Some(items.get(*n)?.number)).collect();
        let Some(correct) = counted(&numbers, outer) else { continue };
        for (n, number) in group.into_iter().zip(correct) {
            if let Some(item) = items.get_mut(n) {
                item.correct = number;
            }
        }
    }
    items.iter().flat_map(item_edits).collect()
}

fn items(body: &Body, file: &str) -> Vec<Item> {
    let mut items: Vec<Item> = Vec::new();
    let mut open: Vec<usize> = Vec::new();
    for heading in body.facts.headings.iter() {
        while open.last().and_then(|n| items.get(*n)).is_some_and(|item| item.level >= heading.level) {
            open.pop();
        }
        let places = places(heading.span.shifted(body.start), file).unwrap_or_default();
        let number = Number::of(heading.text);
        // A number that markup divides has no place.
        let correct = number;
        open.push(items.len());
        let above = open.len().checked_sub(2).and_then(|n| open.get(n)).copied();
        items.push(Item { level: heading.level, above, number, correct, places });
    }
    items
}

/// The places of the numerals at the start of a heading of the file.
fn places(span: Span, file: &str) -> Option<Vec<Range<usize>>> {
    let line = span.of(file);
    let text = line.strip_prefix('#')?.trim_start_matches('#').trim_start();
    let text = text.trim_start_matches(['（', '(', '第', ' ']);
    let start = span.start as usize + (line.len() - text.len());
    let run = |text: &str| text.find(|c: char| !c.is_ascii_digit() && !"一二三四五六七八九十".contains(c)).unwrap_or(text.len());
    let first = run(text);
    let second = text.get(first..).and_then(|rest| rest.strip_prefix('.')).map_or(0, run);
    let places = [start..start + first, start + first + 1..start + first + 1 + second];
    Some(places.into_iter().filter(|place| !place.is_empty()).collect())
}

/// The numbers of headings beside each other, in order; nothing if a person has to decide.
fn counted(numbers: &[Option<Number>], outer: Option<Number>) -> Option<Vec<Option<Number>>> {
    // Headings without a number may stand before and behind the others.
    let first = numbers.iter().position(Option::is_some)?;
    let last = numbers.iter().rposition(Option::is_some)?;
    let numbered: Option<Vec<Number>> = numbers.get(first..=last)?.iter().copied().collect();
    let numbered = numbered?;
    let one = *numbered.first()?;
    let is_alike = numbered.iter().all(|number| number.is_like(one));
    // A later part of a series begins with another number, and some texts count through all of their parts.
    if !is_alike || one.count != 1 {
        return None;
    }
    let style = match (one.style, outer) {
        (Style::Dotted(_), Some(Number { style: Style::Dotted(_), .. })) => return None,
        (Style::Dotted(_), Some(outer)) => Style::Dotted(outer.count),
        // Without a number above, the first part has to be the same.
        (style, _) => numbered.iter().all(|number| number.style == style).then_some(style)?,
    };
    let mut count = 0;
    let next = |number: &Option<Number>| {
        number.map(|_| {
            count += 1;
            Number { style, count }
        })
    };
    Some(numbers.iter().map(next).collect())
}

fn item_edits(item: &Item) -> Vec<Edit> {
    let (Some(number), Some(correct)) = (item.number, item.correct) else { return Vec::new() };
    let texts = match correct.style {
        Style::Han | Style::Bracket | Style::Step => vec![numeral(correct.count)],
        Style::Digits | Style::DigitStep => vec![correct.count.to_string()],
        Style::Dotted(first) => vec![first.to_string(), correct.count.to_string()],
    };
    if number == correct || item.places.len() < texts.len() {
        return Vec::new();
    }
    item.places.iter().zip(texts).map(|(place, with)| Edit { span: Span::new(place.clone()), with }).collect()
}

/// Parts of a text to which sentences refer by number.
const PARTS: &[&str] = &["部分", "点", "步", "节", "章", "段", "小节", "大点", "个问题", "方面"];

/// True if a sentence may refer to a section by its number: 见第四部分, 如第三点所述, 见下文五.
fn refers_to_number(plain: &Plain) -> bool {
    let text = plain.text();
    let refers = |at: usize, word: &str| {
        let rest = text.get(at + word.len()..).unwrap_or("").trim_start_matches(['第', '“', '「', '（', '(', ' ']);
        let end = rest.find(|c: char| !c.is_ascii_digit() && !"一二三四五六七八九十".contains(c)).unwrap_or(rest.len());
        let (numeral, behind) = rest.split_at_checked(end).unwrap_or((rest, ""));
        let is_part = PARTS.iter().any(|part| behind.starts_with(part));
        let is_prose = plain.kind(at) != Kind::Heading;
        // 第一步 in prose counts steps of its own more often than it refers to a heading, but nobody can tell.
        !numeral.is_empty() && is_prose && (is_part || word != "第" && behind.starts_with(['、', '，', '。', '”', '」', '）']))
    };
    ["第", "见", "参见", "上文", "下文", "前文"].iter().any(|word| text.match_indices(word).any(|(at, word)| refers(at, word)))
}
