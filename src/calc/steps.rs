//! The steps of a computation in words, with its figures: one sentence a line. The script writes the same ones.

use super::number::{percent, yuan};
use super::outcome::{Computation, ComputationLine};
use super::text::Lang;

/// The most lines whose steps are written out; a longer computation is a table.
const STEPS_MAX: usize = 12;

/// The steps, or none where the lines are a table: of a schedule, or too many.
pub fn steps(outcome: &Computation) -> Vec<String> {
    if outcome.lines.len() > STEPS_MAX || outcome.lines.iter().any(|line| line.parts.is_some()) {
        return vec![];
    }
    outcome.lines.iter().map(|line| step(line, outcome.lang)).collect()
}

/// `罚息：2026-02-20至2026-04-06，45天：10,000.00元 × 21.6% ÷ 360 × 45 = 270.00元`.
fn step(line: &ComputationLine, lang: Lang) -> String {
    let (to, day, unit, colon, comma) = match lang {
        Lang::Zh => ("至", "天", "元", "：", "，"),
        Lang::En => (" to ", " days", " yuan", ": ", ", "),
    };
    let mut parts = Vec::new();
    let dates: Vec<_> = line.from.iter().chain(&line.to).map(ToString::to_string).collect();
    if !dates.is_empty() {
        parts.push(dates.join(to));
    }
    parts.extend(line.days.map(|n| format!("{n}{day}")));
    let rate = line.rate.map(|r| format!("{}%", percent(r, 4).trim_end_matches('0').trim_end_matches('.')));
    let amount = line.amount.map(|fen| format!("{}{unit}", yuan(fen)));
    match (line.base, rate, line.days, amount) {
        (Some((base, basis)), Some(rate), Some(days), Some(amount)) => {
            let year = if basis == 1 { String::new() } else { format!(" ÷ {basis}") };
            parts.push(format!("{}{unit} × {rate}{year} × {days} = {amount}", yuan(base)));
        }
        (_, rate, _, amount) => parts.extend(rate.into_iter().chain(amount)),
    }
    std::iter::once(line.label.clone()).chain((!parts.is_empty()).then(|| parts.join(comma))).collect::<Vec<_>>().join(colon)
}
