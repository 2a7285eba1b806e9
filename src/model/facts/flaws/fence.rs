//! Fenced blocks that were meant as a calculator, a snippet or a table and are not read as one: a misspelt name, no end.

use std::ops::Range;

use super::brackets::narrow;
use crate::calc;
use crate::diag::nearest;

/// Names of fences that are read as data, with other words for them.
const NAMES: [(&str, &str); 5] = [
    ("calculator", "计算器 计算 計算器 calc calculation"),
    ("snippet", "片段 文章片段"),
    ("table", "table tables tabel tabl 表 表格"),
    ("rates", "rates 利率 利率表"),
    ("deadlines", "deadlines deadline 期限 期限表"),
];

/// The name that the info string of a fence means, if it is not the name itself.
pub(super) fn misspelt(info: &str) -> Option<&'static str> {
    let word: String =
        info.trim_start().split(|c: char| c.is_whitespace() || matches!(c, ':' | '：' | ',')).next()?.chars().map(narrow).collect();
    let word = word.trim_matches(['{', '}', '[', ']', '(', ')', '.', '#', '`', '!', '"']).to_lowercase();
    // A short name is a part of too many other words.
    let is_near = |name: &str| name.len() > 5 && (word.contains(name) || (word.len() > 5 && nearest(&word, [name]).is_some()));
    let named =
        NAMES.iter().find(|(name, words)| words.split(' ').any(|known| known == word) || is_near(name)).map(|(name, _)| *name);
    // The kind of a calculator in place of the word.
    let name = named.or_else(|| calc::find(&word).map(|_| "calculator"))?;
    (info.split_whitespace().next() != Some(name)).then_some(name)
}

/// True if a fenced block has an end. `content` is where its content ends.
pub(in super::super) fn is_closed(body: &str, block: &Range<usize>, content: Option<usize>) -> bool {
    let source = body.get(block.clone()).unwrap_or("");
    let mark = source.bytes().next().unwrap_or(b'`');
    let first = source.lines().next().map_or(0, str::len);
    let end = content.map_or(block.start + first, |end| end.max(block.start + first));
    body.get(end..block.end).is_some_and(|rest| rest.bytes().any(|b| b == mark))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_mean_another_block_are_known() {
        for info in [
            "calculater", "Calculator", "CALCULATOR", "计算器", "calulator", "{calculator}", "calculator:", "ｃalculator", "calc",
            "calculators", "court-fee",
        ] {
            assert_eq!(misspelt(info), Some("calculator"), "{info}");
        }
        for (info, name) in [
            ("Snippet", "snippet"),
            ("snippets", "snippet"),
            ("snipet", "snippet"),
            ("片段", "snippet"),
            ("Table", "table"),
            ("tabel", "table"),
            ("表格", "table"),
            ("｛table｝", "table"),
        ] {
            assert_eq!(misspelt(info), Some(name), "{info}");
        }
        for info in [
            "snippet", "table", "csv", "tablegen", "datatable", "stable", "calculator", "calculator x", "", "yaml", "c", "text",
            "calculus", "json",
        ] {
            assert_eq!(misspelt(info), None, "{info}");
        }
    }

    #[test]
    fn a_block_without_an_end_is_told_from_one_with_an_end() {
        let is_closed = |text: &str, content: &str| {
            let end = text.find(content).map(|i| i + content.len()).filter(|_| !content.is_empty());
            is_closed(text, &(0..text.len()), end)
        };
        assert!(is_closed("```calculator\nkind: x\n```\n", "kind: x\n"));
        assert!(is_closed("```calculator\n```", ""));
        assert!(!is_closed("```calculator\nkind: x\n\n下面是正文。\n", "正文。\n"));
        assert!(!is_closed("~~~calculator\nkind: x\n```\n", "```\n"));
        assert!(!is_closed("```calculator", ""));
    }
}
