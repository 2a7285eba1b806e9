//! Completions in blocks: calculators, snippets, tables.

use super::candidates::Candidate;
use super::{CompletionKind, Scene};
use crate::calc::page::{allowed_values, default_value};
use crate::calc::spec::{Input, InputKind, Need};
use crate::calc::{self, Spec};

pub(super) fn calculators(scene: &Scene<'_>) -> Vec<Candidate> {
    let calculator = |spec: &'static Spec| {
        let title = spec.title.get(scene.lang);
        Candidate::new(CompletionKind::Value, title, spec.kind).detail(spec.kind).words([spec.kind])
    };
    calc::available(&scene.registers.tables).map(calculator).collect()
}

/// The keys of a block that are not given yet, the required ones first.
pub(super) fn keys(scene: &Scene<'_>, block: &str, kind: Option<&str>, given: &[&str]) -> Vec<Candidate> {
    let key =
        |name: &str, detail: String, rank| Candidate::new(CompletionKind::Key, name, format!("{name}: ")).detail(detail).rank(rank);
    let all: Vec<Candidate> = match (block, kind.and_then(calc::find)) {
        ("calculator", Some(spec)) => spec.inputs.iter().map(|input| key(input.name, about(input, scene), rank(input))).collect(),
        ("calculator", None) => vec![key("kind", String::new(), 0)],
        ("snippet", _) => vec![key("name", String::new(), 0)],
        ("table", _) => vec![key("file", String::new(), 0)],
        _ => Vec::new(),
    };
    all.into_iter().filter(|candidate| !given.contains(&candidate.label())).collect()
}

fn rank(input: &Input) -> u32 {
    match input.need {
        Need::Always => 0,
        Need::Unless(_) | Need::With(_) => 1,
        Need::Never => 2,
    }
}

fn about(input: &Input, scene: &Scene<'_>) -> String {
    let default = default_value(input, scene.lang).map(|value| format!(" = {value}")).unwrap_or_default();
    format!("{} {}{default}", input.label.get(scene.lang), allowed_values(input, scene.lang))
}

pub(super) fn values(scene: &Scene<'_>, block: &str, kind: Option<&str>, key: &str) -> Vec<Candidate> {
    match (block, key) {
        ("calculator", "kind") => calculators(scene),
        ("calculator", _) => {
            let input = kind.and_then(calc::find).and_then(|spec| spec.inputs.iter().find(|input| input.name == key));
            input.map(|input| choices(input, scene)).unwrap_or_default()
        }
        ("snippet", "name") => scene.snippets(),
        _ => Vec::new(),
    }
}

fn choices(input: &Input, scene: &Scene<'_>) -> Vec<Candidate> {
    match input.kind {
        InputKind::Choice(of) => of
            .iter()
            .map(|(value, label)| {
                Candidate::new(CompletionKind::Value, label.get(scene.lang), *value).detail(*value).words([*value])
            })
            .collect(),
        InputKind::Flag => ["true", "false"].into_iter().map(|word| Candidate::new(CompletionKind::Value, word, word)).collect(),
        InputKind::Rule => {
            let rows = scene.registers.tables.deadlines.iter().flatten();
            rows.map(|row| {
                Candidate::new(CompletionKind::Value, &row.title, &row.id).detail(row.id.as_str()).words([row.id.as_str()])
            })
            .collect()
        }
        _ => Vec::new(),
    }
}
