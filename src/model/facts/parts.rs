//! Parts of a body that have findings of their own: links and images, raw HTML, references to footnotes.

use std::ops::Range;

use memchr::memmem;

use super::address::{self, AddressVerdict};
use super::gather::{Gatherer, quoted};
use super::open::Open;
use super::{Link, markup};
use crate::diag::catalogue::LinkFault;
use crate::diag::{Fault, Severity};
use crate::model::address::{self as outside, Flaw};
use crate::text::Span;
use crate::text::markdown::html;

impl Gatherer<'_> {
    /// Records a link or image and checks its address.
    pub(super) fn open(&mut self, dest: &str, span: Range<usize>, image: bool) -> Open {
        let verdict = address::judge(dest);
        let flaw = if verdict == AddressVerdict::Fine { outside::flaw(dest.trim()) } else { None };
        // A private host may be that of this site in a preview, which the link stage knows.
        let flaw = flaw.filter(|flaw| !flaw.is_private());
        let is_wrong = |flaw: &Flaw| Fault::from(flaw.fault.clone()).severity() == Severity::Error;
        let refused = verdict != AddressVerdict::Fine || dest.trim().is_empty() || flaw.as_ref().is_some_and(is_wrong);
        let index = self.facts.links.len();
        let in_heading = self.heading.is_some();
        self.facts.links.push(Link { span: Span::new(span.clone()), dest: dest.into(), image, in_heading, refused });
        // An empty address is one finding, not two, with or without a text.
        let mut has_text = false;
        match verdict {
            AddressVerdict::Fine if dest.trim().is_empty() => {
                self.report(span.clone(), LinkFault::EmptyLink {});
                has_text = true;
            }
            AddressVerdict::Fine => flaw.into_iter().for_each(|flaw| self.flaw(dest.trim(), &span, flaw)),
            _ if self.local_path(dest, &span) => {}
            AddressVerdict::Unsafe => self.report(span.clone(), LinkFault::UnsafeUrl { url: quoted(dest) }),
            AddressVerdict::Unknown(scheme, nearest) => {
                let source = self.body.get(span.clone()).unwrap_or("");
                let place = source.rfind(&format!("{scheme}:")).map(|i| span.start + i..span.start + i + scheme.len());
                let nearest = nearest.filter(|_| place.is_some());
                let finding = self.finding(place.unwrap_or(span.clone()), LinkFault::UnknownScheme { scheme: quoted(&scheme) });
                self.add(finding.with_suggestion(nearest));
            }
        }
        Open { index, has_text, span }
    }

    /// Reports what is wrong with an address, at the wrong part of it if the file has it letter by letter.
    pub(super) fn flaw(&mut self, dest: &str, span: &Range<usize>, flaw: Flaw) {
        let source = self.body.get(span.clone()).unwrap_or("");
        let start = source.rfind(dest).map(|i| span.start + i);
        let place = start.map(|start| start + flaw.part.start..start + flaw.part.end);
        let right = flaw.right.filter(|_| place.is_some());
        let finding = self.finding(place.unwrap_or(span.clone()), flaw.fault);
        self.add(finding.with_suggestion(right));
    }

    /// Reports the tags and declarations in a piece of raw HTML that are not allowed, and its comments. The end of a reported element is
    /// no second fault.
    pub(super) fn html(&mut self, range: Range<usize>) {
        let body = self.body;
        for (part, place) in html::parts(body.get(range.clone()).unwrap_or("")) {
            let html::HtmlPart::Refused { name, closing } = part else { continue };
            let known = self.refused_tags.iter().rev().take(64).position(|n| n.eq_ignore_ascii_case(name));
            if closing && let Some(known) = known {
                self.refused_tags.truncate(self.refused_tags.len() - known - 1);
                continue;
            }
            if !closing && !name.is_empty() {
                self.refused_tags.push(name);
            }
            let place = range.start + place.start..range.start + place.end;
            match markup::comment(body, &place) {
                Some(mark) => self.mark(mark),
                None => {
                    let tag = quoted(body.get(place.clone()).unwrap_or(""));
                    self.report(place, LinkFault::RawHtml { tag });
                }
            }
        }
    }

    /// Reports footnote references that the parser left as text because they have no definition.
    pub(super) fn footnotes(&mut self, text: &str, offset: usize) {
        let mut at = 0;
        while let Some(start) = text.get(at..).and_then(|t| memmem::find(t.as_bytes(), b"[^")).map(|i| at + i) {
            at = start + 2;
            let label: String = text.get(at..).unwrap_or("").chars().take(80).take_while(|c| *c != ']').collect();
            let closed = text.get(at + label.len()..).is_some_and(|t| t.starts_with(']'));
            let escaped = (offset + start).checked_sub(1).and_then(|i| self.body.as_bytes().get(i)) == Some(&b'\\');
            if closed && !escaped && !label.is_empty() && !label.contains(['[', ' ', '\t', '^']) {
                let end = at + label.len() + 1;
                self.report(offset + start..offset + end, LinkFault::UndefinedFootnote { label });
                at = end;
            }
        }
    }
}
