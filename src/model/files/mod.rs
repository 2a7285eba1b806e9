//! Files that are copied, such as pictures. The header of a picture is read so that a page can
//! reserve room for it, and so that private metadata is found before it is published. No pixel is decoded, no byte changed.

mod avif;
mod bytes;
mod exif;
mod raster;
pub(crate) mod stray;
mod svg;
#[cfg(test)]
mod tests;

use std::sync::Arc;

use crate::diag::Finding;
use crate::diag::catalogue::PictureFault;
use crate::text::Checksum;
use crate::text::media::PictureFormat;

/// A larger picture, in bytes, is heavy for a phone.
pub(crate) const HEAVY: u64 = 300 * 1024;
/// A larger picture, in bytes, is not read.
pub(crate) const LIMIT: u64 = 32 << 20;
/// A longer side, in pixels, exceeds any screen.
pub(crate) const LONG: u32 = 4000;
/// A picture of at most so many bytes is published as it is.
const SMALL: usize = 24 * 1024;
/// A picture of more pixels is published as it is.
const MAX_PIXELS: u64 = 24_000_000;
/// Longest side of a WebP picture in pixels.
const MAX_SIDE: u32 = 16_383;
/// The icon for home screens of phones: a theme file.
pub(crate) const TOUCH_ICON: &str = "apple-touch-icon.png";
/// Forms of the theme's `icon.svg` for programs that cannot show it and look for a file at the root of the site.
pub(crate) const ROOT_ICONS: [&str; 2] = [TOUCH_ICON, "favicon.ico"];
/// Extensions of pictures that browsers show.
const ENDINGS: &[&str] = &["png", "jpg", "jpeg", "gif", "webp", "avif", "svg"];

/// A file that is copied as it is.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct File {
    /// Path in the site's folder: `static/logo.svg`, `content/articles/a.png`.
    pub(crate) path: Arc<str>,
    /// Present for a picture that was read.
    pub picture: Option<Picture>,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Picture {
    /// Width and height in pixels as browsers show it; nothing if the header is unreadable.
    pub size: Option<(u32, u32)>,
    /// The first 16 hexadecimal digits of its SHA-256: the part of its published name that changes with it.
    pub(crate) fingerprint: String,
    /// True for a large still picture of pixels, of which smaller copies can be made.
    pub(crate) scalable: bool,
}

/// True if the extension is that of a picture.
pub(crate) fn is_picture(path: &str) -> bool {
    let ending = path.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase());
    ending.is_some_and(|e| ENDINGS.contains(&e.as_str()))
}

/// Endings of other pictures that browsers show.
const SHOWN: &[&str] = &["apng", "jfif", "pjpeg", "pjp", "ico"];

/// The format of a file that browsers do not show as a picture, by its ending.
pub(crate) fn hidden_format(path: &str) -> Option<String> {
    let name = path.rsplit('/').next().unwrap_or(path);
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending).to_ascii_lowercase();
    let is_shown = ENDINGS.iter().chain(SHOWN).any(|shown| *shown == ending);
    (!is_shown).then(|| if ending.is_empty() { name.to_owned() } else { ending.to_ascii_uppercase() })
}

/// The format of a picture that browsers do not show, by its first bytes, whatever its ending.
fn hidden_content(bytes: &[u8]) -> Option<&'static str> {
    match bytes {
        [b'B', b'M', _, _, _, _, 0, 0, 0, 0, ..] => Some("BMP"),
        [b'I', b'I', b'*', 0, ..] | [b'M', b'M', 0, b'*', ..] => Some("TIFF"),
        [b'%', b'P', b'D', b'F', b'-', ..] => Some("PDF"),
        [b'8', b'B', b'P', b'S', ..] => Some("PSD"),
        [_, _, _, length, b'f', b't', b'y', b'p', brands @ ..] => {
            let brands = brands.get(..usize::from(*length).saturating_sub(8)).unwrap_or(brands);
            let has = |names: &[&[u8; 4]]| brands.as_chunks::<4>().0.iter().any(|brand| names.contains(&brand));
            (has(&[b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1"]) && !has(&[b"avif", b"avis"])).then_some("HEIC")
        }
        _ => None,
    }
}

pub(crate) fn plain(path: &Arc<str>) -> (File, Vec<Finding>) {
    (File { path: Arc::clone(path), picture: None }, Vec::new())
}

/// A picture that is too large to be read.
pub(crate) fn unread(path: &Arc<str>, size: u64) -> (File, Vec<Finding>) {
    let fault = PictureFault::PictureHeavy { size: size / 1024, limit: HEAVY / 1024 };
    (File { path: Arc::clone(path), picture: None }, vec![Finding::about(path, fault)])
}

pub fn picture(path: &Arc<str>, bytes: &[u8]) -> (File, Vec<Finding>) {
    let about = |fault: PictureFault| Finding::about(path, fault);
    let mut findings = Vec::new();
    let hidden = hidden_content(bytes);
    let header = if hidden.is_none() { header(bytes) } else { None };
    let size = header.as_ref().and_then(Header::display_size);
    match &header {
        Some(header) if size.is_some() => findings.extend(
            header.private().map(|(zh, en)| about(PictureFault::PictureMetadata { what_zh: zh.to_owned(), what: en.to_owned() })),
        ),
        _ => findings.push(about(match hidden {
            Some(format) => PictureFault::PictureFormat { format: format.to_owned() },
            None => PictureFault::PictureUnknown {},
        })),
    }
    if let Some((width, height)) = size.filter(|(w, h)| (*w).max(*h) > LONG && !header.as_ref().is_some_and(|h| h.drawn)) {
        findings.push(about(PictureFault::PictureLong { width, height, limit: LONG }));
    }
    if bytes.len() as u64 > HEAVY {
        findings.push(about(PictureFault::PictureHeavy { size: bytes.len() as u64 / 1024, limit: HEAVY / 1024 }));
    }
    let mut fingerprint = Checksum::of(bytes).to_string();
    fingerprint.truncate(16);
    let scalable = bytes.len() > SMALL && is_scalable(bytes) && header.as_ref().is_some_and(Header::is_plain_still);
    (File { path: Arc::clone(path), picture: Some(Picture { size, fingerprint, scalable }) }, findings)
}

/// Metadata in the file of a picture, the most private first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Extra {
    Place,
    Exif,
    Xmp,
    Iptc,
}

#[derive(Debug, Default, PartialEq, Eq)]
struct Header {
    size: Option<(u32, u32)>,
    turned: bool,
    /// A vector graphic, whose size does not matter.
    drawn: bool,
    /// Several frames.
    animated: bool,
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

    /// True for one frame of bounded size that needs no turning.
    fn is_plain_still(&self) -> bool {
        let may_turn = self.extras.iter().any(|extra| matches!(extra, Extra::Place | Extra::Exif));
        let pixels = self.size.map_or(0, |(width, height)| u64::from(width) * u64::from(height));
        let is_short = self.size.is_some_and(|(width, height)| width.max(height) <= MAX_SIDE);
        !self.animated && !may_turn && is_short && (1..=MAX_PIXELS).contains(&pixels)
    }

    /// Width and height as shown; nothing if one of them is 0.
    fn display_size(&self) -> Option<(u32, u32)> {
        let (width, height) = self.size.filter(|(w, h)| *w > 0 && *h > 0)?;
        Some(if self.turned { (height, width) } else { (width, height) })
    }

    /// The most private metadata, in Chinese and English.
    fn private(&self) -> Option<(&'static str, &'static str)> {
        self.extras.iter().min().map(|extra| match extra {
            Extra::Place => ("拍摄地点（GPS）", "the place where it was taken (GPS)"),
            Extra::Exif => ("拍摄信息（EXIF）", "what the camera noted (EXIF)"),
            Extra::Xmp => ("编辑信息（XMP）", "what an editing program noted (XMP)"),
            Extra::Iptc => ("图片说明信息（IPTC）", "an agency's notes (IPTC)"),
        })
    }
}

/// True for JPEG, PNG and WebP.
fn is_scalable(bytes: &[u8]) -> bool {
    matches!(PictureFormat::of(bytes), Some(PictureFormat::Png | PictureFormat::Jpeg | PictureFormat::Webp))
}

fn header(bytes: &[u8]) -> Option<Header> {
    match PictureFormat::of(bytes) {
        Some(PictureFormat::Png) => raster::png(bytes),
        Some(PictureFormat::Jpeg) => raster::jpeg(bytes),
        Some(PictureFormat::Gif) => raster::gif(bytes),
        Some(PictureFormat::Webp) => raster::webp(bytes),
        Some(PictureFormat::Avif) => avif::read(bytes),
        None => svg::read(bytes),
    }
}
