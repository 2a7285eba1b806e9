//! Alerts that stayed text: `> [!DANGER]`, `> [!注意]`, `> [！NOTE]`, `[!NOTE]` outside of a quotation.

use std::ops::Range;

use super::brackets::{Flaw, line_before, narrow, starts_line};
use crate::diag::catalogue::ReferenceFault;
use crate::diag::nearest;

/// The kinds of alerts, with the words that other programs and editors use for them.
const KINDS: [(&str, &str); 6] = [
    ("NOTE", "INFO INFORMATION NOTICE ABSTRACT SUMMARY TODO QUOTE EXAMPLE 说明 备注 注 注意事项 笔记 信息 提要 要点"),
    ("TIP", "HINT SUCCESS CHECK DONE 提示 小贴士 贴士 技巧 建议"),
    ("IMPORTANT", "ATTENTION KEY 重要 重点 重要提示 特别提示"),
    ("WARNING", "WARN 警告 注意 提醒"),
    ("CAUTION", "DANGER ERROR FAILURE FAIL BUG 危险 当心 小心 谨慎 风险 风险提示"),
    ("DETAILS", "DETAIL FOLD 折叠 详情 展开"),
];
/// The most characters of a kind.
const LONGEST: usize = 12;

/// The flaw of a pair of brackets whose label starts with an exclamation mark.
pub(super) fn flaw(body: &str, range: Range<usize>, label: &str, is_ascii: bool) -> Option<Flaw> {
    if !starts_line(body, range.start) {
        return None;
    }
    let word: String = label.chars().skip(1).map(narrow).collect();
    let word = word.trim().to_uppercase();
    let is_word = !word.is_empty() && word.chars().nth(LONGEST).is_none() && word.chars().all(char::is_alphanumeric);
    let exact = KINDS.iter().find(|(kind, _)| *kind == word).map(|(kind, _)| *kind);
    let other = || KINDS.iter().find(|(_, words)| words.split(' ').any(|known| known == word)).map(|(kind, _)| *kind);
    let kind = exact.or_else(other).map(str::to_owned).or_else(|| nearest(&word, KINDS.map(|(kind, _)| kind)));
    let start = line_start(body, range.start);
    let is_quoted = body.get(start..range.start).is_some_and(|before| before.contains('>'));
    let fault = |written, corrected| ReferenceFault::UnknownAlert { written, corrected };
    let whole = start..range.end;
    if !is_quoted {
        // Outside of a quotation only a kind that is meant for certain is taken for an alert.
        let corrected = format!("> [!{}]", kind.filter(|_| is_word)?);
        return Flaw::new(body, whole, corrected, false, fault);
    }
    if exact.is_some() && is_ascii && label.starts_with('!') && !label.contains(' ') {
        // A title behind it, or a quotation that has begun on a line before.
        return if follows_text(body, start) { Flaw::new(body, range, format!("\n> [!{word}]"), false, fault) } else { None };
    }
    let corrected = format!("[!{}]", kind.unwrap_or_else(|| "NOTE".to_owned()));
    is_word.then(|| Flaw::new(body, range, corrected, exact.is_some(), fault))?
}

/// The flaw of a kind without its exclamation mark, or with one before the bracket, alone on a line of a quotation: `> [NOTE]`, `> ![NOTE]`.
pub(super) fn unmarked(body: &str, range: Range<usize>, label: &str, after: &str) -> Option<Flaw> {
    let kind = KINDS.iter().map(|(kind, _)| *kind).find(|kind| kind.eq_ignore_ascii_case(label.trim()))?;
    let is_marked = body.get(..range.start).is_some_and(|before| before.ends_with('!'));
    let start = range.start - usize::from(is_marked);
    let is_quoted = body.get(line_start(body, start)..start).is_some_and(|before| before.contains('>'));
    let is_alone = starts_line(body, start) && after.trim().is_empty();
    let fault = |written, corrected| ReferenceFault::UnknownAlert { written, corrected };
    if is_quoted && is_alone { Flaw::new(body, start..range.end, format!("[!{kind}]"), false, fault) } else { None }
}

/// The start of the line of a byte, if it is near.
fn line_start(body: &str, at: usize) -> usize {
    at - line_before(body, at).len()
}

/// True if the line before is a line of the same quotation with text.
fn follows_text(body: &str, start: usize) -> bool {
    let before = body.get(..start).unwrap_or("").trim_end_matches(['\n', '\r']);
    let line = before.rsplit(['\n', '\r']).next().unwrap_or("").trim_start();
    line.strip_prefix('>').is_some_and(|text| !text.trim_matches([' ', '\t', '>']).is_empty())
}

#[cfg(test)]
mod tests {
    use super::super::brackets::{Remedy, WideClosers, gather};

    /// What replaces what; `?` marks a suggestion.
    fn flaws(body: &str) -> Vec<String> {
        let mut found = Vec::new();
        gather(body, 0..body.len(), WideClosers::of(body), &mut |flaw| {
            let written = &body[flaw.range];
            found.push(match flaw.remedy {
                Remedy::None => format!("{written} !"),
                Remedy::Suggestion(text) => format!("{written} ? {text}"),
                Remedy::Fix(text) => format!("{written} > {text}"),
            });
        });
        found
    }

    #[test]
    fn alerts_of_unknown_kinds_are_found() {
        for (text, flaw) in [
            ("> [!DANGER]\n> 甲", "[!DANGER] ? [!CAUTION]"),
            ("> [!注意]\n> 甲", "[!注意] ? [!WARNING]"),
            ("> [！NOTE]\n> 甲", "[！NOTE] > [!NOTE]"),
            ("> 【!NOTE】\n> 甲", "【!NOTE】 > [!NOTE]"),
            ("> [! note]\n> 甲", "[! note] > [!NOTE]"),
            ("> [!NOTICE]\n> 甲", "[!NOTICE] ? [!NOTE]"),
            ("> [!WARNNING] 标题\n> 甲", "[!WARNNING] ? [!WARNING]"),
            ("> [!律师说]\n> 甲", "[!律师说] ? [!NOTE]"),
            ("> 甲\n> [!NOTE]\n> 乙", "[!NOTE] ? \n> [!NOTE]"),
            ("> [NOTE]\n> 甲", "[NOTE] ? [!NOTE]"),
            ("> ![note]\n> 甲", "![note] ? [!NOTE]"),
            ("[!NOTE] 甲", "[!NOTE] ? > [!NOTE]"),
            ("  【！提示】\n甲", "  【！提示】 ? > [!TIP]"),
        ] {
            assert_eq!(flaws(text), [flaw], "{text}");
        }
    }

    #[test]
    fn titles_and_other_brackets_are_no_unknown_alerts() {
        for text in [
            "> [!NOTE] 标题\n> 甲",
            "> [!DETAILS] 标题\n> 甲",
            "> 甲[!X]乙",
            "[!重大]消息",
            "[!]",
            "> [!]",
            "[NOTE]",
            "> 甲[NOTE]",
            "> [NOTE]甲",
            "甲 [!NOTE]",
        ] {
            assert_eq!(flaws(text), Vec::<String>::new(), "{text}");
        }
    }
}
