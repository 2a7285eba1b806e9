//! Payments of a private loan set off against interest and principal, in order of date (civil-code art. 561).
//!
//! Interest above the ceiling is not owed, so what was paid for it reduces the principal. `paid_zone=keep` (private-loan-2015 art. 31): for a
//! payment under the old rule the interest up to 36 % counts as owed and cannot be asked back; what can still be claimed is the interest up to
//! 24 % less that payment, never less than nothing.

use super::*;

/// How payments are set off.
#[derive(Clone, Copy)]
pub(super) struct Rules {
    pub(super) basis: i64,
    pub(super) principal_first: bool,
    /// A payment before this day meets the interest up to 36 %.
    pub(super) zone_until: Date,
}

pub(super) struct Ledger {
    pub(super) entries: Vec<Entry>,
    pub(super) account: Account,
    /// What fees may still take under the ceiling.
    room: Fen,
}

/// Where a loan stands.
#[derive(Clone, Copy, Default)]
pub(super) struct Account {
    pub(super) principal: Fen,
    /// Interest that can be claimed.
    pub(super) claimable: Fen,
    /// Interest that a payment under the old rule meets.
    zone: Fen,
    pub(super) paid_interest: Fen,
    pub(super) overpaid: Fen,
}

/// One line, in order of time.
pub(super) enum Entry {
    Interest { segment: usize, line: ComputationLine },
    Payment { date: Date, amount: Fen, interest: Fen, principal: Fen },
}

impl Ledger {
    /// Everything that a reader sees of it, to tell two of them apart.
    pub(super) fn sums(&self) -> [Fen; 5] {
        let Account { principal, claimable, paid_interest, overpaid, .. } = self.account;
        [principal, claimable, paid_interest, overpaid, self.room]
    }

    /// What of the fees stays under the ceiling (private-loan art. 29).
    pub(super) fn fees_allowed(&self, fees: Fen) -> Fen {
        fees.min(self.room).max(0)
    }

    fn accrue(&mut self, (n, segment): (usize, &Segment), from: Date, to: Date, counts_room: bool, basis: i64) {
        let account = &mut self.account;
        let (base, days) = (account.principal, days(from, to));
        let rate = segment.rate.min(segment.cap);
        let zone = if segment.old { segment.rate.min(OLD_VOID) } else { rate };
        let amount = interest(base, rate, days, basis);
        account.claimable += amount;
        account.zone += interest(base, zone, days, basis);
        if counts_room {
            self.room += interest(base, segment.cap, days, basis) - amount;
        }
        let line = ComputationLine::interval(from, to, days, rate, amount).of(base, basis);
        self.entries.push(Entry::Interest { segment: n, line });
    }

    fn pay(&mut self, date: Date, amount: Fen, rules: Rules) {
        let account = &mut self.account;
        let owed = if date < rules.zone_until { account.zone } else { account.claimable };
        let interest = if rules.principal_first { owed.min(amount - account.principal.min(amount)) } else { owed.min(amount) };
        let principal = account.principal.min(amount - interest);
        account.zone = (account.zone - interest).max(0);
        account.claimable = (account.claimable - interest).max(0);
        account.principal -= principal;
        account.paid_interest += interest;
        account.overpaid += amount - interest - principal;
        self.entries.push(Entry::Payment { date, amount, interest, principal });
    }
}

impl Entry {
    pub(super) fn write(&self, segments: &[Segment], w: &mut Work) {
        match self {
            Entry::Interest { segment, line } => {
                let Some(segment) = segments.get(*segment) else { return };
                let overdue = if segment.overdue { w.say("overdue", &[]) } else { String::new() };
                let args = [&[overdue], segment.args.as_slice()].concat();
                w.line(segment.key, &args, line.clone());
            }
            Entry::Payment { date, amount, interest, principal } => {
                let args = [yuan(*amount), yuan(*interest), yuan(*principal)];
                w.line("payment", &args, ComputationLine { to: Some(*date), ..ComputationLine::default() });
            }
        }
    }
}

pub(super) fn settle(principal: Fen, segments: &[Segment], v: &Record, rules: Rules) -> Ledger {
    let mut ledger = Ledger { entries: vec![], account: Account { principal, ..Account::default() }, room: 0 };
    let only_overdue = v.has("repay_by");
    let mut payments = v.dated_rows("payments").into_iter().peekable();
    for (n, segment) in segments.iter().enumerate() {
        let mut from = segment.from;
        let counts_room = segment.overdue || !only_overdue;
        while let Some((_, date, row)) = payments.next_if(|(_, date, _)| *date <= segment.to) {
            if from < date {
                ledger.accrue((n, segment), from, date, counts_room, rules.basis);
                from = date;
            }
            ledger.pay(date, row.money("amount"), rules);
        }
        if from < segment.to || segment.from == segment.to {
            ledger.accrue((n, segment), from, segment.to, counts_room, rules.basis);
        }
    }
    ledger
}
