//! The media type of a file by the ending of its name, as hosts choose it, and the format of a picture by its first bytes.

/// The format of a picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum PictureFormat {
    Png,
    Jpeg,
    Gif,
    Webp,
    Avif,
}

impl PictureFormat {
    /// The format by the first bytes of a file, because its name may have the wrong ending. SVG is text and has none.
    pub(crate) fn of(bytes: &[u8]) -> Option<PictureFormat> {
        match bytes {
            [0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1A, b'\n', ..] => Some(PictureFormat::Png),
            [0xFF, 0xD8, ..] => Some(PictureFormat::Jpeg),
            [b'G', b'I', b'F', b'8', ..] => Some(PictureFormat::Gif),
            [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => Some(PictureFormat::Webp),
            [_, _, _, _, b'f', b't', b'y', b'p', ..] => Some(PictureFormat::Avif),
            _ => None,
        }
    }
}

const TYPES: &[(&str, &str)] = &[
    ("avif", "image/avif"),
    ("css", "text/css; charset=utf-8"),
    ("csv", "text/csv; charset=utf-8"),
    ("gif", "image/gif"),
    ("html", "text/html; charset=utf-8"),
    ("ico", "image/x-icon"),
    ("jpeg", "image/jpeg"),
    ("jpg", "image/jpeg"),
    ("js", "text/javascript; charset=utf-8"),
    ("json", "application/json; charset=utf-8"),
    ("md", "text/markdown; charset=utf-8"),
    ("mjs", "text/javascript; charset=utf-8"),
    ("mp4", "video/mp4"),
    ("pdf", "application/pdf"),
    ("png", "image/png"),
    ("svg", "image/svg+xml"),
    ("txt", "text/plain; charset=utf-8"),
    ("wasm", "application/wasm"),
    ("webmanifest", "application/manifest+json"),
    ("webp", "image/webp"),
    ("woff", "font/woff"),
    ("woff2", "font/woff2"),
    ("xml", "application/xml; charset=utf-8"),
];

/// The types of files by their ending, sorted.
pub(crate) fn types() -> impl Iterator<Item = (&'static str, &'static str)> {
    TYPES.iter().copied()
}

/// True for the files that shrink when they are compressed.
pub(crate) fn is_text(path: &str) -> bool {
    let ending = path.rsplit_once('.').map_or("", |(_, ending)| ending);
    TYPES.iter().any(|(known, media)| known.eq_ignore_ascii_case(ending) && is_text_type(media))
}

/// True for the types of files that shrink when they are compressed.
pub(crate) fn is_text_type(media: &str) -> bool {
    media.contains("charset") || matches!(media, "image/svg+xml" | "application/manifest+json" | "application/wasm")
}

pub(crate) const HTML: &str = "text/html; charset=utf-8";
pub(crate) const JSON: &str = "application/json; charset=utf-8";

pub(crate) fn of(path: &str) -> &'static str {
    let name = path.rsplit('/').next().unwrap_or(path);
    if matches!(name, "_headers" | "_redirects") {
        return "text/plain; charset=utf-8";
    }
    let ending = name.rsplit_once('.').map_or("", |(_, e)| e);
    let found = TYPES.iter().find(|(known, _)| known.eq_ignore_ascii_case(ending));
    found.map_or("application/octet-stream", |(_, media)| media)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn by_the_end_of_the_name() {
        assert_eq!(of("topics/a/index.html"), HTML);
        assert_eq!(of("assets/site.0123.css"), "text/css; charset=utf-8");
        assert_eq!(of("a/b.JPG"), "image/jpeg");
        assert_eq!(of("search/index.0a.json"), JSON);
        assert_eq!(of("_headers"), "text/plain; charset=utf-8");
        assert_eq!(of("v1.2/no-ending"), "application/octet-stream");
    }
}
