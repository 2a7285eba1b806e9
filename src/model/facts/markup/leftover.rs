//! Notes for editors that stayed in a text: `{# 待核实 #}`, `/* 待核实 */`, `{待补}`.

use super::{Flaw, foreign};
use crate::model::facts::{flaws::is_missing, lines};
use crate::text::han::is_han;

/// A note between braces.
pub(super) fn braces(body: &str, at: usize) -> Option<Flaw> {
    let after = lines::after(body, at);
    if let Some(inner) = after.strip_prefix("{#").and_then(|text| text.split_once("#}")).map(|(inner, _)| inner) {
        let range = at..at + inner.len() + "{##}".len();
        return inner.contains(is_han).then(|| foreign::visible_note(range.clone(), body.get(range).unwrap_or("")));
    }
    let inner = after.strip_prefix('{')?.split_once('}')?.0;
    let range = at..at + inner.len() + "{}".len();
    is_missing(inner).then(|| foreign::visible_note(range.clone(), body.get(range).unwrap_or("")))
}

/// Words of a note for editors. Comments in code have others.
const EDITING: [&str; 10] = ["核实", "核对", "补充", "待补", "待定", "待查", "编辑", "律师", "TODO", "定稿"];

/// A comment in the form of a program, the star of which stands at `at`.
pub(super) fn comment(body: &str, at: usize) -> Option<Flaw> {
    // Most stars have none before them, and a line is longer than a byte.
    let start = at.checked_sub(1).filter(|start| body.as_bytes().get(*start) == Some(&b'/'))?;
    let inner = lines::after(body, start).strip_prefix("/*")?.split_once("*/")?.0;
    let range = start..start + inner.len() + "/**/".len();
    EDITING.iter().any(|word| inner.contains(word)).then(|| foreign::visible_note(range.clone(), body.get(range).unwrap_or("")))
}
