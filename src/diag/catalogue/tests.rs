//! The catalogue as a whole: texts in their language, codes in order, every value of a fault in its texts.

use super::*;

/// A value of a field's type that differs from every other field's.
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

#[test]
fn codes_ascend_and_families_keep_their_hundreds() {
    let codes: Vec<u16> = explanations().iter().map(|e| e.code.0).collect();
    let samples = Fault::samples();
    let in_order: Vec<u16> = samples.iter().map(|(f, _)| f.code().0).collect();
    assert_eq!(in_order, codes);
    assert!(codes.is_sorted_by(|a, b| a < b), "{codes:?}");
    let hundred = |fault: &Fault| match fault {
        Fault::SiteFault(_) => 0,
        Fault::FrontFault(_) => 1,
        Fault::LinkFault(_) => 2,
        Fault::CalculatorFault(_) => 3,
        Fault::TemplateFault(_) => 4,
        Fault::RuleFault(_) | Fault::TwiceFault(_) | Fault::PictureFault(_) | Fault::PageFault(_) => 5,
        Fault::ProgramFault(_) => 9,
    };
    assert!(samples.iter().all(|(fault, _)| fault.code().0 / 100 == hundred(fault)));
}

#[test]
fn every_text_is_in_its_language() {
    let han = |text: &str| text.chars().any(crate::text::han::is_han);
    for e in explanations() {
        for [zh, en] in [e.messages, e.help, e.texts] {
            assert!(han(zh), "{}: {zh}", e.code);
            assert!(!en.trim().is_empty() && en != zh, "{}: {en}", e.code);
        }
        let [zh, en] = e.texts;
        assert!(zh.chars().count() >= 40 && en.len() >= 100, "{}: too short to explain", e.code);
    }
}

/// Names the values that a text of a fault leaves out.
fn untold(fault: &Fault, fields: &[(&'static str, String)], lang: Lang) -> Vec<&'static str> {
    let text = fault.message(lang) + &fault.help(lang);
    fields.iter().filter(|(_, value)| !text.contains(value.as_str())).map(|(name, _)| *name).collect()
}

#[test]
fn every_value_is_in_the_texts_of_both_languages() {
    for (fault, fields) in Fault::samples() {
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
    for (fault, _) in Fault::samples() {
        let known = explanation(fault.code()).unwrap();
        for lang in [Lang::Zh, Lang::En] {
            for text in [known.title(lang), known.remedy(lang)] {
                assert!(!text.contains("{{") && !text.contains("}}"), "{}: {text}", fault.code());
            }
        }
    }
    assert_eq!(explanation(Code(16)).unwrap().title(Lang::En), "the permalink pattern `…` cannot be used");
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
    assert!(explanation(Code(204)).unwrap().is_fixed());
    assert!(!explanation(Code(222)).unwrap().is_fixed());
}
