use proptest::prelude::*;

use super::super::tests::{inline, inline_of};
use super::super::{Document, OPTIONS};
use super::*;

const RUNS: [(&str, &str, &str); 4] = [("*", "⟨", "⟩"), ("**", "⟦", "⟧"), ("***", "⟨⟦", "⟧⟩"), ("~~", "⊢", "⊣")];
/// What the emphasised words start and end with.
const INSIDE: [(&str, &str); 10] =
    [("", ""), ("", "。"), ("", "："), ("《", "》"), ("“", "”"), ("（", "）"), ("(", ")"), ("￥", "%"), ("①", "②"), ("`", "`")];
/// What stands before and behind them.
const OUTSIDE: [(&str, &str); 10] = [
    ("", ""),
    ("前", "后"),
    ("𠮷", "か"),
    ("강", "강"),
    ("①", "３"),
    ("、", "、"),
    ("（", "）"),
    ("“", "”"),
    ("(", ","),
    ("A", "1"),
];

#[test]
fn every_run_opens_and_closes_between_any_two_characters() {
    for (run, open, close) in RUNS {
        for (first, last) in INSIDE {
            for (before, after) in OUTSIDE {
                let markdown = format!("{before}{run}{first}甲{last}{run}{after}");
                let (shown_first, shown_last) = (first.replace('`', ""), last.replace('`', ""));
                // ASCII marks beside Latin words: CommonMark's rule is made for them.
                let opens = !(before == "A" && matches!(first, "(" | "`") && run != "~~");
                let closes = !(after == "1" && matches!(last, ")" | "`" | "%"));
                let expected = if opens && closes {
                    format!("{before}{open}{shown_first}甲{shown_last}{close}{after}")
                } else {
                    format!("{before}{run}{shown_first}甲{shown_last}{run}{after}")
                };
                assert_eq!(inline(&markdown), expected, "{markdown}");
            }
        }
    }
}

#[test]
fn a_mark_between_two_runs_belongs_to_both() {
    for (markdown, expected) in [
        ("银行**不**(得)收", "银行⟦不⟧(得)收"),
        ("借款**甲**,借款**乙**,借款**丙**。", "借款⟦甲⟧,借款⟦乙⟧,借款⟦丙⟧。"),
        ("年利率**24%**、**36%**两条线", "年利率⟦24%⟧、⟦36%⟧两条线"),
        ("**甲（A）**、**乙（B）**", "⟦甲（A）⟧、⟦乙（B）⟧"),
        ("*甲（乙）*、*丙*", "⟨甲（乙）⟩、⟨丙⟩"),
        ("~~甲（乙）~~、~~丙~~", "⊢甲（乙）⊣、⊢丙⊣"),
        ("**甲。**、**乙。**丙", "⟦甲。⟧、⟦乙。⟧丙"),
        ("前**。**后", "前⟦。⟧后"),
        ("**甲**乙**“丙”**", "⟦甲⟧乙⟦“丙”⟧"),
    ] {
        assert_eq!(inline(markdown), expected, "{markdown}");
    }
}

#[test]
fn letters_of_every_script_and_plane_are_helped() {
    for letter in ["中", "𠮷", "강", "か", "カ", "①", "３", "㈠", "〇", "㐀", "豈"] {
        for (open, close) in [("(", ")"), ("《", "》"), ("[", "](/a)"), ("`", "`"), ("24%", "24%")] {
            let shown = |s: &str| s.replace("[", "").replace("](/a)", "").replace('`', "");
            let markdown = format!("{letter}**{open}甲{close}**{letter}");
            let expected = format!("{letter}⟦{}甲{}⟧{letter}", shown(open), shown(close));
            assert_eq!(inline(&markdown), expected, "{markdown}");
        }
        for mark in ["(", ",", ".", ":", "/", "%", "\"", "<", "!", "&", "|", "{"] {
            let markdown = format!("甲**{letter}**{mark}乙");
            assert_eq!(inline(&markdown), format!("甲⟦{letter}⟧{mark}乙"), "{markdown}");
        }
    }
}

#[test]
fn foreign_characters_and_many_letters_turn_nothing_off() {
    for foreign in ["강", "\u{e0100}", "\u{e002}", "\u{f8ff}", "🏴\u{e0067}\u{e007f}", "\u{7c0}", "\u{a490}"] {
        assert_eq!(inline(&format!("{foreign} **重点：**内容")), format!("{foreign} ⟦重点：⟧内容"));
    }
    let lines: String = ('一'..).take(200).map(|letter| format!("{letter}**[链](/a)**后\n\n")).collect();
    assert_eq!(inline(&lines).matches("⟦链⟧后").count(), 200);
}

#[test]
fn stars_of_latin_words_stay() {
    for text in [
        "用a.*或b.*都可以",
        "“ls a*”和“ls b*”",
        "用*.txt和*.md文件",
        "把src/**和test/**都删去",
        "注*：甲。注*：乙。",
        "（金额*）甲（利率*）乙",
        "5%~8%，10%~三成",
        "被告张**，原告李**。",
        "王**、赵**（男）；",
        "张**、110105********283X。",
        "尾号****1234、****5678的两张卡",
        "密码****，验证码******。",
    ] {
        assert_eq!(inline(text), text);
    }
}

#[test]
fn help_reaches_every_place() {
    for (markdown, expected) in [
        ("## **重点：**内容", "⟦重点：⟧内容"),
        ("**重点：**内容\n===", "⟦重点：⟧内容"),
        ("- **重点：**内容\n  - **又：**内容", "⟦重点：⟧内容⟦又：⟧内容"),
        ("> 引\n>**《民》**第\n> > **又：**内", "引⏎⟦《民》⟧第⟦又：⟧内"),
        ("|**重点：**内|甲**（乙）**丙|\n|-|-|\n|**a：**b|《**c**》|", "⟦重点：⟧内甲⟦（乙）⟧丙⟦a：⟧b《⟦c⟧》"),
        ("[^1]\n\n[^1]: **重点：**内容", "⟦重点：⟧内容"),
        ("词\n: **重点：**内容", "词⟦重点：⟧内容"),
        ("[**重点：**内容](/a)", "⟦重点：⟧内容"),
        ("甲**[乙**（丙）**丁](/a)**戊", "甲⟦乙⟦（丙）⟧丁⟧戊"),
        ("![甲**（乙）**丙](/a)", "甲⟦（乙）⟧丙"),
        ("甲\n**（乙）**丙\n**丁**", "甲⏎⟦（乙）⟧丙⏎⟦丁⟧"),
        ("> [!NOTE]\n> **重点：**内容", "⟦重点：⟧内容"),
        ("`**甲：**乙` **丙：**丁", "**甲：**乙 ⟦丙：⟧丁"),
        ("```\n**甲：**乙\n```\n**丙：**丁", "**甲：**乙\n⟦丙：⟧丁"),
    ] {
        assert_eq!(inline(markdown), expected, "{markdown}");
    }
}

#[test]
fn only_the_part_with_a_fault_changes() {
    for (markdown, expected) in [
        ("*甲*乙，**丙：**丁，* 戊", "⟨甲⟩乙，⟦丙：⟧丁，* 戊"),
        ("**该。**这**那。**", "⟦该。⟧这⟦那。⟧"),
        ("**甲、**乙**丙**", "⟦甲、⟧乙⟦丙⟧"),
        ("*“甲”*乙*“丙”*", "⟨“甲”⟩乙⟨“丙”⟩"),
        ("***甲。**乙*", "⟨⟦甲。⟧乙⟩"),
        ("*甲。**乙***", "⟨甲。⟦乙⟧⟩"),
        ("**甲：乙", "**甲：乙"),
        ("甲**：乙", "甲**：乙"),
    ] {
        assert_eq!(inline(markdown), expected, "{markdown}");
    }
}

/// The events of plain CommonMark in one paragraph after another.
#[expect(clippy::disallowed_methods, reason = "the reading to compare with")]
fn plain(text: &str) -> Vec<Placed<'_>> {
    Parser::new_ext(text, OPTIONS).into_offset_iter().collect()
}

/// The inline events of each block.
fn blocks<'s>(events: Vec<Placed<'s>>) -> Vec<Vec<Placed<'s>>> {
    let mut blocks = vec![Vec::new()];
    let mut verbatim = 0;
    for (event, range) in events {
        match &event {
            Event::Start(Tag::CodeBlock(_)) => verbatim += 1,
            Event::End(TagEnd::CodeBlock) => verbatim -= 1,
            _ => {}
        }
        if super::super::is_inline(&event) && verbatim == 0 {
            blocks.last_mut().unwrap().push((event, range));
        } else if !blocks.last().unwrap().is_empty() {
            blocks.push(Vec::new());
        }
    }
    blocks
}

fn faults(events: &[Placed<'_>], text: &str) -> Vec<Faults> {
    scopes_of(events, text).iter().map(|s| Faults::of(s.chars.len(), &s.pairs)).collect()
}

/// What decides on emphasis, and the blocks and inline elements around it.
const PIECES: &[&str] = &[
    "*", "**", "***", "****", "~~", "~", "~~~", "_", "__", "中", "文", "a", "强", "𠮷", "か", "①", "1", " ", ".", "（", ")", "。",
    "：", "《", "“", "·", "✅", "%", "(", "|", "[", "]", "\u{3000}", "\u{a0}", "\\", "\n", "\n\n", "`", "](/a)", "![", "> ",
    "\n- ", "\n1. ", "\n# ", "\n===\n", "\n|-|-|\n", "<u>", "</u>", "<", "&amp;", "[^1]", "\n: ", "  \n", "\\\n", "{#x}",
];

fn text() -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(PIECES), 0..40).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4_000))]

    #[test]
    fn without_help_the_second_look_is_commonmark(text in text()) {
        for events in blocks(plain(&text)) {
            let lines = Lines::of(&events);
            for scope in scopes_of(&events, &text) {
                let runs = scope.runs(&text, &lines);
                prop_assert_eq!(&pair(&runs, &vec![false; runs.len()]), &scope.pairs, "{:?}", runs);
            }
        }
    }

    #[test]
    fn what_commonmark_reads_rightly_stays(text in text()) {
        for before in blocks(plain(&text)) {
            let mut after = before.clone();
            correct(&mut after, &text);
            let faults = faults(&before, &text).into_iter().zip(faults(&after, &text));
            for (plain, ours) in faults {
                prop_assert!(ours <= plain);
            }
            if before.iter().all(|(event, range)| !is_literal_delimiter(range, &text) || !matches!(event, Event::Text(_)))
                && scopes_of(&before, &text).iter().all(|s| Faults::of(s.chars.len(), &s.pairs) == Faults::default())
            {
                prop_assert_eq!(&after, &before);
            }
            let words = |events: &[Placed<'_>]| inline_of(events.iter().map(|e| e.0.clone())).replace(['⟦', '⟧', '⟨', '⟩', '⊢', '⊣', '*', '_', '~'], "");
            prop_assert_eq!(words(&after), words(&before));
        }
    }

    #[test]
    fn pairs_are_properly_nested(text in text()) {
        let mut open = Vec::new();
        let mut balanced = true;
        Document::new(&text).read(|event, range| match event {
            Event::Start(tag) => open.push((tag.to_end(), range)),
            Event::End(tag) => balanced &= open.pop() == Some((tag, range)),
            _ => {}
        });
        prop_assert!(balanced && open.is_empty());
    }
}
