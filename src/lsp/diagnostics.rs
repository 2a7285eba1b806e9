//! Findings as diagnostics.

use serde_json::{Value, json};

use super::document::Document;
use super::uri;
use crate::diag::{Lang, Severity};
use crate::live::Judged;
use crate::text::Source;
use std::path::Path;

/// Findings about something that was right once: editors strike it through.
const OUTDATED: [u16; 3] = [502, 503, 505];
const DEPRECATED: u32 = 2;

/// The diagnostics of a document.
pub(super) fn diagnostics(document: &Document, source: &Source, findings: &[Judged], root: &Path, lang: Lang) -> Vec<Value> {
    findings.iter().map(|judged| diagnostic(document, source, judged, root, lang)).collect()
}

fn diagnostic(document: &Document, source: &Source, Judged { finding, severity }: &Judged, root: &Path, lang: Lang) -> Value {
    let code = finding.fault.code();
    let related: Vec<Value> = finding
        .related
        .iter()
        .map(|related| {
            let is_here = *related.path == *source.path;
            let uri = if is_here { document.uri.clone() } else { uri::of(&root.join(&*related.path)) };
            let range = document.range(source, related.span.filter(|_| is_here));
            json!({"location": {"uri": uri, "range": range}, "message": related.role.text(lang)})
        })
        .collect();
    let mut diagnostic = json!({
        "range": document.range(source, finding.span),
        "severity": match severity { Severity::Error => 1, Severity::Warning => 2, Severity::Old => 3 },
        "source": "sitegen",
        "code": code.to_string(),
        "message": format!("{}\n{}", finding.fault.message(lang), finding.fault.help(lang)),
    });
    if let Value::Object(map) = &mut diagnostic {
        if !related.is_empty() {
            map.insert("relatedInformation".to_owned(), related.into());
        }
        if OUTDATED.contains(&code.0) {
            map.insert("tags".to_owned(), json!([DEPRECATED]));
        }
    }
    diagnostic
}

/// The diagnostics of a file that is not open: its text is not known, so they stand at its beginning.
pub(super) fn of_file(findings: &[Judged], lang: Lang) -> Vec<Value> {
    let document = Document::new(String::new(), None, String::new());
    let source = document.source("");
    let at_start = |judged: &Judged| {
        let mut finding = judged.finding.clone();
        (finding.span, finding.related) = (None, Box::default());
        diagnostic(&document, &source, &Judged { finding, severity: judged.severity }, Path::new(""), lang)
    };
    findings.iter().map(at_start).collect()
}
