//! The language server in a real editor: Neovim writes an article with its help, and the site builds.

use std::process::{Command, Stdio};

use crate::support::site::Site;

const FILES: &[(&str, &str)] = &[
    ("sitegen.yaml", "title: 债务指南\nbase_url: https://www.example.com/\n"),
    ("content/topics.yaml", "topics:\n  - {slug: overdue, title: 逾期}\n"),
    (
        "content/lenders.yaml",
        "lenders:\n  - {slug: qinghe, name: 青禾贷, kind: other, facts: [{key: hotline, value: \"400-100-1000\", source: 官网, checked_on: 2026-05-01}]}\n",
    ),
    ("content/laws.yaml", "laws:\n  - {id: civil-code, title: 中华人民共和国民法典, short: [民法典], effective: 2021-01-01}\n"),
    (
        "content/articles/a.md",
        "---\ntitle: 甲\ndate: 2026-03-01\ntopics: [逾期]\n---\n\n## 第一步 {#one}\n\n先把合同和账单放在一起，再看利率写在哪里。\n",
    ),
];

#[test]
fn neovim_writes_an_article_and_the_site_builds() {
    let site = Site::empty();
    for (path, text) in FILES {
        site.write(path, *text);
    }
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/editor/session.lua");
    let program = std::env::var("NVIM").unwrap_or_else(|_| "nvim".to_owned());
    let run = Command::new(&program)
        .args(["--headless", "-n", "-i", "NONE", "-u", "NONE", "-S", script])
        .env("SITEGEN", env!("CARGO_BIN_EXE_sitegen"))
        .env("SITE", site.root())
        .env("XDG_CACHE_HOME", site.path(".nvim"))
        .stdin(Stdio::null())
        .output()
        .unwrap_or_else(|error| panic!("{program}: {error}; install Neovim, or name it in NVIM"));
    assert!(run.status.success(), "{}{}", String::from_utf8_lossy(&run.stdout), String::from_utf8_lossy(&run.stderr));
    let article = site.read("content/articles/new.md");
    assert!(article.contains("topics: [逾期]\n---\n\n第一步看[这一篇](a.md)，再看[第一步](a.md#first-step)。"), "{article}");
    let other = site.read("content/articles/a.md");
    assert!(other.contains("## 第一步 {#first-step}\n"), "{other}");
    let build = site.run(&["build", "--as-of", "2026-06-01", "--format", "short"]);
    assert_eq!(build.status, 0, "{}", build.stderr);
    assert!(site.read("public/articles/new.html").contains("400-100-1000"));
}
