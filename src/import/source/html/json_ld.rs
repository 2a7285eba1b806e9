//! The record of an article that a page has for search engines.

use serde_json::Value;

use crate::import::prepare::page::{Page, Selector};

/// Values of the record; texts are as written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct ArticleRecord {
    pub(super) headline: Option<String>,
    pub(super) published: Option<String>,
    pub(super) modified: Option<String>,
    pub(super) author: Option<String>,
    pub(super) section: Option<String>,
}

/// The first record of an article on the page.
pub(super) fn article(page: &Page, scripts: &Selector) -> Option<ArticleRecord> {
    page.select(scripts).iter().filter_map(|script| serde_json::from_str(&script.inner_html()).ok()).find_map(|value| find(&value))
}

fn find(value: &Value) -> Option<ArticleRecord> {
    let list = value.as_array().or_else(|| value.get("@graph")?.as_array());
    if let Some(list) = list {
        return list
            .iter()
            .filter(|value| value.is_object())
            .find_map(|value| if is_article(value) { Some(read(value)) } else { None });
    }
    is_article(value).then(|| read(value))
}

fn is_article(value: &Value) -> bool {
    let is_kind =
        |kind: &Value| kind.as_str().is_some_and(|kind| matches!(kind, "Article" | "NewsArticle" | "BlogPosting" | "TechArticle"));
    value.get("@type").is_some_and(|kind| is_kind(kind) || kind.as_array().is_some_and(|kinds| kinds.iter().any(is_kind)))
}

fn read(value: &Value) -> ArticleRecord {
    let text = |value: &Value| {
        let value = value.as_array().and_then(|list| list.first()).unwrap_or(value);
        value.as_str().or_else(|| value.get("name")?.as_str()).map(|text| text.trim().to_owned()).filter(|text| !text.is_empty())
    };
    let get = |name: &str| value.get(name).and_then(text);
    ArticleRecord {
        headline: get("headline").or_else(|| get("name")),
        published: get("datePublished"),
        modified: get("dateModified"),
        author: get("author"),
        section: get("articleSection"),
    }
}
