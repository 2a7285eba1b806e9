//! A case for every code: `codes/SG204.txt` holds a tiny site and what the program says of it, word for word and in both
//! languages. `UPDATE=1 cargo test --test program findings` writes what it says now; read the difference before you keep it.
//!
//! A case starts with a line that says what it is about. `-- PATH --` starts a file of the site, added to the small site of
//! [`Site::small`]; `-- PATH bytes --` one in which `\xHH` is a byte and a line `@repeat N TEXT` stands for N such lines;
//! `-- PATH link --` a symbolic link; `-- PATH none --` takes a file away. `== ARGUMENTS` starts what `check ARGUMENTS` prints.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use sitegen::diag::explanations;

use crate::support::site::Site;

/// How each case is run.
const RUNS: &[&str] = &["--format short", "--format human --lang zh-CN", "--format human", "--format json --lang zh-CN"];

/// Codes without a case, and why.
const EXCEPTIONS: &[(&str, &str)] = &[("SG901", "it is reported only where the program itself is wrong, so no site provokes it")];

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/findings/codes")
}

/// The cases in order of their names.
pub(super) fn cases() -> Vec<PathBuf> {
    let mut cases: Vec<PathBuf> = fs::read_dir(folder()).unwrap().map(|e| e.unwrap().path()).collect();
    cases.sort();
    cases
}

/// The code a case is for: the first part of its name.
fn code(case: &Path) -> String {
    case.file_stem().unwrap().to_str().unwrap().split('-').next().unwrap().to_owned()
}

#[test]
fn every_code_has_a_case() {
    let known: BTreeSet<String> = explanations().iter().map(|e| e.code.to_string()).collect();
    let mut with_case: BTreeSet<String> = cases().iter().map(|c| code(c)).collect();
    for (code, reason) in EXCEPTIONS {
        assert!(with_case.insert((*code).to_owned()), "{code} has a case, though {reason}");
    }
    with_case.extend(known.iter().filter(|code| is_of_import(code)).cloned());
    assert_eq!(with_case, known);
}

/// True for a code that only `import` reports, so that no check provokes it, and that a test of imports names.
fn is_of_import(code: &str) -> bool {
    let tests =
        fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/import")).unwrap().map(|entry| entry.unwrap().path());
    let mut tests = tests.filter(|path| path.extension().is_some_and(|extension| extension == "rs"));
    ("SG610".."SG630").contains(&code) && tests.any(|path| fs::read_to_string(path).unwrap().contains(code))
}

#[test]
fn every_case_has_the_output_of_its_site() {
    let update = std::env::var_os("UPDATE").is_some();
    let mut wrong = Vec::new();
    for path in cases() {
        let text = fs::read_to_string(&path).unwrap();
        let given = text.split("\n== ").next().unwrap();
        let actual = format!("{}\n{}", given.trim_end_matches('\n'), output(&site(given)));
        if !actual.contains(&format!("[{}]", code(&path))) {
            wrong.push(format!("{} does not provoke its code:\n{actual}", path.display()));
        } else if actual == text {
        } else if update {
            fs::write(&path, actual).unwrap();
        } else {
            wrong.push(format!("{}:\n{}", path.display(), first_difference(&text, &actual)));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The first lines that differ.
fn first_difference(expected: &str, actual: &str) -> String {
    let mut pairs = expected.lines().zip(actual.lines());
    let differs = pairs.find(|(e, s)| e != s);
    differs.map_or("one is longer than the other".to_owned(), |(e, s)| format!("  expected: {e}\n  actual:     {s}"))
}

/// The site that a case describes.
pub(super) fn site(given: &str) -> Site {
    let site = Site::small();
    let mut parts = given.split("\n-- ");
    assert!(parts.next().is_some_and(|about| !about.trim().is_empty()), "a case says what it is about");
    for part in parts {
        let (head, text) = part.split_once(" --\n").unwrap_or_else(|| panic!("no file here: {part}"));
        let text = if text.is_empty() || text.ends_with('\n') { text.to_owned() } else { format!("{text}\n") };
        match head.rsplit_once(' ') {
            Some((path, "bytes")) => site.write(path, bytes(&text)),
            Some((path, "none")) => fs::remove_file(site.path(path)).unwrap(),
            #[cfg(unix)]
            Some((path, "link")) => {
                fs::create_dir_all(site.path(path).parent().unwrap()).unwrap();
                std::os::unix::fs::symlink(text.trim(), site.path(path)).unwrap();
            }
            _ => site.write(head, text),
        }
    }
    site
}

/// The bytes of a file that no text can show.
fn bytes(text: &str) -> Vec<u8> {
    let mut out = Vec::new();
    for line in text.split_inclusive('\n') {
        if let Some((count, line)) = line.strip_prefix("@repeat ").and_then(|l| l.split_once(' ')) {
            out.extend(line.repeat(count.parse().unwrap()).bytes());
            continue;
        }
        let mut parts = line.split("\\x");
        out.extend(parts.next().unwrap().bytes());
        for part in parts {
            out.push(u8::from_str_radix(&part[..2], 16).unwrap());
            out.extend(part[2..].bytes());
        }
    }
    out
}

/// What the program says of a site in each way.
fn output(site: &Site) -> String {
    let mut out = String::new();
    for run in RUNS {
        let args: Vec<&str> = run.split(' ').collect();
        let actual = site.check(&args);
        assert_eq!(actual.stdout, "", "a check prints nothing to stdout");
        out.push_str(&format!("\n== {run}\n{}", shortened(&timeless(&actual.stderr))));
    }
    out
}

/// The first and last lines of a text that is very long.
fn shortened(text: &str) -> String {
    let lines: Vec<&str> = text.split_inclusive('\n').collect();
    if lines.len() < 100 {
        return text.to_owned();
    }
    let end = lines.len() - 12;
    format!("{}… {} lines …\n{}", lines[..6].concat(), end - 6, lines[end..].concat())
}

/// The text without the time that a run took and the number of pages, which no case is about.
fn timeless(text: &str) -> String {
    let mut out = String::new();
    for line in text.lines() {
        let line = line.split_once(",\"pages\":").map_or(line, |(before, _)| before);
        let line = line.split_once("，用时").map_or(line, |(before, _)| before);
        let line = line.split_once(", in ").filter(|(_, time)| time.ends_with(" s")).map_or(line, |(before, _)| before);
        out.push_str(line.trim_end());
        out.push('\n');
    }
    out
}
