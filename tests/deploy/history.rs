//! The history of what was online, and the withdrawal of an article.

use super::online::{Online, article};

const SETTINGS: &str =
    "title: 债务指南\nbase_url: https://www.example.com\ndeploy: {target: online, state: state, keep_history: true}\n";

#[test]
fn every_page_that_was_online_can_be_restored() {
    let online = Online::with(SETTINGS);
    online.deploy_well();
    let first = online.site.read("online/articles/a.html");
    article(&online.site, "a", "由原告预交诉讼费，退费要申请。");
    online.deploy_well();
    let second = online.site.read("online/articles/a.html");
    let history = |arguments: &[&str]| online.run(&[&["history", "--lang", "en"], arguments].concat());
    for address in ["https://www.example.com/articles/a.html", "/articles/a.html", "articles/a.html"] {
        let run = history(&[address]);
        assert_eq!((run.status, run.stdout.lines().count()), (0, 2), "{address}: {}{}", run.stdout, run.stderr);
    }
    let rows = history(&["/articles/a.html", "--format", "json"]).stdout;
    let rows: Vec<serde_json::Value> = serde_json::from_str(&rows).unwrap();
    assert!(rows[0]["to"].is_string() && rows[1]["to"].is_null(), "{rows:?}");
    let today = rows[1]["from"].as_str().unwrap()[..10].to_owned();
    assert_eq!(history(&["/articles/a.html", "--at", &today]).stdout, second);
    let run = history(&["/articles/a.html", "--at", &today, "--save", "evidence.html"]);
    assert_eq!((run.status, online.site.read("evidence.html")), (0, second), "{}", run.stderr);
    assert_eq!(history(&["/articles/a.html", "--at", "2020-01-01"]).status, 2);
    assert_eq!(history(&["/articles/none.html"]).status, 2);
    // What the law forbids to keep goes, and the removal stays.
    let sum = rows[0]["sha256"].as_str().unwrap();
    assert_eq!(history(&["--erase", sum, "--reason", "个人信息"]).status, 0);
    let stored: Vec<Vec<u8>> = online.site.tree("state/history/objects").into_values().collect();
    assert!(!stored.contains(&first.into_bytes()));
    assert!(history(&["/articles/a.html"]).stdout.contains("erased: 个人信息"));
}

#[test]
fn a_site_without_history_has_none() {
    let online = Online::new();
    online.deploy_well();
    let names: Vec<String> = online.site.tree("state").into_keys().collect();
    assert_eq!(names, ["online.json"]);
    assert_eq!(online.run(&["history", "/articles/a.html"]).status, 2);
}

#[test]
fn a_withdrawn_article_gets_its_day_and_reason() {
    let online = Online::new();
    let withdraw = |reason: &str| online.run(&["withdraw", "a", "--reason", reason, "--as-of", "2026-04-10", "--lang", "en"]);
    assert_eq!(withdraw(" ").status, 2);
    let run = withdraw("数据\"过时\"");
    assert_eq!((run.status, run.stdout.as_str()), (0, "content/articles/a.md\n"), "{}", run.stderr);
    assert!(online.site.read("content/articles/a.md").contains("withdrawn: {on: 2026-04-10, reason: \"数据\\\"过时\\\"\"}\n"));
    assert!(withdraw("又一次").stdout.contains("withdrawn already"));
    online.deploy_well();
    assert!(online.site.read("online/articles/a.html").contains("数据&quot;过时&quot;"));
}

#[test]
fn a_withdrawn_article_goes_online_alone() {
    let online = Online::new();
    let contact = |text: &str| online.site.write("content/pages/contact.md", format!("---\ntitle: 联系我们\n---\n\n{text}\n"));
    contact("来信请写明事由。");
    online.deploy_well();
    contact("这一页也改过，但是还没有定稿。");
    online.run(&["withdraw", "a", "--reason", "数据过时", "--as-of", "2026-04-10"]);
    let run = online.deploy(&["--only", "a"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    let page = |path: &str| online.site.read(&format!("online/{path}"));
    assert!(page("articles/a.html").contains("数据过时"));
    assert!(!page("index.html").contains("articles/a.html") && !page("feed.xml").contains("articles/a.html"));
    assert!(!page("contact/index.html").contains("还没有定稿"));
    online.deploy_well();
    assert!(page("contact/index.html").contains("还没有定稿"));
}

/// A page that was online cannot vanish without a word: the ledger holds it.
#[test]
fn addresses_that_were_online_are_registered() {
    let online = Online::new();
    assert_eq!(online.run(&["urls", "--update", "--lang", "en"]).status, 2);
    online.deploy_well();
    let update = || online.run(&["urls", "--update", "--lang", "en"]).stdout;
    let first = update();
    assert!(first.ends_with(" rows added to urls.tsv\n") && first != "0 rows added to urls.tsv\n", "{first}");
    assert_eq!(update(), "0 rows added to urls.tsv\n");
    let ledger = online.site.read("urls.tsv");
    assert!(ledger.contains("/articles/a.html\tlives\n") && !ledger.contains("404"), "{ledger}");
    online.deploy_well();
    online.site.remove("content/articles/c.md");
    let run = online.deploy(&[]);
    assert_eq!(run.status, 1, "{}", run.stderr);
    assert!(run.stderr.contains("error[SG601]: the old address `/articles/c.html` leads nowhere"), "{}", run.stderr);
    assert!(online.is_online("articles/c.html"));
}
