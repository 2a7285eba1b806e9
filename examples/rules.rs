//! Measures the editorial rules: false hits on text that none of them is about, and how many planted faults they find.
//!
//! ```sh
//! cargo run --release --example rules -- FOLDER…   # texts, one a file: hits per million characters, rule by rule
//! cargo run --release --example rules              # planted faults: found and missed, rule by rule
//! ```
//!
//! Each text is judged as the body of an article. Rules of front matter and registers find nothing in a plain text and are left
//! to the tests.

#![allow(clippy::print_stdout, clippy::unwrap_used, clippy::float_arithmetic, reason = "a program for developers")]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use jiff::civil::Date;
use sitegen::check::Rules;
use sitegen::diag::Code;
use sitegen::model::{RegisterSources, Registers, settings, text_file};
use sitegen::text::Source;

/// The day that the texts are judged for.
const DAY: Date = Date::constant(2026, 11, 23);
/// Front matter that no rule has anything against.
const FRONT: &str = "---\ntitle: 被检查的文字\ndate: 2026-11-23\ntopics: [逾期]\n---\n\n";

fn source(path: &str, text: String) -> Source {
    Source { path: path.into(), text: text.into() }
}

fn main() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let register = |name: &str| source(name, std::fs::read_to_string(root.join("content").join(name)).unwrap());
    let registers = ["topics.yaml", "lenders.yaml", "laws.yaml"].map(register).to_vec();
    let (registers, _) = Registers::read(&RegisterSources::sorted(registers));
    let settings = source("sitegen.yaml", "title: 站\nbase_url: https://www.example.com/\n".to_owned());
    let (settings, _) = settings::read(Some(&settings));
    let rules = Rules::new(&registers, &settings, DAY);
    let judge = |body: &str| {
        let text = source("content/articles/a.md", format!("{FRONT}{body}"));
        let (article, plain, _) = text_file::article(&text, &registers, DAY);
        let found = rules.article(&article, &text.text, &plain);
        found.into_iter().map(|f| (f.fault.code(), f.span.map_or("", |s| s.of(&text.text)).to_owned())).collect::<Vec<_>>()
    };
    let folders: Vec<PathBuf> = std::env::args_os().skip(1).map(PathBuf::from).collect();
    if folders.is_empty() { recall(&root.join("tests/rules"), &judge) } else { precision(&folders, &judge) }
}

/// Hits of every rule in the texts below some folders.
fn precision(folders: &[PathBuf], judge: &dyn Fn(&str) -> Vec<(Code, String)>) {
    let files = folders.iter().flat_map(|f| walkdir::WalkDir::new(f).sort_by_file_name()).filter_map(Result::ok);
    let mut hits: BTreeMap<Code, (usize, Vec<String>)> = BTreeMap::new();
    let (mut characters, mut texts) = (0, 0);
    for file in files.filter(|f| f.file_type().is_file()) {
        let Ok(text) = std::fs::read_to_string(file.path()) else { continue };
        characters += text.chars().filter(|c| !c.is_whitespace()).count();
        texts += 1;
        // A very long text is judged in pieces, so that each piece is as long as an article may be.
        let lines: Vec<&str> = text.split_inclusive('\n').collect();
        for piece in lines.chunks(400) {
            for (code, words) in judge(&piece.concat()) {
                let row = hits.entry(code).or_default();
                row.0 += 1;
                if row.1.len() < 4 {
                    row.1.push(words.chars().take(20).collect());
                }
            }
        }
    }
    println!("{texts} texts, {characters} characters");
    for (code, (count, samples)) in hits {
        let rate = count as f64 * 1e6 / characters as f64;
        println!("{code}\t{count}\t{rate:.2}\t{}", samples.join(" | ").replace('\n', " "));
    }
}

/// The hits of the tests planted one by one into sound prose: how many are found there.
fn recall(folder: &Path, judge: &dyn Fn(&str) -> Vec<(Code, String)>) {
    const SOUND: &str = "收到催收电话以后，先核对债权人和金额，再决定怎么回复。\n\n";
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder).unwrap().map(|e| e.unwrap().path()).collect();
    files.sort();
    for file in files {
        let text = std::fs::read_to_string(&file).unwrap();
        let code: Code = file.file_stem().unwrap().to_str().unwrap().parse().unwrap();
        // What depends on front matter, registers or the place in the text cannot be planted in other prose.
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
        let found = hits.iter().filter(|h| judge(&format!("{SOUND}{h}\n\n{SOUND}")).iter().any(|(c, _)| *c == code)).count();
        println!("{code}\t{found} of {}", hits.len());
    }
}
