//! Inline content as Markdown.
//!
//! What has marks is read back with the site's parser. Content that is read otherwise gets fewer marks: no mark within another one, then only
//! strong text, then none.

use std::cell::Cell;
use std::collections::BTreeMap;

use super::super::document::{Inline, InlineTag};
use super::escape::{Surroundings, address, escape};
use super::flank::flank;
use super::shape;
use super::tidy::{Marks, Open, joined, reduced, tidy, trimmed};

/// Where inline content stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// In a paragraph, which may have several lines.
    Paragraph,
    /// In a line of its own that may begin a block, such as a term.
    Term,
    /// Behind the marks of a heading.
    Heading,
    /// In a cell of a table.
    Cell,
}

/// The numbers of the footnotes by their labels, and how many contents got fewer marks than they have.
#[derive(Default)]
pub(super) struct Notes<'d> {
    pub(super) numbers: BTreeMap<&'d str, usize>,
    pub(super) reductions: Cell<usize>,
}

impl Notes<'_> {
    pub(super) fn get(&self, label: &str) -> Option<&usize> {
        self.numbers.get(label)
    }

    fn count_reduction(&self) {
        self.reductions.set(self.reductions.get() + 1);
    }
}

/// The Markdown of inline content; empty if there is nothing to see.
pub(super) fn inline(content: &[Inline], place: Place, notes: &Notes<'_>) -> String {
    let tidied = trimmed(tidy(content, &Open::default()));
    let complete = flank(fitted(tidied, place));
    for marks in [Marks::All, Marks::Single, Marks::Strong] {
        let reduction;
        let content = if marks == Marks::All {
            &complete
        } else {
            reduction = reduced(&complete, marks, false);
            &reduction
        };
        let text = written(content, place, notes);
        if !has_marks(content) || shape::of_inlines(content, notes) == shape::of_markdown(&text) {
            if marks != Marks::All {
                notes.count_reduction();
            }
            return text;
        }
    }
    notes.count_reduction();
    written(&reduced(&complete, Marks::None, false), place, notes)
}

fn has_marks(content: &[Inline]) -> bool {
    content.iter().any(|inline| match inline {
        Inline::Strong(_) | Inline::Emphasis(_) | Inline::Strikethrough(_) => true,
        Inline::Link { content, .. } | Inline::Tag(_, content) => has_marks(content),
        _ => false,
    })
}

/// The content without what its place cannot have: breaks in a heading, and code with a pipe in a cell.
fn fitted(content: Vec<Inline>, place: Place) -> Vec<Inline> {
    let fit = |inline| match inline {
        Inline::Break if place == Place::Heading => Inline::Text(" ".to_owned()),
        Inline::Code(text) if place == Place::Cell && text.contains('|') => Inline::Text(text),
        Inline::Strong(content) => Inline::Strong(fitted(content, place)),
        Inline::Emphasis(content) => Inline::Emphasis(fitted(content, place)),
        Inline::Strikethrough(content) => Inline::Strikethrough(fitted(content, place)),
        Inline::Tag(tag, content) => Inline::Tag(tag, fitted(content, place)),
        Inline::Link { target, content } => Inline::Link { target, content: fitted(without_labels(content), place) },
        other => other,
    };
    joined(content.into_iter().map(fit))
}

/// The words of a link without code that would make a line that begins with the link the definition of an address: `` [`]:`](/a) ``.
fn without_labels(content: Vec<Inline>) -> Vec<Inline> {
    let fit = |inline| match inline {
        Inline::Code(text) if text.contains("]:") => Inline::Text(text),
        Inline::Strong(content) => Inline::Strong(without_labels(content)),
        Inline::Emphasis(content) => Inline::Emphasis(without_labels(content)),
        Inline::Strikethrough(content) => Inline::Strikethrough(without_labels(content)),
        Inline::Tag(tag, content) => Inline::Tag(tag, without_labels(content)),
        other => other,
    };
    content.into_iter().map(fit).collect()
}

fn written(content: &[Inline], place: Place, notes: &Notes<'_>) -> String {
    let mut tildes = 0;
    count_tildes(content, &mut tildes);
    let escapes_pipes = place == Place::Cell || has_break(content);
    let mut writer = InlineWriter { out: String::new(), place, notes, escapes_pipes, escapes_tildes: tildes > 1, links: 0 };
    writer.sequence(content);
    let mut out = writer.out;
    out.truncate(out.trim_end_matches(' ').len());
    // A `#` would close the heading.
    if place == Place::Heading && out.ends_with('#') {
        out.insert(out.len() - 1, '\\');
    }
    out
}

/// Counts the tildes that could have a partner; those of marks count as more than one.
fn count_tildes(content: &[Inline], count: &mut usize) {
    for inline in content {
        match inline {
            Inline::Text(text) | Inline::Picture { description: text, .. } => *count += text.matches('~').count(),
            Inline::Strikethrough(_) => *count += 2,
            Inline::Strong(content) | Inline::Emphasis(content) => count_tildes(content, count),
            Inline::Tag(_, content) | Inline::Link { content, .. } => count_tildes(content, count),
            _ => {}
        }
    }
}

fn has_break(content: &[Inline]) -> bool {
    content.iter().any(|inline| match inline {
        Inline::Break => true,
        Inline::Strong(content) | Inline::Emphasis(content) | Inline::Strikethrough(content) => has_break(content),
        Inline::Tag(_, content) | Inline::Link { content, .. } => has_break(content),
        _ => false,
    })
}

struct InlineWriter<'n> {
    out: String,
    place: Place,
    notes: &'n Notes<'n>,
    escapes_pipes: bool,
    escapes_tildes: bool,
    /// Links and pictures that are open.
    links: usize,
}

impl InlineWriter<'_> {
    fn sequence(&mut self, content: &[Inline]) {
        let mut follows_note = false;
        for (n, inline) in content.iter().enumerate() {
            let next = content.get(n + 1);
            match inline {
                Inline::Text(text) => {
                    self.part_from_note(follows_note && text.starts_with('['));
                    self.text(text, next, follows_note);
                }
                Inline::Strong(content) => self.around("**", content),
                Inline::Emphasis(content) => self.around("*", content),
                Inline::Strikethrough(content) => self.around("~~", content),
                Inline::Tag(tag, content) => self.tag(*tag, content),
                Inline::Code(text) => self.code(text),
                Inline::Link { target, content } => {
                    self.part_from_note(follows_note);
                    self.link(target, content);
                }
                Inline::Picture { source, description } => self.picture(source, description),
                Inline::Break => self.line_break(),
                Inline::Footnote(label) => {
                    if let Some(number) = self.notes.get(label.as_str()) {
                        self.out.push_str(&format!("[^{number}]"));
                    }
                }
            }
            follows_note = matches!(inline, Inline::Footnote(_));
        }
    }

    /// A blank behind a reference to a footnote: the parser would take it and the next bracket for the words and the label of a link.
    fn part_from_note(&mut self, parts: bool) {
        if parts {
            self.out.push(' ');
        }
    }

    /// True at the start of a line that may begin a block.
    fn begins_line(&self) -> bool {
        match self.place {
            Place::Paragraph => self.out.is_empty() || self.out.ends_with('\n'),
            Place::Term => self.out.is_empty(),
            Place::Heading | Place::Cell => false,
        }
    }

    fn text(&mut self, text: &str, next: Option<&Inline>, follows_note: bool) {
        let place = Surroundings {
            begins_line: self.begins_line(),
            ends_line: matches!(next, None | Some(Inline::Break)),
            escapes_pipes: self.escapes_pipes,
            escapes_tildes: self.escapes_tildes,
            in_link: self.links > 0,
            follows_note,
            precedes_link: next.is_some_and(|next| matches!(next, Inline::Link { .. } | Inline::Footnote(_))),
        };
        escape(text, place, &mut self.out);
    }

    fn around(&mut self, delimiter: &str, content: &[Inline]) {
        self.out.push_str(delimiter);
        self.sequence(content);
        self.out.push_str(delimiter);
    }

    fn tag(&mut self, tag: InlineTag, content: &[Inline]) {
        let name = tag_name(tag);
        self.out.push_str(&format!("<{name}>"));
        self.sequence(content);
        self.out.push_str(&format!("</{name}>"));
    }

    /// The fence is longer than each run of backticks inside.
    fn code(&mut self, text: &str) {
        let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or(0);
        let fence = "`".repeat(longest + 1);
        let blank = if text.starts_with('`') || text.ends_with('`') { " " } else { "" };
        self.out.push_str(&format!("{fence}{blank}{text}{blank}{fence}"));
    }

    fn link(&mut self, target: &str, content: &[Inline]) {
        self.links += 1;
        self.out.push('[');
        self.sequence(content);
        self.links -= 1;
        self.out.push_str(&format!("]({})", address(target)));
    }

    fn picture(&mut self, source: &str, description: &str) {
        self.links += 1;
        self.out.push_str("![");
        self.text(description.trim(), None, false);
        self.links -= 1;
        self.out.push_str(&format!("]({})", address(source)));
    }

    fn line_break(&mut self) {
        self.out.truncate(self.out.trim_end_matches(' ').len());
        self.out.push_str(if self.place == Place::Paragraph { "\\\n" } else { "<br>" });
    }
}

pub(super) fn tag_name(tag: InlineTag) -> &'static str {
    match tag {
        InlineTag::Sub => "sub",
        InlineTag::Sup => "sup",
        InlineTag::Underline => "u",
        InlineTag::Mark => "mark",
        InlineTag::Keyboard => "kbd",
    }
}
