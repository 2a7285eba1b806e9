//! Linked → Page: fills the view types from [`Linked`].

mod article;
mod browse;
mod calculators;
mod files;
mod home;
mod hosting;
mod indexing;
mod lists;
mod people;
mod pictures;
mod progress;
mod registers;
mod repeats;
mod report;
mod search;
mod standing;
mod words;

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::Date;

use super::{
    Asset, Body, Card, Content, Day, Head, HelpEntry, Link, Page, PersonEntry, PublisherEntry, RedirectPage, SiteView, TextPage,
    TocEntry,
};
use crate::calc::{self, TableKind, Tables};
use crate::link::addresses::{optional_indexes, search_page};
use crate::link::redirects::RedirectId;
use crate::link::{self, Destination, Linked, PageId, Resolved};
use crate::model::facts::Facts;
use crate::model::files::{ROOT_ICONS, TOUCH_ICON};
use crate::model::front::PersonRef;
use crate::model::registers::lenders::Kind;
use crate::model::registers::{LawId, LenderId, TopicId};
use crate::model::{self, Article, ArticleId, IndexVec, PlainId, Registers};
use crate::relate::{Duplicates, Related};
use crate::text::numeral::with_its_number;

pub(crate) use files::{CONTENT_SECURITY_POLICY, feed, header_rules, listed, overview, redirect_rules, url_entries};
pub(crate) use hosting::hosting;
pub(crate) use progress::progress;
pub(crate) use repeats::repeats;
pub(crate) use report::report;
pub(crate) use search::catalog;

/// Fewest headings for a table of contents; a shorter one is no help.
const TOC_MIN: usize = 3;

/// Makes pages of a linked library. Links to the rows of the registers are made once.
#[derive(Debug)]
pub(crate) struct Views<'a> {
    linked: &'a Linked,
    related: &'a Related,
    duplicates: &'a Duplicates,
    topics: IndexVec<TopicId, Link>,
    lenders: IndexVec<LenderId, Link>,
    laws: IndexVec<LawId, Link>,
    /// Topics with articles, those with the most first.
    longest_topics: Vec<TopicId>,
    standings: standing::Standings,
    /// Articles for lenders without any of their own, by kind of lender.
    general: BTreeMap<Kind, Vec<ArticleId>>,
}

impl<'a> Views<'a> {
    pub(crate) fn new(linked: &'a Linked, related: &'a Related, duplicates: &'a Duplicates) -> Views<'a> {
        let registers = &linked.library.registers;
        let link = |title: &str, page: PageId| link(linked, title, page);
        Views {
            linked,
            related,
            duplicates,
            topics: registers.topics.iter().map(|(id, t)| link(&t.title, PageId::Topic(id))).collect(),
            lenders: registers.lenders.iter().map(|(id, l)| link(&l.name, PageId::Lender(id))).collect(),
            laws: registers.laws.iter().map(|(id, l)| link(&l.title, PageId::Law(id))).collect(),
            standings: standing::Standings::new(linked),
            longest_topics: browse::longest_topics(linked),
            general: browse::general(linked),
        }
    }

    /// Makes a page. An article's Markdown is still missing from its page.
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
            PageId::LenderTopic(lender, topic) => self.lender_topic(lender, topic),
            PageId::Law(law) => self.law(law),
            PageId::Glossary => self.glossary(),
            PageId::People => self.people(),
            PageId::Updates => self.updates_page(),
            PageId::Person(id) => self.person_page(id),
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
        let description = "这个地址没有内容，可以从主题或机构找到需要的文章。".to_owned();
        let head = Head { indexed: false, ..self.head(id, "找不到这个页面", description, "not-found", Vec::new()) };
        self.make(id, head, Content::NotFound, None)
    }

    fn redirect(&self, id: RedirectId) -> Page<'a> {
        let (library, addresses) = (&self.linked.library, &self.linked.addresses);
        let redirect = &addresses.redirects[id];
        let (to, page) = match redirect.to {
            Destination::Page(PageId::Article(article)) => (self.article_link(article), PageId::Article(article)),
            ref to => (self.destination_link(to), PageId::Redirect(id)),
        };
        let absolute = addresses.destination_absolute(library, &redirect.to);
        let head = self.head(page, &to.title, String::new(), "redirect", Vec::new());
        let head = Head { canonical: absolute.clone(), indexed: false, crumbs: Vec::new(), ..head };
        let source = Some(Arc::clone(&redirect.source));
        self.make(PageId::Redirect(id), head, Content::Redirect(RedirectPage { to, absolute }), source)
    }

    /// A link to a page that the ledger names, by its name in the register or by its address.
    fn destination_link(&self, to: &Destination) -> Link {
        let (library, addresses) = (&self.linked.library, &self.linked.addresses);
        let registers = &library.registers;
        let url = addresses.destination_url(library, to);
        let title = match *to {
            Destination::Page(PageId::Plain(page)) => library.pages[page].title.as_str(),
            Destination::Page(PageId::Topic(topic)) => registers.topics[topic].title.as_str(),
            Destination::Page(PageId::Lender(lender)) => registers.lenders[lender].name.as_str(),
            Destination::Page(PageId::Home) => words::HOME,
            _ => url.as_str(),
        };
        Link::new(title, url.as_str())
    }

    /// A page directly below the home page.
    fn index(&self, id: PageId, title: &str, description: &str, kind: &'static str, content: Content<'a>) -> Page<'a> {
        self.make(id, self.head(id, title, description.to_owned(), kind, Vec::new()), content, None)
    }

    fn make(&self, id: PageId, head: Head, content: Content<'a>, source: Option<Arc<str>>) -> Page<'a> {
        Page { output: self.linked.addresses.output(&self.linked.library, id), source, head, content }
    }

    /// The head of a page; `above` are its breadcrumbs between the home page and itself.
    fn head(&self, id: PageId, title: &str, description: String, kind: &'static str, above: Vec<Link>) -> Head {
        let addresses = &self.linked.addresses;
        let path = addresses.url(&self.linked.library, id);
        let home = Link::new(words::HOME, addresses.base().path.as_str());
        let own = Link::new(title, path.as_str());
        let crumbs = std::iter::once(home).chain(above).chain([own]).collect();
        Head {
            title: title.to_owned(),
            description,
            url: addresses.absolute(&path),
            canonical: addresses.absolute(&path),
            path,
            indexed: true,
            crumbs,
            kind,
            ..Head::default()
        }
    }

    fn body(&self, body: &'a model::Body, markdown: &'a str, resolved: &'a Resolved, lender: Option<LenderId>) -> Body<'a> {
        Body {
            markdown,
            heading_ids: body.facts.headings.iter().map(|h| h.id).collect(),
            targets: &resolved.targets,
            widgets: self.widgets(&body.widgets, lender),
            notes: Vec::new(),
            pictures: pictures::sources(self.linked, resolved),
            captions: body.insertions.iter().filter_map(|i| i.caption?.checked_sub(body.start)).collect(),
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
            marks: self.standings.marks(self.linked, id),
            ..Card::default()
        }
    }
}

fn link(linked: &Linked, title: &str, page: PageId) -> Link {
    Link::new(title, linked.addresses.url(&linked.library, page))
}

/// The person that the front matter names, without an address.
fn person(registers: &Registers, person: &PersonRef) -> Option<PersonEntry> {
    let (name, role, licence) = match person {
        PersonRef::Named(name) => (name.clone(), String::new(), String::new()),
        PersonRef::Registered(id) => {
            let row = &registers.people.as_ref()?[*id];
            (row.name.clone(), row.role.clone(), row.licence.clone())
        }
    };
    Some(PersonEntry { name, role, licence, url: None })
}

/// The summary, else the excerpt taken from the body.
fn excerpt(article: &Article) -> Arc<str> {
    article.front.summary.as_ref().map_or_else(|| Arc::clone(&article.body.facts.excerpt), |s| s.value.as_str().into())
}

fn changed(article: &Article) -> Date {
    article.front.updated.as_ref().map_or(article.front.date.value, |u| u.value)
}

fn day(date: Date, linked: &Linked) -> Day {
    let stamp = format!("{date}T00:00:00{}", linked.library.settings.utc_offset);
    Day { iso: date.to_string(), text: words::date(date), stamp }
}

fn toc(facts: &Facts) -> Vec<TocEntry> {
    let headings = facts.headings.iter().filter(|h| h.level <= 3);
    let entries: Vec<_> =
        headings.map(|h| TocEntry { level: h.level, id: h.id.into(), text: with_its_number(h.text).into() }).collect();
    if entries.len() < TOC_MIN { Vec::new() } else { entries }
}

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
    let help = settings.help.iter().zip(&linked.help);
    let help = help.map(|(h, url)| HelpEntry { title: h.title.clone(), note: h.note.clone(), url: url.clone() });
    let asset = |asset: &link::Asset| {
        let url = format!("{}{}", addresses.base().path, asset.output);
        (asset.name.replace(['.', '-'], "_"), Asset { url, integrity: asset.integrity.clone() })
    };
    // The home page leads to the changed articles.
    let in_footer = optional_indexes(library).filter(|page| !matches!(page, PageId::Updates));
    let indexes = in_footer.filter_map(|page| Some(link(words::index(page)?, page)));
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
        help: help.collect(),
        nav,
        footer: library.pages.enumerated().map(|(id, p)| link(&p.title, PageId::Plain(id))).chain(indexes).collect(),
        search: search_page(library).map(|page| addresses.url(library, page)),
        feed: addresses.url_of_output("feed.xml"),
        image: linked.image.map(|file| pictures::shared(linked, file)).or_else(|| pictures::card(linked, &settings.title)),
        touch_icon: linked.outputs.get(TOUCH_ICON).map(|_| addresses.absolute(&addresses.url_of_output(TOUCH_ICON))),
        root_icons: addresses.base().path == "/" && ROOT_ICONS.iter().all(|icon| linked.outputs.get(icon).is_some()),
        tables: data_blocks(&library.registers.tables),
        methods: calculators::methods(linked),
        assets: linked.assets.iter().filter(|asset| asset.is_fingerprinted()).map(asset).collect(),
    }
}

/// The tables that calculators read in the browser.
fn data_blocks(tables: &Tables) -> BTreeMap<&'static str, String> {
    let block = |kind: TableKind| Some((kind.name(), calc::page::in_script(&tables.data(kind)?)));
    TableKind::ALL.into_iter().filter_map(block).collect()
}
