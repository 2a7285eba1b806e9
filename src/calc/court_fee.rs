//! Court fees (诉讼费): first instance, appeal, counterclaim, retrial, payment order, execution, preservation, objection to jurisdiction.
//!
//! By brackets, each rate on its own slice; every slice is rounded half up to fen and the fee is the sum of the lines. Appeal and retrial: the
//! same brackets on the part in dispute (arts. 17, 19). Counterclaim: half (art. 18). Payment order: a third. Preservation: at most 5,000.
//! Objection to jurisdiction: 50 to 100 by the province, only when it fails (art. 13(6)). `halved` halves the fee of the case (案件受理费), once
//! (arts. 15, 16; cpl-interp art. 206); the fees of art. 14 have no half.
//!
//! Reading: what is taken off (to a third, to a half, to the most) is a line with a negative amount, so that the lines always add up to the fee.

use super::prelude::*;
use super::words::court_fee::WORDS;

pub(super) static SPEC: Spec = Spec {
    kind: "court-fee",
    answer: &["fee", "fee_max"],
    usual: Usual::Amounts(&["amount"]),
    inputs: INPUTS,
    results: &[WORDS.result("fee", Unit::Yuan), WORDS.result("fee_min", Unit::Yuan), WORDS.result("fee_max", Unit::Yuan)],
    basis: &[
        WORDS.basis(COURT_FEE, "13", Proof::Official),
        WORDS.basis(COURT_FEE, "14", Proof::Official),
        WORDS.basis(COURT_FEE, "15", Proof::Official),
        WORDS.basis(COURT_FEE, "16", Proof::Official),
        WORDS.basis(COURT_FEE, "17", Proof::Official),
        WORDS.basis(COURT_FEE, "18", Proof::Official),
        WORDS.basis(COURT_FEE, "19", Proof::Official),
        WORDS.basis(CPL_INTERP, "206", Proof::Official),
        WORDS.basis(COURT_FEE, "20", Proof::Official),
        WORDS.basis(COURT_FEE, "29", Proof::Official),
        WORDS.basis(COURT_FEE, "44", Proof::Official),
    ],
    next: &[
        WORDS.next("paid_by_claimant", "court-fee-who-pays"),
        WORDS.next("paid_by_appellant", "court-fee-who-pays"),
        WORDS.next("paid_by_counterclaimant", "court-fee-who-pays"),
        WORDS.next("pays_retrial", "court-fee-who-pays"),
        WORDS.next("pays_payment_order", "payment-order-objection"),
        WORDS.next("pays_execution", "court-fee-who-pays"),
        WORDS.next("pays_preservation", "court-fee-who-pays"),
        WORDS.next("only_if_failed", "court-fee-who-pays"),
    ],
    example: "amount=80000 proceeding=first_instance",
    ..Spec::new(run, &WORDS)
};

const INPUTS: &[Input] = &WORDS.inputs([
    money("amount").need(Need::Never),
    choice("proceeding", &WORDS.choices("proceeding", PROCEEDINGS)).default("first_instance"),
    flag("halved"),
]);

const PROCEEDINGS: [&str; 8] =
    ["first_instance", "appeal", "counterclaim", "retrial", "payment_order", "execution", "preservation", "jurisdiction"];

/// The fees for an objection to jurisdiction that fails, art. 13(6).
const JURISDICTION: (Fen, Fen) = (5_000, 10_000);

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
    check(v, w, proceeding)?;
    if proceeding == "jurisdiction" {
        w.money("fee_min", JURISDICTION.0);
        w.money("fee_max", JURISDICTION.1);
    } else {
        fee(v, w, proceeding);
    }
    for note in notes(proceeding) {
        w.note(note, &[]);
    }
    Ok(())
}

fn check(v: &Record, w: &Work, proceeding: &str) -> Checked {
    let no_amount = proceeding == "jurisdiction";
    let case_fee = ["first_instance", "appeal", "retrial", "counterclaim"].contains(&proceeding);
    w.check([
        (no_amount && v.has("amount"), "amount", "no_amount", String::new()),
        (!no_amount && !v.has("amount"), "amount", "amount_missing", String::new()),
        (v.flag("halved") && !case_fee, "halved", "no_half", String::new()),
        (v.flag("halved") && proceeding == "counterclaim", "halved", "half_once", String::new()),
    ])
}

fn fee(v: &Record, w: &mut Work, proceeding: &str) {
    let scale = match proceeding {
        "execution" => EXECUTION,
        "preservation" => PRESERVATION,
        _ => FIRST_INSTANCE,
    };
    slices(w, &scale, v.money("amount"));
    match proceeding {
        "payment_order" => reduce(w, "third", round_div(w.sum(), 3)),
        "preservation" if w.sum() > PRESERVATION_MOST => reduce(w, "most", PRESERVATION_MOST),
        "counterclaim" => reduce(w, "half_counterclaim", round_div(w.sum(), 2)),
        _ if v.flag("halved") => reduce(w, "half", round_div(w.sum(), 2)),
        _ => {}
    }
    w.money("fee", w.sum());
}

/// Who pays the fee in advance and who bears it, and what a party may ask for.
fn notes(proceeding: &str) -> &'static [&'static str] {
    match proceeding {
        "payment_order" => &["pays_payment_order", "waiver"],
        "execution" => &["pays_execution", "waiver"],
        "preservation" => &["pays_preservation", "waiver"],
        "jurisdiction" => &["only_if_failed"],
        "appeal" => &["in_dispute", "paid_by_appellant", "pays_case", "waiver"],
        "counterclaim" => &["paid_by_counterclaimant", "pays_case", "waiver"],
        "retrial" => &["in_dispute", "retrial_free", "pays_retrial", "waiver"],
        _ => &["paid_by_claimant", "pays_case", "waiver"],
    }
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
