//! Limitation of action (诉讼时效).
//!
//! The period starts on `due` and ends on the same day three years later, month-end rule as elsewhere (civil-code 188, 189, 201, 202); a last day
//! on a weekend moves to Monday (203; public holidays are not known here). A demand, payment, promise or suit on or before the expiry then in
//! force restarts three years from its date (195); later a demand or suit does nothing, a payment or promise waives the defence (192) and leaves
//! `expires` as it was. `status` is that of `--as-of`.
//!
//! Old law (limitation-2018 arts. 2, 3): a period of two years that had run out before 2017-10-01, weekends rolled, is over; otherwise three apply.
//!
//! Readings: an event before `due` changes nothing, since no period runs yet; every event counts for `expires`, but one after the day of the
//! status is said to lie ahead, and a waiver after that day does not make the status `waived`. The twenty-year limit (188) and suspension (194)
//! are not computed.

use super::prelude::*;

/// The day on which three years replaced two.
const THREE_YEARS: Date = date(2017, 10, 1);

pub(super) static SPEC: Spec = Spec {
    kind: "limitation",
    title: text("诉讼时效计算器", "Limitation of action"),
    summary: text(
        "从还款期限届满起三年，遇到催收、还款、承诺还款或起诉重新计算，算出诉讼时效届满的日期。",
        "Three years from the day a debt fell due, restarted by demand, payment, promise or suit: the day the period expires.",
    ),
    explanation: text(
        "向法院请求保护民事权利的诉讼时效一般是三年，从还款期限届满算起；分期还款的，从最后一期届满算起。\
         债权人催收、债务人还款或承诺还款、起诉，都会使时效中断、重新计算三年。时效届满不消灭债务：债务仍然存在，\
         届满后自愿还款或者承诺还款的，不能再以时效届满反悔。",
        "The period of limitation is three years from the day a debt fell due, for instalments from the last. Demand, payment, promise or suit restart it. \
         Its expiry does not end the debt: it still exists, and whoever pays or promises to pay afterwards cannot take it back.",
    ),
    formula: text(
        "届满日 = 起算日的三年后同一日（无同一日的为当月最后一日），遇周六、周日顺延到下周一。届满前的每次中断，从中断之日重新计算三年。",
        "Expiry = the same day three years after the start (the month's last day where there is none), moved from a weekend to Monday. Each \
         interruption before expiry restarts three years.",
    ),
    inputs: INPUTS,
    results: &[
        result("expires", "诉讼时效届满日", "Expires", Unit::None),
        result("raw_expires", "届满日（未顺延）", "Expires (weekend not moved)", Unit::None),
        result("status", "状态", "Status", Unit::None),
    ],
    basis: &[
        basis(CIVIL_CODE, "188", Proof::Official, "诉讼时效期间三年，最长二十年", "Three years; twenty at most"),
        basis(CIVIL_CODE, "189", Proof::Official, "分期履行的从最后一期届满起算", "Instalments: from the last"),
        basis(CIVIL_CODE, "192", Proof::Official, "届满后同意履行的，不得反悔", "No going back on a promise after expiry"),
        basis(CIVIL_CODE, "195", Proof::Official, "中断事由", "What interrupts"),
        basis(CIVIL_CODE, "202", Proof::Official, "到期月的对应日，没有的为月末日", "The same day of the month, or its last"),
        basis(CIVIL_CODE, "203", Proof::Official, "最后一日是法定休假日的顺延", "A last day on a holiday moves on"),
        basis(GENERAL_RULES_2018, "2", Proof::Official, "施行日尚未满二年的适用三年", "Three years where two had not run out"),
    ],
    assumptions: &[
        text("各中断事由有证据证明", "Every event can be proved"),
        text("没有中止、延长的情形", "No suspension or extension"),
    ],
    limits: &[
        text("不知道法定节假日和调休，遇节假日请自行核对", "Public holidays are not known"),
        text("二十年最长期限不在计算之内", "The limit of twenty years is not computed"),
        text("还款期限届满以前的催收、还款不影响起算", "Events before the due day change nothing"),
        text(
            "起诉后的时效从判决、撤诉等程序终结时重新计算，这里按起诉日估算",
            "After a suit the period restarts when the proceedings end; its day is used here",
        ),
    ],
    texts: &[
        keyed("start", "还款期限届满，开始计算", "Debt due: the period starts"),
        keyed("demand", "催收", "Demand"),
        keyed("payment", "还款", "Payment"),
        keyed("promise", "承诺还款", "Promise to pay"),
        keyed("suit", "起诉", "Suit"),
        keyed("restart", "{0}，时效中断，重新计算", "{0}: the period restarts"),
        keyed("early", "{0}，在还款期限届满以前，不影响起算", "{0} before the due day: no effect"),
        keyed("late", "{0}，在时效届满以后，不重新计算", "{0} after expiry: no effect"),
        keyed("waiver", "{0}，在时效届满以后，视为同意履行", "{0} after expiry: the defence is waived"),
        keyed("running", "未届满", "running"),
        keyed("expired", "已届满", "expired"),
        keyed("waived", "届满后已同意履行", "waived"),
        keyed("status", "状态按 {0} 计算", "Status as of {0}"),
        keyed(
            "holidays",
            "周六、周日已顺延，法定节假日和调休请自行核对（民法典第二百零三条）",
            "Weekends are moved; check public holidays (Civil Code 203)",
        ),
        keyed(
            "still_owed",
            "时效届满不等于债务消灭，债务仍然存在；请就个案咨询律师",
            "Expiry does not end the debt, which still exists; ask a lawyer about the case",
        ),
        keyed(
            "consented",
            "届满后还款或者承诺还款的，不得再以诉讼时效期间届满为由抗辩（民法典第一百九十二条）",
            "After payment or promise the expiry can no longer be pleaded (Civil Code 192)",
        ),
        keyed(
            "two_years",
            "2017年10月1日以前已满二年的，按原规定已经届满，不适用三年",
            "Two years that had run out before 2017-10-01 are over; three do not apply",
        ),
        keyed("ahead", "有的事由晚于 {0}，届满日已按它计算", "Some events lie after {0}; the expiry counts them"),
    ],
    example: "due=2023-05-20 events=2025-03-10:demand",
    needs_rates: false,
    needs_today: true,
    table: None,
    run,
};

const INPUTS: &[Input] = &[
    day("due", "还款期限届满日", "Due on").help("分期还款的填最后一期的还款日。", "For instalments, the last due day."),
    rows("events", "中断事由", "Events", &[day("date", "日期", "Date"), choice("kind", "事由", "Kind", KINDS)])
        .help("有证据的催收、还款、承诺还款、起诉。", "Demand, payment, promise or suit that can be proved."),
];

const KINDS: &[(&str, Phrase)] = &[
    keyed("demand", "催收", "Demand"),
    keyed("payment", "还款", "Payment"),
    keyed("promise", "承诺还款", "Promise to pay"),
    keyed("suit", "起诉", "Suit"),
];

fn run(v: &Record, w: &mut Work) -> Result<(), Vec<InputError>> {
    let (due, as_of) = (v.day(w.spec, "due")?, w.ctx.as_of);
    let mut raw = expiry(due);
    let mut waived = false;
    let line = |label, from, to| ComputationLine { label, from: Some(from), to, ..ComputationLine::default() };
    w.line(line(w.say("start", &[]), due, Some(raw)));
    let mut events: Vec<(Date, &str)> =
        v.rows("events").iter().filter_map(|row| row.date("date").map(|date| (date, row.choice("kind")))).collect();
    events.sort_by_key(|(date, _)| *date);
    for (date, kind) in &events {
        let consents = matches!(*kind, "payment" | "promise");
        let (key, to) = if *date < due {
            ("early", None)
        } else if *date <= next_working_day(raw) {
            raw = expiry(*date);
            ("restart", Some(raw))
        } else if consents {
            waived |= *date <= as_of;
            ("waiver", None)
        } else {
            ("late", None)
        };
        let what = w.say(kind, &[]);
        w.line(line(w.say(key, &[what]), *date, to));
    }
    let expires = next_working_day(raw);
    let status = if waived {
        "waived"
    } else if as_of > expires {
        "expired"
    } else {
        "running"
    };
    w.result("expires", Value::Date(expires));
    w.result("raw_expires", Value::Date(raw));
    w.result("status", Value::Word(status, w.spec.text(status)));
    w.note("status", &[as_of.to_string()]);
    w.note("holidays", &[]);
    if expires < THREE_YEARS {
        w.note("two_years", &[]);
    }
    if waived {
        w.note("consented", &[]);
    }
    if events.iter().any(|(date, _)| *date > as_of) {
        w.note("ahead", &[as_of.to_string()]);
    }
    w.note("still_owed", &[]);
    Ok(())
}

/// The last day of the period that starts on `start`, before weekends: two years where they had run out before three applied, else three.
fn expiry(start: Date) -> Date {
    let two = add_months(start, 24);
    if next_working_day(two) < THREE_YEARS { two } else { add_months(start, 36) }
}
