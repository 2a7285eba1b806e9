//! Fixes of a text.

use jiff::civil::Date;
use proptest::prelude::*;

use super::*;
use crate::model::{Registers, Settings, settings};

fn site() -> (Registers, Settings) {
    (Registers::default(), settings::read(None).0)
}

fn fixed(text: &str) -> String {
    fixed_except(text, &[])
}

fn fixed_except(text: &str, off: &[Code]) -> String {
    let (registers, settings) = site();
    let rules = Rules::new(&registers, &settings, Date::constant(2026, 6, 1));
    let source = Source::new("content/articles/a.md", text);
    let selection = Selection { off: off.to_vec(), ..Selection::default() };
    apply(text, &fix(&rules, &source, FileKind::Article, &selection).edits)
}

const FRONT: &str = "---\ntitle: 甲,乙 丙 # 注,释 \ndate: 2026-01-01\n---\n";

fn body(text: &str) -> String {
    fixed(&format!("{FRONT}{text}")).strip_prefix(FRONT).expect("front matter stays as it is").to_owned()
}

#[test]
fn marks_blanks_and_ends_of_lines_are_fixed() {
    assert_eq!(body("先看合同,再看 账单?对的! 好:\r\n\r\n完 \r\n"), "先看合同，再看账单？对的！好：\r\n\r\n完\r\n");
}

#[test]
fn invisible_characters_are_removed_where_they_mean_nothing() {
    for (text, expected) in [
        ("包\u{200b}赢，还\u{ad}款\u{2060}。\u{feff}\n", "包赢，还款。\n"),
        ("　　甲。\n\n\u{a0}\u{a0}乙。\n\n&emsp;&emsp;丙。\n", "甲。\n\n乙。\n\n丙。\n"),
        ("⾦额另⾏计算，`⾦`，⻓期\n", "金额另行计算，`⾦`，长期\n"),
        ("甲&#8203;乙\u{a0}丙\u{200e}丁\u{7f}\n", "甲乙丙丁\n"),
        ("《民法\u{200b}典》第676条\u{2028}\n", "《民法典》第676条\n"),
        ("## 题\u{200b}目\n\n> 　　引文\n", "## 题目\n\n> 引文\n"),
    ] {
        assert_eq!(body(text), expected, "{text:?}");
    }
}

#[test]
fn invisible_characters_with_a_meaning_stay() {
    for text in [
        "👨\u{200d}👩\u{200d}👧\n",
        "10\u{a0}km\n",
        "甲\u{2028}乙\n",
        "甲\n　　乙\n",
        "　　# 题\n",
        "　　年　　月　　日\n",
        "甲\n　　\n乙\n",
        "`甲\u{200b}乙`\n",
        "甲\u{202e}乙\u{202c}丙\n",
        "שלום\u{200f}!\n",
        "[文](甲\u{200b}乙.md)\n",
        "\u{200b}## 题\n",
        "| 甲 | 乙 |\n| - | - |\n|　丙　| 丁 |\n",
    ] {
        assert_eq!(body(text), text, "{text:?}");
    }
}

#[test]
fn code_links_calculators_headings_and_html_stay() {
    let same = [
        "`甲,乙 丙`文\n",
        "```\n甲,乙 丙 \n```\n",
        "    甲,乙 丙\n",
        "```calculator\nkind: limitation # 甲,乙 \n```\n",
        "[文](甲,乙.md)\n",
        "[文](<甲 乙,丙.md> \"题,目\")\n",
        "[文]\n\n[文]: 甲,乙.md\n",
        "<https://example.com/甲,乙>\n",
        "![图,片](甲,乙.png)\n",
        "## 甲,乙 丙\n",
        "词\\\n换行  \n下一行\n",
    ];
    for text in same {
        assert_eq!(body(text), text);
    }
}

#[test]
fn markup_without_effect_is_fixed() {
    let pairs = [
        ("##标题\n\n-甲\n-乙\n", "## 标题\n\n- 甲\n- 乙\n"),
        ("甲\n\n<!-- more -->\n\n乙<!-- 丙 -->\n", "甲\n\n\n乙\n"),
        ("| 甲 | 乙 |\n| —— | —— |\n| 1 | 2 |\n合计3。\n", "| 甲 | 乙 |\n| --- | --- |\n| 1 | 2 |\n\n合计3。\n"),
        ("** 甲,乙 **丙\n", "**甲，乙**丙\n"),
        ("··· text\n<b>\n···\n", "```text\n<b>\n```\n"),
    ];
    for (before, after) in pairs {
        assert_eq!(body(before), after);
    }
}

#[test]
fn a_fix_of_markup_that_makes_another_fault_is_left() {
    for text in ["···calculator\n没有冒号\n···\n", "    甲,乙 丙\n", "#甲\n"] {
        assert_eq!(body(text), text);
    }
}

#[test]
fn a_fix_of_blanks_that_moves_emphasis_is_left() {
    assert_eq!(body("这是**重点 **，这是** 另一个**。\n"), "这是**重点**，这是**另一个**。\n");
    assert_eq!(body("收到短信==>先核对==>再决定\n"), "收到短信==>先核对==>再决定\n");
    assert_eq!(body("1. 身份证\n　　- 原件\n　　- 复印件\n2. 合同\n"), "1. 身份证\n   - 原件\n   - 复印件\n2. 合同\n");
    assert_eq!(body("拿不准就问律师。\n==========\n"), "拿不准就问律师。\n\n---\n");
    assert_eq!(body("| 甲 |\r\n| - |\r\n| 1 |\r\n完。\r\n"), "| 甲 |\r\n| - |\r\n| 1 |\r\n\r\n完。\r\n");
}

#[test]
fn only_a_blank_within_running_text_is_removed() {
    for text in [
        "张某 甲公司\n",
        "原告 张某 被告 李某。\n",
        "原告：张某 李某\n",
        "张某某 某某有限公司，李某 乙公司。\n",
        "见上文 第三人的意见。\n",
        "| 张某 甲公司 | 乙 |\n| - | - |\n",
        "![图](a.png \"账单,先看 合计，再看明细。\")\n",
    ] {
        assert_eq!(body(text), text);
    }
    assert_eq!(body("你要先看 合同，再 签字。\n"), "你要先看合同，再签字。\n");
}

#[test]
fn edits_without_harm_are_tried_together() {
    let edits: Vec<Edit> = (0..1_000).map(|n| Edit { span: Span::new(n..n + 1), with: String::new() }).collect();
    let tries = std::cell::Cell::new(0);
    let is_harmless = |edits: &[Edit]| {
        tries.set(tries.get() + 1);
        edits.iter().all(|edit| edit.span.start != 700)
    };
    assert_eq!(harmless(&edits, &is_harmless).len(), 999);
    assert!(tries.get() <= 21, "{}", tries.get());
}

#[test]
fn what_the_article_accepts_stays() {
    let text = "---\ntitle: 甲\nallow:\n  - {code: SG553, reason: 引用原文}\n---\n甲,乙 \n";
    assert_eq!(fixed(text), text.replace("乙 ", "乙"));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    /// A second fix changes nothing, and without fixes of markup the text without the fixed characters stays the same.
    #[test]
    fn once_is_enough(parts in proptest::collection::vec(prop_oneof![
        "[甲乙丙丁第条]{1,3}", "[,?:;! 　]{1,2}", "[。，a1]", Just("\n".to_owned()), Just("\n\n".to_owned()), Just("  \n".to_owned()),
        Just("**".to_owned()), Just("`".to_owned()), Just("[".to_owned()), Just("](a,b.md)".to_owned()), Just("## ".to_owned()),
        Just("- ".to_owned()), Just("> ".to_owned()), Just("\n```\n".to_owned()), Just("| ".to_owned()), Just("\r\n".to_owned()),
        Just("\n: ".to_owned()), Just("《民法典》".to_owned()), Just("&amp;".to_owned()), Just("<br>".to_owned()),
    ], 0..24)) {
        let text = format!("{FRONT}{}", parts.concat());
        let once = fixed(&text);
        prop_assert_eq!(&fixed(&once), &once);
        let markup: Vec<Code> = (250..280).map(Code).collect();
        let once = fixed_except(&text, &markup);
        let kept = |t: &str| t.chars().filter(|c| !c.is_whitespace()).map(narrow).collect::<String>();
        prop_assert_eq!(kept(&text), kept(&once));
        prop_assert_eq!(text.matches('\n').count(), once.matches('\n').count());
    }
}

/// The body after the fixes that are named, with titles.
fn repaired(title: &str, text: &str, codes: &[u16], titles: bool) -> String {
    let (registers, settings) = site();
    let rules = Rules::new(&registers, &settings, Date::constant(2026, 6, 1));
    let front = format!("---\ntitle: {title}\ndate: 2026-01-01\n---\n");
    let source = Source::new("content/articles/a.md", format!("{front}{text}"));
    let anchors = ["链接到的标题".to_owned()].into();
    let selection = Selection { only: codes.iter().map(|code| Code(*code)).collect(), titles, anchors, ..Selection::default() };
    let fixed = apply(&source.text, &fix(&rules, &source, FileKind::Article, &selection).edits);
    let again = Source::new("content/articles/a.md", fixed.as_str());
    assert_eq!(fix(&rules, &again, FileKind::Article, &selection).edits, []);
    if titles { fixed } else { fixed.strip_prefix(&front).expect("front matter stays as it is").to_owned() }
}

#[test]
fn lost_characters_come_back_where_one_word_fits() {
    let text = "## 融的问。\n\n很多融机构会查询,这是常见的问。费贷款也一样。还款什么政策？自己的求是什么。`融机构`\n";
    let body = "## 融的问。\n\n很多金融机构会查询,这是常见的问题。消费贷款也一样。还款什么政策？自己的求是什么。`融机构`\n";
    assert_eq!(repaired("融的问。", text, &[550], false), body);
    let all = repaired("融的问。", text, &[550], true);
    let heading = "## 金融的问题。 {#融的问}";
    assert_eq!(all, format!("---\ntitle: 金融的问题。\ndate: 2026-01-01\n---\n{}", body.replace("## 融的问。", heading)));
    assert_eq!(repaired("题", text, &[553], false), text.replace("查询,", "查询，"));
}

#[test]
fn words_of_a_template_go() {
    for (before, after) in [
        ("接下来，小编将为您详细解答。\n\n正文。\n", "正文。\n"),
        ("正文。\n\n以上就是小编整理的全部内容，希望对您有所帮助。\n", "正文。\n\n"),
        ("先看账单。下面跟着小编一起来看看吧。再谈。\n", "先看账单。再谈。\n"),
        ("小编认为，先看账单。\n", "先看账单。\n"),
        ("- 小编提醒大家，先看账单。\n", "- 先看账单。\n"),
        ("今天小编为大家介绍甲银行怎么协商。\n\n正文。\n", "正文。\n"),
    ] {
        assert_eq!(repaired("甲银行怎么协商？", before, &[551], false), after);
    }
    for text in [
        "小编为您介绍[甲银行](a.md)。\n",
        "> 小编认为，先看账单。\n",
        "## 小编认为，先看账单\n",
        "- 以上就是小编整理的全部内容。\n- 乙\n",
        "小编为您\n整理相关内容。\n",
        "缩小编制的公告。\n",
    ] {
        assert_eq!(repaired("题", text, &[551], false), text);
    }
}

#[test]
fn marks_of_titles_are_fixed_if_they_are_wanted() {
    let text = "## 一、怎么办?\n\n文,字\n";
    assert_eq!(repaired("甲,乙?", text, &[553], false), "## 一、怎么办?\n\n文，字\n");
    assert_eq!(repaired("甲, 乙?", text, &[553], true), "---\ntitle: 甲，乙？\ndate: 2026-01-01\n---\n## 一、怎么办？\n\n文，字\n");
}

#[test]
fn headings_are_numbered_in_order() {
    for (before, after) in [
        ("一、甲|二、乙|四、丙|五、丁", "一、甲|二、乙|三、丙|四、丁"),
        ("一、甲|二、乙|二、丙", "一、甲|二、乙|三、丙"),
        ("1. 甲|3. 乙", "1. 甲|2. 乙"),
        ("（一）甲|（三）乙", "（一）甲|（二）乙"),
        ("甲|一、乙|三、丙|总结", "甲|一、乙|二、丙|总结"),
        ("第一步：甲|第三步：乙", "第一步：甲|第二步：乙 {#第三步乙}"),
        ("一、甲|#1.1 乙|#1.2 丙|三、丁|#3.1 戊|#3.2 己", "一、甲|#1.1 乙|#1.2 丙|二、丁|#2.1 戊|#2.2 己"),
        ("一、甲|二、丁|#1.1 乙|#1.2 丙", "一、甲|二、丁|#2.1 乙|#2.2 丙"),
    ] {
        let [before, after] = [before, after].map(|text| text.split('|').map(|h| format!("##{h}\n\n文。\n\n")).collect::<String>());
        let [before, after] = [before, after].map(|text| text.replace("##", "## ").replace("## #", "### "));
        assert_eq!(repaired("题", &before, &[560, 561], false), after);
    }
}

#[test]
fn numbers_with_two_remedies_stay() {
    for text in [
        "## 一、甲\n\n见第三部分。\n\n## 三、乙\n\n文。\n",
        "## 一、甲\n\n办法见下文三，不再重复。\n\n## 三、乙\n\n文。\n",
        "## 三、甲\n\n文。\n\n## 五、乙\n\n文。\n",
        "## 一、甲\n\n文。\n\n## 乙\n\n文。\n\n## 三、丙\n\n文。\n",
        "## 一、甲\n\n文。\n\n## 2. 乙\n\n文。\n\n## 3. 丙\n\n文。\n",
        "## 一、甲\n\n### 1. 乙\n\n文。\n\n## 二、丙\n\n### 2. 丁\n\n文。\n",
        "## 一、甲\n\n文。\n\n**二、乙**\n\n文。\n\n## 三、丙\n\n文。\n",
        "## 1.1 甲\n\n文。\n\n## 2.2 乙\n\n文。\n",
    ] {
        assert_eq!(repaired("题", text, &[560, 561], false), text);
    }
}

#[test]
fn a_repeated_title_goes_unless_a_link_leads_to_it() {
    for (before, after) in [
        ("\n链接到的标题\n\n正文。\n", "\n正文。\n"),
        ("# 题目：甲\n\n正文。\n", "正文。\n"),
        ("**题目：甲？**\n\n正文。\n", "正文。\n"),
    ] {
        let title = if before.contains("甲") { "题目：甲" } else { "链接到的标题" };
        assert_eq!(repaired(title, before, &[564], false), after);
    }
    for text in ["## 链接到的标题\n\n正文。\n", "链接到的标题\n正文。\n", "- 链接到的标题\n\n正文。\n", "[链接到的标题](a.md)\n"]
    {
        assert_eq!(repaired("链接到的标题", text, &[564], false), text);
    }
}

#[test]
fn anchors_of_links_are_found() {
    let mut anchors = std::collections::HashSet::new();
    collect_anchors(
        "## 题\n见[甲](b.md#乙)、[丙](#%E4%B8%81 \"戊\")、<https://a.cn/b.html#己>，#庚 [辛](law:x#676)\n",
        &mut anchors,
    );
    let mut anchors: Vec<String> = anchors.into_iter().collect();
    anchors.sort();
    assert_eq!(anchors, ["%E4%B8%81", "丁", "乙", "己"]);
}
