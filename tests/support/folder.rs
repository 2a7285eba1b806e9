//! A site's folder for a test, and the program run in it as a person would run it, without a person's environment.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::atomic::{AtomicU32, Ordering};

use super::checker::html::{self, Page};

/// Files of an output folder.
pub type Tree = BTreeMap<String, Vec<u8>>;

/// The day the tests build for.
pub const AS_OF: &str = "2026-06-01";

/// A folder that is removed when the test ends.
pub struct Folder(PathBuf);

/// The registers of the smallest site that has one of each.
const REGISTERS: [(&str, &str); 4] = [
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

impl Folder {
    /// An empty folder outside of any site.
    pub fn empty() -> Folder {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let name = format!("sitegen-site-{}-{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed));
        // Not below the repository, which is a site itself and would be found from within.
        let path = std::env::temp_dir().join(name);
        let _ = fs::remove_dir_all(&path);
        fs::create_dir_all(&path).unwrap();
        Folder(path.canonicalize().unwrap())
    }

    /// Settings and registers, no article.
    pub fn site() -> Folder {
        let folder = Folder::empty();
        REGISTERS.iter().for_each(|(path, text)| folder.write(path, text));
        folder
    }

    pub fn root(&self) -> &Path {
        &self.0
    }

    pub fn path(&self, path: &str) -> PathBuf {
        self.0.join(path)
    }

    pub fn write(&self, path: &str, text: &str) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    /// Writes an article: front matter without its fences, and body.
    pub fn article(&self, slug: &str, front: &str, body: &str) {
        self.write(&format!("content/articles/{slug}.md"), &format!("---\ntitle: {slug}的标题\n{front}\n---\n\n{body}\n"));
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

    pub fn has(&self, path: &str) -> bool {
        self.path("public").join(path).exists()
    }

    /// The program with arguments, to be run in the folder.
    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_sitegen"));
        command.args(arguments).current_dir(&self.0).env_clear();
        command
    }

    /// Runs the program.
    pub fn run(&self, arguments: &[&str]) -> Output {
        self.command(arguments).output().unwrap()
    }

    /// Builds for [`AS_OF`]; fails the test where that fails or anything is found but warnings about the writing (SG500 to
    /// SG579), which texts made at random deserve. Gives the summary of the JSON format.
    pub fn build(&self, arguments: &[&str]) -> serde_json::Value {
        let day: &[&str] = if arguments.contains(&"--as-of") { &[] } else { &["--as-of", AS_OF] };
        let all = [&["build", "--format", "json"], day, arguments].concat();
        let output = self.run(&all);
        let errors = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(0), "{errors}");
        let is_rule = |line: &str| (0..8).any(|n| line.starts_with(&format!(r#"{{"code":"SG5{n}"#)));
        let writing = |line: &&str| is_rule(line) && line.contains(r#""severity":"warning""#);
        let lines: Vec<&str> = errors.lines().filter(|line| !writing(line)).collect();
        assert_eq!(lines.len(), 1, "{errors}");
        serde_json::from_str::<serde_json::Value>(lines[0]).unwrap()["summary"].clone()
    }

    /// Builds, and puts what is noted where a file has another text in the place of what is noted of this site: whole notes of this
    /// program that are wrong. Who reads them believes them. To be used with so few articles that they are noted together.
    pub fn mislead(&self, path: &str, text: &str) {
        let own = self.read(path);
        let note = || {
            self.build(&[]);
            let path = self.path(".sitegen/outputs/public/notes");
            let notes: Vec<PathBuf> = fs::read_dir(path).unwrap().map(|note| note.unwrap().path()).collect();
            assert_eq!(notes.len(), 1, "{notes:?}");
            notes.into_iter().next().unwrap()
        };
        self.write(path, text);
        let wrong = fs::read(note()).unwrap();
        self.write(path, &own);
        fs::write(note(), wrong).unwrap();
    }

    /// Every file of an output folder.
    pub fn tree(&self, folder: &str) -> Tree {
        let mut tree = Tree::new();
        walk(&self.path(folder), "", &mut tree);
        tree
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
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
