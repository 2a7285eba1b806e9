// The changes [day, rate] of the benchmark rate of a term, else of that of the time between two days.
const benchmark = (term, from, to, w, { B, day, addMonths }) => {
  const of = term ? ["m6", "y1", "y3", "y5"].indexOf(term) : [6, 12, 36, 60].findIndex(m => to <= addMonths(from, m));
  const rows = (w.tables.benchmark || []).map(r => [day(r[0]), B(r[1][of < 0 ? 4 : of])]);
  return rows.filter((r, n) => !n || r[1] !== rows[n - 1][1]);
};
