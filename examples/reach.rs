//! Counts the clicks from the home page to each article through pages of lists: `cargo run --example reach -- public`.
//!
//! A link to an archive page counts only if its text has a date. Articles are the pages with `og:type` `article`; their own
//! links do not count.

#![allow(clippy::disallowed_methods, clippy::disallowed_types, reason = "the borders are those of src")]
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::print_stdout, reason = "a tool for developers")]

use std::collections::{BTreeMap, VecDeque};
use std::path::Path;
use std::process::ExitCode;

/// A page with its links.
struct Page {
    is_article: bool,
    /// Addresses without fragments.
    links: Vec<String>,
}

fn attribute<'h>(tag: &'h str, name: &str) -> Option<&'h str> {
    let start = tag.find(&format!(" {name}=\""))? + name.len() + 3;
    tag[start..].split('"').next()
}

/// An address without percent encoding.
fn decode(url: &str) -> String {
    let mut parts = url.split('%');
    let mut bytes = parts.next().unwrap_or("").as_bytes().to_vec();
    for part in parts {
        bytes.extend(u8::from_str_radix(&part[..2], 16).ok());
        bytes.extend(part[2..].bytes());
    }
    String::from_utf8(bytes).unwrap()
}

/// The text of a piece of HTML.
fn text(html: &str) -> String {
    html.split('<').map(|part| part.split_once('>').map_or(part, |(_, text)| text)).collect()
}

/// True for the address of a numbered page.
fn is_archive(url: &str) -> bool {
    let segments: Vec<&str> = url.trim_end_matches('/').rsplit('/').take(2).collect();
    matches!(*segments, [number, "page"] if number.bytes().all(|b| b.is_ascii_digit()))
}

fn read(html: &str) -> Page {
    let is_article = html.contains("property=\"og:type\" content=\"article\"");
    let mut links = Vec::new();
    for part in html.split("<a ").skip(1) {
        let (tag, content) = part.split_once('>').unwrap_or((part, ""));
        let label = text(content.split("</a>").next().unwrap_or(""));
        let tag = format!(" {tag}");
        let Some(url) = attribute(&tag, "href").filter(|url| url.starts_with('/')) else { continue };
        let url = url.split('#').next().unwrap_or(url);
        if !is_archive(url) || label.contains('月') {
            links.push(url.to_owned());
        }
    }
    Page { is_article, links }
}

fn main() -> ExitCode {
    let Some(folder) = std::env::args().nth(1) else {
        println!("reach FOLDER");
        return ExitCode::from(2);
    };
    let folder = Path::new(&folder);
    let page = |url: &str| {
        let path = decode(url.trim_start_matches('/'));
        let path = if path.is_empty() || path.ends_with('/') { format!("{path}index.html") } else { path };
        std::fs::read_to_string(folder.join(path)).ok().map(|html| read(&html))
    };
    let mut clicks: BTreeMap<String, usize> = BTreeMap::from([("/".to_owned(), 0)]);
    let (mut counts, mut lists, mut queue) = (BTreeMap::<usize, usize>::new(), 0, VecDeque::from(["/".to_owned()]));
    while let Some(url) = queue.pop_front() {
        let (Some(page), number) = (page(&url), clicks[&url]) else { continue };
        if page.is_article {
            *counts.entry(number).or_default() += 1;
            continue;
        }
        lists += 1;
        for link in page.links {
            if !clicks.contains_key(&link) {
                clicks.insert(link.clone(), number + 1);
                queue.push_back(link);
            }
        }
    }
    for (number, count) in &counts {
        println!("{number} clicks: {count} articles");
    }
    println!("{} articles, {lists} other pages", counts.values().sum::<usize>());
    ExitCode::SUCCESS
}
