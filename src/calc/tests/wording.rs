//! The generator of the wording reports each mistake with its file and line.

#[path = "../../../build/calculators.rs"]
mod calculators;
#[path = "../../../build/findings.rs"]
#[allow(dead_code, clippy::duplicate_mod, reason = "only its reader of lines is used; the catalogue tests the rest")]
mod findings;

use calculators::{Wording, generate};

const CODE: &str = r#"Spec { inputs: WORDS.inputs([money("amount")]) } w.note("late", &[]); HINT.get(lang)"#;
const TEXT: &str = "# A.\n\ntitle\nzh: 甲\nen: A\n\ninput amount\nzh: 金额\nen: Amount\n\ntext late\nzh: 晚{0}天\nen: {0} days late\n\n\
                    phrase hint\nzh: 提示\nen: hint\n";

fn of(text: &str) -> Result<String, String> {
    generate(&Wording { path: "a.txt".into(), text: text.into(), module: "a".into(), code: CODE.into() })
}

#[test]
fn a_wording_becomes_constants() {
    let code = of(TEXT).unwrap();
    assert!(
        code.starts_with(r#"pub(super) mod a { use super::*; pub(crate) const HINT: Phrase = Phrase { zh: "提示", en: "hint" };"#)
    );
    assert!(code.contains(r#"(["input", "", "amount"], Phrase { zh: "金额", en: "Amount" }),"#), "{code}");
    assert!(code.contains(r#"texts: &[("late", Phrase { zh: "晚{0}天", en: "{0} days late" })]"#), "{code}");
}

#[test]
fn a_mistake_is_reported_with_its_line() {
    for (from, to, want) in [
        ("en: A\n", "", "a.txt:5: expected `en:` and a text"),
        ("zh: 甲", "zh:", "a.txt:4: expected `zh:` and a text"),
        ("input amount", "input", "a.txt:7: a name is missing, or one too many"),
        ("title", "titel", "a.txt:3: there is no such section"),
        ("input amount", "input amuont", "a.txt:7: the code does not use this"),
        ("phrase hint", "phrase hin", "a.txt:15: the code does not use this"),
        ("input amount", "title", "a.txt:7: this is there twice"),
        ("{0} days", "{1} days", "a.txt:13: the two languages have different values"),
        ("{0} days", "{n} days", "a.txt:13: `{n}` is no value of this text"),
        ("text late\nzh: 晚{0}天\nen: {0} days late\n", "", "a.txt:15: the code uses `text late`, which is missing"),
    ] {
        assert_eq!(of(&TEXT.replacen(from, to, 1)), Err(want.to_owned()));
    }
}
