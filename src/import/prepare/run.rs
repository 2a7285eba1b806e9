//! Runs: pieces of a paragraph with the marks that hold for all of the piece.

use std::ops::Range;

use super::page::NodeId;
use crate::import::document::{Inline, InlineTag};
use crate::text::han::is_han;

/// A mark on text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mark {
    Strong,
    Emphasis,
    Strikethrough,
    Sub,
    Sup,
    Underline,
    Highlight,
    Keyboard,
}

impl Mark {
    const ALL: [Mark; 8] =
        [Mark::Strong, Mark::Emphasis, Mark::Strikethrough, Mark::Sub, Mark::Sup, Mark::Underline, Mark::Highlight, Mark::Keyboard];

    fn around(self, content: Vec<Inline>) -> Inline {
        match self {
            Mark::Strong => Inline::Strong(content),
            Mark::Emphasis => Inline::Emphasis(content),
            Mark::Strikethrough => Inline::Strikethrough(content),
            Mark::Sub => Inline::Tag(InlineTag::Sub, content),
            Mark::Sup => Inline::Tag(InlineTag::Sup, content),
            Mark::Underline => Inline::Tag(InlineTag::Underline, content),
            Mark::Highlight => Inline::Tag(InlineTag::Mark, content),
            Mark::Keyboard => Inline::Tag(InlineTag::Keyboard, content),
        }
    }
}

/// A set of marks, and the link that a text belongs to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Marks {
    set: u8,
    /// Number of the link in the body.
    pub(super) link: Option<usize>,
}

impl Marks {
    pub(super) fn with(self, mark: Mark) -> Marks {
        Marks { set: self.set | 1 << mark as u8, ..self }
    }

    pub(super) fn without(self, mark: Mark) -> Marks {
        Marks { set: self.set & !(1 << mark as u8), ..self }
    }

    pub(super) fn linked(self, link: Option<usize>) -> Marks {
        Marks { link, ..self }
    }

    pub(super) fn has(self, mark: Mark) -> bool {
        self.set >> mark as u8 & 1 == 1
    }

    pub(super) fn common(self, other: Marks) -> Marks {
        Marks { set: self.set & other.set, link: self.link.filter(|_| self.link == other.link) }
    }
}

/// A piece of a paragraph.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Run {
    pub(super) marks: Marks,
    pub(super) content: Content,
    /// Pieces of the source up to the end of this run.
    pub(super) end: usize,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Content {
    Text(String),
    Break,
    Picture { source: String, description: String },
    Code(String),
    Footnote(String),
}

/// A piece of a text node of the source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Piece {
    pub(super) node: NodeId,
    pub(super) range: Range<usize>,
}

/// True for a character that the fidelity check and Markdown do not see as text: control characters and noncharacters.
pub(super) fn is_noise(c: char) -> bool {
    c.is_control() && !c.is_whitespace() || matches!(c, '\u{fdd0}'..='\u{fdef}') || u32::from(c) & 0xfffe == 0xfffe
}

/// True for a character without width that no text needs.
pub(super) fn is_shapeless(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}' | '\u{ad}')
}

/// True for Chinese characters and the marks between them, which need no blanks around them.
pub(super) fn is_chinese(c: char) -> bool {
    is_han(c) || matches!(c, '\u{3001}'..='\u{303f}' | '\u{ff00}'..='\u{ffef}' | '“' | '”' | '‘' | '’' | '—' | '…')
}

impl Run {
    /// True if a reader sees the run.
    pub(super) fn is_visible(&self) -> bool {
        match &self.content {
            Content::Text(text) => text.chars().any(|c| !c.is_whitespace() && !is_shapeless(c) && !is_noise(c)),
            Content::Break => false,
            _ => true,
        }
    }
}

/// The text of runs, with the blanks of the source.
pub(super) fn text(runs: &[Run]) -> String {
    let mut out = String::new();
    for run in runs {
        match &run.content {
            Content::Text(text) | Content::Code(text) => out.extend(text.chars().filter(|c| !is_shapeless(*c) && !is_noise(*c))),
            Content::Break => out.push(' '),
            Content::Picture { .. } | Content::Footnote(_) => {}
        }
    }
    out.trim().to_owned()
}

/// Makes inlines of the runs of a paragraph: one blank for each run of white space, none at the rims and between Chinese characters,
/// and each mark around as much text as possible.
pub(super) fn inlines(runs: &[Run], links: &[String]) -> Vec<Inline> {
    nest(&spaced(runs), links)
}

/// The runs of a paragraph without superfluous blanks. A blank between two runs has the marks of both.
fn spaced(runs: &[Run]) -> Vec<(Marks, Inline)> {
    let mut out: Vec<(Marks, Inline)> = Vec::new();
    let mut last = None;
    let mut blank = false;
    for run in runs {
        let object = match &run.content {
            Content::Text(text) => {
                for c in text.chars().filter(|c| !is_noise(*c)) {
                    if is_shapeless(c) {
                        // It joins the parts of an emoji.
                        if c == '\u{200d}' && !blank && last.is_some_and(|last| last > '\u{2000}' && !is_chinese(last)) {
                            push_char(&mut out, c, run.marks);
                        }
                        continue;
                    }
                    if c.is_whitespace() {
                        blank = true;
                        continue;
                    }
                    if std::mem::take(&mut blank)
                        && let Some(last) = last
                        && !(is_chinese(last) && is_chinese(c))
                    {
                        push(&mut out, ' ', run.marks);
                    }
                    push_char(&mut out, c, run.marks);
                    last = Some(c);
                }
                continue;
            }
            Content::Break => {
                out.push((run.marks, Inline::Break));
                (last, blank) = (None, false);
                continue;
            }
            Content::Picture { source, description } => {
                Inline::Picture { source: source.clone(), description: description.clone() }
            }
            Content::Code(code) => Inline::Code(code.clone()),
            Content::Footnote(label) => Inline::Footnote(label.clone()),
        };
        if std::mem::take(&mut blank) && last.is_some() && !matches!(object, Inline::Footnote(_)) {
            push(&mut out, ' ', run.marks);
        }
        out.push((run.marks, object));
        last = Some('x');
    }
    out
}

/// Adds a blank with the marks that the text before and the text after it share.
fn push(out: &mut Vec<(Marks, Inline)>, blank: char, after: Marks) {
    let before = out.last().map_or(after, |(marks, _)| *marks);
    push_char(out, blank, before.common(after));
}

fn push_char(out: &mut Vec<(Marks, Inline)>, c: char, marks: Marks) {
    match out.last_mut() {
        Some((last, Inline::Text(text))) if *last == marks => text.push(c),
        _ => out.push((marks, Inline::Text(c.to_string()))),
    }
}

/// Puts each mark around the longest sequence of runs that have it.
fn nest(runs: &[(Marks, Inline)], links: &[String]) -> Vec<Inline> {
    let mut out = Vec::new();
    let mut rest = runs;
    while let Some(((marks, inline), after)) = rest.split_first() {
        let longest = |has: &dyn Fn(Marks) -> bool| rest.iter().take_while(|(marks, _)| has(*marks)).count();
        let link = marks.link.map(|link| (longest(&|marks| marks.link == Some(link)), None));
        let own = Mark::ALL.into_iter().filter(|mark| marks.has(*mark)).map(|mark| (longest(&|marks| marks.has(mark)), Some(mark)));
        // Of equal lengths the first: a link around its marks.
        let Some((length, mark)) = link.into_iter().chain(own).reduce(|a, b| if b.0 > a.0 { b } else { a }) else {
            out.push(inline.clone());
            rest = after;
            continue;
        };
        let (group, after) = rest.split_at(length);
        rest = after;
        let target = mark.is_none().then_some(marks.link).flatten().and_then(|link| links.get(link));
        let inner: Vec<(Marks, Inline)> = group
            .iter()
            .map(|(marks, inline)| {
                let marks = mark.map_or(Marks { link: None, ..*marks }, |mark| marks.without(mark));
                (marks, inline.clone())
            })
            .collect();
        let content = merged(nest(&inner, links));
        match (mark, target) {
            (Some(mark), _) => out.push(mark.around(content)),
            (None, Some(target)) => out.push(Inline::Link { target: target.clone(), content }),
            (None, None) => out.extend(content),
        }
    }
    merged(out)
}

/// Adjacent texts become one.
pub(super) fn merged(inlines: Vec<Inline>) -> Vec<Inline> {
    let mut out: Vec<Inline> = Vec::with_capacity(inlines.len());
    for inline in inlines {
        match (out.last_mut(), inline) {
            (Some(Inline::Text(before)), Inline::Text(text)) => before.push_str(&text),
            (_, inline) => out.push(inline),
        }
    }
    out
}
