//! The help of one calculator for a terminal: what it computes, its inputs with units, defaults and bounds, its results and law.

use super::error::allowed;
use super::spec::{Input, Need, Spec};
use super::text::Lang;
use super::words::common::{BASIS, DEFAULT, EXAMPLE, INPUTS, REQUIRED, RESULTS, ROWS_FORMAT};

/// The help as text of several lines, ending in a newline. Rows are shown as the command line takes them.
pub fn help(spec: &Spec, lang: Lang) -> String {
    let mut out = format!("{}  {}\n{}\n\n{}\n", spec.kind, spec.title.get(lang), spec.summary.get(lang), INPUTS.get(lang));
    for of in spec.inputs {
        out += &input(spec, of, lang);
    }
    out += &format!("\n{}\n", RESULTS.get(lang));
    for result in spec.results {
        out += &format!("  {}  {}\n", result.name, result.unit.label(result.label, lang));
    }
    out += &format!("\n{}\n", BASIS.get(lang));
    for of in spec.basis {
        let article = if of.article == "-" { String::new() } else { format!(" {}", of.article) };
        out += &format!("  {}{article}  {}\n", of.law.title.get(lang), of.note.get(lang));
    }
    out + &format!("\n{}\n  sitegen calc {} {}\n", EXAMPLE.get(lang), spec.kind, spec.example)
}

fn input(spec: &Spec, of: &Input, lang: Lang) -> String {
    let mut facts = vec![allowed(of).text(lang)];
    if of.need == Need::Always {
        facts.insert(0, REQUIRED.get(lang).to_owned());
    }
    if let Some(default) = of.default {
        facts.insert(0, DEFAULT.fill(lang, &[default.to_owned()]));
    }
    if let Some((_, value)) = spec.example().find(|(name, _)| *name == of.name && !of.fields().is_empty()) {
        facts.push(ROWS_FORMAT.fill(lang, &[of.name.to_owned(), value.to_owned()]));
    }
    let mut out = format!("  {}  {}\n      {}\n", of.name, of.unit().label(of.label, lang), facts.join("; "));
    if !of.help.get(lang).is_empty() {
        out += &format!("      {}\n", of.help.get(lang));
    }
    out
}
