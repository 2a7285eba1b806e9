//! Doing again only what came out otherwise: a site that is read again while its files are edited takes over from the one
//! before whatever was made of the same things. Never decides what a page holds: what is taken over equals what would be made.

use std::collections::BTreeSet;
use std::io;
use std::path::Path;
use std::sync::Arc;

use jiff::civil::Date;
use rayon::prelude::*;

use super::relate::{Compared, Twice};
use super::{AT_A_TIME, Options, Progress, Site, read};
use crate::check::law;
use crate::diag::{Finding, Group};
use crate::link::{Addresses, Linked, Lists, Resolved, lists};
use crate::load::{self, Sources, Text, Texts};
use crate::model::{Article, ArticleId, Id, IndexVec, Library, Registers, Settings, as_read, text_file};
use crate::relate::{self, Digest, Duplicates, Kept, Spread, Tally};
use crate::text::{Postings, Source};

/// A site that was made, and what it was made of.
#[derive(Debug, Clone, Copy)]
pub struct Before<'a> {
    /// What was read.
    pub sources: &'a Sources,
    /// What was made of it.
    pub site: &'a Site,
    /// What is near to what may be as it was, where only texts of articles differ: that is nearly always the same, and takes
    /// long to find out.
    pub in_a_hurry: bool,
}

/// Reads a site whose articles' texts are kept in memory, so that it stays whole whatever becomes of its files. Of the texts
/// read before, those are taken over that are not `touched`; nothing is known of them where it says nothing.
///
/// # Errors
/// When a file or folder cannot be read.
pub fn read_held(
    root: &Path,
    settings: &Path,
    before: Option<(&Sources, &Touched)>,
    progress: &dyn Progress,
) -> io::Result<(Sources, Vec<Finding>)> {
    if let Some((before, touched)) = before
        && let Some(sources) = articles_only(root, before, touched)?
    {
        return Ok((sources, Vec::new()));
    }
    let (mut sources, mut findings) = read(root, settings, progress)?;
    let text = |path: &Arc<str>| {
        let held = before.and_then(|(before, _)| before.texts.held(path));
        match (held, before) {
            (Some(held), Some((_, touched))) if !touched.has(path) => Ok(Text::Good(held.clone())),
            _ => Ok(same(sources.texts.read(path)?, held)),
        }
    };
    let texts: Vec<Text> = sources.articles.par_iter().with_max_len(AT_A_TIME).map(text).collect::<io::Result<_>>()?;
    let good = load::good(texts, &mut sources.broken, &mut findings);
    sources.articles = good.iter().map(|s| Arc::clone(&s.path)).collect();
    sources.texts = Texts::Held(good);
    Ok((sources, findings))
}

/// Which files may have changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Touched {
    /// These, and what is below them, by path below the site's folder.
    These(BTreeSet<String>),
    /// Any.
    Any,
}

impl Touched {
    fn has(&self, path: &str) -> bool {
        match self {
            Touched::These(paths) => {
                let above = path.match_indices('/').filter_map(|(i, _)| path.get(..i));
                above.chain([path]).any(|p| paths.contains(p))
            }
            Touched::Any => true,
        }
    }

    /// Both together.
    pub fn and(self, other: Touched) -> Touched {
        match (self, other) {
            (Touched::These(mut paths), Touched::These(more)) => {
                paths.extend(more);
                Touched::These(paths)
            }
            _ => Touched::Any,
        }
    }
}

/// The sources with the touched texts read again, where these are articles that were there and still are: then no folder
/// has to be walked.
fn articles_only(root: &Path, before: &Sources, touched: &Touched) -> io::Result<Option<Sources>> {
    let (Touched::These(paths), Texts::Held(held), true) = (touched, &before.texts, before.broken.is_empty()) else {
        return Ok(None);
    };
    let mut texts = held.clone();
    for path in paths {
        let Ok(at) = held.binary_search_by(|s| (*s.path).cmp(path.as_str())) else { return Ok(None) };
        let (disk, Some(slot)) = (root.join(path), texts.get_mut(at)) else { return Ok(None) };
        if !load::is_plain_file(&disk) {
            return Ok(None);
        }
        match same(load::read_text(&disk, &slot.path, load::TEXT_LIMIT)?, Some(slot)) {
            Text::Good(source) => *slot = source,
            Text::Bad(..) => return Ok(None),
        }
    }
    Ok(Some(Sources { texts: Texts::Held(texts), ..before.clone() }))
}

/// The text as it is held already, where it is the same.
fn same(text: Text, held: Option<&Source>) -> Text {
    match (text, held) {
        (Text::Good(new), Some(held)) if new.text == held.text => Text::Good(held.clone()),
        (text, _) => text,
    }
}

/// What was found, by where it was: what is taken over later takes its findings along.
#[derive(Debug)]
pub(super) struct Found {
    /// By article, in its text.
    pub(super) understood: Vec<Group>,
    /// In the addresses.
    pub(super) addresses: Group,
    /// By article, in its links.
    pub(super) resolved: Vec<Group>,
    /// In what is said twice.
    pub(super) twice: Twice,
}

/// What is kept of an article's words.
#[derive(Debug, Clone, Default)]
pub(super) struct Words {
    /// What it is compared by.
    pub(super) digest: Arc<Digest>,
    /// What a search finds it by.
    pub(super) slots: Arc<Postings>,
    /// What has changed since in the laws it cites.
    pub(super) changes: Box<[law::Change]>,
}

/// What of the site before stands, as far as that can be told before an article is looked at.
#[derive(Debug, Clone, Copy)]
pub(super) struct Standing<'a> {
    before: Before<'a>,
    /// Registers, settings and day are the same: an article is, where its text is.
    articles: bool,
    /// So are the rules of publishing: an article has the state that it had, where its front matter has.
    states: bool,
    /// Everything besides articles' texts is the same.
    rest: bool,
}

impl<'a> Standing<'a> {
    /// Compares what was read with what was read before.
    pub(super) fn new(before: Before<'a>, sources: &Sources, as_of: Date, settings: &Settings, options: &Options) -> Self {
        let (old, linked) = (before.sources, &before.site.linked);
        let articles = old.registers == sources.registers && linked.as_of == as_of && linked.library.settings == *settings;
        let states = articles && linked.addresses.publish() == options.publish;
        let rest = states
            && old.pages == sources.pages
            && old.topic_intros == sources.topic_intros
            && old.lender_intros == sources.lender_intros
            && old.files == sources.files;
        Standing { before, articles, states, rest }
    }

    /// The article before, with what it is compared by and what was found in it. The text is the one at `number` among all.
    pub(super) fn article(&self, source: &Source, number: usize) -> Option<(Arc<Article>, Words, Group)> {
        let held = self.before.sources.texts.held_at(&source.path, number);
        let held = held.filter(|held| self.articles && held.text == source.text)?;
        let (articles, found) = (&self.before.site.linked.library.articles, &self.before.site.found.understood);
        let at = place(articles, &held.path, number)?;
        let site = self.before.site;
        let words = Words {
            digest: Arc::clone(site.digests.get(at)?),
            slots: Arc::clone(site.rest.slots.get(at)?),
            changes: site.changes.as_slice().get(at)?.clone(),
        };
        Some((Arc::clone(articles.as_slice().get(at)?), words, found.get(at)?.clone()))
    }

    /// How common terms were, where articles stand.
    pub(super) fn spread(&self) -> Spread {
        if self.articles { self.before.site.spread.clone() } else { Spread::default() }
    }

    /// Takes the terms of articles that are no more, or that are written anew, out of how common terms are.
    pub(super) fn forget(&self, articles: &IndexVec<ArticleId, Arc<Article>>, registers: &Registers, spread: &Spread) {
        if !self.articles {
            return;
        }
        let stays = |(number, old): &(usize, &Arc<Article>)| {
            place(articles, old.path(), *number).and_then(|i| articles.as_slice().get(i)).is_some_and(|new| Arc::ptr_eq(old, new))
        };
        let tally = &mut Tally::default();
        let before = self.before.site.linked.library.articles.iter().enumerate();
        for (_, old) in before.filter(|old| !stays(old)) {
            if let Some(source) = self.before.sources.texts.held(old.path()) {
                let (article, plain, _) = text_file::article(source, old.sum, registers, self.before.site.linked.as_of);
                let plain = as_read(&plain, &article.body.facts, article.front.lender, registers);
                spread.forget(&relate::digest(&article, &plain, tally).1);
            }
        }
    }

    /// What came of comparing, as it was; nothing where there is time to compare anew.
    pub(super) fn in_a_hurry(&self, linked: &Linked) -> Option<Compared> {
        let site = self.before.site;
        let stays = self.before.in_a_hurry && self.is_addressed_alike(&linked.library);
        let (related, twice) = (&site.related, &site.found.twice);
        stays.then(|| Compared { related: related.clone(), twice: twice.clone(), kept: None, is_rough: true })
    }

    /// True where every article is there that was, and has the name and the state that it had.
    fn is_addressed_alike(&self, library: &Library) -> bool {
        let (old, new) = (&self.before.site.linked, &library.articles);
        let mut pairs = old.library.articles.iter().zip(new);
        let alike = |(a, b): (&Arc<Article>, &Arc<Article>)| Arc::ptr_eq(a, b) || old.addresses.are_alike(a, b, old.as_of);
        self.states && old.library.articles.len() == new.len() && pairs.all(alike)
    }

    /// What comparing can start from, where no article is older or younger than it was.
    pub(super) fn compared(&self, linked: &Linked) -> Option<(&'a (Kept, Duplicates), Vec<ArticleId>)> {
        let (site, old) = (self.before.site, &self.before.site.linked);
        let near = site.near.as_ref().filter(|_| self.is_addressed_alike(&linked.library))?;
        let pairs = old.library.articles.enumerated().zip(&linked.library.articles);
        let changed: Vec<ArticleId> = pairs.filter(|((_, a), b)| !Arc::ptr_eq(a, b)).map(|((i, _), _)| i).collect();
        let are_as_old = self.are_alike(linked, &changed, |a, b| a.front.date.value == b.front.date.value);
        are_as_old.then_some((near, changed))
    }

    /// True where each of some articles is in a certain way what it was before.
    pub(super) fn are_alike(&self, linked: &Linked, articles: &[ArticleId], alike: impl Fn(&Article, &Article) -> bool) -> bool {
        let old = &self.before.site.linked.library.articles;
        articles.iter().all(|id| alike(&old[*id], &linked.library.articles[*id]))
    }

    /// What articles were compared by, and how common terms were.
    pub(super) fn words(&self) -> (&'a [Arc<Digest>], &'a Spread) {
        (&self.before.site.digests, &self.before.site.spread)
    }

    /// What was found to be said twice.
    pub(super) fn twice(&self) -> &'a Twice {
        &self.before.site.found.twice
    }

    /// What of the links stands. Nothing where an article has another address than before.
    pub(super) fn links(&self, library: &Library) -> Option<Links<'a>> {
        let site = self.before.site;
        let pairs = site.linked.library.articles.enumerated().zip(&library.articles);
        let changed = || pairs.filter(|((_, old), new)| !Arc::ptr_eq(old, new)).map(|((id, _), _)| id).collect();
        (self.rest && self.is_addressed_alike(library)).then(|| Links { site, changed: changed() })
    }
}

/// Where the article of a path stands among all, which is by path. Nearly always nothing has come or gone, and it stands where
/// it stood before.
fn place(articles: &IndexVec<ArticleId, Arc<Article>>, path: &Arc<str>, before: usize) -> Option<usize> {
    let articles = articles.as_slice();
    if articles.get(before).is_some_and(|a| a.path() == path) {
        return Some(before);
    }
    articles.binary_search_by(|a| a.path().cmp(path)).ok()
}

/// What of the links of the site before stands while every address does.
#[derive(Debug)]
pub(super) struct Links<'a> {
    site: &'a Site,
    /// Articles that differ, ascending.
    changed: Vec<ArticleId>,
}

impl Links<'_> {
    /// The addresses, with what was found in them.
    pub(super) fn addresses(&self) -> (Arc<Addresses>, Group) {
        (Arc::clone(&self.site.linked.addresses), self.site.found.addresses.clone())
    }

    /// An article's links, where neither it nor one that it links to differs: headings are all that a link asks of another.
    pub(super) fn resolved(&self, article: ArticleId) -> Option<(Arc<Resolved>, Group)> {
        let resolved = &self.site.linked.resolved.articles[article];
        let differs = |i: &ArticleId| self.changed.binary_search(i).is_ok();
        if differs(&article) || resolved.articles.iter().any(differs) {
            return None;
        }
        Some((Arc::clone(resolved), self.site.found.resolved.get(article.position())?.clone()))
    }

    /// The lists, where every article stands on the same ones at the same place.
    pub(super) fn lists(&self, library: &Library, resolved: &IndexVec<ArticleId, Arc<Resolved>>) -> Option<Arc<Lists>> {
        let linked = &self.site.linked;
        // An article whose own text is the same may link elsewhere, where a heading that it led to is gone.
        let same = |id: ArticleId| {
            let old = (&*linked.library.articles[id], &*linked.resolved.articles[id]);
            let new = (&*library.articles[id], &*resolved[id]);
            std::ptr::eq(old.1, new.1) || lists::are_alike(old, new)
        };
        resolved.ids().all(same).then(|| Arc::clone(&linked.lists))
    }
}
