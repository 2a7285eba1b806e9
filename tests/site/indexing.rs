//! What search engines may index, and the dates and descriptions that they are told.

use crate::support::site::Site;

/// The sitemap's entry of a page, without its address.
fn entry(site: &Site, path: &str) -> Option<String> {
    let sitemap = site.read("public/sitemap.xml");
    let start = format!("<url><loc>https://www.example.com/{path}</loc>");
    sitemap.lines().find_map(|line| Some(line.strip_prefix(&start)?.trim_end_matches("</url>").to_owned()))
}

#[test]
fn a_list_of_one_article_is_no_search_result() {
    let site = Site::paged();
    site.article("a", "date: 2026-01-01\ntopics: [overdue]\nlender: 青禾消费金融", "正文。");
    let is_indexed = |path: &str| {
        let page = site.read(&format!("public/{path}index.html"));
        let indexed = !page.contains("<meta name=\"robots\" content=\"noindex, follow\">");
        assert_eq!(indexed, entry(&site, path).is_some(), "{path}: page and sitemap differ");
        indexed
    };
    site.build(&[]);
    assert!(!is_indexed("topics/overdue/") && !is_indexed("lenders/qinghe/") && !is_indexed("topics/fees/"));
    site.write("content/topics/overdue.md", "先看这里。\n");
    site.build(&[]);
    assert!(is_indexed("topics/overdue/") && !is_indexed("lenders/qinghe/"));
    site.article("b", "date: 2026-01-02\ntopics: [overdue]\nlender: 青禾消费金融", "另一段。");
    site.build(&[]);
    assert!(is_indexed("topics/overdue/") && is_indexed("lenders/qinghe/"));
    // Two registered provisions and a citation are enough.
    assert!(!is_indexed("laws/civil-code/"));
    site.article("c", "date: 2026-01-03\ntopics: [overdue]", "见《民法典》第一百八十八条。");
    site.build(&[]);
    assert!(is_indexed("laws/civil-code/") && !is_indexed("laws/criminal-law/"));
}

#[test]
fn laws_and_calculators_have_a_date() {
    let site = Site::paged();
    let laws = site
        .read("content/laws.yaml")
        .replace("title: 中华人民共和国民法典, ", "title: 中华人民共和国民法典, effective: 2021-01-01, ");
    site.write("content/laws.yaml", laws);
    site.article("a", "date: 2020-06-01\ntopics: [overdue]", "见《民法典》第一百八十八条。");
    site.build(&["--as-of", "2020-12-01"]);
    // Neither a change of the law nor a check of the program that is still to come.
    assert_eq!(entry(&site, "laws/civil-code/").unwrap(), "<lastmod>2020-06-01</lastmod>");
    assert_eq!(entry(&site, "calculators/court-fee/").unwrap(), "");
    site.build(&["--as-of", "2030-01-01"]);
    assert_eq!(entry(&site, "laws/civil-code/").unwrap(), "<lastmod>2021-01-01</lastmod>");
    assert!(entry(&site, "calculators/court-fee/").unwrap().starts_with("<lastmod>20"));
}

const LAWYERS: &str = "people:\n  - {id: lawyer, name: 示例律师, licence: 示例证号, role: 审核律师}\n  - {id: editor, name: 示例编辑, role: 律师助理}\n";

/// A site whose settings have some editorial keys, with articles reviewed by a lawyer, by somebody without a licence, and by nobody.
fn with_reviews(editorial: &str) -> Site {
    let site = Site::paged();
    site.write("content/people.yaml", LAWYERS);
    let settings = site.read("sitegen.yaml");
    site.write("sitegen.yaml", format!("{settings}editorial:\n{editorial}"));
    site.article("reviewed", "date: 2026-01-01\ntopics: [overdue]\nreviewed_by: lawyer\nreviewed_on: 2026-01-02", "先看合同。");
    site.article("assistant", "date: 2026-01-03\ntopics: [overdue]\nreviewed_by: editor\nreviewed_on: 2026-01-03", "再看账单。");
    site.article("nobody", "date: 2026-01-04\ntopics: [overdue]", "最后打电话。");
    site
}

/// True for an article that search engines may list, by its page, the sitemap and the feed.
fn is_article_indexed(site: &Site, slug: &str) -> bool {
    let path = format!("articles/{slug}.html");
    let indexed = !site.read(&format!("public/{path}")).contains("<meta name=\"robots\" content=\"noindex, follow\">");
    assert_eq!(indexed, entry(site, &path).is_some(), "{slug}: page and sitemap differ");
    assert_eq!(indexed, site.read("public/feed.xml").contains(&path), "{slug}: page and feed differ");
    assert_eq!(indexed, site.read("public/index.html").contains(&path), "{slug}: page and home page differ");
    indexed
}

#[test]
fn articles_without_a_review_leave_search_engines_and_stay_online() {
    let site = with_reviews("  index: {not: unreviewed, keep: keep.csv}\n");
    site.write("keep.csv", "slug,views\n");
    site.build(&[]);
    let indexed = || ["reviewed", "assistant", "nobody"].map(|slug| is_article_indexed(&site, slug));
    assert_eq!(indexed(), [true, false, false]);
    // Readers still find them in the list of their topic.
    assert!(site.read("public/topics/overdue/index.html").contains("articles/nobody.html"));
    assert!(site.has("search/last/all.bin"));
    // The table keeps one, the front matter decides about another.
    site.write("keep.csv", "slug,views\nnobody,900\nreviewed,5\n");
    site.article(
        "reviewed",
        "date: 2026-01-01\ntopics: [overdue]\nindex: false\nreviewed_by: lawyer\nreviewed_on: 2026-01-02",
        "先看合同。",
    );
    site.build(&["--accept-index-loss"]);
    assert_eq!(indexed(), [false, false, true]);
    let settings = site.read("sitegen.yaml").replace(", keep: keep.csv", "");
    site.write("sitegen.yaml", settings);
    site.article("reviewed", "date: 2026-01-01\ntopics: [overdue]\nindex: true", "先看合同。");
    site.build(&["--accept-index-loss"]);
    assert_eq!(indexed(), [true, false, false]);
}

#[test]
fn a_build_that_loses_many_addresses_must_be_told_to() {
    let site = with_reviews("  index: {not: []}\n");
    site.build(&[]);
    let settings = site.read("sitegen.yaml").replace("not: []", "not: unreviewed");
    site.write("sitegen.yaml", settings);
    let run = site.try_build(&[]);
    assert_eq!(run.status, 1, "{}", run.stderr);
    assert!(run.stderr.contains("SG607"), "{}", run.stderr);
    assert!(entry(&site, "articles/nobody.html").is_some());
    site.build(&["--accept-index-loss"]);
    assert_eq!(entry(&site, "articles/nobody.html"), None);
    site.build(&[]);
}

#[test]
fn readers_are_told_what_nobody_reviewed_and_what_a_machine_wrote() {
    let site = with_reviews("  unreviewed: all\n  ai: {default: generated, until: 2026-01-03}\n");
    site.article("own", "date: 2026-01-02\ntopics: [overdue]\nai: none", "自己写的。");
    site.build(&[]);
    let page = |slug: &str| site.read(&format!("public/articles/{slug}.html"));
    let (reviewed, assistant, nobody, own) = (page("reviewed"), page("assistant"), page("nobody"), page("own"));
    assert!(reviewed.contains("本文由人工智能生成，经律师审核后发布。") && !reviewed.contains("data-unreviewed"));
    assert!(assistant.contains("<strong>人工智能生成，没有执业律师审核的记录：</strong>") && !assistant.contains("经律师审核后"));
    assert!(nobody.contains("<strong>尚未经律师审核：</strong>本文发布于<time datetime=\"2026-01-04\">"));
    assert!(nobody.contains("<p>已审核的文章：<a href=\"/articles/reviewed.html\">"));
    assert!(!nobody.contains("AIGC") && !own.contains("AIGC") && assistant.contains("<meta name=\"AIGC\" content=\"{&quot;Label"));
    // No author, and no lawyer, that the data do not show.
    assert!(!nobody.contains("\"author\"") && !assistant.contains("\"reviewedBy\"") && reviewed.contains("\"reviewedBy\""));
    let home = site.read("public/index.html");
    assert!(home.contains("共 4 篇文章，其中 1 篇经律师审核。"), "{home}");
    assert!(home.contains("<span>人工智能生成</span> <span>未经律师审核</span>"), "{home}");
    assert!(site.read("public/feed.xml").contains("<summary>【人工智能生成】再看账单。</summary>"));
    let results: String =
        site.tree("public/search").into_values().map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).collect();
    assert!(results.contains("[\"人工智能生成\",\"未经律师审核\"]") && results.contains("[\"未经律师审核\"]"));
}

#[test]
fn an_expired_review_is_no_review() {
    let site = with_reviews("  unreviewed: legal\n  legal_topics: [lawsuit]\n");
    let front =
        "date: 2025-01-01\ntopics: [lawsuit]\nai: generated\nreviewed_by: lawyer\nreviewed_on: 2025-01-02\nreview_by: 2025-12-31";
    site.article("expired", front, "起诉以后。");
    site.build(&[]);
    let page = site.read("public/articles/expired.html");
    assert!(page.contains("审核已过有效期") && page.contains("本文由人工智能生成，请核对后再采用。"), "{page}");
    assert!(!page.contains("data-unreviewed") && !site.read("public/articles/nobody.html").contains("data-unreviewed"));
}

#[test]
fn a_citation_that_is_no_longer_right_says_so_where_it_stands() {
    let site = Site::paged();
    let laws = "laws:\n  - {id: guarantee-law, title: 中华人民共和国担保法, status: repealed, repealed: 2021-01-01, superseded_by: civil-code}\n\
                \x20 - {id: civil-code, title: 中华人民共和国民法典, status: in_force, effective: 2021-01-01}\n";
    site.write("content/laws.yaml", laws);
    site.article("a", "date: 2026-01-01\ntopics: [overdue]", "依《担保法》第二十六条，保证期间是六个月。");
    site.build(&[]);
    let note = "</a><small class=\"past\">（已失效，现行规定见《民法典》）</small>";
    assert!(site.read("public/articles/a.html").contains(note), "{}", site.read("public/articles/a.html"));
    let allow = "date: 2026-01-01\ntopics: [overdue]\nallow: [{code: SG502, reason: 讲的是旧法}]";
    site.article("a", allow, "依《担保法》第二十六条，保证期间是六个月。");
    site.build(&[]);
    assert!(!site.read("public/articles/a.html").contains(note));
}
