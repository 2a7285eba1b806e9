//! A change of anything but an article's text, with the store of the state before: the site is that of a clean build.

use std::collections::BTreeSet;
use std::fs;

use sitegen::diag::Finding;
use sitegen::link::Publish;
use sitegen::model::{ArticleId, Id};
use sitegen::pipeline::{self, AsOf, ChangeSet, Load, Options, Site};
use sitegen::store::Memory;

use crate::support::silent::{Silent, context, outcome};
use crate::support::site::{AS_OF, Site as Folder, Tree};

/// A site, its sources and what it results in.
struct State {
    load: Load,
    site: Site,
    outcome: (Tree, BTreeSet<Finding>),
}

fn options(day: &str, drafts: bool) -> Options {
    Options { as_of: AsOf::Day(day.parse().unwrap()), publish: Publish { drafts, future: false }, base_url: None }
}

/// The state after some changes, with the values that the store has of earlier states.
fn state(folder: &Folder, options: &Options, store: &Memory, previous: Option<&State>, changes: &ChangeSet) -> State {
    let previous = previous.map(|state| (&state.load, changes));
    let load = pipeline::hold(folder.root(), &folder.path("sitegen.yaml"), previous, &Silent).unwrap();
    let (site, mut findings) = pipeline::site(load.sources.clone(), &context(options, store)).unwrap();
    findings.extend(load.findings.iter().cloned());
    let outcome = outcome(&site, &findings);
    State { load, site, outcome }
}

/// The state of a process that has just started.
fn clean(folder: &Folder, options: &Options) -> State {
    state(folder, options, &Memory::default(), None, &ChangeSet::Any)
}

/// A site of which every part is looked at by an article.
fn folder() -> Folder {
    let folder = Folder::paged();
    let front = "date: 2026-01-01\ntopics: [逾期]";
    folder.write("content/pages/about.md", "---\ntitle: 关于\n---\n\n## 我们\n\n正文。\n");
    folder.write("content/topics/overdue.md", "逾期以后。\n");
    folder.write("content/lenders/qinghe.md", "青禾的介绍。\n");
    folder.write("content/articles/table.pdf", "一张表");
    folder.write("content/articles/fees.csv", "项目,金额\n受理费,50\n");
    folder.write("content/snippets/call.md", "接到{{谁}}的电话，先核对。\n");
    folder.write("content/glossary.yaml", "glossary:\n  - {term: 循环利息, explanation: 按日计收。}\n");
    let links =
        "[我们](../pages/about.md#我们)、[逾期](../topics/overdue.md)、[青禾](../lenders/qinghe.md)、[表](table.pdf)、[乙](b.md)";
    // All stand beside each other, and none has the text of another.
    let text = "收到传票以后先核对开庭日期，答辩状按案号提交。账单上的最低还款额不算逾期，循环利息从入账日起算。";
    let own = "开庭那天带上身份证原件，提前半小时到法院过安检。法官问到借款用途的，照实回答，记不清的可以庭后补交。判决书送到以后十五天内可以上诉。";
    folder.article("a", front, &format!("见{links}。\n\n{text}{own}\n\n```table\nfile: fees.csv\ntitle: 费用\n```\n"));
    let own = "银行寄来的对账单要逐笔看，本金和费用分开写在两张表里。有一笔对不上的，先要求书面说明，再决定要不要投诉到监管部门。";
    folder.article(
        "b",
        front,
        &format!("按《中华人民共和国民法典》第一百八十八条。\n\n{text}{own}\n\n```snippet\nname: call\n谁: 银行\n```\n"),
    );
    folder.article("c", &format!("{front}\ndraft: true"), &format!("草稿，还没有写完。\n\n{text}"));
    let own =
        "六月以前申请的分期仍按旧合同办，手续费在结清那天一次退回。没有退的，凭回单找网点经理登记，登记簿上要写清楚金额和日期。";
    folder.article("d", &format!("{front}\nexpires: 2026-06-15"), &format!("到了六月就不再适用。\n\n{text}{own}"));
    folder
}

/// Compares the state after a change with that of a clean build.
fn compare(what: &str, change: impl FnOnce(&Folder), day: &str, drafts: bool) {
    let (folder, store) = (folder(), Memory::default());
    let before = state(&folder, &options(AS_OF, false), &store, None, &ChangeSet::Any);
    assert_eq!(before.site.related.of(ArticleId::new(0)), [1, 3].map(ArticleId::new));
    change(&folder);
    let after = state(&folder, &options(day, drafts), &store, Some(&before), &ChangeSet::Any);
    let clean = clean(&folder, &options(day, drafts));
    assert!(after.outcome == clean.outcome, "{what}: the site is not that of a clean build");
    assert!(before.outcome != clean.outcome, "{what}: nothing changed");
}

#[test]
fn a_day_or_rules_of_publishing() {
    compare("an article expires", |_| (), "2026-07-01", false);
    compare("drafts are shown", |_| (), AS_OF, true);
}

#[test]
fn settings_and_registers() {
    let replace = |path: &'static str, from: &'static str, to: &'static str| {
        move |folder: &Folder| folder.write(path, folder.read(path).replace(from, to))
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
fn what_an_article_includes_or_explains() {
    let snippet = |text: &'static str| move |folder: &Folder| folder.write("content/snippets/call.md", text);
    compare("a word of a snippet", snippet("接到{{谁}}的电话，马上核对。\n"), AS_OF, false);
    compare("a heading and a law in a snippet", snippet("## 核对{{谁}}\n\n见《民法典》第六百七十六条。\n"), AS_OF, false);
    compare("a fault of a snippet", snippet("{{谁}}，见[乙](../articles/gone.md)。\n"), AS_OF, false);
    compare("a field of a snippet", snippet("接到{{他}}的电话。\n"), AS_OF, false);
    compare("a snippet goes", |folder| folder.remove("content/snippets/call.md"), AS_OF, false);
    let table = |text: &'static str| move |folder: &Folder| folder.write("content/articles/fees.csv", text);
    compare("a table", table("项目,金额\n受理费,60\n"), AS_OF, false);
    compare("a fault of a table", table("项目,金额\n受理费\n"), AS_OF, false);
    let terms = "glossary:\n  - {term: 循环利息, explanation: 从入账日起按日计收。}\n  - {term: 答辩状, explanation: 回应起诉。}\n";
    compare("a term", |folder| folder.write("content/glossary.yaml", terms), AS_OF, false);
    let series = "date: 2026-01-01\ntopics: [逾期]\nseries: 逾期/2";
    compare("a part of a series", |folder| folder.article("b", series, "正文。"), AS_OF, false);
}

#[test]
fn a_snippet_of_the_change_set_is_read_again() {
    let (folder, store) = (folder(), Memory::default());
    let before = state(&folder, &options(AS_OF, false), &store, None, &ChangeSet::Any);
    folder.write("content/snippets/call.md", "接到{{谁}}的来电，先核对。\n");
    let changes = ChangeSet::Paths(["content/snippets/call.md".to_owned()].into());
    let after = state(&folder, &options(AS_OF, false), &store, Some(&before), &changes);
    assert!(after.outcome == clean(&folder, &options(AS_OF, false)).outcome && after.outcome != before.outcome);
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

#[test]
fn texts_in_a_folder_of_the_change_set_are_read_again() {
    let (folder, store) = (folder(), Memory::default());
    let before = state(&folder, &options(AS_OF, false), &store, None, &ChangeSet::Any);
    folder.article("b", "date: 2026-01-01\ntopics: [逾期]", "改过的正文。");
    let one = |path: &str| ChangeSet::Paths([path.to_owned()].into());
    let elsewhere = state(&folder, &options(AS_OF, false), &store, Some(&before), &one("content/pages"));
    assert!(elsewhere.outcome == before.outcome, "a text outside of the change set is not read");
    for path in ["content", "content/articles", "content/articles/b.md"] {
        let after = state(&folder, &options(AS_OF, false), &store, Some(&before), &one(path));
        assert!(after.outcome == clean(&folder, &options(AS_OF, false)).outcome, "{path}");
    }
}

#[test]
fn the_finding_in_an_unreadable_text_stays_after_an_edit_of_another() {
    let (folder, store) = (folder(), Memory::default());
    fs::write(folder.path("content/articles/e.md"), [0xff, 0xfe]).unwrap();
    let before = state(&folder, &options(AS_OF, false), &store, None, &ChangeSet::Any);
    folder.article("b", "date: 2026-01-01\ntopics: [逾期]", "改过的正文。");
    let changes = ChangeSet::Paths(["content/articles/b.md".to_owned()].into());
    let after = state(&folder, &options(AS_OF, false), &store, Some(&before), &changes);
    let clean = clean(&folder, &options(AS_OF, false));
    assert!(clean.outcome.1.iter().any(|finding| &*finding.path == "content/articles/e.md"), "{:?}", clean.outcome.1);
    assert_eq!(after.outcome.1, clean.outcome.1);
}

#[test]
fn the_finding_of_a_file_stays_after_an_edit_of_an_article() {
    let (folder, store) = (folder(), Memory::default());
    for path in ["content/topcs.yaml", "content/articles/f.md.txt", "static/Thumbs.db"] {
        folder.write(path, "甲\n");
    }
    let before = state(&folder, &options(AS_OF, false), &store, None, &ChangeSet::Any);
    folder.article("b", "date: 2026-01-01\ntopics: [逾期]", "改过的正文。");
    let changes = ChangeSet::Paths(["content/articles/b.md".to_owned()].into());
    let after = state(&folder, &options(AS_OF, false), &store, Some(&before), &changes);
    let clean = clean(&folder, &options(AS_OF, false));
    for path in ["content/topcs.yaml", "content/articles/f.md.txt", "static/Thumbs.db"] {
        assert!(clean.outcome.1.iter().any(|finding| &*finding.path == path), "{path}");
    }
    assert_eq!(after.outcome.1, clean.outcome.1);
}

/// The pages that a build renders, as `-v` names them.
fn rendered(folder: &Folder) -> Vec<String> {
    let run = folder.run(&["build", "--as-of", AS_OF, "--lang", "en", "-v"]);
    let paths = run.stderr.lines().filter_map(|line| line.strip_prefix("rendered again: ")?.split_once(": "));
    paths.map(|(path, _)| path.to_owned()).filter(|path| path.ends_with(".html")).collect()
}

#[test]
fn only_the_articles_that_include_a_text_are_rendered_again() {
    let folder = folder();
    folder.build(&[]);
    folder.write("content/snippets/call.md", "接到{{谁}}的来电，先核对。\n");
    assert_eq!(rendered(&folder), ["articles/b.html"]);
    folder.write("content/articles/fees.csv", "项目,金额\n受理费,60\n");
    assert_eq!(rendered(&folder), ["articles/a.html"]);
    folder.write("content/snippets/other.md", "没有文章用到。\n");
    assert_eq!(rendered(&folder), [""; 0]);
}
