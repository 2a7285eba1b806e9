// The preview, as an editor meets it: a saved article is shown without a touch of the browser, an error takes the page's place
// and names the way out, and the page comes back when it is mended. Everything runs under the site's own security policy.

import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { after, before, test } from "node:test";
import { openBrowser, visit } from "./browser.js";
import { PROGRAM, SCREENSHOTS } from "./site.js";

const PATIENCE = { timeout: 20_000 };

let folder;
let preview;
let address;
let browser;

/** Writes an article of the site. */
function save(slug, title, body) {
  const front = `---\ntitle: ${title}\ndate: 2026-01-01\ntopics: [${topic()}]\n---\n`;
  fs.writeFileSync(path.join(folder, "content/articles", `${slug}.md`), `${front}\n${body}\n`);
}

/** A topic of the site. */
function topic() {
  return /slug: ([a-z-]+)/.exec(fs.readFileSync(path.join(folder, "content/topics.yaml"), "utf8"))[1];
}

before(async () => {
  fs.mkdirSync(SCREENSHOTS, { recursive: true });
  folder = path.join(fs.mkdtempSync(path.join(os.tmpdir(), "sitegen-preview-")), "site");
  const made = spawnSync(PROGRAM, ["init", folder], { encoding: "utf8" });
  assert.equal(made.status, 0, made.stderr);
  save("live", "改动会自己出现", "这是第一稿。");
  preview = spawn(PROGRAM, ["serve", "--root", folder, "--port", "0", "--lang", "zh-CN"], { stdio: ["ignore", "pipe", "ignore"] });
  const [printed] = await once(preview.stdout, "data");
  address = printed.toString().trim();
  browser = await openBrowser();
});

after(async () => {
  await browser?.close();
  preview?.kill("SIGINT");
  if (folder) fs.rmSync(path.dirname(folder), { recursive: true });
});

test("a page is shown anew when it is saved, and an error in its place until it is mended", async (t) => {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 } });
  t.after(() => context.close());
  const { page } = await visit(context, new URL("/articles/live.html", address).href);
  await page.getByText("这是第一稿。").first().waitFor(PATIENCE);

  save("live", "改动会自己出现", "这是第二稿。");
  await page.getByText("这是第二稿。").first().waitFor(PATIENCE);
  assert.equal(await page.getByText("这是第一稿。").count(), 0);

  save("live", "改动会自己出现", "见[别处](nowhere.md)。");
  const error = page.locator("ol.findings > li.error");
  await error.first().waitFor(PATIENCE);
  assert.match(await error.first().innerText(), /SG204[\s\S]*content\/articles\/live\.md:7:7[\s\S]*怎么改/);
  await page.screenshot({ path: path.join(SCREENSHOTS, "preview-error.png"), fullPage: true });

  await page.getByRole("link", { name: "看上一次正确的页面" }).click();
  await page.getByText("这是第二稿。").first().waitFor(PATIENCE);
  await page.getByText("这里是上一次正确的网站").waitFor(PATIENCE);
  await page.getByRole("link", { name: "看错误" }).click();
  await error.first().waitFor(PATIENCE);

  save("live", "改动会自己出现", "这是第三稿。");
  await page.getByText("这是第三稿。").first().waitFor(PATIENCE);
  assert.equal(await error.count(), 0);
  assert.deepEqual(await page.evaluate(() => seen.refused), []);
});
