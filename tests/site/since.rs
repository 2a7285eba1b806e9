//! `build --since`: on a machine without the old output the changes are told against an earlier manifest.

use crate::support::site::{AS_OF, Site};

fn site() -> Site {
    let folder = Site::paged();
    folder.article("a", "date: 2026-01-01\ntopics: [overdue]", "正文。");
    folder.article("逾期", "date: 2026-01-02\ntopics: [lawsuit]", "另一篇。");
    folder
}

#[test]
fn a_fresh_checkout_tells_the_same_changes_as_the_machine_with_the_old_output() {
    let (old, fresh) = (site(), site());
    old.build(&[]);
    let manifest = old.read(".sitegen/manifest.json");
    for folder in [&old, &fresh] {
        folder.article("a", "date: 2026-01-01\ntopics: [overdue]", "改过。");
        folder.article("新", "date: 2026-01-03\ntopics: [overdue]", "新的一篇。");
        folder.remove("content/articles/逾期.md");
    }
    old.build(&[]);
    fresh.write("earlier.json", &manifest);
    let summary = fresh.build(&["--since", "earlier.json"]);
    assert_eq!(summary["unchanged"], 0);
    let changes = fresh.read(".sitegen/changes.json");
    assert_eq!(changes, old.read(".sitegen/changes.json"));
    assert!(changes.starts_with("{\"added\":[\"/articles/%E6%96%B0.html\"],\"changed\":[\"/\",\"/articles/a.html\","), "{changes}");
    assert!(changes.contains("\"removed\":[\"/articles/%E9%80%BE%E6%9C%9F.html\""), "{changes}");
    assert_eq!(fresh.read(".sitegen/manifest.json"), old.read(".sitegen/manifest.json"));
    // Also where nothing is left to do.
    fresh.build(&["--since", "earlier.json"]);
    assert_eq!(fresh.read(".sitegen/changes.json"), changes);
    fresh.build(&[]);
    assert_eq!(fresh.read(".sitegen/changes.json"), "{\"added\":[],\"changed\":[],\"removed\":[]}\n");
}

#[test]
fn a_file_that_is_no_manifest_is_told_before_anything_is_done() {
    let folder = site();
    folder.write("bad.json", "{\"version\":1,\"files\":[]}");
    folder.write("other.json", "{\"version\":9,\"files\":{}}");
    for (file, lang, message) in [
        ("bad.json", "en", "sitegen: cannot run: --since bad.json: is no manifest.json that sitegen wrote\n".to_owned()),
        ("other.json", "zh-CN", "sitegen: 无法执行: --since other.json: 不是 sitegen 写的 manifest.json\n".to_owned()),
        (
            "none.json",
            "en",
            format!(
                "sitegen: cannot run: --since {}: No such file or directory (os error 2)\n",
                folder.path("none.json").display()
            ),
        ),
    ] {
        let output = folder.run(&["build", "--as-of", AS_OF, "--lang", lang, "--since", file]);
        assert_eq!((output.status, output.stderr), (2, message));
        assert!(!folder.has("index.html") && !folder.path(".sitegen").exists());
    }
}
