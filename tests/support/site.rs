//! The driver of all tests of whole sites: a folder with the files that a test writes, and the program run in it with a clean
//! environment. A test writes, runs, compares what was printed and what lies on the disk, edits and runs again.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{Read, Seek};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant, SystemTime};

use sitegen::text::Checksum;

use tempfile::TempDir;

use super::checker::html::{self, Page};

/// Files of an output folder.
pub type Tree = BTreeMap<String, Vec<u8>>;

/// The program.
pub const PROGRAM: &str = env!("CARGO_BIN_EXE_sitegen");
/// The day that most sites are built for.
pub const AS_OF: &str = "2026-06-01";
/// The day that sites with findings are built for.
pub const TODAY: &str = "2026-11-23";
/// A run that takes longer hangs.
const HANG: Duration = Duration::from_secs(60);

/// The smallest site that has a register of each kind.
const SMALL: &[(&str, &str)] = &[
    ("sitegen.yaml", "title: 债务指南\nbase_url: https://www.example.com/\n"),
    (
        "content/topics.yaml",
        "topics:\n  - {slug: court-fees, title: 诉讼费用, aliases: [诉讼费]}\n  - {slug: overdue, title: 逾期后果}\n",
    ),
    ("content/lenders.yaml", "lenders:\n  - {slug: sample-cf, name: 示例消费金融, kind: consumer_finance, aliases: [示例消金]}\n"),
    (
        "content/laws.yaml",
        "laws:\n  - {id: civil-code, title: 中华人民共和国民法典, status: in_force, articles: {\"676\": 逾期利息}}\n",
    ),
    ("content/people.yaml", "people:\n  - {id: lawyer, name: 示例律师, role: 审核律师}\n"),
];

/// A site whose lists soon have a second page.
const PAGED: &[(&str, &str)] = &[
    ("sitegen.yaml", "title: 债务指南\nbase_url: https://www.example.com/\ndescription: 测试用。\npage_size: 5\n"),
    (
        "content/topics.yaml",
        "topics:\n  - {slug: overdue, title: 逾期}\n  - {slug: lawsuit, title: 诉讼}\n  - {slug: fees, title: 费用}\n",
    ),
    ("content/lenders.yaml", "lenders:\n  - {slug: qinghe, name: 青禾消费金融, kind: consumer_finance}\n"),
    (
        "content/laws.yaml",
        "laws:\n  - {id: civil-code, title: 中华人民共和国民法典, status: in_force, v: V, articles: {\"188\": 三年时效, \"676\": 逾期利息}}\n\
         \x20 - {id: criminal-law, title: 中华人民共和国刑法, status: in_force, v: V, articles: {\"253-1\": 侵犯公民个人信息}}\n",
    ),
];

/// A site's folder, removed when the test ends.
pub struct Site {
    root: PathBuf,
    day: &'static str,
    _folder: TempDir,
}

/// What a run of the program printed and how it ended.
#[derive(Debug, PartialEq, Eq)]
pub struct Run {
    /// Exit status.
    pub status: i32,
    pub stdout: String,
    pub stderr: String,
}

impl Site {
    /// An empty folder outside of any site.
    pub fn empty() -> Site {
        Site::of(&[], AS_OF)
    }

    /// Settings and a register of each kind, no article, no finding.
    pub fn small() -> Site {
        Site::of(SMALL, TODAY)
    }

    /// The small site with an article at `content/articles/a.md`.
    pub fn with(article: &str) -> Site {
        let site = Site::small();
        site.write("content/articles/a.md", article);
        site
    }

    /// Settings with five articles a page, and registers.
    pub fn paged() -> Site {
        Site::of(PAGED, AS_OF)
    }

    fn of(files: &[(&str, &str)], day: &'static str) -> Site {
        // Not below the repository, which is a site itself and would be found from within.
        let folder = TempDir::with_prefix("sitegen-").unwrap();
        let site = Site { root: folder.path().canonicalize().unwrap(), day, _folder: folder };
        files.iter().for_each(|(path, text)| site.write(path, text));
        site
    }

    pub fn root(&self) -> &Path {
        &self.root
    }

    pub fn path(&self, path: &str) -> PathBuf {
        self.root.join(path)
    }

    pub fn write(&self, path: &str, bytes: impl AsRef<[u8]>) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }

    /// Writes an article: front matter without its fences, and body.
    pub fn article(&self, slug: &str, front: &str, body: &str) {
        self.write(&format!("content/articles/{slug}.md"), format!("---\ntitle: {slug}的标题\n{front}\n---\n\n{body}\n"));
    }

    pub fn remove(&self, path: &str) {
        fs::remove_file(self.path(path)).unwrap();
    }

    pub fn read(&self, path: &str) -> String {
        fs::read_to_string(self.path(path)).unwrap_or_else(|e| panic!("{path}: {e}"))
    }

    /// An output file as a browser's parser reads it.
    pub fn page(&self, path: &str) -> Page {
        html::read(&self.read(&format!("public/{path}")))
    }

    /// True if the output folder has this file.
    pub fn has(&self, path: &str) -> bool {
        self.path("public").join(path).exists()
    }

    /// The program with arguments, to be run in the folder.
    pub fn command(&self, arguments: &[&str]) -> Command {
        self.prepared(PROGRAM, arguments)
    }

    /// Like [`Site::command`], for a run that Ctrl-C ends: if the tests run in the background they ignore it, and the program
    /// would inherit that.
    pub fn interruptible(&self, arguments: &[&str]) -> Command {
        self.prepared("/usr/bin/env", &[&["--default-signal=INT", PROGRAM], arguments].concat())
    }

    fn prepared(&self, program: &str, arguments: &[&str]) -> Command {
        let mut command = Command::new(program);
        command.args(arguments).current_dir(&self.root).env_clear().stdin(Stdio::null());
        command
    }

    /// Runs the program.
    pub fn run(&self, arguments: &[&str]) -> Run {
        self.run_with(&[], arguments)
    }

    /// Runs the program with variables in its environment.
    pub fn run_with(&self, variables: &[(&str, &str)], arguments: &[&str]) -> Run {
        run(self.command(arguments).envs(variables.iter().copied()))
    }

    /// Checks the site as of its day.
    pub fn check(&self, arguments: &[&str]) -> Run {
        self.run(&[&["check", "--as-of", self.day], arguments].concat())
    }

    /// Lines that a check prints in the short format.
    pub fn short(&self) -> Vec<String> {
        self.check(&["--format", "short"]).stderr.lines().map(str::to_owned).collect()
    }

    /// Builds the site as of its day, however that ends.
    pub fn try_build(&self, arguments: &[&str]) -> Run {
        let day: &[&str] = if arguments.contains(&"--as-of") { &[] } else { &["--as-of", self.day] };
        self.run(&[&["build"], day, arguments].concat())
    }

    /// Builds the site; fails the test if that fails or anything is found but warnings about the writing (SG500 to SG579), which
    /// texts made at random deserve. Gives the summary of the JSON format.
    pub fn build(&self, arguments: &[&str]) -> serde_json::Value {
        let run = self.try_build(&[&["--format", "json"], arguments].concat());
        assert_eq!(run.status, 0, "{}", run.stderr);
        let is_rule = |line: &str| (0..8).any(|n| line.starts_with(&format!(r#"{{"code":"SG5{n}"#)));
        let writing = |line: &&str| is_rule(line) && line.contains(r#""severity":"warning""#);
        let lines: Vec<&str> = run.stderr.lines().filter(|line| !writing(line)).collect();
        assert_eq!(lines.len(), 1, "{}", run.stderr);
        serde_json::from_str::<serde_json::Value>(lines[0]).unwrap()["summary"].clone()
    }

    /// Every file below a folder of the site.
    pub fn tree(&self, folder: &str) -> Tree {
        read_tree(&self.path(folder))
    }

    /// Every file below a folder of the site with its bytes and the time it was written.
    pub fn snapshot(&self, folder: &str) -> Vec<(PathBuf, Vec<u8>, SystemTime)> {
        let mut all = Vec::new();
        let mut folders = vec![self.path(folder)];
        while let Some(folder) = folders.pop() {
            let Ok(entries) = fs::read_dir(&folder) else { continue };
            for entry in entries {
                let path = entry.unwrap().path();
                let known = fs::symlink_metadata(&path).unwrap();
                if known.is_dir() {
                    folders.push(path);
                } else if known.is_file() {
                    all.push((path.clone(), fs::read(&path).unwrap(), known.modified().unwrap()));
                }
            }
        }
        all.sort();
        all
    }

    /// Builds, and replaces the stored analyses by those of the site with another text in a file: a valid value that is wrong. A
    /// command that uses the store believes it. The articles must fit into one shard that is stored in the index.
    pub fn mislead(&self, path: &str, text: &str) {
        let own = self.read(path);
        let index = self.path(".sitegen/outputs/public/store/index");
        let records = || {
            self.build(&[]);
            records(&fs::read(&index).unwrap()[SUM..])
        };
        self.write(path, text);
        let wrong = records();
        self.write(path, &own);
        let mut right = records();
        let analysis = |records: &mut Vec<Vec<u8>>| records.iter_mut().find(|record| record[0] == 0).map(std::mem::take).unwrap();
        let (wrong, own) = (analysis(&mut { wrong }), analysis(&mut right));
        let key = 1 + SUM;
        let at = right.iter().position(Vec::is_empty).unwrap();
        right[at] = [&own[..key], &wrong[key..]].concat();
        let records = right.concat();
        let program = Checksum::of(env!("SITEGEN_MADE_OF").as_bytes());
        let sum = Checksum::of_value(&(program, None::<()>, records.as_slice()));
        fs::write(index, [&sum.0, records.as_slice()].concat()).unwrap();
    }
}

/// Bytes of a checksum.
const SUM: usize = 32;

/// The records of an index of the store: kind, fingerprint, length, value.
fn records(mut bytes: &[u8]) -> Vec<Vec<u8>> {
    let mut records = Vec::new();
    while let Some(length) = bytes.get(1 + SUM..SUM + 5) {
        let (record, rest) = bytes.split_at(SUM + 5 + u32::from_le_bytes(length.try_into().unwrap()) as usize);
        records.push(record.to_vec());
        bytes = rest;
    }
    records
}

/// Runs a command of the program to its end, which comes soon, is no panic and has a status of the contract.
pub fn run(command: &mut Command) -> Run {
    let [mut out, mut err] = [(); 2].map(|()| tempfile::tempfile().unwrap());
    let mut child = command.stdout(out.try_clone().unwrap()).stderr(err.try_clone().unwrap()).spawn().unwrap();
    let started = Instant::now();
    let status = loop {
        if let Some(status) = child.try_wait().unwrap() {
            break status;
        }
        if started.elapsed() > HANG {
            child.kill().unwrap();
            child.wait().unwrap();
            panic!("{command:?} hangs");
        }
        thread::sleep(Duration::from_millis(2));
    };
    let read = |file: &mut File| {
        let mut text = String::new();
        file.rewind().unwrap();
        file.read_to_string(&mut text).unwrap();
        text
    };
    let run = Run { status: status.code().unwrap_or(-1), stdout: read(&mut out), stderr: read(&mut err) };
    assert!(!run.stderr.contains("panicked"), "{command:?}: {}", run.stderr);
    assert!((0..=2).contains(&run.status), "{command:?}: {run:?}");
    run
}

/// Every file below a folder.
pub fn read_tree(folder: &Path) -> Tree {
    let mut tree = Tree::new();
    walk(folder, "", &mut tree);
    tree
}

fn walk(folder: &Path, prefix: &str, tree: &mut Tree) {
    for entry in fs::read_dir(folder).into_iter().flatten() {
        let entry = entry.unwrap();
        let path = format!("{prefix}{}", entry.file_name().into_string().unwrap());
        if entry.path().is_dir() {
            walk(&entry.path(), &format!("{path}/"), tree);
        } else {
            tree.insert(path, fs::read(entry.path()).unwrap());
        }
    }
}

/// True where a command can be run to a good end; tells what is left out where it cannot.
pub fn is_possible(program: &str, arguments: &[&str]) -> bool {
    let quiet = Command::new(program).args(arguments).stdout(Stdio::null()).stderr(Stdio::null()).status();
    let possible = quiet.is_ok_and(|s| s.success());
    if !possible {
        println!("left out: this machine does not allow `{program} {}`", arguments.join(" "));
    }
    possible
}
