sitegenCalc.kinds["limitation"] = (v, w, { day, iso, addMonths }) => {
  const workday = n => n + ([0, 0, 2, 1][n % 7] || 0);
  const THREE_YEARS = day("2017-10-01");
  const expiry = start => (workday(addMonths(start, 24)) < THREE_YEARS ? addMonths(start, 24) : addMonths(start, 36));
  let raw = expiry(v.due), waived = false;
  w.line(w.t("start"), v.due, raw);
  const events = (v.events || []).map((e, n) => ({ n, date: e.date, kind: e.kind })).sort((a, b) => a.date - b.date || a.n - b.n);
  events.forEach(e => {
    let key = "late", to;
    if (e.date < v.due) key = "early";
    else if (e.date <= workday(raw)) {
      key = "restart";
      raw = to = expiry(e.date);
    } else if (e.kind === "payment" || e.kind === "promise") {
      key = "waiver";
      waived = waived || e.date <= w.asOf;
    }
    w.line(w.t(key, w.t(e.kind)), e.date, to);
  });
  const expires = workday(raw), status = waived ? "waived" : w.asOf > expires ? "expired" : "running";
  w.set("expires", iso(expires));
  w.set("raw_expires", iso(raw));
  w.set("status", status, w.t(status));
  w.note("holidays");
  if (expires < THREE_YEARS) w.note("two_years");
  if (waived) w.note("consented");
  if (events.some(e => e.date > w.asOf)) w.note("ahead", iso(w.asOf));
  w.note("still_owed");
};
