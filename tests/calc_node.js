// Runs the shipped calculator scripts in Node. Reads JSON lines: first {scripts, specs, tables}, then {kind, raw, asOf}; answers each with the outcome.
"use strict";
const fs = require("fs"), vm = require("vm");
let setup = null;
require("readline").createInterface({ input: process.stdin }).on("line", text => {
  const message = JSON.parse(text);
  if (!setup) {
    setup = message;
    if (message.scripts.length === 1) delete globalThis.BigInt;
    message.scripts.forEach(path => vm.runInThisContext(fs.readFileSync(path, "utf8"), { filename: path }));
    return;
  }
  let out;
  try {
    out = sitegenCalc.compute(setup.specs[message.kind], message.raw, setup.tables, Date.parse(message.asOf) / 864e5);
    const { keys, basis } = out, { kind } = message;
    if (keys) {
      out.conditions = setup.conditions[kind].filter(when => keys.includes(when));
      out.sources = basis.slice().reverse().concat(setup.sources[kind].filter(([when]) => keys.includes(when)).map(([, text]) => text));
    }
    delete out.keys;
    delete out.basis;
  } catch (error) {
    out = { thrown: String(error.stack || error) };
  }
  process.stdout.write(JSON.stringify(out) + "\n");
});
