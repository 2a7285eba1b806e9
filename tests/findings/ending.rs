//! How runs end: exit status of every command, `--strict`, `checks:`, `allow:`, formats, the environment.

use crate::support::site::{self as driver, Run, Site, TODAY};

const WARNING: &str = "---\ntitle: 起诉时诉讼费由谁先交？\ndate: 2026-03-09\ntopics: [诉讼费用]\n---\n\n# 由谁交\n\n由原告预交。\n";
const ERROR: &str = "---\ntitle: 起诉时诉讼费由谁先交？\ndate: 2026-03-09\ntopics: [诉讼费用]\n---\n\n见[步骤](b.md)。\n";
const HEADING_ONE: &str = "content/articles/a.md:7:1: warning[SG223]: a level-1 heading in the text is shown as level 2\n";
const NO_ARTICLE: &str = "content/articles/a.md:7:7: error[SG204]: the linked article `b.md` does not exist\n";

/// A run that ended so and printed this to stderr and nothing to stdout.
fn run_with(status: i32, stderr: &str) -> Run {
    Run { status, stdout: String::new(), stderr: stderr.to_owned() }
}

/// The warning site with other front matter or settings.
fn warning_site(front: &str, settings: &str) -> Site {
    let site = Site::with(&WARNING.replacen("---\n\n", &format!("{front}---\n\n"), 1));
    site.write("sitegen.yaml", format!("title: 债务指南\nbase_url: https://www.example.com/\n{settings}"));
    site
}

const SHORT: &[&str] = &["--format", "short"];

#[test]
fn check_and_build_end_with_0_1_or_2() {
    for command in ["check", "build"] {
        let run = |site: &Site, more: &[&str]| site.run(&[&[command, "--as-of", TODAY, "--format", "short"], more].concat());
        assert_eq!(run(&Site::small(), &[]), run_with(0, ""));
        assert_eq!(run(&Site::with(WARNING), &[]), run_with(0, HEADING_ONE));
        assert_eq!(run(&Site::with(WARNING), &["--strict"]), run_with(1, HEADING_ONE));
        assert_eq!(run(&Site::with(ERROR), &[]), run_with(1, NO_ARTICLE));
        // Above a folder of the tests could lie a site of somebody's; above the root of the file system lies nothing.
        let nowhere = driver::run(Site::empty().command(&[command]).current_dir("/"));
        let message = "sitegen: cannot run: no sitegen.yaml here or in a folder above; go to the site's folder, name it with -r, or make a site with `sitegen init DIR`\n";
        assert_eq!((nowhere.status, nowhere.stderr.as_str()), (2, message));
    }
}

#[test]
fn what_cannot_run_ends_with_2_and_says_why() {
    let site = Site::small();
    let cases: &[(&[&str], &str)] = &[
        (&["bild"], "unrecognized subcommand 'bild'"),
        (&["check", "--no-such-flag"], "unexpected argument '--no-such-flag'"),
        (&["check", "--format", "xml"], "invalid value 'xml'"),
        (&["check", "-j", "0"], "invalid value '0'"),
        (&["check", "--as-of", "23.11.2026"], "--as-of 23.11.2026: is not a date such as 2026-03-09"),
        (
            &["check", "-u", "www.example.com"],
            "--base-url www.example.com: is not a whole address such as https://www.example.com/",
        ),
        (&["check", "-c", "other.yaml"], "there is no such settings file"),
        (&["check", "-r", "nowhere"], "there is no such settings file"),
        (&["build", "-o", "content"], "content"),
        (&["list", "everything"], "invalid value 'everything'"),
        (&["list"], "required"),
        (&["explain", "SG999"], "SG999: there is no such code"),
        (&["explain", "SG20"], "SG20: there is no such code"),
        (&["schema", "registers"], "invalid value 'registers'"),
        (&["completions", "cmd"], "invalid value 'cmd'"),
        (&["new", ""], "a title has 1 to 120 visible characters on one line"),
        (&["new", "标题", "--topic", "没有"], "--topic 没有: is not in the register"),
        (&["init", "."], "the folder is not empty; nothing was written"),
    ];
    let before = site.snapshot(".");
    for (args, message) in cases {
        let run = site.run(args);
        assert_eq!(run.status, 2, "{args:?}: {run:?}");
        assert_eq!(run.stdout, "", "{args:?}");
        assert!(run.stderr.contains(message), "{args:?}: {}", run.stderr);
    }
    assert!(site.snapshot(".") == before, "a command that could not run wrote something");
}

#[test]
fn json_says_in_an_object_what_cannot_run() {
    let site = Site::small();
    for (args, part) in [
        (["check", "--format", "json", "--as-of=x"], "--as-of x"),
        (["check", "--format=json", "-r", "nowhere"], "no such settings file"),
        (["check", "--format", "json", "--no-such-flag"], "--no-such-flag"),
    ] {
        let run = site.run(&args);
        let line: serde_json::Value = serde_json::from_str(&run.stderr).unwrap();
        assert!(run.status == 2 && line["error"].as_str().unwrap().contains(part), "{run:?}");
    }
}

#[test]
fn asking_for_help_or_the_version_is_no_failure() {
    let site = Site::empty();
    for args in [&["--help"][..], &["help", "build"], &["build", "-h"], &["--version"]] {
        let run = site.run(args);
        assert_eq!((run.status, run.stderr.as_str()), (0, ""), "{args:?}");
        assert!(!run.stdout.is_empty(), "{args:?}");
    }
    assert_eq!(site.run(&[]).status, 2);
}

#[test]
fn settings_change_what_a_check_is() {
    let run = |settings: &str| warning_site("", settings).check(SHORT);
    assert_eq!(run("checks: {SG223: off}\n"), run_with(0, ""));
    assert_eq!(run("checks: {SG223: warning}\n"), run_with(0, HEADING_ONE));
    assert_eq!(run("checks: {SG223: error}\n"), run_with(1, &HEADING_ONE.replace("warning", "error")));
    assert_eq!(warning_site("", "checks: {SG223: off}\n").check(&["--format", "short", "--strict"]), run_with(0, ""));
}

#[test]
fn an_article_may_accept_a_warning_but_no_error() {
    let allow = |code: &str| format!("allow: [{{code: {code}, reason: 标题沿用原件}}]\n");
    assert_eq!(warning_site(&allow("SG223"), "").check(&["--format", "short", "--strict"]), run_with(0, ""));
    assert_eq!(warning_site(&allow("SG222"), "").check(SHORT), run_with(0, &HEADING_ONE.replace(":7:", ":8:")));
    // What one article accepts, another does not.
    let site = warning_site(&allow("SG223"), "");
    site.write("content/articles/b.md", WARNING.replace("title: ", "title: 再问"));
    assert_eq!(site.check(SHORT), run_with(0, &HEADING_ONE.replace("a.md", "b.md")));
    let site = Site::with(&ERROR.replacen("---\n\n", &format!("{}---\n\n", allow("SG204")), 1));
    let refused = "content/articles/a.md:5:16: error[SG131]: SG204 is an error that must be corrected and cannot be accepted\n";
    assert_eq!(site.check(SHORT), run_with(1, &format!("{refused}{}", NO_ARTICLE.replace(":7:", ":8:"))));
}

#[test]
fn quiet_prints_findings_and_nothing_else() {
    assert_eq!(Site::small().check(&["-q"]), run_with(0, ""));
    let stderr = Site::with(WARNING).check(&["-q"]).stderr;
    assert!(stderr.starts_with("warning[SG223]: ") && stderr.ends_with("0 errors, 1 warning\n"), "{stderr}");
    let json = Site::small().check(&["-q", "--format", "json"]).stderr;
    assert!(json.starts_with("{\"summary\":{\"errors\":0,"), "{json}");
}

#[test]
fn json_has_every_key_and_the_summary_last() {
    let site = Site::with(ERROR);
    site.write("content/articles/sub/a.md", WARNING.replace("title: ", "title: 再问"));
    let stderr = site.try_build(&["--format", "json"]).stderr;
    let lines: Vec<&str> = stderr.lines().collect();
    let expected = [
        "{\"code\":\"SG204\",\"severity\":\"error\",\"file\":\"content/articles/a.md\",\"line\":7,\"column\":7,\"end_line\":7,\"end_column\":11,\
         \"message\":\"the linked article `b.md` does not exist\",\
         \"help\":\"check the file name and the folder; the path starts from this file's folder, such as court-fee-who-pays.md\"}",
        "{\"code\":\"SG125\",\"severity\":\"error\",\"file\":\"content/articles/sub/a.md\",\"line\":1,\"column\":1,\"end_line\":1,\"end_column\":4,\
         \"message\":\"the slug `a` is already used by another article\",\"help\":\"rename one of the files, or give it another slug\",\
         \"related\":[{\"file\":\"content/articles/a.md\",\"line\":1,\"message\":\"the other one is here\"}]}",
        "{\"code\":\"SG223\",\"severity\":\"warning\",\"file\":\"content/articles/sub/a.md\",\"line\":7,\"column\":1,\"end_line\":7,\"end_column\":6,\
         \"message\":\"a level-1 heading in the text is shown as level 2\",\
         \"help\":\"use ## instead of #; the title in the front matter is the only level-1 heading\"}",
    ];
    assert_eq!(lines[..lines.len() - 1], expected);
    let summary = lines[lines.len() - 1];
    let start = "{\"summary\":{\"errors\":2,\"warnings\":1,\"pages\":0,\"written\":0,\"unchanged\":0,\"removed\":0,\"elapsed_ms\":";
    assert!(summary.starts_with(start) && summary.ends_with("}}"), "{summary}");
}

#[test]
fn github_gets_one_command_a_finding_and_no_other_line() {
    let run = Site::with(ERROR).check(&["--format", "github"]);
    let expected = "::error file=content/articles/a.md,line=7,col=7,endLine=7,endColumn=11,title=SG204::the linked article `b.md` does not exist\
                    %0Acheck the file name and the folder; the path starts from this file's folder, such as court-fee-who-pays.md\n";
    assert_eq!(run, run_with(1, expected));
}

/// What `check` says in an environment.
fn run_in(site: &Site, variables: &[(&str, &str)], args: &[&str]) -> Run {
    site.run_with(variables, &[&["check", "--as-of", TODAY], args].concat())
}

#[test]
fn variables_stand_for_flags_and_flags_come_first() {
    let site = Site::with(WARNING);
    assert_eq!(run_in(&site, &[("SITEGEN_FORMAT", "short")], &[]), run_with(0, HEADING_ONE));
    assert_eq!(run_in(&site, &[("SITEGEN_FORMAT", "json"), ("SITEGEN_LANG", "zh-CN")], SHORT).stderr.lines().count(), 1);
    assert_eq!(run_in(&site, &[("SITEGEN_STRICT", "1")], SHORT), run_with(1, HEADING_ONE));
    assert_eq!(run_in(&site, &[("SITEGEN_STRICT", "0")], SHORT), run_with(0, HEADING_ONE));
    assert_eq!(run_in(&site, &[("SITEGEN_STRICT", "false")], SHORT), run_with(0, HEADING_ONE));
    let zh = "content/articles/a.md:7:1: warning[SG223]: 正文里的一级标题会当作二级标题显示\n";
    for variables in [&[("SITEGEN_LANG", "zh-CN")], &[("LANG", "zh_CN.UTF-8")], &[("LC_ALL", "zh_TW.UTF-8")]] {
        assert_eq!(run_in(&site, variables, SHORT), run_with(0, zh), "{variables:?}");
    }
    assert_eq!(run_in(&site, &[("LANG", "zh_CN.UTF-8")], &["--format", "short", "--lang", "en"]), run_with(0, HEADING_ONE));
    let root = site.root().to_str().unwrap();
    assert_eq!(Site::empty().run_with(&[("SITEGEN_ROOT", root), ("SITEGEN_AS_OF", TODAY)], &["check", "-q"]).status, 0);
    assert_eq!(run_in(&site, &[("SITEGEN_BASE_URL", "nonsense")], SHORT).status, 2);
}

#[test]
fn an_empty_variable_is_none() {
    let names = [
        "ROOT", "CONFIG", "OUTPUT_DIR", "BASE_URL", "DRAFTS", "FUTURE", "STRICT", "AS_OF", "FORMAT", "LANG", "JOBS", "QUIET",
        "VERBOSE",
    ];
    let names: Vec<String> = names.iter().map(|n| format!("SITEGEN_{n}")).collect();
    let variables: Vec<(&str, &str)> = names.iter().map(|n| (n.as_str(), "")).chain([("SOURCE_DATE_EPOCH", "")]).collect();
    assert_eq!(run_in(&Site::with(WARNING), &variables, SHORT), run_with(0, HEADING_ONE));
    assert_eq!(Site::small().run_with(&variables, &["check", "-q"]), run_with(0, ""));
}

#[test]
fn colour_is_for_terminals_unless_it_is_forced_or_forbidden() {
    let site = Site::with(WARNING);
    let coloured = |variables: &[(&str, &str)], args: &[&str]| run_in(&site, variables, args).stderr.contains('\u{1b}');
    assert!(!coloured(&[], &[]));
    assert!(coloured(&[("CLICOLOR_FORCE", "1")], &[]));
    assert!(!coloured(&[("CLICOLOR_FORCE", "0")], &[]));
    assert!(!coloured(&[("CLICOLOR_FORCE", "1"), ("NO_COLOR", "1")], &[]));
    assert!(!coloured(&[("CLICOLOR_FORCE", "1")], SHORT));
}

#[test]
fn on_github_findings_are_annotations_unless_a_format_is_asked_for() {
    let site = Site::with(WARNING);
    let actions = [("GITHUB_ACTIONS", "true"), ("CI", "true")];
    assert!(run_in(&site, &actions, &[]).stderr.starts_with("::warning file=content/articles/a.md,line=7,col=1,"));
    assert_eq!(run_in(&site, &actions, SHORT), run_with(0, HEADING_ONE));
    assert!(run_in(&site, &[("GITHUB_ACTIONS", "false")], &[]).stderr.starts_with("warning[SG223]"));
}

#[test]
fn the_day_is_as_of_then_the_epoch_variable_then_the_clock() {
    let dated = |date: &str| Site::with(&WARNING.replace("2026-03-09", date).replace("# 由谁交\n\n", ""));
    let state = |site: &Site, variables: &[(&str, &str)], args: &[&str]| {
        let run = site.run_with(variables, &[&["list", "articles"], args].concat());
        run.stdout.split('\t').find(|cell| ["published", "future"].contains(cell)).unwrap_or(&run.stderr).to_owned()
    };
    let site = dated("2026-03-10");
    // 2026-03-09 15:59:59 UTC is one second before midnight in China.
    assert_eq!(state(&site, &[("SOURCE_DATE_EPOCH", "1773071999")], &[]), "future");
    assert_eq!(state(&site, &[("SOURCE_DATE_EPOCH", "1773072000")], &[]), "published");
    assert_eq!(state(&site, &[("SOURCE_DATE_EPOCH", "1773072000")], &["--as-of", "2026-03-09"]), "future");
    assert_eq!(state(&site, &[("SITEGEN_AS_OF", "2026-03-09"), ("SOURCE_DATE_EPOCH", "1773072000")], &[]), "future");
    assert_eq!(state(&dated("2000-01-01"), &[], &[]), "published");
    assert_eq!(state(&dated("2199-01-01"), &[], &[]), "future");
    let wrong = site.run_with(&[("SOURCE_DATE_EPOCH", "yesterday")], &["check"]);
    assert_eq!(wrong, run_with(2, "sitegen: cannot run: SOURCE_DATE_EPOCH=yesterday: must be seconds since 1970\n"));
}
