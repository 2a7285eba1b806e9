//! The catalogue as a whole: texts in their language, codes in order, every value of a fault in its texts.

#[path = "../../../build/findings.rs"]
mod generator;

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
        Fault::LinkFault(_) | Fault::MarkupFault(_) | Fault::ReferenceFault(_) => 2,
        Fault::CharacterFault(_) | Fault::AddressFault(_) => 2,
        Fault::CalculatorFault(_) => 3,
        Fault::TemplateFault(_) => 4,
        Fault::RuleFault(_) | Fault::DuplicateFault(_) | Fault::PictureFault(_) | Fault::PageFault(_) => 5,
        Fault::LedgerFault(_) | Fault::ImportFault(_) | Fault::DecisionFault(_) => 6,
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

#[test]
fn a_mistake_in_the_data_is_reported_with_its_line() {
    const RIGHT: &str = "# SG2xx: links.\nfamily LinkFault\n\nSG204 error NoArticle { target, size: u32 }\nzh: 没有「{target}」\n\
        en: no {target}\nhelp zh: 写 {{#编号}}\nhelp en: write {{#id}}, {size}\nexplain zh:\n  长\n\n  {文}\nexplain en:\n  long\n";
    let generated = |text: &str| generator::generate(&[("a.txt".to_owned(), text.to_owned())]);
    let expected = "faults! {\n\"SG2xx: links.\" LinkFault {\n204 Error false NoArticle { target: String, size: u32, } \
        [\"没有「{target}」\", \"no {target}\"] [\"写 {{#编号}}\", \"write {{#id}}, {size}\"] [\"长\\n\\n{文}\", \"long\"];\n}\n}\n";
    assert_eq!(generated(RIGHT).as_deref(), Ok(expected));
    let mistakes = [
        ("en: no {target}\n", "", "a.txt:6: expected `en:` and a text"),
        ("help en: write {{#id}}, {size}", "help en: ", "a.txt:8: expected `help en:` and a text"),
        ("  long\n", "", "a.txt:13: no text below `explain en:`"),
        ("no {target}", "no {tagret}", "a.txt:6: `{tagret}` is no value of this text"),
        ("no {target}", "no {target", "a.txt:6: a `{` without `}`; write `{{` for a brace"),
        ("error NoA", "fatal NoA", "a.txt:4: a severity is error, warning or off"),
        ("SG204", "SG24", "a.txt:4: a code is SG and three digits"),
        ("size: u32", "size: f32", "a.txt:4: f32 is no type of a field"),
        ("family LinkFault", "", "a.txt:4: expected `family NAME`"),
    ];
    for (from, to, mistake) in mistakes {
        assert_eq!(generated(&RIGHT.replacen(from, to, 1)), Err(mistake.to_owned()));
    }
    let twice = RIGHT.to_owned() + RIGHT.split_once("\n\n").unwrap().1;
    assert_eq!(generated(&twice), Err("a.txt:15: SG204 is also at a.txt:4".to_owned()));
    let same_name = RIGHT.to_owned() + &RIGHT.split_once("\n\n").unwrap().1.replace("SG204", "SG205");
    assert_eq!(generated(&same_name), Err("a.txt:15: NoArticle is also at a.txt:4".to_owned()));
}
