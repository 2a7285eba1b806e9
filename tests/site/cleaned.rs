//! The walk of `docs/zh/清理.md`, from a bad library to one that builds with `ratchet: touched`: what is left after each step, and that no
//! address is lost on the way.

use std::collections::{BTreeMap, BTreeSet};
use std::process::Command;

use super::merged::run;
use super::triaged::{fill, saved};
use crate::support::neglected::Neglected;
use crate::support::site::Site;

const MECHANICAL: [&str; 6] = ["SG550", "SG551", "SG553", "SG560", "SG561", "SG564"];
/// Law, fact and wording.
const GRAVE: [&str; 3] = ["SG50", "SG52", "SG54"];

fn git(site: &Site, arguments: &[&str]) {
    let mut git = Command::new("git");
    git.args(["-c", "user.name=a", "-c", "user.email=a@example.com", "-c", "core.hooksPath=/dev/null"]).args(arguments);
    let run =
        git.env("GIT_CONFIG_GLOBAL", "/dev/null").env("GIT_CONFIG_NOSYSTEM", "1").current_dir(site.root()).output().expect("git");
    assert!(run.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&run.stderr));
}

/// Commits a step, and brings it to the branch that others start from.
fn commit(site: &Site, step: &str) {
    git(site, &["add", "-A"]);
    git(site, &["commit", "-qm", step]);
    git(site, &["update-ref", "refs/remotes/origin/main", "HEAD"]);
}

/// The findings by code.
fn counts(site: &Site) -> BTreeMap<String, usize> {
    let found = run(site, &["check", "--all", "--format", "json"]);
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for line in found.stderr.lines() {
        let line: serde_json::Value = serde_json::from_str(line).unwrap();
        if let Some(code) = line["code"].as_str() {
            *counts.entry(code.to_owned()).or_default() += 1;
        }
    }
    counts
}

fn sum(counts: &BTreeMap<String, usize>, codes: &[&str]) -> usize {
    counts.iter().filter(|(code, _)| codes.iter().any(|start| code.starts_with(start))).map(|(_, count)| count).sum()
}

/// The addresses that a build answers, but for the further pages of lists.
fn addresses(site: &Site) -> BTreeSet<String> {
    let pages = site.tree("public").into_keys().filter(|path| path.ends_with(".html") && !path.contains("/page/"));
    pages.collect()
}

/// Checks that little is new against the baseline, and nothing grave: where copies or titles become equal, another article has the finding
/// of its group, and a mended word may show the damage beside it.
fn assert_little_is_new(site: &Site) {
    let checked = run(site, &["check", "--baseline", "baseline", "--format", "short"]);
    let is_known = |line: &&str| ["SG550", "SG580", "SG581", "SG584"].iter().any(|code| line.contains(&format!("warning[{code}]")));
    let others: Vec<&str> = checked.stderr.lines().filter(|line| !is_known(line)).collect();
    assert_eq!((checked.status, others), (0, vec![]));
    assert!(checked.stderr.lines().count() < 20, "{}", checked.stderr);
}

#[test]
fn the_walk_from_a_bad_library_to_one_that_holds() {
    let library = Neglected::new(200, 7);
    let site = Site::empty();
    library.write(site.root()).unwrap();
    site.write(
        "sitegen.yaml",
        site.read("sitegen.yaml") + "editorial: {unreviewed: all, index: {not: [unreviewed]}}\nratchet: touched\n",
    );
    site.write(".gitignore", "public/\n.sitegen/\n");
    git(&site, &["init", "-q"]);
    commit(&site, "the library");

    // Personal numbers stop a build.
    let bad = counts(&site);
    let mobiles: Vec<_> = library.all().filter(|article| article.faults.contains(&"mobile".to_owned())).collect();
    assert_eq!((run(&site, &["build"]).status, bad["SG532"]), (1, mobiles.len()));
    for article in &mobiles {
        let kept = |line: &&str| !line.contains("手机号码");
        site.write(&article.path, site.read(&article.path).split_inclusive('\n').filter(kept).collect::<String>());
    }
    let built = run(&site, &["build", "--format", "short"]);
    assert_eq!(built.status, 0, "{}", built.stderr);
    let old = addresses(&site);
    assert_eq!(old.iter().filter(|path| path.starts_with("hf/")).count(), 200);
    assert_eq!(run(&site, &["check", "--baseline", "baseline", "--write-baseline"]).status, 0);
    commit(&site, "numbers out, baseline");
    let start = counts(&site);
    assert_eq!(start.get("SG532"), None);

    // The mechanical pass makes nothing new, and leaves little of its own kind.
    for codes in [
        &["--code", "SG550", "--titles"][..],
        &["--code", "SG551"],
        &["--code", "SG553", "--titles"],
        &["--code", "SG560,SG561,SG564"],
    ] {
        assert_eq!(run(&site, &[&["fix", "-q"], codes].concat()).status, 0);
        commit(&site, codes[1]);
    }
    assert_little_is_new(&site);
    let update = ["check", "--baseline", "baseline", "--update-baseline"];
    assert_eq!(run(&site, &update).status, 0);
    commit(&site, "baseline");
    let mended = counts(&site);
    let left = [&start, &mended].map(|counts| sum(counts, &MECHANICAL));
    assert!(left[1] * 2 < left[0], "{left:?}");
    assert!(sum(&mended, &GRAVE) <= sum(&start, &GRAVE));

    // A partner decides about groups: each text of many lenders becomes one general article.
    assert_eq!(run(&site, &["triage", "--views", "views.csv", "--save", "triage.csv"]).status, 0);
    let rows = saved(&site);
    let heads: Vec<_> = rows.iter().filter(|row| !row["copies"].is_empty()).collect();
    let mut cells: Vec<(String, &str, String)> = Vec::new();
    for (n, head) in heads.iter().enumerate() {
        cells.push((head["address"].clone(), "decision", "merge".to_owned()));
        if head["reasons"].contains("template") {
            let words: String = "账单合同流水证据期限金额法院电话".chars().cycle().skip(n).step_by(3).take(12).collect();
            let text =
                format!("---\ntitle: 通用第{n}篇\ndate: 2026-05-01\ntopics: [overdue]\n---\n\n第{n}篇通用的文章讲{words}。\n");
            site.write(&format!("content/articles/general/general-{n}.md"), text);
            cells.push((head["address"].clone(), "target2", format!("/hf/general-{n}.html")));
        }
    }
    commit(&site, "general articles");
    let filled: Vec<(&str, &str, &str)> =
        cells.iter().map(|(address, column, value)| (address.as_str(), *column, value.as_str())).collect();
    fill(&site, &filled);
    let merged = run(&site, &["triage", "--apply", "triage.csv", "--save", "sentences.csv"]);
    assert_eq!(merged.status, 0, "{}", merged.stderr);
    let copies: usize = heads.iter().map(|head| head["copies"].parse::<usize>().unwrap()).sum();
    let stay = heads.iter().filter(|head| !head["reasons"].contains("template")).count();
    assert!(merged.stderr.contains(&format!(" {} removed, ", copies - stay)), "{}", merged.stderr);
    assert!(copies > 60 && site.read("sentences.csv").lines().count() > 500);
    assert_little_is_new(&site);
    assert_eq!(run(&site, &update).status, 0);
    commit(&site, "merged");
    let fewer = counts(&site);
    assert!(sum(&fewer, &["SG"]) < sum(&mended, &["SG"]) && sum(&fewer, &GRAVE) < sum(&mended, &GRAVE), "{mended:?} {fewer:?}");

    // Editors mend single articles: a changed file leaves nothing grave.
    let build = ["build", "--baseline", "baseline", "--base", "origin/main", "--format", "short"];
    let listed = run(&site, &["list", "articles", "--code", "SG50,SG54", "--format", "json"]).stdout;
    let listed: serde_json::Value = serde_json::from_str(&listed).unwrap();
    let path = listed[0]["file"].as_str().unwrap().to_owned();
    site.write(&path, site.read(&path) + "\n编辑改写以后补充的一句。\n");
    let refused = run(&site, &build);
    assert!(refused.status == 1 && refused.stderr.contains("error[SG5"), "{}", refused.stderr);
    for _ in 0..20 {
        let found = run(&site, &["check", &path, "--format", "short"]).stderr;
        let is_grave = |line: &&str| GRAVE.iter().any(|code| line.contains(&format!("[{code}")));
        let lines: BTreeSet<usize> =
            found.lines().filter(is_grave).map(|line| line.split(':').nth(1).unwrap().parse().unwrap()).collect();
        if lines.is_empty() {
            break;
        }
        let kept = |(n, _): &(usize, &str)| !lines.contains(&(n + 1));
        let text = site.read(&path);
        site.write(&path, text.split_inclusive('\n').enumerate().filter(kept).map(|(_, line)| line).collect::<String>());
    }
    let held = run(&site, &build);
    assert_eq!(held.status, 0, "{}", held.stderr);
    assert!(!["SG2", "SG6"].iter().any(|codes| held.stderr.contains(&format!("[{codes}"))), "{}", held.stderr);
    let now = addresses(&site);
    assert_eq!(old.difference(&now).collect::<Vec<_>>(), Vec::<&String>::new());
    // Each merged article has a row, and so have the lists that are too short for a page now.
    let ledger = site.read("urls.tsv");
    let lists = ledger.lines().filter(|row| row.starts_with("/lenders/")).count();
    assert!(lists > 0 && ledger.lines().count() == copies - stay + lists, "{ledger}");
}
