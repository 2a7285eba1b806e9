//! Headings, lists, quotes, terms and verbatim text of the tree.

use super::element::{self, Role};
use super::flow::{Builder, Flow, Place, Traced, demoted};
use super::page::{Element, Node};
use super::run::{Piece, is_chinese, is_noise, merged};
use crate::import::document::{Block, Inline};

/// Characters of the longest heading. Longer text between the tags of a heading is a paragraph.
const LONGEST_HEADING: usize = 120;

impl Builder<'_> {
    pub(super) fn heading(&mut self, element: Element<'_>, level: u8, place: Place, flow: &mut Flow) {
        let blocks = self.blocks(element, place);
        let mut content = Vec::new();
        let is_text = blocks.iter().all(|traced| matches!(traced.block, Block::Paragraph(_)));
        if !is_text || blocks.iter().map(|traced| plain(&traced.block).chars().count()).sum::<usize>() > LONGEST_HEADING {
            flow.blocks.extend(blocks);
            return;
        }
        for traced in blocks {
            if let Block::Paragraph(inlines) = traced.block {
                join(&mut content, inlines, || Inline::Text(" ".to_owned()));
            }
        }
        let (pictures, content): (Vec<Inline>, Vec<Inline>) = content.into_iter().partition(is_picture);
        let content = trimmed(merged(without_strong(content)));
        let heading = (!plain_inlines(&content).is_empty()).then_some(Block::Heading { level, content });
        self.add(heading, flow);
        self.add((!pictures.is_empty()).then_some(Block::Paragraph(pictures)), flow);
    }

    pub(super) fn quote(&mut self, element: Element<'_>, place: Place, flow: &mut Flow) {
        let blocks = self.inner_blocks(element, place);
        self.add((!blocks.is_empty()).then_some(Block::Quote(blocks)), flow);
    }

    pub(super) fn list(&mut self, element: Element<'_>, place: Place, flow: &mut Flow) {
        let start = (element.name() == "ol").then(|| {
            let start = element.attribute("start").and_then(|start| start.trim().parse::<u32>().ok());
            start.filter(|start| *start < 1_000_000_000).unwrap_or(1)
        });
        let mut items = Vec::new();
        let mut loose = Flow::default();
        self.items(element, place, &mut loose, &mut items);
        self.finish_loose(&mut loose, &mut items);
        self.add_list(start, items, flow);
    }

    /// An item outside of a list.
    pub(super) fn stray_item(&mut self, element: Element<'_>, place: Place, flow: &mut Flow) {
        let blocks = self.inner_blocks(element, place);
        if !blocks.is_empty() {
            self.add_list(None, vec![blocks], flow);
        }
    }

    fn items(&mut self, element: Element<'_>, place: Place, loose: &mut Flow, items: &mut Vec<Vec<Block>>) {
        for child in element.children() {
            let role = if let Node::Element(child) = child { element::role(child) } else { Role::Inline };
            match (child, role) {
                (Node::Element(child), _) if self.cleaning.excludes(child) => {}
                (Node::Element(child), _) if self.cleaning.footnotes.notes.contains_key(&child.id()) => {
                    self.node(Node::Element(child), place, loose);
                }
                (Node::Element(child), Role::Item) => {
                    self.finish_loose(loose, items);
                    let blocks = self.inner_blocks(child, Place { marks: element::marks(child, place.marks), ..place });
                    items.extend((!blocks.is_empty()).then_some(blocks));
                }
                (Node::Element(child), Role::List) => {
                    self.finish_loose(loose, items);
                    let mut nested = Flow::default();
                    self.node(Node::Element(child), place.inner(), &mut nested);
                    let blocks = nested.blocks.into_iter().map(|traced| demoted(traced.block));
                    match items.last_mut() {
                        Some(item) => item.extend(blocks),
                        None => items.push(blocks.collect()),
                    }
                    items.retain(|item| !item.is_empty());
                }
                (child, _) => self.node(child, place.inner(), loose),
            }
        }
    }

    /// What stands in a list and in none of its items becomes an item.
    fn finish_loose(&mut self, loose: &mut Flow, items: &mut Vec<Vec<Block>>) {
        self.flush(loose);
        let mut item = Vec::new();
        for traced in std::mem::take(&mut loose.blocks) {
            match traced.block {
                Block::List { items: others, .. } if item.is_empty() => items.extend(others),
                block => item.push(demoted(block)),
            }
        }
        items.extend((!item.is_empty()).then_some(item));
    }

    /// Adds a list, or continues the list before it.
    fn add_list(&mut self, start: Option<u32>, items: Vec<Vec<Block>>, flow: &mut Flow) {
        if items.is_empty() {
            return;
        }
        let end = self.pieces.len();
        if let Some(Traced { block: Block::List { start: before, items: others }, end: last }) = flow.blocks.last_mut() {
            let next = before.map(|before| before.saturating_add(u32::try_from(others.len()).unwrap_or(u32::MAX)));
            if next == start {
                others.extend(items);
                *last = end;
                return;
            }
        }
        self.add(Some(Block::List { start, items }), flow);
    }

    pub(super) fn definitions(&mut self, element: Element<'_>, place: Place, flow: &mut Flow) {
        let mut entries: Vec<(Vec<Inline>, Vec<Vec<Block>>)> = Vec::new();
        let mut blocks = Vec::new();
        self.terms(element, place, &mut entries, &mut blocks);
        let explains = |(term, explanations): &(Vec<Inline>, Vec<Vec<Block>>)| !term.is_empty() && !explanations.is_empty();
        let is_simple = |block: &Block| matches!(block, Block::Paragraph(_) | Block::List { .. });
        if !entries.is_empty()
            && entries.iter().all(explains)
            && entries.iter().flat_map(|entry| entry.1.iter().flatten()).all(is_simple)
        {
            self.add(Some(Block::Definitions(entries)), flow);
        } else {
            flow.blocks.extend(blocks);
        }
    }

    /// The terms of a list with their explanations, and the same as blocks.
    fn terms(
        &mut self,
        element: Element<'_>,
        place: Place,
        entries: &mut Vec<(Vec<Inline>, Vec<Vec<Block>>)>,
        blocks: &mut Vec<Traced>,
    ) {
        for child in element.children() {
            match child {
                Node::Element(child) if self.cleaning.excludes(child) => {}
                Node::Element(group) if group.name() == "div" => self.terms(group, place, entries, blocks),
                Node::Element(child) if matches!(child.name(), "dt" | "dd") => {
                    let marks = element::marks(child, place.marks);
                    let inner = self.blocks(child, Place { marks, ..place }.inner());
                    blocks.extend(inner.iter().cloned());
                    let inner: Vec<Block> = inner.into_iter().map(|traced| traced.block).collect();
                    match (child.name(), entries.last_mut()) {
                        _ if inner.is_empty() => {}
                        ("dt", _) => entries.push((flattened(inner), Vec::new())),
                        (_, Some(entry)) => entry.1.push(inner),
                        (_, None) => entries.push((Vec::new(), vec![inner])),
                    }
                }
                child => {
                    let mut stray = Flow::default();
                    self.node(child, place.inner(), &mut stray);
                    self.flush(&mut stray);
                    if !stray.blocks.is_empty() {
                        // Text between the terms has no form of its own.
                        entries.push((Vec::new(), Vec::new()));
                        blocks.extend(stray.blocks);
                    }
                }
            }
        }
    }

    pub(super) fn preformatted(&mut self, element: Element<'_>, place: Place, flow: &mut Flow) {
        let is_prose = |inner: Element<'_>| {
            matches!(
                element::role(inner),
                Role::Container | Role::Picture | Role::Link | Role::Table | Role::List | Role::Heading(_)
            )
        };
        if element.descendants().any(is_prose) {
            let by_lines = std::mem::replace(&mut self.by_lines, true);
            let blocks = self.blocks(element, place);
            self.by_lines = by_lines;
            flow.blocks.extend(blocks);
            return;
        }
        let class = |element: Element<'_>| {
            let mut classes = element.attribute("class").unwrap_or_default().split([' ', ':', ';']);
            classes.find_map(|class| class.strip_prefix("language-").or(class.strip_prefix("lang-"))).map(str::to_owned)
        };
        let language = class(element).or_else(|| element.descendants().find_map(class));
        let text = self.verbatim(element);
        let text = text.trim_end().trim_start_matches('\n').to_owned();
        self.add((!text.trim().is_empty()).then_some(Block::Code { language, text }), flow);
    }

    /// The text inside an element with its blanks and line ends.
    pub(super) fn verbatim(&mut self, element: Element<'_>) -> String {
        let mut text = String::new();
        self.collect(element, &mut text);
        text
    }

    fn collect(&mut self, element: Element<'_>, out: &mut String) {
        for child in element.children() {
            match child {
                Node::Text(node, text) => {
                    self.pieces.push(Piece { node, range: 0..text.len() });
                    out.extend(text.chars().filter(|c| !is_noise(*c)));
                }
                Node::Element(child) if self.cleaning.excludes(child) => {}
                Node::Element(child) if child.name() == "br" => out.push('\n'),
                Node::Element(child) => self.collect(child, out),
            }
        }
    }
}

/// Adds inlines behind others, with `seam` between them unless both sides are Chinese.
fn join(out: &mut Vec<Inline>, inlines: Vec<Inline>, seam: impl FnOnce() -> Inline) {
    let needs_no_blank = |text: &str, at_end: bool| {
        let c = if at_end { text.chars().next_back() } else { text.chars().next() };
        c.is_none_or(is_chinese)
    };
    let is_tight = needs_no_blank(&plain_inlines(out), true) && needs_no_blank(&plain_inlines(&inlines), false);
    if !out.is_empty() && !is_tight {
        out.push(seam());
    }
    out.extend(inlines);
}

fn is_picture(inline: &Inline) -> bool {
    match inline {
        Inline::Picture { .. } => true,
        Inline::Link { content, .. } => !content.is_empty() && content.iter().all(is_picture),
        _ => false,
    }
}

/// A heading is bold anyway.
fn without_strong(inlines: Vec<Inline>) -> Vec<Inline> {
    let mut out = Vec::with_capacity(inlines.len());
    for inline in inlines {
        match inline {
            Inline::Strong(content) => out.extend(without_strong(content)),
            Inline::Emphasis(content) => out.push(Inline::Emphasis(without_strong(content))),
            Inline::Tag(tag, content) => out.push(Inline::Tag(tag, without_strong(content))),
            Inline::Link { target, content } => out.push(Inline::Link { target, content: without_strong(content) }),
            Inline::Break => out.push(Inline::Text(" ".to_owned())),
            inline => out.push(inline),
        }
    }
    out
}

/// Inlines without blanks at the ends.
fn trimmed(mut inlines: Vec<Inline>) -> Vec<Inline> {
    if let Some(Inline::Text(text)) = inlines.first_mut() {
        *text = text.trim_start().to_owned();
    }
    if let Some(Inline::Text(text)) = inlines.last_mut() {
        *text = text.trim_end().to_owned();
    }
    inlines.retain(|inline| !matches!(inline, Inline::Text(text) if text.is_empty()));
    inlines
}

/// Content of a heading from the content of a paragraph.
pub(super) fn heading_content(inlines: Vec<Inline>) -> Vec<Inline> {
    trimmed(merged(without_strong(inlines)))
}

/// Blocks as inlines with breaks between them: the content of a cell or of a term.
pub(super) fn flattened(blocks: Vec<Block>) -> Vec<Inline> {
    let mut out = Vec::new();
    for block in blocks {
        let content = match block {
            Block::Heading { content, .. } | Block::Paragraph(content) => content,
            Block::List { items, .. } => flattened(items.into_iter().flatten().collect()),
            Block::Quote(blocks) => flattened(blocks),
            Block::Code { text, .. } => code_lines(&text),
            Block::Table(table) => flattened(table.rows.into_iter().flatten().map(Block::Paragraph).collect()),
            Block::Rule => Vec::new(),
            Block::Definitions(entries) => {
                let blocks = entries.into_iter().flat_map(|(term, explanations)| {
                    std::iter::once(Block::Paragraph(term)).chain(explanations.into_iter().flatten())
                });
                flattened(blocks.collect())
            }
        };
        if !out.is_empty() && !content.is_empty() {
            out.push(Inline::Break);
        }
        out.extend(content);
    }
    out
}

fn code_lines(text: &str) -> Vec<Inline> {
    let mut out = Vec::new();
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        if !out.is_empty() {
            out.push(Inline::Break);
        }
        out.push(Inline::Code(line.to_owned()));
    }
    out
}

/// The text of a block. A blank stands between its parts.
pub(super) fn plain(block: &Block) -> String {
    let mut out = String::new();
    plain_block(block, &mut out);
    out.trim_end().to_owned()
}

fn plain_block(block: &Block, out: &mut String) {
    match block {
        Block::Heading { content, .. } | Block::Paragraph(content) => plain_text(content, out),
        Block::List { items, .. } => items.iter().flatten().for_each(|block| plain_block(block, out)),
        Block::Quote(blocks) => blocks.iter().for_each(|block| plain_block(block, out)),
        Block::Code { text, .. } => out.push_str(text),
        Block::Table(table) => table.rows.iter().flatten().for_each(|cell| {
            plain_text(cell, out);
            out.push(' ');
        }),
        Block::Rule => {}
        Block::Definitions(entries) => {
            for (term, explanations) in entries {
                plain_text(term, out);
                out.push(' ');
                explanations.iter().flatten().for_each(|block| plain_block(block, out));
            }
        }
    }
    out.push(' ');
}

/// The text of inlines.
pub(super) fn plain_inlines(inlines: &[Inline]) -> String {
    let mut out = String::new();
    plain_text(inlines, &mut out);
    out
}

fn plain_text(inlines: &[Inline], out: &mut String) {
    for inline in inlines {
        match inline {
            Inline::Text(text) | Inline::Code(text) => out.push_str(text),
            Inline::Strong(content) | Inline::Emphasis(content) | Inline::Strikethrough(content) | Inline::Tag(_, content) => {
                plain_text(content, out);
            }
            Inline::Link { content, .. } => plain_text(content, out),
            Inline::Break => out.push(' '),
            Inline::Picture { .. } | Inline::Footnote(_) => {}
        }
    }
}
