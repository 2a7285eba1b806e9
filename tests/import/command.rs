//! The command line of `import`: what it prints, and how it ends.

use super::fixture::Fixture;

#[test]
fn without_arguments_it_prints_ten_lines() {
    for lang in ["zh-CN", "en"] {
        let run = Fixture::new("given/zblog").site.run(&["import", "--lang", lang]);
        assert_eq!((run.status, run.stdout.lines().count(), run.stderr.as_str()), (0, 10, ""), "{}", run.stdout);
    }
}

#[test]
fn a_dry_run_writes_nothing_and_proposes_a_mapping() {
    let fixture = Fixture::new("given/zblog");
    let before = fixture.site.snapshot(".");
    let run = fixture.site.run(&["import", "backup.sql", "-r", "site", "--dry-run", "--lang", "en", "--quiet"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    assert_eq!(fixture.site.snapshot("."), before);
    for line in
        ["from: backup.sql", "as: zblog", "  逾期知识: overdue   # 4", "  诉讼执行: \"?\"   # 2", "hosts: [www.lvsuo.example]"]
    {
        assert!(run.stdout.lines().any(|l| l == line), "{line}: {}", run.stdout);
    }
    let run = fixture.site.run(&["import", "--map", "import.yaml", "-r", "site", "--dry-run", "--lang", "en"]);
    let end = "Dry run, nothing was written; an import would write 10 files. 11 records: 0 unchanged, 0 kept as people have them, \
               0 conflicts, 1 held, 0 skipped; 1 pictures, 1 missing; in ";
    assert!(run.stderr.lines().last().unwrap().starts_with(end), "{}", run.stderr);
    assert!(run.stdout.contains("# sitegen.yaml: permalinks: {article: /hf/{slug}.html}   10 / 10"), "{}", run.stdout);
}

#[test]
fn a_dry_run_says_what_would_be_written() {
    let fixture = Fixture::new("given/zblog");
    let dry = |expected: &str| {
        let before = fixture.site.snapshot(".");
        let run =
            fixture.site.run(&["import", "--map", "import.yaml", "-r", "site", "--dry-run", "--lang", "en", "--format", "short"]);
        assert_eq!(fixture.site.snapshot("."), before);
        let last = run.stderr.lines().last().unwrap();
        assert!(last.starts_with(expected), "{last}");
    };
    let summary = fixture.summary(&["--dry-run"]);
    assert_eq!((Fixture::count(&summary, "written"), Fixture::count(&summary, "unchanged")), (10, 0), "{summary}");
    dry(
        "Dry run, nothing was written; an import would write 10 files. 11 records: 0 unchanged, 0 kept as people have them, 0 conflicts, 1 held, ",
    );
    let first = fixture.summary(&[]);
    assert_eq!(Fixture::count(&first, "written"), 10, "{first}");
    dry("Dry run, nothing was written; an import would write 0 files. 11 records: 10 unchanged, ");
    let dump = fixture.site.read("backup.sql");
    fixture.site.write("backup.sql", dump.replacen("截图要带日期", "截图要带上日期", 1));
    dry("Dry run, nothing was written; an import would write 1 files. 11 records: 9 unchanged, ");
}

#[test]
fn a_mapping_that_contradicts_the_registers_writes_nothing() {
    let fixture = Fixture::new("given/zblog");
    let map = fixture.site.read("import.yaml").replace("lawsuit", "lawsuits");
    fixture.site.write("import.yaml", map);
    let before = fixture.site.snapshot(".");
    let run = fixture.site.run(&["import", "--map", "import.yaml", "-r", "site", "--format", "short", "--lang", "en"]);
    assert_eq!(run.status, 1, "{}", run.stderr);
    assert!(run.stderr.contains("import.yaml:5:9:"), "{}", run.stderr);
    assert!(run.stderr.contains("error[SG610]: the register has no topic `lawsuits`"), "{}", run.stderr);
    assert_eq!(fixture.site.snapshot("."), before);
}

#[test]
fn what_is_not_there_or_not_known_cannot_run() {
    let fixture = Fixture::new("given/zblog");
    let fails = |arguments: &[&str], message: &str| {
        let run = fixture.site.run(&[&["import", "-r", "site", "--lang", "en"], arguments].concat());
        assert_eq!(run.status, 2, "{}", run.stderr);
        assert!(run.stderr.contains(message), "{}", run.stderr);
    };
    fails(&["nowhere.sql"], "there is no such file or folder");
    fails(&["--map", "nowhere.yaml"], "there is no such file");
    fails(&["import.yaml"], "not recognised");
    fixture.site.write("empty.yaml", "version: 1\n");
    fails(&["--map", "empty.yaml"], "no source is named");
}

#[test]
fn only_some_records_are_imported() {
    let fixture = Fixture::new("given/zblog");
    fixture.summary(&["--only", "zblog:101", "--only", "/hf/109.html"]);
    let files: Vec<String> = fixture.site.tree("site/content/articles").into_keys().filter(|path| path.ends_with(".md")).collect();
    assert_eq!(files, ["0/101.md", "0/109.md"]);
    fixture.build();
}

#[test]
fn guessed_texts_of_saved_pages_are_drafts() {
    let fixture = Fixture::new("given/html");
    let map = fixture.site.read("import.yaml");
    fixture.site.write("import.yaml", map.replace("topics:\n", "select: auto\ntopics:\n  default: lawsuit\n"));
    let page = "<html><head><title>收到传票先看哪里</title><meta property=\"article:published_time\" content=\"2025-03-01\"></head><body><div><a href=\"/\">首页</a></div>\
                <div><div><p>传票上有开庭的日期和法庭，先把这两样记下来，再看诉状上要求多少。</p><p>答辩期写在应诉通知书上。</p></div></div></body></html>";
    fixture.site.write("mirror/www.lvsuo.example/hf/900.html", page);
    let summary = fixture.summary(&[]);
    let written = Fixture::count(&summary, "written");
    assert_eq!(Fixture::count(&summary, "drafts"), written, "{summary}");
    let article = fixture.file("收到传票先看哪里").unwrap();
    assert_eq!(article.value("draft").as_deref(), Some("true"));
    assert!(article.body.contains("先把这两样记下来") && article.body.contains("答辩期写在应诉通知书上。"), "{}", article.body);
}
