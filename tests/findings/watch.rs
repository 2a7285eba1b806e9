//! `check --watch`: an editor saves and reads what is wrong now, until there is nothing, or Ctrl-C.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{self, Receiver};
use std::thread;
use std::time::Duration;

use crate::support::site::{Site, TODAY};

/// Longest time that anything may take, on any computer.
const PATIENCE: Duration = Duration::from_secs(60);

/// A check that goes on until the test ends.
struct Watching {
    child: Child,
    lines: Receiver<String>,
}

impl Watching {
    /// Begins to watch a site.
    fn begin(site: &Site, args: &[&str]) -> Watching {
        let mut command = site.interruptible(&[&["check", "--watch", "--as-of", TODAY], args].concat());
        let mut child = command.stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap();
        let (sender, lines) = mpsc::channel();
        let stderr = BufReader::new(child.stderr.take().unwrap());
        thread::spawn(move || stderr.lines().map_while(Result::ok).try_for_each(|line| sender.send(line)));
        Watching { child, lines }
    }

    /// Everything that is printed up to a line that ends like this.
    fn until(&self, end: &str) -> Vec<String> {
        let mut all = Vec::new();
        loop {
            let line = self.lines.recv_timeout(PATIENCE).unwrap_or_else(|e| panic!("{e} after {all:#?}"));
            let is_last = line.ends_with(end);
            all.push(line);
            if is_last {
                return all;
            }
        }
    }
}

impl Drop for Watching {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

const WAITS: &str = "Waiting for the next save; Ctrl-C ends.";

/// An article with so many headings of the first level.
fn headings(count: usize) -> String {
    article(&(0..count).map(|n| format!("# 第{n}问\n\n先看约定。\n\n")).collect::<String>())
}

fn article(body: &str) -> String {
    format!("---\ntitle: 诉讼费由谁交\ndate: 2026-03-09\ntopics: [诉讼费]\n---\n\n{body}\n")
}

#[test]
fn each_save_is_checked_until_there_is_no_finding() {
    let site = Site::with(&article("见[别处](b.md)。"));
    let short = ["--format", "short", "--lang", "en"];
    let dead = "content/articles/a.md:7:7: error[SG204]: the linked article `b.md` does not exist";
    let done = |line: &String| line.starts_with("checked without writing anything, in ");
    for files in [&[][..], &["content/articles/a.md"]] {
        site.write("content/articles/a.md", article("见[别处](b.md)。"));
        let watching = Watching::begin(&site, &[&short, files].concat());
        let first = watching.until(WAITS);
        assert_eq!((first.len(), first[0].as_str(), done(&first[1])), (3, dead, true), "{first:?}");
        site.write("content/articles/a.md", article("先看约定。"));
        let clear = ["", "content/articles/a.md has changed", "No findings.", WAITS];
        assert_eq!(watching.until(WAITS), clear);
        // Another fault, and what another file brings with it.
        site.write("content/articles/a.md", article("见[别处](b.md)。"));
        let again = watching.until(WAITS);
        assert_eq!((&*again[1], &*again[2]), ("content/articles/a.md has changed", dead), "{again:?}");
        site.write("content/articles/b.md", article("另一篇。").replace("由谁交", "怎么退"));
        assert_eq!(watching.until(WAITS), ["", "content/articles/b.md has changed", "No findings.", WAITS]);
        std::fs::remove_file(site.path("content/articles/b.md")).unwrap();
        assert!(watching.until(WAITS).iter().any(|line| line == dead));
    }
}

#[test]
fn a_template_and_a_register_are_watched_too() {
    let site = Site::with(&article("先看约定。"));
    let watching = Watching::begin(&site, &["--lang", "zh-CN"]);
    let waits = "等待下一次保存；按 Ctrl-C 结束。";
    assert_eq!(watching.until(waits), ["0 个错误，0 个警告", "没有发现问题。", waits]);
    site.write("templates/404.html", "<p>{{ site.nothing }}</p>\n");
    let fault = watching.until(waits);
    assert!(fault.iter().any(|line| line.starts_with("错误[SG402]")), "{fault:#?}");
    site.write("templates/404.html", "<p>没有这一页</p>\n");
    watching.until("没有发现问题。");
    watching.until(waits);
    site.write("content/topics.yaml", "topics:\n  - {slug: overdue, title: 逾期后果}\n");
    let unknown = watching.until(waits);
    assert!(unknown.iter().any(|line| line.starts_with("错误[SG112]")), "{unknown:#?}");
}

#[test]
fn an_error_is_printed_and_the_next_save_is_another_chance() {
    let site = Site::with(&article("先看约定。"));
    let watching = Watching::begin(&site, &["--lang", "en", "content/articles/a.md"]);
    watching.until(WAITS);
    std::fs::remove_file(site.path("content/articles/a.md")).unwrap();
    let gone = "sitegen: cannot run: content/articles/a.md: no file or folder in content/ of this site";
    assert!(watching.until(WAITS).iter().any(|line| line == gone));
    site.write("content/articles/a.md", article("先看约定。"));
    watching.until("No findings.");
}

#[test]
fn scripts_read_objects_only() {
    let site = Site::with(&article("先看约定。"));
    let watching = Watching::begin(&site, &["--format", "json"]);
    for body in ["先看约定。", "再看合同。"] {
        site.write("content/articles/a.md", article(body));
        assert!(watching.until("}}")[0].starts_with("{\"summary\":{\"errors\":0,"));
    }
}

#[test]
fn it_ends_when_it_is_interrupted_and_writes_nothing() {
    let site = Site::with(&article("先看约定。"));
    let before = site.snapshot("");
    let mut watching = Watching::begin(&site, &["--lang", "en"]);
    watching.until(WAITS);
    let interrupted = Command::new("kill").args(["-INT", &watching.child.id().to_string()]).status().unwrap();
    assert!(interrupted.success());
    watching.child.wait().unwrap();
    assert!(site.snapshot("") == before);
}

#[test]
fn what_cannot_be_watched_is_refused_at_once() {
    let site = Site::small();
    for args in [&["content/articles/none.md"][..], &["--report", "report.html"], &["--baseline", "b", "--write-baseline"]] {
        assert_eq!(site.check(&[&["--watch"], args].concat()).status, 2, "{args:?}");
    }
}

#[test]
fn the_first_ten_warnings_of_a_code_are_printed_after_each_save() {
    let site = Site::with(&headings(12));
    let watching = Watching::begin(&site, &["--lang", "en", "--code", "SG223"]);
    let counts = |lines: &[String]| {
        let is_warning = |line: &&String| line.starts_with("warning[SG223]");
        (lines.iter().filter(is_warning).count(), lines.iter().find(|line| line.ends_with("--all lists them")).cloned())
    };
    assert_eq!(counts(&watching.until(WAITS)), (10, Some("2 more SG223: --all lists them".to_owned())));
    site.write("content/articles/a.md", headings(13));
    assert_eq!(counts(&watching.until(WAITS)), (10, Some("3 more SG223: --all lists them".to_owned())));
}
