//! Faults planted one by one in a sound article of a built site: each is reported at its line with a remedy, several in one
//! run are all reported, and the site that was built before stays as it was, byte for byte and untouched.

use serde_json::Value;

use crate::support::site::Site;

/// An article without a fault, in which every line that is not empty can be spoilt.
pub(super) const SOUND: &str = "---
title: 起诉时诉讼费由谁先交？
date: 2026-03-09
updated: 2026-03-20
lender: 示例消金
topics: [诉讼费用]
summary: 诉讼费由原告预交，最后由败诉方负担。
author: lawyer
reviewed_by: 示例律师
reviewed_on: 2026-03-21
review_by: 2027-03-20
related: [b, {title: 中国人大网, url: https://www.npc.gov.cn/}]
aliases: [/hf/1.html]
ai: none
faq: [{q: 谁先交？, a: 原告先交。}]
expires: 2030-01-01
---

法院在立案以后通知原告预交诉讼费。

## 由谁交 {#who}

见[另一篇](b.md#yi)和[逾期利息](law:civil-code#676)。

![起诉状](a.png)

| 标的额 | 诉讼费 |
| --- | --- |
| 一万元 | 50 元 |
";

/// Faults: the line, what is written there instead, and the code that is reported at that line.
const FAULTS: &[(usize, &str, &str)] = &[
    (1, "- - -", "SG101"),
    (2, "title: 起诉: 诉讼费由谁先交？", "SG103"),
    (2, "title：起诉时诉讼费由谁先交？", "SG103"),
    (2, "title: 12368", "SG107"),
    (2, "title: ~", "SG108"),
    (2, "title: \"起诉\\u202E时\"", "SG116"),
    (2, "titel: 起诉时诉讼费由谁先交？", "SG105"),
    (3, "date: 2026年3月9日", "SG109"),
    (3, "date: 2026-02-29", "SG109"),
    (4, "updated: 2026-03-01", "SG110"),
    (4, "date: 2026-03-20", "SG104"),
    (5, "lender: 示例消斤", "SG111"),
    (5, "lender: [示例消金]", "SG107"),
    (6, "topics: [诉讼费用, 立案]", "SG112"),
    (6, "topics: []", "SG106"),
    (6, "topics: [诉讼费用, 诉讼费]", "SG127"),
    (7, "summary: \"\"", "SG108"),
    (8, "author: 无名氏", "SG113"),
    (9, "reviewed_by: 审核律师", "SG113"),
    (11, "review_by: 2026-03-20", "SG110"),
    (12, "related: [c]", "SG218"),
    (12, "related: [a]", "SG123"),
    (12, "related: [[b]]", "SG122"),
    (12, "related: [{title: 中国人大网, url: \"javascript:alert(1)\"}]", "SG134"),
    (12, "related: [draft]", "SG219"),
    (13, "aliases: [hf/1.html]", "SG214"),
    (13, "aliases: [/articles/a.html]", "SG216"),
    (13, "aliases: [/topics/overdue/]", "SG215"),
    (13, "slug: ../../x", "SG114"),
    (13, "slug: B", "SG114"),
    (14, "ai: robot", "SG120"),
    (14, "allow: [{code: SG204, reason: 以后再写}]", "SG131"),
    (14, "allow: [{code: SG999, reason: 没有}]", "SG130"),
    (15, "faq: [{q: 谁先交？}]", "SG106"),
    (15, "draft: yes", "SG107"),
    (19, "法院在立案以后<b>通知</b>原告。", "SG201"),
    (19, "见[这里](javascript:alert(1))。", "SG202"),
    (19, "见[]( b.md )。", "SG217"),
    (19, "见[示例](lenders:sample-cf)。", "SG224"),
    (19, "法院收费[^1]。", "SG221"),
    (21, "## 由谁交 {#由。谁}", "SG203"),
    (21, "# 由谁交", "SG223"),
    (21, "## 由谁交 {#who .red}", "SG229"),
    (23, "见[另一篇](c.md)。", "SG204"),
    (23, "见[另一篇](b.md#er)。", "SG205"),
    (23, "见[另一篇](draft.md)。", "SG206"),
    (23, "见[示例](lender:sample-fc)。", "SG207"),
    (23, "见[示例](topic:court-fee)。", "SG208"),
    (23, "见[示例](law:civil-cod)。", "SG209"),
    (23, "见[示例](law:civil-code#677)。", "SG227"),
    (23, "见[示例](/hf/2.html)。", "SG210"),
    (23, "见[示例](../../../etc/passwd)。", "SG212"),
    (23, "见[示例](calculator:fee)。", "SG228"),
    (25, "![起诉状](b.png)", "SG211"),
    (25, "![](a.png)", "SG222"),
];

/// The sound article with some lines replaced.
fn faulty(faults: &[(usize, &str)]) -> String {
    let line = |(i, line): (usize, &'static str)| {
        let other = faults.iter().find(|(n, _)| *n == i + 1);
        format!("{}\n", other.map_or(line, |(_, text)| text))
    };
    SOUND.lines().enumerate().map(line).collect()
}

/// A site whose article `a` is sound, built.
fn sound_site() -> Site {
    let site = Site::with(SOUND);
    let other = |title: &str, more: &str| {
        format!("---\ntitle: {title}\ndate: 2026-03-01\ntopics: [逾期后果]\n{more}---\n\n先看合同。\n\n## 一、看合同 {{#yi}}\n")
    };
    site.write("content/articles/b.md", other("逾期后先做什么？", ""));
    site.write("content/articles/draft.md", other("还没写完的一篇", "draft: true\n"));
    site.write("content/articles/a.png", b"\x89PNG\r\n\x1A\n\0\0\0\rIHDR\0\0\x02\x80\0\0\x01h");
    let run = site.try_build(&["--format", "short"]);
    assert_eq!((run.status, run.stderr.as_str()), (0, ""));
    site
}

/// `(code, file, line)` of each finding; each has a message and a remedy.
fn findings(stderr: &str) -> Vec<(String, String, u64)> {
    let mut lines: Vec<Value> = stderr.lines().map(|l| serde_json::from_str(l).unwrap()).collect();
    assert!(lines.pop().unwrap().get("summary").is_some());
    let text = |v: &Value, key: &str| v[key].as_str().unwrap().to_owned();
    for finding in &lines {
        assert!(!text(finding, "message").is_empty() && !text(finding, "help").is_empty(), "{finding}");
    }
    lines.iter().map(|f| (text(f, "code"), text(f, "file"), f["line"].as_u64().unwrap())).collect()
}

#[test]
fn each_fault_is_reported_at_its_line_and_nothing_is_written() {
    let site = sound_site();
    let before = (site.snapshot("public"), site.snapshot(".sitegen"));
    for (line, text, code) in FAULTS {
        site.write("content/articles/a.md", faulty(&[(*line, text)]));
        let run = site.try_build(&["--format", "json", "--strict"]);
        assert_eq!(run.status, 1, "line {line}, {text}: {}", run.stderr);
        let reported = findings(&run.stderr);
        let expected = ((*code).to_owned(), "content/articles/a.md".to_owned(), *line as u64);
        assert!(reported.contains(&expected), "line {line}, {text}: {}", run.stderr);
        let after = (site.snapshot("public"), site.snapshot(".sitegen"));
        assert!(after == before, "line {line}, {text}: the site that was built before has changed");
    }
}

#[test]
fn there_are_at_least_forty_faults_and_each_changes_its_line() {
    assert!(FAULTS.len() >= 40);
    for (line, text, _) in FAULTS {
        assert!(SOUND.lines().nth(line - 1).is_some_and(|sound| sound != *text && !sound.is_empty()), "line {line}, {text}");
    }
}

#[test]
fn three_faults_are_reported_in_one_run_in_order() {
    let site = sound_site();
    site.write("content/articles/a.md", faulty(&[(23, "见[另一篇](c.md)。"), (3, "date: 2026-3-9"), (5, "lender: 某银行")]));
    let run = site.try_build(&["--format", "json"]);
    let at = |code: &str, line| (code.to_owned(), "content/articles/a.md".to_owned(), line);
    assert_eq!(run.status, 1);
    assert_eq!(findings(&run.stderr), [at("SG109", 3), at("SG111", 5), at("SG204", 23)]);
}

#[test]
fn faults_of_several_files_are_reported_together() {
    let site = sound_site();
    site.write("content/articles/a.md", faulty(&[(23, "见[另一篇](c.md)。")]));
    site.write("content/articles/b.md", "没有信息栏。\n");
    site.write(
        "content/topics.yaml",
        "topics:\n  - {slug: court-fees, title: 诉讼费用, alias: [诉讼费]}\n  - {slug: overdue, title: 逾期后果}\n",
    );
    site.write("sitegen.yaml", "title: 债务指南\nbase_url: https://www.example.com/\nicp:\n");
    let run = site.try_build(&["--format", "json"]);
    let at = |code: &str, file: &str, line| (code.to_owned(), file.to_owned(), line);
    assert_eq!(
        findings(&run.stderr),
        [
            at("SG204", "content/articles/a.md", 23),
            at("SG101", "content/articles/b.md", 1),
            at("SG105", "content/topics.yaml", 2),
            at("SG014", "sitegen.yaml", 3),
        ]
    );
}
