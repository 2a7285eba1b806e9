//! Random soup of tags: no sentence is lost, whatever the nesting.

use proptest::prelude::*;

use super::super::testing::letters;
use super::super::{LeaveOut, prepare};
use crate::import::document::{Block, Inline};
use crate::import::fidelity;
use crate::import::record::Body;

const TAGS: &[&str] = &[
    "p",
    "div",
    "section",
    "span",
    "font color=red",
    "b",
    "strong",
    "em",
    "i",
    "u",
    "s",
    "sub",
    "sup",
    "mark",
    "kbd",
    "code",
    "pre",
    "h1",
    "h2",
    "h3",
    "h6",
    "ul",
    "ol",
    "ol start=7",
    "li",
    "blockquote",
    "table",
    "tbody",
    "tr",
    "td",
    "td colspan=2",
    "th rowspan=2",
    "caption",
    "dl",
    "dt",
    "dd",
    "a href='/hf/1.html'",
    "a href='#n' id='r'",
    "a href='#r' id='n'",
    "a href='javascript:x'",
    "p id='n'",
    "li id='n'",
    "form",
    "button",
    "noscript",
    "script",
    "style",
    "svg",
    "math",
    "template",
    "select",
    "iframe",
    "figure",
    "figcaption",
    "details",
    "p style='display:none'",
    "b style='font-weight:normal'",
    "span style='font-weight:bold'",
    "center",
    "o:p",
    "xml",
    "article",
    "nav",
];
const VOIDS: &[&str] = &[
    "<br>",
    "<br><br>",
    "<hr>",
    "<img src='a.png' alt='图'>",
    "<img>",
    "<!-- 注 -->",
    "<![if x]>",
    "<img data-src=b.png src=''>",
    "<input>",
];
const TEXTS: &[&str] = &[
    "一、核对账单",
    "1.1 录音",
    "（二）",
    "1、身份证",
    "甲",
    "乙。",
    "，丙；",
    "“丁”",
    "标题",
    "版权声明：转载",
    "的相关文章",
    "关注公众号",
    "[1]",
    "①",
    "户名：",
    " ",
    "\n",
    "\n\n",
    "&nbsp;",
    "　",
    "\u{200b}",
    "\u{1}",
    "&lt;b&gt;",
    "&amp;nbsp;",
    "a*b_c",
    "**",
    "`",
    "~~",
    "|",
    "# ",
    "- ",
    "> ",
    ":::",
    "{{x}}",
    "{a.b}",
    "[^1]",
    "[x](y)",
    "https://x.example/",
    "\\",
    "1. ",
    "<",
    ">",
    "&",
    "== ",
    "😀",
    "word",
    "LPR ",
    "很长的一段话没有标点所以不是标题也不是短行只是为了超过四十个字的限度而写得很长很长很长很长很长很长",
];

/// `SITEGEN_RANDOM` is the number of cases, as for the other properties.
fn config() -> ProptestConfig {
    let asked = std::env::var("SITEGEN_RANDOM").ok().and_then(|n| n.parse().ok());
    ProptestConfig { cases: asked.unwrap_or(400), failure_persistence: None, max_shrink_iters: 2_000, ..ProptestConfig::default() }
}

fn soup() -> impl Strategy<Value = String> {
    let tag = prop::sample::select(TAGS);
    let token = prop_oneof![
        4 => prop::sample::select(TEXTS).prop_map(str::to_owned),
        3 => tag.clone().prop_map(|tag| format!("<{tag}>")),
        2 => tag.prop_map(|tag| format!("</{}>", tag.split(' ').next().unwrap_or_default())),
        1 => prop::sample::select(VOIDS).prop_map(str::to_owned),
    ];
    prop::collection::vec(token, 0..60).prop_map(|tokens| tokens.concat())
}

/// What is wrong with the form of blocks.
fn faults(blocks: &[Block], is_top: bool) -> Vec<String> {
    blocks.iter().flat_map(|block| block_faults(block, is_top)).collect()
}

fn block_faults(block: &Block, is_top: bool) -> Vec<String> {
    let inner = |parts: Vec<&Vec<Block>>| {
        let empty = parts.iter().any(|part| part.is_empty()).then(|| format!("empty part of {block:?}"));
        empty.into_iter().chain(parts.iter().flat_map(|part| faults(part, false))).collect::<Vec<_>>()
    };
    match block {
        Block::Heading { level, content } => {
            let is_wrong = !is_top || !(2..=6).contains(level) || content.is_empty();
            is_wrong.then(|| format!("{block:?}")).into_iter().chain(inline_faults(content)).collect()
        }
        Block::Paragraph(content) => {
            content.is_empty().then(|| "empty paragraph".to_owned()).into_iter().chain(inline_faults(content)).collect()
        }
        Block::List { items, .. } => inner(items.iter().collect()),
        Block::Quote(blocks) => inner(vec![blocks]),
        Block::Table(table) => {
            let width = table.rows.first().map_or(0, Vec::len);
            let is_wrong = width == 0 || table.rows.iter().any(|row| row.len() != width);
            is_wrong
                .then(|| format!("{block:?}"))
                .into_iter()
                .chain(table.rows.iter().flatten().flat_map(|c| inline_faults(c)))
                .collect()
        }
        Block::Definitions(entries) => inner(entries.iter().flat_map(|entry| &entry.1).collect()),
        Block::Code { text, .. } => text.trim().is_empty().then(|| "empty code".to_owned()).into_iter().collect(),
        Block::Rule => Vec::new(),
    }
}

fn inline_faults(content: &[Inline]) -> Vec<String> {
    content
        .iter()
        .flat_map(|inline| match inline {
            Inline::Text(text) | Inline::Code(text) => {
                (text.is_empty() || text.contains('\n')).then(|| format!("{inline:?}")).into_iter().collect()
            }
            Inline::Strong(content)
            | Inline::Emphasis(content)
            | Inline::Strikethrough(content)
            | Inline::Tag(_, content)
            | Inline::Link { content, .. } => {
                let empty = content.is_empty().then(|| format!("{inline:?}"));
                empty.into_iter().chain(inline_faults(content)).collect::<Vec<_>>()
            }
            Inline::Picture { .. } | Inline::Break | Inline::Footnote(_) => Vec::new(),
        })
        .collect()
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn no_word_of_a_soup_is_lost(html in soup(), by_lines in any::<bool>()) {
        let body = if by_lines { Body::HtmlByLines(html) } else { Body::Html(html) };
        let prepared = prepare(&body, "标题", &LeaveOut::default()).unwrap();
        prop_assert_eq!(letters(&fidelity::words(&prepared.document)), letters(&prepared.words));
        prop_assert_eq!(prepared.counts, fidelity::counts(&prepared.document));
        let notes = prepared.document.footnotes.iter().flat_map(|note| faults(&note.blocks, false));
        prop_assert_eq!(faults(&prepared.document.blocks, true).into_iter().chain(notes).collect::<Vec<_>>(), Vec::<String>::new());
        let conversion = fidelity::convert(&prepared.document, &prepared.words);
        prop_assert!(conversion.is_ok(), "{:?}", conversion);
    }
}
