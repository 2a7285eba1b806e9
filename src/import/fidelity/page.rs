//! The page of a Markdown body: its words and counts, read from the HTML that the site renders.

use std::sync::Arc;

use super::super::document::Counts;
use super::read::is_own_title;
use super::words::{are_equal, visible};
use crate::model::facts::gather;
use crate::model::inclusion::BLOCKS;
use crate::render::highlight::Highlighter;
use crate::render::markdown::to_html;
use crate::text::Span;
use crate::text::markdown::{Code, Document, Event, Tag};
use crate::view::{Body, Target, TargetKind};

pub(super) struct Page {
    /// The visible characters of its words.
    pub(super) words: String,
    pub(super) counts: Counts,
    /// True if the body has a block or a reference that the site replaces with other words.
    has_data: bool,
}

impl Page {
    /// The page of a body. Its links lead where they say.
    pub(super) fn of(markdown: &str) -> Page {
        let (mut targets, mut has_data) = (Vec::new(), false);
        let is_data =
            |info: &str| info.split_whitespace().next().is_some_and(|name| name == "calculator" || BLOCKS.contains(&name));
        let too_deep = Document::new(markdown).read(|event, range| {
            let (url, kind) = match event {
                Event::Start(Tag::Link { dest_url, .. }) => (dest_url, TargetKind::Link),
                Event::Start(Tag::Image { dest_url, .. }) => (dest_url, TargetKind::Image),
                Event::Start(Tag::CodeBlock(Code::Fenced(info))) => {
                    has_data |= is_data(&info);
                    return;
                }
                _ => return,
            };
            let Span { start, end } = Span::new(range);
            targets.push(Target { span: start..end, url: url.as_ref().into(), kind, size: None });
        });
        has_data |= too_deep.is_some() || has_facts(markdown);
        let mut html = String::new();
        let body = Body { markdown, targets: &targets, ..Body::default() };
        to_html(&body, &Highlighter::new(), &[], &mut html);
        let mut reader = HtmlReader::default();
        reader.read(&html);
        Page { words: visible(&reader.words), counts: reader.counts, has_data }
    }

    /// True if the page has these visible characters and no others.
    pub(super) fn shows(&self, words: &str) -> bool {
        !self.has_data && are_equal(&self.words, words)
    }
}

/// True if the body refers to facts of the registers.
fn has_facts(markdown: &str) -> bool {
    markdown.contains('{') && !gather(markdown, 0, &Arc::from(""), &mut Vec::new()).0.references.is_empty()
}

/// Reads the HTML of a body, which the site wrote: tags are balanced, and text has no other entities than [`ENTITIES`].
#[derive(Default)]
struct HtmlReader {
    words: String,
    counts: Counts,
    /// The end tag of the element that is passed over, and the number of open elements of its name.
    hidden: Option<(&'static str, usize)>,
    /// The start of the title that is being read.
    title: Option<usize>,
    /// True in the section of footnotes.
    in_notes: bool,
    /// Lists that are open in the section of footnotes.
    lists: usize,
}

const ENTITIES: [(&str, char); 4] = [("&lt;", '<'), ("&gt;", '>'), ("&quot;", '"'), ("&amp;", '&')];

impl HtmlReader {
    fn read(&mut self, html: &str) {
        let mut rest = html;
        while let Some(at) = rest.find('<') {
            let (text, tag) = rest.split_at(at);
            self.text(text);
            let end = tag_end(tag);
            self.tag(tag.get(..end).unwrap_or(""));
            rest = tag.get(end..).unwrap_or("");
        }
        self.text(rest);
    }

    fn text(&mut self, text: &str) {
        if self.hidden.is_some() {
            return;
        }
        let mut rest = text;
        while let Some(at) = rest.find('&') {
            let (before, entity) = rest.split_at(at);
            self.words.push_str(before);
            let (name, c) = ENTITIES.into_iter().find(|(name, _)| entity.starts_with(name)).unwrap_or(("&", '&'));
            self.words.push(c);
            rest = entity.get(name.len()..).unwrap_or("");
        }
        self.words.push_str(rest);
    }

    fn tag(&mut self, tag: &str) {
        let name = tag.trim_start_matches(['<', '/']).split([' ', '>', '\n']).next().unwrap_or("");
        let closes = tag.starts_with("</");
        if let Some((hidden, open)) = &mut self.hidden {
            if name == *hidden {
                *open = if closes { open.saturating_sub(1) } else { *open + 1 };
                if *open == 0 {
                    self.hidden = None;
                }
            }
            return;
        }
        self.hidden = match name {
            _ if closes => None,
            "sup" if tag.contains("class=\"footnote-ref\"") => Some(("sup", 1)),
            "a" if tag.contains("class=\"footnote-back\"") => Some(("a", 1)),
            "span" if tag.contains("role=\"img\"") => Some(("span", 1)),
            "figcaption" => Some(("figcaption", 1)),
            _ => None,
        };
        if self.hidden.is_none() {
            self.element(name, tag, closes);
        }
    }

    fn element(&mut self, name: &str, tag: &str, closes: bool) {
        match name {
            "p" | "summary" if closes => self.end_title(),
            "summary" => self.title = Some(self.words.len()),
            "p" if tag.contains("class=\"alert-title\"") => self.title = Some(self.words.len()),
            "section" if closes => self.in_notes &= self.lists > 0,
            "section" => self.in_notes |= tag.contains("class=\"footnotes\""),
            "ol" | "ul" if self.in_notes => self.lists = if closes { self.lists.saturating_sub(1) } else { self.lists + 1 },
            _ if closes => {}
            "a" if !tag.contains("class=\"law\"") && !tag.contains("class=\"term\"") => self.counts.links += 1,
            "img" => self.counts.pictures += 1,
            "td" | "th" => self.counts.cells += 1,
            "h2" | "h3" | "h4" | "h5" | "h6" => self.counts.headings += 1,
            // The footnotes are a list that no author wrote.
            "li" if !self.in_notes || self.lists > 1 => self.counts.items += 1,
            _ => {}
        }
    }

    /// Takes a title back that the site adds: that of a kind of alert, or the number of rows of a folded table.
    fn end_title(&mut self) {
        let Some(start) = self.title.take() else { return };
        let title = self.words.get(start..).unwrap_or("");
        if !is_own_title(title) || (title.starts_with("表格（") && title.ends_with("行）")) {
            self.words.truncate(start);
        }
    }
}

/// The length of the tag at the start of the text. Values of attributes stand in double quotes.
fn tag_end(tag: &str) -> usize {
    let mut is_quoted = false;
    for (at, byte) in tag.bytes().enumerate() {
        match byte {
            b'"' => is_quoted = !is_quoted,
            b'>' if !is_quoted => return at + 1,
            _ => {}
        }
    }
    tag.len()
}
