//! Lists of articles: archive pages, previous and next, a lender's page by topic, a law's page by article, feeds.

use crate::support::checker::html::Page;
use crate::support::site::{Site, Tree};

/// Articles `a01` … with one day between them, oldest first.
fn numbered(folder: &Site, numbers: std::ops::RangeInclusive<u32>) {
    for n in numbers {
        let front = format!("date: 2026-{:02}-{:02}\ntopics: [逾期]\nlender: 青禾消费金融", 1 + n / 28, 1 + n % 28);
        folder.article(&format!("a{n:02}"), &front, &format!("第{n}篇。见《民法典》第六百七十六条。"));
    }
}

/// Names of the articles that the cards of a list lead to, in order.
fn cards(page: &Page) -> Vec<String> {
    page.cards.iter().map(|url| url.trim_start_matches("/articles/").trim_end_matches(".html").to_owned()).collect()
}

const LISTS: [&str; 3] = ["topics/overdue", "lenders/qinghe", "laws/civil-code"];

#[test]
fn a_list_that_fits_its_page_has_no_archive() {
    let folder = Site::paged();
    numbered(&folder, 1..=5);
    folder.build(&[]);
    for list in LISTS {
        assert_eq!(cards(&folder.page(&format!("{list}/index.html"))), ["a05", "a04", "a03", "a02", "a01"]);
        assert!(!folder.has(&format!("{list}/page")));
    }
    numbered(&folder, 6..=6);
    folder.build(&[]);
    for list in LISTS {
        assert_eq!(cards(&folder.page(&format!("{list}/index.html"))), ["a06", "a05", "a04", "a03", "a02"]);
        assert_eq!(cards(&folder.page(&format!("{list}/page/1/index.html"))), ["a05", "a04", "a03", "a02", "a01"]);
        assert_eq!(cards(&folder.page(&format!("{list}/page/2/index.html"))), ["a06"]);
        assert!(!folder.has(&format!("{list}/page/3")));
    }
}

fn full_pages(folder: &Site) -> Tree {
    let full = |path: &String| ["/page/1/", "/page/2/"].iter().any(|p| path.contains(p));
    folder.tree("public").into_iter().filter(|(path, _)| full(path)).collect()
}

#[test]
fn a_full_page_never_changes() {
    let folder = Site::paged();
    numbered(&folder, 1..=12);
    folder.build(&[]);
    let before = full_pages(&folder);
    assert_eq!(before.len(), 2 * LISTS.len());
    numbered(&folder, 13..=31);
    folder.build(&[]);
    assert!(full_pages(&folder) == before);
    for list in LISTS {
        assert_eq!(cards(&folder.page(&format!("{list}/page/7/index.html"))), ["a31"]);
        assert_eq!(cards(&folder.page(&format!("{list}/index.html"))), ["a31", "a30", "a29", "a28", "a27"]);
    }
    let changes: serde_json::Value = serde_json::from_str(&folder.read(".sitegen/changes.json")).unwrap();
    let changed: Vec<&str> = changes["changed"].as_array().unwrap().iter().filter_map(|v| v.as_str()).collect();
    assert!(changed.contains(&"/topics/overdue/page/3/"), "{changed:?}");
    assert!(!changed.contains(&"/topics/overdue/page/2/"), "{changed:?}");
}

/// Two articles of one day stand in the order of their slugs, so that the order never depends on anything else.
#[test]
fn articles_of_one_day() {
    let folder = Site::paged();
    for slug in ["c", "a", "b"] {
        folder.article(slug, "date: 2026-03-01\ntopics: [逾期]", "正文。");
    }
    folder.build(&[]);
    assert_eq!(cards(&folder.page("topics/overdue/index.html")), ["c", "b", "a"]);
}

#[test]
fn previous_and_next_within_the_main_topic() {
    let folder = Site::paged();
    folder.article("first", "date: 2026-01-01\ntopics: [逾期, 诉讼]", "一。");
    folder.article("other", "date: 2026-01-02\ntopics: [诉讼, 逾期]", "另一主题。");
    folder.article("hidden", "date: 2026-01-03\ntopics: [逾期]\ndraft: true", "草稿。");
    folder.article("gone", "date: 2026-01-04\ntopics: [逾期]\nwithdrawn: {on: 2026-05-01, reason: 需要核对。}", "撤下。");
    folder.article("second", "date: 2026-01-05\ntopics: [逾期]", "二。");
    folder.article("third", "date: 2026-01-06\ntopics: [逾期]", "三。");
    folder.build(&[]);
    let turn = |slug: &str| {
        let links = folder.page(&format!("articles/{slug}.html")).by_rel.into_iter();
        links.filter(|(rel, _)| rel == "prev" || rel == "next").map(|(rel, url)| format!("{rel} {url}")).collect::<Vec<_>>()
    };
    assert_eq!(turn("first"), ["next /articles/second.html"]);
    assert_eq!(turn("second"), ["prev /articles/first.html", "next /articles/third.html"]);
    assert_eq!(turn("third"), ["prev /articles/second.html"]);
    assert_eq!(turn("other"), [""; 0]);
    assert_eq!(turn("gone"), [""; 0]);
}

/// The part of a page's text between two words.
fn between<'a>(text: &'a str, from: &str, to: &str) -> &'a str {
    let start = text.find(from).unwrap_or_else(|| panic!("no {from}: {text}")) + from.len();
    let length = text[start..].find(to).unwrap_or_else(|| panic!("no {to}: {text}"));
    text[start..start + length].trim()
}

#[test]
fn a_lender_by_topic() {
    let folder = Site::paged();
    folder.article("a", "date: 2026-01-01\ntopics: [诉讼]\nlender: qinghe", "一。");
    folder.article("b", "date: 2026-01-02\ntopics: [逾期, 诉讼]\nlender: 青禾消费金融", "二。");
    folder.article("c", "date: 2026-01-03\ntopics: [费用]", "与机构无关。");
    folder.build(&[]);
    let page = folder.page("lenders/qinghe/index.html");
    assert_eq!(between(&page.text, "按主题", "最新文章"), "逾期 1 b的标题 诉讼 2 b的标题 a的标题");
}

/// Numbers in a row, ranges, inserted articles, and one that is in no register: by number, whatever the order of citing.
#[test]
fn a_law_by_article() {
    let folder = Site::paged();
    let cite = |slug: &str, day: u32, body: &str| folder.article(slug, &format!("date: 2026-01-{day:02}\ntopics: [逾期]"), body);
    cite("row", 1, "《民法典》第六百八十条、第六百七十六条和第1188条。");
    cite("range", 2, "《民法典》第一百八十八条至第一百九十二条，还有整部《中华人民共和国民法典》。");
    cite("inserted", 3, "《刑法》第二百五十三条之一第一款、第二百五十三条。");
    cite("link", 4, "[逾期利息](law:civil-code#676)。");
    folder.build(&[]);
    let part = |law: &str| {
        let text = folder.page(&format!("laws/{law}/index.html")).text;
        between(&text, "条文与引用它的文章", "引用它的最新文章").to_owned()
    };
    assert_eq!(
        part("civil-code"),
        "整部引用 range的标题 第一百八十八条 三年时效 range的标题 第一百九十二条 range的标题 \
         第六百七十六条 逾期利息 link的标题 row的标题 第六百八十条 row的标题 第一千一百八十八条 row的标题"
    );
    assert_eq!(part("criminal-law"), "第二百五十三条 inserted的标题 第二百五十三条之一 侵犯公民个人信息 inserted的标题");
    let own = folder.page("articles/inserted.html");
    let law = own.references.iter().filter(|r| r.url.starts_with("/laws/criminal-law/#")).map(|r| r.url.as_str());
    // In the prose, then in the list of laws by number.
    let wanted = ["/laws/criminal-law/#253-1", "/laws/criminal-law/#253", "/laws/criminal-law/#253", "/laws/criminal-law/#253-1"];
    assert_eq!(law.collect::<Vec<_>>(), wanted);
}

fn feed(folder: &Site, path: &str) -> Vec<String> {
    let text = folder.read(&format!("public/{path}"));
    let document = roxmltree::Document::parse(&text).unwrap();
    let titles = document.descendants().filter(|n| n.tag_name().name() == "entry");
    titles.map(|e| e.children().find(|c| c.tag_name().name() == "title").and_then(|t| t.text()).unwrap().to_owned()).collect()
}

#[test]
fn feeds_hold_the_newest_twenty() {
    let folder = Site::paged();
    numbered(&folder, 1..=22);
    folder.article("z", "date: 2026-05-01\ntopics: [诉讼]", "别的主题。");
    folder.build(&[]);
    let wanted = |numbers: std::ops::RangeInclusive<u32>| numbers.rev().map(|n| format!("a{n:02}的标题")).collect::<Vec<_>>();
    assert_eq!(feed(&folder, "topics/overdue/feed.xml"), wanted(3..=22));
    assert_eq!(feed(&folder, "feed.xml"), [vec!["z的标题".to_owned()], wanted(4..=22)].concat());
    assert_eq!(feed(&folder, "topics/lawsuit/feed.xml"), ["z的标题"]);
    assert_eq!(feed(&folder, "topics/fees/feed.xml"), [""; 0]);
}

/// A newly published article comes first in a feed also where it was written long ago; an update does not move it.
#[test]
fn feeds_are_in_order_of_publication() {
    let folder = Site::paged();
    folder.article("old", "date: 2026-01-01\nupdated: 2026-05-20\ntopics: [逾期]", "旧文。");
    folder.article("new", "date: 2026-02-01\ntopics: [逾期]", "新文。");
    folder.build(&[]);
    assert_eq!(feed(&folder, "feed.xml"), ["new的标题", "old的标题"]);
    assert!(folder.read("public/feed.xml").contains("<updated>2026-05-20T00:00:00+08:00</updated>\n<author>"));
}
