// Reads the search index: twin of src/render/search (its FORMAT.md) and src/text/bigrams.rs. No DOM; keeps what was fetched in memory.
(root => {
  "use strict";
  const VERSION = 1, LONGEST = 24, HEAD_PAIRS = 8, BODY_PAIRS = 8;
  // Bytes of a query: all, those after which no more long lists of heads are read, what a pair of bodies may take, and the results.
  const BUDGET = 116 << 10, HEAD = 48 << 10, PAIR = 12 << 10, SHOWN = 16 << 10;
  // By class: some pairs, all in the text, all in title and headings, every word in one of them, every word in the title.
  const CLASSES = ["some", "body", "some", "heading", "title"];

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
  const wordsOf = query => Array.from(new Set(normalised(query, false).split(" "))).map(w => Array.from(w)).filter(w => w.length > 1);

  const mixed = (a, b) => {
    let h = (Math.imul(a, 0x9e3779b1) + b) | 0;
    h = Math.imul(h ^ (h >>> 15), 0x85ebca6b);
    h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
    return (h ^ (h >>> 16)) >>> 0;
  };
  const hash = (a, b) => mixed(a.codePointAt(0), b.codePointAt(0));
  const high = (h, shards) => (shards > 1 ? h >>> (Math.clz32(shards) + 1) : 0);

  // [from, to] in UTF-16 of every word of the query in a text; of a word that is not there, of its pairs.
  const marks = (text, query) => {
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
    wordsOf(query).forEach(word => find(word) || word.slice(1).forEach((c, i) => find([word[i], c])));
    const out = [];
    all.forEach((unit, i) => {
      if (!hit[i]) return;
      const last = out[out.length - 1];
      if (hit[i - 1] && last) last[1] = unit[2];
      else out.push([unit[1], unit[2]]);
    });
    return out;
  };

  // Reading files. Whatever is cut short or made up throws.
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
    rice(k) {
      let ones = 0;
      while (ones < LONGEST && this.bits(1)) ones++;
      return ones < LONGEST ? ones * 2 ** k + this.bits(k) : this.bits(32);
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
    opened(segment) {
      if (this.bits(8) !== VERSION) throw STALE;
      return segment ? this.of(segment) : this;
    }
    of(segment) {
      for (let n = 0; n < 32; n += 8) if (this.bits(8) !== ((segment.id >>> n) & 255)) throw STALE;
      return this;
    }
  }
  const STALE = "stale";
  // Places of a pair: document → numbers of characters.
  const places = (r, first, range) => {
    const found = new Map();
    if (r.at >> 3 === r.bytes.length) return found;
    const count = r.varint(), k = r.bits(8);
    r.list(count, range, doc => {
      const all = [];
      for (let n = r.rice(0), at = 0; n >= 0; n--) {
        at += r.rice(k);
        all.push(at++);
      }
      found.set(first + doc, all);
    });
    return found;
  };
  // A shard of titles and headings: pair → its list in titles, and in headings: what it holds, or of how many documents its files are.
  const directory = (r, range) => {
    const pairs = new Map();
    let a = 0, end = 0, base;
    const entry = () => {
      const n = r.varint(), half = Math.floor(n / 2), start = end;
      if (n % 2) return { bits: half, count: r.varint() };
      end += half;
      return { list: half ? () => places(new Reader(r.bytes, base + start), 0, range) : () => new Map() };
    };
    for (let n = r.varint(); n > 0; n--) {
      a += r.varint();
      pairs.set(a + "," + r.varint(), [entry(), entry()]);
    }
    base = r.at >> 3;
    return pairs;
  };

  // `most` of a list, both ends included.
  const spread = (all, most) => (all.length <= most ? all : Array.from({ length: most }, (_, i) => all[Math.round((i * (all.length - 1)) / (most - 1 || 1))]));
  // Where bodies keep a pair: one slot for each of what may follow it.
  const pairsOf = (word, w) => word.slice(1).map((b, at) => {
    const h = hash(word[at], b), next = word[at + 2], slot = (h >>> 14) * 8;
    return { w, a: word[at], b, at, hash: h, slot: next ? slot + (hash(b, next) >>> 29) : slot, slots: next ? 1 : 8 };
  });
  // Where they keep four characters in a row of titles (field 0) and of headings (1).
  const foursOf = (word, field) => word.slice(3).map((d, at) => ({ slot: (mixed(hash(word[at], word[at + 1]), hash(word[at + 2], d)) >>> 11) ^ !field, slots: 1 }));
  // Pairs that hold every character of a word.
  const isCover = (p, word) => p.at % 2 === 0 || p.at === word.length - 2;

  // Documents that have all the pairs, with the places where the word begins.
  const phrase = lists => {
    lists.sort((x, y) => x.list.size - y.list.size);
    let found;
    lists.forEach(({ list, at }) => {
      const next = new Map();
      (found || list).forEach((starts, doc) => {
        const there = list.get(doc);
        if (there) next.set(doc, found ? starts.filter(p => there.includes(p + at)) : there.map(p => p - at).filter(p => p >= 0));
      });
      found = next;
    });
    return found;
  };

  const open = async fetchBytes => {
    const front = JSON.parse(utf8(await fetchBytes("index.json", false)));
    if (front.version !== VERSION) throw STALE;
    // The newest first.
    const segments = front.segments.reverse(), kept = new Map();

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
    const guarded = (run, decode) => {
      try {
        return decode();
      } catch (error) {
        run.failed.add(error);
      }
    };

    // What the results show of a document.
    const rowOf = async (run, segment, doc) => {
      const n = Math.floor(doc / front.block), { blocks, id } = segment, own = blocks && blocks.substr(n * 4, 4);
      const rows = await file(run, blocks ? `${segment.name}/docs/${n}.json?v=${own}` : named(segment, `docs/${n}.json`), r => {
        const block = JSON.parse(utf8(r.bytes));
        if (blocks ? block[0] >>> 16 !== parseInt(own, 16) : block[0] !== id) throw STALE;
        return block[1];
      });
      return rows && rows[doc % front.block];
    };

    // Grades of a segment's documents by title and headings, of each word: 4 in the title, 3 in a heading, 2 all its pairs.
    const begin = async (run, segment, words, allowed) => {
      const all = [].concat(...words.map((word, w) => pairsOf(word, w).filter(p => isCover(p, word)))), each = spread(all, HEAD_PAIRS);
      if (each.length < all.length) run.exact = false;
      const known = await Promise.all(each.map(async p => {
        const shard = await file(run, named(segment, `head/${high(p.hash, segment.head)}.bin`), r => directory(r.opened(segment), segment.count));
        p.codes = [p.a.codePointAt(0), p.b.codePointAt(0)];
        p.entries = shard && (shard.get(p.codes.join()) || [{ list: () => new Map() }, { list: () => new Map() }]);
        return p;
      }));
      return { segment, allowed, lists: words.map((_, w) => known.filter(p => p.w === w && p.entries)), found: words.map(() => new Map()) };
    };
    const graded = state => {
      const grades = new Map();
      state.found[0].forEach((_, doc) => {
        const grade = Math.min(...state.found.map(f => f.get(doc) || 0));
        if (grade && (!state.allowed || state.allowed.has(doc))) grades.set(doc, grade);
      });
      return grades;
    };
    const sure = states => states.reduce((n, state) => n + Array.from(graded(state).values()).filter(g => g > 2).length, 0);

    // Which documents have a pair: true where the right character is behind it. Nothing where they are too many to tell anything.
    const bodyList = async (run, segment, { slot, slots }) => {
      const each = 2 ** 21 / segment.body, low = slot % each;
      const bytes = await file(run, named(segment, `body/${Math.floor(slot / each)}.bin`), r => r.opened(segment).bytes);
      return bytes && guarded(run, () => {
        const r = new Reader(bytes, 5), docs = new Map();
        let common = false;
        r.list(r.varint(), each, at => {
          const here = at >= low && at < low + slots, near = at >> 3 === low >> 3, count = r.rice(0);
          if (here && !count) common = true;
          r.list(count, segment.count, doc => near && docs.set(doc, here || docs.get(doc)));
        });
        return common ? null : docs;
      });
    };

    // Looks into titles (field 0) or headings (1): lists that are not long are there, and where they do not settle a word, slots of
    // four characters do. Tells what is left to be read.
    const look = async (run, state, field, words, enough) => {
      const { segment, lists, found } = state, long = p => p.entries[field].count, left = [], near = [];
      const settle = (w, docs) => docs.forEach((starts, doc) => found[w].set(doc, Math.max(found[w].get(doc) || 0, starts.length === 0 ? 2 : 4 - field)));
      await Promise.all(words.map(async (word, w) => {
        const here = lists[w].filter(p => !long(p)).map(p => ({ at: p.at, list: guarded(run, p.entries[field].list) })).filter(l => l.list);
        let docs = here.length ? phrase(here) : null, open = lists[w].some(long);
        if (docs && !docs.size) open = false;
        if (open && !enough) {
          const fours = await Promise.all(spread(foursOf(word, field), 3).map(four => bodyList(run, segment, four)));
          fours.filter(list => list).forEach(list => {
            docs = new Map(Array.from(docs || list).filter(([doc, starts]) => list.get(doc) && starts.length !== 0));
            open = false;
          });
        }
        if (open) left.push(w);
        else if (docs) settle(w, docs);
        near[w] = docs;
      }));
      return { settle, near, left, long, bits: Math.min(31, ...[].concat(...left.map(w => lists[w].filter(long).map(p => p.entries[field].bits)))) };
    };
    // Reads long lists, the newest documents first.
    const readOn = async (run, states, state, field, { settle, near, left, long, bits }, limit) => {
      if (!left.length) return;
      const { segment, lists, found, allowed } = state;
      let seeds = allowed;
      near.forEach((docs, w) => {
        const before = seeds;
        if (docs) seeds = new Set(Array.from(docs.keys()).concat(Array.from(found[w].keys())).filter(d => !before || before.has(d)));
      });
      const unknown = d => left.some(w => !(found[w].get(d) > 2));
      const all = seeds ? new Set(Array.from(seeds).filter(unknown).map(d => d >> bits)) : Array.from({ length: ((segment.count - 1) >> bits) + 1 }, (_, n) => n);
      const windows = Array.from(all).sort((x, y) => y - x);
      for (let i = 0; i < windows.length; i += 2) {
        if (run.bytes > HEAD || sure(states) >= limit) {
          run.exact = false;
          // How many there may be: as dense as in what was read, else as the rarest pair of a word.
          const least = Math.min(...[].concat(...left.map(w => lists[w].map(p => long(p) || Infinity))));
          state.many = Math.max(state.many || 0, i ? (sure([state]) / i) * windows.length : seeds ? (least / segment.count) * seeds.size : least);
          break;
        }
        await Promise.all(windows.slice(i, i + 2).map(n => Promise.all(left.map(async w => {
          const there = (await Promise.all(lists[w].filter(long).map(async p => {
            const own = p.entries[field].bits, piece = n >> (own - bits), name = p.codes.map(c => c.toString(16)).join("-") + "-" + "th"[field] + piece;
            return { at: p.at, list: await file(run, named(segment, `long/${name}.bin`), r => places(r.opened(segment), piece << own, 2 ** own)) };
          }))).filter(l => l.list);
          if (there.length) settle(w, phrase(near[w] ? there.concat({ at: 0, list: near[w] }) : there));
        }))));
      }
    };

    // The same by bodies: 1 all pairs; less by the weight of those that are there, rare ones weighing more.
    const inBody = async (run, states, words, grades, limit) => {
      const order = p => (isCover(p, words[p.w]) ? 0 : 99) + p.at, rest = [].concat(...words.map(pairsOf)).sort((x, y) => order(x) - order(y));
      const weighed = states.map(() => ({ whole: 0, docs: new Map() }));
      const weigh = pairs => Promise.all(states.map(({ segment }, i) => Promise.all(pairs.map(async pair => {
        const docs = await bodyList(run, segment, pair);
        if (!docs) return;
        const weight = parameter(docs.size, segment.count) + 1;
        weighed[i].whole += 2 * weight;
        docs.forEach((right, doc) => weighed[i].docs.set(doc, (weighed[i].docs.get(doc) || 0) + (right ? 2 : 1) * weight));
      }))));
      // Some at a time, until few are left that have all of them.
      const before = run.bytes, hits = () => weighed.reduce((n, { whole, docs }) => n + (whole ? Array.from(docs.values()).filter(w => w === whole).length : limit), 0);
      const room = asked => Math.floor((BUDGET - SHOWN - run.bytes) / (asked ? (run.bytes - before) / asked + 1 : PAIR));
      for (let asked = 0, n = Math.max(2, words.length); rest.length && asked < BODY_PAIRS && (asked < 2 || (room(asked) > 0 && hits() > limit / 2)); asked += n) {
        n = Math.min(n, BODY_PAIRS - asked, Math.max(room(asked), 1));
        await weigh(rest.splice(0, n));
      }
      weighed.forEach(({ whole, docs }, i) => docs.forEach((weight, doc) => {
        const { allowed } = states[i];
        if (!grades[i].has(doc) && (!allowed || allowed.has(doc)) && 2 * weight > whole) grades[i].set(doc, weight / whole);
      }));
    };

    // Documents of each segment that a filter leaves.
    const filter = async (run, kind, slug) => slug && (await file(run, `${kind}/${encodeURIComponent(slug)}.bin?v=${segments.map(s => s.id.toString(36)).join("-")}`, r => {
      r.opened();
      return segments.slice().reverse().map(segment => {
        r.at = (r.at + 7) & ~7;
        const docs = new Set();
        (segment.blocks ? r : r.of(segment)).list(r.varint(), segment.room || segment.count, doc => docs.add(doc));
        return docs;
      }).reverse();
    }) || segments.map(() => new Set()));

    const shown = async (run, hit, query) => {
      const row = await rowOf(run, hit.segment, hit.doc);
      return row && {
        title: row[0],
        url: row[1][0] === "/" ? row[1] : front.address[0] + row[1] + front.address[1],
        date: row[2],
        lender: row[3],
        topic: row[4],
        excerpt: row[5],
        where: CLASSES[Math.floor(hit.grade)],
        marks: { title: marks(row[0], query), excerpt: marks(row[5], query) },
      };
    };

    const search = async (query, options) => {
      const { lender, topic, limit = 10, onPartial } = options || {};
      const run = { bytes: 0, failed: new Set(), stale: false, exact: true };
      const words = wordsOf(query), said = words.map(w => w.join(""));
      const answer = async (grades, exact, states = []) => {
        const hits = [];
        grades.forEach((classes, i) => classes.forEach((grade, doc) => hits.push({ grade, doc, i, segment: segments[i] })));
        hits.sort((x, y) => y.grade - x.grade || x.i - y.i || y.doc - x.doc);
        const full = hits.filter(h => h.grade >= 1), many = states.reduce((n, state, i) => n + Math.max((state.many || 0) - full.filter(h => h.i === i).length, 0), 0);
        const total = many ? +(many + full.length).toPrecision(2) : full.length || hits.length;
        const results = (await Promise.all(hits.slice(0, limit).map(h => shown(run, h, query)))).filter(r => r);
        const failed = run.failed.size;
        return { results, total, exact: exact && run.exact && !failed, more: hits.length > limit, failed, stale: run.stale, short: false, words: said, bytes: run.bytes };
      };
      if (!words.length) return Object.assign(await answer([], true), { short: true });
      const filters = (await Promise.all([filter(run, "lender", lender), filter(run, "topic", topic)])).filter(f => f);
      const allowed = segments.map((_, i) => filters.reduce((all, f) => (all ? new Set(Array.from(all).filter(d => f[i].has(d))) : f[i]), null));
      const states = await Promise.all(segments.map((s, i) => begin(run, s, words, allowed[i])));
      for (const field of [0, 1]) {
        const enough = sure(states) >= limit, seen = await Promise.all(states.map(state => look(run, state, field, words, enough)));
        for (let i = 0; i < states.length; i++) await readOn(run, states, states[i], field, seen[i], limit);
      }
      const grades = states.map(graded), many = sure(states);
      if (many >= limit) return answer(grades, true, states);
      if (onPartial && many) onPartial(await answer(grades, false));
      await inBody(run, states, words, grades, limit);
      return answer(grades, false, states);
    };
    return { count: front.count, search };
  };

  const utf8 = bytes => new TextDecoder().decode(bytes);
  root.sitegenSearch = { open, marks, normalised, hash };
})(typeof self === "undefined" ? globalThis : self);
