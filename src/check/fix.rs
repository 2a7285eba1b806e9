//! Applies every safe fix to a text, round after round until none is left, so that a second run changes nothing.
//!
//! There are two kinds. A fix of marks and blanks is applied if it changes no link, heading, code, calculator or markup: every element
//! begins and ends at the same word as before. A fix of
//! markup without effect changes the markup; it is applied if the text then has fewer findings, and no other that only a person can correct.

use super::fix_site::FixSite;
use super::{Collector, Rules};
use crate::diag::{Code, Finding};
use crate::model::facts::{Kind, Plain};
use crate::model::{Body, text_file};
use crate::text::edit::{Edit, apply, between, sorted};
use crate::text::invisible::is_shapeless;
use crate::text::markdown::{Document, Event, TagEnd};
use crate::text::radical;
use crate::text::{Source, Span};

/// Rounds after which a text is left as it is; one is nearly always enough.
const ROUNDS: usize = 10;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum FileKind {
    Article,
    Page,
    Intro,
}

struct ParsedText {
    body: Body,
    plain: Plain,
    allowed: Vec<Code>,
    findings: Vec<Finding>,
}

/// What a fix changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Change {
    Markup,
    Words,
}

/// The edits that fix a text. No edit has a code that is `off`.
pub(crate) fn fix(rules: &Rules<'_>, source: &Source, kind: FileKind, off: &[Code]) -> Vec<Edit> {
    let mut text = source.clone();
    let mut read = self::read(rules, &text, kind);
    for _ in 0..ROUNDS {
        let next = [Change::Markup, Change::Words].into_iter().find_map(|change| {
            let edits = edits(rules, &text, &read, change, off);
            apply_harmless(rules, &text, &read, kind, change, &edits)
        });
        let Some(next) = next else { break };
        (text, read) = next;
    }
    between(&source.text, &text.text)
}

fn read(rules: &Rules<'_>, source: &Source, kind: FileKind) -> ParsedText {
    let (registers, day) = (rules.registers, rules.as_of);
    let mut allowed = Vec::new();
    let (body, plain, findings) = match kind {
        FileKind::Article => {
            let (article, plain, findings) = text_file::article_at(source, registers, day, rules.utc_offset);
            allowed.extend(article.front.allow.iter().map(|a| a.code));
            (article.body, plain, findings)
        }
        FileKind::Page => {
            let (page, plain, findings) = text_file::page(source.clone(), registers, day, rules.utc_offset);
            (page.body, plain, findings)
        }
        FileKind::Intro => {
            let (intro, plain, findings) = text_file::intro(source.clone(), registers, day, |_| true);
            (intro.body, plain, findings)
        }
    };
    ParsedText { body, plain, allowed, findings }
}

/// The edits of one round. No edit has a code that is `off` or that the article allows.
fn edits(rules: &Rules<'_>, source: &Source, read: &ParsedText, change: Change, off: &[Code]) -> Vec<Edit> {
    let is_on = |code: Code, span: Span| span.start >= read.body.start && !read.allowed.contains(&code) && !off.contains(&code);
    let edits = match change {
        Change::Markup => {
            let safe = |f: &Finding| Some((f.fault.code(), f.span?, f.fix.as_ref().filter(|fix| fix.is_safe)?.text.to_string()));
            let safe = read.findings.iter().filter_map(safe).filter(|(code, span, _)| is_on(*code, *span));
            safe.map(|(_, span, with)| Edit { span: whole_line(&source.text, span, &with), with }).collect()
        }
        Change::Words => {
            let mut found = Collector::new(&source.path);
            rules.text(read.body.start, &source.text, &read.plain, None, &mut found);
            let edit = |site: &FixSite| Some(Edit { span: site.span, with: site.text?.to_owned() });
            found.fix_sites.iter().filter(|site| is_on(site.kind.code(), site.span)).filter_map(edit).collect()
        }
    };
    sorted(&source.text, edits)
}

/// The span of a deletion, with the end of its line if nothing else is on it.
fn whole_line(text: &str, span: Span, with: &str) -> Span {
    if !with.is_empty() {
        return span;
    }
    let begin = text.get(..span.start as usize).map_or(0, |t| t.rfind('\n').map_or(0, |i| i + 1));
    let end = text.get(span.end as usize..).and_then(|t| t.find('\n')).map_or(text.len(), |i| span.end as usize + i + 1);
    let is_blank = |piece: Option<&str>| piece.is_some_and(|p| p.trim().is_empty());
    let is_alone = is_blank(text.get(begin..span.start as usize)) && is_blank(text.get(span.end as usize..end));
    if is_alone { Span::new(begin..end) } else { span }
}

/// The text after those edits that do no harm; nothing if there are none.
fn apply_harmless(
    rules: &Rules<'_>,
    source: &Source,
    before: &ParsedText,
    kind: FileKind,
    change: Change,
    edits: &[Edit],
) -> Option<(Source, ParsedText)> {
    let attempt = |edits: &[Edit]| {
        let text = Source::new(source.path.clone(), apply(&source.text, edits));
        let after = read(rules, &text, kind);
        // A citation may have been hidden by a blank or an invisible character.
        let keeps_citations = before.body.facts.citations.len() <= after.body.facts.citations.len();
        let is_harmless = match change {
            Change::Markup => is_better(&before.findings, &after.findings),
            Change::Words => keeps_citations && shape(&source.text, before) == shape(&text.text, &after),
        };
        is_harmless.then_some((text, after))
    };
    let attempt = |edits: &[Edit]| if edits.is_empty() { None } else { attempt(edits) };
    attempt(edits).or_else(|| {
        let (left, right) = edits.split_at(edits.len() / 2);
        let is_harmless = |edits: &[Edit]| attempt(edits).is_some();
        attempt(&[harmless(left, &is_harmless), harmless(right, &is_harmless)].concat())
    })
}

/// The edits without those that do harm. A part of them without harm is tried once, however many they are.
fn harmless(edits: &[Edit], is_harmless: &impl Fn(&[Edit]) -> bool) -> Vec<Edit> {
    if is_harmless(edits) {
        return edits.to_vec();
    }
    if edits.len() < 2 {
        return Vec::new();
    }
    let (left, right) = edits.split_at(edits.len() / 2);
    [harmless(left, is_harmless), harmless(right, is_harmless)].concat()
}

/// True if there are fewer findings of some code than before, and more only of codes that the next round fixes.
fn is_better(before: &[Finding], after: &[Finding]) -> bool {
    let count = |findings: &[Finding], code: Code| findings.iter().filter(|f| f.fault.code() == code).count();
    let mut codes: Vec<Code> = before.iter().chain(after).map(|f| f.fault.code()).collect();
    codes.sort();
    codes.dedup();
    let is_fixable =
        |code: Code| after.iter().filter(|f| f.fault.code() == code).all(|f| f.fix.as_ref().is_some_and(|fix| fix.is_safe));
    codes.iter().any(|code| count(after, *code) < count(before, *code))
        && codes.iter().all(|code| count(after, *code) <= count(before, *code) || is_fixable(*code))
}

/// The parts that no fix of words may change: front matter, links, headings, code, calculators, the elements of the markup, and the words
/// without the marks and blanks that are fixed.
#[derive(PartialEq)]
struct Shape<'t> {
    front: &'t str,
    links: Vec<(&'t str, bool, bool)>,
    headings: Vec<(&'t str, String)>,
    code: Vec<&'t str>,
    calculators: Vec<&'t str>,
    elements: Vec<(TagEnd, usize)>,
    words: String,
}

fn shape<'t>(text: &'t str, read: &'t ParsedText) -> Shape<'t> {
    let body = read.body.markdown(text);
    let facts = &read.body.facts;
    let code = read.plain.pieces().filter(|(_, kind)| *kind == Kind::Code);
    let of_body = |span: Span| span.of(body);
    Shape {
        front: text.get(..read.body.start as usize).unwrap_or(""),
        links: facts.links.iter().map(|l| (&*l.dest, l.image, l.refused)).collect(),
        headings: facts.headings.iter().map(|h| (h.id, h.text.chars().filter(|c| !is_unseen(*c)).collect())).collect(),
        code: code.filter_map(|(range, _)| read.plain.text().get(range)).collect(),
        calculators: facts.fences.iter().map(|f| of_body(f.content)).collect(),
        elements: elements(body),
        words: read.plain.text().chars().filter(is_seen).map(narrow).collect(),
    }
}

/// The starts and ends of all elements, each with the number of characters before it.
fn elements(body: &str) -> Vec<(TagEnd, usize)> {
    let (mut elements, mut seen) = (Vec::new(), 0);
    Document::new(body).read(|event, _| match event {
        Event::Start(tag) => elements.push((tag.to_end(), seen)),
        Event::End(tag) => elements.push((tag, seen)),
        Event::Text(text) | Event::Code(text) => seen += text.chars().filter(is_seen).count(),
        _ => {}
    });
    elements
}

fn is_seen(c: &char) -> bool {
    !c.is_whitespace() && !is_unseen(*c)
}

/// True for characters that a fix removes, besides blanks.
fn is_unseen(c: char) -> bool {
    is_shapeless(c) || c.is_control() || matches!(c, '\u{e0000}'..='\u{e007f}' | '\u{fffe}' | '\u{ffff}')
}

/// The half-width form of a mark that is fixed, and the character that looks like a radical.
fn narrow(c: char) -> char {
    match c {
        '，' => ',',
        '？' => '?',
        '：' => ':',
        '；' => ';',
        '！' => '!',
        other => radical::character(other).and_then(|character| character.chars().next()).unwrap_or(other),
    }
}

#[cfg(test)]
mod tests {
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
        apply(text, &fix(&rules, &source, FileKind::Article, off))
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
}
