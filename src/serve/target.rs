//! The path of a request → output paths of the site. They are decoded and never lead outside. It does not read the disk.

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Target {
    /// The output at this path; below the base path, decoded, without a `/` at its start. Empty or ending in `/` for a folder.
    Site(String),
    /// A file of the preview itself, by name.
    Own(String),
    /// The base path without its last `/`, or `/` above it.
    Base,
    Nowhere,
}

/// The folder of the preview's own files. No page of a site starts with a dot.
pub(super) const OWN: &str = "/.sitegen/";

pub(super) fn target(path: &str, base: &str) -> Target {
    let Some(decoded) = decode(path) else { return Target::Nowhere };
    let is_odd = |c: char| c.is_control() || c == '\\';
    let is_up = |segment: &str| segment == "." || segment == "..";
    let inner = decoded.strip_prefix('/').unwrap_or(&decoded);
    if decoded.chars().any(is_odd) || inner.split('/').any(is_up) || inner.starts_with('/') || inner.contains("//") {
        return Target::Nowhere;
    }
    if let Some(name) = decoded.strip_prefix(OWN) {
        return Target::Own(name.to_owned());
    }
    match decoded.strip_prefix(base) {
        Some(rest) => Target::Site(rest.to_owned()),
        None if decoded == "/" || base.strip_suffix('/') == Some(decoded.as_str()) => Target::Base,
        None => Target::Nowhere,
    }
}

/// The output path of a target, and that of the folder if its last `/` was left out.
pub(super) fn outputs(target: &str) -> (String, Option<String>) {
    if target.is_empty() || target.ends_with('/') {
        (format!("{target}index.html"), None)
    } else {
        (target.to_owned(), Some(format!("{target}/index.html")))
    }
}

/// Decodes `%XX`. `None` if it is malformed, is not UTF-8, or hides a `/`.
fn decode(path: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(path.len());
    let mut rest = path.bytes();
    while let Some(byte) = rest.next() {
        let byte = if byte == b'%' {
            let digit = |b: Option<u8>| b.and_then(|b| char::from(b).to_digit(16));
            let (high, low) = (digit(rest.next())?, digit(rest.next())?);
            Some(high * 16 + low).filter(|b| *b != u32::from(b'/')).and_then(|b| u8::try_from(b).ok())?
        } else {
            byte
        };
        bytes.push(byte);
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn site(path: &str) -> Target {
        Target::Site(path.to_owned())
    }

    #[test]
    fn a_path_is_decoded_once() {
        assert_eq!(target("/", "/"), site(""));
        assert_eq!(target("/topics/%E9%80%BE%e6%9C%9F/", "/"), site("topics/逾期/"));
        assert_eq!(target("/a%2520b.html", "/"), site("a%20b.html"));
        assert_eq!(target("/.sitegen/preview.js", "/docs/"), Target::Own("preview.js".to_owned()));
    }

    #[test]
    fn the_base_path_stays() {
        assert_eq!(target("/docs/a.html", "/docs/"), site("a.html"));
        assert_eq!(target("/docs/", "/docs/"), site(""));
        assert_eq!(target("/docs", "/docs/"), Target::Base);
        assert_eq!(target("/", "/docs/"), Target::Base);
        assert_eq!(target("/a.html", "/docs/"), Target::Nowhere);
        assert_eq!(target("/docsx/", "/docs/"), Target::Nowhere);
    }

    #[test]
    fn nothing_leads_outside() {
        for path in [
            "/../sitegen.yaml", "/a/../../b", "/%2e%2e/b", "/.%2e/b", "/a/%2E%2E", "/./a", "/a/.", "//etc/passwd", "/a//b",
            "/..%2fb", "/a%2Fb", "/a%5c..%5cb", "/a\\b", "/a%00.html", "/%", "/%zz", "/%1", "/%ff", "/a%0d%0aX",
            "/%2F%2Fevil.example", "/.sitegen/../a",
        ] {
            assert_eq!(target(path, "/"), Target::Nowhere, "{path}");
        }
    }

    #[test]
    fn a_folder_is_its_index() {
        assert_eq!(outputs(""), ("index.html".to_owned(), None));
        assert_eq!(outputs("topics/"), ("topics/index.html".to_owned(), None));
        assert_eq!(outputs("topics"), ("topics".to_owned(), Some("topics/index.html".to_owned())));
    }
}
