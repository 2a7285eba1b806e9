//! What `check` and `build` print of many findings: `--all`, `--code`, and the page of a job of GitHub Actions.

use std::fs;

use crate::support::site::{self as driver, Run, Site, TODAY};

/// A site with twelve warnings SG223 and one SG217.
fn site_with_warnings() -> Site {
    let site = Site::small();
    for n in 0..12 {
        let empty = if n == 0 { "见[](https://www.npc.gov.cn/)。" } else { "由原告预交。" };
        let text =
            format!("---\ntitle: 第{n}个问题怎么办？\ndate: 2026-03-09\ntopics: [诉讼费用]\n---\n\n# 由谁交\n\n{n}{empty}\n");
        site.write(&format!("content/articles/a{n:02}.md"), text);
    }
    site
}

/// The lines of a run that start with a word.
fn count(run: &Run, word: &str) -> usize {
    run.stderr.lines().filter(|line| line.starts_with(word)).count()
}

const TABLE: &str = "\
code   severity  count  files  meaning
SG217  error         1      1  this link has no text or no address
SG223  warning      12     12  a level-1 heading in the text is shown as level 2

1 error, 12 warnings
";

#[test]
fn a_check_lists_ten_warnings_of_a_code_and_counts_all() {
    let site = site_with_warnings();
    let run = site.check(&[]);
    assert_eq!((run.status, count(&run, "warning[SG223]"), count(&run, "error[SG217]")), (1, 10, 1));
    assert!(run.stderr.contains("\n2 more SG223: --all lists them\n\n"), "{}", run.stderr);
    assert!(run.stderr.contains(TABLE), "{}", run.stderr);
    let all = site.check(&["--all"]);
    assert_eq!(count(&all, "warning[SG223]"), 12);
    assert!(all.stderr.contains(TABLE) && !all.stderr.contains("--all"), "{}", all.stderr);
    let built = site.run(&["build", "--as-of", TODAY, "--lang", "zh-CN"]);
    assert_eq!(count(&built, "警告[SG223]"), 10);
    assert!(built.stderr.contains("另有 2 处 SG223，用 --all 全部列出\n"), "{}", built.stderr);
    assert!(built.stderr.ends_with("1 个错误，12 个警告\n没有写任何文件，上次生成的网站保持不变。\n"), "{}", built.stderr);
}

#[test]
fn codes_choose_what_is_printed_and_nothing_else() {
    let site = site_with_warnings();
    let one = site.check(&["--code", "SG217", "--format", "short"]);
    assert_eq!((one.status, one.stderr.lines().count(), count(&one, "content/articles/a00.md:9:3: error[SG217]")), (1, 1, 1));
    let two = site.check(&["--code", "SG223,sg5", "--format", "json"]);
    assert_eq!((two.status, count(&two, "{\"code\":\"SG223\"")), (1, 12));
    assert!(two.stderr.contains("{\"summary\":{\"errors\":1,\"warnings\":12,"), "{}", two.stderr);
    for (code, nearest) in [("SG7", ""), ("SG2O4", "; did you mean SG204?")] {
        let none = site.check(&["--code", code]);
        let why = "no code starts like this (sitegen explain lists them); write SG551, or only a start, such as SG2";
        assert_eq!((none.status, none.stderr), (2, format!("sitegen: cannot run: --code {code}: {why}{nearest}\n")));
    }
}

#[test]
fn github_shows_the_table_on_the_page_of_the_job() {
    let site = site_with_warnings();
    let page = site.path("summary.md");
    fs::write(&page, "of another step\n").unwrap();
    let run = |args: &[&str]| driver::run(site.command(args).env("GITHUB_STEP_SUMMARY", &page));
    let github = run(&["check", "--as-of", TODAY, "--format", "github"]);
    assert_eq!((count(&github, "::error "), count(&github, "::warning "), github.status), (1, 10, 1));
    assert!(github.stderr.starts_with("::error "), "{}", github.stderr);
    let table = "of another step\n### sitegen: 1 error, 12 warnings\n\n\
                 | code | severity | count | files | meaning |\n| --- | --- | ---: | ---: | --- |\n\
                 | SG217 | error | 1 | 1 | this link has no text or no address |\n\
                 | SG223 | warning | 12 | 12 | a level-1 heading in the text is shown as level 2 |\n\n";
    assert_eq!(fs::read_to_string(&page).unwrap(), table);
    run(&["check", "--as-of", TODAY]);
    assert_eq!(fs::read_to_string(&page).unwrap(), table);
    let nowhere = site.path("no/summary.md");
    let failed = driver::run(site.command(&["check", "--as-of", TODAY, "--format", "github"]).env("GITHUB_STEP_SUMMARY", &nowhere));
    assert!(failed.status == 2 && failed.stderr.contains(&format!("{}: ", nowhere.display())), "{}", failed.stderr);
}
