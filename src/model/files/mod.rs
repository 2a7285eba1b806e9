//! Files that are not texts: pictures and whatever else is copied. Of a picture the header is read, so that a page can keep
//! room for it, and what a camera wrote into it is found before readers get it. Never decodes a pixel, never changes a byte.

#![allow(missing_docs, reason = "a name that says it all has no comment")]

mod avif;
mod bytes;
mod exif;
mod raster;
mod svg;
#[cfg(test)]
mod tests;

use std::fmt::Write;
use std::sync::Arc;

use sha2::{Digest, Sha256};

use crate::diag::Finding;
use crate::diag::catalogue::PictureFault;

/// Bytes beyond which a picture is heavy for a phone.
pub const HEAVY: u64 = 300 * 1024;
/// Bytes beyond which a picture is not read at all.
pub const LIMIT: u64 = 32 << 20;
/// Pixels beyond which a side is longer than any screen shows.
pub const LONG: u32 = 4000;
/// Endings of pictures that browsers show.
const ENDINGS: &[&str] = &["png", "jpg", "jpeg", "gif", "webp", "avif", "svg"];

/// A file that is copied as it is.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct File {
    /// Path in the site's folder: `static/logo.svg`, `content/articles/a.png`.
    pub path: Arc<str>,
    /// What is known of it where it is a picture that could be read.
    pub picture: Option<Picture>,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Picture {
    /// Width and height in pixels as browsers show it; nothing where its header could not be understood.
    pub size: Option<(u32, u32)>,
    /// The first 16 hexadecimal digits of its SHA-256: the part of its published name that changes with it.
    pub fingerprint: String,
}

/// True where the name says that it is a picture.
pub fn is_picture(path: &str) -> bool {
    let ending = path.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase());
    ending.is_some_and(|e| ENDINGS.contains(&e.as_str()))
}

/// A file that is no picture.
pub fn plain(path: &Arc<str>) -> (File, Vec<Finding>) {
    (File { path: Arc::clone(path), picture: None }, Vec::new())
}

/// A picture that is too large to be read.
pub fn unread(path: &Arc<str>, size: u64) -> (File, Vec<Finding>) {
    let fault = PictureFault::PictureHeavy { size: size / 1024, limit: HEAVY / 1024 };
    (File { path: Arc::clone(path), picture: None }, vec![Finding::about(path, fault)])
}

/// A picture by its bytes.
pub fn picture(path: &Arc<str>, bytes: &[u8]) -> (File, Vec<Finding>) {
    let header = header(bytes);
    let about = |fault: PictureFault| Finding::about(path, fault);
    let mut findings = Vec::new();
    let size = header.as_ref().and_then(Header::shown);
    match &header {
        Some(header) if size.is_some() => findings.extend(
            header
                .private()
                .map(|(what_zh, what)| about(PictureFault::PictureMetadata { what_zh: what_zh.to_owned(), what: what.to_owned() })),
        ),
        _ => findings.push(about(PictureFault::PictureUnknown {})),
    }
    if let Some((width, height)) = size.filter(|(w, h)| (*w).max(*h) > LONG && !header.as_ref().is_some_and(|h| h.drawn)) {
        findings.push(about(PictureFault::PictureLong { width, height, limit: LONG }));
    }
    if bytes.len() as u64 > HEAVY {
        findings.push(about(PictureFault::PictureHeavy { size: bytes.len() as u64 / 1024, limit: HEAVY / 1024 }));
    }
    let mut fingerprint = String::with_capacity(16);
    for byte in Sha256::digest(bytes).iter().take(8) {
        write!(fingerprint, "{byte:02x}").unwrap_or_default();
    }
    (File { path: Arc::clone(path), picture: Some(Picture { size, fingerprint }) }, findings)
}

/// What stands in a picture's file besides the picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Extra {
    /// What the camera wrote, with the place where it stood.
    Place,
    /// What the camera wrote.
    Exif,
    /// What an editing program wrote.
    Xmp,
    /// What an agency wrote.
    Iptc,
}

#[derive(Debug, Default, PartialEq, Eq)]
struct Header {
    size: Option<(u32, u32)>,
    /// Shown turned by a quarter.
    turned: bool,
    /// Made of shapes, so that its size costs nothing.
    drawn: bool,
    extras: Vec<Extra>,
}

impl Header {
    fn sized(width: u32, height: u32) -> Header {
        Header { size: Some((width, height)), ..Header::default() }
    }

    fn add(&mut self, extra: Extra) {
        self.extras.push(extra);
    }

    fn exif(&mut self, exif: exif::Exif) {
        self.turned |= exif.turned;
        self.add(if exif.place { Extra::Place } else { Extra::Exif });
    }

    /// Width and height as shown; nothing where one of them is none.
    fn shown(&self) -> Option<(u32, u32)> {
        let (width, height) = self.size.filter(|(w, h)| *w > 0 && *h > 0)?;
        Some(if self.turned { (height, width) } else { (width, height) })
    }

    /// The gravest thing that should not be published, in Chinese and English.
    fn private(&self) -> Option<(&'static str, &'static str)> {
        self.extras.iter().min().map(|extra| match extra {
            Extra::Place => ("拍摄地点（GPS）", "the place where it was taken (GPS)"),
            Extra::Exif => ("拍摄信息（EXIF）", "what the camera noted (EXIF)"),
            Extra::Xmp => ("编辑信息（XMP）", "what an editing program noted (XMP)"),
            Extra::Iptc => ("图片说明信息（IPTC）", "an agency's notes (IPTC)"),
        })
    }
}

/// A header by what the file begins with; its name may lie.
fn header(bytes: &[u8]) -> Option<Header> {
    match bytes {
        [0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1A, b'\n', ..] => raster::png(bytes),
        [0xFF, 0xD8, ..] => raster::jpeg(bytes),
        [b'G', b'I', b'F', b'8', ..] => raster::gif(bytes),
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => raster::webp(bytes),
        [_, _, _, _, b'f', b't', b'y', b'p', ..] => avif::read(bytes),
        _ => svg::read(bytes),
    }
}
