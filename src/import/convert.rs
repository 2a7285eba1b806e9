//! One record → the text of its file, with its links resolved and its pictures found.
//!
//! A conversion is a function of the record, the names, the table of addresses and the pictures on the disk. It writes nothing.

mod resolve;

use std::collections::BTreeSet;
use std::io;

use super::document::{Counts, Prepared, Removal};
use super::fidelity::{self, Difference, Step};
use super::front::{self, ArticleFront, PageFront, one_line};
use super::links::AddressTable;
use super::names::{AuthorChoice, LenderChoice, Names, TopicChoice};
use super::outline::{Fate, Outline, Reason};
use super::pictures::{PictureBytes, PictureFinder};
use super::place::Place;
use super::prepare::{self, LeaveOut};
use super::record::{Body, Record, RecordKind};
use super::source::Source;
use super::state::ShortHash;
use super::write::retarget;
use crate::diag::catalogue::ImportFault;
use crate::model::Registers;
use crate::model::front::keys::ARTICLE;
use crate::model::keys::declared;
use crate::model::registers::TopicId;

/// What a conversion depends on besides the record.
pub(crate) struct Context<'c> {
    pub(crate) names: &'c Names<'c>,
    pub(crate) registers: &'c Registers,
    pub(crate) table: &'c AddressTable,
    /// The file of the record at a position, or the reason why no link may lead to it.
    pub(crate) target: &'c (dyn Fn(u32) -> Result<String, Reason> + Sync),
    pub(crate) source: &'c dyn Source,
    pub(crate) finder: &'c PictureFinder,
    /// The hash of a file of the site, `None` if there is none.
    pub(crate) hash_of: &'c (dyn Fn(&str) -> io::Result<Option<ShortHash>> + Sync),
    pub(crate) rules: &'c LeaveOut,
}

/// A picture to be copied into the site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct PictureCopy {
    /// Path below the site's folder.
    pub(crate) path: String,
    pub(crate) hash: ShortHash,
    pub(crate) bytes: PictureBytes,
}

/// A record as it is to be written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Converted {
    /// The text of the file. If the record is held, that which people look at.
    pub(crate) text: String,
    /// Why the record is held.
    pub(crate) refusal: Option<Reason>,
    /// True if it is held for personal data.
    pub(crate) is_private: bool,
    pub(crate) step: Option<Step>,
    pub(crate) difference: Option<Difference>,
    pub(crate) pictures: Vec<PictureCopy>,
    pub(crate) missing_pictures: Vec<String>,
    /// Positions of the records that it links to.
    pub(crate) links: BTreeSet<u32>,
    pub(crate) faults: Vec<ImportFault>,
    pub(crate) removals: Vec<Removal>,
    /// Elements and values that were not carried, by name.
    pub(crate) not_carried: Vec<String>,
}

/// Converts a record that goes to a place.
///
/// # Errors
/// If a picture is there and cannot be read.
pub(crate) fn convert(record: Record, outline: &Outline, place: &Place, context: &Context<'_>) -> io::Result<Converted> {
    let mut converter = Converter { outline, place, context, converted: Converted::default(), taken: Vec::new(), error: None };
    let front = converter.front(&record);
    let reason = match &outline.fate {
        Fate::Held(reason) | Fate::Gone(reason) => Some(reason.clone()),
        Fate::Publish | Fate::Draft => None,
    };
    converter.converted.not_carried.extend(record.not_carried.iter().cloned());
    converter.converted.removals.extend(record.removals.iter().cloned());
    for note in &record.notes {
        let (zh, en) = note.wording();
        converter.note(&zh, &en);
    }
    let raw = converter.body(record);
    let Converter { mut converted, error, .. } = converter;
    if let Some(error) = error {
        return Err(error);
    }
    converted.refusal = reason.or(converted.refusal);
    let mut body = if converted.text.is_empty() { raw } else { std::mem::take(&mut converted.text) };
    if !body.ends_with('\n') {
        body.push('\n');
    }
    converted.text = front + &body;
    Ok(converted)
}

struct Converter<'a> {
    outline: &'a Outline,
    place: &'a Place,
    context: &'a Context<'a>,
    converted: Converted,
    /// Pictures of this record by address: the name of the file, or nothing.
    taken: Vec<(String, Option<String>)>,
    error: Option<io::Error>,
}

impl Converter<'_> {
    fn note(&mut self, zh: &str, en: &str) {
        let (record, note_zh, note_en) = (self.outline.key.clone(), zh.to_owned(), en.to_owned());
        self.converted.faults.push(ImportFault::SourceNote { record, note_zh, note_en });
    }

    /// The text of the front matter.
    fn front(&mut self, record: &Record) -> String {
        let title = one_line(&record.title);
        let summary = record.summary.as_deref().map(one_line).filter(|text| !text.is_empty() && text.chars().count() <= 300);
        let published = record.published.as_ref().ok();
        if let Some(day) = published.filter(|day| !day.year_is_certain) {
            let zh = format!("发布日期 {} 的年份是推算的", day.date);
            self.note(&zh, &format!("the year of its date {} was concluded", day.date));
        }
        let date = published.map(|day| day.date);
        let updated = record.updated.filter(|updated| date.is_some_and(|date| *updated > date));
        if record.kind == RecordKind::Page {
            // The row of the ledger leads its old address to it.
            return front::page(&PageFront { title, date, updated, summary });
        }
        let draft = self.outline.fate == Fate::Draft;
        let date = date.unwrap_or_default();
        let front = ArticleFront {
            date,
            updated,
            topics: self.topics(record),
            lender: self.lender(&title),
            author: self.author(record),
            title,
            summary,
            aliases: self.place.aliases.clone(),
            draft,
            expires: record.expires.filter(|expires| *expires >= date),
        };
        front::article(&front)
    }

    fn topics(&mut self, record: &Record) -> Vec<String> {
        let main = match self.context.names.topic(&record.category) {
            TopicChoice::Topic(id) => Some(id),
            TopicChoice::Skip | TopicChoice::Unknown => None,
        };
        let mut topics: Vec<TopicId> = main.into_iter().collect();
        for tag in &record.tags {
            match self.context.names.tag(tag) {
                Some(id) if !topics.contains(&id) => topics.push(id),
                Some(_) => {}
                None => self.converted.not_carried.push("tag".to_owned()),
            }
        }
        let most = declared(ARTICLE, "topics").1.kind.list().map_or(usize::MAX, |(most, ..)| most);
        topics.truncate(most);
        topics.into_iter().map(|id| self.context.registers.topics[id].slug.clone()).collect()
    }

    fn lender(&mut self, title: &str) -> Option<String> {
        match self.context.names.lender(title) {
            LenderChoice::One(id) => Some(self.context.registers.lenders[id].slug.clone()),
            LenderChoice::None => None,
            LenderChoice::Several => {
                self.note("标题里有两家机构，没有写 lender", "its title names two lenders, so it has none");
                None
            }
        }
    }

    fn author(&mut self, record: &Record) -> Option<String> {
        match self.context.names.author(record.author.as_ref()?) {
            AuthorChoice::Named(name) => Some(name),
            AuthorChoice::None => None,
            AuthorChoice::Unknown(name) => {
                let zh = format!(
                    "作者「{name}」不在 people.yaml 里，没有署名；请登记进 people.yaml，或在 import.yaml 的 authors 里写明是谁"
                );
                self.note(&zh, &format!("its author `{name}` is not in people.yaml and was left out; add them there, or name them in `authors` of import.yaml"));
                None
            }
        }
    }

    /// Converts the body. The body as the source has it is returned for a record that has no other text.
    fn body(&mut self, record: Record) -> String {
        if let Body::Markdown(markdown) = &record.body {
            let words = fidelity::markdown_words(markdown);
            let resolved = retarget(markdown, |target, is_picture| self.retarget(target, is_picture));
            self.take(fidelity::convert_markdown(&resolved, &words));
        } else {
            match prepare::prepare(&record.body, &record.title, self.context.rules) {
                Ok(prepared) => self.document(prepared),
                Err(refusal) => {
                    self.converted.refusal = Some(match refusal {
                        prepare::Refusal::TooDeep => {
                            Reason::new("正文的元素套得太深", "the elements of its body are nested too deeply")
                        }
                        prepare::Refusal::TooLarge => Reason::new("正文太大", "its body is too large"),
                    });
                }
            }
        }
        match record.body {
            _ if !self.converted.text.is_empty() => String::new(),
            Body::Html(text) | Body::HtmlByLines(text) | Body::Markdown(text) | Body::Text(text) => text,
            Body::Blocks { words, .. } => words,
        }
    }

    fn document(&mut self, prepared: Prepared) {
        let Prepared { mut document, words, removals, not_carried, counts } = prepared;
        self.compare(&counts, &fidelity::counts(&document));
        self.resolve(&mut document);
        self.converted.removals.extend(removals);
        self.converted.not_carried.extend(not_carried);
        self.take(fidelity::convert(&document, &words));
    }

    /// Notes the first kind of element whose number differs.
    fn compare(&mut self, expected: &Counts, counts: &Counts) {
        if let Some((zh, en)) = first_difference(expected, counts) {
            self.note(&format!("转换以后{zh}的数目不同"), &format!("the page has another number of {en}"));
        }
    }

    fn take(&mut self, result: Result<fidelity::Conversion, Difference>) {
        match result {
            Ok(conversion) => {
                let step = match conversion.step {
                    Step::Complete => None,
                    Step::PlainBlocks => Some(2),
                    Step::PlainText => Some(3),
                };
                if let Some(step) = step {
                    self.converted.faults.push(ImportFault::Simplified { record: self.outline.key.clone(), step });
                }
                if step.is_none() {
                    self.compare(&conversion.expected, &conversion.counts);
                }
                self.converted.not_carried.extend(std::iter::repeat_n("lost-mark".to_owned(), conversion.lost_marks));
                self.converted.step = Some(conversion.step);
                self.converted.difference = conversion.difference;
                self.converted.text = conversion.markdown;
            }
            Err(difference) => {
                self.converted.refusal =
                    Some(Reason::new("转换以后的文字与原文不一致", "its words would differ from those of the source"));
                self.converted.difference = Some(difference);
            }
        }
    }
}

/// The first kind of element whose number differs, in Chinese and English.
fn first_difference(expected: &Counts, counts: &Counts) -> Option<(&'static str, &'static str)> {
    let rows = [
        (expected.links, counts.links, ("链接", "links")),
        (expected.pictures, counts.pictures, ("图片", "pictures")),
        (expected.cells, counts.cells, ("表格格子", "cells")),
        (expected.headings, counts.headings, ("小标题", "headings")),
        (expected.items, counts.items, ("列表项", "list items")),
    ];
    rows.into_iter().find(|(expected, counts, _)| expected != counts).map(|(_, _, name)| name)
}
