//! Real and generated libraries under the checker: nothing is wrong on any page, under any base address.

use std::path::Path;

use crate::support::checker::{self, Promise, Report};
use crate::support::library::{self, Library};
use crate::support::site::{AS_OF, Site};

fn clean(report: &Report) {
    assert!(report.faults.is_empty(), "{report}");
}

fn built(library: &Library, base: &str) -> Report {
    let folder = Site::empty();
    library.write(folder.root()).unwrap();
    folder.build(&["--base-url", base]);
    let promise = Promise { unpublished: library.unpublished_words(), withdrawn: library.withdrawn(), ..Promise::at(base) };
    checker::check(&folder.path("public"), promise)
}

#[test]
fn a_library_of_300() {
    let report = built(&Library::new(300, 1), library::BASE_URL);
    clean(&report);
    // Of forty in a row a draft, a future and an expired article have no page.
    assert_eq!(report.figures["articles"], 300 - 3 * 8);
    assert!(report.figures["fragments"] > 3_000, "{report}");
    assert_eq!(report.figures["redirects"], 30, "{report}");
}

#[test]
fn a_library_below_a_base_path() {
    clean(&built(&Library::new(90, 2), "https://example.com/docs/"));
    clean(&built(&Library::new(41, 3), "http://localhost:8000/a/b/"));
}

#[test]
fn libraries_of_every_small_size() {
    for articles in [0, 1, 2, 5, 6, 7, 24] {
        clean(&built(&Library::new(articles, 4), library::BASE_URL));
    }
}

/// The repository is itself a site: its own library is held to the same.
#[test]
fn the_sample_library() {
    let folder = Site::empty();
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).display().to_string();
    for base in ["https://www.example.com/", "https://example.com/docs/"] {
        let output = folder.path("public").display().to_string();
        let arguments = ["-r", &root, "-o", &output, "--base-url", base, "--as-of", "2026-12-01", "--format", "json"];
        let run = folder.try_build(&arguments);
        // Its rates wait for the publications after the last check; a lawyer adds them.
        let others: Vec<&str> = run.stderr.lines().filter(|l| l.contains("\"code\"") && !l.contains("\"SG513\"")).collect();
        assert_eq!((run.status, others), (0, vec![]));
        let withdrawn = vec!["articles/credit-repair-policy-2026.html".to_owned()];
        clean(&checker::check(&folder.path("public"), Promise { withdrawn, ..Promise::at(base) }));
    }
}

#[test]
fn the_scaffold_of_init() {
    let folder = Site::empty();
    assert_eq!(folder.run(&["init", "new"]).status, 0);
    let settings = folder.read("new/sitegen.yaml");
    let base = settings.lines().find_map(|l| l.strip_prefix("base_url:")).unwrap().trim();
    folder.build(&["-r", "new", "--as-of", "2100-01-01", "--strict"]);
    clean(&checker::check(&folder.path("new/public"), Promise::at(base)));
    assert_eq!(AS_OF, library::AS_OF);
}

/// Settings that leave out everything that may be left out.
#[test]
fn the_barest_site() {
    let folder = Site::empty();
    folder.write("sitegen.yaml", "title: 债务指南\nbase_url: https://www.example.com/\n");
    folder.write("content/topics.yaml", "topics:\n  - {slug: overdue, title: 逾期}\n");
    folder.article("a", "date: 2026-03-01\ntopics: [逾期]", "先看合同。");
    folder.build(&[]);
    clean(&checker::check(&folder.path("public"), Promise::at("https://www.example.com/")));
}

/// A page or an introduction may cite an article of a law that the register does not list and no article cites.
#[test]
fn a_law_cited_only_outside_articles() {
    let folder = Site::paged();
    folder.write("content/pages/about.md", "---\ntitle: 关于\n---\n\n见《民法典》第一千条。\n");
    folder.write("content/topics/fees.md", "见《民法典》第一千零一条。\n");
    folder.write("content/lenders/qinghe.md", "见《民法典》第一千零二条。\n");
    folder.article("a", "date: 2026-03-01\ntopics: [逾期]", "先看合同。");
    folder.build(&[]);
    clean(&checker::check(&folder.path("public"), Promise::at("https://www.example.com/")));
}

/// Bodies that have no paragraph to take an excerpt from, and headings that ask for identifiers of the theme.
#[test]
fn odd_bodies() {
    let folder = Site::paged();
    let bodies = [
        ("empty", ""),
        ("table", "| 甲 | 乙 |\n| --- | --- |\n| 1 | 2 |"),
        ("code", "```text\nabc\n```"),
        ("list", "- 第一项\n- 第二项"),
        ("ids", "正文。\n\n## main\n\n甲。\n\n## Newest heading\n\n乙。\n\n## 丙 {#fn_1}\n\n脚注[^a]。\n\n[^a]: 注。"),
        ("signs", "正文。\n\n## ——\n\n## ！\n\n## *强调*\n\n## ——\n\n## 1\n\n## 一、"),
    ];
    for (slug, body) in bodies {
        folder.article(slug, "date: 2026-03-01\ntopics: [逾期]", body);
    }
    folder.write("content/topics/overdue.md", "正文。\n\n## newest-heading\n\n甲。\n");
    folder.build(&[]);
    clean(&checker::check(&folder.path("public"), Promise::at("https://www.example.com/")));
    assert_eq!(folder.page("articles/table.html").meta("description"), Some("table的标题"));
}
