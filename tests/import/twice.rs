//! A second import changes nothing, and what people changed meanwhile stays.

use super::fixture::{Fixture, names};

const FILE: &str = "site/content/articles/0/101.md";

fn zblog() -> Fixture {
    let fixture = Fixture::new("given/zblog");
    fixture.summary(&[]);
    fixture
}

/// Changes the words of record 101 at the source.
fn change_source(fixture: &Fixture, with: &str) {
    let dump = fixture.site.read("backup.sql");
    assert!(dump.contains("截图要带日期"));
    fixture.site.write("backup.sql", dump.replace("截图要带日期", with));
}

#[test]
fn a_second_import_changes_nothing() {
    for name in names("given") {
        let fixture = Fixture::new(&name);
        let first = fixture.summary(&[]);
        let before = fixture.site.snapshot("site");
        let second = fixture.summary(&[]);
        assert_eq!(before, fixture.site.snapshot("site"), "{name}");
        let count = |counts: &serde_json::Value, key: &str| Fixture::count(counts, key);
        assert_eq!(count(&second, "written"), 0, "{name}: {second}");
        assert_eq!(count(&second, "unchanged"), count(&first, "written"), "{name}: {first} {second}");
        assert_eq!(count(&second, "held"), count(&first, "held"), "{name}");
    }
}

#[test]
fn again_writes_the_same_bytes() {
    let fixture = zblog();
    let before = fixture.site.snapshot("site");
    let summary = fixture.summary(&["--again"]);
    assert_eq!(before, fixture.site.snapshot("site"));
    assert_eq!(Fixture::count(&summary, "written"), 0);
}

#[test]
fn a_changed_record_is_written_again() {
    let fixture = zblog();
    change_source(&fixture, "截图要带上日期");
    let summary = fixture.summary(&[]);
    assert_eq!(Fixture::count(&summary, "written"), 2, "101 and the copy of it: {summary}");
    assert!(fixture.site.read(FILE).contains("截图要带上日期"));
}

#[test]
fn an_edited_file_stays_and_the_new_version_waits_beside_it() {
    let fixture = zblog();
    let edited = fixture.site.read(FILE).replace("短信不要删", "短信千万不要删");
    fixture.site.write(FILE, &edited);
    assert_eq!(Fixture::count(&fixture.summary(&[]), "conflicts"), 0, "nothing changed at the source");
    assert_eq!(Fixture::count(&fixture.summary(&["--again"]), "kept"), 1);
    change_source(&fixture, "截图要带上日期");
    let run = fixture.import(&[]);
    assert!(
        run.stderr.contains("SG612") && run.stderr.contains("git merge-file content/articles/0/101.md base.md"),
        "{}",
        run.stderr
    );
    assert_eq!(fixture.site.read(FILE), edited);
    assert!(fixture.site.read("site/import/conflicts/101.md").contains("截图要带上日期"));
    let before = fixture.site.snapshot("site");
    assert_eq!(Fixture::count(&fixture.summary(&[]), "conflicts"), 1, "it still waits");
    assert_eq!(before, fixture.site.snapshot("site"));
    fixture.site.remove("site/import/conflicts/101.md");
    let summary = fixture.summary(&[]);
    assert_eq!((Fixture::count(&summary, "conflicts"), Fixture::count(&summary, "kept")), (0, 1));
    assert!(!fixture.site.path("site/import/conflicts/101.md").exists());
}

#[test]
fn the_same_edit_on_both_sides_is_no_conflict() {
    let fixture = zblog();
    let edited = fixture.site.read(FILE).replace("截图要带日期", "截图要带上日期");
    fixture.site.write(FILE, &edited);
    change_source(&fixture, "截图要带上日期");
    assert_eq!(Fixture::count(&fixture.summary(&[]), "conflicts"), 0);
    assert_eq!(fixture.site.read(FILE), edited);
}

#[test]
fn a_deleted_file_stays_deleted_and_is_told_once() {
    let fixture = zblog();
    fixture.site.remove(FILE);
    change_source(&fixture, "截图要带上日期");
    let run = fixture.import(&[]);
    assert!(run.stderr.contains("SG617"), "{}", run.stderr);
    let run = fixture.import(&["--again"]);
    assert!(!run.stderr.contains("SG617"), "{}", run.stderr);
    assert!(!fixture.site.path(FILE).exists());
}

#[test]
fn a_moved_file_is_found_by_its_slug() {
    let fixture = zblog();
    let text = fixture.site.read(FILE);
    fixture.site.remove(FILE);
    fixture.site.write("site/content/articles/逾期/101.md", &text);
    change_source(&fixture, "截图要带上日期");
    let summary = fixture.summary(&[]);
    assert_eq!(Fixture::count(&summary, "conflicts"), 1, "{summary}");
    assert_eq!(fixture.site.read("site/content/articles/逾期/101.md"), text);
    assert!(!fixture.site.path(FILE).exists());
}

#[test]
fn a_record_that_left_its_source_keeps_its_file() {
    let fixture = zblog();
    let dump = fixture.site.read("backup.sql");
    let start = dump.find("(144,1,1,").unwrap();
    let end = start + dump[start..].find("),(154,").unwrap() + 2;
    fixture.site.write("backup.sql", format!("{}{}", &dump[..start], &dump[end..]));
    let run = fixture.import(&[]);
    assert!(run.stderr.contains("SG617") && run.stderr.contains("zblog:144"), "{}", run.stderr);
    assert!(fixture.site.path("site/content/articles/0/144.md").exists());
    assert!(fixture.site.read("site/import/state.tsv").contains("gone-at-source"));
    assert!(!fixture.import(&[]).stderr.contains("SG617"));
}

#[test]
fn a_file_of_the_same_name_is_never_overwritten() {
    let fixture = Fixture::new("given/zblog");
    let own = "---\ntitle: 自己的文章\ndate: 2025-01-01\ntopics: [overdue]\n---\n\n正文是自己的。\n";
    fixture.site.write(FILE, own);
    fixture.summary(&[]);
    assert_eq!(fixture.site.read(FILE), own);
    assert!(fixture.site.path("site/content/articles/0/101-2.md").exists());
    fixture.build();
}

#[test]
fn what_was_moved_here_by_hand_is_not_written_again() {
    let fixture = Fixture::new("given/zblog");
    let own = "---\ntitle: 手工搬来的\ndate: 2025-01-01\ntopics: [overdue]\naliases: [/hf/101.html]\n---\n\n正文是手工搬来的。\n";
    fixture.site.write("site/content/articles/first-week.md", own);
    let summary = fixture.summary(&[]);
    assert_eq!(Fixture::count(&summary, "kept"), 1, "{summary}");
    assert!(!fixture.site.path(FILE).exists());
    fixture.build();
}

#[test]
fn what_was_held_comes_in_once_its_cause_is_gone() {
    let fixture = zblog();
    assert!(fixture.site.path("site/import/held/185.md").exists());
    let dump = fixture.site.read("backup.sql");
    fixture.site.write("backup.sql", dump.replace("13800138000", "一个手机号"));
    fixture.summary(&[]);
    assert!(!fixture.site.path("site/import/held/185.md").exists());
    assert!(fixture.site.path("site/content/articles/0/185.md").exists());
    fixture.build();
}

#[test]
fn a_state_that_cannot_be_read_stops_the_import() {
    let fixture = zblog();
    let state = fixture.site.read("site/import/state.tsv");
    fixture.site.write("site/import/state.tsv", format!("<<<<<<< HEAD\n{state}"));
    let before = fixture.site.snapshot("site");
    let run = fixture.import(&[]);
    assert_eq!(run.status, 1, "{}", run.stderr);
    assert!(run.stderr.contains("SG613"), "{}", run.stderr);
    assert_eq!(before, fixture.site.snapshot("site"));
}
