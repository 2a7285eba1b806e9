//! Furniture at the head and the tail of a body: copyright notices, codes to scan, links to the neighbours.

mod form;

use super::LeaveOut;
use super::blocks::plain;
use super::flow::Traced;
use super::heading;
use crate::import::document::{Block, Inline};

/// Blocks at the head and at the tail that can be furniture.
pub(super) const REACH: usize = 8;
/// Blocks at the tail among which the head of the related articles stands.
const FAR: usize = 40;
/// Characters of the longest title among the related articles.
const TITLE: usize = 40;

/// A rule and the text that it leaves out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Cut {
    pub(super) rule: &'static str,
    pub(super) text: String,
}

/// The blocks that are furniture, by their numbers. A block is left out only if it is furniture as a whole.
pub(super) fn furniture(blocks: &[Traced], title: &str, rules: &LeaveOut) -> Vec<Option<Cut>> {
    let lines: Vec<Line> = blocks.iter().map(|traced| Line { text: plain(&traced.block), links: links(&traced.block) }).collect();
    let mut cuts = of_lines(&lines, title, rules);
    for (n, ((cut, line), traced)) in cuts.iter_mut().zip(lines).zip(blocks).enumerate().take(REACH) {
        let is_title = (n == 0 || is_heading(&traced.block)) && heading::repeats(&line.text, title);
        if cut.is_none() && is_title {
            *cut = Some(Cut { rule: "title", text: line.text });
        }
    }
    cuts
}

fn is_heading(block: &Block) -> bool {
    match block {
        Block::Heading { .. } => true,
        Block::Paragraph(content) => heading::is_bold_heading(content),
        _ => false,
    }
}

/// A block or a line of text.
pub(super) struct Line {
    pub(super) text: String,
    pub(super) links: Links,
}

/// What a block is made of.
pub(super) enum Links {
    /// Text, or text and links.
    Text,
    /// Links after a name: `上一篇 <a>…</a>`.
    Behind(String),
    /// Links only.
    Only,
}

fn links(block: &Block) -> Links {
    match block {
        Block::Heading { content, .. } | Block::Paragraph(content) => links_of(content),
        Block::List { items, .. } if items.iter().flatten().all(|block| matches!(links(block), Links::Only)) => Links::Only,
        _ => Links::Text,
    }
}

fn links_of(content: &[Inline]) -> Links {
    let (name, links) = match content {
        [Inline::Text(name), links @ ..] if !name.trim().is_empty() => (Some(name), links),
        links => (None, links),
    };
    let is_link = |inline: &Inline| match inline {
        Inline::Link { .. } => true,
        Inline::Text(text) => text.chars().all(|c| c.is_whitespace() || matches!(c, ',' | '、' | '|' | '/')),
        Inline::Strong(content) => matches!(links_of(content), Links::Only),
        _ => false,
    };
    match name {
        _ if links.is_empty() || !links.iter().all(is_link) => Links::Text,
        Some(name) => Links::Behind(name.clone()),
        None => Links::Only,
    }
}

/// The lines that are furniture.
pub(super) fn of_lines(lines: &[Line], title: &str, rules: &LeaveOut) -> Vec<Option<Cut>> {
    let related = related(lines, title);
    let tail = related.saturating_sub(REACH);
    let mut has_furniture = false;
    let cut = |(n, line): (usize, &Line)| {
        let text = &line.text;
        let of_links = || match &line.links {
            Links::Behind(name) => form::rule_of_links(name),
            Links::Text | Links::Only => None,
        };
        let rule = if n == related || n > related && is_piece(line) {
            Some("furniture-related")
        } else if n < REACH || n >= tail {
            let button = || (n >= tail && has_furniture && form::is_button(text)).then_some("furniture-tail");
            form::rule(text).or_else(of_links).or_else(button).or(rules.describes(text).then_some("leave-out"))
        } else {
            None
        };
        has_furniture |= n >= tail && rule.is_some();
        rule.map(|rule| Cut { rule, text: text.clone() })
    };
    lines.iter().enumerate().map(cut).collect()
}

/// The number of the line that begins the related articles, or of all lines.
fn related(lines: &[Line], title: &str) -> usize {
    let far = lines.len().saturating_sub(FAR);
    let is_head = |(n, line): (usize, &Line)| {
        let others = || lines.get(n + 1..).unwrap_or_default();
        is_related(&line.text, title)
            || line.text.trim_end_matches([':', '：', ' ']) == "相关文章"
                && !others().is_empty()
                && others().iter().all(|line| matches!(line.links, Links::Only))
    };
    lines.iter().enumerate().skip(far).find(|line| is_head(*line)).map_or(lines.len(), |(n, _)| n)
}

/// `“标题”的相关文章`
fn is_related(text: &str, title: &str) -> bool {
    let text = text.trim_end_matches([':', '：', ' ']);
    let name = text.strip_suffix("的相关文章").map(|name| name.trim_matches([' ', '“', '”', '"', '《', '》']));
    name.is_some_and(|name| heading::repeats(name, title.trim_matches(['“', '”', '"', '《', '》'])))
}

/// Title or excerpt of a related article. A whole sentence may belong to this one.
fn is_piece(line: &Line) -> bool {
    let text = line.text.trim_end();
    let is_excerpt = ["...", "…", "[详细]", "[详情]"].iter().any(|end| text.ends_with(end));
    let is_title = || text.chars().count() <= TITLE && !text.contains('。');
    matches!(line.links, Links::Only) || is_excerpt || is_title()
}
