//! Front matter that is not between two lines of three hyphens in our form: what is wrong with it, and where.

use std::ops::Range;

use crate::diag::catalogue::FrontFault;
use crate::text::Span;
use crate::text::invisible::is_shapeless;

/// Lines of a text in which its front matter is looked for.
const LINES: usize = 100;

/// A place, what is wrong there, and the right text of the place if there is one.
pub(crate) type Shape = (Span, FrontFault, Option<&'static str>);

/// The fault of a text that does not begin with a line of three hyphens; `None` if it has no front matter in any form.
pub(crate) fn opening(text: &str) -> Option<Shape> {
    let mut lines = lines(text).filter(|(_, line)| !is_blank(line));
    let (range, line) = lines.next()?;
    let has_keys = lines.next().is_some_and(|(_, line)| is_key(line));
    let bare = trimmed(line);
    let (problem, remedy, right) = match bare {
        "---" if has_keys || range.start > 0 || bare.len() < line.len() => (
            ["第一行不是顶格的 ---".to_owned(), "--- is not at the start of the first line".to_owned()],
            [
                "删去 --- 前面的空行和空格，让它成为文件的第一行",
                "delete the empty lines and blanks before ---, so that the file starts with it",
            ],
            None,
        ),
        _ if bare.strip_prefix("---").is_some_and(|words| is_key(words.trim_start())) => (
            ["--- 后面还有字".to_owned(), "words follow --- on its line".to_owned()],
            ["把 --- 后面的字移到下一行", "move the words behind --- to the next line"],
            None,
        ),
        "+++" => (
            ["这是 TOML 的写法（+++）".to_owned(), "this is TOML (+++)".to_owned()],
            [
                "把两行 +++ 都改成 ---，把每行的「 = 」改成「: 」",
                "write --- for both lines +++, and `: ` for ` = ` in each line between them",
            ],
            None,
        ),
        ";;;" | "{" => (
            ["这是 JSON 的写法".to_owned(), "this is JSON".to_owned()],
            ["改成 YAML：上下各一行 ---，中间每行写「键: 值」", "rewrite it as YAML: `key: value` lines between two lines ---"],
            None,
        ),
        _ if is_rule(bare) && has_keys => mark(bare),
        _ if is_key(line) => (
            ["缺少开头的一行 ---".to_owned(), "the line --- before it is missing".to_owned()],
            ["在这一行上面加一行 ---", "add a line --- above this line"],
            None,
        ),
        _ => return None,
    };
    Some((Span::new(range), absent(problem, remedy), right))
}

/// The fault of the line that was meant to close front matter whose YAML starts at byte `start`.
pub(crate) fn closing(text: &str, start: usize) -> Option<Shape> {
    let ends_so = |line: &str| is_rule(trimmed(line)) || (is_key(line) && line.ends_with("---"));
    let (range, line) = lines(text.get(start..)?).find(|(_, line)| ends_so(line))?;
    let bare = trimmed(line);
    let (problem, remedy, right) = match bare {
        _ if is_key(line) => (
            ["结束的 --- 前面还有字".to_owned(), "words precede the closing --- on its line".to_owned()],
            ["把 --- 移到下一行", "move --- to the next line"],
            None,
        ),
        "---" => (
            ["结束的 --- 没有顶格".to_owned(), "the closing --- is indented".to_owned()],
            ["删去 --- 前面的空格", "delete the blanks before ---"],
            None,
        ),
        _ => mark(bare),
    };
    Some((Span::new(range).shifted(Span::new(start..start).start), open(problem, remedy), right))
}

/// The fault of a text without anything like front matter.
pub(crate) fn none() -> FrontFault {
    let zh = "在第一行写 ---，接着写 title、date、topics 各一行，再写一行 ---";
    absent(Default::default(), [zh, "start with a line ---, then title, date and topics, then another line ---"])
}

/// The fault of front matter without anything like an end.
pub(crate) fn endless() -> FrontFault {
    open(Default::default(), ["在信息栏的最后一项下面单独写一行 ---", "write a line --- below its last entry"])
}

type Words = ([String; 2], [&'static str; 2], Option<&'static str>);

/// The words about a line of other marks than three hyphens.
fn mark(line: &str) -> Words {
    let problem = [format!("「{line}」不是三个半角连字符"), format!("`{line}` is not three hyphens")];
    (problem, ["把这一行改成 ---", "replace this line by ---"], Some("---"))
}

fn absent(problem: [String; 2], [remedy_zh, remedy]: [&str; 2]) -> FrontFault {
    let [problem_zh, problem] = detail(problem);
    FrontFault::NoFrontMatter { problem_zh, problem, remedy_zh: remedy_zh.into(), remedy: remedy.into() }
}

fn open(problem: [String; 2], [remedy_zh, remedy]: [&str; 2]) -> FrontFault {
    let [problem_zh, problem] = detail(problem);
    FrontFault::FrontMatterOpen { problem_zh, problem, remedy_zh: remedy_zh.into(), remedy: remedy.into() }
}

/// The end of a message that says more.
fn detail([zh, en]: [String; 2]) -> [Box<str>; 2] {
    [(zh, "："), (en, ": ")].map(|(text, colon)| if text.is_empty() { text.into() } else { format!("{colon}{text}").into() })
}

/// The first lines of a text without their ends.
fn lines(text: &str) -> impl Iterator<Item = (Range<usize>, &str)> {
    let mut start = 0;
    text.split_inclusive('\n').take(LINES).map(move |line| {
        let at = start;
        start += line.len();
        let line = line.trim_end();
        (at..at + line.len(), line)
    })
}

/// A line without blanks and invisible characters around it.
fn trimmed(line: &str) -> &str {
    line.trim_matches(|c: char| c.is_whitespace() || is_shapeless(c))
}

fn is_blank(line: &str) -> bool {
    trimmed(line).is_empty()
}

/// True for a line of dashes of any kind.
fn is_rule(line: &str) -> bool {
    let mut marks = line.chars().filter(|c| !c.is_whitespace());
    let Some(first) = marks.next() else { return false };
    let is_mark = |c: char| "-—–―−－‐‑─━_＿=＝*＊~～.…".contains(c);
    is_mark(first)
        && line.len() > 1
        && line.chars().all(|c| is_mark(c) || c.is_whitespace())
        && (first.len_utf8() > 1 || marks.next().is_some())
}

/// True for a line that starts with a key and a colon of either width.
fn is_key(line: &str) -> bool {
    let (key, value) = line.split_at(line.find([':', '：']).unwrap_or(0));
    !key.is_empty() && key.bytes().all(|b| b.is_ascii_lowercase() || b == b'_') && !value.starts_with("://")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::{Fault, Lang};

    const BLOCK: &str = "title: 甲\ndate: 2026-03-09\ntopics: [乙]\n";

    /// The text of the place, the message and the remedy.
    fn words((span, fault, _): Shape, text: &str) -> (String, String, String) {
        let fault = Fault::from(fault);
        (span.of(text).to_owned(), fault.message(Lang::Zh), fault.help(Lang::Zh))
    }

    #[test]
    fn the_way_a_text_opens_is_named() {
        let cases = [
            ("\n---\n", "---", "第一行不是顶格的 ---"),
            ("  \n\u{200b}\n---\n", "---", "第一行不是顶格的 ---"),
            (" ---\n", " ---", "第一行不是顶格的 ---"),
            ("———\n", "———", "「———」不是三个半角连字符"),
            ("——\n", "——", "「——」不是三个半角连字符"),
            ("－－－\n", "－－－", "「－－－」不是三个半角连字符"),
            ("----\n", "----", "「----」不是三个半角连字符"),
            ("- - -\n", "- - -", "「- - -」不是三个半角连字符"),
            ("--\n", "--", "「--」不是三个半角连字符"),
            ("--- ", "--- title: 甲", "--- 后面还有字"),
            ("---", "---title: 甲", "--- 后面还有字"),
            ("+++\n", "+++", "这是 TOML 的写法（+++）"),
            ("{\n", "{", "这是 JSON 的写法"),
            ("", "title: 甲", "缺少开头的一行 ---"),
        ];
        for (before, place, problem) in cases {
            let text = format!("{before}{BLOCK}---\n\n正文。\n");
            let (at, message, _) = words(opening(&text).unwrap(), &text);
            assert_eq!((at.as_str(), message), (place, format!("文章开头没有信息栏：{problem}")), "{text}");
        }
        let without = ["", "正文。\n", "## 标题\n\n正文。\n", "———\n\n正文。\n", "\n\n正文：甲\n", "注意：\n", "https://a.cn\n"];
        for text in without {
            assert!(opening(text).is_none(), "{text}");
        }
    }

    #[test]
    fn the_line_that_was_meant_to_close_is_named() {
        let text = format!("---\n{BLOCK}author: 丙---\n\n正文。\n");
        assert_eq!(words(closing(&text, 4).unwrap(), &text).0, "author: 丙---");
        for mark in ["———", "--", "----", " ---", "－－－", "...", "***"] {
            let text = format!("---\n{BLOCK}{mark}\n\n正文。\n");
            assert_eq!(words(closing(&text, 4).unwrap(), &text).0, mark, "{text}");
        }
        assert!(closing(&format!("---\n{BLOCK}\n正文。\n- 一\n"), 4).is_none());
    }
}
