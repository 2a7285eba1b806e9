//! `file:` URIs and paths.

use std::path::{Path, PathBuf};

use crate::text::url;

/// The path that a URI names; `None` for another scheme.
pub(super) fn path(uri: &str) -> Option<PathBuf> {
    let rest = uri.strip_prefix("file://")?;
    let (host, path) = rest.split_at(rest.find('/')?);
    let path = url::decode(path)?;
    let path = match host {
        "" | "localhost" => path,
        host => format!("//{host}{path}"),
    };
    Some(PathBuf::from(of_drive(&path).unwrap_or(path)))
}

/// `/c:/site` as `C:/site`: editors write the letter of a drive in either case.
fn of_drive(path: &str) -> Option<String> {
    let rest = path.strip_prefix('/')?;
    let (letter, tail) = rest.split_once(':')?;
    let is_letter = matches!(letter.as_bytes(), [byte] if byte.is_ascii_alphabetic());
    (is_letter && (tail.is_empty() || tail.starts_with('/'))).then(|| format!("{}:{tail}", letter.to_ascii_uppercase()))
}

/// The URI of a path.
pub(super) fn of(path: &Path) -> String {
    let path = url::encode(&path.to_string_lossy().replace('\\', "/"));
    match path.strip_prefix("//") {
        Some(host) => format!("file://{host}"),
        None if path.starts_with('/') => format!("file://{path}"),
        None => format!("file:///{path}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn uris_name_paths_in_every_spelling() {
        let read = |uri: &str| path(uri).map(|path| path.to_string_lossy().into_owned());
        assert_eq!(read("file:///home/a/%E7%94%B2%20b.md").as_deref(), Some("/home/a/甲 b.md"));
        assert_eq!(read("file:///c%3A/site/a.md").as_deref(), Some("C:/site/a.md"));
        assert_eq!(read("file:///C:/site/a.md").as_deref(), Some("C:/site/a.md"));
        assert_eq!(read("file://server/share/a.md").as_deref(), Some("//server/share/a.md"));
        assert_eq!(["untitled:Untitled-1", "git:/a", "file://x", "/a", "file:///%ff"].map(path), [const { None }; 5]);
    }

    #[test]
    fn a_path_has_one_uri() {
        for (path_text, uri) in [("/home/甲 b.md", "file:///home/%E7%94%B2%20b.md"), ("C:/a.md", "file:///C:/a.md")] {
            assert_eq!(of(Path::new(path_text)), uri);
            assert_eq!(path(uri).unwrap(), Path::new(path_text));
        }
    }
}
