sitegenCalc.kinds["credit-record"] = (v, w, { iso, addMonths }) => {
  const { ended } = v, state = word => w.set("state", word, w.t(word));
  if (ended > w.asOf) return w.fail("ended", "ahead", iso(w.asOf));
  if (v.status === "unsettled") {
    state("not_started");
    return w.note("not_begun");
  }
  if (ended === undefined) return w.fail("ended", "needs_ended");
  const until = addMonths(ended, 60);
  w.line(w.t("period"), ended, until, until - ended);
  w.set("until", iso(until));
  if (w.asOf <= until) return state("kept");
  state("deletable");
  w.note("object");
};
