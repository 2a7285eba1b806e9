// The calculators in a real browser: filled by keyboard alone and equal to the command line, wrong inputs, rows, without
// JavaScript, narrow, dark, on paper, and never a request, a trace or a complaint.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { after, before, describe, test } from "node:test";
import { gzipSync } from "node:zlib";
import axe from "axe-core";
import { openBrowser, visit } from "./browser.js";
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
  "card-plan": "balance=20000.01 months=24 first_due=2026-11-30",
  limitation: "due=2021-01-31 events=2022-05-06:payment,2024-02-29:demand,2026-11-01:promise",
  "credit-record": "status=unsettled",
  "guarantee-period": "due=2026-03-31 guarantee=general acts=2026-05-10:suit_debtor,2026-07-01:withdrawn_debtor",
  "court-fee": "amount=1234567.89 proceeding=appeal halved=true",
  bill: "mode=instalment amount=24000 periods=18 fee_rate=0.75% from=2026-04-10",
};
const KINDS = Object.keys(CASES);

let site;
let browser;

before(async () => {
  [site, browser] = await Promise.all([openSite(), openBrowser()]);
});

after(async () => {
  await browser?.close();
  site?.close();
});

/** What the command line answers. */
function calc(kind, words) {
  const args = ["calc", kind, ...words.split(" "), "--json", "--root", ROOT, "--lang", "zh-CN"];
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
    const results = all("[data-result-row]:not([hidden]) [data-result]").map((e) => [e.dataset.result, e.getAttribute("value")]);
    const lines = all("[data-lines] tr").map((tr) =>
      Object.fromEntries(all("[data-col]", tr).map((cell) => [cell.dataset.col, cell.textContent])),
    );
    const visible = all("thead [data-col]:not([hidden])").map((cell) => cell.dataset.col);
    const asOf = document.querySelector("[data-as-of]:not([hidden]) span")?.textContent ?? null;
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
      rows: e.closest("[data-rows]")?.querySelectorAll("[data-row]").length,
      row: row ? [...row.parentElement.querySelectorAll("[data-row]")].indexOf(row) : -1,
      field: controls.indexOf(e),
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
    if (at.add) {
      if (rows(at.list).length > at.rows) {
        await page.keyboard.press("Enter");
        move = false;
      }
    } else if (at.remove) {
      if (at.rows > Math.max(1, rows(at.list).length)) {
        await page.keyboard.press("Enter");
        move = false;
      }
    } else if (at.list) {
      await set(page, at, rows(at.list)[at.row]?.[at.field] ?? (at.options[0] || ""));
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
  for (const control of await page.locator("[data-calculator] [type=text]").all()) await control.fill("abc");
  await page.locator("[data-calculator] [type=submit]").click();
}

describe("every calculator", () => {
  for (const kind of KINDS) {
    test(`${kind}: the keyboard alone gives what the command line gives`, async () => {
      await open(kind, {}, async (page) => {
        await fillByKeyboard(page, CASES[kind]);
        assert.equal(await page.locator("[data-errors]").innerText(), "");
        assert.deepEqual(await shown(page), expected(calc(kind, CASES[kind])));
        assert.equal(await page.locator("[data-status]").innerText(), "已重新计算");
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
            output: document.querySelector("[data-output]").hidden,
            wrong: links.flatMap((a) => {
              const control = document.getElementById(a.hash.slice(1));
              const error = document.getElementById(`${control.id}-error`);
              const fine =
                control.getAttribute("aria-invalid") === "true" &&
                control.getAttribute("aria-describedby").split(" ").includes(error.id) &&
                !error.hidden &&
                error.textContent.length > 3 &&
                a.textContent.length > error.textContent.length;
              return fine ? [] : [a.textContent];
            }),
          };
        });
        const fields = await page.locator("[data-calculator] [type=text]").count();
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

  test("full-width digits and 万 are taken", async () => {
    await open("penalty-interest", {}, async (page) => {
      await page.fill("[name=principal]", "１．２万");
      await page.fill("[name=annual_rate]", "１４．４％");
      await page.fill("[name=due]", "2026年2月20日");
      await page.click("[data-calculator] [type=submit]");
      const words = "principal=12000 interest=150 annual_rate=14.4% due=2026-02-20 paid=2026-04-06 compound=true";
      assert.deepEqual(await shown(page), expected(calc("penalty-interest", words)));
      const small = await page.locator("[data-vary] tbody tr").allInnerTexts();
      assert.equal(small[0].split(/\s+/).join(" "), "30 216.00 2.70 12,368.70");
    });
  });

  test("rows can be added and removed, and keep their numbers", async () => {
    await open("credit-card", {}, async (page) => {
      const names = () => page.$$eval("[data-rows=postings] [name]", (all) => all.map((e) => `${e.name} ${e.id} ${e.value}`));
      const add = page.locator("[data-add-row=postings]");
      await add.click();
      await page.keyboard.type("2026-03-25");
      await add.click();
      assert.equal(await page.evaluate(() => document.activeElement.name), "postings.4.date");
      await page.locator("[data-remove-row=postings]").nth(1).click();
      assert.deepEqual(await names(), [
        "postings.1.date calc-postings-1-date 2026-03-10",
        "postings.1.amount calc-postings-1-amount 5000.00",
        "postings.2.date calc-postings-2-date 2026-03-25",
        "postings.2.amount calc-postings-2-amount ",
        "postings.3.date calc-postings-3-date ",
        "postings.3.amount calc-postings-3-amount ",
      ]);
      await page.fill("[name='postings.2.amount']", "10");
      await page.click("[data-calculator] [type=submit]");
      assert.equal((await names()).length, 4);
      const words = "postings=2026-03-10:5000,2026-03-25:10 payments=2026-04-25:800 due=2026-04-25 until=2026-05-05";
      assert.deepEqual(await shown(page), expected(calc("credit-card", words)));
      const legends = await page.locator("[data-rows=postings] [data-row] legend").allInnerTexts();
      assert.deepEqual(legends, ["本期消费 1", "本期消费 2"]);
      for (const remove of [0, 0, 0]) await page.locator("[data-remove-row=postings]").nth(remove).click();
      assert.deepEqual(await names(), ["postings.1.date calc-postings-1-date ", "postings.1.amount calc-postings-1-amount "]);
    });
  });

  test("without JavaScript the worked result stands there and the form does not submit", async () => {
    for (const kind of KINDS) {
      await open(kind, { javaScriptEnabled: false }, async (page) => {
        assert.ok(await page.locator("[data-needs-script]").isVisible());
        assert.equal(await page.locator("[data-calculator] :is(button, [type=button]):enabled").count(), 0);
        assert.ok((await page.locator("[data-result]:visible").allInnerTexts()).every((text) => text !== ""));
        assert.notEqual(await page.locator("[data-lines] tr, [data-notes] li").count(), 0);
        await page.locator("[data-calculator] [type=text]").first().press("Enter");
      });
    }
  });

  for (const colorScheme of ["light", "dark"]) {
    test(`is accessible before, after and with errors (${colorScheme})`, async () => {
      for (const kind of KINDS) {
        await open(kind, { colorScheme }, async (page) => {
          await page.evaluate(() => document.querySelectorAll("details").forEach((d) => (d.open = true)));
          await page.click("[data-calculator] [type=submit]");
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
        await page.click("[data-calculator] [type=submit]");
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
        const small = await page.$$eval("[data-calculator] :is(input:not([type=checkbox]), select, button, .check, summary)", (all) =>
          all.filter((e) => e.getBoundingClientRect().height < 44).map((e) => e.outerHTML.slice(0, 80)),
        );
        assert.deepEqual(small, []);
      });
    }
  });
});

test("the result is copied as text", async () => {
  await open("penalty-interest", {}, async (page) => {
    await page.click("[data-copy]");
    assert.equal(await page.locator("[data-status]").innerText(), "已复制");
    const text = await page.evaluate(() => navigator.clipboard.readText());
    for (const part of ["计算结果", "应还总额", "10,424.05", "2026-02-20", "仅供估算，不构成法律意见"]) assert.ok(text.includes(part), text);
    assert.ok(!text.includes("计收复利"), "the form is no part of the result");
  });
});

test("on paper stand the results and the method, not the form", async () => {
  await open("penalty-interest", {}, async (page) => {
    await page.evaluate(() => {
      globalThis.prints = 0;
      globalThis.print = () => (prints += 1);
    });
    await page.click("[data-print]");
    assert.equal(await page.evaluate("prints"), 1);
    await page.emulateMedia({ media: "print" });
    const visible = (selector) => page.locator(selector).first().isVisible();
    assert.deepEqual([await visible("[data-calculator] form"), await visible("[data-copy]")], [false, false]);
    assert.deepEqual([await visible("[data-result=total]"), await visible("[data-lines]"), await visible("details p")], [true, true, true]);
  });
});

test("a page with a calculator weighs at most 25 KiB, its scripts 6", async () => {
  const articles = await (await fetch(`${site.origin}/sitemap.xml`)).text();
  const paths = [...articles.matchAll(/<loc>([^<]+)<\/loc>/g)].map(([, url]) => new URL(url).pathname);
  const weight = (bytes) => gzipSync(bytes, { level: 9 }).length;
  const text = async (path) => (await fetch(site.origin + path)).text();
  let pages = 0;
  for (const path of paths) {
    const html = await text(path);
    if (!html.includes("data-calculator=")) continue;
    pages += 1;
    const files = [...html.matchAll(/(?:src|rel="stylesheet" href)="(\/assets\/[^"]+)"/g)].map(([, file]) => file);
    const weights = await Promise.all(files.map(async (file) => [file, weight(await text(file))]));
    const sum = (of) => of.reduce((total, [, bytes]) => total + bytes, 0);
    const scripts = sum(weights.filter(([file]) => file.endsWith(".js")));
    const all = weight(html) + sum(weights);
    assert.ok(scripts > 0 && scripts <= 6 * 1024, `${path}: ${scripts} bytes of scripts`);
    assert.ok(all <= 25 * 1024, `${path}: ${all} bytes`);
  }
  assert.ok(pages >= KINDS.length + 8, `${pages} pages have a calculator`);
});
