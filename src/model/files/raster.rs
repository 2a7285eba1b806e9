//! The headers of PNG, JPEG, GIF and WebP: width, height and metadata.

use super::bytes::{Order, contains, next, number, offset, piece, rest};
use super::{Extra, Header, exif};

/// PNG: chunks after a signature; the first contains the size.
pub(super) fn png(bytes: &[u8]) -> Option<Header> {
    let mut header = Header::sized(number::<4>(bytes, 16, Order::Big)?, number::<4>(bytes, 20, Order::Big)?);
    let mut at = 8;
    while let (Some(length), Some(kind)) = (number::<4>(bytes, at, Order::Big).map(offset), piece(bytes, at + 4, 4)) {
        let data = piece(bytes, at + 8, length).unwrap_or_else(|| rest(bytes, at + 8));
        let keyword = || data.split(|b| *b == 0).next().unwrap_or(&[]);
        match kind {
            b"eXIf" => header.exif(exif::read(data)),
            b"acTL" => header.animated = true,
            b"tEXt" | b"zTXt" | b"iTXt" if keyword() == b"XML:com.adobe.xmp" => header.add(Extra::Xmp),
            b"tEXt" | b"zTXt" | b"iTXt" if keyword().starts_with(b"Raw profile type") => header.add(Extra::Exif),
            _ => {}
        }
        at = next(bytes, at, length, 12);
    }
    Some(header)
}

/// JPEG: segments, each with its length, up to the first scan.
pub(super) fn jpeg(bytes: &[u8]) -> Option<Header> {
    let mut header = Header::default();
    let mut at = 2;
    while let Some(mark) = number::<2>(bytes, at, Order::Big) {
        match mark {
            // A byte of filling.
            0xFFFF => at += 1,
            // Marks that stand alone.
            0xFF01 | 0xFFD0..=0xFFD7 => at += 2,
            0xFFDA | 0xFFD9 => break,
            0xFF00.. => {
                let length = offset(number::<2>(bytes, at + 2, Order::Big)?).max(2);
                let data = piece(bytes, at + 4, length - 2).unwrap_or_else(|| rest(bytes, at + 4));
                segment(mark, data, &mut header);
                at = next(bytes, at, length, 2);
            }
            _ => break,
        }
    }
    header.size.is_some().then_some(header)
}

fn segment(mark: u32, data: &[u8], header: &mut Header) {
    match mark {
        0xFFC4 | 0xFFC8 | 0xFFCC => {}
        0xFFC0..=0xFFCF => {
            let height = number::<2>(data, 1, Order::Big);
            header.size = number::<2>(data, 3, Order::Big).zip(height);
        }
        0xFFE1 => {
            if let Some(tiff) = data.strip_prefix(b"Exif\0\0") {
                header.exif(exif::read(tiff));
            } else if data.starts_with(b"http://ns.adobe.com/x") {
                header.add(Extra::Xmp);
            }
        }
        0xFFED if contains(data, b"8BIM\x04\x04") => header.add(Extra::Iptc),
        _ => {}
    }
}

/// GIF: the size is at the beginning; metadata is in extensions between the images.
pub(super) fn gif(bytes: &[u8]) -> Option<Header> {
    let mut header = Header::sized(number::<2>(bytes, 6, Order::Little)?, number::<2>(bytes, 8, Order::Little)?);
    let table = |flags: u8| if flags & 0x80 == 0 { 0 } else { 3 << ((flags & 7) + 1) };
    let mut at = 13 + bytes.get(10).map_or(0, |f| table(*f));
    loop {
        at = match bytes.get(at) {
            Some(0x21) => {
                if piece(bytes, at, 14).is_some_and(|p| p.ends_with(b"XMP DataXMP")) {
                    header.add(Extra::Xmp);
                }
                blocks_end(bytes, at + 2)
            }
            Some(0x2C) => blocks_end(bytes, at + 11 + bytes.get(at + 9).map_or(0, |f| table(*f))),
            _ => return Some(header),
        };
    }
}

/// The end of a run of blocks, each preceded by its length.
fn blocks_end(bytes: &[u8], mut at: usize) -> usize {
    while let Some(length) = bytes.get(at) {
        at += 1 + usize::from(*length);
        if *length == 0 {
            break;
        }
    }
    at
}

/// WebP: chunks within a RIFF file.
pub(super) fn webp(bytes: &[u8]) -> Option<Header> {
    let mut header = Header::default();
    let mut at = 12;
    while let (Some(kind), Some(length)) = (piece(bytes, at, 4), number::<4>(bytes, at + 4, Order::Little).map(offset)) {
        let data = piece(bytes, at + 8, length).unwrap_or_else(|| rest(bytes, at + 8));
        match kind {
            b"VP8X" => {
                header.animated = data.first().is_some_and(|flags| flags & 2 != 0);
                let side = |at| number::<3>(data, at, Order::Little).map(|n| n + 1);
                header.size = side(4).zip(side(7));
            }
            b"VP8 " if header.size.is_none() => {
                let side = |at| number::<2>(data, at, Order::Little).map(|n| n & 0x3FFF);
                header.size = side(6).zip(side(8));
            }
            b"VP8L" if header.size.is_none() => {
                header.size = number::<4>(data, 1, Order::Little).map(|n| ((n & 0x3FFF) + 1, (n >> 14 & 0x3FFF) + 1));
            }
            b"EXIF" => header.exif(exif::read(data.strip_prefix(b"Exif\0\0").unwrap_or(data))),
            b"XMP " => header.add(Extra::Xmp),
            _ => {}
        }
        at = next(bytes, at, length, 8 + (length & 1));
    }
    header.size.is_some().then_some(header)
}
