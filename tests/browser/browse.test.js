// Lists of a large library, as readers browse them: on every width, within a few screens of a phone, with and without JavaScript.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { openBrowser, visit } from "./browser.js";
import { faults, sideways } from "./faults.js";
import { openSiteOf } from "./site.js";

const PHONES = [{ width: 360, height: 760 }, { width: 390, height: 844 }];
const WIDTHS = [320, 360, 390, 768, 1280, 1920];
const PAGES = {
  home: "/",
  topics: "/topics/",
  topic: "/topics/topic-1/",
  lenders: "/lenders/",
  lender: "/lenders/lender-1/",
  "lender without articles": "/lenders/lender-80/",
  "lender and topic": "/lenders/lender-1/topic-1/",
  archive: "/topics/topic-1/page/9/",
  "archive of lender and topic": "/lenders/lender-1/topic-1/page/2/",
};

/** 900 articles about 40 topics and 79 lenders; the first topic and lender have many. */
function library() {
  const numbers = (count) => Array.from({ length: count }, (_, n) => n + 1);
  const long = "信用卡逾期以后银行要求一次还清全部欠款，还能不能协商分期还款，要准备什么";
  const topic = (n) =>
    `  - {slug: topic-${n}, title: 主题第${n}号的名称${n <= 9 ? `, situation: 遇到第${n}种情况时怎么办, pinned: [a${n}]` : ""}` +
    `${n > 30 ? ", parent: topic-2" : ""}, pinyin: ${"abcdefghij"[n % 10]}${n}, aliases: [别名${n}], desc: 一句话说明。}`;
  const kinds = "consumer_finance bank_card bank internet_platform auto_finance micro_loan other".split(" ");
  const lender = (n) => `  - {slug: lender-${n}, name: 第${n}消费金融, kind: ${kinds[n % 7]}, aliases: [产品${n}号]}`;
  const article = (n) => {
    const often = n % 3 === 0;
    const month = String(1 + (n % 12)).padStart(2, "0");
    const front = [
      `title: 第${n}篇：${long}`,
      `date: ${2016 + (n % 9)}-${month}-11`,
      ...(n % 40 === 0 ? ["updated: 2026-05-20", "changes: [{on: 2026-05-20, what: 按新的规定改写第二节。}]"] : []),
      `topics: [topic-${often ? 1 : 1 + (n % 40)}]`,
      `lender: lender-${often ? 1 : 1 + (n % 79)}`,
      `faq: [{q: 第${n}个问题怎么办？, a: 先核对，再协商。}]`,
    ];
    return `---\n${front.join("\n")}\n---\n\n第${n}篇的正文。\n`;
  };
  return {
    "sitegen.yaml":
      "title: 债务指南\nbase_url: https://www.example.com/\npage_size: 10\ndescription: 关于逾期、催收、协商、诉讼与执行的一般性法律信息，由示例律师事务所发布。\n" +
      "checks: {SG581: \"off\"}\nhelp:\n" +
      numbers(3).map((n) => `  - {title: 第${n}条求助渠道的名称, note: 免费的法律咨询，也可以询问是否符合条件。, url: "tel:1234${n}"}\n`).join(""),
    "content/topics.yaml": `topics:\n${numbers(40).map(topic).join("\n")}\n`,
    "content/lenders.yaml": `lenders:\n${numbers(80).map(lender).join("\n")}\n`,
    ...Object.fromEntries(numbers(900).map((n) => [`content/articles/a${n}.md`, article(n)])),
  };
}

let site;
let browser;

before(async () => {
  [site, browser] = await Promise.all([openSiteOf(library()), openBrowser()]);
});

after(async () => {
  await browser?.close();
  site?.close();
});

for (const viewport of PHONES) {
  test(`the home page has at most four screens at ${viewport.width}×${viewport.height}`, async () => {
    const context = await browser.newContext({ viewport });
    const { page } = await visit(context, site.origin);
    const height = await page.evaluate(() => document.documentElement.scrollHeight);
    assert.ok(height <= 4 * viewport.height, `${height / viewport.height} screens`);
    await context.close();
  });
}

test("every list is accessible, quiet and still", async () => {
  const wrong = [];
  for (const colorScheme of ["light", "dark"]) {
    const context = await browser.newContext({ viewport: PHONES[1], colorScheme });
    for (const [name, path] of Object.entries(PAGES)) {
      const { page, response, complaints } = await visit(context, site.origin + path);
      assert.equal(response.status(), 200, path);
      for (const fault of await faults(page, complaints)) wrong.push(`${name}: ${fault}`);
      await page.close();
    }
    await context.close();
  }
  assert.deepEqual(wrong, []);
});

test("every list fits every screen", async () => {
  const wrong = [];
  for (const width of WIDTHS) {
    const context = await browser.newContext({ viewport: { width, height: 800 } });
    for (const [name, path] of Object.entries(PAGES)) {
      const { page } = await visit(context, site.origin + path);
      for (const fault of await page.evaluate(sideways)) wrong.push(`${name} at ${width}: ${fault}`);
      await page.close();
    }
    await context.close();
  }
  assert.deepEqual(wrong, []);
});

/** The visible entries of an index. */
const entries = (page) => page.locator(".tiles > [data-names]:visible > :is(h2, h3) > a").allTextContents();

test("a box filters the indexes while a reader types", async () => {
  const context = await browser.newContext({ viewport: PHONES[0] });
  const { page, complaints } = await visit(context, `${site.origin}/lenders/`);
  assert.equal((await entries(page)).length, 80);
  await page.getByLabel("在这一页找机构").fill("产品 ７9号");
  assert.deepEqual(await entries(page), ["第79消费金融"]);
  assert.equal(await page.locator("[data-filter] output").textContent(), "找到 1 个");
  assert.equal(await page.locator(".letter:visible").count(), 1);
  await page.getByLabel("在这一页找机构").fill("没有的");
  assert.deepEqual(await entries(page), []);
  assert.equal(await page.locator("[data-filter] output").textContent(), "没有找到，换一个词试试");
  await page.getByLabel("在这一页找机构").fill("");
  assert.equal((await entries(page)).length, 80);
  assert.equal(await page.locator("[data-filter] output").textContent(), "");
  await page.goto(`${site.origin}/topics/`);
  // A topic is found by the alias of a sub-topic, too.
  await page.getByLabel("在这一页找主题").fill("别名35");
  assert.match((await entries(page)).join("|"), /^主题第2号的名称 \d+ 篇$/);
  assert.deepEqual(complaints, []);
  await context.close();
});

test("without JavaScript the indexes stand whole and have no box", async () => {
  const context = await browser.newContext({ viewport: PHONES[0], javaScriptEnabled: false });
  for (const [path, count] of [["/lenders/", 80], ["/topics/", 30]]) {
    const page = await context.newPage();
    await page.goto(site.origin + path);
    assert.equal((await entries(page)).length, count);
    assert.equal(await page.locator("[data-filter]").isVisible(), false);
    await page.close();
  }
  await context.close();
});

test("only the two indexes load a script", async () => {
  const context = await browser.newContext({ viewport: PHONES[0] });
  for (const path of Object.values(PAGES)) {
    const { page } = await visit(context, site.origin + path);
    const scripts = await page.locator("script[src]").count();
    assert.equal(scripts, ["/topics/", "/lenders/"].includes(path) ? 1 : 0, path);
    await page.close();
  }
  await context.close();
});
