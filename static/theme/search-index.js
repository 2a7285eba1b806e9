// Reads the search index: twin of src/render/search (its FORMAT.md), src/text/normal.rs and src/text/index_term.rs. No DOM; keeps what
// was fetched in memory. search-fold.js folds queries.
(root => {
  "use strict";
  const VERSION = 2, TERM_BITS = 21, TERMS = 6, QUOTED = 72, BEFORE = 12;
  // What a term weighs in a document by its impact, and by its kind: concept, word or number, pair of characters, pair between two such
  // pairs, pair with a character that only holds a sentence together. The idf of a term that fewer than this share of the documents have.
  const IMPACTS = [0.4, 0.6, 0.85, 1], TIERS = [2, 1.2, 1, 0.7, 0.3], RAREST = 0.005;
  // The share of the weight that a result needs; what an unbroken piece of the query adds in a title and in a text.
  const NEEDED = 1 / 3, IN_TITLE = 0.3, IN_TEXT = 0.2;

  // Reading texts. A unit is a character with the place it has in the text.
  const PARTS = /[\0-\/:-@[-\x60{-\u00a9\u00ab-\u00b4\u00b6-\u00b9\u00bb-\u00bf\u00d7\u00f7\u02c2-\u02df\u2000-\u2bff\u2e00-\u2e7f\u2ff0-\u3004\u3008-\u3020\u3030\u3036\u3037\u303d-\u303f\u30fb\ue000-\uf8ff\ufe10-\ufe6f\uff00-\uffff\u{1f000}-\u{1faff}\u{f0000}-\u{10ffff}]/u;
  const UNSEEN = /[\u00ad\u0300-\u036f\u200b-\u200f\u2060-\u2064\ufe00-\ufe0f\ufeff\u{e0100}-\u{e01ef}]/u;
  const HAN = /[\u4e00-\u9fff\u3400-\u4dbf\uf900-\ufaff\u{20000}-\u{323af}\u3007]/u, DIGIT = /\d/;
  const read = text => {
    const all = [], out = [];
    let last = "", gap = 0, at = 0;
    for (const c of text) {
      for (const low of c.normalize("NFKC").toLowerCase()) if (!UNSEEN.test(low)) all.push([low, at, at + c.length]);
      at += c.length;
    }
    all.forEach((unit, i) => {
      const c = unit[0];
      if (!PARTS.test(c) || (!gap && DIGIT.test(last) && (c === "%" || (c === "." && DIGIT.test((all[i + 1] || "")[0]))))) {
        if (gap && last && (gap > 1 || HAN.test(last) === HAN.test(c))) out.push([" "]);
        out.push(unit);
        last = c;
        gap = 0;
      } else gap = c === " " ? gap || 1 : 2;
    });
    return out;
  };
  const joined = units => units.map(unit => unit[0]).join("");
  const normalised = text => joined(read(text.normalize("NFKC")));
  const folded = text => root.sitegenFold.numbers(normalised(text));

  // Terms: pairs of characters (kind 3), whole words (2) and numbers (1); a number with its unit is one more.
  const UNITS = /[条款项倍年月周天日元期次亿]/, NUMBER = /[0-9.%]/, LETTER = /[a-z\u00aa-\u02af\u0370-\u058f\u1e00-\u1fff]/;
  const mixed = (a, c) => {
    let h = (Math.imul(a, 0x9e3779b1) + c.codePointAt(0)) | 0;
    h = Math.imul(h ^ (h >>> 15), 0x85ebca6b);
    h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
    return (h ^ (h >>> 16)) >>> 0;
  };
  const hash = (seed, text) => Array.from(text).reduce(mixed, seed) >>> (32 - TERM_BITS);
  const concept = key => hash(3, key);
  const kindOf = c => (!c || c === " " ? 0 : NUMBER.test(c) ? 1 : LETTER.test(c) ? 2 : 3);
  const tokens = text => {
    const found = [];
    let last = 0, before = "", run = "";
    const push = (kind, text, term) => found.push({ kind, text, term });
    Array.from(text + " ", c => {
      const kind = kindOf(c);
      if (kind !== last && run) {
        push(last, run, hash(last, run));
        if (last === 1 && UNITS.test(c)) push(1, run + c, hash(1, run + c));
        run = "";
      }
      if (kind === 3 && last === 3) push(3, before + c, hash(before.codePointAt(0), c));
      if (kind === 1 || kind === 2) run += c;
      last = kind;
      before = c;
    });
    return found;
  };

  // Reading files. Whatever is cut short or made up throws.
  const STALE = "stale";
  class Reader {
    constructor(bytes) {
      this.bytes = bytes;
      this.at = 0;
    }
    // The next 32 bits; zeros stand beyond the end.
    next() {
      const { bytes, at } = this, n = at >> 3, shift = at & 7;
      const four = (bytes[n] << 24) | (bytes[n + 1] << 16) | (bytes[n + 2] << 8) | bytes[n + 3];
      return shift ? (four << shift) | (bytes[n + 4] >> (8 - shift)) : four;
    }
    pass(n) {
      this.at += n;
      if (this.at > this.bytes.length * 8) throw this;
    }
    bits(n) {
      const value = n && this.next() >>> (32 - n);
      this.pass(n);
      return value;
    }
    ones(most) {
      const n = Math.min(most, Math.clz32(~this.next()));
      this.pass(n < most ? n + 1 : n);
      return n;
    }
    gamma() {
      const n = this.ones(31);
      return 2 ** n + this.bits(n);
    }
    // Numbers of a list, each told to `each`.
    list(count, range, each) {
      const k = 31 - Math.clz32((range * 2) / ((count || 1) * 3) | 1);
      for (let n = -1; count > 0; count--) {
        const ones = this.ones(24);
        n += 1 + (ones < 24 ? ones * 2 ** k + this.bits(k) : this.bits(32));
        if (n >= range) throw this;
        each(n);
      }
    }
    // Past the numbers of the version and of a segment.
    opened(segment) {
      if (this.bits(8) !== VERSION || this.bits(32) !== segment.id) throw STALE;
      return this;
    }
  }
  // The lists of a file by term: how many documents have the term, and which, each with its impact.
  const listsOf = (r, range, count) => {
    const lists = new Map();
    r.list(r.gamma() - 1, range, n => {
      const kept = r.gamma() - 1, level = r.bits(2), all = level ? r.gamma() : kept, docs = [];
      r.list(kept, count, doc => docs.push(doc, level + r.ones(3 - level)));
      lists.set(n, { all, docs, cut: all > kept });
    });
    return lists;
  };

  const isWhole = (text, at, end) => {
    const alike = n => kindOf(text[n]) % 3 && kindOf(text[n]) === kindOf(text[n - 1]);
    return !alike(at) && !alike(end);
  };

  // What a query asks, without the words that only make a question: its terms, the concepts and articles of laws that it names, and the texts to be marked.
  const planOf = (query, names, asking, little) => {
    const concepts = [], pieces = [], articles = [], terms = new Map();
    let piece = "";
    const end = () => {
      if (piece) pieces.push(piece);
      piece = "";
    };
    for (let at = 0; at < query.length; ) {
      const starts = text => query.startsWith(text, at), named = (names.get(query[at]) || []).find(n => starts(n.text) && isWhole(query, at, at + n.text.length));
      const passed = named ? named.text : query[at] === " " ? " " : asking.find(starts);
      if (!passed) {
        piece += query[at++];
        continue;
      }
      end();
      at += passed.length;
      if (!named) continue;
      concepts.push(named);
      // 民法典676, 民法典676条
      const number = named.of.kind === "law" && /^ ?([0-9]+)(?:条(?:之([0-9]+))?)?/.exec(query.slice(at));
      if (number) {
        articles.push({ law: named.of, number: number[1] + (number[2] ? "-" + number[2] : "") });
        at += number[0].length;
      }
    }
    end();
    const add = (tier, term) => terms.has(term) || terms.set(term, { term, tier });
    articles.forEach(a => add(0, concept(`law:${a.law.key}#${a.number}`)));
    concepts.forEach(n => add(0, n.of.term));
    pieces.forEach(text => {
      const tells = t => t && t.kind === 3 && !little.test(t.text);
      let odd = false;
      tokens(text).forEach((t, i, all) => {
        const next = all[i + 1];
        // A number with its unit stands for the number. A single letter or digit tells nothing.
        if (t.kind < 3) t.text.length < 2 || next && next.kind === 1 && next.text.startsWith(t.text) ? 0 : add(1, t.term);
        else add(!tells(t) ? 4 : odd && tells(next) ? 3 : 2, t.term);
        odd = tells(t) && !odd;
      });
    });
    const also = [].concat(...concepts.map(n => n.of.find)).filter(text => !query.includes(folded(text)));
    return {
      query, concepts, articles, also, little,
      terms: Array.from(terms.values()).sort((a, b) => a.tier - b.tier).slice(0, TERMS),
      asked: concepts.map(n => n.text).concat(pieces, articles.map(a => a.number + "条"), also.map(folded)),
    };
  };

  // [from, to] in UTF-16 of every asked text; of one that is not there, of its terms.
  const marks = (text, { asked, little }) => {
    const all = read(text), whole = joined(all), hit = [], out = [];
    const find = part => {
      for (let at = whole.indexOf(part); at >= 0; at = whole.indexOf(part, at + 1)) for (let i = 0; i < part.length; i++) hit[at + i] = true;
    };
    asked.forEach(part => whole.includes(part) ? find(part) : tokens(part).forEach(t => little.test(t.text) || find(t.text)));
    let at = 0;
    all.forEach(unit => {
      const last = out[out.length - 1];
      if (hit[at] && hit[at - 1]) last[1] = unit[2];
      else if (hit[at]) out.push([unit[1], unit[2]]);
      at += unit[0].length;
    });
    return out;
  };

  // The part of a text that has most of what was asked, with what follows it.
  const quote = (text, plan) => {
    const parts = text.split("\n"), found = parts.map(part => marks(part, plan));
    const sum = (ranges, at) => ranges.reduce((n, [from, to]) => n + (from >= at && to <= at + QUOTED ? to - from : 0), 0);
    const starts = ([from]) => Math.max(0, from - BEFORE);
    let best = 0, at = 0, most = 0;
    found.forEach((ranges, n) => [[0], ...ranges].forEach(range => {
      const start = starts(range), there = sum(ranges, start);
      if (there > most) [best, at, most] = [n, start, there];
    }));
    let quoted = (at ? "…" : "") + parts[best].slice(at, at + QUOTED) + (at + QUOTED < parts[best].length ? "…" : "");
    for (let n = best + 1; n < parts.length && quoted.length + parts[n].length < QUOTED; n++) quoted += " " + parts[n];
    return quoted;
  };

  // The length of the longest piece of a text that stands in another.
  const unbroken = (text, other) => {
    let best = 0;
    for (let i = 0; i + best < text.length; i++) while (i + best < text.length && other.includes(text.slice(i, i + best + 1))) best++;
    return best;
  };

  const utf8 = bytes => new TextDecoder().decode(bytes);

  const open = async fetchBytes => {
    const front = JSON.parse(utf8(await fetchBytes("index.json")));
    if (front.version !== VERSION) throw STALE;
    const { segments, names: kinds, base } = front, little = new RegExp(`[${front.little}]`), kept = new Map(), main = segments.length > 1;

    // By first character, what a query may name; the longest first.
    const names = new Map();
    ["word", "lender", "topic", "law"].forEach(kind => kinds[kind].forEach(([key, called, rest]) => {
      const of = { kind, key, title: called[0], term: concept(`${kind}:${key}`), find: kind === "word" ? rest : [], articles: rest };
      called.map(folded).forEach(text => text.length > 1 && names.set(text[0], (names.get(text[0]) || []).concat({ text, of })));
    }));
    names.forEach(list => list.sort((a, b) => b.text.length - a.text.length));

    // A file, decoded, and once more from its origin where its numbering is another; nothing where it cannot be had.
    const file = async (run, path, decode) => {
      if (!kept.has(path)) {
        const attempt = async reload => decode(new Reader(await fetchBytes(path, reload)));
        kept.set(path, attempt(false).catch(error => (error === STALE ? attempt(true) : Promise.reject(error))));
      }
      try {
        return await kept.get(path);
      } catch (error) {
        kept.delete(path);
        if (error === STALE) run.stale = true;
        run.failed.add(path);
      }
    };
    // The list of a term in a segment, or in the titles and headings of the newest documents.
    const list = async (run, segment, head, term) => {
      const range = 2 ** TERM_BITS / (head ? 1 : segment.shards), n = Math.floor(term / range);
      const path = segment.name + (head ? "/head.bin" : `/terms/${n}.bin?v=${segment.id}`);
      const lists = await file(run, path, r => listsOf(r.opened(segment), range, segment.count));
      return lists && (lists.get(term - n * range) || { all: 0, docs: [] });
    };

    // What the results show of a document.
    const rowOf = async (run, { name, id, blocks }, doc) => {
      const n = Math.floor(doc / front.block), own = blocks ? parseInt(blocks.substr(n * 4, 4), 16) : id;
      const rows = await file(run, `${name}/docs/${n}.json?v=${own}`, r => {
        const [is, rows] = JSON.parse(utf8(r.bytes));
        if ((blocks ? is >>> 16 : is) !== own) throw STALE;
        return rows;
      });
      return rows && rows[doc % front.block];
    };

    // Documents of each segment that a filter leaves.
    const filter = async (run, kind, slug) => slug && (await file(run, `${kind}/${encodeURIComponent(slug)}.bin?v=${segments.map(s => s.id).join("-")}`, r => {
      r.opened(segments[segments.length - 1]);
      return segments.map(segment => {
        const docs = new Set();
        r.list(r.gamma() - 1, segment.count, doc => docs.add(doc));
        return docs;
      });
    }) || segments.map(() => new Set()));

    // Pages that answer a query themselves.
    const direct = ({ query, concepts, articles }) => {
      const found = new Map(), add = (title, path) => found.set(base + path, title);
      articles.forEach(({ law, number }) => law.articles.includes(number) && add(`${law.title}第${number.replace(/(-|$)/, "条$1").replace("-", "之")}`, `laws/${law.key}/#${number}`));
      const counts = /算|多少|几|利息|费/.test(query);
      kinds.calculator.forEach(([kind, title, subjects]) => subjects.concat(title).map(folded).some(s => query === s || (counts && query.includes(s))) && add(title, `calculators/${kind}/`));
      ["lender", "topic", "law"].forEach(kind => concepts.forEach(({ of }) => of.kind === kind && add(of.title, `${kind}s/${of.key}/`)));
      kinds.situation.forEach(([situation, topic]) => situation.split(/[、，]|或者/).some(part => {
        const pairs = tokens(folded(part));
        return pairs.length > 1 && pairs.filter(p => query.includes(p.text)).length * 3 >= pairs.length * 2;
      }) && add(situation, `topics/${topic}/`));
      return Array.from(found, ([url, title]) => ({ title, url })).slice(0, 4);
    };

    // Kind of a document, and what its score counts in percent of that of an article.
    const kindIn = ({ kinds = [] }, doc) => kinds.reduce((found, row) => (doc >= row[0] ? row : found), [0, "", 100]);

    // The documents that have enough of the terms, best first.
    const ranked = (plan, lists, allowed, last, limit) => {
      const weights = lists.map((of, i) => {
        const all = of.reduce((n, l) => n + (l ? l.all : 0), 0);
        return all && TIERS[plan.terms[i].tier] * Math.log(1 + front.count / (all + front.count * RAREST));
      });
      // An article of a law says more than the law.
      if (weights[0]) plan.terms.forEach((t, i) => plan.articles.some(a => a.law.term === t.term) && (weights[i] = 0));
      const whole = weights.reduce((n, w) => n + w, 0), order = (a, b) => a.last - b.last || b.score - a.score || b.s - a.s || b.doc - a.doc;
      // Of documents that have any weight (0), and that have enough (1).
      const best = [[], []], totals = [0, 0];
      let complete = false;
      segments.forEach((segment, s) => {
        const scores = new Float32Array(segment.count), held = new Float32Array(segment.count);
        lists.forEach((of, i) => {
          const { docs } = of[s] || { docs: [] };
          for (let n = 0; n < docs.length; n += 2) {
            scores[docs[n]] += weights[i] * IMPACTS[docs[n + 1]];
            held[docs[n]] += weights[i];
          }
        });
        held.forEach((part, doc) => {
          if (!part || (allowed[s] && !allowed[s].has(doc))) return;
          if (part > whole * 0.999) complete = true;
          const hit = { segment, s, doc, last: last && last[s].has(doc) ? 1 : 0, score: Math.round((scores[doc] / whole) * kindIn(segment, doc)[2] * 100) };
          for (let n = part < whole * NEEDED ? 0 : 1; n >= 0; n--) {
            totals[n]++;
            if (!(order(best[n][limit - 1] || {}, hit) <= 0)) best[n] = best[n].concat(hit).sort(order).slice(0, limit);
          }
        });
      });
      const n = best[1].length ? 1 : 0;
      return { hits: best[n], total: totals[n], complete };
    };

    const shown = async (run, { segment, doc, score, last }, plan) => {
      const row = await rowOf(run, segment, doc);
      if (!row) return;
      const [title, place, date, lender, topic, text, alike, said = []] = row, excerpt = quote(text, plan);
      const phrase = other => Math.max(...plan.query.split(" ").map(part => unbroken(part, folded(other)) - 1), 0) / Math.max(plan.query.length - 1, 3);
      return {
        title, date, lender, topic, alike, said, last, excerpt,
        kind: kindIn(segment, doc)[1],
        url: place[0] === "/" ? place : front.address[0] + place + front.address[1],
        score: score / 1e4 + IN_TITLE * phrase(title) + IN_TEXT * phrase(text),
        marks: { title: marks(title, plan), excerpt: marks(excerpt, plan) },
      };
    };

    const search = async (query, options) => {
      const { lender, topic, limit = 8 } = options || {}, run = { failed: new Set(), stale: false }, fold = root.sitegenFold;
      const table = fold.isForeign(query) && (await file(run, "traditional.txt", r => utf8(r.bytes)));
      const plan = planOf(folded(table ? fold.simplified(query, table) : query), names, front.asking, little);
      const answer = rest => Object.assign({ results: [], short: !plan.terms.length, also: plan.also, direct: direct(plan), failed: run.failed.size, stale: run.stale }, rest);
      if (!plan.terms.length) return answer();
      const filtering = Promise.all([filter(run, "lender", lender), filter(run, "topic", topic)]);
      const listed = whole => Promise.all(plan.terms.map(({ term }) => Promise.all(segments.map((s, i) => list(run, s, main && i && !whole, term)))));
      let lists = await listed(!main);
      const filters = (await filtering).filter(f => f), last = front.last && (await filter(run, "last", "all"));
      const allowed = segments.map((_, i) => filters.reduce((all, f) => (all ? new Set(Array.from(all).filter(d => f[i].has(d))) : f[i]), null));
      let found = ranked(plan, lists, allowed, last, limit);
      const further = main && found.total < limit;
      if (further) found = ranked(plan, (lists = await listed(true)), allowed, last, limit);
      const { hits, total, complete } = found, results = [];
      const rows = await Promise.all(hits.map(hit => shown(run, hit, plan)));
      rows.filter(row => row).sort((a, b) => a.last - b.last || b.score - a.score || (b.date > a.date) - (b.date < a.date)).forEach(row => {
        const same = results.find(r => r.title === row.title);
        if (same) same.alike += 1 + row.alike;
        else results.push(row);
      });
      const exact = (!main || further) && !run.failed.size && !lists.some(of => of.some(l => l && l.cut));
      return answer({ results, total, exact, complete, more: total > limit });
    };
    return { search };
  };

  root.sitegenSearch = { open, normalised, tokens, concept };
})(typeof self === "undefined" ? globalThis : self);
