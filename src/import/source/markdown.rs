//! Folders of Markdown files: Hexo, Hugo, Jekyll, VuePress and VitePress, or no generator.

mod front;
mod heading;
mod raw_html;
mod site;
mod tag;
mod tags;

use std::collections::BTreeMap;
use std::io;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use jiff::civil::Date;

use super::address::{Parts, by_pattern};
use super::files::{self, SourceFile, SourceFiles};
use super::shared::{decoded, file_link, joined_words, mark_decoding, number, stem};
use super::{Data as PieceData, Kind, Options, Overview, Piece, Reading, Refusal, Source, day};
use crate::import::record::{Address, Author, Body, Day, Note, Origin, Record, RecordKind, RecordStatus};
use crate::text::url;
use front::Data;
use site::{Program, Site, Use, Values};
use tags::References;

/// The largest file in bytes.
const MAX_FILE: u64 = 16 << 20;
/// The largest picture in bytes.
const MAX_PICTURE: u64 = 64 << 20;
/// The longest summary in characters.
const MAX_SUMMARY: usize = 300;

struct MarkdownSource {
    root: PathBuf,
    files: Vec<SourceFile>,
    site: Site,
    /// File of an article by the names that tags and links have for it.
    names: BTreeMap<String, String>,
    overview: Overview,
    options: Options,
}

pub(super) fn open(from: &[PathBuf], options: &Options) -> Result<Box<dyn Source>, Refusal> {
    let is_mark = |name: &str| site::is_settings(name) || name.contains(".vitepress/") || name.contains(".vuepress/");
    let SourceFiles { files, notes } = files::list(from, &|name| is_markdown(name) || is_mark(name))?;
    let names: Vec<String> = files.iter().map(|file| file.name.clone()).collect();
    let read = |name: &str| {
        let file = files.iter().find(|file| file.name == name)?;
        Some(decoded(&files::read(&file.path, MAX_FILE).ok()??).text)
    };
    let site = Site::of(&names, read);
    let files: Vec<SourceFile> = files.into_iter().filter(|file| is_markdown(&file.name)).collect();
    let root = from.first().cloned().unwrap_or_default();
    let root =
        if files.first().is_some_and(|file| file.path == root) { root.parent().unwrap_or(Path::new("")).to_owned() } else { root };
    let mut by_name = BTreeMap::new();
    for file in &files {
        let Use::Article { path, .. } = site.role(&file.name) else { continue };
        let last = stem(&file.name).to_owned();
        let undated = dated(&last).map_or(last.clone(), |(_, slug)| slug.to_owned());
        for name in [path.clone(), last, undated, format!("{path}.md"), file.name.clone()] {
            by_name.entry(name).or_insert_with(|| file.name.clone());
        }
    }
    let overview =
        Overview { hosts: site.host().into_iter().collect(), pieces: Some(files.len() as u64), notes, ..Overview::default() };
    Ok(Box::new(MarkdownSource { root, files, site, names: by_name, overview, options: options.clone() }))
}

fn is_markdown(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    [".md", ".markdown", ".mdown"].iter().any(|end| name.ends_with(end))
}

/// The date and the slug of a name such as `2024-05-01-phone`.
fn dated(name: &str) -> Option<(Date, &str)> {
    let (date, slug) = (name.get(..10)?, name.get(10..)?.strip_prefix('-')?);
    Some((date.parse().ok()?, slug)).filter(|(_, slug)| !slug.is_empty())
}

/// The references from one file.
struct FromFile<'s> {
    source: &'s MarkdownSource,
    name: &'s str,
}

impl References for FromFile<'_> {
    fn article(&self, name: &str) -> Option<(String, String)> {
        let (path, anchor) = name.split_once('#').map_or((name, String::new()), |(path, anchor)| (path, format!("#{anchor}")));
        let plain = path.trim_start_matches("./").trim_matches('/');
        let plain = plain.strip_prefix("_posts/").unwrap_or(plain);
        let below = url::join(self.name, path);
        let files = &self.source.names;
        let file =
            below.as_ref().and_then(|path| files.get(path)).or_else(|| files.get(plain)).or_else(|| files.get(stem(plain)))?;
        let path = self.source.files.iter().find(|other| other.name == *file)?;
        let text = files::read(&path.path, MAX_FILE).ok()??;
        let text = decoded(&text).text;
        let title = front::split(&text).0.ok().and_then(|data| data.text(&["title"])).unwrap_or_else(|| stem(file).to_owned());
        Some((format!("{}{anchor}", file_link(self.name, file)), title))
    }
}

impl MarkdownSource {
    fn read(&self, name: &str, path: &Path) -> io::Result<Reading> {
        let (path_of, kind, is_draft) = match self.site.role(name) {
            Use::Article { path, is_draft } => (path, RecordKind::Article, is_draft),
            Use::Page { path } => (path, RecordKind::Page, false),
            Use::Other(what) => return Ok(Reading::Skipped(what.to_owned())),
        };
        let Some(bytes) = files::read(path, MAX_FILE)? else {
            return Ok(Reading::Fault(Note { rule: "file-size", text: name.to_owned() }));
        };
        let text = decoded(&bytes);
        let (front, body) = front::split(&text.text);
        let is_broken = front.is_err();
        let front = front.unwrap_or(Data::Map(Vec::new()));
        if kind == RecordKind::Page && front.keys().is_empty() && self.site.program == Program::Jekyll {
            // Jekyll copies files without front matter.
            return Ok(Reading::Skipped("file without front matter".to_owned()));
        }
        let mut record = self.record(name, &path_of, kind, &front, body);
        if is_draft
            || front.flag("draft") == Some(true)
            || front.flag("published") == Some(false)
            || front.flag("hidden") == Some(true)
        {
            record.status = RecordStatus::Draft;
        }
        if is_broken {
            record.status = RecordStatus::Broken("信息栏（front matter）读不出来".to_owned());
        }
        mark_decoding(&text, &mut record);
        Ok(Reading::Record(Box::new(record)))
    }

    fn record(&self, name: &str, path: &str, kind: RecordKind, front: &Data, body: &str) -> Record {
        let date = |keys: &[&str]| front.text(keys).and_then(|text| day::of_text(&text, self.options.utc_offset));
        let last = path.rsplit('/').next().unwrap_or(path);
        let (of_name, slug_of_name) = dated(last).map_or((None, last), |(date, slug)| (Some(date), slug));
        let published = date(&["date", "publishDate", "pubDate", "created", "created_at"]).or(of_name);
        let written = front.text(&["slug"]);
        let slug = written.as_deref().or((slug_of_name != last).then_some(slug_of_name));
        let translated = tags::translate(body, self.site.program, &FromFile { source: self, name });
        let cleaned = raw_html::without_html(&translated.text);
        let (heading, text) = heading::title(&cleaned.text, front.text(&["title"]).as_deref());
        let title = front.text(&["title"]).or(heading).unwrap_or_else(|| slug_of_name.to_owned());
        let (category, others) = self.categories(front, path, kind);
        let values = Values { path, slug, title: &title, day: published, category: &category };
        let own = front.text(&["permalink", "url"]);
        let address = self
            .site
            .address(&values, kind == RecordKind::Page, own.as_deref())
            .or_else(|| self.by_pattern(kind, slug.unwrap_or(last), published));
        let aliases = ["aliases", "alias", "redirect_from"].into_iter().flat_map(|key| front.texts(key));
        let author = front.text(&["author", "params.author", "authors"]);
        let summary = front.text(&["description", "summary", "excerpt"]).map(|text| joined_words(&text));
        let known = |key: &&str| !KEYS.iter().any(|known| known.eq_ignore_ascii_case(key));
        let keys = front.keys().into_iter().filter(known).map(|key| format!("front.{}", key.chars().take(40).collect::<String>()));
        Record {
            key: format!("markdown:{name}"),
            id: address.as_ref().and_then(number),
            origin: Origin { file: name.to_owned(), line: None },
            kind,
            status: RecordStatus::Live,
            title: joined_words(&title),
            body: Body::Markdown(heading::shifted(&text)),
            updated: date(&["updated", "lastmod", "modified", "last_modified_at", "lastUpdated"])
                .filter(|date| published.is_some_and(|day| *date > day)),
            published: published.map(|date| Day { date, year_is_certain: true }).ok_or_else(|| "信息栏里没有日期".to_owned()),
            summary: summary.filter(|text| text.chars().count() <= MAX_SUMMARY),
            category,
            tags: front.texts("tags").into_iter().chain(front.texts("tag")).chain(others).collect(),
            author: author.map(|name| Author { login: None, name: Some(name) }),
            other_addresses: aliases
                .filter_map(|alias| Address::below_host(&alias))
                .filter(|other| Some(other) != address.as_ref())
                .collect(),
            address,
            name: Some(slug.unwrap_or(last).to_owned()),
            expires: date(&["expiryDate", "expires"]),
            views: None,
            not_carried: translated.not_carried.into_iter().chain(cleaned.not_carried).chain(keys).collect(),
            removals: Vec::new(),
            notes: cleaned.notes,
        }
    }

    /// The path of the category, and further categories.
    fn categories(&self, front: &Data, path: &str, kind: RecordKind) -> (Vec<String>, Vec<String>) {
        let key = if front.get("categories").is_some() { "categories" } else { "category" };
        let lists = match front.get(key) {
            Some(Data::List(list)) => {
                list.iter().filter(|item| matches!(item, Data::List(_))).map(|item| item.texts_of()).collect()
            }
            _ => Vec::new(),
        };
        // A list of lists has several paths.
        if let [first, others @ ..] = lists.as_slice() {
            return (first.clone(), others.iter().filter_map(|path| path.last().cloned()).collect());
        }
        let names = match front.get(key) {
            Some(Data::Text(text)) if self.site.program == Program::Jekyll && key == "categories" => {
                text.split_whitespace().map(str::to_owned).collect()
            }
            _ => front.texts(key),
        };
        if !names.is_empty() {
            return match self.site.program {
                Program::Hexo | Program::Jekyll => (names, Vec::new()),
                _ => (names.iter().take(1).cloned().collect(), names.into_iter().skip(1).collect()),
            };
        }
        let folders = path.rsplit_once('/').map_or("", |(folder, _)| folder);
        let is_used = kind == RecordKind::Article && self.site.program != Program::Hexo;
        (folders.split('/').filter(|part| is_used && !part.is_empty()).map(str::to_owned).collect(), Vec::new())
    }

    fn by_pattern(&self, kind: RecordKind, slug: &str, day: Option<Date>) -> Option<Address> {
        let pattern = match kind {
            RecordKind::Article => self.options.address.as_deref(),
            RecordKind::Page => self.options.page_address.as_deref(),
        };
        by_pattern(pattern?, &Parts { id: slug.parse().ok(), slug: Some(slug), day })
    }
}

/// Keys of front matter that are read, or that say nothing about the article.
const KEYS: [&str; 40] = [
    "title", "date", "publishDate", "pubDate", "created", "created_at", "updated", "lastmod", "modified", "last_modified_at",
    "lastUpdated", "slug", "permalink", "url", "aliases", "alias", "redirect_from", "author", "authors", "params", "description",
    "summary", "excerpt", "categories", "category", "tags", "tag", "draft", "published", "hidden", "expiryDate", "expires",
    "layout", "type", "id", "comments", "toc", "sidebar", "outline", "keywords",
];

impl Source for MarkdownSource {
    fn kind(&self) -> Kind {
        Kind::Markdown
    }

    fn overview(&self) -> &Overview {
        &self.overview
    }

    fn pieces(&self, each: &mut dyn FnMut(Piece) -> ControlFlow<()>) -> io::Result<Vec<(Origin, Note)>> {
        // The error of `try_for_each` only ends the loop.
        let _ = self.files.iter().try_for_each(|file| each(file.piece()));
        Ok(Vec::new())
    }

    fn record(&self, piece: Piece) -> io::Result<Reading> {
        match &piece.data {
            PieceData::File(path) => self.read(&piece.origin.file, path),
            PieceData::Row(..) | PieceData::Part(_) => Ok(Reading::Skipped("no file".to_owned())),
        }
    }

    /// A picture beside the article, in its folder of files, or in a folder that the generator publishes.
    fn picture(&self, record: &Origin, source: &str) -> io::Result<Option<Vec<u8>>> {
        let path = source.split(['?', '#']).next().unwrap_or(source);
        let path = url::decode(path).unwrap_or_else(|| path.to_owned());
        if path.contains("//") || path.contains(':') {
            return Ok(None);
        }
        let mut places = Vec::new();
        if let Some(public) = path.strip_prefix('/') {
            places.extend(self.site.public_folders().iter().map(|folder| format!("{}{folder}/{public}", self.site.root)));
        } else {
            if self.site.has_asset_folders() {
                let folder = record.file.rsplit_once('.').map_or(record.file.as_str(), |(path, _)| path);
                places.extend(url::join(&format!("{folder}/x"), &path));
            }
            places.extend(url::join(&record.file, &path));
        }
        for place in places {
            if let Some(bytes) = files::read_beside(&self.root, place.trim_start_matches('/'), MAX_PICTURE)? {
                return Ok(Some(bytes));
            }
        }
        Ok(None)
    }
}

#[cfg(test)]
mod tests;
