// Rest days, for the calculators whose periods end on a working day.
{
  // The first working day from `n` on, and whether the years of all these days are in the table.
  const workday = (n, { tables }, { iso }) => {
    const rest = tables.rest || { years: {}, fixed: [] }, year = n => rest.years[iso(n).slice(0, 4)];
    const isRest = n => {
      const [y, m, d] = iso(n).split("-"), md = m + d, of = year(n), weekend = n % 7 > 1 && n % 7 < 4;
      if (of) return of[0].split(" ").some(r => r && md >= r.slice(0, 4) && md <= r.slice(4)) || (weekend && !of[1].includes(md));
      const fixed = rest.fixed.filter(r => r[0] <= y).pop();
      return weekend || (!!fixed && fixed[1].includes(md));
    };
    let to = n, known = !!year(n);
    for (; to < n + 400 && isRest(to); known = known && !!year(to)) to++;
    return { day: to, known };
  };
  // The same with a line of the days passed over, and a warning of years beyond the table.
  const moveLastDay = (n, w, lib) => {
    const m = workday(n, w, lib), gap = w.t("rest_gap");
    if (m.day > n) w.line(w.t("rest_passed"), n, m.day - 1, m.day - n);
    if (!m.known && !w.warnings.includes(gap)) w.warnings.push(gap);
    return m.day;
  };
  sitegenCalc.rest = { workday, moveLastDay };
}
