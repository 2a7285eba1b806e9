//! Remedies, followed word for word. A finding that offers a text in place of the wrong one must be gone when that text stands there,
//! and nothing else may be wrong then that was right before.

use std::fs;
use std::path::Path;

use serde_json::Value;

use super::codes;
use crate::support::site::{Site, TODAY};

/// Cases without what the offered text refers to: a fact, another part of a series, or the linked file.
const ELSEWHERE: &[&str] = &["SG142", "SG241", "SG252", "SG275", "SG276"];

fn findings(site: &Site) -> Vec<Value> {
    let printed = site.check(&["--format", "json", "--lang", "en"]).stderr;
    let lines = printed.lines().map(|line| serde_json::from_str(line).unwrap());
    lines.filter(|finding: &Value| finding["code"].is_string()).collect()
}

/// The text that a finding offers.
fn offer(finding: &Value) -> Option<String> {
    let help = finding["help"].as_str()?;
    let (_, offer) = help.split_once("did you mean `")?;
    Some(offer.split_once("`?")?.0.to_owned())
}

/// The offset of a line and column, both from 1, columns in characters.
fn offset(text: &str, line: &Value, column: &Value) -> usize {
    let (line, column) = (line.as_u64().unwrap() as usize, column.as_u64().unwrap() as usize);
    let start: usize = text.split_inclusive('\n').take(line - 1).map(str::len).sum();
    start + text[start..].chars().take(column - 1).map(char::len_utf8).sum::<usize>()
}

/// What remains of the findings of a site when the offer of one of them is followed.
fn findings_after(site: &Site, finding: &Value, offer: &str) -> Vec<Value> {
    let path = finding["file"].as_str().unwrap();
    let text = site.read(path);
    let (start, end) =
        (offset(&text, &finding["line"], &finding["column"]), offset(&text, &finding["end_line"], &finding["end_column"]));
    site.write(path, format!("{}{offer}{}", &text[..start], &text[end..]));
    let after = findings(site);
    site.write(path, text);
    after
}

#[test]
fn an_offered_text_removes_its_finding() {
    let (mut wrong, mut count) = (Vec::new(), 0);
    for case in codes::cases() {
        let name = case.file_stem().unwrap().to_str().unwrap().to_owned();
        let text = fs::read_to_string(&case).unwrap();
        if !text.contains("did you mean `") || ELSEWHERE.contains(&name.as_str()) {
            continue;
        }
        let site = codes::site(text.split("\n== ").next().unwrap());
        let before = findings(&site);
        for finding in before.iter().filter(|f| (&f["line"], &f["column"]) != (&f["end_line"], &f["end_column"])) {
            let Some(offer) = offer(finding) else { continue };
            count += 1;
            let after = findings_after(&site, finding, &offer);
            let is_same = |f: &&Value| (&f["line"], &f["message"]) == (&finding["line"], &finding["message"]);
            let is_new = |f: &&Value| before.iter().all(|known| known["code"] != f["code"]);
            for left in after.iter().filter(|f| is_same(f) || is_new(f)) {
                wrong.push(format!("{name}: {}: `{offer}` leaves {}", finding["message"], left["message"]));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(count >= 80, "only {count} offers were tried");
}

const RIGHT: &str = "---\ntitle: 起诉时诉讼费由谁先交？\ndate: 2026-03-09\ntopics: [诉讼费用]\n---\n\n由原告预交。\n";

/// A wrong text, the code that it has, and what the remedy makes of it: pairs of a piece and its replacement.
fn assert_remedy(wrong: &str, code: &str, edits: &[(&str, &str)]) {
    let site = Site::with(wrong);
    let before = findings(&site);
    assert!(before.iter().any(|f| f["code"] == code), "{wrong}: {before:?}");
    let right = edits.iter().fold(wrong.to_owned(), |text, (piece, with)| text.replacen(piece, with, 1));
    site.write("content/articles/a.md", right);
    let run = site.run(&["build", "--as-of", TODAY, "--strict", "--format", "short"]);
    assert_eq!((run.status, run.stderr.as_str()), (0, ""), "{wrong}");
    assert!(Path::new(&site.path("public/articles/a.html")).exists());
    assert!(!site.read("public/articles/a.html").contains("date:"), "the front matter is not published: {wrong}");
}

#[test]
fn a_front_matter_in_another_shape_is_mended() {
    assert_remedy(&format!("\n{RIGHT}"), "SG101", &[("\n---", "---")]);
    assert_remedy(&format!("  \n\n{RIGHT}"), "SG101", &[("  \n\n---", "---")]);
    assert_remedy(&format!(" {RIGHT}"), "SG101", &[(" ---", "---")]);
    assert_remedy(&RIGHT.replace("---", "———"), "SG101", &[("———", "---"), ("———", "---")]);
    assert_remedy(&RIGHT.replacen("---", "----", 1), "SG101", &[("----", "---")]);
    assert_remedy(&RIGHT.replacen("]\n---", "]\n——", 1), "SG102", &[("——", "---")]);
    assert_remedy(&RIGHT.replacen("]\n---", "]\n ---", 1), "SG102", &[(" ---", "---")]);
    assert_remedy(&RIGHT.replacen("---\n", "", 1), "SG101", &[("title", "---\ntitle")]);
    assert_remedy(&RIGHT.replacen("]\n---", "]", 1), "SG102", &[("]\n", "]\n---\n")]);
    let toml = RIGHT.replace("---", "+++").replace(": ", " = ").replace("= 起诉时诉讼费由谁先交？", "= \"起诉时诉讼费由谁先交？\"");
    assert_remedy(&toml, "SG101", &[("+++", "---"), ("+++", "---"), (" = ", ": "), (" = ", ": "), (" = ", ": ")]);
}

#[test]
fn values_in_another_form_are_mended() {
    for date in ["2026年3月9日", "2026/3/9", "2026.3.9", "2026-3-9", "20260309", "二〇二六年三月九日"] {
        assert_remedy(&RIGHT.replace("2026-03-09", date), "SG109", &[(date, "2026-03-09")]);
    }
    for time in ["2026-03-09T08:30:00+08:00", "2026-03-09 08:30:00"] {
        assert_remedy(&RIGHT.replace("2026-03-09", time), "SG137", &[(time, "2026-03-09")]);
    }
    for topics in ["诉讼费用、逾期后果", "诉讼费用，逾期后果", "诉讼费用, 逾期后果", "诉讼费用/逾期后果"]
    {
        assert_remedy(&RIGHT.replace("[诉讼费用]", topics), "SG112", &[(topics, "[诉讼费用, 逾期后果]")]);
    }
    assert_remedy(&RIGHT.replace("[诉讼费用]", "[诉讼费用、逾期后果]"), "SG112", &[("诉讼费用、逾期后果", "诉讼费用, 逾期后果")]);
    for key in ["title", "date", "topics"] {
        assert_remedy(
            &RIGHT.replace(&format!("{key}: "), &format!("{key}:")),
            "SG103",
            &[(&format!("{key}:"), &format!("{key}: "))],
        );
        assert_remedy(
            &RIGHT.replace(&format!("{key}: "), &format!("{key}：")),
            "SG103",
            &[(&format!("{key}："), &format!("{key}: "))],
        );
    }
    assert_remedy(&RIGHT.replace("[诉讼费用]", "[]"), "SG106", &[("[]", "[诉讼费用]")]);
}

#[test]
fn keys_of_other_programs_are_mended() {
    let with = |line: &str| RIGHT.replacen("---\n\n", &format!("{line}\n---\n\n"), 1);
    for (line, right) in [
        ("lastmod: 2026-03-10", "updated: 2026-03-10"),
        ("permalink: /2023/05/01/fee.html", "aliases: /2023/05/01/fee.html"),
        ("url: /hf/1.html", "aliases: /hf/1.html"),
        ("excerpt: 诉讼费由原告预交。", "summary: 诉讼费由原告预交。"),
        ("description: 诉讼费由原告预交。", "summary: 诉讼费由原告预交。"),
        ("layout: post\n", ""),
        ("published: false", "draft: false"),
        ("toc: true\n", ""),
        ("cover: /img/a.png\n", ""),
    ] {
        assert_remedy(&with(line), "SG105", &[(line, right)]);
    }
    for line in ["tags: [诉讼费用]", "categories: 诉讼费用", "tags:\n  - 诉讼费用\n  - 逾期后果"] {
        assert_remedy(&with(line).replace("topics: [诉讼费用]\n", ""), "SG105", &[(line.split(':').next().unwrap(), "topics")]);
        assert_remedy(&with(line), "SG105", &[(&format!("{line}\n"), "")]);
    }
}

#[test]
fn a_time_is_a_day_at_the_offset_of_the_site() {
    let site = Site::with(&RIGHT.replace("2026-03-09", "2026-03-08T20:30:00Z"));
    let day = || findings(&site)[0]["message"].as_str().unwrap().rsplit(' ').next().unwrap().to_owned();
    assert_eq!(day(), "2026-03-09");
    site.write("sitegen.yaml", "title: 债务指南\nbase_url: https://www.example.com/\nutc_offset: \"+00:00\"\n");
    assert_eq!(day(), "2026-03-08");
    site.run(&["build", "--as-of", TODAY]);
    assert!(site.read("public/articles/a.html").contains("2026-03-08"));
}

/// The same mistake in each register and in the settings: reported at its own line, and gone when the blank is there.
#[test]
fn a_blank_after_the_colon_is_missed_in_every_file() {
    let cases = [
        ("content/topics.yaml", "topics:\n  - slug:court-fees\n    title: 诉讼费用\n", 2),
        ("content/topics.yaml", "topics:\n  - {slug:court-fees, title: 诉讼费用}\n", 2),
        ("content/topics.yaml", "topics:\n  - slug: court-fees\n    title:诉讼费用\n    desc: 费用。\n", 3),
        ("content/lenders.yaml", "lenders:\n  - slug: a\n    name:示例消费金融\n    kind: consumer_finance\n", 3),
        ("content/laws.yaml", "laws:\n  - id:civil-code\n    title: 中华人民共和国民法典\n    status: in_force\n", 2),
        ("content/people.yaml", "people:\n  - id: a\n    name:示例律师\n", 3),
        ("sitegen.yaml", "title:债务指南\nbase_url: https://www.example.com/\n", 1),
        ("sitegen.yaml", "title: 债务指南\nbase_url: https://www.example.com/\neditorial:\n  legal_topics:[诉讼费用]\n", 4),
    ];
    for (path, text, line) in cases {
        let site = Site::with(&RIGHT.replace("由原告预交。", "依照《民法典》第六百七十六条。"));
        site.write(path, text);
        let before = findings(&site);
        let is_blank = |f: &Value| f["message"].as_str().unwrap().contains("no blank after the colon");
        assert!(before.iter().any(|f| f["file"] == path && f["line"] == line && is_blank(f)), "{path}: {text}{before:#?}");
        let lines = text.split_inclusive('\n').enumerate();
        site.write(path, lines.map(|(n, l)| if n + 1 == line { blank_after(l) } else { l.to_owned() }).collect::<String>());
        let left: Vec<Value> = findings(&site).into_iter().filter(|f| f["severity"] == "error").collect();
        assert!(left.is_empty(), "{path}: {left:#?}");
    }
}

/// The line with a blank after the first colon that has none.
fn blank_after(line: &str) -> String {
    let (at, _) = line.match_indices(':').find(|(at, _)| !line[at + 1..].starts_with([' ', '\n'])).unwrap();
    format!("{} {}", &line[..=at], &line[at + 1..])
}
