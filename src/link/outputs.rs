//! The table of outputs: everything that a build writes, by path below the output folder. The build walks it, the preview looks
//! up in it, and collisions, cache policies and `sitegen list outputs` come from it.
//!
//! A new output format is a variant of [`Output`], its paths in [`formats`], and its bytes in `pipeline::press`. A derived file
//! is made in `pipeline::derive` and kept as long as its input stays the same.

use std::collections::BTreeMap;
use std::ops::Bound;
use std::sync::Arc;

use super::assets::AssetId;
use super::{Linked, PageId};
use crate::analyze::Library;
use crate::diag::catalogue::LinkFault;
use crate::diag::{Finding, Role};
use crate::model::registers::TopicId;
use crate::model::{ArticleId, FileId, Registers, slug};
use crate::text::{Span, encoding, url::nfc};

/// An output, by the way it is made. [`formats`] has the paths of those without a source.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Output {
    Page(PageId),
    Feed(Option<TopicId>),
    /// `sitemap.xml`. The parts of a long one (`sitemap-*.xml`) are known once it is made; they have no rows of their own.
    Sitemap,
    Overview,
    Robots,
    Headers,
    Redirects,
    Asset(AssetId),
    Copy(FileId),
    /// The picture of shared links to an article, or to all other pages, drawn from a title.
    Card(Option<ArticleId>),
    /// An article as Markdown.
    Markdown(ArticleId),
    /// The copies of a picture in smaller widths, of which this row is one.
    Picture(FileId),
    /// `search/index.json`. The other files of the index are known once it is made; they have no rows of their own.
    SearchIndex,
}

impl Output {
    pub(crate) fn kind(self) -> &'static str {
        match self {
            Output::Page(PageId::Redirect(_)) => "redirect",
            Output::Page(_) => "page",
            Output::Feed(_) => "feed",
            Output::Sitemap => "sitemap",
            Output::Overview => "overview",
            Output::Robots | Output::Headers | Output::Redirects => "hosting",
            Output::Asset(_) => "asset",
            Output::Copy(_) => "copy",
            Output::Picture(_) => "picture",
            Output::Card(_) => "card",
            Output::Markdown(_) => "markdown",
            Output::SearchIndex => "search-index",
        }
    }

    /// The file in the site's folder that it comes from, and the place in it that decides the path.
    pub(super) fn source(self, library: &Library) -> Option<(&Arc<str>, Option<Span>)> {
        match self {
            Output::Page(PageId::Article(id)) | Output::Markdown(id) => {
                let article = library.article(id);
                Some((article.path(), Some(article.front.slug.span)))
            }
            Output::Page(PageId::Plain(id)) => Some((&library.pages[id].source.path, Some(library.pages[id].slug.span))),
            Output::Copy(id) | Output::Picture(id) => Some((&library.files[id].path, None)),
            _ => None,
        }
    }
}

/// Outputs besides pages, assets and copies, with their paths.
pub(super) fn formats(library: &Library) -> Vec<(String, Output)> {
    let fixed = [
        ("sitemap.xml", Output::Sitemap),
        ("llms.txt", Output::Overview),
        ("robots.txt", Output::Robots),
        ("_headers", Output::Headers),
        ("_redirects", Output::Redirects),
    ];
    let topics = library.registers.topics.iter().map(|(id, _)| Some(id));
    let feeds = [None].into_iter().chain(topics).map(|topic| (feed(library, topic), Output::Feed(topic)));
    fixed.map(|(path, output)| (path.to_owned(), output)).into_iter().chain(feeds).collect()
}

pub(crate) fn feed(library: &Library, topic: Option<TopicId>) -> String {
    topic.map_or_else(|| "feed.xml".to_owned(), |id| format!("topics/{}/feed.xml", library.registers.topics[id].slug))
}

pub(super) const SEARCH_INDEX: &str = "search/index.json";

/// The path of the row that a path belongs to, if its file is one of several of an output.
fn whole(path: &str) -> Option<&'static str> {
    match *path.split('/').collect::<Vec<_>>() {
        ["search", "index.json" | "traditional.txt" | "main" | "new" | "lender" | "topic", ..] => Some(SEARCH_INDEX),
        [file] if file.starts_with("sitemap-") && file.ends_with(".xml") => Some("sitemap.xml"),
        _ => None,
    }
}

/// Why a path is that of an archive page, of a lender's list of a topic, or of a part of the sitemap or the search index. How
/// many there are is not known before everything is linked, so sources may not claim any of them.
pub(super) fn reserved(library: &Library, path: &str) -> Option<slug::Why> {
    let path = fold(path);
    let segments: Vec<&str> = path.split('/').collect();
    let is_archive = matches!(*segments, ["topics" | "lenders" | "laws" | "people", _, "page", ..] | ["updates", "page", ..]);
    if is_archive || whole(&path).is_some() {
        return Some(MANY);
    }
    if !library.settings.precompress.is_empty() && encoding::plain(&path).is_some() {
        return Some(COMPRESSED);
    }
    let ["lenders", lender, topic, ..] = *segments else { return None };
    let Registers { lenders, topics, .. } = &library.registers;
    let is_lender = lenders.rows.iter().any(|row| fold(&row.slug) == lender);
    (is_lender && topics.rows.iter().any(|row| fold(&row.slug) == topic)).then_some(BY_TOPIC)
}

/// True for the path of the first page of a lender's list of a topic, if it is reserved at all.
pub(super) fn is_list_by_topic(path: &str) -> bool {
    let segments: Vec<&str> = path.trim_end_matches('/').split('/').collect();
    matches!(*segments, [first, _, topic] if fold(first) == "lenders" && fold(topic) != "page")
}

const MANY: slug::Why =
    ("这里留给列表的分页、站点地图和搜索索引", "archive pages of lists, parts of the sitemap and the search index stand there");
const BY_TOPIC: slug::Why = ("这里留给机构按主题的文章列表", "lists of the articles of a lender about a topic stand there");

const COMPRESSED: slug::Why = ("这里留给 `precompress` 压缩好的文件", "compressed files stand there, by the setting `precompress`");

/// Longest path of an output in bytes.
const MAX_BYTES: usize = 240;

/// How long browsers may keep a file without asking for it again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Cache {
    /// Not at all: hosts then have it revalidated at every visit.
    Revalidate,
    /// For one search and the next, not for those of yesterday's site.
    Brief,
    /// For good: the path has a fingerprint of the contents.
    Immutable,
}

impl Cache {
    pub(crate) fn word(self) -> &'static str {
        match self {
            Cache::Revalidate => "revalidate",
            Cache::Brief => "brief",
            Cache::Immutable => "immutable",
        }
    }

    /// The value of the header field `Cache-Control`.
    pub(crate) fn control(self) -> Option<&'static str> {
        match self {
            Cache::Revalidate => None,
            Cache::Brief => Some("public, max-age=300"),
            Cache::Immutable => Some("public, max-age=31536000, immutable"),
        }
    }
}

impl Linked {
    /// Folders with a cache policy of their own. Hosts know policies of folders only, and join the rules that fit one path: a
    /// lifetime for pages would have to be taken back for these.
    pub(crate) fn cached_folders(&self) -> impl Iterator<Item = (&'static str, Cache)> {
        let search = self.library.settings.search.then_some(("search/", Cache::Brief));
        [("assets/", Cache::Immutable)].into_iter().chain(search)
    }

    pub(crate) fn cache(&self, path: &str) -> Cache {
        let folder = self.cached_folders().find(|(folder, _)| path.starts_with(folder));
        folder.map_or(Cache::Revalidate, |(_, cache)| cache)
    }

    /// The file that an output comes from, by its path in the site's folder.
    pub(crate) fn source(&self, output: Output) -> Option<String> {
        match output {
            Output::Asset(id) => Some(format!("static/theme/{}", self.assets[id].name)),
            Output::Page(PageId::Redirect(id)) => Some(self.addresses.redirects[id].source.to_string()),
            _ => output.source(&self.library).map(|(path, _)| path.to_string()),
        }
    }
}

/// Outputs by path. Two of one path are a finding that names both sources, even if the paths differ in case or Unicode form only,
/// or if one would have to be a file and a folder at once.
#[derive(Debug, Clone, Default)]
pub(crate) struct Outputs {
    /// By path in the form in which paths are compared.
    pub(super) rows: BTreeMap<Arc<str>, (Arc<str>, Output)>,
}

impl Outputs {
    /// Every output with its path, in the order of the paths.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (&str, Output)> {
        self.rows.values().map(|(path, output)| (&**path, *output))
    }

    /// Every page in a fixed order: by kind, then as in the library.
    pub(crate) fn pages(&self) -> Vec<PageId> {
        let pages = self.rows.values().filter_map(|(_, output)| if let Output::Page(page) = output { Some(*page) } else { None });
        let mut pages: Vec<PageId> = pages.collect();
        pages.sort_unstable_by_key(|page| page.rank());
        pages
    }

    pub(crate) fn get(&self, path: &str) -> Option<Output> {
        self.rows.get(&*fold(path)).filter(|(own, _)| **own == *path || nfc(own) == nfc(path)).map(|(_, output)| *output)
    }

    /// The output that makes the file at a path, even if its row has another path.
    pub(crate) fn of_file(&self, path: &str) -> Option<Output> {
        self.get(path).or_else(|| self.get(whole(path)?))
    }

    pub(crate) fn folded(&self, path: &str) -> Option<Output> {
        self.rows.get(&*fold(path)).map(|(_, output)| *output)
    }

    /// The output at a path in the form in which paths are compared, with its own path.
    pub(super) fn row(&self, key: &str) -> Option<(&str, Output)> {
        self.rows.get(key).map(|(path, output)| (&**path, *output))
    }

    /// The first output at or after a path in the form in which paths are compared, with its own path.
    pub(super) fn first_from(&self, key: &str) -> Option<(&str, Output)> {
        let from = (Bound::Included(key), Bound::Unbounded);
        self.rows.range::<str, _>(from).next().map(|(_, (path, output))| (&**path, *output))
    }

    /// Claims a path. A path that is taken or unusable is a finding.
    pub(super) fn claim(&mut self, library: &Library, path: String, output: Output) -> Option<Finding> {
        let key = fold(&path);
        if let Some((_, first)) = self.rows.get(&*key) {
            return Some(conflict(library, &path, output, *first));
        }
        let too_long = (path.len() > MAX_BYTES).then_some(("路径太长", "the path is too long"));
        let why = too_long.or_else(|| output.source(library).and_then(|_| reserved(library, &path)));
        let fault = why.map(|(zh, en)| LinkFault::ReservedPath { path: path.clone(), why_zh: zh.into(), why_en: en.into() });
        self.insert(path, output);
        fault.map(|fault| about(library, output, fault))
    }

    /// Adds an output whose path is known to be free.
    pub(super) fn insert(&mut self, path: String, output: Output) {
        let key = fold(&path);
        let path: Arc<str> = path.into();
        let key = if *key == *path { Arc::clone(&path) } else { key.into() };
        self.rows.insert(key, (path, output));
    }

    /// A finding for every path that is also a folder of another.
    pub(super) fn files_that_are_folders(&self, library: &Library) -> Vec<Finding> {
        let mut findings = Vec::new();
        let mut last_folder = "";
        for (key, (path, output)) in &self.rows {
            let Some((folder, _)) = key.rsplit_once('/') else { continue };
            if folder == last_folder {
                continue;
            }
            last_folder = folder;
            let above = folder.match_indices('/').filter_map(|(i, _)| folder.get(..i)).chain([folder]);
            let files = above.filter_map(|prefix| self.rows.get(prefix));
            findings.extend(files.map(|(_, first)| conflict(library, path, *output, *first)));
        }
        findings
    }
}

/// The form in which paths are compared: NFC, lower case.
pub(super) fn fold(path: &str) -> String {
    if path.is_ascii() {
        return path.to_ascii_lowercase();
    }
    nfc(&path.to_lowercase()).into_owned()
}

fn conflict(library: &Library, path: &str, output: Output, first: Output) -> Finding {
    let fault = LinkFault::SamePath { path: path.to_owned() };
    match (output.source(library), first.source(library)) {
        (Some(_), Some((file, span))) => about(library, output, fault).with(file, span, Role::First),
        (None, Some(_)) => about(library, first, fault),
        _ => about(library, output, fault),
    }
}

fn about(library: &Library, output: Output, fault: LinkFault) -> Finding {
    match output.source(library) {
        Some((file, Some(span))) => Finding::at(file, span, fault),
        Some((file, None)) => Finding::about(file, fault),
        None => Finding::about(&Arc::from("sitegen.yaml"), fault),
    }
}
