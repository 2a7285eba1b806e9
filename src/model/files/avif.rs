//! The header of AVIF: boxes within boxes. The size of the picture is the largest that a property states, since tiles and
//! small previews have sizes of their own.

use super::bytes::{Order, contains, next, number, offset, piece, rest};
use super::{Extra, Header};

/// Boxes within one another are at most so deep.
const DEPTH: usize = 8;

pub(super) fn read(bytes: &[u8]) -> Option<Header> {
    let mut found = Found::default();
    walk(bytes, 0, &mut found);
    let mut header = Header { turned: found.turned, size: found.size, ..Header::default() };
    if found.exif {
        header.add(Extra::Exif);
    }
    if found.xmp {
        header.add(Extra::Xmp);
    }
    header.size.is_some().then_some(header)
}

#[derive(Default)]
struct Found {
    size: Option<(u32, u32)>,
    turned: bool,
    exif: bool,
    xmp: bool,
}

fn walk(bytes: &[u8], depth: usize, found: &mut Found) {
    let mut at = 0;
    while let (Some(length), Some(kind)) = (number::<4>(bytes, at, Order::Big).map(offset), piece(bytes, at + 4, 4)) {
        // 0 is "up to the end"; lengths of 8 bytes occur only where pixels stand.
        let length = if length == 0 { usize::MAX } else { length };
        if length < 8 {
            return;
        }
        let data = piece(bytes, at + 8, length - 8).unwrap_or_else(|| rest(bytes, at + 8));
        match kind {
            b"meta" if depth < DEPTH => walk(rest(data, 4), depth + 1, found),
            b"iprp" | b"ipco" if depth < DEPTH => walk(data, depth + 1, found),
            b"iinf" => items(data, found),
            b"ispe" => {
                let size = number::<4>(data, 4, Order::Big).zip(number::<4>(data, 8, Order::Big));
                let area = |s: (u32, u32)| u64::from(s.0) * u64::from(s.1);
                found.size = found.size.into_iter().chain(size).max_by_key(|s| area(*s));
            }
            b"irot" => found.turned |= data.first().is_some_and(|angle| angle & 1 == 1),
            _ => {}
        }
        at = next(bytes, at, length, 0);
    }
}

/// The kinds of the items: notes stand beside the picture as items of their own.
fn items(data: &[u8], found: &mut Found) {
    found.exif |= contains(data, b"Exif");
    found.xmp |= contains(data, b"application/rdf+xml");
}
