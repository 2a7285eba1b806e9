//! The browser's script folds queries as Rust folds texts: on the cases of `tests/vectors/search-fold.json` and on random texts.
//! Needs `node` on the path.

use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use serde_json::{Value as Json, json};
use sitegen::text::normal::normalised;
use sitegen::text::{numbers, traditional};

use crate::support::property::config;

const RANDOM_TEXTS: usize = 4_000;

/// Each text as the script folds it: with numbers in one form, whether it may have traditional characters, in simplified ones.
fn in_script(texts: &[String]) -> Vec<(String, bool, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut command = Command::new("node");
    command.arg(root.join("tests/fold_node.js")).stdin(Stdio::piped()).stdout(Stdio::piped());
    let mut child = command.spawn().expect("node, which this test needs, is not on the path");
    let asked = json!([root.join("static/theme/search-fold.js"), texts, traditional::table()]);
    child.stdin.take().unwrap().write_all(asked.to_string().as_bytes()).unwrap();
    serde_json::from_slice(&child.wait_with_output().unwrap().stdout).unwrap()
}

fn pairs(cases: &Json) -> Vec<(String, String)> {
    serde_json::from_value(cases.clone()).unwrap()
}

#[test]
fn queries_are_folded_as_texts_are() {
    let cases: Json = serde_json::from_str(include_str!("vectors/search-fold.json")).unwrap();
    let (of_numbers, of_characters) = (pairs(&cases["numbers"]), pairs(&cases["traditional"]));
    let texts: Vec<String> = of_numbers.iter().chain(&of_characters).map(|(text, _)| normalised(text)).collect();
    let folded = in_script(&texts);
    for ((written, wanted), (numbers, ..)) in of_numbers.iter().zip(&folded) {
        assert_eq!(numbers, wanted, "{written}");
    }
    for ((written, wanted), (_, is_foreign, simplified)) in of_characters.iter().zip(folded.iter().skip(of_numbers.len())) {
        assert_eq!((simplified, *is_foreign), (wanted, written != wanted), "{written}");
    }
}

#[test]
fn random_numbers_are_folded_in_one_way() {
    let written = "(百分之|千分之|万分之|第|条之|统|[一二三两零〇十百千万点]|[0-9.]|[条年%甲 倍]){0,10}";
    let mut runner = TestRunner::new(config(1));
    let strategy = proptest::string::string_regex(written).unwrap();
    let text = |_| normalised(&strategy.new_tree(&mut runner).unwrap().current());
    let texts: Vec<String> = (0..RANDOM_TEXTS).map(text).collect();
    for (text, (folded, ..)) in texts.iter().zip(in_script(&texts)) {
        assert_eq!(numbers::fold(text), folded, "{text}");
    }
}
