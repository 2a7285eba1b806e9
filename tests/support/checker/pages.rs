//! Every page by itself: its frame, its headings, its ids, and nothing that a strict content security policy would stop.

use std::collections::{BTreeMap, BTreeSet};

use super::Report;
use super::html::Page;
use super::site::Output;

/// Words that are only true on the day a page was made.
const RELATIVE_DATES: [&str; 8] = ["天前", "月前", "小时前", "分钟前", "年前", "刚刚", "昨天", "ago"];

pub fn check(output: &Output, report: &mut Report) {
    for (path, page) in &output.pages {
        let mut say = |what: String| report.fault(path, what);
        frame(output, path, page, &mut say);
        if !page.is_redirect() {
            whole(page, &mut say);
        }
        ids(page, &mut say);
        for inline in &page.inline {
            say(format!("inline: {inline}"));
        }
        for url in &page.silent_links {
            say(format!("a link without a word: {url}"));
        }
        for url in &page.silent_images {
            say(format!("an image without alt: {url}"));
        }
        for url in &page.jumping_images {
            say(format!("an image without width and height: {url}"));
        }
        for meta in ["article:published_time", "article:modified_time"] {
            let day = page.meta(meta).and_then(|m| m.get(..10));
            if day.is_some_and(|day| !page.times.iter().any(|t| t == day)) {
                say(format!("{meta} {day:?} is not shown"));
            }
        }
    }
    unlike(output, report);
    report.count("pages", output.pages.len());
    report.count("articles", output.articles.len());
}

/// Pages that search engines list can be told apart by their titles and descriptions. Of articles that is their editors' to see
/// to; no other page may share its own with any page.
fn unlike(output: &Output, report: &mut Report) {
    for what in ["title", "description"] {
        let mut seen: BTreeMap<&str, &str> = BTreeMap::new();
        let listed = output.pages.iter().filter(|(_, p)| !p.is_redirect() && p.meta("robots").is_none());
        let (articles, others): (Vec<_>, Vec<_>) = listed.partition(|(path, _)| output.articles.contains(*path));
        for (path, page) in others.into_iter().chain(articles) {
            let text = if what == "title" { page.titles.first().map(String::as_str) } else { page.meta(what) };
            let Some(text) = text else { continue };
            match seen.get(text) {
                Some(other) if output.articles.contains(*other) => {}
                Some(other) => report.fault(path, format_args!("the {what} of {other}: {text}")),
                None => {
                    seen.insert(text, path);
                }
            }
        }
    }
}

/// What every page has, redirects too.
fn frame(output: &Output, path: &str, page: &Page, say: &mut impl FnMut(String)) {
    if !page.doctype {
        say("no doctype".to_owned());
    }
    for error in &page.errors {
        say(format!("not well formed: {error}"));
    }
    if page.lang.as_deref().is_none_or(str::is_empty) {
        say("no lang".to_owned());
    }
    match page.titles.as_slice() {
        [title] if !title.is_empty() => {}
        titles => say(format!("titles: {titles:?}")),
    }
    if page.mains != 1 {
        say(format!("{} main elements", page.mains));
    }
    let canonicals: Vec<&str> = page.references.iter().filter(|r| r.kind == "link canonical").map(|r| r.url.as_str()).collect();
    match canonicals.as_slice() {
        [one] if page.is_redirect() || path == "404.html" => {
            if !one.starts_with(&output.promise.base_url) {
                say(format!("canonical {one}"));
            }
        }
        [one] => {
            let own = format!("{}{}", output.promise.origin(), output.url(path));
            if percent_free(one) != percent_free(&own) {
                say(format!("canonical {one} is not {own}"));
            }
        }
        others => say(format!("{} canonical links", others.len())),
    }
}

/// Addresses are compared decoded: which letters are encoded is not this check's concern.
fn percent_free(url: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = url.as_bytes();
    while let [first, after @ ..] = rest {
        rest = after;
        match (first, after) {
            (b'%', [a, b, after @ ..]) => {
                let digits = [*a, *b];
                bytes.push(u8::from_str_radix(std::str::from_utf8(&digits).unwrap_or("3f"), 16).unwrap_or(b'?'));
                rest = after;
            }
            _ => bytes.push(*first),
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// What every page for readers has.
fn whole(page: &Page, say: &mut impl FnMut(String)) {
    let descriptions: Vec<&String> = page.meta.iter().filter(|(n, _)| n == "description").map(|(_, v)| v).collect();
    match descriptions.as_slice() {
        [one] if !one.trim().is_empty() => {}
        others => say(format!("descriptions: {others:?}")),
    }
    let alternates: Vec<&str> = page.references.iter().filter(|r| r.kind == "link alternate").map(|r| r.url.as_str()).collect();
    if alternates.iter().collect::<BTreeSet<_>>().len() != alternates.len() {
        say(format!("one feed named twice: {alternates:?}"));
    }
    let h1 = page.headings.iter().filter(|h| h.level == 1).count();
    if h1 != 1 {
        say(format!("{h1} h1 elements"));
    }
    let mut before = 0;
    for heading in &page.headings {
        if heading.text.is_empty() {
            say(format!("an empty h{}", heading.level));
        }
        if heading.level > before + 1 {
            say(format!("h{} after h{before}: {}", heading.level, heading.text));
        }
        before = heading.level;
    }
    for word in RELATIVE_DATES {
        if let Some(line) = page.bylines.iter().find(|l| l.contains(word)) {
            say(format!("a relative date: {line}"));
        }
    }
    for time in &page.times {
        if !is_date(time) {
            say(format!("datetime={time:?}"));
        }
    }
    if ["{{", "{%", "undefined", "[object"].iter().any(|left| page.titles.iter().any(|t| t.contains(left))) {
        say("a template shows through".to_owned());
    }
}

/// `2026-03-09`
pub fn is_date(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.len() == 10 && bytes.iter().enumerate().all(|(i, b)| if i == 4 || i == 7 { *b == b'-' } else { b.is_ascii_digit() })
}

fn ids(page: &Page, say: &mut impl FnMut(String)) {
    let mut seen = BTreeSet::new();
    for id in &page.ids {
        if id.is_empty() || id.chars().any(char::is_whitespace) {
            say(format!("id={id:?}"));
        }
        if !seen.insert(id) {
            say(format!("two elements with id {id:?}"));
        }
    }
    for name in page.names_of_ids.iter().filter(|n| !seen.contains(n)) {
        say(format!("an attribute names the id {name:?}, which no element has"));
    }
}
