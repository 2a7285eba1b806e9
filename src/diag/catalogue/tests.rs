//! The catalogue as a whole: complete in both languages, codes in order, every value of a fault told to the reader.

use super::*;

/// A value of a field's type that can be told from every other field's.
pub(super) trait Sample {
    fn sample(name: &str) -> Self;
}

impl Sample for String {
    fn sample(name: &str) -> String {
        format!("‹{name}›")
    }
}

impl Sample for Box<str> {
    fn sample(name: &str) -> Box<str> {
        String::sample(name).into()
    }
}

macro_rules! sample_number {
    ($($number:ty)*) => { $( impl Sample for $number {
        fn sample(name: &str) -> $number {
            name.bytes().fold(7, |sum, b| sum * 3 + <$number>::from(b))
        }
    } )* };
}
sample_number!(u32 u64 usize);

fn samples() -> Vec<(Fault, Vec<(&'static str, String)>)> {
    [
        SiteFault::samples(),
        FrontFault::samples(),
        LinkFault::samples(),
        CalculatorFault::samples(),
        TemplateFault::samples(),
        RuleFault::samples(),
        TwiceFault::samples(),
        PictureFault::samples(),
        PageFault::samples(),
        ProgramFault::samples(),
    ]
    .concat()
}

#[test]
fn codes_are_unique_and_ascending() {
    let codes: Vec<u16> = entries().map(|e| e.code.0).collect();
    assert!(codes.is_sorted_by(|a, b| a < b), "{codes:?}");
    assert_eq!(samples().iter().map(|(f, _)| f.code().0).collect::<Vec<_>>(), codes);
}

#[test]
fn families_keep_their_hundreds() {
    let hundreds = |entries: &[Entry]| entries.iter().map(|e| e.code.0 / 100).collect::<std::collections::BTreeSet<_>>();
    let families = [
        SiteFault::ENTRIES,
        FrontFault::ENTRIES,
        LinkFault::ENTRIES,
        CalculatorFault::ENTRIES,
        TemplateFault::ENTRIES,
        RuleFault::ENTRIES,
        TwiceFault::ENTRIES,
        PictureFault::ENTRIES,
        PageFault::ENTRIES,
        ProgramFault::ENTRIES,
    ];
    for (family, hundred) in families.into_iter().zip([0, 1, 2, 3, 4, 5, 5, 5, 5, 9]) {
        assert_eq!(hundreds(family), [hundred].into());
    }
}

#[test]
fn every_text_is_there_in_both_languages() {
    let han = |text: &str| text.chars().any(crate::text::han::is_han);
    for e in entries() {
        for (zh, en) in [(e.zh.message, e.en.message), (e.zh.help, e.en.help), (e.zh.explanation, e.en.explanation)] {
            assert!(han(zh), "{}: {zh}", e.code);
            assert!(!en.trim().is_empty() && en != zh, "{}: {en}", e.code);
        }
        let explanations = [e.zh.explanation, e.en.explanation];
        assert!(explanations.iter().all(|t| t.trim() == *t), "{}: blanks around the explanation", e.code);
        assert!(e.zh.explanation.chars().count() >= 40 && e.en.explanation.len() >= 100, "{}: too short to explain", e.code);
    }
}

/// Names the values that a text of a fault leaves out.
fn untold(fault: &Fault, fields: &[(&'static str, String)], lang: Lang) -> Vec<&'static str> {
    let text = fault.message(lang) + &fault.help(lang);
    fields.iter().filter(|(_, value)| !text.contains(value.as_str())).map(|(name, _)| *name).collect()
}

#[test]
fn every_value_is_told_in_both_languages() {
    for (fault, fields) in samples() {
        let for_zh = |name: &str| name.ends_with("_zh");
        let has_zh =
            |name: &str| fields.iter().any(|(f, _)| for_zh(f) && f.trim_end_matches("_zh") == name.trim_end_matches("_en"));
        for name in untold(&fault, &fields, Lang::Zh) {
            assert!(has_zh(name) && !for_zh(name), "{}: the Chinese text leaves out {name}", fault.code());
        }
        for name in untold(&fault, &fields, Lang::En) {
            assert!(for_zh(name), "{}: the English text leaves out {name}", fault.code());
        }
    }
}

#[test]
fn a_text_has_no_placeholder_left_and_the_general_form_has_none_either() {
    for (fault, _) in samples() {
        let known = entry(fault.code()).unwrap();
        for lang in [Lang::Zh, Lang::En] {
            for text in [known.title(lang), known.remedy(lang)] {
                assert!(!text.contains("{{") && !text.contains("}}"), "{}: {text}", fault.code());
            }
        }
    }
    assert_eq!(entry(Code(16)).unwrap().title(Lang::En), "the permalink pattern `…` cannot be used");
    assert_eq!(general("写 {{slug}} 与 {value}。"), "写 {slug} 与 …。");
}

#[test]
fn a_long_value_is_cut_in_a_message() {
    let fault: Fault = LinkFault::UnsafeUrl { url: "data:image/png;base64,".to_owned() + &"A".repeat(100_000) }.into();
    let message = fault.message(Lang::En);
    assert!(message.contains("AAA…`") && message.len() < 200, "{message}");
}

#[test]
fn structural_errors_are_fixed() {
    assert!(entry(Code(204)).unwrap().is_fixed());
    assert!(!entry(Code(222)).unwrap().is_fixed());
}
