//! Numbers of persons, and what members and commenters told the old site, reach no file and no message.

use super::fixture::{DAY, Fixture};

/// Mobile, identity and bank numbers, password, mail and addresses of members and commenters.
const SECRETS: [&str; 6] =
    ["13912345678", "11010519491231002X", "6222021234567894", "0000000000000000000000", "geheim@member.example", "203.0.113.77"];

/// Fails if a text has a secret.
fn assert_clean(what: &str, text: &str) {
    for secret in SECRETS {
        assert!(!text.contains(secret), "{what} has {secret}: {text}");
    }
}

/// Fails if a file of the site, or its name, has a secret.
fn assert_site_is_clean(fixture: &Fixture) {
    for (path, bytes) in fixture.site.tree("site") {
        assert_clean("the name", &path);
        assert_clean(&path, &String::from_utf8_lossy(&bytes));
    }
}

/// A dump with secrets in a title, in texts, in furniture, in the names of pictures and links, and in a category that is left out.
fn zblog() -> Fixture {
    let fixture = Fixture::new("given/zblog");
    let [mobile, identity, bank, ..] = SECRETS;
    let mut dump = fixture.site.read("backup.sql");
    let mut replace = |from: &str, to: String| {
        assert!(dump.contains(from), "{from}");
        dump = dump.replacen(from, &to, 1);
    };
    replace("nobody@example.com", "geheim@member.example".to_owned());
    replace("'0.0.0.0'", "'203.0.113.77'".to_owned());
    replace("截图要带日期。", format!("截图要带日期。号码{mobile}，证号{identity}，卡号{bank}。"));
    replace("收到法院传票以后的三十天", format!("收到法院传票以后的三十天，打{mobile}"));
    replace(
        "算到实际还清的那一天为止。</span></p>",
        format!(
            "算到实际还清的那一天为止。</span></p><p>版权声明：转载请联系：{mobile}</p><p><a href=\\\"{{#ZC_BLOG_HOST#}}hf/{mobile}.html\\\">甲</a></p><p><img src=\\\"{{#ZC_BLOG_HOST#}}zb_users/upload/{mobile}.png\\\"></p>"
        ),
    );
    fixture.site.write("backup.sql", dump);
    fixture
}

#[test]
fn no_output_of_an_import_has_them() {
    let formats = ["json", "short", "human", "github"];
    for (format, lang) in formats.iter().flat_map(|format| [(format, "en"), (format, "zh-CN")]) {
        let fixture = zblog();
        let command = ["import", "--map", "import.yaml", "-r", "site", "--as-of", DAY, "--format", format, "--lang", lang];
        for arguments in
            [&["--dry-run", "--report", "dry.html"][..], &["--report", "report.html"], &["--again", "--report", "report.html"]]
        {
            let run = fixture.site.run(&[&command[..], arguments].concat());
            assert_eq!(run.status, 0, "{}", run.stderr);
            assert!(run.stderr.contains("SG611"), "{}", run.stderr);
            assert_clean("stderr", &run.stderr);
            assert_clean("stdout", &run.stdout);
        }
        assert_clean("the report", &fixture.site.read("dry.html"));
        assert_clean("the report", &fixture.site.read("report.html"));
        let files = fixture.site.tree("site/import");
        assert!(files.contains_key("decisions.csv") && files.contains_key("held/101.md"), "{:?}", files.keys());
        assert_site_is_clean(&fixture);
    }
}

#[test]
fn an_edited_file_and_a_new_version_with_a_number_keep_it_apart() {
    let fixture = Fixture::new("given/zblog");
    fixture.summary(&[]);
    let edited = fixture.site.read("site/content/articles/0/101.md").replace("短信不要删", "短信千万不要删");
    fixture.site.write("site/content/articles/0/101.md", edited);
    fixture.site.write("backup.sql", zblog().site.read("backup.sql"));
    let run = fixture.import(&["--report", "report.html"]);
    assert_clean("stderr", &run.stderr);
    assert_clean("the report", &fixture.site.read("report.html"));
    assert_site_is_clean(&fixture);
}

#[test]
fn the_journal_of_an_import_that_was_stopped_has_none() {
    for fixture in [zblog(), word()] {
        // The state cannot be written, so that the import ends with its journal.
        fixture.site.write("site/import/state.tsv/a", "");
        let run = fixture.import(&[]);
        assert_eq!(run.status, 2, "{}", run.stderr);
        assert!(!fixture.site.read("site/import/journal").is_empty());
        assert_clean("stderr", &run.stderr);
        assert_site_is_clean(&fixture);
    }
}

/// Word files with a number in their names.
fn word() -> Fixture {
    let fixture = Fixture::new("given/docx");
    let [mobile, identity, ..] = SECRETS;
    for (from, to) in [
        ("逾期知识/first-week.docx", format!("逾期知识/王某{mobile}.docx")),
        ("利息与费用/penalty.docx", format!("利息与费用/{identity} 139-1234-5678.docx")),
    ] {
        let bytes = std::fs::read(fixture.site.path(&format!("稿件/{from}"))).unwrap();
        fixture.site.remove(&format!("稿件/{from}"));
        fixture.site.write(&format!("稿件/{to}"), bytes);
    }
    fixture
}

#[test]
fn names_of_files_are_masked_and_recognised() {
    let fixture = word();
    let run = fixture.import(&["--report", "report.html"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    assert_clean("stderr", &run.stderr);
    assert_clean("the report", &fixture.site.read("report.html"));
    assert_site_is_clean(&fixture);
    let state = fixture.site.read("site/import/state.tsv");
    assert!(state.contains("docx:逾期知识/王某***********.docx\t") && !state.contains("139-1234-5678"), "{state}");
    let before = fixture.site.snapshot("site");
    let second = fixture.summary(&[]);
    assert_eq!((Fixture::count(&second, "written"), Fixture::count(&second, "held")), (0, 1), "{second}");
    assert_eq!(fixture.site.snapshot("site"), before);
}
