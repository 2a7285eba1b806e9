//! Structured data: parses, has the members that search engines require, and agrees with its page.

use serde_json::Value;

use super::Report;
use super::html::{Page, blanks_joined};
use super::site::{Destination, Output};

/// Context of the block that tells Baidu when a page was published and changed.
const TIME_FACTOR: &str = "https://ziyuan.baidu.com/contexts/cambrian.jsonld";

pub fn check(output: &Output, report: &mut Report) {
    for (path, page) in &output.pages {
        let mut types = Vec::new();
        for text in &page.json_ld {
            report.count("JSON-LD blocks", 1);
            match serde_json::from_str::<Value>(text) {
                Err(error) => report.fault(path, format_args!("JSON-LD: {error}")),
                Ok(value) if value["@context"] == TIME_FACTOR => {
                    types.push("time factor".to_owned());
                    times(output, path, page, &value, report);
                }
                Ok(value) => {
                    if value["@context"] != "https://schema.org" {
                        report.fault(path, "JSON-LD without its context");
                    }
                    let graph = value["@graph"].as_array().map_or(std::slice::from_ref(&value), Vec::as_slice);
                    for node in graph {
                        types.push(node["@type"].as_str().unwrap_or("?").to_owned());
                        self::node(path, page, node, report);
                    }
                    urls(output, path, &value, report);
                }
            }
        }
        for error in page.data.iter().filter_map(|text| serde_json::from_str::<Value>(text).err()) {
            report.fault(path, format_args!("a block of data: {error}"));
        }
        let wanted: &[&str] = match path.as_str() {
            "index.html" => &["LegalService", "WebSite"],
            _ if output.promise.withdrawn.contains(path) => &[],
            _ if output.articles.contains(path) => &["Article", "time factor"],
            "404.html" => &[],
            _ if page.is_redirect() => &[],
            _ => &["BreadcrumbList"],
        };
        for kind in wanted.iter().filter(|k| !types.iter().any(|t| t == *k)) {
            report.fault(path, format_args!("no JSON-LD {kind}"));
        }
    }
}

/// Baidu's block says what the page's `<meta>` says, in its own form of a time.
fn times(output: &Output, path: &str, page: &Page, value: &Value, report: &mut Report) {
    let own = format!("{}{}", output.promise.origin(), output.url(path));
    let local = |meta: &str| page.meta(meta).and_then(|m| m.get(..19)).map(str::to_owned);
    let wanted = [("@id", Some(own)), ("pubDate", local("article:published_time")), ("upDate", local("article:modified_time"))];
    for (key, wanted) in wanted {
        if value[key].as_str() != wanted.as_deref() {
            report.fault(path, format_args!("time factor {key} {} is not {wanted:?}", value[key]));
        }
    }
}

fn node(path: &str, page: &Page, node: &Value, report: &mut Report) {
    let kind = node["@type"].as_str().unwrap_or("?");
    let required: &[&str] = match kind {
        "Article" => &["headline", "datePublished", "dateModified", "publisher", "mainEntityOfPage", "description"],
        "BreadcrumbList" => &["itemListElement"],
        "FAQPage" => &["mainEntity"],
        "LegalService" => &["name", "url"],
        "WebSite" => &["name", "url"],
        _ => &[],
    };
    for key in required {
        let absent = match &node[*key] {
            Value::Null => true,
            Value::String(text) => text.is_empty(),
            Value::Array(list) => list.is_empty(),
            _ => false,
        };
        if absent {
            report.fault(path, format_args!("JSON-LD {kind} without {key}"));
        }
    }
    match kind {
        "Article" => {
            for (key, meta) in [("datePublished", "article:published_time"), ("dateModified", "article:modified_time")] {
                if node[key].as_str() != page.meta(meta) {
                    report.fault(path, format_args!("JSON-LD {key} {} is not the page's {:?}", node[key], page.meta(meta)));
                }
            }
            // Nobody is named that the page does not name, and only a licence makes a lawyer.
            let author = &node["author"];
            let is_named =
                author["@type"] == "Person" && author["name"].as_str().is_some_and(|n| page.text.contains(&blanks_joined(n)));
            if !author.is_null() && !is_named {
                report.fault(path, format_args!("JSON-LD author {author} is not on the page"));
            }
            let lawyer = &node["mainEntityOfPage"]["reviewedBy"];
            if !lawyer.is_null() && lawyer["identifier"]["value"].as_str().is_none_or(str::is_empty) {
                report.fault(path, format_args!("JSON-LD reviewedBy {lawyer} has no licence"));
            }
            let h1 = page.headings.iter().find(|h| h.level == 1).map(|h| h.text.as_str());
            if node["headline"].as_str().map(blanks_joined).as_deref() != h1 {
                report.fault(path, format_args!("JSON-LD headline {} is not the h1 {h1:?}", node["headline"]));
            }
        }
        "BreadcrumbList" => {
            for (i, item) in node["itemListElement"].as_array().into_iter().flatten().enumerate() {
                if item["position"] != i + 1 || item["name"].as_str().is_none_or(str::is_empty) || item["item"].as_str().is_none() {
                    report.fault(path, format_args!("breadcrumb {}: {item}", i + 1));
                }
            }
        }
        "FAQPage" => {
            for item in node["mainEntity"].as_array().into_iter().flatten() {
                let (q, a) = (item["name"].as_str().unwrap_or(""), item["acceptedAnswer"]["text"].as_str().unwrap_or(""));
                if q.is_empty() || a.is_empty() || !page.text.contains(&blanks_joined(q)) {
                    report.fault(path, format_args!("FAQ {item} is not on the page"));
                }
            }
        }
        _ => {}
    }
}

/// Every address of this site in structured data leads to a file; a fragment may be a name only.
fn urls(output: &Output, path: &str, value: &Value, report: &mut Report) {
    match value {
        Value::String(text) if text.starts_with("http") && !text.contains(char::is_whitespace) => {
            if let Destination::Nowhere(why) = output.resolve(path, text) {
                report.fault(path, format_args!("JSON-LD {text}: {why}"));
            }
        }
        Value::Array(list) => list.iter().for_each(|v| urls(output, path, v, report)),
        Value::Object(map) => map.values().for_each(|v| urls(output, path, v, report)),
        _ => {}
    }
}
