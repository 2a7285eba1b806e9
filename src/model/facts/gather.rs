//! The one pass over a body's events.

use std::borrow::Cow;
use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

use unicode_normalization::UnicodeNormalization;

use super::draft::{FactsDraft, HeadingDraft, OpenCode, OpenLink};
use super::excerpt::Opening;
use super::flaw::Flaw;
use super::flaws::{self, Flaws};
use super::markup::Markup;
use super::plain::{Kind, Plain};
use super::{Facts, Fence, Heading, Headings, anchor, reference};
use crate::diag::catalogue::LinkFault;
use crate::diag::{Fault, Finding, Role, Severity};
use crate::model::inclusion;
use crate::text::Span;
use crate::text::markdown::{
    Code, Document, Event, LinkType, MAX_DEPTH, OBJECT, Tag, TagEnd, break_vanishes, html, is_block, is_escaped,
};

/// Findings of one body beyond which no more are collected: a hostile file must not fill the memory. More than a report lists,
/// so that it can say how many it leaves out.
pub(super) const MAX_FINDINGS: usize = 10_000;
/// The most characters of the author's text in a message.
const QUOTED: usize = 60;

/// Reads the facts and the plain text of `body`, which begins at byte `base` of the file `path`. Appends findings to
/// `findings`, with spans of the file.
pub fn gather(body: &str, base: u32, path: &Arc<str>, findings: &mut Vec<Finding>) -> (Facts, Plain) {
    gather_below("", body, base, path, findings)
}

/// Reads the facts and the plain text of the body below a title, which the excerpt does not repeat.
pub(crate) fn gather_below(title: &str, body: &str, base: u32, path: &Arc<str>, findings: &mut Vec<Finding>) -> (Facts, Plain) {
    let document = Document::new(body);
    let mut gatherer = Gatherer {
        body,
        base,
        path,
        limit: findings.len() + MAX_FINDINGS,
        has_error: false,
        findings,
        facts: FactsDraft::default(),
        plain: Plain::with_capacity(body.len()),
        alternatives: Plain::default(),
        headings: Vec::new(),
        own_ids: HashMap::new(),
        opening: Opening::below(title),
        depth: 0,
        heading: None,
        link: None,
        image: None,
        code: None,
        paragraph: None,
        quotes: 0,
        last: None,
        refused_tags: Vec::new(),
        flaws: Flaws::of(body),
    };
    let mut markup = Markup::new(body, base > 0);
    let mut definitions = Vec::new();
    let too_deep = document.read_with(&mut definitions, |event, range| {
        markup.event(&event, &range);
        gatherer.event(event, range);
    });
    if let Some(range) = too_deep {
        gatherer.report(range.start..range.start, LinkFault::TooDeep { limit: MAX_DEPTH });
    }
    gatherer.vanishing_lines(definitions);
    markup.finish().into_iter().for_each(|flaw| gatherer.flaw(flaw));
    gatherer.finish()
}

pub(super) struct Gatherer<'b> {
    pub(super) body: &'b str,
    pub(super) base: u32,
    pub(super) path: &'b Arc<str>,
    pub(super) limit: usize,
    pub(super) has_error: bool,
    pub(super) findings: &'b mut Vec<Finding>,
    pub(super) facts: FactsDraft,
    pub(super) plain: Plain,
    /// Alternative texts of images, kept apart because they would divide the sentences around them.
    pub(super) alternatives: Plain,
    pub(super) headings: Vec<HeadingDraft>,
    /// The author's own identifiers with the spans of their headings.
    pub(super) own_ids: HashMap<Box<str>, Span>,
    pub(super) opening: Opening,
    pub(super) depth: usize,
    pub(super) heading: Option<HeadingDraft>,
    /// The open link with its depth, and the open image with its depth.
    pub(super) link: Option<(OpenLink, usize)>,
    pub(super) image: Option<(OpenLink, usize)>,
    pub(super) code: Option<OpenCode>,
    /// The last paragraph that began.
    pub(super) paragraph: Option<Range<usize>>,
    /// Number of open block quotations that are no alerts.
    pub(super) quotes: usize,
    /// The last character of the running text.
    pub(super) last: Option<char>,
    pub(super) refused_tags: Vec<&'b str>,
    pub(super) flaws: Flaws,
}

impl<'b> Gatherer<'b> {
    fn event(&mut self, event: Event<'_>, range: Range<usize>) {
        match event {
            Event::Start(tag) => {
                self.start(tag, range);
                self.depth += 1;
            }
            Event::End(tag) => {
                self.depth = self.depth.saturating_sub(1);
                self.end(tag);
            }
            Event::Text(text) => self.text(&text, range),
            Event::Code(text) => {
                let source = self.body.get(range.clone()).unwrap_or("");
                let start = source.find(text.as_ref()).map(|i| range.start + i);
                self.words(&text, start.map_or(range, |start| start..start + text.len()), Kind::Code);
            }
            Event::SoftBreak => {
                let after = self.body.get(range.start..).unwrap_or("");
                let before = if self.image.is_some() { self.alternatives.text().chars().next_back() } else { self.last };
                if !break_vanishes(before, after) {
                    self.words(" ", range, Kind::Prose);
                }
            }
            Event::HardBreak => self.words(" ", range, Kind::Prose),
            Event::FootnoteReference(label) => self.flaws.refer(&label),
            Event::InlineHtml(_) => {
                let tag = self.body.get(range.clone()).unwrap_or("");
                if html::tag(tag) == html::HtmlPart::Break {
                    self.words(" ", range.clone(), Kind::Prose);
                }
                self.raw_html(range);
            }
            _ => {}
        }
    }

    fn start(&mut self, tag: Tag<'_>, range: Range<usize>) {
        if self.depth == 0 && !matches!(tag, Tag::Paragraph) {
            self.opening.interrupt();
        }
        if is_block(&tag.to_end()) {
            self.plain.part();
        }
        match tag {
            Tag::Paragraph => {
                self.last = None;
                self.paragraph = Some(range);
                if self.depth == 0 {
                    self.opening.begin();
                }
            }
            Tag::Heading { level, id, classes, attrs } => {
                self.last = None;
                let source = self.body.get(range.clone()).unwrap_or("");
                let range = range.start..range.start + source.trim_end().len();
                if !classes.is_empty() || !attrs.is_empty() {
                    self.report(range.clone(), LinkFault::AttributesDropped {});
                }
                if level as u8 == 1 {
                    self.report(range.clone(), LinkFault::HeadingOne {});
                }
                let own = id.and_then(|id| self.own_id(&id, &range));
                self.heading = Some(HeadingDraft { level: (level as u8).max(2), own, text: String::new(), span: range });
            }
            Tag::Link { link_type, dest_url, id, .. } if self.image.is_none() && self.link.is_none() => {
                let dest: Cow<'_, str> =
                    if link_type == LinkType::Email { format!("mailto:{dest_url}").into() } else { dest_url.as_ref().into() };
                self.link_flaw(&dest, &range);
                self.glued_title(&dest, &range);
                let open = self.open_link(&dest, range, false);
                self.use_definition(link_type, &id, &dest);
                self.link = Some((open, self.depth));
            }
            Tag::Image { link_type, dest_url, title, id } if self.image.is_none() => {
                self.caption(&title, &range);
                self.glued_title(&dest_url, &range);
                let open = self.open_link(&dest_url, range, true);
                self.use_definition(link_type, &id, &dest_url);
                self.image = Some((open, self.depth));
            }
            Tag::CodeBlock(kind) => {
                if let Code::Fenced(info) = &kind
                    && let Some(fault) = inclusion::misplaced(info)
                {
                    let source = self.body.get(range.clone()).unwrap_or("");
                    let end = source.find(['\n', '\r']).unwrap_or(source.len());
                    self.report(range.start..range.start + end, fault);
                }
                let calculator = |info: &str| info.split_whitespace().next() == Some("calculator");
                let info = match kind {
                    Code::Fenced(info) if calculator(&info) => Some(info.as_ref().into()),
                    Code::Fenced(info) => {
                        self.fence_flaw(&info, &range);
                        None
                    }
                    Code::Indented => None,
                };
                self.code = Some(OpenCode { info, span: range, content: None });
            }
            Tag::HtmlBlock => self.raw_html(range),
            Tag::BlockQuote(None) => self.quotes += 1,
            Tag::BlockQuote(Some(_)) => self.alert(&range),
            Tag::FootnoteDefinition(label) => self.flaws.define(self.body, &label, range),
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        if is_block(&tag) {
            self.plain.part();
        }
        match tag {
            TagEnd::BlockQuote(None) => self.quotes = self.quotes.saturating_sub(1),
            TagEnd::Paragraph if self.depth == 0 => self.opening.end(),
            TagEnd::Heading(_) => {
                let heading = self.heading.take().map(|h| HeadingDraft { text: h.text.trim().to_owned(), ..h });
                if let Some(empty) = heading.as_ref().filter(|h| h.text.is_empty()) {
                    self.report(empty.span.clone(), LinkFault::EmptyHeading {});
                }
                if let Some(styled) = heading.as_ref().filter(|h| ends_with_style(&h.text)) {
                    self.report(styled.span.clone(), LinkFault::AttributesDropped {});
                }
                self.headings.extend(heading);
            }
            TagEnd::Link if self.link.as_ref().is_some_and(|(_, depth)| *depth == self.depth) => {
                if let Some((link, _)) = self.link.take()
                    && !link.has_text
                {
                    self.report(link.span, LinkFault::EmptyLink {});
                }
            }
            TagEnd::Image if self.image.as_ref().is_some_and(|(_, depth)| *depth == self.depth) => {
                self.alternatives.part();
                self.last = Some(OBJECT);
                if let Some((image, _)) = self.image.take()
                    && !image.has_text
                    && let Some(target) = self.facts.links.get(image.index).map(|l| quoted(&l.dest))
                {
                    self.report(image.span, LinkFault::NoAltText { target });
                }
            }
            TagEnd::CodeBlock => {
                if let Some(OpenCode { info: Some(info), span, content }) = self.code.take()
                    && flaws::is_closed(self.body, &span, content.as_ref().map(|content| content.end))
                {
                    let content = content.unwrap_or(span.end..span.end);
                    self.facts.fences.push(Fence { info, span: Span::new(span), content: Span::new(content) });
                }
            }
            _ => {}
        }
    }

    fn text(&mut self, text: &str, range: Range<usize>) {
        if let Some(code) = &mut self.code {
            let start = code.content.as_ref().map_or(range.start, |c| c.start);
            code.content = Some(start..range.end);
            self.plain.push(text, Span::new(range).shifted(self.base), Kind::Code);
            return;
        }
        self.words(text, range.clone(), Kind::Prose);
        if self.image.is_some() {
            return;
        }
        self.facts.reading.add(text);
        if self.body.get(range.clone()) == Some(text) {
            let escaped = is_escaped(self.body, range.start);
            reference::gather(text, range.start, escaped, &mut self.facts.references);
            self.undefined_notes(text, range.start);
            if self.link.is_none() {
                self.prose_flaws(range);
            }
        }
    }

    /// Words that a reader sees, including code and line breaks, with their range.
    fn words(&mut self, text: &str, range: Range<usize>, kind: Kind) {
        let place = Span::new(range).shifted(self.base);
        match self.image {
            Some(_) => self.alternatives.push(text, place, Kind::Alternative),
            None => self.plain.push(text, place, self.kind(kind)),
        }
        let blank = text.trim().is_empty();
        if let Some((image, _)) = &mut self.image {
            image.has_text |= !blank;
        }
        if let Some((link, _)) = &mut self.link {
            link.has_text |= !blank;
        }
        if let Some(heading) = &mut self.heading {
            heading.text.push_str(text);
        }
        if self.image.is_none() {
            self.opening.push(text);
            self.last = text.chars().next_back().or(self.last);
        }
    }

    /// The kind of words that are `own` outside of headings, links and quotations.
    fn kind(&self, own: Kind) -> Kind {
        match own {
            Kind::Prose if self.heading.is_some() => Kind::Heading,
            Kind::Prose if self.link.is_some() => Kind::Link,
            Kind::Prose if self.quotes > 0 => Kind::Quote,
            own => own,
        }
    }

    /// The author's own identifier of a heading, if it is valid.
    fn own_id(&mut self, id: &str, heading: &Range<usize>) -> Option<Box<str>> {
        let source = self.body.get(heading.clone()).unwrap_or("");
        let place = source.rfind(&format!("#{id}")).map(|i| heading.start + i..heading.start + i + 1 + id.len());
        let place = place.unwrap_or(heading.clone());
        let id = &*id.nfc().collect::<String>();
        if let Some((zh, en)) = anchor::fault(id) {
            self.report(place, LinkFault::BadHeadingId { value: quoted(id), why_zh: zh.to_owned(), why_en: en.to_owned() });
            return None;
        }
        if let Some(first) = self.own_ids.get(id) {
            let first = first.shifted(self.base);
            let finding = self.finding(place, LinkFault::DuplicateHeadingId { id: id.to_owned() });
            self.add(finding.with(self.path, Some(first), Role::First));
            return None;
        }
        self.own_ids.insert(id.into(), Span::new(heading.clone()));
        Some(id.into())
    }

    pub(super) fn flaw(&mut self, flaw: Flaw) {
        let Flaw { range, fault, fix } = flaw.with_line_ends_of(self.body);
        let finding = Finding { fix, ..self.finding(range, fault) };
        self.add(finding);
    }

    pub(super) fn finding(&self, range: Range<usize>, fault: impl Into<Fault>) -> Finding {
        Finding::at(self.path, Span::new(range).shifted(self.base), fault)
    }

    pub(super) fn report(&mut self, range: Range<usize>, fault: impl Into<Fault>) {
        let finding = self.finding(range, fault);
        self.add(finding);
    }

    pub(super) fn add(&mut self, finding: Finding) {
        // However many warnings came before, a first error must not be lost: it decides whether the site is published.
        let is_error = finding.fault.severity() == Severity::Error;
        if self.findings.len() < self.limit || (is_error && !self.has_error) {
            self.findings.push(finding);
        }
        self.has_error |= is_error;
    }

    fn finish(mut self) -> (Facts, Plain) {
        self.finish_flaws();
        let ids = anchor::assign(self.headings.iter().map(|h| (h.text.as_str(), h.own.as_deref())));
        let headings = self.headings.iter().zip(&ids);
        let headings =
            Headings::new(headings.map(|(h, id)| Heading { level: h.level, id, text: &h.text, span: Span::new(h.span.clone()) }));
        (self.facts.with(headings, self.opening.excerpt()), self.plain.followed_by(&self.alternatives))
    }
}

/// True for a heading that ends with braces for a style or a property: `{.red}`, `{width=50}`.
fn ends_with_style(heading: &str) -> bool {
    let inside = heading.strip_suffix('}').and_then(|text| text.rsplit_once('{')).map(|(_, inside)| inside.trim());
    inside.is_some_and(|inside| inside.starts_with('.') || inside.contains('='))
}

/// The author's words for a message: on one line, shortened if long.
pub(super) fn quoted(text: &str) -> String {
    let mut quoted: String = text.trim().chars().take(QUOTED).map(|c| if c.is_control() { ' ' } else { c }).collect();
    if text.trim().chars().nth(QUOTED).is_some() {
        quoted.push('…');
    }
    quoted
}
