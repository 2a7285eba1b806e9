// Runs the shipped calculator scripts in Node. Reads JSON lines: first {scripts, specs, rates}, then {kind, raw, asOf}; answers each with the outcome.
"use strict";
const fs = require("fs"), vm = require("vm");
let setup = null;
require("readline").createInterface({ input: process.stdin }).on("line", text => {
  const message = JSON.parse(text);
  if (!setup) {
    setup = message;
    message.scripts.forEach(path => vm.runInThisContext(fs.readFileSync(path, "utf8"), { filename: path }));
    return;
  }
  const spec = Object.assign({}, setup.specs[message.kind], { asOf: message.asOf });
  let out;
  try {
    out = sitegenCalc.compute(spec, message.raw, setup.rates);
    if (out.keys) out.advice = setup.advice[message.kind].filter(when => out.keys.includes(when));
    delete out.keys;
  } catch (error) {
    out = { thrown: String(error.stack || error) };
  }
  process.stdout.write(JSON.stringify(out) + "\n");
});
