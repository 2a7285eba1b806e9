//! The start of a web address, misspelt or written twice.

use super::{Flaw, bad};

/// `https:example.com`, `https：//example.com`, `http//example.com`.
pub(super) fn misspelt(address: &str, scheme: &str, after: &str) -> Option<Flaw> {
    let rest = after.trim_start_matches([':', '：', ';', '；', '/', '／', '\\', ' ', '\u{3000}']);
    let marks = after.strip_suffix(rest).filter(|marks| !marks.is_empty() && *marks != "/")?;
    let host = rest.split(['/', '?', '#']).next().unwrap_or("");
    let right = host.contains('.').then(|| format!("{scheme}://"));
    let why = ("开头应写成 https:// 或 http://", "it must start with https:// or http://");
    Some(bad(address, 0..scheme.len() + marks.len(), why, right))
}

/// `http://https://example.com`; `after` is the address behind its first scheme.
pub(super) fn doubled(address: &str, after: &str) -> Option<Flaw> {
    let is_doubled = ["http://", "https://"].iter().any(|scheme| after.starts_with(scheme));
    let why = ("开头的 https:// 写了两次", "its https:// is written twice");
    is_doubled.then(|| bad(address, 0..address.len() - after.len(), why, Some(String::new())))
}
