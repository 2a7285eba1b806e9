//! The same sources are the same bytes: for any number of threads, in any folder, for any person's environment.

use std::fs;
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::process::Command;

use sitegen::emit::{Output, Place};

use crate::support::library::Library;
use crate::support::site::{AS_OF, PROGRAM, Site, Tree, run};

/// A library with its output.
fn library(seed: u64) -> Site {
    let folder = Site::empty();
    Library::new(120, seed).write(folder.root()).unwrap();
    folder.build(&["-j", "1"]);
    folder
}

/// The paths that differ: a tree itself would fill screens.
fn differences(a: &Tree, b: &Tree) -> Vec<String> {
    let paths = a.keys().chain(b.keys().filter(|path| !a.contains_key(*path)));
    paths.filter(|path| a.get(*path) != b.get(*path)).cloned().collect()
}

#[track_caller]
fn same(a: &Site, output_a: &str, b: &Site, output_b: &str) {
    let (a, b) = (a.tree(output_a), b.tree(output_b));
    assert!(a.len() > 100);
    assert_eq!(differences(&a, &b), [""; 0]);
}

#[test]
fn any_number_of_threads() {
    let one = library(11);
    for jobs in ["2", "8", "33"] {
        one.build(&["-j", jobs, "-o", &format!("other/{jobs}")]);
        same(&one, "public", &one, &format!("other/{jobs}"));
    }
}

#[test]
fn another_folder_and_another_current_folder() {
    let (one, deep) = (library(12), Site::empty());
    let root = deep.path("很深/a b/c");
    Library::new(120, 12).write(&root).unwrap();
    let ended = run(deep.command(&["build", "-q", "--as-of", AS_OF]).current_dir(root.join("content/articles")));
    assert_eq!(ended.status, 0, "{ended:?}");
    same(&one, "public", &deep, "很深/a b/c/public");
    assert_eq!(one.read(".sitegen/manifest.json"), deep.read("很深/a b/c/.sitegen/manifest.json"));
    let ended = deep.run(&["build", "-q", "--as-of", AS_OF, "-r", "很深/a b/c", "-o", "elsewhere"]);
    assert_eq!(ended.status, 0, "{ended:?}");
    same(&one, "public", &deep, "elsewhere");
}

#[test]
fn any_locale_time_zone_and_terminal() {
    let one = library(13);
    let environments: [&[(&str, &str)]; 4] = [
        &[("LC_ALL", "zh_CN.UTF-8"), ("TZ", "Asia/Shanghai")],
        &[("LANG", "tr_TR.ISO-8859-9"), ("TZ", "America/Los_Angeles"), ("SITEGEN_LANG", "en")],
        &[("CI", "1"), ("GITHUB_ACTIONS", "true"), ("NO_COLOR", "1"), ("TZ", ":/nowhere")],
        &[("CLICOLOR_FORCE", "1"), ("TERM", "dumb"), ("HOME", "/"), ("SITEGEN_JOBS", "3")],
    ];
    for (n, environment) in environments.into_iter().enumerate() {
        let output = format!("other/{n}");
        let ended = one.run_with(environment, &["build", "-q", "--as-of", AS_OF, "-o", &output]);
        assert_eq!(ended.status, 0, "{ended:?}");
        same(&one, "public", &one, &output);
    }
}

#[test]
fn any_umask() {
    let one = library(14);
    let script = "umask 077; exec \"$0\" build -q --as-of 2026-06-01 -o private";
    let status = Command::new("/bin/sh").args(["-c", script, PROGRAM]).current_dir(one.root()).status();
    assert!(status.unwrap().success());
    same(&one, "public", &one, "private");
    // The umask decides who may read the files, and nothing else.
    let mode = |path: &str| fs::metadata(one.path(path)).unwrap().permissions().mode() & 0o777;
    assert_eq!((mode("private/index.html"), mode("private/hf")), (0o600, 0o700));
}

#[test]
fn any_order_of_writing_and_any_times_of_sources() {
    let (one, other) = (library(15), Site::empty());
    for (path, text) in Library::new(120, 15).files().into_iter().rev() {
        other.write(&path, &text);
    }
    let old = std::time::SystemTime::UNIX_EPOCH;
    let file = fs::File::options().append(true).open(other.path("sitegen.yaml")).unwrap();
    file.set_modified(old).unwrap();
    other.build(&[]);
    same(&one, "public", &other, "public");
}

#[test]
fn a_second_build_writes_nothing() {
    let folder = library(16);
    let marks = || {
        let tree = folder.tree("public");
        let mark = |path: &String| {
            let file = fs::metadata(folder.path("public").join(path)).unwrap();
            (path.clone(), file.ino(), file.mtime(), file.mtime_nsec(), file.ctime_nsec())
        };
        tree.keys().map(mark).collect::<Vec<_>>()
    };
    let (before, manifest) = (marks(), folder.read(".sitegen/manifest.json"));
    let summary = folder.build(&[]);
    assert_eq!((&summary["written"], &summary["removed"]), (&0.into(), &0.into()));
    assert_eq!(summary["unchanged"], before.len());
    assert!(marks() == before);
    assert_eq!(folder.read(".sitegen/manifest.json"), manifest);
    assert_eq!(folder.read(".sitegen/changes.json"), "{\"added\":[],\"changed\":[],\"removed\":[]}\n");
}

/// A build whose record was deleted is a first build again, and still changes nothing of what is right.
#[test]
fn the_record_may_be_deleted() {
    let folder = library(17);
    let before = folder.tree("public");
    fs::remove_dir_all(folder.path(".sitegen")).unwrap();
    assert_eq!(folder.build(&[])["written"], 0);
    assert_eq!(differences(&before, &folder.tree("public")), [""; 0]);
}

#[test]
fn a_second_build_at_the_same_time_says_so_and_stops() {
    let folder = Site::paged();
    folder.article("a", "date: 2026-01-01\ntopics: [逾期]", "正文。");
    folder.build(&[]);
    let before = folder.tree("public");
    folder.article("b", "date: 2026-01-02\ntopics: [逾期]", "正文。");
    let (output, content) = (folder.path("public"), folder.path("content"));
    let place = Place { output: &output, root: folder.root(), sources: &[&content], home: None };
    let first = Output::open(&place).unwrap();
    let second = folder.run(&["build", "--lang", "en", "--as-of", AS_OF]);
    assert_eq!(second.status, 2);
    let said = second.stderr;
    assert_eq!(
        said,
        format!("sitegen: cannot run: another build is writing to {}\n  wait for it to end, then try again\n", output.display())
    );
    assert_eq!(differences(&before, &folder.tree("public")), [""; 0]);
    drop(first);
    assert_eq!(folder.build(&[])["errors"], 0);
    assert!(folder.has("articles/b.html"));
}

/// Findings that fail the build leave the last good site as it was, record and all.
#[test]
fn a_failed_build_changes_nothing() {
    let folder = library(18);
    let (before, record) = (folder.tree("public"), folder.tree(".sitegen"));
    folder.write("content/articles/bad.md", "---\ntitle: 坏\ndate: 2026-13-01\ntopics: [没有]\n---\n\n[坏](nothing.md)\n");
    let output = folder.run(&["build", "--format", "short", "--lang", "en", "--as-of", AS_OF]);
    assert_eq!(output.status, 1, "{output:?}");
    assert_eq!(differences(&before, &folder.tree("public")), [""; 0]);
    assert_eq!(differences(&record, &folder.tree(".sitegen")), [""; 0]);
}
