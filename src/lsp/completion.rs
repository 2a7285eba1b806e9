//! Completions in the form of the protocol.

use serde_json::{Value, json};

use super::document::Document;
use crate::live::complete::{Completion, CompletionKind};
use crate::text::Source;

/// Characters behind which an editor asks without being told to.
pub(super) const TRIGGERS: [&str; 10] = [":", "[", "(", "#", "/", "《", "{", "第", "-", " "];

/// A list, the best first. Editors sort and filter by themselves, so each item has the words that were typed for it, and its place as text to
/// sort by.
pub(super) fn list(document: &Document, source: &Source, items: &[Completion], is_more: bool) -> Value {
    let item = |(position, item): (usize, &Completion)| {
        let mut value = json!({
            "label": item.label,
            "kind": kind(item.kind),
            "detail": item.detail,
            "sortText": format!("{position:03}"),
            "filterText": item.filter,
            "textEdit": {"range": document.range(source, Some(item.span)), "newText": item.text},
        });
        if let (Value::Object(map), false) = (&mut value, item.about.is_empty()) {
            map.insert("documentation".to_owned(), item.about.as_str().into());
        }
        value
    };
    json!({"isIncomplete": is_more, "items": items.iter().enumerate().map(item).collect::<Vec<_>>()})
}

/// The number of a kind in the protocol.
fn kind(kind: CompletionKind) -> u8 {
    match kind {
        CompletionKind::Key => 10,
        CompletionKind::Value => 12,
        CompletionKind::Row => 20,
        CompletionKind::File => 17,
        CompletionKind::Heading => 18,
        CompletionKind::Law => 21,
    }
}
