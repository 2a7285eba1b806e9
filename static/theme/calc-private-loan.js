sitegenCalc.kinds["private-loan"] = (v, w, { B, ZERO, interest, yuan, percent, day, iso }) => {
  const RULE_2015 = day("2015-09-01"), RULE_2020 = day("2020-08-20"), OLD = B(240000);
  const { contract, end, filed } = v, start = v.start === undefined ? contract : v.start, agreed = v.annual_rate;
  if (v.licensed_lender) return w.fail("licensed_lender", "licensed");
  if (v.withheld >= v.principal) w.fail("withheld", "withheld", yuan(v.principal));
  if (contract < RULE_2020 && filed === undefined) w.fail("filed", "needs_filed");
  if (filed < contract) w.fail("filed", "before_contract", iso(contract));
  if (start < contract) w.fail("start", "before_contract", iso(contract));
  if (end < start) w.fail("end", "before_start", iso(start));
  if (w.errors.length) return;

  const principal = v.principal - v.withheld, suit = filed === undefined ? contract : filed, oldRule = suit < RULE_2020;
  const froms = [start].concat([RULE_2015, oldRule ? end : RULE_2020].filter(d => start < d && d < end));
  const segments = [];
  for (const from of froms) {
    const to = froms[segments.length + 1] || end;
    let cap = OLD, label = w.t(from < RULE_2015 ? "before_2015" : "old");
    const old = from < RULE_2020 || oldRule;
    if (!old) {
      const lpr = w.lpr(...(contract < RULE_2020 ? ["filed", suit] : ["contract", contract]));
      if (lpr === null) return;
      cap = B(4) * lpr;
      label = w.t("new", percent(lpr, 2), percent(cap, 2));
    }
    const rate = agreed < cap ? agreed : cap;
    w.line(label, from, to, to - from, rate, interest(principal, rate, to - from, v.year_basis));
    segments.push({ from, cap, old });
  }
  w.money("principal", principal);
  w.money("interest", w.sum());
  w.set("cap", percent(segments[segments.length - 1].cap, 2));
  w.money("total", principal + w.sum());
  if (agreed === ZERO) w.note("none_agreed");
  if (start < RULE_2015) w.note("disputed");
  const caps = segments.map(s => s.cap).filter(c => agreed > c);
  if (caps.length) w.note("above", percent(agreed, 2), percent(caps.sort((a, b) => (a < b ? -1 : 1))[0], 2));
  if (segments.some(s => s.old) && agreed > OLD) {
    w.note("between");
    if (agreed > B(360000)) w.note("void");
  }
};
