//! After any series of edits an incremental build equals a clean one byte for byte, and what is written down of it (manifest
//! and changes) is the truth.

use std::fs;

use proptest::prelude::*;
use sha2::{Digest, Sha256};

use super::series;
use crate::support::checker::{self, Promise};
use crate::support::library::{BASE_URL, Library};
use crate::support::site::{Site, Tree};

/// What an editor does in one go. Numbers choose among what is there.
#[derive(Debug, Clone)]
pub(crate) enum Edit {
    Add(u32),
    Rewrite(u32),
    Rename(u32),
    Delete(u32),
    Settings,
    Registers,
    Introductions,
    Template(bool),
    AddFile(u32),
    ChangeFile(u32),
    DeleteFile(u32),
    /// What the last build remembers is lost, cut short or garbled.
    Index(Damage),
    /// The same of a large value.
    Value(u32, Damage),
}

#[derive(Debug, Clone, Copy)]
pub(crate) enum Damage {
    Lost,
    Cut(u32),
    Garbled(u32),
    /// From another state of the library.
    Old,
}

fn damage() -> impl Strategy<Value = Damage> {
    let place = any::<u32>();
    prop_oneof![Just(Damage::Lost), place.prop_map(Damage::Cut), any::<u32>().prop_map(Damage::Garbled), Just(Damage::Old)]
}

pub(crate) fn edit() -> impl Strategy<Value = Edit> {
    prop_oneof![
        3 => (100_u32..200).prop_map(Edit::Add),
        3 => any::<u32>().prop_map(Edit::Rewrite),
        2 => any::<u32>().prop_map(Edit::Rename),
        2 => any::<u32>().prop_map(Edit::Delete),
        1 => Just(Edit::Settings),
        1 => Just(Edit::Registers),
        1 => Just(Edit::Introductions),
        1 => any::<bool>().prop_map(Edit::Template),
        1 => (2_u32..9).prop_map(Edit::AddFile),
        1 => any::<u32>().prop_map(Edit::ChangeFile),
        1 => any::<u32>().prop_map(Edit::DeleteFile),
        2 => damage().prop_map(Edit::Index),
        2 => (any::<u32>(), damage()).prop_map(|(n, damage)| Edit::Value(n, damage)),
    ]
}

fn chosen<V>(among: &std::collections::BTreeMap<u32, V>, n: u32) -> Option<u32> {
    among.keys().nth(n as usize % among.len().max(1)).copied()
}

pub(crate) fn apply(library: &mut Library, edit: &Edit) {
    let article = |library: &Library, n: u32| chosen(&library.articles, n).unwrap_or(0);
    match *edit {
        Edit::Add(id) => {
            library.articles.entry(id).or_default();
        }
        Edit::Rewrite(n) => library.articles.entry(article(library, n)).or_default().text += 1,
        Edit::Rename(n) => library.articles.entry(article(library, n)).or_default().slug += 1,
        Edit::Delete(n) => {
            library.articles.remove(&article(library, n));
        }
        Edit::Settings => library.settings += 1,
        Edit::Registers => library.registers += 1,
        Edit::Introductions => library.introductions += 1,
        Edit::Template(own) => library.template = if own { library.template + 1 } else { 0 },
        Edit::AddFile(id) => {
            library.files.entry(id).or_default();
        }
        Edit::ChangeFile(n) => *library.files.entry(chosen(&library.files, n).unwrap_or(0)).or_default() += 1,
        Edit::DeleteFile(n) => {
            library.files.remove(&chosen(&library.files, n).unwrap_or(0));
        }
        Edit::Index(_) | Edit::Value(..) => {}
    }
}

/// The folder of the store.
const STORE: &str = ".sitegen/outputs/public/store";

/// Damages the store: its index, or one of the large values. `old` is the store after the first build.
fn spoil(folder: &Site, state: &Tree, old: &Tree, edit: &Edit) {
    let values: Vec<&String> = state.keys().filter(|path| path.starts_with("values/")).collect();
    let (name, damage) = match edit {
        Edit::Index(damage) => ("index", *damage),
        Edit::Value(n, damage) if !values.is_empty() => (values[*n as usize % values.len()].as_str(), *damage),
        _ => return,
    };
    let (path, mut bytes) = (folder.path(STORE).join(name), state.get(name).cloned().unwrap_or_default());
    let at = |n: u32| n as usize % bytes.len().max(1);
    match damage {
        // Another edit of the same go may have lost it before.
        Damage::Lost if !path.exists() => return,
        Damage::Lost => return fs::remove_file(path).unwrap(),
        Damage::Cut(n) => bytes.truncate(at(n)),
        Damage::Garbled(n) => {
            let at = at(n);
            bytes[at] ^= 0x15;
        }
        Damage::Old => bytes = old.get(name).cloned().unwrap_or_default(),
    }
    fs::write(path, bytes).unwrap();
}

/// URL paths of files that the second tree has and the first has not, or has otherwise.
fn changes(before: &Tree, after: &Tree) -> serde_json::Value {
    let url = |path: &String| match path.strip_suffix("index.html") {
        Some(folder) if folder.is_empty() || folder.ends_with('/') => format!("/{}", sitegen::text::url::encode(folder)),
        _ => format!("/{}", sitegen::text::url::encode(path)),
    };
    let sorted = |paths: Vec<&String>| {
        let mut urls: Vec<String> = paths.into_iter().map(url).collect();
        urls.sort();
        urls
    };
    serde_json::json!({
        "added": sorted(after.keys().filter(|p| !before.contains_key(*p)).collect()),
        "changed": sorted(after.iter().filter(|(p, bytes)| before.get(*p).is_some_and(|b| b != *bytes)).map(|(p, _)| p).collect()),
        "removed": sorted(before.keys().filter(|p| !after.contains_key(*p)).collect()),
    })
}

fn manifest(tree: &Tree) -> serde_json::Value {
    let sum = |bytes: &Vec<u8>| Sha256::digest(bytes).iter().map(|b| format!("{b:02x}")).collect::<String>();
    let files: serde_json::Map<_, _> = tree.iter().map(|(path, bytes)| (path.clone(), sum(bytes).into())).collect();
    serde_json::json!({"version": 1, "files": files})
}

fn json(folder: &Site, path: &str) -> serde_json::Value {
    serde_json::from_str(&folder.read(path)).unwrap()
}

fn differences(a: &Tree, b: &Tree) -> Vec<String> {
    let paths = a.keys().chain(b.keys().filter(|path| !a.contains_key(*path)));
    paths.filter(|path| a.get(*path) != b.get(*path)).cloned().collect()
}

/// Builds after each series of edits, and looks at everything that was written.
fn run(seed: u64, series: &[Vec<Edit>]) -> Result<(), TestCaseError> {
    let mut library = Library::new(32, seed);
    let kept = Site::empty();
    let (mut before, mut state, mut first) = (Tree::new(), Tree::new(), None);
    for edits in std::iter::once(&Vec::new()).chain(series) {
        edits.iter().for_each(|edit| apply(&mut library, edit));
        library.write(kept.root()).unwrap();
        edits.iter().for_each(|edit| spoil(&kept, &state, first.as_ref().unwrap_or(&state), edit));
        let summary = kept.build(&[]);
        state = kept.tree(STORE);
        first = first.or_else(|| Some(state.clone()));
        let after = kept.tree("public");
        prop_assert_eq!(json(&kept, ".sitegen/changes.json"), changes(&before, &after));
        prop_assert_eq!(json(&kept, ".sitegen/manifest.json"), manifest(&after));
        let written = after.iter().filter(|(path, bytes)| before.get(*path) != Some(bytes)).count();
        let removed = before.keys().filter(|path| !after.contains_key(*path)).count();
        prop_assert_eq!(&summary["written"], written);
        prop_assert_eq!(&summary["removed"], removed);
        prop_assert_eq!(&summary["unchanged"], after.len() - written);
        before = after;
    }
    let clean = Site::empty();
    library.write(clean.root()).unwrap();
    clean.build(&[]);
    prop_assert_eq!(differences(&before, &clean.tree("public")), Vec::<String>::new());
    prop_assert_eq!(kept.read(".sitegen/manifest.json"), clean.read(".sitegen/manifest.json"));
    let promise = Promise { unpublished: library.unpublished_words(), withdrawn: library.withdrawn(), ..Promise::at(BASE_URL) };
    let report = checker::check(&kept.path("public"), promise);
    prop_assert!(report.faults.is_empty(), "{report}");
    Ok(())
}

#[test]
fn an_incremental_build_equals_a_clean_one() {
    series::holds(6, edit(), run);
}

/// Every kind of edit at least once, whatever chance brings.
#[test]
fn each_kind_of_edit() {
    let series = vec![
        vec![Edit::Add(101), Edit::Rewrite(3), Edit::Rename(6), Edit::Delete(9)],
        vec![Edit::Settings],
        vec![Edit::Registers, Edit::Introductions],
        vec![Edit::Template(true), Edit::AddFile(5)],
        vec![Edit::Template(false), Edit::ChangeFile(0), Edit::DeleteFile(1)],
        vec![Edit::Rename(6), Edit::Rename(6)],
        vec![],
        vec![Edit::Index(Damage::Lost)],
        vec![Edit::Index(Damage::Cut(900)), Edit::Rewrite(3)],
        vec![Edit::Index(Damage::Garbled(900)), Edit::Rewrite(4)],
        vec![Edit::Index(Damage::Old), Edit::Rewrite(3)],
        vec![Edit::Value(0, Damage::Lost), Edit::Value(0, Damage::Lost), Edit::Rewrite(4)],
        vec![Edit::Value(0, Damage::Cut(9_000)), Edit::Rewrite(3)],
        vec![Edit::Value(0, Damage::Garbled(9_000)), Edit::Rewrite(4)],
        vec![Edit::Value(0, Damage::Old), Edit::Rewrite(3)],
    ];
    run(77, &series).unwrap();
}

/// What people do to the output folder by hand is put right, and what is theirs stays.
#[test]
fn an_output_folder_that_was_touched() {
    let library = Library::new(24, 9);
    let folder = Site::empty();
    library.write(folder.root()).unwrap();
    folder.build(&[]);
    let good = folder.tree("public");
    fs::write(folder.path("public/index.html"), "改过").unwrap();
    fs::remove_file(folder.path("public/feed.xml")).unwrap();
    fs::remove_dir_all(folder.path("public/laws")).unwrap();
    fs::write(folder.path("public/theirs.txt"), "别人的文件").unwrap();
    folder.build(&[]);
    let mut after = folder.tree("public");
    assert_eq!(after.remove("theirs.txt").as_deref(), Some("别人的文件".as_bytes()));
    assert_eq!(differences(&good, &after), [""; 0]);
}
