// How long a bad credit record is kept; see src/calc/credit_record.rs for law.
sitegenCalc.kinds["credit-record"] = (v, w, { iso, addMonths }) => {
  if (v.status === "unsettled") {
    w.set("until", null);
    return w.note("not_begun");
  }
  if (v.ended === undefined) return w.fail("ended", "needs_ended");
  const until = addMonths(v.ended, 60);
  w.line(w.t("kept"), v.ended, until, until - v.ended);
  w.set("until", iso(until));
};
