//! Calculators in texts: the YAML of a `calculator` block becomes a calculator and its inputs; an invalid block is a finding at its
//! line. The result is not stored; it is computed when the page is made.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::Registers;
use super::facts::Fence;
use super::registers::LenderId;
use super::yaml::{self, Node, Value};
use crate::calc::{self, CalcContext, CallerDefault, ErrorKind, InputError, RawInput, Spec};
use crate::diag::catalogue::CalculatorFault;
use crate::diag::{Fault, Finding, nearest};
use crate::text::{Source, Span};

/// A calculator in a text.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Widget {
    /// The block, in bytes from the start of the body.
    pub(crate) span: Span,
    /// Which calculator.
    #[serde(with = "by_kind")]
    pub(crate) spec: &'static Spec,
    /// Its inputs as written.
    pub(crate) raw: RawInput,
}

/// A calculator is stored by its kind.
mod by_kind {
    use serde::de::Error;
    use serde::{Deserialize, Deserializer, Serializer};

    use crate::calc::{self, Spec};

    pub(super) fn serialize<S: Serializer>(spec: &&'static Spec, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(spec.kind)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<&'static Spec, D::Error> {
        let kind = <&str>::deserialize(deserializer)?;
        calc::find(kind).ok_or_else(|| D::Error::custom("no calculator of this kind"))
    }
}

/// The context of the calculators of a text.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Surroundings<'a> {
    /// The registers: rates, and what they state of lenders.
    pub(crate) registers: &'a Registers,
    /// The text's lender.
    pub(crate) lender: Option<LenderId>,
    /// The day the site is built for.
    pub(crate) as_of: Date,
}

impl Surroundings<'_> {
    /// Defaults from the register of lenders: facts whose key is the name of an input.
    pub(crate) fn defaults(&self) -> Vec<CallerDefault> {
        let Some(lender) = self.lender.map(|id| &self.registers.lenders[id]) else { return Vec::new() };
        let reason = |fact: &super::registers::lenders::Fact| match fact.checked_on {
            Some(day) => format!("{}登记信息（{day}核对）", lender.name),
            None => format!("{}登记信息", lender.name),
        };
        let facts = lender.facts.iter().filter(|f| f.key != "hotline");
        facts.map(|f| CallerDefault { input: f.key.clone(), value: f.value.clone(), reason: reason(f) }).collect()
    }

    /// The context of a computation.
    pub(crate) fn context<'c>(&'c self, defaults: &'c [CallerDefault], lang: calc::Lang) -> CalcContext<'c> {
        CalcContext { rates: self.registers.lpr(), as_of: self.as_of, lang, defaults }
    }
}

/// Reads the calculators of a body that begins at byte `base` of its file.
pub(crate) fn read(
    source: &Source,
    base: u32,
    fences: &[Fence],
    surroundings: Surroundings<'_>,
    findings: &mut Vec<Finding>,
) -> Box<[Widget]> {
    fences.iter().filter_map(|fence| widget(source, base, fence, surroundings, findings)).collect()
}

fn widget(
    source: &Source,
    base: u32,
    fence: &Fence,
    surroundings: Surroundings<'_>,
    findings: &mut Vec<Finding>,
) -> Option<Widget> {
    let content = fence.content.shifted(base);
    let start = content.start;
    let mut report =
        |span: Span, fault: Fault, near: Option<String>| findings.push(Finding::at(&source.path, span, fault).near(near));
    let first_line = first_line(source, fence.span.shifted(base));
    let node = match yaml::parse(content.of(&source.text)) {
        Ok(node) => node,
        Err(e) => {
            report(
                e.span.shifted(start),
                CalculatorFault::CalculatorSyntax { detail_zh: e.detail_zh, detail: e.detail }.into(),
                None,
            );
            return None;
        }
    };
    let kind = field(&node, "kind");
    let (name, at) = match kind.map(|n| (&n.value, n.span)) {
        Some((Value::Scalar { text, .. }, span)) => (text.as_str(), span.shifted(start)),
        _ => ("", first_line),
    };
    let Some(spec) = calc::find(name) else {
        let allowed = calc::SPECS.map(|s| s.kind).join(", ");
        let near = nearest(name, calc::SPECS.iter().map(|s| s.kind));
        report(at, CalculatorFault::CalculatorKind { kind: name.to_owned(), allowed }.into(), near);
        return None;
    };
    let raw = inputs(&node);
    let defaults = surroundings.defaults();
    match calc::compute(spec, &raw, &surroundings.context(&defaults, calc::Lang::Zh)) {
        Ok(outcome) if outcome.warnings.is_empty() => {}
        Ok(outcome) => {
            let english =
                calc::compute(spec, &raw, &surroundings.context(&defaults, calc::Lang::En)).map(|o| o.warnings).unwrap_or_default();
            for (zh, en) in outcome.warnings.into_iter().zip(english) {
                report(first_line, CalculatorFault::CalculatorDoubt { problem_zh: zh, problem: en }.into(), None);
            }
        }
        Err(errors) => {
            for error in errors {
                let at = place(&node, &error).map_or(first_line, |span| span.shifted(start));
                let (fault, near) = fault(spec, &error);
                report(at, fault, near);
            }
            return None;
        }
    }
    Some(Widget { span: fence.span, spec, raw })
}

/// The first line of the block, the place of findings about the whole block.
fn first_line(source: &Source, block: Span) -> Span {
    let text = block.of(&source.text);
    let end = text.find(['\r', '\n']).unwrap_or(text.len());
    let start = block.start as usize;
    Span::new(start..start + end)
}

fn fault(spec: &Spec, error: &InputError) -> (Fault, Option<String>) {
    match &error.kind {
        ErrorKind::NoRates => (CalculatorFault::CalculatorRates { kind: spec.kind.to_owned() }.into(), None),
        kind => {
            let near = match kind {
                ErrorKind::Unknown { nearest } => nearest.map(str::to_owned),
                _ => None,
            };
            let fault = CalculatorFault::CalculatorInput {
                kind: spec.kind.to_owned(),
                problem_zh: error.text(calc::Lang::Zh),
                problem: error.text(calc::Lang::En),
            };
            (fault.into(), near)
        }
    }
}

fn field<'n>(node: &'n Node, name: &str) -> Option<&'n Node> {
    row(node, name).map(|(_, value)| value)
}

fn row<'n>(node: &'n Node, name: &str) -> Option<(&'n Node, &'n Node)> {
    let Value::Map(rows) = &node.value else { return None };
    let named = |key: &Node| matches!(&key.value, Value::Scalar { text, .. } if text == name);
    rows.iter().find(|(key, _)| named(key)).map(|(key, value)| (key, value))
}

/// The place of an error's input: its value, or its key if the value has no place of its own.
fn place(node: &Node, error: &InputError) -> Option<Span> {
    let (key, value) = row(node, &error.input)?;
    if matches!(error.kind, ErrorKind::Unknown { .. } | ErrorKind::Duplicate) && error.row.is_none() {
        return Some(key.span);
    }
    let inner = match (&value.value, error.row) {
        (Value::List(rows), Some(n)) => rows.get(n.saturating_sub(1)),
        _ => None,
    };
    let Some(inner) = inner else {
        let block = matches!(value.value, Value::List(_) | Value::Map(_) | Value::Null);
        return Some(if block { key.span } else { value.span });
    };
    let of_field = error.field.as_deref().and_then(|name| row(inner, name));
    match of_field {
        Some((key, _)) if matches!(error.kind, ErrorKind::Unknown { .. } | ErrorKind::Duplicate) => Some(key.span),
        Some((_, value)) => Some(value.span),
        None => Some(inner.span),
    }
}

/// A block's inputs: everything but its kind.
fn inputs(node: &Node) -> RawInput {
    match raw(node) {
        RawInput::Map(pairs) => RawInput::Map(pairs.into_iter().filter(|(name, _)| name != "kind").collect()),
        other => other,
    }
}

fn raw(node: &Node) -> RawInput {
    match &node.value {
        Value::Null => RawInput::Text(String::new()),
        Value::Scalar { text, .. } => RawInput::Text(text.clone()),
        Value::List(items) => RawInput::List(items.iter().map(raw).collect()),
        Value::Map(rows) => {
            let name = |key: &Node| match &key.value {
                Value::Scalar { text, .. } => text.clone(),
                _ => String::new(),
            };
            RawInput::Map(rows.iter().map(|(key, value)| (name(key), raw(value))).collect())
        }
    }
}
