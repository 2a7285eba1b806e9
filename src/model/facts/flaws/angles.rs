//! Addresses in angle brackets that make no link: `<www.court.gov.cn>`, `<https：//www.court.gov.cn>`.

use std::ops::Range;

use crate::model::address;
use crate::model::facts::flaw::Flaw;

/// The most bytes of an address.
const LONGEST: usize = 300;

/// The most findings of a piece.
const MOST: usize = 20;

/// The flaws of such addresses in a piece of prose.
pub(super) fn flaws(body: &str, piece: &Range<usize>) -> Vec<Flaw> {
    let text = body.get(piece.clone()).unwrap_or("");
    let found = memchr::memchr_iter(b'<', text.as_bytes()).filter_map(|at| {
        let inside = text.get(at + 1..text.floor_char_boundary(at + LONGEST))?;
        let inside = inside.get(..inside.find(['>', '<', ' ', '\n'])?)?;
        let is_address = ["www.", "http", "HTTP"].iter().any(|start| inside.starts_with(start));
        let is_closed = text.get(at + 1 + inside.len()..)?.starts_with('>');
        let flaw = address::flaw(inside).filter(|_| is_address && is_closed)?;
        let start = piece.start + at + 1;
        let found = Flaw::new(start + flaw.part.start..start + flaw.part.end, flaw.fault);
        Some(match flaw.right {
            Some(right) => found.with(right, false),
            None => found,
        })
    });
    found.take(MOST).collect()
}
