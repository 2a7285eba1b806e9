//! After any series of edits, each page that the preview serves is the page of a clean build.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use jiff::civil::Date;
use proptest::prelude::*;
use sitegen::diag::Lang;
use sitegen::link::Publish;
use sitegen::model::settings::BaseUrl;
use sitegen::pipeline::{AsOf, ChangeSet, Each, Options};
use sitegen::serve::http::{Request, Status};
use sitegen::serve::{PreviewConfig, PreviewState, Reloader, answer};

use super::edits::{Edit, apply, edit};
use crate::support::library::Library;
use crate::support::property::config;
use crate::support::silent::{Silent, site};
use crate::support::site::{Site, Tree};

const ORIGIN: &str = "http://127.0.0.1:8000";

/// What happens to the folder in one go.
#[derive(Debug, Clone)]
enum Change {
    Edits(Vec<Edit>),
    /// An article gets a text with an error, which the next edits mend.
    Break(u32),
    /// The same, but nobody says which file it was.
    Unsaid(Vec<Edit>),
}

fn change() -> impl Strategy<Value = Change> {
    let edits = || prop::collection::vec(edit(), 1..4);
    prop_oneof![
        4 => edits().prop_map(Change::Edits),
        // The most common edit of all.
        4 => any::<u32>().prop_map(|n| Change::Edits(vec![Edit::Rewrite(n)])),
        1 => any::<u32>().prop_map(Change::Break),
        1 => edits().prop_map(Change::Unsaid),
    ]
}

fn sources(folder: &Site) -> Tree {
    let is_source = |path: &String| ["content/", "static/", "templates/", "sitegen.yaml"].iter().any(|p| path.starts_with(p));
    folder.tree("").into_iter().filter(|(path, _)| is_source(path)).collect()
}

fn changes(before: &Tree, after: &Tree) -> ChangeSet {
    let paths = before.keys().chain(after.keys()).filter(|p| before.get(*p) != after.get(*p));
    ChangeSet::Paths(paths.cloned().collect::<BTreeSet<_>>())
}

fn options() -> Options {
    let publish = Publish { drafts: true, future: true };
    Options { as_of: AsOf::Day(Date::constant(2026, 6, 1)), publish, base_url: None }
}

/// Every page and file of a clean build, and its old addresses; nothing if it has errors.
fn clean(root: &Path) -> Option<(Tree, BTreeSet<String>)> {
    let base = BaseUrl { origin: ORIGIN.to_owned(), path: "/".to_owned() };
    let (site, findings) = site(root, &Options { base_url: Some(base), ..options() }, &());
    if site.report(&findings, false).failed() {
        return None;
    }
    let rendered = site.render(&Each(Ok), &Silent).unwrap();
    let copies = site.linked.copies().map(|(from, to)| (to.to_owned(), fs::read(root.join(from)).unwrap()));
    let moved = site.linked.addresses.redirects.iter().map(|r| r.from.trim_start_matches('/').to_owned());
    Some((rendered.outputs.into_iter().map(|a| (a.path, a.bytes)).chain(copies).collect(), moved.collect()))
}

/// What is served at an output path, without what the preview adds.
fn served(shown: &PreviewState, root: &Path, output: &str) -> (Status, Vec<u8>) {
    let encoded: String = output.bytes().map(|b| if b == b'/' { "/".to_owned() } else { format!("%{b:02x}") }).collect();
    let request = Request { head: false, path: format!("/{encoded}"), query: String::new() };
    let response = answer(shown, root, Lang::Zh, &request);
    let is_page = response.field("Preview-Page").is_some();
    (response.status, if is_page { without(&String::from_utf8(response.body).unwrap()).into_bytes() } else { response.body })
}

fn without(page: &str) -> String {
    let mut page = page.to_owned();
    for (start, end) in
        [("<link rel=\"stylesheet\" href=\"/.sitegen/", "</script>\n"), ("<aside class=\"sitegen-bar", "</aside>\n")]
    {
        if let Some(from) = page.find(start) {
            let to = from + page[from..].find(end).unwrap() + end.len();
            page.replace_range(from..to, "");
        }
    }
    page
}

fn compare(shown: &PreviewState, root: &Path) -> Result<(), TestCaseError> {
    let Some((clean, moved)) = clean(root) else {
        prop_assert!(shown.failure.is_some());
        return Ok(());
    };
    prop_assert!(shown.failure.is_none(), "{:?}", shown.failure);
    for (path, bytes) in &clean {
        let (status, body) = served(shown, root, path);
        if moved.contains(path) {
            prop_assert_eq!(status, Status::Moved);
            continue;
        }
        prop_assert!(status == Status::Fine && body == *bytes, "{} ({:?}) is served otherwise", path, status);
    }
    Ok(())
}

/// The preview of a folder, nothing of it read yet.
fn reloader(folder: &Site) -> Reloader {
    Reloader::new(PreviewConfig {
        root: folder.root().to_path_buf(),
        settings: folder.path("sitegen.yaml"),
        options: options(),
        strict: false,
        origin: ORIGIN.to_owned(),
        warm: None,
        max_compared_at_once: 60,
    })
}

fn run(seed: u64, series: &[Change]) -> Result<(), TestCaseError> {
    let mut library = Library::new(30, seed);
    let folder = Site::empty();
    library.write(folder.root()).unwrap();
    let mut reloader = reloader(&folder);
    let (shown, _) = reloader.reload(ChangeSet::Any, false, &Silent);
    compare(&shown, folder.root())?;
    let mut before = sources(&folder);
    for change in series {
        match change {
            Change::Edits(edits) | Change::Unsaid(edits) => edits.iter().for_each(|edit| apply(&mut library, edit)),
            Change::Break(_) => {}
        }
        library.write(folder.root()).unwrap();
        if let Change::Break(n) = change {
            let id = library.articles.keys().nth(*n as usize % library.articles.len().max(1));
            id.iter().for_each(|id| folder.write(&library.path(**id), "---\ntitle: 坏\n---\n\n[坏](nowhere.md)\n"));
        }
        let after = sources(&folder);
        let said = if matches!(change, Change::Unsaid(_)) { ChangeSet::Any } else { changes(&before, &after) };
        let (shown, _) = reloader.reload(said, false, &Silent);
        compare(&shown, folder.root())?;
        before = after;
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { max_shrink_iters: 40, ..config(10) })]

    #[test]
    fn every_page_is_that_of_a_clean_build(seed in 0_u64..1_000, series in prop::collection::vec(change(), 1..6)) {
        run(seed, &series)?;
    }
}

/// Each kind of change at least once, whatever chance brings.
#[test]
fn each_kind_of_change() {
    let series = [
        Change::Edits(vec![Edit::Rewrite(0)]),
        Change::Edits(vec![Edit::Add(101), Edit::Rewrite(3), Edit::Rename(6), Edit::Delete(9)]),
        Change::Break(4),
        Change::Edits(vec![Edit::Rewrite(5)]),
        Change::Edits(vec![Edit::Settings]),
        Change::Edits(vec![Edit::Registers, Edit::Introductions]),
        Change::Unsaid(vec![Edit::Template(true), Edit::AddFile(5), Edit::Rewrite(1)]),
        Change::Edits(vec![Edit::Template(false), Edit::ChangeFile(0), Edit::DeleteFile(1)]),
        Change::Edits(vec![Edit::Rename(6)]),
    ];
    run(77, &series).unwrap();
}

/// A heading of one article is what another leads to: the text that changes is not the one that breaks.
#[test]
fn a_heading_that_another_article_leads_to() {
    let folder = Site::paged();
    let front = "date: 2026-01-01\ntopics: [逾期]";
    folder.article("a", front, "见[那一节](b.md#费用)。");
    folder.article("b", front, "## 费用\n\n正文。");
    let mut reloader = reloader(&folder);
    let one = |path: &str| ChangeSet::Paths([path.to_owned()].into());
    assert!(reloader.reload(ChangeSet::Any, false, &Silent).0.failure.is_none());
    for (heading, is_good) in [("费用 {#fees}", true), ("利息", false), ("费用", true)] {
        folder.article("b", front, &format!("## {heading}\n\n正文。"));
        let (shown, _) = reloader.reload(one("content/articles/b.md"), true, &Silent);
        assert_eq!(shown.failure.is_none(), is_good, "{heading}");
        compare(&shown, folder.root()).unwrap();
    }
}

/// In a large library related lists take long. The saved text is shown at once with the old list, and the new list follows.
#[test]
fn a_related_list_stays_as_it_was_until_there_is_time() {
    const ARTICLES: usize = 61;
    let front = "date: 2026-01-01\ntopics: [逾期]";
    let subjects = [
        ("传票", "收到传票以后先核对开庭日期，答辩状按案号提交。"),
        ("循环利息", "账单上的最低还款额不算逾期，循环利息从入账日起算。"),
        ("拖车费", "汽车金融公司收车以前要通知车主，拖车费看抵押合同怎样写。"),
    ];
    let folder = Site::paged();
    for n in 0..ARTICLES {
        folder.article(&format!("n{n}"), front, subjects[n % subjects.len()].1);
    }
    let mut reloader = reloader(&folder);
    let (first, outcome) = reloader.reload(ChangeSet::Any, false, &Silent);
    assert!(first.failure.is_none() && !outcome.is_related_stale);
    let page = |shown: &PreviewState| String::from_utf8(served(shown, folder.root(), "articles/n0.html").1).unwrap();
    let list = |page: &str| page.split("data-related").nth(1).and_then(|p| p.split("</section>").next()).map(str::to_owned);
    let mut before = list(&page(&first));
    assert!(before.is_some());
    let mut reload = |allow_stale_related, changes| {
        let (shown, outcome) = reloader.reload(ChangeSet::Paths(changes), allow_stale_related, &Silent);
        (page(&shown), outcome.is_related_stale)
    };
    let n0 = || BTreeSet::from(["content/articles/n0.md".to_owned()]);
    for (day, (word, body)) in [(front, subjects[1]), ("date: 2026-01-02\ntopics: [诉讼]", subjects[2])] {
        folder.article("n0", day, body);
        let (mut shown, mut is_stale) = reload(true, n0());
        assert!(is_stale && shown.contains(word) && list(&shown) == before, "{word}");
        (shown, is_stale) = reload(false, BTreeSet::new());
        assert!(!is_stale && shown.contains(word) && list(&shown) != before);
        assert!(clean(folder.root()).unwrap().0["articles/n0.html"] == shown.clone().into_bytes());
        before = list(&shown);
    }
}
