//! Court fees (诉讼费): first instance, payment order, execution, preservation.
//!
//! By brackets, each rate on its own slice; every slice is rounded half up to fen and the fee is the sum of the lines. Payment order: a third of the
//! fee of the first instance. Preservation: at most 5,000. `halved` halves the fee of any proceeding, once. Law: court-fee arts. 13–16.
//!
//! Reading: what is taken off (to a third, to a half, to the most) is a line with a negative amount, so that the lines always add up to the fee.

use super::prelude::*;
use super::words::court_fee::WORDS;

pub(super) static SPEC: Spec = Spec {
    kind: "court-fee",
    answer: &["fee", "fee_max"],
    usual: "amount",
    inputs: INPUTS,
    results: &[WORDS.result("fee", Unit::Yuan)],
    basis: &[
        WORDS.basis(COURT_FEE, "13", Proof::Official),
        WORDS.basis(COURT_FEE, "14", Proof::Official),
        WORDS.basis(COURT_FEE, "15", Proof::Official),
        WORDS.basis(COURT_FEE, "16", Proof::Official),
    ],
    example: "amount=80000 proceeding=first_instance",
    ..Spec::new(run, &WORDS)
};

const INPUTS: &[Input] = &WORDS.inputs([
    money("amount"),
    choice("proceeding", &WORDS.choices("proceeding", ["first_instance", "payment_order", "execution", "preservation"]))
        .default("first_instance"),
    flag("halved"),
]);

/// A scale of fees: what the first bracket costs up to its end, then upper ends in yuan with rates; the last has no end.
struct FeeScale {
    first: (i128, Fen),
    brackets: &'static [(i128, Ppm)],
}

const NO_END: i128 = i128::MAX / 1000;

const FIRST_INSTANCE: FeeScale = FeeScale {
    first: (10_000, 5_000),
    brackets: &[
        (100_000, 25_000),
        (200_000, 20_000),
        (500_000, 15_000),
        (1_000_000, 10_000),
        (2_000_000, 9_000),
        (5_000_000, 8_000),
        (10_000_000, 7_000),
        (20_000_000, 6_000),
        (NO_END, 5_000),
    ],
};

const EXECUTION: FeeScale =
    FeeScale { first: (10_000, 5_000), brackets: &[(500_000, 15_000), (5_000_000, 10_000), (10_000_000, 5_000), (NO_END, 1_000)] };

const PRESERVATION: FeeScale = FeeScale { first: (1_000, 3_000), brackets: &[(100_000, 10_000), (NO_END, 5_000)] };

const PRESERVATION_MOST: Fen = 500_000;

fn run(v: &Record, w: &mut Work) -> Checked {
    let proceeding = v.choice("proceeding");
    let scale = match proceeding {
        "execution" => EXECUTION,
        "preservation" => PRESERVATION,
        _ => FIRST_INSTANCE,
    };
    slices(w, &scale, v.money("amount"));
    if proceeding == "payment_order" {
        reduce(w, "third", round_div(w.sum(), 3));
    }
    if proceeding == "preservation" && w.sum() > PRESERVATION_MOST {
        reduce(w, "most", PRESERVATION_MOST);
    }
    if v.flag("halved") {
        reduce(w, "half", round_div(w.sum(), 2));
    }
    w.money("fee", w.sum());
    if proceeding == "execution" {
        w.note("execution", &[]);
    }
    Ok(())
}

fn slices(w: &mut Work, scale: &FeeScale, amount: Fen) {
    let (mut low, flat) = scale.first;
    let whole = |amount: i128| yuan(amount * 100).trim_end_matches(".00").to_owned();
    w.line("first", &[whole(low)], ComputationLine::amount(flat));
    for (high, rate) in scale.brackets {
        let slice = amount.min(high * 100) - low * 100;
        if slice <= 0 {
            break;
        }
        let key = if *high == NO_END { "above" } else { "slice" };
        let line = ComputationLine { rate: Some(*rate), ..ComputationLine::amount(round_div(slice * rate, WHOLE)) };
        w.line(key, &[whole(low), whole(*high)], line);
        low = *high;
    }
}

/// Brings the sum down to `to` with a line of what is taken off.
fn reduce(w: &mut Work, key: &str, to: Fen) {
    let off = to - w.sum();
    w.line(key, &[], ComputationLine::amount(off));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn brackets_rise() {
        for scale in [FIRST_INSTANCE, EXECUTION, PRESERVATION] {
            assert!(scale.brackets.is_sorted_by_key(|(high, _)| *high));
        }
    }
}
