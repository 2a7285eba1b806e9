//! A site in a folder of its own, and runs of the program on it. Nothing of the caller's environment reaches the program.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::thread;
use std::time::{Duration, Instant};

/// The day the sites are built for.
pub(crate) const TODAY: &str = "2026-11-23";
/// No run takes so long unless it hangs.
const HANG: Duration = Duration::from_secs(60);

/// A site that is removed with its folder.
pub(crate) struct Site {
    root: PathBuf,
}

impl Drop for Site {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.root);
    }
}

/// How a run ended.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Run {
    /// Exit status.
    pub(crate) status: i32,
    /// What was printed to stdout.
    pub(crate) stdout: String,
    /// What was printed to stderr.
    pub(crate) stderr: String,
}

/// The files of the smallest site that has a register of each kind.
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

impl Site {
    /// A folder with nothing in it.
    pub(crate) fn empty() -> Site {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let name = format!("sitegen-findings-{}-{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed));
        let root = std::env::temp_dir().join(name);
        let _ = fs::remove_dir_all(&root);
        fs::create_dir_all(&root).unwrap();
        Site { root }
    }

    /// A small site without an article and without a finding.
    pub(crate) fn small() -> Site {
        let site = Site::empty();
        for (path, text) in SMALL {
            site.write(path, text);
        }
        site
    }

    /// The small site with an article at `content/articles/a.md`.
    pub(crate) fn with(article: &str) -> Site {
        let site = Site::small();
        site.write("content/articles/a.md", article);
        site
    }

    /// The site's folder.
    pub(crate) fn root(&self) -> &Path {
        &self.root
    }

    /// The path of a file of the site.
    pub(crate) fn path(&self, path: &str) -> PathBuf {
        self.root.join(path)
    }

    /// Writes a file.
    pub(crate) fn write(&self, path: &str, bytes: impl AsRef<[u8]>) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, bytes).unwrap();
    }

    /// The text of a file.
    pub(crate) fn text(&self, path: &str) -> String {
        fs::read_to_string(self.path(path)).unwrap_or_else(|e| panic!("{path}: {e}"))
    }

    /// Runs the program in the site's folder.
    pub(crate) fn run(&self, args: &[&str]) -> Run {
        self.run_with(&[], args)
    }

    /// Runs the program in the site's folder with variables in its environment.
    pub(crate) fn run_with(&self, variables: &[(&str, &str)], args: &[&str]) -> Run {
        let mut command = Command::new(env!("CARGO_BIN_EXE_sitegen"));
        command.args(args).current_dir(&self.root).env_clear();
        command.envs(variables.iter().copied());
        let (out, err) = (self.beside("out"), self.beside("err"));
        command.stdin(Stdio::null());
        command.stdout(fs::File::create(&out).unwrap()).stderr(fs::File::create(&err).unwrap());
        let mut child = command.spawn().unwrap();
        let started = Instant::now();
        let status = loop {
            if let Some(status) = child.try_wait().unwrap() {
                break status;
            }
            if started.elapsed() > HANG {
                child.kill().unwrap();
                child.wait().unwrap();
                panic!("{args:?} hangs");
            }
            thread::sleep(Duration::from_millis(2));
        };
        let read = |path: &Path| String::from_utf8(fs::read(path).unwrap()).unwrap();
        let run = Run { status: status.code().unwrap_or(-1), stdout: read(&out), stderr: read(&err) };
        fs::remove_file(out).unwrap();
        fs::remove_file(err).unwrap();
        assert!(!run.stderr.contains("panicked"), "{args:?}: {}", run.stderr);
        assert!((0..=2).contains(&run.status), "{args:?}: {run:?}");
        run
    }

    /// Checks the site as of [`TODAY`].
    pub(crate) fn check(&self, args: &[&str]) -> Run {
        self.run(&[&["check", "--as-of", TODAY], args].concat())
    }

    /// Builds the site as of [`TODAY`].
    pub(crate) fn build(&self, args: &[&str]) -> Run {
        self.run(&[&["build", "--as-of", TODAY], args].concat())
    }

    /// The findings in the short format.
    pub(crate) fn short(&self) -> Vec<String> {
        self.check(&["--format", "short"]).stderr.lines().map(str::to_owned).collect()
    }

    /// Every file below a folder of the site with its bytes and the time it was written.
    pub(crate) fn snapshot(&self, folder: &str) -> Vec<(PathBuf, Vec<u8>, std::time::SystemTime)> {
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

    /// A path beside the site's folder, for what is no part of it.
    fn beside(&self, extension: &str) -> PathBuf {
        self.root.with_extension(extension)
    }
}
