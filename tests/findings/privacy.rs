//! What identifies a person is reported by place and kind, and repeated nowhere: by no message, no source line, no format.

use crate::support::site::Site;

const NUMBER: &str = "13812345678";

/// A site in which other rules have reason to quote a number.
fn site() -> Site {
    let site = Site::small();
    let article = |title: &str, more: &str, body: &str| {
        format!("---\ntitle: {title}\ndate: 2026-03-09\ntopics: [诉讼费]\n{more}---\n\n{body}\n")
    };
    let body = format!(
        "见[借条](借条_{NUMBER}.md)、[截图](138-1234-5678.png)、[一节](#{NUMBER})和 lender:{NUMBER}。\n\n## {NUMBER}\n\n## {NUMBER}\n\n[机构](lender:{NUMBER})\n"
    );
    site.write(
        "content/articles/a.md",
        article(&format!("找{NUMBER}"), &format!("lender: {NUMBER}\nsummary: 打{NUMBER}\n"), &body),
    );
    site.write("content/articles/b.md", article(&format!("找{NUMBER}"), "", "正文。"));
    site
}

#[test]
fn no_message_of_any_rule_repeats_a_number() {
    let site = site();
    let mut codes = std::collections::BTreeSet::new();
    for format in ["human", "short", "json", "github"] {
        for lang in ["zh-CN", "en"] {
            let run = site.check(&["--format", format, "--lang", lang, "--report", "report.html"]);
            assert_eq!(run.status, 1);
            for output in [&run.stderr, &site.read("report.html")] {
                let line = output.lines().find(|l| l.contains(NUMBER) || l.contains("138-1234-5678"));
                assert_eq!(line, None, "{format} {lang}");
                assert!(output.contains("找***********"), "{format} {lang}: {output}");
            }
            codes.extend(run.stderr.split("SG").skip(1).filter_map(|rest| rest.get(..3).map(str::to_owned)));
        }
    }
    for code in ["111", "204", "207", "211", "532", "563", "581"] {
        assert!(codes.contains(code), "SG{code} is not reported: {codes:?}");
    }
}

#[test]
fn what_the_settings_publish_may_be_quoted() {
    let site = site();
    site.write("sitegen.yaml", format!("{}publisher: {{name: 示例律师事务所, phone: \"{NUMBER}\"}}\n", site.read("sitegen.yaml")));
    let run = site.check(&["--format", "short"]);
    assert!(run.stderr.contains(NUMBER) && !run.stderr.contains("SG532"), "{}", run.stderr);
}

#[test]
fn names_of_articles_and_pages_are_looked_at_and_an_article_may_accept_its_own() {
    let site = Site::small();
    let front = "title: 甲\ndate: 2026-03-09\ntopics: [诉讼费]";
    let path = format!("content/articles/{NUMBER}.md");
    site.write(&path, format!("---\n{front}\n---\n\n正文。\n"));
    site.write(&format!("content/pages/{NUMBER}.md"), "---\ntitle: 乙\n---\n\n正文。\n");
    let line = |dir: &str| format!("content/{dir}/***********.md:1:1: error[SG532]: the text contains a mobile number");
    let short = || site.short().into_iter().filter(|line| line.contains("SG532")).collect::<Vec<_>>();
    assert_eq!(short(), [line("articles"), line("pages")]);
    site.write(&path, format!("---\n{front}\nallow: [{{code: SG532, reason: 编号，不是电话}}]\n---\n\n正文。\n"));
    assert_eq!(short(), [line("pages")]);
}
