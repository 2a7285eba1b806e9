//! Penalty interest on an overdue loan (逾期罚息).
//!
//! Per row: r = annual rate × (1 + surcharge), or the penalty rate as given; penalty = principal × r ÷ basis × days; compound = unpaid contract
//! interest × r ÷ basis × days where the contract has it. Days = paid − due, on a year of 360 (银发〔2005〕129号) unless switched. r is used exactly
//! and shown with four decimals of a percent; every line is rounded half up to fen and totals are sums of the lines. The penalty rate replaces
//! the contract rate on overdue principal. Law: 银发〔2003〕251号 art. 3, civil-code art. 676; the note on 24 % rests on 法发〔2017〕22号 art. 2.
//!
//! Readings: a row not yet overdue counts 0 days; `days` is that of the row due first; the 24 % line is computed on a year of 365, on the same
//! principal (not on interest) and days, rounded per row.

use super::prelude::*;

pub(super) static SPEC: Spec = Spec {
    kind: "penalty-interest",
    title: text("逾期罚息计算器", "Penalty interest"),
    summary: text(
        "贷款到期没有还上，按合同利率上浮后的罚息利率，算出到还款日为止的罚息、复利和应还总额。",
        "What an overdue loan costs up to the day it is paid: penalty interest, compound interest and the sum due.",
    ),
    explanation: text(
        "贷款逾期后，逾期的本金不再按原来的利率计息，而是按罚息利率计息。人民币贷款的罚息利率一般在合同利率上加收30%至50%。\
         例如合同年利率14.4%、加收50%，罚息年利率就是21.6%。罚息利率替代合同利率，不是在合同利率之外再加一份。\
         对没有按时支付的利息，合同有约定时还可以按罚息利率计收复利。",
        "Once a loan is overdue, the overdue principal bears the penalty rate in place of the contract rate, usually the contract rate plus 30 % to \
         50 % of itself: 14.4 % a year becomes 21.6 %. It is not added on top of the contract rate. Where the contract says so, unpaid interest \
         bears the penalty rate too (compound interest).",
    ),
    formula: text(
        "罚息利率 = 合同年利率 ×（1 + 加收比例）；罚息 = 逾期本金 × 罚息利率 ÷ 年基准天数 × 逾期天数；复利 = 未付利息 × 罚息利率 ÷ 年基准天数 × 逾期天数。\
         逾期天数 = 还款日 − 到期日。每一行四舍五入到分，合计为各行之和。",
        "Penalty rate = annual rate × (1 + surcharge). Penalty = overdue principal × penalty rate ÷ days in a year × days overdue; compound interest \
         is the same on unpaid interest. Days overdue = day paid − day due. Each line is rounded half up to 0.01; totals are sums of lines.",
    ),
    inputs: INPUTS,
    results: &[
        result("days", "逾期天数", "Days overdue", Unit::Days),
        result("penalty", "罚息", "Penalty interest", Unit::Yuan),
        result("compound", "复利", "Compound interest", Unit::Yuan),
        result("total", "应还总额", "Sum due", Unit::Yuan),
        result("penalty_rate", "罚息年利率", "Penalty rate a year", Unit::Percent),
    ],
    basis: &[
        basis(
            PBOC_251,
            "3",
            Proof::Reprint,
            "逾期罚息在合同利率上加收30%至50%，未付利息可按罚息利率计收复利",
            "Surcharge of 30 % to 50 %; compound interest",
        ),
        basis(CIVIL_CODE, "676", Proof::Official, "未按期还款的，应当支付逾期利息", "A borrower in default owes default interest"),
        basis(PBOC_129, "-", Proof::Memory, "日利率 = 年利率 ÷ 360", "Daily rate is the annual rate ÷ 360"),
        basis(
            FIN_TRIAL_2017,
            "2",
            Proof::Memory,
            "利息、罚息、复利等总计超过年利率24%的部分可请求调减",
            "The part above 24 % a year may be reduced on request",
        ),
    ],
    assumptions: &[
        text("逾期期间本金和利率不变，中间没有还款", "Principal and rate do not change and nothing is paid in between"),
        text("罚息利率替代合同利率，不重复计收", "The penalty rate replaces the contract rate"),
    ],
    limits: &[
        text("持牌消费金融公司的罚息以合同约定为准", "For licensed consumer lenders the contract decides"),
        text("挪用贷款的加收比例为50%至100%，请直接填写加收比例", "For misused loans the surcharge is 50 % to 100 %: enter it"),
        text(
            "24%提示只按同一本金、同样天数（年365天）比较，是否调减由法院决定",
            "The 24 % note compares the same principal and days (365); courts decide",
        ),
        text("分行填写时，逾期天数取最早到期的一行", "With rows, the days are those of the row due first"),
    ],
    texts: &[
        keyed("penalty", "罚息", "Penalty interest"),
        keyed("compound", "复利", "Compound interest"),
        keyed("row_penalty", "第{0}笔罚息", "Penalty interest, item {0}"),
        keyed("row_compound", "第{0}笔复利", "Compound interest, item {0}"),
        keyed("not_overdue", "未逾期，不产生罚息", "Not overdue: no penalty interest"),
        keyed(
            "above_24",
            "罚息与复利合计{0}元，按同一本金和天数，年利率24%对应{1}元，超出{2}元；超出部分可请求法院调减",
            "Penalty and compound interest come to {0}; 24 % a year on the same principal and days is {1}, {2} less; a court may be asked to reduce the excess",
        ),
        keyed(
            "surcharge",
            "加收比例不在30%至50%之间，请核对合同（银发〔2003〕251号第三条）",
            "The surcharge is outside 30 % to 50 %: check the contract (PBoC 251 of 2003, art. 3)",
        ),
    ],
    example: "principal=10000 interest=150 annual_rate=14.4% due=2026-02-20 paid=2026-04-06 compound=true",
    needs_rates: false,
    needs_today: false,
    table: Some(TableSpec { from: "due", vary: "paid", results: &["penalty", "compound", "total"], without: &["rows"] }),
    run,
};

const INPUTS: &[Input] = &[
    money("principal", "逾期本金", "Overdue principal").need(Need::Unless(&["rows"])),
    fee("interest", "未付利息", "Unpaid contract interest")
        .help("到期未付的合同利息，计收复利时用。", "Contract interest unpaid when due."),
    rate("annual_rate", "合同年利率", "Contract rate a year", 1000)
        .need(Need::Unless(&["penalty_rate"]))
        .help("合同写明的年利率，如 14.4%。", "As the contract states it, like 14.4%."),
    rate("surcharge", "罚息加收比例", "Surcharge", 1000)
        .default("50%")
        .help("在合同利率上加收的比例，一般为30%至50%。", "On top of the contract rate, usually 30 % to 50 % of it."),
    rate("penalty_rate", "罚息年利率", "Penalty rate a year", 1000)
        .need(Need::Never)
        .excludes(&["surcharge"])
        .help("合同直接写明罚息利率时填写，不再填加收比例。", "Where the contract states it; then no surcharge."),
    day("due", "到期日", "Due on").need(Need::Unless(&["rows"])),
    day("paid", "还款日", "Paid on").help("实际或预计还款的日期。", "The day of payment, actual or expected."),
    year_basis("360"),
    flag("compound", "计收复利", "Compound interest")
        .help("合同约定对未付利息计收复利时选择。", "Where the contract provides for it."),
    rows("rows", "逾期各笔", "Overdue items", ROW).excludes(&["principal", "interest", "due"]).help(
        "多笔分别到期时逐笔填写，代替上面的本金、利息和到期日。",
        "Several items due on different days, in place of principal, interest and due day.",
    ),
];

const ROW: &[Input] = &[
    day("due", "到期日", "Due on"),
    money("principal", "逾期本金", "Overdue principal"),
    fee("interest", "未付利息", "Unpaid interest"),
];

fn run(v: &Record, w: &mut Work) -> Result<(), Vec<InputError>> {
    let paid = v.day(w.spec, "paid")?;
    let single = [v.clone()];
    let many = v.has("rows");
    let rows = if many { v.rows("rows") } else { &single };
    let exact = exact_rate(v);
    let (mut penalty, mut compound, mut owed, mut line_24) = (0, 0, 0, 0);
    let mut oldest = None;
    for (n, row) in rows.iter().enumerate() {
        let due = row.day(w.spec, "due")?;
        let overdue = days(due, paid).max(0);
        oldest = oldest.min(Some(due)).or(Some(due));
        let args = [(n + 1).to_string()];
        let mut line = |key: &str, base: Fen| {
            let amount = round_div(base * exact * i128::from(overdue), i128::from(v.year_basis()) * WHOLE * WHOLE);
            let label = if many { w.say(&format!("row_{key}"), &args) } else { w.say(key, &[]) };
            w.interval(label, due, paid, overdue, shown_rate(exact), amount);
            amount
        };
        penalty += line("penalty", row.money("principal"));
        if v.flag("compound") && row.money("interest") > 0 {
            compound += line("compound", row.money("interest"));
        }
        owed += row.money("principal") + row.money("interest");
        line_24 += interest(row.money("principal"), 240_000, overdue, 365);
    }
    let overdue = oldest.map_or(0, |due| days(due, paid)).max(0);
    w.result("days", Value::Count(overdue));
    w.money("penalty", penalty);
    w.money("compound", compound);
    w.money("total", owed + penalty + compound);
    w.result("penalty_rate", Value::Percent(shown_rate(exact), 4));
    let charged = penalty + compound;
    if overdue == 0 {
        w.note("not_overdue", &[]);
    } else if charged > line_24 {
        w.note("above_24", &[yuan(charged), yuan(line_24), yuan(charged - line_24)]);
    }
    if !v.has("penalty_rate") && !(300_000..=500_000).contains(&v.percent("surcharge")) {
        w.warn("surcharge", &[]);
    }
    Ok(())
}

/// The penalty rate in units of 10^-12, exact.
fn exact_rate(v: &Record) -> i128 {
    if v.has("penalty_rate") {
        v.percent("penalty_rate") * WHOLE
    } else {
        v.percent("annual_rate") * (WHOLE + v.percent("surcharge"))
    }
}

fn shown_rate(exact: i128) -> Ppm {
    round_div(exact, WHOLE)
}
