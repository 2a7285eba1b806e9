//! `check FILE…`: of the named files the same findings as of the whole library, with the other bodies unread.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use crate::support::site::{Run, Site};

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
    site.write("sitegen.yaml", site.read("sitegen.yaml") + "checks: {SG583: warning}\n");
    site.write("content/articles/raw.md", [b"---\ntitle: R\n", FRONT.as_bytes(), b"\xff\n"].concat());
    site
}

fn check(site: &Site, files: &[&str]) -> Run {
    site.run(&[&["check", "--format", "short", "--lang", "en", "--as-of", "2026-06-01"], files].concat())
}

/// The lines of the whole check that are about a file.
fn whole_check(site: &Site, path: &str) -> Vec<String> {
    check(site, &[]).stderr.lines().filter(|l| l.starts_with(&format!("{path}:"))).map(str::to_owned).collect()
}

#[test]
fn a_file_gets_the_findings_that_the_whole_check_has_for_it() {
    let site = site();
    for slug in ["a", "b", "c", "draft", "same", "raw", "own"] {
        let path = format!("content/articles/{slug}.md");
        let run = check(&site, &[&path]);
        assert_eq!(run.stderr.lines().collect::<Vec<_>>(), whole_check(&site, &path), "{path}");
        assert_eq!(run.status, i32::from(run.stderr.contains(": error[")));
    }
    assert!(whole_check(&site, "content/articles/own.md").iter().any(|l| l.contains("[SG583]")));
    assert!(whole_check(&site, "content/articles/a.md").len() >= 7, "{:?}", whole_check(&site, "content/articles/a.md"));
}

/// The bodies of other articles are not read, but a file that one of them links to is no fault.
#[test]
fn a_file_of_another_ending_may_be_named() {
    let site = site();
    site.write("content/articles/新文章.md.txt", "文\n");
    site.write("content/articles/笔记.txt", "文\n");
    site.write("content/articles/样本.docx", "PK");
    site.article("own", "date: 2026-01-01\ntopics: [overdue]", "见[样本](样本.docx)。");
    for name in ["新文章.md.txt", "笔记.txt", "样本.docx"] {
        let path = format!("content/articles/{name}");
        let run = check(&site, &[&path]);
        assert_eq!(run.stderr.lines().collect::<Vec<_>>(), whole_check(&site, &path), "{path}");
        assert_eq!(run.stderr.contains("warning[SG007]"), name != "样本.docx", "{}", run.stderr);
    }
}

#[test]
fn an_article_gets_the_findings_of_what_it_includes() {
    let site = site();
    site.write("content/snippets/s.md", "{{谁}}见[乙](../articles/gone.md)，编号110101199003070011。\n");
    site.write("content/articles/t.csv", "甲,乙\n1\n");
    let block = "```snippet\nname: s\n谁: 本人\n```\n";
    for slug in ["x", "y"] {
        let text =
            format!("---\ntitle: 庚{slug}\n{FRONT}{block}\n```table\nfile: t.csv\ntitle: 表\n```\n[一](../pages/about.md#无)\n");
        site.write(&format!("content/articles/{slug}.md"), text);
    }
    let lines = |files: &[&str]| check(&site, files).stderr.lines().map(str::to_owned).collect::<Vec<_>>();
    let (snippet, table) = (whole_check(&site, "content/snippets/s.md"), whole_check(&site, "content/articles/t.csv"));
    assert!(
        snippet.len() == 2 && snippet[0].contains(":1:11: error[SG204]") && snippet[1].contains(":1:34: error[SG530]"),
        "{snippet:?}"
    );
    assert!(table.len() == 1 && table[0].contains(":2:1: error[SG247]"), "{table:?}");
    assert_eq!(lines(&["content/snippets/s.md"]), snippet);
    assert_eq!(lines(&["content/articles/t.csv"]), table);
    let own = whole_check(&site, "content/articles/x.md");
    assert_eq!(own.len(), 1, "{own:?}");
    assert!(own[0].starts_with("content/articles/x.md:16:23: error[SG205]"), "{own:?}");
    assert_eq!(lines(&["content/articles/x.md"]), [table, own, snippet].concat());
}

/// What an editor may get wrong: what stands in an article, and what is written in its place; `FRONT` is the front matter's
/// opening line, `BODY` the text after it.
const SLIPS: &[(&str, &str)] = &[
    ("FRONT", "titel: 甲\n"),
    ("FRONT", "summary: 只有摘要里才有的话。\n"),
    ("FRONT", "related: [nowhere, limitation-three-years, card-full-interest]\n"),
    ("FRONT", "aliases: [/articles/card-full-interest.html]\n"),
    ("FRONT", "slug: card-full-interest\n"),
    ("FRONT", "draft: true\n"),
    ("FRONT", "expires: 2020-01-01\n"),
    ("FRONT", "allow: [{code: SG553, reason: 引用原文}]\n"),
    ("\ntitle: ", "\ntitle: 花呗 2019年 "),
    (
        "BODY",
        "见[一](nowhere.md)、[二](card-full-interest.md#没有)、[三](payment-order-objection.md)、[四](/articles/huabei-overdue.html#无)。",
    ),
    (
        "BODY",
        "[五](../pages/about.md#无)[六](lender:huabie)[七](topic:litigation)[八](law:civil-code#9999)[九](calculator:x)![](无.png)",
    ),
    ("BODY", "《合同法》第9999条,根据《民法典》第一千九百条;信用卡的滞纳金。"),
    ("BODY", "昨天,04年,网贷在2003年就有。电话13812345678。"),
    ("BODY", "我们保证减免,内部渠道,全国最高级的团队。征信修复很快。"),
    ("BODY", "互联网融机构,还款的问。小编说,随着社会的发展,人 们"),
    ("BODY", "## 一、甲\n\n#### 三、乙\n\n## 一、甲\n\n{lender.none}{nobody.hotline}"),
    ("BODY", "```calculator\nkind: penalty-interest\nprincipal: 一万\n```\n\n<div>坏</div>\n\n[^1]: 无"),
];

/// The sample library with a few slips in each article, and two titles and summaries that others have.
fn sample_with_slips() -> Site {
    let site = Site::empty();
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    site.write("sitegen.yaml", fs::read(root.join("sitegen.yaml")).unwrap());
    for entry in walkdir::WalkDir::new(root.join("content")).sort_by_file_name() {
        let entry = entry.unwrap();
        let path = entry.path().strip_prefix(root).unwrap().to_str().unwrap().to_owned();
        if entry.file_type().is_file() {
            site.write(&path, fs::read(entry.path()).unwrap());
        }
    }
    for (n, path) in articles(&site).iter().enumerate() {
        let mut text = site.read(path);
        for k in 0..4 {
            let (place, slip) = SLIPS[(n * 5 + k * 3) % SLIPS.len()];
            text = match place {
                "FRONT" => text.replacen("---\n", &format!("---\n{slip}"), 1),
                "BODY" => format!("{text}\n{slip}\n"),
                _ => text.replacen(place, slip, 1),
            };
        }
        if n % 9 == 0 {
            let end = text[4..].find("\n---\n").unwrap() + 4;
            text.replace_range(4..end, "title: 收到支付令怎么办\nsummary: 两篇一样。\ndate: 2026-01-01\ntopics: [诉讼]");
        }
        site.write(path, text);
    }
    site
}

fn articles(site: &Site) -> Vec<String> {
    let names = fs::read_dir(site.path("content/articles")).unwrap().map(|e| e.unwrap().file_name().into_string().unwrap());
    names
        .filter(|name| name.ends_with(".md"))
        .collect::<BTreeSet<_>>()
        .into_iter()
        .map(|name| format!("content/articles/{name}"))
        .collect()
}

#[test]
fn whatever_editors_get_wrong_a_file_gets_what_the_whole_check_has_for_it() {
    let site = sample_with_slips();
    let lines = |files: &[&str]| {
        let all = [&["check", "--format", "short", "--lang", "en", "--as-of", "2027-12-01"], files].concat();
        // Only texts that are nearly the same take all bodies to be found.
        site.run(&all).stderr.lines().filter(|l| !l.contains("[SG580]")).map(str::to_owned).collect::<Vec<_>>()
    };
    let all = lines(&[]);
    for path in articles(&site) {
        let is_register =
            |line: &str| line.split_once(".yaml:").is_some_and(|(p, _)| p.starts_with("content/") && !p.contains(".md"));
        // Errors in registers stand with every file.
        let is_of_file = |line: &&String| line.starts_with(&format!("{path}:")) || (is_register(line) && line.contains(" error["));
        assert_eq!(lines(&[&path]).iter().collect::<Vec<_>>(), all.iter().filter(is_of_file).collect::<Vec<_>>(), "{path}");
    }
    let codes: BTreeSet<&str> = all.iter().filter_map(|line| line.split_once("[SG")?.1.split(']').next()).collect();
    assert!(codes.len() > 40, "{codes:?}");
}

#[test]
fn folders_registers_and_several_files_may_be_named() {
    let site = site();
    assert_eq!(check(&site, &["content"]).stderr, check(&site, &[]).stderr);
    let both = check(&site, &["content/articles/b.md", "content/articles/same.md"]).stderr;
    let expected = [whole_check(&site, "content/articles/b.md"), whole_check(&site, "content/articles/same.md")].concat();
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
