//! Random documents of every form.

use std::ops::Range;

use super::*;

/// What decides on markup, and words around it.
const PIECES: &[&str] = &[
    "本金",
    "利息",
    "第",
    "三",
    "A",
    "b",
    "12",
    "1",
    "2026",
    " ",
    "  ",
    "\u{3000}",
    "\t",
    "，",
    "。",
    "：",
    "；",
    "、",
    "！",
    "（",
    "）",
    "《",
    "》",
    "“",
    "”",
    "【",
    "】",
    "…",
    "—",
    "%",
    "①",
    "é",
    "e\u{301}",
    "😀",
    "\u{200b}",
    "か",
    "강",
    "*",
    "**",
    "***",
    "_",
    "__",
    "~",
    "~~",
    "~~~",
    "`",
    "``",
    "```",
    "[",
    "]",
    "(",
    ")",
    "](",
    "](/a)",
    "![",
    "[^1]",
    "[^1]: ",
    "[x]",
    "[ ] ",
    "[甲]: /a",
    "[!NOTE]",
    "# ",
    "## ",
    "#",
    "- ",
    "-",
    "---",
    "+ ",
    "+",
    "* ",
    "> ",
    ">",
    "1. ",
    "1) ",
    "1.",
    "12.",
    "= ",
    "===",
    "|",
    "||",
    "|-|",
    " | ",
    ":-",
    ": ",
    ":",
    ":::",
    ":::tip",
    ":warning:",
    "{",
    "}",
    "{{",
    "}}",
    "{x.y}",
    "{lender.hotline}",
    "{{field}}",
    "{#id}",
    "{% tag %}",
    "{{< x >}}",
    "<",
    "</",
    "<b>",
    "<u>",
    "</u>",
    "<br>",
    "<!--",
    "-->",
    "<script>",
    "<div>",
    "<https://a.cn>",
    "&",
    "&amp;",
    "&lt;",
    "&#35;",
    "&nbsp;",
    ";",
    "\\",
    "\\\\",
    "\\*",
    "!",
    "!!! note",
    "$$",
    "==",
    "++",
    "^^",
    "%%",
    "^[注]",
    "\n",
    "\n\n",
    "\r",
    "\u{8}",
    "\u{1}",
    "\u{7f}",
    "第六百七十六条",
    "《民法典》",
    "SG204",
    "http://a.cn/b_c_d?e=1&f=2",
    "calculator",
    "```calculator\n",
    "[图片]",
    "@[toc]",
    "【待补】",
    "/* 核实 */",
    "张**",
    "1*2*3",
    "5%~8%",
];

pub(super) fn text(pieces: Range<usize>) -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(PIECES), pieces).prop_map(|pieces| pieces.concat())
}

fn address() -> impl Strategy<Value = String> {
    prop_oneof![
        3 => prop::sample::select(&["other.md", "/hf/1.html", "https://a.cn/b?c=1&d=2#e", "图 片.png", "a(b).md", "a_b_c.md", "x|y", "#甲", "tel:12"][..]).prop_map(str::to_owned),
        1 => text(0..4),
    ]
}

fn inline() -> impl Strategy<Value = Inline> {
    let leaf = prop_oneof![
        8 => text(1..6).prop_map(Inline::Text),
        1 => text(1..5).prop_map(Inline::Code),
        1 => Just(Inline::Break),
        1 => (address(), text(0..4)).prop_map(|(source, description)| Inline::Picture { source, description }),
        1 => "[a-c]".prop_map(Inline::Footnote),
    ];
    leaf.prop_recursive(4, 12, 4, |inner| {
        let content = prop::collection::vec(inner, 0..4);
        prop_oneof![
            3 => content.clone().prop_map(Inline::Strong),
            2 => content.clone().prop_map(Inline::Emphasis),
            2 => content.clone().prop_map(Inline::Strikethrough),
            2 => (tag(), content.clone()).prop_map(|(tag, content)| Inline::Tag(tag, content)),
            2 => (address(), content).prop_map(|(target, content)| Inline::Link { target, content }),
        ]
    })
}

fn tag() -> impl Strategy<Value = InlineTag> {
    use InlineTag::{Keyboard, Mark, Sub, Sup, Underline};
    prop::sample::select(&[Sub, Sup, Underline, Mark, Keyboard][..])
}

fn inlines() -> impl Strategy<Value = Vec<Inline>> {
    prop::collection::vec(inline(), 0..5)
}

fn code() -> impl Strategy<Value = Block> {
    let language = prop::option::of(prop::sample::select(&["rust", "calculator", "table", "snippet x", "a`b", "PHP"][..]));
    (language, text(0..12)).prop_map(|(language, text)| Block::Code { language: language.map(str::to_owned), text })
}

fn table() -> impl Strategy<Value = Block> {
    (1..4_usize, 1..4_usize).prop_flat_map(|(columns, rows)| {
        let row = prop::collection::vec(inlines(), columns..=columns);
        prop::collection::vec(row, rows..=rows).prop_map(|rows| Block::Table(Table { rows }))
    })
}

fn block() -> impl Strategy<Value = Block> {
    let leaf = prop_oneof![
        6 => inlines().prop_map(Block::Paragraph),
        2 => (1..8_u8, inlines()).prop_map(|(level, content)| Block::Heading { level, content }),
        1 => code(),
        1 => table(),
        1 => Just(Block::Rule),
    ];
    leaf.prop_recursive(4, 16, 4, |inner| {
        let blocks = prop::collection::vec(inner, 0..4);
        let items = prop::collection::vec(blocks.clone(), 0..4);
        let entry = (inlines(), prop::collection::vec(blocks.clone(), 0..3));
        let start =
            prop_oneof![2 => Just(None), 2 => Just(Some(1)), 1 => any::<u32>().prop_map(Some), 1 => (0..12_u32).prop_map(Some)];
        prop_oneof![
            3 => (start, items).prop_map(|(start, items)| Block::List { start, items }),
            2 => blocks.prop_map(Block::Quote),
            1 => prop::collection::vec(entry, 0..3).prop_map(Block::Definitions),
        ]
    })
}

/// A document whose footnotes stand in the order of their first reference.
pub(super) fn document() -> impl Strategy<Value = Document> {
    let note = prop::collection::vec(block(), 0..3);
    (prop::collection::vec(block(), 0..6), prop::collection::vec(note, 3..=3)).prop_map(|(blocks, notes)| {
        let notes = notes.into_iter().zip(["a", "b", "c"]).enumerate().map(|(n, (mut blocks, label))| {
            // Every note has something to see.
            blocks.insert(n % (blocks.len() + 1), Block::Paragraph(vec![text_of("注")]));
            Footnote { label: label.to_owned(), blocks }
        });
        let (mut footnotes, referred) = order::by_reference(&blocks, notes.collect());
        footnotes.truncate(referred);
        Document { blocks, footnotes }
    })
}

fn text_of(text: &str) -> Inline {
    Inline::Text(text.to_owned())
}
