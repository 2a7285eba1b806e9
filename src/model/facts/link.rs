//! Links and images, and what is wrong with their addresses.

use std::ops::Range;

use super::Link;
use super::address::{self, AddressVerdict};
use super::draft::OpenLink;
use super::gather::{Gatherer, quoted};
use crate::diag::catalogue::LinkFault;
use crate::diag::{Fault, Severity};
use crate::model::address::{self as outside, Flaw};
use crate::text::Span;

impl Gatherer<'_> {
    /// Records a link or image and checks its address.
    pub(super) fn open_link(&mut self, dest: &str, span: Range<usize>, image: bool) -> OpenLink {
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
            AddressVerdict::Fine => flaw.into_iter().for_each(|flaw| self.address_flaw(dest.trim(), &span, flaw)),
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
        OpenLink { index, has_text, span }
    }

    /// Reports what is wrong with an address, at the wrong part of it if the file has it letter by letter.
    fn address_flaw(&mut self, dest: &str, span: &Range<usize>, flaw: Flaw) {
        let source = self.body.get(span.clone()).unwrap_or("");
        let start = source.rfind(dest).map(|i| span.start + i);
        let place = start.map(|start| start + flaw.part.start..start + flaw.part.end);
        let right = flaw.right.filter(|_| place.is_some());
        let finding = self.finding(place.unwrap_or(span.clone()), flaw.fault);
        self.add(finding.with_suggestion(right));
    }
}
