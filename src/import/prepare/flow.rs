//! The second step: a clean tree becomes blocks.

use std::ops::Range;

use super::clean::Cleaning;
use super::element::{self, Role};
use super::page::{Element, Node, NodeId};
use super::paragraph;
use super::picture;
use super::run::{Content, Marks, Piece, Run};
use crate::import::document::Block;

/// Levels of lists and quotes inside each other. Deeper ones become paragraphs.
const MOST_NESTED: usize = 10;

/// A block with the end of its pieces of the source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Traced {
    pub(super) block: Block,
    pub(super) end: usize,
}

/// Blocks of one container under construction.
#[derive(Debug, Default)]
pub(super) struct Flow {
    pub(super) blocks: Vec<Traced>,
    runs: Vec<Run>,
}

/// Where an element stands.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Place {
    pub(super) marks: Marks,
    /// Lists, quotes and cells around it.
    pub(super) nested: usize,
}

impl Place {
    pub(super) fn inner(self) -> Place {
        Place { nested: self.nested + 1, ..self }
    }
}

/// What the walk over a tree collects.
#[derive(Debug)]
pub(super) struct Builder<'a> {
    pub(super) cleaning: &'a Cleaning,
    /// A newline is a break.
    pub(super) by_lines: bool,
    /// The walk is in a cell of a table.
    pub(super) in_cell: bool,
    /// Pieces of the source in reading order.
    pub(super) pieces: Vec<Piece>,
    pub(super) links: Vec<String>,
    /// The notes that the walk met, by their numbers.
    pub(super) notes: Vec<(usize, Vec<Block>)>,
    pub(super) not_carried: Vec<String>,
}

impl<'a> Builder<'a> {
    pub(super) fn new(cleaning: &'a Cleaning, by_lines: bool) -> Builder<'a> {
        Builder {
            cleaning,
            by_lines,
            in_cell: false,
            pieces: Vec::new(),
            links: Vec::new(),
            notes: Vec::new(),
            not_carried: Vec::new(),
        }
    }

    /// The blocks inside an element.
    pub(super) fn blocks(&mut self, element: Element<'_>, place: Place) -> Vec<Traced> {
        let mut flow = Flow::default();
        self.children(element, place, &mut flow);
        self.flush(&mut flow);
        flow.blocks
    }

    /// The blocks inside an element that stands in another block.
    pub(super) fn inner_blocks(&mut self, element: Element<'_>, place: Place) -> Vec<Block> {
        self.blocks(element, place.inner()).into_iter().map(|traced| demoted(traced.block)).collect()
    }

    fn children(&mut self, element: Element<'_>, place: Place, flow: &mut Flow) {
        for child in element.children() {
            self.node(child, place, flow);
        }
    }

    pub(super) fn node(&mut self, node: Node<'_>, place: Place, flow: &mut Flow) {
        match node {
            Node::Text(id, text) => self.text(id, text, place.marks, flow),
            Node::Element(element) => self.element(element, place, flow),
        }
    }

    fn text(&mut self, node: NodeId, text: &str, marks: Marks, flow: &mut Flow) {
        if !self.by_lines {
            return self.piece(node, 0..text.len(), text, marks, flow);
        }
        let mut start = 0;
        for (n, line) in text.split('\n').enumerate() {
            if n > 0 {
                self.push(Content::Break, marks, flow);
            }
            self.piece(node, start..start + line.len(), line, marks, flow);
            start += line.len() + 1;
        }
    }

    fn piece(&mut self, node: NodeId, range: Range<usize>, text: &str, marks: Marks, flow: &mut Flow) {
        if !text.is_empty() {
            self.pieces.push(Piece { node, range });
            self.push(Content::Text(text.to_owned()), marks, flow);
        }
    }

    fn push(&mut self, content: Content, marks: Marks, flow: &mut Flow) {
        flow.runs.push(Run { marks, content, end: self.pieces.len() });
    }

    /// Makes paragraphs of the runs.
    pub(super) fn flush(&mut self, flow: &mut Flow) {
        if !flow.runs.is_empty() {
            let runs = std::mem::take(&mut flow.runs);
            let paragraphs = paragraph::paragraphs(runs, &self.links, self.in_cell);
            flow.blocks.extend(paragraphs.into_iter().map(|(content, end)| Traced { block: Block::Paragraph(content), end }));
        }
    }

    pub(super) fn add(&mut self, block: Option<Block>, flow: &mut Flow) {
        let end = self.pieces.len();
        flow.blocks.extend(block.map(|block| Traced { block, end }));
    }

    fn element(&mut self, element: Element<'_>, place: Place, flow: &mut Flow) {
        if self.cleaning.excludes(element) || self.footnote(element, place, flow) {
            return;
        }
        let marks = element::marks(element, place.marks);
        let place = Place { marks, ..place };
        let is_flat = place.nested >= MOST_NESTED;
        match element::role(element) {
            Role::Excluded(_) => {}
            Role::Inline => self.children(element, place, flow),
            Role::Break => self.push(Content::Break, marks, flow),
            Role::Picture => self.picture(element, place, flow),
            Role::Link => self.link(element, place, flow),
            Role::Code => self.code(element, place, flow),
            role => {
                self.flush(flow);
                match role {
                    Role::Heading(level) => self.heading(element, level, place, flow),
                    Role::List if !is_flat => self.list(element, place, flow),
                    Role::Item if !is_flat => self.stray_item(element, place, flow),
                    Role::Quote if !is_flat => self.quote(element, place, flow),
                    Role::Table if !is_flat => self.table(element, place, flow),
                    Role::Definitions if !is_flat => self.definitions(element, place, flow),
                    Role::Preformatted => self.preformatted(element, place, flow),
                    Role::Rule => self.add(Some(Block::Rule), flow),
                    _ => self.children(element, place, flow),
                }
                self.flush(flow);
            }
        }
    }

    /// Takes a mark of a note, a note or a link back to the text.
    fn footnote(&mut self, element: Element<'_>, place: Place, flow: &mut Flow) -> bool {
        let footnotes = &self.cleaning.footnotes;
        if let Some(number) = footnotes.references.get(&element.id()) {
            self.push(Content::Footnote(number.to_string()), Marks::default(), flow);
            return true;
        }
        if footnotes.back.contains_key(&element.id()) {
            return true;
        }
        let Some(number) = footnotes.notes.get(&element.id()).copied() else { return false };
        self.flush(flow);
        let blocks = self.inner_blocks(element, Place { marks: Marks::default(), nested: place.nested });
        self.notes.push((number, blocks));
        true
    }

    fn picture(&mut self, element: Element<'_>, place: Place, flow: &mut Flow) {
        if let Some(source) = picture::source(element) {
            let content = Content::Picture { source: source.to_owned(), description: picture::description(element) };
            self.push(content, Marks::default().linked(place.marks.link), flow);
        }
    }

    fn link(&mut self, element: Element<'_>, place: Place, flow: &mut Flow) {
        let target: String = element.attribute("href").unwrap_or_default().chars().filter(|c| !c.is_control()).collect();
        let target = target.trim();
        let scheme = target.split_once(':').map_or("", |(scheme, _)| scheme).to_ascii_lowercase();
        let dropped = match scheme.as_str() {
            "javascript" | "vbscript" | "data" | "file" | "blob" | "about" => Some("link-script"),
            _ if target.starts_with('#') => Some("link-fragment"),
            _ if picture::is_file(target) && shows_only_pictures(element) => Some("link-picture"),
            _ => None,
        };
        if target.is_empty() || dropped.is_some() {
            self.not_carried.extend(dropped.map(str::to_owned));
            return self.children(element, place, flow);
        }
        self.links.push(target.to_owned());
        let marks = place.marks.linked(Some(self.links.len() - 1));
        self.children(element, Place { marks, ..place }, flow);
    }

    fn code(&mut self, element: Element<'_>, place: Place, flow: &mut Flow) {
        if element.descendants().any(|inner| !matches!(inner.name(), "span" | "font")) || element.text().contains('\u{a0}') {
            return self.children(element, place, flow);
        }
        let code = self.verbatim(element).split_whitespace().collect::<Vec<_>>().join(" ");
        if !code.is_empty() {
            self.push(Content::Code(code), place.marks, flow);
        }
    }
}

/// True if an element has pictures and no text.
fn shows_only_pictures(element: Element<'_>) -> bool {
    element.text().is_empty() && element.descendants().any(|inner| inner.name() == "img")
}

/// A heading inside another block is a bold paragraph.
pub(super) fn demoted(block: Block) -> Block {
    match block {
        Block::Heading { content, .. } => Block::Paragraph(vec![crate::import::document::Inline::Strong(content)]),
        block => block,
    }
}
