use std::sync::Arc;

use proptest::prelude::*;

use super::*;
use crate::diag::Severity;
use crate::import::document::{Footnote, Inline, InlineTag, Table};
use crate::model::facts::gather;

mod random;
mod shape;

use random::document;
use shape::shape;

/// `SITEGEN_RANDOM` is the number of cases, as for the other properties.
fn config() -> ProptestConfig {
    let asked = std::env::var("SITEGEN_RANDOM").ok().and_then(|n| n.parse().ok());
    ProptestConfig { cases: asked.unwrap_or(200), failure_persistence: None, ..ProptestConfig::default() }
}

fn text(text: &str) -> Inline {
    Inline::Text(text.to_owned())
}

fn paragraph(content: Vec<Inline>) -> Document {
    Document { blocks: vec![Block::Paragraph(content)], footnotes: Vec::new() }
}

/// The errors of marks in a body. Those of addresses are the author's.
fn errors(markdown: &str) -> Vec<String> {
    let mut findings = Vec::new();
    gather(markdown, 0, &Arc::from("a.md"), &mut findings);
    let errors = findings.iter().filter(|finding| finding.fault.severity() == Severity::Error);
    let shown = errors.map(|finding| format!("{:?}", finding.fault));
    shown
        .filter(|fault| {
            !fault.starts_with("AddressFault")
                && !["UnsafeUrl", "UnknownScheme", "LocalPath"].iter().any(|name| fault.contains(name))
        })
        .collect()
}

/// What of a document does not come back.
fn fault(document: &Document) -> Option<String> {
    let wanted = normal(&words(document));
    let markdown = write::markdown(document);
    let page = Page::of(&markdown);
    if !page.shows(&wanted) {
        return Some(format!("{:?}\n{markdown}", difference(&wanted, &page.words)));
    }
    if page.counts != counts(document) {
        return Some(format!("{:?} for {:?}\n{markdown}", page.counts, counts(document)));
    }
    let read = read::document(&markdown);
    let (before, after) = (shape(document), shape(&read));
    if before != after {
        return Some(format!("{:?}\n{markdown}", difference(&before, &after)));
    }
    if !errors(&markdown).is_empty() {
        return Some(format!("{:?}\n{markdown}", errors(&markdown)));
    }
    let again = Page::of(&write::markdown(&read)).words;
    (again != page.words).then(|| format!("again: {:?}\n{markdown}", difference(&page.words, &again)))
}

proptest! {
    #![proptest_config(config())]

    /// Every form with Chinese text and what Markdown, rules and shortcodes could take for markup.
    #[test]
    fn any_document_comes_back(document in document()) {
        prop_assert_eq!(fault(&document), None);
    }

    /// A text of pieces that are markup is one paragraph of words.
    #[test]
    fn any_text_comes_back(words in random::text(1..40)) {
        let markdown = write::markdown(&paragraph(vec![text(&words)]));
        let read = read::document(&markdown);
        prop_assert_eq!(normal(&super::words(&read)), normal(&words), "{}", &markdown);
        prop_assert!(read.blocks.len() <= 1, "{}", markdown);
        prop_assert!(Page::of(&markdown).shows(&normal(&words)), "{}", markdown);
    }

    /// The words of any Markdown are those of its page, at the first step or a later one.
    #[test]
    fn no_markdown_loses_a_word(markdown in random::text(0..60)) {
        let words = markdown_words(&markdown);
        let conversion = convert_markdown(&markdown, &words);
        prop_assert!(conversion.is_ok(), "{:?}\n{}", conversion, markdown);
    }
}

#[test]
fn a_text_that_differs_is_held_with_its_sentence() {
    let document = paragraph(vec![text("甲。乙丙丁。戊。")]);
    let held = convert(&document, "甲。乙丙己丁。戊。").unwrap_err();
    assert_eq!((held.source.as_str(), held.page.as_str()), ("乙丙己丁。", "乙丙丁。"));
    for words in ["甲。乙丙丁。", "甲。乙丙丁。戊。戊。", "乙丙丁。甲。戊。", "甲。乙丙丁。戊！", "甲。乙丙丁。戊.", ""]
    {
        assert!(convert(&document, words).is_err(), "{words}");
    }
    let conversion = convert(&document, " 甲。乙\u{200b}丙\n丁。\u{3000}戊。\u{ad}").unwrap();
    assert_eq!((conversion.step, conversion.markdown.as_str()), (Step::Complete, "甲。乙丙丁。戊。\n"));
    assert!(convert(&paragraph(vec![text("e\u{301}")]), "é").is_ok());
}

#[test]
fn simpler_documents_have_the_same_words() {
    let item = |words: &str| vec![Block::Paragraph(vec![Inline::Strong(vec![text(words)])])];
    let rows = vec![vec![vec![text("表")], vec![Inline::Code("头".to_owned())]]];
    let blocks = vec![
        Block::Heading { level: 2, content: vec![Inline::Emphasis(vec![text("题")])] },
        Block::List { start: None, items: vec![item("甲"), item("乙")] },
        Block::Table(Table { rows }),
        Block::Paragraph(vec![Inline::Tag(InlineTag::Mark, vec![text("丙")]), Inline::Footnote("a".to_owned())]),
    ];
    let document = Document { blocks, footnotes: vec![Footnote { label: "a".to_owned(), blocks: item("注") }] };
    let plain = write::markdown(&plain::blocks(&document));
    assert_eq!(plain, "## 题\n\n- 甲\n- 乙\n\n| 表 | 头 |\n| --- | --- |\n\n丙[^1]\n\n[^1]: 注\n");
    assert_eq!(write::markdown(&plain::paragraphs(&document)), "题\n\n甲\n\n乙\n\n表\n\n头\n\n丙\n\n注\n");
    assert_eq!(write::markdown(&plain_blocks(&document)), plain, "no block differs alone");
}

/// What the page of this site would lose of other programs' Markdown is written anew, and all else stays.
#[test]
fn markdown_stays_unless_its_page_differs() {
    let converted = |markdown: &str| {
        let conversion = convert_markdown(markdown, &markdown_words(markdown)).unwrap();
        (conversion.step, conversion.markdown)
    };
    for same in [
        "* 甲\n* 乙\n\n标题\n===\n",
        "甲  \n乙[^1]\n\n[^1]: 注\n",
        "> [!NOTE] 题\n> 文\n",
        "- [x] 甲\n",
        "<div>甲</div>\n",
        "![图](a.png \"题\")\n",
    ] {
        assert_eq!(converted(same), (Step::Complete, same.to_owned()));
    }
    assert_eq!(converted("电话{lender.hotline}。\n"), (Step::PlainBlocks, "电话\\{lender.hotline}。\n".to_owned()));
    assert_eq!(converted("```calculator\nkind: x\n```\n"), (Step::PlainBlocks, "```\nkind: x\n```\n".to_owned()));
    assert_eq!(converted("<p>甲&nbsp;&mdash;乙</p>\n"), (Step::PlainBlocks, "甲 —乙\n".to_owned()));
    let deep = format!("{}底\n", "> ".repeat(100));
    assert_eq!(converted(&deep).0, Step::PlainBlocks);
    assert!(converted(&deep).1.contains('底'));
}

#[test]
fn the_page_has_only_the_words_of_the_author() {
    for (markdown, shown) in [
        ("> [!WARNING]\n> 甲\n", "甲"),
        ("> [!DETAILS] 题\n> 甲\n", "题甲"),
        ("- [x] 甲\n", "甲"),
        ("1. 甲[^1]乙[^1]\n\n[^1]: 注&amp;<b>\n", "甲乙注&"),
        ("![说明](a.png \"题\")\n", ""),
        ("3. 甲 `a<b` <u>乙</u><br>\n", "甲a<b乙"),
    ] {
        assert_eq!(Page::of(markdown).words, shown, "{markdown}");
    }
    let rows = "|1|\n".repeat(20);
    assert_eq!(Page::of(&format!("|期|\n|-|\n{rows}")).words, format!("期{}", "1".repeat(20)));
    let counts =
        Page::of("## 题\n\n- [甲](/a)[^1]\n- ![图](a.png)\n\n|a|b|\n|-|-|\n|c|d|\n\n[^1]: 1. 注\n    2. [乙](/b)\n").counts;
    assert_eq!(counts, Counts { links: 2, pictures: 1, cells: 4, headings: 1, items: 4 });
}
