//! Court fees (诉讼费): first instance, payment order, execution, preservation.
//!
//! By brackets, each rate on its own slice; every slice is rounded half up to fen and the fee is the sum of the lines. Payment order: a third of the
//! fee of the first instance. Preservation: at most 5,000. `halved` halves the fee of any proceeding, once. Law: court-fee arts. 13–16.
//!
//! Reading: what is taken off (to a third, to a half, to the most) is a line with a negative amount, so that the lines always add up to the fee.

use super::prelude::*;

pub(super) static SPEC: Spec = Spec {
    kind: "court-fee",
    title: text("诉讼费计算器", "Court fees"),
    summary: text(
        "按诉讼标的金额分段算出案件受理费、支付令申请费、执行申请费和保全申请费。",
        "The fees of first instance, payment order, execution and preservation by the amount in dispute.",
    ),
    explanation: text(
        "财产案件的受理费按诉讼请求的金额分段累计。适用简易程序、调解结案或者撤诉的减半交纳，只减一次。\
         申请支付令按受理费的三分之一交纳。执行费不预交，由被执行人负担；诉讼费由败诉方负担。",
        "The fee of a money claim adds up by brackets. It is halved, once, under the summary procedure, on a settlement or a withdrawal. A payment order \
         costs a third. The fee of execution is not paid in advance and falls on the debtor; costs fall on the losing side.",
    ),
    formula: text(
        "每一段金额 × 该段比例，四舍五入到分后相加。支付令 = 受理费 ÷ 3。保全费最多5000元。减半 = 费用 ÷ 2。",
        "The part of the amount within each bracket × its rate, rounded half up to 0.01, added up. Payment order = fee ÷ 3. Preservation at most 5,000. \
         Halved = fee ÷ 2.",
    ),
    inputs: INPUTS,
    results: &[result("fee", "应交费用", "Fee", Unit::Yuan)],
    basis: &[
        basis(COURT_FEE, "13", Proof::Official, "案件受理费分段计算", "First instance, by brackets"),
        basis(COURT_FEE, "14", Proof::Official, "执行、保全、支付令申请费", "Execution, preservation, payment order"),
        basis(COURT_FEE, "15", Proof::Official, "调解结案或者撤诉减半", "Halved on settlement or withdrawal"),
        basis(COURT_FEE, "16", Proof::Official, "简易程序减半", "Halved under the summary procedure"),
    ],
    assumptions: &[text(
        "财产案件，金额为诉讼请求或者执行、保全的金额",
        "A money claim; the amount claimed, executed or preserved",
    )],
    limits: &[
        text("不含公告费、鉴定费、律师费等", "Without publication, appraisal or lawyers' fees"),
        text("减半只减一次，由法院决定", "Halved once only, by the court"),
    ],
    texts: &[
        keyed("first", "不超过{0}元的部分", "Up to {0}"),
        keyed("slice", "超过{0}元至{1}元的部分", "From {0} to {1}"),
        keyed("above", "超过{0}元的部分", "Above {0}"),
        keyed("third", "支付令按三分之一", "Payment order: a third"),
        keyed("most", "保全费最多5000元", "Preservation: at most 5,000"),
        keyed("half", "减半", "Halved"),
        keyed("execution", "执行费不预交，由被执行人负担", "The fee of execution is not paid in advance and falls on the debtor"),
    ],
    example: "amount=80000 proceeding=first_instance",
    needs_rates: false,
    needs_today: false,
    table: None,
    run,
};

const INPUTS: &[Input] = &[
    money("amount", "标的金额", "Amount in dispute"),
    choice("proceeding", "程序", "Proceeding", PROCEEDINGS).default("first_instance"),
    flag("halved", "减半交纳", "Halved")
        .help("调解结案、撤诉或者适用简易程序的。", "On settlement, withdrawal or under the summary procedure."),
];

const PROCEEDINGS: &[(&str, Phrase)] = &[
    keyed("first_instance", "一审受理费", "First instance"),
    keyed("payment_order", "申请支付令", "Payment order"),
    keyed("execution", "申请执行", "Execution"),
    keyed("preservation", "申请保全", "Preservation"),
];

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

fn run(v: &Record, w: &mut Work) -> Result<(), Vec<InputError>> {
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
    let label = w.say("first", &[low.to_string()]);
    w.line(ComputationLine { label, amount: Some(flat), ..ComputationLine::default() });
    for (high, rate) in scale.brackets {
        let slice = amount.min(high * 100) - low * 100;
        if slice <= 0 {
            break;
        }
        let label =
            if *high == NO_END { w.say("above", &[low.to_string()]) } else { w.say("slice", &[low.to_string(), high.to_string()]) };
        w.line(ComputationLine {
            label,
            rate: Some(*rate),
            amount: Some(round_div(slice * rate, WHOLE)),
            ..ComputationLine::default()
        });
        low = *high;
    }
}

/// Brings the sum down to `to` with a line of what is taken off.
fn reduce(w: &mut Work, key: &str, to: Fen) {
    let label = w.say(key, &[]);
    let off = to - w.sum();
    w.line(ComputationLine { label, amount: Some(off), ..ComputationLine::default() });
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
