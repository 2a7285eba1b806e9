sitegenCalc.kinds["limitation"] = (v, w, { day, iso, addMonths }) => {
  const THREE_YEARS = day("2017-10-01"), PROCEEDINGS = ["suit", "arbitration", "payment_order", "mediation", "report"];
  const isProceeding = e => PROCEEDINGS.includes(e.kind), rolled = n => w.workday(n).day, has = x => x !== undefined;
  const events = v.events || [], suspended = v.suspended || [];
  events.forEach((e, n) => {
    const fault = (field, key) => w.failRow("events", n, field, key), { ended, outcome } = e, by = e.perform_by;
    e.row = n;
    if (!isProceeding(e) && e.kind !== "execution" && (has(ended) || outcome || has(by))) fault("kind", "not_proceedings");
    else if (has(ended) && !outcome) fault("outcome", "needs_outcome");
    else if (!has(ended) && outcome) fault("ended", "needs_ended");
    else if (ended < e.date) fault("ended", "ended_early");
    else if (has(by) && outcome !== "title") fault("perform_by", "no_title");
    else if (by < ended) fault("perform_by", "perform_early");
  });
  if (w.errors.length) return;
  suspended.forEach((s, n) => s.to < s.from && w.failRow("suspended", n, "to", "range_order"));
  if (w.errors.length) return;
  const late = e => isProceeding(e) || e.kind === "execution";
  events.sort((a, b) => a.date - b.date || late(a) - late(b) || a.row - b.row);
  suspended.sort((a, b) => a.from - b.from);

  const ofDebt = start => {
    const end = months => suspended.reduce(
      (raw, s) => (s.to > addMonths(raw, -6) && s.from <= raw ? Math.max(raw, addMonths(s.to, 6)) : raw), addMonths(start, months));
    const two = end(24);
    return { start, raw: rolled(two) < THREE_YEARS ? two : end(36) };
  };
  const ofTitle = start => {
    const raw = suspended.reduce((raw, s) => {
      const first = Math.max(addMonths(raw, -6) + 1, s.from);
      return s.to >= first && s.from <= raw ? raw + s.to - first + 1 : raw;
    }, addMonths(start, 24));
    return { start, raw, title: true };
  };
  let period = ofDebt(v.due), halt;
  const restart = start => (period = period.title ? ofTitle(start) : ofDebt(start));
  w.line(w.t("start"), v.due, period.raw);
  events.forEach(e => {
    const say = (key, to) => w.line(w.t(key, w.t(e.kind)), e.date, to);
    const consents = e.kind === "payment" || e.kind === "promise", { title } = period;
    if (w.errors.length) return;
    if (halt) say("no_effect");
    else if (e.date < period.start) say("early");
    else if (e.date > rolled(period.raw)) {
      const waives = consents && !title;
      say(waives ? "waiver" : "late");
      if (waives && e.date <= w.asOf) halt = "waived";
    } else if (e.kind === "execution") {
      if (!title) return w.failRow("events", e.row, "kind", "needs_title");
      say("applied");
      halt = "execution";
    } else if (title && !consents && e.kind !== "demand") say("no_effect");
    else if (!isProceeding(e)) {
      restart(e.date);
      say("restart", period.raw);
    } else if (!has(e.ended)) {
      say("open");
      halt = "in_proceedings";
    } else {
      say("brought", e.ended);
      if (e.outcome === "title") {
        period = ofTitle(has(e.perform_by) ? e.perform_by : e.ended);
        w.line(w.t("title"), period.start, period.raw);
      } else {
        restart(e.ended);
        w.line(w.t("ended"), e.ended, period.raw);
        if (e.kind === "suit" || e.kind === "arbitration") w.note("withdrawn");
      }
    }
  });
  if (w.errors.length) return;

  const longest = addMonths(v.due, 240), { raw, title } = period;
  let past = false;
  if (!halt || halt === "waived") {
    const expires = w.moveLastDay(raw);
    past = w.asOf > expires;
    w.set("expires", iso(expires));
    w.set("raw_expires", iso(raw));
    if (!title && expires < THREE_YEARS) w.note("two_years");
    if (!title && expires > longest) w.note("twenty_years");
  }
  w.set("longest", iso(longest));
  const status = halt || (title ? "judgment" : past ? "expired" : "running");
  w.set("status", status, w.t(status));
  w.note({ in_proceedings: "proceedings_note", waived: "consented", execution: "execution_note", judgment: "judgment_note" }[status] || "signing");
  if (status === "judgment" && past) w.note("two_years_past");
  if (["running", "expired", "waived"].includes(status)) w.note("still_owed");
  if (v.debt === "card") w.note("card_address");
  if (events.some(e => e.date > w.asOf)) w.note("ahead", iso(w.asOf));
};
