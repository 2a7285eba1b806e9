//! Blocks that became another kind of block: prose as code, a sentence as a heading, and everything behind a fence without an end.

use std::ops::Range;

use super::line::{Line, LineStart};
use super::{Flaw, table};
use crate::calc;
use crate::diag::catalogue::{MarkupFault, ReferenceFault};
use crate::model::facts::flaws::is_closed;
use crate::model::facts::gather::quoted;
use crate::model::facts::lines::words;
use crate::text::han::is_han;
use crate::text::markdown::is_wide;

/// Longest underlined heading, in characters.
const MAX_UNDERLINED: usize = 40;

/// A sentence above a line of hyphens, which is meant as a rule.
pub(super) fn heading(body: &str, range: &Range<usize>, has_front: bool) -> Option<Flaw> {
    let source = body.get(range.clone())?.trim_end();
    if source.starts_with('#') {
        return closing_marks(source, range.start);
    }
    let (text, underline) = source.rsplit_once('\n')?;
    let text = text.trim_end();
    let mark = words(underline);
    if !mark.trim_matches(['-', '=']).is_empty() {
        return None;
    }
    if !text.contains('\n')
        && mark.starts_with('-')
        && let Some(mark) = table::underlined(text, range.start..range.start + source.len())
    {
        return Some(mark);
    }
    if mark.starts_with('-') && text.lines().all(is_key) {
        return second_front_matter(text, range.start..range.start + source.len(), has_front);
    }
    let is_question = text.ends_with(['？', '！']);
    let has_sentence = text.ends_with(['。', '；', '，', '：', '、', '…'])
        || text.contains(['。', '；'])
        || (!is_question && text.contains(['，', '：']));
    if !has_sentence && !text.contains('\n') && text.chars().nth(MAX_UNDERLINED).is_none() {
        return None;
    }
    let line = Line::new(body, range.start, LineStart::Block);
    let (rule, remedy_zh, remedy_en) = match mark.starts_with('=') {
        true => (
            "---",
            format!("把「{mark}」改成「---」，前面空一行，或者删去"),
            format!("write `---` below an empty line instead of `{mark}`, or delete it"),
        ),
        false => (underline.trim_start(), format!("在「{mark}」前面空一行"), format!("put an empty line before `{mark}`")),
    };
    let quoted = quoted(words(text.rsplit('\n').next()?));
    let (remedy_zh, remedy_en) = (remedy_zh.into(), remedy_en.into());
    let fault = MarkupFault::SentenceHeading { line: quoted.into(), mark: mark.into(), remedy_zh, remedy_en };
    let flaw = Flaw::new(range.start..range.start + source.len(), fault);
    Some(if line.with("").is_empty() && has_sentence { flaw.with(format!("{text}\n\n{rule}"), true) } else { flaw })
}

/// True for a line of front matter: `title: 诉讼费`, `  - 诉讼费用`.
fn is_key(line: &str) -> bool {
    let key = line.bytes().take_while(|b| b.is_ascii_lowercase() || *b == b'_').count();
    (key > 1 && line.get(key..).is_some_and(|rest| rest.starts_with(':'))) || line.starts_with([' ', '-'])
}

/// A second front matter. Without a first one, the missing front matter is reported elsewhere.
fn second_front_matter(text: &str, range: Range<usize>, has_first: bool) -> Option<Flaw> {
    let (mark, remedy_zh, remedy_en) =
        ("---".into(), "信息栏写了两次，删去这一个".into(), "delete this second front matter".into());
    let line = quoted(text.lines().next()?).into();
    let fault = MarkupFault::SentenceHeading { line, mark, remedy_zh, remedy_en };
    (has_first && text.starts_with(|c: char| c.is_ascii_lowercase())).then(|| Flaw::new(range, fault))
}

/// `## 标题##`: the marks at the end need a blank before them.
fn closing_marks(source: &str, start: usize) -> Option<Flaw> {
    let level = source.bytes().take_while(|b| *b == b'#').count();
    let text = source.trim_end_matches('#');
    // C# is a name.
    let is_closed = source.len() - text.len() == level && level > 1 && text.len() > level && !text.ends_with([' ', '\t', '\\']);
    let (what_zh, what_en) = ("小标题".into(), "heading".into());
    let fault = MarkupFault::BlockMark { correct: text.to_owned(), what_zh, what_en };
    (is_closed && !text.contains('\n')).then(|| Flaw::new(start..start + source.len(), fault).with(text, true))
}

/// Prose that blanks at the start of its lines turn into code.
pub(super) fn indented(body: &str, range: &Range<usize>) -> Option<Flaw> {
    let source = body.get(range.clone())?.trim_end();
    if !source.lines().map(words).any(is_prose) || !source.lines().map(words).all(may_be_prose) {
        return None;
    }
    let written = source.lines().next()?.trim_end();
    let first = written.trim_start();
    let line = Line::new(body, range.start, LineStart::Block);
    let indent = body.get(..range.start)?.len() - body.get(..range.start)?.trim_end_matches([' ', '\t']).len();
    let fault = MarkupFault::IndentedProse { correct: quoted(first) };
    let flaw = Flaw::new(range.start - indent..range.start + written.len(), fault);
    // The line alone can be shown corrected; in a list it may belong to an item.
    let is_alone = !source.contains('\n') && line.with("").is_empty() && indent > 0;
    Some(if is_alone { flaw.with(first, false) } else { flaw })
}

/// True for a line of Chinese text.
fn is_prose(line: &str) -> bool {
    let (han, all) =
        line.chars().filter(|c| !c.is_whitespace()).fold((0, 0), |(han, all), c| (han + usize::from(is_wide(c)), all + 1));
    han * 2 > all && line.chars().filter(|c| is_han(*c)).nth(1).is_some()
}

/// False for lines that only code has: drawings, columns, assignments, commands, comments.
fn may_be_prose(line: &str) -> bool {
    let is_drawn = |c: char| matches!(c, '\u{2500}'..='\u{25ff}' | '{' | '}' | '\\' | '\t');
    let is_comment = ["//", "/*", "$ ", "# ", "<!--", "--"].iter().any(|mark| line.starts_with(mark));
    let is_code =
        line.ends_with(';') || line.contains(" = ") || line.contains("()") || line.contains("   ") || line.contains("-->");
    !line.contains(is_drawn) && !is_comment && !is_code
}

/// The line in a block of code that was to close it and has words behind its mark.
pub(super) fn failed_end(body: &str, block: &Range<usize>) -> Option<Range<usize>> {
    let source = body.get(block.clone())?;
    let fence = source.chars().next()?;
    let mark = source.get(..source.len() - source.trim_start_matches(fence).len())?;
    let mut at = block.start;
    for line in source.split_inclusive('\n') {
        let text = words(line);
        let behind = text.strip_prefix(mark).filter(|_| at > block.start).map(|behind| behind.trim_start_matches(fence));
        if behind.is_some_and(|behind| behind.trim_start().starts_with(is_wide)) {
            let start = at + line.trim_end().len() - text.len();
            return Some(start..start + text.len());
        }
        at += line.len();
    }
    None
}

/// The flaw of a line that was to close a block.
fn closing_words(body: &str, line: Range<usize>) -> Option<Flaw> {
    let text = body.get(line.clone())?;
    let fence = text.chars().next()?;
    let close = text.get(..text.len() - text.trim_start_matches(fence).len())?;
    let (effect_zh, effect_en) = ("记号后面不能有字，所以后面的内容都成了代码", "no words may follow the mark that closes it");
    let (effect_zh, effect_en) = (effect_zh.into(), effect_en.into());
    let fault = MarkupFault::Unclosed { mark: quoted(text).into(), close: close.into(), effect_zh, effect_en };
    Some(Flaw::new(line, fault))
}

/// The data of a calculator in a block of another kind.
pub(super) fn calculator(body: &str, block: &Range<usize>) -> Option<Flaw> {
    let source = body.get(block.clone())?;
    let (first, content) = source.split_once('\n')?;
    let kind = words(content.split('\n').next()?).strip_prefix("kind:")?.trim();
    let first = first.trim_end();
    let language = first.trim_start_matches(['`', '~']);
    if !matches!(language.trim(), "" | "yaml" | "yml" | "text" | "txt") || calc::find(kind).is_none() {
        return None;
    }
    let corrected = format!("{}calculator", first.get(..first.len() - language.len())?);
    let fault = |written, corrected| ReferenceFault::MisnamedFence { written, corrected };
    Flaw::corrected(body, block.start..block.start + first.len(), corrected, false, fault)
}

/// A fence without an end. `end` is where the text of the block ends; `failed` is a line that was to close this block or one above.
pub(super) fn unclosed(body: &str, block: &Range<usize>, end: usize, failed: Option<Range<usize>>) -> Option<Flaw> {
    let source = body.get(block.clone())?;
    let first = source.lines().next()?.trim_end();
    let fence = first.bytes().next()?;
    let length = first.bytes().take_while(|b| *b == fence).count();
    if is_closed(body, block, Some(end)) {
        return None;
    }
    if let Some(line) = failed {
        return closing_words(body, line);
    }
    let is_last = body.get(block.end..)?.trim_start().is_empty();
    let (effect_zh, effect_en) = match is_last {
        true => ("后面直到文末都成了代码", "everything below it is code"),
        false => ("后面的内容都成了代码", "the text below it is code"),
    };
    let (effect_zh, effect_en) = (effect_zh.into(), effect_en.into());
    let close = first.get(..length)?;
    let fault = MarkupFault::Unclosed { mark: first.into(), close: close.into(), effect_zh, effect_en };
    Some(Flaw::new(block.start..block.start + first.len(), fault))
}

/// A comment, which no reader sees.
pub(in super::super) fn comment(body: &str, range: &Range<usize>) -> Option<Flaw> {
    let text = body.get(range.clone())?;
    if !text.starts_with("<!--") {
        return None;
    }
    let first = text.lines().next().unwrap_or("").trim_end();
    if !text.ends_with("-->") {
        let (effect_zh, effect_en) = ("后面直到文末都不会出现在页面上".into(), "nothing below it appears on the page".into());
        let fault = MarkupFault::Unclosed { mark: quoted(first).into(), close: "-->".into(), effect_zh, effect_en };
        return Some(Flaw::new(range.start..range.start + first.len(), fault));
    }
    let comment = if text.contains('\n') { format!("{} …", quoted(first)) } else { quoted(first) };
    Some(Flaw::new(range.clone(), MarkupFault::Comment { comment }).with("", true))
}
