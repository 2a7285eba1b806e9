sitegenCalc.kinds["bill"] = (v, w, { B, ZERO, MILLION, ONE, roundDiv, interest, plain, yuan, percent, annuity, day, addMonths }) => {
  const minimum = v.mode === "minimum", has = name => v[name] !== undefined;
  const instalment = ["amount", "periods", "fee_rate", "fee", "payment", "from"], other = ["statement", "pay"];
  (minimum ? ["statement"] : ["amount", "periods"]).forEach(name => has(name) || w.fail(name, "needed"));
  (minimum ? instalment : other).forEach(name => has(name) && w.fail(name, minimum ? "only_instalment" : "only_minimum"));
  if (!minimum && !["fee_rate", "fee", "payment"].some(has)) w.fail("fee_rate", "one_of");
  if (w.errors.length) return;
  const line = (label, amount, parts) => w.line(label, undefined, undefined, undefined, undefined, amount, parts);

  const compare = (rate, from, days) => {
    if (from === undefined) return w.note("not_compared");
    const { rates, lines } = w.tables, isKnown = rates && rates.rows.some(r => day(r[0]) <= from);
    lines.forEach(l => {
      if (!l.kinds.includes(v.lender_kind) || day(l.from) > from || day(l.to || "2101-01-01") < from) return;
      if (l.assisted || days > l.max_days) return;
      const text = l.text + (w.marks[l.v.slice(0, 2)] || w.marks[l.v[0]] || "");
      let figure = l.percent && B(l.percent);
      if (l.compare && l.times && isKnown) figure = w.lpr("lender_kind", from) * B(l.times);
      if (!l.compare || !figure) w.note("beside", text);
      else w.note(rate > figure ? "above" : "not_above", text, percent(rate, 2), percent(figure, 2));
    });
  };
  const inParts = () => {
    const n = v.periods, periods = B(n), MONTHLY = B(1e12), received = v.amount - v.upfront;
    if (received <= ZERO) return w.fail("upfront", "net", yuan(v.amount));
    const at = has("fee_rate") ? "fee_rate" : has("fee") ? "fee" : "payment";
    const payment = has("fee_rate") ? roundDiv(v.amount * (MILLION + v.fee_rate * periods), periods * MILLION)
      : has("fee") ? roundDiv(v.amount, periods) + v.fee : v.payment;
    const fee = payment * periods - received;
    if (fee < ZERO) return w.fail(at, "paid_less", yuan(-fee));
    const enough = rate => payment * annuity(rate, MONTHLY, n) >= received * ONE;
    let low = ZERO, high = fee === ZERO ? ZERO : B(5) * MONTHLY;
    if (fee > ZERO && enough(high)) return w.fail(at, "out_of_range");
    while (high - low > B(1)) {
      const middle = (low + high) / B(2);
      if (enough(middle)) low = middle;
      else high = middle;
    }
    line(w.t("instalment", yuan(payment), n), payment * periods);
    if (v.upfront > ZERO) line(w.t("upfront"), v.upfront);
    line(w.t("amount"), -v.amount);
    const bp = rate => roundDiv(rate * B(1e4), MONTHLY) * B(100), apr = bp(B(12) * high);
    let power = MONTHLY;
    for (let k = 0; k < 12; k++) power = roundDiv(power * (MONTHLY + high), MONTHLY);
    const nominal = roundDiv(fee * B(12e4), v.amount * periods) * B(100);
    w.money("payment", payment);
    w.money("total_fee", fee);
    w.set("nominal", percent(nominal, 2));
    w.set("apr", percent(apr, 2));
    w.set("ear", percent(bp(power - MONTHLY), 2));
    if (apr > nominal && nominal > ZERO) w.note("times", percent(roundDiv(apr * B(1e4), nominal), 2));
    compare(apr, v.from, has("from") && addMonths(v.from, n) - v.from);
  };
  const byMonths = () => {
    const months = pay => {
      const out = [];
      for (let left = v.statement; left > ZERO && out.length < 600; ) {
        const charge = interest(left, v.daily_rate, 30, 1), most = left + charge;
        let paid = pay(left, charge);
        if (paid > most) paid = most;
        left -= paid - charge;
        out.push({ paid, charge, left });
      }
      return out;
    };
    const end = all => all[all.length - 1].left === ZERO, total = all => all.reduce((s, m) => s + m.charge, ZERO);
    const least = months((left, charge) => {
      let part = roundDiv(left * v.minimum_ratio, MILLION);
      if (part < B(1)) part = B(1);
      return part + charge > v.minimum_floor ? part + charge : v.minimum_floor;
    });
    least.forEach((m, n) =>
      line(w.t("month", n + 1), m.paid, { principal: plain(m.paid - m.charge), interest: plain(m.charge), left: plain(m.left) }));
    if (end(least)) {
      w.set("months", least.length);
      w.money("interest", total(least));
    } else w.note("endless");
    w.money("first_minimum", least[0].paid);
    w.set("annual_rate", percent(v.daily_rate * B(365), 4));
    w.money("plan_payment", v.statement / B(60));
    const first = interest(v.statement, v.daily_rate, 30, 1);
    let fixed;
    if (has("pay") && v.pay <= first) w.note("below_interest", yuan(v.pay), yuan(first));
    else if (has("pay")) {
      fixed = months(() => v.pay);
      if (end(fixed)) {
        w.set("pay_months", fixed.length);
        w.money("pay_interest", total(fixed));
        if (end(least)) w.money("saved", total(least) - total(fixed));
      } else w.note("pay_endless", yuan(v.pay));
    }
    // CURVES
    w.note("plan", yuan(v.statement / B(60)));
  };
  if (minimum) byMonths();
  else inParts();
  w.note("by_contract");
  w.note("too_high");
};
