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
use crate::diag::{Finding, nearest};
use crate::text::{Source, Span};

#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Widget {
    /// The block, in bytes from the start of the body.
    pub(crate) span: Span,
    #[serde(with = "by_kind")]
    pub(crate) spec: &'static Spec,
    pub(crate) raw: RawInput,
}

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
    pub(crate) lender: Option<LenderId>,
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

    pub(crate) fn context<'c>(&'c self, defaults: &'c [CallerDefault], lang: calc::Lang) -> CalcContext<'c> {
        CalcContext { tables: &self.registers.tables, as_of: self.as_of, lang, defaults }
    }
}

/// The fault of a calculator whose kind is unknown or missing; `info` is the first line without its marks.
fn unknown_kind(name: Option<&str>, info: &str) -> CalculatorFault {
    let allowed = calc::SPECS.map(|s| s.kind).join(", ");
    let misplaced = info.split_whitespace().find_map(calc::find).map(|spec| spec.kind);
    let (problem_zh, problem, remedy_zh, remedy) = match (name, misplaced) {
        (Some(name), _) => (
            format!("没有名为「{name}」的计算器"),
            format!("there is no calculator `{name}`"),
            "从这些里选一个写在 kind 后面：".to_owned(),
            "`kind` may be: ".to_owned(),
        ),
        (None, Some(kind)) => (
            "kind 要写在下一行".to_owned(),
            "the kind of the calculator stands on the next line".to_owned(),
            format!("在第一行只写 ```calculator，下一行写 kind: {kind}"),
            format!("write only ```calculator on the first line, and `kind: {kind}` below it"),
        ),
        (None, None) => (
            "没有写 kind".to_owned(),
            "the calculator has no `kind`".to_owned(),
            "在 ```calculator 下面写 kind: 名称，可以是：".to_owned(),
            "write `kind: name` below ```calculator, with one of: ".to_owned(),
        ),
    };
    let [problem_zh, problem, remedy_zh, remedy] = [problem_zh, problem, remedy_zh, remedy].map(Into::into);
    let allowed = if misplaced.is_some() && name.is_none() { String::new() } else { allowed };
    CalculatorFault::CalculatorKind { problem_zh, problem, remedy_zh, remedy, allowed: allowed.into() }
}

/// Reads a calculator of a body that begins at byte `base` of its file.
pub(crate) fn read(
    source: &Source,
    base: u32,
    fence: &Fence,
    surroundings: Surroundings<'_>,
    findings: &mut Vec<Finding>,
) -> Option<Widget> {
    let content = fence.content.shifted(base);
    let start = content.start;
    let mut report = |span: Span, fault: CalculatorFault, near: Option<String>| {
        findings.push(Finding::at(&source.path, span, fault).with_suggestion(near))
    };
    let first_line = first_line(source, fence.span.shifted(base));
    let node = match yaml::parse(content.of(&source.text)) {
        Ok(node) => node,
        Err(e) => {
            let fault = CalculatorFault::CalculatorSyntax { detail_zh: e.detail_zh, detail: e.detail };
            report(e.span.shifted(start), fault, None);
            return None;
        }
    };
    let kind = row(&node, "kind").and_then(|(_, kind)| Some((yaml::scalar(kind)?, kind.span.shifted(start))));
    let at = kind.map_or(first_line, |(_, at)| at);
    let name = kind.map(|(name, _)| name);
    let Some(spec) = name.and_then(calc::find) else {
        let near = nearest(name.unwrap_or(""), calc::SPECS.iter().map(|s| s.kind));
        report(at, unknown_kind(name, &fence.info), near);
        return None;
    };
    let mut raw = raw(&node);
    if let RawInput::Map(inputs) = &mut raw {
        inputs.retain(|(name, _)| name != "kind");
    }
    let defaults = surroundings.defaults();
    match calc::compute(spec, &raw, &surroundings.context(&defaults, calc::Lang::Zh)) {
        Ok(outcome) if outcome.doubts.is_empty() => {}
        Ok(outcome) => {
            let english =
                calc::compute(spec, &raw, &surroundings.context(&defaults, calc::Lang::En)).map(|o| o.doubts).unwrap_or_default();
            for (zh, en) in outcome.doubts.into_iter().zip(english) {
                report(first_line, CalculatorFault::CalculatorDoubt { problem_zh: zh, problem: en }, None);
            }
        }
        Err(errors) => {
            for error in errors {
                let at = place(&node, &error).map_or(first_line, |span| span.shifted(start));
                let near = match error.kind {
                    ErrorKind::Unknown { nearest } => nearest.map(str::to_owned),
                    _ => None,
                };
                report(at, fault(spec, &error), near);
            }
            return None;
        }
    }
    for (span, fault, near) in rates(&node).into_iter().chain(dates(spec, &node)) {
        report(span.shifted(start), fault, near);
    }
    Some(Widget { span: fence.span, spec, raw })
}

/// Inputs that are rates of a year.
const RATES: [&str; 3] = ["annual_rate", "penalty_rate", "general_rate"];

/// Rates that are written as a fraction: 0.144 is 0.144 %, and rarely meant so.
fn rates(node: &Node) -> Vec<(Span, CalculatorFault, Option<String>)> {
    let rate = |name: &str| {
        let (_, value) = row(node, name)?;
        let written = yaml::scalar(value)?.trim();
        let digits = written.strip_prefix("0.").or_else(|| written.strip_prefix('.'))?;
        let is_rate = digits.bytes().all(|b| b.is_ascii_digit()) && digits.bytes().any(|b| b != b'0');
        let (whole, part) = digits.split_at_checked(2).unwrap_or((digits, ""));
        let whole = format!("{whole:0<2}");
        let (whole, part) = (whole.trim_start_matches('0'), part.trim_end_matches('0'));
        let dot = if part.is_empty() { "" } else { "." };
        let percent = format!("{}{dot}{part}%", if whole.is_empty() { "0" } else { whole });
        let fault = CalculatorFault::CalculatorSlip {
            problem_zh: format!("{name} 的 {written} 会当作 {written}%").into(),
            problem: format!("{name} {written} is taken for {written}%").into(),
            remedy_zh: format!("年利率是 {percent} 就写 {percent}；确是 {written}% 就加上百分号").into(),
            remedy: format!("write {percent} if that is the rate of a year; if it is {written}%, add the percent sign").into(),
        };
        is_rate.then_some((value.span, fault, Some(percent)))
    };
    RATES.iter().filter_map(|name| rate(name)).collect()
}

/// The day on which a debt is due behind the day on which it is paid: no day is overdue.
fn dates(spec: &Spec, node: &Node) -> Option<(Span, CalculatorFault, Option<String>)> {
    let day = |name: &str| {
        let (_, value) = row(node, name)?;
        Some((value.span, yaml::scalar(value)?.trim().parse::<Date>().ok()?))
    };
    let ((span, due), (_, paid)) = (day("due")?, day("paid")?);
    let is_of_delay = matches!(spec.kind, "penalty-interest" | "delayed-performance");
    let fault = CalculatorFault::CalculatorSlip {
        problem_zh: format!("due 的 {due} 在 paid 的 {paid} 之后，一天也没有逾期").into(),
        problem: format!("`due` {due} is after `paid` {paid}, so that no day is overdue").into(),
        remedy_zh: "两个日期写反了就对换；确实没有逾期，就不用这个计算器".into(),
        remedy: "exchange the two dates if they are in the wrong order; without a delay this calculator is not needed".into(),
    };
    (is_of_delay && due > paid).then_some((span, fault, None))
}

/// The first line of the block, the place of findings about the whole block.
fn first_line(source: &Source, block: Span) -> Span {
    let text = block.of(&source.text);
    let end = text.find(['\r', '\n']).unwrap_or(text.len());
    let start = block.start as usize;
    Span::new(start..start + end)
}

fn fault(spec: &Spec, error: &InputError) -> CalculatorFault {
    let kind = spec.kind.to_owned();
    match error.kind {
        ErrorKind::NoRates { table } => CalculatorFault::CalculatorRates { kind, table: table.to_owned() },
        ErrorKind::NoDeadlines => CalculatorFault::CalculatorDeadlines { kind },
        _ => {
            let (problem_zh, problem) = (error.text(calc::Lang::Zh), error.text(calc::Lang::En));
            CalculatorFault::CalculatorInput { kind, problem_zh, problem }
        }
    }
}

fn row<'n>(node: &'n Node, name: &str) -> Option<(&'n Node, &'n Node)> {
    let Value::Map(rows) = &node.value else { return None };
    rows.iter().find(|(key, _)| yaml::scalar(key) == Some(name)).map(|(key, value)| (key, value))
}

/// The place of an error's input: its value, or its key if the value has no place of its own.
fn place(node: &Node, error: &InputError) -> Option<Span> {
    let (key, value) = row(node, &error.input)?;
    let is_of_key = matches!(error.kind, ErrorKind::Unknown { .. } | ErrorKind::Duplicate);
    if is_of_key && error.row.is_none() {
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
    Some(of_field.map_or(inner.span, |(key, value)| if is_of_key { key.span } else { value.span }))
}

fn raw(node: &Node) -> RawInput {
    match &node.value {
        Value::Null => RawInput::Text(String::new()),
        Value::Scalar { text, .. } => RawInput::Text(text.clone()),
        Value::List(items) => RawInput::List(items.iter().map(raw).collect()),
        Value::Map(rows) => {
            let name = |key| yaml::scalar(key).unwrap_or_default().to_owned();
            RawInput::Map(rows.iter().map(|(key, value)| (name(key), raw(value))).collect())
        }
    }
}
