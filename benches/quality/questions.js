// Asks a search engine as a browser with an empty cache would: node questions.js FOLDER SCRIPT..., queries as JSON strings, a line each.
// FOLDER has the files of an index, the scripts are those of the site's own search, or that of Pagefind. Each answer has the URLs of the
// first ten results, bytes as they are sent (.json and the like compressed), requests, and rounds of requests that wait for others.
"use strict";
const fs = require("fs"), path = require("path"), vm = require("vm"), zlib = require("zlib");
const [folder, ...scripts] = process.argv.slice(2);

// Reads files and counts. Files asked for at one time come at one time, in the round after those that came before.
const network = () => {
  const seen = new Set(), run = { bytes: 0, requests: 0, rounds: 0 };
  const get = async name => {
    const file = path.join(folder, decodeURIComponent(name.replace(/\?.*/, ""))), data = fs.readFileSync(file), round = run.rounds + 1;
    if (!seen.has(file)) {
      seen.add(file);
      run.requests++;
      run.bytes += /\.(json|txt|js)$/.test(file) ? zlib.gzipSync(data).length : data.length;
    }
    await new Promise(setImmediate);
    run.rounds = Math.max(run.rounds, round);
    return data;
  };
  return { run, get };
};

const own = async query => {
  const { run, get } = network();
  const index = await sitegenSearch.open(async name => new Uint8Array(await get(name)));
  const { results } = await index.search(query, { limit: 10 });
  return Object.assign({ urls: results.map(r => r.url) }, run);
};

const pagefind = async (module, query) => {
  const { run, get } = network();
  globalThis.fetch = async url => new Response(await get(String(url).replace("file:///pagefind/", "")));
  const instance = module.createInstance({ basePath: "file:///pagefind/", baseUrl: "/", noWorker: true });
  const { results } = await instance.search(query);
  const shown = await Promise.all(results.slice(0, 10).map(result => result.data()));
  return Object.assign({ urls: shown.map(result => result.url) }, run);
};

(async () => {
  let ask = own;
  if (path.basename(scripts[0]) === "pagefind.js") {
    const url = "data:text/javascript;base64," + fs.readFileSync(scripts[0]).toString("base64");
    // It asks for the language of the page.
    globalThis.document = { currentScript: null, querySelector: () => ({ getAttribute: () => "zh-CN" }) };
    const module = await import(url);
    ask = query => pagefind(module, query);
  } else {
    scripts.forEach(script => vm.runInThisContext(fs.readFileSync(script, "utf8"), { filename: script }));
  }
  for await (const line of require("readline").createInterface({ input: process.stdin })) {
    process.stdout.write(JSON.stringify(await ask(JSON.parse(line))) + "\n");
  }
})();
