//! Questions of readers, asked with the shipped scripts in Node: how often the first result answers, how often one of the first five
//! does, how often there is none, and what a query costs. If the environment variable `PAGEFIND` names the binary of Pagefind
//! (`npm install @pagefind/linux-x64`), it is asked the same over the articles of the same site.
//!
//! The questions are those of `questions/*.tsv` over the sample library, and those of [`planted`]. `--site DIR` takes an output folder that
//! another program has written, and `--scripts A,B` its scripts, so that two engines can be compared.

use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::Value as Json;

use super::planted;

const SCRIPTS: &[&str] = &["static/theme/search-fold.js", "static/theme/search-index.js"];
/// Results of which one must answer.
const SHOWN: usize = 5;

pub struct Question {
    pub text: String,
    /// Slugs of articles or paths of pages; any of them answers.
    pub answers: Vec<String>,
    pub set: String,
}

/// Asks all questions and prints the shares. With `misses`, prints each question whose first result does not answer.
pub fn print(site: Option<&Path>, scripts: Option<&str>, seed: u64, misses: bool) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let scripts: Vec<PathBuf> = match scripts {
        Some(scripts) => scripts.split(',').map(PathBuf::from).collect(),
        None => self::scripts(),
    };
    println!(
        "{:<9} {:<9} {:>9} {:>6} {:>6} {:>8}  KiB        requests rounds",
        "questions", "engine", "asked", "first", "five", "nothing"
    );
    let sample = site.map_or_else(|| built(root, "sample"), Path::to_owned);
    compare(&sample, &scripts, &own(root), misses);
    if site.is_none() {
        let library = Path::new(env!("CARGO_TARGET_TMPDIR")).join("planted");
        let _ = fs::remove_dir_all(&library);
        let questions = planted::write(&library, seed).unwrap();
        compare(&built(&library, "planted-public"), &scripts, &questions, misses);
    }
}

/// The scripts of the site's own search.
pub fn scripts() -> Vec<PathBuf> {
    SCRIPTS.iter().map(|script| Path::new(env!("CARGO_MANIFEST_DIR")).join(script)).collect()
}

/// The questions over the sample library.
fn own(root: &Path) -> Vec<Question> {
    let folder = root.join("benches/quality/questions");
    let mut files: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let texts: Vec<String> = files.iter().map(|file| fs::read_to_string(file).unwrap()).collect();
    let lines = texts.iter().flat_map(|text| text.lines()).filter(|line| !line.starts_with('#'));
    let question = |line: &str| {
        let [text, answers, _, set] = line.split('\t').collect::<Vec<_>>().try_into().unwrap();
        Question { text: text.to_owned(), answers: answers.split(',').map(str::to_owned).collect(), set: set.to_owned() }
    };
    lines.map(question).collect()
}

/// The output folder of a site.
fn built(site: &Path, name: &str) -> PathBuf {
    let public = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = fs::remove_dir_all(&public);
    let mut program = Command::new(env!("CARGO_BIN_EXE_sitegen"));
    program.args(["build", "--quiet", "--as-of", "2026-11-23", "-r"]).arg(site).arg("-o").arg(&public);
    assert!(program.status().unwrap().success());
    public
}

fn compare(public: &Path, scripts: &[PathBuf], questions: &[Question], misses: bool) {
    let texts = || questions.iter().map(|question| question.text.as_str());
    let answers = ask(&public.join("search"), scripts, texts());
    report("sitegen", questions, &answers, misses);
    let Some(program) = std::env::var_os("PAGEFIND").filter(|program| !program.is_empty()) else { return };
    let index = public.with_extension("pagefind");
    let mut pagefind = Command::new(program);
    pagefind.arg("--site").arg(public).arg("--output-path").arg(&index);
    let output = pagefind.args(["--root-selector", "main", "--glob", "articles/*.html"]).output().unwrap();
    assert!(output.status.success());
    report("pagefind", questions, &ask(&index, &[index.join("pagefind.js")], texts()), false);
}

/// The answer of an engine to each query.
pub fn ask<'q>(index: &Path, scripts: &[PathBuf], queries: impl Iterator<Item = &'q str>) -> Vec<Json> {
    let driver = Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/quality/questions.js");
    let mut command = Command::new("node");
    command.arg(driver).arg(index).args(scripts).stdin(Stdio::piped()).stdout(Stdio::piped());
    let mut node = command.spawn().unwrap();
    let mut stdin = node.stdin.take().unwrap();
    let lines: Vec<String> = queries.map(|query| Json::from(query).to_string()).collect();
    let count = lines.len();
    let writer = std::thread::spawn(move || lines.iter().for_each(|line| writeln!(stdin, "{line}").unwrap()));
    let output = node.wait_with_output().unwrap();
    writer.join().unwrap();
    let lines = output.stdout.split(|byte| *byte == b'\n').filter(|line| !line.is_empty());
    let answers: Vec<Json> = lines.map(|line| serde_json::from_slice(line).unwrap()).collect();
    assert_eq!(answers.len(), count);
    answers
}

fn report(engine: &str, questions: &[Question], answers: &[Json], misses: bool) {
    let mut sets: BTreeMap<&str, Vec<(&Question, &Json)>> = BTreeMap::new();
    for pair in questions.iter().zip(answers) {
        sets.entry(&pair.0.set).or_default().push(pair);
    }
    for (set, pairs) in sets {
        let ranks: Vec<Option<usize>> = pairs.iter().map(|(question, answer)| rank(question, answer)).collect();
        let share = |fits: &dyn Fn(usize) -> bool| {
            ranks.iter().filter(|rank| rank.is_some_and(fits)).count() as f64 / ranks.len().max(1) as f64
        };
        let nothing = pairs.iter().filter(|(_, answer)| urls(answer).next().is_none()).count() as f64 / pairs.len().max(1) as f64;
        let figures = |key: &str, unit: u64| figures(pairs.iter().map(|(_, answer)| *answer), key, unit);
        println!(
            "{set:<9} {engine:<9} {:>9} {:>6.2} {:>6.2} {nothing:>8.2}  {:<10} {:<8} {}",
            pairs.len(),
            share(&|rank| rank == 0),
            share(&|rank| rank < SHOWN),
            figures("bytes", 1024),
            figures("requests", 1),
            figures("rounds", 1)
        );
        for ((question, answer), rank) in pairs.iter().zip(&ranks).filter(|(_, rank)| misses && **rank != Some(0)) {
            let found: Vec<&str> = urls(answer).take(SHOWN).collect();
            println!("    {} → {} at {rank:?}: {}", question.text, question.answers.join(", "), found.join(" "));
        }
    }
}

/// The median, the 95th percentile and the maximum of a figure of answers.
pub fn figures<'a>(answers: impl Iterator<Item = &'a Json>, key: &str, unit: u64) -> String {
    let mut all: Vec<u64> = answers.map(|answer| answer[key].as_u64().unwrap().div_ceil(unit)).collect();
    all.sort_unstable();
    [50, 95, 100].map(|share| all.get(all.len().saturating_sub(1) * share / 100).copied().unwrap_or(0).to_string()).join("/")
}

pub fn urls(answer: &Json) -> impl Iterator<Item = &str> {
    answer["urls"].as_array().into_iter().flatten().filter_map(Json::as_str)
}

/// The place of the first result that answers, from 0.
fn rank(question: &Question, answer: &Json) -> Option<usize> {
    let answers = |url: &str| {
        let path = url.split('#').next().unwrap_or("");
        let slug = path.rsplit('/').next().and_then(|file| file.strip_suffix(".html"));
        question.answers.iter().any(|answer| answer == path || Some(answer.as_str()) == slug)
    };
    urls(answer).position(answers)
}
