sitegenCalc.kinds["credit-card"] = (v, w, { B, ZERO, MILLION, roundDiv, interest, yuan, percent, iso }) => {
  const max0 = n => (n > ZERO ? n : ZERO), total = list => list.reduce((s, e) => s + e.amount, ZERO);
  const byDate = rows => (rows || []).map((r, n) => ({ n, date: r.date, amount: r.amount })).sort((a, b) => a.date - b.date || a.n - b.n);
  const { due, until } = v, postings = byDate(v.postings), payments = byDate(v.payments);
  postings.forEach(p => p.date > due && w.failRow("postings", p.n, "date", "posting_after_due", iso(due)));
  payments.forEach(p => p.date > until && w.failRow("payments", p.n, "date", "payment_after_until", iso(until)));
  if (until < due) w.fail("until", "until_before_due", iso(due));
  if (w.errors.length) return;

  const statement = total(postings), byDue = total(payments.filter(p => p.date <= due));
  const line = (label, amount, from, to) => {
    const days = to === undefined ? until - from + 1 : to - from;
    if (amount > ZERO && days > 0) {
      w.line(label, from, to === undefined ? until : to, days, v.daily_rate, interest(amount, v.daily_rate, days, 1));
    }
  };
  if (byDue < statement) {
    const dates = payments.map(p => p.date).filter((d, n, all) => d !== all[n - 1]);
    const counts = p => v.method !== "unpaid" || p.date > due;
    const paidBy = day => total(payments.filter(p => p.date <= day && counts(p)));
    let free = total(payments.filter(p => !counts(p))), posted = ZERO;
    const bearing = postings.map(p => {
      const amount = max0(p.amount - free), credit = max0(paidBy(p.date) - posted);
      free = max0(free - p.amount);
      posted += amount;
      line(w.t("posting", p.n + 1, yuan(p.amount)), max0(amount - credit), p.date, dates.find(d => d > p.date));
      return { date: p.date, amount };
    });
    dates.forEach((from, n) => {
      const rest = max0(total(bearing.filter(p => p.date < from)) - paidBy(from));
      line(w.t("rest", yuan(rest)), rest, from, dates[n + 1]);
    });
  } else w.note("in_full");
  const minimum = roundDiv(statement * v.minimum_ratio, MILLION), missing = max0(minimum - byDue);
  let fee = roundDiv(missing * v.late_ratio, MILLION);
  if (missing > ZERO && fee < v.late_floor) fee = v.late_floor;
  if (fee > ZERO) w.note("minimum", yuan(minimum), yuan(byDue));
  w.money("statement", statement);
  w.money("interest", w.sum());
  w.money("late_fee", fee);
  w.set("annual_rate", percent(v.daily_rate * B(365), 4));
  w.money("total", max0(statement - total(payments)) + w.sum() + fee);
};
