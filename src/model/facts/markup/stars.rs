//! Stars that vanish from a formula or a name, and runs of stars that stay in the text.

use std::ops::Range;

use memchr::memmem;

use super::block::quoted;
use super::masks::{is_mask, is_power, is_surname};
use super::Mark;
use crate::diag::catalogue::MarkupFault;
use crate::text::han::is_han;

/// Last characters of the names of quantities.
const QUANTITIES: &str = "率额金价费息期数天年月日款倍例量时值比元本";
/// Bytes of a line that are looked at for a sign of a formula.
const REACH: usize = 300;
/// Bytes of an operand that are shown.
const OPERAND: usize = 24;
/// Digits of the shortest number of a person.
const MIN_SERIAL: usize = 11;
/// Characters shown beside a run without another one.
const SHOWN: usize = 8;

/// Emphasis whose stars are signs of multiplication, or hide a part of a name or number.
pub(super) fn vanished(body: &str, range: &Range<usize>) -> Option<Mark> {
    let text = body.get(range.clone())?;
    let length = text.bytes().take_while(|b| *b == b'*').count();
    let inner = text.get(length..text.len().checked_sub(length)?)?;
    let before = body.get(..range.start)?.chars().next_back();
    let after = body.get(range.end..)?.chars().next();
    let (first, last) = (inner.chars().next()?, inner.chars().next_back()?);
    if length == 0 || inner.contains('\n') {
        return None;
    }
    let is_letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    let is_between = is_letter(before) && is_letter(after) && first.is_alphanumeric() && last.is_alphanumeric();
    let is_figure = is_factor_end(before) && is_factor_start(Some(first)) || is_factor_end(Some(last)) && is_factor_start(after);
    let has_figures = length == 1 && is_figure && before.is_some_and(is_operand) && after.is_some_and(is_operand);
    let is_quantity = |c: Option<char>| c.is_some_and(|c| QUANTITIES.contains(c));
    let has_names = length == 1 && is_between && is_quantity(before) && is_quantity(Some(last)) && !first.is_ascii_digit();
    let is_name = is_surname(before) && is_surname(Some(last)) && is_letter(after);
    let is_number = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    let is_certain = has_figures || is_number(before) && is_number(after);
    if !is_certain && !has_names && !is_name && !(length == 1 && is_between && has_operator(body, range)) {
        return None;
    }
    let correct = if length == 1 && !is_name {
        format!("×{inner}×")
    } else {
        let stars = "\\*".repeat(length);
        format!("{stars}{inner}{stars}")
    };
    let [left, right] = operands(body, range);
    let is_serial = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    if is_serial(left) && is_serial(inner) && is_serial(right) && left.len() + inner.len() + right.len() >= MIN_SERIAL {
        // The number of a person, which no message may repeat.
        return None;
    }
    let shown = |middle: &str| format!("{left}{middle}{right}");
    let fault = MarkupFault::StarsVanish { text: quoted(&shown(text)), correct: quoted(&shown(&correct)) };
    Some(Mark::new(range.clone(), fault).with(correct, is_certain && length == 1))
}

/// The words or figures on both sides of a range.
fn operands<'b>(body: &'b str, range: &Range<usize>) -> [&'b str; 2] {
    let is_part = |c: char| is_operand(c) || c == '.';
    let before = body.get(body.ceil_char_boundary(range.start.saturating_sub(OPERAND))..range.start).unwrap_or("");
    let after = body.get(range.end..body.floor_char_boundary((range.end + OPERAND).min(body.len()))).unwrap_or("");
    let right = after.len() - after.trim_start_matches(is_part).len();
    [before.get(before.trim_end_matches(is_part).len()..).unwrap_or(""), after.get(..right).unwrap_or("")]
}

fn is_operand(c: char) -> bool {
    c.is_alphanumeric() || "()（）%％".contains(c)
}

/// True for characters that a figure or a bracket ends with.
fn is_factor_end(c: Option<char>) -> bool {
    c.is_some_and(|c| c.is_ascii_digit() || ")）%％".contains(c))
}

fn is_factor_start(c: Option<char>) -> bool {
    c.is_some_and(|c| c.is_ascii_digit() || "(（".contains(c))
}

/// True if the line has a sign of a formula beside the emphasis.
fn has_operator(body: &str, range: &Range<usize>) -> bool {
    let is_operator = |c: char| matches!(c, '=' | '＝' | '÷' | '×');
    let before = body.get(body.ceil_char_boundary(range.start.saturating_sub(REACH))..range.start).unwrap_or("");
    let after = body.get(range.end..body.floor_char_boundary((range.end + REACH).min(body.len()))).unwrap_or("");
    let is_end = |c: char| matches!(c, '\n' | '。' | '；' | '，');
    before.rsplit(is_end).next().is_some_and(|t| t.contains(is_operator))
        || after.split(is_end).next().is_some_and(|t| t.contains(is_operator))
}

/// The runs of stars and tildes in the text of a block.
pub(super) struct Runs {
    runs: Vec<(Range<usize>, char)>,
    has_wide: bool,
}

impl Runs {
    pub(super) fn new(body: &str) -> Runs {
        Runs { runs: Vec::new(), has_wide: memmem::find(body.as_bytes(), "＊＊".as_bytes()).is_some() }
    }

    pub(super) fn add(&mut self, run: Range<usize>, mark: u8) {
        if run.len() == 2 || (run.len() == 3 && mark == b'*') {
            self.runs.push((run, char::from(mark)));
        }
    }

    /// Adds the runs of full-width stars in a text.
    pub(super) fn wide(&mut self, text: &str, start: usize) {
        if self.has_wide {
            let length = "＊＊".len();
            self.runs.extend(text.match_indices("＊＊").map(|(i, _)| (start + i..start + i + length, '＊')));
        }
    }

    /// Judges the runs of a block, which ends.
    pub(super) fn finish(&mut self, body: &str, marks: &mut Vec<Mark>) {
        self.runs.sort_by_key(|(run, _)| run.start);
        let sides = |run: &Range<usize>| (body.get(..run.start).unwrap_or(""), body.get(run.end..).unwrap_or(""));
        let is = |test: fn(&str, &str) -> bool, run: &Range<usize>| test(sides(run).0, sides(run).1);
        let mut runs = self.runs.drain(..).filter(|(run, _)| !is(is_mask, run)).peekable();
        while let Some((run, mark)) = runs.next() {
            let second = runs.next_if(|(next, other)| *other == mark && next.len() == run.len());
            match second {
                Some((second, _)) if mark == '_' && !is_phrase(body.get(run.end..second.start)) => {}
                Some((second, _)) => marks.push(pair(body, run.start..second.end, run.len(), mark)),
                // Alone, tildes are a range, underscores a blank, and three stars a name that is hidden.
                None if mark == '~' || mark == '_' || run.len() == 3 || is(is_power, &run) => {}
                None => marks.push(lone(body, &run)),
            }
        }
    }
}

/// True for Chinese words, which no blank of a form has between its underscores: `__年__月__日`.
fn is_phrase(text: Option<&str>) -> bool {
    text.is_some_and(|text| text.chars().filter(|c| is_han(*c)).nth(1).is_some() && !text.contains('\n'))
}

/// Two runs of the same kind in one block: the words between them were to be emphasised.
fn pair(body: &str, range: Range<usize>, length: usize, mark: char) -> Mark {
    let text = body.get(range.clone()).unwrap_or("");
    let inner = text.get(length..text.len() - length).unwrap_or("");
    let words = inner.trim();
    let run = match mark {
        '＊' | '_' => "**",
        _ => text.get(..length).unwrap_or(""),
    };
    // A blank between Latin words stays, outside of the marks.
    let is_latin = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
    let starts_apart = inner.starts_with(' ') && is_latin(body.get(..range.start).and_then(|t| t.chars().next_back()));
    let ends_apart = inner.ends_with(' ') && is_latin(body.get(range.end..).and_then(|t| t.chars().next()));
    let (left, right) = (if starts_apart { " " } else { "" }, if ends_apart { " " } else { "" });
    let correct = format!("{left}{run}{words}{run}{right}");
    if words.is_empty() || correct == text || inner.contains('\n') {
        return lone(body, &(range.start..range.start + length));
    }
    let remedy_zh = format!("改成「{}」", quoted(correct.trim()));
    let remedy_en = format!("write `{}`", quoted(correct.trim()));
    let mark = text.get(..length).unwrap_or("").into();
    let fault = MarkupFault::StarsStay { mark, text: quoted(text).into(), remedy_zh: remedy_zh.into(), remedy_en: remedy_en.into() };
    Mark::new(range, fault).with(correct, true)
}

/// A run without another one.
fn lone(body: &str, run: &Range<usize>) -> Mark {
    let mark = body.get(run.clone()).unwrap_or("");
    let is_in_line = |c: &char| *c != '\n' && *c != '\r';
    let words: String = body.get(run.end..).unwrap_or("").chars().take_while(is_in_line).take(SHOWN).collect();
    let text = if words.trim().is_empty() {
        let before: Vec<char> = body.get(..run.start).unwrap_or("").chars().rev().take_while(is_in_line).take(SHOWN).collect();
        before.into_iter().rev().chain(mark.chars()).collect::<String>()
    } else {
        format!("{mark}{words}")
    };
    let remedy_zh = format!("补上缺的「{mark}」；多余的删去，要显示星号就写成「\\*」");
    let remedy_en = format!("add the missing `{mark}`; delete it if it is not needed, or write \\* for a star");
    let fault = MarkupFault::StarsStay { mark: mark.into(), text: text.into(), remedy_zh: remedy_zh.into(), remedy_en: remedy_en.into() };
    Mark::new(run.clone(), fault)
}
