//! Addresses: permalinks, redirects, the base path.

use crate::support::site::Site;

#[test]
fn the_firms_own_permalinks() {
    let folder = Site::paged();
    folder.write("sitegen.yaml", "title: 甲\nbase_url: https://www.example.com/\npermalinks:\n  article: /hf/{slug}.html\n");
    folder.article("177001", "date: 2026-01-01\ntopics: [逾期]", "见[另一篇](100017.md)。");
    folder.article("100017", "date: 2026-01-02\ntopics: [逾期]", "正文。");
    folder.build(&[]);
    let page = folder.page("hf/177001.html");
    assert_eq!(page.reference("link canonical"), Some("https://www.example.com/hf/177001.html"));
    assert!(page.references.iter().any(|r| r.kind == "a" && r.url == "/hf/100017.html"));
    assert!(!folder.has("articles"));
}

#[test]
fn permalinks_that_end_in_a_slash_are_folders() {
    let folder = Site::paged();
    folder.write("sitegen.yaml", "title: 甲\nbase_url: https://www.example.com/\npermalinks:\n  article: /{slug}/\n");
    folder.article("a", "date: 2026-01-01\ntopics: [逾期]", "正文。");
    folder.build(&[]);
    assert_eq!(folder.page("a/index.html").reference("link canonical"), Some("https://www.example.com/a/"));
}

#[test]
fn old_addresses_lead_to_the_new_one() {
    let folder = Site::paged();
    let aliases = "aliases: [/hf/1.html, /old, /older/, /旧文/一]";
    folder.article("a", &format!("date: 2026-01-01\ntopics: [逾期]\n{aliases}"), "正文。");
    folder.build(&["--base-url", "https://example.com/docs"]);
    for page in ["hf/1.html", "old/index.html", "older/index.html", "旧文/一/index.html"] {
        let page = folder.page(page);
        assert_eq!(page.reference("refresh"), Some("/docs/articles/a.html"));
        assert_eq!(page.reference("link canonical"), Some("https://example.com/docs/articles/a.html"));
    }
    assert_eq!(
        folder.read("public/_redirects"),
        "/docs/hf/1.html /docs/articles/a.html 301\n\
         /docs/old /docs/articles/a.html 301\n\
         /docs/older/ /docs/articles/a.html 301\n\
         /docs/%E6%97%A7%E6%96%87/%E4%B8%80 /docs/articles/a.html 301\n"
    );
}

#[test]
fn a_chinese_slug_is_encoded_in_addresses_and_plain_on_disk() {
    let folder = Site::paged();
    folder.article("逾期怎么办", "date: 2026-01-01\ntopics: [逾期]", "正文。");
    folder.build(&[]);
    let canonical = "https://www.example.com/articles/%E9%80%BE%E6%9C%9F%E6%80%8E%E4%B9%88%E5%8A%9E.html";
    assert_eq!(folder.page("articles/逾期怎么办.html").reference("link canonical"), Some(canonical));
    assert!(folder.read("public/sitemap.xml").contains(&format!("<loc>{canonical}</loc>")));
    assert!(folder.read("public/feed.xml").contains(&format!("<id>{canonical}</id>")));
}

#[test]
fn old_addresses_have_marks_of_old_systems() {
    let folder = Site::paged();
    folder.article("a", "date: 2026-01-01\ntopics: [逾期]\naliases: [\"/a+b,(c)&d.html\", \"/(1)/\"]", "正文。");
    folder.build(&[]);
    assert!(folder.has("a+b,(c)&d.html") && folder.has("(1)/index.html"));
    assert!(folder.read("public/_redirects").starts_with("/(1)/ /articles/a.html 301\n/a+b,(c)&d.html /articles/a.html 301\n"));
}

/// What `check` lets pass, `build` can write.
#[test]
fn an_old_address_is_never_a_file_and_a_folder() {
    for alias in [
        "/_redirects",
        "/feed.xml/x.html",
        "/articles/a.html/x.html",
        "/static.txt/1.html",
        "/h",
        "/h/1.html/2.html",
        "/ASSETS/x/",
        "/topics",
        "/robots.txt/",
        "/caf\u{e9}.html/1.html",
    ] {
        let folder = Site::paged();
        folder.write("static/static.txt", "甲\n");
        folder.write("static/h/1.html", "<p>甲\n");
        folder.write("static/cafe\u{301}.html", "<p>甲\n");
        folder.article("a", &format!("date: 2026-01-01\ntopics: [逾期]\naliases: [{alias}]"), "正文。");
        let check = folder.run(&["check", "--as-of", "2026-06-01"]);
        let build = folder.run(&["build", "--as-of", "2026-06-01"]);
        assert!(build.status == check.status && build.status < 2, "{alias}: {}", build.stderr);
        let is_error = !["/ASSETS/x/", "/h"].contains(&alias);
        assert_eq!(check.status, i32::from(is_error), "{alias}: {}", check.stderr);
    }
}

/// Some systems decompose the names of files, and what people type is composed.
#[test]
fn links_and_files_match_whatever_their_unicode_form() {
    let (composed, decomposed) = ("caf\u{e9}", "cafe\u{301}");
    for (file, link) in [(composed, decomposed), (decomposed, composed)] {
        let folder = Site::paged();
        folder.article(
            file,
            "date: 2026-01-01\ntopics: [逾期]",
            &format!("## 1. {file} 标题\n\n见[节](#{link}-标题)和[节](<#1. {link} 标题>)。"),
        );
        folder.write(&format!("content/articles/{file}.docx"), "甲");
        folder.write(&format!("static/{file}.txt"), "甲");
        let links = format!("[文]({link}.md)、[节]({link}.md#{link}-标题)、[文件]({link}.docx)、[文件](/{link}.txt)");
        folder.article("b", &format!("date: 2026-01-02\ntopics: [逾期]\nrelated: [{link}]"), &links);
        let run = folder.run(&["check", "--format", "short", "--as-of", "2026-06-01"]);
        assert_eq!((run.status, run.stderr.as_str()), (0, ""), "{file:?}");
        folder.build(&[]);
        assert!(folder.has(&format!("{file}.txt")) && folder.has(&format!("articles/{composed}.html")));
    }
}

/// The pages of a lender's articles about a topic come and go with their number.
#[test]
fn lists_of_lenders_by_topic_are_in_nobodys_way() {
    let folder = Site::paged();
    folder.article("a", "date: 2026-01-01\ntopics: [逾期]\naliases: [/lenders/qinghe/overdue]", "正文。");
    folder.write("static/lenders/qinghe/Fees/index.html", "甲\n");
    folder.write("static/lenders/qinghe/logo.png/a.txt", "乙\n");
    let output = folder.run(&["check", "--format", "short", "--lang", "en", "--as-of", "2026-06-01"]);
    assert_eq!(output.status, 1);
    assert_eq!(
        output.stderr,
        "content/articles/a.md:5:11: error[SG214]: the old address `/lenders/qinghe/overdue` cannot be used: lists of the articles \
         of a lender about a topic stand there\n\
         static/lenders/qinghe/Fees/index.html:1:1: error[SG225]: `lenders/qinghe/Fees/index.html` cannot be created: lists of the \
         articles of a lender about a topic stand there\n"
    );
}

/// Where archive pages stand nothing else may, whether or not there are so many yet.
#[test]
fn archive_pages_are_in_nobodys_way() {
    let folder = Site::paged();
    folder.article("a", "date: 2026-01-01\ntopics: [逾期]\naliases: [/Topics/overdue/page/1/]", "正文。");
    folder.write("static/lenders/qinghe/page/2/index.html", "甲\n");
    folder.write("static/sitemap-2026-01.xml", "甲\n");
    folder.write("static/search/main/terms/0.bin", "甲\n");
    folder.write("static/topics/overdue/page.txt", "乙\n");
    let output = folder.run(&["check", "--format", "short", "--lang", "en", "--as-of", "2026-06-01"]);
    assert_eq!(output.status, 1);
    assert_eq!(
        output.stderr,
        "content/articles/a.md:5:11: error[SG214]: the old address `/Topics/overdue/page/1/` cannot be used: archive pages of \
         lists, parts of the sitemap and the search index stand there\n\
         static/lenders/qinghe/page/2/index.html:1:1: error[SG225]: `lenders/qinghe/page/2/index.html` cannot be created: archive \
         pages of lists, parts of the sitemap and the search index stand there\n\
         static/search/main/terms/0.bin:1:1: error[SG225]: `search/main/terms/0.bin` cannot be created: archive pages of lists, \
         parts of the sitemap and the search index stand there\n\
         static/sitemap-2026-01.xml:1:1: error[SG225]: `sitemap-2026-01.xml` cannot be created: archive pages of lists, parts \
         of the sitemap and the search index stand there\n"
    );
}

#[test]
fn a_scheme_may_be_written_in_capitals() {
    let folder = Site::paged();
    folder.article("a", "date: 2026-01-01\ntopics: [逾期]", "见[甲](HTTPS://example.org/a)和[乙](Tel:12368)。");
    folder.build(&[]);
    let links: Vec<String> = folder.page("articles/a.html").references.into_iter().map(|r| r.url).collect();
    assert!(links.iter().any(|l| l == "HTTPS://example.org/a") && links.iter().any(|l| l == "Tel:12368"), "{links:?}");
}

/// A build for a preview elsewhere checks links to the site's own domain, too, and leads them to the preview.
#[test]
fn links_to_the_own_domain_in_a_preview() {
    let folder = Site::paged();
    folder.article("a", "date: 2026-01-01\ntopics: [逾期]", "见[乙](https://www.example.com/articles/b.html)。");
    folder.article("b", "date: 2026-01-01\ntopics: [逾期]", "见[甲](http://localhost:8000/docs/articles/a.html)。");
    folder.build(&["--base-url", "http://localhost:8000/docs/"]);
    let links = |page: &str| folder.page(page).references.into_iter().map(|r| r.url).collect::<Vec<_>>();
    assert!(links("articles/a.html").contains(&"/docs/articles/b.html".to_owned()));
    assert!(links("articles/b.html").contains(&"/docs/articles/a.html".to_owned()));
    folder.remove("content/articles/b.md");
    let check =
        ["check", "--format", "short", "--lang", "en", "--as-of", "2026-06-01", "--base-url", "http://localhost:8000/docs/"];
    assert_eq!(folder.run(&check).stderr, "content/articles/a.md:7:29: error[SG210]: this site has no page `/articles/b.html`\n");
}
