//! `--baseline`: today's findings are accepted, only new ones fail, and the count only goes down.

use crate::support::site::{Run, Site};

const FRONT: &str = "date: 2026-01-01\ntopics: [overdue]\n---\n\n";

/// A site with a picture without a description, which is a warning.
fn old(site: &Site, slug: &str, body: &str) {
    site.write("content/articles/p.png", b"\x89PNG\r\n\x1A\n\0\0\0\rIHDR\0\0\x02\x80\0\0\x01h");
    site.write(&format!("content/articles/{slug}.md"), format!("---\ntitle: 文章{slug}\n{FRONT}{body}\n"));
}

fn fresh() -> Site {
    let site = Site::empty();
    site.run(&["init", "."]);
    site
}

fn check(site: &Site, args: &[&str]) -> Run {
    let common = ["check", "--format", "short", "--lang", "en", "--as-of", "2026-06-01", "--strict", "--baseline", "base.tsv"];
    site.run(&[&common, args].concat())
}

#[test]
fn old_findings_are_accepted_and_new_ones_fail() {
    let site = fresh();
    old(&site, "a", "文![](p.png)字");
    assert_eq!(check(&site, &["--write-baseline"]), Run { status: 0, stdout: String::new(), stderr: String::new() });
    let text = site.read("base.tsv");
    assert_eq!(text.lines().skip(1).collect::<Vec<_>>(), ["a\tSG222\t1\tppng"]);
    assert_eq!(check(&site, &[]).status, 0);
    // Lines move and text changes around it: still the old one.
    old(&site, "a", "新的一段。\n\n改过的文![](p.png)字");
    assert_eq!(check(&site, &[]).status, 0);
    let some = check(&site, &["content/articles/a.md"]);
    assert_eq!(some.stderr, "content/articles/a.md:9:5: old[SG222]: the image `p.png` has no description\n");
    assert_eq!(some.status, 0);
    let build = ["build", "--strict", "--as-of", "2026-06-01"];
    assert_eq!(site.run(&[&build[..], &["--baseline", "base.tsv"]].concat()).status, 0);
    assert_eq!(site.run(&build).status, 1);
    // One more of the same in that file, and one in another.
    old(&site, "a", "文![](p.png)字![](p.png)");
    old(&site, "b", "文![](p.png)");
    let run = check(&site, &[]);
    assert_eq!(run.status, 1);
    let places: Vec<&str> = run.stderr.lines().map(|l| l.split(": ").next().unwrap()).collect();
    assert_eq!(places, ["content/articles/a.md:7:13", "content/articles/b.md:7:2"]);
    assert_eq!(site.read("base.tsv"), text, "nothing is ever added");
}

/// A fault of structure keeps nothing out of a new baseline, and nothing of it is taken for gone.
#[test]
fn a_fault_of_structure_hides_nothing_from_a_baseline() {
    let site = fresh();
    let front = "---\ntitle: 诉讼费计算器\ndate: 2026-01-01\ntopics: [overdue]\n---\n\n先看标的额。\n";
    site.write("content/articles/a.md", front);
    old(&site, "c", "[坏](gone.md)");
    assert_eq!(check(&site, &["--write-baseline"]).status, 1);
    old(&site, "c", "好。");
    let text = site.read("base.tsv");
    assert!(text.contains("\tSG595\t1\t诉讼费计算器\n"), "{text}");
    assert_eq!(check(&site, &[]).status, 0);
    old(&site, "c", "[坏](gone.md)");
    assert_eq!(check(&site, &["--update-baseline"]).status, 1);
    assert_eq!(site.read("base.tsv"), text);
}

/// Whoever mends an article sees what there is to mend, beside what is new.
#[test]
fn old_findings_of_some_files_are_shown_but_do_not_fail() {
    let site = fresh();
    old(&site, "a", "文![](p.png)字");
    check(&site, &["--write-baseline"]);
    old(&site, "a", "文![](p.png)字![](p.png)");
    let some = |format: &str, lang: &str| {
        let file = "content/articles/a.md";
        let args = ["check", file, "--format", format, "--lang", lang, "--as-of", "2026-06-01", "--baseline", "base.tsv", "--all"];
        let run = site.run(&args);
        assert_eq!(run.status, 0);
        run.stderr
    };
    let human = some("human", "zh-CN");
    assert!(human.contains("旧[SG222]: 图片") && human.contains("警告[SG222]: 图片"), "{human}");
    assert!(human.contains("0 个错误，1 个警告\n基线接受的旧问题 1 处\n"), "{human}");
    let json = some("json", "en");
    let severities: Vec<&str> = json.lines().map(|line| line.split('"').nth(7).unwrap_or("")).collect();
    assert_eq!(severities[..2], ["old", "warning"], "{json}");
    assert!(json.contains(r#"{"summary":{"errors":0,"warnings":1,"#), "{json}");
    let github = some("github", "en");
    assert!(github.starts_with("::warning file=") && github.contains("\n::notice file="), "{github}");
}

#[test]
fn corrected_findings_are_counted_and_removed() {
    let site = fresh();
    old(&site, "a", "![](p.png)![](p.png)");
    old(&site, "b", "![](p.png)");
    check(&site, &["--write-baseline"]);
    old(&site, "a", "![](p.png)![图](p.png)");
    old(&site, "b", "![图](p.png)");
    let people = |args: &[&str]| {
        let args =
            [&["check", "--lang", "zh-CN", "--format", "human", "--as-of", "2026-06-01", "--baseline", "base.tsv"], args].concat();
        site.run(&args).stderr.lines().find(|l| l.contains("基线")).map(str::to_owned)
    };
    let gone = "；另有 2 处已经改好，用 sitegen check --baseline … --update-baseline 从基线里去掉";
    assert_eq!(people(&[]), Some(format!("基线接受的旧问题 1 处{gone}")));
    assert_eq!(people(&["--update-baseline"]), Some("基线接受的旧问题 1 处".to_owned()));
    assert_eq!(site.read("base.tsv").lines().skip(1).collect::<Vec<_>>(), ["a\tSG222\t1\tppng"]);
    // What has come back is new.
    old(&site, "b", "![](p.png)");
    assert_eq!(check(&site, &["--update-baseline"]).status, 1);
    assert_eq!(site.read("base.tsv").lines().count(), 2);
    let json = site.run(&["check", "--format", "json", "--as-of", "2026-06-01", "--baseline", "base.tsv"]).stderr;
    assert!(json.lines().last().unwrap().contains("\"accepted\":1,\"gone\":0,\"elapsed_ms\":"), "{json}");
}

#[test]
fn faults_of_structure_fail_with_any_baseline() {
    let site = fresh();
    old(&site, "a", "![](p.png)[坏](gone.md)");
    let run = check(&site, &["--write-baseline"]);
    assert_eq!(run.status, 1);
    assert!(run.stderr.starts_with("content/articles/a.md:7:15: error[SG204]"), "{}", run.stderr);
    assert_eq!(run.stderr.lines().count(), 1);
    site.write("base.tsv", "content/articles/a.md\tSG204\t9\tgone.md\n");
    assert!(check(&site, &[]).stderr.contains("SG204"));
}

#[test]
fn a_baseline_that_cannot_be_used_is_refused() {
    let site = fresh();
    let error = |args: &[&str]| {
        let run = check(&site, args);
        (run.status, run.stderr.trim_start_matches("sitegen: cannot run: ").to_owned())
    };
    let missing = "base.tsv: there is no such baseline; sitegen check --baseline PATH --write-baseline writes one\n";
    assert_eq!(error(&[]), (2, missing.to_owned()));
    site.write("base.tsv", "# a\n<<<<<<< HEAD\n");
    assert_eq!(error(&[]), (2, "base.tsv:2: this line cannot be read; after a merge, remove the conflict markers\n".to_owned()));
    let there = "base.tsv: already exists; --update-baseline removes what is corrected; to start over, delete it first\n";
    assert_eq!(error(&["--write-baseline"]), (2, there.to_owned()));
    assert_eq!(error(&["--write-baseline", "--update-baseline"]).0, 2);
    assert_eq!(error(&["--update-baseline", "content/articles"]).0, 2);
}
