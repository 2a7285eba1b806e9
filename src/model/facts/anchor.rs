//! Identifiers of headings: made from the heading's text, stable when its number changes, unique on the page.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::text::numeral::is_numeral;

/// Characters an identifier made from a text may have.
const MADE: usize = 60;
/// Characters an identifier written by the author may have.
const WRITTEN: usize = 80;

/// Why an identifier written by the author is not usable, in Chinese and English.
pub(super) fn fault(id: &str) -> Option<(&'static str, &'static str)> {
    if id.chars().count() > WRITTEN {
        Some(("超过 80 个字符", "it has more than 80 characters"))
    } else if !id.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_')) {
        Some(("只能用文字、数字、连字符和下划线", "only letters, digits, hyphens and underscores are allowed"))
    } else if is_the_themes(id) {
        Some(("页面自己要用它", "the page itself uses it"))
    } else {
        id.is_empty().then_some(("是空的", "it is empty"))
    }
}

/// True for identifiers that the theme gives to parts of its pages: the main part, headings of sections, calculators.
fn is_the_themes(id: &str) -> bool {
    id == "main" || id.ends_with("-heading") || id.starts_with("calc-")
}

/// Gives every heading its identifier: the author's own if there is one, else one made from its text.
pub(super) fn assign<'a>(headings: impl Iterator<Item = (&'a str, Option<&'a str>)> + Clone) -> Vec<Arc<str>> {
    let mut used: HashSet<Arc<str>> = headings.clone().filter_map(|(_, own)| own.map(Arc::from)).collect();
    let mut next: HashMap<String, usize> = HashMap::new();
    let mut unique = |text: &str| {
        let made = from_text(text);
        let base = if is_the_themes(&made) { format!("section-{made}") } else { made };
        let mut id: Arc<str> = base.as_str().into();
        let count = next.entry(base).or_insert(1);
        let base = Arc::clone(&id);
        while !used.insert(Arc::clone(&id)) {
            *count += 1;
            id = format!("{base}-{count}").into();
        }
        id
    };
    headings.map(|(text, own)| own.map_or_else(|| unique(text), Arc::from)).collect()
}

/// The identifier that a heading's text gives, before it is made unique.
pub(crate) fn from_text(text: &str) -> String {
    let mut id = String::new();
    let mut count = 0;
    for c in without_number(text.trim()).nfc() {
        let c = if c.is_whitespace() { '-' } else { c.to_ascii_lowercase() };
        let kept = c.is_alphanumeric() || c == '_' || c == '-' && !id.is_empty() && !id.ends_with('-');
        if kept && count < MADE {
            id.push(c);
            count += 1;
        }
    }
    id.truncate(id.trim_end_matches('-').len());
    if id.is_empty() { "section".to_owned() } else { id }
}

/// The identifiers that GitHub gives to headings of these texts: letters in lower case, blanks as hyphens, numbers of sections kept,
/// and `-1` for a second one.
pub(crate) fn github<'a>(texts: impl Iterator<Item = &'a str>) -> impl Iterator<Item = String> {
    let mut used: HashMap<String, usize> = HashMap::new();
    texts.map(move |text| {
        let kept = |c: char| {
            (c.is_alphabetic() || is_digit(c) || is_combining_mark(c) || matches!(c, '-' | '_' | '＿' | ' ')).then_some(c)
        };
        let base: String = text.trim().to_lowercase().nfc().filter_map(kept).map(|c| if c == ' ' { '-' } else { c }).collect();
        let mut id = base.clone();
        while used.contains_key(&id) {
            let count = used.entry(base.clone()).or_insert(0);
            *count += 1;
            id = format!("{base}-{count}");
        }
        used.insert(id.clone(), 0);
        id
    })
}

/// The text without the number it starts with: `一、`, `（一）`, `(1)`, `1.`, `1.1`, `1、`, `①`.
fn without_number(text: &str) -> &str {
    let circled = || text.strip_prefix(|c| matches!(c, '\u{2460}'..='\u{249b}' | '\u{2776}'..='\u{2793}'));
    let bracketed = || after_run(text.strip_prefix(['（', '('])?, |c| is_numeral(c) || is_digit(c), &['）', ')']);
    let chinese = || after_run(text, is_numeral, &['、', '．', '.']);
    let rest = circled().or_else(bracketed).or_else(chinese).or_else(|| decimal(text));
    rest.map_or(text, |r| r.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '、' | '.' | '．')))
}

fn after_run<'t>(text: &'t str, belongs: fn(char) -> bool, ends: &[char]) -> Option<&'t str> {
    let rest = text.trim_start_matches(belongs);
    if rest.len() == text.len() { None } else { rest.strip_prefix(ends) }
}

fn decimal(text: &str) -> Option<&str> {
    let digits = |text: &str| text.chars().take_while(|c| is_digit(*c)).map(char::len_utf8).sum::<usize>();
    let (mut rest, mut levels) = (text, 0);
    loop {
        let length = digits(rest);
        if length == 0 {
            // `1.` and `1.1.` end in their dot.
            return (levels > 0).then_some(rest);
        }
        rest = rest.get(length..)?;
        levels += 1;
        let Some(after) = rest.strip_prefix(['.', '．']) else { break };
        rest = after;
    }
    if let Some(after) = rest.strip_prefix(['、', '）', ')']) {
        return Some(after);
    }
    // `1.1 概述` and `1.1概述` are numbers, `1.5倍` and `24 个月` are not.
    let counts =
        |c: char| matches!(c, '倍' | '万' | '亿' | '千' | '百' | '元' | '年' | '月' | '日' | '天' | '个' | '成' | '%' | '％' | '‰');
    (levels > 1 && !rest.trim_start().starts_with(counts)).then_some(rest)
}

fn is_digit(c: char) -> bool {
    matches!(c, '0'..='9' | '０'..='９')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_identifier_does_not_depend_on_the_number() {
        for numbered in [
            "一、协商还款", "十二、协商还款", "（一）协商还款", "(一) 协商还款", "（3）协商还款", "(1)协商还款", "1.协商还款",
            "1. 协商还款", "2、协商还款", "1.1 协商还款", "1.1协商还款", "1.1.2 协商还款", "1.1. 协商还款", "① 协商还款",
            "⑴协商还款", "３．协商还款", "1）协商还款", "协商还款",
        ] {
            assert_eq!(from_text(numbered), "协商还款", "{numbered}");
        }
    }

    #[test]
    fn what_is_no_number_stays() {
        for (text, id) in [
            ("第一步：收集证据", "第一步收集证据"),
            ("1.5倍利率", "15倍利率"),
            ("3.45% 是多少", "345-是多少"),
            ("2026 年的变化", "2026-年的变化"),
            ("24 个月", "24-个月"),
            ("一次性还款", "一次性还款"),
            ("百行征信", "百行征信"),
            ("LPR 与 APR_2", "lpr-与-apr_2"),
            ("“怎么办？”——答", "怎么办答"),
            ("a  -  b -", "a-b"),
            ("？！", "section"),
            ("一、", "section"),
            ("e\u{301}te", "\u{e9}te"),
        ] {
            assert_eq!(from_text(text), id, "{text}");
        }
        assert_eq!(from_text(&"长".repeat(100)), "长".repeat(60));
    }

    #[test]
    fn identifiers_of_the_theme_are_left_to_it() {
        let headings = [("main", None), ("Newest heading", None), ("calc 1", None), ("heading", None)];
        let ids = assign(headings.into_iter());
        assert_eq!(
            ids.iter().map(|id| &**id).collect::<Vec<_>>(),
            ["section-main", "section-newest-heading", "section-calc-1", "heading"]
        );
        assert_eq!(fault("main"), Some(("页面自己要用它", "the page itself uses it")));
        assert_eq!(fault("main-point"), None);
    }

    #[test]
    fn identifiers_are_unique_and_avoid_the_authors_own() {
        let headings =
            [("甲", None), ("甲", None), ("一、甲", None), ("乙", Some("甲-2")), ("甲-2", None), ("？", None), ("！", None)];
        let ids = assign(headings.into_iter());
        assert_eq!(ids.iter().map(|i| &**i).collect::<Vec<_>>(), ["甲", "甲-3", "甲-4", "甲-2", "甲-2-2", "section", "section-2"]);
    }

    #[test]
    fn githubs_identifiers_keep_numbers() {
        let headings = [
            "1.人有房住", "一、协商 还款", "（一）甲：乙", "LPR 与 APR_2", "a  -  b", "① 甲㎡", "e\u{301}te", "甲", "甲", "甲-1",
            "甲", "“？”", "３年",
        ];
        let expected = [
            "1人有房住", "一协商-还款", "一甲乙", "lpr-与-apr_2", "a-----b", "-甲", "\u{e9}te", "甲", "甲-1", "甲-1-1", "甲-2", "",
            "３年",
        ];
        assert_eq!(github(headings.into_iter()).collect::<Vec<_>>(), expected);
    }

    #[test]
    fn an_authors_identifier_is_checked() {
        assert_eq!(fault("court-fee_诉讼费2"), None);
        assert!(fault(&"a".repeat(81)).is_some());
        assert!(fault("a.b").is_some());
        assert!(fault("a\"b").is_some());
        assert!(fault("").is_some());
    }
}
