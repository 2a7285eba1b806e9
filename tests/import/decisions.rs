//! The table of decisions after an import: what it proposes, what becomes of the filled one, and the report.

use super::fixture::{DAY, Fixture};
use crate::support::site::Run;

const TABLE: &str = "site/import/decisions.csv";
const HEADER: &str = "\u{feff}address,title,date,letters,views,reasons,group,proposal,target,decision,target2,note\r\n";

fn zblog() -> Fixture {
    let fixture = Fixture::new("given/zblog");
    fixture.summary(&[]);
    fixture
}

fn decide(fixture: &Fixture, rows: &str) -> Run {
    fixture.site.write("filled.csv", format!("{HEADER}{rows}"));
    let command = ["import", "--decisions", "filled.csv", "-r", "site", "--as-of", DAY, "--format", "short", "--lang", "en"];
    fixture.site.run(&command)
}

/// The row of an address, in the table or in the ledger.
fn row(text: &str, address: &str) -> String {
    text.lines().find(|line| line.starts_with(address)).unwrap_or_else(|| panic!("{address}: {text}")).to_owned()
}

#[test]
fn the_table_names_what_people_have_to_decide() {
    let fixture = zblog();
    let table = fixture.site.read(TABLE);
    assert!(table.starts_with(HEADER), "{table}");
    for (address, reason) in
        [("/hf/144.html", "thin"), ("/hf/154.html", "damaged"), ("/hf/184.html", "duplicate"), ("/hf/185.html", "private")]
    {
        assert!(row(&table, address).contains(reason), "{address}: {table}");
    }
    assert!(!table.contains("13800138000"), "{table}");
}

#[test]
fn filled_cells_stay_and_nothing_depends_on_them() {
    let fixture = zblog();
    let table = fixture.site.read(TABLE);
    let line = row(&table, "/hf/144.html");
    let filled = format!("{},gone,,太短", line.strip_suffix(",,,").unwrap());
    fixture.site.write(TABLE, table.replace(&line, &filled));
    let before = fixture.site.snapshot("site");
    fixture.summary(&["--again"]);
    assert_eq!(before, fixture.site.snapshot("site"));
    assert!(fixture.site.read(TABLE).contains("gone,,太短"));
}

#[test]
fn decisions_change_files_ledger_and_links() {
    let fixture = zblog();
    let run = decide(
        &fixture,
        "/hf/101.html,,,,,,,,,redirect,/hf/184.html,\r\n\
         /hf/109.html,,,,,,,,,gone,,数据过时\r\n\
         /hf/126.html,,,,,,,,,withdraw,,正在改写\r\n\
         /hf/154.html,,,,,,,,,draft,,\r\n\
         /hf/144.html,,,,,,,,,,,以后再说\r\n",
    );
    assert_eq!((run.status, run.stdout.as_str()), (0, ""), "{}", run.stderr);
    let site = &fixture.site;
    for gone in ["101", "109"] {
        assert!(!site.path(&format!("site/content/articles/0/{gone}.md")).exists(), "{gone}");
    }
    assert!(!site.read("site/content/articles/0/184.md").contains("/hf/101.html"));
    assert!(site.read("site/content/articles/0/126.md").contains(&format!("withdrawn: {{on: {DAY}, reason: \"正在改写\"}}\n")));
    assert!(site.read("site/content/articles/0/154.md").contains("draft: true\n"));
    assert!(
        site.read("site/content/articles/0/119.md").contains("[这一篇](184.md)"),
        "{}",
        site.read("site/content/articles/0/119.md")
    );
    let unlinked = site.read("site/content/articles/0/130.md");
    assert!(unlinked.contains("另见罚息怎么算"), "{unlinked}");
    let ledger = site.read("site/urls.tsv");
    assert_eq!(row(&ledger, "/hf/101.html"), "/hf/101.html\tredirect\t/articles/184.html\tdecision");
    assert_eq!(row(&ledger, "/hf/109.html"), "/hf/109.html\tgone\t\t数据过时");
    assert_eq!(row(&ledger, "/hf/154.html"), "/hf/154.html\tdraft\t\tdecision");
    let build = site.run(&["build", "-r", "site", "--as-of", DAY, "--format", "short", "--lang", "en"]);
    assert_eq!(build.status, 0, "{}", build.stderr);
    assert!(site.read("site/public/hf/101.html").contains("/articles/184.html"));
    assert!(!site.path("site/public/hf/109.html").exists() && !site.path("site/public/articles/154.html").exists());
    // The next import leaves all of this as it is.
    let before = site.snapshot("site");
    let summary = fixture.summary(&[]);
    let changed = |path: &std::path::Path| !path.ends_with("decisions.csv") && !path.ends_with("state.tsv");
    let texts = |snapshot: Vec<(std::path::PathBuf, Vec<u8>, std::time::SystemTime)>| {
        snapshot.into_iter().filter(|(path, ..)| changed(path)).map(|(path, bytes, _)| (path, bytes)).collect::<Vec<_>>()
    };
    assert_eq!(texts(before), texts(site.snapshot("site")), "{summary}");
}

#[test]
fn the_same_table_changes_nothing_a_second_time() {
    let fixture = zblog();
    let rows = "/hf/101.html,,,,,,,,,redirect,/hf/184.html,\r\n/hf/109.html,,,,,,,,,gone,,数据过时\r\n/hf/154.html,,,,,,,,,draft,,\r\n\
                /hf/126.html,,,,,,,,,withdraw,,正在改写\r\n";
    assert_eq!(decide(&fixture, rows).status, 0);
    let before = fixture.site.snapshot("site");
    let run = decide(&fixture, rows);
    assert!(run.status == 0 && !run.stderr.contains("SG621"), "{}", run.stderr);
    assert_eq!(before, fixture.site.snapshot("site"));
}

#[test]
fn one_wrong_row_keeps_the_table_from_being_applied() {
    let fixture = zblog();
    let before = fixture.site.snapshot("site");
    let run = decide(
        &fixture,
        "/hf/999.html,,,,,,,,,gone,,x\r\n\
         /hf/101.html,,,,,,,,,redirect,/hf/101.html,\r\n\
         /hf/109.html,,,,,,,,,redirect,/hf/119.html,\r\n\
         /hf/119.html,,,,,,,,,redirect,/hf/109.html,\r\n\
         /hf/126.html,,,,,,,,,draft,,\r\n\
         /hf/130.html,,,,,,,,,redirect,/hf/126.html,\r\n\
         /hf/144.html,,,,,,,,,redirect,/hf/136.html,\r\n",
    );
    assert_eq!(run.status, 1, "{}", run.stderr);
    let lines: Vec<&str> = run.stderr.lines().filter(|line| line.contains("SG620")).collect();
    assert!(
        lines.iter().any(|line| line.starts_with("filled.csv:2:1: error[SG620]") || line.contains(":2:1: error[SG620]")),
        "{}",
        run.stderr
    );
    assert_eq!(fixture.site.snapshot("site"), before);
    let circle = decide(&fixture, "/hf/109.html,,,,,,,,,redirect,/hf/119.html,\r\n/hf/119.html,,,,,,,,,redirect,/hf/109.html,\r\n");
    assert!(circle.status == 1 && circle.stderr.matches("the redirects lead in a circle").count() == 2, "{}", circle.stderr);
    let closed = decide(
        &fixture,
        "/hf/126.html,,,,,,,,,draft,,\r\n/hf/130.html,,,,,,,,,redirect,/hf/126.html,\r\n/hf/144.html,,,,,,,,,redirect,/hf/136.html,\r\n",
    );
    assert!(
        closed.stderr.contains("the table makes its target a draft") && closed.stderr.contains("is a draft"),
        "{}",
        closed.stderr
    );
    assert_eq!(fixture.site.snapshot("site"), before);
}

#[test]
fn an_edited_file_is_not_removed() {
    let fixture = zblog();
    const FILE: &str = "site/content/articles/0/144.md";
    fixture.site.write(FILE, format!("{}\n编辑补充的一句。\n", fixture.site.read(FILE)));
    let run = decide(&fixture, "/hf/144.html,,,,,,,,,gone,,太短\r\n");
    assert_eq!(run.status, 0, "{}", run.stderr);
    assert!(run.stderr.contains("warning[SG621]"), "{}", run.stderr);
    assert!(fixture.site.read(FILE).contains("编辑补充的一句"));
    assert!(!row(&fixture.site.read("site/urls.tsv"), "/hf/144.html").contains("gone"));
}

#[test]
fn a_file_that_only_a_fix_changed_is_removed() {
    let fixture = zblog();
    const FILE: &str = "site/content/articles/0/154.md";
    let before = fixture.site.read(FILE);
    let run = fixture.site.run(&["fix", "-r", "site", "--code", "SG550,SG551,SG553,SG564", "--titles"]);
    assert!(run.stdout.contains("content/articles/0/154.md"), "{}{}", run.stdout, run.stderr);
    assert_ne!(fixture.site.read(FILE), before);
    // For an import it is an edited file.
    fixture.summary(&["--again"]);
    assert_ne!(fixture.site.read(FILE), before);
    let run = decide(&fixture, "/hf/154.html,,,,,,,,,redirect,/hf/101.html,\r\n");
    assert!(run.status == 0 && !run.stderr.contains("SG621"), "{}", run.stderr);
    let told = "  [text] 主动联系客服是解决问的第一步，态度要诚恳。 (154)\n";
    assert!(run.stdout.contains(told), "{}", run.stdout);
    assert!(!fixture.site.path(FILE).exists());
}

#[test]
fn the_report_is_a_page_without_script_and_without_personal_numbers() {
    let fixture = Fixture::new("given/zblog");
    fixture.summary(&["--report", "report.html"]);
    let page = fixture.site.read("report.html");
    for words in ["/hf/144.html", "/hf/154.html", "/hf/184.html", "Thin", "Damaged", "Duplicates", "furniture"] {
        assert!(page.contains(words), "{words}: {page}");
    }
    for none in ["<script", "src=", "13800138000", "url("] {
        assert!(!page.contains(none), "{none}");
    }
}
