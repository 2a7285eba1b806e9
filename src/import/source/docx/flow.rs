//! `document.xml` and the notes → paragraphs and tables, as the file has them.

use super::super::xml::{Element, Xml, XmlEvent, XmlFault};
use super::styles::{Marks, Styles, is_on};

/// Paragraphs and tables of a document, a cell, a text box or a note.
pub(super) type Flow = Vec<Piece>;

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Piece {
    Paragraph(Box<Paragraph>),
    Table(Vec<Vec<Cell>>),
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Cell {
    /// Columns that it covers.
    pub(super) span: usize,
    pub(super) flow: Flow,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Paragraph {
    /// Number of the paragraph in its part, in the order of their beginnings.
    pub(super) index: usize,
    pub(super) style: String,
    /// Id of the numbering and level.
    pub(super) numbering: Option<(String, usize)>,
    pub(super) outline: Option<u8>,
    pub(super) is_centred: bool,
    pub(super) runs: Vec<Run>,
    /// Text boxes that are anchored here.
    pub(super) boxes: Flow,
}

impl Paragraph {
    /// The text without pictures and notes.
    pub(super) fn text(&self) -> String {
        let text = self.runs.iter().map(|run| match &run.content {
            Content::Text(text) => text.as_str(),
            Content::Break => " ",
            Content::Picture { .. } | Content::Note(_) => "",
        });
        text.collect::<String>().trim().to_owned()
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Run {
    pub(super) content: Content,
    pub(super) marks: Marks,
    pub(super) link: Option<Target>,
}

/// Where a link leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Target {
    /// Id of a relationship of the part.
    Relationship(String),
    Address(String),
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Content {
    Text(String),
    Break,
    /// `relationship` leads to the file.
    Picture {
        relationship: String,
        description: String,
    },
    /// A reference to the footnote with this id, or to the endnote with `e` before it.
    Note(String),
}

/// A part of a Word file as it was read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Part {
    pub(super) flow: Flow,
    /// Notes by their id, in a part of notes.
    pub(super) notes: Vec<(String, Flow)>,
    /// What is not carried, by name.
    pub(super) not_carried: Vec<String>,
}

/// Elements whose content is no text of the document: deleted and moved text, old properties, second forms, readings.
pub(super) const SILENT: [&str; 14] = [
    "w:del", "w:moveFrom", "w:delText", "w:delInstrText", "w:rPrChange", "w:pPrChange", "w:tblPrChange", "w:trPrChange",
    "w:tcPrChange", "w:sectPr", "w:rt", "w:numberingChange", "w:sdtPr", "w:sdtEndPr",
];

/// A part of the file that is open while it is read.
#[derive(Debug)]
enum Open {
    Flow(Flow),
    Paragraph(Box<Paragraph>),
    Table(Vec<Vec<Cell>>),
    Row(Vec<Cell>),
    Cell(Cell),
}

/// A field, such as a link: its code and, once that is complete, where it leads.
#[derive(Debug, Default)]
struct Field {
    code: String,
    has_result: bool,
    link: Option<Target>,
}

struct Reader<'s> {
    styles: &'s Styles,
    open: Vec<Open>,
    part: Part,
    paragraphs: usize,
    /// Names of the open elements that decide about others.
    path: Vec<String>,
    marks: Marks,
    fields: Vec<Field>,
    links: Vec<Option<Target>>,
    /// For each open choice between forms, whether one was taken.
    choices: Vec<bool>,
    description: String,
}

/// Reads a part.
pub(super) fn read(text: &str, styles: &Styles) -> Result<Part, XmlFault> {
    let mut reader = Reader {
        styles,
        open: vec![Open::Flow(Vec::new())],
        part: Part::default(),
        paragraphs: 0,
        path: Vec::new(),
        marks: Marks::default(),
        fields: Vec::new(),
        links: Vec::new(),
        choices: Vec::new(),
        description: String::new(),
    };
    let mut xml = Xml::new(text);
    let mut skipped = 0_usize;
    while let Some(event) = xml.next()? {
        match event {
            XmlEvent::Start(_) if skipped > 0 => skipped += 1,
            XmlEvent::Start(element) if reader.is_silent(&element.name) => skipped = 1,
            XmlEvent::Start(element) => reader.start(element),
            XmlEvent::End(_) if skipped > 0 => skipped -= 1,
            XmlEvent::End(name) => reader.end(&name),
            XmlEvent::Text { text, .. } if skipped == 0 => reader.text(&text),
            XmlEvent::Text { .. } => {}
        }
    }
    while reader.open.len() > 1 {
        reader.close();
    }
    if let Some(Open::Flow(flow)) = reader.open.pop() {
        reader.part.flow = flow;
    }
    Ok(reader.part)
}

impl Reader<'_> {
    /// True for an element that is left out: a silent one, or a second form of what was read.
    fn is_silent(&mut self, name: &str) -> bool {
        if matches!(name, "mc:Choice" | "mc:Fallback")
            && let Some(is_taken) = self.choices.last_mut()
        {
            return std::mem::replace(is_taken, true);
        }
        SILENT.contains(&name)
    }

    fn start(&mut self, element: Element) {
        let value = || element.get("w:val");
        let in_run_properties =
            self.path.last().is_some_and(|name| name == "w:rPr") && !self.path.iter().any(|name| name == "w:pPr");
        match element.name.as_str() {
            "mc:AlternateContent" => self.choices.push(false),
            "w:p" => {
                let paragraph = Paragraph { index: self.paragraphs, ..Paragraph::default() };
                self.paragraphs += 1;
                self.marks = Marks::default();
                self.open.push(Open::Paragraph(Box::new(paragraph)));
            }
            "w:tbl" => self.open.push(Open::Table(Vec::new())),
            "w:tr" if matches!(self.open.last(), Some(Open::Table(_))) => self.open.push(Open::Row(Vec::new())),
            "w:tc" if matches!(self.open.last(), Some(Open::Row(_))) => {
                self.open.push(Open::Cell(Cell { span: 1, flow: Vec::new() }))
            }
            "w:txbxContent" | "w:footnote" | "w:endnote" => {
                self.open.push(Open::Flow(Vec::new()));
                if element.name != "w:txbxContent" {
                    let id = element
                        .get("w:id")
                        .filter(|_| element.get("w:type").is_none_or(|kind| kind == "normal"))
                        .unwrap_or_default();
                    let id = if element.name == "w:endnote" && !id.is_empty() { format!("e{id}") } else { id.to_owned() };
                    self.part.notes.push((id, Vec::new()));
                }
            }
            "w:gridSpan" => {
                if let Some(Open::Cell(cell)) = self.open.last_mut() {
                    cell.span = value().and_then(|n| n.parse().ok()).unwrap_or(1).clamp(1, super::MAX_COLUMNS);
                }
            }
            "w:r" => {
                let style = self.paragraph().map(|paragraph| paragraph.style.clone()).unwrap_or_default();
                self.marks = self.styles.marks(&style);
            }
            "w:rStyle" if in_run_properties => self.marks = self.marks.with(self.styles.marks(value().unwrap_or_default())),
            name if in_run_properties => {
                self.marks.set(name, value());
                if is_on(value()) && matches!(name, "w:u" | "w:color" | "w:highlight") && value() != Some("auto") {
                    self.lose(name.trim_start_matches("w:"));
                }
            }
            "w:hyperlink" => {
                let address = || element.get("w:anchor").map(|anchor| Target::Address(format!("#{anchor}")));
                self.links.push(element.get("r:id").map(|id| Target::Relationship(id.to_owned())).or_else(address));
            }
            "w:fldSimple" => self.links.push(link_of_field(element.get("w:instr").unwrap_or_default())),
            _ => self.start_within(&element),
        }
        self.path.push(element.name);
    }

    /// Elements within a paragraph.
    fn start_within(&mut self, element: &Element) {
        let value = || element.get("w:val");
        let id = || element.get("w:id").unwrap_or_default();
        match element.name.as_str() {
            "w:pStyle" => self.set(|paragraph| value().unwrap_or_default().clone_into(&mut paragraph.style)),
            "w:ilvl" => self.set(|paragraph| {
                let level = value().and_then(|n| n.parse().ok()).unwrap_or(0);
                paragraph.numbering.get_or_insert_default().1 = level;
            }),
            "w:numId" => {
                self.set(|paragraph| value().unwrap_or_default().clone_into(&mut paragraph.numbering.get_or_insert_default().0))
            }
            "w:outlineLvl" => self.set(|paragraph| paragraph.outline = value().and_then(|n| n.parse().ok())),
            "w:jc" => self.set(|paragraph| paragraph.is_centred = value() == Some("center")),
            "w:tab" if self.is_in("w:r") && !self.is_in("w:pPr") => self.push(Content::Text(" ".to_owned())),
            "w:br" if element.get("w:type").is_none_or(|kind| kind == "textWrapping") => self.push(Content::Break),
            "w:cr" => self.push(Content::Break),
            "w:noBreakHyphen" => self.push(Content::Text("\u{2011}".to_owned())),
            "w:sym" => self.lose("symbol"),
            "w:footnoteReference" => self.push(Content::Note(id().to_owned())),
            "w:endnoteReference" => self.push(Content::Note(format!("e{}", id()))),
            "w:fldChar" => self.field(element.get("w:fldCharType").unwrap_or_default()),
            "w:altChunk" => self.lose("embedded document"),
            "w:object" => self.lose("embedded object"),
            "w:commentReference" => self.lose("comment"),
            "c:chart" | "dgm:relIds" => self.lose("chart"),
            "a:blip" | "v:imagedata" => {
                let relationship =
                    ["r:embed", "r:link", "r:id"].iter().find_map(|name| element.get(name)).unwrap_or_default().to_owned();
                let description = std::mem::take(&mut self.description);
                if !relationship.is_empty() {
                    self.push(Content::Picture { relationship, description });
                }
            }
            name if name.ends_with(":docPr") || name.ends_with(":cNvPr") || name == "v:shape" => {
                let text = ["descr", "alt"].iter().find_map(|name| element.get(name)).unwrap_or_default();
                // Word writes descriptions of its own.
                if !text.is_empty() && !text.contains("自动生成") && !text.contains("generated") {
                    self.description = text.split_whitespace().collect::<Vec<_>>().join(" ");
                }
            }
            _ => {}
        }
    }

    fn end(&mut self, name: &str) {
        self.path.pop();
        match name {
            "mc:AlternateContent" => drop(self.choices.pop()),
            "w:hyperlink" | "w:fldSimple" => drop(self.links.pop()),
            "w:drawing" | "w:pict" => self.description.clear(),
            "w:p" | "w:tbl" | "w:txbxContent" | "w:footnote" | "w:endnote" => self.close(),
            "w:tr" if matches!(self.open.last(), Some(Open::Row(_))) => self.close(),
            "w:tc" if matches!(self.open.last(), Some(Open::Cell(_))) => self.close(),
            _ => {}
        }
    }

    /// Hands the innermost open part on to the one around it.
    fn close(&mut self) {
        let Some(closed) = self.open.pop() else { return };
        if self.open.is_empty() {
            return self.open.push(closed);
        }
        match (closed, self.open.last_mut()) {
            (Open::Flow(flow), Some(Open::Paragraph(paragraph))) => paragraph.boxes.extend(flow),
            (Open::Flow(flow), _) => self.part.notes.last_mut().into_iter().for_each(|note| note.1.clone_from(&flow)),
            (Open::Cell(cell), Some(Open::Row(cells))) => cells.push(cell),
            (Open::Row(cells), Some(Open::Table(rows))) => rows.push(cells),
            (Open::Paragraph(paragraph), around) => add(around, Piece::Paragraph(paragraph)),
            (Open::Table(rows), around) => add(around, Piece::Table(rows)),
            (Open::Cell(_) | Open::Row(_), _) => {}
        }
    }

    fn text(&mut self, text: &str) {
        match self.path.last().map(String::as_str) {
            Some("w:t" | "m:t") => self.push(Content::Text(text.to_owned())),
            Some("w:instrText") => {
                if let Some(field) = self.fields.last_mut().filter(|field| !field.has_result) {
                    super::super::xml::push_within(&mut field.code, text, 8192);
                }
            }
            _ => {}
        }
    }

    fn field(&mut self, kind: &str) {
        match kind {
            "begin" => self.fields.push(Field::default()),
            "end" => drop(self.fields.pop()),
            _ => {
                if let Some(field) = self.fields.last_mut() {
                    field.has_result = true;
                    field.link = link_of_field(&field.code);
                }
            }
        }
    }

    fn push(&mut self, content: Content) {
        if self.marks.is_hidden {
            return self.lose("hidden text");
        }
        let link = self.links.iter().rev().chain(self.fields.iter().rev().map(|field| &field.link)).flatten().next().cloned();
        let marks = self.marks;
        self.set(|paragraph| paragraph.runs.push(Run { content, marks, link }));
    }

    fn paragraph(&mut self) -> Option<&mut Paragraph> {
        match self.open.last_mut() {
            Some(Open::Paragraph(paragraph)) => Some(paragraph),
            _ => None,
        }
    }

    fn set(&mut self, change: impl FnOnce(&mut Paragraph)) {
        if let Some(paragraph) = self.paragraph() {
            change(paragraph);
        }
    }

    fn is_in(&self, name: &str) -> bool {
        self.path.iter().rev().take_while(|open| *open != "w:p").any(|open| open == name)
    }

    fn lose(&mut self, name: &str) {
        self.part.not_carried.push(name.to_owned());
    }
}

/// Adds a piece to the part around it. Between the rows of a table it is put into a row of its own.
fn add(around: Option<&mut Open>, piece: Piece) {
    match around {
        Some(Open::Flow(flow) | Open::Cell(Cell { flow, .. })) => flow.push(piece),
        Some(Open::Paragraph(paragraph)) => paragraph.boxes.push(piece),
        Some(Open::Row(cells)) => cells.push(Cell { span: 1, flow: vec![piece] }),
        Some(Open::Table(rows)) => rows.push(vec![Cell { span: 1, flow: vec![piece] }]),
        None => {}
    }
}

/// The address of a field ` HYPERLINK "https://…" `.
fn link_of_field(code: &str) -> Option<Target> {
    let code = code.trim();
    let link = code.strip_prefix("HYPERLINK")?;
    let quoted = |text: &str| text.split('"').nth(1).map(str::to_owned);
    match link.split_once("\\l") {
        Some((address, anchor)) if address.trim().is_empty() => Some(Target::Address(format!("#{}", quoted(anchor)?))),
        _ => Some(Target::Address(quoted(link)?)),
    }
}
