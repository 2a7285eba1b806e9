//! `fix`: the small mendings that change no meaning, and no byte besides.

use std::process::Command;

use crate::support::site::{Run, Site};

const BEFORE: &str = "\u{feff}---\r\n# 注,释 \r\ntitle: '甲,乙'   # 题\r\ndate: 2026-01-01\r\ntopics: [overdue]\r\n---\r\n\r\n先看合同,再看 账单。 \r\n\r\n`代,x` [链接](c.md \"题,目\")对吗?\r\n";
const AFTER: &str = "\u{feff}---\r\n# 注,释 \r\ntitle: '甲,乙'   # 题\r\ndate: 2026-01-01\r\ntopics: [overdue]\r\n---\r\n\r\n先看合同，再看账单。\r\n\r\n`代,x` [链接](c.md \"题,目\")对吗？\r\n";
const OTHER: &str = "---\ntitle: 丙\ndate: 2026-01-01\ntopics: [overdue]\n---\n\n很好!\n";

fn site() -> Site {
    let site = Site::empty();
    site.run(&["init", "."]);
    site.write("content/articles/a.md", BEFORE);
    site.write("content/articles/c.md", OTHER);
    site
}

fn fix(site: &Site, args: &[&str]) -> Run {
    site.run(&[&["fix", "--lang", "en", "--as-of", "2026-06-01"], args].concat())
}

#[test]
fn a_diff_comes_first_and_applies() {
    let site = site();
    let run = fix(&site, &["--dry-run"]);
    assert_eq!((run.status, run.stderr.as_str()), (1, "2 files could be mended, 3 lines; nothing was written\n"));
    let c =
        "--- a/content/articles/c.md\n+++ b/content/articles/c.md\n@@ -4,4 +4,4 @@\n topics: [overdue]\n ---\n \n-很好!\n+很好！\n";
    assert!(run.stdout.ends_with(c), "{}", run.stdout);
    assert_eq!(site.read("content/articles/a.md"), BEFORE);
    site.write("fix.diff", &run.stdout);
    let applied = Command::new("git").args(["apply", "--unsafe-paths", "fix.diff"]).current_dir(site.root()).status();
    if applied.is_ok_and(|s| s.success()) {
        assert_eq!(site.read("content/articles/a.md"), AFTER);
    }
}

#[test]
fn texts_are_mended_and_nothing_else_is() {
    let site = site();
    let run = fix(&site, &[]);
    let files = "content/articles/a.md\ncontent/articles/c.md\n";
    assert_eq!((run.status, run.stdout.as_str(), run.stderr.as_str()), (0, files, "2 files mended, 3 lines\n"));
    assert_eq!(site.read("content/articles/a.md"), AFTER);
    for args in [&[][..], &["--dry-run"]] {
        let again = fix(&site, args);
        assert_eq!((again.status, again.stdout.as_str()), (0, ""));
        assert_eq!(again.stderr, "nothing that can be mended by machine\n");
    }
    assert_eq!(site.read("content/articles/a.md"), AFTER);
}

#[test]
fn only_what_is_named_is_mended() {
    let site = site();
    let run = fix(&site, &["content/articles/c.md", "--format", "json"]);
    assert_eq!(run.stdout, "[\n{\"file\":\"content/articles/c.md\",\"lines\":1}\n]\n");
    assert_eq!(site.read("content/articles/a.md"), BEFORE);
    site.write("sitegen.yaml", format!("{}checks: {{SG553: off}}\n", site.read("sitegen.yaml")));
    fix(&site, &[]);
    let spaces = BEFORE.replace("再看 账单。 ", "再看账单。");
    assert_eq!(site.read("content/articles/a.md"), spaces);
    assert_eq!(fix(&site, &["templates"]).status, 2);
}

/// A mark may be the last of its line; the line's own end is no blank beside it.
#[test]
fn a_mark_before_a_line_end_is_mended_and_the_line_end_stays() {
    let site = site();
    let text = |body: &str| OTHER.replace("很好!\n", body);
    site.write("content/articles/c.md", text("先看合同,  \n再看账单;\\\n有 LPR,\nLPR 是什么?\n"));
    fix(&site, &["content/articles/c.md"]);
    assert_eq!(site.read("content/articles/c.md"), text("先看合同，  \n再看账单；\\\n有 LPR,\nLPR 是什么？\n"));
}

/// Brackets and braces that have no effect are corrected where they can mean only one thing; what may be meant stays.
#[test]
fn markup_that_refers_to_something_is_mended() {
    let site = site();
    let text = |body: &str| OTHER.replace("很好!\n", body);
    for (before, after) in [
        ("见[文]（a.md），再看【文】(a.md)。\n", "见[文](a.md)，再看[文](a.md)。\n"),
        ("见![图]（a.svg）。\n", "见![图](a.svg)。\n"),
        ("！[图](a.svg)\n", "![图](a.svg)\n"),
        ("![图](还款 计划.png)\n", "![图](<还款 计划.png>)\n"),
        ("文[^1]。\n\n[^1]：注,释。\n", "文[^1]。\n\n[^1]: 注，释。\n"),
        ("见[文][a]。\n\n[a]：a.md\n", "见[文][a]。\n\n[a]: a.md\n"),
        ("> [！NOTE]\n> 文\n", "> [!NOTE]\n> 文\n"),
        ("```Calculator\nkind: court-fee\namount: 80000\n```\n", "```calculator\nkind: court-fee\namount: 80000\n```\n"),
        ("请打｛lender.hotline｝。\n", "请打{lender.hotline}。\n"),
        ("## 期限 ｛#term｝\n", "## 期限 {#term}\n"),
    ] {
        site.write("content/articles/c.md", text(before));
        fix(&site, &["content/articles/c.md"]);
        assert_eq!(site.read("content/articles/c.md"), text(after));
    }
    for same in [
        "【官网】（https://www.court.gov.cn）\n",
        "见![图]（a.svg 图）。\n",
        "[2019]（附件.docx）\n",
        "> [!DANGER]\n> 文\n",
        "`[文]（a.md）`\n",
    ] {
        site.write("content/articles/c.md", text(same));
        fix(&site, &["content/articles/c.md"]);
        assert_eq!(site.read("content/articles/c.md"), text(same));
    }
}

/// Words are fixed only on demand, and a sample of the changes comes first.
#[test]
fn words_are_mended_on_demand() {
    let site = site();
    let text = "---\ntitle: 融机构的问?\ndate: 2026-01-01\ntopics: [overdue]\n---\n\n融机构的问?\n\n## 一、融机构怎么办?\n\n小编认为，融机构会回复。\n\n## 三、再看\n\n文。\n";
    site.write("content/articles/c.md", text);
    site.remove("content/articles/a.md");
    let run = fix(&site, &[]);
    assert_eq!(
        (run.stdout.as_str(), run.stderr.as_str()),
        ("content/articles/c.md\n", "1 files mended, 1 lines\n1 half-width marks are left in headings; --titles fixes them, too\n")
    );
    site.write("content/articles/c.md", text);
    let codes = ["--code", "SG550,SG551", "--code", "SG553,560,SG564", "--titles"];
    let sample = fix(&site, &[&codes[..], &["--sample", "2"]].concat());
    assert_eq!(
        (sample.status, sample.stdout.as_str(), sample.stderr.as_str()),
        (
            1,
            "content/articles/c.md:7\n- 融机构的问?\ncontent/articles/c.md:11\n- 小编认为，融机构会回复。\n+ 金融机构会回复。\n",
            "2 of 5 changes, spread over the library; nothing was written\n"
        )
    );
    assert_eq!(site.read("content/articles/c.md"), text);
    let run = fix(&site, &codes);
    assert_eq!((run.status, run.stderr.as_str()), (0, "1 files mended, 5 lines\n"));
    let fixed = "---\ntitle: 金融机构的问题？\ndate: 2026-01-01\ntopics: [overdue]\n---\n\n## 一、金融机构怎么办？ {#融机构怎么办}\n\n金融机构会回复。\n\n## 二、再看\n\n文。\n";
    assert_eq!(site.read("content/articles/c.md"), fixed);
    assert_eq!(fix(&site, &codes).stdout, "");
    let refused = fix(&site, &["--code", "SG540"]);
    assert_eq!(refused.status, 2);
    assert!(refused.stderr.contains("SG540: no machine can fix it"), "{}", refused.stderr);
}
