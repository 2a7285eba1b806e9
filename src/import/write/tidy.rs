//! The form of inline content that Markdown can say: no mark within its own kind, no blank or break at the rim of a mark, and
//! punctuation at its rim outside (`**重点**：本金`), because CommonMark reads `**重点：**本金` as text.

use super::super::document::{Inline, InlineTag};
use super::super::fidelity::has_words;
use super::escape::{has_address, is_control};

/// The marks that are open around some content.
#[derive(Clone, Debug, Default)]
pub(super) struct Open {
    pub(super) strong: bool,
    pub(super) emphasis: bool,
    pub(super) strikethrough: bool,
    link: bool,
    tags: Vec<InlineTag>,
}

/// The tidy form of inline content.
pub(super) fn tidy(content: &[Inline], open: &Open) -> Vec<Inline> {
    let mut out = Vec::with_capacity(content.len());
    content.iter().for_each(|inline| push_tidy(inline, open, &mut out));
    joined(out)
}

/// The content with neighbours of one kind joined.
pub(super) fn joined(content: impl IntoIterator<Item = Inline>) -> Vec<Inline> {
    let mut out = Vec::new();
    content.into_iter().for_each(|inline| join(inline, &mut out));
    out
}

fn push_tidy(inline: &Inline, open: &Open, out: &mut Vec<Inline>) {
    let within = |content: &[Inline], change: fn(&mut Open)| {
        let mut open = open.clone();
        change(&mut open);
        tidy(content, &open)
    };
    match inline {
        Inline::Text(text) => out.extend(visible(text).map(Inline::Text)),
        Inline::Strong(content) if open.strong => out.extend(tidy(content, open)),
        Inline::Emphasis(content) if open.emphasis => out.extend(tidy(content, open)),
        Inline::Strikethrough(content) if open.strikethrough => out.extend(tidy(content, open)),
        Inline::Link { content, .. } if open.link => out.extend(tidy(content, open)),
        Inline::Tag(tag, content) if open.tags.contains(tag) => out.extend(tidy(content, open)),
        Inline::Strong(content) => rim(within(content, |open| open.strong = true), Inline::Strong, is_outside, out),
        Inline::Emphasis(content) => rim(within(content, |open| open.emphasis = true), Inline::Emphasis, is_outside, out),
        Inline::Strikethrough(content) => {
            rim(within(content, |open| open.strikethrough = true), Inline::Strikethrough, is_outside, out);
        }
        Inline::Tag(tag, content) => {
            let mut open = open.clone();
            open.tags.push(*tag);
            rim(tidy(content, &open), |content| Inline::Tag(*tag, content), is_blank, out);
        }
        Inline::Link { target, content } if !has_address(target) => out.extend(tidy(content, open)),
        Inline::Link { target, content } => {
            let link = |content| Inline::Link { target: target.clone(), content };
            let mut notes = Vec::new();
            let content = without_notes(within(content, |open| open.link = true), &mut notes);
            if has_words(&content, true) {
                rim(content, link, is_blank, out);
            } else {
                out.extend(content);
            }
            out.extend(notes);
        }
        Inline::Code(text) => {
            let text: String = text.chars().filter(|c| !is_control(*c)).map(|c| if c.is_whitespace() { ' ' } else { c }).collect();
            out.push(if text.trim().is_empty() { Inline::Text(text) } else { Inline::Code(text.trim().to_owned()) });
        }
        Inline::Picture { source, .. } if !has_address(source) => {}
        other => out.push(other.clone()),
    }
}

/// The content of a link without references to footnotes, which are links themselves.
fn without_notes(content: Vec<Inline>, notes: &mut Vec<Inline>) -> Vec<Inline> {
    let mut out = Vec::with_capacity(content.len());
    for inline in content {
        match inline {
            Inline::Footnote(_) => notes.push(inline),
            Inline::Strong(content) => out.push(Inline::Strong(without_notes(content, notes))),
            Inline::Emphasis(content) => out.push(Inline::Emphasis(without_notes(content, notes))),
            Inline::Strikethrough(content) => out.push(Inline::Strikethrough(without_notes(content, notes))),
            Inline::Tag(tag, content) => out.push(Inline::Tag(tag, without_notes(content, notes))),
            other => out.push(other),
        }
    }
    out
}

/// A text without the characters that no page can show; nothing if it has no others.
fn visible(text: &str) -> Option<String> {
    let text: String = text.chars().filter(|c| !is_control(*c)).collect();
    (!text.is_empty()).then_some(text)
}

/// Which side of a mark a character is at.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Start,
    End,
}

fn is_blank(c: char, _: Side) -> bool {
    c.is_whitespace()
}

/// True for characters that stand outside of emphasis: blanks, marks that end a clause, and half of a pair of brackets.
fn is_outside(c: char, side: Side) -> bool {
    let ends_clause = matches!(c, '，' | '。' | '、' | '；' | '：' | '！' | '？' | ',' | '.' | ';' | ':' | '!' | '?' | '…' | '—');
    c.is_whitespace() || ends_clause || if side == Side::Start { is_closing(c) } else { is_opening(c) }
}

pub(super) fn is_opening(c: char) -> bool {
    partner(c).is_some()
}

pub(super) fn is_closing(c: char) -> bool {
    PAIRS.iter().any(|(_, close)| *close == c)
}

const PAIRS: [(char, char); 16] = [
    ('（', '）'),
    ('《', '》'),
    ('〈', '〉'),
    ('“', '”'),
    ('‘', '’'),
    ('「', '」'),
    ('『', '』'),
    ('【', '】'),
    ('〔', '〕'),
    ('〖', '〗'),
    ('［', '］'),
    ('｛', '｝'),
    ('(', ')'),
    ('[', ']'),
    ('{', '}'),
    ('<', '>'),
];

/// The closing half of a pair of brackets or quotation marks.
pub(super) fn partner(c: char) -> Option<char> {
    PAIRS.iter().find(|(open, _)| *open == c).map(|(_, close)| *close)
}

/// Appends a mark around the content, with what does not belong inside before and behind it. A mark around nothing is none.
fn rim(mut content: Vec<Inline>, mark: impl FnOnce(Vec<Inline>) -> Inline, leaves: fn(char, Side) -> bool, out: &mut Vec<Inline>) {
    let leaves_whole = |inline: &Inline, side| match inline {
        Inline::Break => true,
        Inline::Text(text) => text.chars().all(|c| leaves(c, side)),
        _ => false,
    };
    let end = content.iter().rposition(|inline| !leaves_whole(inline, Side::End)).map_or(0, |last| last + 1);
    let mut after = content.split_off(end);
    let start = content.iter().position(|inline| !leaves_whole(inline, Side::Start)).unwrap_or(content.len());
    out.extend(content.drain(..start));
    out.extend(take(&mut content, Side::Start, leaves));
    if let Some(last) = take(&mut content, Side::End, leaves) {
        after.insert(0, last);
    }
    if !content.is_empty() {
        out.push(mark(content));
    }
    out.extend(after);
}

/// Takes the characters that leave the text at one side of the content.
fn take(content: &mut [Inline], side: Side, leaves: fn(char, Side) -> bool) -> Option<Inline> {
    let rim = if side == Side::Start { content.first_mut()? } else { content.last_mut()? };
    let Inline::Text(text) = rim else { return None };
    let leaving = match side {
        Side::Start => text.drain(..text.len() - text.trim_start_matches(|c| leaves(c, side)).len()).collect(),
        Side::End => text.split_off(text.trim_end_matches(|c| leaves(c, side)).len()),
    };
    (!leaving.is_empty()).then_some(Inline::Text(leaving))
}

/// Appends an inline, joined with the last one if both are of one kind.
fn join(inline: Inline, out: &mut Vec<Inline>) {
    match (out.last_mut(), inline) {
        (Some(Inline::Text(text)), Inline::Text(more)) | (Some(Inline::Code(text)), Inline::Code(more)) => text.push_str(&more),
        (Some(Inline::Strong(content)), Inline::Strong(more))
        | (Some(Inline::Emphasis(content)), Inline::Emphasis(more))
        | (Some(Inline::Strikethrough(content)), Inline::Strikethrough(more)) => {
            more.into_iter().for_each(|inline| join(inline, content));
        }
        (Some(Inline::Break), Inline::Break) => {}
        (_, inline) => out.push(inline),
    }
}

/// The content without breaks and blanks at its ends; nothing if there is nothing to see.
pub(super) fn trimmed(content: Vec<Inline>) -> Vec<Inline> {
    let mut out = Vec::new();
    rim(content, Inline::Strong, is_blank, &mut out);
    let middle = out.into_iter().find_map(|inline| if let Inline::Strong(content) = inline { Some(content) } else { None });
    middle.unwrap_or_default()
}

/// How many marks are kept.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Marks {
    All,
    /// No mark is within another one.
    Single,
    /// Only strong text.
    Strong,
    None,
}

/// The content without the marks that are not kept.
pub(super) fn reduced(content: &[Inline], marks: Marks, within: bool) -> Vec<Inline> {
    let mut out = Vec::with_capacity(content.len());
    for inline in content {
        let is_kept = match inline {
            Inline::Strong(_) => marks < Marks::None && !within,
            Inline::Emphasis(_) | Inline::Strikethrough(_) => marks < Marks::Strong && !within,
            _ => true,
        };
        match inline {
            Inline::Strong(content) | Inline::Emphasis(content) | Inline::Strikethrough(content) if !is_kept => {
                reduced(content, marks, within).into_iter().for_each(|inline| join(inline, &mut out));
            }
            Inline::Strong(content) => join(Inline::Strong(reduced(content, marks, true)), &mut out),
            Inline::Emphasis(content) => join(Inline::Emphasis(reduced(content, marks, true)), &mut out),
            Inline::Strikethrough(content) => join(Inline::Strikethrough(reduced(content, marks, true)), &mut out),
            Inline::Tag(tag, content) => out.push(Inline::Tag(*tag, reduced(content, marks, within))),
            Inline::Link { target, content } => {
                out.push(Inline::Link { target: target.clone(), content: reduced(content, marks, within) });
            }
            other => join(other.clone(), &mut out),
        }
    }
    out
}
