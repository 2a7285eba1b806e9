sitegenCalc.kinds["limitation"] = (v, w, lib) => {
  const { day, iso, addMonths } = lib, { workday, moveLastDay } = sitegenCalc.rest;
  const THREE_YEARS = day("2017-10-01"), PROCEEDINGS = ["suit", "arbitration", "payment_order", "mediation", "report"];
  const isProceeding = e => PROCEEDINGS.includes(e.kind), working = n => workday(n, w, lib).day, has = x => x !== undefined;
  const events = v.events || [], suspended = v.suspended || [];
  events.forEach(e => {
    const fault = (field, key) => w.failRow("events", e, field, key), { ended, outcome } = e, by = e.perform_by;
    if (!isProceeding(e) && e.kind !== "execution" && (has(ended) || outcome || has(by))) fault("kind", "not_proceedings");
    else if (has(ended) && !outcome) fault("outcome", "needs_outcome");
    else if (!has(ended) && outcome) fault("ended", "needs_ended");
    else if (ended < e.date) fault("ended", "ended_early");
    else if (has(by) && outcome !== "title") fault("perform_by", "no_title");
    else if (by < ended) fault("perform_by", "perform_early");
  });
  if (w.errors.length) return;
  suspended.forEach(s => s.to < s.from && w.failRow("suspended", s, "to", "range_order"));
  if (w.errors.length) return;
  const late = e => isProceeding(e) || e.kind === "execution";
  events.sort((a, b) => a.date - b.date || late(a) - late(b) || a.n - b.n);
  suspended.sort((a, b) => a.from - b.from || a.n - b.n);

  const ofDebt = start => {
    const end = months => suspended.reduce(
      (raw, s) => (s.to > addMonths(raw, -6) && s.from <= raw ? Math.max(raw, addMonths(s.to, 6)) : raw), addMonths(start, months));
    const two = end(24), old = working(two) < THREE_YEARS;
    if (old) w.keys.push("two");
    return { start, raw: old ? two : end(36), old };
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
  w.line(w.t(period.old ? "start_old" : "start"), v.due, period.raw);
  events.forEach(e => {
    const say = (key, to) => w.line(w.t(key, w.t(e.kind)), e.date, to);
    const consents = e.kind === "payment" || e.kind === "promise", { title } = period;
    if (w.errors.length) return;
    if (halt) say("no_effect");
    else if (e.kind === "execution" && !title) w.failRow("events", e, "kind", "needs_title");
    else if (e.date < period.start) say("early");
    else if (e.date > working(period.raw)) {
      const waives = consents && !title;
      say(waives ? "waiver" : "late");
      if (waives && e.date <= w.asOf) halt = "waived";
    } else if (e.kind === "execution") {
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
        w.line(w.t(period.old ? "ended_old" : "ended"), e.ended, period.raw);
        if ((e.kind === "suit" || e.kind === "arbitration") && !w.keys.includes("withdrawn")) w.note("withdrawn");
      }
    }
  });
  if (w.errors.length) return;

  const longest = addMonths(v.due, 240), { raw, title } = period;
  let past = false;
  if (!halt || halt === "waived") {
    const expires = moveLastDay(raw, w, lib);
    past = w.asOf > expires;
    w.set("expires", iso(expires));
    w.set("raw_expires", iso(raw));
    if (period.old) w.note("two_years");
    if (!title && expires > longest) w.note("twenty_years");
  }
  w.set("longest", iso(longest));
  const status = halt || (title ? "judgment" : past ? "expired" : "running");
  w.set("status", status, w.t(status));
  w.note({ in_proceedings: "proceedings_note", waived: "consented", execution: "execution_note", judgment: "judgment_note", expired: "signing_expired" }[status] || "signing");
  if (status === "judgment" && past) w.note("two_years_past");
  if (["running", "expired", "waived"].includes(status)) w.note("still_owed");
  if (v.debt === "card") w.note("card_address");
  if (events.some(e => e.date > w.asOf)) w.note("ahead", iso(w.asOf));
};
