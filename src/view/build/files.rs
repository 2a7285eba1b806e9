//! Outputs besides pages: feeds, sitemap entries, redirect rules.

use super::calculators::computes;
use super::lists::last_change;
use super::registers::INDEXED;
use super::{changed, day, excerpt, words};
use crate::calc;
use crate::link::addresses::optional_indexes;
use crate::link::{Linked, ListId, PageId, outputs};
use crate::model::ArticleId;
use crate::model::registers::TopicId;
use crate::view::{Feed, FeedEntry, HeaderRule, Overview, OverviewEntry, RedirectRule, UrlEntry};

const FEED_SIZE: usize = 20;

pub(crate) fn feed(linked: &Linked, topic: Option<TopicId>) -> Feed {
    let (library, addresses) = (&linked.library, &linked.addresses);
    let title = &library.settings.title;
    let (title, home, articles) = match topic {
        None => (title.clone(), PageId::Home, linked.lists.all.as_slice()),
        Some(id) => {
            let title = format!("{title}：{}", library.registers.topics[id].title);
            (title, PageId::Topic(id), linked.lists.articles(ListId::Topic(id)))
        }
    };
    let output = outputs::feed(library, topic);
    let entry = |id: &ArticleId| {
        let article = library.article(*id);
        FeedEntry {
            title: article.front.title.value.as_str().into(),
            url: addresses.absolute(&addresses.url(library, PageId::Article(*id))).into(),
            published: day(article.front.date.value, linked),
            updated: day(changed(article), linked),
            excerpt: excerpt(article),
        }
    };
    let entries: Vec<FeedEntry> = articles.iter().rev().take(FEED_SIZE).map(entry).collect();
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
pub(crate) fn url_entries(linked: &Linked) -> Vec<UrlEntry> {
    let (library, lists) = (&linked.library, &linked.lists);
    let newest = last_change(linked, &lists.all);
    let indexes = [PageId::Home, PageId::Topics, PageId::Lenders].into_iter().chain(optional_indexes(library));
    let mut entries: Vec<UrlEntry> = indexes.map(|p| entry(linked, p, newest)).collect();
    let calculators = calc::SPECS.into_iter().filter(|s| computes(linked, s)).map(PageId::Calculator);
    let calculators = std::iter::once(PageId::Calculators).chain(calculators);
    entries.extend(calculators.map(|p| entry(linked, p, None)));
    entries.extend(library.pages.enumerated().map(|(id, p)| entry(linked, PageId::Plain(id), p.updated.or(p.date))));
    let by_topic = lists.of_lenders_by_topic().filter(|list| lists.articles(*list).len() >= INDEXED);
    let filled = ListId::of_registers(&library.registers).filter(|list| is_filled(linked, *list)).chain(by_topic);
    entries.extend(filled.map(|list| entry(linked, list.page(), last_change(linked, lists.articles(list)))));
    entries.extend(lists.all.iter().map(|id| {
        let article = library.article(*id);
        let date = article.front.date.value;
        let group = Some(format!("{:04}-{:02}", date.year(), date.month()));
        UrlEntry { group, ..entry(linked, PageId::Article(*id), Some(changed(article))) }
    }));
    entries
}

/// True for laws, lists with articles, and topics with sub-topics.
fn is_filled(linked: &Linked, list: ListId) -> bool {
    let has_children = |id| linked.library.registers.topics.rows.iter().any(|topic| topic.parent == Some(id));
    !linked.lists.articles(list).is_empty()
        || matches!(list, ListId::Law(_))
        || matches!(list, ListId::Topic(id) if has_children(id))
}

fn entry(linked: &Linked, page: PageId, lastmod: Option<jiff::civil::Date>) -> UrlEntry {
    let output = linked.addresses.output(&linked.library, page);
    let url = linked.addresses.absolute(&linked.addresses.url_of_output(&output));
    UrlEntry { output, url: url.into(), lastmod: lastmod.map(|d| d.to_string()), group: None }
}

/// The contents of the site: topics, calculators and pages.
pub(crate) fn overview(linked: &Linked) -> Overview {
    let (library, addresses, lang) = (&linked.library, &linked.addresses, calc::Lang::Zh);
    let page = |title: &str, page: PageId, note: &str| OverviewEntry {
        title: title.to_owned(),
        url: addresses.absolute(&addresses.url(library, page)),
        note: note.to_owned(),
    };
    let topics = library.registers.topics.iter().filter(|(id, _)| is_filled(linked, ListId::Topic(*id)));
    let topics = topics.map(|(id, t)| page(&t.title, PageId::Topic(id), &t.desc));
    let calculators = calc::SPECS.into_iter().filter(|s| computes(linked, s));
    let calculators = calculators.map(|s| page(s.title.get(lang), PageId::Calculator(s), s.summary.get(lang)));
    let pages = library.pages.enumerated();
    let pages = pages.map(|(id, p)| page(&p.title, PageId::Plain(id), p.summary.as_deref().unwrap_or("")));
    let indexes = [(words::TOPICS, PageId::Topics), (words::LENDERS, PageId::Lenders)].into_iter();
    let indexes = indexes
        .chain(optional_indexes(library).map(|p| (words::index(p).unwrap_or(words::LAWS), p)))
        .map(|(title, p)| page(title, p, ""));
    let sections: [(&str, Vec<OverviewEntry>); 4] = [
        (words::TOPICS, topics.collect()),
        (words::CALCULATORS, calculators.collect()),
        ("总目录", indexes.collect()),
        ("关于本站", pages.collect()),
    ];
    Overview {
        title: library.settings.title.clone(),
        description: library.settings.description.clone(),
        notice: library.settings.disclaimer.clone(),
        sections: sections.into_iter().filter(|(_, entries)| !entries.is_empty()).collect(),
    }
}

/// Nothing inline, nothing from elsewhere, no form that leaves the site, no frame. It is not weakened for the sake of one page.
pub(crate) const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; \
    connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

/// Header fields of every answer, and the cache policies of folders.
pub(crate) fn header_rules(linked: &Linked) -> Vec<HeaderRule> {
    let base = linked.addresses.base();
    let mut fields = vec![
        ("Content-Security-Policy", CONTENT_SECURITY_POLICY),
        ("X-Content-Type-Options", "nosniff"),
        ("Referrer-Policy", "strict-origin-when-cross-origin"),
        ("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()"),
    ];
    if base.origin.starts_with("https://") {
        fields.push(("Strict-Transport-Security", "max-age=31536000"));
    }
    let rule = |folder: &str, fields: &[(&'static str, &str)]| HeaderRule {
        pattern: format!("{}{folder}*", base.path),
        fields: fields.iter().map(|(name, value)| (*name, (*value).to_owned())).collect(),
    };
    let cached = linked.cached_folders().filter_map(|(folder, cache)| Some(rule(folder, &[("Cache-Control", cache.control()?)])));
    [rule("", &fields)].into_iter().chain(cached).collect()
}

pub(crate) fn redirect_rules(linked: &Linked) -> Vec<RedirectRule> {
    let (library, addresses) = (&linked.library, &linked.addresses);
    let rule = |r: &crate::link::Redirect| RedirectRule {
        from: addresses.url_of_output(r.from.trim_start_matches('/')).into(),
        to: addresses.url(library, PageId::Article(r.to)).into(),
    };
    addresses.redirects.iter().map(rule).collect()
}
