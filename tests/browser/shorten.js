// Makes the scripts that a page loads from those that are written: shortens src/calc/script/core.js to static/theme/calc-core.js, and translates it
// with all calculators for browsers without BigInt, in one file, static/theme/calc-old.js.
//
//   node tests/browser/shorten.js           writes both
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
  const test = (node) => (isTruth(node) ? put(node) : `$.t(${put(node)})`);
  const isTruth = (node) => (node.type === "BinaryExpression" && COMPARISONS.includes(node.operator)) || (node.type === "UnaryExpression" && node.operator === "!");
  const put = (node) => {
    const { type, operator, left, right, argument } = node;
    if (type === "BinaryExpression" && BINARY[operator] && ![left, right].some((side) => LITERALS.includes(side.type) || side.name === "undefined")) {
      return `$.${BINARY[operator]}(${put(left)}, ${put(right)})`;
    }
    if (type === "AssignmentExpression" && BINARY[operator.slice(0, -1)] && operator !== "===" && !LITERALS.includes(right.type)) {
      return `${put(left)} = $.${BINARY[operator.slice(0, -1)]}(${put(left)}, ${put(right)})`;
    }
    if (type === "UnaryExpression" && operator === "-" && argument.type !== "Literal") return `$.neg(${put(argument)})`;
    if (type === "UnaryExpression" && operator === "!") return `!${test(argument)}`;
    if (type === "LogicalExpression") {
      if (isTruth(left)) return `(${put(left)} ${operator} ${put(right)})`;
      return operator === "||" ? `($t => $.t($t) ? $t : ${put(right)})(${put(left)})` : `($t => $.t($t) ? ${put(right)} : $t)(${put(left)})`;
    }
    return write(node);
  };
  return put(parse(source, { ecmaVersion: 2017, sourceType: "script" }));
}

const short = async (source) => (await minify(source, { ecma: 2017, compress: { passes: 2 }, mangle: true })).code;

export async function made() {
  const kinds = fs.readdirSync(`${ROOT}static/theme`).filter((name) => /^calc-.*\.js$/.test(name) && !/-(core|old)\.js$/.test(name));
  const parts = [read("src/calc/script/core.js"), ...kinds.map((name) => read(`static/theme/${name}`))].map(translate);
  const old = `(function () {\n${read("src/calc/script/old.js")}\n${parts.join("\n")}\n}).call(this);`;
  const head = "// Made by tests/browser/shorten.js from src/calc/script";
  return {
    "static/theme/calc-core.js": `${head}/core.js.\n${await short(read("src/calc/script/core.js"))}\n`,
    "static/theme/calc-old.js": `${head} and the calculators.\n${await short(old)}\n`,
  };
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
