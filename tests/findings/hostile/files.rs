//! Files that are none or lie about their names: encodings, links, pipes, paths that lead elsewhere, names that some systems
//! take for one, and what a terminal would act upon.

use std::fs;
use std::path::Path;

use super::{HEAD, article, built, codes};
use crate::support::site::{Run, Site};

#[test]
fn encodings_change_nothing_or_are_findings() {
    let text = article("法院在立案以后通知原告预交诉讼费。\n\n## 由谁交\n\n- 原告\n- 被告\n");
    let page = |bytes: &[u8]| {
        let site = Site::small();
        site.write("content/articles/a.md", bytes);
        assert_eq!(built(&site), Run { status: 0, stdout: String::new(), stderr: String::new() });
        site.read("public/articles/a.html")
    };
    let plain = page(text.as_bytes());
    assert_eq!(page(format!("\u{feff}{text}").as_bytes()), plain);
    assert_eq!(page(text.replace('\n', "\r\n").as_bytes()), plain);
    assert_eq!(page(format!("\u{feff}{}", text.replace('\n', "\r\n")).as_bytes()), plain);
    for path in ["content/articles/a.md", "content/pages/a.md", "content/topics.yaml", "sitegen.yaml", "templates/page.html"] {
        let site = Site::small();
        site.write(path, b"\xff\xfe\x00a");
        let run = built(&site);
        assert_eq!(run.status, 1, "{path}");
        assert!(run.stderr.contains(&format!("{path}:1:1: error[SG001]: ")), "{path}: {}", run.stderr);
    }
    let site = Site::with(&article("甲\0乙\u{8}丙\n"));
    assert_eq!(built(&site).status, 0);
    let page = site.read("public/articles/a.html");
    assert!(!page.contains(['\0', '\u{8}']), "a control character reached the page");
}

#[cfg(unix)]
#[test]
fn links_and_pipes_are_findings_wherever_they_lie() {
    let elsewhere = Site::empty();
    elsewhere.write("secret.md", article("秘密\n"));
    for place in [
        "content/articles/x.md", "content/articles/x", "content/pages/x.md", "content/lenders/x.md", "content/rates.yaml",
        "templates/page.html", "templates/x", "static/x.css", "static/theme/site.css",
    ] {
        for (what, target) in [
            ("file", elsewhere.path("secret.md")),
            ("folder", elsewhere.root().to_path_buf()),
            ("nothing", "none".into()),
            ("root", "/".into()),
            ("itself", ".".into()),
        ] {
            let site = Site::small();
            fs::create_dir_all(site.path(place).parent().unwrap()).unwrap();
            std::os::unix::fs::symlink(&target, site.path(place)).unwrap();
            let run = built(&site);
            let stderr =
                format!("{place}:1:1: error[SG003]: only regular files and folders are allowed here, not a symbolic link\n");
            assert_eq!(run, Run { status: 1, stdout: String::new(), stderr }, "{place} → {what}");
        }
        let site = Site::small();
        fs::create_dir_all(site.path(place).parent().unwrap()).unwrap();
        assert!(std::process::Command::new("mkfifo").arg(site.path(place)).status().unwrap().success());
        assert_eq!(codes(&built(&site)), ["SG003"], "{place}");
    }
    for folder in ["content", "templates", "static"] {
        let site = Site::small();
        let _ = fs::remove_dir_all(site.path(folder));
        std::os::unix::fs::symlink(elsewhere.root(), site.path(folder)).unwrap();
        assert_eq!(codes(&built(&site)), ["SG003"], "{folder}");
        let site = Site::small();
        let _ = fs::remove_dir_all(site.path(folder));
        site.write(folder, "no folder");
        assert_eq!(codes(&built(&site)), ["SG003"], "{folder}");
    }
}

/// Asserts that a build wrote nothing but the output folder and its records.
fn assert_inside(site: &Site, written: &[&str]) {
    let above = site.root().parent().unwrap();
    assert!(!above.join("x.html").exists() && !Path::new("/x.html").exists());
    for (path, ..) in site.snapshot(".") {
        let path = path.strip_prefix(site.root().join(".")).unwrap().to_str().unwrap().to_owned();
        let known = path.starts_with("public/") || path.starts_with(".sitegen/") || written.contains(&path.as_str());
        assert!(known || path.starts_with("content/") || path == "sitegen.yaml", "{path} was written");
    }
}

#[test]
fn names_that_lead_elsewhere_are_findings() {
    let long = "甲".repeat(41);
    let slugs = [
        "../../x",
        "a/b",
        "/x",
        "CON",
        "con",
        "nul.txt",
        "aux",
        "com1",
        ".x",
        "x.",
        "-x",
        "a..b",
        "a b",
        "a\\\\b",
        "a?b",
        "a#b",
        "a%2fb",
        "%2e%2e",
        "a\\u0000b",
        "a\\u202eb",
        long.as_str(),
        "index/../../x",
    ];
    for slug in slugs {
        let site = Site::with(&HEAD.replace("---\n\n", &format!("slug: \"{slug}\"\n---\n\n正文。\n")));
        let run = built(&site);
        assert_eq!(run.status, 1, "{slug}");
        assert!(["SG114", "SG116"].contains(&codes(&run)[0].as_str()), "{slug}: {}", run.stderr);
        assert_inside(&site, &[]);
        for (register, row) in [("topics", "title: 甲"), ("lenders", "name: 甲, kind: other"), ("laws", "title: 甲")] {
            let site = Site::small();
            let key = if register == "laws" { "id" } else { "slug" };
            site.write(&format!("content/{register}.yaml"), format!("{register}:\n  - {{{key}: \"{slug}\", {row}}}\n"));
            assert_eq!(built(&site).status, 1, "{register}: {slug}");
        }
    }
    for permalink in [
        "/../{slug}.html", "/./{slug}.html", "{slug}.html", "/{slug}", "//{slug}.html", "/a/../{slug}/", "/%2e%2e/{slug}.html",
        "/a b/{slug}.html", "/{slug}/{slug}.html",
    ] {
        let site = Site::with(&article("正文。\n"));
        site.write(
            "sitegen.yaml",
            format!("title: 甲\nbase_url: https://www.example.com/\npermalinks: {{article: '{permalink}'}}\n"),
        );
        assert_eq!(codes(&built(&site)), ["SG016"], "{permalink}");
    }
}

#[test]
fn names_that_some_systems_take_for_one_are_findings() {
    let codes_of = |files: &[(&str, &str)]| {
        let site = Site::small();
        for (path, text) in files {
            site.write(path, text);
        }
        (built(&site).status, codes(&built(&site)))
    };
    let text = article("正文。\n");
    let other = text.replace("title: ", "title: 再问");
    let both = |a: &str, b: &str| codes_of(&[(a, text.as_str()), (b, other.as_str())]);
    let failed = |code: &str| (1, vec![code.to_owned()]);
    assert_eq!(both("content/articles/caf\u{e9}.md", "content/articles/cafe\u{301}.md"), failed("SG125"));
    assert_eq!(both("content/articles/x/a.md", "content/articles/y/a.md"), failed("SG125"));
    assert_eq!(codes_of(&[("content/articles/A.md", &text)]), failed("SG114"));
    assert_eq!(codes_of(&[("static/A.css", "a"), ("static/a.css", "b")]), failed("SG213"));
    assert_eq!(codes_of(&[("static/\u{e9}.css", "a"), ("static/e\u{301}.css", "b")]), failed("SG213"));
    assert_eq!(codes_of(&[("static/Index.html", "a")]), failed("SG213"));
    assert_eq!(codes_of(&[("static/articles/a.html/b.css", "a"), ("content/articles/a.md", &text)]), failed("SG213"));
    assert_eq!(codes_of(&[("static/topics/court-fees/index.html", "a")]), failed("SG213"));
    assert_eq!(codes_of(&[("content/pages/topics.md", "---\ntitle: 有哪些主题\n---\n\n正文。\n")]), failed("SG213"));
}

#[test]
fn what_a_terminal_would_act_upon_never_reaches_it() {
    let escape = "\u{1b}[31m\u{7}\u{202e}\u{9b}2J";
    let body = format!("[甲]({escape}b.md) <b {escape}>\n\n## 乙 {{#{escape}}}\n\n丙[^{escape}]\n");
    let site = Site::with(&article(&body));
    site.write("content/articles/x\u{1b}[31m\n.md", "甲");
    site.write(
        "content/topics.yaml",
        format!("topics:\n  - {{slug: court-fees, title: 诉讼费用, \"\\e[31m\": x, parent: \"\\e[31m{escape}\"}}\n"),
    );
    for format in ["human", "short", "json", "github"] {
        let run = site.check(&["--format", format]);
        assert_eq!(run.status, 1);
        let bad = |c: char| (c.is_control() && c != '\n') || matches!(c, '\u{202a}'..='\u{202e}');
        assert!(!run.stderr.contains(bad), "{format}: {:?}", run.stderr);
    }
    assert!(site.short().iter().any(|l| l.contains("error[SG004]")));
}
