// Debian's Chromium, driven through playwright-core: no browser is ever downloaded.

import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { chromium } from "playwright-core";

const FLAGS = [
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

const LAUNCH = {
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  // The browser's own sandbox does not start for root.
  args: process.getuid?.() === 0 ? [...FLAGS, "--no-sandbox"] : FLAGS,
};

/** A browser. */
export function openBrowser() {
  return chromium.launch(LAUNCH);
}

/** A browser whose user set the text to twice its usual size. */
export async function openBrowserWithLargeText(options) {
  const profile = fs.mkdtempSync(path.join(os.tmpdir(), "sitegen-profile-"));
  fs.mkdirSync(path.join(profile, "Default"));
  const preferences = { webkit: { webprefs: { default_font_size: 32, default_fixed_font_size: 26 } } };
  fs.writeFileSync(path.join(profile, "Default", "Preferences"), JSON.stringify(preferences));
  const context = await chromium.launchPersistentContext(profile, { ...LAUNCH, ...options });
  // The browser may still write while it ends.
  context.on("close", () => fs.rm(profile, { recursive: true, force: true, maxRetries: 5 }, () => {}));
  return context;
}

/** Opens a page and keeps everything that it complains about or asks of others. */
export async function visit(context, url) {
  const origin = new URL(url).origin;
  const complaints = [];
  const page = await context.newPage();
  page.on("console", (message) => complaints.push(`console ${message.type()}: ${message.text()}`));
  page.on("pageerror", (error) => complaints.push(`error: ${error.message}`));
  page.on("requestfailed", (request) => complaints.push(`failed: ${request.url()}`));
  page.on("request", (request) => {
    if (new URL(request.url()).origin !== origin) complaints.push(`foreign request: ${request.url()}`);
  });
  await page.addInitScript(() => {
    globalThis.seen = { shift: 0, refused: [] };
    addEventListener("securitypolicyviolation", (e) => seen.refused.push(`${e.violatedDirective} ${e.blockedURI}`));
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) seen.shift += entry.value;
    }).observe({ type: "layout-shift", buffered: true });
  });
  const response = await page.goto(url, { waitUntil: "load" });
  return { page, response, complaints };
}
