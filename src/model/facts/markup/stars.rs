//! Stars that vanish from a formula or a name, and runs of stars that stay in the text.

use std::ops::Range;

use memchr::memmem;

use super::Flaw;
use super::masks::{is_mask, is_power, is_surname};
use crate::diag::catalogue::MarkupFault;
use crate::model::facts::gather::quoted;
use crate::model::facts::lines;
use crate::text::han::is_han;

/// Last characters of the names of quantities.
const QUANTITIES: &str = "率额金价费息期数天年月日款倍例量时值比元本";
/// Bytes of an operand that are shown.
const OPERAND: usize = 24;
/// Digits of the shortest number of a person.
const MIN_SERIAL: usize = 11;
/// Characters shown beside a run without another one.
const CONTEXT: usize = 8;

/// Emphasis whose stars are signs of multiplication, or hide a part of a name or number.
pub(super) fn vanished(body: &str, range: &Range<usize>) -> Option<Flaw> {
    let text = body.get(range.clone())?;
    let length = text.bytes().take_while(|b| *b == b'*').count();
    let inner = text.get(length..text.len().checked_sub(length)?)?;
    let [left, right] = operands(body, range);
    if length == 0 || inner.contains('\n') || is_serial(left, inner, right) {
        return None;
    }
    let sides = Sides {
        before: left.chars().next_back()?,
        first: inner.chars().next()?,
        last: inner.chars().next_back()?,
        after: right.chars().next()?,
    };
    let is_between = [sides.before, sides.first, sides.last, sides.after].into_iter().all(char::is_alphanumeric);
    let has_figures = sides.have_figures(length);
    let has_names = sides.are_quantities(inner, right);
    let is_formula = length == 1 && (has_names || (is_between && has_operator(body, range)));
    let is_name = is_surname(sides.before) && is_surname(sides.last) && sides.after.is_alphanumeric();
    if !(has_figures || is_formula || is_name) {
        return None;
    }
    let correct = if length == 1 && !is_name {
        format!("×{inner}×")
    } else {
        let stars = "\\*".repeat(length);
        format!("{stars}{inner}{stars}")
    };
    let with_sides = |middle: &str| quoted(&format!("{left}{middle}{right}"));
    let fault = MarkupFault::StarsVanish { text: with_sides(text), correct: with_sides(&correct) };
    Some(Flaw::new(range.clone(), fault).with(correct, has_figures && length == 1))
}

/// The characters on both sides of the two runs of stars.
struct Sides {
    before: char,
    first: char,
    last: char,
    after: char,
}

impl Sides {
    /// True if one of the runs stands between two figures, or both figures are outside.
    fn have_figures(&self, length: usize) -> bool {
        let is_end = |c: char| c.is_ascii_digit() || ")）%％".contains(c);
        let is_start = |c: char| c.is_ascii_digit() || "(（".contains(c);
        let is_beside = is_end(self.before) && is_start(self.first) || is_end(self.last) && is_start(self.after);
        (length == 1 && is_beside) || (self.before.is_ascii_digit() && self.after.is_ascii_digit())
    }

    /// True if the words before the runs are the names of quantities.
    fn are_quantities(&self, inner: &str, right: &str) -> bool {
        let is_quantity = |c: char| QUANTITIES.contains(c);
        let is_product = is_quantity(self.last) || (self.last.is_ascii_digit() && inner.contains(['/', '+', '÷', '×']));
        let ends_so = right.ends_with(|c: char| is_quantity(c) || c.is_ascii_digit());
        let is_factor = is_quantity(self.before) || (")）".contains(self.before) && ends_so);
        is_factor && is_product && self.first.is_alphanumeric() && !self.first.is_ascii_digit() && self.after.is_alphanumeric()
    }
}

/// True for the number of a person with stars in it, which no message may repeat.
fn is_serial(left: &str, inner: &str, right: &str) -> bool {
    let is_digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    [left, inner, right].into_iter().all(is_digits) && left.len() + inner.len() + right.len() >= MIN_SERIAL
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

/// True if the line has a sign of a formula beside the emphasis.
fn has_operator(body: &str, range: &Range<usize>) -> bool {
    let is_operator = |c: char| matches!(c, '=' | '＝' | '÷' | '×');
    let is_end = |c: char| matches!(c, '。' | '；' | '，');
    lines::before(body, range.start).rsplit(is_end).next().is_some_and(|t| t.contains(is_operator))
        || lines::after(body, range.end).split(is_end).next().is_some_and(|t| t.contains(is_operator))
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
    pub(super) fn finish(&mut self, body: &str, flaws: &mut Vec<Flaw>) {
        self.runs.sort_by_key(|(run, _)| run.start);
        let sides = |run: &Range<usize>| (body.get(..run.start).unwrap_or(""), body.get(run.end..).unwrap_or(""));
        let is = |test: fn(&str, &str) -> bool, run: &Range<usize>| test(sides(run).0, sides(run).1);
        let mut runs = self.runs.drain(..).filter(|(run, _)| !is(is_mask, run)).peekable();
        while let Some((run, mark)) = runs.next() {
            let second = runs.next_if(|(next, other)| *other == mark && next.len() == run.len());
            match second {
                Some((second, _)) if mark == '_' && !is_phrase(body.get(run.end..second.start)) => {}
                Some((second, _)) => flaws.push(pair(body, run.start..second.end, run.len(), mark)),
                // Alone, tildes are a range, underscores a blank, and three stars a name that is hidden.
                None if mark == '~' || mark == '_' || run.len() == 3 || is(is_power, &run) => {}
                None => flaws.push(lone(body, &run)),
            }
        }
    }
}

/// True for Chinese words, which no blank of a form has between its underscores: `__年__月__日`.
fn is_phrase(text: Option<&str>) -> bool {
    text.is_some_and(|text| text.chars().filter(|c| is_han(*c)).nth(1).is_some() && !text.contains('\n'))
}

/// Two runs of the same kind in one block: the words between them were to be emphasised.
fn pair(body: &str, range: Range<usize>, length: usize, mark: char) -> Flaw {
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
    let fault =
        MarkupFault::StarsStay { mark, text: quoted(text).into(), remedy_zh: remedy_zh.into(), remedy_en: remedy_en.into() };
    Flaw::new(range, fault).with(correct, true)
}

/// A run without another one.
pub(super) fn lone(body: &str, run: &Range<usize>) -> Flaw {
    let mark = body.get(run.clone()).unwrap_or("");
    let is_in_line = |c: &char| *c != '\n' && *c != '\r';
    let words: String = body.get(run.end..).unwrap_or("").chars().take_while(is_in_line).take(CONTEXT).collect();
    let text = if words.trim().is_empty() {
        let before: Vec<char> = body.get(..run.start).unwrap_or("").chars().rev().take_while(is_in_line).take(CONTEXT).collect();
        before.into_iter().rev().chain(mark.chars()).collect::<String>()
    } else {
        format!("{mark}{words}")
    };
    let remedy_zh = format!("补上缺的「{mark}」；多余的删去，要显示星号就写成「\\*」");
    let remedy_en = format!("add the missing `{mark}`; delete it if it is not needed, or write \\* for a star");
    let fault =
        MarkupFault::StarsStay { mark: mark.into(), text: text.into(), remedy_zh: remedy_zh.into(), remedy_en: remedy_en.into() };
    Flaw::new(run.clone(), fault)
}
