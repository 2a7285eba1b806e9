//! Builds that die, by a failure at each step and by a kill at any moment: whole files only, and the next build is right.

use std::fs;
use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};
use std::time::Duration;

use sitegen::emit::{Output, Place};

use super::site::*;

const SECOND: &[(&str, &str)] =
    &[("about/index.html", "关于"), ("hf/1.html", "协商"), ("hf/2.html", "征信"), ("index.html", "新首页"), ("site.css", "a{}")];

/// True where each file is one of the two builds' in full.
fn is_whole(seen: &Tree, first: &Tree, second: &Tree) -> bool {
    seen.iter().all(|(path, text)| first.get(path) == Some(text) || second.get(path) == Some(text))
}

/// The files in the output folder, without empty folders.
fn files(site: &Site) -> Tree {
    site.tree("public").into_iter().filter(|(path, _)| !path.ends_with('/')).collect()
}

#[test]
fn a_commit_that_fails_at_any_rename_leaves_whole_files_and_the_next_ends_it() {
    let (first, second) = (tree(FIRST), tree(SECOND));
    let mut seen = Vec::new();
    // Folders that are new go first, as a whole.
    for (step, moved) in ["about", "hf/1.html", "hf/2.html", "index.html"].into_iter().enumerate() {
        let site = Site::new();
        site.build(FIRST).unwrap();
        let output = site.open().unwrap();
        let staged = stage(&output, SECOND);
        site.break_stage(moved);
        io_error(output.commit(staged, NONE_LISTED));
        drop(output);
        let now = files(&site);
        assert!(first.keys().filter(|path| second.contains_key(*path)).all(|path| now.contains_key(path)), "{step}: {now:?}");
        assert!(is_whole(&now, &first, &second), "{step}: {now:?}");
        seen.push(now);
        // Undone, then finished: what the dead build has made is known, though no manifest names it.
        let third = &[("index.html", "首页")];
        site.build(if step % 2 == 0 { third } else { SECOND }).unwrap();
        assert_eq!(site.tree("public"), if step % 2 == 0 { tree(third) } else { second.clone() }, "{step}");
    }
    assert_eq!(seen[0], first);
    assert!(seen[3].contains_key("hf/2.html") && seen[3]["index.html"] == "首页");
}

#[test]
fn the_first_build_may_fail_too() {
    for moved in ["hf", "topics", "index.html", "site.css"] {
        let site = Site::new();
        let output = site.open().unwrap();
        let staged = stage(&output, FIRST);
        site.break_stage(moved);
        io_error(output.commit(staged, NONE_LISTED));
        drop(output);
        assert_eq!(site.build(&FIRST[1..]).unwrap().removed, usize::from(moved == "site.css"), "{moved}");
        assert_eq!(site.tree("public"), tree(&FIRST[1..]), "{moved}");
    }
}

#[test]
fn changes_of_a_build_that_died_before_its_manifest_are_told_by_the_next() {
    let site = Site::new();
    site.build(FIRST).unwrap();
    let own = ".sitegen/outputs/public/manifest.json";
    let before = site.read(own);
    site.build(SECOND).unwrap();
    let changes = site.changes();
    // As a kill between the last two writes leaves it.
    site.write(own, &before);
    site.write(".sitegen/outputs/public/pending.json", "[\"about/index.html\",\"hf/2.html\"]");
    assert_eq!(site.build(SECOND).unwrap(), summary(0, 5, 0));
    assert_eq!(site.changes(), changes);
    assert!(!site.path(".sitegen/outputs/public/pending.json").exists());
}

#[test]
fn a_commit_that_cannot_write_its_manifest_names_the_path_and_the_next_ends_it() {
    let site = Site::new();
    site.build(FIRST).unwrap();
    let output = site.open().unwrap();
    let staged = stage(&output, SECOND);
    fs::remove_file(site.path(".sitegen/changes.json")).unwrap();
    site.write(".sitegen/changes.json/in the way", "");
    let error = io_error(output.commit(staged, NONE_LISTED));
    drop(output);
    assert!(error.starts_with(&format!("{}: ", site.path(".sitegen/changes.json").display())), "{error}");
    fs::remove_dir_all(site.path(".sitegen/changes.json")).unwrap();
    assert_eq!(site.build(&SECOND[..4]).unwrap(), summary(0, 4, 1));
    assert_eq!(site.tree("public"), tree(&SECOND[..4]));
    assert!(site.changes().contains("\"removed\":[\"/site.css\",\"/topics/a/\"]"), "{}", site.changes());
}

#[test]
fn a_folder_that_cannot_be_made_leaves_the_output_as_it_was() {
    let site = Site::new();
    site.write("file", "");
    let error = io_error(site.build_to("file/public", FIRST));
    assert!(error.contains("file"), "{error}");
    assert_eq!(site.tree(""), tree(&[("content/", ""), ("file", "")]));
}

#[test]
fn a_file_that_cannot_be_staged_is_named_and_the_output_is_as_it_was() {
    let site = Site::new();
    site.build(FIRST).unwrap();
    let output = site.open().unwrap();
    site.write(".sitegen/outputs/public/stage", "");
    let error = output.stage(artifact("index.html", "新首页")).unwrap_err().to_string();
    assert!(error.starts_with(&site.path(".sitegen/outputs/public/stage").display().to_string()), "{error}");
    drop(output);
    assert_eq!(site.tree("public"), tree(FIRST));
    assert_eq!(site.build(SECOND).unwrap(), summary(4, 1, 1));
}

const PAGES: usize = 150;

fn many(text: &str) -> Tree {
    let long = text.repeat(3000);
    (0..PAGES).map(|n| (format!("{}/{n}/index.html", n % 7), long.clone())).chain([(text.to_owned(), long.clone())]).collect()
}

/// The variable that names the folder of a process that builds until it is killed.
const FOLDER: &str = "SITEGEN_TEST_FOLDER";

/// Builds two sites in turn until it is killed, in the process that the test below starts. Elsewhere it ends at once.
#[test]
fn build_until_killed() {
    let Some(folder) = std::env::var_os(FOLDER) else { return };
    let folder = std::path::Path::new(&folder);
    let (output, content) = (folder.join("public"), folder.join("content"));
    let place = Place { output: &output, root: folder, sources: &[&content], home: None };
    loop {
        for files in [many("甲"), many("乙")] {
            let output = Output::open(&place).unwrap();
            let staged = files.iter().map(|(path, text)| output.stage(artifact(path, text)).unwrap()).collect();
            println!("committing");
            output.commit(staged, NONE_LISTED).unwrap();
        }
    }
}

#[test]
fn a_build_that_is_killed_at_any_moment_leaves_whole_files_and_the_next_is_right() {
    let (first, second) = (many("甲"), many("乙"));
    for round in 0..9_u64 {
        let site = Site::new();
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "--nocapture", "emit::dying::build_until_killed"])
            .env(FOLDER, site.path(""))
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let commits =
            BufReader::new(child.stdout.take().unwrap()).lines().map_while(Result::ok).filter(|line| line.contains("committing"));
        // Sometimes in the first build, sometimes in a later one; from the start of a commit to well after its end.
        assert!(commits.take(usize::try_from(round % 3).unwrap() + 1).count() > 0);
        std::thread::sleep(Duration::from_millis(round * 2));
        child.kill().unwrap();
        child.wait().unwrap();
        assert!(is_whole(&files(&site), &first, &second), "round {round}");
        site.build(FIRST).unwrap();
        assert_eq!(site.tree("public"), tree(FIRST), "round {round}");
        let state: Vec<String> = site.tree(".sitegen").into_keys().collect();
        assert_eq!(
            state,
            ["changes.json", "manifest.json", "outputs/public/lock", "outputs/public/manifest.json", "push/changed-urls.txt"]
        );
    }
}
