//! Outputs besides pages: feeds, sitemap entries, redirect rules.

use super::calculators::computes;
use super::lists::last_change;
use super::{changed, day, excerpt, words};
use crate::calc;
use crate::link::addresses::laws_index;
use crate::link::{Linked, ListId, PageId};
use crate::model::ArticleId;
use crate::view::{Feed, FeedEntry, Overview, OverviewEntry, OverviewSection, RedirectRule, UrlEntry};

/// Articles in a feed.
const FEED_SIZE: usize = 20;

/// The site's feed and each topic's.
pub fn feeds(linked: &Linked) -> Vec<Feed> {
    let (library, addresses) = (&linked.library, &linked.addresses);
    let settings = &library.settings;
    let mut feeds = vec![feed(linked, "feed.xml".to_owned(), settings.title.clone(), PageId::Home, &linked.lists.all)];
    feeds.extend(library.registers.topics.iter().map(|(id, topic)| {
        let output = format!("topics/{}/feed.xml", topic.slug);
        feed(
            linked,
            output,
            format!("{}：{}", settings.title, topic.title),
            PageId::Topic(id),
            linked.lists.articles(ListId::Topic(id)),
        )
    }));
    debug_assert!(feeds.iter().all(|f| addresses.exists(&f.output)));
    feeds
}

fn feed(linked: &Linked, output: String, title: String, home: PageId, articles: &[ArticleId]) -> Feed {
    let (library, addresses) = (&linked.library, &linked.addresses);
    let newest = articles.iter().rev().take(FEED_SIZE);
    let entries: Vec<FeedEntry> = newest
        .map(|id| (*id, library.article(*id)))
        .map(|(id, article)| FeedEntry {
            title: article.front.title.value.as_str().into(),
            url: addresses.absolute(&addresses.url(library, PageId::Article(id))).into(),
            published: day(article.front.date.value, linked),
            updated: day(changed(article), linked),
            excerpt: excerpt(article),
        })
        .collect();
    // An empty feed must have a stamp too, and it may not be a clock's.
    let newest = entries.iter().map(|e| e.updated.stamp.clone()).max();
    let updated = newest.unwrap_or_else(|| day(jiff::civil::Date::constant(1970, 1, 1), linked).stamp);
    Feed {
        url: addresses.absolute(&addresses.url_of_output(&output)),
        output,
        title,
        home: addresses.absolute(&addresses.url(library, home)),
        author: library.settings.publisher.name.clone(),
        language: library.settings.language.clone(),
        updated,
        entries,
    }
}

/// Every page that search engines may list.
pub fn url_entries(linked: &Linked) -> Vec<UrlEntry> {
    let (library, lists) = (&linked.library, &linked.lists);
    let newest = last_change(linked, &lists.all);
    let indexes = [PageId::Home, PageId::Topics, PageId::Lenders].into_iter().chain(laws_index(library));
    let mut entries: Vec<UrlEntry> = indexes.map(|p| entry(linked, p, newest)).collect();
    let calculators = calc::SPECS.into_iter().filter(|s| computes(linked, s)).map(PageId::Calculator);
    let calculators = std::iter::once(PageId::Calculators).chain(calculators);
    entries.extend(calculators.map(|p| entry(linked, p, None)));
    entries.extend((0u32..).zip(&library.pages).map(|(i, p)| entry(linked, PageId::Plain(i), p.updated.or(p.date))));
    for list in lists.all(library) {
        let articles = lists.articles(list);
        let parent = matches!(list, ListId::Topic(id) if library.registers.topics.rows.iter().any(|t| t.parent == Some(id)));
        if !articles.is_empty() || parent || matches!(list, ListId::Law(_)) {
            entries.push(entry(linked, list.page(), last_change(linked, articles)));
        }
    }
    entries.extend(lists.all.iter().map(|id| {
        let article = library.article(*id);
        let date = article.front.date.value;
        let group = Some(format!("{:04}-{:02}", date.year(), date.month()));
        UrlEntry { group, ..entry(linked, PageId::Article(*id), Some(changed(article))) }
    }));
    entries
}

fn entry(linked: &Linked, page: PageId, lastmod: Option<jiff::civil::Date>) -> UrlEntry {
    let output = linked.addresses.output(&linked.library, page);
    let url = linked.addresses.absolute(&linked.addresses.url_of_output(&output));
    UrlEntry { output, url: url.into(), lastmod: lastmod.map(|d| d.to_string()), group: None }
}

/// The contents of the site: topics, calculators and pages.
pub fn overview(linked: &Linked) -> Overview {
    let (library, addresses, lang) = (&linked.library, &linked.addresses, calc::Lang::Zh);
    let page = |title: &str, page: PageId, note: &str| OverviewEntry {
        title: title.to_owned(),
        url: addresses.absolute(&addresses.url(library, page)),
        note: note.to_owned(),
    };
    let full = |id| {
        !linked.lists.articles(ListId::Topic(id)).is_empty()
            || library.registers.topics.rows.iter().any(|topic| topic.parent == Some(id))
    };
    let topics =
        library.registers.topics.iter().filter(|(id, _)| full(*id)).map(|(id, t)| page(&t.title, PageId::Topic(id), &t.desc));
    let calculators = calc::SPECS.into_iter().filter(|s| computes(linked, s));
    let calculators = calculators.map(|s| page(s.title.get(lang), PageId::Calculator(s), s.summary.get(lang)));
    let pages = (0u32..).zip(&library.pages);
    let pages = pages.map(|(i, p)| page(&p.title, PageId::Plain(i), p.summary.as_deref().unwrap_or("")));
    let indexes = [(words::TOPICS, PageId::Topics), (words::LENDERS, PageId::Lenders)].into_iter();
    let indexes = indexes.chain(laws_index(library).map(|p| (words::LAWS, p))).map(|(title, p)| page(title, p, ""));
    let section = |title: &str, entries: Vec<OverviewEntry>| OverviewSection { title: title.to_owned(), entries };
    let sections = vec![
        section(words::TOPICS, topics.collect()),
        section(words::CALCULATORS, calculators.collect()),
        section(words::INDEXES, indexes.collect()),
        section(words::PAGES, pages.collect()),
    ];
    Overview {
        title: library.settings.title.clone(),
        description: library.settings.description.clone(),
        notice: library.settings.disclaimer.clone(),
        sections: sections.into_iter().filter(|s| !s.entries.is_empty()).collect(),
    }
}

/// A rule for each old address.
pub fn redirect_rules(linked: &Linked) -> Vec<RedirectRule> {
    let (library, addresses) = (&linked.library, &linked.addresses);
    let rule = |r: &crate::link::Redirect| RedirectRule {
        from: addresses.url_of_output(r.from.trim_start_matches('/')).into(),
        to: addresses.url(library, PageId::Article(r.to)).into(),
    };
    linked.redirects.iter().map(rule).collect()
}
