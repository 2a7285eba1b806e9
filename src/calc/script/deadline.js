sitegenCalc.kinds["deadline"] = (v, w, lib) => {
  const { day, iso, addMonths } = lib, { moveLastDay } = sitegenCalc.rest;
  const rows = w.tables.deadlines || [], { rule, received, days } = v, has = x => x !== undefined;
  const row = rows.find(r => r.id === rule), fail = (name, ...args) => w.fail(name, ...args);
  if (!row) return fail("rule", "unknown_rule");
  const holds = r => !(received < day(r.valid_from || "")) && !(r.valid_to && received > day(r.valid_to));
  if (!holds(row)) {
    const other = rows.find(r => r !== row && (r.id.startsWith(rule) || rule.startsWith(r.id)) && holds(r));
    return other ? fail("rule", "other_rule", other.title) : fail("rule", "not_valid");
  }
  if (row.max && !has(days)) return fail("days", "needs_days", row.max);
  if (row.max && days > row.max) return fail("days", "too_many_days", row.max);
  if (!row.max && has(days)) return fail("days", "fixed_days");
  const raw = row.months ? addMonths(received, row.months) : received + (row.days || days);
  w.line(w.t("received", row.from), received);
  w.line(w.t("first"), received + 1);
  w.line(w.t("raw"), raw);
  const last = row.roll ? moveLastDay(raw, w, lib) : raw, left = last - w.asOf;
  w.line(w.t("last", row.title), last);
  w.set("raw_last_day", iso(raw));
  w.set("last_day", iso(last));
  w.set("days_left", left);
  const status = left > 0 ? "running" : left ? "passed" : "today";
  w.set("status", status, w.t(status));
  const today = row.post ? "today_post" : "today_hand", missed = row.excuse ? "missed_excuse" : row.fixed ? "missed_fixed" : "missed";
  if (row.institution) w.keys.push(left < 0 ? "answer_missed" : "answer_ahead");
  else w.keys.push(left < 0 ? missed : left ? "ahead" : today);
  w.basis.push(row.law);
  if (received > w.asOf) w.note("not_received");
  if (status === "passed" && row.excuse) w.note("excuse");
  if (row.post) w.note("post");
  if (row.fixed) w.note("fixed");
  if (!row.roll) w.note("no_roll");
  w.note("who", row.title, row.who);
  w.note("law", row.law);
  if (row.note) w.note("row_note", row.note);
};
// The calendar file: one day, no word of what it is about. `now` is a date as milliseconds.
sitegenCalc.ics = (last, now) => {
  const compact = text => text.replace(/[-:]|\.\d+/g, ""), next = new Date(Date.parse(last) + 864e5).toISOString().slice(0, 10);
  const alarm = days => ["BEGIN:VALARM", "ACTION:DISPLAY", "DESCRIPTION:办事提醒", `TRIGGER:-P${days}D`, "END:VALARM"].join("\r\n");
  return ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//sitegen//calendar//ZH", "BEGIN:VEVENT", `UID:${now}@calendar.invalid`,
    "DTSTAMP:" + compact(new Date(now).toISOString()), "DTSTART;VALUE=DATE:" + compact(last), "DTEND;VALUE=DATE:" + compact(next),
    "SUMMARY:办事提醒", "TRANSP:TRANSPARENT", alarm(3), alarm(1), "END:VEVENT", "END:VCALENDAR", ""].join("\r\n");
};
// Set, not added: a browser without BigInt runs this script twice.
if (typeof document !== "undefined") document.onclick = ({ target }) => {
  const button = target.closest && target.closest("[data-ics]");
  const last = button && button.closest("[data-calculator]").querySelector("[data-output] [data-result=last_day]");
  if (!last || !last.value) return;
  const link = document.createElement("a"), url = URL.createObjectURL(new Blob([sitegenCalc.ics(last.value, Date.now())], { type: "text/calendar" }));
  link.href = url;
  link.download = "reminder.ics";
  document.body.appendChild(link).click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(url), 1e4);
};
