//! Payments of a judgment debt set off in order of date.
//!
//! From 2014-08-01 the doubled part comes after "the money debt fixed by the judgment" (delayed-2014 art. 4), which includes general interest; inside
//! that debt interest comes first (civil-code art. 561). `principal_first` takes the debt before general interest. A payment before 2014-08-01 settles
//! the debt and its interest in proportion (delayed-2009 art. 2). Each part of the debt bears interest to the day on which it is paid.

use super::portion::{Charge, Delay};
use super::*;

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Order {
    InterestFirst,
    PrincipalFirst,
}

#[derive(Default)]
pub(super) struct Settlement {
    pub(super) entries: Vec<Entry>,
    /// Of the last portion.
    pub(super) days: i64,
    pub(super) suspended: i64,
    pub(super) last: Option<Date>,
    pub(super) doubled: Fen,
    pub(super) old_part: Fen,
    /// General interest accrued after the last day for performance.
    pub(super) general: Fen,
    pub(super) paid: Fen,
    /// Whether the payments leave some of the debt.
    pub(super) runs_to_paid: bool,
    open: Fen,
    general_open: Fen,
    doubled_paid: Fen,
}

pub(super) struct Entry {
    key: &'static str,
    args: Vec<String>,
    line: ComputationLine,
}

/// What a payment settles.
struct Split {
    debt: Fen,
    general: Fen,
    doubled: Fen,
}

impl Entry {
    pub(super) fn write(&self, w: &mut Work) {
        w.line(self.key, &self.args, self.line.clone());
    }
}

impl Settlement {
    /// A portion of the debt that is settled on that day.
    fn close(&mut self, delay: &Delay, amount: Fen, date: Date) {
        let charge = delay.charge(amount, date);
        self.open -= amount;
        self.doubled += charge.old + charge.new;
        self.old_part += charge.old;
        (self.days, self.suspended, self.last) = (charge.days, charge.suspended, Some(date));
        self.entries.extend(charge.lines.into_iter().map(|(key, args, line)| Entry { key, args, line }));
    }

    /// General interest on what is open of the debt, to that day.
    fn general_to(&self, rate: Ppm, from: Date, to: Date) -> Option<Entry> {
        if rate == 0 || self.open == 0 || to <= from {
            return None;
        }
        let days = days(from, to);
        let line = ComputationLine::interval(from, to, days, rate, interest(self.open, rate, days, 365)).of(self.open, 365);
        Some(Entry { key: "general", args: vec![yuan(self.open)], line })
    }

    fn accrue(&mut self, entry: Option<&Entry>) {
        let fen = entry.and_then(|entry| entry.line.amount).unwrap_or_default();
        self.general += fen;
        self.general_open += fen;
    }

    /// The doubled part of all portions if what is open were paid on that day, less what was paid of it.
    fn doubled_open(&self, delay: &Delay, date: Date) -> Fen {
        let Charge { old, new, .. } = delay.charge(self.open, date);
        self.doubled - self.doubled_paid + old + new
    }

    fn split(&self, delay: &Delay, order: Order, date: Date, amount: Fen) -> Split {
        if delay.is_old(date) {
            return self.in_proportion(delay, date, amount);
        }
        let (first, second) = match order {
            Order::InterestFirst => (self.general_open, self.open),
            Order::PrincipalFirst => (self.open, self.general_open),
        };
        let one = amount.min(first);
        let two = (amount - one).min(second);
        let (general, debt) = if order == Order::InterestFirst { (one, two) } else { (two, one) };
        Split { debt, general, doubled: amount - one - two }
    }

    /// 并还: debt part = payment ÷ (1 + Σ rate × 2 ÷ 360 × days).
    fn in_proportion(&self, delay: &Delay, date: Date, amount: Fen) -> Split {
        let whole = 360 * WHOLE;
        let debt = if amount >= self.open + delay.charge(self.open, date).old {
            self.open
        } else {
            round_div(amount * whole, whole + delay.weight(date)).min(self.open)
        };
        let of_debt = self.doubled - self.doubled_paid + delay.charge(debt, date).old;
        let general = (amount - debt - of_debt).clamp(0, self.general_open);
        Split { debt, general, doubled: amount - debt - general }
    }
}

pub(super) fn settle(v: &Record, w: &Work, delay: &Delay, order: Order) -> Checked<Settlement> {
    let mut account = Settlement { open: v.money("debt"), general_open: v.money("general_owed"), ..Settlement::default() };
    let rate = v.percent("general_rate");
    let mut accrued = delay.new_from();
    for (n, date, row) in v.dated_rows("payments") {
        let amount = row.money("amount");
        let general = account.general_to(rate, accrued, date);
        account.accrue(general.as_ref());
        accrued = accrued.max(date);
        let owed = account.open + account.general_open + account.doubled_open(delay, date);
        if amount > owed {
            return Err(vec![w.row_fault("payments", n, "amount", "more_than_owed", &[date.to_string(), yuan(owed)])]);
        }
        let split = account.split(delay, order, date, amount);
        if split.debt > 0 {
            account.close(delay, split.debt, date);
        }
        account.entries.extend(general);
        account.general_open -= split.general;
        account.doubled_paid += split.doubled;
        account.paid += amount;
        if split.debt != amount {
            let args = vec![yuan(amount), yuan(split.debt), yuan(split.general), yuan(split.doubled)];
            account.entries.push(Entry {
                key: "payment",
                args,
                line: ComputationLine { to: Some(date), ..ComputationLine::default() },
            });
        }
    }
    if account.open == 0 {
        return Ok(account);
    }
    let Some(paid) = v.date("paid") else { return Err(w.fault("paid", "rest", &[yuan(account.open)])) };
    let general = account.general_to(rate, accrued, paid);
    account.accrue(general.as_ref());
    account.close(delay, account.open, paid);
    account.entries.extend(general);
    account.runs_to_paid = true;
    Ok(account)
}
