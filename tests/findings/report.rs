//! `check --report`: one page for people who never open a terminal.

use crate::support::site::Site;

fn site() -> Site {
    let site = Site::empty();
    site.run(&["init", "."]);
    site.write("content/people.yaml", "people:\n  - {id: chen, name: 陈律师}\n  - {id: li, name: 李<编辑>}\n");
    let article = |slug: &str, title: &str, by: &str, body: &str| {
        let front = format!("---\ntitle: {title}\ndate: 2026-01-01\ntopics: [overdue]\n{by}---\n\n");
        site.write(&format!("content/articles/{slug}.md"), format!("{front}{body}\n"));
    };
    site.write("content/articles/p.png", b"\x89PNG\r\n\x1A\n\0\0\0\rIHDR\0\0\x02\x80\0\0\x01h");
    article("first-steps-when-overdue", "甲<b>", "author: li\n", "文![](p.png)");
    article("what-to-bring-to-a-lawyer", "乙", "author: li\nreviewed_by: chen\n", "[坏](gone.md)![](p.png)");
    site
}

fn run(site: &Site, lang: &str, file: &str) -> i32 {
    site.run(&["check", "--lang", lang, "--as-of", "2026-06-01", "--report", file]).status
}

/// The words of a page, line by line, without its style and markup.
fn words(page: &str) -> String {
    let body = page.split("<body>").nth(1).unwrap();
    let mut out = String::new();
    let mut inside = false;
    for c in body.chars() {
        match c {
            '<' => inside = true,
            '>' => {
                inside = false;
                out.push(' ');
            }
            c if !inside => out.push(c),
            _ => {}
        }
    }
    out.lines().map(|l| l.split_whitespace().collect::<Vec<_>>().join(" ")).filter(|l| !l.is_empty()).collect::<Vec<_>>().join("\n")
}

#[test]
fn findings_stand_by_kind_by_lawyer_and_by_article() {
    let site = site();
    assert_eq!(run(&site, "zh-CN", "report.html"), 1);
    let page = site.read("report.html");
    assert_eq!(
        words(&page),
        "债务指南（示例）：检查报告\n\
         检查日期 2026-06-01，全库 2 篇文章。\n\
         1 错误：改正前不能发布\n\
         2 警告：请逐条核对\n\
         按种类\n\
         编号 级别 问题和改法 处 文件\n\
         SG204 错误 链接的文章「…」不存在 核对文件名和文件夹；链接从本文件所在的文件夹写起，例如 court-fee-who-pays.md 1 1\n\
         SG222 警告 图片「…」没有说明文字 在方括号里写一句话，说明图里是什么：![说明](图片) 2 2\n\
         按律师和作者\n\
         姓名 身份 文件 错误 警告\n\
         陈律师 审核律师 1 1 1\n\
         李&lt;编辑&gt; 作者 1 0 1\n\
         按文章\n\
         乙\n\
         content/articles/what-to-bring-to-a-lawyer.md · 陈律师\n\
         9:5 错误 SG204 链接的文章「gone.md」不存在 核对文件名和文件夹；链接从本文件所在的文件夹写起，例如 court-fee-who-pays.md\n\
         9:13 警告 SG222 图片「p.png」没有说明文字 在方括号里写一句话，说明图里是什么：![说明](图片)\n\
         甲&lt;b&gt;\n\
         content/articles/first-steps-when-overdue.md · 李&lt;编辑&gt;\n\
         8:2 警告 SG222 图片「p.png」没有说明文字 在方括号里写一句话，说明图里是什么：![说明](图片)"
    );
    assert_eq!(run(&site, "zh-CN", "again.html"), 1);
    assert_eq!(site.read("again.html"), page);
}

#[test]
fn the_page_needs_no_script_and_no_other_file() {
    let site = site();
    run(&site, "en", "report.html");
    let page = site.read("report.html");
    for foreign in ["<script", "<link", "<img", "src=", "href=", "http:", "https:", "url(", "@import"] {
        assert!(!page.contains(foreign), "{foreign}");
    }
    assert!(page.contains("<html lang=\"en\">") && page.contains("@media print"));
    assert!(words(&page).contains("By lawyer and author"));
}

#[test]
fn a_clean_library_says_so_and_the_output_is_no_place_for_it() {
    let site = Site::empty();
    site.run(&["init", "."]);
    assert_eq!(run(&site, "zh-CN", "report.html"), 0);
    assert!(words(&site.read("report.html")).ends_with("没有发现问题。"));
    let refused = site.run(&["check", "--lang", "en", "--report", "public/report.html"]);
    let message = "sitegen: cannot run: public/report.html: a report in the output folder would be published with the site\n";
    assert_eq!((refused.status, refused.stderr.as_str()), (2, message));
}

#[test]
fn the_articles_with_the_gravest_findings_come_first() {
    let site = Site::small();
    let article = |slug: &str, body: &str| site.article(slug, "date: 2026-03-10\ntopics: [overdue]", body);
    article("a-marks", "先看合同,再看账单,再看流水,再看通话记录,最后找律师。");
    article("b-promise", "我们保证减免全部利息，百分之百成功。");
    article("c-broken", "见[坏](gone.md)。");
    let order = |settings: &str| {
        site.write("sitegen.yaml", format!("title: 债务指南\nbase_url: https://www.example.com/\n{settings}"));
        site.check(&["--report", "report.html"]);
        let page = site.read("report.html");
        let mut slugs = ["a-marks", "b-promise", "c-broken"].map(|slug| (page.find(&format!("{slug}.md")).unwrap(), slug));
        slugs.sort();
        slugs.map(|(_, slug)| slug)
    };
    assert_eq!(order(""), ["c-broken", "b-promise", "a-marks"]);
    assert_eq!(order("editorial: {risk: {wording: 9}}\n"), ["b-promise", "c-broken", "a-marks"]);
}
