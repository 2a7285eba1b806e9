// The markup of every page of the sample site, read by a validator that asks nobody: no page is drawn.

import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { after, before, test } from "node:test";
import { HtmlValidate, StaticConfigLoader } from "html-validate";
import { openSite } from "./site.js";

const RULES = {
  root: true,
  extends: ["html-validate:standard", "html-validate:a11y"],
  elements: ["html5"],
  rules: {
    // Data blocks have no address that an integrity value could belong to; the static checker sees to the others.
    "require-sri": "off",
    // Matters of taste.
    "doctype-style": "off",
    "void-style": "off",
    "attr-quotes": "off",
    "long-title": "off",
    // HTML allows more than these rules do: bare ampersands and Chinese letters in identifiers.
    "no-raw-characters": ["error", { relaxed: true }],
    "valid-id": ["error", { relaxed: true }],
  },
};

let site;
const validator = new HtmlValidate(new StaticConfigLoader(RULES));

before(async () => {
  site = await openSite();
});

after(() => site?.close());

/** What is wrong with a text, each with its line. */
async function faults(name, html) {
  const report = await validator.validateString(html, name);
  const messages = report.results.flatMap((r) => r.messages).filter((m) => m.severity === 2);
  return messages.map((m) => `${name}:${m.line}: ${m.ruleId}: ${m.message}`);
}

test("the validator sees a bad page", async () => {
  const html = '<!DOCTYPE html><html lang="zh-CN"><head><title>a</title></head><body><main><p><div>x</div></p><img src="a.png"></main></body></html>';
  const kinds = (await faults("bad.html", html)).map((fault) => fault.split(": ")[1]);
  assert.deepEqual(["close-order", "wcag/h37"].filter((kind) => !kinds.includes(kind)), [], kinds.join(" "));
});

test("every page of the sample site is valid", async () => {
  const files = fs.readdirSync(site.output, { recursive: true }).filter((f) => f.endsWith(".html")).sort();
  assert.ok(files.length > 100);
  const wrong = [];
  for (const file of files) wrong.push(...(await faults(file, fs.readFileSync(path.join(site.output, file), "utf8"))));
  assert.deepEqual(wrong.slice(0, 20), []);
});
