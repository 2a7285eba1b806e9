//! Outputs besides pages: feeds, sitemap entries, redirect rules.

use std::collections::BTreeSet;

use super::calculators::computes;
use super::lists::last_change;
use super::{changed, day, excerpt, indexing, standing, words};
use crate::calc;
use crate::link::addresses::optional_indexes;
use crate::link::{Linked, ListId, Output, PageId, outputs};
use crate::model::ArticleId;
use crate::model::registers::TopicId;
use crate::view::{Feed, FeedEntry, HeaderRule, Overview, OverviewEntry, RedirectRule, UrlEntry};

const FEED_SIZE: usize = 20;
/// Most articles that `llms.txt` names.
const PINNED: usize = 100;

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
    let category = |id: &TopicId| {
        let topic = &library.registers.topics[*id];
        (topic.slug.clone(), topic.title.as_str().into())
    };
    let entry = |id: &ArticleId| {
        let article = library.article(*id);
        FeedEntry {
            title: article.front.title.value.as_str().into(),
            url: addresses.absolute(&addresses.url(library, PageId::Article(*id))).into(),
            published: day(article.front.date.value, linked),
            updated: day(changed(article), linked),
            excerpt: standing::labelled(linked, *id, excerpt(article)),
            categories: article.front.topics.iter().map(category).collect(),
        }
    };
    let entries: Vec<FeedEntry> = articles.iter().rev().filter(|id| linked.is_indexed(**id)).take(FEED_SIZE).map(entry).collect();
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
fn listed_pages(linked: &Linked) -> impl Iterator<Item = PageId> {
    let (library, lists) = (&linked.library, &linked.lists);
    let indexes = [PageId::Home, PageId::Topics, PageId::Lenders].into_iter().chain(optional_indexes(library));
    let calculators = calc::available(&library.registers.tables).filter(|s| computes(linked, s)).map(PageId::Calculator);
    let texts = library.pages.ids().map(PageId::Plain);
    let of_articles = ListId::of_registers(&library.registers).chain(lists.of_lenders_by_topic());
    let of_articles = of_articles.filter(|list| indexing::is_indexed(linked, *list)).map(ListId::page);
    let articles = lists.all.iter().filter(|id| linked.is_indexed(**id)).map(|id| PageId::Article(*id));
    indexes.chain([PageId::Calculators]).chain(calculators).chain(texts).chain(of_articles).chain(articles)
}

/// The absolute URL of every page that search engines may list, by its path below the output folder.
pub(crate) fn listed(linked: &Linked) -> impl Iterator<Item = (String, String)> {
    listed_pages(linked).map(|page| {
        let output = linked.addresses.output(&linked.library, page);
        let url = linked.addresses.absolute(&linked.addresses.url_of_output(&output));
        (output, url)
    })
}

/// The entries of the sitemap.
pub(crate) fn url_entries(linked: &Linked) -> Vec<UrlEntry> {
    let (library, lists) = (&linked.library, &linked.lists);
    let newest = last_change(linked, &lists.all);
    let checked = calc::available(&library.registers.tables)
        .filter(|s| computes(linked, s))
        .filter_map(|s| indexing::calculator_changed(linked, s))
        .max();
    let of_list = |list| last_change(linked, lists.articles(list));
    let changed_on = |page: PageId| match page {
        PageId::Calculators => checked,
        PageId::Calculator(spec) => indexing::calculator_changed(linked, spec),
        PageId::Plain(id) => library.pages[id].updated.or(library.pages[id].date),
        PageId::Article(id) => Some(changed(library.article(id))),
        PageId::Topic(id) => of_list(ListId::Topic(id)),
        PageId::Lender(id) => of_list(ListId::Lender(id)),
        PageId::LenderTopic(lender, topic) => of_list(ListId::LenderTopic(lender, topic)),
        PageId::Person(id) => of_list(ListId::Person(id)),
        PageId::Law(id) => indexing::law_changed(linked, id),
        _ => newest,
    };
    // Articles of one month share a part of a long sitemap.
    let month = |page: PageId| match page {
        PageId::Article(id) => {
            Some(library.article(id).front.date.value).map(|date| format!("{:04}-{:02}", date.year(), date.month()))
        }
        _ => None,
    };
    let entry = |(page, (output, url)): (PageId, (String, String))| UrlEntry {
        output,
        url: url.into(),
        lastmod: changed_on(page).map(|day| day.to_string()),
        group: month(page),
    };
    listed_pages(linked).zip(listed(linked)).map(entry).collect()
}

/// The contents of the site: pinned articles, topics, calculators, pages, and where all addresses stand.
pub(crate) fn overview(linked: &Linked) -> Overview {
    let (library, addresses, lang) = (&linked.library, &linked.addresses, calc::Lang::Zh);
    let page = |title: &str, page: PageId, note: &str| OverviewEntry {
        title: title.to_owned(),
        url: addresses.absolute(&addresses.url(library, page)),
        note: note.to_owned(),
    };
    let topics = library.registers.topics.iter().filter(|(id, _)| indexing::is_indexed(linked, ListId::Topic(*id)));
    let topics = topics.map(|(id, t)| page(&t.title, PageId::Topic(id), &t.desc));
    let calculators = calc::available(&linked.library.registers.tables).filter(|s| computes(linked, s));
    let calculators = calculators.map(|s| page(s.title.get(lang), PageId::Calculator(s), s.summary.get(lang)));
    let pages = library.pages.enumerated();
    let pages = pages.map(|(id, p)| page(&p.title, PageId::Plain(id), p.summary.as_deref().unwrap_or("")));
    let indexes = [(words::TOPICS, PageId::Topics), (words::LENDERS, PageId::Lenders)].into_iter();
    let indexes = indexes
        .chain(optional_indexes(library).map(|p| (words::index(p).unwrap_or(words::LAWS), p)))
        .map(|(title, p)| page(title, p, ""));
    let mut named = BTreeSet::new();
    let pinned = linked.pins.iter().flatten().filter(|id| linked.is_indexed(**id) && named.insert(**id)).take(PINNED).map(|id| {
        let article = library.article(*id);
        let entry = page(&article.front.title.value, PageId::Article(*id), &standing::labelled(linked, *id, excerpt(article)));
        match addresses.markdown_output(library, *id) {
            Some(path) => OverviewEntry { url: addresses.absolute(&addresses.url_of_output(&path)), ..entry },
            None => entry,
        }
    });
    let file = |title: &str, path: &str, note: &str| OverviewEntry {
        title: title.to_owned(),
        url: addresses.absolute(&addresses.url_of_output(path)),
        note: note.to_owned(),
    };
    let whole = vec![
        file("最新文章", "feed.xml", "Atom 订阅，最新20篇；每个主题另有自己的订阅。"),
        file("全部网址", "sitemap.xml", "站点地图，列出每一个网页和最近修改的日期。"),
    ];
    let sections: [(&str, Vec<OverviewEntry>); 6] = [
        ("先看这几篇", pinned.collect()),
        (words::TOPICS, topics.collect()),
        (words::CALCULATORS, calculators.collect()),
        ("总目录", indexes.collect()),
        ("订阅和站点地图", whole),
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

/// The cache policy of pages: browsers ask for a page at every visit, and nothing on the way may transcode it.
pub(super) const PAGES: &str = "public, max-age=0, must-revalidate, no-transform";

/// Header fields of every answer.
pub(super) fn header_fields(linked: &Linked) -> Vec<(&'static str, &'static str)> {
    let mut fields = vec![
        ("Content-Security-Policy", CONTENT_SECURITY_POLICY),
        ("X-Content-Type-Options", "nosniff"),
        ("Referrer-Policy", "strict-origin-when-cross-origin"),
        ("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()"),
    ];
    if linked.addresses.base().origin.starts_with("https://") {
        fields.push(("Strict-Transport-Security", "max-age=31536000"));
    }
    fields
}

/// Header fields of every answer, and the cache policies of folders.
pub(crate) fn header_rules(linked: &Linked) -> Vec<HeaderRule> {
    let (base, fields) = (linked.addresses.base(), header_fields(linked));
    let rule = |folder: &str, fields: &[(&'static str, &str)]| HeaderRule {
        pattern: format!("{}{folder}*", base.path),
        fields: fields.iter().map(|(name, value)| (*name, (*value).to_owned())).collect(),
    };
    let cached = linked.cached_folders().filter_map(|(folder, cache)| Some(rule(folder, &[("Cache-Control", cache.control()?)])));
    // The home page alone has no folder of its own.
    let home = HeaderRule { pattern: base.path.clone(), ..rule("", &[("Cache-Control", PAGES)]) };
    let folders = page_folders(linked);
    let pages = folders.iter().map(|folder| rule(folder, &[("Cache-Control", PAGES)]));
    [rule("", &fields), home].into_iter().chain(pages).chain(cached).collect()
}

/// The folders of pages, without those that have a cache policy of their own. Hosts join the rules that fit one path, so no folder
/// lies in another. Articles that have a folder each have no rule, because hosts accept about a hundred.
fn page_folders(linked: &Linked) -> BTreeSet<&str> {
    let folder = |path| str::find(path, '/').and_then(|end| str::get(path, ..=end));
    let articles = folder(linked.library.settings.article_permalink.trim_start_matches('/'));
    let mut folders: BTreeSet<&str> = articles.into_iter().filter(|folder| !folder.contains('{')).collect();
    for (path, output) in linked.outputs.iter() {
        let Output::Page(page) = output else { continue };
        if matches!(page, PageId::Article(_) | PageId::Archive(..) | PageId::Redirect(_)) {
            continue;
        }
        folders.extend(folder(path));
    }
    folders.retain(|folder| linked.cached_folders().all(|(cached, _)| cached != *folder));
    folders
}

pub(crate) fn redirect_rules(linked: &Linked) -> Vec<RedirectRule> {
    let (library, addresses) = (&linked.library, &linked.addresses);
    let rule = |r: &crate::link::Redirect| RedirectRule {
        from: addresses.url_of_output(r.from.trim_start_matches('/')).into(),
        to: addresses.destination_url(library, &r.to).into(),
    };
    let is_needed =
        |r: &&crate::link::Redirect| matches!(linked.outputs.folded(&r.output), Some(Output::Page(PageId::Redirect(_))));
    addresses.redirects.iter().filter(is_needed).map(rule).collect()
}
