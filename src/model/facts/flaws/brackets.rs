//! Brackets that stayed text though they were meant as a link, an image, a reference, a footnote or an alert: full-width ones, misplaced ones,
//! ones without a definition.
//!
//! It looks at closing brackets of prose only, never at code. `[文字]` alone is no markup: Chinese texts write years and quotations so.

use std::ops::Range;

use super::target::{self, Target};
use crate::diag::catalogue::ReferenceFault;
use crate::model::facts::flaw::Flaw;
use crate::model::facts::gather::MAX_FINDINGS;
use crate::model::facts::lines;
use crate::model::files::is_picture;
use crate::text::han::is_letter;
use crate::text::markdown::is_escaped;

/// The most characters of a label that is written in round brackets.
const ROUND_LABEL: usize = 40;

fn no_effect(written: String, corrected: String) -> ReferenceFault {
    ReferenceFault::BracketsWithoutEffect { written, corrected }
}

fn is_opener(c: char) -> bool {
    matches!(c, '[' | '［' | '【')
}

fn is_closer(c: char) -> bool {
    matches!(c, ']' | '］' | '】')
}

/// The half-width form of a mark in an address, a name or a label.
pub(crate) fn narrow(c: char) -> char {
    match c {
        '\u{3000}' => ' ',
        '。' => '.',
        '！'..='～' => char::from_u32(c as u32 - '！' as u32 + '!' as u32).unwrap_or(c),
        other => other,
    }
}

/// The closing brackets of a body beside `]`. Few bodies have any, so that their pieces need not be searched for them.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct WideClosers([bool; 2]);

impl WideClosers {
    const ALL: [&str; 2] = ["］", "】"];

    pub(super) fn of(body: &str) -> WideClosers {
        WideClosers(Self::ALL.map(|closer| find(body, closer).is_some()))
    }
}

fn find(text: &str, closer: &str) -> Option<usize> {
    memchr::memmem::find(text.as_bytes(), closer.as_bytes())
}

/// Calls `each` with the flaws in a piece of prose of the body.
pub(super) fn gather(body: &str, piece: Range<usize>, wide: WideClosers, each: &mut dyn FnMut(Flaw)) {
    let Some(text) = body.get(piece.clone()) else { return };
    let of_wide =
        WideClosers::ALL.into_iter().zip(wide.0).filter(|(_, occurs)| *occurs).filter_map(|(closer, _)| find(text, closer));
    let Some(first) = of_wide.chain(memchr::memchr(b']', text.as_bytes())).min() else { return };
    let mut end = piece.start;
    for (i, closer) in text.get(first..).unwrap_or("").char_indices().filter(|(_, c)| is_closer(*c)).take(MAX_FINDINGS) {
        let at = piece.start + first + i;
        if at < end || is_escaped(body, at) {
            continue;
        }
        let flaw = match Pair::new(body, at, closer) {
            Some(pair) if is_escaped(body, pair.range.start) => super::alert::escaped(body, pair.range, pair.label, pair.after),
            Some(pair) => pair.flaw(piece.start),
            None => unopened(body, at, closer, end),
        };
        if let Some(flaw) = flaw {
            end = flaw.range.end;
            each(flaw);
        }
    }
}

/// The flaw of a link whose opening bracket is missing: `诉讼费](u.md)`.
fn unopened(body: &str, at: usize, closer: char, from: usize) -> Option<Flaw> {
    let end = at + closer.len_utf8();
    let (inside, length) = enclosed(Some(lines::after(body, end)).filter(|after| after.starts_with('('))?, '(')??;
    let target = target::parse(inside, false)?;
    let before = lines::before(body, at);
    let label = before.rsplit(|c: char| !is_letter(c)).next().filter(|label| !label.is_empty() && at - label.len() >= from)?;
    let corrected = format!("[{label}]({})", target.markdown());
    Flaw::corrected(body, at - label.len()..end + length, corrected, false, no_effect)
}

/// A pair of brackets and its text.
struct Pair<'b> {
    body: &'b str,
    /// Start of the opening bracket and end of the closing one.
    range: Range<usize>,
    label: &'b str,
    /// True for `[` and `]`.
    is_ascii: bool,
    /// The rest of the line.
    after: &'b str,
}

impl<'b> Pair<'b> {
    /// The pair that a closing bracket ends; nothing if its opening bracket is not on the line.
    fn new(body: &'b str, at: usize, closer: char) -> Option<Pair<'b>> {
        let before = lines::before(body, at);
        let before = before.rsplit('|').next().unwrap_or(before);
        let mut depth = 0_usize;
        let mut inside = before.char_indices().rev();
        let (offset, opener) = inside.find(|(_, c)| {
            let is_start = is_opener(*c) && depth == 0;
            depth = if is_closer(*c) { depth + 1 } else { depth.saturating_sub(usize::from(is_opener(*c))) };
            is_start
        })?;
        let start = at - before.len() + offset;
        let label = body.get(start + opener.len_utf8()..at)?;
        let range = start..at + closer.len_utf8();
        let is_ascii = opener == '[' && closer == ']';
        Some(Pair { body, label, is_ascii, after: lines::after(body, range.end), range })
    }

    fn flaw(&self, piece: usize) -> Option<Flaw> {
        if self.label.trim().is_empty() {
            return None;
        }
        if self.label.starts_with(['!', '！']) {
            return super::alert::flaw(self.body, self.range.clone(), self.label, self.is_ascii);
        }
        if let Some(flaw) = super::alert::unmarked(self.body, self.range.clone(), self.label, self.after) {
            return Some(flaw);
        }
        if let Some(flaw) = self.definition() {
            return Some(flaw);
        }
        if self.label.starts_with(['^', '＾']) {
            return self.note();
        }
        let flaw = self.link().or_else(|| self.reference()).or_else(|| self.turned(piece));
        flaw.or_else(|| super::leftover::flaw(self.body, self.range.clone(), self.label, self.after))
    }

    /// The last character before the pair.
    fn previous(&self) -> Option<char> {
        self.body.get(..self.range.start)?.chars().next_back()
    }

    /// A definition that the parser did not accept: a full-width colon, or a line of text just before it.
    fn definition(&self) -> Option<Flaw> {
        if !lines::begins(self.body, self.range.start) {
            return None;
        }
        let label: String = self.label.chars().map(narrow).filter(|c| *c != ' ').collect();
        let is_note = label.starts_with('^') && label.len() > 1;
        let gap = self.after.len() - self.after.trim_start_matches([' ', '\u{3000}']).len();
        let mark = self.after.get(gap..)?.chars().next()?;
        let is_colon = matches!(mark, ':' | '：');
        let text = match mark {
            ':' | '：' => self.after.get(gap + mark.len_utf8()..)?,
            // The text of a footnote without its colon: `[^1] 见合同第三条。`, `[^1]；见合同第三条。`
            ';' | '；' | '.' | '．' if is_note => self.after.get(gap + mark.len_utf8()..)?,
            _ if is_note && gap > 0 && !is_opener(mark) => self.after.get(gap..)?,
            _ => return None,
        };
        let end = self.range.end + self.after.len() - text.trim_start().len();
        if (!is_note && target::parse(text.trim(), true).is_none()) || (!is_colon && text.trim().is_empty()) {
            return None;
        }
        let label = if is_note { label } else { self.label.to_owned() };
        // A definition in its own form is not read below a line of text.
        let is_below = !is_colon && super::alert::follows_text(self.body, lines::start(self.body, self.range.start));
        let before = if is_below || (self.is_ascii && gap == 0 && mark == ':') { "\n" } else { "" };
        let is_safe = is_colon && (before.is_empty() || lines::before(self.body, self.range.start).is_empty());
        Flaw::corrected(self.body, self.range.start..end, format!("{before}[{label}]: "), is_safe, |written, corrected| {
            ReferenceFault::UnreadDefinition { written, corrected }
        })
    }

    /// The mark of a footnote in other brackets.
    fn note(&self) -> Option<Flaw> {
        let name: String = self.label.chars().skip(1).map(narrow).filter(|c| *c != ' ').collect();
        let is_mark = self.is_ascii && self.label.starts_with('^');
        if is_mark || name.is_empty() || name.contains(['[', ']', '^']) {
            return None;
        }
        Flaw::corrected(self.body, self.range.clone(), format!("[^{name}]"), true, no_effect)
    }

    /// A link or an image with brackets of the wrong width, a blank between them, or an address that must be written otherwise.
    fn link(&self) -> Option<Flaw> {
        let gap = self.after.len() - self.after.trim_start_matches([' ', '\u{3000}']).len();
        let rest = self.after.get(gap..).filter(|_| gap <= 4)?;
        let opener = rest.chars().next()?;
        let is_plain = self.is_ascii && gap == 0 && opener == '(';
        let (inside, length) = match enclosed(rest, opener)? {
            Some((inside, length)) => (inside, length),
            // The end is missing: the address is what looks like one.
            None if gap == 0 && matches!(opener, '(' | '（') => {
                let (address, length) = target::prefix(rest.get(opener.len_utf8()..)?)?;
                return self.linked(Target { dest: address.into(), ..Target::default() }, opener.len_utf8() + length, false);
            }
            None => return None,
        };
        if matches!(opener, '(' | '（') {
            let target = target::parse(inside, is_plain)?;
            let is_certain = if self.is_ascii { gap == 0 || !target.is_web } else { opener == '(' && !target.is_web };
            let is_safe = is_certain && target.is_certain && !is_number(self.label);
            return self.linked(target, gap + length, is_safe);
        }
        // Other brackets are rarely meant for an address, unless there is nothing else in them.
        let target = target::parse(inside, false).filter(|target| target.title.is_none() && !target.dest.starts_with('#'))?;
        let is_reference = self.is_ascii && opener == '[';
        if is_reference {
            return self.undefined(gap + length, Some(target)).filter(|_| gap == 0);
        }
        self.linked(target, gap + length, false)
    }

    /// The flaw of a link to a target that is written in `length` bytes after the pair.
    fn linked(&self, target: Target, length: usize, is_safe: bool) -> Option<Flaw> {
        let (start, is_image) = self.image(&target.dest);
        let certain = start == self.range.start || self.previous() == Some('!') || lines::begins(self.body, start);
        let corrected = format!("{}[{}]({})", if is_image { "!" } else { "" }, self.label, target.markdown());
        Flaw::corrected(self.body, start..self.range.end + length, corrected, is_safe && certain, no_effect)
    }

    /// The start of the whole, and whether it is an image: `!` before it, or `！` if the address is that of a picture.
    fn image(&self, dest: &str) -> (usize, bool) {
        let start = self.range.start;
        match self.previous() {
            Some('!') if !is_escaped(self.body, start - 1) => (start - 1, true),
            Some('！') if is_picture(dest) => (start - '！'.len_utf8(), true),
            _ => (start, false),
        }
    }

    /// A reference without a definition: `[text][label]`, `[text][]`.
    fn reference(&self) -> Option<Flaw> {
        let after = self.after.strip_prefix('[').filter(|_| self.is_ascii)?;
        let end = after.find(']')?;
        let id = after.get(..end)?;
        if id.contains(['[', '^']) {
            return None;
        }
        let is_image = self.previous() == Some('!');
        let text = self.label;
        let is_index = self.previous().is_some_and(|c| c.is_ascii_alphanumeric() || is_closer(c));
        // Years and numbers in brackets, and rows of three or more, are no references.
        let is_row = after.get(end + 1..).is_some_and(|rest| rest.starts_with('['));
        // Options of a command and classes of characters begin with other characters than words.
        let is_word =
            |text: &str| text.trim() == text && !text.starts_with(|c: char| c.is_ascii_punctuation() && !"*_`!".contains(c));
        let is_text = text.chars().any(char::is_alphabetic) && is_word(text) && is_word(id);
        if !is_image && (is_index || is_row || !is_text) {
            return None;
        }
        self.undefined(end + 2, None)
    }

    /// The flaw of a reference whose label takes `length` bytes.
    fn undefined(&self, length: usize, target: Option<Target>) -> Option<Flaw> {
        let (start, is_image) = self.image("");
        let range = start..self.range.end + length;
        let written = self.body.get(range.clone())?.to_owned();
        let id = self.body.get(self.range.end + 1..range.end - 1).map(str::trim).filter(|id| !id.is_empty());
        let label = id.unwrap_or(self.label).to_owned();
        let start = format!("{}[{}]", if is_image { "!" } else { "" }, self.label);
        let address = target.as_ref().map(Target::markdown);
        let corrected = format!("{start}({})", address.as_deref().unwrap_or(if is_image { "图片文件" } else { "地址" }));
        let flaw = Flaw::new(range, ReferenceFault::UndefinedReference { written, label, corrected: corrected.clone() });
        Some(if target.is_some() { flaw.with(corrected, false) } else { flaw })
    }

    /// A link with its brackets exchanged: `(text)[address]`. Round brackets before `piece` belong to something else.
    fn turned(&self, piece: usize) -> Option<Flaw> {
        let target = target::parse(self.label, false).filter(|t| t.title.is_none() && !t.dest.starts_with('#'))?;
        let closer = self.previous().filter(|c| matches!(c, ')' | '）'))?;
        let end = self.range.start - closer.len_utf8();
        let before = lines::before(self.body, end);
        let (offset, opener) = before.char_indices().rev().find(|(_, c)| matches!(c, '(' | '（' | ')' | '）'))?;
        let (text, start) = (before.get(offset + opener.len_utf8()..)?, end - before.len() + offset);
        let is_label = !text.trim().is_empty() && text.chars().nth(ROUND_LABEL).is_none();
        if !is_label || !matches!(opener, '(' | '（') || start < piece || is_escaped(self.body, start) {
            return None;
        }
        let bang = self.body.get(..start).is_some_and(|before| before.ends_with('!')) && start > piece;
        let start = start - usize::from(bang);
        let corrected = format!("{}[{text}]({})", if bang { "!" } else { "" }, target.markdown());
        let is_safe = opener == '(' && closer == ')' && self.is_ascii && target.is_certain;
        Flaw::corrected(self.body, start..self.range.end, corrected, is_safe, no_effect)
    }
}

/// The text that round or other brackets enclose, and the length of the whole: nothing if there is no such bracket, and inside nothing if its
/// end is missing.
#[expect(clippy::option_option, reason = "no bracket, one without an end, a whole one")]
fn enclosed(text: &str, opener: char) -> Option<Option<(&str, usize)>> {
    let closers: &[char] = match opener {
        '(' | '（' => &[')', '）'],
        '[' | '［' | '【' => &[']', '］', '】'],
        '｛' => &['}', '｝'],
        '〈' => &['〉'],
        '<' => &['>'],
        _ => return None,
    };
    let mut depth = 0_usize;
    let end = text.char_indices().find(|(_, c)| {
        depth += usize::from(*c == opener || (matches!(c, '(' | '（') && matches!(opener, '(' | '（')));
        depth -= usize::from(closers.contains(c) && depth > 0);
        depth == 0
    });
    Some(end.and_then(|(end, closer)| Some((text.get(opener.len_utf8()..end)?, end + closer.len_utf8()))))
}

/// True for years and numbers, which stand in brackets in legal texts.
fn is_number(label: &str) -> bool {
    label.trim().chars().all(|c| narrow(c).is_ascii_digit())
}
