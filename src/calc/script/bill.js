// parts: annuity cost
sitegenCalc.kinds["bill"] = (v, w, lib) => {
  const { B, ZERO, MILLION, roundDiv, interest, plain, yuan, percent, addMonths } = lib;
  const minimum = v.mode === "minimum", has = name => v[name] !== undefined, fees = ["fee_rate", "fee", "payment"];
  const instalment = ["amount", "periods"], other = ["statement", "pay"];
  (minimum ? ["statement"] : instalment).forEach(name => has(name) || w.fail(name, "needed"));
  (minimum ? instalment.concat(fees, "from") : other).forEach(name => has(name) && w.fail(name, minimum ? "only_instalment" : "only_minimum"));
  const at = fees.find(has);
  if (!minimum && !at) w.fail("fee_rate", "one_of");
  if (w.errors.length) return;
  const line = (label, amount, parts) => w.line(label, undefined, undefined, undefined, undefined, amount, parts);

  const inParts = () => {
    const n = v.periods, periods = B(n), received = v.amount - v.upfront;
    if (received <= ZERO) return w.fail("upfront", "net", yuan(v.amount));
    let payment = v.payment;
    if (has("fee")) payment = roundDiv(v.amount, periods) + v.fee;
    if (has("fee_rate")) payment = levelFeePayment(v.amount, v.fee_rate, n, lib);
    const fee = payment * periods - received;
    if (fee < ZERO) return w.fail(at, "paid_less", yuan(-fee));
    const rates = annualRates(received, payment, n, lib), nominal = basisPoints(fee * B(12), v.amount * periods, lib);
    if (!rates) return w.fail(at, "out_of_range");
    line(w.t("instalment", yuan(payment), n), payment * periods);
    if (v.upfront > ZERO) line(w.t("upfront"), v.upfront);
    line(w.t("amount"), -v.amount);
    const [apr, ear] = rates;
    w.money("payment", payment);
    w.money("total_fee", fee);
    w.set("nominal", percent(nominal, 2));
    w.set("apr", percent(apr, 2));
    w.set("ear", percent(ear, 2));
    if (apr > nominal && nominal > ZERO) w.note("times", percent(roundDiv(apr * B(1e4), nominal), 2));
    compare(apr, v.from, has("from") && addMonths(v.from, n) - v.from, v, w, lib);
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
  w.note(minimum ? "by_contract" : "instalment_terms");
  w.note("too_high");
};
