// What may be wrong with any page.

import axe from "axe-core";

/** What a reader, an assistive program or the browser itself finds wrong with a page. */
export async function faults(page, complaints) {
  await page.evaluate(() => scrollTo(0, document.body.scrollHeight));
  await page.evaluate(() => new Promise((next) => requestAnimationFrame(() => requestAnimationFrame(next))));
  const seen = await page.evaluate("seen");
  await page.evaluate(() => scrollTo(0, 0));
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate(() => axe.run({ resultTypes: ["violations"] }));
  return [
    ...complaints,
    ...seen.refused.map((r) => `content security policy: ${r}`),
    ...(seen.shift === 0 ? [] : [`layout shift: ${seen.shift}`]),
    ...violations.flatMap((v) => v.nodes.map((n) => `${v.id}: ${n.html.slice(0, 120)} ${n.failureSummary}`)),
  ];
}

/** How far a page can be pushed sideways, and what sticks out. */
export function sideways() {
  const { scrollWidth, clientWidth } = document.documentElement;
  if (scrollWidth <= clientWidth) return [];
  const scrolls = (e) => e && (getComputedStyle(e).overflowX !== "visible" || scrolls(e.parentElement));
  const wide = [...document.querySelectorAll("body *")]
    .filter((e) => e.getBoundingClientRect().right > clientWidth + 1 && !scrolls(e.parentElement));
  const names = wide.slice(0, 3).map((e) => `${e.tagName.toLowerCase()}.${e.className}`);
  return [`${scrollWidth} wide where ${clientWidth} fit: ${names.join(", ")}`];
}
