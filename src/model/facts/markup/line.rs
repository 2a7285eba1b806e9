//! The start of a line of running text: marks of headings and quotations, and containers of other programs.

use std::ops::Range;

use super::{Flaw, list};
use crate::diag::catalogue::MarkupFault;
use crate::model::facts::flaws::alert_kind;
use crate::model::facts::lines::{self, words};
use crate::text::han::is_han;

/// Longest line with one `#` that is taken for a heading, in characters.
const MAX_HEADING: usize = 40;

/// Most marks of a line that is taken for a heading; six have an effect.
const MAX_LEVEL: usize = 9;

/// Longest term above its definition, in characters.
const MAX_TERM: usize = 20;

/// Where the words of a text stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum LineStart {
    /// Within a line, or in a block where lines have no marks.
    Within,
    /// At the start of a paragraph or the like.
    Block,
    /// At the start of a list item.
    Item,
    /// Behind a line end that joins two lines.
    SoftBreak,
    /// Behind a line end that divides two lines.
    HardBreak,
}

/// A line of running text, from its first word on.
pub(super) struct Line<'b> {
    pub(super) body: &'b str,
    pub(super) range: Range<usize>,
    pub(super) text: &'b str,
    pub(super) start: LineStart,
}

impl<'b> Line<'b> {
    pub(super) fn new(body: &'b str, at: usize, start: LineStart) -> Line<'b> {
        let text = body.get(at..).and_then(|t| t.split('\n').next()).unwrap_or("").trim_end();
        Line { body, range: at..at + text.len(), text, start }
    }

    /// The marks before the words: those of quotations, items and notes.
    pub(super) fn prefix(&self) -> &'b str {
        self.body.get(lines::start(self.body, self.range.start)..self.range.start).unwrap_or("").trim_start()
    }

    /// The whole line with other words.
    pub(super) fn with(&self, words: &str) -> String {
        format!("{}{words}", self.prefix())
    }

    /// The line above, if it runs together with this one.
    pub(super) fn above(&self) -> Option<&'b str> {
        if self.start != LineStart::SoftBreak {
            return None;
        }
        let end = lines::start(self.body, self.range.start).checked_sub(1)?;
        self.body.get(..end)?.rsplit('\n').next().map(words)
    }

    /// The line below, if it runs together with this one.
    pub(super) fn below(&self) -> Option<&'b str> {
        let rest = self.body.get(self.range.end..)?;
        let end = rest.find('\n')?;
        let is_break = rest.get(..end)?.trim_end_matches('\r').len() >= 2 || self.text.ends_with('\\');
        let next = rest.get(end + 1..)?.split('\n').next().map(words)?;
        (!is_break && !next.is_empty()).then_some(next)
    }
}

/// True for characters that marks at the start of a line begin with.
pub(super) fn may_be_mark(c: char) -> bool {
    match c {
        '\0'..='\u{7f}' => !c.is_ascii_alphabetic(),
        '\u{a0}' | '´' | '·' | '»' | 'Ø' | '※' | '\u{3000}' | '》' => true,
        '\u{2010}'..='\u{2027}' | '\u{25a0}'..='\u{25ff}' | '→' | '⇒' | '✦' => true,
        // Signs that are numbers.
        '\u{2160}'..='\u{217b}' | '\u{2460}'..='\u{249b}' | '\u{2776}'..='\u{277f}' | '\u{3220}'..='\u{3229}' => true,
        '★' | '☆' | '☐' | '☑' | '☒' | '✅' | '✓' | '✔' | '✗' | '✘' | '❌' | '➢' | '➤' | '√' | '×' => {
            true
        }
        // The bullets of Word, in the fonts Symbol and Wingdings.
        '\u{f020}'..='\u{f0ff}' => true,
        '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十' => true,
        '\u{ff01}'..='\u{ff20}' | '｀' | '～' | '｜' | '［' | '【' => true,
        _ => false,
    }
}

/// True for a line of one letter and the mark behind it: `a.甲`.
pub(super) fn has_letter(text: &str) -> bool {
    matches!(text.as_bytes(), [b'a'..=b'z' | b'A'..=b'Z', b'.' | b')' | 0xe3 | 0xef, ..])
}

/// True for the blanks that end no mark of Markdown.
pub(super) fn is_wide_blank(c: char) -> bool {
    matches!(c, '\u{3000}' | '\u{a0}' | '\u{2002}' | '\u{2003}')
}

/// A heading or quotation without a space, of full-width marks, or behind full-width blanks.
pub(super) fn heading(line: &Line<'_>) -> Option<Flaw> {
    let bare = line.text.trim_start_matches(is_wide_blank);
    let is_indented = bare.len() < line.text.len();
    let (correct, is_safe) = match bare.chars().next()? {
        '#' | '＃' => heading_text(bare, is_indented)?,
        '＞' => (format!("> {}", quoted_words(bare.strip_prefix('＞')?)?), false),
        '&' => (format!("> {}", quoted_words(bare.strip_prefix("&gt; ")?)?), false),
        // The end of a title is right before the next word.
        '》' if line.start == LineStart::Block => {
            let words = bare.strip_prefix('》')?;
            (format!("> {}", quoted_words(words.starts_with([' ', '\u{3000}']).then_some(words)?)?), false)
        }
        '>' if is_indented => (format!("> {}", quoted_words(bare.strip_prefix('>')?)?), false),
        _ => return None,
    };
    let (what_zh, what_en) = if correct.starts_with('>') { ("引用", "quotation") } else { ("小标题", "heading") };
    let fault = MarkupFault::BlockMark { correct: line.with(&correct), what_zh: what_zh.into(), what_en: what_en.into() };
    Some(Flaw::new(line.range.clone(), fault).with(correct, is_safe))
}

/// The words of a quotation; nothing of a comparison such as `＞5%`.
fn quoted_words(rest: &str) -> Option<&str> {
    let rest = rest.trim_start();
    let is_number = rest.starts_with(|c: char| c.is_numeric() || matches!(c, '=' | '＝' | '.'));
    (!rest.is_empty() && !is_number).then_some(rest)
}

/// The correct line of a heading, and whether it is certain that one is meant.
fn heading_text(bare: &str, is_indented: bool) -> Option<(String, bool)> {
    let words = bare.trim_start_matches(['#', '＃']);
    let marks = bare.get(..bare.len() - words.len())?;
    let level = marks.chars().count();
    let has_effect = !is_indented && !marks.contains('＃') && words.starts_with([' ', '\t']) && level <= 6;
    let title = words.trim_start_matches(|c: char| c.is_whitespace()).trim_end_matches(['#', '＃']).trim_end();
    if level > MAX_LEVEL || has_effect || !title.starts_with(|c: char| c.is_alphanumeric() || "《“「【（(*`[".contains(c)) {
        return None;
    }
    if level == 1 {
        // A hashtag, a number, a long sentence: one mark says little.
        let is_tag = words.contains(['#', '＃']) || (marks.len() == 1 && words.starts_with(|c: char| c.is_ascii()));
        let is_sentence = title.chars().nth(MAX_HEADING).is_some() || title.ends_with(['。', '；', '，', '！']);
        if is_tag || is_sentence {
            return None;
        }
    }
    Some((format!("{} {title}", "#".repeat(level.clamp(2, 6))), (2..=6).contains(&level)))
}

/// The alert that comes nearest to a container of another program.
pub(super) fn alert(name: &str) -> &'static str {
    alert_kind(name).unwrap_or("NOTE")
}

/// `:::warning` or `!!! note`: a container of another program. Its closing line is part of it.
pub(super) fn container(line: &Line<'_>, open: &mut usize) -> Option<Flaw> {
    // The first colon may have been read as the mark of a definition.
    let colons = line.body.get(..line.range.start)?.bytes().rev().take_while(|b| *b == b':').take(8).count();
    let start = line.range.start - colons;
    let text = line.body.get(start..line.range.end)?;
    let name = match text.strip_prefix(":::").or_else(|| text.strip_prefix("：：：")) {
        Some(rest) => rest.trim_start_matches([':', '：']).trim_start(),
        None => text
            .strip_prefix("!!! ")
            .or_else(|| text.strip_prefix("??? "))
            .filter(|n| n.starts_with(|c: char| c.is_ascii_lowercase()))?,
    };
    if name.is_empty() && *open > 0 {
        *open -= 1;
        return None;
    }
    let word = name.split([' ', '{', '[', '"']).next().unwrap_or("");
    if !word.chars().all(|c| c.is_ascii_lowercase() || c == '-' || is_han(c)) {
        return None;
    }
    let has_end = text.starts_with([':', '：']);
    *open += usize::from(has_end && !name.is_empty());
    let alert = if text.starts_with("???") { "DETAILS" } else { alert(word) };
    let title = name.get(word.len()..).unwrap_or("").trim_matches([' ', '"', '“', '”']);
    let has_title = !title.is_empty() && !title.starts_with(['{', '[']);
    let head = if has_title { format!("> [!{alert}] {title}") } else { format!("> [!{alert}]") };
    let (end_zh, end_en) = match has_end {
        true => ("，删去结尾的记号", "; delete the closing mark"),
        false => ("，删去行首的空格", " in place of its blanks"),
    };
    let remedy_zh = format!("提示框写成「{head}」，下面每行前面加「> 」，空行写「>」{end_zh}");
    let remedy_en = format!("write `{head}` and put `> ` before each line of the box, `>` for an empty line{end_en}");
    let mark = text.to_owned();
    Some(Flaw::new(start..line.range.end, MarkupFault::ForeignMarkup { mark, remedy_zh, remedy_en }))
}

/// A line of full-width marks alone, which was meant as a rule.
pub(super) fn rule(line: &Line<'_>) -> Option<Flaw> {
    let first = line.text.chars().next().filter(|c| matches!(c, '－' | '＊' | '＿' | '＝'))?;
    let is_rule = line.text.chars().all(|c| c == first || c == ' ') && line.text.chars().filter(|c| *c == first).nth(2).is_some();
    let is_alone = line.start == LineStart::Block && line.below().is_none();
    let (what_zh, what_en) = ("分隔线".into(), "rule".into());
    let fault = MarkupFault::BlockMark { correct: line.with("---"), what_zh, what_en };
    (is_rule && is_alone).then(|| Flaw::new(line.range.clone(), fault).with("---", true))
}

/// `:解释` and `：解释` below a word: a definition without its blank, or with a full-width colon.
pub(super) fn definition(line: &Line<'_>) -> Option<Flaw> {
    let words = line.text.strip_prefix([':', '：'])?.trim_start_matches(|c: char| c == ' ' || is_wide_blank(c));
    let is_term = |text: &str| text.chars().nth(MAX_TERM).is_none() && !text.ends_with(['。', '，', '；', '：', ':']);
    let is_definition = words.starts_with(|c: char| is_han(c) || "《“「".contains(c)) && line.above().is_some_and(is_term);
    let correct = format!(": {words}");
    let is_safe = line.text.starts_with(':') || line.text.starts_with("： ");
    is_definition.then(|| Flaw::new(line.range.clone(), list::mark(line, &correct)).with(correct, is_safe))
}

/// `[TOC]` and the like: a place for the table of contents, which the page has anyway; `{: .class}`: attributes of a block.
pub(super) fn contents(line: &Line<'_>) -> Option<Flaw> {
    let name = line.text.trim_matches(['[', ']', '_', '@', '{', '}', ':', '【', '】', '［', '］']);
    let is_contents = name.eq_ignore_ascii_case("toc") && name.len() < line.text.len();
    let is_attributes = line.text.starts_with("{:") && line.text.ends_with('}');
    let (zh, en) = match () {
        () if is_contents => ("删去：目录由程序自动加上", "delete it: the table of contents is added automatically"),
        () if is_attributes => ("删去", "delete it"),
        () => return None,
    };
    let (remedy_zh, remedy_en) = (zh.to_owned(), en.to_owned());
    let fault = MarkupFault::ForeignMarkup { mark: line.text.to_owned(), remedy_zh, remedy_en };
    Some(Flaw::new(line.range.clone(), fault).with("", true))
}
