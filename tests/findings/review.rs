//! `review`: what is due, by lawyer; and the record of a review, which changes three values of a file and no other byte.

use std::fs;
use std::os::unix::fs::PermissionsExt;

use crate::support::site::{Run, Site, TODAY};

const PEOPLE: &str = "people:\n  - {id: chen, name: 陈律师, role: 审核律师}\n  - {id: zhou, name: 周律师, role: 审核律师}\n";

fn site() -> Site {
    let site = Site::empty();
    site.run(&["init", "."]);
    site.write("content/people.yaml", PEOPLE);
    for old in ["first-steps-when-overdue", "what-to-bring-to-a-lawyer"] {
        fs::remove_file(site.path(&format!("content/articles/{old}.md"))).unwrap();
    }
    site
}

fn article(site: &Site, slug: &str, title: &str, review: &str) {
    let front = format!("---\ntitle: {title}\ndate: 2026-01-01\ntopics: [overdue]\n{review}---\n\n先看合同。\n");
    site.write(&format!("content/articles/{slug}.md"), &front);
}

/// Three articles: one overdue, one due, one with time left.
fn three() -> Site {
    let site = site();
    article(&site, "late", "甲，乙", "reviewed_by: chen\nreviewed_on: 2026-01-01\nreview_by: 2026-11-01\n");
    article(&site, "soon", "丙", "reviewed_by: 陈律师\nreview_by: 2026-12-01\n");
    article(&site, "fine", "丁", "reviewed_by: zhou\nreview_by: 2027-12-01\n");
    article(&site, "nobody", "戊", "review_by: 2026-11-22\n");
    site
}

fn review(site: &Site, args: &[&str]) -> Run {
    site.run(&[&["review"], args, &["--as-of", TODAY]].concat())
}

#[test]
fn what_is_due_stands_by_lawyer() {
    let site = three();
    let table = "陈律师：过期 1 篇，30 天内到期 1 篇\n\
                 \x20 2026-11-01    -22  late  甲，乙\n\
                 \x20 2026-12-01      8  soon  丙\n\
                 \n\
                 没有写审核律师：过期 1 篇\n\
                 \x20 2026-11-22     -1  nobody  戊\n";
    assert_eq!(review(&site, &["--lang", "zh-CN"]).stdout, table);
    let csv = "\u{feff}审核律师,状态,有效期至,剩余天数,审核日期,slug,标题,文件\r\n\
               陈律师,overdue,2026-11-01,-22,2026-01-01,late,甲，乙,content/articles/late.md\r\n\
               陈律师,due,2026-12-01,8,,soon,丙,content/articles/soon.md\r\n\
               ,overdue,2026-11-22,-1,,nobody,戊,content/articles/nobody.md\r\n";
    assert_eq!(review(&site, &["--csv", "--lang", "zh-CN"]).stdout, csv);
    let json = review(&site, &["--format", "json"]).stdout;
    let first = "{\"lawyer\":\"陈律师\",\"standing\":\"overdue\",\"review_by\":\"2026-11-01\",\"days_left\":-22,\
                 \"reviewed_on\":\"2026-01-01\",\"slug\":\"late\",\"title\":\"甲，乙\",\"file\":\"content/articles/late.md\"}";
    assert_eq!(json.lines().nth(1), Some(format!("{first},").as_str()));
    let site = Site::empty();
    site.run(&["init", "."]);
    assert_eq!(site.run(&["review", "--as-of", "2000-01-01"]).stdout, "No review is overdue or due soon.\n");
}

/// In topics about law an article without a review is wanted, too.
#[test]
fn what_was_never_reviewed_stands_with_the_rest() {
    let site = three();
    article(&site, "never", "己", "");
    article(&site, "half", "庚", "reviewed_by: zhou\n");
    assert!(!review(&site, &[]).stdout.contains("never"));
    site.write("sitegen.yaml", format!("{}editorial: {{legal_topics: [overdue]}}\n", site.read("sitegen.yaml")));
    let table = review(&site, &["--lang", "en"]).stdout;
    let zhou = "周律师: 2 not reviewed\n  ----------         half  庚\n  2027-12-01    373  fine  丁\n";
    assert!(table.starts_with(zhou), "{table}");
    let nobody = "no lawyer named: 1 overdue, 1 not reviewed\n  2026-11-22     -1  nobody  戊\n  ----------         never  己\n";
    assert!(table.ends_with(nobody), "{table}");
}

#[test]
fn a_review_changes_three_values_and_no_other_byte() {
    let site = site();
    let before = "\u{feff}---\r\n# 由编辑填写\r\ntitle: \"甲\"\r\nreview_by: '2026-01-01'   # 一年\r\ntopics: [overdue]\r\ndate: 2025-01-01\r\n---\r\n\r\n正文  \r\n---\r\n尾";
    let after = "\u{feff}---\r\n# 由编辑填写\r\ntitle: \"甲\"\r\nreviewed_by: zhou\r\nreviewed_on: 2026-11-20\r\nreview_by: '2027-11-19'   # 一年\r\ntopics: [overdue]\r\ndate: 2025-01-01\r\n---\r\n\r\n正文  \r\n---\r\n尾";
    site.write("content/articles/a.md", before);
    let path = site.path("content/articles/a.md");
    fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).unwrap();
    let args = ["a", "--by", "周律师", "--on", "2026-11-20", "--until", "2027-11-19"];
    let run = review(&site, &args);
    assert_eq!((run.status, run.stdout.as_str(), run.stderr.as_str()), (0, "content/articles/a.md\n", ""));
    assert_eq!(site.read("content/articles/a.md"), after);
    assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o640);
    assert_eq!(fs::read_dir(path.parent().unwrap()).unwrap().count(), 1, "nothing is left beside it");
    let modified = fs::metadata(&path).unwrap().modified().unwrap();
    assert_eq!(review(&site, &args).stdout, "content/articles/a.md: is so already, nothing was changed\n");
    assert_eq!(fs::metadata(&path).unwrap().modified().unwrap(), modified);
    // The same person is not written anew under another name; by path as well as by slug.
    let by_path = ["content/articles/a.md", "--by", "zhou", "--until", "2028-01-31"];
    assert_eq!(review(&site, &by_path).status, 0);
    assert_eq!(site.read("content/articles/a.md"), after.replace("2026-11-20", TODAY).replace("2027-11-19", "2028-01-31"));
    assert_eq!(site.check(&["-q"]).status, 0);
}

#[test]
fn many_articles_are_recorded_at_once_or_none() {
    let site = three();
    let before = site.snapshot("content");
    let with = |slugs: &[&str]| review(&site, &[slugs, &["--by", "zhou", "--until", "2027-11-01", "--lang", "en"]].concat());
    let unknown = with(&["late", "sooon"]);
    assert!(unknown.status == 2 && unknown.stderr.contains("did you mean soon?"), "{}", unknown.stderr);
    assert_eq!(site.snapshot("content"), before);
    let done = with(&["late", "content/articles/soon.md", "late"]);
    assert_eq!((done.status, done.stdout.as_str()), (0, "content/articles/late.md\ncontent/articles/soon.md\n"), "{}", done.stderr);
    for slug in ["late", "soon"] {
        let text = site.read(&format!("content/articles/{slug}.md"));
        assert!(text.contains("reviewed_by: zhou\n") && text.contains("review_by: 2027-11-01\n"), "{text}");
    }
    let again = with(&["late", "fine"]).stdout;
    assert_eq!(again, "content/articles/fine.md\ncontent/articles/late.md: is so already, nothing was changed\n");
}

#[test]
fn what_would_be_wrong_is_refused_and_nothing_written() {
    let site = three();
    let before = site.read("content/articles/late.md");
    let refused = [
        (&["late", "--by", "chan", "--until", "2027-01-01"][..], "--by chan: is not in people.yaml; did you mean chen?"),
        (&["later", "--by", "chen", "--until", "2027-01-01"], "later: there is no such article; did you mean late?"),
        (&["late", "--by", "chen", "--until", "2027-02-30"], "--until 2027-02-30: the calendar has no such day"),
        (&["late", "--by", "chen", "--on", "2026-11-24", "--until", "2027-01-01"], "--on 2026-11-24: this day has not come yet"),
        (
            &["late", "--by", "chen", "--on", "2026-11-20", "--until", "2026-11-19"],
            "--until 2026-11-19: lies before the day of the review 2026-11-20",
        ),
    ];
    for (args, message) in refused {
        let run = review(&site, args);
        assert_eq!((run.status, run.stderr.as_str()), (2, format!("sitegen: cannot run: {message}\n").as_str()));
    }
    assert_eq!(review(&site, &["late"]).status, 2, "who and until when must be said");
    assert_eq!(site.read("content/articles/late.md"), before);
    site.write("content/articles/odd.md", "---\n{title: 甲, date: 2026-01-01, topics: [overdue]}\n---\n正文\n");
    let odd = review(&site, &["odd", "--by", "chen", "--until", "2027-01-01"]);
    assert_eq!(odd.status, 2);
    assert!(odd.stderr.contains("content/articles/odd.md: the front matter is written in an unusual way"), "{}", odd.stderr);
}

#[test]
fn an_overdue_page_says_so_to_its_readers() {
    let site = three();
    let build = |day: &str| site.run(&["build", "--as-of", day]).status;
    let notice =
        "<strong>审核已过有效期：</strong>本文的审核有效期到<time datetime=\"2026-12-01\">2026年12月1日</time>为止，尚未重新审核";
    assert_eq!(build("2026-12-01"), 0);
    assert!(!site.read("public/articles/soon.html").contains("审核已过有效期"));
    assert_eq!(build("2026-12-02"), 0);
    assert!(site.read("public/articles/soon.html").contains(notice));
}

#[test]
fn only_a_lawyer_reviews() {
    let site = Site::small();
    let people = [
        "{id: li, name: 李编辑, role: 编辑}",
        "{id: chen, name: 陈某, licence: 示例证号}",
        "{id: wang, name: 王某, role: 合伙人律师}",
        "{id: zhou, name: 周律师}",
    ];
    site.write("content/people.yaml", format!("people:\n  - {}\n", people.join("\n  - ")));
    site.write("sitegen.yaml", "title: 债务指南\nbase_url: https://www.example.com/\neditorial: {legal_topics: [overdue]}\n");
    article(&site, "a", "甲", "reviewed_by: li\nreviewed_on: 2026-01-01\n");
    let stderr = site.check(&["--format", "short", "--code", "SG1,SG512"]).stderr;
    let not_a_lawyer = "content/articles/a.md:5:14: warning[SG138]: `li` is no lawyer and cannot be the reviewer\n";
    assert!(stderr.contains(not_a_lawyer) && stderr.contains("warning[SG512]"), "{stderr}");
    assert!(review(&site, &["--lang", "en"]).stdout.contains("1 not reviewed"));
    let refused = review(&site, &["a", "--by", "li", "--until", "2027-01-01"]);
    let message = "sitegen: cannot run: --by li: is no lawyer and cannot review; if they are one, add a `licence`, or a `role` with 律师, in people.yaml first\n";
    assert_eq!((refused.status, refused.stderr.as_str()), (2, message));
    for lawyer in ["chen", "wang", "zhou"] {
        assert_eq!(review(&site, &["a", "--by", lawyer, "--until", "2027-01-01"]).status, 0, "{lawyer}");
        assert_eq!(site.check(&["--format", "short", "--code", "SG1,SG512"]).stderr, "", "{lawyer}");
    }
}
