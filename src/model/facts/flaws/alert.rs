//! Alerts that stayed text: `> [!DANGER]`, `> [!注意]`, `> [！NOTE]`, `[!NOTE]` outside of a quotation.

use std::ops::Range;

use super::brackets::narrow;
use crate::diag::catalogue::ReferenceFault;
use crate::diag::nearest;
use crate::model::facts::flaw::Flaw;
use crate::model::facts::lines;

/// The kinds of alerts, each with the words that editors and other programs write for it: `[!TODO]` is an alert of Obsidian.
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

/// The kind that a word means, in whatever case.
pub(in super::super) fn kind(word: &str) -> Option<&'static str> {
    let means = |known: &str| known.eq_ignore_ascii_case(word);
    KINDS.iter().find(|(kind, words)| means(kind) || words.split(' ').any(means)).map(|(kind, _)| *kind)
}

/// The flaw of a pair of brackets whose label starts with an exclamation mark.
pub(super) fn flaw(body: &str, range: Range<usize>, label: &str, is_ascii: bool) -> Option<Flaw> {
    if !lines::begins(body, range.start) {
        return emphasized(body, range, label);
    }
    let word: String = label.chars().skip(1).map(narrow).collect();
    let word = word.trim().to_uppercase();
    let is_word = !word.is_empty() && word.chars().nth(LONGEST).is_none() && word.chars().all(char::is_alphanumeric);
    let kind = kind(&word).map(str::to_owned).or_else(|| nearest(&word, KINDS.map(|(kind, _)| kind)));
    let is_exact = kind.as_deref() == Some(&word);
    let start = lines::start(body, range.start);
    let is_quoted = body.get(start..range.start).is_some_and(|before| before.contains('>'));
    let fault = |written, corrected| ReferenceFault::UnknownAlert { written, corrected };
    let whole = start..range.end;
    if !is_quoted {
        // Outside of a quotation only a kind that is meant for certain is taken for an alert.
        let corrected = format!("> [!{}]", kind.filter(|_| is_word)?);
        return Flaw::corrected(body, whole, corrected, false, fault);
    }
    if is_exact && is_ascii && label.starts_with('!') && !label.contains(' ') {
        // A title behind it, or a quotation that has begun on a line before.
        let marks = body.get(start..range.start)?;
        let is_late = follows_text(body, start);
        return if is_late { Flaw::corrected(body, whole, format!("\n{marks}[!{word}]"), false, fault) } else { None };
    }
    if let Some((folded, length)) = folded(lines::after(body, range.end)).filter(|_| is_word) {
        let kind = kind.filter(|_| !folded).unwrap_or_else(|| "DETAILS".to_owned());
        return Flaw::corrected(body, range.start..range.end + length, format!("[!{kind}]"), false, fault);
    }
    let corrected = format!("[!{}]", kind.unwrap_or_else(|| "NOTE".to_owned()));
    is_word.then(|| Flaw::corrected(body, range, corrected, is_exact, fault))?
}

/// The sign of Obsidian behind a kind, `-` or `+`, and whether a title follows it, so that the part can fold.
fn folded(after: &str) -> Option<(bool, usize)> {
    let title = after.strip_prefix(['-', '+'])?;
    let is_sign = title.is_empty() || title.starts_with(' ');
    is_sign.then_some((!title.trim().is_empty(), 1))
}

/// The flaw of an alert in bold on the first line of a quotation: `> **[!WARNING]**`.
fn emphasized(body: &str, range: Range<usize>, label: &str) -> Option<Flaw> {
    let before = lines::before(body, range.start);
    let marks = before.len() - before.trim_end_matches('*').len();
    let kind = kind(label.trim_start_matches('!').trim())?;
    let end = range.end + marks;
    let is_marked = marks > 0 && body.get(range.end..end)?.bytes().all(|b| b == b'*');
    marked(body, range.start - marks..end, kind).filter(|_| is_marked)
}

/// The flaw of an alert whose bracket is escaped, alone on the first line of a quotation: `> \[!NOTE]`.
pub(super) fn escaped(body: &str, range: Range<usize>, label: &str, after: &str) -> Option<Flaw> {
    let kind = kind(label.strip_prefix('!')?)?;
    marked(body, range.start - 1..range.end, kind).filter(|_| after.trim().is_empty())
}

/// The flaw of a word in bold, alone on the first line of a quotation, as GitHub once wrote alerts: `> **Note**`.
pub(super) fn bold(body: &str, piece: Range<usize>) -> Option<Flaw> {
    let word = body.get(piece.clone())?;
    let (kind, _) = KINDS.iter().find(|(kind, _)| kind.eq_ignore_ascii_case(word))?;
    let range = piece.start.checked_sub(2)?..piece.end + 2;
    let is_alone = body.get(range.clone())? == format!("**{word}**") && lines::after(body, range.end).trim().is_empty();
    marked(body, range, kind).filter(|_| is_alone)
}

/// The flaw of a range that begins the first line of a quotation.
fn marked(body: &str, range: Range<usize>, kind: &str) -> Option<Flaw> {
    let start = lines::start(body, range.start);
    let is_first = lines::begins(body, range.start) && !follows_text(body, start);
    let is_quoted = body.get(start..range.start).is_some_and(|before| before.contains('>'));
    let fault = |written, corrected| ReferenceFault::UnknownAlert { written, corrected };
    if is_first && is_quoted { Flaw::corrected(body, range, format!("[!{kind}]"), false, fault) } else { None }
}

/// The flaw of a kind without its exclamation mark, or with one before the bracket, alone on a line of a quotation: `> [NOTE]`, `> ![NOTE]`.
pub(super) fn unmarked(body: &str, range: Range<usize>, label: &str, after: &str) -> Option<Flaw> {
    let kind = KINDS.iter().map(|(kind, _)| *kind).find(|kind| kind.eq_ignore_ascii_case(label.trim()))?;
    let is_marked = body.get(..range.start).is_some_and(|before| before.ends_with('!'));
    let start = range.start - usize::from(is_marked);
    let is_quoted = body.get(lines::start(body, start)..start).is_some_and(|before| before.contains('>'));
    // A title may follow a kind in capitals.
    let is_title =
        label.bytes().all(|b| b.is_ascii_uppercase()) && after.starts_with(' ') && !follows_text(body, lines::start(body, start));
    let is_alone = lines::begins(body, start) && (after.trim().is_empty() || is_title);
    let fault = |written, corrected| ReferenceFault::UnknownAlert { written, corrected };
    if is_quoted && is_alone { Flaw::corrected(body, start..range.end, format!("[!{kind}]"), false, fault) } else { None }
}

/// True if the line before has text. Below a quotation it is a line of the same one.
pub(super) fn follows_text(body: &str, start: usize) -> bool {
    let before = body.get(..start).unwrap_or("");
    let before = before.strip_suffix('\n').unwrap_or(before);
    !lines::words(lines::before(body, before.len())).is_empty()
}

#[cfg(test)]
mod tests {
    use super::super::tests::flaws;

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
            ("> 甲\n> [!NOTE]\n> 乙", "> [!NOTE] ? \n> [!NOTE]"),
            ("- > 甲\n  > [!TIP]", "  > [!TIP] ? \n  > [!TIP]"),
            ("> [!INFO]- 诉讼时效\n> 甲", "[!INFO]- ? [!DETAILS]"),
            ("> [!INFO]-\n> 甲", "[!INFO]- ? [!NOTE]"),
            ("> **[!WARNING]**\n> 甲", "**[!WARNING]** ? [!WARNING]"),
            ("> \\[!NOTE]\n> 甲", "\\[!NOTE] ? [!NOTE]"),
            ("> [WARNING] 时效\n> 甲", "[WARNING] ? [!WARNING]"),
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
            "> [note] 甲",
            "> 甲\n> [NOTE] 乙",
            "\\[!NOTE]",
            "> 甲\\[!NOTE]",
            "甲 [!NOTE]",
        ] {
            assert_eq!(flaws(text), Vec::<String>::new(), "{text}");
        }
    }
}
