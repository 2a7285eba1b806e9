//! What is handed to search engines: the lists of changed pages beside the output, `llms.txt`, and links between the pages of
//! a long list.

use crate::support::site::Site;

const PUSH: &str = ".sitegen/push/changed-urls.txt";

fn site() -> Site {
    let folder = Site::paged();
    for n in 1..=7 {
        folder.article(&format!("a{n}"), &format!("date: 2026-03-0{n}\ntopics: [逾期]"), "正文。");
    }
    folder.article("gone", "date: 2026-01-01\ntopics: [逾期]\nwithdrawn: {on: 2026-05-01, reason: 需要核对。}", "正文。");
    folder
}

#[test]
fn the_first_build_lists_every_page_that_may_be_listed_and_the_next_one_what_changed() {
    let folder = site();
    folder.build(&[]);
    let all = folder.read(PUSH);
    for path in ["", "topics/overdue/", "articles/a1.html", "calculators/court-fee/"] {
        assert!(all.lines().any(|url| url == format!("https://www.example.com/{path}")), "{path}: {all}");
    }
    for part in ["articles/gone.html", "/page/", "404", ".css", ".xml"] {
        assert!(!all.contains(part), "{part}: {all}");
    }
    folder.build(&[]);
    assert_eq!(folder.read(PUSH), "");
    folder.article("a1", "date: 2026-03-01\nupdated: 2026-05-02\ntopics: [逾期]", "改过的正文。");
    folder.build(&[]);
    let changed = folder.read(PUSH);
    assert!(changed.contains("https://www.example.com/articles/a1.html\n"), "{changed}");
    assert!(!changed.contains("/calculators/"), "{changed}");
}

/// What depends on the last build is no part of the site.
#[test]
fn the_lists_stand_beside_the_output() {
    let folder = site();
    folder.build(&[]);
    assert!(!folder.tree("public").keys().any(|path| path.contains("changed-urls")));
}

#[test]
fn pages_of_a_long_list_name_the_older_one_and_the_list() {
    let folder = site();
    folder.build(&[]);
    let by = |path: &str, kind: &str| folder.page(path).reference(&format!("link {kind}")).map(str::to_owned);
    let list = "/topics/overdue/";
    assert_eq!(by("topics/overdue/index.html", "prev").as_deref(), Some("/topics/overdue/page/2/"));
    assert_eq!(by("topics/overdue/page/2/index.html", "prev").as_deref(), Some("/topics/overdue/page/1/"));
    assert_eq!(by("topics/overdue/page/2/index.html", "up").as_deref(), Some(list));
    assert_eq!(by("topics/overdue/page/1/index.html", "prev"), None);
    assert_eq!(folder.page("topics/overdue/page/1/index.html").meta("robots"), Some("noindex, follow"));
}
