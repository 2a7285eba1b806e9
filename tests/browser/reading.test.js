// Articles as they are read: the first screen of a phone, titles, amounts, the way back, the side columns of a desk, paper.

import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { after, before, describe, test } from "node:test";
import { openBrowser, visit } from "./browser.js";
import { openSite } from "./site.js";

const WIDTHS = [320, 360, 375, 390, 640, 768, 1024, 1280, 1440, 1920];

let site;
let browser;
/** Every page by its path, with its HTML. */
let pages;

before(async () => {
  [site, browser] = await Promise.all([openSite(), openBrowser()]);
  const files = fs.readdirSync(site.output, { recursive: true }).filter((f) => f.endsWith(".html")).sort();
  const address = (file) => encodeURI(`/${file.split(path.sep).join("/")}`.replace(/\/index\.html$/, "/"));
  pages = files.map((file) => ({ path: address(file), html: fs.readFileSync(path.join(site.output, file), "utf8") }));
});

after(async () => {
  await browser?.close();
  site?.close();
});

const articles = () => pages.filter(({ html }) => html.includes('<body class="is-article">') && html.includes('<div class="prose">'));
const oneOfEachKind = () => [...site.pages.values()].filter((p) => p.kind !== "redirect");

/** Looks at pages in one context, and gathers what is wrong. */
async function each(list, options, look) {
  const context = await browser.newContext(options);
  const wrong = [];
  for (const entry of list) {
    const visited = await visit(context, site.origin + entry.path);
    for (const what of await look(visited.page, entry)) wrong.push(`${entry.path}: ${what}`);
    await visited.page.close();
  }
  await context.close();
  return wrong;
}

/** Titles that break within a phrase, though no phrase of theirs is wider than the line. */
function broken() {
  const isEdge = (c) => /[\s\p{P}\p{S}]/u.test(c);
  const found = [];
  for (const title of document.querySelectorAll("h1, h2, h3, .to, .related a, .lines a, .toc a, .turn a, .series li")) {
    // The style sheet fills the lines of titles of laws: each is one phrase of several lines.
    if (title.matches(".is-law h1, .is-laws main a, .laws a")) continue;
    const texts = document.createTreeWalker(title, NodeFilter.SHOW_TEXT);
    const signs = [];
    while (texts.nextNode()) {
      for (let at = 0; at < texts.currentNode.length; at += 1) {
        const range = document.createRange();
        range.setStart(texts.currentNode, at);
        range.setEnd(texts.currentNode, at + 1);
        const box = range.getBoundingClientRect();
        if (box.height > 0) signs.push({ sign: texts.currentNode.data[at], top: box.top, width: box.width, block: texts.currentNode.parentElement });
      }
    }
    const phrases = signs.reduce((list, s) => (isEdge(s.sign) ? [...list, 0] : [...list.slice(0, -1), list.at(-1) + s.width]), [0]);
    if (Math.max(...phrases) + 40 > title.getBoundingClientRect().width) continue;
    signs.forEach((s, n) => {
      const last = signs[n - 1];
      if (last && last.block === s.block && s.top > last.top + 8 && !isEdge(s.sign) && !isEdge(last.sign)) {
        found.push(`${title.textContent.trim()}: ${last.sign}|${s.sign}`);
      }
    });
  }
  return found;
}

describe("a phone", () => {
  test("has the first line of every article on its first screen", async () => {
    const wrong = await each(articles(), { viewport: { width: 360, height: 760 } }, (page) =>
      page.evaluate(() => {
        const texts = document.createTreeWalker(document.querySelector(".prose"), NodeFilter.SHOW_TEXT);
        while (texts.nextNode()) {
          const range = document.createRange();
          range.selectNodeContents(texts.currentNode);
          const line = texts.currentNode.data.trim() && range.getClientRects()[0];
          if (line) return line.bottom <= innerHeight ? [] : [`the text begins at ${Math.round(line.bottom)}`];
        }
        return ["no text"];
      }),
    );
    assert.deepEqual(wrong, []);
  });

  test("has its header in one row", async () => {
    const row = () => {
      const boxes = [...document.querySelectorAll(".top .brand, .top .find input, .top nav button")].map((e) => e.getBoundingClientRect());
      const apart = boxes.some((a) => boxes.some((b) => a.bottom <= b.top));
      const touching = boxes.some((a, n) => n > 0 && a.left < boxes[n - 1].right + 4);
      return [...(apart ? ["two rows"] : []), ...(touching ? ["no gap"] : [])];
    };
    for (const width of [320, 360, 390]) {
      assert.deepEqual(await each(oneOfEachKind(), { viewport: { width, height: 760 } }, (page) => page.evaluate(row)), [], `${width}`);
    }
  });

  test("opens its menu without JavaScript", async () => {
    const options = { viewport: { width: 360, height: 760 }, javaScriptEnabled: false };
    const wrong = await each(oneOfEachKind(), options, async (page) => {
      const link = page.locator(".top nav a").first();
      if (await link.isVisible()) return ["the menu is open"];
      await page.locator(".top nav button").click();
      return (await link.isVisible()) ? [] : ["the menu does not open"];
    });
    assert.deepEqual(wrong, []);
  });

  test("shows every amount of a calculator within its width", async () => {
    const off = () =>
      [...document.querySelectorAll("[data-calculator] :is(td, [data-result])")]
        .filter((e) => /^-?[\d,]+\.\d\d$/.test(e.textContent.trim()) && e.getBoundingClientRect().right > document.documentElement.clientWidth)
        .map((e) => `${e.textContent} is off the screen`);
    const calculators = pages.filter(({ html }) => html.includes("data-calculator="));
    assert.ok(calculators.length > 20);
    for (const width of [320, 360, 390]) {
      const wrong = await each(calculators, { viewport: { width, height: 844 } }, async (page) => {
        await page.evaluate(() => document.querySelectorAll("details").forEach((d) => (d.open = true)));
        const before = await page.evaluate(off);
        for (const submit of await page.locator("[data-calculator] [type=submit]").all()) await submit.click();
        await page.evaluate(() => document.querySelectorAll("details").forEach((d) => (d.open = true)));
        return [...before, ...(await page.evaluate(off))];
      });
      assert.deepEqual(wrong, [], `${width}`);
    }
  });

  test("has a way back once the reader has scrolled, without JavaScript", async () => {
    const context = await browser.newContext({ viewport: { width: 390, height: 844 }, javaScriptEnabled: false });
    const { page } = await visit(context, site.origin + site.pages.get("article").path);
    const inView = async (selector) => {
      const box = await page.locator(selector).first().boundingBox();
      return box !== null && box.y >= 0 && box.y + box.height <= 844;
    };
    const way = ".jump a[href='#contents-heading']";
    assert.equal(await inView(way), false);
    await page.mouse.wheel(0, 4000);
    await page.waitForTimeout(300);
    assert.equal(await inView(way), true);
    await page.locator(way).click();
    await page.waitForTimeout(300);
    assert.equal(await inView("details.toc summary"), true);
    assert.equal(await inView("details.toc a"), true);
    await page.mouse.wheel(0, 4000);
    await page.waitForTimeout(300);
    await page.locator(".jump a[href='#main']").click();
    await page.waitForTimeout(300);
    assert.equal(await inView("h1"), true);
    await context.close();
  });

  test("does not show the QR code, which a desk and paper do", async () => {
    const context = await browser.newContext({ viewport: { width: 390, height: 844 } });
    const page = await context.newPage();
    await page.goto(site.origin + site.pages.get("article").path);
    const isShown = () => page.locator(".qr").isVisible();
    assert.equal(await isShown(), false);
    await page.emulateMedia({ media: "print" });
    assert.equal(await isShown(), true);
    await page.emulateMedia({ media: "screen" });
    await page.setViewportSize({ width: 1280, height: 900 });
    assert.equal(await isShown(), true);
    await context.close();
  });
});

test("a title breaks at punctuation unless a phrase is wider than its line", async () => {
  for (const width of [360, 390, 1280]) {
    const list = [...oneOfEachKind(), ...articles()];
    assert.deepEqual(await each(list, { viewport: { width, height: 844 } }, (page) => page.evaluate(broken)), [], `${width}`);
  }
});

test("no page can be pushed sideways at any width", async () => {
  for (const width of WIDTHS) {
    const wrong = await each(oneOfEachKind(), { viewport: { width, height: 844 } }, (page) =>
      page.evaluate(() => {
        const { scrollWidth, clientWidth } = document.documentElement;
        return scrollWidth > clientWidth ? [`${scrollWidth} wide`] : [];
      }),
    );
    assert.deepEqual(wrong, [], `${width}`);
  }
});

test("a wide screen shows contents, text and the way on side by side, and marks the section", async () => {
  for (const width of [1024, 1152, 1280, 1440, 1920]) {
    const wrong = await each(articles(), { viewport: { width, height: 900 } }, (page) =>
      page.evaluate(() => {
        const box = (selector) => [...document.querySelectorAll(selector)].at(-1)?.getBoundingClientRect();
        const [contents, text, related, help, code] = [".toc ol", ".text", "[data-related]", ".help-box", ".cols > figure"].map(box);
        const over = (a, b) => a && b && a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
        // From 80em on the third column begins with the page, before that the second one ends with it.
        const isBeside = (e) => e.left >= text.right && (innerWidth < 1280 ? e.top < text.bottom : e.top < 900 * 1.5);
        return [
          ...(contents && (over(contents, text) || contents.top > 400 || contents.height === 0) ? ["the contents are not beside the text"] : []),
          ...(related && !isBeside(related) ? ["related articles are not beside the text"] : []),
          ...(help && !isBeside(help) ? ["help is not beside the text"] : []),
          ...(over(contents, code) || over(related, code) || over(related, help) || over(contents, related) ? ["boxes overlap"] : []),
        ];
      }),
    );
    assert.deepEqual(wrong, [], `${width}`);
  }
  for (const width of [1024, 1280]) {
    const context = await browser.newContext({ viewport: { width, height: 900 }, javaScriptEnabled: false });
    const { page } = await visit(context, site.origin + articles().find(({ html }) => html.includes('class="toc"')).path);
    const link = page.locator(".toc a").nth(1);
    await link.click();
    await page.waitForTimeout(300);
    assert.equal(await link.evaluate((a) => a.matches(":target-current")), true);
    await context.close();
  }
});

test("paper has the name of the site, whole lines of code and folded lines", async () => {
  const folded = articles().find(({ html }) => html.includes("<summary>例子的明细"));
  const wrong = await each([folded], { viewport: { width: 794, height: 1123 } }, async (page) => {
    await page.emulateMedia({ media: "print" });
    const visible = (selector) => page.locator(selector).last().isVisible();
    const wraps = await page.evaluate(() => {
      const code = document.querySelector(".prose").appendChild(document.createElement("pre"));
      code.textContent = "x".repeat(400);
      return code.scrollWidth <= code.clientWidth;
    });
    return [
      ...((await visible(".top .brand")) ? [] : ["no name"]),
      ...((await visible(".example .lines-fold tbody tr")) ? [] : ["lines are hidden"]),
      ...(wraps ? [] : ["code is cut"]),
    ];
  });
  assert.deepEqual(wrong, []);
});

test("a page that runs a script shares its link, and no other page has the button", async () => {
  const articles = pages.filter(({ html }) => html.includes('<body class="is-article">'));
  const withButton = (list) => list.filter(({ html }) => html.includes("data-share")).map(({ path }) => path);
  assert.deepEqual(withButton(articles), articles.filter(({ html }) => html.includes("<script defer")).map(({ path }) => path));
  for (const path of [withButton(articles)[0], site.pages.get("calculator").path]) {
    for (const javaScriptEnabled of [true, false]) {
      const context = await browser.newContext({ viewport: { width: 390, height: 844 }, javaScriptEnabled });
      const { page } = await visit(context, site.origin + path);
      const button = page.locator("[data-share]");
      assert.equal(await button.isVisible(), javaScriptEnabled);
      if (javaScriptEnabled) {
        await page.evaluate(() => (navigator.share = undefined));
        await button.click();
        assert.equal(await button.innerText(), "链接已复制");
        await page.evaluate(() => (navigator.share = async (what) => (globalThis.shared = what)));
        await button.click();
        assert.equal(await page.evaluate("shared.url"), await page.locator("[data-link]").first().getAttribute("href"));
      }
      await context.close();
    }
  }
});
