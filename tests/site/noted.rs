//! What a build notes of its articles spares the next one understanding them, and changes nothing: not what is known of an
//! article, not a page, not a finding.

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::Path;
use std::sync::Mutex;

use sitegen::diag::Finding;
use sitegen::link::Publish;
use sitegen::model::settings::BaseUrl;
use sitegen::pipeline::{self, AsOf, Notes, Options, Past};
use sitegen::text::Checksum;

use crate::support::library::Library;
use crate::support::silent::Silent;
use crate::support::site::{AS_OF, Site, Tree};

/// Notes in memory; those that were left since are told.
#[derive(Debug, Default)]
struct Shelf {
    notes: BTreeMap<Checksum, Vec<u8>>,
    left: Mutex<BTreeMap<Checksum, Vec<u8>>>,
    is_read_only: bool,
}

impl Notes for Shelf {
    fn find(&self, name: Checksum) -> Option<Vec<u8>> {
        self.notes.get(&name).cloned()
    }

    fn are_left(&self) -> bool {
        !self.is_read_only
    }

    fn leave(&self, name: Checksum, note: &[u8]) {
        self.left.lock().unwrap().insert(name, note.to_vec());
    }
}

impl Shelf {
    /// Puts what was left to the rest; gives the names.
    fn settle(&mut self) -> BTreeSet<Checksum> {
        let left = std::mem::take(self.left.get_mut().unwrap());
        let names = left.keys().copied().collect();
        self.notes.extend(left);
        names
    }
}

/// All that comes of a site.
#[derive(Debug, PartialEq)]
struct Outcome {
    known: String,
    findings: BTreeSet<Finding>,
    files: Tree,
    noted: BTreeSet<Checksum>,
}

fn outcome(root: &Path, notes: Option<&dyn Notes>, day: &str) -> Outcome {
    outcome_at(root, notes, day, None)
}

fn outcome_at(root: &Path, notes: Option<&dyn Notes>, day: &str, base_url: Option<BaseUrl>) -> Outcome {
    let (sources, _) = pipeline::read(root, &root.join("sitegen.yaml"), &Silent).unwrap();
    let publish = Publish { drafts: false, future: false };
    let options = Options { as_of: AsOf::Day(day.parse().unwrap()), publish, base_url };
    let (site, found) = pipeline::site_again(sources, &options, Past { before: None, notes }, &Silent).unwrap();
    let rendered = site.render(|artifact| io::Result::Ok((artifact.path, artifact.bytes)), &Silent).unwrap();
    let findings = found.iter().cloned().chain(rendered.findings).collect();
    let files = rendered.taken.into_iter().collect();
    Outcome { known: format!("{:?}", site.linked.library.articles), findings, files, noted: site.noted().clone() }
}

/// The same, with the names of the notes that were left.
fn noted(folder: &Site, shelf: &mut Shelf) -> (Outcome, BTreeSet<Checksum>) {
    let outcome = outcome(folder.root(), Some(shelf), AS_OF);
    (outcome, shelf.settle())
}

/// A library in which an article has everything that can be known of one.
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
fn a_site_of_which_all_is_noted_is_the_same_site() {
    let (folder, _) = library();
    let mut shelf = Shelf::default();
    let plain = outcome(folder.root(), None, AS_OF);
    assert!(plain.noted.is_empty() && plain.findings.len() > 2, "{:?}", plain.findings);
    let (first, left) = noted(&folder, &mut shelf);
    assert!(left.len() > 1 && left == first.noted);
    assert_eq!(Outcome { noted: BTreeSet::new(), ..first }, plain);
    let (second, left) = noted(&folder, &mut shelf);
    assert_eq!(left, BTreeSet::new(), "what was noted is noted again");
    assert_eq!(second.noted.len(), shelf.notes.len());
    assert_eq!(Outcome { noted: BTreeSet::new(), ..second }, plain);
}

#[test]
fn a_site_that_stands_elsewhere_or_leaves_no_notes_is_made_of_the_same() {
    let (folder, _) = library();
    let mut shelf = Shelf::default();
    let (first, _) = noted(&folder, &mut shelf);
    shelf.is_read_only = true;
    let base = Some(BaseUrl { origin: "http://127.0.0.1:8000".to_owned(), path: "/docs/".to_owned() });
    let elsewhere = outcome_at(folder.root(), Some(&shelf), AS_OF, base.clone());
    assert_eq!(elsewhere.noted, first.noted);
    assert_eq!(Outcome { noted: BTreeSet::new(), ..elsewhere }, outcome_at(folder.root(), None, AS_OF, base));
    shelf.notes.clear();
    outcome(folder.root(), Some(&shelf), AS_OF);
    assert_eq!(shelf.settle(), BTreeSet::new());
}

#[test]
fn an_article_that_changes_comes_or_goes_is_noted_with_those_beside_it() {
    let (folder, mut library) = library();
    let mut shelf = Shelf::default();
    noted(&folder, &mut shelf);
    library.articles.entry(7).or_default().text += 1;
    library.write(folder.root()).unwrap();
    let (changed, left) = noted(&folder, &mut shelf);
    assert_eq!(left.len(), 1);
    assert_eq!(Outcome { noted: BTreeSet::new(), ..changed }, outcome(folder.root(), None, AS_OF));
    for gone in [false, true] {
        match gone {
            true => folder.remove("content/articles/new.md"),
            false => folder.article("new", "date: 2026-01-05\ntopics: [overdue]", "新的一篇。"),
        }
        let (outcome_now, left) = noted(&folder, &mut shelf);
        assert!((1..=2).contains(&left.len()), "{left:?}");
        assert!(left.is_subset(&outcome_now.noted));
        assert_eq!(Outcome { noted: BTreeSet::new(), ..outcome_now }, outcome(folder.root(), None, AS_OF));
    }
}

#[test]
fn what_is_understood_with_another_register_setting_or_day_is_noted_anew() {
    let (folder, mut library) = library();
    let mut shelf = Shelf::default();
    let (first, _) = noted(&folder, &mut shelf);
    library.registers += 1;
    library.write(folder.root()).unwrap();
    let (second, left) = noted(&folder, &mut shelf);
    assert!(left.is_disjoint(&first.noted) && left == second.noted);
    library.settings += 1;
    library.write(folder.root()).unwrap();
    let (third, left) = noted(&folder, &mut shelf);
    assert!(left.is_disjoint(&second.noted) && left == third.noted);
    let later = outcome(folder.root(), Some(&shelf), "2026-06-02");
    assert!(shelf.settle().is_disjoint(&third.noted));
    assert_eq!(Outcome { noted: BTreeSet::new(), ..later }, outcome(folder.root(), None, "2026-06-02"));
}
