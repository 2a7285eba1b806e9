//! EmpireCMS: the tables `ecms_news`, `ecms_news_check`, `ecms_news_data_1` … and `enewsclass`.

use std::io;
use std::ops::ControlFlow;
use std::path::PathBuf;

use super::address::{self, by_pattern, split_host};
use super::categories::{Categories, Category};
use super::database::Database;
use super::fields::{self, Fields};
use super::joined::{BodyRow, Id, Joined};
use super::{Data, Kind, Listing, ListingOf, Options, Overview, Piece, Reading, Refusal, Source};
use crate::import::record::{Address, Author, Body, Note, Origin, Record, RecordStatus};
use crate::import::sql::{Fault, Row, Shape};

const FACTS: Shape = Shape {
    required: &["id", "classid", "title", "newstime", "titleurl"],
    columns: &[
        "id", "classid", "title", "newstime", "lastdotime", "username", "titleurl", "newspath", "filename", "smalltext", "onclick",
        "isurl", "checked", "keyboard",
        // The last value tells whether the row stands in a table of articles that wait for their check.
        "",
    ],
};
const CLASSES: Shape =
    Shape { required: &["classid", "bclassid", "classname"], columns: &["classid", "bclassid", "classname", "classpath"] };
const SITE: Shape = Shape { required: &["sitename", "newsurl"], columns: &["newsurl"] };
const COMMENTS: Shape = Shape { required: &["plid", "saytime"], columns: &[] };
const SHAPES: [Shape; 4] = [FACTS, CLASSES, SITE, COMMENTS];

/// Columns of a body. Old versions have it in the table of the facts.
const BODY_COLUMNS: &[&str] = &["id", "newstext", "writer", "infotags"];
const BODIES: [Shape; 2] = [
    Shape { required: &["id", "classid", "title", "newstime", "titleurl", "newstext"], columns: BODY_COLUMNS },
    Shape { required: &["id", "classid", "newstext"], columns: BODY_COLUMNS },
];

const ID: usize = 0;
const CLASS: usize = 1;
const TITLE: usize = 2;
const PUBLISHED: usize = 3;
const CHANGED: usize = 4;
const LOGIN: usize = 5;
const ADDRESS: usize = 6;
const FOLDER: usize = 7;
const FILE_NAME: usize = 8;
const SUMMARY: usize = 9;
const VIEWS: usize = 10;
const IS_LINK: usize = 11;
const CHECKED: usize = 12;
const KEYWORDS: usize = 13;
const MODULE: usize = 14;
const BODY_ID: usize = 15;
const BODY: usize = 16;
const WRITER: usize = 17;
const TAGS: usize = 18;

/// Most modules that are kept.
const MOST_MODULES: usize = 1000;

/// The mark between the parts of a body; the title of the next part may follow, with a mark after it.
const PART: &str = "[!--empirenews.page--]";
const PART_END: &str = "[/!--empirenews.page--]";

#[derive(Debug)]
struct Empirecms {
    joined: Joined,
    /// Names of the tables of articles without prefix and suffix: `news`.
    modules: Vec<String>,
    categories: Categories,
    home: Option<String>,
    comments: u64,
    options: Options,
    overview: Overview,
}

/// Opens the database of an EmpireCMS.
pub(super) fn open(from: &[PathBuf], options: &Options) -> Result<Box<dyn Source>, Refusal> {
    let database = Database::open(from, Kind::Empirecms)?;
    let charset = database.charset;
    let mut site = Empirecms {
        joined: Joined::new(database, BODY_COLUMNS.len()),
        modules: Vec::new(),
        categories: Categories::default(),
        home: None,
        comments: 0,
        options: options.clone(),
        overview: Overview::default(),
    };
    let Empirecms { joined, modules, categories, home, comments, .. } = &mut site;
    let mut id = |row: &mut Row<'_>| {
        let (name, waits) = module(row.table);
        if row.shape == 0 && modules.len() < MOST_MODULES && !modules.iter().any(|other| other == name) {
            modules.push(name.to_owned());
        }
        let (module, id) = (row.shape == 0).then(|| id(modules, row)).flatten()?;
        if let Some(value) = row.values.get_mut(MODULE) {
            *value = Some((u32::from(module) * 2 + u32::from(waits)).to_string().into_bytes());
        }
        Some((module, id))
    };
    joined.learn(&SHAPES, &mut id, &mut |row| {
        let shape = row.shape;
        let mut row = Fields::new(row.values, charset);
        match shape {
            1 => {
                let parent = row.id(1).unwrap_or_default();
                let category = Category { name: row.line(2), alias: row.text(3), parent };
                categories.insert(row.id(0).unwrap_or_default(), category);
            }
            2 => *home = Some(row.text(0)),
            3 => *comments += 1,
            _ => {}
        }
    })?;
    if site.joined.facts.len() == 0 {
        return Err(Refusal::Unreadable(
            Kind::Empirecms,
            "没有找到帝国 CMS 的信息表（列 id、classid、title、newstime、titleurl）".to_owned(),
        ));
    }
    site.overview = site.describe();
    Ok(Box::new(site))
}

/// The module of a table without its prefix, and whether its articles wait for their check: `news` and true for
/// `phome_ecms_news_check_data`.
fn module(table: &str) -> (&str, bool) {
    let name = table.split_once("ecms_").map_or(table, |(_, name)| name);
    let name = name.trim_end_matches(|c: char| c.is_ascii_digit()).trim_end_matches('_');
    let name = name.strip_suffix("_data").unwrap_or(name);
    let name = name.strip_suffix("_doc").unwrap_or(name);
    match name.strip_suffix("_check") {
        Some(name) => (name, true),
        None => (name, false),
    }
}

/// Identity of the article of a row.
fn id(modules: &[String], row: &Row<'_>) -> Option<Id> {
    let (name, _) = module(row.table);
    let module = modules.iter().position(|other| other == name)?;
    let bytes = row.values.first().and_then(Option::as_deref)?;
    Some((u16::try_from(module).ok()?, std::str::from_utf8(bytes).ok()?.trim().parse().ok()?))
}

impl Empirecms {
    fn describe(&mut self) -> Overview {
        let home = self.home.as_deref().unwrap_or_default();
        let mut listings = vec![Listing { address: Address::Path("/".to_owned()), of: ListingOf::Home }];
        for (id, category) in self.categories.iter().filter(|(_, category)| !category.alias.is_empty()) {
            let address = Address::decoded(&format!("{}/", category.alias.trim_matches('/')), false);
            let of = ListingOf::Category(self.categories.path(id));
            listings.extend(address.map(|address| Listing { address, of }));
        }
        let comments = (self.comments > 0).then(|| ("comment".to_owned(), self.comments));
        Overview {
            hosts: split_host(home).map(|(host, _)| host).into_iter().collect(),
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
        if row.id(IS_LINK).unwrap_or_default() == 1 {
            return Reading::Skipped("link".to_owned());
        }
        let module = row.id(MODULE).and_then(|module| self.modules.get(usize::try_from(module / 2).ok()?));
        let key = match module.map(String::as_str) {
            None | Some("news") => format!("{}:{id}", Kind::Empirecms),
            Some(module) => format!("{}:{module}:{id}", Kind::Empirecms),
        };
        let mut record = fields::record(key, origin);
        record.id = Some(id);
        record.title = row.line(TITLE);
        let waits = row.id(MODULE).is_some_and(|module| module % 2 == 1) || row.bytes(CHECKED) == b"0";
        record.status = if waits { RecordStatus::Draft } else { RecordStatus::Live };
        let body = row.text(BODY);
        if row.bytes(BODY_ID).is_empty() || body.trim().is_empty() {
            record.status = RecordStatus::Broken("正文表里没有这一篇".to_owned());
        }
        let offset = self.options.utc_offset;
        fields::set_days(&mut record, row.day(PUBLISHED, offset), row.day(CHANGED, offset));
        record.summary = fields::summary(&row.text(SUMMARY), &body);
        let category = row.id(CLASS).unwrap_or_default();
        record.category = self.categories.path(category);
        let tags = if row.bytes(TAGS).is_empty() { row.line(KEYWORDS) } else { row.line(TAGS) };
        record.tags = tags.split([',', '，', ' ']).filter(|tag| !tag.is_empty()).map(str::to_owned).collect();
        let (login, name) = (row.line(LOGIN), row.line(WRITER));
        let some = |text: String| Some(text).filter(|text| !text.is_empty());
        record.author = (!login.is_empty() || !name.is_empty()).then(|| Author { login: some(login), name: some(name) });
        record.views = row.id(VIEWS);
        let (body, parts) = joined_parts(&body);
        record.body = Body::Html(body);
        self.set_addresses(&mut record, row, category, parts);
        row.finish(&mut record, fault);
        Reading::Record(Box::new(record))
    }

    fn set_addresses(&self, record: &mut Record, row: &mut Fields, category: u64, parts: usize) {
        let (stored, folder, file) = (row.text(ADDRESS), row.text(FOLDER), row.text(FILE_NAME));
        let stored = stored.trim();
        // The address of an article may name any host of the site; links to other sites are marked as such.
        let path = split_host(stored).map_or(stored, |(_, path)| path);
        let by_class = || {
            let class =
                self.categories.get(category).map(|category| category.alias.trim_matches('/')).filter(|class| !class.is_empty())?;
            let parts: Vec<&str> =
                [class, folder.trim_matches('/'), file.as_str()].into_iter().filter(|part| !part.is_empty()).collect();
            (!file.is_empty()).then(|| Address::decoded(&format!("{}.html", parts.join("/")), false)).flatten()
        };
        let by_option = || {
            let day = record.published.as_ref().ok().map(|day| day.date);
            let slug = Some(file.as_str()).filter(|file| !file.is_empty());
            by_pattern(self.options.address.as_deref()?, &address::Parts { id: record.id, slug, day })
        };
        record.address = if path.is_empty() { by_class().or_else(by_option) } else { Address::below_host(path) };
        let further = (2..=parts).filter_map(|part| match &record.address {
            Some(Address::Path(path)) => {
                let (stem, extension) = path.rsplit_once('.')?;
                Some(Address::Path(format!("{stem}_{part}.{extension}")))
            }
            _ => None,
        });
        record.other_addresses = further.collect();
    }
}

/// A body with the titles of its parts as headings, and the number of parts.
fn joined_parts(body: &str) -> (String, usize) {
    let mut pieces = body.split(PART);
    let mut out = pieces.next().unwrap_or_default().to_owned();
    let mut parts = usize::from(!out.trim().is_empty());
    for piece in pieces {
        let (title, text) = piece.split_once(PART_END).unwrap_or(("", piece));
        let title = fields::plain(title);
        if !title.is_empty() {
            out.push_str(&format!("<h2>{}</h2>", title.replace('&', "&amp;").replace('<', "&lt;")));
        }
        out.push_str(text);
        parts += 1;
    }
    (out, parts)
}

impl Source for Empirecms {
    fn kind(&self) -> Kind {
        Kind::Empirecms
    }

    fn overview(&self) -> &Overview {
        &self.overview
    }

    fn pieces(&self, each: &mut dyn FnMut(Piece) -> ControlFlow<()>) -> io::Result<Vec<(Origin, Note)>> {
        let mut bodies = |each: &mut dyn FnMut(BodyRow) -> ControlFlow<()>| {
            self.joined.database.rows(&BODIES, &mut |file, row| {
                let Some(id) = id(&self.modules, &row) else { return ControlFlow::Continue(()) };
                let origin = Origin { file: file.to_owned(), line: row.line };
                each(BodyRow { id, values: row.values, origin, fault: row.fault })
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
