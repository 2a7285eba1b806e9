// Folding of a normalised query, as src/text/numbers.rs folds texts: one form for each number, simplified characters.
"use strict";
(root => {
  const HAN = "零一二三四五六七八九", NUMERAL = HAN + "〇十百千两";
  const NUMBER = new RegExp(
    `(?:([百千万])分之)?(?:([0-9]+(?:\\.[0-9]+)*)|([${NUMERAL}]+)(?:点([${HAN}〇]+))?)(万(?![0-9${NUMERAL}]))?`, "g");
  const UNIT = /^(?:[条款项倍年月周天日元期次亿%]|个月|个工作日|小时)/;
  const digits = text => Array.from(text, c => Math.max(HAN.indexOf(c), 0)).join("");

  // Thousands, hundreds, tens and ones as laws write them.
  const PLACES = /^(?:(.)千(?=零|.百|$))?(?:(.)百(?=零.$|.?十|$)|零(?=.?十))?(?:(.?)(十)|零(?=.$))?([^十百千]?)$/;
  // The digits of a Chinese numeral; nothing if it is not written as numbers are.
  const chinese = (text, hasPart) => {
    if (hasPart && /^[零〇]$/.test(text)) return "0";
    if (text === "两") return "2";
    if (!text || text.length > 9 || /^[零〇]|^[一二三四五六七八九]{2}$/.test(text)) return "";
    if (!/[十百千]/.test(text)) return text.length < 5 && !/两/.test(text) ? digits(text) : "";
    const found = PLACES.exec(text.replace(/〇/g, "零").replace(/两(?=[百千])/g, "二"));
    if (!found) return "";
    const [, a, b, c, ten, d] = found, places = [a || "零", b || "零", ten ? c || "一" : "零", d || "零"];
    return [a, b, c, d].some(n => n && HAN.indexOf(n) < 1) ? "" : digits(places.join("")).replace(/^0+/, "");
  };

  const numbers = text => {
    let out = "", copied = 0, found;
    for (NUMBER.lastIndex = 0; (found = NUMBER.exec(text));) {
      const [all, fraction, ascii, han, han2, followed] = found, at = found.index, myriad = followed && !fraction;
      const length = all.length - (followed && !myriad ? 1 : 0), after = text.slice(at + length), before = text.slice(copied, at);
      const kept = before.replace(/^[条款项]/.test(after) ? /第$/ : "", "");
      const measured = /条之$/.test(before) || UNIT.test(after) && !(han === "一" && !han2 && /[统唯单同专逐之]$/.test(before));
      NUMBER.lastIndex = at + length;
      // Two numbers in a row would be read as one: 36%两条.
      if (!(ascii || fraction || myriad || measured) || /[0-9%.]$/.test(kept || out)) continue;
      const [whole, part = "", more] = ascii ? ascii.split(".") : [chinese(han, han2), digits(han2 || "")];
      if (!whole || more !== undefined || whole.length + part.length > 9 || /^0./.test(whole)) continue;
      const shift = Math.max("百千万".indexOf(fraction), 0), scale = part.length + shift, value = Number(`${whole}.${part}e${myriad ? 4 : -shift}`);
      out += kept + value.toFixed(scale).replace(scale ? /\.?0+$/ : "", "") + (fraction ? "%" : "");
      copied = at + length;
      if (after[0] === "日" && !/月$/.test(kept) && copied++) out += "天";
    }
    return out + text.slice(copied);
  };

  // True if a text may have traditional characters: they are not among the 6,763 of GB 2312, which all browsers can decode. It has a few
  // of them for names.
  const isForeign = text => {
    const bytes = [];
    for (let a = 0xb0; a < 0xf8; a++) for (let b = 0xa1; b < 0xff; b++) bytes.push(a, b);
    const usual = new TextDecoder("gbk").decode(new Uint8Array(bytes)).replace(/[乾夥後徵捱摺於麽]/g, "");
    return Array.from(text).some(c => c >= "\u4e00" && c <= "\u9fff" && !usual.includes(c));
  };
  // A text in simplified characters. `table` is /search/traditional.txt: a line of characters, and a line of their simplified forms.
  const simplified = (text, table) => {
    const [from, to] = table.split("\n");
    return Array.from(text, c => to[from.indexOf(c)] || c).join("");
  };
  root.sitegenFold = { numbers, isForeign, simplified };
})(typeof self === "undefined" ? globalThis : self);
