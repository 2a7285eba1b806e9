//! What a deployment refuses, with nothing changed.

use super::online::{Online, article};

fn refused(online: &Online, arguments: &[&str], message: &str) {
    let before = (online.site.tree("online"), online.site.tree("state"));
    let run = online.deploy(arguments);
    assert_eq!(run.status, 2, "{}", run.stderr);
    assert!(run.stderr.contains(message), "{}", run.stderr);
    assert_eq!(before, (online.site.tree("online"), online.site.tree("state")));
}

#[test]
fn an_output_folder_without_a_site_of_this_address() {
    let online = Online::new();
    refused(&online, &["--no-build"], "there is no built site in the output folder");
    online.site.build(&[]);
    online.site.write("public/articles/a.html", "edited");
    refused(&online, &["--no-build"], "articles/a.html in the output folder is not what the build wrote");
    online.site.build(&["--base-url", "https://other.example.com/"]);
    refused(&online, &["--no-build"], "was built for https://other.example.com/, which differs from base_url");
}

#[test]
fn a_target_with_files_of_others() {
    let online = Online::new();
    online.site.write("online/notes.txt", "others");
    refused(&online, &[], "this is the first deployment, and");
    let run = online.deploy(&["--adopt"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    assert!(online.is_online("notes.txt"));
    let run = online.deploy(&[]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    assert!(online.is_online("notes.txt"));
}

#[test]
fn a_state_of_another_address() {
    let online = Online::new();
    online.deploy_well();
    refused(&online, &["--base-url", "https://other.example.com/"], "the state belongs to a site at https://www.example.com/");
}

#[test]
fn many_deletions() {
    let online = Online::new();
    for n in 0..60 {
        article(&online.site, &format!("n{n}"), "由原告预交诉讼费。");
    }
    online.deploy_well();
    (0..60).for_each(|n| online.site.remove(&format!("content/articles/n{n}.md")));
    refused(&online, &[], "files would be deleted, more than the limit of 50");
    refused(&online, &["--max-deletes", "1"], "more than the limit of 1");
    let run = online.deploy(&["--max-deletes", "100"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    online.assert_equal();
}

#[test]
fn two_runs_at_once() {
    let online = Online::new();
    online.deploy_well();
    let lock = |process: u32| {
        let host = std::fs::read_to_string("/proc/sys/kernel/hostname").unwrap();
        let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap().as_secs();
        let text = format!(r#"{{"host":"{}","process":{process},"started":1,"renewed":{now}}}"#, host.trim());
        online.site.write("state/lock.json", text);
    };
    lock(std::process::id());
    refused(&online, &[], "another deployment is running");
    // A process that is gone holds nothing.
    lock(u32::MAX);
    online.deploy_well();
}

#[test]
fn places_that_are_missing_or_the_same() {
    let online = Online::with("title: 债务指南\nbase_url: https://www.example.com\n");
    refused(&online, &[], "no target is named");
    refused(&online, &["--target", "online"], "no state is named");
    refused(&online, &["--target", "online", "--state", "online"], "target and state must differ");
    let run = online.deploy(&["--target", "online", "--state", "state"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    online.assert_equal();
}

#[test]
fn a_dry_run_and_a_plan_change_nothing() {
    let online = Online::new();
    refused_nothing(&online, &["--dry-run"]);
    refused_nothing(&online, &["--plan", "plan.json"]);
    let plan: serde_json::Value = serde_json::from_str(&online.site.read("plan.json")).unwrap();
    assert_eq!(plan["version"], 1);
    let uploads = plan["upload"].as_array().unwrap();
    assert_eq!(uploads.len(), online.site.tree("public").len());
    let index = uploads.iter().find(|upload| upload["path"] == "index.html").unwrap();
    assert_eq!(index["size"].as_u64().unwrap() as usize, online.site.read("public/index.html").len());
    assert_eq!((&plan["delete"], &plan["purge"]), (&serde_json::json!([]), &serde_json::json!([])));
    assert!(plan["submit"].as_array().unwrap().contains(&serde_json::json!("https://www.example.com/articles/a.html")));
}

fn refused_nothing(online: &Online, arguments: &[&str]) {
    let before = (online.site.tree("online"), online.site.tree("state"));
    let run = online.deploy(arguments);
    assert_eq!(run.status, 0, "{}", run.stderr);
    assert_eq!(before, (online.site.tree("online"), online.site.tree("state")));
}
