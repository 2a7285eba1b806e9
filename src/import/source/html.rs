//! Saved pages: a folder as `wget -m` or a browser writes it.

mod fields;
mod glob;
mod guess;
mod json_ld;
mod theme;

use std::collections::BTreeMap;
use std::io;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use super::address::{plain_host, split_host};
use super::day::{Saved, Years};
use super::files::{self, SourceFile, SourceFiles};
use super::shared::{decoded, mark_decoding, number, stem};
use super::{Data, Kind, Options, Overview, Piece, Reading, Refusal, Source};
use crate::import::prepare::page::Page;
use crate::import::record::{Address, Author, Body, Day, Note, Origin, Record, RecordKind, RecordStatus};
use crate::text::url;
use fields::{Fields, Recipe};

/// The largest page in bytes.
const MAX_FILE: u64 = 32 << 20;
/// Parts of an article.
const MAX_PARTS: usize = 100;

struct HtmlSource {
    files: SourceFiles,
    /// Place on disk by the address of a file, to find the parts of an article.
    paths: BTreeMap<String, PathBuf>,
    overview: Overview,
    options: Options,
    recipe: Recipe,
    /// Days of the other records. Empty if the day of saving makes the years certain.
    years: Years,
}

pub(super) fn open(from: &[PathBuf], options: &Options) -> Result<Box<dyn Source>, Refusal> {
    let recipe = Recipe::of(&options.select).map_err(|reason| Refusal::Unreadable(Kind::Html, reason))?;
    let files = files::list(from, &is_page)?;
    let folder = |path: &PathBuf| Some(path.file_name()?.to_string_lossy().to_lowercase()).filter(|name| is_host(name));
    let mut hosts: Vec<String> = from.iter().filter_map(folder).collect();
    if hosts.is_empty() {
        hosts.extend(main_host(&files.files));
    }
    let overview = Overview { hosts, pieces: Some(files.files.len() as u64), notes: files.notes.clone(), ..Overview::default() };
    let mut source =
        HtmlSource { paths: BTreeMap::new(), files, overview, options: options.clone(), recipe, years: Years::default() };
    let addresses =
        source.files.files.iter().filter_map(|file| Some((source.address(&file.name)?.text().to_owned(), file.path.clone())));
    source.paths = addresses.collect();
    if options.retrieved.is_none() {
        source.years = source.years()?;
    }
    Ok(Box::new(source))
}

/// The host whose folder has the most files.
fn main_host(files: &[SourceFile]) -> Option<String> {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for folder in files.iter().filter_map(|file| host_folder(&file.name)) {
        *counts.entry(folder.to_lowercase()).or_default() += 1;
    }
    counts.into_iter().max_by_key(|(_, count)| *count).map(|(host, _)| host)
}

/// The folder of a host in which a file lies.
fn host_folder(name: &str) -> Option<&str> {
    name.split_once('/').map(|(folder, _)| folder).filter(|folder| is_host(folder))
}

/// True for the name of a file that can be a page.
fn is_page(name: &str) -> bool {
    let last = name.rsplit('/').next().unwrap_or(name).to_ascii_lowercase();
    let path = last.split(['?', '@']).next().unwrap_or(&last);
    let pages = [".html", ".htm", ".shtml", ".xhtml", ".php", ".asp", ".aspx", ".jsp"];
    !last.starts_with('.') && (!path.contains('.') || pages.iter().any(|end| path.ends_with(end) || last.ends_with(end)))
}

/// True for a name that is that of a host, and not of a page.
fn is_host(name: &str) -> bool {
    let (name, port) = name.split_once([':', '+']).unwrap_or((name, ""));
    name.contains('.')
        && !is_page(name)
        && port.bytes().all(|b| b.is_ascii_digit())
        && name.split('.').all(|part| !part.is_empty() && part.chars().all(|c| c.is_alphanumeric() || c == '-'))
        && name.rsplit('.').next().is_some_and(|last| last.chars().count() > 1 && last.chars().all(char::is_alphabetic))
}

impl HtmlSource {
    /// True if a file lies in the folder of another host.
    fn is_foreign(&self, name: &str) -> bool {
        host_folder(name).is_some_and(|folder| !self.is_own(folder))
    }

    fn is_own(&self, folder: &str) -> bool {
        self.hosts().any(|host| plain_host(host) == plain_host(folder))
    }

    /// The address of a file: its path below the folder of the host.
    fn address(&self, name: &str) -> Option<Address> {
        let folder = host_folder(name).filter(|folder| self.is_own(folder)).map_or(0, |folder| folder.len() + 1);
        let below = name.get(folder..)?;
        let (path, query) = match below.split_once(['?', '@']) {
            Some((path, query)) if query.contains('=') => (path, Some(query.strip_suffix(".html").unwrap_or(query))),
            _ => (below, None),
        };
        let (folder, last) = path.rsplit_once('/').map_or(("", path), |(folder, last)| (folder, last));
        let is_index = stem(last) == "index" && is_page(last);
        let path = match (is_index, folder) {
            (true, "") => String::new(),
            (true, folder) => format!("{folder}/"),
            (false, _) => path.to_owned(),
        };
        Address::below_host(&query.map_or(path.clone(), |query| format!("{path}?{query}")))
    }

    fn page(&self, path: &Path) -> io::Result<Result<(Page, crate::import::encoding::Decoded), &'static str>> {
        let Some(bytes) = files::read(path, MAX_FILE)? else { return Ok(Err("file-size")) };
        let text = decoded(&bytes);
        Ok(Page::parse(&text.text).map(|page| (page, text)).map_err(|_| "html-depth"))
    }

    fn fields(&self, page: &Page) -> Fields {
        Fields::of(page, &self.recipe, Saved::of(&self.options), self.options.utc_offset)
    }

    fn years(&self) -> io::Result<Years> {
        let mut days: Vec<(u64, Day)> = Vec::new();
        for file in &self.files.files {
            let Ok((page, _)) = self.page(&file.path)? else { continue };
            let fields = self.fields(&page);
            let id = self.address(&file.name).as_ref().and_then(number);
            days.extend(id.zip(fields.shown.filter(|_| fields.body.is_some()).map(|shown| shown.day)));
        }
        Ok(Years::of(days.into_iter()))
    }

    /// True for the page of a further part of an article, such as `101_2.html` beside `101.html`.
    fn is_part(&self, address: &Address) -> bool {
        let text = address.text();
        let (path, extension) = text.rsplit_once('.').map_or((text, ""), |(path, _)| (path, text.get(path.len()..).unwrap_or("")));
        let base = path.trim_end_matches(|c: char| c.is_ascii_digit());
        let is_numbered = base.len() < path.len() && base.ends_with(['_', '-']);
        let base = base.strip_suffix(['_', '-']).unwrap_or(base);
        self.options.select.next.is_some() && is_numbered && self.paths.contains_key(&format!("{base}{extension}"))
    }

    /// The bodies of the further parts of an article, and their addresses.
    fn parts(&self, address: &Address, links: Vec<String>) -> io::Result<(String, Vec<Address>)> {
        let (mut body, mut addresses): (String, Vec<Address>) = (String::new(), Vec::new());
        let mut links: std::collections::VecDeque<String> = links.into();
        while let Some(link) = links.pop_front().filter(|_| addresses.len() < MAX_PARTS) {
            let of_path = || url::join(address.text().trim_start_matches('/'), &link);
            let part = Address::of_reference(&link, &self.overview.hosts)
                .or_else(|| Address::below_host(&of_path().filter(|_| split_host(&link).is_none())?));
            let Some(part) = part.filter(|part| part != address && !addresses.contains(part) && self.is_part(part)) else {
                continue;
            };
            let Some(path) = self.paths.get(part.text()) else { continue };
            let Ok((page, _)) = self.page(path)? else { continue };
            let fields = self.fields(&page);
            body.push('\n');
            body.push_str(&fields.body.unwrap_or_default());
            links.extend(fields.next);
            addresses.push(part);
        }
        Ok((body, addresses))
    }

    fn read(&self, name: &str, path: &Path) -> io::Result<Reading> {
        let fault = |rule| Ok(Reading::Fault(Note { rule, text: name.to_owned() }));
        let Some(of_file) = self.address(name) else { return fault("file-name") };
        let is_chosen = self.options.articles.iter().any(|pattern| glob::matches(pattern, name));
        if !is_chosen && !self.options.articles.is_empty() {
            return Ok(Reading::Skipped("other page".to_owned()));
        }
        if self.is_foreign(name) {
            return Ok(Reading::Skipped("page of another host".to_owned()));
        }
        if self.is_part(&of_file) {
            return Ok(Reading::Skipped("part of an article".to_owned()));
        }
        let (page, text) = match self.page(path)? {
            Ok(page) => page,
            Err(rule) => return fault(rule),
        };
        let mut fields = self.fields(&page);
        let Some(body) = fields.body.take() else {
            return if is_chosen { fault("no-body") } else { Ok(Reading::Skipped("list page".to_owned())) };
        };
        let canonical =
            fields.canonical.as_deref().and_then(|link| Address::of_reference(link, &self.hosts().cloned().collect::<Vec<_>>()));
        let address = canonical.unwrap_or(of_file);
        let (more, others) = self.parts(&address, std::mem::take(&mut fields.next))?;
        let mut record = self.record(name, fields, format!("{body}{more}"), address);
        record.other_addresses.extend(others);
        mark_decoding(&text, &mut record);
        Ok(Reading::Record(Box::new(record)))
    }

    fn hosts(&self) -> impl Iterator<Item = &String> {
        self.overview.hosts.iter().chain(&self.options.hosts)
    }

    fn record(&self, name: &str, fields: Fields, body: String, address: Address) -> Record {
        let id = number(&address);
        let mut notes = Vec::new();
        if let Some(shown) = &fields.shown {
            notes.extend(shown.note.clone());
            notes.extend(id.and_then(|id| self.years.note(id, shown.day)));
        }
        let published = fields.shown.as_ref().map(|shown| shown.day);
        Record {
            key: format!("html:{}", address.text()),
            id,
            origin: Origin { file: name.to_owned(), line: None },
            kind: RecordKind::Article,
            status: if self.options.select.automatic { RecordStatus::Draft } else { RecordStatus::Live },
            title: fields.title,
            body: Body::Html(body),
            updated: fields.updated.filter(|date| published.is_some_and(|day| *date > day.date)),
            published: published.ok_or_else(|| "页面上没有找到日期".to_owned()),
            summary: None,
            category: fields.category,
            tags: fields.tags,
            author: fields.author.map(|name| Author { login: None, name: Some(name) }),
            address: Some(address),
            other_addresses: Vec::new(),
            name: Some(stem(name).to_owned()),
            expires: None,
            views: fields.views,
            not_carried: Vec::new(),
            removals: Vec::new(),
            notes,
        }
    }
}

impl Source for HtmlSource {
    fn kind(&self) -> Kind {
        Kind::Html
    }

    fn overview(&self) -> &Overview {
        &self.overview
    }

    fn pieces(&self, each: &mut dyn FnMut(Piece) -> ControlFlow<()>) -> io::Result<Vec<(Origin, Note)>> {
        // The error of `try_for_each` only ends the loop.
        let _ = self.files.files.iter().try_for_each(|file| each(file.piece()));
        Ok(Vec::new())
    }

    fn record(&self, piece: Piece) -> io::Result<Reading> {
        match &piece.data {
            Data::File(path) => self.read(&piece.origin.file, path),
            Data::Row(..) | Data::Part(_) => Ok(Reading::Skipped("no file".to_owned())),
        }
    }
}

#[cfg(test)]
mod tests;
