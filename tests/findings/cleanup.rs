//! A library with many old findings: the baseline survives mending, moving and git; changed files leave nothing grave; the work is
//! assigned, and its progress is counted.

use std::process::Command;

use crate::support::site::{Site, TODAY};

const FRONT: &str = "date: 2026-01-01\ntopics: [overdue]";
/// A finding of wording, which is grave, and one of structure, which is not.
const PROMISE: &str = "我们保证减免全部利息，百分之百成功。";
const PICTURE: &str = "先看图![](p.png)。";

/// The small site with a picture to show.
fn small() -> Site {
    let site = Site::small();
    site.write("content/articles/p.png", b"\x89PNG\r\n\x1A\n\0\0\0\rIHDR\0\0\x02\x80\0\0\x01h");
    site
}

/// Runs git in the folder of a site at noon of a day; nothing if there is no git.
fn git(site: &Site, day: &str, arguments: &[&str]) -> String {
    let mut git = Command::new("git");
    git.args(["-c", "user.name=a", "-c", "user.email=a@example.com", "-c", "core.hooksPath=/dev/null"]).args(arguments);
    git.env("GIT_CONFIG_GLOBAL", "/dev/null").env("GIT_CONFIG_NOSYSTEM", "1").current_dir(site.root());
    let noon = format!("{day}T12:00:00+0800");
    let run = git.env("GIT_COMMITTER_DATE", &noon).env("GIT_AUTHOR_DATE", &noon).output().expect("git");
    assert!(run.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&run.stderr));
    String::from_utf8(run.stdout).unwrap()
}

fn commit(site: &Site, day: &str) {
    git(site, day, &["add", "-A"]);
    git(site, day, &["commit", "-qm", "step"]);
}

/// The lines of a check against the baseline.
fn new_findings(site: &Site, arguments: &[&str]) -> (i32, Vec<String>) {
    let run = site.check(&[&["--format", "short", "--lang", "en", "--strict", "--baseline", "baseline"], arguments].concat());
    let places = run.stderr.lines().map(|line| line.split("]: ").next().unwrap().to_owned()).collect();
    (run.status, places)
}

#[test]
fn mending_and_moving_make_no_finding_new() {
    let site = small();
    site.article(
        "101",
        FRONT,
        &format!("怎么办?{PICTURE}\n\n## 101的标题\n\n这是什么?逾期的后果,要看合同。\n\n- [看图?![](p.png)](b.md)"),
    );
    site.article("b", FRONT, PICTURE);
    let title = "---\ntitle: 逾期，怎么办？\ndate: 2026-01-01\ntopics: [overdue]\n---\n\n逾期,怎么办?\n\n先看合同。\n";
    site.write("content/articles/102.md", title);
    assert_eq!(new_findings(&site, &["--write-baseline"]), (0, vec![]));
    assert!(site.read("baseline/000.tsv").contains("102\tSG564\t1\t逾怎么办\n"), "{}", site.read("baseline/000.tsv"));
    let files: Vec<String> = site.tree("baseline").into_keys().collect();
    assert_eq!(files.len(), 2, "{files:?}");
    assert_eq!(files[0], "000.tsv");
    let before = site.tree("baseline");
    assert_eq!(site.run(&["fix", "-q"]).stdout, "content/articles/101.md\ncontent/articles/102.md\n");
    assert!(site.read("content/articles/102.md").contains("逾期，怎么办？\n\n先"), "{}", site.read("content/articles/102.md"));
    let text = site.read("content/articles/101.md");
    assert!(text.contains("怎么办？"), "{text}");
    site.remove("content/articles/101.md");
    site.remove("content/articles/b.md");
    site.write("content/articles/0/101.md", text.replace("p.png", "../p.png").replace("b.md", "../b/b.md"));
    site.article("b/b", FRONT, &PICTURE.replace("p.png", "../p.png"));
    assert_eq!(new_findings(&site, &[]).1, Vec::<String>::new());
    assert_eq!(site.tree("baseline"), before);
    // What was mended goes; a part without rows stays, because git cannot merge one that is gone.
    site.article("b/b", FRONT, "没有图。");
    assert_eq!(new_findings(&site, &["--update-baseline"]), (0, vec![]));
    let after = site.tree("baseline");
    assert_eq!(after.keys().collect::<Vec<_>>(), before.keys().collect::<Vec<_>>());
    assert_eq!(String::from_utf8(after[&files[1]].clone()).unwrap().lines().count(), 1);
}

#[test]
fn a_baseline_of_an_older_version_is_used_and_rewritten() {
    let site = small();
    site.article("0/101", FRONT, PICTURE.replace("p.png", "../p.png").as_str());
    let opening = "# sitegen baseline: file, code, count, words. Only `sitegen check --update-baseline` changes it.";
    site.write("baseline.tsv", format!("{opening}\ncontent/articles/0/101.md\tSG222\t1\t![](../p.png)\n"));
    let strict = ["--format", "short", "--strict", "--baseline", "baseline.tsv"];
    assert_eq!((site.check(&strict).status, site.check(&strict).stderr.as_str()), (0, ""));
    let run = site.run(&["baseline", "--lang", "en"]);
    assert_eq!((run.status, run.stdout.as_str()), (0, "baseline: 1 old findings, files: 1\n"), "{}", run.stderr);
    assert_eq!(site.read("baseline/000.tsv").lines().nth(1), Some("101\tSG222\t1\tppng"));
    assert_eq!(new_findings(&site, &[]), (0, vec![]));
    let refused = site.run(&["baseline", "--lang", "en"]);
    assert_eq!(
        (refused.status, refused.stderr.as_str()),
        (2, "sitegen: cannot run: baseline: already exists; nothing was written\n")
    );
    site.remove("baseline.tsv");
    assert_eq!(site.run(&["baseline"]).status, 0);
    assert_eq!(site.run(&["baseline", "nowhere"]).status, 2);
}

/// Two editors mend neighbouring articles, and each makes a new finding that nothing accepts.
#[test]
fn git_merges_the_baselines_of_two_branches() {
    let site = small();
    for slug in ["101", "102", "103", "104"] {
        site.article(slug, FRONT, &format!("{PICTURE}\n\n{PICTURE}"));
    }
    assert_eq!(new_findings(&site, &["--write-baseline"]), (0, vec![]));
    site.write(".gitattributes", "baseline/*.tsv merge=sitegen\n");
    git(&site, TODAY, &["init", "-q", "-b", "main"]);
    let program = crate::support::site::PROGRAM;
    git(&site, TODAY, &["config", "merge.sitegen.driver", &format!("{program} baseline merge %O %A %B")]);
    commit(&site, TODAY);
    let mend = |mended: &[(&str, &str)]| {
        for (slug, body) in mended {
            site.article(slug, FRONT, body);
        }
        new_findings(&site, &["--update-baseline"])
    };
    git(&site, TODAY, &["switch", "-qc", "one"]);
    assert_eq!(mend(&[("101", "没有图。"), ("102", PICTURE)]).0, 0);
    site.article("104", FRONT, &format!("{PICTURE}\n\n{PICTURE}\n\n{PROMISE}"));
    commit(&site, TODAY);
    git(&site, TODAY, &["switch", "-q", "main"]);
    git(&site, TODAY, &["switch", "-qc", "two"]);
    assert_eq!(mend(&[("102", PICTURE), ("103", "没有图。")]).0, 0);
    site.article("105", FRONT, PICTURE);
    commit(&site, TODAY);
    git(&site, TODAY, &["merge", "-q", "--no-edit", "one"]);
    let rows = ["102\tSG222\t1\tppng", "104\tSG222\t2\tppng"];
    assert_eq!(site.read("baseline/000.tsv").lines().skip(1).collect::<Vec<_>>(), rows);
    let (status, found) = new_findings(&site, &[]);
    let expected = ["content/articles/104.md:11:3: warning[SG540", "content/articles/105.md:7:4: warning[SG222"];
    assert_eq!(
        (status, found.iter().map(String::as_str).filter(|line| !line.contains("SG541")).collect::<Vec<_>>()),
        (1, expected.to_vec())
    );
    // A version with conflict markers stays as it is, and git says so.
    site.write("ours", "<<<<<<< HEAD\n");
    site.write("empty", "");
    let refused = site.run(&["baseline", "merge", "empty", "ours", "empty", "--lang", "en"]);
    assert_eq!((refused.status, site.read("ours").as_str()), (2, "<<<<<<< HEAD\n"), "{}", refused.stderr);
}

#[test]
fn a_changed_file_has_nothing_grave_left() {
    let site = small();
    for slug in ["101", "102", "103"] {
        site.article(slug, FRONT, &format!("{PROMISE}\n\n{PICTURE}"));
    }
    assert_eq!(new_findings(&site, &["--write-baseline"]).0, 0);
    git(&site, TODAY, &["init", "-q", "-b", "main"]);
    commit(&site, TODAY);
    let base = &["--base", "main"];
    let (status, _) = new_findings(&site, base);
    assert_eq!(status, 2, "the settings do not ask for it");
    site.write("sitegen.yaml", site.read("sitegen.yaml") + "ratchet: touched\n");
    commit(&site, TODAY);
    assert_eq!(new_findings(&site, base), (0, vec![]));
    // A file that only moves is not changed; one that git does not know yet is.
    git(&site, TODAY, &["switch", "-qc", "mend"]);
    site.write("content/articles/p2.png", site.tree("content/articles")["p.png"].clone());
    git(&site, TODAY, &["mv", "content/articles/103.md", "content/articles/moved.md"]);
    git(&site, TODAY, &["mv", "content/articles/moved.md", "content/articles/103.md"]);
    site.article("102", FRONT, &format!("{PROMISE}改过。\n\n{PICTURE}"));
    site.article("104", FRONT, "我们保证减免。");
    let (status, found) = new_findings(&site, base);
    assert_eq!(status, 1);
    assert!(!found.is_empty() && found.iter().all(|line| line.contains(": error[SG54")), "{found:?}");
    assert!(found.iter().any(|line| line.contains("/102.md")) && found.iter().any(|line| line.contains("/104.md")), "{found:?}");
    let people = site.check(&["--lang", "zh-CN", "--baseline", "baseline", "--base", "main"]);
    let sentence = "改过的文件里还有 2 个有法律、事实、用语的问题，要先改正（ratchet: touched）";
    assert!(people.stderr.contains(sentence), "{}", people.stderr);
    // The picture without a description may stay.
    site.article("102", FRONT, PICTURE);
    site.article("104", FRONT, "依照约定。");
    assert_eq!(new_findings(&site, base), (0, vec![]));
    assert_eq!(site.run(&["build", "--as-of", TODAY, "-q", "--base", "main", "--baseline", "baseline"]).status, 0);
    let unknown = site.check(&["--lang", "en", "--base", "nowhere"]);
    assert!(unknown.status == 2 && unknown.stderr.starts_with("sitegen: cannot run: git: "), "{}", unknown.stderr);
}

#[test]
fn the_history_of_the_baseline_tells_when_it_ends() {
    let site = small();
    for slug in 101..111 {
        site.article(&slug.to_string(), FRONT, PICTURE);
    }
    git(&site, "2026-10-05", &["init", "-q", "-b", "main"]);
    let old = ["--format", "short", "--strict", "--baseline", "baseline.tsv"];
    assert_eq!(site.check(&[&old[..], &["--write-baseline"]].concat()).status, 0);
    commit(&site, "2026-10-05");
    assert_eq!(site.run(&["baseline"]).status, 0);
    site.remove("baseline.tsv");
    commit(&site, "2026-10-14");
    for (day, mended) in [("2026-10-21", 101..105), ("2026-11-11", 105..107)] {
        mended.for_each(|slug: i32| site.article(&slug.to_string(), FRONT, "没有图。"));
        assert_eq!(new_findings(&site, &["--update-baseline"]), (0, vec![]));
        commit(&site, day);
    }
    let weeks = |arguments: &[&str]| site.run(&[&["report", "--weeks", "--as-of", "2026-11-16"], arguments].concat());
    let run = weeks(&["--lang", "zh-CN"]);
    let expected = "旧问题从 2026-10-05 的 10 处到现在的 4 处；最近每周减少 1.0 处，照这个速度在2026年12月清完\n\n\
                    一周开始    还有  减少\n\
                    2026-10-05    10\n\
                    2026-10-12    10     0\n\
                    2026-10-19     6     4\n\
                    2026-10-26     6     0\n\
                    2026-11-02     6     0\n\
                    2026-11-09     4     2\n\
                    2026-11-16     4     0\n\n\
                    编号   开始  现在  每周减少        清完  说明\n\
                    SG222    10     4       1.0  2026年12月  图片「…」没有说明文字\n";
    assert_eq!((run.status, run.stdout.as_str()), (0, expected), "{}", run.stderr);
    let json: serde_json::Value = serde_json::from_str(&weeks(&["--format", "json"]).stdout).unwrap();
    assert_eq!((json["total"]["end"].as_str(), json["weeks"].as_array().map(Vec::len)), (Some("2026-12-14"), Some(7)));
    assert_eq!(weeks(&["--save", "weeks.txt", "--lang", "zh-CN"]).stdout, "");
    assert_eq!(site.read("weeks.txt"), expected);
    let report = site.check(&["--as-of", "2026-11-16", "--baseline", "baseline", "--report", "report.html", "--lang", "zh-CN"]);
    assert_eq!(report.status, 2, "the day is given twice");
    let report = ["check", "--as-of", "2026-11-16", "--baseline", "baseline", "--report", "report.html", "--lang", "zh-CN", "-q"];
    assert_eq!(site.run(&report).status, 0);
    let page = site.read("report.html");
    assert!(page.contains("<polyline points=\"0,0 116,0 233,80 350,80 466,80 583,120 700,120\""), "{page}");
    assert!(page.contains("照这个速度在2026年12月清完") && !page.contains("<script"));
    std::fs::remove_dir_all(site.path(".git")).unwrap();
    assert_eq!(weeks(&[]).status, 2);
    assert_eq!(site.run(&report).status, 0);
}

#[test]
fn work_is_assigned_and_what_is_done_is_computed() {
    let site = small();
    site.write("content/people.yaml", "people:\n  - {id: a, name: 甲编辑, role: 编辑}\n  - {id: b, name: 乙编辑, role: 编辑}\n");
    for slug in 101..107 {
        site.article(&slug.to_string(), FRONT, &format!("{PROMISE}{slug}"));
    }
    let work = |arguments: &[&str]| site.run(&[&["work"], arguments, &["--as-of", TODAY, "--lang", "zh-CN"]].concat());
    assert_eq!(work(&[]).stdout, "还没有分配文章；用 sitegen work assign 分配\n");
    // A table of decisions: the first two are a group, the fourth does not stay, the fifth is no article.
    site.write(
        "triage.csv",
        "\u{feff}address,title,date,letters,views,reasons,group,proposal,target,decision,target2,note\r\n\
         /articles/101.html,,,,,,1,,,keep,,\r\n/articles/103.html,,,,,,,,,,,\r\n/articles/102.html,,,,,,1,,,,,\r\n\
         /articles/104.html,,,,,,,,,gone,,过时\r\n/articles/999.html,,,,,,,,,,,\r\n",
    );
    let assigned = work(&["assign", "--from", "triage.csv", "--to", "甲编辑,b", "--due", "2026-11-20"]);
    let said = "a：2 篇\nb：1 篇\n2 行不用分配：已经决定不保留，或者没有这篇文章\n";
    assert_eq!((assigned.status, assigned.stdout.as_str()), (0, said), "{}", assigned.stderr);
    site.write("slugs.txt", "# 一行一个\n105\n103\ncontent/articles/106.md\n");
    let assigned = work(&["assign", "--from", "slugs.txt", "--to", "a,b", "--code", "SG222,review"]);
    assert_eq!(assigned.stdout, "a：1 篇\nb：1 篇\n已经分配过的 1 篇不动\n", "{}", assigned.stderr);
    let rows = "101\ta\t2026-11-23\t2026-11-20\n102\ta\t2026-11-23\t2026-11-20\n103\tb\t2026-11-23\t2026-11-20\n\
                105\ta\t2026-11-23\t\tSG222,review\n106\tb\t2026-11-23\t\tSG222,review\n";
    assert_eq!(site.read("work.tsv").split_once('\n').unwrap().1, rows);
    assert_eq!(
        work(&[]).stdout,
        "谁  分到  完成  还有  过期  找不到\na      3     0     3     2       0\nb      2     0     2     1       0\n"
    );
    // One is mended, one is withdrawn, one is merged into another.
    site.article("101", FRONT, "依照约定。");
    site.article("102", &format!("{FRONT}\nwithdrawn: {{on: 2026-11-01, reason: 过时}}"), "依照约定。");
    site.remove("content/articles/103.md");
    assert_eq!(work(&[]).stdout.lines().nth(2), Some("b      2     0     2     1       1"));
    site.write("urls.tsv", "/articles/103.html\tredirect\t/articles/101.html\t\n");
    assert_eq!(
        work(&[]).stdout,
        "谁  分到  完成  还有  过期  找不到\na      3     2     1     0       0\nb      2     1     1     0       0\n"
    );
    let next = work(&["next", "--by", "a"]).stdout;
    let expected =
        "105  105的标题\ncontent/articles/105.md\n/articles/105.html\n\n要改正（SG222）：0 处；还要律师审核：sitegen review\n";
    assert!(next.starts_with(expected) && next.contains("[SG540]") && !next.contains('*'), "{next}");
    let json = work(&["--format", "json"]).stdout;
    assert!(
        json.contains(r#""slug":"103","who":"b","given":"2026-11-23","due":"2026-11-20","codes":[],"state":"merged","done":true"#),
        "{json}"
    );
    site.write("urls.tsv", "/articles/103.html\tgone\t\t过时\n");
    assert!(work(&["--csv"]).stdout.contains("103,b,2026-11-23,2026-11-20,,gone,true,0,false"));
    let refused = |arguments: &[&str]| work(arguments).stderr;
    assert!(refused(&["assign", "--from", "slugs.txt", "--to", "丙"]).contains("--to 丙: 不在 people.yaml 里"));
    assert!(refused(&["assign", "--from", "slugs.txt", "--to", "a", "--code", "SG999"]).contains("--code SG999: 没有这个编号"));
    site.write("slugs.txt", "1055\n");
    assert!(refused(&["assign", "--from", "slugs.txt", "--to", "a"]).contains("1055: 没有这篇文章"));
    site.write("work.tsv", "101\n");
    assert!(refused(&[]).contains("work.tsv:1: 要有 slug 和负责人两栏，用制表符隔开"));
}
