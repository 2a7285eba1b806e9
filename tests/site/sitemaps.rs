//! Sitemaps of sites that are too large for one file, without building such a site.

use std::collections::BTreeMap;

use sitegen::render::sitemap::sitemap;
use sitegen::view::{PublisherEntry, SiteView, UrlEntry};

fn site() -> SiteView {
    SiteView {
        title: String::new(),
        description: String::new(),
        language: "zh-CN".to_owned(),
        url: "https://www.example.com/".to_owned(),
        base: "/".to_owned(),
        publisher: PublisherEntry::default(),
        icp: None,
        police: None,
        disclaimer: String::new(),
        copyright: String::new(),
        help: Vec::new(),
        nav: Vec::new(),
        footer: Vec::new(),
        feed: String::new(),
        methods: Vec::new(),
        search: None,
        image: None,
        touch_icon: None,
        root_icons: true,
        tables: std::collections::BTreeMap::new(),
        assets: BTreeMap::new(),
    }
}

fn month(n: u32) -> String {
    format!("{}-{:02}", 2016 + n / 1_000 / 12, 1 + n / 1_000 % 12)
}

/// Articles with a thousand to a month, and a few pages.
fn entries(articles: u32) -> Vec<UrlEntry> {
    let article = |n| UrlEntry {
        output: format!("articles/{n}.html"),
        url: format!("https://www.example.com/hf/{:06}.html", n * 7_919 % 1_000_003).into(),
        lastmod: Some(format!("{}-09", month(n))),
        group: Some(month(n)),
    };
    let page = |n| UrlEntry {
        output: format!("topics/{n}/index.html"),
        url: format!("https://www.example.com/topics/{n}/").into(),
        lastmod: None,
        group: None,
    };
    (0..40).map(page).chain((0..articles).map(article)).collect()
}

fn files(articles: u32) -> BTreeMap<String, String> {
    let files = sitemap(&entries(articles), &site());
    files.into_iter().map(|f| (f.path, String::from_utf8(f.bytes).unwrap())).collect()
}

fn count(text: &str, element: &str) -> usize {
    let document = roxmltree::Document::parse(text).unwrap();
    document.descendants().filter(|n| n.tag_name().name() == element).count()
}

#[test]
fn one_file_up_to_45_000_addresses() {
    let files = files(45_000 - 40);
    assert_eq!(files.keys().collect::<Vec<_>>(), ["sitemap.xml"]);
    assert_eq!(count(&files["sitemap.xml"], "url"), 45_000);
}

#[test]
fn shards_above_it() {
    let files = files(45_000 - 39);
    let index = &files["sitemap.xml"];
    // 44,961 articles over 45 months, and the pages.
    assert_eq!(files.len(), 1 + 45 + 1);
    assert_eq!(count(index, "sitemap"), 46);
    let urls: usize = files.iter().filter(|(path, _)| *path != "sitemap.xml").map(|(_, text)| count(text, "url")).sum();
    assert_eq!(urls, 45_001);
    for path in files.keys().filter(|p| *p != "sitemap.xml") {
        assert!(index.contains(&format!("<loc>https://www.example.com/{path}</loc>")), "{path}");
    }
    assert_eq!(count(&files["sitemap-pages.xml"], "url"), 40);
    assert!(index.contains("/sitemap-2016-03.xml</loc><lastmod>2016-03-09</lastmod>"));
}

#[test]
fn new_articles_change_the_shard_of_their_month_only() {
    let (before, after) = (files(177_500), files(177_900));
    let different: Vec<&String> = after.iter().filter(|(path, text)| before.get(*path) != Some(text)).map(|(p, _)| p).collect();
    assert_eq!(different, ["sitemap-2030-10.xml"]);
    assert!(before.keys().all(|path| after.contains_key(path)));
    assert_eq!(count(&after["sitemap.xml"], "sitemap"), 179);
}
