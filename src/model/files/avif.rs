//! The header of AVIF: boxes within boxes. The size of the picture is the largest that a property states, since tiles and
//! small previews have sizes of their own.

use super::bytes::{Order, contains, next, number, offset, piece, rest};
use super::{Extra, Header};

/// The deepest nesting of boxes that is read.
const DEPTH: usize = 8;

pub(super) fn read(bytes: &[u8]) -> Option<Header> {
    let mut header = Header::default();
    walk(bytes, 0, &mut header);
    header.size.is_some().then_some(header)
}

fn walk(bytes: &[u8], depth: usize, header: &mut Header) {
    let mut at = 0;
    while let (Some(length), Some(kind)) = (number::<4>(bytes, at, Order::Big).map(offset), piece(bytes, at + 4, 4)) {
        // 0 is "up to the end"; lengths of 8 bytes occur only where pixels stand.
        let length = if length == 0 { usize::MAX } else { length };
        if length < 8 {
            return;
        }
        let data = piece(bytes, at + 8, length - 8).unwrap_or_else(|| rest(bytes, at + 8));
        match kind {
            b"meta" if depth < DEPTH => walk(rest(data, 4), depth + 1, header),
            b"iprp" | b"ipco" if depth < DEPTH => walk(data, depth + 1, header),
            b"iinf" => items(data, header),
            b"ispe" => {
                let size = number::<4>(data, 4, Order::Big).zip(number::<4>(data, 8, Order::Big));
                let area = |s: (u32, u32)| u64::from(s.0) * u64::from(s.1);
                header.size = header.size.into_iter().chain(size).max_by_key(|s| area(*s));
            }
            b"irot" => header.turned |= data.first().is_some_and(|angle| angle & 1 == 1),
            _ => {}
        }
        at = next(bytes, at, length, 0);
    }
}

/// The kinds of the items: notes are items of their own beside the picture.
fn items(data: &[u8], header: &mut Header) {
    if contains(data, b"Exif") {
        header.add(Extra::Exif);
    }
    if contains(data, b"application/rdf+xml") {
        header.add(Extra::Xmp);
    }
}
