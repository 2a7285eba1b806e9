//! Remedies of findings as code actions.

use serde_json::{Value, json};

use super::document::Document;
use super::params::{CodeAction, Range};
use crate::diag::{Code, Lang, explanation};
use crate::live::Judged;
use crate::model::front::edit;
use crate::text::{Source, localized};

const QUICK_FIX: &str = "quickfix";
const FIX_ALL: &str = "source.fixAll.sitegen";
pub(super) const KINDS: [&str; 2] = [QUICK_FIX, FIX_ALL];

/// The actions for a range of a document.
pub(super) fn actions(document: &Document, source: &Source, findings: &[Judged], asked: &CodeAction, lang: Lang) -> Vec<Value> {
    let wants = |kind: &str| {
        let is_above = |only: &String| kind == only || kind.strip_prefix(only.as_str()).is_some_and(|rest| rest.starts_with('.'));
        asked.context.only.as_ref().is_none_or(|only| only.iter().any(is_above))
    };
    let mut actions = Vec::new();
    if wants(QUICK_FIX) {
        let here = findings.iter().filter(|judged| touches(document.range(source, judged.finding.span), asked.range));
        let here: Vec<&Judged> = here.collect();
        actions.extend(here.iter().filter_map(|judged| quick_fix(document, source, judged, lang)));
        let mut codes: Vec<Code> = here.iter().map(|judged| judged.finding.fault.code()).filter(is_acceptable).collect();
        codes.sort_unstable();
        codes.dedup();
        actions.extend(codes.into_iter().filter_map(|code| allow(document, source, code, lang)));
    }
    if wants(FIX_ALL) {
        actions.extend(fix_all(document, source, findings, lang));
    }
    actions
}

/// True for a code that an article may accept.
fn is_acceptable(code: &Code) -> bool {
    explanation(*code).is_some_and(|explanation| !explanation.is_fixed())
}

/// Accepts a finding in front matter. Its reason is empty, which is an error until somebody writes one.
fn allow(document: &Document, source: &Source, code: Code, lang: Lang) -> Option<Value> {
    let edits = edit::set_yaml(source, "allow", &format!("[{{code: {code}, reason: \"\"}}]")).ok()?;
    let title = localized(lang, [format!("在这一篇放行 {code}，并写明理由"), format!("Accept {code} in this file, with a reason")]);
    let edits: Vec<Value> =
        edits.iter().map(|edit| json!({"range": document.range(source, Some(edit.span)), "newText": edit.with})).collect();
    Some(json!({"title": title, "kind": QUICK_FIX, "edit": {"changes": {&document.uri: edits}}}))
}

fn touches(a: Range, b: Range) -> bool {
    a.start <= b.end && b.start <= a.end
}

fn quick_fix(document: &Document, source: &Source, judged: &Judged, lang: Lang) -> Option<Value> {
    let (finding, fix) = (&judged.finding, judged.finding.fix.as_ref()?);
    let span = finding.span?;
    let title = match (fix.text.is_empty(), lang) {
        (true, Lang::Zh) => format!("删去「{}」", span.of(&source.text)),
        (true, Lang::En) => format!("Delete `{}`", span.of(&source.text)),
        (false, Lang::Zh) => format!("改为「{}」", fix.text),
        (false, Lang::En) => format!("Replace with `{}`", fix.text),
    };
    let range = document.range(source, finding.span);
    Some(json!({
        "title": title,
        "kind": QUICK_FIX,
        "isPreferred": true,
        "edit": {"changes": {&document.uri: [{"range": range, "newText": fix.text}]}},
    }))
}

/// All changes that leave the meaning as it is.
fn fix_all(document: &Document, source: &Source, findings: &[Judged], lang: Lang) -> Option<Value> {
    let mut edits: Vec<_> = findings
        .iter()
        .filter_map(|judged| {
            let fix = judged.finding.fix.as_ref().filter(|fix| fix.is_safe)?;
            Some((judged.finding.span?, &fix.text))
        })
        .collect();
    edits.sort();
    // Of two that overlap the first is made; the other one is found again afterwards.
    let mut end = 0;
    edits.retain(|(span, _)| {
        let is_free = span.start >= end;
        end = if is_free { span.end } else { end };
        is_free
    });
    let edits: Vec<Value> =
        edits.into_iter().map(|(span, text)| json!({"range": document.range(source, Some(span)), "newText": text})).collect();
    (!edits.is_empty()).then(|| {
        json!({
            "title": localized(lang, ["修正这一篇里能自动修正的地方", "Fix what can be fixed in this file"]),
            "kind": FIX_ALL,
            "edit": {"changes": {&document.uri: edits}},
        })
    })
}
