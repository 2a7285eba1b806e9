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
/// The articles of a lender about a topic.
const BY_TOPIC: &str = "lenders/qinghe/overdue";

#[test]
fn a_list_that_fits_its_page_has_no_archive() {
    let folder = Site::paged();
    numbered(&folder, 1..=5);
    folder.build(&[]);
    for list in LISTS {
        assert_eq!(cards(&folder.page(&format!("{list}/index.html"))), ["a05", "a04", "a03", "a02", "a01"]);
        assert!(!folder.has(&format!("{list}/page")));
    }
    assert!(!folder.has(BY_TOPIC));
    numbered(&folder, 6..=6);
    folder.build(&[]);
    for list in LISTS.into_iter().chain([BY_TOPIC]) {
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
    assert_eq!(before.len(), 2 * (LISTS.len() + 1));
    numbered(&folder, 13..=31);
    folder.build(&[]);
    assert!(full_pages(&folder) == before);
    for list in LISTS.into_iter().chain([BY_TOPIC]) {
        assert_eq!(cards(&folder.page(&format!("{list}/page/7/index.html"))), ["a31"]);
        assert_eq!(cards(&folder.page(&format!("{list}/index.html"))), ["a31", "a30", "a29", "a28", "a27"]);
    }
    let changes: serde_json::Value = serde_json::from_str(&folder.read(".sitegen/changes.json")).unwrap();
    let changed: Vec<&str> = changes["changed"].as_array().unwrap().iter().filter_map(|v| v.as_str()).collect();
    assert!(changed.contains(&"/topics/overdue/page/3/"), "{changed:?}");
    assert!(!changed.contains(&"/topics/overdue/page/2/"), "{changed:?}");
}

/// The part of a page's HTML between two pieces, a line for each link: address and text.
fn links(folder: &Site, path: &str, from: &str, to: &str) -> String {
    let html = folder.read(&format!("public/{path}"));
    let part = between(&html, from, to);
    let link = |part: &str| {
        let (url, rest) = part.split_once('"').unwrap();
        let text = rest.split_once('>').unwrap().1.split("</a>").next().unwrap();
        format!("{url} {}\n", text.replace("<small>", "").replace("</small>", ""))
    };
    part.split("href=\"").skip(1).map(link).collect()
}

#[test]
fn an_archive_by_year_with_its_dates() {
    let folder = Site::paged();
    for (n, date) in [
        "2023-12-20", "2023-12-28", "2024-01-03", "2024-01-04", "2024-02-01", "2024-03-01", "2024-03-01", "2024-03-01",
        "2024-03-01",
    ]
    .into_iter()
    .chain(["2024-03-01", "2024-05-06", "2024-06-07", "2024-06-08", "2024-06-09", "2024-12-31", "2025-01-01"])
    .enumerate()
    {
        folder.article(&format!("a{n:02}"), &format!("date: {date}\ntopics: [逾期]"), "正文。");
    }
    folder.build(&[]);
    assert_eq!(
        links(&folder, "topics/overdue/index.html", "<nav class=\"archive\"", "</nav>"),
        "/topics/overdue/page/4/ 1月1日\n/topics/overdue/page/3/ 5月6日至12月31日\n/topics/overdue/page/2/ 3月1日\n\
         /topics/overdue/page/1/ 2023年12月20日至2024年2月1日\n"
    );
    let index = folder.page("topics/overdue/index.html").text;
    assert!(index.contains("2025年：第4页 1月1日 2024年：第1–3页 5月6日至12月31日"), "{index}");
    let page = folder.page("topics/overdue/page/3/index.html");
    assert_eq!(page.titles, ["逾期：2024年5月6日至12月31日的文章（第3页）_债务指南"]);
    assert_eq!(page.headings[0].text, "逾期：2024年5月6日至12月31日");
    assert_eq!(
        links(&folder, "topics/overdue/page/3/index.html", "<nav class=\"archive\"", "</nav>"),
        "/topics/overdue/page/2/ 3月1日\n/topics/overdue/page/1/ 2023年12月20日至2024年2月1日\n"
    );
    assert!(!folder.read("public/topics/overdue/page/1/index.html").contains("class=\"archive\""));
    // The way to newer articles is the page of the list, which names every page.
    assert!(folder.read("public/topics/overdue/page/3/index.html").contains("<a href=\"/topics/overdue/#archive\">"));
}

/// An archive page names the twelve pages before it; those before them, and those of each earlier year, share a link.
#[test]
fn an_archive_page_has_few_links_to_all_older_pages() {
    let folder = Site::paged();
    for n in 0..75 {
        let date = if n < 10 { format!("2024-01-{:02}", 1 + n) } else { format!("2025-{:02}-{:02}", 1 + n / 28, 1 + n % 28) };
        folder.article(&format!("a{n:02}"), &format!("date: {date}\ntopics: [逾期]"), "正文。");
    }
    folder.build(&[]);
    let older = |page: &str| links(&folder, &format!("topics/overdue/page/{page}/index.html"), "<nav class=\"archive\"", "</nav>");
    let last = older("15");
    assert_eq!(last.lines().count(), 13);
    assert!(last.starts_with("/topics/overdue/page/14/ 3月10日至3月14日\n/topics/overdue/page/13/ "), "{last}");
    assert!(last.ends_with("/topics/overdue/page/3/ 1月11日至1月15日\n/topics/overdue/page/2/ 1月1日至1月10日\n"), "{last}");
    folder.article("b", "date: 2025-04-01\ntopics: [逾期]", "正文。");
    folder.build(&[]);
    assert_eq!(older("15"), last);
    let last = older("16");
    assert_eq!(last.lines().count(), 14);
    assert!(last.ends_with("/topics/overdue/page/4/ 1月16日至1月20日\n/topics/overdue/page/3/ 1月11日至1月15日\n/topics/overdue/page/2/ 1月1日至1月10日\n"), "{last}");
}

#[test]
fn a_lender_with_many_articles_about_a_topic() {
    let folder = Site::paged();
    numbered(&folder, 1..=6);
    folder.article("b1", "date: 2026-05-01\ntopics: [诉讼, 逾期]\nlender: qinghe", "诉讼。");
    folder.article("c1", "date: 2026-05-02\ntopics: [逾期]", "与机构无关。");
    folder.build(&[]);
    let lender = links(&folder, "lenders/qinghe/index.html", "按主题</h2>", "</section>");
    assert!(lender.starts_with("/lenders/qinghe/overdue/ 逾期 7\n/articles/b1.html b1的标题\n"), "{lender}");
    assert!(lender.contains("/lenders/qinghe/overdue/ 青禾消费金融的逾期：全部 7 篇\n/topics/lawsuit/ 诉讼 1\n"), "{lender}");
    let topic = |slug: &str| links(&folder, &format!("topics/{slug}/index.html"), "按机构</h2>", "</section>");
    assert_eq!(topic("overdue"), "/lenders/qinghe/overdue/ 青禾消费金融 7\n");
    assert_eq!(topic("lawsuit"), "/lenders/qinghe/#topic-lawsuit 青禾消费金融 1\n");
    let group = folder.page(&format!("{BY_TOPIC}/index.html"));
    assert_eq!(cards(&group), ["b1", "a06", "a05", "a04", "a03"]);
    assert_eq!(group.meta("robots"), Some("noindex, follow"));
    assert_eq!(
        links(&folder, &format!("{BY_TOPIC}/index.html"), "class=\"crumbs", "</nav>"),
        "/ 首页\n/lenders/ 机构\n/lenders/qinghe/ 青禾消费金融\n"
    );
    let crumbs = |slug: &str| links(&folder, &format!("articles/{slug}.html"), "class=\"crumbs", "</nav>");
    assert_eq!(crumbs("a01"), "/ 首页\n/topics/overdue/ 逾期\n/lenders/qinghe/overdue/ 青禾消费金融\n");
    assert_eq!(crumbs("b1"), "/ 首页\n/topics/lawsuit/ 诉讼\n");
    assert!(!folder.read("public/sitemap.xml").contains("/lenders/qinghe/overdue/"));
    numbered(&folder, 7..=7);
    folder.build(&[]);
    assert_eq!(folder.page(&format!("{BY_TOPIC}/index.html")).meta("robots"), None);
    assert!(folder.read("public/sitemap.xml").contains("/lenders/qinghe/overdue/<"));
}

/// Pinned articles of lenders of the same kind come before those without a lender; those of other kinds do not come.
#[test]
fn a_lender_without_articles_shows_pinned_articles_for_its_kind() {
    let folder = Site::paged();
    folder.write(
        "content/lenders.yaml",
        "lenders:\n  - {slug: qinghe, name: 青禾消费金融, kind: consumer_finance}\n  - {slug: baihe, name: 百禾消费金融, kind: consumer_finance}\n  \
         - {slug: sample-bank, name: 示例银行, kind: bank}\n  - {slug: other-bank, name: 另一银行, kind: bank}\n",
    );
    folder.write(
        "content/topics.yaml",
        "topics:\n  - {slug: overdue, title: 逾期, pinned: [general, own]}\n  - {slug: fees, title: 费用}\n",
    );
    folder.article("own", "date: 2026-01-01\ntopics: [逾期]\nlender: qinghe", "一。");
    folder.article("general", "date: 2026-01-02\ntopics: [逾期]", "二。");
    folder.article("bank", "date: 2026-01-03\ntopics: [逾期]\nlender: sample-bank", "三。");
    folder.build(&[]);
    let shown = |slug: &str| links(&folder, &format!("lenders/{slug}/index.html"), "同样适用的文章</h2>", "</section>");
    assert_eq!(shown("baihe"), "/articles/own.html own的标题\n/articles/general.html general的标题\n");
    assert_eq!(shown("other-bank"), "/articles/general.html general的标题\n");
    assert!(!folder.read("public/lenders/qinghe/index.html").contains("同样适用"));
}

/// Without pinned articles each lender of the same kind gives its newest one; only if they have none, articles without a lender come.
#[test]
fn a_lender_without_articles_shows_the_newest_of_its_kind() {
    let folder = Site::paged();
    folder.write(
        "content/lenders.yaml",
        "lenders:\n  - {slug: a-bank, name: 甲银行, kind: bank}\n  - {slug: b-bank, name: 乙银行, kind: bank}\n  \
         - {slug: c-bank, name: 丙银行, kind: bank}\n  - {slug: cars, name: 丁汽车金融, kind: auto_finance}\n",
    );
    for (slug, date, lender) in [("a1", "01", "a-bank"), ("a2", "02", "a-bank"), ("b1", "03", "b-bank")] {
        folder.article(slug, &format!("date: 2026-01-{date}\ntopics: [逾期]\nlender: {lender}"), &format!("{slug}的正文。"));
    }
    folder.article("none", "date: 2026-01-04\ntopics: [逾期]", "与机构无关。");
    folder.build(&[]);
    let shown = |slug: &str| links(&folder, &format!("lenders/{slug}/index.html"), "同样适用的文章</h2>", "</section>");
    assert_eq!(shown("c-bank"), "/articles/b1.html b1的标题\n/articles/a2.html a2的标题\n");
    assert_eq!(shown("cars"), "/articles/none.html none的标题\n");
}

/// Thirteen topics with articles: the one with the fewest folds on the home page and is left out on a lender's page. The others keep
/// the order of the register.
#[test]
fn the_topics_with_the_most_articles() {
    let folder = Site::paged();
    let row = |n: usize| format!("  - {{slug: t{n:02}, title: 主题{n:02}}}\n");
    folder.write("content/topics.yaml", format!("topics:\n{}", (1..=14).map(row).collect::<String>()));
    for n in 1..=13 {
        for part in 0..if n == 5 { 1 } else { 2 } {
            folder.article(
                &format!("a{n:02}-{part}"),
                &format!("date: 2026-01-01\ntopics: [t{n:02}]"),
                &format!("正文{n}、{part}。"),
            );
        }
    }
    folder.build(&[]);
    let most = [1, 2, 3, 4, 6, 7, 8, 9, 10, 11, 12, 13];
    let expected = |count: &str| most.map(|n| format!("/topics/t{n:02}/ 主题{n:02}{count}\n")).concat();
    let home = |from, to| links(&folder, "index.html", from, to);
    assert_eq!(home("主题总目录", "<details>"), expected(" 2"));
    assert_eq!(home("其余 1 个主题", "</details>"), "/topics/t05/ 主题05 1\n");
    assert_eq!(links(&folder, "lenders/qinghe/index.html", "按主题查找</h2>", "</section>"), expected(""));
}

/// Titles and questions that repeat are shown once, those of pinned articles first.
#[test]
fn what_to_read_first_of_a_topic() {
    let folder = Site::paged();
    folder.write(
        "content/topics.yaml",
        "topics:\n  - {slug: overdue, title: 逾期, situation: 刚刚逾期, pinned: [a1]}\n  - {slug: lawsuit, title: 诉讼}\n",
    );
    folder.write("sitegen.yaml", folder.read("sitegen.yaml") + "checks: {SG581: \"off\"}\n");
    for (slug, topic, title, question) in [
        ("a1", "逾期", "一", "逾期以后怎么办？"),
        ("a2", "逾期", "二", "利息怎么算？"),
        ("a3", "逾期", "三", "利息怎么算？"),
        ("a4", "逾期", "三", "怎么协商？"),
        ("a5", "诉讼, 逾期", "五", "怎么应诉？"),
    ] {
        let day = &slug[1..];
        let front = format!("title: {title}\ndate: 2026-01-0{day}\ntopics: [{topic}]\nfaq: [{{q: {question}, a: 答。}}]");
        folder.write(&format!("content/articles/{slug}.md"), format!("---\n{front}\n---\n\n第{day}篇的正文。\n"));
    }
    folder.build(&[]);
    assert_eq!(
        links(&folder, "index.html", "tiles doors", "</section>"),
        "/topics/overdue/ 刚刚逾期\n/articles/a1.html 一\n/articles/a5.html 五\n/articles/a4.html 三\n"
    );
    assert_eq!(
        links(&folder, "topics/overdue/index.html", "大家常问</h2>", "</section>"),
        "/articles/a1.html 逾期以后怎么办？\n/articles/a4.html 怎么协商？\n/articles/a3.html 利息怎么算？\n"
    );
}

/// A topic without a description has the title of an article for an example.
#[test]
fn the_index_of_topics_has_every_level() {
    let folder = Site::paged();
    folder.write(
        "content/topics.yaml",
        "topics:\n  - {slug: a, title: 甲, desc: 说明。}\n  - {slug: b, title: 乙, parent: a}\n  - {slug: c, title: 丙, parent: b}\n  \
         - {slug: d, title: 丁, parent: c}\n  - {slug: e, title: 戊, parent: d}\n",
    );
    folder.article("one", "date: 2026-01-01\ntopics: [c]", "正文。");
    folder.build(&[]);
    assert_eq!(
        links(&folder, "topics/index.html", "<ul class=\"tiles\">", "</main>"),
        "/topics/a/ 甲\n/topics/b/ 乙\n/topics/c/ 丙 1\n/topics/d/ 丁\n/topics/e/ 戊\n"
    );
    let text = folder.page("topics/index.html").text;
    assert!(text.contains("甲 说明。 乙 丙 1 例如：one的标题 丁 戊"), "{text}");
    assert!(!folder.page("topics/b/index.html").text.contains("例如"));
}

#[test]
fn articles_that_changed_come_with_their_change() {
    let folder = Site::paged();
    folder.article("a", "date: 2026-01-01\nupdated: 2026-05-20\nchanges:\n  - {on: 2026-03-01, what: 补充一例。}\n  - {on: 2026-05-20, what: 按新规定改写。}\ntopics: [逾期]", "一。");
    folder.article("b", "date: 2026-02-01\nupdated: 2026-05-21\ntopics: [逾期]", "二。");
    folder.article("c", "date: 2026-05-22\nupdated: 2026-05-22\ntopics: [逾期]", "三。");
    folder.build(&[]);
    for (page, title) in [("index.html", "最近更新 全部更新"), ("topics/overdue/index.html", "最近更新")] {
        let text = folder.page(page).text;
        assert!(text.contains(&format!("{title} b的标题 2026-05-21 a的标题 2026-05-20 按新规定改写。")), "{text}");
    }
    let text = folder.page("articles/a.html").text;
    assert_eq!(between(&text, "修改记录", "版权声明"), "2026年5月20日 ：按新规定改写。 2026年3月1日 ：补充一例。");
}

#[test]
fn changes_have_a_list_of_their_own() {
    let folder = Site::paged();
    for n in 1..=7 {
        let changes = if n == 7 { "changes:\n  - {on: 2026-05-07, what: 改写。}\n" } else { "" };
        // The later an article was published, the earlier it changed.
        let front = format!("date: 2026-01-{:02}\nupdated: 2026-05-{n:02}\n{changes}topics: [逾期]", 20 - n);
        folder.article(&format!("a{n}"), &front, "正文。");
    }
    folder.article("same", "date: 2026-05-20\nupdated: 2026-05-20\ntopics: [逾期]", "当天。");
    folder.article(
        "gone",
        "date: 2026-01-01\nupdated: 2026-05-25\ntopics: [逾期]\nwithdrawn: {on: 2026-05-25, reason: 核对。}",
        "撤下。",
    );
    folder.build(&[]);
    let text = folder.page("updates/index.html").text;
    let newest = "a7的标题 2026-05-07 改写。 a6的标题 2026-05-06 a5的标题 2026-05-05 a4的标题 2026-05-04 a3的标题 2026-05-03";
    assert!(text.contains(&format!("{newest} 全部更新，按修改日期 2026年：第1–2页 5月6日至5月7日 5月1日至5月5日")), "{text}");
    let oldest = folder.read("public/updates/page/1/index.html");
    assert!(oldest.contains("<title>最近更新：2026年5月1日至5月5日的文章（第1页）_债务指南</title>") && oldest.contains("noindex"));
    assert!(folder.page("updates/page/1/index.html").text.contains("a5的标题 2026-05-05 a4的标题"));
    assert!(!folder.has("updates/page/3/index.html"));
    let listed = "<url><loc>https://www.example.com/updates/</loc><lastmod>2026-05-20</lastmod></url>";
    assert!(folder.read("public/sitemap.xml").contains(listed), "{}", folder.read("public/sitemap.xml"));
    assert!(folder.read("public/index.html").contains("<a href=\"/updates/\">全部更新</a>"));
}

#[test]
fn the_list_of_changes_ends_after_ten_pages() {
    let folder = Site::paged();
    for n in 1..=52 {
        let front = format!("date: 2026-01-01\nupdated: 2026-{:02}-{:02}\ntopics: [逾期]", 3 + n / 28, 1 + n % 28);
        folder.article(&format!("a{n}"), &front, "正文。");
    }
    folder.build(&[]);
    assert!(folder.has("updates/page/10/index.html") && !folder.has("updates/page/11/index.html"));
    let oldest = folder.page("updates/page/1/index.html").text;
    assert!(
        oldest.contains("a7的标题 2026-03-08 a6的标题 2026-03-07 a5的标题 2026-03-06 a4的标题 2026-03-05 a3的标题 2026-03-04"),
        "{oldest}"
    );
}

#[test]
fn without_changes_there_is_no_list_of_them() {
    let folder = Site::paged();
    folder.article("a", "date: 2026-01-01\ntopics: [逾期]", "一。");
    folder.article("b", "date: 2026-01-01\nupdated: 2026-05-01\ndraft: true\ntopics: [逾期]", "二。");
    folder.build(&[]);
    assert!(!folder.has("updates/index.html") && !folder.read("public/index.html").contains("/updates/"));
}

#[test]
fn the_newest_articles_of_a_long_list_have_different_titles() {
    let folder = Site::paged();
    // Without the warning about the titles.
    folder.write("sitegen.yaml", &(folder.read("sitegen.yaml") + "checks: {SG581: \"off\"}\n"));
    for n in 1..=7 {
        let title = if n > 5 { "重复" } else { ["甲", "乙", "丙", "丁", "戊"][n - 1] };
        let text = format!("---\ntitle: {title}的标题\ndate: 2026-02-0{n}\ntopics: [逾期]\n---\n\n{}\n", title.repeat(n));
        folder.write(&format!("content/articles/a{n}.md"), text);
    }
    folder.build(&[]);
    let titles = |page: &str| links(&folder, page, "<ul class=\"cards\">", "</ul>").matches("的标题").count();
    let newest = links(&folder, "topics/overdue/index.html", "<ul class=\"cards\">", "</ul>");
    assert_eq!((newest.matches("重复的标题").count(), newest.matches("的标题").count()), (1, 5), "{newest}");
    assert_eq!(titles("topics/overdue/page/2/index.html"), 2);
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
        let page = folder.read(&format!("public/articles/{slug}.html"));
        let links =
            page.split_once("<p class=\"turn\">").and_then(|(_, after)| after.split_once("</p>")).map_or("", |(links, _)| links);
        let link = |link: &str| {
            let (url, name) = link.split_once("\"><span>").unwrap();
            format!("{} {url}", name.split_once("</span>").unwrap().0)
        };
        links.split("<a href=\"").skip(1).map(link).collect::<Vec<_>>()
    };
    assert_eq!(turn("first"), ["下一篇 /articles/second.html"]);
    assert_eq!(turn("second"), ["上一篇 /articles/first.html", "下一篇 /articles/third.html"]);
    assert_eq!(turn("third"), ["上一篇 /articles/second.html"]);
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
