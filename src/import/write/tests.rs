use super::*;
use crate::import::document::{InlineTag, Table};

fn text(text: &str) -> Inline {
    Inline::Text(text.to_owned())
}

fn strong(words: &str) -> Inline {
    Inline::Strong(vec![text(words)])
}

fn link(words: &str, target: &str) -> Inline {
    Inline::Link { target: target.to_owned(), content: vec![text(words)] }
}

fn item(words: &str) -> Vec<Block> {
    vec![Block::Paragraph(vec![text(words)])]
}

fn written(blocks: Vec<Block>) -> String {
    markdown(&Document { blocks, footnotes: Vec::new() })
}

fn line(content: Vec<Inline>) -> String {
    written(vec![Block::Paragraph(content)]).trim_end().to_owned()
}

#[test]
fn punctuation_stands_outside_of_emphasis() {
    for (content, expected) in [
        (vec![strong("重点："), text("本金")], "**重点**：本金"),
        (vec![text("依"), strong("《民法典》"), text("第")], "依《**民法典**》第"),
        (vec![strong("（一）催告"), text("，再起诉")], "**（一）催告**，再起诉"),
        (vec![strong("甲"), strong("乙")], "**甲乙**"),
        (vec![strong(" 甲 "), text("乙")], "**甲** 乙"),
        (vec![strong("。")], "。"),
        (vec![Inline::Strong(vec![text("粗"), Inline::Emphasis(vec![text("斜")]), text("体")])], "**粗*斜*体**"),
        (vec![Inline::Strong(vec![strong("甲"), text("乙")])], "**甲乙**"),
        (vec![Inline::Strikethrough(vec![text("24%")]), text("36%")], "~~24~~%36%"),
        (vec![strong("甲"), Inline::Break, strong("乙")], "**甲**\\\n**乙**"),
    ] {
        assert_eq!(line(content), expected);
    }
}

#[test]
fn inline_forms() {
    for (content, expected) in [
        (vec![text("见"), link("[甲]", "other.md"), text("。")], "见[\\[甲\\]](other.md)。"),
        (vec![text("真！!"), link("甲", "a(b).md")], "真！\\![甲](a%28b%29.md)"),
        (vec![link("甲", " ")], "甲"),
        (vec![Inline::Link { target: "a.md".to_owned(), content: vec![Inline::Code("]: 甲".to_owned())] }], "[\\]: 甲](a.md)"),
        (vec![link("甲，", "a.md"), Inline::Break], "[甲，](a.md)"),
        (vec![Inline::Code("a`b".to_owned())], "``a`b``"),
        (vec![Inline::Code("`a".to_owned())], "`` `a ``"),
        (vec![Inline::Tag(InlineTag::Sup, vec![text("2")])], "<sup>2</sup>"),
        (
            vec![Inline::Picture { source: "图 1.png".to_owned(), description: "流程*图*".to_owned() }],
            "![流程\\*图\\*](图%201.png)",
        ),
        (vec![text("5%~8%")], "5%~8%"),
        (vec![text("5%~8%，10%~12%")], "5%\\~8%，10%\\~12%"),
        (vec![text(" 甲"), Inline::Break, Inline::Break, text(" # 乙 ")], "甲\\\n\\# 乙"),
    ] {
        assert_eq!(line(content), expected);
    }
}

#[test]
fn lists_are_tight_if_their_items_are_lines() {
    let nested = Block::List { start: None, items: vec![item("乙")] };
    let first = vec![Block::Paragraph(vec![text("甲")]), nested];
    assert_eq!(written(vec![Block::List { start: Some(9), items: vec![first, item("丙")] }]), "9. 甲\n   - 乙\n10. 丙\n");
    let long = vec![Block::Paragraph(vec![text("甲")]), Block::Paragraph(vec![text("乙")])];
    assert_eq!(written(vec![Block::List { start: None, items: vec![long, item("丙")] }]), "- 甲\n\n  乙\n\n- 丙\n");
    let list = |words| Block::List { start: None, items: vec![item(words)] };
    assert_eq!(written(vec![list("甲"), list("乙"), list("丙")]), "- 甲\n\n* 乙\n\n- 丙\n");
    assert_eq!(written(vec![Block::List { start: None, items: vec![vec![Block::Rule]] }]), "- ___\n");
}

#[test]
fn block_forms() {
    assert_eq!(written(vec![Block::Heading { level: 3, content: vec![text("{#id}")] }]), "### \\{#id}\n");
    assert_eq!(
        written(vec![Block::Heading { level: 1, content: vec![text("题"), Inline::Break, text("目 #")] }]),
        "## 题 目 \\#\n"
    );
    assert_eq!(written(vec![Block::Quote(vec![Block::Paragraph(vec![text("[!NOTE]")]), Block::Rule])]), "> \\[!NOTE]\n>\n> ___\n");
    let code = |language: &str, text: &str| Block::Code { language: Some(language.to_owned()), text: text.to_owned() };
    assert_eq!(written(vec![code("calculator", "kind: x\n")]), "```\nkind: x\n```\n");
    assert_eq!(written(vec![code("PHP", "```\r\n{a.b}")]), "````php\n```\n{a.b}\n````\n");
    let rows = vec![vec![vec![text("甲|乙")], Vec::new()], vec![vec![Inline::Break, text("-"), Inline::Break, text("丙")]]];
    assert_eq!(written(vec![Block::Table(Table { rows })]), "| 甲\\|乙 | |\n| --- | --- |\n| -<br>丙 | |\n");
    let entries = vec![(vec![text("本金")], vec![item("借款的数额"), item("不含利息")])];
    assert_eq!(written(vec![Block::Definitions(entries)]), "本金\n: 借款的数额\n: 不含利息\n");
    assert_eq!(written(vec![Block::Paragraph(vec![text(" \u{3000}")]), Block::Quote(Vec::new())]), "");
}

#[test]
fn footnotes_are_numbered_and_empty_ones_left_out() {
    let reference = |label: &str| Inline::Footnote(label.to_owned());
    let note = |label: &str, blocks| Footnote { label: label.to_owned(), blocks };
    let blocks = vec![Block::Paragraph(vec![text("甲"), reference("b"), text(": 乙"), reference("c"), reference("无")])];
    let footnotes = vec![note("b", item("注")), note("c", Vec::new())];
    assert_eq!(markdown(&Document { blocks, footnotes }), "甲[^1]\\: 乙\n\n[^1]: 注\n");
}

#[test]
fn containers_too_deep_for_the_parser_are_unnested() {
    let mut blocks = item("底");
    for _ in 0..80 {
        blocks = vec![Block::Quote(blocks)];
    }
    let written = written(blocks);
    assert_eq!(written, format!("{}底\n", "> ".repeat(52)));
}
