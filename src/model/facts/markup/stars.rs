//! Runs of stars and tildes that stay in the text.

use std::ops::Range;

use memchr::memmem;

use super::Flaw;
use super::masks::{is_mask, is_power, is_shown};
use crate::diag::catalogue::MarkupFault;
use crate::model::facts::gather::quoted;
use crate::text::han::is_han;
use crate::text::markdown::is_wide;

/// Characters shown beside a run without another one.
const CONTEXT: usize = 8;

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

    /// Adds the runs of full-width stars in a text, from byte `from` of the body on.
    pub(super) fn wide(&mut self, text: &str, start: usize, from: usize) {
        if self.has_wide {
            let length = "＊＊".len();
            let places = text.match_indices("＊＊").map(|(i, _)| start + i).filter(|at| *at >= from);
            self.runs.extend(places.map(|at| (at..at + length, '＊')));
        }
    }

    /// Judges the runs of a block, which ends.
    pub(super) fn finish(&mut self, body: &str, flaws: &mut Vec<Flaw>) {
        self.runs.sort_by_key(|(run, _)| run.start);
        let sides = |run: &Range<usize>| (body.get(..run.start).unwrap_or(""), body.get(run.end..).unwrap_or(""));
        let is = |test: fn(&str, &str) -> bool, run: &Range<usize>| test(sides(run).0, sides(run).1);
        let mut runs = self.runs.drain(..).filter(|(run, _)| !is(is_mask, run) && !is(is_shown, run)).peekable();
        while let Some((run, mark)) = runs.next() {
            let second = runs.next_if(|(next, other)| *other == mark && next.len() == run.len());
            match second {
                Some((second, _)) if is(is_power, &run) && is_number(body.get(run.end..second.start)) => {}
                Some((second, _)) if mark == '_' && !is_phrase(body.get(run.end..second.start)) => {}
                // The runs between are reported.
                Some((second, _)) if has_reversed(body.get(run.end..second.start)) => {}
                Some((second, _)) => flaws.push(pair(body, run.start..second.end, run.len(), mark)),
                // Alone, tildes are a range, underscores a blank, and three stars a name that is hidden.
                None if mark == '~' || mark == '_' || run.len() == 3 || is(is_power, &run) => {}
                None => flaws.push(lone(body, &run)),
            }
        }
    }
}

/// True for the second factor of `2 ** 3 ** 4`.
fn is_number(text: Option<&str>) -> bool {
    text.is_some_and(|text| text.trim().bytes().all(|b| b.is_ascii_digit()))
}

/// True for Chinese words, which no blank of a form has between its underscores: `__年__月__日`.
fn is_phrase(text: Option<&str>) -> bool {
    text.is_some_and(|text| text.chars().filter(|c| is_han(*c)).nth(1).is_some() && !text.contains('\n'))
}

/// True if a text has a run that was to close words: `重点 **，`.
fn has_reversed(text: Option<&str>) -> bool {
    text.is_some_and(|text| text.match_indices(" **").any(|(i, run)| text.get(i + run.len()..).is_some_and(begins_with_comma)))
}

fn begins_with_comma(text: &str) -> bool {
    text.starts_with(['，', '。', '；', '、', '：', '！', '？'])
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
    corrected(body, range, text.get(..length).unwrap_or(""), correct)
}

/// Words between two marks without effect, and the correct text.
pub(super) fn corrected(body: &str, range: Range<usize>, mark: &str, correct: String) -> Flaw {
    let text = quoted(body.get(range.clone()).unwrap_or("")).into();
    let shown = quoted(correct.trim());
    let (remedy_zh, remedy_en) = (format!("改成「{shown}」").into(), format!("write `{shown}`").into());
    let fault = MarkupFault::StarsStay { mark: mark.into(), text, remedy_zh, remedy_en };
    Flaw::new(range, fault).with(correct, true)
}

/// Strong text that begins with a comma behind a blank: its first run was to close the words before it, `**重点 **，这是** 另一个**`.
pub(super) fn reversed(body: &str, range: &Range<usize>) -> Option<Flaw> {
    let text = body.get(range.clone())?.strip_prefix("**")?;
    let before = body.get(..range.start)?;
    let words = before.trim_end_matches(' ');
    let is_reversed = begins_with_comma(text) && words.len() < before.len();
    if !is_reversed || !words.ends_with(is_wide) {
        return None;
    }
    let last: Vec<char> = words.chars().rev().take_while(|c| *c != '\n' && *c != '\r').take(CONTEXT).collect();
    let last: String = last.into_iter().rev().collect();
    let (written, correct) = (format!("{last} **"), format!("{last}**"));
    let (remedy_zh, remedy_en) = (format!("改成「{correct}」").into(), format!("write `{correct}`").into());
    let fault = MarkupFault::StarsStay { mark: "**".into(), text: written.into(), remedy_zh, remedy_en };
    Some(Flaw::new(words.len()..range.start + 2, fault).with("**", true))
}

/// `**重点****重点**`: two strong texts side by side, whose inner runs are printed.
pub(super) fn doubled(body: &str, range: &Range<usize>) -> Option<Flaw> {
    let text = body.get(range.clone())?;
    let inner = text.strip_prefix("**")?.strip_suffix("**")?;
    let (first, second) = inner.split_once("****")?;
    let is_text = |text: &str| !text.is_empty() && !text.contains(['*', '`', '\n', '\\']);
    (is_text(first) && is_text(second)).then(|| corrected(body, range.clone(), "****", format!("**{first}{second}**")))
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
    let (shown_zh, shown_en) = match mark {
        "`" => ("要照样显示就写成「\\`」", "put a backslash before it to show it"),
        _ => ("要显示星号就写成「\\*」", "write \\* for a star"),
    };
    let remedy_zh = format!("补上缺的「{mark}」；多余的删去，{shown_zh}");
    let remedy_en = format!("add the missing `{mark}`; delete it if it is not needed, or {shown_en}");
    let fault =
        MarkupFault::StarsStay { mark: mark.into(), text: text.into(), remedy_zh: remedy_zh.into(), remedy_en: remedy_en.into() };
    Flaw::new(run.clone(), fault)
}
