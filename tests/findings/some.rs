//! `check FILE…`: of the named files the same findings as of the whole library, with the other bodies unread.

use crate::site::{Run, Site};

const FRONT: &str = "date: 2026-01-01\ntopics: [overdue]\n---\n\n";

fn site() -> Site {
    let site = Site::empty();
    site.run(&["init", "."]);
    let article = |slug: &str, title: &str, rest: &str| {
        site.write(&format!("content/articles/{slug}.md"), format!("---\ntitle: {title}\n{rest}"));
    };
    let links = "见[一](b.md#二)、[二](b.md#三)、[三](draft.md)、[四](/articles/c.html#七)、[五](gone.md)、[六](raw.md)、[七](../pages/about.md#无)。\n";
    article("a", "甲", &format!("related: [b, draft, nowhere]\naliases: [/articles/c.html]\n{FRONT}{links}"));
    article("b", "乙", &format!("{FRONT}## 二\n\n<div>坏</div>\n"));
    article("c", "丙", &format!("slug: c\n{FRONT}## 七\n"));
    article("own", "己", &format!("summary: 别处的话。\n{FRONT}文\n"));
    article("draft", "丁", &format!("draft: true\n{FRONT}文\n"));
    article("same", "戊", &format!("slug: B\n{FRONT}文\n"));
    site.write("sitegen.yaml", site.text("sitegen.yaml") + "checks: {SG583: warning}\n");
    site.write("content/articles/raw.md", [b"---\ntitle: R\n", FRONT.as_bytes(), b"\xff\n"].concat());
    site
}

fn check(site: &Site, files: &[&str]) -> Run {
    site.run(&[&["check", "--format", "short", "--lang", "en", "--as-of", "2026-06-01"], files].concat())
}

/// The lines of the whole check that are about a file.
fn of_all(site: &Site, path: &str) -> Vec<String> {
    check(site, &[]).stderr.lines().filter(|l| l.starts_with(&format!("{path}:"))).map(str::to_owned).collect()
}

#[test]
fn a_file_gets_the_findings_that_the_whole_check_has_for_it() {
    let site = site();
    for slug in ["a", "b", "c", "draft", "same", "raw", "own"] {
        let path = format!("content/articles/{slug}.md");
        let run = check(&site, &[&path]);
        assert_eq!(run.stderr.lines().collect::<Vec<_>>(), of_all(&site, &path), "{path}");
        assert_eq!(run.status, i32::from(run.stderr.contains(": error[")));
    }
    assert!(of_all(&site, "content/articles/own.md").iter().any(|l| l.contains("[SG583]")));
    assert!(of_all(&site, "content/articles/a.md").len() >= 7, "{:?}", of_all(&site, "content/articles/a.md"));
}

#[test]
fn folders_registers_and_several_files_may_be_named() {
    let site = site();
    assert_eq!(check(&site, &["content"]).stderr, check(&site, &[]).stderr);
    let both = check(&site, &["content/articles/b.md", "content/articles/same.md"]).stderr;
    let expected = [of_all(&site, "content/articles/b.md"), of_all(&site, "content/articles/same.md")].concat();
    assert_eq!(both.lines().collect::<Vec<_>>(), expected);
    site.write("content/topics.yaml", "topics:\n  - {slug: overdue, title: 逾期, wrong: 1}\n");
    // An error in a register stands with every file: without it nothing is judged rightly.
    let file = check(&site, &["content/articles/c.md"]).stderr;
    assert_eq!(file, check(&site, &["content/topics.yaml"]).stderr);
    assert!(file.starts_with("content/topics.yaml:2:"), "{file}");
}

#[test]
fn what_is_no_file_of_the_content_is_refused() {
    let site = site();
    for file in ["content/articles/none.md", "/etc/passwd", "templates", "../x.md"] {
        let run = check(&site, &[file]);
        assert_eq!(
            (run.status, run.stderr),
            (2, format!("sitegen: cannot run: {file}: no file or folder in content/ of this site\n"))
        );
    }
}
