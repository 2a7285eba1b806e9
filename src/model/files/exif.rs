//! Exif data, a TIFF directory. It reads only whether the data contains the place where the picture was
//! taken, and the orientation.

use super::bytes::{Order, number, offset, piece};

const ORIENTATION: u32 = 0x0112;
const GPS: u32 = 0x8825;
/// The most entries of a directory that are read.
const ENTRIES: u32 = 1000;

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Exif {
    pub(super) place: bool,
    /// Browsers turn it by 90°, so that width and height are exchanged.
    pub(super) turned: bool,
}

/// Reads a TIFF header and its first directory; a damaged one gives the default.
pub(super) fn read(tiff: &[u8]) -> Exif {
    let mut exif = Exif::default();
    let order = match piece(tiff, 0, 2) {
        Some(b"MM") => Order::Big,
        Some(b"II") => Order::Little,
        _ => return exif,
    };
    let directory = number::<4>(tiff, 4, order).map(offset);
    let Some((start, count)) = directory.and_then(|at| Some((at, number::<2>(tiff, at, order)?))) else { return exif };
    for n in 0..count.min(ENTRIES) {
        let at = start.saturating_add(2).saturating_add(offset(n).saturating_mul(12));
        match number::<2>(tiff, at, order) {
            Some(ORIENTATION) => exif.turned = number::<2>(tiff, at.saturating_add(8), order).is_some_and(|o| (5..=8).contains(&o)),
            Some(GPS) => exif.place = true,
            Some(_) => {}
            None => break,
        }
    }
    exif
}
