//! An import that is killed at any moment, and at every write, goes on where it was, and ends as one that was not.
//!
//! `SITEGEN_STOPS=100 cargo test --test program import::stopped` kills 100 imports of 3,000 records up to three times each, and small
//! imports at each of their writes; by default five of 300 records, and small ones at every ninth write.

use std::process::{Command, Stdio};
use std::time::Instant;

use super::fixture::{DAY, Fixture};
use crate::support::library::random::Random;
use crate::support::site::{Site, Tree, is_possible};

/// How many imports are killed.
fn stops() -> u32 {
    std::env::var("SITEGEN_STOPS").ok().and_then(|n| n.parse().ok()).unwrap_or(5)
}

/// A dump of many records that link to each other, some of which are held.
fn dump(records: u32) -> String {
    let given = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/import/given/zblog/backup.sql")).unwrap();
    let start = given.find("INSERT INTO `zbp_post` VALUES ").unwrap();
    let end = start + given[start..].find(";\nUNLOCK TABLES;").unwrap();
    let row = |id: u32| {
        let other = 1_000 + (id * 7 + 3) % records;
        let number = if id.is_multiple_of(50) { "号码是13800138000。" } else { "" };
        let body = format!(
            "<p>第{id}篇的正文。{number}怎么开口可以看<a href=\"{{#ZC_BLOG_HOST#}}hf/{other}.html\">第{other}篇</a>。</p><p>短信不要删。</p>"
        );
        format!("({id},1,1,'',0,0,'',0,0,'第{id}篇','','{body}',1672537205,1672537205,1672537205,0,31,'','')")
    };
    let rows: Vec<String> = (1_000..1_000 + records).map(row).collect();
    format!("{}INSERT INTO `zbp_post` VALUES {}{}", &given[..start], rows.join(","), &given[end..])
}

fn fixture(dump: &str) -> Fixture {
    let fixture = Fixture::new("given/zblog");
    fixture.site.write("backup.sql", dump);
    fixture
}

fn result(fixture: &Fixture) -> Tree {
    fixture.site.tree("site")
}

fn assert_same(expected: &Tree, found: &Tree, what: &str) {
    let differs = expected.keys().chain(found.keys()).find(|path| expected.get(*path) != found.get(*path));
    assert_eq!(differs, None, "{what}");
}

/// Runs a command and kills it at a moment between its start and `time`.
fn kill(fixture: &Fixture, arguments: &[&str], time: std::time::Duration, random: &mut Random) {
    let mut child = fixture.site.command(arguments).stderr(Stdio::null()).spawn().unwrap();
    let moment = random.below(1_000);
    std::thread::sleep(time * u32::try_from(moment).unwrap() / 1_000);
    child.kill().unwrap();
    child.wait().unwrap();
}

#[test]
fn decisions_that_are_killed_at_any_moment() {
    let dump = dump(300);
    let table = (1_000..1_300_u32).step_by(3).map(|id| match id % 4 {
        0 => format!("/hf/{id}.html,,,,,,,,,gone,,过时\r\n"),
        1 => format!("/hf/{id}.html,,,,,,,,,draft,,\r\n"),
        2 => format!("/hf/{id}.html,,,,,,,,,redirect,/hf/1001.html,\r\n"),
        _ => format!("/hf/{id}.html,,,,,,,,,withdraw,,正在改写\r\n"),
    });
    // Held records cannot be drafts.
    let table: String = table.filter(|row| !row.contains("00.html") && !row.contains("50.html")).collect();
    let table = format!("address,title,date,letters,views,reasons,group,proposal,target,decision,target2,note\r\n{table}");
    let fixture = || {
        let fixture = fixture(&dump);
        fixture.site.write("filled.csv", &table);
        fixture.summary(&[]);
        fixture
    };
    let decide = ["import", "--decisions", "filled.csv", "-r", "site", "--as-of", DAY, "--lang", "en", "--format", "short"];
    let whole = fixture();
    let started = Instant::now();
    let run = whole.site.run(&decide);
    let time = started.elapsed();
    assert_eq!(run.status, 0, "{}", run.stderr);
    let expected = result(&whole);
    for round in 0..stops() {
        let stopped = fixture();
        let mut random = Random::new(18, round, 0);
        for _ in 0..3 {
            kill(&stopped, &decide, time, &mut random);
        }
        let run = stopped.site.run(&decide);
        assert_eq!(run.status, 0, "{}", run.stderr);
        let found = result(&stopped);
        let differs = expected.keys().chain(found.keys()).find(|path| expected.get(*path) != found.get(*path));
        let show = |tree: &Tree| differs.and_then(|path| tree.get(path)).map(|bytes| String::from_utf8_lossy(bytes).into_owned());
        assert_eq!((differs, show(&expected)), (None, show(&found)), "round {round}");
    }
}

#[test]
fn killed_at_any_moment() {
    let dump = dump(if stops() > 5 { 3_000 } else { 300 });
    let whole = fixture(&dump);
    let started = Instant::now();
    whole.summary(&[]);
    let time = started.elapsed();
    let expected = result(&whole);
    assert!(expected.keys().any(|path| path.starts_with("import/held/")) && !expected.contains_key("import/journal"));
    whole.build();
    for round in 0..stops() {
        let stopped = fixture(&dump);
        // Each import is killed up to three times before it may end.
        for kill in 0..3 {
            let arguments = ["import", "--map", "import.yaml", "-r", "site", "--as-of", DAY, "--jobs", "2", "--quiet"];
            self::kill(&stopped, &arguments, time, &mut Random::new(17, round, kill));
        }
        stopped.summary(&[]);
        assert_same(&expected, &result(&stopped), &format!("round {round}"));
    }
}

/// A first import, of which records are held and drafts and pictures are copied.
fn first() -> Fixture {
    Fixture::new("given/zblog")
}

/// A second import that replaces files, writes a conflict, and takes a record in that was held.
fn second() -> Fixture {
    let fixture = first();
    fixture.summary(&[]);
    let file = "site/content/articles/0/101.md";
    fixture.site.write(file, fixture.site.read(file).replace("短信不要删", "短信千万不要删"));
    let dump = fixture.site.read("backup.sql").replace("截图要带日期", "截图要带上日期").replace("13800138000", "一个手机号");
    fixture.site.write("backup.sql", dump);
    fixture
}

/// The same files in another folder.
fn copy(fixture: &Fixture) -> Fixture {
    let copy = Fixture { site: Site::empty(), name: fixture.name.clone() };
    fixture
        .site
        .tree("")
        .into_iter()
        .filter(|(path, _)| !path.ends_with('/'))
        .for_each(|(path, bytes)| copy.site.write(&path, bytes));
    copy
}

/// Runs an import that a tracer kills before the call of this number. True if it was killed.
fn kill_at(fixture: &Fixture, call: &str, number: usize) -> bool {
    let import = ["import", "--map", "import.yaml", "-r", "site", "--as-of", DAY, "--report", "report.html", "--quiet"];
    let program = fixture.site.command(&import);
    let (trace, inject) = (format!("trace={call}"), format!("inject={call}:signal=KILL:when={number}"));
    let mut command = Command::new("strace");
    command.args(["-f", "-qq", "-o", "/dev/null", "-e", &trace, "-e", &inject]).arg(program.get_program()).args(program.get_args());
    let status = command.current_dir(fixture.site.root()).stderr(Stdio::null()).stdout(Stdio::null()).status().unwrap();
    !status.success()
}

#[test]
fn killed_at_every_write() {
    if !is_possible("strace", &["-f", "-o", "/dev/null", "-e", "inject=rmdir:signal=KILL:when=999", "true"]) {
        return;
    }
    let step = if stops() > 5 { 1 } else { 9 };
    for (name, start) in [("first", first()), ("second", second())] {
        let whole = copy(&start);
        whole.summary(&[]);
        let expected = result(&whole);
        for call in ["write", "rename", "unlink", "mkdir", "copy_file_range", "chmod"] {
            for number in (1..).step_by(step) {
                let stopped = copy(&start);
                if !kill_at(&stopped, call, number) {
                    break;
                }
                stopped.summary(&[]);
                assert_same(&expected, &result(&stopped), &format!("{name} import, {call} {number}"));
            }
        }
    }
}
