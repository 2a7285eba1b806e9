// One page of every template, as readers meet it: on a phone and a desk, light and dark, with a keyboard, with large text, on
// paper, and without JavaScript. Pictures of each go to target/screenshots.

import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { after, before, describe, test } from "node:test";
import axe from "axe-core";
import { openBrowser, openBrowserWithLargeText, visit } from "./browser.js";
import { faults, sideways } from "./faults.js";
import { SCREENSHOTS, openSite } from "./site.js";

/** Kinds of pages that the sample site must have; what it has besides is looked at, too. */
const KINDS =
  "archive article calculator calculators home law laws lender lenders not-found plain redirect search topic topics".split(" ");

const PHONE = { width: 390, height: 844 };
const SCREENS = [
  { name: "390-light", viewport: PHONE, colorScheme: "light" },
  { name: "390-dark", viewport: PHONE, colorScheme: "dark" },
  { name: "1280-light", viewport: { width: 1280, height: 900 }, colorScheme: "light" },
  { name: "1280-dark", viewport: { width: 1280, height: 900 }, colorScheme: "dark" },
];

let site;
let browser;
/** Pages by kind, but for the redirect, which nobody sees. */
let shown;

before(async () => {
  fs.rmSync(SCREENSHOTS, { recursive: true, force: true });
  fs.mkdirSync(SCREENSHOTS, { recursive: true });
  [site, browser] = await Promise.all([openSite(), openBrowser()]);
  shown = [...site.pages.values()].filter((p) => p.kind !== "redirect");
});

after(async () => {
  await browser?.close();
  site?.close();
});

/** Looks at every page in a fresh context and gathers what is wrong, so that one run tells all. */
async function everyPage(options, look) {
  const context = await browser.newContext(options);
  const wrong = [];
  for (const entry of shown) {
    const visited = await visit(context, site.origin + entry.path);
    for (const what of await look(visited, entry)) wrong.push(`${entry.path}: ${what}`);
    await visited.page.close();
  }
  await context.close();
  return wrong;
}

/** Blocks of text whose last line is a single character. */
function alone() {
  const blocks = new Map();
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const text = texts.currentNode;
    let block = text.parentElement;
    while (getComputedStyle(block).display === "inline") block = block.parentElement;
    const lines = blocks.get(block) ?? blocks.set(block, []).get(block);
    for (let at = 0; at < text.length; at += 1) {
      const range = document.createRange();
      range.setStart(text, at);
      range.setEnd(text, at + 1);
      const { bottom, height } = range.getBoundingClientRect();
      if (height === 0 || /\s/.test(text.data[at])) continue;
      if (lines.length > 0 && Math.abs(lines.at(-1).bottom - bottom) < 8) lines.at(-1).text += text.data[at];
      else lines.push({ bottom, text: text.data[at] });
    }
  }
  const broken = [...blocks.values()].filter((lines) => lines.length > 1 && lines.at(-1).text.length === 1);
  return broken.map((lines) => lines.map((line) => line.text).join("|"));
}

test("these checks see a bad page", async () => {
  const context = await browser.newContext({ viewport: PHONE });
  const policy = (await fetch(`${site.origin}/`)).headers.get("content-security-policy");
  const late = "setTimeout(() => document.body.prepend(Object.assign(document.createElement('p'), { textContent: 'late' })), 50)";
  const html = `<!doctype html><title>bad</title><body><main><p>text<div style="width:900px">wide</div><img src="/none.png">
    <script src="/bad.js"></script><script>1</script></main>`;
  const answers = { "/bad": ["text/html", html], "/bad.js": ["text/javascript", `console.log("hello"); ${late}`] };
  await context.route(/\/bad/, (route) => {
    const [contentType, body] = answers[new URL(route.request().url()).pathname];
    return route.fulfill({ contentType, body, headers: { "content-security-policy": policy.replace("style-src", "style-src 'unsafe-inline'") } });
  });
  const { page, complaints } = await visit(context, `${site.origin}/bad`);
  await page.waitForSelector("text=late");
  const said = [...(await faults(page, complaints)), ...(await page.evaluate(sideways))];
  const kinds = ["console log", "console error", "content security policy", "layout shift", "html-has-lang", "image-alt", "908 wide"];
  assert.deepEqual(kinds.filter((kind) => !said.some((what) => what.startsWith(kind))), [], said.join("\n"));
  await context.close();
});

test("the sample site has a page of every kind", () => {
  assert.deepEqual(KINDS.filter((kind) => !site.pages.has(kind)), []);
});

describe("every page", () => {
  for (const screen of SCREENS) {
    test(`is accessible, quiet and still at ${screen.name}`, async () => {
      const wrong = await everyPage(screen, async ({ page, response, complaints }, { kind }) => {
        const status = kind === "not-found" && !response.url().endsWith("/404.html") ? 404 : 200;
        const wrong = await faults(page, complaints);
        await page.screenshot({ path: path.join(SCREENSHOTS, `${kind}-${screen.name}.png`), fullPage: true });
        return [
          ...(response.status() === status ? [] : [`status ${response.status()}`]),
          ...wrong,
        ];
      });
      assert.deepEqual(wrong, []);
    });
  }

  test("fits 320 pixels", async () => {
    const viewport = { width: 320, height: 640 };
    assert.deepEqual(await everyPage({ viewport }, ({ page }) => page.evaluate(sideways)), []);
  });

  test("leaves no character alone on a last line of a phone", async () => {
    for (const width of [320, 360, 390]) {
      assert.deepEqual(await everyPage({ viewport: { width, height: 844 } }, ({ page }) => page.evaluate(alone)), [], `${width}`);
    }
  });

  test("fits a phone with text twice as large", async () => {
    const context = await openBrowserWithLargeText({ viewport: PHONE });
    const wrong = [];
    for (const { kind, path: address } of shown) {
      const { page } = await visit(context, site.origin + address);
      const size = await page.evaluate(() => getComputedStyle(document.querySelector("main p")).fontSize);
      if (parseFloat(size) < 28) wrong.push(`${address}: text of ${size} does not follow the reader's size`);
      for (const what of await page.evaluate(sideways)) wrong.push(`${address}: ${what}`);
      await page.screenshot({ path: path.join(SCREENSHOTS, `${kind}-large-text.png`), fullPage: true });
      await page.close();
    }
    await context.close();
    assert.deepEqual(wrong, []);
  });

  test("prints its title and body, and no navigation", async () => {
    const wrong = await everyPage({ viewport: { width: 794, height: 1123 } }, async ({ page }, { kind }) => {
      await page.emulateMedia({ media: "print" });
      const visible = (selector) => page.locator(selector).first().isVisible();
      const missing = [];
      if (!(await visible("h1"))) missing.push("no title on paper");
      if ((await page.locator("main").innerText()).trim().length < 20) missing.push("no body on paper");
      for (const nav of await page.locator("nav, form, button").all()) {
        if (await nav.isVisible()) missing.push(`on paper: ${(await nav.innerText()).slice(0, 20)}`);
      }
      await page.screenshot({ path: path.join(SCREENSHOTS, `${kind}-print.png`), fullPage: true });
      return missing;
    });
    assert.deepEqual(wrong, []);
  });

  test("moves nothing for readers who want no motion", async () => {
    const options = { viewport: PHONE, reducedMotion: "reduce" };
    const wrong = await everyPage(options, ({ page }) =>
      page.evaluate(() => [
        ...document.getAnimations().map((a) => `an animation of ${a.effect.target.tagName}`),
        ...(getComputedStyle(document.documentElement).scrollBehavior === "smooth" ? ["it scrolls smoothly"] : []),
      ]),
    );
    assert.deepEqual(wrong, []);
  });

  test("is accessible with its contents list open and shut", async () => {
    const context = await browser.newContext({ viewport: PHONE });
    const wrong = [];
    for (const { path: address } of shown) {
      const { page, complaints } = await visit(context, site.origin + address);
      const lists = await page.locator("details.toc").count();
      for (const open of lists > 0 ? [true, false] : []) {
        await page.evaluate((open) => document.querySelectorAll("details.toc").forEach((d) => (d.open = open)), open);
        await page.evaluate(axe.source);
        const { violations } = await page.evaluate(() => axe.run({ resultTypes: ["violations"] }));
        wrong.push(...violations.map((v) => `${address}, ${open ? "open" : "shut"}: ${v.id}`));
      }
      wrong.push(...complaints);
      await page.close();
    }
    await context.close();
    assert.deepEqual(wrong, []);
  });

  test("says the same without JavaScript", async () => {
    // A calculator's controls and hints differ by design, and so do the choices of the search; results may not.
    const words = (page) =>
      page.evaluate(() => {
        const results = [...document.querySelectorAll("[data-result]")].map((e) => `${e.dataset.result}=${e.textContent.trim()}`);
        const copy = document.body.cloneNode(true);
        copy.querySelectorAll("[data-calculator] form, [data-calculator] [data-needs-script], [data-search] select, noscript, script").forEach((e) => e.remove());
        return [copy.textContent.replace(/\s+/g, " ").trim(), ...results];
      });
    const still = await browser.newContext({ viewport: PHONE, javaScriptEnabled: false });
    const wrong = await everyPage({ viewport: PHONE }, async ({ page }, entry) => {
      const { page: other } = await visit(still, site.origin + entry.path);
      const [with_, without] = [await words(page), await words(other)];
      await other.close();
      assert.ok(without[0].length > 40, `${entry.path} is empty without JavaScript`);
      return with_.flatMap((text, i) => (text === without[i] ? [] : [`with JavaScript ${text}, without ${without[i]}`]));
    });
    await still.close();
    assert.deepEqual(wrong, []);
  });
});

describe("by keyboard", () => {
  test("the skip link comes first, shows itself and leads into the text", async () => {
    const wrong = await everyPage({ viewport: PHONE }, async ({ page }) => {
      await page.keyboard.press("Tab");
      const skip = page.locator("a.skip:focus");
      if ((await skip.count()) === 0) return ["the first Tab does not reach the skip link"];
      const box = await skip.boundingBox();
      if (!box || box.y < 0 || box.x < 0 || box.height < 10) return ["the skip link stays hidden"];
      await page.keyboard.press("Enter");
      await page.keyboard.press("Tab");
      const inside = await page.evaluate(() => {
        const main = document.querySelector("main");
        const links = main.querySelectorAll("a[href], button:enabled, summary, input:enabled, select:enabled, [tabindex='0']");
        return links.length === 0 || main.contains(document.activeElement);
      });
      return inside ? [] : ["after the skip link, Tab does not go on in the text"];
    });
    assert.deepEqual(wrong, []);
  });

  test("whatever has the focus has a ring", async () => {
    for (const colorScheme of ["light", "dark"]) {
      const wrong = await everyPage({ viewport: PHONE, colorScheme }, async ({ page }) => {
        const bare = [];
        for (let step = 0; step < 20; step += 1) {
          await page.keyboard.press("Tab");
          const without = await page.evaluate(() => {
            const focused = document.activeElement;
            if (focused === document.body) return null;
            const { outlineStyle, outlineWidth, outlineColor } = getComputedStyle(focused);
            const ring = outlineStyle !== "none" && parseFloat(outlineWidth) >= 2 && !/, 0\)$/.test(outlineColor);
            return ring ? null : focused.outerHTML.slice(0, 100);
          });
          if (without) bare.push(`no ring on ${without}`);
        }
        return bare;
      });
      assert.deepEqual(wrong, []);
    }
  });
});

test("an old address leads to the new one, whether or not the host knows redirects", async () => {
  const context = await browser.newContext();
  const ends = [];
  for (const known of [true, false]) {
    site.host.knowsRedirects = known;
    const { page } = await visit(context, site.origin + site.pages.get("redirect").path);
    await page.waitForSelector("a.skip", { state: "attached", timeout: 5000 });
    ends.push(page.url());
  }
  site.host.knowsRedirects = true;
  assert.equal(ends[0], ends[1]);
  assert.notEqual(ends[0], site.origin + site.pages.get("redirect").path);
  await context.close();
});

test("a page that is not there is said so, with ways on", async () => {
  const context = await browser.newContext({ viewport: PHONE });
  const { page, response } = await visit(context, `${site.origin}/articles/no-such-article.html`);
  assert.equal(response.status(), 404);
  assert.equal(await page.locator("h1").innerText(), "没有找到这个页面");
  assert.ok((await page.locator("main a").count()) > 2);
  await context.close();
});
