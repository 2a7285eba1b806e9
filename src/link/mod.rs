//! Library → Linked: every URL, resolved link, backlink, listing and redirect is decided here, once.
//!
//! Three steps, so that the middle one can run for many texts at a time: [`Addresses::assign`] decides the paths of everything,
//! [`resolve::article`] and the like resolve the links of one text against them, [`Linked::join`] makes the listings and the table
//! of outputs. All this is final: nothing after this stage builds an address.

pub(crate) mod addresses;
pub(crate) mod assets;
mod canonical;
pub(crate) mod destination;
pub(crate) mod indexing;
pub(crate) mod ledger;
pub(crate) mod lists;
pub(crate) mod outputs;
pub(crate) mod pictures;
mod place;
pub(crate) mod redirects;
pub(crate) mod resolve;
pub(crate) mod series;
pub(crate) mod state;

pub(crate) use addresses::Addresses;
pub use addresses::PageId;
pub(crate) use addresses::address_of_article;
pub(crate) use assets::{Asset, AssetId};
pub(crate) use destination::Destination;
pub use indexing::Unindexed;
pub(crate) use lists::{ListId, Lists};
pub(crate) use outputs::{Output, Outputs};
pub(crate) use pictures::ScaledPicture;
pub(crate) use redirects::Redirect;
pub use resolve::Pinned;
pub(crate) use resolve::Resolved;
pub use state::Publish;
pub(crate) use state::State;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use jiff::civil::Date;

use crate::analyze::Library;
use crate::diag::Finding;
use crate::diag::catalogue::SiteFault;
use crate::model::files::stray;
use crate::model::registers::TopicId;
use crate::model::{ArticleId, File, FileId, IndexVec, PlainId};

/// A library with every connection decided.
#[derive(Debug)]
pub struct Linked {
    pub library: Library,
    /// The day that the site is built for.
    pub as_of: Date,
    pub addresses: Arc<Addresses>,
    pub resolved: ResolvedTexts,
    pub lists: Arc<Lists>,
    /// The articles that a topic's page shows first, in order.
    pub(crate) pins: IndexVec<TopicId, Vec<ArticleId>>,
    /// By offer of help in the settings, its URL, if it has one.
    pub(crate) help: Vec<Option<String>>,
    pub(crate) assets: IndexVec<AssetId, Asset>,
    /// The pictures with copies in smaller widths, by URL.
    pub(crate) pictures: BTreeMap<Arc<str>, ScaledPicture>,
    /// The picture of shared links to pages without one of their own.
    pub(crate) image: Option<FileId>,
    /// Everything that a build writes.
    pub(crate) outputs: Outputs,
    /// The articles that search engines may not list; none before the findings of all articles are known.
    pub(crate) unindexed: Unindexed,
}

/// Resolved links of each text, in the order of the library.
#[derive(Debug, Default)]
pub struct ResolvedTexts {
    pub articles: IndexVec<ArticleId, Arc<Resolved>>,
    pub(crate) pages: IndexVec<PlainId, Resolved>,
    pub(crate) topic_intros: Vec<Resolved>,
    pub(crate) lender_intros: Vec<Resolved>,
}

impl Linked {
    /// The path of the file that an old address needs, in one form for all ways to write it. `None` if it cannot be one.
    pub(crate) fn output_of_alias(&self, alias: &str) -> Option<String> {
        redirects::check(&self.library, alias).ok().map(|(_, output)| outputs::fold(&output))
    }

    /// True if the site has this output already.
    pub(crate) fn has_output(&self, output: &str) -> bool {
        self.outputs.folded(output).is_some()
    }

    /// Joins the resolved texts into lists and outputs. `theme` are the theme's files by name.
    pub(crate) fn join(
        library: Library,
        theme: &[(String, Vec<u8>)],
        as_of: Date,
        addresses: Arc<Addresses>,
        resolved: ResolvedTexts,
        lists: Arc<Lists>,
    ) -> (Linked, Vec<Finding>) {
        let (pins, mut findings) = resolve::pinned::topics(&library, &addresses);
        let (help, found) = resolve::help::addresses(&library, &addresses);
        findings.extend(found);
        findings.extend(manuscripts(&library, &resolved));
        let is_used = |name: &str| library.settings.search || !name.starts_with("search");
        let theme = theme.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice()));
        let assets = assets::assets(theme.filter(|(name, _)| is_used(name)));
        let mut outputs = addresses.outputs.clone();
        outputs.rows.retain(|_, (_, output)| !matches!(output, Output::Copy(_)));
        for id in copies(&library, &addresses, &resolved) {
            let path = addresses::output_of_file(&library.files[id]);
            if outputs.folded(&path).is_none() {
                outputs.insert(path, Output::Copy(id));
            }
        }
        for list in lists.of_lenders_by_topic() {
            let page = list.page();
            findings.extend(outputs.claim(&library, addresses.output(&library, page), Output::Page(page)));
        }
        for list in ListId::of_registers(&library.registers).chain(lists.others()) {
            let archive = (1..=archive_pages(&library, &lists, list)).map(|n| PageId::Archive(list, n));
            archive.for_each(|page| outputs.insert(addresses.output(&library, page), Output::Page(page)));
        }
        for (id, redirect) in addresses.redirects.enumerated() {
            // A list that has a page again takes the place of the redirect that it left.
            if !matches!(outputs.folded(&redirect.output), Some(Output::Page(PageId::LenderTopic(..)))) {
                outputs.insert(redirect.output.clone(), Output::Page(PageId::Redirect(id)));
            }
        }
        if library.settings.search {
            outputs.insert(outputs::SEARCH_INDEX.to_owned(), Output::SearchIndex);
        }
        // A site's own icon in `static/` takes the place of the theme's.
        let is_free = |asset: &Asset| asset.is_fingerprinted() || outputs.folded(&asset.output).is_none();
        let free: Vec<AssetId> = assets.enumerated().filter(|(_, asset)| is_free(asset)).map(|(id, _)| id).collect();
        findings.extend(free.iter().filter_map(|id| outputs.claim(&library, assets[*id].output.clone(), Output::Asset(*id))));
        let pictures = pictures::scaled(&library, &addresses, &resolved);
        let copies = pictures.values().flat_map(|p| p.copies.iter().map(|(_, path)| (path.clone(), Output::Picture(p.file))));
        findings.extend(copies.filter_map(|(path, output)| outputs.claim(&library, path, output)));
        let (image, found) = pictures::of_site(&library, &addresses);
        findings.extend(found);
        findings.extend(pictures::missing_font(&library));
        findings.extend(indexing::missing_keep(&library));
        for (path, output) in pictures::cards(&library, &addresses, &resolved, image) {
            if outputs.folded(&path).is_none() {
                outputs.insert(path, output);
            }
        }
        let markdown =
            library.articles.ids().filter_map(|id| Some((addresses.markdown_output(&library, id)?, Output::Markdown(id))));
        findings.extend(markdown.filter_map(|(path, output)| outputs.claim(&library, path, output)));
        let unindexed = Unindexed::default();
        (Linked { library, as_of, addresses, resolved, lists, pins, help, assets, pictures, image, outputs, unindexed }, findings)
    }

    /// The same with the articles that search engines may not list.
    pub(crate) fn with_unindexed(self, unindexed: Unindexed) -> Linked {
        Linked { unindexed, ..self }
    }

    /// True for an article that search engines may list.
    pub(crate) fn is_indexed(&self, article: ArticleId) -> bool {
        !self.unindexed.contains(article)
    }

    /// The number of archive pages of a list: none while its own page shows all of it.
    pub(crate) fn archive_pages(&self, list: ListId) -> u32 {
        archive_pages(&self.library, &self.lists, list)
    }

    /// Files that are copied: path in the site's folder, path in the output.
    pub fn copies(&self) -> impl Iterator<Item = (&str, &str)> {
        self.outputs.iter().filter_map(|(path, output)| match output {
            Output::Copy(id) => Some((&*self.library.files[id].path, path)),
            _ => None,
        })
    }
}

fn archive_pages(library: &Library, lists: &Lists, list: ListId) -> u32 {
    let (length, size) = (lists.articles(list).len(), library.settings.page_size);
    if length <= size { 0 } else { length.div_ceil(size) as u32 }
}

/// A finding for each text beside articles that no text links to: its author may believe that it is an article.
fn manuscripts(library: &Library, resolved: &ResolvedTexts) -> Vec<Finding> {
    let right = |file: &File| {
        let (_, name) = file.path.strip_prefix("content/")?.rsplit_once('/')?;
        let is_reported = || stray::markdown_name(name).is_some() || stray::is_copy(name) || stray::is_backup(name);
        stray::manuscript_name(name).filter(|_| !is_reported())
    };
    let mut found: Vec<(FileId, String)> = library.files.enumerated().filter_map(|(id, file)| Some((id, right(file)?))).collect();
    if !found.is_empty() {
        let texts = resolved.articles.iter().map(|article| &**article).chain(&resolved.pages);
        let texts = texts.chain(&resolved.topic_intros).chain(&resolved.lender_intros);
        let linked: BTreeSet<FileId> = texts.flat_map(|text| text.files.iter().copied()).collect();
        found.retain(|(id, _)| !linked.contains(id));
    }
    let finding = |(id, right): (FileId, String)| Finding::about(&library.files[id].path, SiteFault::NotAnArticle { right });
    found.into_iter().map(finding).collect()
}

/// Files of `static/`, and the files beside texts that some published text refers to.
fn copies(library: &Library, addresses: &Addresses, resolved: &ResolvedTexts) -> BTreeSet<FileId> {
    let articles = resolved.articles.enumerated().filter(|(id, _)| addresses.has_page(*id)).map(|(_, r)| &**r);
    let texts = articles.chain(&resolved.pages).chain(&resolved.topic_intros).chain(&resolved.lender_intros);
    let published = library.files.enumerated().filter(|(_, file)| file.path.starts_with("static/")).map(|(id, _)| id);
    texts.flat_map(|text| text.files.iter().copied()).chain(published).collect()
}
