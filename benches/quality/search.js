// Searches a built site's index as a browser with an empty cache would: node search.js SCRIPT FOLDER, queries as JSON lines.
"use strict";
const fs = require("fs"), path = require("path"), vm = require("vm");
const [script, folder] = process.argv.slice(2);
vm.runInThisContext(fs.readFileSync(script, "utf8"), { filename: script });
(async () => {
  for await (const line of require("readline").createInterface({ input: process.stdin })) {
    const { query, url } = JSON.parse(line);
    let bytes = 0, requests = 0;
    const index = await sitegenSearch.open(async name => {
      const data = new Uint8Array(fs.readFileSync(path.join(folder, name.replace(/\?.*/, ""))));
      bytes += data.length;
      requests++;
      return data;
    });
    const { results } = await index.search(query, { limit: 10 });
    const rank = results.findIndex(r => r.url === url);
    process.stdout.write(JSON.stringify({ rank: rank < 0 ? null : rank, bytes, requests }) + "\n");
  }
})();
