// The search page, as readers meet it: while typing, with a Chinese input method, with filters, back and forward, by keyboard,
// on a slow or broken network, and without JavaScript. Most tests ask the real index of the sample library; where the order in
// which answers come matters, one stands in for it that answers when it is told to.

import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { gzipSync } from "node:zlib";
import { after, before, describe, test } from "node:test";
import axe from "axe-core";
import { openBrowser, openBrowserWithLargeText, visit } from "./browser.js";
import { SCREENSHOTS, openSite } from "./site.js";

const PHONE = { width: 390, height: 844 };
const DESK = { width: 1280, height: 900 };

let site;
let browser;

before(async () => {
  fs.mkdirSync(SCREENSHOTS, { recursive: true });
  [site, browser] = await Promise.all([openSite(), openBrowser()]);
});

after(async () => {
  await browser?.close();
  site?.close();
});

/** The search page in a context of its own, closed when the test ends. */
async function open(t, address = "/search/", { waiting, prepare, ...options } = {}) {
  const context = await browser.newContext({ viewport: PHONE, ...options });
  t.after(() => context.close());
  if (waiting) await context.addInitScript(waitingIndex);
  await prepare?.(context);
  const { page, complaints } = await visit(context, site.origin + address);
  return parts(page, context, complaints);
}

function parts(page, context, complaints) {
  const status = page.locator("[data-status]");
  const says = async (text) => {
    await page.waitForFunction((t) => document.querySelector("[data-status]").textContent.startsWith(t), text, { timeout: 10_000 })
      .catch(async () => assert.fail(`wanted ${text}, got ${await status.textContent()}`));
  };
  return {
    page, context, complaints, status, says,
    box: page.locator("main [name=q]"),
    results: page.locator("[data-results] > li"),
    failed: page.locator("[data-failed]"),
    retry: page.locator("[data-failed] button"),
    more: page.locator("[data-more]"),
    none: page.locator("[data-none]"),
    direct: page.locator("[data-direct]"),
    titles: () => page.locator("[data-results] .to").allTextContents(),
    query: (name) => new URL(page.url()).searchParams.get(name),
    focused: () => page.evaluate(() => document.activeElement.outerHTML.slice(0, 120)),
  };
}

/** Takes the place of the index before the page loads: every search waits until the test answers it. */
function waitingIndex() {
  globalThis.asked = [];
  globalThis.opened = 0;
  const open = async () => {
    opened += 1;
    return { search: (query, options) => new Promise((answer, fail) => asked.push({ query, options, answer, fail })) };
  };
  Object.defineProperty(globalThis, "sitegenSearch", { get: () => ({ open }), set: () => {} });
}

/** What a test asks of the index that waits, and answers for it. */
function waitingFor(page) {
  const result = (n) => ({
    title: `标题${n}`, url: `/articles/${n}.html`, date: "2026-03-01", lender: "", topic: "overdue", kind: "", alike: 0, said: [], excerpt: `摘要${n}`,
    marks: { title: [[0, 2]], excerpt: [] },
  });
  const found = (numbers, rest) => ({
    results: numbers.map(result), total: numbers.length, exact: true, complete: true, also: [], direct: [], more: false, failed: 0, stale: false, short: false, ...rest,
  });
  const waits = (count) => page.waitForFunction((n) => asked.length === n, count);
  return {
    waits,
    asked: () => page.evaluate(() => asked.map((a) => a.query)),
    opened: () => page.evaluate(() => opened),
    answer: (n, numbers, rest) => page.evaluate(([n, found]) => asked[n].answer(found), [n, found(numbers, rest)]),
    fail: (n) => page.evaluate((n) => asked[n].fail(new Error("gone")), n),
  };
}

/** What an assistive program or the browser finds wrong with a page. */
async function faults(page, complaints) {
  const refused = await page.evaluate(() => seen.refused);
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate(() => axe.run({ resultTypes: ["violations"] }));
  return [...complaints, ...refused, ...violations.flatMap((v) => v.nodes.map((n) => `${v.id}: ${n.html.slice(0, 120)} ${n.failureSummary}`))];
}

/** A network on which everything of the search comes late. */
const late = async (route) => {
  await new Promise((come) => setTimeout(come, 300));
  await route.continue();
};

const sideways = () => document.documentElement.scrollWidth - document.documentElement.clientWidth;

describe("before a query", () => {
  test("the page has all that is needed to ask: five requests, 32 KiB, scripts of 10 KiB, styles of 6 KiB", async (t) => {
    const context = await browser.newContext({ viewport: PHONE });
    t.after(() => context.close());
    const page = await context.newPage();
    const sizes = new Map();
    page.on("response", async (response) => /icon/.test(response.url()) || sizes.set(new URL(response.url()).pathname, gzipSync(await response.body(), { level: 9 }).length));
    await page.goto(`${site.origin}/search/`, { waitUntil: "networkidle" });
    const sum = (of) => [...sizes].filter(([name]) => of.test(name)).reduce((n, [, size]) => n + size, 0);
    assert.equal(sizes.size, 5, [...sizes.keys()].join(" "));
    assert.ok(sum(/./) <= 32 * 1024, JSON.stringify([...sizes]));
    assert.ok(sum(/\.js$/) <= 10 * 1024, JSON.stringify([...sizes]));
    assert.ok(sum(/\.css$/) <= 6 * 1024, JSON.stringify([...sizes]));
  });

  test("a query comes in two rounds after the page: lists of terms, then results", async (t) => {
    const { page, box, says } = await open(t);
    const rounds = [];
    page.on("request", (request) => /icon/.test(request.url()) || rounds.push(new URL(request.url()).pathname));
    await box.fill("支付令的异议");
    await says("找到");
    const kinds = rounds.map((name) => /\/(terms|docs)\//.exec(name)?.[1]);
    assert.deepEqual([...new Set(kinds)], ["terms", "docs"], rounds.join(" "));
    assert.ok(rounds.length <= 14 && kinds.lastIndexOf("terms") < kinds.indexOf("docs"), rounds.join(" "));
  });

  test("no other page loads a script of the search", async () => {
    for (const { path: address } of site.pages.values()) {
      const html = await (await fetch(site.origin + address)).text();
      assert.equal(/<script[^>]+search/.test(html), address === "/search/", address);
    }
  });

  test("it is not for search engines", async () => {
    const html = await (await fetch(`${site.origin}/search/`)).text();
    assert.match(html, /<meta name="robots" content="noindex, follow">/);
    assert.doesNotMatch(await (await fetch(`${site.origin}/sitemap.xml`)).text(), /\/search\//);
  });

  test("browsers keep the index for five minutes", async () => {
    const answer = await fetch(`${site.origin}/search/index.json`);
    assert.equal(answer.status, 200);
    assert.equal(answer.headers.get("cache-control"), "public, max-age=300");
  });
});

describe("a query", () => {
  test("is answered while it is typed, with title, topic, lender, date and marks", async (t) => {
    const { page, box, says, results, query } = await open(t);
    await box.pressSequentially("招联", { delay: 20 });
    await says("找到");
    const found = results.filter({ hasText: "协商还款以前，把这些材料备齐" });
    await found.waitFor();
    assert.match(await found.locator(".by").innerText(), /\d{4}-\d\d-\d\d\s*协商还款\s*招联消费金融/);
    assert.deepEqual(await found.locator(".by a").evaluateAll((all) => all.map((a) => a.pathname)), ["/topics/negotiation/", "/lenders/zhaolian-cf/"]);
    await box.fill("支付令");
    await says("找到");
    await results.first().filter({ hasText: "收到支付令以后的十五日" }).waitFor();
    assert.match(await results.first().locator(".to mark").innerText(), /支付令/);
    assert.equal(query("q"), "支付令");
    assert.match(await page.title(), /^支付令_/);
  });

  test("finds what stands in bodies only, and numbers", async (t) => {
    const { page, box, says, results } = await open(t);
    for (const words of ["流水", "24%"]) {
      await box.fill(words);
      await page.waitForURL((url) => url.searchParams.get("q") === words);
      await says("找到");
      assert.ok((await results.count()) > 0, words);
    }
  });

  test("shows the words asked for where they stand in the text", async (t) => {
    const { says, results } = await open(t, "/search/?q=%E7%BD%9A%E6%81%AF");
    await says("找到");
    const quotes = await results.locator("p", { has: results.page().locator("mark") }).allTextContents();
    assert.ok(quotes.length > 2 && quotes.every((text) => text.includes("罚息") && text.length <= 80), quotes.join("\n"));
  });

  for (const [asked, title] of [
    ["信用卡逾期会坐牢吗", /坐牢/],
    ["收到支付令怎么办", /支付令/],
    ["老公欠的钱我要还吗", /夫妻共同债务/],
    ["征信不良记录保留几年", /五年/],
    ["還不起信用卡會坐牢嗎", /坐牢/],
    ["欠款多久过诉讼时效", /诉讼时效|时效/],
    ["法院冻结工资卡能留多少生活费", /生活/],
    ["被催收骚扰怎么投诉", /投诉|催收/],
    ["综合年化成本怎么算", /年化成本/],
    ["联系人被骚扰", /联系人|家人/],
  ]) {
    test(`in a reader's own words is answered: ${asked}`, async (t) => {
      const { says, titles } = await open(t, `/search/?q=${encodeURIComponent(asked)}`);
      await Promise.any([says("找到"), says("没有一篇全都提到")]);
      assert.match((await titles())[0], title);
    });
  }

  test("says which other words it looked for, and when nothing has all of them", async (t) => {
    const { box, says, status } = await open(t);
    await box.fill("会不会坐牢");
    await says("找到");
    assert.match(await status.textContent(), /，也找了：/);
    await box.fill("老公欠的钱我要还吗");
    await says("没有一篇全都提到；最接近的是");
  });

  test("comes from the address, too", async (t) => {
    const { box, says, titles } = await open(t, "/search/?q=%E5%82%AC%E6%94%B6");
    await says("找到");
    assert.equal(await box.inputValue(), "催收");
    assert.ok((await titles())[0].includes("催收"));
  });

  test("of an input method is asked for when the characters are chosen, not while they are spelt", async (t) => {
    const { page, context, box, says, titles } = await open(t, "/search/", { waiting: true });
    const index = waitingFor(page);
    await box.focus();
    const method = await context.newCDPSession(page);
    for (const text of ["f", "fa", "fa x", "fa xi"]) {
      await method.send("Input.imeSetComposition", { text, selectionStart: text.length, selectionEnd: text.length });
      await page.waitForTimeout(300);
    }
    assert.deepEqual(await index.asked(), []);
    await method.send("Input.insertText", { text: "罚息" });
    await index.waits(1);
    assert.deepEqual(await index.asked(), ["罚息"]);
    await index.answer(0, [1]);
    await says("找到 1 条");
    assert.deepEqual(await titles(), ["标题1"]);
  });

  test("never becomes HTML, and its control characters go", async (t) => {
    const { page, box, says, none } = await open(t);
    await box.fill("<img src=x onerror=alert(1)>\u202e\u0007罢");
    await says("没有找到“<img src=x onerror=alert(1)> 罢”");
    assert.equal(await page.locator("main img").count(), 0);
    assert.ok(await none.isVisible());
  });

  test("of one character is too short, and says so", async (t) => {
    const { box, says, results, none } = await open(t);
    await box.fill("贷");
    await says("请再输入一些：至少要连着的两个字");
    assert.equal(await results.count(), 0);
    assert.ok(!(await none.isVisible()));
  });

  test("that is very long is cut, and says so", async (t) => {
    const { page, box, query, status } = await open(t, "/search/", { waiting: true });
    const index = waitingFor(page);
    await box.fill("逾期罚息".repeat(50));
    await index.waits(1);
    assert.equal((await index.asked())[0], "逾期罚息".repeat(10));
    await index.answer(0, [1]);
    await page.waitForFunction(() => document.querySelector("[data-status]").textContent.startsWith("找到"));
    assert.equal(await status.textContent(), "找到 1 条（太长了，只用了前 40 个字）");
    assert.equal(query("q").length, 40);
  });

  test("that names a lender, a topic, an article of a law or a calculator shows its page first", async (t) => {
    const { page, box, direct, says } = await open(t);
    const leads = async (words) => {
      await box.fill(words);
      await page.waitForURL((url) => url.searchParams.get("q") === words);
      await says("找到");
      return direct.locator("a").evaluateAll((all) => all.map((a) => a.pathname + a.hash));
    };
    assert.deepEqual(await leads("招联金融"), ["/lenders/zhaolian-cf/"]);
    assert.deepEqual(await leads("民法典第六百七十六条"), ["/laws/civil-code/#676", "/laws/civil-code/"]);
    assert.deepEqual(await leads("诉讼费怎么算"), ["/calculators/court-fee/", "/topics/court-fees/"]);
    assert.deepEqual(await leads("支付令"), ["/topics/payment-order/"]);
  });

  test("without an answer says what to try", async (t) => {
    const { page, box, says, none, results } = await open(t);
    await box.fill("鹦鹉螺");
    await says("没有找到“鹦鹉螺”");
    assert.equal(await results.count(), 0);
    assert.match(await none.innerText(), /短一些[^]*12348/);
    for (const place of ["/topics/", "/lenders/", "/calculators/court-fee/"]) {
      assert.ok((await page.locator(`main a[href="${place}"]`).count()) > 0, place);
    }
  });

  test("shows eight and then more, and the focus goes to the first new one", async (t) => {
    const { page, box, says, results, more, focused } = await open(t);
    await box.fill("贷款");
    await says("找到");
    await page.waitForFunction(() => document.querySelectorAll("[data-results] > li").length === 8);
    const ninth = () => results.nth(8).locator(".to");
    await more.focus();
    await page.keyboard.press("Enter");
    await ninth().waitFor();
    await page.waitForFunction(() => document.activeElement.matches("[data-results] a"));
    assert.ok((await focused()).includes(new URL(await ninth().evaluate((a) => a.href)).pathname));
    // Who comes back finds as many again.
    await ninth().click();
    await page.waitForURL(/articles/);
    await page.goBack();
    await ninth().waitFor();
    assert.equal(await box.inputValue(), "贷款");
  });
});

describe("nothing moves", () => {
  for (const [name, viewport] of [["320", { width: 320, height: 640 }], ["390", PHONE], ["1280", DESK]]) {
    const opened = async (t, words, route) => {
      const context = await browser.newContext({ viewport });
      t.after(() => context.close());
      await context.route(/search/, late);
      await route?.(context);
      const { page, complaints } = await visit(context, `${site.origin}/search/?q=${encodeURIComponent(words)}`);
      return parts(page, context, complaints);
    };

    test(`when answers come to a page opened with a query, slowly, at ${name}`, async (t) => {
      const { page, says, results } = await opened(t, "支付令");
      await says("找到");
      assert.ok((await results.count()) > 3);
      await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))));
      assert.equal(await page.evaluate("seen.shift"), 0);
      assert.ok((await page.locator("#topics").boundingBox()).y >= viewport.height);
    });

    test(`when none come, at ${name}`, async (t) => {
      const unavailable = (context) => context.route("**/search/index.json", (route) => route.fulfill({ status: 503, body: "" }));
      const { page, says } = await opened(t, "花呗", unavailable);
      await says("没有查成");
      await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))));
      assert.equal(await page.evaluate("seen.shift"), 0);
    });
  }
});

describe("filters", () => {
  test("narrow the answer, stand in the address, and go with Back", async (t) => {
    const { page, says, results, query, titles } = await open(t, "/search/?q=%E9%80%BE%E6%9C%9F");
    await says("找到");
    const all = await titles();
    await page.selectOption("[name=lender]", { label: "花呗" });
    await page.waitForFunction((n) => document.querySelectorAll("[data-results] > li").length < n, all.length);
    assert.equal(query("lender"), "huabei");
    assert.ok((await results.locator(".by").allInnerTexts()).every((by) => by.includes("花呗")));
    await page.goBack();
    await page.waitForFunction((n) => document.querySelectorAll("[data-results] > li").length === n, all.length);
    assert.deepEqual([query("lender"), await page.locator("[name=lender]").inputValue()], [null, ""]);
    assert.deepEqual(await titles(), all);
    await page.goForward();
    await page.waitForFunction((n) => document.querySelectorAll("[data-results] > li").length < n, all.length);
    assert.equal(await page.locator("[name=lender]").inputValue(), "huabei");
  });

  test("that leave nothing can be taken off at once", async (t) => {
    const { page, says, results, none, query, focused } = await open(t, "/search/?q=%E6%94%AF%E4%BB%98%E4%BB%A4&lender=huabei&topic=litigation");
    await says("没有找到");
    await none.locator("button").focus();
    await page.keyboard.press("Enter");
    await page.waitForURL((url) => !url.searchParams.has("lender"));
    await says("找到");
    await results.first().waitFor();
    assert.deepEqual([query("q"), query("lender"), query("topic")], ["支付令", null, null]);
    assert.doesNotMatch(await focused(), /^<body/);
  });

  test("without words lead to the page of what was chosen", async (t) => {
    const { page, direct } = await open(t);
    await page.selectOption("[name=topic]", { label: "逾期后果" });
    await direct.waitFor();
    assert.deepEqual(await direct.locator("a").evaluateAll((all) => all.map((a) => a.pathname)), ["/topics/overdue/"]);
  });

  test("offer only what has articles", async (t) => {
    const { page } = await open(t);
    const names = await page.locator("[name=lender] option").allTextContents();
    assert.ok(names.includes("花呗") && !names.includes("北银消费金融"), names.join());
  });
});

describe("the history", () => {
  test("keeps queries, not their letters", async (t) => {
    const { page, box, says, query } = await open(t, "/");
    await page.goto(`${site.origin}/search/`);
    await box.pressSequentially("罚息", { delay: 400 });
    await says("找到");
    await box.press("Enter");
    await box.fill("支付令");
    await page.waitForURL(/q=%E6%94%AF/);
    await says("找到");
    await page.goBack();
    await page.waitForURL(/q=%E7%BD%9A/);
    assert.equal(await box.inputValue(), "罚息");
    await page.goBack();
    await page.waitForURL(`${site.origin}/`);
    assert.equal(query("q"), null);
  });
});

describe("answers", () => {
  test("that come late are dropped; until the new one comes the old one stands", async (t) => {
    const { page, box, says, titles, results } = await open(t, "/search/", { waiting: true });
    const index = waitingFor(page);
    await box.fill("甲乙");
    await index.waits(1);
    await index.answer(0, [1]);
    await says("找到 1 条");
    await box.fill("丙丁");
    await index.waits(2);
    assert.deepEqual(await titles(), ["标题1"]);
    await box.fill("戊己");
    await index.waits(3);
    await index.answer(2, [3]);
    await says("找到 1 条");
    await index.answer(1, [2, 22]);
    await page.waitForTimeout(50);
    assert.deepEqual(await titles(), ["标题3"]);
    assert.equal(await results.count(), 1);
  });

  test("of a slow network: says so, and keeps what was there", async (t) => {
    const { page, box, says, titles } = await open(t, "/search/", { waiting: true });
    const index = waitingFor(page);
    await box.fill("甲乙");
    await index.waits(1);
    await index.answer(0, [1]);
    await says("找到 1 条");
    await page.clock.install();
    await box.fill("丙丁");
    await page.clock.fastForward(300);
    await index.waits(2);
    await says("正在查找…");
    await page.clock.fastForward(3100);
    await says("网络较慢");
    assert.deepEqual(await titles(), ["标题1"]);
    await index.answer(1, [2]);
    await says("找到 1 条");
    await page.clock.fastForward(10_000);
    await says("找到 1 条");
  });

  test("of an index that is being renewed say so, and asking again begins anew", async (t) => {
    const { page, box, says, failed, retry } = await open(t, "/search/", { waiting: true });
    const index = waitingFor(page);
    await box.fill("甲乙");
    await index.waits(1);
    await index.answer(0, [1], { stale: true, failed: 1 });
    await says("找到 1 条");
    assert.match(await failed.innerText(), /索引正在换新/);
    await retry.click();
    await index.waits(2);
    assert.equal(await index.opened(), 2);
    await index.answer(1, [1]);
    await page.waitForFunction(() => document.querySelector("[data-failed]").hidden);
  });
});

describe("a broken network", () => {
  test("a shard that does not come leaves an incomplete answer, and asking again mends it", async (t) => {
    const { page, context, box, says, failed, retry, results, focused } = await open(t);
    await context.route(/\/search\/(main|new)\//, (route) => route.abort());
    await box.fill("支付令");
    await failed.waitFor();
    assert.match(await failed.innerText(), /有一部分索引没有取到，结果可能不全。/);
    await context.unroute(/\/search\/(main|new)\//);
    await retry.focus();
    await page.keyboard.press("Enter");
    await results.first().waitFor();
    await says("找到");
    assert.ok(!(await failed.isVisible()));
    assert.doesNotMatch(await focused(), /^<body/);
  });

  test("without any index the reader is told, and led on", async (t) => {
    const prepare = (context) => context.route("**/search/index.json", (route) => route.fulfill({ status: 503, body: "" }));
    const { page, context, box, says, failed, retry, results } = await open(t, "/search/", { prepare });
    await box.fill("支付令");
    await says("没有查成");
    assert.match(await failed.innerText(), /可能是网络断了[^]*重试/);
    assert.ok(await page.locator("main a[href='/topics/']").isVisible());
    await context.unroute("**/search/index.json");
    await retry.click();
    await results.first().waitFor();
  });

  test("an index of another numbering is said to be renewed", async (t) => {
    const prepare = (context) => context.route("**/search/index.json", async (route) => {
      const front = await (await route.fetch()).json();
      front.segments.forEach((s) => (s.id = (s.id + 1) % 2 ** 32));
      await route.fulfill({ json: front });
    });
    const { box, failed } = await open(t, "/search/", { prepare });
    await box.fill("支付令");
    await failed.waitFor();
    assert.match(await failed.innerText(), /索引正在换新/);
  });
});

describe("the box of other pages", () => {
  for (const [where, address] of [["home", "/"], ["an article", "/articles/minimum-payment.html"], ["a page that is not there", "/404.html"]]) {
    test(`of ${where} leads to the answer`, async (t) => {
      const { page, says, complaints } = await open(t, address);
      await page.locator("form.find [name=q]").fill("最低还款");
      await page.keyboard.press("Enter");
      await page.waitForURL(/\/search\/\?q=/);
      await says("找到");
      assert.deepEqual(complaints, []);
    });
  }

  test("leads there without JavaScript, where the page says what to do", async (t) => {
    const { page } = await open(t, "/", { javaScriptEnabled: false });
    await page.locator("form.find [name=q]").fill("最低还款");
    await page.keyboard.press("Enter");
    await page.waitForURL(/\/search\/\?q=/);
    assert.match(await page.locator("main noscript").innerText(), /需要启用 JavaScript/);
    for (const place of ["/topics/", "/lenders/", "/topics/overdue/", "/calculators/court-fee/"]) {
      assert.ok(await page.locator(`main a[href="${place}"]`).isVisible(), place);
    }
    assert.ok(!(await page.locator("main select").first().isVisible()));
  });
});

describe("everyone", () => {
  for (const [name, viewport, colorScheme] of [["390-light", PHONE, "light"], ["390-dark", PHONE, "dark"], ["1280-light", DESK, "light"], ["1280-dark", DESK, "dark"]]) {
    test(`can read it at ${name}: answers, no answer, a failure`, async (t) => {
      const { page, context, box, says, failed, complaints } = await open(t, "/search/?q=%E9%80%BE%E6%9C%9F", { viewport, colorScheme });
      const look = async (what) => {
        await page.screenshot({ path: path.join(SCREENSHOTS, `search-${what}-${name}.png`), fullPage: true });
        return (await faults(page, complaints)).map((fault) => `${what}: ${fault}`);
      };
      await says("找到");
      const wrong = await look("found");
      await box.fill("鹦鹉螺");
      await says("没有找到");
      wrong.push(...(await look("none")));
      assert.deepEqual(wrong, []);
      await context.route(/\/search\/topic\//, (route) => route.abort());
      await box.fill("逾期");
      await page.selectOption("[name=topic]", { label: "逾期后果" });
      await failed.waitFor();
      complaints.length = 0;
      assert.deepEqual(await look("failed"), []);
    });
  }

  test("has room at 320 pixels and with text twice as large", async (t) => {
    const address = "/search/?q=%E9%80%BE%E6%9C%9F";
    const small = await open(t, address, { viewport: { width: 320, height: 640 } });
    await small.says("找到");
    assert.equal(await small.page.evaluate(sideways), 0);
    const context = await openBrowserWithLargeText({ viewport: PHONE });
    t.after(() => context.close());
    const { page, complaints } = await visit(context, site.origin + address);
    const large = parts(page, context, complaints);
    await large.says("找到");
    assert.equal(await page.evaluate(sideways), 0);
    await page.screenshot({ path: path.join(SCREENSHOTS, "search-found-large-text.png"), fullPage: true });
  });

  test("can touch what there is to touch", async (t) => {
    const { page, says } = await open(t, "/search/?q=%E8%B4%B7%E6%AC%BE", { hasTouch: true });
    await says("找到");
    const small = await page.evaluate(() => {
      const all = document.querySelectorAll("main input, main select, main button, main summary, main .row a");
      return [...all].filter((e) => e.offsetParent && e.getBoundingClientRect().height < 44).map((e) => e.outerHTML.slice(0, 80));
    });
    assert.deepEqual(small, []);
  });

  test("can use it by keyboard: from the box over the filters to the results", async (t) => {
    const { page, box, says, focused } = await open(t);
    await box.focus();
    await page.keyboard.type("支付令");
    await page.keyboard.press("Enter");
    await says("找到");
    assert.match(await focused(), /name="q"/);
    const stops = [];
    for (let n = 0; n < 4; n += 1) {
      await page.keyboard.press("Tab");
      stops.push(await focused());
    }
    assert.match(stops[0], /<button/);
    assert.match(stops[1], /name="lender"/);
    assert.match(stops[2], /name="topic"/);
    assert.match(stops[3], /<a /);
    await page.keyboard.press("Enter");
    await page.waitForURL(/\.html|\/(topics|lenders|calculators)\//);
  });

  test("with a phone sees the answer when the keyboard is put away", async (t) => {
    const { page, box, says, focused } = await open(t, "/search/", { hasTouch: true, isMobile: true });
    await box.fill("支付令");
    await box.press("Enter");
    await says("找到");
    assert.match(await focused(), /data-status/);
    assert.equal(await page.locator("[data-status]").getAttribute("role"), "status");
  });

  test("prints results without the form", async (t) => {
    const { page, says, box, results } = await open(t, "/search/?q=%E9%80%BE%E6%9C%9F");
    await says("找到");
    await page.emulateMedia({ media: "print" });
    assert.ok(!(await box.isVisible()));
    assert.ok(await results.first().isVisible());
  });
});
