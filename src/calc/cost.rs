//! The yearly cost of a loan: level payments with a fee, the rates shown, and the lines of the register beside which they stand.

use super::fixed::{MONTHLY_UNIT, compound};
use super::prelude::*;
use super::tables::{CostLine, Figure};

/// The payment of each period where the fee is a share of the whole amount (等本等息): amount ÷ periods + amount × fee, rounded once.
pub(super) fn level_fee_payment(amount: Fen, fee: Ppm, periods: i64) -> Fen {
    let periods = i128::from(periods);
    round_div(amount * WHOLE + amount * fee * periods, periods * WHOLE)
}

/// A fraction as a rate that is a multiple of 0.01 %, a hundred millionths, as results are shown.
pub(super) fn basis_points(n: i128, d: i128) -> Ppm {
    round_div(n * 10_000, d) * 100
}

/// Twelve times a monthly rate, and the same compounded.
pub(super) fn annual_rates(monthly: i128) -> (Ppm, Ppm) {
    (basis_points(12 * monthly, MONTHLY_UNIT), basis_points(compound(monthly, MONTHLY_UNIT, 12), MONTHLY_UNIT))
}

/// What a line must know of a loan.
#[derive(Clone, Copy)]
pub(super) struct LoanTerm {
    pub(super) day: Date,
    /// The whole term.
    pub(super) days: i64,
}

/// Notes every line that applies to the lender's kind and the loan, and marks its law. `rate` is a multiple of 0.01 %. The keys are those of the
/// texts for a rate above the line, one that is not, a line without a figure, and a loan of which too little is known.
pub(super) fn compare(
    w: &mut Work,
    (kind, assisted, loan): (&str, bool, Option<LoanTerm>),
    rate: Ppm,
    [above, not_above, beside, not_compared]: [&str; 4],
) -> Checked {
    let Some(loan) = loan.filter(|_| !kind.is_empty()) else {
        w.note(not_compared, &[]);
        return Ok(());
    };
    let lines: Vec<CostLine> = w.ctx.tables.cost_lines.iter().filter(|l| applies(l, kind, assisted, loan)).cloned().collect();
    for line in lines {
        let words = line.words(w.ctx.lang);
        if let Some(law) = &line.law {
            w.mark(law);
        }
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

fn applies(line: &CostLine, kind: &str, assisted: bool, loan: LoanTerm) -> bool {
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

#[cfg(test)]
mod tests {
    use super::*;

    fn line(from: Date, to: Option<Date>, assisted: bool, max_days: Option<u32>) -> CostLine {
        CostLine {
            id: "x".into(),
            from,
            to,
            lender_kinds: vec!["bank".into(), "private".into()],
            assisted,
            max_days,
            figure: Figure::None,
            compare: true,
            law: None,
            article: "-".into(),
            v: "V".into(),
            text: "x".into(),
        }
    }

    #[test]
    fn a_line_applies_by_day_lender_platform_and_term() {
        let (first, last) = (date(2025, 10, 1), date(2026, 9, 30));
        let on = |day: Date| LoanTerm { day, days: 31 };
        let whole = line(first, Some(last), false, None);
        let days = [first.yesterday().unwrap(), first, last, last.tomorrow().unwrap()];
        assert_eq!(days.map(|day| applies(&whole, "bank", false, on(day))), [false, true, true, false]);
        assert!(applies(&line(first, None, false, None), "private", false, on(date(2100, 1, 1))));
        assert!(!applies(&whole, "micro_loan", false, on(first)));
        let assisted = line(first, None, true, None);
        assert_eq!([true, false].map(|took_part| applies(&assisted, "bank", took_part, on(first))), [true, false]);
        let terms = [30, 31].map(|max| applies(&line(first, None, false, Some(max)), "bank", false, on(first)));
        assert_eq!(terms, [false, true]);
    }
}
