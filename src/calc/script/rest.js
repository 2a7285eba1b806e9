// Rest days, for the calculators whose periods end on a working day.
sitegenCalc.rest = (w, texts, iso) => {
  const rest = w.tables.rest || { years: {}, fixed: [] };
  Object.assign(w, {
    // Without a line and a warning: {day, known}.
    workday: n => {
      const year = n => rest.years[iso(n).slice(0, 4)], isRest = n => {
        const [y, m, d] = iso(n).split("-"), md = m + d, of = year(n), weekend = n % 7 > 1 && n % 7 < 4;
        if (of) return of[0].split(" ").some(r => r && md >= r.slice(0, 4) && md <= r.slice(4)) || (weekend && !of[1].includes(md));
        const fixed = rest.fixed.filter(r => r[0] <= y).pop();
        return weekend || (!!fixed && fixed[1].includes(md));
      };
      let to = n, known = !!year(n);
      for (; to < n + 400 && isRest(to); known = known && !!year(to)) to++;
      return { day: to, known };
    },
    moveLastDay: n => {
      const m = w.workday(n), { passed, gap } = texts;
      if (m.day > n) w.line(passed, n, m.day - 1, m.day - n);
      if (!m.known && !w.warnings.includes(gap)) w.warnings.push(gap);
      return m.day;
    },
  });
};
