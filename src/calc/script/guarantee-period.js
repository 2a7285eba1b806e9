sitegenCalc.kinds["guarantee-period"] = (v, w, { day, iso, addMonths }) => {
  const CODE = day("2021-01-01"), { due, period, agreed_until, months } = v, agreed = period === "agreed";
  const has = x => x !== undefined, only = (name, x) => !agreed && has(x) && w.fail(name, "only_agreed");
  if (agreed && !has(agreed_until) && !has(months)) w.fail("agreed_until", "needs_end");
  only("agreed_until", agreed_until);
  only("months", months);
  if (w.errors.length) return;

  const isOld = v.contract < CODE, joint = v.guarantee === "joint" || (v.guarantee === "unknown" && isOld);
  let raw = addMonths(due, 6);
  if (agreed) {
    const end = has(agreed_until) ? agreed_until : addMonths(due, months);
    if (end > due) raw = end;
    else w.note("as_none");
  } else if (period === "unclear" && isOld) {
    raw = addMonths(due, 24);
    if (due >= CODE) w.note("disputed");
  }
  w.line(w.t("period"), due, raw);
  const expires = w.moveLastDay(raw);
  let counting, wrong, ahead;
  (v.acts || []).map((a, n) => Object.assign(a, { n })).sort((a, b) => a.date - b.date || a.n - b.n).forEach(({ date, kind }) => {
    const right = joint ? kind.endsWith("_guarantor") : kind === "suit_debtor";
    let key = "no_effect";
    ahead = ahead || date > w.asOf;
    if (kind === "withdrawn_debtor") {
      if (!joint) {
        key = "undone";
        counting = undefined;
      }
    } else if (!right) wrong = true;
    else if (date > expires) key = "late";
    else {
      key = "counts";
      if (!has(counting)) counting = date;
    }
    w.line(w.t(key, w.t(kind)), date);
  });
  const used = joint ? "joint" : "general", status = has(counting) ? "preserved" : w.asOf > expires ? "released" : "open";
  w.set("raw_expires", iso(raw));
  w.set("expires", iso(expires));
  w.set("kind_used", used, w.t(used));
  w.set("status", status, w.t(status));
  if (has(counting) && joint) {
    const end = addMonths(counting, 36);
    w.line(w.t("limitation"), counting, end);
    w.set("limitation_expires", iso(w.moveLastDay(end)));
    w.set("limitation_from", iso(counting));
  } else if (has(counting)) w.note("from_claim");
  else if (status === "released") {
    w.note("released_note");
    w.note("signing");
  } else w.note("open_note");
  if (v.guarantee === "unknown") w.note(joint ? "unknown_old" : "unknown_new");
  if (wrong) w.note(joint ? "not_debtor" : "not_guarantor");
  if (ahead) w.note("ahead", iso(w.asOf));
};
