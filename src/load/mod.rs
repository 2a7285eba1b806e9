//! Disk and overlay → Sources: finds the site, walks its folders, reads its texts. The only reads of a build. It does not
//! interpret what it reads.

#![expect(clippy::disallowed_methods, clippy::disallowed_types, reason = "load reads the disk")]

pub(crate) mod git;
mod overlay;
mod stamps;
mod tables;
mod texts;
pub mod theme;
mod tree;

pub use overlay::Overlay;
pub(crate) use stamps::{Stamps, stamps};
pub(crate) use tables::parts;
pub(crate) use texts::Extent;
pub use texts::Texts;
pub use tree::survey;
pub(crate) use tree::{FOLDERS, Place};

use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::diag::Finding;
use crate::diag::catalogue::SiteFault;
use crate::model::files::{self, File};
use crate::model::inclusion::Part;
use crate::model::ledger;
use crate::text::{Checksum, Source, Span};

pub const SETTINGS: &str = "sitegen.yaml";
/// Path of the ledger of addresses.
pub(crate) const LEDGER: &str = ledger::FILE;
/// Longest article, page, introduction or template in bytes.
pub const TEXT_LIMIT: u64 = 1 << 20;
/// Longest register or settings file in bytes.
pub(crate) const REGISTER_LIMIT: u64 = 8 << 20;
/// Longest ledger of addresses in bytes: a million rows.
pub(crate) const LEDGER_LIMIT: u64 = 128 << 20;
/// Longest baseline in bytes: a million findings.
pub(crate) const BASELINE_LIMIT: u64 = 128 << 20;

/// The texts of a site, and the files that are copied unchanged.
#[derive(Debug, Clone, Default)]
pub struct Sources {
    /// `sitegen.yaml`; `None` if it is not readable text.
    pub settings: Option<Source>,
    /// Paths of the articles, sorted.
    pub articles: Vec<Arc<str>>,
    pub texts: Texts,
    /// `content/pages/*.md`, by path.
    pub pages: Vec<Source>,
    /// `content/topics/*.md`, by path.
    pub topic_intros: Vec<Source>,
    /// `content/lenders/*.md`, by path.
    pub lender_intros: Vec<Source>,
    /// `content/*.yaml`.
    pub registers: Vec<Source>,
    /// The ledger of addresses.
    pub ledger: Option<Source>,
    /// The table of articles that search engines list whatever the rule of the settings says.
    pub keep: Option<Source>,
    /// Templates by name; the site's own replace built-in ones.
    pub templates: Vec<Source>,
    /// Theme files by name; the site's own replace built-in ones.
    pub theme: Vec<(String, Vec<u8>)>,
    /// The fingerprint of the font for pictures of shared links, if the settings name one that can be read.
    pub font: Option<Checksum>,
    /// Files that are copied unchanged, by path: `static/logo.svg`, `content/articles/a.png`.
    pub files: Vec<File>,
    /// Texts that are too long or not UTF-8; findings refer to them.
    pub unreadable: Vec<Source>,
}

/// The site's folder: the nearest folder upwards that has a settings file.
pub(crate) fn find_root(start: &Path) -> Option<PathBuf> {
    start.ancestors().find(|folder| is_file(&folder.join(SETTINGS))).map(Path::to_path_buf)
}

pub(crate) fn is_file(path: &Path) -> bool {
    path.is_file()
}

pub(crate) fn is_folder(path: &Path) -> bool {
    path.is_dir()
}

/// True where there is a file that is no symbolic link.
pub(crate) fn is_plain_file(path: &Path) -> bool {
    path.symlink_metadata().is_ok_and(|m| m.is_file())
}

/// Reads a file whole that is copied as it is. A symbolic link that has taken its place is not followed.
///
/// # Errors
/// When there is no such file or it cannot be read; the path is in the message.
pub(crate) fn read_plain_file(path: &Path) -> io::Result<Vec<u8>> {
    if is_plain_file(path) { read_bytes(path) } else { Err(io::Error::new(io::ErrorKind::NotFound, path.display().to_string())) }
}

/// True where a path lies in a folder, as far as both are there already.
pub(crate) fn is_below(path: &Path, folder: &Path) -> bool {
    let real = |p: &Path| {
        let there = p.ancestors().find_map(|a| Some((a, a.canonicalize().ok()?)));
        there.map_or_else(|| p.to_path_buf(), |(a, real)| real.join(p.strip_prefix(a).unwrap_or(Path::new(""))))
    };
    real(path).starts_with(real(folder))
}

/// A text that is too long or not UTF-8.
#[derive(Debug)]
pub struct Unreadable {
    /// The part of the text that can be shown.
    pub(crate) source: Source,
    pub(crate) finding: Box<Finding>,
}

pub(crate) type ReadText = Result<Source, Unreadable>;

/// Reads a text file of at most `limit` bytes. A byte-order mark is dropped.
///
/// # Errors
/// If the file cannot be read; the message has its path.
pub fn read_text(disk: &Path, path: &Arc<str>, limit: u64) -> io::Result<ReadText> {
    let named = |e: io::Error| with_path(disk, &e);
    let file = std::fs::File::open(disk).map_err(named)?;
    let size = file.metadata().map_err(named)?.len();
    let mut bytes = Vec::with_capacity(usize::try_from(size.min(limit)).unwrap_or(0) + 1);
    file.take(limit + 1).read_to_end(&mut bytes).map_err(named)?;
    let source = |text: &str| Source::new(Arc::clone(path), text.strip_prefix('\u{feff}').unwrap_or(text));
    if bytes.len() as u64 > limit {
        let finding = Finding::about(path, SiteFault::TooLarge { size: size.max(bytes.len() as u64), limit });
        return Ok(Err(Unreadable { source: source(""), finding: Box::new(finding) }));
    }
    Ok(match simdutf8::compat::from_utf8(&bytes) {
        Ok(text) => Ok(source(text)),
        Err(e) => {
            let bom = if bytes.starts_with("\u{feff}".as_bytes()) { '\u{feff}'.len_utf8() } else { 0 };
            let valid = e.valid_up_to().saturating_sub(bom);
            let span = Span::new(valid..valid + '\u{fffd}'.len_utf8());
            let finding = Box::new(Finding::at(path, span, SiteFault::NotUtf8 {}));
            Err(Unreadable { source: source(&String::from_utf8_lossy(&bytes)), finding })
        }
    })
}

/// Bytes read at a time while the end of a front matter is looked for; most end within the first.
const HEAD: usize = 2048;

/// Reads a text file as far as its front matter goes. What stands behind it is neither read nor judged.
///
/// # Errors
/// When the file cannot be read; the path is in the message.
fn read_head(disk: &Path, path: &Arc<str>, limit: u64) -> io::Result<ReadText> {
    let named = |e: io::Error| with_path(disk, &e);
    let mut file = std::fs::File::open(disk).map_err(named)?.take(limit);
    let mut bytes = Vec::with_capacity(HEAD);
    loop {
        let read = file.by_ref().take(HEAD as u64).read_to_end(&mut bytes).map_err(named)?;
        if let Some(end) = front_matter_end(&bytes) {
            bytes.truncate(end);
            break;
        }
        if read < HEAD {
            break;
        }
    }
    let text = String::from_utf8_lossy(&bytes);
    Ok(Ok(Source::new(Arc::clone(path), text.strip_prefix('\u{feff}').unwrap_or(&text))))
}

/// Where the line ends that closes the front matter; nothing while that line is not wholly there. A text without front matter
/// ends with its first line.
fn front_matter_end(bytes: &[u8]) -> Option<usize> {
    let marked = |line: &[u8]| line.trim_ascii_end() == b"---";
    // A line feed after a carriage return is a line of its own here, which is empty.
    let mut lines = bytes.split_inclusive(|b| matches!(b, b'\n' | b'\r')).filter(|l| l.ends_with(b"\n") || l.ends_with(b"\r"));
    let first = lines.next()?;
    let with_feed = |end: usize| end + usize::from(bytes.get(end.saturating_sub(1)..=end) == Some(b"\r\n"));
    if !marked(first.strip_prefix("\u{feff}".as_bytes()).unwrap_or(first)) {
        return Some(with_feed(first.len()));
    }
    let mut end = first.len();
    lines.find_map(|line| {
        end += line.len();
        marked(line).then_some(with_feed(end))
    })
}

/// The path of a site's file as findings name it, from a path that a person typed; nothing where there is no such file, or it
/// stands outside of the site.
pub(crate) fn site_path(root: &Path, typed: &Path) -> Option<String> {
    let (root, file) = (root.canonicalize().ok()?, typed.canonicalize().ok()?);
    let inner = file.strip_prefix(&root).ok()?;
    Some(inner.to_str()?.replace(std::path::MAIN_SEPARATOR, "/"))
}

pub(crate) fn partition(texts: Vec<ReadText>, unreadable: &mut Vec<Source>, findings: &mut Vec<Finding>) -> Vec<Source> {
    let mut readable = Vec::with_capacity(texts.len());
    for text in texts {
        match text {
            Ok(source) => readable.push(source),
            Err(Unreadable { source, finding }) => {
                unreadable.push(source);
                findings.push(*finding);
            }
        }
    }
    readable
}

/// A text that articles may include. One that is not readable is reported where it is included.
pub(crate) fn part(text: ReadText) -> Part {
    match text {
        Ok(source) => Part { source, finding: None },
        Err(Unreadable { source, finding }) => Part { source, finding: Some(finding) },
    }
}

/// Looks at a file that is copied as it is. Of a picture the bytes are read, unless there are too many.
///
/// # Errors
/// When a picture cannot be read; the path is in the message.
pub(crate) fn look_at(place: &Place) -> io::Result<(File, Vec<Finding>)> {
    if !files::is_picture(&place.path) {
        return Ok(files::plain(&place.path));
    }
    let size = place.disk.metadata().map_err(|e| with_path(&place.disk, &e))?.len();
    if size > files::LIMIT {
        return Ok(files::unread(&place.path, size));
    }
    Ok(files::picture(&place.path, &read_bytes(&place.disk)?))
}

/// Reads a file whole.
///
/// # Errors
/// When the file cannot be read; the path is in the message.
pub(crate) fn read_bytes(disk: &Path) -> io::Result<Vec<u8>> {
    std::fs::read(disk).map_err(|e| with_path(disk, &e))
}

/// An error with the path of the file or folder that it is about.
pub(crate) fn with_path(path: &Path, error: &io::Error) -> io::Error {
    io::Error::new(error.kind(), format!("{}: {error}", path.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: &[u8], limit: u64) -> ReadText {
        let folder = tempfile::tempdir().unwrap();
        let disk = folder.path().join("a.md");
        std::fs::write(&disk, bytes).unwrap();
        read_text(&disk, &Arc::from("a.md"), limit).unwrap()
    }

    #[test]
    fn a_byte_order_mark_is_dropped() {
        let source = read("\u{feff}标题".as_bytes(), 100).unwrap();
        assert_eq!(&*source.text, "标题");
    }

    #[test]
    fn bytes_that_are_not_utf8_are_found_where_they_stand() {
        let Unreadable { source, finding } = read(b"ab\n\xff\xfe", 100).unwrap_err();
        assert_eq!(finding.span, Some(Span { start: 3, end: 6 }));
        assert!(source.text.starts_with("ab\n\u{fffd}"));
    }

    #[test]
    fn a_front_matter_ends_where_its_closing_line_does() {
        let end = |text: &str| front_matter_end(text.as_bytes());
        assert_eq!(end("---\ntitle: 甲\n---\n正文"), Some(19));
        assert_eq!(end("\u{feff}---\r\na: 1\r\n--- \r\n文"), Some(20));
        assert_eq!(end("---\ra: 1\r---\r文\n"), Some(13));
        assert_eq!(end("---\ntitle: 甲\n---"), None);
        assert_eq!(end("---\ntitle: 甲\n"), None);
        assert_eq!(end("正文\n---\n"), Some(7));
        assert_eq!(end(""), None);
    }

    #[test]
    fn too_long_a_file_is_refused() {
        let finding = read(&[b'x'; 60], 50).unwrap_err().finding;
        assert_eq!(finding.fault, SiteFault::TooLarge { size: 60, limit: 50 }.into());
    }
}
