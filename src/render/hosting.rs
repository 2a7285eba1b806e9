//! Files for the host: `robots.txt`, `_headers` and `_redirects` (the format of Netlify and Cloudflare Pages), and the
//! configurations of servers that do not read them.

mod apache;
mod caddy;
mod nginx;
mod oss;

use super::Artifact;
use crate::text::media;
use crate::view::{HeaderRule, Hosting, RedirectRule, SiteView};

/// Where a server finds the site.
pub(crate) struct Server {
    /// Absolute path without a final `/`.
    pub(crate) folder: String,
    /// The address to listen at by plain http, in place of the site's own.
    pub(crate) listen: Option<String>,
}

/// Writes the configuration of a kind of server.
pub(crate) type Write = fn(&Hosting, &Server) -> String;

/// The kinds of servers by name.
pub(crate) const HOSTS: &[(&str, Write)] = &[
    ("nginx", nginx::configuration),
    ("caddy", caddy::configuration),
    ("apache", apache::configuration),
    ("oss", oss::configuration),
];

/// Files in the site's folder that are no part of the site.
const PRIVATE: [&str; 2] = ["_headers", "_redirects"];

/// The media types of files that shrink when they are compressed, each once, without their character sets.
fn text_types() -> Vec<&'static str> {
    let texts = media::types().filter(|(_, media)| media::is_text_type(media));
    let mut types: Vec<&str> = texts.map(|(_, media)| media.split(';').next().unwrap_or(media)).collect();
    types.sort_unstable();
    types.dedup();
    types
}

/// The endings of files that shrink when they are compressed, separated by `|`.
fn text_endings() -> String {
    let texts = media::types().filter(|(_, media)| media::is_text_type(media));
    texts.map(|(ending, _)| ending).collect::<Vec<_>>().join("|")
}

impl Hosting {
    /// The name of the host without its port.
    fn name(&self) -> &str {
        self.host.split(':').next().unwrap_or_default()
    }
}

/// A regular expression of the bytes of an address.
fn pattern(bytes: &[u8]) -> String {
    let byte = |byte: &u8| match byte {
        b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'-' | b'_' => char::from(*byte).to_string(),
        byte => format!("\\x{byte:02X}"),
    };
    format!("^{}$", bytes.iter().map(byte).collect::<String>())
}

/// `robots.txt`: everything may be read, and where the sitemap is.
pub(crate) fn robots(site: &SiteView) -> Artifact {
    text("robots.txt", format!("User-agent: *\nAllow: /\n\nSitemap: {}sitemap.xml\n", site.url))
}

/// `_headers`, of the rules in their order.
pub(crate) fn headers(rules: &[HeaderRule]) -> Artifact {
    let mut out = String::new();
    for rule in rules {
        out.push_str(&format!("{}\n", rule.pattern));
        rule.fields.iter().for_each(|(name, value)| out.push_str(&format!("  {name}: {value}\n")));
    }
    text("_headers", out)
}

/// `_redirects`: one rule a line, in the order given.
pub(crate) fn redirects(rules: &[RedirectRule]) -> Artifact {
    text("_redirects", rules.iter().map(|rule| format!("{} {} 301\n", rule.from, rule.to)).collect())
}

fn text(path: &str, text: String) -> Artifact {
    Artifact { path: path.to_owned(), bytes: text.into_bytes() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn site(url: &str) -> SiteView {
        let base = url.splitn(4, '/').nth(3).map_or("/".to_owned(), |path| format!("/{path}"));
        SiteView { url: url.to_owned(), search: Some(format!("{base}search/")), base, ..SiteView::default() }
    }

    fn content(file: &Artifact) -> &str {
        std::str::from_utf8(&file.bytes).unwrap()
    }

    #[test]
    fn robots_names_the_sitemap() {
        let file = robots(&site("https://example.com/docs/"));
        assert_eq!(file.path, "robots.txt");
        assert_eq!(content(&file), "User-agent: *\nAllow: /\n\nSitemap: https://example.com/docs/sitemap.xml\n");
    }

    #[test]
    fn fields_stand_below_their_path() {
        let rule = |pattern: &str, name, value: &str| HeaderRule {
            pattern: pattern.to_owned(),
            fields: vec![(name, value.to_owned()), ("B", "2".to_owned())],
        };
        let file = headers(&[rule("/docs/*", "A", "x: y"), rule("/docs/assets/*", "Cache-Control", "public, immutable")]);
        assert_eq!(file.path, "_headers");
        assert_eq!(content(&file), "/docs/*\n  A: x: y\n  B: 2\n/docs/assets/*\n  Cache-Control: public, immutable\n  B: 2\n");
    }

    #[test]
    fn redirects_are_permanent() {
        let rule = |from: &str, to: &str| RedirectRule { from: from.into(), to: to.into() };
        let file = redirects(&[rule("/docs/hf/1.html", "/docs/articles/a.html"), rule("/docs/old/", "/docs/topics/overdue/")]);
        assert_eq!(file.path, "_redirects");
        assert_eq!(content(&file), "/docs/hf/1.html /docs/articles/a.html 301\n/docs/old/ /docs/topics/overdue/ 301\n");
    }
}
