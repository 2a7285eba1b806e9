//! Linked → Page: fills the view types with what `Linked` has decided.

mod article;
mod calculators;
mod files;
mod home;
mod lists;
mod registers;
mod report;
mod search;
mod search_page;
mod twins;
mod words;

use std::sync::Arc;

use jiff::civil::Date;

use super::{
    Asset, Body, Card, Content, Day, Head, HelpEntry, Link, Page, PersonEntry, PublisherEntry, RedirectPage, SiteView, TextPage,
    TocEntry,
};
use crate::calc;
use crate::link::addresses::search_page;
use crate::link::redirects::RedirectId;
use crate::link::{self, Linked, PageId, Resolved};
use crate::model::facts::Facts;
use crate::model::front::PersonRef;
use crate::model::registers::{LawId, LenderId, TopicId};
use crate::model::{self, Article, ArticleId, IndexVec, PlainId, Registers};
use crate::relate::Related;

pub(crate) use files::{CONTENT_SECURITY_POLICY, feed, header_rules, overview, redirect_rules, url_entries};
pub(crate) use report::report;
pub(crate) use search::documents;
pub(crate) use twins::twins;

/// A contents list shorter than this is no help.
const TOC_MIN: usize = 3;

/// Makes pages of a linked library. Links to the rows of the registers are made once.
#[derive(Debug)]
pub(crate) struct Views<'a> {
    linked: &'a Linked,
    related: &'a Related,
    topics: IndexVec<TopicId, Link>,
    lenders: IndexVec<LenderId, Link>,
    laws: IndexVec<LawId, Link>,
}

impl<'a> Views<'a> {
    /// Prepares to make pages.
    pub(crate) fn new(linked: &'a Linked, related: &'a Related) -> Views<'a> {
        let registers = &linked.library.registers;
        let link = |title: &str, page: PageId| link(linked, title, page);
        Views {
            linked,
            related,
            topics: registers.topics.iter().map(|(id, t)| link(&t.title, PageId::Topic(id))).collect(),
            lenders: registers.lenders.iter().map(|(id, l)| link(&l.name, PageId::Lender(id))).collect(),
            laws: registers.laws.iter().map(|(id, l)| link(&l.title, PageId::Law(id))).collect(),
        }
    }

    /// One page. That of an article is still without its text.
    pub(crate) fn page(&self, id: PageId) -> Page<'a> {
        match id {
            PageId::Home => self.home(),
            PageId::NotFound => self.not_found(),
            PageId::Topics => self.topics_index(),
            PageId::Lenders => self.lenders_index(),
            PageId::Laws => self.laws_index(),
            PageId::Calculators => self.calculators_index(),
            PageId::Search => self.search(),
            PageId::Calculator(spec) => self.calculator(spec),
            PageId::Plain(id) => self.plain(id),
            PageId::Article(id) => self.article(id),
            PageId::Topic(topic) => self.topic(topic),
            PageId::Lender(lender) => self.lender(lender),
            PageId::Law(law) => self.law(law),
            PageId::Archive(list, n) => self.archive(list, n),
            PageId::Redirect(id) => self.redirect(id),
        }
    }

    fn plain(&self, id: PlainId) -> Page<'a> {
        let (page, resolved) = (&self.linked.library.pages[id], &self.linked.resolved.pages[id]);
        let id = PageId::Plain(id);
        let title: Arc<str> = page.title.as_str().into();
        let content = TextPage {
            title: Arc::clone(&title),
            updated: page.updated.or(page.date).map(|d| self.day(d)),
            toc: toc(&page.body.facts),
            body: self.body(&page.body, page.body.markdown(&page.source.text), resolved, None),
        };
        let description = page.summary.clone().unwrap_or_else(|| page.body.facts.excerpt.to_string());
        let head = Head {
            modified: content.updated.clone(),
            calculators: calculators::needs(&content.body.widgets),
            ..self.head(id, &title, description, "plain", Vec::new())
        };
        self.make(id, head, Content::Plain(content), Some(Arc::clone(&page.source.path)))
    }

    fn not_found(&self) -> Page<'a> {
        let id = PageId::NotFound;
        let description = words::NOT_FOUND_DESC.to_owned();
        let head = Head { indexed: false, ..self.head(id, words::NOT_FOUND, description, "not-found", Vec::new()) };
        self.make(id, head, Content::NotFound, None)
    }

    fn redirect(&self, id: RedirectId) -> Page<'a> {
        let (library, addresses) = (&self.linked.library, &self.linked.addresses);
        let redirect = &addresses.redirects[id];
        let to = self.article_link(redirect.to);
        let absolute = addresses.absolute(&addresses.url(library, PageId::Article(redirect.to)));
        let mut head = self.head(PageId::Article(redirect.to), &to.title, String::new(), "redirect", Vec::new());
        head.indexed = false;
        head.crumbs = Vec::new();
        let source = Some(Arc::clone(library.article(redirect.to).path()));
        self.make(PageId::Redirect(id), head, Content::Redirect(RedirectPage { to, absolute }), source)
    }

    /// A page right below the home page with an ordinary head.
    fn index(&self, id: PageId, title: &str, description: &str, kind: &'static str, content: Content<'a>) -> Page<'a> {
        self.make(id, self.head(id, title, description.to_owned(), kind, Vec::new()), content, None)
    }

    fn make(&self, id: PageId, head: Head, content: Content<'a>, source: Option<Arc<str>>) -> Page<'a> {
        Page { output: self.linked.addresses.output(&self.linked.library, id), source, head, content }
    }

    /// The head of a page whose way from home leads over `above`.
    fn head(&self, id: PageId, title: &str, description: String, kind: &'static str, above: Vec<Link>) -> Head {
        let addresses = &self.linked.addresses;
        let path = addresses.url(&self.linked.library, id);
        let home = Link::new(words::HOME, addresses.base().path.as_str());
        let own = Link::new(title, path.as_str());
        let crumbs = std::iter::once(home).chain(above).chain([own]).collect();
        Head {
            title: title.to_owned(),
            section: None,
            description,
            url: addresses.absolute(&path),
            path,
            indexed: true,
            crumbs,
            previous: None,
            up: None,
            feed: None,
            published: None,
            modified: None,
            calculators: None,
            kind,
        }
    }

    fn body(&self, body: &'a model::Body, markdown: &'a str, resolved: &'a Resolved, lender: Option<LenderId>) -> Body<'a> {
        Body {
            markdown,
            heading_ids: body.facts.headings.iter().map(|h| h.id).collect(),
            targets: &resolved.targets,
            widgets: self.widgets(&body.widgets, lender),
        }
    }

    fn day(&self, date: Date) -> Day {
        day(date, self.linked)
    }

    fn article_link(&self, id: ArticleId) -> Link {
        self.link(&self.linked.library.article(id).front.title.value, PageId::Article(id))
    }

    fn link(&self, title: &str, page: PageId) -> Link {
        link(self.linked, title, page)
    }

    fn card(&self, id: ArticleId) -> Card {
        let Link { title, url } = self.article_link(id);
        let article = self.linked.library.article(id);
        let front = &article.front;
        Card {
            title,
            url,
            date: Some(self.day(front.date.value)),
            excerpt: excerpt(article),
            lender: front.lender.map(|l| self.lenders[l].clone()),
            topic: front.topics.first().map(|t| self.topics[*t].clone()),
            pinned: false,
            external: false,
        }
    }
}

fn link(linked: &Linked, title: &str, page: PageId) -> Link {
    Link::new(title, linked.addresses.url(&linked.library, page))
}

/// The person that the front matter names; nothing if the register has no such row.
fn person(registers: &Registers, person: &PersonRef) -> Option<PersonEntry> {
    match person {
        PersonRef::Named(name) => Some(PersonEntry { name: name.clone(), role: String::new(), licence: String::new() }),
        PersonRef::Registered(id) => {
            let row = &registers.people.as_ref()?[*id];
            Some(PersonEntry { name: row.name.clone(), role: row.role.clone(), licence: row.licence.clone() })
        }
    }
}

/// The summary, else the excerpt taken from the body.
fn excerpt(article: &Article) -> Arc<str> {
    article.front.summary.as_ref().map_or_else(|| Arc::clone(&article.body.facts.excerpt), |s| s.value.as_str().into())
}

/// The day an article last changed.
fn changed(article: &Article) -> Date {
    article.front.updated.as_ref().map_or(article.front.date.value, |u| u.value)
}

fn day(date: Date, linked: &Linked) -> Day {
    let stamp = format!("{date}T00:00:00{}", linked.library.settings.utc_offset);
    Day { iso: date.to_string(), text: format!("{}年{}月{}日", date.year(), date.month(), date.day()), stamp }
}

fn toc(facts: &Facts) -> Vec<TocEntry> {
    let entries: Vec<TocEntry> = facts
        .headings
        .iter()
        .filter(|h| h.level <= 3)
        .map(|h| TocEntry { level: h.level, id: h.id.into(), text: h.text.into() })
        .collect();
    if entries.len() < TOC_MIN { Vec::new() } else { entries }
}

fn help(linked: &Linked) -> Vec<HelpEntry> {
    let offers = linked.library.settings.help.iter().zip(&linked.help);
    offers.map(|(h, url)| HelpEntry { title: h.title.clone(), note: h.note.clone(), url: url.clone() }).collect()
}

/// What templates call an asset (`site.css` is `site.assets.site_css`), and the asset.
fn asset_of(linked: &Linked, asset: &link::Asset) -> (String, Asset) {
    let url = format!("{}{}", linked.addresses.base().path, asset.output);
    (asset.name.replace(['.', '-'], "_"), Asset { url, integrity: asset.integrity.clone() })
}

/// The site as a whole.
pub(crate) fn site(linked: &Linked) -> SiteView {
    let (library, addresses) = (&linked.library, &linked.addresses);
    let settings = &library.settings;
    let link = |title: &str, page: PageId| link(linked, title, page);
    let mut nav = vec![
        link(words::TOPICS, PageId::Topics),
        link(words::LENDERS, PageId::Lenders),
        link(words::CALCULATORS, PageId::Calculators),
    ];
    if !library.registers.laws.rows.is_empty() {
        nav.push(link(words::LAWS, PageId::Laws));
    }
    let publisher = &settings.publisher;
    SiteView {
        title: settings.title.clone(),
        description: settings.description.clone(),
        language: settings.language.clone(),
        url: addresses.base().home(),
        base: addresses.base().path.clone(),
        publisher: PublisherEntry {
            name: publisher.name.clone(),
            licence: publisher.licence.clone(),
            address: publisher.address.clone(),
            phone: publisher.phone.clone(),
            email: publisher.email.clone(),
        },
        icp: settings.icp.as_ref().map(|icp| icp.value.clone()),
        police: settings.police.clone(),
        disclaimer: settings.disclaimer.clone(),
        copyright: settings.copyright.clone(),
        help: help(linked),
        nav,
        footer: library.pages.enumerated().map(|(id, p)| link(&p.title, PageId::Plain(id))).collect(),
        search: search_page(library).map(|page| addresses.url(library, page)),
        feed: addresses.url_of_output("feed.xml"),
        rates: library.registers.lpr().map(|lpr| calc::page::in_script(&calc::data::rates_data(lpr))),
        methods: calculators::methods(linked),
        assets: linked.assets.iter().map(|asset| asset_of(linked, asset)).collect(),
    }
}
