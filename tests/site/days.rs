//! What is published depends on the day: drafts, future dates, expiry, withdrawal, and the label of machine-written text.

use crate::support::site::Site;

/// Whether an article has a page, stands in the topic's list, in the feed and in the sitemap.
fn published(folder: &Site, slug: &str) -> [bool; 4] {
    let path = format!("articles/{slug}.html");
    let names = |file: &str| folder.read(&format!("public/{file}")).contains(&path);
    [folder.has(&path), names("topics/overdue/index.html"), names("feed.xml"), names("sitemap.xml")]
}

const ALL: [bool; 4] = [true; 4];
const NONE: [bool; 4] = [false; 4];
const PAGE_ONLY: [bool; 4] = [true, false, false, false];

fn on(front: &str, days: &[(&str, &[&str], [bool; 4])]) {
    let folder = Site::paged();
    folder.article("kept", "date: 2025-01-01\ntopics: [逾期]", "一直都在。");
    folder.article("a", &format!("topics: [逾期]\n{front}"), "正文。");
    for (day, flags, wanted) in days {
        folder.build(&[&["--as-of", day], *flags].concat());
        assert_eq!(published(&folder, "a"), *wanted, "{front} on {day} {flags:?}");
        assert_eq!(published(&folder, "kept"), ALL);
    }
}

#[test]
fn a_draft() {
    on(
        "date: 2026-01-01\ndraft: true",
        &[("2026-06-01", &[], NONE), ("2026-06-01", &["--drafts"], ALL), ("2026-06-01", &["--future"], NONE)],
    );
}

#[test]
fn a_future_date() {
    on(
        "date: 2026-06-02",
        &[
            ("2026-06-01", &[], NONE),
            ("2026-06-01", &["--drafts"], NONE),
            ("2026-06-01", &["--future"], ALL),
            ("2026-06-02", &[], ALL),
        ],
    );
}

#[test]
fn expiry() {
    on(
        "date: 2026-01-01\nexpires: 2026-06-02",
        &[("2026-06-01", &[], ALL), ("2026-06-02", &[], NONE), ("2026-06-02", &["--drafts", "--future"], NONE)],
    );
}

#[test]
fn withdrawal() {
    on(
        "date: 2026-01-01\nwithdrawn: {on: 2026-06-02, reason: 依据已经修改。}",
        &[("2026-06-01", &[], ALL), ("2026-06-02", &[], PAGE_ONLY), ("2026-06-02", &["--drafts", "--future"], PAGE_ONLY)],
    );
}

#[test]
fn a_withdrawn_article_keeps_its_address_and_loses_its_text() {
    let folder = Site::paged();
    let front = "topics: [逾期]\ndate: 2026-01-01\nsummary: 旧的摘要。\nfaq:\n  - {q: 旧的问题？, a: 旧的回答。}\n\
                 withdrawn: {on: 2026-05-02, reason: 依据已经修改。}";
    folder.article("a", front, "旧的正文，见《民法典》第六百七十六条。\n\n## 旧的标题\n\n内容。");
    folder.article("b", "topics: [逾期]\ndate: 2026-01-01", "见[撤下的一篇](a.md)。");
    folder.build(&[]);
    let html = folder.read("public/articles/a.html");
    assert!(html.contains("2026年5月2日") && html.contains("依据已经修改。"), "{html}");
    for gone in ["旧的正文", "旧的标题", "旧的摘要", "旧的问题", "旧的回答", "FAQPage", "\"Article\""] {
        assert!(!html.contains(gone), "{gone}: {html}");
    }
    assert!(!folder.read("public/laws/civil-code/index.html").contains("a.html"));
}

#[test]
fn labels_of_machine_written_text() {
    let folder = Site::paged();
    for (slug, ai) in [("a", "none"), ("b", "assisted"), ("c", "generated")] {
        folder.article(slug, &format!("topics: [逾期]\ndate: 2026-01-01\nai: {ai}"), "正文。");
    }
    folder.build(&[]);
    let labels = |slug: &str| {
        let text = folder.page(&format!("articles/{slug}.html")).text;
        [text.contains("人工智能生成"), text.contains("人工智能辅助")]
    };
    assert_eq!(labels("a"), [false, false]);
    assert_eq!(labels("b"), [false, true]);
    assert_eq!(labels("c"), [true, false]);
}

/// A day begins at midnight in the site's time zone, not in that of the machine.
#[test]
fn source_date_epoch_is_read_in_the_sites_time_zone() {
    let folder = Site::paged();
    folder.article("a", "topics: [逾期]\ndate: 2026-06-01", "正文。");
    // 2026-05-31T16:00:00Z is midnight of the first of June in Beijing.
    for (seconds, zone, there) in [("1780243199", "UTC", false), ("1780243200", "UTC", true), ("1780243199", "Asia/Tokyo", false)] {
        let run = folder.run_with(&[("SOURCE_DATE_EPOCH", seconds), ("TZ", zone)], &["build", "-q"]);
        assert_eq!(run.status, 0, "{run:?}");
        assert_eq!(folder.has("articles/a.html"), there, "{seconds} {zone}");
    }
    let before = ["build", "-q", "--as-of", "2026-05-31"];
    assert_eq!(folder.run_with(&[("SOURCE_DATE_EPOCH", "1780243200")], &before).status, 0);
    assert!(!folder.has("articles/a.html"), "--as-of comes first");
    assert_eq!(folder.run_with(&[("SOURCE_DATE_EPOCH", "gestern")], &["build"]).status, 2);
}

/// Nothing but the state of articles depends on the day, and the dates that calculators start with.
#[test]
fn another_day_is_the_same_site() {
    let folder = Site::paged();
    folder.article("a", "topics: [逾期]\ndate: 2026-01-01\nreviewed_on: 2026-02-01\nreview_by: 2026-12-31", "正文。");
    folder.build(&["--as-of", "2026-06-01"]);
    let tree = || folder.tree("public").into_iter().filter(|(path, _)| !path.starts_with("calculators/")).collect::<Vec<_>>();
    let before = tree();
    folder.build(&["--as-of", "2026-09-30"]);
    assert!(tree() == before);
}
