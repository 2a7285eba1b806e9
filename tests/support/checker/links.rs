//! Every address on every page: it leads to a file of the output, to an element that is there, and from the home page one
//! comes to every article. What is withdrawn is in no list.

use std::collections::{BTreeMap, BTreeSet};

use super::Report;
use super::site::{Destination, Output};

pub fn check(output: &Output, report: &mut Report) {
    let ids: BTreeMap<&str, BTreeSet<&str>> =
        output.pages.iter().map(|(path, page)| (path.as_str(), page.ids.iter().map(String::as_str).collect())).collect();
    let mut onward: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
    for (path, page) in &output.pages {
        for reference in &page.references {
            report.count("addresses", 1);
            let (kind, url) = (&reference.kind, &reference.url);
            match output.resolve(path, url) {
                Destination::Elsewhere if kind == "a" || kind == "link canonical" => {}
                Destination::Elsewhere if kind == "img" && output.articles.contains(path) => {}
                Destination::Elsewhere => report.fault(path, format_args!("{kind} asks another site: {url}")),
                Destination::Nowhere(why) => report.fault(path, format_args!("{kind} {url}: {why}")),
                Destination::File(file, fragment) => {
                    if let Some(fragment) = fragment {
                        report.count("fragments", 1);
                        if !ids.get(file.as_str()).is_some_and(|ids| ids.contains(fragment.as_str())) {
                            report.fault(path, format_args!("{kind} {url}: no such element"));
                        }
                    }
                    integrity(output, path, reference, &file, report);
                    if kind == "a" || kind == "form" || kind == "refresh" {
                        onward.entry(path).or_default().insert(file);
                    }
                }
            }
        }
    }
    reachable(output, &onward, report);
    withdrawn(output, report);
}

fn integrity(output: &Output, path: &str, reference: &super::html::Reference, file: &str, report: &mut Report) {
    let wanted = matches!(reference.kind.as_str(), "script" | "link stylesheet");
    match (&reference.integrity, output.assets.get(file)) {
        (Some(said), Some(is)) if said == is => report.count("integrity values", 1),
        (Some(said), _) => report.fault(path, format_args!("{}: integrity {said} is not the file's", reference.url)),
        (None, _) if wanted => report.fault(path, format_args!("{}: no integrity", reference.url)),
        (None, _) => {}
    }
}

/// Every page but the error page, redirects and what is withdrawn can be come to from the home page.
fn reachable(output: &Output, onward: &BTreeMap<&str, BTreeSet<String>>, report: &mut Report) {
    let mut seen = BTreeSet::from(["index.html"]);
    let mut open = vec!["index.html"];
    while let Some(page) = open.pop() {
        for next in onward.get(page).into_iter().flatten() {
            if seen.insert(next) {
                open.push(next);
            }
        }
    }
    let exempt = |path: &str| path == "404.html" || output.promise.withdrawn.iter().any(|w| w == path);
    for (path, page) in &output.pages {
        if !seen.contains(path.as_str()) && !page.is_redirect() && !exempt(path) {
            report.fault(path, "cannot be come to from the home page");
        }
    }
    report.count("pages reachable from home", seen.iter().filter(|path| output.pages.contains_key(**path)).count());
}

/// Only articles, in their prose, and redirects may lead to a withdrawn article.
fn withdrawn(output: &Output, report: &mut Report) {
    for withdrawn in &output.promise.withdrawn {
        let Some(own) = output.pages.get(withdrawn) else {
            report.fault(withdrawn, "a withdrawn article has no page");
            continue;
        };
        if own.meta("robots").is_none_or(|r| !r.contains("noindex")) {
            report.fault(withdrawn, "a withdrawn article without noindex");
        }
        for (path, page) in &output.pages {
            let leads = |url: &str| matches!(output.resolve(path, url), Destination::File(f, _) if f == *withdrawn);
            let list = !output.articles.contains(path) && !page.is_redirect();
            if list && page.references.iter().any(|r| leads(&r.url)) {
                report.fault(path, format_args!("lists the withdrawn article {withdrawn}"));
            }
            if page.related.iter().any(|url| leads(url)) {
                report.fault(path, format_args!("names the withdrawn article {withdrawn} as related"));
            }
        }
    }
}
