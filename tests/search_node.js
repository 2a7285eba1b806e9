// Runs the shipped search script in Node over files in memory. Reads JSON lines: first {scripts}, then {files, cached} (base64 by path;
// `cached` is served until a reload is asked for), {texts}, {concepts} or {query, options}; answers each.
"use strict";
const fs = require("fs"), vm = require("vm");
let ready = false, files = {}, cached = {}, index = null, asked = [];
const bytes = text => new Uint8Array(Buffer.from(text, "base64"));
const fetchBytes = async (path, reload) => {
  const name = path.replace(/\?.*/, "");
  asked.push(name);
  const found = (!reload && cached[name]) || files[name];
  if (found === undefined) throw new Error("not found: " + path);
  return bytes(found);
};
const answer = async message => {
  const read = text => [text, sitegenSearch.tokens(text).map(t => t.term)];
  if (message.texts) return message.texts.map(t => (/\p{Cn}/u.test(t) ? null : read(sitegenSearch.normalised(t))));
  if (message.concepts) return message.concepts.map(sitegenSearch.concept);
  if (message.files) {
    [files, cached] = [message.files, message.cached || {}];
    index = await sitegenSearch.open(fetchBytes);
    return {};
  }
  asked = [];
  const found = await index.search(message.query, message.options);
  return Object.assign(found, { asked });
};
(async () => {
  for await (const line of require("readline").createInterface({ input: process.stdin })) {
    const message = JSON.parse(line);
    let out = null;
    if (ready) {
      out = await answer(message).catch(error => ({ thrown: String((error && error.stack) || error) }));
    } else {
      message.scripts.forEach(script => vm.runInThisContext(fs.readFileSync(script, "utf8"), { filename: script }));
      ready = true;
    }
    process.stdout.write(JSON.stringify(out) + "\n");
  }
})();
