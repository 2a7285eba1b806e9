//! Encodings of answers: a host may send a compressed file in place of the file that it was made of.

use serde::Serialize;

use super::media;

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub(crate) enum Encoding {
    Gzip,
    Brotli,
}

impl Encoding {
    pub(crate) const ALL: [Encoding; 2] = [Encoding::Gzip, Encoding::Brotli];

    /// The word of the header fields `Accept-Encoding` and `Content-Encoding`.
    pub(crate) const fn token(self) -> &'static str {
        match self {
            Encoding::Gzip => "gzip",
            Encoding::Brotli => "br",
        }
    }

    /// What hosts expect after the name of the file.
    pub(crate) const fn ending(self) -> &'static str {
        match self {
            Encoding::Gzip => ".gz",
            Encoding::Brotli => ".br",
        }
    }
}

/// The path of the file that a file may be the encoding of: `a.html.gz` → `a.html`.
pub(crate) fn plain(path: &str) -> Option<&str> {
    let plain = Encoding::ALL.into_iter().find_map(|encoding| path.strip_suffix(encoding.ending()))?;
    media::is_text(plain).then_some(plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_text_is_encoded() {
        assert_eq!(plain("articles/a.html.gz"), Some("articles/a.html"));
        assert_eq!(plain("assets/site.0123.css.br"), Some("assets/site.0123.css"));
        assert_eq!(plain("downloads/a.tar.gz"), None);
        assert_eq!(plain("a.html"), None);
        assert_eq!(plain("_headers.gz"), None);
    }
}
