//! Messages that wait: which of the requests among them are still wanted.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::message::{self, Message, Refusal};
use super::params::Cancel;

/// The requests that the editor no longer wants.
pub(super) fn cancelled(messages: &[Result<Message, Refusal>]) -> Vec<Value> {
    let id = |message: &Result<Message, Refusal>| match message {
        Ok(Message::Notification { method, params }) if method == "$/cancelRequest" => {
            message::params::<Cancel>(params.clone()).ok().map(|cancel| cancel.id)
        }
        _ => None,
    };
    messages.iter().filter_map(id).collect()
}

/// Kinds of requests of which only the newest for a document counts.
const LATEST: [&str; 2] = ["textDocument/completion", "textDocument/hover"];

/// The positions of requests for which a newer one of the same kind waits.
pub(super) fn superseded(messages: &[Result<Message, Refusal>]) -> BTreeSet<usize> {
    let mut newest: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    let mut superseded = BTreeSet::new();
    for (position, message) in messages.iter().enumerate() {
        let Ok(Message::Request { method, params, .. }) = message else { continue };
        if let Some(uri) = params.pointer("/textDocument/uri").and_then(Value::as_str).filter(|_| LATEST.contains(&method.as_str()))
        {
            superseded.extend(newest.insert((method, uri), position));
        }
    }
    superseded
}
