//! Files for the host: `robots.txt`, `_headers` and `_redirects` (the format of Netlify and Cloudflare Pages). Never weakens
//! the content security policy for the sake of one page.

use super::Artifact;
use crate::view::{RedirectRule, SiteView};

/// Nothing inline, nothing from elsewhere, no form that leaves the site, no frame.
pub const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; \
    connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

/// `robots.txt`: everything may be read, and where the sitemap is.
pub fn robots(site: &SiteView) -> Artifact {
    text("robots.txt", format!("User-agent: *\nAllow: /\n\nSitemap: {}sitemap.xml\n", site.url))
}

/// Seconds for which a browser may keep a file of the search index without asking: those of one search and the next, not those
/// of yesterday's site.
const SEARCH_LIFETIME: u32 = 300;

/// `_headers`. Only fingerprinted files may be kept for long, and only those of the search for a while: hosts join the rules that match one path, so a lifetime for pages
/// would have to be taken back for assets, and without one hosts have pages asked for again at every visit.
pub fn headers(site: &SiteView) -> Artifact {
    let base = &site.base;
    let transport = if site.url.starts_with("https://") { "  Strict-Transport-Security: max-age=31536000\n" } else { "" };
    let search = site
        .search
        .as_ref()
        .map_or_else(String::new, |url| format!("{url}*\n  Cache-Control: public, max-age={SEARCH_LIFETIME}\n"));
    text(
        "_headers",
        format!(
            "{base}*\n\
             \x20 Content-Security-Policy: {CONTENT_SECURITY_POLICY}\n\
             \x20 X-Content-Type-Options: nosniff\n\
             \x20 Referrer-Policy: strict-origin-when-cross-origin\n\
             \x20 Permissions-Policy: camera=(), geolocation=(), microphone=(), payment=(), usb=()\n\
             {transport}\
             {base}assets/*\n\
             \x20 Cache-Control: public, max-age=31536000, immutable\n\
             {search}"
        ),
    )
}

/// `_redirects`: one rule a line, in the order given.
pub fn redirects(rules: &[RedirectRule]) -> Artifact {
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
    fn headers_respect_the_base_path() {
        let file = headers(&site("https://example.com/docs/"));
        assert_eq!(file.path, "_headers");
        assert_eq!(
            content(&file),
            "/docs/*
  Content-Security-Policy: default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'
  X-Content-Type-Options: nosniff
  Referrer-Policy: strict-origin-when-cross-origin
  Permissions-Policy: camera=(), geolocation=(), microphone=(), payment=(), usb=()
  Strict-Transport-Security: max-age=31536000
/docs/assets/*
  Cache-Control: public, max-age=31536000, immutable
/docs/search/*
  Cache-Control: public, max-age=300
"
        );
        assert!(!content(&headers(&site("http://localhost:8000/"))).contains("Strict-Transport-Security"));
    }

    #[test]
    fn redirects_are_permanent() {
        let rule = |from: &str, to: &str| RedirectRule { from: from.into(), to: to.into() };
        let file = redirects(&[rule("/docs/hf/1.html", "/docs/articles/a.html"), rule("/docs/old/", "/docs/topics/overdue/")]);
        assert_eq!(file.path, "_redirects");
        assert_eq!(content(&file), "/docs/hf/1.html /docs/articles/a.html 301\n/docs/old/ /docs/topics/overdue/ 301\n");
    }
}
