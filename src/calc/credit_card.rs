//! Credit card interest and late fee of a statement and of the cycles after it (信用卡逾期利息与违约金).
//!
//! Interest = amount × daily rate × days, each line rounded half up to fen. Method full (全额计息): every posting bears interest from its date to
//! the first payment, then the whole remainder from payment to payment, and to the end of the cycle, which is counted. Method unpaid
//! (未还部分计息): what is paid by the due day settles the oldest postings and bears none. Paid in full by the due day: no interest. Late fee = ratio ×
//! what is missing of the minimum on the due day, at least the floor, at most the cap, once a cycle, bearing no interest. The annual rate shown is
//! the daily one × 365. A later cycle: what is left and all interest before bears interest from the day after the statement day; its minimum is
//! the ratio of that balance and the late fees. Law: 银发〔2016〕111号 (late fee in place of 滞纳金, no interest on fees, 0.05 % a day at most until
//! 2020), 银发〔2020〕327号 (rates by contract, annual rate to be shown), card-disputes art. 2 (a court may reduce the sum).
//!
//! Readings: payments of one day are one payment; the late fee is a result and no line, so that the lines add up to the interest; what is paid
//! above the statement settles interest and late fees; floor and cap are those of every cycle; the note on the rate before 2021 is for a rate above
//! 0.05 %.

use super::prelude::*;
use super::words::credit_card::WORDS;

pub(super) static SPEC: Spec = Spec {
    kind: "credit-card",
    answer: &["total"],
    usual: Usual::Repaid,
    inputs: INPUTS,
    results: &[
        WORDS.result("statement", Unit::Yuan),
        WORDS.result("interest", Unit::Yuan),
        WORDS.result("late_fee", Unit::Yuan),
        WORDS.result("annual_rate", Unit::Percent),
        WORDS.result("total", Unit::Yuan),
        WORDS.result("cycles", Unit::None),
    ],
    basis: &[
        WORDS.basis(CARD_2016, "-", Proof::Reprint),
        WORDS.basis(CARD_2020, "-", Proof::Reprint),
        WORDS.basis(CARD_DISPUTES, "2", Proof::Official),
    ],
    next: &[WORDS.next("one_cycle", ""), WORDS.next("too_high", "card-full-interest"), WORDS.next("late", "minimum-payment")],
    example: "postings=2026-03-10:5000,2026-03-20:3000 payments=2026-04-25:800 due=2026-04-25 until=2026-05-05",
    ..Spec::new(run, &WORDS)
};

const INPUTS: &[Input] = &WORDS.inputs([
    money("statement").need(Need::Unless(&["postings"])),
    day("posted").need(Need::With(&["statement"])),
    day("due"),
    Input { default: None, ..fee("minimum") },
    rows("payments", &WORDS.fields("payments", [day("date"), money("amount")])),
    count("statement_day", 1, 28).need(Need::Never).more(),
    day("until").today().more(),
    rows("postings", &WORDS.fields("postings", [day("date"), money("amount")])).excludes(&["statement", "posted"]).more(),
    fine_rate("daily_rate", 1000).default("0.05%").more(),
    choice("method", &WORDS.choices("method", ["full", "unpaid"])).default("full").more(),
    rate("minimum_ratio", 100).default("10%").more(),
    rate("late_ratio", 100).default("5%").more(),
    fee("late_floor").more(),
    Input { default: None, ..fee("late_cap") }.more(),
]);

/// The first day of 违约金; before it was 滞纳金, which this does not compute.
const FIRST_POSTING: Date = date(2017, 1, 1);
/// The last day on which 0.05 % a day was the most.
const CAPPED_UNTIL: Date = date(2020, 12, 31);
const CAPPED_RATE: Ppm = 500;

struct AccountEntry {
    /// Its place in the list, from 0.
    row: usize,
    date: Date,
    amount: Fen,
}

/// A statement of a card with what was paid on it, in order of date.
struct CardAccount {
    postings: Vec<AccountEntry>,
    payments: Vec<AccountEntry>,
    due: Date,
    until: Date,
}

/// What is owed at the end of a cycle.
struct CycleEnd {
    day: Date,
    /// What is left of the statement, with the interest so far.
    balance: Fen,
    late_fees: Fen,
    cycles: i64,
}

impl CardAccount {
    fn read(v: &Record, w: &Work) -> Checked<CardAccount> {
        let postings = if v.has("postings") {
            entries(v, "postings")
        } else {
            vec![AccountEntry { row: 0, date: v.day(w.spec, "posted")?, amount: v.money("statement") }]
        };
        Ok(CardAccount { postings, payments: entries(v, "payments"), due: v.day(w.spec, "due")?, until: v.day(w.spec, "until")? })
    }

    fn statement(&self) -> Fen {
        self.postings.iter().map(|p| p.amount).sum()
    }

    /// What was paid from the day after `from` up to `to`; from the beginning where there is no `from`.
    fn paid(&self, from: Option<Date>, to: Date) -> Fen {
        let counts = |p: &&AccountEntry| p.date <= to && from.is_none_or(|from| p.date > from);
        self.payments.iter().filter(counts).map(|p| p.amount).sum()
    }

    /// The days of payment after `from` up to `to`, each once.
    fn payment_days(&self, from: Option<Date>, to: Date) -> Vec<Date> {
        let mut days: Vec<Date> = self.payments.iter().map(|p| p.date).collect();
        days.retain(|day| *day <= to && from.is_none_or(|from| *day > from));
        days.dedup();
        days
    }
}

fn run(v: &Record, w: &mut Work) -> Checked {
    let account = CardAccount::read(v, w)?;
    check(v, w, &account)?;
    let first_end = v.has("statement_day").then(|| statement_day_after(account.due, v.integer("statement_day")));
    let mut end = first_cycle(v, w, &account, first_end.map_or(account.until, |day| day.min(account.until)));
    if let Some(first) = first_end {
        while end.day < account.until {
            end = next_cycle(v, w, &account, first, &end);
        }
    }
    let total = end.balance + end.late_fees;
    if total < 0 {
        return Err(w.fault("payments", "overpaid", &[yuan(account.paid(None, account.until)), yuan(-total)]));
    }
    w.money("statement", account.statement());
    w.money("interest", w.sum());
    w.money("late_fee", end.late_fees);
    w.result("annual_rate", Value::Percent(v.percent("daily_rate") * 365, 4));
    w.money("total", total);
    if first_end.is_some() {
        w.result("cycles", Value::Count(end.cycles));
    }
    notes(v, w, &account);
    Ok(())
}

/// The first such day of a month after `due`.
fn statement_day_after(due: Date, day: i64) -> Date {
    let this_month = add_days(due.first_of_month(), day - 1);
    if this_month > due { this_month } else { add_months(this_month, 1) }
}

/// Charges the statement up to `end`, which is counted.
fn first_cycle(v: &Record, w: &mut Work, account: &CardAccount, end: Date) -> CycleEnd {
    let (statement, by_due) = (account.statement(), account.paid(None, account.due));
    if by_due < statement {
        charge(v, w, account, end);
    } else {
        w.note("in_full", &[]);
    }
    let minimum = if v.has("minimum") { v.money("minimum") } else { round_div(statement * v.percent("minimum_ratio"), WHOLE) };
    let late_fees = late_fee(v, minimum - by_due);
    if late_fees > 0 {
        w.note("late", &[yuan(minimum), yuan(by_due), yuan(late_fees)]);
    }
    CycleEnd { day: end, balance: statement + w.sum() - account.paid(None, end), late_fees, cycles: 1 }
}

/// The lines of the first cycle: one a posting up to the first payment, then one an interval on the whole remainder.
fn charge(v: &Record, w: &mut Work, account: &CardAccount, end: Date) {
    let rate = v.percent("daily_rate");
    let unpaid = v.choice("method") == "unpaid";
    let mut free = if unpaid { account.paid(None, account.due) } else { 0 };
    let mut bearing = account.statement() - free;
    let days = account.payment_days(None, end);
    for posting in &account.postings {
        let amount = (posting.amount - free).max(0);
        free = (free - posting.amount).max(0);
        let args = [(posting.row + 1).to_string(), yuan(posting.amount)];
        let key = if v.has("postings") { "posting" } else { "whole" };
        line(w, (key, &args), amount, (posting.date, days.first().copied(), end), rate);
    }
    for (n, from) in days.iter().enumerate() {
        if !unpaid || *from > account.due {
            bearing -= account.payments.iter().filter(|p| p.date == *from).map(|p| p.amount).sum::<Fen>();
        }
        let rest = bearing.max(0);
        line(w, ("rest", &[yuan(rest)]), rest, (*from, days.get(n + 1).copied(), end), rate);
    }
}

/// Charges the balance from the day after the last statement day to the next one or to `until`, both counted.
fn next_cycle(v: &Record, w: &mut Work, account: &CardAccount, first: Date, last: &CycleEnd) -> CycleEnd {
    let cycles = last.cycles + 1;
    let end = add_months(first, last.cycles).min(account.until);
    let due = add_months(account.due, last.cycles);
    let mut late_fees = last.late_fees;
    if due <= account.until {
        let minimum = round_div((last.balance + last.late_fees) * v.percent("minimum_ratio"), WHOLE);
        let paid = account.paid(Some(last.day), due);
        let added = late_fee(v, minimum - paid);
        late_fees += added;
        if added > 0 {
            w.note("late_again", &[cycles.to_string(), yuan(minimum), yuan(paid), yuan(added)]);
        }
    }
    let before = w.sum();
    let mut balance = last.balance;
    let mut from = add_days(last.day, 1);
    let rate = v.percent("daily_rate");
    let days = account.payment_days(Some(last.day), end);
    for to in days.into_iter().map(Some).chain([None]) {
        line(w, ("cycle", &[cycles.to_string(), yuan(balance)]), balance, (from, to, end), rate);
        if let Some(day) = to {
            balance -= account.paid(Some(add_days(day, -1)), day);
            from = day;
        }
    }
    CycleEnd { day: end, balance: balance + w.sum() - before, late_fees, cycles }
}

/// The late fee for what is missing of the minimum.
fn late_fee(v: &Record, missing: Fen) -> Fen {
    if missing <= 0 {
        return 0;
    }
    let fee = round_div(missing * v.percent("late_ratio"), WHOLE).max(v.money("late_floor"));
    if v.has("late_cap") { fee.min(v.money("late_cap")) } else { fee }
}

/// One line, to the day `to` or, where there is none, up to and including `end`. Nothing for an empty amount or interval.
fn line(w: &mut Work, (key, args): (&str, &[String]), amount: Fen, (from, to, end): (Date, Option<Date>, Date), rate: Ppm) {
    let days = to.map_or_else(|| days(from, end) + 1, |to| days(from, to));
    if amount > 0 && days > 0 {
        let interest = interest(amount, rate, days, 1);
        w.line(key, args, ComputationLine::interval(from, to.unwrap_or(end), days, rate, interest).of(amount, 1));
    }
}

fn notes(v: &Record, w: &mut Work, account: &CardAccount) {
    if !v.has("postings") {
        w.note("as_of_first", &[]);
    }
    let has_days = v.has("statement_day");
    if !has_days && days(account.due, account.until) > 31 {
        w.warn("one_cycle", &[]);
    }
    if v.percent("daily_rate") > CAPPED_RATE && account.postings.iter().any(|p| p.date <= CAPPED_UNTIL) {
        w.note("capped", &[]);
    }
    if has_days {
        w.note("by_contract", &[]);
    }
    w.note("too_high", &[]);
}

fn entries(v: &Record, list: &str) -> Vec<AccountEntry> {
    v.dated_rows(list).into_iter().map(|(row, date, of)| AccountEntry { row, date, amount: of.money("amount") }).collect()
}

fn check(v: &Record, w: &Work, account: &CardAccount) -> Checked {
    let CardAccount { postings, payments, due, until } = account;
    let mut errors = Vec::new();
    let mut refuse = |list: &str, of: &[AccountEntry], key: &str, bound: Date, is_wrong: &dyn Fn(Date) -> bool| {
        for entry in of.iter().filter(|e| is_wrong(e.date)) {
            let args = [bound.to_string()];
            if list == "postings" && !v.has("postings") {
                errors.append(&mut w.fault("posted", key, &args));
            } else {
                errors.push(w.row_fault(list, entry.row, "date", key, &args));
            }
        }
    };
    let last = postings.last().map_or(*due, |p| p.date);
    refuse("postings", postings, "posting_too_early", FIRST_POSTING, &|day| day < FIRST_POSTING);
    refuse("postings", postings, "posting_after_due", *due, &|day| day > *due);
    refuse("payments", payments, "payment_before_posting", last, &|day| day < last);
    refuse("payments", payments, "payment_after_until", *until, &|day| day > *until);
    let rules = w.check([
        (v.money("minimum") > account.statement(), "minimum", "minimum_above", yuan(account.statement())),
        (until <= due, "until", "until_before_due", due.to_string()),
        (*until <= CAPPED_UNTIL && v.percent("daily_rate") > CAPPED_RATE, "daily_rate", "rate_capped", String::new()),
    ]);
    errors.extend(rules.err().into_iter().flatten());
    if errors.is_empty() { Ok(()) } else { Err(errors) }
}
