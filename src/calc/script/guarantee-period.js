sitegenCalc.kinds["guarantee-period"] = (v, w, lib) => {
  const { day, iso, addMonths, dated } = lib, { moveLastDay } = sitegenCalc.rest;
  const { due, period, months, agreed_until: until, contract } = v, CODE = day("2021-01-01"), agreed = period === "agreed", isOld = contract < CODE;
  [["months", months], ["agreed_until", until]].forEach(([name, given]) => {
    if (agreed && months === undefined && until === undefined) w.fail(name, "needs_length");
    if (!agreed && given !== undefined) w.fail(name, "not_agreed");
  });
  if (w.errors.length) return;
  const unknown = v.guarantee === "unknown", joint = unknown ? isOld : v.guarantee === "joint";
  if (unknown) w.note(isOld ? "unknown_old" : "unknown_new");
  let raw = addMonths(due, 6), first = null, wrong = false;
  if (agreed) {
    const end = until === undefined ? addMonths(due, months) : until;
    if (end > due) raw = end;
    else w.note("as_none");
  } else if (period === "unclear" && isOld) {
    w.note(due >= CODE ? "unclear_disputed" : due > day("2019-01-01") ? "unclear_old" : "unclear_older");
    raw = addMonths(due, 24);
  } else if (period === "unclear") w.note("unclear_new");
  if (contract === undefined && (unknown || period === "unclear")) w.note("ask_contract");
  w.line(w.t("period"), due, raw);
  const expires = moveLastDay(raw, w, lib), acts = dated(v.acts);
  if (contract > due) w.note("late_contract");
  acts.forEach(({ date, kind }) => {
    let key = "in_time";
    if (kind === "withdrawn_debtor") {
      key = joint || first === null ? "without_effect" : "undone";
      if (!joint) first = null;
    } else if (/guarantor/.test(kind) !== joint) {
      key = "wrong";
      wrong = true;
    } else if (date > expires) key = "late";
    else if (first === null) first = date;
    w.line(w.t(key, w.t(kind)), date);
  });
  if (wrong) w.note(joint ? "wrong_joint" : "wrong_general");
  const word = (name, key) => w.set(name, key, w.t(key));
  w.set("raw_expires", iso(raw));
  w.set("expires", iso(expires));
  word("kind_used", joint ? "joint" : "general");
  if (first === null && w.asOf <= expires) {
    word("status", "open");
    w.note("still_open", iso(expires));
  } else if (first === null) {
    word("status", "released");
    w.note("no_act");
    w.note("signature");
  } else {
    word("status", "preserved");
    if (joint) {
      const end = addMonths(first, 36);
      w.line(w.t("limitation"), first, end);
      const last = moveLastDay(end, w, lib);
      w.set("limitation_from", iso(first));
      w.set("limitation_expires", iso(last));
      w.note(w.asOf > last ? "limitation_over" : "limitation_runs", iso(last));
    } else w.note("from_duty");
  }
  if (acts.some(a => a.date > w.asOf)) w.note("ahead", iso(w.asOf));
};
