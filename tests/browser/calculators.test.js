// The calculators in a real browser: empty at first, filled by keyboard alone and equal to the command line, the example apart, wrong inputs,
// rows, without JavaScript or BigInt, narrow, dark, on paper, copied, and never a request, a trace or a complaint.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { after, before, describe, test } from "node:test";
import { gzipSync } from "node:zlib";
import { parse } from "acorn";
import axe from "axe-core";
import { openBrowser, openBrowserWithLargeText, visit } from "./browser.js";
import { made } from "./shorten.js";
import { PROGRAM, ROOT, openSite } from "./site.js";

const PHONE = { width: 390, height: 844 };

/** Inputs of each kind that differ from the example of its page, as the command line takes them. */
const CASES = {
  "penalty-interest": "annual_rate=12% paid=2026-06-30 compound=true rows=2026-03-20:1000:12.5,2026-04-20:1000:11",
  "credit-card":
    "postings=2026-03-02:1200.5,2026-03-12:88,2026-03-30:3000 payments=2026-04-20:100,2026-05-01:1000 due=2026-04-25 until=2026-05-20 method=unpaid late_floor=10",
  "private-loan": "principal=60000 withheld=3000 annual_rate=20% contract=2024-03-01 end=2025-03-01 year_basis=360",
  "all-in-cost": "start=2025-01-10 received=10000 rows=2025-04-10:4000,2025-09-30:3500.55,2026-01-10:4000 lender_kind=bank",
  "delayed-performance": "debt=80000 due=2026-01-31 paid=2026-10-08 suspended=2026-03-01:2026-03-31 general_rate=6%",
  amortisation: "principal=200000 annual_rate=3.6% months=36 method=linear settle_after=12 settle_fee=300",
  "card-plan": "balance=20000.01 months=24 first_due=2027-11-30",
  limitation: "due=2021-01-31 events=2022-05-06:payment,2024-02-29:demand",
  "credit-record": "status=settled ended=2023-08-15",
  "court-fee": "amount=1234567.89 proceeding=appeal halved=true",
  bill: "mode=instalment amount=12000 periods=12 fee_rate=0.6%",
  "guarantee-period": "due=2026-03-31 guarantee=joint acts=2026-06-15:demand_guarantor",
  deadline: "rule=answer received=2026-09-15",
};
/** The kinds that the site has a calculator for. */
let KINDS = Object.keys(CASES);

let site;
let browser;

before(async () => {
  [site, browser] = await Promise.all([openSite(), openBrowser()]);
  KINDS = KINDS.filter((kind) => fs.existsSync(path.join(site.output, "calculators", kind, "index.html")));
});

after(async () => {
  await browser?.close();
  site?.close();
});

/** What the command line answers. */
function calc(kind, words) {
  const today = new Date(Date.now() + 8 * 3600e3).toISOString().slice(0, 10);
  const args = ["calc", kind, ...words.split(" "), "--json", "--root", ROOT, "--lang", "zh-CN", "--as-of", today];
  const { status, stdout, stderr } = spawnSync(PROGRAM, args, { encoding: "utf8" });
  assert.equal(status, 0, stderr);
  return JSON.parse(stdout);
}

/** Opens a kind's page, hands it to `look`, and holds it to silence: no complaint, no request, no trace. */
async function open(kind, options, look) {
  const context = await browser.newContext({ viewport: PHONE, permissions: ["clipboard-read", "clipboard-write"], ...options });
  const url = `${site.origin}/calculators/${kind}/`;
  const { page, complaints } = await visit(context, url);
  const requests = [];
  // The browser fetches the page's icon when it likes.
  const icon = (url) => /\/assets\/icon\./.test(url);
  page.on("request", (request) => icon(request.url()) || requests.push(request.url()));
  await look(page);
  assert.deepEqual(complaints, []);
  assert.deepEqual(requests, []);
  assert.equal(page.url(), url);
  assert.deepEqual(await context.cookies(), []);
  if (options?.javaScriptEnabled !== false) {
    const traces = await page.evaluate(() => [localStorage.length, sessionStorage.length, document.cookie, seen.refused]);
    assert.deepEqual(traces, [0, 0, "", []]);
  }
  await context.close();
}

/** What the page shows, in the shape of the command line's answer. */
function shown(page) {
  return page.evaluate(() => {
    const all = (selector, of = document) => [...of.querySelectorAll(selector)];
    const results = all("[data-output] [data-result-row]:not([hidden]) [data-result]").map((e) => [e.dataset.result, e.getAttribute("value")]);
    const lines = all("[data-lines] tr").map((tr) =>
      Object.fromEntries(all("[data-col]", tr).map((cell) => [cell.dataset.col, cell.textContent])),
    );
    const visible = all("[data-output] thead [data-col]:not([hidden])").map((cell) => cell.dataset.col);
    const answer = document.querySelector("[data-output] .answer [data-result]")?.textContent;
    const asOf = document.querySelector("[data-as-of]:not([hidden]) span")?.textContent ?? null;
    if (!answer) throw new Error("no result comes first");
    return { results: Object.fromEntries(results), lines, visible, notes: all("[data-notes] li").map((li) => li.textContent), asOf };
  });
}

/** The command line's answer as the page must show it. */
function expected(answer) {
  const parts = ["principal", "interest", "left"].filter((part) => answer.lines.some((line) => part in line));
  const columns = ["label", "from", "to", "days", "rate", "amount", ...parts];
  const text = (value) => (value === null ? "" : String(value).replace(/\d{4,}(?=\.\d\d$)/, (whole) => BigInt(whole).toLocaleString("en")));
  return {
    results: Object.fromEntries(Object.entries(answer.results).map(([name, value]) => [name, String(value)])),
    lines: answer.lines.map((line) => Object.fromEntries(columns.map((c) => [c, text(line[c])]))),
    visible: columns.filter((c) => answer.lines.some((line) => line[c] !== null)),
    notes: answer.notes.filter((note) => note !== "仅供估算，不构成法律意见"),
    asOf: answer.data_as_of,
  };
}

/** Where the focus is, with what a person sees of the control. */
function focused(page) {
  return page.evaluate(() => {
    const e = document.activeElement;
    const row = e.closest("[data-row]");
    const controls = row ? [...row.querySelectorAll("[name]")] : [];
    return {
      type: e.type ?? "",
      name: e.name ?? "",
      value: e.type === "checkbox" ? String(e.checked) : e.value,
      options: e.options ? [...e.options].map((o) => o.value) : [],
      add: e.dataset.addRow,
      remove: e.dataset.removeRow,
      list: e.closest("[data-rows]")?.dataset.rows,
      rows: e.closest("[data-rows]")?.querySelectorAll("[data-row]").length ?? 0,
      row: row ? [...row.parentElement.querySelectorAll("[data-row]")].indexOf(row) : -1,
      field: controls.indexOf(e),
      more: e.matches("[data-more] > summary"),
      isOpen: e.parentElement.open,
      inForm: Boolean(e.closest("[data-calculator] form")),
    };
  });
}

/** Sets the control that has the focus. */
async function set(page, control, value) {
  if (control.type === "checkbox") {
    if (control.value !== value) await page.keyboard.press("Space");
  } else if (control.type === "select-one") {
    const way = control.options.indexOf(value) - control.options.indexOf(control.value);
    for (let step = 0; step < Math.abs(way); step += 1) await page.keyboard.press(way > 0 ? "ArrowDown" : "ArrowUp");
  } else {
    await page.keyboard.press("Control+A");
    await page.keyboard.press("Delete");
    await page.keyboard.type(value);
  }
}

/** Walks through the form with Tab, fills it with these words, and submits it with Enter. */
async function fillByKeyboard(page, words) {
  const given = new Map(words.split(" ").map((word) => word.split(/=(.*)/s)));
  const rows = (list) => (given.get(list) ?? "").split(",").filter(Boolean).map((row) => row.split(":"));
  let move = true;
  for (let step = 0; step < 300; step += 1) {
    if (move) await page.keyboard.press("Tab");
    move = true;
    const at = await focused(page);
    if (!at.inForm) continue;
    if (at.type === "submit") {
      await page.keyboard.press("Enter");
      return;
    }
    if (at.type === "button" && !at.add && !at.remove) continue;
    if (at.add) {
      if (rows(at.list).length > at.rows) {
        await page.keyboard.press("Enter");
        move = false;
      }
    } else if (at.remove) {
      // The rows are there because they were asked for.
    } else if (at.more) {
      if (!at.isOpen) await page.keyboard.press("Enter");
    } else if (at.list) {
      await set(page, at, rows(at.list)[at.row]?.[at.field] ?? "");
    } else if (at.type === "select-one") {
      await set(page, at, given.get(at.name) ?? at.value);
    } else {
      await set(page, at, given.get(at.name) ?? (at.type === "checkbox" ? "false" : ""));
    }
  }
  assert.fail("Tab never reaches the submit button");
}

/** What is wrong with the page for people who cannot see it, or see it differently. */
async function violations(page) {
  await page.evaluate(axe.source);
  const { violations: found } = await page.evaluate(() => axe.run({ resultTypes: ["violations"] }));
  return found.flatMap((v) => v.nodes.map((n) => `${v.id}: ${n.html.slice(0, 120)} ${n.failureSummary}`));
}

/** How far the page can be pushed sideways. */
function sideways() {
  const { scrollWidth, clientWidth } = document.documentElement;
  return scrollWidth - clientWidth;
}

async function spoil(page) {
  await page.evaluate(() => document.querySelectorAll("[data-more]").forEach((d) => (d.open = true)));
  for (const control of await page.locator("[data-calculator] form [type=text]").all()) await control.fill("abc");
  await page.locator("[data-calculator] [type=submit]").click();
}

/** Fills in the example and computes it. */
async function computeExample(page) {
  await page.click("[data-fill-example]");
  await page.click("[data-calculator] [type=submit]");
  assert.equal(await page.locator("[data-errors]").innerText(), "");
}

/** Sets controls by name, and computes. */
async function fill(page, values) {
  await page.evaluate(() => document.querySelectorAll("[data-more]").forEach((d) => (d.open = true)));
  for (const [name, value] of Object.entries(values)) {
    const [list, row] = name.split(".");
    if (row && (await page.locator(`[name="${name}"]`).count()) === 0) await page.click(`[data-add-row="${list}"]`);
    const control = page.locator(`[name="${name}"]`);
    if (await control.evaluate((e) => e.tagName === "SELECT")) await control.selectOption(value);
    else await control.fill(value);
  }
  await page.click("[data-calculator] [type=submit]");
}

/** All that a reader could take for a result of their own. */
function numbers(page) {
  return page.$$eval("[data-output] [data-result], [data-output] tbody td, [data-steps] li", (all) => all.map((e) => e.textContent).filter(Boolean));
}

describe("every calculator", () => {
  for (const kind of KINDS) {
    test(`${kind}: the keyboard alone gives what the command line gives`, async (context) => {
      if (!KINDS.includes(kind)) return context.skip("the site has no such calculator");
      await open(kind, {}, async (page) => {
        await fillByKeyboard(page, CASES[kind]);
        assert.equal(await page.locator("[data-errors]").innerText(), "");
        assert.deepEqual(await shown(page), expected(calc(kind, CASES[kind])));
        assert.equal(await page.locator("[data-status]").innerText(), "已计算");
      });
    });
  }

  test("wrong inputs are listed, linked, marked and described", async () => {
    for (const kind of KINDS) {
      await open(kind, {}, async (page) => {
        await spoil(page);
        const told = await page.evaluate(() => {
          const box = document.querySelector("[data-errors]");
          const links = [...box.querySelectorAll("a")];
          return {
            focused: document.activeElement === box,
            count: box.querySelector("p").textContent,
            links: links.length,
            output: document.querySelector("[data-output]").hidden && !document.querySelector("[data-output] [data-result]").textContent,
            wrong: links.flatMap((a) => {
              const control = document.getElementById(a.hash.slice(1));
              const error = document.getElementById(`${control.id}-error`);
              const fine =
                control.getAttribute("aria-invalid") === "true" &&
                control.getAttribute("aria-describedby").split(" ").includes(error.id) &&
                !error.hidden &&
                error.textContent.length > 3 &&
                a.textContent.length >= error.textContent.length &&
                !/[a-z_]{3,}/.test(a.textContent);
              return fine ? [] : [a.textContent];
            }),
          };
        });
        const fields = await page.locator("[data-calculator] form [type=text]").count();
        assert.ok(told.links >= fields, `${kind}: ${told.links} faults of ${fields} fields`);
        assert.deepEqual({ ...told, links: 0 }, { focused: true, count: `有 ${told.links} 处需要修改`, links: 0, output: true, wrong: [] });
        await page.keyboard.press("Tab");
        await page.keyboard.press("Enter");
        const first = await page.locator("[data-errors] a").first().getAttribute("href");
        assert.equal(await page.evaluate(() => `#${document.activeElement.id}`), first);
      });
    }
  });

  test("the marks go when the inputs are right again", async () => {
    await open("court-fee", {}, async (page) => {
      await page.fill("[name=amount]", "一百");
      await page.keyboard.press("Enter");
      await page.fill("[name=amount]", "80000");
      await page.keyboard.press("Enter");
      assert.equal(await page.getAttribute("[name=amount]", "aria-invalid"), "false");
      assert.deepEqual(await shown(page), expected(calc("court-fee", "amount=80000")));
      assert.ok(await page.locator("[data-output]").isVisible());
      assert.ok(!(await page.locator("[data-errors]").isVisible()));
    });
  });

  test("values are taken as people write them", async () => {
    await open("penalty-interest", {}, async (page) => {
      await fill(page, { principal: "￥ 1.2万元整", annual_rate: "年利率１４．４％", due: "26年2月20日", paid: "26-4-6" });
      assert.deepEqual(await shown(page), expected(calc("penalty-interest", "principal=12000 annual_rate=14.4% due=2026-02-20 paid=2026-04-06")));
      await fill(page, { due: "2月20日" });
      const error = await page.locator("[data-errors] a").innerText();
      assert.ok(error.startsWith("到期日：没有写年份"), error);
      assert.deepEqual(await numbers(page), []);
    });
  });

  test("rows are added one by one, and keep their numbers", async () => {
    await open("credit-card", {}, async (page) => {
      await page.evaluate(() => document.querySelectorAll("[data-more]").forEach((d) => (d.open = true)));
      const names = () => page.$$eval("[data-rows=postings] [name]", (all) => all.map((e) => `${e.name} ${e.id} ${e.value}`));
      assert.deepEqual(await names(), []);
      const add = page.locator("[data-add-row=postings]");
      for (const day of ["2026-03-10", "2026-03-20", "2026-03-25"]) {
        await add.click();
        await page.keyboard.type(day);
      }
      await page.locator("[data-remove-row=postings]").nth(1).click();
      assert.deepEqual(await names(), [
        "postings.1.date calc-postings-1-date 2026-03-10",
        "postings.1.amount calc-postings-1-amount ",
        "postings.2.date calc-postings-2-date 2026-03-25",
        "postings.2.amount calc-postings-2-amount ",
      ]);
      await add.click();
      await fill(page, { "postings.1.amount": "5000", "postings.2.amount": "10", due: "2026-04-25", until: "2026-05-05" });
      assert.equal((await names()).length, 4, "the empty row goes");
      assert.deepEqual(await shown(page), expected(calc("credit-card", "postings=2026-03-10:5000,2026-03-25:10 due=2026-04-25 until=2026-05-05")));
      for (const remove of [0, 0]) await page.locator("[data-remove-row=postings]").nth(remove).click();
      assert.deepEqual(await names(), []);
    });
  });

  test("forms are empty, and no number stands in the output before 计算", async () => {
    for (const kind of KINDS) {
      await open(kind, {}, async (page) => {
        const filled = await page.$$eval("[data-calculator] form [name]", (all) => all.filter((e) => (e.type === "checkbox" ? e.checked : e.value)).map((e) => e.name));
        assert.deepEqual(filled, [], kind);
        assert.deepEqual(await numbers(page), [], kind);
        assert.equal(await page.locator("[data-output]").isVisible(), false);
        assert.equal(await page.locator("[data-example]").evaluate((e) => e.open), false);
        assert.notEqual(await page.locator("[data-example] [data-result]").count(), 0);
        const at = await page.locator("[data-calculator] form .fields > *").count();
        assert.ok(at > 0);
      });
    }
  });

  test("the example is filled in by a button, named as one, cleared, and not restored", async () => {
    for (const kind of KINDS) {
      await open(kind, {}, async (page) => {
        await computeExample(page);
        assert.ok(await page.getByText("这是示例，不是您的数").isVisible());
        assert.equal(await page.locator("[data-fill-example]").isVisible(), false);
        const texts = (of) => page.$$eval(`${of} [data-result]`, (all) => Object.fromEntries(all.filter((e) => e.textContent).map((e) => [e.dataset.result, e.textContent])));
        assert.deepEqual(await texts("[data-output]"), await texts("[data-example]"), kind);
        const control = page.locator("[data-calculator] form [type=text]:visible").first();
        await control.press("Control+A");
        await control.press("1");
        assert.ok(await page.locator("[data-output][data-stale]").getByText("数字已改，请重新计算").isVisible());
        await page.click("[data-clear]");
        assert.deepEqual(await numbers(page), []);
        assert.equal(await page.getByText("这是示例，不是您的数").isVisible(), false);
        await computeExample(page);
      });
    }
    const context = await browser.newContext({ viewport: PHONE });
    const { page } = await visit(context, `${site.origin}/calculators/penalty-interest/`);
    await computeExample(page);
    await page.reload();
    assert.deepEqual(await numbers(page), []);
    assert.deepEqual(await page.$$eval("form [type=text]", (all) => all.map((e) => e.value).filter(Boolean)), []);
    await context.close();
  });

  test("the answer begins at most 1.2 screens below the first field", async () => {
    for (const kind of KINDS) {
      await open(kind, { viewport: { width: 390, height: 760 } }, async (page) => {
        const far = await page.evaluate(() => {
          const first = document.querySelector("[data-calculator] form .fields > *");
          const output = document.querySelector("[data-output]");
          output.hidden = false;
          const distance = output.getBoundingClientRect().top - first.getBoundingClientRect().top;
          output.hidden = true;
          return distance / 760;
        });
        assert.ok(far <= 1.2, `${kind}: ${far.toFixed(2)} screens`);
      });
    }
  });

  test("without JavaScript the example and the method can be read and the form does not submit", async () => {
    for (const kind of KINDS) {
      await open(kind, { javaScriptEnabled: false }, async (page) => {
        assert.ok(await page.locator("[data-needs-script]").isVisible());
        assert.equal(await page.locator("[data-calculator] :is(button, [type=button]):enabled").count(), 0);
        await page.locator("[data-example] > summary").click();
        assert.ok((await page.locator("[data-example] [data-result]:visible").allInnerTexts()).every((text) => text !== ""));
        assert.ok(await page.locator("[data-basis]").isVisible());
        await page.locator("[data-calculator] form [type=text]").first().press("Enter");
      });
    }
  });

  // The script for old browsers may come before those of the page, or after them.
  for (const late of ["old", "(?!core|old)[^/]*"]) test(`without BigInt the numbers are the same, whichever script comes last (${late})`, async () => {
    for (const kind of KINDS) {
      const context = await browser.newContext({ viewport: PHONE });
      await context.addInitScript(() => delete globalThis.BigInt);
      await context.route(RegExp(`/assets/calc-${late}\\.js$`), (route) => setTimeout(() => route.continue(), 200));
      const { page, complaints } = await visit(context, `${site.origin}/calculators/${kind}/`);
      await page.locator("[data-calculator] [type=submit]:enabled").waitFor();
      await page.waitForLoadState("networkidle");
      await computeExample(page);
      const texts = (of) => page.$$eval(`${of} [data-result]`, (all) => Object.fromEntries(all.filter((e) => e.textContent).map((e) => [e.dataset.result, e.textContent])));
      assert.deepEqual(await texts("[data-output]"), await texts("[data-example]"), kind);
      assert.deepEqual(complaints, []);
      await context.close();
    }
  });

  for (const colorScheme of ["light", "dark"]) {
    test(`is accessible before, after and with errors (${colorScheme})`, async () => {
      for (const kind of KINDS) {
        await open(kind, { colorScheme }, async (page) => {
          await page.evaluate(() => document.querySelectorAll("details").forEach((d) => (d.open = true)));
          assert.deepEqual(await violations(page), [], `${kind}, empty`);
          await computeExample(page);
          await page.evaluate(() => document.querySelectorAll("details").forEach((d) => (d.open = true)));
          assert.deepEqual(await violations(page), [], `${kind}, computed`);
          for (const add of await page.locator("[data-add-row]").all()) await add.click();
          await spoil(page);
          assert.deepEqual(await violations(page), [], `${kind}, with errors`);
        });
      }
    });
  }

  test("fits 320 pixels, with results, rows and errors", async () => {
    for (const kind of KINDS) {
      await open(kind, { viewport: { width: 320, height: 640 } }, async (page) => {
        await computeExample(page);
        await page.evaluate(() => document.querySelectorAll("details").forEach((d) => (d.open = true)));
        assert.equal(await page.evaluate(sideways), 0, kind);
        for (const add of await page.locator("[data-add-row]").all()) await add.click();
        await spoil(page);
        assert.equal(await page.evaluate(sideways), 0, `${kind}, with errors`);
      });
    }
  });

  test("every target is large enough for a thumb", async () => {
    for (const kind of KINDS) {
      await open(kind, {}, async (page) => {
        await computeExample(page);
        const small = await page.$$eval("[data-calculator] :is(input:not([type=checkbox]), select, button, .check, summary)", (all) =>
          all.filter((e) => e.getClientRects().length > 0 && e.getBoundingClientRect().height < 44).map((e) => e.outerHTML.slice(0, 80)),
        );
        assert.deepEqual(small, []);
      });
    }
  });
});

test("the result is copied with what was filled in, the day and the address", async () => {
  await open("penalty-interest", {}, async (page) => {
    await fill(page, { principal: "10000", interest: "150", annual_rate: "14.4", due: "2026-02-20", paid: "2026-04-06" });
    await page.click("[data-copy]");
    assert.equal(await page.locator("[data-status]").innerText(), "已复制");
    const text = await page.evaluate(() => navigator.clipboard.readText());
    const order = ["您填写的", "逾期本金", "10000", "计算的日子", "/calculators/penalty-interest/", "计算结果", "10,420.00", "怎么算出来的", "法律依据", "仅供估算，不构成法律意见"];
    const places = order.map((part) => text.indexOf(part));
    assert.ok(places.every((place, n) => place >= 0 && (n === 0 || place > places[n - 1])), `${places} ${text}`);
    assert.equal(places[0], 0, text);
    assert.ok(!text.includes("复制结果"), "no button is part of the result");
    assert.equal(await page.getByText("您填写的").isVisible(), false);
  });
});

test("on paper stand the inputs, the results and the method, not the form", async () => {
  await open("penalty-interest", {}, async (page) => {
    await page.evaluate(() => {
      globalThis.prints = 0;
      globalThis.print = () => (prints += 1);
    });
    await computeExample(page);
    await page.click("[data-print]");
    assert.equal(await page.evaluate("prints"), 1);
    await page.emulateMedia({ media: "print" });
    const visible = (selector) => page.locator(selector).first().isVisible();
    assert.deepEqual([await visible("[data-calculator] form"), await visible("[data-copy]"), await visible("[data-example]")], [false, false, false]);
    assert.deepEqual([await visible("[data-given]"), await visible("[data-output] [data-result=total]"), await visible("[data-law]")], [true, true, true]);
  });
});

test("on paper stands every line of a result that is folded on the screen", async () => {
  await open("amortisation", {}, async (page) => {
    await computeExample(page);
    const lines = page.locator("[data-output] [data-lines] tr");
    assert.equal(await lines.last().isVisible(), false);
    await page.emulateMedia({ media: "print" });
    assert.deepEqual(await Promise.all((await lines.all()).map((line) => line.isVisible())), Array(12).fill(true));
  });
});

test("the law that a result rests on stands beside it, once", async () => {
  const law = (page) => page.locator("[data-law]").innerText();
  await open("limitation", {}, async (page) => {
    await fill(page, { due: "2015-01-09" });
    assert.equal(await page.locator("[data-basis]").isVisible(), false);
    assert.match(await law(page), /民法通则第135条（原，已废止）（未逐字核对）：/);
    await fill(page, { due: "2025-05-20" });
    assert.match(await law(page), /民法典第188条：/);
    assert.doesNotMatch(await law(page), /民法通则|法释〔2018〕12号|法释〔2021〕10号/);
    await page.click("[data-copy]");
    assert.doesNotMatch(await page.evaluate(() => navigator.clipboard.readText()), /民法通则/);
  });
  await open("deadline", {}, async (page) => {
    await fill(page, { rule: "answer", received: "2026-09-15" });
    assert.equal((await law(page)).split("\n")[0], "民事诉讼法第128条");
    await fill(page, { rule: "award-set-aside", received: "2026-02-01" });
    const error = await page.locator("[data-errors] a").innerText();
    assert.equal(error, "要做什么：这一行不适用于填写的日子，请改选“申请撤销仲裁裁决（2026年3月1日以前收到的）”");
  });
});

test("a lender outside the ceiling is refused with the way to the other calculator", async () => {
  await open("private-loan", {}, async (page) => {
    await page.evaluate(() => document.querySelectorAll("[data-more]").forEach((d) => (d.open = true)));
    await page.check("[name=licensed_lender]");
    await fill(page, { principal: "1000", annual_rate: "24", contract: "2024-03-01" });
    const field = page.locator("[name=licensed_lender]").locator("xpath=ancestor::div[1]");
    assert.match(await field.locator(".error").innerText(), /综合年化成本/);
    assert.equal(await field.locator(".help a").getAttribute("href"), "/calculators/all-in-cost/");
  });
});

test("a calendar file has the last day and no word of the debt", async () => {
  await open("deadline", {}, async (page) => {
    await computeExample(page);
    const day = await page.locator("[data-output] [data-result=last_day]").getAttribute("value");
    const [download] = await Promise.all([page.waitForEvent("download"), page.click("[data-ics]")]);
    assert.equal(download.suggestedFilename(), "reminder.ics");
    const lines = fs.readFileSync(await download.path(), "utf8").split("\r\n");
    const next = new Date(Date.parse(day) + 864e5).toISOString().slice(0, 10);
    const compact = (text) => text.replaceAll("-", "");
    const expected = [`DTSTART;VALUE=DATE:${compact(day)}`, `DTEND;VALUE=DATE:${compact(next)}`, "SUMMARY:办事提醒", "TRIGGER:-P3D", "TRIGGER:-P1D"];
    assert.deepEqual(expected.filter((line) => !lines.includes(line)), []);
    assert.deepEqual(lines.filter((line) => /[^\x00-\x7f]/.test(line.replace("办事提醒", ""))), []);
  });
});

test("text of twice the size fits", async () => {
  const context = await openBrowserWithLargeText({ viewport: PHONE });
  for (const kind of KINDS) {
    const { page } = await visit(context, `${site.origin}/calculators/${kind}/`);
    await computeExample(page);
    assert.equal(await page.evaluate(sideways), 0, kind);
    await page.close();
  }
  await context.close();
});

describe("an example never mixes with a reader's numbers", () => {
  // Each: what the reader types, what else is needed, and the true result. Until all is given there is no number.
  const mixed = [
    ["private-loan", { principal: "80000", annual_rate: "24%", contract: "2022-03-15", end: "2023-12-31" }, {}, "principal=80000 annual_rate=24% contract=2022-03-15 end=2023-12-31"],
    ["credit-card", { "postings.1.date": "2026-09-20", "postings.1.amount": "23650", due: "2026-10-15", until: "2026-10-25" }, {}, "postings=2026-09-20:23650 due=2026-10-15 until=2026-10-25"],
    ["limitation", { due: "2022-06-01" }, {}, "due=2022-06-01"],
    ["delayed-performance", { debt: "42000", due: "2026-06-10", paid: "2026-11-30" }, {}, "debt=42000 due=2026-06-10 paid=2026-11-30"],
    ["penalty-interest", { principal: "3000", due: "2026-10-01", paid: "2026-11-01" }, { annual_rate: "18%" }, "principal=3000 due=2026-10-01 paid=2026-11-01 annual_rate=18%"],
    ["amortisation", { principal: "50000" }, { annual_rate: "12%", months: "24" }, "principal=50000 annual_rate=12% months=24"],
    ["card-plan", { balance: "30000" }, { months: "36", first_due: "2027-02-28" }, "balance=30000 months=36 first_due=2027-02-28"],
    ["all-in-cost", { received: "9000", payment: "900" }, { periods: "12" }, "received=9000 payment=900 periods=12"],
  ];
  for (const [kind, typed, missing, words] of mixed) {
    test(kind, async () => {
      await open(kind, {}, async (page) => {
        assert.deepEqual(await numbers(page), []);
        await fill(page, typed);
        if (Object.keys(missing).length > 0) {
          assert.deepEqual(await numbers(page), [], "a number without all that is needed");
          assert.match(await page.locator("[data-errors]").innerText(), /请填写/);
          await fill(page, missing);
        }
        assert.deepEqual(await shown(page), expected(calc(kind, words)));
        if (kind === "delayed-performance") assert.equal((await shown(page)).results.doubled, "1271.55");
        if (kind === "credit-card") assert.deepEqual([(await shown(page)).results.statement, (await shown(page)).results.late_fee], ["23650.00", "118.25"]);
      });
    });
  }
});

test("an article shows its example as a table, and the form empty", async () => {
  const context = await browser.newContext({ viewport: PHONE });
  const { page, complaints } = await visit(context, `${site.origin}/articles/penalty-interest-check.html`);
  assert.ok(await page.locator("[data-example] [data-result=total]").isVisible());
  assert.equal(await page.locator("[data-calculator] form").isVisible(), false);
  await page.getByText("换成我的数字").click();
  assert.deepEqual(await page.$$eval("form [type=text]", (all) => all.map((e) => e.value).filter(Boolean)), []);
  await page.click("[data-fill-example]");
  assert.equal(await page.inputValue("[name=principal]"), "20000");
  assert.deepEqual(complaints, []);
  await context.close();
});

test("the scripts are those of their sources, in the language of 2017", async () => {
  for (const [file, text] of Object.entries(await made())) {
    assert.equal(fs.readFileSync(path.join(ROOT, file), "utf8"), text, `${file}: run tests/browser/shorten.js`);
    parse(text, { ecmaVersion: 2017 });
  }
});

test("a calculator's page weighs at most 25 KiB, an article with calculators 32, the scripts of one calculator 7", async () => {
  const articles = await (await fetch(`${site.origin}/sitemap.xml`)).text();
  const paths = [...articles.matchAll(/<loc>([^<]+)<\/loc>/g)].map(([, url]) => new URL(url).pathname);
  const weight = (bytes) => gzipSync(bytes, { level: 9 }).length;
  const text = async (path) => (await fetch(site.origin + path)).text();
  let pages = 0;
  for (const path of paths) {
    const html = await text(path);
    if (!html.includes("data-calculator=")) continue;
    pages += 1;
    const files = [...html.matchAll(/ (?:src|rel="stylesheet" href)="(\/assets\/[^"]+)"/g)].map(([, file]) => file);
    const weights = await Promise.all(files.map(async (file) => [file, weight(await text(file))]));
    const sum = (of) => of.reduce((total, [, bytes]) => total + bytes, 0);
    const calculators = weights.filter(([file]) => /\/calc-[^/]*\.js$/.test(file));
    // The core, days of rest and one calculator.
    const kinds = calculators.filter(([file]) => !/\/calc-(core|rest)\./.test(file)).map(([, bytes]) => bytes);
    const scripts = sum(calculators) - sum(kinds.map((bytes) => ["", bytes])) + Math.max(...kinds);
    const all = weight(html) + sum(weights);
    assert.ok(scripts > 0 && scripts <= 7 * 1024, `${path}: ${scripts} bytes of scripts`);
    assert.ok(all <= (path.startsWith("/calculators/") ? 25 : 32) * 1024, `${path}: ${all} bytes`);
  }
  assert.ok(pages >= KINDS.length + 8, `${pages} pages have a calculator`);
});
