// Builds the sample site, serves it on this machine under its own `_headers` and `_redirects`, and names one page of every
// template. Never reaches another machine.

import { spawnSync } from "node:child_process";
import fs from "node:fs";
import http from "node:http";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";

/** The repository, which is itself a site. */
export const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const TARGET = process.env.CARGO_TARGET_DIR ?? path.join(ROOT, "target");
/** The program. */
export const PROGRAM = process.env.SITEGEN ?? path.join(TARGET, "debug", "sitegen");

/** Where pictures of the pages go. */
export const SCREENSHOTS = path.join(TARGET, "screenshots");

const TYPES = {
  ".css": "text/css; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json",
  ".png": "image/png",
  ".svg": "image/svg+xml",
  ".txt": "text/plain; charset=utf-8",
  ".xml": "application/xml",
};

/** Builds and serves the sample site. Lists are cut short, so that there are archive pages to look at. */
export function openSite() {
  return open((folder) => {
    const settings = path.join(folder, "sitegen.yaml");
    fs.writeFileSync(settings, `${fs.readFileSync(path.join(ROOT, "sitegen.yaml"), "utf8")}\npage_size: 5\n`);
    return ["--root", ROOT, "--config", settings];
  });
}

/** Builds and serves a site of given files: texts by path. */
export function openSiteOf(files) {
  return open((folder) => {
    for (const [name, text] of Object.entries(files)) {
      fs.mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
      fs.writeFileSync(path.join(folder, name), text);
    }
    return ["--root", folder];
  });
}

async function open(write) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "sitegen-browser-"));
  const server = http.createServer();
  await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
  const origin = `http://127.0.0.1:${server.address().port}`;
  const output = path.join(folder, "public");
  const args = ["build", ...write(folder), "--output-dir", output, "--base-url", `${origin}/`];
  const built = spawnSync(PROGRAM, args, { encoding: "utf8" });
  if (built.status !== 0) {
    server.close();
    fs.rmSync(folder, { recursive: true });
    throw new Error(`${PROGRAM} ${args.join(" ")}\n${built.error ?? built.stderr}`);
  }
  const host = { knowsRedirects: true };
  server.on("request", answer(output, host));
  return {
    origin,
    output,
    host,
    pages: onePageOfEachKind(output),
    close() {
      server.close();
      server.closeAllConnections();
      fs.rmSync(folder, { recursive: true });
    },
  };
}

/** The longest page of each kind, by the class of its body: what it shows, others show. */
function onePageOfEachKind(output) {
  const pages = new Map();
  const files = fs.readdirSync(output, { recursive: true }).filter((f) => f.endsWith(".html")).sort();
  for (const file of files) {
    const html = fs.readFileSync(path.join(output, file), "utf8");
    const kind = /<body class="is-([a-z-]+)"/.exec(html)?.[1] ?? "redirect";
    if (html.length > (pages.get(kind)?.size ?? 0)) {
      const address = `/${file.split(path.sep).join("/")}`.replace(/\/index\.html$/, "/");
      pages.set(kind, { kind, path: encodeURI(address), size: html.length });
    }
  }
  return pages;
}

/** Answers as a host does that reads `_headers` and `_redirects`. */
function answer(output, host) {
  const rules = headerRules(fs.readFileSync(path.join(output, "_headers"), "utf8"));
  const redirects = new Map(
    fs.readFileSync(path.join(output, "_redirects"), "utf8").split("\n").filter(Boolean).map((line) => {
      const [from, to] = line.split(" ");
      return [from, to];
    }),
  );
  return (request, response) => {
    const { pathname } = new URL(request.url, "http://localhost");
    for (const rule of rules) {
      if (rule.fits(pathname)) for (const [name, value] of rule.headers) response.setHeader(name, value);
    }
    const moved = host.knowsRedirects && redirects.get(pathname);
    if (moved) return response.writeHead(301, { location: moved }).end();
    const wanted = path.join(output, decodeURIComponent(pathname), pathname.endsWith("/") ? "index.html" : "");
    const found = wanted.startsWith(output) && fs.statSync(wanted, { throwIfNoEntry: false })?.isFile();
    const file = found ? wanted : path.join(output, "404.html");
    const type = TYPES[path.extname(file)] ?? "application/octet-stream";
    response.writeHead(found ? 200 : 404, { "content-type": type }).end(fs.readFileSync(file));
  };
}

function headerRules(text) {
  const rules = [];
  for (const line of text.split("\n").filter((l) => l.trim() !== "")) {
    if (line.startsWith(" ")) {
      const [name, ...value] = line.trim().split(": ");
      rules.at(-1).headers.push([name, value.join(": ")]);
    } else {
      const fits = line.endsWith("*") ? (p) => p.startsWith(line.slice(0, -1)) : (p) => p === line;
      rules.push({ fits, headers: [] });
    }
  }
  return rules;
}
