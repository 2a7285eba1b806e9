//! Laws and facts of the registers on pages: what has changed is told to readers, one edit of a register changes the pages that
//! use it and no others, and the command line says who cites what.

use crate::support::site::{AS_OF, Site};

const LENDERS: &str = "lenders:\n  - {slug: qinghe, name: 青禾消费金融, kind: consumer_finance, entity: 青禾消费金融有限公司, facts: [{key: hotline, value: \"95000\", source: 官网, checked_on: 2026-03-01}]}\n";

#[test]
fn one_edit_of_the_register_changes_the_pages_that_use_it_and_no_others() {
    let folder = Site::paged();
    folder.write("content/lenders.yaml", LENDERS);
    folder.article(
        "a",
        "date: 2026-01-01\ntopics: [逾期]\nlender: 青禾消费金融",
        "先看合同。\n\n## 热线{lender.hotline} {#hotline}\n\n请打{lender.hotline}，再打{qinghe.hotline}。\n\n## 二\n\n## 三\n",
    );
    folder.article("b", "date: 2026-01-02\ntopics: [诉讼]", "照样写\\{qinghe.hotline}。");
    folder.build(&["--as-of", AS_OF]);
    assert!(folder.read("public/articles/a.html").contains("<p>请打95000，再打95000。</p>"));
    let a = folder.read("public/articles/a.html");
    assert!(a.contains("<h2 id=\"hotline\">热线95000</h2>") && a.contains("<a href=\"#hotline\">热线95000</a>"), "{a}");
    // What is listed, searched and told to search engines is what is read.
    let raw = |bytes: &[u8]| bytes.windows(7).any(|w| w == b"{lender");
    let named: Vec<String> = folder.tree("public").into_iter().filter(|(_, bytes)| raw(bytes)).map(|(path, _)| path).collect();
    assert_eq!(named, [""; 0]);
    assert!(folder.read("public/articles/b.html").contains("<p>照样写{qinghe.hotline}。</p>"));
    let before = folder.read("public/articles/b.html");
    folder.write("content/lenders.yaml", LENDERS.replace("95000", "95111"));
    folder.build(&["--as-of", AS_OF]);
    let page = folder.read("public/articles/a.html");
    assert!(page.contains("<p>请打95111，再打95111。</p>") && !page.contains("95000"));
    assert_eq!(folder.read("public/articles/b.html"), before);
}

#[test]
fn readers_are_told_what_has_changed_since_the_article_was_reviewed() {
    let folder = Site::paged();
    folder.write(
        "content/laws.yaml",
        "laws:\n  - {id: old, title: 旧办法, repealed: 2026-03-01, superseded_by: new, status: repealed}\n  - {id: new, title: 新办法, effective: 2026-03-01}\n  - {id: code, title: 程序法, renumbered: [{on: 2026-02-01, from: \"260\", to: \"264\"}]}\n",
    );
    let cited = "依据《旧办法》和《程序法》第二百六十条。";
    folder.article("a", "date: 2026-01-01\ntopics: [逾期]", cited);
    folder.article("b", "date: 2026-01-01\nreviewed_on: 2026-04-01\ntopics: [逾期]", cited);
    folder.build(&["--as-of", AS_OF]);
    let page = folder.read("public/articles/a.html");
    assert!(page.contains("data-law-changes") && page.contains("起已不再适用，现为<a href=\"/laws/new/\">新办法</a>。"), "{page}");
    assert!(page.contains("起条文序号有变，原第二百六十条，现为<a href=\"/laws/code/#264\">第二百六十四条</a>。"), "{page}");
    assert!(!folder.read("public/articles/b.html").contains("data-law-changes"));
    assert!(folder.read("public/laws/code/index.html").contains("原第二百六十条为第二百六十四条"));
}
