//! Measures the editorial rules: false hits on unrelated texts, recall on planted faults, and cost.
//!
//! ```sh
//! python3 examples/rules/texts.py /tmp/texts                            # downloads public Chinese texts, one a file
//! cargo run --release --example rules -- precision /tmp/texts/texts     # hits per million characters by rule
//! cargo run --release --example rules -- precision /tmp/texts/texts SG524   # every hit of one rule in its sentence
//! cargo run --release --example rules -- recall                         # planted faults found and missed by rule
//! cargo run --release --example rules -- cost SITE                      # processor time on the articles of a site
//! ```
//!
//! Each text is checked as the body of an article. Rules about front matter and registers find nothing in a plain text; the tests
//! cover them. Personal data are never printed.

#![allow(clippy::disallowed_methods, clippy::disallowed_types, reason = "the borders are those of src")]
#![allow(clippy::print_stdout, clippy::unwrap_used, clippy::float_arithmetic, reason = "a program for developers")]

mod cost;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use jiff::civil::Date;
use sitegen::check::{OwnNumbers, Rules, redacted};
use sitegen::diag::Code;
use sitegen::model::{Registers, settings, text_file};
use sitegen::text::Source;

/// Date for which the texts are checked.
const DAY: Date = Date::constant(2026, 11, 23);
/// Front matter without findings.
const FRONT: &str = "---\ntitle: 被检查的文字\ndate: 2026-11-23\ntopics: [逾期]\n---\n\n";

fn source(path: &str, text: String) -> Source {
    Source::new(path, text)
}

fn main() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let register = |name: &str| source(name, std::fs::read_to_string(root.join("content").join(name)).unwrap());
    let registers = ["topics.yaml", "lenders.yaml", "laws.yaml"].map(register).to_vec();
    let (registers, _) = Registers::read(&registers);
    let settings = source("sitegen.yaml", "title: 站\nbase_url: https://www.example.com/\n".to_owned());
    let (settings, _) = settings::read(Some(&settings));
    let rules = Rules::new(&registers, &settings, DAY);
    let judge = |body: &str| {
        let text = source("content/articles/a.md", format!("{FRONT}{body}"));
        let (article, plain, _) = text_file::article(&text, &registers, DAY);
        let found = rules.article(&article, &text.text, &plain);
        let hit = |f: sitegen::diag::Finding| {
            let span = f.span.unwrap_or_default().range();
            let span = span.start.saturating_sub(FRONT.len())..span.end.saturating_sub(FRONT.len());
            Hit { code: f.fault.code(), words: told(body.get(span.clone()).unwrap_or("")), around: told(around(body, span)) }
        };
        found.into_iter().map(hit).collect::<Vec<_>>()
    };
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        ["precision", folder] => precision(Path::new(folder), None, &judge),
        ["precision", folder, code] => precision(Path::new(folder), code.parse().ok(), &judge),
        ["recall"] => recall(&root.join("tests/rules"), &judge),
        ["cost", site] => cost::cost(Path::new(site)),
        _ => println!("precision FOLDER [CODE] | recall | cost SITE"),
    }
}

struct Hit {
    code: Code,
    /// The matched text.
    words: String,
    /// The matched text with its context.
    around: String,
}

/// A text on one line, with personal data redacted.
fn told(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    redacted(&line, &OwnNumbers::default()).unwrap_or(line)
}

/// A span with about 40 bytes of context on either side.
fn around(text: &str, span: std::ops::Range<usize>) -> &str {
    let (start, end) = (span.start.saturating_sub(40), (span.end + 40).min(text.len()));
    // Half a number would not be recognised and redacted.
    text.get(text.ceil_char_boundary(start)..text.floor_char_boundary(end)).unwrap_or("").trim_matches(|c: char| c.is_numeric())
}

/// Prints the number of hits of every rule in the texts below a folder, or each hit of one rule.
fn precision(folder: &Path, only: Option<Code>, judge: &dyn Fn(&str) -> Vec<Hit>) {
    let files = walkdir::WalkDir::new(folder).sort_by_file_name().into_iter().filter_map(Result::ok);
    let mut hits: BTreeMap<Code, (usize, Vec<String>)> = BTreeMap::new();
    let (mut characters, mut texts) = (0, 0);
    for file in files.filter(|f| f.file_type().is_file()) {
        let Ok(text) = std::fs::read_to_string(file.path()) else { continue };
        characters += text.chars().filter(|c| !c.is_whitespace()).count();
        texts += 1;
        // A very long text is checked in pieces of at most the length of an article.
        let lines: Vec<&str> = text.split_inclusive('\n').collect();
        for hit in lines.chunks(400).flat_map(|piece| judge(&piece.concat())) {
            if only == Some(hit.code) {
                println!("{}\t{}", file.file_name().display(), hit.around);
            }
            let row = hits.entry(hit.code).or_default();
            row.0 += 1;
            if row.1.len() < 4 {
                row.1.push(hit.words.chars().take(20).collect());
            }
        }
    }
    if only.is_some() {
        return;
    }
    println!("{texts} texts, {characters} characters");
    for (code, (count, samples)) in hits {
        let rate = count as f64 * 1e6 / characters as f64;
        println!("{code}\t{count}\t{rate:.2}\t{}", samples.join(" | "));
    }
}

/// Plants the hits of the rules' tests one by one in sound prose and prints how many are found.
fn recall(folder: &Path, judge: &dyn Fn(&str) -> Vec<Hit>) {
    const SOUND: &str = "收到催收电话以后，先核对债权人和金额，再决定怎么回复。\n\n";
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder).unwrap().map(|e| e.unwrap().path()).collect();
    files.sort();
    for file in files {
        let text = std::fs::read_to_string(&file).unwrap();
        let code: Code = file.file_stem().unwrap().to_str().unwrap().parse().unwrap();
        // Faults that depend on front matter, registers or the place in the text cannot be planted in other prose.
        if text.contains("\n@")
            || text.starts_with('@')
            || text.contains("-- ")
            || text.contains(".yaml")
            || (560..570).contains(&code.0)
        {
            continue;
        }
        let hits: Vec<String> =
            text.lines().filter_map(|l| l.strip_prefix("+ ")).map(|l| l.replace(['【', '】'], "").replace("\\n", "\n")).collect();
        let found = hits.iter().filter(|h| judge(&format!("{SOUND}{h}\n\n{SOUND}")).iter().any(|hit| hit.code == code)).count();
        println!("{code}\t{found} of {}", hits.len());
    }
}
