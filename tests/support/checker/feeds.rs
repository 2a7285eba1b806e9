//! Atom feeds and sitemaps: they parse, have what their formats require, and agree with the pages on dates.

use std::collections::BTreeSet;

use roxmltree::{Document, Node};

use super::Report;
use super::html::blanks_joined;
use super::site::{Destination, Output};

const ATOM: &str = "http://www.w3.org/2005/Atom";
const SITEMAP: &str = "http://www.sitemaps.org/schemas/sitemap/0.9";
/// Entries a feed has at most.
const NEWEST: usize = 20;
/// URLs a sitemap has at most.
const SHARD: usize = 45_000;

pub fn check(output: &Output, report: &mut Report) {
    for (path, text) in output.texts.iter().filter(|(p, _)| p.ends_with(".xml")) {
        match Document::parse(text) {
            Err(error) => report.fault(path, error),
            Ok(document) if path.ends_with("feed.xml") => feed(output, path, document.root_element(), report),
            Ok(_) => {}
        }
    }
    sitemaps(output, report);
}

fn child<'a>(node: Node<'a, 'a>, name: &str) -> Option<&'a str> {
    node.children().find(|c| c.tag_name().name() == name).and_then(|c| c.text())
}

fn feed<'a>(output: &Output, path: &str, root: Node<'a, 'a>, report: &mut Report) {
    report.count("feeds", 1);
    if (root.tag_name().namespace(), root.tag_name().name()) != (Some(ATOM), "feed") {
        report.fault(path, "not an Atom feed");
    }
    for name in ["title", "id", "updated"] {
        if child(root, name).is_none_or(str::is_empty) {
            report.fault(path, format_args!("no {name}"));
        }
    }
    let links: Vec<(&str, &str)> = root
        .children()
        .filter(|c| c.tag_name().name() == "link")
        .map(|l| (l.attribute("rel").unwrap_or("alternate"), l.attribute("href").unwrap_or("")))
        .collect();
    for (rel, url) in &links {
        lead(output, path, url, report);
        if *rel == "self" && output.resolve(path, url) != Destination::File(path.to_owned(), None) {
            report.fault(path, format_args!("self is {url}"));
        }
    }
    let entries: Vec<Node<'_, '_>> = root.children().filter(|c| c.tag_name().name() == "entry").collect();
    report.count("feed entries", entries.len());
    if entries.len() > NEWEST {
        report.fault(path, format_args!("{} entries", entries.len()));
    }
    let dates: Vec<&str> = entries.iter().filter_map(|e| child(*e, "published")).collect();
    if dates.windows(2).any(|pair| pair[0] < pair[1]) {
        report.fault(path, "entries are not newest first");
    }
    let newest = entries.iter().filter_map(|e| child(*e, "updated")).max();
    if newest.is_some() && newest != child(root, "updated") {
        report.fault(path, format_args!("updated is {:?}, its newest entry's {newest:?}", child(root, "updated")));
    }
    entries.into_iter().for_each(|e| entry(output, path, e, report));
}

fn entry<'a>(output: &Output, path: &str, entry: Node<'a, 'a>, report: &mut Report) {
    let Some(url) = child(entry, "id") else { return report.fault(path, "an entry without id") };
    let Destination::File(file, _) = output.resolve(path, url) else {
        return report.fault(path, format_args!("entry {url}: no such page"));
    };
    let Some(page) = output.pages.get(&file) else { return report.fault(path, format_args!("entry {url} is no page")) };
    if output.promise.withdrawn.contains(&file) {
        report.fault(path, format_args!("a withdrawn article: {url}"));
    }
    for (name, meta) in [("published", "article:published_time"), ("updated", "article:modified_time")] {
        if child(entry, name) != page.meta(meta) {
            report.fault(path, format_args!("entry {url}: {name} {:?}, the page's {:?}", child(entry, name), page.meta(meta)));
        }
    }
    let h1 = page.headings.iter().find(|h| h.level == 1).map(|h| h.text.as_str());
    let title = child(entry, "title").map(blanks_joined);
    if title.as_deref() != h1 {
        report.fault(path, format_args!("entry {url}: title {title:?}, the page's {h1:?}"));
    }
}

fn lead(output: &Output, path: &str, url: &str, report: &mut Report) {
    if !matches!(output.resolve(path, url), Destination::File(..)) || !url.starts_with(output.promise.origin()) {
        report.fault(path, format_args!("link {url} leads nowhere"));
    }
}

/// What a sitemap names: addresses with their dates.
type Places = Vec<(String, Option<String>)>;

fn places(text: &str, root: &str, path: &str, report: &mut Report) -> Places {
    let Ok(document) = Document::parse(text) else { return Vec::new() };
    let element = document.root_element();
    if (element.tag_name().namespace(), element.tag_name().name()) != (Some(SITEMAP), root) {
        report.fault(path, format_args!("its root is no {root}"));
    }
    let rows = element.children().filter(Node::is_element);
    rows.filter_map(|row| Some((child(row, "loc")?.to_owned(), child(row, "lastmod").map(str::to_owned)))).collect()
}

fn sitemaps(output: &Output, report: &mut Report) {
    let path = "sitemap.xml";
    let Some(text) = output.texts.get(path) else { return report.fault(path, "no sitemap") };
    let mut all = Places::new();
    if text.contains("<sitemapindex") {
        for (url, lastmod) in places(text, "sitemapindex", path, report) {
            let Destination::File(file, _) = output.resolve(path, &url) else {
                report.fault(path, format_args!("{url}: no such file"));
                continue;
            };
            report.count("sitemap shards", 1);
            let shard = places(output.texts.get(&file).map_or("", String::as_str), "urlset", &file, report);
            if shard.len() > SHARD {
                report.fault(&file, format_args!("{} addresses", shard.len()));
            }
            if shard.iter().filter_map(|(_, l)| l.as_ref()).max() != lastmod.as_ref() {
                report.fault(path, format_args!("{url}: lastmod is not that of its newest page"));
            }
            all.extend(shard);
        }
    } else {
        all = places(text, "urlset", path, report);
    }
    report.count("sitemap addresses", all.len());
    let mut listed = BTreeSet::new();
    for (url, lastmod) in &all {
        let Destination::File(file, None) = output.resolve(path, url) else {
            report.fault(path, format_args!("{url}: no such page"));
            continue;
        };
        let Some(page) = output.pages.get(&file) else {
            report.fault(path, format_args!("{url} is no page"));
            continue;
        };
        if page.meta("robots").is_some_and(|r| r.contains("noindex")) || page.is_redirect() {
            report.fault(path, format_args!("{url} is not to be indexed"));
        }
        let modified = page.meta("article:modified_time").and_then(|m| m.get(..10));
        if output.articles.contains(&file) && lastmod.as_deref() != modified {
            report.fault(path, format_args!("{url}: lastmod {lastmod:?}, the page's {modified:?}"));
        }
        if lastmod.as_deref().is_some_and(|l| !super::pages::is_date(l)) {
            report.fault(path, format_args!("{url}: lastmod {lastmod:?}"));
        }
        if !listed.insert(file) {
            report.fault(path, format_args!("{url} twice"));
        }
    }
    for (file, page) in &output.pages {
        let indexed = page.meta("robots").is_none_or(|r| !r.contains("noindex"));
        if indexed && !page.is_redirect() && !listed.contains(file) {
            report.fault(path, format_args!("{file} is missing"));
        }
    }
}
