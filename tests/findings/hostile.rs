//! Hostile sources: script in every text, harmful addresses, bombs and depths, files that are none, names that lie. Each ends in
//! a finding or a safe page, soon, and never outside the output folder.

use std::fs;
use std::path::Path;

use crate::site::{Run, Site};

/// What an attacker would have in a page.
const EVIL: &str = "</script><script>alert(1)</script><img src=x onerror=alert(2)>\"'--><svg/onload=alert(3)>";
/// What no file of a site may hold: the above, unescaped.
const SIGNS: &[&str] =
    &["<script>alert", "<img src=x", "<svg/onload", "href=\"javascript:", "src=\"javascript:", "href=\"data:", "onclick="];

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
    site.build(&["--format", "short"])
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
    assert_eq!((run.status, codes(&run)), (0, vec!["SG219".to_owned()]), "{}", run.stderr);
    assert_safe(&site);
    assert!(site.text("public/articles/a.html").contains("&lt;script&gt;alert(1)"));
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
            "title: {evil}\nbase_url: https://www.example.com/\ndescription: {evil}\nlanguage: {lang}\npublisher: {{name: {evil}, licence: {evil}, address: {evil}, phone: {evil}, email: {evil}}}\nicp: {evil}\npolice: {evil}\ndisclaimer: {evil}\ncopyright: {evil}\n",
            lang = quoted("\"><script>alert(1)</script>")
        ),
    );
    let run = built(&site);
    assert_eq!((run.status, codes(&run)), (0, vec![]), "{}", run.stderr);
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
        "<!-- 甲 -->",
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

/// The head of front matter with one more line, built.
fn front(more: &str) -> Run {
    built(&Site::with(&HEAD.replace("---\n\n", &format!("{more}\n---\n\n正文。\n"))))
}

#[test]
fn yaml_that_explodes_or_goes_deep_is_refused_at_once() {
    let bomb = "a: &a [x,x]\nb: &b [*a,*a]\nc: &c [*b,*b]\nd: &d [*c,*c]";
    let deep_block: String = (0..3_000).map(|n| format!("{}a:\n", " ".repeat(n))).collect();
    for yaml in [
        bomb.to_owned(),
        "x: ".to_owned() + &"[".repeat(3_000),
        "x: ".to_owned() + &"{a: ".repeat(3_000),
        deep_block,
        "- ".repeat(3_000),
        "x: &a *a".to_owned(),
        "<<: {title: 乙}".to_owned(),
    ] {
        let run = front(&yaml);
        assert_eq!(run.status, 1, "{}", &yaml[..20.min(yaml.len())]);
        assert!(run.stderr.starts_with("content/articles/a.md:"), "{}", run.stderr);
    }
    for register in ["topics", "lenders", "laws", "people", "rates"] {
        let site = Site::small();
        site.write(&format!("content/{register}.yaml"), format!("{register}: {}", "[".repeat(3_000)));
        assert_eq!(codes(&built(&site)), ["SG103"], "{register}");
    }
    let site = Site::small();
    site.write("sitegen.yaml", "[".repeat(3_000));
    assert_eq!(codes(&built(&site)), ["SG010"]);
}

#[test]
fn very_long_front_matter_is_read_or_refused_soon() {
    let lines = |line: &str| line.repeat(200_000);
    assert_eq!(codes(&front(&lines("# 备注\n"))), ["SG002"]);
    assert_eq!(codes(&front(&lines("#\n"))), Vec::<String>::new());
    assert_eq!(codes(&front(&lines("\n"))), Vec::<String>::new());
    assert_eq!(codes(&front(&lines("x:\n"))), ["SG006", "SG104", "SG105"]);
    assert_eq!(codes(&front(&format!("faq:\n{}", lines("- a\n")))), ["SG107", "SG126"]);
    assert_eq!(codes(&front(&format!("summary: |\n{}", lines("  甲")))), ["SG115"]);
}

#[test]
fn deep_markdown_is_cut_with_a_finding() {
    let list: String = (0..3_000).map(|n| format!("{}- a\n", "  ".repeat(n.min(150)))).collect();
    for (what, body) in [
        ("quotes", ">".repeat(3_000) + " 甲"),
        ("list", "- ".repeat(3_000) + "甲"),
        ("nested list", list),
        ("numbers", "1. ".repeat(3_000) + "甲"),
    ] {
        let run = built(&Site::with(&article(&body)));
        assert_eq!((run.status, codes(&run)), (1, vec!["SG226".to_owned()]), "{what}");
    }
    let emphasis: String = "*_".repeat(1_500) + "甲" + &"_*".repeat(1_500);
    let run = built(&Site::with(&article(&emphasis)));
    assert!(run.status == 0 || codes(&run) == ["SG226"], "{}", run.stderr);
}

#[test]
fn pathological_markdown_ends_soon() {
    let many = |unit: &str| unit.repeat(100_000 / unit.len());
    let units = [
        "[",
        "]",
        "*",
        "_",
        "`",
        "<",
        ">",
        "![",
        "[^",
        "[^1]",
        "|",
        "| a ",
        "~",
        "\\",
        "&",
        "&#",
        "(",
        "[]()",
        "[a](",
        "![a](",
        "<!--",
        "<a ",
        "**a",
        "a*",
        "_a ",
        "`a",
        "#",
        "- ",
        "1. ",
        "\t",
        "$",
        "{",
        "【",
        "《",
        "《民法典》第",
        "第一条",
        "：**",
        "\u{301}",
        "\u{200d}",
    ];
    for unit in units {
        for body in [many(unit), many(&format!("{unit}\n"))] {
            let run = built(&Site::with(&article(&body)));
            assert!(run.status < 2, "{unit}: {}", run.stderr.get(..200).unwrap_or(&run.stderr));
        }
    }
    let table = format!("|{}\n|{}\n{}", "a|".repeat(1_000), "-|".repeat(1_000), "|\n".repeat(50_000));
    let footnotes: String = (0..10_000).map(|n| format!("甲[^{n}]\n\n[^{n}]: 乙\n\n")).collect();
    let references: String = (0..10_000).map(|n| format!("[甲][{n}]\n\n[{n}]: https://example.org/{n}\n\n")).collect();
    let headings: String = (0..20_000).map(|_| "## 甲\n\n").collect();
    for (what, body) in [("table", table), ("footnotes", footnotes), ("references", references), ("headings", headings)] {
        let run = built(&Site::with(&article(&body)));
        assert!(run.status < 2, "{what}: {}", run.stderr.get(..200).unwrap_or(&run.stderr));
    }
}

#[test]
fn long_articles_are_read_up_to_their_limit() {
    assert_eq!(codes(&built(&Site::with(&article(&"法院收费。\n".repeat(140_000))))), ["SG002"]);
    let line = "法院在立案以后通知原告预交诉讼费。".repeat(20_000);
    let site = Site::with(&article(&line));
    assert_eq!(built(&site).status, 0);
    assert!(site.text("public/articles/a.html").contains(&line));
    let code = format!("```rust\n{}\n```\n", "let a = 1; ".repeat(90_000));
    assert_eq!(built(&Site::with(&article(&code))).status, 0);
}

#[test]
fn encodings_change_nothing_or_are_findings() {
    let text = article("法院在立案以后通知原告预交诉讼费。\n\n## 由谁交\n\n- 原告\n- 被告\n");
    let page = |bytes: &[u8]| {
        let site = Site::small();
        site.write("content/articles/a.md", bytes);
        assert_eq!(built(&site), Run { status: 0, stdout: String::new(), stderr: String::new() });
        site.text("public/articles/a.html")
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
    let page = site.text("public/articles/a.html");
    assert!(!page.contains(['\0', '\u{8}']), "a control character reached the page");
}

#[cfg(unix)]
#[test]
fn links_and_pipes_are_findings_wherever_they_lie() {
    let elsewhere = Site::empty();
    elsewhere.write("secret.md", article("秘密\n"));
    for place in [
        "content/articles/x.md",
        "content/articles/x",
        "content/pages/x.md",
        "content/lenders/x.md",
        "content/rates.yaml",
        "templates/page.html",
        "templates/x",
        "static/x.css",
        "static/theme/site.css",
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
            let told = format!("{place}:1:1: error[SG003]: only regular files and folders may stand here, not a symbolic link\n");
            assert_eq!(run, Run { status: 1, stdout: String::new(), stderr: told }, "{place} → {what}");
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
        "/../{slug}.html",
        "/./{slug}.html",
        "{slug}.html",
        "/{slug}",
        "//{slug}.html",
        "/a/../{slug}/",
        "/%2e%2e/{slug}.html",
        "/a b/{slug}.html",
        "/{slug}/{slug}.html",
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
    let both = |a: &str, b: &str| codes_of(&[(a, text.as_str()), (b, text.as_str())]);
    let failed = |code: &str| (1, vec![code.to_owned()]);
    assert_eq!(both("content/articles/caf\u{e9}.md", "content/articles/cafe\u{301}.md"), failed("SG125"));
    assert_eq!(both("content/articles/x/a.md", "content/articles/y/a.md"), failed("SG125"));
    assert_eq!(codes_of(&[("content/articles/A.md", &text)]), failed("SG114"));
    assert_eq!(codes_of(&[("static/A.css", "a"), ("static/a.css", "b")]), failed("SG213"));
    assert_eq!(codes_of(&[("static/\u{e9}.css", "a"), ("static/e\u{301}.css", "b")]), failed("SG213"));
    assert_eq!(codes_of(&[("static/Index.html", "a")]), failed("SG213"));
    assert_eq!(codes_of(&[("static/articles/a.html/b.css", "a"), ("content/articles/a.md", &text)]), failed("SG213"));
    assert_eq!(codes_of(&[("static/topics/court-fees/index.html", "a")]), failed("SG213"));
    assert_eq!(codes_of(&[("content/pages/topics.md", "---\ntitle: 主题\n---\n\n正文。\n")]), failed("SG213"));
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
