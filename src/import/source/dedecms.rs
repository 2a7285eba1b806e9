//! DedeCMS: the tables `archives`, `addonarticle`, `arctype` and `sysconfig`.

use std::collections::BTreeMap;
use std::io;
use std::ops::ControlFlow;
use std::path::PathBuf;

use super::address::{self, by_pattern, split_host, squeezed};
use super::categories::{Categories, Category};
use super::database::Database;
use super::fields::{self, Fields};
use super::joined::{BodyRow, Joined};
use super::{Data, Kind, Listing, ListingOf, Options, Overview, Piece, Reading, Refusal, Source};
use crate::import::record::{Address, Author, Body, Note, Origin, Record, RecordStatus};
use crate::import::sql::{Fault, Row, Shape};

const SHAPES: [Shape; 4] = [
    Shape {
        required: &["id", "typeid", "arcrank", "title", "pubdate"],
        columns: &[
            "id", "typeid", "title", "writer", "pubdate", "senddate", "description", "filename", "click", "arcrank", "channel",
            "keywords",
        ],
    },
    Shape {
        required: &["id", "reid", "typename", "typedir", "namerule"],
        columns: &["id", "reid", "typename", "typedir", "namerule", "namerule2"],
    },
    Shape { required: &["varname", "value", "groupid"], columns: &["varname", "value"] },
    Shape { required: &["aid", "msg", "ischeck"], columns: &[] },
];
const BODY_SHAPE: Shape = Shape { required: &["aid", "typeid", "body"], columns: &["aid", "body", "redirecturl"] };
const ID: usize = 0;
const CATEGORY: usize = 1;
const TITLE: usize = 2;
const WRITER: usize = 3;
const PUBLISHED: usize = 4;
const SENT: usize = 5;
const DESCRIPTION: usize = 6;
const FILE_NAME: usize = 7;
const VIEWS: usize = 8;
const RANK: usize = 9;
const CHANNEL: usize = 10;
const KEYWORDS: usize = 11;
const BODY: usize = 13;
const REDIRECT: usize = 14;

/// Settings that decide addresses.
const SETTINGS: [&str; 4] = ["cfg_basehost", "cfg_cmspath", "cfg_phpurl", "cfg_df_ext"];

/// Rules of addresses of a category.
#[derive(Clone, Debug, Default)]
struct Rules {
    folder: String,
    article: String,
    list: String,
}

#[derive(Debug)]
struct Dedecms {
    joined: Joined,
    categories: Categories,
    rules: BTreeMap<u64, Rules>,
    settings: BTreeMap<String, String>,
    comments: u64,
    options: Options,
    overview: Overview,
}

/// Opens the database of a DedeCMS.
pub(super) fn open(from: &[PathBuf], options: &Options) -> Result<Box<dyn Source>, Refusal> {
    let database = Database::open(from, Kind::Dedecms)?;
    let charset = database.charset;
    let mut site = Dedecms {
        joined: Joined::new(database, BODY_SHAPE.columns.len()),
        categories: Categories::default(),
        rules: BTreeMap::new(),
        settings: BTreeMap::new(),
        comments: 0,
        options: options.clone(),
        overview: Overview::default(),
    };
    let Dedecms { joined, categories, rules, settings, comments, .. } = &mut site;
    let mut id = |row: &mut Row<'_>| (row.shape == 0).then(|| (0, number(row)));
    joined.learn(&SHAPES, &mut id, &mut |row| {
        let id = number(&row);
        let shape = row.shape;
        let mut row = Fields::new(row.values, charset);
        match shape {
            1 => {
                let (parent, name) = (row.id(1).unwrap_or_default(), row.line(2));
                categories.insert(id, Category { name, alias: String::new(), parent });
                rules.insert(id, Rules { folder: row.text(3), article: row.text(4), list: row.text(5) });
            }
            2 => {
                let name = row.text(0);
                if SETTINGS.contains(&name.as_str()) {
                    settings.insert(name, row.text(1));
                }
            }
            _ => *comments += 1,
        }
    })?;
    if site.joined.facts.len() == 0 {
        return Err(Refusal::Unreadable(
            Kind::Dedecms,
            "没有找到织梦的文章表（列 id、typeid、arcrank、title、pubdate）".to_owned(),
        ));
    }
    site.overview = site.describe();
    Ok(Box::new(site))
}

/// The number in the first column of a row.
fn number(row: &Row<'_>) -> u64 {
    let bytes = row.values.first().and_then(Option::as_deref).unwrap_or_default();
    std::str::from_utf8(bytes).ok().and_then(|text| text.trim().parse().ok()).unwrap_or_default()
}

impl Dedecms {
    fn setting(&self, name: &str) -> &str {
        self.settings.get(name).map_or("", |value| value.trim())
    }

    /// A folder of a category: `{cmspath}/a/debt` without the mark.
    fn folder(&self, folder: &str) -> String {
        folder.replace("{cmspath}", self.setting("cfg_cmspath"))
    }

    fn describe(&mut self) -> Overview {
        let mut listings = vec![Listing { address: Address::Path("/".to_owned()), of: ListingOf::Home }];
        for (id, _) in self.categories.iter() {
            let Some(rules) = self.rules.get(&id) else { continue };
            let folder = self.folder(&rules.folder);
            let first = rules.list.replace("{typedir}", &folder).replace("{tid}", &id.to_string()).replace("{page}", "1");
            let of = ListingOf::Category(self.categories.path(id));
            let addresses = [Address::decoded(&squeezed(&format!("{folder}/")), false), Address::decoded(&squeezed(&first), false)];
            listings.extend(addresses.into_iter().flatten().map(|address| Listing { address, of: of.clone() }));
        }
        let comments = (self.comments > 0).then(|| ("comment".to_owned(), self.comments));
        Overview {
            hosts: split_host(self.setting("cfg_basehost")).map(|(host, _)| host).into_iter().collect(),
            pieces: Some(self.joined.facts.len()),
            listings,
            not_carried: comments.into_iter().collect(),
            notes: std::mem::take(&mut self.joined.database.notes),
        }
    }

    fn read(&self, row: &mut Fields, origin: Origin, fault: Option<Fault>) -> Reading {
        let Some(id) = row.id(ID).filter(|id| *id > 0) else {
            return Reading::Fault(Note { rule: "no-key", text: origin.file });
        };
        let body = row.text(BODY);
        let channel = row.number(CHANNEL).unwrap_or(1);
        if body.trim().is_empty() && !row.bytes(REDIRECT).is_empty() {
            return Reading::Skipped("link".to_owned());
        }
        if row.bytes(BODY).is_empty() && channel != 1 {
            return Reading::Skipped(format!("channel {channel}"));
        }
        let mut record = fields::record(format!("{}:{id}", Kind::Dedecms), origin);
        record.id = Some(id);
        record.title = row.line(TITLE);
        record.status = match row.number(RANK).unwrap_or_default() {
            0.. => RecordStatus::Live,
            -1 => RecordStatus::Draft,
            _ => RecordStatus::Deleted("原站已经删除".to_owned()),
        };
        if row.bytes(BODY).is_empty() && !matches!(record.status, RecordStatus::Deleted(_)) {
            record.status = RecordStatus::Broken("正文表里没有这一篇".to_owned());
        }
        fields::set_days(&mut record, row.day(PUBLISHED, self.options.utc_offset), None);
        record.summary = fields::summary(&row.text(DESCRIPTION), &body);
        let category = row.id(CATEGORY).unwrap_or_default();
        record.category = self.categories.path(category);
        record.tags = row.line(KEYWORDS).split([',', '，', ' ']).filter(|tag| !tag.is_empty()).map(str::to_owned).collect();
        let writer = row.line(WRITER);
        record.author = (!writer.is_empty()).then_some(Author { login: None, name: Some(writer) });
        record.views = row.id(VIEWS);
        let (body, parts) = joined_parts(&body);
        record.body = Body::Html(body);
        self.set_addresses(&mut record, row, category, parts);
        row.finish(&mut record, fault);
        Reading::Record(Box::new(record))
    }

    /// The addresses of an article: by the rule of its category, by that rule and the day on which it was sent in, of its further parts,
    /// and the one that always works.
    fn set_addresses(&self, record: &mut Record, row: &mut Fields, category: u64, parts: usize) {
        let file = row.text(FILE_NAME);
        let Some(id) = record.id else { return };
        let offset = self.options.utc_offset;
        let (published, sent) = (row.day(PUBLISHED, offset), row.day(SENT, offset));
        let by_rule = |day| self.address(category, id, &file, day);
        record.address = by_rule(published).or_else(|| {
            let slug = Some(file.as_str()).filter(|file| !file.is_empty());
            by_pattern(self.options.address.as_deref()?, &address::Parts { id: Some(id), slug, day: published })
        });
        // The program itself makes addresses from the day on which an article was sent in.
        let by_sent = by_rule(sent).filter(|sent| Some(sent) != record.address.as_ref());
        let static_addresses: Vec<&Address> = record.address.iter().chain(&by_sent).collect();
        let further = (2..=parts).flat_map(|part| static_addresses.iter().filter_map(move |address| part_address(address, part)));
        let further: Vec<Address> = further.collect();
        let folder = match self.setting("cfg_phpurl") {
            "" => "/plus",
            folder => folder,
        };
        let query = Address::decoded(&squeezed(&format!("{folder}/view.php?aid={id}")), true);
        let mut others: Vec<Address> = by_sent.into_iter().chain(further).chain(query).collect();
        if record.address.is_none() {
            record.address = others.pop();
        }
        others.retain(|other| Some(other) != record.address.as_ref());
        record.other_addresses = others;
    }

    /// The address by the rule of a category: `{typedir}/{Y}/{M}{D}/{aid}.html`.
    fn address(&self, category: u64, id: u64, file: &str, day: Option<jiff::civil::Date>) -> Option<Address> {
        let rules = self.rules.get(&category)?;
        let day = day?;
        let mut rule = rules.article.to_lowercase();
        if !file.is_empty() {
            let extension = self.setting("cfg_df_ext");
            let folder = rule.rsplit_once('/').map_or("", |(folder, _)| folder);
            rule = format!("{folder}/{file}{}", if extension.is_empty() { ".html" } else { extension });
        }
        let values = [
            ("{typedir}", self.folder(&rules.folder)),
            ("{y}", format!("{:04}", day.year())),
            ("{m}", format!("{:02}", day.month())),
            ("{d}", format!("{:02}", day.day())),
            ("{aid}", id.to_string()),
        ];
        let text = values.iter().fold(rule, |rule, (name, value)| rule.replace(name, value));
        // `{pinyin}` and `{cc}` are not known.
        (!text.contains(['{', '}']) && !text.is_empty()).then(|| Address::decoded(&squeezed(&text), false)).flatten()
    }
}

/// The address of a further part: `101_2.html`.
fn part_address(address: &Address, part: usize) -> Option<Address> {
    let Address::Path(path) = address else { return None };
    let (stem, extension) = path.rsplit_once('.').filter(|(_, extension)| !extension.contains('/'))?;
    Some(Address::Path(format!("{stem}_{part}.{extension}")))
}

/// A body with the marks between its parts as headings, and the number of parts. 副标题 stands where no title was given.
fn joined_parts(body: &str) -> (String, usize) {
    let mut out = String::with_capacity(body.len());
    let mut rest = body;
    let mut parts = 1;
    while let Some((before, title, after)) = fields::between(rest, "#p#", "#e#") {
        out.push_str(before);
        parts += usize::from(!(out.is_empty() && parts == 1));
        let title = fields::plain(title);
        if !title.is_empty() && title != "副标题" && title != "分页标题" {
            out.push_str(&format!("<h2>{}</h2>", title.replace('&', "&amp;").replace('<', "&lt;")));
        }
        rest = after;
    }
    out.push_str(rest);
    (out, parts)
}

impl Source for Dedecms {
    fn kind(&self) -> Kind {
        Kind::Dedecms
    }

    fn overview(&self) -> &Overview {
        &self.overview
    }

    fn pieces(&self, each: &mut dyn FnMut(Piece) -> ControlFlow<()>) -> io::Result<Vec<(Origin, Note)>> {
        let mut bodies = |each: &mut dyn FnMut(BodyRow) -> ControlFlow<()>| {
            self.joined.database.rows(&[BODY_SHAPE], &mut |file, row| {
                let origin = Origin { file: file.to_owned(), line: row.line };
                each(BodyRow { id: (0, number(&row)), values: row.values, origin, fault: row.fault })
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
