sitegenCalc.kinds["credit-card"] = (v, w, { B, ZERO, MILLION, roundDiv, interest, yuan, percent, day, iso, addMonths, dated }) => {
  const max0 = n => (n > ZERO ? n : ZERO), total = list => list.reduce((s, e) => s + e.amount, ZERO);
  const { due, until, posted } = v, rate = v.daily_rate, rows = v.postings, dear = rate > B(500), newRates = day("2021-01-01");
  const postings = dated(rows || [{ date: posted, amount: v.statement }]), payments = dated(v.payments);
  const paid = (from, to) => total(payments.filter(p => p.date > from && p.date <= to));
  const days = (from, to) => payments.map(p => p.date).filter((d, n, all) => d !== all[n - 1] && d > from && d <= to);

  const refuse = (list, entries, key, bound, isWrong) => entries.forEach(e => {
    if (!isWrong(e.date)) return;
    if (list === "postings" && !rows) w.fail("posted", key, iso(bound));
    else w.failRow(list, e, "date", key, iso(bound));
  });
  const oldest = day("2017-01-01"), last = postings[postings.length - 1].date;
  refuse("postings", postings, "posting_too_early", oldest, d => d < oldest);
  refuse("postings", postings, "posting_after_due", due, d => d > due);
  refuse("payments", payments, "payment_before_posting", last, d => d < last);
  refuse("payments", payments, "payment_after_until", until, d => d > until);
  if (v.minimum > total(postings)) w.fail("minimum", "minimum_above", yuan(total(postings)));
  if (until <= due) w.fail("until", "until_before_due", iso(due));
  if (until < newRates && dear) w.fail("daily_rate", "rate_capped");
  if (w.errors.length) return;

  // To the day `to`, or up to and including `end`.
  const line = (label, amount, from, to, end) => {
    const n = to === undefined ? end - from + 1 : to - from;
    if (amount > ZERO && n > 0) w.line(label, from, to === undefined ? end : to, n, rate, interest(amount, rate, n, 1), null, [amount, 1]);
  };
  const lateFee = missing => {
    if (missing <= ZERO) return ZERO;
    let fee = roundDiv(missing * v.late_ratio, MILLION);
    if (fee < v.late_floor) fee = v.late_floor;
    return v.late_cap !== undefined && fee > v.late_cap ? v.late_cap : fee;
  };

  const statement = total(postings), byDue = paid(-1e9, due), unpaid = v.method === "unpaid";
  let first = until;
  if (v.statement_day) {
    first = day(iso(due).slice(0, 8) + "01") + v.statement_day - 1;
    if (first <= due) first = addMonths(first, 1);
  }
  let end = Math.min(first, until), cycles = 1;
  if (byDue < statement) {
    let free = unpaid ? byDue : ZERO, bearing = statement - free;
    const cuts = days(-1e9, end);
    postings.forEach(p => {
      const label = rows ? w.t("posting", p.n, yuan(p.amount)) : w.t("whole", "", yuan(p.amount));
      line(label, max0(p.amount - free), p.date, cuts[0], end);
      free = max0(free - p.amount);
    });
    cuts.forEach((from, n) => {
      if (!unpaid || from > due) bearing -= paid(from - 1, from);
      const rest = max0(bearing);
      line(w.t("rest", yuan(rest)), rest, from, cuts[n + 1], end);
    });
  } else w.note("in_full");
  const least = v.minimum === undefined ? roundDiv(statement * v.minimum_ratio, MILLION) : v.minimum;
  let fees = lateFee(least - byDue), balance = statement + w.sum() - paid(-1e9, end);
  if (fees > ZERO) w.note("late", yuan(least), yuan(byDue), yuan(fees));

  while (end < until) {
    const start = end, before = w.sum(), dueDay = addMonths(due, cycles);
    end = Math.min(addMonths(first, cycles++), until);
    if (dueDay <= until) {
      const minimum = roundDiv((balance + fees) * v.minimum_ratio, MILLION), met = paid(start, dueDay), added = lateFee(minimum - met);
      fees += added;
      if (added > ZERO) w.note("late_again", cycles, yuan(minimum), yuan(met), yuan(added));
    }
    let from = start + 1;
    days(start, end).concat(undefined).forEach(to => {
      line(w.t("cycle", cycles, yuan(balance)), balance, from, to, end);
      if (to === undefined) return;
      balance -= paid(to - 1, to);
      from = to;
    });
    balance += w.sum() - before;
  }

  const owed = balance + fees;
  if (owed < ZERO) return w.fail("payments", "overpaid", yuan(total(payments)), yuan(-owed));
  w.money("statement", statement);
  w.money("interest", w.sum());
  w.money("late_fee", fees);
  w.set("annual_rate", percent(rate * B(365), 4));
  w.money("total", owed);
  if (v.statement_day) w.set("cycles", cycles);
  if (!rows) w.note("as_of_first");
  if (!v.statement_day && until - due > 31) w.warn("one_cycle");
  if (dear && postings[0].date < newRates) w.note("capped");
  if (v.statement_day) w.note("by_contract");
  w.note("too_high");
};
