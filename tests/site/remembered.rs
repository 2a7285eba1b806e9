//! A build that reuses the work of the last one results in the same files, findings and changes.

use std::fs;

use crate::support::site::{AS_OF, Site};

/// A site with a warning: a heading of level 1.
fn warned() -> Site {
    let folder = Site::paged();
    folder.article("a", "date: 2026-01-01\ntopics: [overdue]", "# 大标题\n\n正文。");
    folder.article("b", "date: 2026-01-02\ntopics: [overdue]", "另见[甲](a.md)。");
    folder
}

/// The exit status and what was said, without the time that it took.
fn said(folder: &Site, arguments: &[&str]) -> (i32, String) {
    let output = folder.run(&[&["build", "--as-of", AS_OF, "--format", "json"], arguments].concat());
    let text = output.stderr;
    (output.status, text.lines().map(|line| line.split(",\"elapsed_ms\"").next().unwrap_or(line).to_owned() + "\n").collect())
}

/// How a summary ends.
fn summary(written: usize, unchanged: usize) -> String {
    format!("\"written\":{written},\"unchanged\":{unchanged},\"removed\":0\n")
}

#[test]
fn findings_are_told_again_by_a_build_of_the_same() {
    let folder = warned();
    let (status, first) = said(&folder, &[]);
    assert_eq!(status, 0, "{first}");
    let finding = first.lines().next().unwrap().to_owned();
    assert!(
        finding.starts_with("{\"code\":\"SG223\"") && finding.contains("\"file\":\"content/articles/a.md\",\"line\":7"),
        "{first}"
    );
    for (arguments, wanted) in [(&[][..], 0), (&["--strict"], 1), (&["--lang", "zh"], 0)] {
        let (status, again) = said(&folder, arguments);
        assert_eq!(status, wanted, "{again}");
        let line = again.lines().next().unwrap();
        assert_eq!(line == finding, arguments != ["--lang", "zh"], "{again}");
        assert!(line.contains("\"line\":7"), "{again}");
    }
}

#[test]
fn a_day_an_address_or_a_flag_that_changes_the_site_is_not_the_same() {
    let folder = warned();
    folder.article("draft", "date: 2026-01-03\ntopics: [overdue]\ndraft: true", "草稿。");
    let (_, first) = said(&folder, &[]);
    let files = folder.tree("public").len();
    assert!(first.ends_with(&summary(files, 0)), "{first}");
    assert!(said(&folder, &[]).1.ends_with(&summary(0, files)));
    assert!(!said(&folder, &["--drafts"]).1.ends_with(&summary(0, files)));
    said(&folder, &[]);
    assert!(!said(&folder, &["--base-url", "https://www.example.org/docs/"]).1.ends_with(&summary(0, files)));
    assert!(folder.read(".sitegen/changes.json").contains("\"/docs/articles/a.html\""));
    said(&folder, &[]);
    folder.write("content/articles/a.md", folder.read("content/articles/a.md").replace("正文", "改过的正文"));
    let (_, changed) = said(&folder, &[]);
    assert!(!changed.ends_with(&summary(0, files)) && folder.read("public/articles/a.html").contains("改过的正文"), "{changed}");
}

/// What somebody makes of a file: other bytes, or nothing.
type Touch = fn(&[u8]) -> Option<Vec<u8>>;

#[test]
fn a_file_that_someone_changed_or_removed_is_restored_by_a_build_of_the_same() {
    let folder = warned();
    folder.write("static/a.txt", "附件");
    said(&folder, &[]);
    let good = folder.tree("public");
    let cases: [(&str, Touch); 4] = [
        ("articles/a.html", |_| Some("改".into())),
        ("articles/b.html", |_| None),
        ("a.txt", |_| Some("改件".into())),
        // As long as before.
        ("feed.xml", |old| Some(vec![b' '; old.len()])),
    ];
    for (path, touch) in cases {
        let file = folder.path("public").join(path);
        match touch(&fs::read(&file).unwrap()) {
            Some(bytes) => fs::write(file, bytes).unwrap(),
            None => fs::remove_file(file).unwrap(),
        }
        let (status, again) = said(&folder, &[]);
        assert_eq!(status, 0, "{again}");
        assert!(again.ends_with(&summary(1, good.len() - 1)), "{path}: {again}");
        assert!(folder.tree("public") == good, "{path}");
    }
}

#[test]
fn a_copied_file_that_changed_is_copied_by_a_build_of_otherwise_the_same() {
    let folder = warned();
    folder.write("static/a.txt", "附件");
    said(&folder, &[]);
    folder.write("static/a.txt", "新附件");
    said(&folder, &[]);
    assert_eq!(folder.read("public/a.txt"), "新附件");
    assert_eq!(folder.read(".sitegen/changes.json"), "{\"added\":[],\"changed\":[\"/a.txt\"],\"removed\":[]}\n");
    said(&folder, &[]);
    assert_eq!(folder.read(".sitegen/changes.json"), "{\"added\":[],\"changed\":[],\"removed\":[]}\n");
}

#[test]
fn a_check_after_a_build_says_what_it_says_without_and_leaves_what_is_remembered() {
    let folder = warned();
    let checked = || {
        let output = folder.check(&["--format", "short"]);
        (output.status, output.stderr.lines().next().map(str::to_owned))
    };
    let before = checked();
    assert!(!folder.path(".sitegen").exists() && before.1.as_ref().is_some_and(|line| line.contains("SG223")), "{before:?}");
    said(&folder, &[]);
    let state = folder.tree(".sitegen");
    assert!(state.keys().any(|path| path.starts_with("outputs/public/store/")), "{:?}", state.keys());
    assert_eq!(checked(), before);
    assert!(folder.tree(".sitegen") == state);
}

#[test]
fn a_check_uses_the_store_of_the_last_build() {
    let folder = Site::paged();
    folder.article("a", "date: 2026-01-01\ntopics: [逾期]", "按《中华人民共和国民法典》第一百八十八条。");
    let said = || folder.check(&["--format", "short"]).stderr;
    assert_eq!(said(), "");
    let laws = folder.read("content/laws.yaml");
    folder.mislead("content/laws.yaml", &laws.replace("in_force", "repealed, effective: 2000-01-01, repealed: 2020-01-01"));
    assert!(said().starts_with("content/articles/a.md:7:2: warning[SG502]"), "{}", said());
}

/// The inode of each stored shard: one that is written again is another file.
#[cfg(unix)]
fn shards(folder: &Site) -> std::collections::BTreeMap<String, u64> {
    use std::os::unix::fs::MetadataExt;
    let path = ".sitegen/outputs/public/store/values";
    folder.tree(path).into_keys().map(|name| (name.clone(), fs::metadata(folder.path(path).join(name)).unwrap().ino())).collect()
}

#[cfg(unix)]
#[test]
fn an_edit_replaces_one_shard_and_a_failed_build_none() {
    let folder = warned();
    (0..120).for_each(|n| folder.article(&format!("n{n}"), "date: 2026-01-01\ntopics: [overdue]", &format!("第{n}篇。")));
    said(&folder, &[]);
    let first = shards(&folder);
    assert!(first.len() > 2, "{first:?}");
    folder.article("n7", "date: 2026-01-01\ntopics: [nowhere]", "错了。");
    assert_eq!(said(&folder, &[]).0, 1);
    assert_eq!(shards(&folder), first);
    folder.article("n7", "date: 2026-01-01\ntopics: [overdue]", "改过。");
    assert_eq!(said(&folder, &[]).0, 0);
    let second = shards(&folder);
    assert_eq!(first.len(), second.len());
    assert_eq!(first.iter().filter(|(name, file)| second.get(*name) != Some(file)).count(), 1);
}
