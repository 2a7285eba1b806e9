//! Any sequence of builds leaves exactly the last one's files.

use std::collections::BTreeMap;

use proptest::prelude::*;
use sitegen::text::url::encode;

use super::site::*;
use crate::support::property::config;

/// Sets of files over few names and texts, so that files and folders often stand in one another's way.
fn files() -> impl Strategy<Value = Tree> {
    let path =
        prop::collection::vec(prop::sample::select(vec!["a", "b", "index.html", "逾期"]), 1..4).prop_map(|names| names.join("/"));
    prop::collection::btree_map(path, prop::sample::select(vec!["", "甲", "乙"]), 0..8).prop_map(|files| {
        let mut tree = Tree::new();
        for (path, text) in files {
            // Sorted, so a file comes before what would lie below it.
            if !tree.keys().any(|file| path.starts_with(&format!("{file}/"))) {
                tree.insert(path, text.to_owned());
            }
        }
        tree
    })
}

fn pairs(tree: &Tree) -> Vec<(&str, &str)> {
    tree.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect()
}

/// The changes between two sets of files, worked out the slow way.
fn expected(last: &Tree, now: &Tree) -> BTreeMap<String, Vec<String>> {
    let url = |path: &String| match path.rsplit_once('/') {
        Some((folder, "index.html")) => format!("/{}/", encode(folder)),
        None if path == "index.html" => "/".to_owned(),
        _ => format!("/{}", encode(path)),
    };
    let list = |which: &dyn Fn(&String) -> bool, of: &Tree| {
        let mut urls: Vec<String> = of.keys().filter(|path| which(path)).map(url).collect();
        urls.sort();
        urls
    };
    BTreeMap::from([
        ("added".to_owned(), list(&|path| !last.contains_key(path), now)),
        ("changed".to_owned(), list(&|path| last.get(path).is_some_and(|text| *text != now[path]), now)),
        ("removed".to_owned(), list(&|path| !now.contains_key(path), last)),
    ])
}

proptest! {
    #![proptest_config(config(48))]

    #[test]
    fn any_sequence_of_builds_leaves_exactly_the_last_files(builds in prop::collection::vec((files(), any::<bool>()), 1..6)) {
        let site = Site::new();
        let mut last = Tree::new();
        for (files, dies) in builds {
            if dies {
                let output = site.open().unwrap();
                let staged = stage(&output, &pairs(&files));
                let there = site.staged();
                if let Some(moved) = there.get(there.len() / 2) {
                    site.break_stage(moved);
                    io_error(output.commit(staged, NONE_LISTED));
                    continue;
                }
            }
            let before = site.tree("public");
            let done = site.build(&pairs(&files)).unwrap();
            prop_assert_eq!(site.tree("public"), files.clone());
            prop_assert_eq!(site.read(".sitegen/manifest.json"), manifest(&files));
            let changes: BTreeMap<String, Vec<String>> = serde_json::from_str(&site.changes()).unwrap();
            let same = |path: &String| before.get(path) == files.get(path);
            prop_assert_eq!(done.unchanged, files.keys().filter(|path| same(path)).count());
            prop_assert_eq!(done.written, files.keys().filter(|path| !same(path)).count());
            prop_assert_eq!(changes, expected(&last, &files));
            last = files;
        }
        site.clean().unwrap();
        prop_assert_eq!(site.tree(""), tree(&[("content/", "")]));
    }
}
