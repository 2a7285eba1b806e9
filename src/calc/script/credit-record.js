sitegenCalc.kinds["credit-record"] = (v, w, { iso, addMonths }) => {
  const until = addMonths(v.ended, 60);
  if (v.status === "unsettled") {
    w.set("until", null);
    w.note("not_begun");
  } else if (v.ended) {
    w.line(w.t("kept"), v.ended, until, until - v.ended);
    w.set("until", iso(until));
  } else w.fail("ended", "needs_ended");
};
