//! Credit card interest and late fee of one statement (信用卡逾期利息与违约金).
//!
//! Interest = amount × daily rate × days, each line rounded half up to fen. Method full (全额计息): every posting bears interest from its date to
//! the first payment after it, then the whole remainder from payment to payment, and to the next statement day, which is counted. Method unpaid
//! (未还部分计息): what is paid by the due day settles the oldest postings and bears none. Paid in full by the due day: no interest. Late fee = ratio ×
//! what is missing of the minimum on the due day, at least the floor, once, bearing no interest. The annual rate shown is the daily one × 365.
//! Law: 银发〔2016〕111号 (late fee in place of 滞纳金, no interest on fees), 银发〔2020〕327号 (rates by contract, annual rate to be shown).
//!
//! Readings: payments of one day are one payment; money paid before a posting settles that posting from its date; a posting must not be after
//! `due`, a payment not after `until`; the late fee is a result and no line, so that the lines add up to the interest.

use super::prelude::*;
use super::words::credit_card::WORDS;

pub(super) static SPEC: Spec = Spec {
    kind: "credit-card",
    answer: &["total"],
    inputs: INPUTS,
    results: &[
        WORDS.result("statement", Unit::Yuan),
        WORDS.result("interest", Unit::Yuan),
        WORDS.result("late_fee", Unit::Yuan),
        WORDS.result("annual_rate", Unit::Percent),
        WORDS.result("total", Unit::Yuan),
    ],
    basis: &[WORDS.basis(CARD_2016, "-", Proof::Reprint), WORDS.basis(CARD_2020, "-", Proof::Reprint)],
    example: "postings=2026-03-10:5000,2026-03-20:3000 payments=2026-04-25:800 due=2026-04-25 until=2026-05-05",
    ..Spec::new(run, &WORDS)
};

const INPUTS: &[Input] = &WORDS.inputs([
    rows("postings", &WORDS.fields("postings", [day("date"), money("amount")])).need(Need::Always),
    rows("payments", &WORDS.fields("payments", [day("date"), money("amount")])),
    day("due"),
    day("until"),
    fine_rate("daily_rate", 1000).default("0.05%"),
    choice("method", &WORDS.choices("method", ["full", "unpaid"])).default("full"),
    rate("minimum_ratio", 100).default("10%"),
    rate("late_ratio", 100).default("5%"),
    fee("late_floor"),
]);

struct AccountEntry {
    /// Its place in the list, from 0.
    row: usize,
    date: Date,
    amount: Fen,
}

fn run(v: &Record, w: &mut Work) -> Checked {
    let (due, until) = (v.day(w.spec, "due")?, v.day(w.spec, "until")?);
    let (postings, payments) = (entries(v, "postings"), entries(v, "payments"));
    check(w, &postings, &payments, due, until)?;
    let statement: Fen = postings.iter().map(|p| p.amount).sum();
    let paid: Fen = payments.iter().map(|p| p.amount).sum();
    let by_due: Fen = payments.iter().filter(|p| p.date <= due).map(|p| p.amount).sum();
    if by_due < statement {
        let free_until = if v.choice("method") == "unpaid" { Some(due) } else { None };
        charge(w, &postings, &payments, free_until, until, v.percent("daily_rate"));
    } else {
        w.note("in_full", &[]);
    }
    let minimum = round_div(statement * v.percent("minimum_ratio"), WHOLE);
    let missing = (minimum - by_due).max(0);
    let late_fee = if missing > 0 { round_div(missing * v.percent("late_ratio"), WHOLE).max(v.money("late_floor")) } else { 0 };
    if late_fee > 0 {
        w.note("minimum", &[yuan(minimum), yuan(by_due)]);
    }
    let total = (statement - paid).max(0) + w.sum() + late_fee;
    w.money("statement", statement);
    w.money("interest", w.sum());
    w.money("late_fee", late_fee);
    w.result("annual_rate", Value::Percent(v.percent("daily_rate") * 365, 4));
    w.money("total", total);
    Ok(())
}

/// The lines of interest. With `free_until`, what is paid up to that day has settled the oldest postings beforehand.
fn charge(w: &mut Work, postings: &[AccountEntry], payments: &[AccountEntry], free_until: Option<Date>, until: Date, rate: Ppm) {
    let counts = |day: Date| free_until.is_none_or(|free| day > free);
    let paid_by = |day: Date| payments.iter().filter(|p| p.date <= day && counts(p.date)).map(|p| p.amount).sum::<Fen>();
    let mut free: Fen = payments.iter().filter(|p| !counts(p.date)).map(|p| p.amount).sum();
    let mut posted = 0;
    let mut bearing = Vec::new();
    for posting in postings {
        let amount = (posting.amount - free).max(0);
        free = (free - posting.amount).max(0);
        let credit = (paid_by(posting.date) - posted).max(0);
        posted += amount;
        bearing.push((posting.date, amount));
        let first = payments.iter().map(|p| p.date).find(|day| *day > posting.date);
        let args = [(posting.row + 1).to_string(), yuan(posting.amount)];
        line(w, ("posting", &args), (amount - credit).max(0), posting.date, first, until, rate);
    }
    let mut dates: Vec<Date> = payments.iter().map(|p| p.date).collect();
    dates.dedup();
    for (n, from) in dates.iter().enumerate() {
        let posted: Fen = bearing.iter().filter(|(day, _)| day < from).map(|(_, amount)| amount).sum();
        let rest = (posted - paid_by(*from)).max(0);
        line(w, ("rest", &[yuan(rest)]), rest, *from, dates.get(n + 1).copied(), until, rate);
    }
}

/// One line, to the day `to` or, where there is none, up to and including `until`. Nothing for an empty amount or interval.
fn line(w: &mut Work, (key, args): (&str, &[String]), amount: Fen, from: Date, to: Option<Date>, until: Date, rate: Ppm) {
    let days = to.map_or_else(|| days(from, until) + 1, |to| days(from, to));
    if amount > 0 && days > 0 {
        let interest = interest(amount, rate, days, 1);
        w.line(key, args, ComputationLine::interval(from, to.unwrap_or(until), days, rate, interest));
    }
}

fn entries(v: &Record, list: &str) -> Vec<AccountEntry> {
    v.dated_rows(list).into_iter().map(|(row, date, of)| AccountEntry { row, date, amount: of.money("amount") }).collect()
}

fn check(w: &Work, postings: &[AccountEntry], payments: &[AccountEntry], due: Date, until: Date) -> Checked {
    let late = |list, entries: &[AccountEntry], last: Date, key| -> Vec<_> {
        let late = entries.iter().filter(|e| e.date > last);
        late.map(|e| w.row_fault(list, e.row, "date", key, &[last.to_string()])).collect()
    };
    let mut errors = late("postings", postings, due, "posting_after_due");
    errors.extend(late("payments", payments, until, "payment_after_until"));
    if until < due {
        errors.append(&mut w.fault("until", "until_before_due", &[due.to_string()]));
    }
    if errors.is_empty() { Ok(()) } else { Err(errors) }
}
