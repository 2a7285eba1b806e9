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
