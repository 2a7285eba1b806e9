//! Hostile sources: script in every text and harmful addresses here, bombs and depths, and files that are none, in files of
//! their own. Each ends in a finding or a safe page, soon, and never outside the output folder.

mod depths;
mod files;

use std::fs;

use crate::support::site::{Run, Site};

/// What an attacker would have in a page.
const EVIL: &str = "</script><script>alert(1)</script><img src=x onerror=alert(2)>\"'--><svg/onload=alert(3)>";
/// What no file of a site may hold: the above, unescaped.
const SIGNS: &[&str] = &["<script>alert", "<img src=x", "<svg/onload", "href=\"javascript:", "src=\"javascript:", "href=\"data:"];

const HEAD: &str = "---\ntitle: 起诉时诉讼费由谁先交？\ndate: 2026-03-09\ntopics: [诉讼费用]\n---\n\n";

fn article(body: &str) -> String {
    format!("{HEAD}{body}")
}

/// A text in YAML's single quotes.
fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}

/// Asserts that no file of the output holds a sign of an attack.
fn assert_safe(site: &Site) {
    let files = site.snapshot("public");
    assert!(!files.is_empty(), "nothing was built");
    for (path, bytes, _) in files {
        let text = String::from_utf8_lossy(&bytes);
        for sign in SIGNS {
            assert!(!text.contains(sign), "{} holds {sign}", path.display());
        }
        let mut tags = text.split('<').filter_map(|rest| Some(rest.split_once('>')?.0));
        assert!(!tags.any(|tag| tag.contains("onclick=")), "{} has a handler", path.display());
    }
}

/// Codes of the findings, each once.
fn codes(run: &Run) -> Vec<String> {
    let code = |line: &str| Some(line.split_once('[')?.1.split_once(']')?.0.to_owned());
    let mut codes: Vec<String> = run.stderr.lines().filter_map(code).collect();
    codes.sort();
    codes.dedup();
    codes
}

fn built(site: &Site) -> Run {
    site.try_build(&["--format", "short"])
}

#[test]
fn script_in_every_text_of_an_article_is_shown_as_text() {
    let evil = quoted(EVIL);
    let site = Site::small();
    fs::remove_file(site.path("content/people.yaml")).unwrap();
    let front = format!(
        "title: {evil}\ndate: 2026-03-09\ntopics: [诉讼费用]\nsummary: {evil}\nauthor: {author}\nreviewed_by: {author}\nreviewed_on: 2026-03-10\n\
         related: [b, {{title: {link}, url: https://example.org/}}]\nfaq: [{{q: {evil}, a: {evil}}}]\nai: generated\nallow: [{{code: SG223, reason: {evil}}}]\n",
        author = quoted("<script>alert(1)</script>"),
        link = quoted("<script>alert(1)</script><img src=x>"),
    );
    site.write(
        "content/articles/a.md",
        format!("---\n{front}---\n\n正文 `{EVIL}` 见[另一篇](b.md \"{}\")。\n", "<script>alert(1)</script>"),
    );
    site.write("content/articles/b.md", format!("---\ntitle: 已撤回\ndate: 2026-03-09\ntopics: [诉讼费用]\nwithdrawn: {{on: 2026-03-10, reason: {evil}}}\n---\n\n正文。\n"));
    site.write(
        "content/pages/about.md",
        format!("---\ntitle: {}\nsummary: {evil}\n---\n\n关于我们。\n", quoted("<script>alert(1)</script>")),
    );
    let run = built(&site);
    assert_eq!((run.status, codes(&run)), (0, vec!["SG219".to_owned(), "SG596".to_owned()]), "{}", run.stderr);
    assert_safe(&site);
    assert!(site.read("public/articles/a.html").contains("&lt;script&gt;alert(1)"));
}

#[test]
fn script_in_registers_and_settings_is_shown_as_text() {
    let evil = quoted("<script>alert(1)</script><img src=x>");
    let site =
        Site::with(&article("《民法典》第六百七十六条。\n").replace("---\n\n", "author: lawyer\nlender: sample-cf\n---\n\n"));
    site.write(
        "content/topics.yaml",
        format!(
            "topics:\n  - {{slug: court-fees, title: {}, desc: {evil}, aliases: [诉讼费用]}}\n",
            quoted("<script>alert(1)</script>")
        ),
    );
    site.write(
        "content/lenders.yaml",
        format!(
            "lenders:\n  - slug: sample-cf\n    name: {}\n    kind: other\n    entity: {evil}\n    note: {evil}\n    former_names: [{evil}]\n    facts: [{{key: {}, value: {evil}, source: {evil}, checked_on: 2026-01-01}}]\n",
            quoted("<script>alert(1)</script>"),
            quoted("<script>alert(1)</script>")
        ),
    );
    site.write("content/laws.yaml", format!("laws:\n  - {{id: civil-code, title: {evil}, short: [民法典], no: {evil}, note: {evil}, v: {evil}, articles: {{\"676\": {evil}}}}}\n"));
    site.write(
        "content/people.yaml",
        format!("people:\n  - {{id: lawyer, name: {}, licence: {evil}, role: {evil}}}\n", quoted("<script>alert(1)</script>")),
    );
    site.write(
        "sitegen.yaml",
        format!(
            "title: {evil}\nbase_url: https://www.example.com/\ndescription: {evil}\nlanguage: {lang}\npublisher: {{name: {evil}, licence: {evil}, address: {evil}, phone: {evil}, email: {evil}}}\nicp: {evil}\npolice: {evil}\nhelp: [{{title: {lang}, note: {evil}}}]\ndisclaimer: {evil}\ncopyright: {evil}\n",
            lang = quoted("\"><script>alert(1)</script>")
        ),
    );
    let run = built(&site);
    assert_eq!((run.status, codes(&run)), (0, vec!["SG537".to_owned()]), "{}", run.stderr);
    assert_safe(&site);
}

#[test]
fn harmful_addresses_are_findings_in_every_kind_of_link() {
    let bodies = [
        "[甲](javascript:alert(1))",
        "[甲](JaVaScRiPt:alert(1))",
        "[甲](java&#115;cript:alert(1))",
        "[甲](<java&Tab;script:alert(1)>)",
        "[甲](&#1;javascript:alert(1))",
        "[甲](data:text/html,<b>)",
        "[甲](vbscript:x)",
        "[甲](//evil.example/x)",
        "[甲](\\\\\\\\evil.example/x)",
        "[甲](file:///etc/passwd)",
        "<javascript:alert(1)>",
        "[甲][r]\n\n[r]: javascript:alert(1)",
        "![甲](javascript:alert(1))",
        "![甲](data:image/svg+xml,x)",
        "[![甲](javascript:a)](b.md)",
        "[甲](blob:https://www.example.com/x)",
    ];
    for body in bodies {
        let run = built(&Site::with(&article(&format!("{body}\n"))));
        assert_eq!(run.status, 1, "{body}: {}", run.stderr);
    }
    for field in [
        "related: [{title: 甲, url: 'javascript:alert(1)'}]",
        "aliases: ['javascript:alert(1)']",
        "aliases: ['/a\\nb: c']",
        "aliases: [/../x]",
    ] {
        let run = built(&Site::with(&HEAD.replace("---\n\n", &format!("{field}\n---\n\n正文。\n"))));
        assert_eq!(run.status, 1, "{field}: {}", run.stderr);
    }
    let site = Site::small();
    site.write("sitegen.yaml", "title: 甲\nbase_url: 'javascript:alert(1)'\n");
    assert_eq!(codes(&built(&site)), ["SG015"]);
}

#[test]
fn attributes_of_headings_and_fences_never_reach_a_page() {
    let body = "## 甲 {#a .red onclick=alert(1) style=x}\n\n## 乙 {onclick=\"alert(1)\"}\n\n```js onclick=alert(1)\nx\n```\n\n```\"><script>alert(1)</script>\nx\n```\n\n正文[^<script>alert(1)</script>]。\n\n[^<script>alert(1)</script>]: 注\n";
    let site = Site::with(&article(body));
    let run = built(&site);
    assert_eq!(run.status, 0, "{}", run.stderr);
    assert_safe(&site);
}

#[test]
fn html_in_a_text_is_a_finding_whatever_its_form() {
    for html in [
        "<script>alert(1)</script>",
        "<b>甲</b>",
        "<br onclick=alert(1)>",
        "<?php ?>",
        "<![CDATA[甲]]>",
        "<!DOCTYPE html>",
        "<svg onload=alert(3)>",
        "甲<iframe src=x>",
        "<BR CLASS=x>",
        "<a href='x'>甲</a>",
    ] {
        let run = built(&Site::with(&article(&format!("{html}\n"))));
        assert_eq!((run.status, codes(&run)), (1, vec!["SG201".to_owned()]), "{html}: {}", run.stderr);
    }
}
