sitegenCalc.kinds["bill"] = (v, w, { B, ZERO, MILLION, ONE, roundDiv, interest, plain, yuan, percent, annuity, day, addMonths }) => {
  const minimum = v.mode === "minimum", has = name => v[name] !== undefined, fees = ["fee_rate", "fee", "payment"];
  const instalment = ["amount", "periods"], other = ["statement", "pay"];
  (minimum ? ["statement"] : instalment).forEach(name => has(name) || w.fail(name, "needed"));
  (minimum ? instalment.concat(fees, "from") : other).forEach(name => has(name) && w.fail(name, minimum ? "only_instalment" : "only_minimum"));
  const at = fees.find(has);
  if (!minimum && !at) w.fail("fee_rate", "one_of");
  if (w.errors.length) return;
  const line = (label, amount, parts) => w.line(label, undefined, undefined, undefined, undefined, amount, parts);

  const compare = (rate, from, days) => {
    if (from === undefined) return w.note("not_compared");
    const { rates, lines } = w.tables, isKnown = rates && rates.rows.some(r => day(r[0]) <= from);
    lines.forEach(l => {
      if (!l.kinds.includes(v.lender_kind) || day(l.from) > from || day(l.to || "2101-01-01") < from) return;
      if (l.assisted || days > l.max_days) return;
      let figure = l.percent && B(l.percent);
      if (l.compare && l.times && isKnown) figure = w.lpr("lender_kind", from) * B(l.times);
      if (!l.compare || !figure) w.note("beside", l.text);
      else w.note(rate > figure ? "above" : "not_above", l.text, percent(rate, 2), percent(figure, 2));
    });
  };
  const inParts = () => {
    const n = v.periods, periods = B(n), MONTHLY = B(1e12), received = v.amount - v.upfront;
    if (received <= ZERO) return w.fail("upfront", "net", yuan(v.amount));
    let payment = v.payment;
    if (has("fee")) payment = roundDiv(v.amount, periods) + v.fee;
    if (has("fee_rate")) payment = roundDiv(v.amount * (MILLION + v.fee_rate * periods), periods * MILLION);
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
    const bp = (n, d) => roundDiv(n * B(1e4), d) * B(100), apr = bp(B(12) * high, MONTHLY), nominal = bp(fee * B(12), v.amount * periods);
    let power = MONTHLY;
    for (let k = 0; k < 12; k++) power = roundDiv(power * (MONTHLY + high), MONTHLY);
    w.money("payment", payment);
    w.money("total_fee", fee);
    w.set("nominal", percent(nominal, 2));
    w.set("apr", percent(apr, 2));
    w.set("ear", percent(bp(power - MONTHLY, MONTHLY), 2));
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
    // The interest of all months, if they end.
    const total = (all, name, sum) => {
      if (all[all.length - 1].left > ZERO) return null;
      const of = all.reduce((s, m) => s + m.charge, ZERO);
      w.set(name, all.length);
      w.money(sum, of);
      return of;
    };
    const least = months((left, charge) => {
      let part = roundDiv(left * v.minimum_ratio, MILLION);
      if (part < B(1)) part = B(1);
      return part + charge > v.minimum_floor ? part + charge : v.minimum_floor;
    });
    least.forEach((m, n) =>
      line(w.t("month", n + 1), m.paid, { principal: plain(m.paid - m.charge), interest: plain(m.charge), left: plain(m.left) }));
    const all = total(least, "months", "interest"), first = least[0].charge, curves = [least], plan = v.statement / B(60);
    if (all === null) w.note("endless");
    w.money("first_minimum", least[0].paid);
    w.set("annual_rate", percent(v.daily_rate * B(365), 4));
    w.money("plan_payment", plan);
    if (has("pay") && v.pay <= first) w.note("below_interest", yuan(v.pay), yuan(first));
    else if (has("pay")) {
      const fixed = months(() => v.pay), sum = total(fixed, "pay_months", "pay_interest");
      curves.push(fixed);
      if (sum === null) w.note("pay_endless", yuan(v.pay));
      else if (all !== null) w.money("saved", all - sum);
    }
    const longest = Math.max(...curves.map(c => c.length));
    curves.forEach(c => {
      const step = Math.ceil(c.length / 60), points = c.map((m, n) => [n + 1, m.left]).filter(([n]) => n % step === 0 || n === c.length);
      const at = ([x, y]) => [(x * 320) / longest, 160 - Number(y * B(160) / v.statement)].map(Math.floor).join(" ");
      w.curves.push("M" + [[0, v.statement]].concat(points).map(at).join("L"));
    });
    w.note("plan", yuan(plan));
  };
  if (minimum) byMonths();
  else inParts();
  w.note("by_contract");
  w.note("too_high");
};
