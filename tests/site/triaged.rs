//! Triage of a bad library: the order of its table, its cells that people fill in, and what becomes of them.

use std::collections::{BTreeMap, BTreeSet};

use super::merged::{csv, library, run};
use crate::support::site::Site;

/// The rows of a table, by the names of their columns.
fn rows(text: &str) -> Vec<BTreeMap<String, String>> {
    let mut rows = csv(text).into_iter();
    let head = rows.next().unwrap();
    rows.map(|row| head.iter().cloned().zip(row).collect()).collect()
}

pub fn saved(site: &Site) -> Vec<BTreeMap<String, String>> {
    rows(&site.read("triage.csv"))
}

/// Writes into cells of the saved table.
pub fn fill(site: &Site, cells: &[(&str, &str, &str)]) {
    let table = csv(&site.read("triage.csv"));
    let column = |name: &str| table[0].iter().position(|cell| cell == name).unwrap();
    let mut table: Vec<Vec<String>> = table.clone();
    for (address, name, value) in cells {
        let at = column(name);
        table.iter_mut().find(|row| row[0] == *address).unwrap_or_else(|| panic!("{address}"))[at] = (*value).to_owned();
    }
    let lines: Vec<String> = table.iter().map(|row| row.iter().map(|c| format!("\"{c}\"")).collect::<Vec<_>>().join(",")).collect();
    site.write("triage.csv", format!("\u{feff}{}\r\n", lines.join("\r\n")));
}

/// The articles of each group in `list duplicates`, by the number of the group.
fn groups(site: &Site) -> BTreeMap<String, (String, BTreeSet<String>)> {
    let listed = run(site, &["list", "duplicates", "--format", "json"]).stdout;
    let group = |line: &str| {
        let group: serde_json::Value = serde_json::from_str(line).unwrap();
        let slugs = group["articles"].as_array().unwrap().iter().map(|slug| slug.as_str().unwrap().to_owned()).collect();
        (group["group"].to_string(), (group["kind"].as_str().unwrap().to_owned(), slugs))
    };
    listed.lines().map(group).collect()
}

fn slug(row: &BTreeMap<String, String>) -> String {
    row["address"].trim_start_matches("/hf/").trim_end_matches(".html").to_owned()
}

#[test]
fn the_table_begins_with_what_most_readers_meet() {
    let (site, _) = library();
    let save = run(&site, &["triage", "--views", "views.csv", "--save", "triage.csv"]);
    assert_eq!(save.status, 0, "{}", save.stderr);
    assert!(save.stderr.contains("of the table of views"), "{}", save.stderr);
    let rows = saved(&site);
    let number = |row: &BTreeMap<String, String>, name: &str| row[name].parse::<u64>().unwrap();
    // Groups stand together, and have the members of `list duplicates` but for those of a larger group.
    let blocks: Vec<&[BTreeMap<String, String>]> =
        rows.chunk_by(|a, b| !a["group"].is_empty() && a["group"] == b["group"]).collect();
    let known = groups(&site);
    let mut seen = BTreeSet::new();
    let mut last = (false, u64::MAX);
    for block in &blocks {
        let head = &block[0];
        let score = block.iter().map(|row| number(row, "views") * number(row, "risk")).sum();
        let is_single = head["group"].is_empty();
        assert!((is_single && !last.0) || (is_single == last.0 && score <= last.1), "{head:?}");
        last = (is_single, score);
        if is_single {
            assert_eq!((head["copies"].as_str(), block.len()), ("", 1));
            continue;
        }
        assert!(seen.insert(head["group"].clone()));
        assert_eq!(head["copies"], block.len().to_string());
        assert!(block[1..].iter().all(|row| row["copies"].is_empty()));
        let (kind, members) = &known[&head["group"]];
        assert_eq!(block.iter().map(slug).collect::<BTreeSet<_>>(), *members);
        let reason = if kind == "text" { "duplicate" } else { "template" };
        assert!(block.iter().all(|row| row["reasons"].contains(reason)), "{head:?}");
        // The articles of different lenders lead to none of them, nor do those of a group without an article that may stay.
        let is_redirected = |row: &BTreeMap<String, String>| row["proposal"] == "redirect" && row["target"] == head["address"];
        assert_eq!(block.iter().any(is_redirected), kind == "text" && head["proposal"].starts_with("keep"), "{head:?}");
    }
    // The head counts decisions and views.
    let views: u64 = site
        .read("views.csv")
        .lines()
        .skip(1)
        .filter(|row| site_has(&site, row))
        .map(|row| row.split(',').nth(1).unwrap().parse::<u64>().unwrap())
        .sum();
    let copies = rows.iter().filter(|row| !row["group"].is_empty()).count();
    let covered: u64 = rows.iter().map(|row| number(row, "views")).sum();
    let (groups, singles) = (seen.len(), rows.len() - copies);
    let line = format!(
        "{groups} groups ({copies} articles) + {singles} single ones = {} decisions: {} % of {views} views",
        groups + singles,
        covered * 100 / views
    );
    assert_eq!(save.stdout.lines().next_back(), Some(line.as_str()));
    let printed = run(&site, &["triage", "--views", "views.csv", "--csv"]);
    assert_eq!(printed.stdout, site.read("triage.csv"));
}

fn site_has(site: &Site, row: &str) -> bool {
    let id: u32 = row.trim_start_matches("/hf/").split('.').next().unwrap().parse().unwrap();
    let number = (id - 100_000) / 7;
    site.path(&format!("content/articles/{}/{id}.md", number / 500)).exists()
}

#[test]
fn empty_cells_change_nothing_and_filled_ones_stay() {
    let (site, _) = library();
    run(&site, &["triage", "--save", "triage.csv"]);
    let before = site.tree("");
    let run_apply = |more: &[&str]| run(&site, &[&["triage", "--apply", "triage.csv"], more].concat());
    let applied = run_apply(&[]);
    assert_eq!((applied.status, applied.stdout.as_str()), (0, ""), "{}", applied.stderr);
    assert_eq!(applied.stderr, "0 files changed, 0 removed, 0 rows of the ledger written\n");
    assert!(site.tree("") == before);
    let address = saved(&site).last().unwrap()["address"].clone();
    fill(&site, &[(&address, "note", "再看一遍"), (&address, "decision", "keep")]);
    run(&site, &["triage", "--save", "triage.csv"]);
    let row = saved(&site).into_iter().find(|row| row["address"] == address).unwrap();
    assert_eq!((row["decision"].as_str(), row["note"].as_str()), ("keep", "再看一遍"));
    site.write("other.csv", "a,b\n1,2\n");
    let refused = run(&site, &["triage", "--save", "other.csv"]);
    assert!(refused.status == 2 && refused.stderr.contains("stays as it is"), "{}", refused.stderr);
    assert_eq!(site.read("other.csv"), "a,b\n1,2\n");
}

#[test]
fn every_row_is_checked_before_the_first_change() {
    let (site, _) = library();
    site.write(
        "content/articles/general.md",
        "---\ntitle: 通用的一篇\ndate: 2026-05-01\ntopics: [overdue]\n---\n\n先核对账单，再决定怎样协商。\n",
    );
    run(&site, &["triage", "--save", "triage.csv"]);
    let rows = saved(&site);
    let head =
        |reason: &str| rows.iter().find(|row| !row["copies"].is_empty() && row["reasons"].split(' ').any(|r| r == reason)).unwrap();
    let (template, same) = (head("template"), head("duplicate"));
    let single = rows.iter().find(|row| row["group"].is_empty()).unwrap();
    fill(
        &site,
        &[
            (&template["address"], "decision", "合并"),
            (&same["address"], "decision", "merge"),
            (&single["address"], "decision", "gone"),
        ],
    );
    let before = site.tree("");
    let apply = |more: &[&str]| run(&site, &[&["triage", "--apply", "triage.csv", "--format", "short"], more].concat());
    let refused = apply(&[]);
    assert_eq!((refused.status, refused.stderr.matches("error[SG620]").count()), (1, 2), "{}", refused.stderr);
    assert!(site.tree("") == before);

    fill(&site, &[(&template["address"], "target2", "/hf/general.html"), (&single["address"], "note", "过时")]);
    let before = site.tree("");
    let dry = apply(&["--dry-run"]);
    assert!(dry.status == 0 && site.tree("") == before, "{}", dry.stderr);
    assert!(dry.stderr.starts_with("Dry run, nothing was written; "), "{}", dry.stderr);
    let done = apply(&[]);
    assert_eq!((done.status, &done.stdout), (0, &dry.stdout), "{}", done.stderr);
    assert!(done.stdout.contains("sentences that general does not have"), "{}", done.stdout);
    let members =
        |row: &BTreeMap<String, String>| rows.iter().filter(|other| other["group"] == row["group"]).map(slug).collect::<Vec<_>>();
    let ledger = site.read("urls.tsv");
    let mut expected: Vec<String> =
        members(template).iter().map(|slug| format!("/hf/{slug}.html\tredirect\t/hf/general.html\tdecision")).collect();
    let others = members(same).into_iter().filter(|other| *other != slug(same));
    expected.extend(others.map(|other| format!("/hf/{other}.html\tredirect\t{}\tdecision", same["address"])));
    expected.push(format!("{}\tgone\t\t过时", single["address"]));
    expected.sort();
    assert_eq!(ledger.lines().filter(|row| row.starts_with("/hf/")).collect::<Vec<_>>(), expected);
    let is_list =
        |row: &&str| row.starts_with("/lenders/") && row.split('\t').nth(2).is_some_and(|to| to.matches('/').count() == 3);
    assert!(ledger.lines().filter(|row| !row.starts_with("/hf/")).all(|row| is_list(&row)), "{ledger}");
    let built = run(&site, &["build", "--format", "short"]);
    assert!(built.status == 0 && !built.stderr.contains("[SG2") && !built.stderr.contains("[SG6"), "{}", built.stderr);
}
