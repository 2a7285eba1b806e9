//! Files for the host: `robots.txt`, `_headers` and `_redirects` (the format of Netlify and Cloudflare Pages).

use super::Artifact;
use crate::view::{HeaderRule, RedirectRule, SiteView};

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
