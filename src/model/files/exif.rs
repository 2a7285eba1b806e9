//! What cameras write into pictures: a TIFF directory. Only what matters here is read: whether it says where the picture was
//! taken, and which way up it is shown.

use super::bytes::{Order, number, offset, piece};

/// The tag that turns the picture.
const ORIENTATION: u32 = 0x0112;
/// The tag that leads to the place.
const GPS: u32 = 0x8825;
/// Entries of a directory that are looked at.
const ENTRIES: u32 = 1000;

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Exif {
    /// It says where the picture was taken.
    pub(super) place: bool,
    /// Browsers turn it by a quarter, so that width and height change places.
    pub(super) turned: bool,
}

/// Reads a TIFF header and its first directory; a damaged one says nothing.
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
