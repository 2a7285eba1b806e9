//! Inline content: prose with its citations, links, images, raw tags.

use std::ops::Range;
use std::sync::Arc;

use super::{Closing, Figure, HtmlWriter, Image};
use crate::render::escape::{attribute, element as escape};
use crate::text::markdown::OBJECT;
use crate::text::markdown::html::{HtmlPart, is_silent};
use crate::view::{Target, TargetKind};

/// The width of a picture in the built-in theme: the column of text, or the screen of a phone without its margins.
const SIZES: &str = " sizes=\"(min-width: 44rem) 40rem, calc(100vw - 2rem)\">";
/// Most open raw tags; further ones are dropped.
const MAX_RAW: usize = 16;

/// The citation that goes on after a piece of prose.
pub(super) struct OpenCitation {
    start: usize,
    end: usize,
    url: Arc<str>,
    /// True while its link is open.
    is_open: bool,
}

impl HtmlWriter<'_, '_, '_> {
    pub(super) fn attribute(&mut self, opening: &str, value: &str) {
        self.out.push_str(opening);
        attribute(value, self.out);
        self.out.push('"');
    }

    pub(super) fn text(&mut self, text: &str, range: Range<usize>) {
        if let Some(verbatim) = &mut self.verbatim {
            verbatim.push_str(text);
        } else if let Some(image) = &mut self.image {
            image.alt.push_str(text);
        } else if self.silent.is_none() {
            self.last = text.chars().next_back();
            self.prose(text, range);
        }
    }

    /// Writes prose: citations become links, references are replaced with their facts.
    fn prose(&mut self, text: &str, range: Range<usize>) {
        let targets = self.body.targets;
        let mut written = self.rest_of_citation(text, &range);
        while let Some(target) = targets.get(self.target).filter(|t| (t.span.start as usize) < range.end) {
            self.target += 1;
            let is_fact = target.kind == TargetKind::Fact;
            let is_citation = target.kind == TargetKind::Citation && !target.url.is_empty();
            let is_term = target.kind == TargetKind::Term && !target.url.is_empty();
            let end = target.span.end as usize;
            if is_citation && self.links > 0 && end > range.end {
                self.citation =
                    Some(OpenCitation { start: target.span.start as usize, end, url: Arc::clone(&target.url), is_open: false });
                break;
            }
            let is_linked = (is_citation || is_term) && self.links == 0;
            // Only text that equals its source has its citations at their offsets.
            if !(is_linked || is_fact) || range.len() != text.len() || (!is_citation && end > range.end) {
                continue;
            }
            let Some(start) = (target.span.start as usize).checked_sub(range.start) else { continue };
            let to = end.min(range.end) - range.start;
            let (Some(before), Some(words)) = (text.get(written..start), text.get(start..to)) else { continue };
            escape(before, self.out);
            written = to;
            if is_fact {
                escape(&target.url, self.out);
                continue;
            }
            self.cite(if is_term { "term" } else { "law" }, &target.url, words);
            if end > range.end {
                self.citation =
                    Some(OpenCitation { start: target.span.start as usize, end, url: Arc::clone(&target.url), is_open: true });
                return;
            }
            self.out.push_str("</a>");
            self.note(target.span.start as usize..end);
        }
        escape(text.get(written..).unwrap_or(""), self.out);
    }

    fn cite(&mut self, class: &str, url: &str, words: &str) {
        self.attribute("<a class=\"", class);
        self.attribute(" href=\"", url);
        self.out.push('>');
        escape(words, self.out);
    }

    /// Writes what belongs to the citation that began in an earlier piece of prose, and gives its length.
    fn rest_of_citation(&mut self, text: &str, range: &Range<usize>) -> usize {
        let Some(OpenCitation { start, end, url, is_open }) = self.citation.take() else { return 0 };
        let length = if end >= range.end { text.len() } else { end.saturating_sub(range.start) };
        let is_exact = end >= range.end || range.len() == text.len();
        let Some(words) = text.get(..length).filter(|_| is_exact) else {
            self.out.push_str(if is_open { "</a>" } else { "" });
            return 0;
        };
        let is_linked = is_open || self.links == 0;
        if is_open || !is_linked {
            escape(words, self.out);
        } else {
            self.cite("law", &url, words);
        }
        if end > range.end {
            self.citation = Some(OpenCitation { start, end, url, is_open: is_linked });
        } else if is_linked {
            self.out.push_str("</a>");
            self.note(start..end);
        }
        length
    }

    /// Writes what readers are told of a citation that is no longer right.
    fn note(&mut self, citation: Range<usize>) {
        let notes = &self.body.notes;
        let first = notes.partition_point(|(at, _)| (*at as usize) < citation.start);
        let of_citation = notes.iter().skip(first).take_while(|(at, _)| (*at as usize) < citation.end);
        for (_, text) in of_citation {
            self.out.push_str("<small class=\"past\">");
            escape(text, self.out);
            self.out.push_str("</small>");
        }
    }

    /// Closes the link of a citation before markup. The link begins again in the next piece of prose.
    pub(super) fn pause_citation(&mut self) {
        if let Some(citation) = self.citation.as_mut().filter(|c| c.is_open) {
            citation.is_open = false;
            self.out.push_str("</a>");
        }
    }

    pub(super) fn code(&mut self, code: &str) {
        if let Some(image) = &mut self.image {
            image.alt.push_str(code);
        } else if self.silent.is_none() {
            self.last = code.chars().next_back();
            self.out.push_str("<code>");
            escape(code, self.out);
            self.out.push_str("</code>");
        }
    }

    /// A soft or hard line break.
    pub(super) fn blank(&mut self, written: &str) {
        if let Some(image) = &mut self.image {
            image.alt.push(' ');
        } else if self.silent.is_none() {
            self.last = None;
            self.out.push_str(written);
        }
    }

    fn target_at(&mut self, range: &Range<usize>) -> Option<Target> {
        let targets = self.body.targets;
        while targets.get(self.target).is_some_and(|t| (t.span.start as usize) < range.start) {
            self.target += 1;
        }
        let found =
            targets.get(self.target).filter(|t| t.span.start as usize == range.start && t.span.end as usize == range.end)?;
        self.target += 1;
        Some(found.clone())
    }

    /// A link without an address, or inside another link, shows only its text.
    pub(super) fn link(&mut self, range: &Range<usize>, title: &str) -> Closing {
        let target = self.target_at(range).filter(|t| !t.url.is_empty() && self.links == 0);
        let Some(target) = target else { return Closing::Text("") };
        self.out.push_str("<a");
        self.attribute(" href=\"", &target.url);
        if target.kind == TargetKind::External {
            self.out.push_str(" rel=\"noopener noreferrer\"");
        }
        if !title.is_empty() {
            self.attribute(" title=\"", title);
        }
        self.out.push('>');
        self.links += 1;
        Closing::Link
    }

    pub(super) fn image(&mut self, range: &Range<usize>, title: &str) -> Closing {
        self.image = Some(Image { target: self.target_at(range), title: title.to_owned(), alt: String::new() });
        Closing::Image
    }

    /// Pages load nothing from other sites, so an external image becomes a link.
    pub(super) fn end_image(&mut self) {
        let Some(Image { target, title, alt }) = self.image.take() else { return };
        self.last = Some(OBJECT);
        if self.silent.is_some() {
            return;
        }
        let Some(Target { span, kind, url, size }) = target.filter(|t| !t.url.is_empty() || t.kind == TargetKind::External) else {
            escape(&alt, self.out);
            return;
        };
        if kind == TargetKind::External {
            self.external_image(&url, &alt);
            return;
        }
        let start = self.out.len();
        let sources = self.body.pictures.iter().find(|picture| picture.start == span.start);
        if let Some(picture) = sources {
            self.attribute("<picture><source type=\"image/webp\" srcset=\"", &picture.sources);
            self.out.push_str(SIZES);
        }
        self.out.push_str("<img");
        self.attribute(" src=\"", &url);
        self.attribute(" alt=\"", &alt);
        let before_title = self.out.len();
        if !title.is_empty() {
            self.attribute(" title=\"", &title);
        }
        let after_title = self.out.len();
        if let Some((width, height)) = size {
            self.out.push_str(&format!(" width=\"{width}\" height=\"{height}\""));
        }
        // An image before the first heading may be visible at once, so it loads without delay.
        if self.heading > 0 || self.images > 0 {
            self.out.push_str(" loading=\"lazy\"");
        }
        self.images += 1;
        self.out.push_str(" decoding=\"async\">");
        self.out.push_str(if sources.is_some() { "</picture>" } else { "" });
        if !title.trim().is_empty() {
            let (title_place, range) = (before_title..after_title, start..self.out.len());
            self.figure = Some(Figure { title: title_place, range, caption: title });
        }
    }

    /// Ends a paragraph. One that is a picture with a title becomes a figure, and the title its caption.
    pub(super) fn end_paragraph(&mut self, start: usize) {
        let figure = self.figure.take().filter(|figure| figure.range == (start..self.out.len()));
        let Some(Figure { title, caption, .. }) = figure else { return self.out.push_str("</p>\n") };
        self.out.replace_range(title, "");
        self.out.replace_range(start - "<p>".len()..start, "<figure>\n");
        self.out.push_str("\n<figcaption>");
        escape(caption.trim(), self.out);
        self.out.push_str("</figcaption>\n</figure>\n");
    }

    fn external_image(&mut self, url: &str, alt: &str) {
        let text = if alt.trim().is_empty() { url } else { alt };
        if self.links > 0 {
            escape(text, self.out);
            return;
        }
        self.anchor("<a", url, " rel=\"noopener noreferrer\">", text);
    }

    fn anchor(&mut self, opening: &str, url: &str, closing: &str, text: &str) {
        self.out.push_str(opening);
        self.attribute(" href=\"", url);
        self.out.push_str(closing);
        escape(text, self.out);
        self.out.push_str("</a>");
    }

    /// Writes a part of raw HTML if it is allowed; an end tag only inside the element that contains its start tag.
    pub(super) fn raw(&mut self, part: HtmlPart<'_>) {
        if self.image.is_some() {
            return;
        }
        match part {
            HtmlPart::Refused { name, closing } if is_silent(name) => {
                self.silent = if closing { None } else { self.silent.or(Some(self.frames.len())) };
            }
            _ if self.silent.is_some() => {}
            HtmlPart::Text(text) => escape(text, self.out),
            HtmlPart::Break => self.out.push_str("<br>"),
            HtmlPart::Open(name) if self.raw.len() < MAX_RAW => {
                self.out.push_str(&format!("<{name}>"));
                self.raw.push(name);
            }
            HtmlPart::Close(name) => {
                let outer = self.frames.last().map_or(0, |f| f.raw);
                if let Some(open) = self.raw.iter().rposition(|n| *n == name).filter(|open| *open >= outer) {
                    self.close_raw(open);
                }
            }
            HtmlPart::Open(_) | HtmlPart::Refused { .. } => {}
        }
    }

    /// Closes raw tags until `open` of them are left.
    pub(super) fn close_raw(&mut self, open: usize) {
        while self.raw.len() > open {
            self.raw.pop().into_iter().for_each(|name| self.out.push_str(&format!("</{name}>")));
        }
    }
}
