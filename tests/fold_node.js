// Folds texts with the browser's script: [path of the script, texts, table of traditional characters] in, folded texts out.
"use strict";
const [script, texts, table] = JSON.parse(require("fs").readFileSync(0, "utf8"));
require("vm").runInThisContext(require("fs").readFileSync(script, "utf8"));
const { numbers, isForeign, simplified } = globalThis.sitegenFold;
console.log(JSON.stringify(texts.map(text => [numbers(text), isForeign(text), simplified(text, table)])));
