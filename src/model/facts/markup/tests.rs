//! Every mark on the lines of `tests/markup/SG….txt`: `+` is a text with the mark, `-` one without, `=` the text of the last `+`
//! after its remedies, which must leave no such mark. `\n` is a line end.

use std::fs;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use proptest::prelude::*;

use crate::diag::{Code, Finding};
use crate::model::facts::gather;
use crate::text::edit::{Edit, apply, sorted};

fn findings(body: &str) -> Vec<Finding> {
    let mut findings = Vec::new();
    gather(body, 0, &Arc::from("a.md"), &mut findings);
    findings
}

/// The findings of one code.
fn findings_of(body: &str, code: Code) -> Vec<Finding> {
    findings(body).into_iter().filter(|f| f.fault.code() == code).collect()
}

/// The text after the remedies of some findings.
fn corrected(body: &str, findings: &[Finding]) -> String {
    let edit = |f: &Finding| Some(Edit { span: f.span?, with: f.fix.as_ref()?.text.to_string() });
    apply(body, &sorted(body, findings.iter().filter_map(edit).collect()))
}

/// What is wrong with the cases of a file.
fn judged(code: Code, cases: &str) -> Vec<String> {
    let mut wrong = Vec::new();
    let mut last = String::new();
    for line in cases.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
        let (kind, text) = line.split_once(' ').unwrap_or_else(|| panic!("{code}: {line}"));
        let text = text.replace("\\n", "\n").replace("\\t", "\t").replace("\\r", "\r");
        let findings = findings_of(&text, code);
        match kind {
            "+" if findings.is_empty() => wrong.push(format!("{code} misses {text:?}")),
            "+" => {}
            "-" if !findings.is_empty() => wrong.push(format!("{code} finds {:?} in {text:?}", findings[0].fault)),
            "-" => {}
            "=" => {
                let corrected = corrected(&last, &findings_of(&last, code));
                if corrected != text {
                    wrong.push(format!("{code} makes {corrected:?}, not {text:?}"));
                }
                if !findings.is_empty() {
                    wrong.push(format!("{code} is still in {text:?}"));
                }
            }
            _ => panic!("{code}: {line}"),
        }
        last = text;
    }
    wrong
}

#[test]
fn marks_are_found_and_their_remedies_work() {
    let mut wrong = Vec::new();
    for entry in fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/markup")).unwrap() {
        let path = entry.unwrap().path();
        let code: Code = path.file_stem().and_then(|s| s.to_str()).unwrap().parse().unwrap();
        wrong.extend(judged(code, &fs::read_to_string(&path).unwrap()));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn hostile_lines_take_no_longer_than_their_length() {
    let pieces = [
        "|\n",
        "| a\n",
        "[[a]] ",
        "** ",
        "==a== ",
        "$$\n",
        "···\n",
        "甲|乙\n—|—\n",
        "*1*2",
        "{% ",
        "1、\n2、\n",
        "-甲\n",
        "``\n",
        "> ```\n\n",
        "甲\t乙\n",
        "（1）甲\n（2）乙\n",
        "1. 甲\n　　- 乙\n",
        "_甲乙_的",
        "%%甲",
        "+--+\n| 甲 |\n",
        "＝＝甲",
        "＜！-",
        "张**，",
        "```\n甲\n``` 乙\n",
        ":甲\n",
        ":warning:",
        "[[甲](",
        "{#甲",
        "$\\甲",
        "/*甲",
        "[b]甲",
        "甲==",
    ];
    let below_a_table = format!("|a|b|\n|-|-|\n{}{}", "\n".repeat(100_000), "| a\n\n".repeat(50_000));
    for body in pieces.map(|piece| piece.repeat(20_000)).into_iter().chain([below_a_table]) {
        let start = Instant::now();
        findings(&body);
        let first: String = body.chars().take(20).collect();
        assert!(start.elapsed() < Duration::from_secs(20), "{first:?} takes {:?}", start.elapsed());
    }
}

#[test]
fn a_second_front_matter_is_named() {
    let body = "---\nauthor: editor\n---\n\n文\n";
    for (base, expected) in [(0, 0), (100, 1)] {
        let mut found = Vec::new();
        gather(body, base, &Arc::from("a.md"), &mut found);
        assert_eq!(found.iter().filter(|f| f.fault.code() == Code(259)).count(), expected, "{found:?}");
    }
}

proptest! {
    /// No text makes a panic, and every remedy fits.
    #[test]
    fn any_text_can_be_read(parts in proptest::collection::vec(prop_oneof![
        "[甲1a《，。 　]{0,3}", Just("\n".to_owned()), Just("\n\n".to_owned()), Just("\r\n".to_owned()), Just("    ".to_owned()),
        "[-*+#|｜=~$`·'—＃＊:>!\\[\\]{}%<\\\\]{1,3}", Just("> ".to_owned()), Just("- ".to_owned()), Just("| --- |".to_owned()),
        Just("[[".to_owned()), Just("]]".to_owned()), Just("{{<".to_owned()), Just(">}}".to_owned()), Just("<!--".to_owned()),
        Just("-->".to_owned()), Just("```".to_owned()), Just("[]".to_owned()), Just(":::".to_owned()), Just("\t".to_owned()),
    ], 0..30)) {
        let body = parts.concat();
        for finding in findings(&body) {
            let span = finding.span.unwrap().range();
            prop_assert!(body.get(span.clone()).is_some(), "{:?} at {:?} of {:?}", finding.fault, span, body);
        }
    }
}
