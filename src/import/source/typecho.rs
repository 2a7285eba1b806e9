//! Typecho: the tables `contents`, `metas`, `relationships`, `users` and `options`.

use std::collections::BTreeMap;
use std::io;
use std::ops::ControlFlow;
use std::path::PathBuf;

use super::address::{self, by_pattern, split_host, squeezed};
use super::categories::{Categories, Category, keep};
use super::database::Database;
use super::fields::{self, Fields};
use super::{Data, Kind, Listing, ListingOf, Options, Overview, Piece, Reading, Refusal, Source, serialize};
use crate::import::record::{Address, Author, Body, Note, Origin, RecordKind, RecordStatus};
use crate::import::sql::{Fault, Shape};

const CONTENTS: Shape = Shape {
    required: &["cid", "title", "slug", "text", "authorId"],
    columns: &["cid", "title", "slug", "created", "modified", "text", "authorId", "type", "status", "password", "parent"],
};
const ID: usize = 0;
const TITLE: usize = 1;
const SLUG: usize = 2;
const CREATED: usize = 3;
const MODIFIED: usize = 4;
const TEXT: usize = 5;
const AUTHOR: usize = 6;
const TYPE: usize = 7;
const STATUS: usize = 8;
const PASSWORD: usize = 9;
const PARENT: usize = 10;

const SHAPES: [Shape; 6] = [
    Shape { required: CONTENTS.required, columns: &["cid"] },
    Shape { required: &["mid", "name", "slug", "type"], columns: &["mid", "name", "slug", "type", "parent"] },
    Shape { required: &["uid", "name", "screenName"], columns: &["uid", "name", "screenName"] },
    Shape { required: &["name", "user", "value"], columns: &["name", "value"] },
    Shape { required: &["coid", "cid"], columns: &[] },
    Shape { required: &["cid", "mid"], columns: &["cid", "mid"] },
];

/// Most pairs of articles and categories or tags that are kept.
const MOST_PAIRS: usize = 4_000_000;
/// The mark of a text that is Markdown.
const MARKDOWN_MARK: &str = "<!--markdown-->";
const MORE_MARK: &str = "<!--more-->";

/// An opened Typecho.
#[derive(Debug, Default)]
struct Tables {
    contents: u64,
    comments: u64,
    categories: Categories,
    /// Name and slug of each tag.
    tags: BTreeMap<u64, (String, String)>,
    /// Numbers of articles and of their categories and tags, sorted.
    pairs: Vec<(u64, u64)>,
    authors: BTreeMap<u64, Author>,
    options: BTreeMap<String, Vec<u8>>,
}

#[derive(Debug)]
struct Typecho {
    database: Database,
    tables: Tables,
    routes: Routes,
    options: Options,
    overview: Overview,
}

/// The rules of addresses: `/archives/[cid:digital]/`.
#[derive(Clone, Debug, Default)]
struct Routes {
    /// Folder of the site below its host, and `/index.php` where addresses are not rewritten.
    folder: String,
    post: Option<String>,
    page: Option<String>,
    category: String,
    tag: String,
    author: String,
}

/// Opens the database of a Typecho.
pub(super) fn open(from: &[PathBuf], options: &Options) -> Result<Box<dyn Source>, Refusal> {
    let mut database = Database::open(from, Kind::Typecho)?;
    let charset = database.charset;
    let mut tables = Tables::default();
    database.learn(&SHAPES, &mut |_, row| {
        tables.add(row.shape, Fields::new(row.values, charset));
        ControlFlow::Continue(())
    })?;
    if tables.contents == 0 {
        return Err(Refusal::Unreadable(
            Kind::Typecho,
            "没有找到 Typecho 的文章表（列 cid、title、slug、text、authorId）".to_owned(),
        ));
    }
    tables.pairs.sort_unstable();
    let host = tables.options.get("siteUrl").map(|value| charset.decode(value).text);
    let routes = routes(&tables.options, host.as_deref());
    let mut typecho = Typecho { database, tables, routes, options: options.clone(), overview: Overview::default() };
    typecho.overview = typecho.describe(host.as_deref());
    Ok(Box::new(typecho))
}

impl Tables {
    fn add(&mut self, shape: usize, mut row: Fields) {
        let id = row.id(0).unwrap_or_default();
        match shape {
            0 => self.contents += 1,
            1 if row.bytes(3) == b"category" => {
                let category = Category { name: row.line(1), alias: row.text(2), parent: row.id(4).unwrap_or_default() };
                self.categories.insert(id, category);
            }
            1 if row.bytes(3) == b"tag" => keep(&mut self.tags, id, (row.line(1), row.text(2))),
            2 => {
                let (login, name) = (row.line(1), row.line(2));
                keep(&mut self.authors, id, Author { login: Some(login), name: Some(name).filter(|name| !name.is_empty()) });
            }
            3 => {
                let name = row.text(0);
                if ["siteUrl", "rewrite", "routingTable"].contains(&name.as_str()) {
                    self.options.insert(name, row.bytes(1).to_vec());
                }
            }
            4 => self.comments += 1,
            5 if self.pairs.len() < MOST_PAIRS => self.pairs.extend(row.id(1).map(|meta| (id, meta))),
            _ => {}
        }
    }

    /// Categories and tags of an article.
    fn metas(&self, id: u64) -> impl Iterator<Item = u64> {
        let start = self.pairs.partition_point(|(other, _)| *other < id);
        self.pairs.iter().skip(start).take_while(move |(other, _)| *other == id).map(|(_, meta)| *meta)
    }
}

/// Reads the table of routes, which is a serialized array or JSON.
fn routes(options: &BTreeMap<String, Vec<u8>>, host: Option<&str>) -> Routes {
    let table = options.get("routingTable").map(Vec::as_slice).unwrap_or_default();
    let array = serialize::read(table);
    let json: Option<serde_json::Value> = serde_json::from_slice(table).ok();
    let route = |name: &str| {
        let from_array = array.as_ref().and_then(|table| table.get(name)?.get("url")?.text());
        from_array.or_else(|| Some(json.as_ref()?.get(name)?.get("url")?.as_str()?.to_owned()))
    };
    let folder = host.and_then(split_host).map_or("", |(_, folder)| folder.trim_end_matches('/'));
    let is_rewritten = options.get("rewrite").is_none_or(|value| value.as_slice() != b"0");
    Routes {
        folder: format!("{folder}{}", if is_rewritten { "" } else { "/index.php" }),
        post: route("post"),
        page: route("page"),
        category: route("category").unwrap_or_else(|| "/category/[slug]/".to_owned()),
        tag: route("tag").unwrap_or_else(|| "/tag/[slug]/".to_owned()),
        author: route("author").unwrap_or_else(|| "/author/[uid:digital]/".to_owned()),
    }
}

impl Routes {
    /// The address by a route. `None` if the route names what is not known.
    fn address(&self, route: &str, values: &[(&str, &str)]) -> Option<Address> {
        let mut out = format!("{}/", self.folder);
        let mut rest = route.trim_start_matches('/');
        while let Some((before, inside, after)) = fields::between(rest, "[", "]") {
            out.push_str(before);
            let name = inside.split(':').next().unwrap_or(inside);
            out.push_str(values.iter().find(|(other, _)| *other == name)?.1);
            rest = after;
        }
        out.push_str(rest);
        // A page without a category leaves its part empty.
        Address::decoded(&squeezed(&out), route.contains('?'))
    }
}

impl Typecho {
    fn describe(&mut self, host: Option<&str>) -> Overview {
        let mut listings = Vec::new();
        let mut list = |route: &str, id: u64, slug: &str, of: ListingOf| {
            let id = id.to_string();
            let values = [("slug", slug), ("mid", &id), ("uid", &id), ("directory", slug)];
            listings.extend(self.routes.address(route, &values).map(|address| Listing { address, of }));
        };
        list("/", 0, "", ListingOf::Home);
        list("/feed/", 0, "", ListingOf::Feed);
        for (id, category) in self.tables.categories.iter() {
            list(&self.routes.category, id, &category.alias, ListingOf::Category(self.tables.categories.path(id)));
        }
        for (id, (name, slug)) in &self.tables.tags {
            list(&self.routes.tag, *id, slug, ListingOf::Tag(name.clone()));
        }
        for (id, author) in &self.tables.authors {
            list(&self.routes.author, *id, "", ListingOf::Author(author.clone()));
        }
        let comments = (self.tables.comments > 0).then(|| ("comment".to_owned(), self.tables.comments));
        Overview {
            hosts: host.and_then(split_host).map(|(host, _)| host).into_iter().collect(),
            pieces: Some(self.tables.contents),
            listings,
            not_carried: comments.into_iter().collect(),
            notes: std::mem::take(&mut self.database.notes),
        }
    }

    fn read(&self, row: &mut Fields, origin: Origin, fault: Option<Fault>) -> Reading {
        let type_name = row.text(TYPE);
        let (kind, is_draft) = match type_name.as_str() {
            "post" | "" => (RecordKind::Article, false),
            "page" => (RecordKind::Page, false),
            // A draft of a published article is another version of it.
            "post_draft" if row.id(PARENT).unwrap_or_default() == 0 => (RecordKind::Article, true),
            "page_draft" if row.id(PARENT).unwrap_or_default() == 0 => (RecordKind::Page, true),
            _ => return Reading::Skipped(type_name),
        };
        let Some(id) = row.id(ID) else { return Reading::Fault(Note { rule: "no-key", text: origin.file }) };
        let mut record = fields::record(format!("{}:{id}", Kind::Typecho), origin);
        record.id = Some(id);
        record.kind = kind;
        record.title = row.line(TITLE);
        let is_public = !is_draft && matches!(row.bytes(STATUS), b"publish" | b"") && row.bytes(PASSWORD).is_empty();
        record.status = if is_public { RecordStatus::Live } else { RecordStatus::Draft };
        let offset = self.options.utc_offset;
        fields::set_days(&mut record, row.day(CREATED, offset), row.day(MODIFIED, offset));
        let metas: Vec<u64> = self.tables.metas(id).collect();
        let categories = &self.tables.categories;
        let category = metas.iter().find(|meta| categories.get(**meta).is_some());
        record.category = category.map(|category| categories.path(*category)).unwrap_or_default();
        record.tags = metas.iter().filter_map(|meta| self.tables.tags.get(meta)).map(|(name, _)| name.clone()).collect();
        record.author = self.tables.authors.get(&row.id(AUTHOR).unwrap_or_default()).cloned();
        let slug = row.text(SLUG);
        let category_slug = category.and_then(|id| categories.get(*id)).map_or("", |category| category.alias.as_str());
        let day = record.published.as_ref().ok().map(|day| day.date);
        record.address = self.address(kind, id, &slug, category_slug, day);
        record.name = Some(slug).filter(|slug| !slug.is_empty());
        record.body = body(&row.text(TEXT));
        row.finish(&mut record, fault);
        Reading::Record(Box::new(record))
    }

    fn address(&self, kind: RecordKind, id: u64, slug: &str, category: &str, day: Option<jiff::civil::Date>) -> Option<Address> {
        let (route, pattern, default) = match kind {
            RecordKind::Article => (&self.routes.post, &self.options.address, "/archives/[cid:digital]/"),
            RecordKind::Page => (&self.routes.page, &self.options.page_address, "/[slug].html"),
        };
        if let (None, Some(pattern)) = (route, pattern) {
            return by_pattern(pattern, &address::Parts { id: Some(id), slug: Some(slug), day });
        }
        let part = |pattern: &str| day.map(|day| day.strftime(pattern).to_string()).unwrap_or_default();
        let (number, year, month, date) = (id.to_string(), part("%Y"), part("%m"), part("%d"));
        let values = [
            ("cid", number.as_str()),
            ("slug", slug),
            ("category", category),
            ("directory", category),
            ("year", &year),
            ("month", &month),
            ("day", &date),
        ];
        self.routes.address(route.as_deref().unwrap_or(default), &values)
    }
}

/// The body of an article: Markdown with its mark, else HTML, whose lines Typecho makes paragraphs.
fn body(text: &str) -> Body {
    match text.strip_prefix(MARKDOWN_MARK) {
        Some(markdown) => Body::Markdown(markdown.replace("\r\n", "\n").replace(MORE_MARK, "")),
        None if text.contains("<p") || text.contains("<div") => Body::Html(text.to_owned()),
        None => Body::HtmlByLines(text.replace("\r\n", "\n")),
    }
}

impl Source for Typecho {
    fn kind(&self) -> Kind {
        Kind::Typecho
    }

    fn overview(&self) -> &Overview {
        &self.overview
    }

    fn pieces(&self, each: &mut dyn FnMut(Piece) -> ControlFlow<()>) -> io::Result<Vec<(Origin, Note)>> {
        self.database.rows(&[CONTENTS], &mut |file, row| {
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
mod tests;
