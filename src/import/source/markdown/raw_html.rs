//! HTML in Markdown → Markdown. The site shows none of it, but for a few tags without attributes.

use std::ops::Range;

use crate::import::prepare::page::{Page, Selector};
use crate::import::prepare::{LeaveOut, prepare};
use crate::import::record::{Body, Note};
use crate::import::write;
use crate::text::markdown::html::{self, HtmlPart};
use crate::text::markdown::{Document, Event, Tag, TagEnd};

/// HTML blocks that are converted; further ones keep their words only.
const MAX_BLOCKS: usize = 2_000;

/// A text without HTML.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Cleaned {
    pub(super) text: String,
    pub(super) not_carried: Vec<String>,
    pub(super) notes: Vec<Note>,
}

/// A change of the text.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Edit {
    range: Range<usize>,
    text: String,
}

#[derive(Debug, Default)]
struct Cleaner {
    edits: Vec<Edit>,
    /// Open links within the block: position of the edit, and address.
    links: Vec<(usize, String)>,
    /// Start of an element whose content is no text.
    silent: Option<(String, usize)>,
    blocks: usize,
    not_carried: Vec<String>,
    notes: Vec<Note>,
}

pub(super) fn without_html(text: &str) -> Cleaned {
    let mut cleaner = Cleaner::default();
    if text.contains('<') {
        Document::new(text).read(|event, range| cleaner.event(&event, range, text));
    }
    let Cleaner { mut edits, not_carried, notes, .. } = cleaner;
    edits.sort_by_key(|edit| (edit.range.start, std::cmp::Reverse(edit.range.end)));
    let (mut out, mut at) = (String::with_capacity(text.len()), 0);
    for edit in edits {
        // An edit within a larger one is done with it.
        if edit.range.start < at {
            continue;
        }
        out.push_str(text.get(at..edit.range.start).unwrap_or(""));
        out.push_str(&edit.text);
        at = edit.range.end;
    }
    out.push_str(text.get(at..).unwrap_or(""));
    Cleaned { text: out, not_carried, notes }
}

impl Cleaner {
    fn event(&mut self, event: &Event<'_>, range: Range<usize>, text: &str) {
        match event {
            Event::Start(Tag::HtmlBlock) => self.block(range, text),
            Event::InlineHtml(_) => self.inline(range, text),
            Event::End(TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::Item | TagEnd::TableCell) => {
                self.links.clear();
                self.silent = None;
            }
            _ => {}
        }
    }

    fn edit(&mut self, range: Range<usize>, text: String) {
        self.edits.push(Edit { range, text });
    }

    fn inline(&mut self, range: Range<usize>, text: &str) {
        let Some(written) = text.get(range.clone()) else { return };
        let (name, is_closing) = match html::tag(written) {
            HtmlPart::Refused { name, closing } => (name.to_ascii_lowercase(), closing),
            _ => return,
        };
        if let Some((open, start)) = self.silent.clone() {
            if is_closing && open == name {
                self.silent = None;
                self.edit(start..range.end, String::new());
            }
            return;
        }
        match (name.as_str(), is_closing) {
            ("", _) => self.edit(range, String::new()),
            ("br", false) => self.edit(range, "<br>".to_owned()),
            ("img", false) => {
                let picture = picture(written).unwrap_or_default();
                self.edit(range, picture);
            }
            ("a", false) => {
                self.edit(range, String::new());
                if let Some(address) = attribute(written, "a", "href") {
                    self.links.push((self.edits.len() - 1, address));
                }
            }
            ("a", true) => match self.links.pop() {
                Some((open, address)) => {
                    if let Some(edit) = self.edits.get_mut(open) {
                        edit.text.push('[');
                    }
                    self.edit(range, format!("]({})", target(&address)));
                }
                None => self.edit(range, String::new()),
            },
            (tag @ ("sub" | "sup" | "u" | "mark" | "kbd"), _) => {
                let tag = format!("<{}{tag}>", if is_closing { "/" } else { "" });
                self.edit(range, tag);
            }
            (name, false) if html::is_silent(name) || matches!(name, "iframe" | "video" | "audio" | "object" | "svg") => {
                self.not_carried.push(format!("html.{name}"));
                self.silent = Some((name.to_owned(), range.start));
                self.edit(range, String::new());
            }
            (name, is_closing) => {
                if !is_closing {
                    self.not_carried.push(format!("html.{name}"));
                }
                self.edit(range, String::new());
            }
        }
    }

    /// Converts a block. One within a list or a quotation keeps its words, because each of its lines begins with their marks.
    fn block(&mut self, range: Range<usize>, text: &str) {
        let Some(written) = text.get(range.clone()) else { return };
        self.blocks += 1;
        let is_top = range.start == 0 || text.as_bytes().get(range.start - 1) == Some(&b'\n');
        let converted = (is_top && self.blocks <= MAX_BLOCKS).then(|| self.converted(written)).flatten();
        let text = converted.unwrap_or_else(|| words(written));
        let text = if text.trim().is_empty() { "\n".to_owned() } else { format!("\n{}\n\n", text.trim_matches('\n')) };
        self.edit(range, text);
    }

    fn converted(&mut self, html: &str) -> Option<String> {
        let prepared = prepare(&Body::Html(html.to_owned()), "", &LeaveOut::default()).ok()?;
        let markdown = write::markdown(&prepared.document);
        if markdown.trim().is_empty() && !prepared.words.trim().is_empty() {
            return None;
        }
        self.not_carried.extend(prepared.not_carried);
        self.notes.extend(prepared.removals.into_iter().map(|removal| Note { rule: removal.rule, text: removal.text }));
        Some(markdown)
    }
}

/// The text of a block without its tags.
fn words(html: &str) -> String {
    let (mut out, mut silent) = (String::new(), None);
    for (part, range) in html::parts(html) {
        match part {
            HtmlPart::Refused { name, closing } => match silent {
                None if !closing && html::is_silent(name) => silent = Some(name),
                Some(open) if closing && name.eq_ignore_ascii_case(open) => silent = None,
                _ => {}
            },
            HtmlPart::Text(text) if silent.is_none() => out.push_str(text),
            HtmlPart::Break | HtmlPart::Open(_) | HtmlPart::Close(_) if silent.is_none() => {
                out.push_str(html.get(range).unwrap_or(""))
            }
            _ => {}
        }
    }
    out
}

fn attribute(tag: &str, element: &str, name: &str) -> Option<String> {
    let selector = Selector::parse(element).ok()?;
    let page = Page::parse_fragment(tag).ok()?;
    page.first(&selector)?.attribute(name).map(str::trim).filter(|value| !value.is_empty()).map(str::to_owned)
}

fn picture(tag: &str) -> Option<String> {
    let source = ["data-src", "data-original", "src"].iter().find_map(|name| attribute(tag, "img", name))?;
    let description = attribute(tag, "img", "alt").unwrap_or_default();
    let description = description.replace(['\n', '\r'], " ").replace('\\', "\\\\").replace('[', "\\[").replace(']', "\\]");
    Some(format!("![{description}]({})", target(&source)))
}

/// An address as Markdown has it in round brackets.
fn target(address: &str) -> String {
    address.replace(' ', "%20").replace('(', "%28").replace(')', "%29").replace(['<', '>', '\n', '\r'], "")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> (String, String) {
        let cleaned = without_html(text);
        (cleaned.text, cleaned.not_carried.join(" "))
    }

    #[test]
    fn tags_in_a_line_become_marks_or_nothing() {
        assert_eq!(
            read("甲<font color=red>乙</font>丙<br>丁<sup>2</sup><sup class=x>3</sup>").0,
            "甲乙丙<br>丁<sup>2</sup><sup>3</sup>"
        );
        assert_eq!(read("<a href='b (1).html' target=_blank>甲 *乙*</a>和<a name=x>丙</a>").0, "[甲 *乙*](b%20%281%29.html)和丙");
        assert_eq!(read("图 <img src=a.png alt='说[明]' width=3>。").0, "图 ![说\\[明\\]](a.png)。");
        assert_eq!(read("甲<!-- more -->乙<script>alert(1)</script>丙"), ("甲乙丙".to_owned(), "html.script".to_owned()));
        assert_eq!(read("<a href=x>甲\n\n乙</a>").0, "甲\n\n乙");
        assert_eq!(read("`<b>` 1 < 2 \\<b>").0, "`<b>` 1 < 2 \\<b>");
    }

    #[test]
    fn blocks_keep_their_words() {
        assert_eq!(read("甲\n\n<!-- more -->\n\n乙").0.split_whitespace().collect::<Vec<_>>(), ["甲", "乙"]);
        let centred = read("甲\n\n<center>居中的一句话。</center>\n\n乙\n").0;
        assert_eq!(centred.split_whitespace().collect::<Vec<_>>(), ["甲", "居中的一句话。", "乙"]);
        let listed = read("- 甲\n\n  <div>乙</div>\n\n- 丙\n").0;
        assert!(listed.contains('乙') && !listed.contains("<div>"), "{listed}");
        let quoted = read("> <p>甲</p>\n> 乙\n").0;
        assert!(quoted.contains('甲') && quoted.contains('乙') && !quoted.contains("<p>"), "{quoted}");
    }
}
