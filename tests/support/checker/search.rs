//! The search index: every result leads to a page that is published, with its title; every article is among them, but those that
//! another one with the same text stands for; every file that the front names is there, each lender and topic of a result can be
//! filtered by, and there is no other file.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::Report;
use super::site::{Destination, Output};

const FRONT: &str = "search/index.json";

pub fn check(output: &Output, report: &mut Report) {
    let index: BTreeSet<&String> = output.files.iter().filter(|f| f.starts_with("search/") && !f.ends_with(".html")).collect();
    let Some(front) = output.texts.get(FRONT) else {
        index.iter().for_each(|file| report.fault(file, format_args!("there is no {FRONT}")));
        return;
    };
    let Ok(front) = serde_json::from_str::<Value>(front) else {
        report.fault(FRONT, "not JSON");
        return;
    };
    let mut wanted = BTreeSet::from([FRONT.to_owned(), "search/traditional.txt".to_owned()]);
    // Of topics that are no article's first, no result tells; they have pages.
    for file in index.iter().filter(|f| filtered(f).is_some_and(|page| output.files.contains(&page))) {
        wanted.insert((*file).clone());
    }
    let mut results = Results::default();
    let segments = front["segments"].as_array().map(Vec::as_slice).unwrap_or_default();
    for segment in segments {
        let name = segment["name"].as_str().unwrap_or_default();
        let number = |key: &str| segment[key].as_u64().unwrap_or_default();
        wanted.extend((0..number("shards")).map(|n| format!("search/{name}/terms/{n}.bin")));
        wanted.extend((name == "new" && segments.len() > 1).then(|| format!("search/{name}/head.bin")));
        // A block without a document has no file.
        let blocks = (0..number("count").div_ceil(number("block").max(1))).map(|n| format!("search/{name}/docs/{n}.json"));
        for path in blocks.filter(|path| output.files.contains(path)) {
            wanted.extend(entries(output, &front, &path, &mut results, report));
            wanted.insert(path);
        }
    }
    let references = output.pages.get("search/index.html").into_iter().flat_map(|page| &page.references);
    let is_head = |(kind, url): (&str, &str)| kind == "link preload" && url.ends_with("/new/head.bin");
    if references.map(|r| (r.kind.as_str(), r.url.as_str())).any(is_head) != (segments.len() > 1) {
        report.fault("search/index.html", "the head of the newest articles is preloaded if and only if there are older ones");
    }
    let there: BTreeSet<String> = index.iter().map(|f| (*f).clone()).collect();
    wanted.difference(&there).for_each(|f| report.fault(f, "the search index lacks it"));
    there.difference(&wanted).for_each(|f| report.fault(f, "the search index has no use for it"));
    articles(output, &results, report);
    if front["count"].as_u64() != Some(results.len() as u64) {
        report.fault(FRONT, format_args!("counts {}, but there are {}", front["count"], results.len()));
    }
    report.count("pages in the search index", results.len());
}

/// Files of the pages that are results, with the anchors of parts. For each, the number of other articles with the same text.
type Results = BTreeMap<String, u64>;

/// Checks each article: it is a result, or another one with the same text is; and how many articles each result stands for.
fn articles(output: &Output, results: &Results, report: &mut Report) {
    let same_text = &output.promise.same_text;
    for article in output.articles.iter().filter(|a| !output.promise.withdrawn.contains(a)) {
        match (results.contains_key(article), same_text.get(article)) {
            (false, None) => report.fault(article, "search cannot find it"),
            (true, Some(best)) => report.fault(article, format_args!("search finds it beside {best}, which has the same text")),
            _ => {}
        }
    }
    let mut others: BTreeMap<&str, u64> = BTreeMap::new();
    for best in same_text.values() {
        *others.entry(best).or_default() += 1;
    }
    for best in others.keys().filter(|best| !results.contains_key(**best)) {
        report.fault(best, "search cannot find it, nor the articles with the same text");
    }
    for (page, count) in results {
        let others = others.get(page.as_str()).copied().unwrap_or_default();
        if *count != others {
            report.fault(page, format_args!("search counts {count} articles with the same text, but there are {others}"));
        }
    }
}

/// The page of what a filter is for.
fn filtered(file: &str) -> Option<String> {
    let (facet, name) = file.strip_prefix("search/")?.strip_suffix(".bin")?.split_once('/')?;
    ["lender", "topic"].contains(&facet).then(|| format!("{facet}s/{name}/index.html"))
}

/// Checks what a block tells, and gives the filters that lead to it.
fn entries(output: &Output, front: &Value, path: &str, results: &mut Results, report: &mut Report) -> BTreeSet<String> {
    let mut filters = BTreeSet::new();
    let block = output.texts.get(path).and_then(|text| serde_json::from_str::<Value>(text).ok()).unwrap_or_default();
    let (before, after) = (front["address"][0].as_str().unwrap_or(""), front["address"][1].as_str().unwrap_or(""));
    for row in block[1].as_array().into_iter().flatten().filter(|row| row.is_array()) {
        let (title, short) = (row[0].as_str().unwrap_or_default(), row[1].as_str().unwrap_or_default());
        for (facet, name) in [("lender", &row[3]), ("topic", &row[4])] {
            filters.extend(name.as_str().filter(|name| !name.is_empty()).map(|name| format!("search/{facet}/{name}.bin")));
        }
        let url = if short.starts_with('/') { short.to_owned() } else { format!("{before}{short}{after}") };
        match output.resolve(path, &url) {
            Destination::File(file, part) if output.pages.contains_key(&file) => {
                if output.promise.withdrawn.contains(&file) {
                    report.fault(path, format_args!("lists {file}, which is withdrawn"));
                }
                if part.is_none() && !output.pages.get(&file).is_some_and(|p| p.meta("og:title").is_some_and(|t| t.contains(title)))
                {
                    report.fault(path, format_args!("{file} is not called {title}"));
                }
                let page = part.map_or(file.clone(), |part| format!("{file}#{part}"));
                if results.insert(page, row[6].as_u64().unwrap_or_default()).is_some() {
                    report.fault(path, format_args!("{url} twice"));
                }
            }
            _ => report.fault(path, format_args!("{url} is no page")),
        }
    }
    filters
}
