//! What an import tells people of single records, each at its line.

use std::fs;

use super::fixture::{DAY, Fixture};

/// The findings of a code, word for word.
fn told(fixture: &Fixture, code: &str) -> Vec<String> {
    let command = ["import", "--map", "import.yaml", "-r", "site", "--as-of", DAY, "--format", "short", "--lang", "en"];
    let run = fixture.site.run(&command);
    assert_eq!(run.status, 0, "{}", run.stderr);
    run.stderr.lines().filter(|line| line.contains(code)).map(str::to_owned).collect()
}

#[test]
fn a_text_that_the_checks_refuse_is_held() {
    assert_eq!(
        told(&Fixture::new("given/zblog"), "SG611"),
        [
            "backup.sql:107:1: warning[SG611]: zblog:185 did not reach content/ and waits in import/held/: SG532 the text contains a mobile number"
        ]
    );
}

#[test]
fn a_link_to_a_draft_keeps_its_words() {
    let fixture = Fixture::new("given/markdown");
    let post = "---\ntitle: 收到催收短信先做什么\ndate: 2026-03-01\ncategories: [诉讼执行]\n---\n\n先看{% post_link harass 这一篇 %}，再保存短信。\n";
    fixture.site.write("blog/source/_posts/sms.md", post);
    assert_eq!(
        told(&fixture, "SG615"),
        [
            "source/_posts/sms.md:1:1: warning[SG615]: of a link of markdown:source/_posts/sms.md only the words remain: ../_drafts/harass.md (that record is a draft)"
        ]
    );
    assert!(fixture.file("收到催收短信先做什么").unwrap().body.contains("先看这一篇，再保存短信。"));
}

#[test]
fn a_text_that_lost_its_marks_is_named() {
    let fixture = Fixture::new("given/markdown");
    let post = "---\ntitle: 客服电话写在哪里\ndate: 2026-03-01\ncategories: [诉讼执行]\n---\n\n电话{lender.hotline}写在账单上。\n";
    fixture.site.write("blog/source/_posts/phone-number.md", post);
    assert_eq!(
        told(&fixture, "SG618"),
        [
            "source/_posts/phone-number.md:1:1: warning[SG618]: markdown:source/_posts/phone-number.md lost some formatting to keep every word (step 2)"
        ]
    );
    assert!(fixture.file("客服电话写在哪里").unwrap().body.contains("电话\\{lender.hotline}写在账单上。"));
}

#[test]
fn a_source_that_cannot_be_read_is_noted() {
    assert_eq!(
        told(&Fixture::new("nasty/docx"), "SG616"),
        [
            "合同/a b.docx:1:1: warning[SG616]: docx:合同/a b.docx needs a look: the table of contents was left out: 目录里的一行……1",
            "坏.docx:1:1: warning[SG616]: 坏.docx needs a look: the Word file is broken; open it in Word and save it again: 坏.docx",
            "旧.doc:1:1: warning[SG616]: 旧.doc needs a look: old or encrypted Word files cannot be read; save the file as .docx without a password: 旧.doc"
        ]
    );
}

/// Fails if a number of a person stands in the site, in the name of a file of it, or in a message.
fn assert_no_number(fixture: &Fixture, numbers: &[&str]) {
    let run = fixture.import(&["--report", "report.html"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    let again = fixture.import(&[]);
    assert!(again.stderr.contains("\"written\":0"), "{}", again.stderr);
    let mut texts: Vec<(String, String)> = Vec::new();
    for (path, bytes) in fixture.site.tree("site") {
        texts.push((path.clone(), format!("{path}\n{}", String::from_utf8_lossy(&bytes))));
    }
    texts.push(("report".to_owned(), fixture.site.read("report.html")));
    texts.push(("messages".to_owned(), [run.stdout, run.stderr, again.stderr].concat()));
    let has = |text: &str| numbers.iter().any(|number| text.contains(number));
    let wrong: Vec<&str> = texts.iter().filter(|(_, text)| has(text)).map(|(name, _)| name.as_str()).collect();
    assert_eq!(wrong, [""; 0]);
}

const MOBILE: &str = "13800138000";

#[test]
fn no_number_of_a_title_or_body_is_written() {
    let fixture = Fixture::new("given/markdown");
    let identity = "11010519491231002X";
    let post = |file: &str, title: &str, body: &str| {
        let text = format!("---\ntitle: {title}\ndate: 2026-03-01\ncategories: [诉讼执行]\n---\n\n{body}\n");
        fixture.site.write(&format!("blog/source/_posts/{file}.md"), text);
    };
    post("call", &format!("打给{MOBILE}以后"), "对方没有接。");
    post("card", "身份证写在哪里", &format!("他的身份证是{identity}，电话{MOBILE}。"));
    post("link", "链接里的号码", &format!("[电话](https://other.example/?tel={MOBILE})"));
    post("picture", "图片里的号码", &format!("![图](/{MOBILE}.png)"));
    assert_no_number(&fixture, &[MOBILE, identity]);
}

#[test]
fn no_number_of_a_file_name_is_written() {
    let fixture = Fixture::new("nasty/docx");
    let bytes = fs::read(fixture.site.path("稿件/合同/a b.docx")).unwrap();
    for name in [format!("王某{MOBILE}"), format!("李某{MOBILE}")] {
        fixture.site.write(&format!("稿件/合同/{name}.docx"), &bytes);
    }
    assert_no_number(&fixture, &[MOBILE]);
}

#[test]
fn a_link_to_a_heading_of_another_record_is_told() {
    let fixture = Fixture::new("given/markdown");
    let post = "---\ntitle: 罚息从哪天算\ndate: 2026-03-01\ncategories: [诉讼执行]\n---\n\n见[罚息](penalty.md#算法)，也见[全文](penalty.md#top)。\n";
    fixture.site.write("blog/source/_posts/begin.md", post);
    assert_eq!(
        told(&fixture, "begin.md"),
        [
            "source/_posts/begin.md:1:1: warning[SG616]: markdown:source/_posts/begin.md needs a look: the link penalty.md#算法 leads to the head of the article and not to `算法`"
        ]
    );
}

#[test]
fn what_a_record_loses_is_in_the_report() {
    let fixture = Fixture::new("given/zblog");
    let dump = fixture.site.read("backup.sql");
    let cell = "<table><tr><td>甲</td><td><h3>格子里的小标题</h3><ul><li>一项</li><li>两项</li></ul></td></tr><tr><td>乙</td><td>丙</td></tr></table><p>短信不要删";
    assert!(dump.contains("<p>短信不要删"));
    fixture.site.write("backup.sql", dump.replacen("<p>短信不要删", cell, 1));
    fixture.summary(&["--report", "report.html"]);
    let page = fixture.site.read("report.html");
    for kind in ["Table cells (the words are kept)", "Comments"] {
        assert!(page.contains(kind), "{kind}: {page}");
    }
    for sentence in ["格子里的小标题", "一项", "两项"] {
        assert!(fixture.site.read("site/content/articles/0/101.md").contains(sentence), "{sentence}");
    }
}
