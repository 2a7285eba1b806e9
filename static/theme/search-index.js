// Reads the search index: twin of src/render/search (its FORMAT.md), src/text/normal.rs and src/text/index_term.rs. No DOM; keeps
// what was fetched in memory.
(root => {
  "use strict";
  const VERSION = 2, LONGEST = 24, TERM_BITS = 21, TERMS = 6, QUOTED = 72, BEFORE = 12;
  // What a use weighs by impact, the share of the weight that a result needs, and what unbroken pieces of the query weigh in a title and a text.
  const WEIGHTS = [0.4, 0.6, 0.85, 1], NEEDED = 1 / 3, RAREST = 0.005, TIERS = [1.5, 1.2, 1, 0.7, 0.5], KINDS = { calculator: 0.7, term: 0.5, topic: 0.4, law: 0.4, lender: 0.5, page: 0.6, person: 0.5 }, IN_TITLE = 0.4, IN_TEXT = 0.2;

  // Reading texts. A unit is a character with the place it has in the text.
  const PARTS = /[\0-\/:-@[-\x60{-\u00a9\u00ab-\u00b4\u00b6-\u00b9\u00bb-\u00bf\u00d7\u00f7\u02c2-\u02df\u2000-\u2bff\u2e00-\u2e7f\u2ff0-\u3004\u3008-\u3020\u3030\u3036\u3037\u303d-\u303f\u30fb\ue000-\uf8ff\ufe10-\ufe6f\uff00-\uffff\u{1f000}-\u{1faff}\u{f0000}-\u{10ffff}]/u;
  const UNSEEN = /[\u00ad\u0300-\u036f\u200b-\u200f\u2060-\u2064\ufe00-\ufe0f\ufeff\u{e0100}-\u{e01ef}]/u;
  const HAN = /[\u4e00-\u9fff\u3400-\u4dbf\uf900-\ufaff\u{20000}-\u{323af}\u3007]/u, DIGIT = /[0-9]/;
  const WHOLE = /[^]+/g, CLUSTERS = /[^][\u0300-\u036f\u3099\u309a\uff9e\uff9f]*/gu;
  const units = (text, by) => {
    const all = [];
    text.replace(by, (s, at) => {
      for (const c of s.normalize("NFKC")) for (const low of c.toLowerCase()) if (!UNSEEN.test(low)) all.push([low, at, at + s.length]);
    });
    return all;
  };
  const read = (all, joins) => {
    const out = [];
    let last = "", gap = 0;
    all.forEach((unit, i) => {
      const c = unit[0], digit = !gap && DIGIT.test(last);
      if ((digit && (c === "%" || (c === "." && DIGIT.test((all[i + 1] || "")[0])))) || !PARTS.test(c)) {
        if (gap && last && !(joins && gap < 2 && HAN.test(last) !== HAN.test(c))) out.push([" "]);
        out.push(unit);
        last = c;
        gap = 0;
      } else gap = c === " " ? gap || 1 : 2;
    });
    return out;
  };
  const letters = all => all.map(unit => unit[0]);
  const normalised = (text, joins) => letters(read(units(text, WHOLE), joins)).join("");
  const folded = text => root.sitegenFold.numbers(normalised(text, true));

  // Terms. What stands in a text: pairs of characters, whole words and numbers; a number with its unit is one more.
  const UNITS = /[条倍年月天日元期万次]/, NUMBER = /[0-9.%]/, LETTER = /[a-z\u00aa-\u02af\u0370-\u058f\u1e00-\u1fff]/;
  const mixed = (a, b) => {
    let h = (Math.imul(a, 0x9e3779b1) + b) | 0;
    h = Math.imul(h ^ (h >>> 15), 0x85ebca6b);
    h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
    return (h ^ (h >>> 16)) >>> 0;
  };
  const hash = (seed, text) => Array.from(text).reduce((h, c) => mixed(h, c.codePointAt(0)), seed) >>> (32 - TERM_BITS);
  const concept = key => hash(3, key);
  const classOf = c => (c === " " ? 0 : NUMBER.test(c) ? 1 : LETTER.test(c) ? 2 : 3);
  const tokens = text => {
    const found = [], chars = Array.from(text + " ");
    let last = 0, run = "", start = 0;
    const push = (kind, text, at, term) => found.push({ kind, text, at, term });
    chars.forEach((c, at) => {
      const now = classOf(c);
      if (now !== last && run) {
        push(last, run, start, hash(last, run));
        if (last === 1 && UNITS.test(c)) push(1, run + c, start, hash(1, run + c));
        run = "";
      }
      if (now === 3 && last === 3) push(3, chars[at - 1] + c, at - 1, mixed(chars[at - 1].codePointAt(0), c.codePointAt(0)) >>> (32 - TERM_BITS));
      if (now === 1 || now === 2) {
        if (!run) start = at;
        run += c;
      }
      last = now;
    });
    return found;
  };

  // Reading files. Whatever is cut short or made up throws.
  const STALE = "stale";
  const parameter = (count, range) => 31 - Math.clz32((range * 2) / ((count || 1) * 3) | 1);
  class Reader {
    constructor(bytes, from) {
      this.bytes = bytes;
      this.at = from * 8;
    }
    bits(n) {
      let value = 0;
      for (; n > 0; n--, this.at++) {
        const byte = this.bytes[this.at >> 3];
        if (byte === undefined) throw new Error("cut short");
        value = value * 2 + ((byte >> (7 - (this.at & 7))) & 1);
      }
      return value;
    }
    ones(most) {
      let n = 0;
      while (n < most && this.bits(1)) n++;
      return n;
    }
    rice(k) {
      const ones = this.ones(LONGEST);
      return ones < LONGEST ? ones * 2 ** k + this.bits(k) : this.bits(32);
    }
    gamma() {
      const n = this.ones(31);
      return 2 ** n + this.bits(n);
    }
    varint() {
      this.at = (this.at + 7) & ~7;
      for (let value = 0, unit = 1; unit < 2 ** 35; unit *= 128) {
        const byte = this.bits(8);
        value += (byte & 127) * unit;
        if (byte < 128) return value;
      }
      throw new Error("too large");
    }
    // Numbers of a list, each told to `each`.
    list(count, range, each) {
      const k = parameter(count, range);
      for (let n = -1; count > 0; count--) {
        n += 1 + this.rice(k);
        if (n >= range) throw new Error("too many");
        each(n);
      }
    }
    // Past the number of the version, and of the segment.
    opened() {
      if (this.bits(8) !== VERSION) throw STALE;
      return this;
    }
    of(segment) {
      for (let n = 0; n < 32; n += 8) if (this.bits(8) !== ((segment.id >>> n) & 255)) throw STALE;
      return this;
    }
  }
  // The lists of some terms in a file: how many documents have the term, and which, with impacts.
  const listsOf = (r, range, count, wanted) => {
    const lists = new Map();
    r.list(r.varint(), range, term => {
      const kept = r.gamma() - 1, level = r.bits(2), all = level ? r.gamma() : kept, docs = [];
      r.list(kept, count, doc => docs.push(doc, level + r.ones(3 - level)));
      if (wanted(term)) lists.set(term, { all, docs, cut: all > kept });
    });
    return lists;
  };

  // Words that only make a question, the longest first, and characters that hold a sentence together.
  const ASKING = "什么时候|是不是真的|是真的吗|怎么办理|多长时间|怎么样|怎么办|怎么算|怎么写|怎么查|要不要|会不会|能不能|可不可以|是不是|有没有|该不该|用不用|需不需要|为什么|请问一下|是否|请问|怎么|怎样|如何|多久|多少|几年|什么|哪些|哪个|哪里|可以|我要|我想|能否|吗|呢|吧|我|该|谁".split("|").sort((a, b) => b.length - a.length);
  const FUNCTION = /[的了是我在有不吗会去被要把给和就都也很还到你他她它这那个让将与及或为从对向后里]/;
  const isWhole = (text, at, end) => {
    const kind = c => (c ? classOf(c) % 3 : 0), alike = (a, b) => kind(a) && kind(a) === kind(b);
    return !alike(text[at - 1], text[at]) && !alike(text[end - 1], text[end]);
  };

  // What a query asks: its terms, the texts to be marked, and the concepts that it names. Longer names go before shorter ones.
  const planOf = (query, names) => {
    const concepts = [], pieces = [], articles = [];
    let piece = "", from = 0;
    const end = () => {
      if (piece) pieces.push({ text: piece, after: from });
      piece = "";
      from = 0;
    };
    for (let at = 0; at < query.length; ) {
      const starts = text => query.startsWith(text, at), named = (names.get(query[at]) || []).find(n => starts(n.text) && isWhole(query, at, at + n.text.length));
      if (named) {
        end();
        concepts.push(named);
        at += named.text.length;
        // 民法典676, 民法典第676条
        const number = named.concept.kind === "law" && /^ ?第?([0-9]+)(条(?:之([0-9]+))?)?/.exec(query.slice(at));
        if (number) {
          articles.push({ law: named.concept, number: number[1] + (number[3] ? "-" + number[3] : "") });
          at += number[0].length;
        }
        continue;
      }
      const asking = ASKING.find(starts);
      if (asking || query[at] === " ") {
        end();
        at += asking ? asking.length : 1;
      } else piece += query[at++];
    }
    end();
    const terms = new Map(), add = (tier, term, text) => terms.has(term) || terms.set(term, { term, text, tier });
    articles.forEach(a => add(0, concept(`law:${a.law.key}#${a.number}`), a.number + "条"));
    concepts.forEach(n => add(0, n.concept.term, n.text));
    pieces.forEach(({ text }) => {
      const all = tokens(text), length = Array.from(text).length;
      all.forEach((t, i) => {
        if (t.kind < 3) return all[i + 1] && all[i + 1].kind === 1 && all[i + 1].at === t.at ? 0 : add(1, t.term, t.text);
        const first = i && all[i - 1].kind === 3 ? all[i - 1].first : t.at, next = all[i + 1];
        t.first = first;
        const covers = (t.at - first) % 2 === 0 || !next || next.kind < 3 || next.at !== t.at + 1;
        add(FUNCTION.test(t.text) ? 4 : covers ? 2 : 3, t.term, t.text);
      });
      void length;
    });
    const chosen = Array.from(terms.values()).sort((a, b) => a.tier - b.tier).slice(0, TERMS);
    const also = [].concat(...concepts.map(n => n.concept.find || [])).filter(text => !query.includes(folded(text)));
    const asked = concepts.map(n => n.text).concat(pieces.map(p => p.text), articles.map(a => a.number + "条"), also.map(folded));
    return { query, concepts, articles, pieces, terms: chosen, also: Array.from(new Set(also)), asked };
  };

  // [from, to] in UTF-16 of every asked text; of one that is not there, of its pairs.
  const marks = (text, asked) => {
    const all = read(units(text, CLUSTERS), true), chars = letters(all), hit = [];
    const find = word => {
      let found = false;
      for (let i = 0; i + word.length <= chars.length; i++) {
        if (word.every((c, j) => chars[i + j] === c)) {
          found = true;
          word.forEach((_, j) => (hit[i + j] = true));
        }
      }
      return found;
    };
    asked.forEach(part => {
      const word = Array.from(part);
      if (word.length && !find(word)) tokens(part).forEach(t => t.text === part || FUNCTION.test(t.text) || find(Array.from(t.text)));
    });
    const out = [];
    all.forEach((unit, i) => {
      if (!hit[i]) return;
      const last = out[out.length - 1];
      if (hit[i - 1] && last) last[1] = unit[2];
      else out.push([unit[1], unit[2]]);
    });
    return out;
  };
  const sum = ranges => ranges.reduce((n, [from, to]) => n + to - from, 0);

  // The part of a text that has most of what was asked, with what follows it.
  const quote = (text, asked) => {
    const parts = text.split("\n"), found = parts.map(part => sum(marks(part, asked)));
    const best = found.indexOf(Math.max(...found)), part = parts[best], first = found[best] ? marks(part, asked) : [];
    let from = 0;
    if (part.length > QUOTED && first.length) {
      const within = at => sum(first.filter(([a, b]) => a >= at && b <= at + QUOTED)), starts = first.map(([a]) => Math.max(0, a - BEFORE));
      from = starts.reduce((a, b) => (within(b) > within(a) ? b : a), 0);
    }
    let quoted = (from ? "…" : "") + part.slice(from, from + QUOTED);
    if (from + QUOTED < part.length) quoted += "…";
    for (let n = best + 1; n < parts.length && quoted.length + parts[n].length < QUOTED; n++) quoted += " " + parts[n];
    return quoted;
  };

  // The length of the longest piece of a text that stands in another.
  const unbroken = (text, other) => {
    let best = 0;
    for (let i = 0; i < text.length - best; i++) while (i + best < text.length && other.includes(text.slice(i, i + best + 1))) best++;
    return best;
  };

  const utf8 = bytes => new TextDecoder().decode(bytes);

  const open = async fetchBytes => {
    const front = JSON.parse(utf8(await fetchBytes("index.json", false)));
    if (front.version !== VERSION) throw STALE;
    const { segments, names: kinds } = front, kept = new Map(), main = segments.length > 1;

    // By first character, what a query may name; the longest first.
    const names = new Map();
    ["word", "lender", "topic", "law"].forEach(kind => kinds[kind].forEach(([key, called, rest]) => {
      const made = { kind, key, title: called[0], term: concept(`${kind}:${key}`), find: kind === "word" ? rest : [], articles: kind === "law" ? rest : [] };
      called.map(folded).forEach(text => {
        if (text.length > 1) names.set(text[0], (names.get(text[0]) || []).concat({ text, concept: made }));
      });
    }));
    names.forEach(list => list.sort((a, b) => b.text.length - a.text.length));

    // A file, decoded, and once more from its origin where its numbering is another; nothing where it cannot be had.
    const file = async (run, path, decode) => {
      if (!kept.has(path)) {
        const attempt = async reload => {
          const bytes = await fetchBytes(path, reload);
          run.bytes += bytes.length;
          return decode(new Reader(bytes, 0));
        };
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
    const named = (segment, name) => `${segment.name}/${name}?v=${segment.id.toString(36)}`;

    // The list of a term in a segment.
    const list = async (run, segment, head, term) => {
      const shards = head ? 1 : segment.shards, range = 2 ** TERM_BITS / shards, n = Math.floor(term / range);
      const bytes = await file(run, named(segment, head ? "head.bin" : `terms/${n}.bin`), r => r.opened().of(segment).bytes);
      if (!bytes) return;
      try {
        return listsOf(new Reader(bytes, 5), range, segment.count, t => t === term - n * range).get(term - n * range) || { all: 0, docs: [], cut: false };
      } catch (error) {
        run.failed.add(error);
      }
    };

    // What the results show of a document.
    const rowOf = async (run, segment, doc) => {
      const n = Math.floor(doc / segment.block), { blocks, id } = segment, own = blocks && blocks.substr(n * 4, 4);
      const rows = await file(run, blocks ? `${segment.name}/docs/${n}.json?v=${own}` : named(segment, `docs/${n}.json`), r => {
        const block = JSON.parse(utf8(r.bytes));
        if (blocks ? block[0] >>> 16 !== parseInt(own, 16) : block[0] !== id) throw STALE;
        return block[1];
      });
      return rows && rows[doc % segment.block];
    };

    // Documents of each segment that a filter leaves.
    const filter = async (run, kind, slug) => slug && (await file(run, `${kind}/${encodeURIComponent(slug)}.bin?v=${segments.map(s => s.id.toString(36)).join("-")}`, r => {
      r.opened();
      return segments.map(segment => {
        r.at = (r.at + 7) & ~7;
        const docs = new Set();
        r.of(segment).list(r.varint(), segment.count, doc => docs.add(doc));
        return docs;
      });
    }) || segments.map(() => new Set()));

    // Pages that answer a query themselves.
    const direct = ({ query, concepts, articles }) => {
      const found = [], add = (title, path) => found.some(f => f.url === front.base + path) || found.push({ title, url: front.base + path });
      articles.forEach(({ law, number }) => {
        const there = law.articles.includes(number);
        add(law.title + (there ? `第${number.replace("-", "条之")}${number.includes("-") ? "" : "条"}` : ""), `laws/${law.key}/${there ? "#" + number : ""}`);
      });
      const counts = /算|多少|几|利息|费/.test(query);
      kinds.calculator.forEach(([kind, title, subjects]) => subjects.map(folded).some(s => query === s || query === folded(title) || (counts && query.includes(s))) && add(title, `calculators/${kind}/`));
      const of = kind => concepts.filter(n => n.concept.kind === kind).forEach(n => add(n.concept.title, `${kind}s/${n.concept.key}/`));
      ["lender", "topic", "law"].forEach(of);
      kinds.situation.forEach(([situation, topic]) => situation.split(/[、，]|或者/).some(part => {
        const pairs = tokens(folded(part));
        return pairs.length > 1 && pairs.filter(p => query.includes(p.text)).length * 3 >= pairs.length * 2;
      }) && add(situation, `topics/${topic}/`));
      return found.slice(0, 4);
    };

    const kindOf = ({ kinds }, doc) => (kinds || []).reduce((found, [from, kind]) => (doc >= from ? kind : found), "");

    // Scores of the documents of each segment by the lists of the terms.
    const scored = (plan, lists, allowed) => {
      const weights = lists.map(({ of, tier }) => {
        const all = of.reduce((n, l) => n + (l ? l.all : 0), 0);
        return all && TIERS[tier] * Math.log(1 + front.count / (all + front.count * RAREST));
      });
      // Articles of laws say more than the law.
      if (plan.articles.length && weights[0]) plan.terms.forEach((t, i) => plan.articles.some(a => a.law.term === t.term) && (weights[i] = 0));
      const whole = weights.reduce((n, w) => n + w, 0), everything = weights.reduce((bits, w, i) => (w ? bits | (1 << i) : bits), 0), hits = [];
      let complete = 0;
      segments.forEach((segment, s) => {
        const scores = new Float32Array(segment.count), had = new Uint8Array(segment.count), held = new Float32Array(segment.count);
        lists.forEach(({ of }, i) => {
          const docs = (of[s] || { docs: [] }).docs;
          for (let n = 0; n < docs.length; n += 2) {
            scores[docs[n]] += weights[i] * WEIGHTS[docs[n + 1]];
            held[docs[n]] += weights[i];
            had[docs[n]] |= 1 << i;
          }
        });
        had.forEach((bits, doc) => {
          if (held[doc] < whole * NEEDED || !bits || (allowed[s] && !allowed[s].has(doc))) return;
          if (bits === everything) complete++;
          hits.push({ segment, doc, s, score: Math.round(scores[doc] * (KINDS[kindOf(segment, doc)] || 1) * 1000) });
        });
      });
      hits.sort((a, b) => b.score - a.score || b.s - a.s || b.doc - a.doc);
      return { hits, whole, complete };
    };

    const shown = async (run, hit, plan, whole) => {
      const row = await rowOf(run, hit.segment, hit.doc);
      if (!row) return;
      const [title, place, date, lender, topic, text, alike] = row, excerpt = quote(text, plan.asked), kind = kindOf(hit.segment, hit.doc);
      const phrase = other => Math.max(0, ...plan.query.split(" ").map(part => (unbroken(part, folded(other)) - 1) / Math.max(3, plan.query.length - 1)));
      return {
        title, date, lender, topic, kind, alike, excerpt,
        url: place[0] === "/" ? place : front.address[0] + place + front.address[1],
        score: hit.score / 1000 / whole + IN_TITLE * phrase(title) + IN_TEXT * phrase(text),
        marks: { title: marks(title, plan.asked), excerpt: marks(excerpt, plan.asked) },
      };
    };

    const search = async (query, options) => {
      const { lender, topic, limit = 8 } = options || {};
      const run = { bytes: 0, failed: new Set(), stale: false };
      const traditional = root.sitegenFold.isForeign(query) && (await file(run, "traditional.txt", r => utf8(r.bytes)));
      const plan = planOf(folded(traditional ? root.sitegenFold.simplified(query, traditional) : query), names);
      const answer = (results, rest) => Object.assign({ results, total: 0, exact: !run.failed.size, complete: true, more: false, failed: run.failed.size, stale: run.stale, short: false, also: plan.also, direct: direct(plan), bytes: run.bytes }, rest);
      if (!plan.terms.length) return answer([], { short: true });
      const filtering = Promise.all([filter(run, "lender", lender), filter(run, "topic", topic)]);
      const listed = whole => Promise.all(plan.terms.map(async ({ term, tier }) => ({ tier, of: await Promise.all(segments.map((s, i) => list(run, s, main && i && !whole, term))) })));
      let lists = await listed(false);
      const filters = (await filtering).filter(f => f);
      const allowed = segments.map((_, i) => filters.reduce((all, f) => (all ? new Set(Array.from(all).filter(d => f[i].has(d))) : f[i]), null));
      let found = scored(plan, lists, allowed), read = !main;
      if (main && found.hits.length < limit) {
        lists = await listed(true);
        found = scored(plan, lists, allowed);
        read = true;
      }
      const { hits, whole, complete } = found;
      const rows = (await Promise.all(hits.slice(0, limit).map(hit => shown(run, hit, plan, whole)))).filter(r => r);
      rows.sort((a, b) => b.score - a.score);
      const results = [];
      rows.forEach(row => {
        const same = results.find(r => r.title === row.title);
        if (same) same.alike += 1 + row.alike;
        else results.push(row);
      });
      const exact = read && !run.failed.size && !lists.some(l => l.of.some(o => o && o.cut));
      return answer(results, { total: hits.length, exact, complete: complete > 0, more: hits.length > limit });
    };
    return { count: front.count, search };
  };

  root.sitegenSearch = { open, marks, normalised, tokens, concept, folded, planOf };
})(typeof self === "undefined" ? globalThis : self);
