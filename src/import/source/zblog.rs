//! Z-BlogPHP: the tables `post`, `category`, `tag`, `member` and `config`.

mod rules;

use std::collections::BTreeMap;
use std::io;
use std::ops::ControlFlow;
use std::path::PathBuf;

use self::rules::{DEFAULT, Parts, Rules, Settings};
use super::address::by_pattern;
use super::categories::{Categories, Category, keep};
use super::database::Database;
use super::fields::{self, Fields};
use super::{Data, Kind, Listing, ListingOf, Options, Overview, Piece, Reading, Refusal, Source, address, serialize};
use crate::import::record::{Address, Author, Body, Note, Origin, Record, RecordKind, RecordStatus};
use crate::import::sql::{Fault, Row, Shape};

/// Columns of the articles.
const POST: Shape = Shape {
    required: &["log_ID", "log_Title", "log_Content", "log_CateID"],
    columns: &[
        "log_ID", "log_CateID", "log_AuthorID", "log_Tag", "log_Status", "log_Type", "log_Alias", "log_Title", "log_Intro",
        "log_Content", "log_PostTime", "log_UpdateTime", "log_ViewNums", "log_IsTop", "log_IsLock", "log_Template", "log_Meta",
    ],
};
const ID: usize = 0;
const CATEGORY: usize = 1;
const AUTHOR: usize = 2;
const TAGS: usize = 3;
const STATUS: usize = 4;
const TYPE: usize = 5;
const ALIAS: usize = 6;
const TITLE: usize = 7;
const INTRO: usize = 8;
const CONTENT: usize = 9;
const POSTED: usize = 10;
const UPDATED: usize = 11;
const VIEWS: usize = 12;
/// Columns that are counted if they have a value.
const COUNTED: [(usize, &str); 3] = [(13, "log_IsTop"), (14, "log_IsLock"), (15, "log_Template")];
const META: usize = 16;

/// The small tables. Passwords, addresses of mail and of computers are in no list of columns.
const SHAPES: [Shape; 7] = [
    Shape { required: POST.required, columns: &[] },
    Shape { required: &["cate_ID", "cate_Name"], columns: &["cate_ID", "cate_Name", "cate_Alias", "cate_ParentID"] },
    Shape { required: &["tag_ID", "tag_Name"], columns: &["tag_ID", "tag_Name", "tag_Alias"] },
    Shape { required: &["mem_ID", "mem_Name", "mem_Alias"], columns: &["mem_ID", "mem_Name", "mem_Alias"] },
    Shape { required: &["conf_Name", "conf_Value"], columns: &["conf_Name", "conf_Key", "conf_Value"] },
    Shape { required: &["comm_ID", "comm_LogID"], columns: &[] },
    Shape { required: &["ul_ID", "ul_Name"], columns: &[] },
];
/// Names of the tables of these shapes, without the prefix of the site.
const NAMES: [&str; 7] = ["post", "category", "tag", "member", "config", "comment", "upload"];

/// The marks that Z-Blog stores in place of the site's address, and after an excerpt that it made itself.
const HOST_MARK: &str = "{#ZC_BLOG_HOST#}";
const EXCERPT_MARK: &str = "<!--autointro-->";

/// The small tables of a site.
#[derive(Clone, Debug, Default)]
struct Site {
    posts: u64,
    comments: u64,
    uploads: u64,
    categories: Categories,
    /// Name and alias of each tag.
    tags: BTreeMap<u64, (String, String)>,
    authors: BTreeMap<u64, Author>,
    settings: Settings,
}

/// An opened Z-Blog.
#[derive(Debug)]
struct Zblog {
    database: Database,
    /// Prefix of the site's tables: `zbp_`.
    prefix: String,
    site: Site,
    rules: Rules,
    home: String,
    options: Options,
    overview: Overview,
}

/// Opens the database of a Z-BlogPHP.
pub(super) fn open(from: &[PathBuf], options: &Options) -> Result<Box<dyn Source>, Refusal> {
    let mut database = Database::open(from, Kind::Zblog)?;
    let charset = database.charset;
    let mut sites: BTreeMap<String, Site> = BTreeMap::new();
    database.learn(&SHAPES, &mut |_, row| {
        let site = sites.entry(prefix(&row)).or_default();
        site.add(row.shape, Fields::new(row.values, charset));
        ControlFlow::Continue(())
    })?;
    // A database may have several sites. The one with the most articles is imported.
    let mut sites: Vec<(String, Site)> = sites.into_iter().filter(|(_, site)| site.posts > 0).collect();
    sites.sort_by_key(|(_, site)| site.posts);
    let Some((prefix, site)) = sites.pop() else {
        return Err(Refusal::Unreadable(Kind::Zblog, "没有找到 Z-Blog 的文章表（列 log_ID、log_Title、log_Content）".to_owned()));
    };
    for (other, _) in &sites {
        database.notes.push((database.origin(), Note { rule: "other-site", text: format!("{other}post") }));
    }
    let rules = site.settings.rules();
    let mut zblog = Zblog {
        prefix,
        home: site.settings.home(),
        overview: Overview::default(),
        options: options.clone(),
        database,
        site,
        rules,
    };
    zblog.overview = zblog.describe();
    Ok(Box::new(zblog))
}

/// Prefix of a table: what precedes the name that its shape has in a new installation.
fn prefix(row: &Row<'_>) -> String {
    let name = NAMES.get(row.shape).copied().unwrap_or_default();
    row.table.strip_suffix(name).unwrap_or_default().to_owned()
}

impl Site {
    fn add(&mut self, shape: usize, mut row: Fields) {
        let id = row.id(0).unwrap_or_default();
        match shape {
            0 => self.posts += 1,
            1 => {
                let category = Category { name: row.line(1), alias: row.text(2), parent: row.id(3).unwrap_or_default() };
                self.categories.insert(id, category);
            }
            2 => keep(&mut self.tags, id, (row.line(1), row.text(2))),
            3 => {
                let (login, alias) = (row.line(1), row.line(2));
                keep(&mut self.authors, id, Author { login: Some(login), name: Some(alias).filter(|alias| !alias.is_empty()) });
            }
            4 if row.bytes(0) == b"system" => {
                let key = row.text(1);
                self.settings.add(&key, row.bytes(2));
            }
            5 => self.comments += 1,
            6 => self.uploads += 1,
            _ => {}
        }
    }
}

impl Zblog {
    fn describe(&mut self) -> Overview {
        let site = &self.site;
        let mut listings = vec![
            Listing { address: Address::Path(self.folder("/")), of: ListingOf::Home },
            Listing { address: Address::Path(self.folder("/feed.php")), of: ListingOf::Feed },
        ];
        let mut list = |rule: &str, id: u64, alias: &str, name: &str, of: ListingOf| {
            listings.extend(self.rules.list(rule, id, alias, name).map(|address| Listing { address, of }));
        };
        for (id, category) in site.categories.iter() {
            let of = ListingOf::Category(site.categories.path(id));
            list(&self.rules.category, id, &category.alias, &category.name, of);
        }
        for (id, (name, alias)) in &site.tags {
            list(&self.rules.tag, *id, alias, name, ListingOf::Tag(name.clone()));
        }
        for (id, author) in &site.authors {
            let name = author.login.as_deref().unwrap_or_default();
            let alias = author.name.as_deref().unwrap_or_default();
            list(&self.rules.author, *id, alias, name, ListingOf::Author(author.clone()));
        }
        let counted = [("comment", site.comments), ("upload", site.uploads)];
        Overview {
            hosts: site.settings.host().map(|(host, _)| host).into_iter().collect(),
            pieces: Some(site.posts),
            listings,
            not_carried: counted
                .into_iter()
                .filter(|(_, count)| *count > 0)
                .map(|(name, count)| (name.to_owned(), count))
                .collect(),
            notes: std::mem::take(&mut self.database.notes),
        }
    }

    /// A path below the folder of the site.
    fn folder(&self, path: &str) -> String {
        let folder = address::split_host(&self.home).map_or("", |(_, folder)| folder.trim_end_matches('/'));
        format!("{folder}{path}")
    }

    /// The address of an article or page, and its addresses besides.
    fn addresses(&self, record: &Record, row: &mut Fields) -> (Option<Address>, Vec<Address>) {
        let is_page = record.kind == RecordKind::Page;
        let day = record.published.as_ref().ok().map(|day| day.date);
        let category = self.site.categories.get(row.id(CATEGORY).unwrap_or_default());
        let author = record.author.as_ref();
        let (alias, title) = (row.text(ALIAS), row.text(TITLE));
        let parts = Parts {
            id: record.id.unwrap_or_default(),
            alias: alias.trim(),
            title: &title,
            category: category.map_or("", |category| if category.alias.is_empty() { &category.name } else { &category.alias }),
            author: author.and_then(|author| author.name.as_deref().or(author.login.as_deref())).unwrap_or_default(),
            day,
        };
        let (rule, pattern) = if is_page {
            (self.rules.page.as_deref(), self.options.page_address.as_deref())
        } else {
            (self.rules.article.as_deref(), self.options.address.as_deref())
        };
        let query = self.rules.single(DEFAULT, &parts);
        let address = match (rule, pattern) {
            (Some(rule), _) => self.rules.single(rule, &parts),
            (None, Some(pattern)) => {
                let slug = Some(parts.alias).filter(|alias| !alias.is_empty());
                by_pattern(pattern, &address::Parts { id: record.id, slug, day })
            }
            (None, None) => query.clone(),
        };
        let others = query.into_iter().filter(|query| Some(query) != address.as_ref()).collect();
        (address, others)
    }

    fn read(&self, row: &mut Fields, origin: Origin, fault: Option<Fault>) -> Reading {
        let kind = match row.number(TYPE).unwrap_or_default() {
            0 => RecordKind::Article,
            1 => RecordKind::Page,
            other => return Reading::Skipped(type_name(other)),
        };
        let Some(id) = row.id(ID) else { return Reading::Fault(Note { rule: "no-key", text: origin.file }) };
        let mut record = fields::record(format!("{}:{id}", Kind::Zblog), origin);
        record.id = Some(id);
        record.kind = kind;
        record.title = row.line(TITLE);
        record.status = if row.number(STATUS).unwrap_or_default() == 0 { RecordStatus::Live } else { RecordStatus::Draft };
        let offset = self.options.utc_offset;
        fields::set_days(&mut record, row.day(POSTED, offset), row.day(UPDATED, offset));
        let content = row.text(CONTENT).replace(HOST_MARK, &self.home);
        let intro = row.text(INTRO);
        if !intro.contains(EXCERPT_MARK) {
            record.summary = fields::summary(&intro.replace(HOST_MARK, &self.home), &content);
        }
        record.category = self.site.categories.path(row.id(CATEGORY).unwrap_or_default());
        record.tags = tags(row.bytes(TAGS)).filter_map(|id| self.site.tags.get(&id)).map(|(name, _)| name.clone()).collect();
        record.author = self.site.authors.get(&row.id(AUTHOR).unwrap_or_default()).cloned();
        (record.address, record.other_addresses) = self.addresses(&record, row);
        record.name = Some(row.text(ALIAS)).filter(|alias| !alias.is_empty());
        record.views = row.id(VIEWS);
        record.body = Body::Html(content);
        record.not_carried = not_carried(row);
        row.finish(&mut record, fault);
        Reading::Record(Box::new(record))
    }
}

/// The names of types of posts that are neither articles nor pages.
fn type_name(number: i64) -> String {
    let names = ["tweet", "discussion", "link", "music", "video", "photo", "album"];
    let name = usize::try_from(number - 2).ok().and_then(|index| names.get(index));
    name.map_or_else(|| format!("log_Type {number}"), |name| (*name).to_owned())
}

/// Numbers in braces: `{3}{17}`.
fn tags(text: &[u8]) -> impl Iterator<Item = u64> {
    let numbers = text.split(|byte| matches!(byte, b'{' | b'}'));
    numbers.filter_map(|number| std::str::from_utf8(number).ok()?.trim().parse().ok())
}

fn not_carried(row: &Fields) -> Vec<String> {
    let has_value = |place: usize| !matches!(row.bytes(place), b"" | b"0");
    let mut names: Vec<String> =
        COUNTED.iter().filter(|(place, _)| has_value(*place)).map(|(_, name)| (*name).to_owned()).collect();
    if let Some(serialize::Value::Array(entries)) = serialize::read(row.bytes(META)) {
        names.extend(entries.iter().filter_map(|(key, _)| key.text()).map(|key| format!("log_Meta.{key}")));
    }
    names
}

impl Source for Zblog {
    fn kind(&self) -> Kind {
        Kind::Zblog
    }

    fn overview(&self) -> &Overview {
        &self.overview
    }

    fn pieces(&self, each: &mut dyn FnMut(Piece) -> ControlFlow<()>) -> io::Result<Vec<(Origin, Note)>> {
        let table = format!("{}post", self.prefix);
        self.database.rows(&[POST], &mut |file, row| {
            if !self.prefix.is_empty() && row.table != table {
                return ControlFlow::Continue(());
            }
            let origin = Origin { file: file.to_owned(), line: row.line };
            each(Piece { origin, data: Data::Row(row.values, row.fault) })
        })?;
        Ok(Vec::new())
    }

    fn record(&self, piece: Piece) -> io::Result<Reading> {
        let Data::Row(values, fault) = piece.data else { return Ok(Reading::Skipped(String::new())) };
        Ok(self.read(&mut Fields::new(values, self.database.charset), piece.origin, fault))
    }
}

#[cfg(test)]
mod dialect_tests;
#[cfg(test)]
mod tests;
