//! Raw HTML: the tags that are not allowed, and comments.

use std::ops::Range;

use super::gather::{Gatherer, quoted};
use super::markup;
use crate::diag::catalogue::LinkFault;
use crate::text::markdown::html;

impl Gatherer<'_> {
    /// Reports the tags and declarations in a piece of raw HTML that are not allowed, and its comments. The end of a reported element is
    /// no second fault.
    pub(super) fn raw_html(&mut self, range: Range<usize>) {
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
                Some(comment) => self.flaw(comment),
                None => {
                    let tag = quoted(body.get(place.clone()).unwrap_or(""));
                    self.report(place, LinkFault::RawHtml { tag });
                }
            }
        }
    }
}
