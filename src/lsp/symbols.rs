//! The outline of a document, and articles by their titles.

use serde_json::{Value, json};

use super::document::Document;
use super::uri;
use crate::live::complete::Scene;
use crate::model::registers::fold_name;
use crate::text::Source;
use std::path::Path;

/// Kinds of the protocol for a heading and for a file.
const HEADING: u8 = 15;
const FILE: u8 = 1;
/// The most articles of an answer.
const MAX_SYMBOLS: usize = 100;

/// The headings of an article, each within the one above it.
pub(super) fn outline(document: &Document, source: &Source, scene: &Scene<'_>) -> Value {
    let Some(id) = scene.library.article_by_path(&source.path) else { return Value::Null };
    let body = &scene.library.article(id).body;
    let mut open: Vec<(u8, Value)> = Vec::new();
    let mut top = Vec::new();
    let close = |open: &mut Vec<(u8, Value)>, top: &mut Vec<Value>, level: u8| {
        while open.last().is_some_and(|(above, _)| *above >= level) {
            let Some((_, closed)) = open.pop() else { return };
            match open.last_mut().and_then(|(_, outer)| outer.get_mut("children")).and_then(Value::as_array_mut) {
                Some(children) => children.push(closed),
                None => top.push(closed),
            }
        }
    };
    for heading in body.facts.headings.iter() {
        let place = body.insertions.locate(&body.path, heading.span.shifted(body.start));
        if place.path != body.path {
            continue;
        }
        close(&mut open, &mut top, heading.level);
        let range = document.range(source, Some(place.span));
        let symbol = json!({"name": heading.text, "detail": heading.id, "kind": HEADING, "range": range, "selectionRange": range, "children": []});
        open.push((heading.level, symbol));
    }
    close(&mut open, &mut top, 0);
    top.into()
}

/// Articles whose title or slug has some words.
pub(super) fn articles(scene: &Scene<'_>, root: &Path, query: &str) -> Vec<Value> {
    let folded = fold_name(query);
    let start = json!({"line": 0, "character": 0});
    let found = scene.library.articles().map(|(_, article)| article);
    let found = found.filter(|article| {
        let (title, slug) = (&article.front.title.value, &article.front.slug.value);
        title.contains(query) || slug.contains(&folded) || fold_name(title).contains(&folded)
    });
    let symbol = |article: &crate::model::Article| {
        let uri = uri::of(&root.join(&**article.path()));
        json!({"name": article.front.title.value, "kind": FILE, "containerName": article.front.slug.value, "location": {"uri": uri, "range": {"start": start, "end": start}}})
    };
    found.take(MAX_SYMBOLS).map(symbol).collect()
}
