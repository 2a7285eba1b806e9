//! The first sheet of an Excel file.

use super::super::archive::{Archive, ArchiveFault};
use super::super::xml::{Xml, XmlEvent, XmlFault};
use super::rows::MAX_COLUMNS;
use crate::text::url;

/// Unpacked bytes of the sheet, and of its texts.
const MAX_SHEET: u64 = 128 << 20;
/// Unpacked bytes of the other parts.
const MAX_PART: u64 = 1 << 20;

/// Why a sheet cannot be read. The rule is that of the note.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct SheetFault(pub(super) &'static str);

impl From<ArchiveFault> for SheetFault {
    fn from(fault: ArchiveFault) -> SheetFault {
        SheetFault(match fault {
            ArchiveFault::Broken => "sheet-broken",
            ArchiveFault::Encrypted => "sheet-old",
            ArchiveFault::TooLarge => "file-size",
        })
    }
}

impl From<XmlFault> for SheetFault {
    fn from(_: XmlFault) -> SheetFault {
        SheetFault("sheet-broken")
    }
}

/// The parts of a file that rows are made of.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Sheet {
    texts: Vec<String>,
    xml: String,
    /// Days are counted from 1904 instead of 1900.
    pub(super) is_1904: bool,
}

impl Sheet {
    pub(super) fn read(bytes: &[u8]) -> Result<Sheet, SheetFault> {
        if bytes.starts_with(&[0xD0, 0xCF, 0x11, 0xE0]) {
            return Err(SheetFault("sheet-old"));
        }
        let mut archive = Archive::open(bytes)?;
        let mut part = |name: &str, limit| {
            let bytes = archive.read(name, limit)?;
            Ok::<_, ArchiveFault>(bytes.map(|bytes| String::from_utf8_lossy(&bytes).into_owned()))
        };
        let workbook = part("xl/workbook.xml", MAX_PART)?.unwrap_or_default();
        let links = part("xl/_rels/workbook.xml.rels", MAX_PART)?.unwrap_or_default();
        let (id, is_1904) = first_sheet(&workbook)?;
        let name = target(&links, &id)?.unwrap_or_else(|| "xl/worksheets/sheet1.xml".to_owned());
        let xml = part(&name, MAX_SHEET)?.ok_or(SheetFault("sheet-broken"))?;
        let texts = part("xl/sharedStrings.xml", MAX_SHEET)?.unwrap_or_default();
        Ok(Sheet { texts: shared(&texts)?, xml, is_1904 })
    }

    /// Calls `each` with number and cells of every row that has a cell with text, until it answers false.
    pub(super) fn rows(&self, each: &mut dyn FnMut(u32, Vec<Option<Vec<u8>>>) -> bool) -> Result<(), SheetFault> {
        let mut xml = Xml::new(&self.xml);
        let (mut row, mut number, mut cell) = (Vec::new(), 0_u32, (0_usize, String::new(), String::new()));
        let mut path: Vec<String> = Vec::new();
        while let Some(event) = xml.next()? {
            match event {
                XmlEvent::Start(element) => {
                    match element.name.as_str() {
                        "row" => {
                            row = Vec::new();
                            number = element.get("r").and_then(|n| n.parse().ok()).unwrap_or(number.saturating_add(1));
                        }
                        "c" => {
                            let column = element.get("r").and_then(column).unwrap_or(row.len());
                            cell = (column, element.get("t").unwrap_or("n").to_owned(), String::new());
                        }
                        _ => {}
                    }
                    path.push(element.name);
                }
                XmlEvent::Text { text, .. } => {
                    if matches!(path.as_slice(), [.., c, v] if c == "c" && v == "v")
                        || path.last().is_some_and(|name| name == "t") && !is_reading(&path)
                    {
                        cell.2.push_str(&text);
                    }
                }
                XmlEvent::End(name) => {
                    path.pop();
                    match name.as_str() {
                        "c" if cell.0 < MAX_COLUMNS => {
                            let text = if cell.1 == "s" { self.text(&cell.2) } else { cell.2.as_str() };
                            row.resize(row.len().max(cell.0 + 1), None);
                            if let Some(slot) = row.get_mut(cell.0) {
                                *slot = Some(text.as_bytes().to_vec()).filter(|text| !text.is_empty());
                            }
                        }
                        "row" if row.iter().any(Option::is_some) && !each(number, std::mem::take(&mut row)) => return Ok(()),
                        _ => {}
                    }
                }
            }
        }
        Ok(())
    }

    fn text(&self, index: &str) -> &str {
        index.trim().parse::<usize>().ok().and_then(|n| self.texts.get(n)).map_or("", String::as_str)
    }
}

/// True within the reading of a text, which is no part of it.
fn is_reading(path: &[String]) -> bool {
    path.iter().any(|name| name == "rPh")
}

/// The column of a cell: 0 for `A1`, 27 for `AB7`.
fn column(cell: &str) -> Option<usize> {
    let letters = cell.bytes().take_while(u8::is_ascii_alphabetic).take(4);
    let number = letters.fold(0_usize, |n, letter| n * 26 + usize::from(letter.to_ascii_uppercase() - b'A') + 1);
    number.checked_sub(1)
}

/// The relationship of the first sheet, and whether days are counted from 1904.
fn first_sheet(workbook: &str) -> Result<(String, bool), XmlFault> {
    let (mut xml, mut id, mut is_1904) = (Xml::new(workbook), None, false);
    while let Some(event) = xml.next()? {
        let XmlEvent::Start(element) = event else { continue };
        match element.name.as_str() {
            "workbookPr" => is_1904 = matches!(element.get("date1904"), Some("1" | "true")),
            "sheet" if id.is_none() && element.get("state").is_none_or(|state| state == "visible") => {
                id = Some(element.get("r:id").unwrap_or_default().to_owned());
            }
            _ => {}
        }
    }
    Ok((id.unwrap_or_default(), is_1904))
}

fn target(links: &str, id: &str) -> Result<Option<String>, XmlFault> {
    let mut xml = Xml::new(links);
    while let Some(event) = xml.next()? {
        let XmlEvent::Start(element) = event else { continue };
        if element.get("Id") == Some(id) && !id.is_empty() {
            let target = element.get("Target").unwrap_or_default();
            return Ok(target.strip_prefix('/').map(str::to_owned).or_else(|| url::join("xl/workbook.xml", target)));
        }
    }
    Ok(None)
}

/// The texts that cells refer to.
fn shared(text: &str) -> Result<Vec<String>, XmlFault> {
    let (mut xml, mut texts, mut path) = (Xml::new(text), Vec::new(), Vec::<String>::new());
    while let Some(event) = xml.next()? {
        match event {
            XmlEvent::Start(element) => {
                if element.name == "si" {
                    texts.push(String::new());
                }
                path.push(element.name);
            }
            XmlEvent::End(_) => drop(path.pop()),
            XmlEvent::Text { text, .. } => {
                if path.last().is_some_and(|name| name == "t") && !is_reading(&path) {
                    texts.last_mut().into_iter().for_each(|last| last.push_str(&text));
                }
            }
        }
    }
    Ok(texts)
}
