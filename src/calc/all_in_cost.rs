//! The all-in annual cost of a loan (综合年化成本).
//!
//! Monthly: i solves Σ payment ÷ (1+i)^k = received, by bisection on [0, 5] to 10^-12 in the fixed point of `fixed.rs`; apr = 12·i, ear =
//! (1+i)^12 − 1, both half up to 0.01 %. With dated rows: the daily rate j on ACT solves Σ amount ÷ (1+j)^days = received to 10^-14 on
//! [0, 6 %]; xirr = (1+j)^365 − 1, which is the same root as that of ACT/365. 等本等息: payment = principal ÷ periods + principal × monthly fee rate,
//! rounded once. Reference lines: assisted-loan (from 2025-10-01), fin-trial-2017 art. 2, microloan-cost; `apr` is compared after rounding.
//!
//! Readings: `principal` may stand beside `received` (with a monthly fee rate it makes the payment; else it is not used and a note says so);
//! `extra_per_period` is added to every payment, with rows to every row; xirr compounds and is not compared with the nominal lines; a rate
//! above 500 % a month or 6 % a day is an error, not a number.

use super::fixed::{DAILY_UNIT, MONTHLY_UNIT, compound, daily_rate, monthly_rate};
use super::prelude::*;

pub(super) static SPEC: Spec = Spec {
    kind: "all-in-cost",
    title: text("综合年化成本计算器", "All-in annual cost"),
    summary: text(
        "把利息、手续费、担保费、会员费都算进去，按实际到手的金额和每期还款，算出真实的年化成本（IRR）。",
        "The true annual cost (IRR) of a loan, with interest, fees, guarantee and membership charges counted.",
    ),
    explanation: text(
        "宣传的“日息”“月费率”往往不是真实成本。等本等息的贷款，本金一期期在还，费用却一直按全部本金收，真实年化成本接近名义费率的两倍。\
         把每期实际还的钱和最初实际到手的钱放在一起，求出让两边相等的利率，就是内部收益率（IRR）。\
         单利年化（apr）是月利率乘以12，复利年化（ear）把每月利滚利也算进去。",
        "Advertised daily or monthly fees are often not the true cost: with level principal and fee, the fee is charged on the full principal while it is \
         being repaid, and the true cost is near twice the nominal rate. The rate at which all payments are worth what was received is the internal \
         rate of return. apr is twelve times the monthly rate; ear compounds it.",
    ),
    formula: text(
        "求月利率 i，使 各期还款 ÷ (1+i)^期数 之和 = 实际到手金额（二分法，精确到 10^-12）。单利年化 = 12 × i，复利年化 = (1+i)^12 − 1，四舍五入到0.01%。\
         填写逐笔日期时按实际天数、一年365天计算。等本等息：每期还款 = 本金 ÷ 期数 + 本金 × 月费率，四舍五入到分。",
        "The monthly rate i makes the sum of payment ÷ (1+i)^k equal to the amount received (bisection to 10^-12). apr = 12 × i, ear = (1+i)^12 − 1, half \
         up to 0.01 %. Dated payments: actual days on a year of 365. Level principal and fee: payment = principal ÷ periods + principal × monthly fee.",
    ),
    inputs: INPUTS,
    results: &[
        result("apr", "单利年化（apr）", "Nominal annual rate (apr)", Unit::Percent),
        result("ear", "复利年化（ear）", "Effective annual rate (ear)", Unit::Percent),
        result("xirr", "按日期年化（xirr）", "Annual rate by dates (xirr)", Unit::Percent),
        result("total_paid", "还款合计", "Total paid", Unit::Yuan),
        result("total_cost", "总成本", "Total cost", Unit::Yuan),
    ],
    basis: &[
        basis(
            ASSISTED_LOAN,
            "-",
            Proof::Reprint,
            "助贷业务综合融资成本的监管要求，2025-10-01起施行",
            "All-in cost of assisted loans, from 2025-10-01",
        ),
        basis(
            FIN_TRIAL_2017,
            "2",
            Proof::Memory,
            "金融借款各项费用总计超过年利率24%的部分可请求调减",
            "The part above 24 % a year may be reduced on request",
        ),
        basis(MICROLOAN_COST, "-", Proof::Reprint, "小额贷款公司新发放贷款综合融资成本的要求", "All-in cost of new micro-loans"),
        basis(PRIVATE_LOAN, "25", Proof::Official, "民间借贷以四倍LPR为上限", "Private loans: four times LPR"),
    ],
    assumptions: &[
        text("每月还款一次，每期金额相等，第一期在放款一个月后", "Equal monthly payments, the first one month after the loan"),
        text("所有因借款而付的费用都计入成本", "Everything paid for the loan counts as cost"),
    ],
    limits: &[
        text(
            "参考线是监管和司法口径，是否超过、如何处理以主管机关和法院认定为准",
            "The lines are those of regulators and courts, who decide what follows",
        ),
        text("按日期计算的年化是复利口径，不与24%比较", "The rate by dates compounds and is not compared with 24 %"),
        text(
            "月利率高于500%或日利率高于6%的不计算；年化超过10000%时末位小数不精确",
            "No answer above 500 % a month or 6 % a day; above 10,000 % a year the last decimals are not exact",
        ),
        text("同时填写到手金额和本金时，以到手金额计算", "With both, the amount received is used"),
    ],
    texts: &[
        keyed("payment", "每期还款{0}元 × {1}期", "Payment {0} × {1}"),
        keyed("extra", "每期另付{0}元 × {1}期", "Extra {0} × {1}"),
        keyed("row", "第{0}笔还款", "Payment {0}"),
        keyed("paid_less", "还款合计{0}元少于到手金额{1}元，请核对", "payments of {0} are less than the {1} received: check them"),
        keyed(
            "too_high",
            "成本过高，超出可计算的范围，请核对到手金额和还款",
            "the cost is beyond what can be computed: check amount received and payments",
        ),
        keyed("net", "应小于本金{0}元", "must be less than the principal, {0}"),
        keyed("before_start", "不能早于放款日 {0}", "may not be before the loan of {0}"),
        keyed("received_used", "按实际到手金额{0}元计算，未使用本金", "Computed on the {0} received; the principal is not used"),
        keyed("fee_payment", "等本等息，每期还款{0}元", "Level principal and fee: {0} each period"),
        keyed("above", "高于", "above"),
        keyed("not_above", "未高于", "not above"),
        keyed(
            "court",
            "参考：金融借款各项费用合计以年利率24%为线（法发〔2017〕22号第二条），本结果{0}%，{1}该线",
            "Reference: all charges of a financial loan, 24 % a year (SPC opinions of 2017, art. 2); this result, {0} %, is {1} it",
        ),
        keyed(
            "assisted",
            "参考：助贷业务综合融资成本以年化24%为线（金规〔2025〕9号，2025-10-01起），本结果{0}%，{1}该线",
            "Reference: assisted loans, 24 % a year (NFRA 9 of 2025, from 2025-10-01); this result, {0} %, is {1} it",
        ),
        keyed(
            "micro_loan",
            "参考：小额贷款公司新发放贷款综合融资成本以年化24%为线，2027年底前降至一年期LPR的四倍以内（小额贷款公司综合融资成本管理工作指引），本结果{0}%，{1}24%",
            "Reference: new micro-loans, 24 % a year, four times LPR by the end of 2027 (guideline); this result, {0} %, is {1} 24 %",
        ),
        keyed(
            "private",
            "参考：民间借贷以合同成立时一年期LPR的四倍为上限，请用“民间借贷”计算器（private-loan）",
            "Reference: private loans have a ceiling of four times LPR at the contract date; use the calculator private-loan",
        ),
        keyed(
            "xirr_line",
            "按日期计算的年化是复利口径，与24%等单利口径的参考线不能直接比较",
            "The rate by dates compounds and cannot be compared with nominal lines like 24 %",
        ),
    ],
    example: "received=10000 payment=958.33 periods=12 lender_kind=assisted",
    needs_rates: false,
    needs_today: false,
    table: None,
    run,
};

const INPUTS: &[Input] = &[
    money("received", "实际到手金额", "Amount received")
        .need(Need::Unless(&["principal"]))
        .help("扣掉各种费用以后真正拿到的钱。", "What was really paid out, net of fees."),
    money("principal", "合同本金", "Principal").need(Need::With(&["monthly_fee_rate", "upfront_fee"])),
    fee("upfront_fee", "预先扣除的费用", "Upfront fee").excludes(&["received"]),
    money("payment", "每期还款", "Payment").need(Need::Unless(&["monthly_fee_rate", "rows"])),
    count("periods", "期数（月）", "Periods (months)", 1, 360).need(Need::Unless(&["rows"])),
    rate("monthly_fee_rate", "月费率（等本等息）", "Monthly fee rate", 100).need(Need::Never).excludes(&["payment"]),
    rows("rows", "逐笔还款", "Dated payments", &[day("date", "还款日", "Paid on"), money("amount", "金额", "Amount")])
        .excludes(&["payment", "periods", "monthly_fee_rate"])
        .help("还款不是每月等额时逐笔填写。", "Where payments are not equal and monthly."),
    day("start", "放款日", "Paid out on").need(Need::With(&["rows"])).help("逐笔填写还款时必填。", "Required with dated payments."),
    fee("extra_per_period", "每期另付的费用", "Extra per period")
        .help("担保费、会员费、服务费等。", "Guarantee, membership and the like."),
    choice("lender_kind", "放款机构类型", "Kind of lender", LENDERS)
        .need(Need::Never)
        .help("只用于选择参考线。", "Only picks the reference lines."),
];

const LENDERS: &[(&str, Phrase)] = &[
    keyed("bank", "银行", "Bank"),
    keyed("consumer_finance", "消费金融公司", "Consumer finance company"),
    keyed("assisted", "助贷平台", "Assisted loan"),
    keyed("micro_loan", "小额贷款公司", "Micro-loan company"),
    keyed("private", "民间借贷", "Private lender"),
];

fn run(v: &Record, w: &mut Work) -> Result<(), Vec<InputError>> {
    let received = received(v, w)?;
    if v.has("rows") {
        by_dates(v, w, received)?
    } else {
        monthly(v, w, received)?
    }
    w.money("total_paid", w.sum());
    w.money("total_cost", w.sum() - received);
    Ok(())
}

fn received(v: &Record, w: &mut Work) -> Result<Fen, Vec<InputError>> {
    if v.has("received") {
        if v.has("principal") && !v.has("monthly_fee_rate") {
            w.note("received_used", &[yuan(v.money("received"))]);
        }
        return Ok(v.money("received"));
    }
    let net = v.money("principal") - v.money("upfront_fee");
    if net > 0 { Ok(net) } else { Err(w.fault("upfront_fee", "net", &[yuan(v.money("principal"))])) }
}

fn monthly(v: &Record, w: &mut Work, received: Fen) -> Result<(), Vec<InputError>> {
    let n = v.integer("periods");
    let periods = i128::from(n);
    let by_fee = v.has("monthly_fee_rate");
    let payment = if by_fee {
        let principal = v.money("principal");
        round_div(principal * WHOLE + principal * v.percent("monthly_fee_rate") * periods, periods * WHOLE)
    } else {
        v.money("payment")
    };
    let extra = v.money("extra_per_period");
    let amount = |label, fen: Fen| ComputationLine { label, amount: Some(fen * periods), ..ComputationLine::default() };
    w.line(amount(w.say("payment", &[yuan(payment), n.to_string()]), payment));
    if extra > 0 {
        w.line(amount(w.say("extra", &[yuan(extra), n.to_string()]), extra));
    }
    let at = if by_fee { "monthly_fee_rate" } else { "payment" };
    enough(w, at, received)?;
    let root = if w.sum() == received { Some(0) } else { monthly_rate(received, payment + extra, n) };
    let i = root.ok_or_else(|| w.fault(at, "too_high", &[]))?;
    // Rates of the result are multiples of 0.01 %, a hundred millionths.
    let apr = round_div(12 * i * 10_000, MONTHLY_UNIT) * 100;
    let ear = round_div(compound(i, MONTHLY_UNIT, 12) * 10_000, MONTHLY_UNIT) * 100;
    if by_fee {
        w.note("fee_payment", &[yuan(payment)]);
    }
    w.result("apr", Value::Percent(apr, 2));
    w.result("ear", Value::Percent(ear, 2));
    references(v, w, apr);
    Ok(())
}

fn by_dates(v: &Record, w: &mut Work, received: Fen) -> Result<(), Vec<InputError>> {
    let start = v.day(w.spec, "start")?;
    let mut errors = Vec::new();
    let mut payments: Vec<(usize, Date, Fen)> = Vec::new();
    for (n, row) in v.rows("rows").iter().enumerate() {
        let Some(date) = row.date("date") else { continue };
        if date < start {
            errors.push(w.row_fault("rows", n, "date", "before_start", &[start.to_string()]));
        }
        payments.push((n, date, row.money("amount") + v.money("extra_per_period")));
    }
    if !errors.is_empty() {
        return Err(errors);
    }
    payments.sort_by_key(|(_, date, _)| *date);
    for (n, date, amount) in &payments {
        let label = w.say("row", &[(n + 1).to_string()]);
        w.line(ComputationLine {
            label,
            from: Some(start),
            to: Some(*date),
            days: Some(days(start, *date)),
            rate: None,
            amount: Some(*amount),
        });
    }
    enough(w, "rows", received)?;
    let flows: Vec<_> = payments.iter().map(|(_, date, amount)| (days(start, *date), *amount)).collect();
    let root = if w.sum() == received { Some(0) } else { daily_rate(received, &flows) };
    let j = root.ok_or_else(|| w.fault("rows", "too_high", &[]))?;
    let xirr = round_div(compound(j, DAILY_UNIT, 365) * 10_000, DAILY_UNIT) * 100;
    w.result("xirr", Value::Percent(xirr, 2));
    w.note("xirr_line", &[]);
    Ok(())
}

fn enough(w: &Work, at: &str, received: Fen) -> Result<(), Vec<InputError>> {
    if w.sum() < received { Err(w.fault(at, "paid_less", &[yuan(w.sum()), yuan(received)])) } else { Ok(()) }
}

/// The reference lines that apply to the kind of lender; those of all licensed kinds when it is not known.
fn references(v: &Record, w: &mut Work, apr: i128) {
    let side = w.say(if apr > 240_000 { "above" } else { "not_above" }, &[]);
    let args = [percent(apr, 2), side];
    let lines: &[&str] = match v.choice("lender_kind") {
        "bank" | "consumer_finance" => &["court"],
        "assisted" => &["assisted", "court"],
        "micro_loan" => &["micro_loan"],
        "private" => &["private"],
        _ => &["court", "assisted", "micro_loan"],
    };
    for line in lines {
        w.note(line, &args);
    }
}
