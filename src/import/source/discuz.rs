//! The portal of Discuz: the tables `portal_article_title`, `portal_article_content` and `portal_category`.
//!
//! An article may have several rows of content. They are joined in the order of their pages.

use std::collections::BTreeMap;
use std::io;
use std::ops::ControlFlow;
use std::path::PathBuf;

use super::address::{self, by_pattern, split_host};
use super::categories::{Categories, Category};
use super::database::Database;
use super::fields::{self, Fields};
use super::joined::{BodyRow, Joined, Values};
use super::{Data, Kind, Listing, ListingOf, Options, Overview, Piece, Reading, Refusal, Source};
use crate::import::record::{Address, Author, Body, Note, Origin, RecordStatus};
use crate::import::sql::{Fault, Row, Shape};

const SHAPES: [Shape; 6] = [
    Shape {
        required: &["aid", "catid", "title", "dateline", "status", "summary"],
        columns: &["aid", "catid", "title", "username", "author", "summary", "dateline", "status", "url"],
    },
    Shape { required: &["catid", "upid", "catname"], columns: &["catid", "upid", "catname", "foldername"] },
    Shape { required: &["aid", "content", "pageorder"], columns: &["aid"] },
    Shape { required: &["aid", "viewnum", "commentnum"], columns: &["aid", "viewnum"] },
    Shape { required: &["skey", "svalue"], columns: &["skey", "svalue"] },
    Shape { required: &["pid", "tid", "message"], columns: &[] },
];
const CONTENT: Shape = Shape { required: &["aid", "content", "pageorder"], columns: &["aid", "content", "pageorder", "title"] };
const ID: usize = 0;
const CATEGORY: usize = 1;
const TITLE: usize = 2;
const LOGIN: usize = 3;
const AUTHOR: usize = 4;
const SUMMARY: usize = 5;
const PUBLISHED: usize = 6;
const STATUS: usize = 7;
const LINK: usize = 8;
const BODY_ID: usize = 9;
const BODY: usize = 10;
/// Number of joined parts, in place of the order of a part.
const PARTS: usize = 11;
/// Places in a row of content.
const PART_BODY: usize = 1;
const PART_ORDER: usize = 2;
const PART_TITLE: usize = 3;

/// Bytes of parts that wait for the others of their article.
const MOST_WAITING: usize = 64 << 20;

#[derive(Debug)]
struct Discuz {
    joined: Joined,
    categories: Categories,
    /// Number of parts of each article that has several.
    parts: BTreeMap<u64, u32>,
    views: BTreeMap<u64, u64>,
    home: Option<String>,
    posts: u64,
    options: Options,
    overview: Overview,
}

/// Opens the database of a Discuz.
pub(super) fn open(from: &[PathBuf], options: &Options) -> Result<Box<dyn Source>, Refusal> {
    let database = Database::open(from, Kind::Discuz)?;
    let charset = database.charset;
    let mut site = Discuz {
        joined: Joined::new(database, CONTENT.columns.len()),
        categories: Categories::default(),
        parts: BTreeMap::new(),
        views: BTreeMap::new(),
        home: None,
        posts: 0,
        options: options.clone(),
        overview: Overview::default(),
    };
    let Discuz { joined, categories, parts, views, home, posts, .. } = &mut site;
    let mut id = |row: &mut Row<'_>| (row.shape == 0).then(|| (0, number(row)));
    joined.learn(&SHAPES, &mut id, &mut |row| {
        let id = number(&row);
        let shape = row.shape;
        let mut row = Fields::new(row.values, charset);
        match shape {
            1 => {
                let (parent, name) = (row.id(1).unwrap_or_default(), row.line(2));
                categories.insert(id, Category { name, alias: row.text(3), parent });
            }
            2 => *parts.entry(id).or_default() += 1,
            3 => super::categories::keep(views, id, row.id(1).unwrap_or_default()),
            4 if row.bytes(0) == b"siteurl" => *home = Some(row.text(1)),
            5 => *posts += 1,
            _ => {}
        }
    })?;
    parts.retain(|_, count| *count > 1);
    if site.joined.facts.len() == 0 {
        return Err(Refusal::Unreadable(Kind::Discuz, "没有找到 Discuz 门户的文章表（列 aid、catid、title、dateline）".to_owned()));
    }
    site.overview = site.describe();
    Ok(Box::new(site))
}

/// The number in the first column of a row.
fn number(row: &Row<'_>) -> u64 {
    let bytes = row.values.first().and_then(Option::as_deref).unwrap_or_default();
    std::str::from_utf8(bytes).ok().and_then(|text| text.trim().parse().ok()).unwrap_or_default()
}

impl Discuz {
    fn describe(&mut self) -> Overview {
        let mut listings = vec![Listing { address: Address::Path("/".to_owned()), of: ListingOf::Home }];
        for (id, _) in self.categories.iter() {
            let of = ListingOf::Category(self.categories.path(id));
            listings.push(Listing { address: Address::Query(format!("/portal.php?mod=list&catid={id}")), of });
        }
        let posts = (self.posts > 0).then(|| ("forum_post".to_owned(), self.posts));
        Overview {
            hosts: self.home.as_deref().and_then(split_host).map(|(host, _)| host).into_iter().collect(),
            pieces: Some(self.joined.facts.len()),
            listings,
            not_carried: posts.into_iter().collect(),
            notes: std::mem::take(&mut self.joined.database.notes),
        }
    }

    fn read(&self, row: &mut Fields, origin: Origin, fault: Option<Fault>) -> Reading {
        let Some(id) = row.id(ID).filter(|id| *id > 0) else {
            return Reading::Fault(Note { rule: "no-key", text: origin.file });
        };
        if row.bytes(BODY).is_empty() && !row.bytes(LINK).is_empty() {
            return Reading::Skipped("link".to_owned());
        }
        let mut record = fields::record(format!("{}:{id}", Kind::Discuz), origin);
        record.id = Some(id);
        record.title = row.line(TITLE);
        record.status = match (row.bytes(BODY_ID).is_empty(), row.number(STATUS).unwrap_or_default()) {
            (true, _) => RecordStatus::Broken("正文表里没有这一篇".to_owned()),
            (false, 0) => RecordStatus::Live,
            (false, _) => RecordStatus::Draft,
        };
        let day = row.day(PUBLISHED, self.options.utc_offset);
        fields::set_days(&mut record, day, None);
        let body = row.text(BODY);
        record.summary = fields::summary(&row.text(SUMMARY), &body);
        record.category = self.categories.path(row.id(CATEGORY).unwrap_or_default());
        let (login, name) = (row.line(LOGIN), row.line(AUTHOR));
        let some = |text: String| Some(text).filter(|text| !text.is_empty());
        record.author = (!login.is_empty() || !name.is_empty()).then(|| Author { login: some(login), name: some(name) });
        record.views = self.views.get(&id).copied();
        let pattern = self.options.address.as_deref();
        record.address = match pattern {
            Some(pattern) => by_pattern(pattern, &address::Parts { id: Some(id), slug: None, day }),
            None => Some(Address::Path(format!("/article-{id}-1.html"))),
        };
        let parts = row.id(PARTS).unwrap_or(1).min(u64::from(u16::MAX));
        let mut others: Vec<Address> = (1..=parts).map(|part| Address::Path(format!("/article-{id}-{part}.html"))).collect();
        others.push(Address::Query(format!("/portal.php?mod=view&aid={id}")));
        others.retain(|other| Some(other) != record.address.as_ref());
        record.other_addresses = others;
        record.body = Body::Html(body);
        row.finish(&mut record, fault);
        Reading::Record(Box::new(record))
    }
}

/// Parts of articles that wait for the others.
#[derive(Debug, Default)]
struct Waiting {
    parts: BTreeMap<u64, Vec<(BodyRow, i64)>>,
    bytes: usize,
}

impl Waiting {
    /// Adds a part. All parts as one body as soon as there are as many as `count`.
    fn add(&mut self, id: u64, count: u32, mut part: BodyRow) -> Option<BodyRow> {
        let length: usize = part.values.iter().flatten().map(Vec::len).sum();
        if self.bytes + length > MOST_WAITING {
            part.values = vec![None; CONTENT.columns.len()];
            part.fault = Some(Fault::TooLong);
        } else {
            self.bytes += length;
        }
        let order =
            part.values.get(PART_ORDER).and_then(Option::as_deref).and_then(|order| std::str::from_utf8(order).ok()?.parse().ok());
        let parts = self.parts.entry(id).or_default();
        parts.push((part, order.unwrap_or_default()));
        if parts.len() < usize::try_from(count).unwrap_or(usize::MAX) {
            return None;
        }
        let mut parts = self.parts.remove(&id)?;
        parts.sort_by_key(|(_, order)| *order);
        let parts: Vec<BodyRow> = parts.into_iter().map(|(part, _)| part).collect();
        self.bytes = self.bytes.saturating_sub(parts.iter().flat_map(|part| part.values.iter().flatten()).map(Vec::len).sum());
        join(parts)
    }
}

/// The parts of an article as one body. The titles of the further parts become headings.
fn join(parts: Vec<BodyRow>) -> Option<BodyRow> {
    let count = parts.len();
    let mut body = Vec::new();
    let mut fault = None;
    let mut first = None;
    for (index, part) in parts.into_iter().enumerate() {
        let value = |place: usize| part.values.get(place).and_then(Option::as_deref).unwrap_or_default().to_vec();
        let title = value(PART_TITLE);
        if index > 0 && !title.trim_ascii().is_empty() {
            // A title is text with entities, so it needs no escaping.
            body.extend_from_slice(&[b"<h2>", title.as_slice(), b"</h2>"].concat());
        }
        body.extend_from_slice(&value(PART_BODY));
        fault = fault.or(part.fault);
        first.get_or_insert(part);
    }
    let first = first?;
    let id = first.values.first().cloned().flatten();
    let values: Values = vec![id, Some(body), Some(count.to_string().into_bytes()), None];
    Some(BodyRow { values, fault, ..first })
}

impl Source for Discuz {
    fn kind(&self) -> Kind {
        Kind::Discuz
    }

    fn overview(&self) -> &Overview {
        &self.overview
    }

    fn pieces(&self, each: &mut dyn FnMut(Piece) -> ControlFlow<()>) -> io::Result<Vec<(Origin, Note)>> {
        let mut bodies = |each: &mut dyn FnMut(BodyRow) -> ControlFlow<()>| {
            let mut waiting = Waiting::default();
            self.joined.database.rows(&[CONTENT], &mut |file, row| {
                let id = number(&row);
                let origin = Origin { file: file.to_owned(), line: row.line };
                let part = BodyRow { id: (0, id), values: row.values, origin, fault: row.fault };
                match self.parts.get(&id) {
                    Some(count) => waiting.add(id, *count, part).map_or(ControlFlow::Continue(()), &mut *each),
                    None => join(vec![part]).map_or(ControlFlow::Continue(()), &mut *each),
                }
            })
        };
        self.joined.pieces(&mut bodies, each)?;
        Ok(Vec::new())
    }

    fn record(&self, piece: Piece) -> io::Result<Reading> {
        let Data::Row(values, fault) = piece.data else { return Ok(Reading::Skipped(String::new())) };
        Ok(self.read(&mut Fields::new(values, self.joined.database.charset), piece.origin, fault))
    }
}

#[cfg(test)]
mod tests;
