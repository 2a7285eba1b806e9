//! Pictures of a source: where they lie on the disk, and the names that they get here.

#![expect(clippy::disallowed_methods, clippy::disallowed_types, reason = "the import reads foreign files")]

use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use super::outline::{Outline, Reason};
use super::place::made_valid;
use super::record::Address;
use super::source::Source;
use super::state::ShortHash;
use crate::model::files;
use crate::text::url;

/// A picture that an article shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct FoundPicture {
    /// A name without folder and extension, in the form of a slug.
    pub(crate) name: String,
    pub(crate) extension: &'static str,
    pub(crate) hash: ShortHash,
    pub(crate) bytes: PictureBytes,
}

/// Where the bytes of a picture are. Those of files are read again when they are copied.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum PictureBytes {
    File(PathBuf),
    /// In the file of the record, by its name there.
    OfRecord(String),
    Inline(Vec<u8>),
}

/// What is known of a picture's place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum PictureChoice {
    Found(FoundPicture),
    /// It shows nothing: a data address of one pixel.
    Nothing,
    Missing(Reason),
}

/// Finds pictures below folders of the machine.
#[derive(Debug)]
pub(crate) struct PictureFinder {
    /// The real paths of the folders in which pictures lie.
    folders: Vec<PathBuf>,
    hosts: Vec<String>,
    /// True for a name with a number that identifies a person.
    identifies: fn(&str) -> bool,
}

/// Extensions that a name may lack.
const EXTENSIONS: [&str; 6] = ["png", "jpg", "jpeg", "gif", "webp", "svg"];

impl PictureFinder {
    /// Pictures lie below these folders, by the path of their address; those of other hosts in a folder with the name of the host.
    pub(crate) fn new(folders: &[PathBuf], hosts: Vec<String>, identifies: fn(&str) -> bool) -> PictureFinder {
        let folders = folders.iter().filter_map(|folder| folder.canonicalize().ok()).filter(|folder| folder.is_dir()).collect();
        PictureFinder { folders, hosts, identifies }
    }

    /// The picture that a record shows by this address.
    ///
    /// # Errors
    /// If a file is there and cannot be read.
    pub(crate) fn find(&self, source: &dyn Source, record: &Outline, address: &str) -> io::Result<PictureChoice> {
        let address = address.trim();
        if let Some(data) = strip_prefix_ignoring_case(address, "data:") {
            return Ok(inline(data));
        }
        if let Some(bytes) = source.picture(&record.origin, address)? {
            let name = self.name_of(address.split(['?', '#']).next().unwrap_or(address));
            return Ok(found(name, PictureBytes::OfRecord(address.to_owned()), &bytes));
        }
        for path in self.candidates(record, address) {
            if let Some(file) = self.file(&path) {
                return of_file(&file, self.name_of(&path));
            }
        }
        Ok(missing("本地没有这个文件", "there is no such file here"))
    }

    /// The name of a picture, without a number that identifies a person.
    fn name_of(&self, path: &str) -> String {
        Some(name_of(path)).filter(|name| !(self.identifies)(name)).unwrap_or_else(|| "picture".to_owned())
    }

    /// Paths below the folders at which the picture may lie.
    fn candidates(&self, record: &Outline, address: &str) -> Vec<String> {
        let address = address.strip_prefix("{#ZC_BLOG_HOST#}").map_or_else(|| address.to_owned(), |path| format!("/{path}"));
        let mut paths = Vec::new();
        if let Some(own) = Address::of_reference(&address, &self.hosts) {
            paths.push(own.text().to_owned());
        } else if let Some((host, path)) = super::source::split_host(&address) {
            let path = path.split('#').next().unwrap_or(path);
            let path = url::decode(path).unwrap_or_else(|| path.to_owned());
            paths.push(format!("{host}/{}", path.trim_start_matches('/')));
        } else {
            let path = address.split('#').next().unwrap_or(&address);
            let path = url::decode(path).unwrap_or_else(|| path.to_owned());
            let base = match &record.address {
                Some(Address::Path(base)) => base.trim_start_matches('/'),
                _ => "",
            };
            paths.extend(url::join(&record.origin.file, &path));
            paths.extend(url::join(base, &path));
            paths.push(path);
        }
        paths.iter().flat_map(|path| forms(path.trim_start_matches('/'))).collect()
    }

    /// The file at a path below one of the folders, if it is a regular file that does not lead out of the folder.
    fn file(&self, path: &str) -> Option<PathBuf> {
        let is_plain = !path.contains(['\\', '\0']) && path.split('/').all(|part| !matches!(part, "" | "." | ".."));
        let real = |folder: &PathBuf| {
            let file = folder.join(path);
            let is_file = file.symlink_metadata().is_ok_and(|meta| meta.is_file());
            file.canonicalize().ok().filter(|real| is_file && real.starts_with(folder))
        };
        self.folders.iter().filter(|_| is_plain).find_map(real)
    }
}

/// The ways in which a file of this path may be named: as it is, without the query, with an extension that the query names or that
/// was added when it was saved.
fn forms(path: &str) -> Vec<String> {
    let (plain, query) = path.split_once('?').unwrap_or((path, ""));
    let mut forms = vec![plain.to_owned()];
    if !query.is_empty() {
        forms.extend([path.to_owned(), format!("{plain}@{query}")]);
    }
    let format = query.split('&').find_map(|pair| pair.strip_prefix("wx_fmt="));
    forms.extend(format.filter(|format| EXTENSIONS.contains(format)).map(|format| format!("{plain}.{format}")));
    forms.extend(EXTENSIONS.iter().map(|extension| format!("{plain}.{extension}")));
    forms
}

fn of_file(file: &Path, name: String) -> io::Result<PictureChoice> {
    let named = |e: io::Error| io::Error::new(e.kind(), format!("{}: {e}", file.display()));
    let mut bytes = Vec::new();
    File::open(file).and_then(|file| file.take(files::LIMIT + 1).read_to_end(&mut bytes)).map_err(named)?;
    Ok(found(name, PictureBytes::File(file.to_path_buf()), &bytes))
}

fn found(name: String, at: PictureBytes, bytes: &[u8]) -> PictureChoice {
    if bytes.len() as u64 > files::LIMIT {
        return missing("文件太大", "the file is too large");
    }
    match extension(bytes) {
        Some(extension) => PictureChoice::Found(FoundPicture { name, extension, hash: ShortHash::of(bytes), bytes: at }),
        None => missing("这个文件不是网页能显示的图片", "the file is no picture that browsers show"),
    }
}

fn missing(zh: &str, en: &str) -> PictureChoice {
    PictureChoice::Missing(Reason::new(zh, en))
}

/// The extension of a picture by its first bytes.
fn extension(bytes: &[u8]) -> Option<&'static str> {
    match bytes {
        [0x89, b'P', b'N', b'G', ..] => Some("png"),
        [0xff, 0xd8, 0xff, ..] => Some("jpg"),
        [b'G', b'I', b'F', b'8', ..] => Some("gif"),
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => Some("webp"),
        [_, _, _, _, b'f', b't', b'y', b'p', b'a', b'v', b'i', b'f' | b's', ..] => Some("avif"),
        _ => None,
    }
}

/// The name of a picture by its path. A number of pixels or an empty name gets the name of the folder before it.
fn name_of(path: &str) -> String {
    let path = path.split('?').next().unwrap_or(path);
    let mut parts = path.rsplit('/').filter(|part| !part.is_empty());
    let last = parts.next().unwrap_or("");
    let stem = last.rsplit_once('.').map_or(last, |(stem, _)| stem);
    let is_size = !stem.is_empty() && stem.bytes().all(|b| b.is_ascii_digit()) && stem.len() <= 4;
    let before = parts.next().filter(|_| is_size || stem.is_empty()).unwrap_or("");
    let name = if before.is_empty() { stem.to_owned() } else { format!("{before}-{stem}") };
    let short: String = name.chars().take(30).collect();
    made_valid(&short).unwrap_or_else(|| "picture".to_owned())
}

/// The picture of a data address.
fn inline(data: &str) -> PictureChoice {
    let Some((head, body)) = data.split_once(',') else {
        return missing("图片数据不完整", "the data of the picture is incomplete");
    };
    let bytes = if head.to_ascii_lowercase().ends_with(";base64") { base64(body) } else { None };
    let Some(bytes) = bytes else { return missing("图片数据读不出来", "the data of the picture cannot be read") };
    if is_pixel(&bytes) {
        return PictureChoice::Nothing;
    }
    found("picture".to_owned(), PictureBytes::Inline(bytes.clone()), &bytes)
}

/// True for a GIF or PNG of one pixel, which loading scripts put in place of pictures.
fn is_pixel(bytes: &[u8]) -> bool {
    match bytes {
        [b'G', b'I', b'F', b'8', _, _, width, 0, height, 0, ..] => *width <= 1 && *height <= 1,
        [0x89, b'P', b'N', b'G', _, _, _, _, _, _, _, _, _, _, _, _, 0, 0, 0, width, 0, 0, 0, height, ..] => {
            *width <= 1 && *height <= 1
        }
        _ => false,
    }
}

fn base64(text: &str) -> Option<Vec<u8>> {
    let mut bytes = Vec::with_capacity(text.len() / 4 * 3);
    let (mut buffer, mut bits) = (0_u32, 0_u32);
    for c in text.bytes().filter(|b| !b.is_ascii_whitespace() && *b != b'=') {
        let value = match c {
            b'A'..=b'Z' => c - b'A',
            b'a'..=b'z' => c - b'a' + 26,
            b'0'..=b'9' => c - b'0' + 52,
            b'+' | b'-' => 62,
            b'/' | b'_' => 63,
            _ => return None,
        };
        buffer = (buffer << 6 | u32::from(value)) & 0x00ff_ffff;
        bits += 6;
        if bits >= 8 {
            bits -= 8;
            bytes.push(u8::try_from(buffer >> bits & 0xff).unwrap_or_default());
        }
    }
    Some(bytes)
}

fn strip_prefix_ignoring_case<'t>(text: &'t str, prefix: &str) -> Option<&'t str> {
    let (head, rest) = text.split_at_checked(prefix.len())?;
    head.eq_ignore_ascii_case(prefix).then_some(rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64_is_decoded() {
        assert_eq!(base64("5YC65Yqh\n5oyH5Y2X").as_deref(), Some("债务指南".as_bytes()));
        assert_eq!(base64("YQ==").as_deref(), Some(&b"a"[..]));
        assert_eq!(base64("!"), None);
    }

    #[test]
    fn a_pixel_shows_nothing() {
        let gif = "image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7";
        assert_eq!(inline(gif), PictureChoice::Nothing);
    }

    #[test]
    fn names_are_slugs() {
        assert_eq!(name_of("zb_users/upload/2024/Chart A.PNG"), "chart-a");
        assert_eq!(name_of("mmbiz_png/chart-a/640"), "chart-a-640");
        assert_eq!(name_of("x/…"), "picture");
    }

    #[test]
    fn a_file_outside_of_the_folder_is_not_found() {
        let folder = tempfile::tempdir().unwrap();
        let (inside, outside) = (folder.path().join("in"), folder.path().join("out.png"));
        std::fs::create_dir(&inside).unwrap();
        std::fs::write(&outside, b"\x89PNG").unwrap();
        std::fs::write(inside.join("a.png"), b"\x89PNG").unwrap();
        std::os::unix::fs::symlink(&outside, inside.join("link.png")).unwrap();
        std::os::unix::fs::symlink(folder.path(), inside.join("up")).unwrap();
        let finder = PictureFinder::new(&[inside], Vec::new(), |name| name.contains("13800138000"));
        assert!(finder.file("a.png").is_some());
        for path in ["../out.png", "link.png", "up/out.png", "/etc/passwd", "b.png", ""] {
            assert_eq!(finder.file(path), None, "{path}");
        }
    }
}
