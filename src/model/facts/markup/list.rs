//! List items without effect: a mark without a space, of full width, or of another program. A line is taken for an item only
//! if the mark cannot be a sign, or the lines beside it have such a mark, too.

use super::Flaw;
use super::line::{Line, LineStart, is_wide_blank};
use crate::diag::catalogue::MarkupFault;
use crate::model::facts::lines;
use crate::text::han::is_han;
use crate::text::markdown::is_wide;
use crate::text::numeral;

/// Bullets that no list of Markdown has.
const BULLETS: &[char] = &[
    '•', '·', '‣', '●', '○', '◦', '▪', '■', '□', '◆', '◇', '▶', '►', '✓', '✔', '－', '＊', '＋', '–', 'Ø', '※', '➤', '➢', '★', '☆',
    '✦', '»', '—', '→', '⇒',
];
/// Bullets that say something, and so stay in the text.
const SIGNS: [char; 12] = ['✓', '✔', '✗', '✘', '√', '×', '□', '☐', '☑', '☒', '✅', '❌'];
/// Bullets that may be dashes or arrows of the text.
const DASHES: [char; 3] = ['—', '→', '⇒'];
/// Blanks for a task, as they are typed.
const BOXES: [&str; 8] = ["[]", "[ ]", "[　]", "[  ]", "［］", "［ ］", "［　］", "【】"];

/// Boxes of a task that is done, as they are typed.
const TICKS: [&str; 8] = ["[x]", "[X]", "[√]", "[✓]", "[ x ]", "[ X ]", "[v]", "[V]"];

/// Rows of signs that are numbers from one on: `①`, `⑴`, `⒈`, `Ⅰ`, `ⅰ`, `❶`, `㈠`.
const SIGNED_NUMBERS: [(char, char); 7] = [('①', '⑳'), ('⑴', '⒇'), ('⒈', '⒛'), ('Ⅰ', 'Ⅻ'), ('ⅰ', 'ⅻ'), ('❶', '❿'), ('㈠', '㈩')];

/// Lines above an item in which the item is looked for that it belongs to.
const MAX_ABOVE: usize = 30;

/// An item without effect.
pub(super) fn item(line: &Line<'_>) -> Option<Flaw> {
    let (correct, is_safe) = match line.text.chars().next()? {
        '-' => hyphen(line)?,
        '*' | '+' => sign(line)?,
        '[' | '［' | '【' => (task(line.text)?, true),
        c if is_wide_blank(c) => behind_blanks(line)?,
        c if SIGNS.contains(&c) => signed(line)?,
        c if BULLETS.contains(&c) || matches!(c, '\u{f020}'..='\u{f0ff}') => bullet(line, c)?,
        _ => return number(line),
    };
    Some(Flaw::new(line.range.clone(), mark(line, &correct)).with(correct, is_safe))
}

/// True if the line above or below satisfies a condition.
fn beside(line: &Line<'_>, is_like: impl Fn(&str) -> bool) -> bool {
    line.above().is_some_and(&is_like) || line.below().is_some_and(&is_like)
}

/// `-项` and `-[ ] 项`.
fn hyphen(line: &Line<'_>) -> Option<(String, bool)> {
    let words = line.text.strip_prefix('-')?;
    if let Some(words) = words.strip_prefix("- ") {
        let is_list = words.starts_with(is_wide) && beside(line, |text| text.starts_with("-- "));
        return is_list.then(|| (format!("- {words}"), true));
    }
    if let Some(task) = task_behind(words) {
        return Some((format!("- {task}"), true));
    }
    let words = words.trim_start_matches(is_wide_blank);
    let first = words.chars().next()?;
    let is_marked = |text: &str| text.strip_prefix('-').is_some_and(|rest| !rest.starts_with(|c: char| c == '-' || c.is_numeric()));
    let is_list = beside(line, is_marked);
    let is_word = if is_list { first.is_alphabetic() || "《“「【（[*`".contains(first) } else { is_phrase(words) };
    // -完-
    (is_word && !words.ends_with('-')).then(|| (format!("- {words}"), is_list))
}

/// True for a text that begins with two Chinese characters, or with a Chinese mark.
fn is_phrase(text: &str) -> bool {
    text.starts_with(|c| "《“「【（".contains(c)) || (text.starts_with(is_han) && text.chars().nth(1).is_some_and(is_wide))
}

/// `*项` and `+项`, if a line beside it has the same mark: alone it is a footnote's star, or an operator.
fn sign(line: &Line<'_>) -> Option<(String, bool)> {
    let mark = line.text.get(..1)?;
    let words = line.text.strip_prefix(mark)?.trim_start_matches(is_wide_blank);
    let is_item = |words: &str| words.starts_with(is_han) && !words.contains(mark) && !words.starts_with(['注', '备']);
    let is_list = is_item(words) && beside(line, |text| text.strip_prefix(mark).is_some_and(|w| is_item(w.trim_start())));
    is_list.then(|| (format!("- {words}"), false))
}

/// A bullet, if a line beside it has the same one.
fn bullet(line: &Line<'_>, bullet: char) -> Option<(String, bool)> {
    // An arrow or a dash may say something, and dashes are doubled in Chinese.
    let is_doubtful = DASHES.contains(&bullet);
    let rest = if is_doubtful { line.text.trim_start_matches(bullet) } else { line.text.strip_prefix(bullet)? };
    let words = rest.trim_start_matches(|c: char| c == '\t' || c == ' ' || is_wide_blank(c));
    let is_word = words.starts_with(|c: char| c.is_alphabetic() || "《“「【（".contains(c));
    let is_list = beside(line, |text| text.starts_with(bullet) || (bullet == '－' && text.starts_with("- ")));
    let is_spaced = rest.len() > words.len() && matches!(bullet, '－' | '＋' | '＊');
    (is_word && (is_list || is_spaced)).then(|| (format!("- {words}"), is_list && !is_doubtful))
}

/// A line that begins with a sign, beside another such line: `✓ 可以做`, `✗ 不要做`.
fn signed(line: &Line<'_>) -> Option<(String, bool)> {
    let words = line.text.trim_start_matches(SIGNS).trim_start_matches(|c: char| c == ' ' || c == '\t' || is_wide_blank(c));
    let is_word = words.starts_with(|c: char| c.is_alphabetic() || "《“「【（".contains(c));
    (is_word && beside(line, |text| text.starts_with(SIGNS))).then(|| (format!("- {}", line.text), true))
}

/// A task without the mark of a list: `[ ] 项`.
pub(super) fn bare_task(line: &Line<'_>) -> Option<Flaw> {
    let correct = format!("- {}", task_behind(line.text)?);
    Some(Flaw::new(line.range.clone(), mark(line, &correct)).with(correct, true))
}

/// `[]`, `[ ]项`: the words of an item that should be a task.
fn task(text: &str) -> Option<String> {
    task_behind(text).filter(|_| !text.starts_with("[ ] "))
}

/// A task in its correct form; nothing if a text does not begin with a box.
fn task_behind(text: &str) -> Option<String> {
    let empty = BOXES.iter().find_map(|b| text.strip_prefix(b)).map(|rest| (' ', rest));
    let full = || TICKS.iter().find_map(|b| text.strip_prefix(b)).map(|rest| ('x', rest));
    let (mark, rest) = empty.or_else(full)?;
    let words = rest.trim_start();
    // [ ]drain is the notation of manuals.
    let is_task = if words.len() < rest.len() {
        words.starts_with(|c: char| c.is_alphanumeric() || is_wide(c) || "*`".contains(c))
    } else {
        words.starts_with(is_wide) && !words.starts_with('（')
    };
    is_task.then(|| format!("[{mark}] {words}"))
}

/// A mark behind full-width blanks: only half-width ones may stand before it. Below an item it stays an item of that one.
fn behind_blanks(line: &Line<'_>) -> Option<(String, bool)> {
    let text = line.text.trim_start_matches(is_wide_blank);
    mark_length(text)?;
    let indent = if line.start == LineStart::SoftBreak { indent_below(line) } else { 0 };
    Some((format!("{}{text}", " ".repeat(indent)), true))
}

/// Bytes of the mark of an item with its blank.
fn mark_length(text: &str) -> Option<usize> {
    let digits = text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let mark = text.get(digits..)?;
    let is_mark = match digits {
        0 => mark.starts_with("- ") || mark.starts_with("* ") || mark.starts_with("+ "),
        _ => digits < 4 && mark.starts_with(". "),
    };
    is_mark.then_some(digits + 2)
}

/// Half-width blanks before an item, so that it belongs to the item above with fewer blanks.
fn indent_below(line: &Line<'_>) -> usize {
    let above = line.body.get(..lines::start(line.body, line.range.start)).unwrap_or("");
    let mut width = blanks(line.text).0;
    let mut outer = Vec::new();
    for text in above.lines().rev().take(MAX_ABOVE) {
        let text = text.trim_start_matches('>');
        let (blanks, words) = blanks(text.strip_prefix(' ').filter(|_| line.prefix().contains('>')).unwrap_or(text));
        if words.is_empty() {
            break;
        }
        if let Some(mark) = mark_length(words).filter(|_| blanks < width) {
            outer.push(mark);
            width = blanks;
        }
    }
    outer.iter().sum()
}

/// The blanks that a line begins with, a full-width one as two, and its words.
fn blanks(line: &str) -> (usize, &str) {
    let words = line.trim_start_matches(|c: char| c == ' ' || c == '\t' || is_wide_blank(c));
    let blanks = line.get(..line.len() - words.len()).unwrap_or("");
    (blanks.chars().map(|c| 1 + usize::from(is_wide_blank(c))).sum(), words)
}

/// The fault of a mark that should be another one.
pub(super) fn mark(line: &Line<'_>, correct: &str) -> MarkupFault {
    remedied(line, correct, ("", ""))
}

/// The fault of a line that should be another one, with more words in both languages.
fn remedied(line: &Line<'_>, correct: &str, (more_zh, more_en): (&str, &str)) -> MarkupFault {
    MarkupFault::ListMark { correct: line.with(correct), more_zh: more_zh.to_owned(), more_en: more_en.to_owned() }
}

/// `1.项`, `1、项`, `1：项`, `（1）项`, `①项`, `一、项`, `a.项`, if the line above or below has the number before or after it; `3. 项` right below
/// a text, which only a list from 1 may follow.
fn number(line: &Line<'_>) -> Option<Flaw> {
    let Ordinal { number, kind, separator, words: rest } = Ordinal::of(line.text)?;
    let words = rest.trim_start_matches(|c: char| matches!(c, ' ' | '\t' | '、' | '.' | '．') || is_wide_blank(c));
    let is_ascii = line.text.starts_with(|c: char| c.is_ascii_digit());
    let is_item = is_ascii && separator == '.' && rest.starts_with([' ', '\t']);
    let is_number =
        |text: &str, wanted: Option<u32>| Ordinal::of(text).is_some_and(|other| Some(other.number) == wanted && other.kind == kind);
    let is_second = line.above().is_some_and(|text| is_number(text, number.checked_sub(1)));
    let is_list = is_second || line.below().is_some_and(|text| is_number(text, Some(number + 1)));
    let is_below = line.start == LineStart::SoftBreak && !is_second && number != 1;
    if (is_item && !is_below) || words.is_empty() || !is_list || line.start == LineStart::HardBreak {
        return None;
    }
    let correct = format!("{number}. {words}");
    if is_below {
        let fault = remedied(line, &correct, ("，上面空一行", " below an empty line"));
        let flaw = Flaw::new(line.range.clone(), fault);
        let is_bare = lines::start(line.body, line.range.start) == line.range.start;
        return Some(if is_bare { flaw.with(format!("\n{correct}"), is_item) } else { flaw });
    }
    let is_safe = kind == OrdinalKind::Digits && matches!(separator, '.' | '．' | '。');
    let paragraphs =
        ("；要保留原来的编号，就在各行之间空一行", "; to keep the numbers as they are, put an empty line between the lines");
    let fault = if is_safe { mark(line, &correct) } else { remedied(line, &correct, paragraphs) };
    Some(Flaw::new(line.range.clone(), fault).with(correct, is_safe))
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum OrdinalKind {
    /// `1.`
    Digits,
    /// `（1）`
    InBrackets,
    /// A sign such as `①`, with the first of its row.
    Sign(char),
    /// `一、`
    Han,
    /// `（一）`
    HanInBrackets,
    /// `a.`
    Letter,
}

/// The number that a line begins with.
struct Ordinal<'t> {
    number: u32,
    kind: OrdinalKind,
    /// The mark behind the number.
    separator: char,
    words: &'t str,
}

impl<'t> Ordinal<'t> {
    fn of(text: &'t str) -> Option<Ordinal<'t>> {
        let first = text.chars().next()?;
        let ordinal = |number, kind, separator, words| Some(Ordinal { number, kind, separator, words });
        if let Some((one, _)) = SIGNED_NUMBERS.iter().find(|(one, last)| (*one..=*last).contains(&first)) {
            let number = u32::from(first) - u32::from(*one) + 1;
            return ordinal(number, OrdinalKind::Sign(*one), ' ', text.get(first.len_utf8()..)?);
        }
        match first {
            '(' | '（' => {
                let (inner, words) = text.get(first.len_utf8()..)?.split_once([')', '）'])?;
                let digits = inner.parse().ok().filter(|_| inner.len() <= 2 && inner.bytes().all(|b| b.is_ascii_digit()));
                match digits {
                    Some(number) => ordinal(number, OrdinalKind::InBrackets, ')', words),
                    None => ordinal(han_number(inner)?, OrdinalKind::HanInBrackets, ')', words),
                }
            }
            'a'..='z' | 'A'..='Z' => {
                let rest = text.get(1..)?;
                let separator = rest.chars().next().filter(|c| matches!(c, '.' | '．' | '、' | ')' | '）'))?;
                let words = rest.get(separator.len_utf8()..)?;
                // A version or an abbreviation, such as e.g., has no Chinese behind it.
                let is_item = words.trim_start().starts_with(is_wide);
                let number = u32::from(first.to_ascii_lowercase()) - u32::from('a') + 1;
                is_item.then_some(())?;
                ordinal(number, OrdinalKind::Letter, separator, words)
            }
            '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十' => {
                let (number, words) = text.split_once(['、', '．', '.']).filter(|(number, _)| number.len() <= 9)?;
                ordinal(han_number(number)?, OrdinalKind::Han, '、', words)
            }
            _ => numbered(text).and_then(|(number, separator, words)| ordinal(number, OrdinalKind::Digits, separator, words)),
        }
    }
}

/// The value of a text that is a Chinese number below 100.
fn han_number(text: &str) -> Option<u32> {
    let (value, length) = numeral::leading(text).filter(|_| text.starts_with(numeral::is_numeral))?;
    (length == text.len() && value < 100).then_some(value)
}

/// The number that a line begins with, the mark behind it, and its words; nothing if it is a figure such as `1.5`.
fn numbered(text: &str) -> Option<(u32, char, &str)> {
    let mut n = 0;
    let mut chars = text.char_indices();
    for (i, c) in chars.by_ref() {
        let digit = match c {
            '0'..='9' => u32::from(c) - u32::from('0'),
            '０'..='９' => u32::from(c) - u32::from('０'),
            '.' | '．' | '。' | '、' | ')' | '）' | ':' | '：' if i > 0 => {
                let rest = text.get(i + c.len_utf8()..)?;
                // A colon divides figures, too.
                let is_item = !matches!(c, ':' | '：') || rest.trim_start().starts_with(is_wide);
                return (is_item && !rest.starts_with(|c: char| c.is_numeric())).then_some((n, c, rest));
            }
            _ => return None,
        };
        n = n * 10 + digit;
        if n > 999 {
            return None;
        }
    }
    None
}
