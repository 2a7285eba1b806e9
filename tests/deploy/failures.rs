//! Runs that fail at any point, and the run after them.

use super::online::{Online, article};

const HOOKS: &str = "title: 债务指南\nbase_url: https://www.example.com\ndeploy:\n  target: online\n  state: state\n  purge: {command: \"cat >> purged; test ! -e broken\", batch: 2}\n  submit: {command: \"cat >> submitted; test ! -e down\"}\n";

/// The lines that a command got.
fn lines(online: &Online, file: &str) -> Vec<String> {
    let path = online.site.path(file);
    let text = std::fs::read_to_string(&path).unwrap_or_default();
    let _ = std::fs::remove_file(path);
    text.lines().map(str::to_owned).collect()
}

#[test]
fn an_article_that_is_reverted_after_a_failed_purge_goes() {
    let online = Online::with(HOOKS);
    online.deploy_well();
    article(&online.site, "oops", "这一篇不该发布。");
    online.site.write("broken", "");
    let run = online.deploy(&[]);
    assert_eq!(run.status, 2, "{}", run.stderr);
    assert!(run.stderr.contains("URLs were not purged"), "{}", run.stderr);
    assert!(online.is_online("articles/oops.html"));
    online.site.remove("content/articles/oops.md");
    online.site.remove("broken");
    lines(&online, "purged");
    online.deploy_well();
    assert!(!online.is_online("articles/oops.html"));
    let purged = lines(&online, "purged");
    for url in ["https://www.example.com/articles/oops.html", "https://www.example.com/", "https://www.example.com/feed.xml"] {
        assert!(purged.iter().any(|line| line == url), "{url}: {purged:?}");
    }
}

#[test]
fn a_record_that_cannot_be_fetched_ends_the_run() {
    let online = Online::remote();
    online.deploy_well();
    online.site.remove("content/articles/c.md");
    let online_before = online.site.tree("online");
    // The first calls ask for the version, take the lock and read the records.
    for call in 1..=8 {
        let run = online.deploy_failing(call, "fail", &[]);
        assert_eq!(run.status, 2, "{call}: {}", run.stderr);
        assert_eq!(online.site.tree("online"), online_before, "{call}");
    }
    online.deploy_well();
    assert!(!online.is_online("articles/c.html"));
}

#[test]
fn a_site_below_a_folder_of_its_host() {
    let settings = "title: 债务指南\nbase_url: https://www.example.com/docs/\ndeploy: {target: online, state: state, purge: {command: \"cat >> purged\"}}\n";
    let online = Online::with(settings);
    online.deploy_well();
    // Nothing was online that a cache could have.
    assert_eq!(lines(&online, "purged"), [""; 0]);
    article(&online.site, "a", "由原告预交诉讼费，退费要申请。");
    online.deploy_well();
    assert!(lines(&online, "purged").contains(&"https://www.example.com/docs/articles/a.html".to_owned()));
}

#[test]
fn nothing_changed_asks_nobody() {
    let online = Online::with(HOOKS);
    online.deploy_well();
    lines(&online, "purged");
    lines(&online, "submitted");
    let calls = online.calls(&[]);
    assert!(!calls.iter().any(|call| call == "copy" || call == "delete"), "{calls:?}");
    assert_eq!((lines(&online, "purged"), lines(&online, "submitted")), (Vec::new(), Vec::new()));
}

#[test]
fn only_pages_that_may_be_listed_are_submitted_and_failures_again() {
    let online = Online::with(HOOKS);
    online.site.write("down", "");
    let run = online.deploy(&[]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    assert!(run.stderr.contains("URLs were not submitted"), "{}", run.stderr);
    online.assert_equal();
    online.site.remove("down");
    lines(&online, "submitted");
    online.deploy_well();
    let submitted = lines(&online, "submitted");
    assert!(submitted.contains(&"https://www.example.com/articles/a.html".to_owned()), "{submitted:?}");
    for part in ["404", "search", "feed", "assets"] {
        assert!(!submitted.iter().any(|url| url.contains(part)), "{submitted:?}");
    }
    online.deploy_well();
    assert_eq!(lines(&online, "submitted"), [""; 0]);
}

#[test]
fn purges_come_in_batches() {
    let online = Online::with(&HOOKS.replace("cat >> purged;", "(cat; echo --) >> purged;"));
    online.deploy_well();
    article(&online.site, "a", "由原告预交诉讼费，退费要申请。");
    online.deploy_well();
    let purged = lines(&online, "purged");
    assert!(purged.split(|line| line == "--").all(|batch| batch.len() <= 2), "{purged:?}");
    assert!(purged.len() > 4, "{purged:?}");
}

#[test]
fn what_differs_at_the_target_is_found_and_repaired() {
    let online = Online::new();
    online.deploy_well();
    let verify = |arguments: &[&str]| online.deploy(&[&["--verify"], arguments].concat());
    assert_eq!((verify(&[]).status, verify(&[]).stdout.as_str()), (0, ""));
    online.site.write("online/articles/a.html", "changed by somebody");
    online.site.remove("online/articles/b.html");
    online.site.write("online/notes.txt", "others");
    let run = verify(&[]);
    assert_eq!((run.status, run.stdout.as_str()), (2, "articles/a.html\narticles/b.html\n"), "{}", run.stderr);
    assert!(run.stderr.contains("1 others were not put there"), "{}", run.stderr);
    let run = online.deploy(&["--repair"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    online.site.remove("online/notes.txt");
    online.assert_equal();
}

#[test]
fn the_run_after_a_killed_one_makes_the_target_equal() {
    let online = Online::remote();
    online.deploy_well();
    let mut call = 1;
    for how in ["kill", "half-kill", "half-fail", "fail"].into_iter().cycle() {
        article(&online.site, &format!("n{call}"), "新的一篇。");
        article(&online.site, "a", &format!("第{call}次改过。"));
        let run = online.deploy_failing(call, how, &[]);
        let count: usize = online.site.read("tools/count").trim().parse().unwrap();
        // The last call removes the lock, which the next run takes over.
        assert!(call >= count || run.status != 0, "{call} {how}: {}", run.stderr);
        // The article is taken back: nothing of it stays.
        online.site.remove(&format!("content/articles/n{call}.md"));
        online.deploy_well();
        if call > count {
            break;
        }
        call += 1;
    }
    assert!(call > 12, "only {call} calls");
}

#[test]
fn compressed_files_go_with_their_pages() {
    let online = Online::with(&HOOKS.replace("deploy:", "precompress: [gzip, br]\ndeploy:"));
    let about = |text: &str| online.site.write("content/pages/about.md", format!("---\ntitle: 关于本站\n---\n{text}\n"));
    about("介绍。");
    online.deploy_well();
    let compressed = ["articles/a.html.gz", "articles/a.html.br"];
    assert!(compressed.iter().all(|path| online.is_online(path)));
    let before = online.site.tree("online");
    // Only what concerns one article goes online, in every encoding.
    article(&online.site, "a", "由原告预交诉讼费，退费要申请。");
    about("另一段介绍。");
    let run = online.deploy(&["--only", "a"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    let (public, after) = (online.site.tree("public"), online.site.tree("online"));
    for path in compressed.into_iter().chain(["articles/a.html"]) {
        assert!(after[path] == public[path] && after[path] != before[path], "{path}");
    }
    for path in ["about/index.html", "about/index.html.gz", "about/index.html.br"] {
        assert!(after[path] == before[path] && after[path] != public[path], "{path}");
    }
    let purged = lines(&online, "purged");
    assert!(purged.contains(&"https://www.example.com/articles/a.html".to_owned()), "{purged:?}");
    assert!(!purged.iter().any(|url| url.ends_with(".gz") || url.ends_with(".br")), "{purged:?}");
    // A removed page takes them along.
    online.site.remove("content/articles/a.md");
    online.deploy_well();
    assert!(!compressed.iter().any(|path| online.is_online(path)));
}
