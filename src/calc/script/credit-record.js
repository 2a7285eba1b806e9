sitegenCalc.kinds["credit-record"] = (v, w, { iso, addMonths }) => {
  const state = key => w.set("state", key, w.t(key));
  if (v.status === "unsettled") {
    w.set("until", null);
    state("not_started");
    w.note("not_begun");
  } else if (!v.ended) w.fail("ended", "needs_ended");
  else if (v.ended > w.asOf) w.fail("ended", "ended_ahead", iso(w.asOf));
  else {
    const until = addMonths(v.ended, 60), over = w.asOf > until;
    w.line(w.t("period"), v.ended, until, until - v.ended);
    w.set("until", iso(until));
    state(over ? "deletable" : "kept");
    if (over) w.note("deletable_note");
  }
};
