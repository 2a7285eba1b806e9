//! The parts of a Word file.

use std::collections::BTreeMap;

use super::super::archive::{Archive, ArchiveFault};
use super::super::xml::{Xml, XmlEvent};
use crate::import::encoding::decode_file;
use crate::text::url;

/// Unpacked bytes of a part.
const MAX_PART: u64 = 64 << 20;
/// Beginning of the files of older versions, and of encrypted ones.
const OLD: [u8; 8] = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];

/// Why a file cannot be read. The rule is that of the note.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct PackageFault(pub(super) &'static str);

/// What the properties of a file say.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Properties {
    pub(super) title: String,
    pub(super) creator: String,
    pub(super) created: String,
    pub(super) modified: String,
}

/// Addresses of the relationships of a part by their ids.
pub(super) type Relationships = BTreeMap<String, String>;

/// A part with its relationships.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct PartText {
    pub(super) text: String,
    pub(super) relationships: Relationships,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Package {
    pub(super) document: PartText,
    pub(super) styles: String,
    pub(super) numbering: String,
    pub(super) footnotes: PartText,
    pub(super) endnotes: PartText,
    pub(super) properties: Properties,
}

impl Package {
    pub(super) fn read(bytes: &[u8]) -> Result<Package, PackageFault> {
        let mut archive = open(bytes)?;
        let root = relationships(&text(&mut archive, "_rels/.rels")?, "a");
        let is_document = |name: &&String| name.ends_with(".xml") && name.contains("document");
        let main = root.values().find(is_document).cloned().unwrap_or_else(|| "word/document.xml".to_owned());
        let beside = |name: &str| url::join(&main, name).unwrap_or_default();
        let document = part(&mut archive, &main)?;
        if document.text.is_empty() {
            return Err(PackageFault("word-broken"));
        }
        Ok(Package {
            document,
            styles: text(&mut archive, &beside("styles.xml"))?,
            numbering: text(&mut archive, &beside("numbering.xml"))?,
            footnotes: part(&mut archive, &beside("footnotes.xml"))?,
            endnotes: part(&mut archive, &beside("endnotes.xml"))?,
            properties: properties(&text(&mut archive, "docProps/core.xml")?),
        })
    }
}

/// The bytes of a picture in a Word file.
pub(super) fn picture(bytes: &[u8], name: &str) -> Option<Vec<u8>> {
    open(bytes).ok()?.read(name, MAX_PART).ok()?
}

fn open(bytes: &[u8]) -> Result<Archive<'_>, PackageFault> {
    if bytes.starts_with(&OLD) {
        return Err(PackageFault("word-old"));
    }
    Archive::open(bytes).map_err(fault)
}

fn fault(fault: ArchiveFault) -> PackageFault {
    PackageFault(match fault {
        ArchiveFault::Broken => "word-broken",
        ArchiveFault::Encrypted => "word-old",
        ArchiveFault::TooLarge => "file-size",
    })
}

/// The text of a part; empty if there is none.
fn text(archive: &mut Archive<'_>, name: &str) -> Result<String, PackageFault> {
    let bytes = archive.read(name, MAX_PART).map_err(fault)?;
    Ok(bytes.map(|bytes| decode_file(&bytes, None).text).unwrap_or_default())
}

fn part(archive: &mut Archive<'_>, name: &str) -> Result<PartText, PackageFault> {
    let (folder, file) = name.rsplit_once('/').unwrap_or(("", name));
    let text = text(archive, name)?;
    let relationships = relationships(&self::text(archive, &format!("{folder}/_rels/{file}.rels"))?, name);
    Ok(PartText { text, relationships })
}

/// Targets by id: names of parts of the archive, and addresses outside.
fn relationships(text: &str, part: &str) -> Relationships {
    let (mut xml, mut all) = (Xml::new(text), Relationships::new());
    while let Ok(Some(event)) = xml.next() {
        let XmlEvent::Start(element) = event else { continue };
        let (Some(id), Some(target)) = (element.get("Id"), element.get("Target")) else { continue };
        let target = match element.get("TargetMode") {
            Some("External") => Some(target.to_owned()),
            _ => target.strip_prefix('/').map(str::to_owned).or_else(|| url::join(part, target)),
        };
        all.extend(target.map(|target| (id.to_owned(), target)));
    }
    all
}

fn properties(text: &str) -> Properties {
    let (mut xml, mut properties, mut name) = (Xml::new(text), Properties::default(), String::new());
    while let Ok(Some(event)) = xml.next() {
        match event {
            XmlEvent::Start(element) => name = element.name,
            XmlEvent::End(_) => name.clear(),
            XmlEvent::Text { text, .. } => match name.as_str() {
                "dc:title" => properties.title.push_str(&text),
                "dc:creator" => properties.creator.push_str(&text),
                "dcterms:created" => properties.created.push_str(&text),
                "dcterms:modified" => properties.modified.push_str(&text),
                _ => {}
            },
        }
    }
    properties
}
