//! Sitemaps: one file, or an index of shards if one file is not enough. `lastmod` is absent if the day is unknown.

use std::collections::BTreeMap;

use super::Artifact;
use super::escape::xml;
use crate::view::{SiteView, UrlEntry};

/// URLs in one file; the protocol allows 50,000.
const LIMIT: usize = 45_000;
const NAMESPACE: &str = "xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\"";

/// `sitemap.xml`, and its shards if there are more than 45,000 URLs. Articles are sharded by the month of first publication, so
/// that a new article changes the shard of its month and no other.
pub fn sitemap(entries: &[UrlEntry], site: &SiteView) -> Vec<Artifact> {
    files(entries, &site.url, LIMIT)
}

fn files(entries: &[UrlEntry], home: &str, limit: usize) -> Vec<Artifact> {
    let mut sorted: Vec<&UrlEntry> = entries.iter().collect();
    sorted.sort_by(|a, b| a.url.cmp(&b.url));
    if sorted.len() <= limit {
        return vec![url_set("sitemap.xml".to_owned(), &sorted)];
    }
    let mut groups: BTreeMap<&str, Vec<&UrlEntry>> = BTreeMap::new();
    for entry in sorted {
        groups.entry(entry.group.as_deref().unwrap_or("pages")).or_default().push(entry);
    }
    let mut index = open("sitemapindex");
    let mut shards = Vec::new();
    for (group, entries) in groups {
        for (n, shard) in entries.chunks(limit).enumerate() {
            let name = if n == 0 { format!("sitemap-{group}.xml") } else { format!("sitemap-{group}-{}.xml", n + 1) };
            let newest = shard.iter().filter_map(|e| e.lastmod.as_deref()).max();
            index.push_str(&place("sitemap", &format!("{home}{name}"), newest));
            shards.push(url_set(name, shard));
        }
    }
    index.push_str("</sitemapindex>\n");
    shards.insert(0, Artifact { path: "sitemap.xml".to_owned(), bytes: index.into_bytes() });
    shards
}

fn url_set(path: String, entries: &[&UrlEntry]) -> Artifact {
    let mut out = open("urlset");
    out.reserve(128 * entries.len());
    for entry in entries {
        out.push_str(&place("url", &entry.url, entry.lastmod.as_deref()));
    }
    out.push_str("</urlset>\n");
    Artifact { path, bytes: out.into_bytes() }
}

fn open(root: &str) -> String {
    format!("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<{root} {NAMESPACE}>\n")
}

fn place(element: &str, url: &str, lastmod: Option<&str>) -> String {
    let lastmod = lastmod.map_or_else(String::new, |day| format!("<lastmod>{}</lastmod>", xml(day)));
    format!("<{element}><loc>{}</loc>{lastmod}</{element}>\n", xml(url))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(url: &str, lastmod: Option<&str>, group: Option<&str>) -> UrlEntry {
        UrlEntry {
            output: url.to_owned(),
            url: format!("https://example.com/docs/{url}").into(),
            lastmod: lastmod.map(Into::into),
            group: group.map(Into::into),
        }
    }

    fn text(file: &Artifact) -> (&str, &str) {
        (&file.path, std::str::from_utf8(&file.bytes).unwrap())
    }

    #[test]
    fn one_file_sorted_by_url() {
        let entries = [entry("b.html?x=1&y", None, None), entry("a.html", Some("2026-03-09"), Some("2026-03"))];
        let files = files(&entries, "https://example.com/docs/", 2);
        assert_eq!(
            files.iter().map(text).collect::<Vec<_>>(),
            [(
                "sitemap.xml",
                r#"<?xml version="1.0" encoding="utf-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
<url><loc>https://example.com/docs/a.html</loc><lastmod>2026-03-09</lastmod></url>
<url><loc>https://example.com/docs/b.html?x=1&amp;y</loc></url>
</urlset>
"#
            )]
        );
    }

    #[test]
    fn shards_by_month_and_a_full_month_in_parts() {
        let entries = [
            entry("3.html", Some("2026-04-02"), Some("2026-03")),
            entry("1.html", Some("2026-03-09"), Some("2026-03")),
            entry("2.html", Some("2026-03-08"), Some("2026-03")),
            entry("0.html", Some("2026-02-01"), Some("2026-02")),
            entry("", None, None),
        ];
        let before = files(&entries, "https://example.com/docs/", 2);
        let names: Vec<_> = before.iter().map(|f| f.path.as_str()).collect();
        assert_eq!(
            names,
            ["sitemap.xml", "sitemap-2026-02.xml", "sitemap-2026-03.xml", "sitemap-2026-03-2.xml", "sitemap-pages.xml"]
        );
        assert_eq!(
            text(&before[0]).1,
            r#"<?xml version="1.0" encoding="utf-8"?>
<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
<sitemap><loc>https://example.com/docs/sitemap-2026-02.xml</loc><lastmod>2026-02-01</lastmod></sitemap>
<sitemap><loc>https://example.com/docs/sitemap-2026-03.xml</loc><lastmod>2026-03-09</lastmod></sitemap>
<sitemap><loc>https://example.com/docs/sitemap-2026-03-2.xml</loc><lastmod>2026-04-02</lastmod></sitemap>
<sitemap><loc>https://example.com/docs/sitemap-pages.xml</loc></sitemap>
</sitemapindex>
"#
        );
        let mut more = entries.to_vec();
        more.push(entry("9.html", Some("2026-04-03"), Some("2026-04")));
        let after = files(&more, "https://example.com/docs/", 2);
        assert!(before[1..].iter().all(|shard| after.contains(shard)), "a new article changed the shard of another month");
    }
}
