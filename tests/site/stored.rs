//! The store of a build: a build with stored values is the build without, and only what changed is derived again.

use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;

use sitegen::diag::Finding;
use sitegen::link::Publish;
use sitegen::model::settings::BaseUrl;
use sitegen::pipeline::{AsOf, Options};
use sitegen::store::{Disk, Kind, Store};
use sitegen::text::Checksum;

use crate::support::library::Library;
use crate::support::silent::{outcome, site};
use crate::support::site::{AS_OF, Site, Tree};

/// Everything that a build results in.
#[derive(Debug, PartialEq)]
struct Outcome {
    analyses: String,
    files: Tree,
    findings: BTreeSet<Finding>,
}

fn options(day: &str) -> Options {
    Options { as_of: AsOf::Day(day.parse().unwrap()), publish: Publish { drafts: false, future: false }, base_url: None }
}

fn build(folder: &Site, options: &Options, store: &dyn Store) -> Outcome {
    let (site, findings) = site(folder.root(), options, store);
    let (files, findings) = outcome(&site, &findings);
    Outcome { analyses: format!("{:?}", site.linked.library.articles), files, findings }
}

fn store_folder(folder: &Site) -> PathBuf {
    folder.path(".sitegen/store")
}

fn open(folder: &Site) -> Disk {
    Disk::open(store_folder(folder), Checksum::of(b"program"))
}

/// Builds with a store and commits it; the names of the values that were written.
fn build_stored(folder: &Site, options: &Options) -> (Outcome, BTreeSet<String>) {
    let store = open(folder);
    let outcome = build(folder, options, &store);
    let new = files(&store_folder(folder).join("new"));
    store.commit();
    (outcome, new.into_iter().filter(|name| name != "log").collect())
}

/// Counts the shards of articles among values. Each has an analysis and search records, and no other value has a file.
fn shards(written: &BTreeSet<String>) -> usize {
    let count = |kind: Kind| written.iter().filter(|name| name.starts_with(&format!("{:x}", kind as u8))).count();
    let shards = count(Kind::Analysis);
    assert_eq!((count(Kind::SearchRecords), written.len()), (shards, 2 * shards), "{written:?}");
    shards
}

fn files(folder: &std::path::Path) -> BTreeSet<String> {
    fs::read_dir(folder).into_iter().flatten().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect()
}

/// A library in which one article has everything that can be known of one.
fn library() -> (Site, Library) {
    let (folder, library) = (Site::empty(), Library::new(120, 3));
    library.write(folder.root()).unwrap();
    let front = "date: 2026-01-01\nupdated: 2026-02-01\ntopics: [overdue]\nsummary: 摘要一句。\nauthor: 某某\n\
                 reviewed_on: 2026-02-01\nreview_by: 2027-02-01\nrelated: [{title: 外部, url: \"https://www.example.net/\"}]\n\
                 aliases: [/old/noted]\nexpires: 2030-01-01\nai: generated\nfaq:\n  - {q: 会坐牢吗, a: 一般不会。}\n\
                 allow:\n  - {code: SG553, reason: 引用原文}";
    let body = "按《民法典》第六百七十六条，见[链接](https://www.example.net/)。\n\n# 大标题\n\n正文,半角。[坏](javascript:x)\n\n\
                ```calculator\nkind: court-fee\namount: 50000\n```";
    folder.article("noted", front, body);
    (folder, library)
}

#[test]
fn a_build_with_stored_values_is_the_build_without() {
    let (folder, _) = library();
    let clean = build(&folder, &options(AS_OF), &());
    assert!(clean.findings.len() > 2, "{:?}", clean.findings);
    let (first, written) = build_stored(&folder, &options(AS_OF));
    assert!(written.len() > 1 && first == clean, "{written:?}");
    let (second, written) = build_stored(&folder, &options(AS_OF));
    assert!(second == clean);
    assert_eq!(written, BTreeSet::new(), "a stored value is derived again");
}

#[test]
fn an_analysis_is_the_same_wherever_the_site_is_published() {
    let (folder, _) = library();
    build_stored(&folder, &options(AS_OF));
    let base = BaseUrl { origin: "http://127.0.0.1:8000".to_owned(), path: "/docs/".to_owned() };
    let elsewhere = Options { base_url: Some(base), ..options(AS_OF) };
    let (stored, written) = build_stored(&folder, &elsewhere);
    assert_eq!(written, BTreeSet::new());
    assert!(stored == build(&folder, &elsewhere, &()));
}

#[test]
fn an_article_that_changes_comes_or_goes_changes_one_shard_or_two() {
    let (folder, mut library) = library();
    build_stored(&folder, &options(AS_OF));
    library.articles.entry(7).or_default().text += 1;
    library.write(folder.root()).unwrap();
    let (changed, written) = build_stored(&folder, &options(AS_OF));
    assert_eq!(shards(&written), 1);
    assert!(changed == build(&folder, &options(AS_OF), &()));
    for is_removed in [false, true] {
        if is_removed {
            folder.remove("content/articles/new.md");
        } else {
            folder.article("new", "date: 2026-01-05\ntopics: [overdue]", "新的一篇。");
        }
        let (outcome, written) = build_stored(&folder, &options(AS_OF));
        assert!((1..=2).contains(&shards(&written)), "{written:?}");
        assert!(outcome == build(&folder, &options(AS_OF), &()));
    }
}

#[test]
fn another_register_setting_or_day_derives_everything_again() {
    let (folder, mut library) = library();
    let shards = build_stored(&folder, &options(AS_OF)).1.len();
    library.registers += 1;
    library.write(folder.root()).unwrap();
    assert_eq!(build_stored(&folder, &options(AS_OF)).1.len(), shards);
    library.settings += 1;
    library.write(folder.root()).unwrap();
    assert_eq!(build_stored(&folder, &options(AS_OF)).1.len(), shards);
    let (later, written) = build_stored(&folder, &options("2026-06-02"));
    assert_eq!(written.len(), shards);
    assert!(later == build(&folder, &options("2026-06-02"), &()));
}
