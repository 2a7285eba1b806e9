//! The checker itself: every kind of fault, planted by hand in a good output, is found.

use std::fs;

use super::pictures::photo;
use crate::support::checker::{self, Promise};
use crate::support::site::Site;

const BASE: &str = "https://www.example.com/";

/// File, what is replaced, by what, and the fault that comes of it.
const PLANTED: &[(&str, &str, &str, &str)] = &[
    ("articles/a.html", "href=\"/articles/b.html", "href=\"/articles/x.html", "a /articles/x.html: no such file"),
    (
        "articles/a.html",
        "href=\"/articles/b.html#contract\"",
        "href=\"/articles/b.html#nothing\"",
        "a /articles/b.html#nothing: no such element",
    ),
    ("articles/a.html", "href=\"/articles/b.html", "href=\"b.html", "a b.html#contract: a relative address"),
    ("articles/a.html", "<h1>", "<h2>", "0 h1 elements"),
    ("articles/a.html", "<main id=\"main\"", "<section id=\"main\"", "0 main elements"),
    ("articles/a.html", "lang=\"zh-CN\"", "", "no lang"),
    ("articles/a.html", "<title>", "<title>一</title><title>", "titles: [\"一\", \"a的标题_债务指南\"]"),
    ("articles/a.html", "<link rel=\"canonical\" href=\"https://www.example.com/articles/a.html\">", "", "0 canonical links"),
    (
        "articles/a.html",
        "articles/a.html\">\n<meta",
        "articles/b.html\">\n<meta",
        "canonical https://www.example.com/articles/b.html is not https://www.example.com/articles/a.html",
    ),
    (
        "articles/a.html",
        "<meta name=\"description\" content=\"",
        "<meta name=\"description\" content=\"\" title=\"",
        "descriptions: [\"\"]",
    ),
    ("articles/a.html", "<h2 id=\"contract\"", "<h4 id=\"contract\"", "h4 after h1: 合同"),
    ("articles/a.html", "<h2 id=\"contract\"", "<h2 id=\"main\"", "two elements with id \"main\""),
    ("articles/a.html", ">看另一篇<", "><", "a link without a word: /articles/b.html#contract"),
    ("articles/a.html", "<p>", "<p style=\"color:red\">", "inline: <p style=\"color:red\">"),
    ("articles/a.html", "<p>", "<p onclick=\"a()\">", "inline: <p onclick=\"a()\">"),
    ("articles/a.html", "</body>", "<script>a()</script></body>", "inline: <script>"),
    ("articles/a.html", "</body>", "<a href=\" java\nscript:a()\">甲</a></body>", "inline: <a href=\" java\\nscript:a()\">"),
    (
        "articles/a.html",
        "</body>",
        "<script src=\"https://cdn.example.org/a.js\"></script></body>",
        "script asks another site: https://cdn.example.org/a.js",
    ),
    ("articles/a.html", "integrity=\"sha256-", "integrity=\"sha256-x", "is not the file's"),
    ("articles/a.html", "2026年3月1日</time>", "2个月前</time>", "a relative date: 2个月前"),
    ("articles/a.html", "datetime=\"2026-03-01\"", "datetime=\"3月1日\"", "datetime=\"3月1日\""),
    ("articles/a.html", "</article>", "</span></article>", "not well formed:"),
    ("articles/a.html", "{\"@context\"", "{{\"@context\"", "JSON-LD: key must be a string"),
    ("articles/a.html", "\"pubDate\":\"2026-03-01", "\"pubDate\":\"2026-03-02", "time factor pubDate \"2026-03-02T00:00:00\""),
    (
        "articles/a.html",
        "datetime=\"2026-03-01\"",
        "datetime=\"2026-03-04\"",
        "article:published_time Some(\"2026-03-01\") is not shown",
    ),
    (
        "articles/a.html",
        "<main id=\"main\"",
        "<main id=\"main\"><img src=\"/feed.xml\" alt=\"图\"",
        "an image without width and height: /feed.xml",
    ),
    ("articles/a.html", "480.webp 480w", "481.webp 480w", "481.webp: no such file"),
    ("articles/a.html", "500.webp 500w", "501.webp 500w", "501.webp: no such file"),
    (
        "articles/a.html",
        "\"og:image\" content=\"https://www.example.com/",
        "\"og:image\" content=\"https://www.example.com/x/",
        "og:image https://www.example.com/x/assets/images/photo.",
    ),
    (
        "articles/a.html",
        "\"og:image\" content=\"https://www.example.com/",
        "\"og:image\" content=\"https://cdn.example.org/",
        "og:image asks another site: https://cdn.example.org/assets/images/photo.",
    ),
    (
        "topics/overdue/index.html",
        "<title>逾期_主题_",
        "<title>a的标题_",
        "articles/a.html: the title of topics/overdue/index.html",
    ),
    ("llms.txt", "topics/overdue/", "topics/late/", "https://www.example.com/topics/late/: no such page"),
    ("articles/a.html", "\"headline\":\"a的标题\"", "\"headline\":\"\"", "JSON-LD Article without headline"),
    ("articles/a.html", "\"datePublished\":\"2026-03-01", "\"datePublished\":\"2026-03-02", "JSON-LD datePublished"),
    ("articles/a.html", "</body>", "机密</body>", "mentions what is not published: 机密"),
    (
        "articles/a.html",
        "href=\"/articles/b.html\" data-pinned",
        "href=\"/articles/gone.html\" data-pinned",
        "names the withdrawn article articles/gone.html as related",
    ),
    ("feed.xml", "</entry>", "", "expected 'entry' tag"),
    (
        "feed.xml",
        "<published>2026-03-01",
        "<published>2026-03-02",
        "published Some(\"2026-03-02T00:00:00+08:00\"), the page's Some(\"2026-03-01T00:00:00+08:00\")",
    ),
    ("feed.xml", "<updated>2026-03-01", "<updated>2026-03-03", "updated Some(\"2026-03-03"),
    ("feed.xml", "<title>a的标题", "<title>别的标题", "title Some(\"别的标题\")"),
    ("sitemap.xml", "articles/a.html", "articles/x.html", "https://www.example.com/articles/x.html: no such page"),
    ("sitemap.xml", "articles/a.html", "articles/b.html", "articles/a.html is missing"),
    ("sitemap.xml", "<lastmod>2026-03-01", "<lastmod>2026-03-09", "lastmod Some(\"2026-03-09\"), the page's Some(\"2026-03-01\")"),
    ("sitemap.xml", "articles/a.html", "articles/gone.html", "is not to be indexed"),
    ("_redirects", "301", "302", "not a rule"),
    ("_redirects", "/articles/a.html", "/articles/x.html", "/articles/x.html is no page"),
    ("_headers", "default-src 'none'", "default-src 'unsafe-inline'", "a weak policy"),
    ("_headers", "/assets/*", "assets/*", "outside the base path"),
    ("robots.txt", "sitemap.xml", "map.xml", "has no line"),
    (
        "topics/overdue/index.html",
        "href=\"/articles/a.html\"",
        "href=\"/articles/gone.html\"",
        "lists the withdrawn article articles/gone.html",
    ),
    ("articles/gone.html", "noindex", "index", "a withdrawn article without noindex"),
];

fn site() -> Site {
    let folder = Site::paged();
    folder.write("content/articles/photo.png", photo(500, 100));
    folder.article("b", "date: 2026-02-01\ntopics: [逾期]", "第二篇。\n\n## 合同 {#contract}\n\n内容。");
    folder.article(
        "a",
        "date: 2026-03-01\ntopics: [逾期]\naliases: [/old/a]\nrelated: [b]\nimage: photo.png",
        "第一篇。\n\n![彩色的点](photo.png)\n\n## 合同 {#contract}\n\n[看另一篇](b.md#contract)。",
    );
    folder.article("gone", "date: 2026-01-01\ntopics: [逾期]\nwithdrawn: {on: 2026-05-01, reason: 需要核对。}", "撤下的一篇。");
    folder.write("static/site-note.txt", "说明\n");
    // The theme's own style sheet, so that there is something to check the integrity of.
    folder.write("static/theme/site.css", format!("{}body{{margin:0}}\n", include_str!("../../static/theme/site.css")));
    folder.build(&[]);
    folder
}

fn promise() -> Promise {
    Promise { unpublished: vec!["机密".to_owned()], withdrawn: vec!["articles/gone.html".to_owned()], ..Promise::at(BASE) }
}

#[test]
fn every_planted_fault_is_found() {
    let folder = site();
    let public = folder.path("public");
    let report = checker::check(&public, promise());
    assert!(report.faults.is_empty(), "{report}");
    for (file, from, to, fault) in PLANTED {
        let path = public.join(file);
        let good = fs::read_to_string(&path).unwrap();
        assert!(good.contains(from), "{file} has no {from}:\n{good}");
        fs::write(&path, good.replace(from, to)).unwrap();
        let faults = checker::check(&public, promise()).faults;
        assert!(faults.iter().any(|f| f.contains(fault)), "{file}: {from} → {to}: {faults:#?}");
        fs::write(&path, good).unwrap();
    }
}

#[test]
fn a_page_that_nothing_leads_to_is_found() {
    let folder = site();
    let page = folder.read("public/articles/b.html").replace("articles/b.html", "articles/lost.html");
    folder.write("public/articles/lost.html", &page);
    let faults = checker::check(&folder.path("public"), promise()).faults;
    assert!(faults.contains(&"articles/lost.html: cannot be come to from the home page".to_owned()), "{faults:#?}");
}
