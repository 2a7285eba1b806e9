//! The documents: every `sitegen` command that they show runs in a copy of the sample library, every link in them leads somewhere.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::support::site::Site;

const DOCUMENTS: &[&str] = &[
    "README.md",
    "docs/zh/checking.md",
    "docs/zh/清理.md",
    "docs/zh/markup.md",
    "docs/zh/rules.md",
    "docs/zh/writing.md",
    "docs/en/architecture.md",
    "docs/en/ci.md",
    "docs/en/deploy.md",
    "docs/en/hosting.md",
];

/// Guides to imports; their commands run on the material of an import.
const GUIDES: &[&str] = &["docs/zh/迁移.md", "docs/zh/从Word导入.md"];

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn read(document: &str) -> String {
    fs::read_to_string(root().join(document)).unwrap_or_else(|e| panic!("{document}: {e}"))
}

/// The commands of a document: lines of its `sh` blocks, and code within sentences.
pub(crate) fn commands(text: &str) -> Vec<String> {
    let mut commands = Vec::new();
    let mut fence = None;
    for line in text.lines() {
        match (fence, line.strip_prefix("```")) {
            (None, Some(language)) => fence = Some(language),
            (Some(_), Some(_)) => fence = None,
            (Some("sh"), None) => commands.extend(line.split(" && ").map(|part| part.split(" #").next().unwrap().trim())),
            (Some(_), None) => {}
            (None, None) => commands.extend(line.split('`').skip(1).step_by(2)),
        }
    }
    let commands = commands.into_iter().filter(|command| command.starts_with("sitegen "));
    let without_file = |command: &str| command.split(" > ").next().unwrap_or(command).to_owned();
    commands.map(|command| without_file(command).replace(" \"$@\"", "")).collect()
}

/// The words of a command after the name of the program. A word in quotes may have blanks.
pub(crate) fn words(command: &str) -> Vec<String> {
    let mut words = Vec::new();
    for (n, part) in command.split('"').enumerate() {
        match n % 2 {
            0 => words.extend(part.split_whitespace().map(str::to_owned)),
            _ => words.push(part.to_owned()),
        }
    }
    words.split_off(1)
}

/// The sample library with the files that the documents name.
fn sample() -> Site {
    let site = Site::empty();
    for entry in walkdir::WalkDir::new(root().join("content")).into_iter().chain(walkdir::WalkDir::new(root().join("sitegen.yaml")))
    {
        let entry = entry.unwrap();
        if entry.file_type().is_file() {
            let path = entry.path().strip_prefix(root()).unwrap().to_str().unwrap().to_owned();
            site.write(&path, fs::read(entry.path()).unwrap());
        }
    }
    site.article("甲", "date: 2026-03-09\ntopics: [提前结清]", "先看合同里有没有约定。");
    site.write("FILE", "{\"version\":1,\"files\":{}}\n");
    let deploy = "\ndeploy: {target: online, state: state, keep_history: true}\n";
    site.write("sitegen.yaml", site.read("sitegen.yaml") + deploy + "ratchet: touched\n");
    let editors = "  - {id: bian-a, name: 甲编辑, role: 编辑}\n  - {id: bian-b, name: 乙编辑, role: 编辑}\n";
    site.write("content/people.yaml", site.read("content/people.yaml") + editors);
    for slug in ["乙", "丙"] {
        site.article(slug, "date: 2026-03-09\ntopics: [提前结清]", "先看合同里有没有约定。");
    }
    site.write("浏览量.csv", "address,views\n/articles/甲.html,7\n");
    let git = |arguments: &[&str]| {
        let mut git = Command::new("git");
        git.args(["-c", "user.name=a", "-c", "user.email=a@example.com", "-c", "core.hooksPath=/dev/null"]).args(arguments);
        let run = git.env("GIT_CONFIG_GLOBAL", "/dev/null").env("GIT_CONFIG_NOSYSTEM", "1").current_dir(site.root()).status();
        assert!(run.unwrap().success(), "{arguments:?}");
    };
    git(&["init", "-q"]);
    git(&["add", "."]);
    git(&["commit", "-qm", "the library"]);
    git(&["update-ref", "refs/remotes/origin/main", "HEAD"]);
    site
}

#[test]
fn every_command_in_the_documents_runs() {
    let site = sample();
    let mut commands: Vec<String> = DOCUMENTS.iter().flat_map(|document| commands(&read(document))).collect();
    let mut seen = std::collections::BTreeSet::new();
    commands.retain(|command| seen.insert(command.clone()));
    assert!(commands.len() > 20, "{commands:?}");
    for command in commands {
        let mut words = words(&command);
        // These run until Ctrl-C.
        if words[0] == "serve" || words.iter().any(|word| word == "--watch") {
            words.push("--help".to_owned());
        }
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        // rclone is found on the path.
        let path = std::env::var("PATH").unwrap();
        let run = site.run_with(&[("SITEGEN_AS_OF", "2026-11-30"), ("PATH", &path)], &words);
        assert_eq!((run.status, run.stderr.contains("cannot run")), (0, false), "{command}: {}", run.stderr);
    }
}

/// The target of each link of a document.
fn links(text: &str) -> Vec<&str> {
    let mut links = Vec::new();
    let mut is_code = false;
    for line in text.lines() {
        is_code ^= line.starts_with("```");
        let prose = line.split('`').step_by(2).filter(|_| !is_code);
        links.extend(prose.flat_map(|part| part.split("](").skip(1)).filter_map(|part| part.split(')').next()));
    }
    links
}

/// The anchors that GitHub gives the headings of a text.
fn anchors(text: &str) -> Vec<String> {
    let headings = text.lines().filter(|line| line.starts_with('#')).map(|line| line.trim_start_matches('#').trim());
    let anchor = |heading: &str| {
        let kept = heading.chars().filter(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_'));
        kept.collect::<String>().to_lowercase().replace(' ', "-")
    };
    headings.map(anchor).collect()
}

#[test]
fn every_link_in_the_documents_leads_somewhere() {
    for document in DOCUMENTS.iter().chain(GUIDES) {
        let folder = Path::new(document).parent().unwrap();
        for link in links(&read(document)).into_iter().filter(|link| !link.contains("://")) {
            let (path, anchor) = link.split_once('#').unwrap_or((link, ""));
            let target = if path.is_empty() { PathBuf::from(document) } else { folder.join(path) };
            assert!(root().join(&target).exists(), "{document}: {link}");
            assert!(
                anchor.is_empty() || anchors(&read(target.to_str().unwrap())).iter().any(|a| a == anchor),
                "{document}: {link}"
            );
        }
    }
}
