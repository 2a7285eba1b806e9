//! Which lines of the register of cost lines apply to a loan, and on which side of them its yearly cost lies.

use super::prelude::*;
use super::tables::{CostLine, Figure};

/// What a line must know of a loan.
#[derive(Clone, Copy)]
pub(super) struct Loan {
    pub(super) day: Date,
    /// The whole term.
    pub(super) days: i64,
}

/// Notes every line that applies to the lender's kind and the loan. `rate` is a multiple of 0.01 %. The keys are those of the texts for a rate above
/// the line, one that is not, a line without a figure, and a loan of which too little is known.
pub(super) fn compare(
    w: &mut Work,
    (kind, assisted, loan): (&str, bool, Option<Loan>),
    rate: Ppm,
    [above, not_above, beside, not_compared]: [&str; 4],
) -> Checked {
    let Some(loan) = loan.filter(|_| !kind.is_empty()) else {
        w.note(not_compared, &[]);
        return Ok(());
    };
    let lines: Vec<CostLine> = w.ctx.tables.cost_lines.iter().filter(|l| applies(l, kind, assisted, loan)).cloned().collect();
    for line in lines {
        let words = line.text.clone() + Proof::of(&line.v).mark(w.ctx.lang);
        match figure(w, &line, loan.day)? {
            Some(figure) => {
                let key = if rate > figure { above } else { not_above };
                w.note(key, &[words, percent(rate, 2), percent(figure, 2)]);
            }
            None => w.note(beside, &[words]),
        }
    }
    Ok(())
}

fn applies(line: &CostLine, kind: &str, assisted: bool, loan: Loan) -> bool {
    line.lender_kinds.iter().any(|of| of == kind)
        && line.from <= loan.day
        && line.to.is_none_or(|to| loan.day <= to)
        && (assisted || !line.assisted)
        && line.max_days.is_none_or(|max| loan.days <= max.into())
}

/// The figure that the rate is compared with; none for a sentence, and for a multiple of a rate that the site does not know.
fn figure(w: &mut Work, line: &CostLine, day: Date) -> Checked<Option<Ppm>> {
    match line.figure {
        _ if !line.compare => Ok(None),
        Figure::Percent(rate) => Ok(Some(rate)),
        Figure::LprTimes(times) if w.ctx.tables.rates.as_ref().is_some_and(|rates| rates.on(day).is_some()) => {
            Ok(Some(w.lpr("lender_kind", day, "")?.rate * i128::from(times)))
        }
        _ => Ok(None),
    }
}
