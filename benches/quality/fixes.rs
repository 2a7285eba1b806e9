//! How many changes of `fix` are right, on the bad library whose truth is known: with the built-in rules, and with the rows that
//! `list damage` proposes.

use std::path::Path;
use std::process::Command;
use std::time::Instant;

use super::neglected::judge::{Judgement, judge};
use super::neglected::{AS_OF, Neglected};

const CODES: &[&str] = &["SG550", "SG551", "SG553", "SG560", "SG561", "SG564"];

pub fn print(folder: &Path, articles: u32, seed: u64) {
    let _ = std::fs::remove_dir_all(folder);
    let library = Neglected::new(articles, seed);
    library.write(folder).unwrap();
    println!("{articles} articles with {} damaged lines", damaged(&library));
    for code in CODES {
        score(&library, folder, code);
    }
    score(&library, folder, &CODES.join(","));
}

/// Lines that are not as they should be.
fn damaged(library: &Neglected) -> usize {
    library.all().map(|a| a.lines.iter().filter(|line| line.correct.as_ref() != Some(&line.written)).count()).sum()
}

fn score(library: &Neglected, folder: &Path, codes: &str) {
    let started = Instant::now();
    let changes = run(folder, &["fix", "--code", codes, "--titles", "--sample", "10000000", "--format", "json"]);
    let seconds = started.elapsed().as_secs_f64();
    let judgement: Judgement = judge(library, &changes);
    let Judgement { right, wrong, whole, lines, examples } = &judgement;
    let all = (right + wrong).max(1);
    println!(
        "  {codes}: {lines} lines changed, {whole} of them whole; {right} changes right, {wrong} wrong ({:.3} %); {seconds:.1} s",
        *wrong as f64 * 100.0 / all as f64
    );
    for [before, after, correct] in examples.iter().take(3) {
        println!("    before {before}\n    after  {after}\n    right  {correct}");
    }
}

fn run(folder: &Path, arguments: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_sitegen")).args(arguments).args(["--as-of", AS_OF]).current_dir(folder).output();
    String::from_utf8(output.unwrap().stdout).unwrap()
}
