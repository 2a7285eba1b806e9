//! Stars that vanish because the words between them become emphasis: signs of multiplication, parts of names and numbers that are
//! hidden, and keys of a telephone.

use std::ops::Range;

use super::Flaw;
use super::masks::is_surname;
use crate::diag::catalogue::MarkupFault;
use crate::model::facts::gather::quoted;
use crate::model::facts::lines;

/// Last characters of the names of quantities.
const QUANTITIES: &str = "率额金价费息期数天年月日款倍例量时值比元本";
/// Bytes of an operand that are shown.
const OPERAND: usize = 24;
/// Digits of the shortest number of a person.
const MIN_SERIAL: usize = 11;
/// Words before a star that is shown to the reader: `标有*的必填`.
const SHOWN: [&str; 9] = ["标有", "带有", "注有", "印有", "标注", "标了", "带", "打", "加"];
/// Characters that go on behind a hidden name; no emphasised words begin with them.
const CONJUNCTIONS: &str = "和与诉及或跟同向之系、，。；：,;（(";

/// Emphasis whose stars are signs of multiplication or keys, or hide a part of a name or number.
pub(super) fn vanished(body: &str, range: &Range<usize>) -> Option<Flaw> {
    let stars = Stars::of(body, range)?;
    let sides = &stars.sides;
    let has_figures = sides.have_figures(stars.length);
    let is_product = stars.length == 1 && !stars.inner.contains("**");
    let has_names = stars.are_quantities();
    let is_formula = is_product && (has_figures || has_names || (sides.are_operands() && has_operator(body, range)));
    let is_literal = stars.is_name() || stars.is_key() || stars.is_note() || (has_figures && !is_product);
    if !(is_formula || is_literal) {
        return None;
    }
    let is_formula = is_formula && !stars.is_serial() && !stars.is_name() && !stars.is_code(body.get(range.end..).unwrap_or(""));
    let end = if is_formula { factors(body, range.end, has_figures) } else { range.end };
    let text = body.get(range.start..end)?;
    let correct = text.replace('*', if is_formula { "×" } else { "\\*" });
    let operands = (stars.left, operand_after(body, end));
    let is_serial = stars.is_serial();
    let shown = |text: &str| if is_serial { without_digits(text) } else { text.to_owned() };
    let fault = fault(&STARS, (&shown(operands.0), &shown(operands.1)), &shown(text), &shown(&correct));
    let flaw = Flaw::new(range.start..end, fault);
    Some(if is_serial { flaw } else { flaw.with(correct, is_formula && has_figures) })
}

/// Words between two ranges of numbers, which are struck through: `10~~20天，5~~8万元`.
pub(super) fn struck(body: &str, range: &Range<usize>) -> Option<Flaw> {
    let text = body.get(range.clone())?;
    let inner = text.trim_matches('~');
    let (left, right) = (operand_before(body, range.start), operand_after(body, range.end));
    let is_digit = |c: char| c.is_ascii_digit();
    let is_range = left.ends_with(|c: char| c.is_alphanumeric() || matches!(c, '%' | '％')) && inner.starts_with(is_digit);
    let is_second = inner.ends_with(|c: char| c.is_alphanumeric() || matches!(c, '%' | '％')) && right.starts_with(is_digit);
    if !is_range || !is_second || !left.contains(is_digit) || inner.chars().all(is_digit) || inner.contains(['\n', '`']) {
        return None;
    }
    let correct = text.replace("~~", "~").replace('~', "～");
    Some(Flaw::new(range.clone(), fault(&TILDES, (left, right), text, &correct)).with(correct, true))
}

/// What becomes of marks, and what to write instead, in both languages.
struct Wording {
    effect: [&'static str; 2],
    remedy: [&'static str; 2],
}

const STARS: Wording = Wording {
    effect: ["星号不会显示出来", "is printed without its stars"],
    remedy: ["乘号是「×」，要显示星号就写「\\*」", "× is the sign of multiplication, and \\* is a star that is to be seen"],
};
const TILDES: Wording = Wording {
    effect: [
        "波浪号不会显示出来，中间的文字被划掉了",
        "is printed without its tildes, and the words between them are struck through",
    ],
    remedy: ["数的范围用全角的「～」", "a range of numbers has one wide tilde"],
};

/// The fault of marks that vanish from a text between two operands.
fn fault(wording: &Wording, (left, right): (&str, &str), text: &str, correct: &str) -> MarkupFault {
    let with_sides = |middle: &str| quoted(&format!("{left}{middle}{right}")).into();
    let ([effect_zh, effect_en], [remedy_zh, remedy_en]) = (wording.effect.map(Into::into), wording.remedy.map(Into::into));
    MarkupFault::StarsVanish { text: with_sides(text), correct: with_sides(correct), effect_zh, effect_en, remedy_zh, remedy_en }
}

/// A text with an ellipsis in place of each run of digits.
fn without_digits(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for c in text.chars() {
        if !c.is_ascii_digit() {
            shown.push(c);
        } else if !shown.ends_with('…') {
            shown.push('…');
        }
    }
    shown
}

/// Emphasis of stars, with the words around it.
struct Stars<'b> {
    /// The number of stars in the first run.
    length: usize,
    inner: &'b str,
    left: &'b str,
    right: &'b str,
    /// The text before the first run, as far as it is looked at.
    before: &'b str,
    sides: Sides,
}

impl<'b> Stars<'b> {
    fn of(body: &'b str, range: &Range<usize>) -> Option<Stars<'b>> {
        let text = body.get(range.clone())?;
        let inner = text.trim_matches('*');
        let length = text.bytes().take_while(|b| *b == b'*').count();
        let (left, right) = (operand_before(body, range.start), operand_after(body, range.end));
        if length == 0 || inner.contains(['\n', '`', '\\']) {
            return None;
        }
        let before = lines::before(body, range.start);
        let sides = Sides {
            before: before.chars().next_back().unwrap_or(' '),
            first: inner.chars().next()?,
            last: inner.chars().next_back()?,
            after: lines::after(body, range.end).chars().next().unwrap_or(' '),
        };
        Some(Stars { length, inner, left, right, before, sides })
    }

    /// True if the words before the runs are the names of quantities.
    fn are_quantities(&self) -> bool {
        let is_quantity = |c: char| QUANTITIES.contains(c);
        let ends_so = |text: &str| text.trim_end_matches([')', '）']).ends_with(is_quantity);
        let Sides { before, first, last, after } = self.sides;
        let has_operator = self.inner.contains(['/', '+', '÷', '×']);
        let is_product = ends_so(self.inner) || (has_operator && (last.is_ascii_digit() || is_closing(last)));
        let ends_right = self.right.ends_with(|c: char| is_quantity(c) || c.is_ascii_digit());
        let is_factor = is_quantity(before) || (is_closing(before) && (ends_so(self.left) || ends_right));
        is_factor && is_product && is_start(first) && !first.is_ascii_digit() && is_start(after)
    }

    /// True if the stars hide a part of a name: `张**，原告李**`.
    fn is_name(&self) -> bool {
        let Sides { before, first, last, after } = self.sides;
        let goes_on = CONJUNCTIONS.contains(first);
        is_surname(before) && ((is_surname(last) && (after.is_alphanumeric() || goes_on)) || (goes_on && self.hides_more()))
    }

    /// True if the words between end with a name of which no more is seen: `王**诉李某、赵**`.
    fn hides_more(&self) -> bool {
        self.inner.contains('*') && self.inner.split('*').any(|part| part.ends_with(is_surname))
    }

    /// True for the key of a telephone: `按*1转人工，按*2查询`.
    fn is_key(&self) -> bool {
        let is_verb = |c: char| matches!(c, '按' | '拨' | '打' | '键' | '入');
        let is_code = |c: char| c.is_ascii_digit() || c == '#';
        let Sides { before, first, last, after } = self.sides;
        let named = self.inner.strip_prefix(['”', '"', '」']).unwrap_or(self.inner);
        let named = named.strip_prefix('号').unwrap_or(named);
        let is_named = named.len() < self.inner.len() && named.starts_with(['键', '，', '、', '和', '或', '标'])
            || named.starts_with("键和")
            || named.starts_with("键，");
        let is_dialled = is_verb(before) && is_code(first) && self.inner.contains(|c| c == '#' || is_verb(c));
        self.length == 1 && (is_named || is_dialled || (is_verb(last) && is_code(after)))
    }

    /// True for the digits of an account, a file or a telephone code, whose stars are to be seen: `尾号6222*1234*5678`.
    fn is_code(&self, after: &str) -> bool {
        let name = self.before.trim_end_matches(|c: char| c.is_ascii_alphanumeric());
        let is_named = name.ends_with(['号', '码', '拨', '按', '打']) || name.ends_with("转人工");
        let has_letters =
            self.left.ends_with(|c: char| c.is_ascii_digit()) && self.left.contains(|c: char| c.is_ascii_alphabetic());
        let is_key = after.trim_start_matches(|c: char| c.is_ascii_digit()).starts_with('#');
        is_named || has_letters || is_key || self.inner.contains('#') || self.is_long(after)
    }

    /// True if every factor has four digits or more.
    fn is_long(&self, after: &str) -> bool {
        let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
        let left = self.left.bytes().rev().take_while(u8::is_ascii_digit).count();
        left >= 4 && digits(self.inner) >= 4 && digits(self.inner) == self.inner.len() && digits(after) >= 4
    }

    /// True for the number of a person, which no message may repeat.
    fn is_serial(&self) -> bool {
        let is_part = |text: &str| text.bytes().all(|b| b.is_ascii_digit() || b == b'*');
        let parts = [self.left, self.inner, self.right];
        parts.iter().all(|part| is_part(part)) && parts.iter().map(|part| part.len()).sum::<usize>() >= MIN_SERIAL
    }

    /// True for stars that are the mark of something: `标有*的必填，标有**的选填`.
    fn is_note(&self) -> bool {
        let is_shown = |text: &str| SHOWN.iter().any(|word| text.ends_with(word));
        is_shown(self.before) && is_shown(self.inner) && self.inner.starts_with(['的', '号', '者'])
    }
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
        let is_beside = is_figure(self.before, self.first) || is_figure(self.last, self.after);
        (length == 1 && is_beside) || (self.before.is_ascii_digit() && self.after.is_ascii_digit())
    }

    fn are_operands(&self) -> bool {
        is_end(self.before) && is_start(self.first) && is_end(self.last) && is_start(self.after)
    }
}

fn is_opening(c: char) -> bool {
    matches!(c, '(' | '（')
}

fn is_closing(c: char) -> bool {
    matches!(c, ')' | '）')
}

/// True for the first character of an operand.
fn is_start(c: char) -> bool {
    c.is_alphanumeric() || is_opening(c)
}

/// True for the last character of an operand.
fn is_end(c: char) -> bool {
    c.is_alphanumeric() || is_closing(c)
}

/// True if a star between two characters stands between two figures.
fn is_figure(before: char, after: char) -> bool {
    (before.is_ascii_digit() || is_closing(before) || matches!(before, '%' | '％')) && (after.is_ascii_digit() || is_opening(after))
}

/// The end of the formula that goes on behind `end` with more factors.
fn factors(body: &str, end: usize, has_figures: bool) -> usize {
    let ahead = lines::after(body, end);
    let (mut length, mut last) = (0, ' ');
    for (i, c) in ahead.char_indices() {
        if c == '*' {
            let next = ahead.get(i + 1..).and_then(|text| text.chars().next()).unwrap_or(' ');
            let is_factor = is_figure(last, next) || (!has_figures && is_end(last) && is_start(next));
            if !is_factor {
                break;
            }
            length = i + 1;
        } else if !(is_operand(c) || matches!(c, '.' | '+' | '-' | '/' | '×' | '÷')) {
            break;
        }
        last = c;
    }
    end + length
}

/// The words or figures before a byte.
fn operand_before(body: &str, at: usize) -> &str {
    let before = body.get(body.ceil_char_boundary(at.saturating_sub(OPERAND))..at).unwrap_or("");
    before.get(before.trim_end_matches(is_part).len()..).unwrap_or("")
}

/// The words or figures from a byte on.
fn operand_after(body: &str, at: usize) -> &str {
    let after = body.get(at..body.floor_char_boundary((at + OPERAND).min(body.len()))).unwrap_or("");
    after.get(..after.len() - after.trim_start_matches(is_part).len()).unwrap_or("")
}

fn is_part(c: char) -> bool {
    is_operand(c) || c == '.'
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
