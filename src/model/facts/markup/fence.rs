//! Fences of other characters than backticks and tildes, or of two of them.

use std::ops::Range;

use super::Flaw;
use super::line::{Line, LineStart};
use crate::diag::catalogue::MarkupFault;
use crate::model::facts::lines::words;

/// The fences of a body so far.
#[derive(Default)]
pub(super) struct Fences {
    /// The mark of a block that was opened.
    open: Option<char>,
    /// A line of marks alone, which is a fence if another one follows in its paragraph.
    candidate: Option<(char, Flaw)>,
}

impl Fences {
    pub(super) fn end_block(&mut self) {
        self.candidate = None;
    }

    /// Reads a line that may be a fence: three marks or more, with a word behind them or nothing.
    pub(super) fn line(&mut self, line: &Line<'_>, flaws: &mut Vec<Flaw>) {
        let Some((mark, word)) = parse(line) else { return };
        let fence = draft(line, word);
        if !word.is_empty() {
            self.open = Some(mark);
            flaws.push(fence);
        } else if self.open == Some(mark) {
            self.open = None;
            flaws.push(fence);
        } else if let Some((_, first)) = self.candidate.take_if(|(other, _)| *other == mark) {
            flaws.extend([first, fence]);
        } else {
            self.candidate = Some((mark, fence));
        }
    }
}

/// The mark of a fence and the word behind it.
fn parse<'b>(line: &Line<'b>) -> Option<(char, &'b str)> {
    let kind = |c: char| match c {
        '·' | '\'' | '´' | '｀' | '"' | '～' | '~' => Some(c),
        // An input method pairs quotation marks while they are typed.
        '‘' | '’' => Some('‘'),
        '“' | '”' => Some('“'),
        _ => None,
    };
    let mark = kind(line.text.chars().next()?)?;
    let word = line.text.trim_start_matches(|c| kind(c) == Some(mark));
    let count = line.text.get(..line.text.len() - word.len())?.chars().count();
    let word = word.trim();
    let is_fence = if mark == '~' { count == 2 } else { (3..=6).contains(&count) };
    (is_fence && is_word(word)).then_some((mark, word))
}

/// True for the name of a language, or nothing.
fn is_word(text: &str) -> bool {
    text.len() <= 20 && text.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_+#".contains(&b))
}

fn draft(line: &Line<'_>, word: &str) -> Flaw {
    let correct = format!("```{word}");
    let fault = MarkupFault::FenceMark { mark: line.text.to_owned(), correct: line.with(&correct) };
    Flaw::new(line.range.clone(), fault).with(correct, true)
}

/// Code within a line that is a block between two lines of two backticks.
pub(super) fn code(body: &str, range: &Range<usize>) -> Option<Flaw> {
    let inner = body.get(range.clone())?.strip_prefix("``")?.strip_suffix("``")?;
    let (word, _) = inner.split_once('\n')?;
    let ends_line = body.get(range.end..)?.split('\n').next()?.trim().is_empty();
    let last = words(inner.rsplit('\n').next()?);
    let is_block = !inner.starts_with('`') && is_word(word.trim()) && last.is_empty() && ends_line;
    let line = Line::new(body, range.start, LineStart::Block);
    let correct = format!("```{}", word.trim());
    let fault = MarkupFault::FenceMark { mark: line.text.to_owned(), correct: line.with(&correct) };
    is_block.then(|| Flaw::new(range.clone(), fault).with(format!("```{inner}```"), true))
}
