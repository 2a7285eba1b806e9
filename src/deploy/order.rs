//! The order in which files go online: what a page needs goes before the page.

use crate::text::encoding;

/// The group of a file. The groups are transferred in this order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Group {
    /// Fingerprinted files, pictures and whatever else pages name.
    Asset,
    /// Parts of the search index.
    SearchPart,
    /// The files that name the parts of the search index.
    SearchHead,
    /// Pages of articles, calculators and laws.
    Page,
    /// Pages that list others.
    List,
    Home,
    /// Feeds, sitemaps and hosting files.
    Feed,
}

/// Bytes at the start of a page in which its kind stands.
pub(super) const HEAD: usize = 16 << 10;

/// The group of a file; that of an encoding is the group of the file itself. `head` are the first bytes of a page.
pub(super) fn group(path: &str, head: &[u8]) -> Group {
    let path = encoding::plain(path).unwrap_or(path);
    let name = path.rsplit('/').next().unwrap_or(path);
    if path == "index.html" {
        Group::Home
    } else if is_page(path) {
        if is_list(head) { Group::List } else { Group::Page }
    } else if path.starts_with("search/") {
        if matches!(name, "index.json" | "head.bin") { Group::SearchHead } else { Group::SearchPart }
    } else if name.ends_with(".xml")
        || (!path.contains('/') && matches!(name, "llms.txt" | "robots.txt" | "_headers" | "_redirects"))
    {
        Group::Feed
    } else {
        Group::Asset
    }
}

pub(super) fn is_page(path: &str) -> bool {
    path.ends_with(".html")
}

/// The kinds of pages that list nothing, by the class of their body.
const SINGLE: &[&str] = &["article", "calculator", "law", "person", "plain", "glossary"];

/// Pages of another theme count as lists, which go online later. Redirect pages list nothing.
fn is_list(head: &[u8]) -> bool {
    let text = String::from_utf8_lossy(head);
    let Some((before, body)) = text.split_once("<body") else { return false };
    if before.contains("http-equiv=\"refresh\"") {
        return false;
    }
    let tag = body.split('>').next().unwrap_or_default();
    let classes = tag.split_once("class=\"").and_then(|(_, rest)| rest.split('"').next()).unwrap_or_default();
    !classes.split_ascii_whitespace().any(|class| class.strip_prefix("is-").is_some_and(|kind| SINGLE.contains(&kind)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_grouped_by_what_names_them() {
        let page = |kind: &str| format!("<!doctype html><html><head></head><body class=\"is-{kind}\">");
        for (path, head, expected) in [
            ("assets/site.0123.css", String::new(), Group::Asset),
            ("articles/图.png", String::new(), Group::Asset),
            ("articles/a.md", String::new(), Group::Asset),
            ("assets/robots.txt", String::new(), Group::Asset),
            ("search/new/0123.bin", String::new(), Group::SearchPart),
            ("search/index.json", String::new(), Group::SearchHead),
            ("search/index.html", page("search"), Group::List),
            ("articles/a.html", page("article"), Group::Page),
            ("calculators/a/index.html", page("calculator"), Group::Page),
            ("topics/a/index.html", page("topic"), Group::List),
            ("topics/a/index.html", "<body class=\"mine\">".to_owned(), Group::List),
            ("hf/1.html", "<meta http-equiv=\"refresh\" content=\"0; url=/\"><body>".to_owned(), Group::Page),
            ("index.html", page("home"), Group::Home),
            ("feed.xml", String::new(), Group::Feed),
            ("feed.xml.gz", String::new(), Group::Feed),
            ("articles/a.html.br", page("article"), Group::Page),
            ("index.html.gz", page("home"), Group::Home),
            ("files/a.tar.gz", String::new(), Group::Asset),
            ("topics/a/feed.xml", String::new(), Group::Feed),
            ("_headers", String::new(), Group::Feed),
        ] {
            assert_eq!(group(path, head.as_bytes()), expected, "{path}");
        }
    }
}
