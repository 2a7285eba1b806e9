sitegenCalc.kinds["penalty-interest"] = (v, w, { B, ZERO, MILLION, roundDiv, interest, yuan, percent }) => {
  const rows = v.rows || [v], basis = B(v.year_basis) * MILLION * MILLION;
  const exact = v.penalty_rate !== undefined ? v.penalty_rate * MILLION : (v.annual_rate === undefined ? v.daily_rate * B(v.year_basis) : v.annual_rate) * (MILLION + v.surcharge);
  const rate = roundDiv(exact, MILLION);
  let penalty = ZERO, compound = ZERO, owed = ZERO, line24 = ZERO;
  rows.forEach((row, n) => {
    const days = Math.max(0, v.paid - row.due);
    const line = (key, base) => {
      const amount = roundDiv(base * exact * B(days), basis);
      w.line(w.t((v.rows ? "row_" : "") + key, n + 1), row.due, v.paid, days, rate, amount, null, [base, v.year_basis]);
      return amount;
    };
    penalty += line("penalty", row.principal);
    if (v.compound && row.interest > ZERO) compound += line("compound", row.interest);
    owed += row.principal + row.interest;
    line24 += interest(row.principal, B(240000), days, 365);
  });
  const days = Math.max(0, v.paid - Math.min(...rows.map(r => r.due))), charged = penalty + compound + v.fees;
  w.set("days", days);
  w.money("penalty", penalty);
  w.money("compound", compound);
  w.money("total", owed + charged);
  w.set("penalty_rate", percent(rate, 4));
  if (!days) w.note("not_overdue");
  if (charged > line24) w.note(days ? "above_24" : "fees_early", yuan(charged), yuan(line24), yuan(charged - line24));
  if (v.penalty_rate === undefined && (v.surcharge < B(300000) || v.surcharge > B(500000))) w.warn("surcharge");
};
