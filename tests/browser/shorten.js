// Makes the scripts that a page loads from those that are written: shortens src/calc/script/NAME.js to static/theme/calc-NAME.js, and translates
// all of them for browsers without BigInt into one file, static/theme/calc-old.js. A script that begins with `// parts: A B` has the functions of
// src/calc/script/parts/A.js and B.js, which several scripts share, in it.
//
//   node tests/browser/shorten.js           writes them
//   node tests/browser/shorten.js --check   fails if one of them is not what its sources give

import fs from "node:fs";
import { fileURLToPath } from "node:url";
import { parse } from "acorn";
import { minify } from "terser";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const read = (path) => fs.readFileSync(ROOT + path, "utf8");

const BINARY = { "+": "add", "-": "sub", "*": "mul", "/": "div", "%": "rem", "<<": "shl", ">>": "shr", "<": "lt", ">": "gt", "<=": "le", ">=": "ge", "===": "is", "!==": "isnt" };
const COMPARISONS = ["<", ">", "<=", ">=", "===", "!=="];
const LITERALS = ["Literal", "TemplateLiteral"];
/** Where a value is only asked whether it is true. */
const TESTS = ["IfStatement", "ConditionalExpression", "WhileStatement", "DoWhileStatement", "ForStatement"];

/** A script with its operators as functions that know the exact integers of src/calc/script/old.js. */
export function translate(source) {
  const write = (node) => {
    const all = Object.values(node).flat().filter((child) => child && typeof child.type === "string");
    // A shorthand property is its value, once.
    const children = (node.type === "Property" && node.shorthand ? [] : all).sort((a, b) => a.start - b.start);
    let [out, at] = ["", node.start];
    for (const child of children) {
      out += source.slice(at, child.start) + (TESTS.includes(node.type) && child === node.test ? test(child) : put(child));
      at = child.end;
    }
    return out + source.slice(at, node.end);
  };
  const test = (node) => (isTruth(node) ? put(node) : `$x.t(${put(node)})`);
  const isTruth = (node) => (node.type === "BinaryExpression" && COMPARISONS.includes(node.operator)) || (node.type === "UnaryExpression" && node.operator === "!");
  const put = (node) => {
    const { type, operator, left, right, argument } = node;
    if (type === "BinaryExpression" && BINARY[operator] && ![left, right].some((side) => LITERALS.includes(side.type) || side.name === "undefined")) {
      return `$x.${BINARY[operator]}(${put(left)}, ${put(right)})`;
    }
    if (type === "AssignmentExpression" && BINARY[operator.slice(0, -1)] && operator !== "===" && !LITERALS.includes(right.type)) {
      return `${put(left)} = $x.${BINARY[operator.slice(0, -1)]}(${put(left)}, ${put(right)})`;
    }
    if (type === "UnaryExpression" && operator === "-" && argument.type !== "Literal") return `$x.neg(${put(argument)})`;
    if (type === "UnaryExpression" && operator === "!") return `!(${test(argument)})`;
    if (type === "LogicalExpression") {
      if (isTruth(left)) return `(${put(left)} ${operator} (${put(right)}))`;
      return operator === "||" ? `($t => $x.t($t) ? $t : (${put(right)}))(${put(left)})` : `($t => $x.t($t) ? (${put(right)}) : $t)(${put(left)})`;
    }
    return write(node);
  };
  return put(parse(source, { ecmaVersion: 2017, sourceType: "script" }));
}

/** A script with the parts that it names, in a scope of their own. */
function whole(name) {
  const text = read(`src/calc/script/${name}`), [, parts] = /^\/\/ parts: (.*)\n/.exec(text) ?? [];
  return parts ? `{\n${parts.split(" ").map((part) => read(`src/calc/script/parts/${part}.js`)).join("")}${text}}\n` : text;
}

const short = async (source) => (await minify(source, { ecma: 2017, compress: { passes: 2 }, mangle: true })).code;

export async function made() {
  const written = fs.readdirSync(`${ROOT}src/calc/script`).filter((name) => name.endsWith(".js") && name !== "old.js");
  const parts = written.map(whole).map(translate);
  // The core comes first, for it makes the object that the others extend.
  parts.unshift(...parts.splice(written.indexOf("core.js"), 1));
  // The page's own scripts may come later. They must not take the place of the translated ones.
  const end = "[sitegenCalc, sitegenCalc.kinds].forEach(Object.freeze);";
  const old = `(function () {\n${read("src/calc/script/old.js")}\n${parts.join("\n")}\n${end}\n}).call(this);`;
  const made = { "static/theme/calc-old.js": `${await short(old)}\n` };
  for (const name of written) made[`static/theme/calc-${name}`] = `${await short(whole(name))}\n`;
  return made;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const [path, text] of Object.entries(await made())) {
    if (!process.argv.includes("--check")) fs.writeFileSync(ROOT + path, text);
    else if (fs.readFileSync(ROOT + path, "utf8") !== text) {
      console.error(`${path} is not what its sources give: node tests/browser/shorten.js`);
      process.exitCode = 1;
    }
  }
}
