//! The search page: what it names, who leads to it, and that a site without search has nothing of it.

use crate::support::site::Site;

fn site() -> Site {
    let folder = Site::paged();
    folder.write(
        "content/lenders.yaml",
        "lenders:\n  - {slug: qinghe, name: 青禾消费金融, kind: consumer_finance, entity: 青禾消费金融有限公司, aliases: [青禾], former_names: [青苗贷]}\n\
         \x20 - {slug: shanhu, name: 珊瑚小贷, kind: micro_loan}\n",
    );
    folder.article("a", "date: 2026-03-01\ntopics: [逾期]\nlender: 青禾", "正文。");
    folder
}

#[test]
fn it_names_topics_lenders_and_calculators_with_their_other_names() {
    let folder = site();
    folder.build(&[]);
    let text = folder.read("public/search/index.html");
    for link in [
        r#"<a href="/topics/overdue/">逾期 <small>1</small></a>"#,
        r#"<a href="/topics/fees/">费用</a>"#,
        r#"<a href="/lenders/qinghe/">青禾消费金融 <small>1</small></a>"#,
        r#"<a href="/lenders/shanhu/">珊瑚小贷</a>"#,
        r#"<a href="/calculators/court-fee/">诉讼费计算器</a>"#,
    ] {
        assert!(text.contains(link), "{link}\n{text}");
    }
    assert!(text.contains("<meta name=\"robots\" content=\"noindex, follow\">"));
    assert!(!folder.read("public/sitemap.xml").contains("/search/"));
}

#[test]
fn every_page_has_one_box_that_leads_to_it() {
    let folder = site();
    folder.build(&["--base-url", "https://example.com/docs/"]);
    for page in ["index.html", "404.html", "articles/a.html", "topics/index.html", "search/index.html"] {
        let text = folder.read(&format!("public/{page}"));
        assert_eq!(text.matches("role=\"search\" action=\"/docs/search/\"").count(), 1, "{page}");
        assert_eq!(text.contains("/assets/search"), page == "search/index.html", "{page}: scripts only where they are used");
    }
}

#[test]
fn a_site_without_search_has_no_page_no_box_and_no_rule() {
    let folder = site();
    folder.write("sitegen.yaml", "title: 债务指南\nbase_url: https://www.example.com/\nsearch: false\n");
    folder.build(&[]);
    assert!(!folder.has("search"));
    for page in ["index.html", "404.html", "articles/a.html", "_headers"] {
        assert!(!folder.read(&format!("public/{page}")).contains("search"), "{page}");
    }
}
