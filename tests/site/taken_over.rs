//! What is taken over from a site that was made before, where one thing has changed since that is no article's text: the site is
//! the one that is made of everything.

use std::collections::BTreeSet;
use std::fs;
use std::io;

use sitegen::diag::Finding;
use sitegen::link::Publish;
use sitegen::load::Sources;
use sitegen::model::{ArticleId, Id};
use sitegen::pipeline::{self, AsOf, Before, Options, Past, Site, Touched};

use crate::support::folder::{AS_OF, Folder, Tree};
use crate::support::silent::Silent;

/// A site, what it was made of and what comes of it.
struct Made {
    sources: Sources,
    site: Site,
    outcome: (Tree, BTreeSet<Finding>),
}

fn options(day: &str, drafts: bool) -> Options {
    Options { as_of: AsOf::Day(day.parse().unwrap()), publish: Publish { drafts, future: false }, base_url: None }
}

fn made(folder: &Folder, options: &Options, before: Option<&Made>, touched: &Touched) -> Made {
    let held = before.map(|before| (&before.sources, touched));
    let (sources, read) = pipeline::read_held(folder.root(), &folder.path("sitegen.yaml"), held, &Silent).unwrap();
    let before = before.map(|before| Before { sources: &before.sources, site: &before.site, in_a_hurry: false });
    let (site, mut found) = pipeline::site_again(sources.clone(), options, Past { before, notes: None }, &Silent).unwrap();
    found.extend(read);
    let rendered = site.render(|artifact| io::Result::Ok((artifact.path, artifact.bytes)), &Silent).unwrap();
    let findings = found.iter().cloned().chain(rendered.findings).collect();
    Made { sources, site, outcome: (rendered.taken.into_iter().collect(), findings) }
}

/// A site of which every part is looked at by an article.
fn folder() -> Folder {
    let folder = Folder::site();
    let front = "date: 2026-01-01\ntopics: [逾期]";
    folder.write("content/pages/about.md", "---\ntitle: 关于\n---\n\n## 我们\n\n正文。\n");
    folder.write("content/topics/overdue.md", "逾期以后。\n");
    folder.write("content/lenders/qinghe.md", "青禾的介绍。\n");
    folder.write("content/articles/table.pdf", "一张表");
    let links =
        "[我们](../pages/about.md#我们)、[逾期](../topics/overdue.md)、[青禾](../lenders/qinghe.md)、[表](table.pdf)、[乙](b.md)";
    // All stand beside each other.
    let text = "收到传票以后先核对开庭日期，答辩状按案号提交。账单上的最低还款额不算逾期，循环利息从入账日起算。";
    folder.article("a", front, &format!("见{links}。\n\n{text}"));
    folder.article("b", front, &format!("按《中华人民共和国民法典》第一百八十八条。\n\n{text}"));
    folder.article("c", &format!("{front}\ndraft: true"), &format!("草稿，还没有写完。\n\n{text}"));
    folder.article("d", &format!("{front}\nexpires: 2026-06-15"), &format!("到了六月就不再适用。\n\n{text}"));
    folder
}

/// Makes a site again after a change, and of everything.
fn compare(what: &str, change: impl FnOnce(&Folder), day: &str, drafts: bool) {
    let folder = folder();
    let before = made(&folder, &options(AS_OF, false), None, &Touched::Any);
    assert_eq!(before.site.related.of(ArticleId::new(0)), [1, 3].map(ArticleId::new));
    change(&folder);
    let again = made(&folder, &options(day, drafts), Some(&before), &Touched::Any);
    let anew = made(&folder, &options(day, drafts), None, &Touched::Any);
    assert!(!again.site.is_rough, "{what}: everything may be another");
    assert!(again.outcome == anew.outcome, "{what}: not what is made of everything");
    assert!(before.outcome != anew.outcome, "{what}: changes nothing");
}

#[test]
fn a_day_or_rules_of_publishing() {
    compare("an article expires", |_| (), "2026-07-01", false);
    compare("drafts are shown", |_| (), AS_OF, true);
}

#[test]
fn settings_and_registers() {
    let replace = |path: &'static str, from: &'static str, to: &'static str| {
        move |folder: &Folder| folder.write(path, &folder.read(path).replace(from, to))
    };
    compare("a title", replace("sitegen.yaml", "债务指南", "另一个"), AS_OF, false);
    compare("addresses", replace("sitegen.yaml", "page_size: 5", "permalinks: {article: \"/hf/{slug}.html\"}"), AS_OF, false);
    compare("a topic", replace("content/topics.yaml", "title: 逾期", "title: 逾期以后, aliases: [逾期]"), AS_OF, false);
    compare(
        "a law",
        replace("content/laws.yaml", "in_force", "repealed, effective: 2000-01-01, repealed: 2020-01-01"),
        AS_OF,
        false,
    );
}

#[test]
fn what_an_article_leads_to() {
    let page = "---\ntitle: 关于\n---\n\n## 他们\n\n正文。\n";
    compare("a heading of a page", |folder| folder.write("content/pages/about.md", page), AS_OF, false);
    compare("an introduction of a topic", |folder| folder.remove("content/topics/overdue.md"), AS_OF, false);
    compare("an introduction of a lender", |folder| folder.remove("content/lenders/qinghe.md"), AS_OF, false);
    compare("a file", |folder| folder.remove("content/articles/table.pdf"), AS_OF, false);
}

#[test]
fn articles_that_come_and_go() {
    let front = "date: 2026-01-02\ntopics: [诉讼]";
    compare("one comes", |folder| folder.article("aa", front, "新的一篇。"), AS_OF, false);
    compare("one comes last", |folder| folder.article("e", front, "新的一篇。"), AS_OF, false);
    compare("the last goes", |folder| folder.remove("content/articles/d.md"), AS_OF, false);
    compare("one goes", |folder| folder.remove("content/articles/b.md"), AS_OF, false);
    let renamed = |folder: &Folder| {
        let path = |slug: &str| folder.path(&format!("content/articles/{slug}.md"));
        fs::rename(path("b"), path("e")).unwrap();
    };
    compare("one goes by another name", renamed, AS_OF, false);
    compare(
        "one is withdrawn",
        |f| f.article("b", "date: 2026-01-01\ntopics: [逾期]\nwithdrawn: {on: 2026-05-01, reason: 有误}", ""),
        AS_OF,
        false,
    );
}

/// Whoever tells of a folder means whatever is in it.
#[test]
fn texts_below_a_folder_that_was_touched_are_read_again() {
    let folder = folder();
    let before = made(&folder, &options(AS_OF, false), None, &Touched::Any);
    folder.article("b", "date: 2026-01-01\ntopics: [逾期]", "改过的正文。");
    let these = |path: &str| Touched::These([path.to_owned()].into());
    let elsewhere = made(&folder, &options(AS_OF, false), Some(&before), &these("content/pages"));
    assert!(elsewhere.outcome == before.outcome, "what is not touched is not read");
    for path in ["content", "content/articles", "content/articles/b.md"] {
        let again = made(&folder, &options(AS_OF, false), Some(&before), &these(path));
        assert!(again.outcome == made(&folder, &options(AS_OF, false), None, &Touched::Any).outcome, "{path}");
    }
}

/// What is wrong with a text that cannot be read is said as long as it cannot be, whatever else is edited.
#[test]
fn a_text_that_cannot_be_read_is_told_of_after_an_edit_of_another() {
    let folder = folder();
    fs::write(folder.path("content/articles/e.md"), [0xff, 0xfe]).unwrap();
    let before = made(&folder, &options(AS_OF, false), None, &Touched::Any);
    folder.article("b", "date: 2026-01-01\ntopics: [逾期]", "改过的正文。");
    let touched = Touched::These(["content/articles/b.md".to_owned()].into());
    let again = made(&folder, &options(AS_OF, false), Some(&before), &touched);
    let anew = made(&folder, &options(AS_OF, false), None, &Touched::Any);
    assert!(anew.outcome.1.iter().any(|finding| &*finding.path == "content/articles/e.md"), "{:?}", anew.outcome.1);
    assert_eq!(again.outcome.1, anew.outcome.1);
}
