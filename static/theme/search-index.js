// Reads the search index: twin of src/render/search (its FORMAT.md) and src/text/pairs.rs. No DOM; keeps what was fetched in memory.
(root => {
  "use strict";
  const VERSION = 1, LONGEST = 24, SLOT_BITS = 18, HEAD_PAIRS = 8, BODY_PAIRS = 6, BUDGET = 150 * 1024;
  // By class: some pairs, all in the text, all in title and headings, every word in one of them, every word in the title.
  const CLASSES = ["some", "body", "some", "heading", "title"];

  // Reading texts. A unit is a character with the place it has in the text.
  const PARTS = /[\0-\/:-@[-`{-\u00a9\u00ab-\u00b4\u00b6-\u00b9\u00bb-\u00bf\u00d7\u00f7\u02c2-\u02df\u2000-\u2bff\u2e00-\u2e7f\u2ff0-\u3004\u3008-\u3020\u3030\u3036\u3037\u303d-\u303f\u30fb\ue000-\uf8ff\ufe10-\ufe6f\uff00-\uffff\u{1f000}-\u{1faff}\u{f0000}-\u{10ffff}]/u;
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

  const hash = (a, b) => {
    let h = (Math.imul(a.codePointAt(0), 0x9e3779b1) + b.codePointAt(0)) | 0;
    h = Math.imul(h ^ (h >>> 15), 0x85ebca6b);
    h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
    return (h ^ (h >>> 16)) >>> 0;
  };
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
    constructor(bytes) {
      this.bytes = bytes;
      this.at = 0;
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
    id() {
      return this.bits(8) + this.bits(8) * 2 ** 8 + this.bits(8) * 2 ** 16 + this.bits(8) * 2 ** 24;
    }
    // Documents of a list, each told to `each`.
    list(count, range, each) {
      const k = parameter(count, range);
      for (let doc = -1; count > 0; count--) {
        doc += 1 + this.rice(k);
        if (doc >= range) throw new Error("no such document");
        each(doc);
      }
    }
  }
  const STALE = "stale";
  const opened = (bytes, segment) => {
    const r = new Reader(bytes);
    if (r.bits(8) !== VERSION || r.id() !== segment.id) throw STALE;
    return r;
  };
  // Places of a pair: document → places, twice the number of the character, odd in headings.
  const places = (r, range) => {
    const count = r.varint(), ks = r.bits(8), found = new Map();
    r.list(count, range, doc => {
      const titles = r.rice(0), headings = r.rice(0) + !titles, all = [];
      for (let n = 0, at = 0; n < titles + headings; n++) {
        if (n === titles) at = 0;
        at += r.rice(n < titles ? ks >> 4 : ks & 15);
        all.push(at++ * 2 + (n < titles ? 0 : 1));
      }
      found.set(doc, all);
    });
    return found;
  };
  // A shard of titles and headings: pair → where its list stands.
  const directory = r => {
    const pairs = new Map();
    let a = 0, start = 0;
    for (let n = r.varint(); n > 0; n--) {
      a += r.varint();
      const b = r.varint(), length = r.varint();
      pairs.set(a + "," + b, { start, length: Math.floor(length / 2), long: length % 2 });
      if (length % 2 === 0) start += length / 2;
    }
    const base = (r.at + 7) >> 3;
    pairs.forEach(p => (p.start += base));
    return { pairs, bytes: r.bytes };
  };
  // A shard of bodies: the documents of one slot; null where they are too many to tell anything.
  const slotDocuments = (r, slot, range) => {
    const end = r.bytes.length * 8;
    for (let next = 0; r.at < end; next++) {
      next += r.varint();
      const count = r.varint(), docs = [];
      r.list(count, range, doc => docs.push(doc));
      r.at = (r.at + 7) & ~7;
      if (next === slot) return count ? docs : null;
      if (next > slot) return [];
    }
    return [];
  };

  // `most` of a list, both ends included.
  const spread = (all, most) => (all.length <= most ? all : Array.from({ length: most }, (_, i) => all[Math.round((i * (all.length - 1)) / (most - 1))]));
  const pairsOf = word => word.slice(1).map((b, at) => ({ a: word[at], b, at, hash: hash(word[at], b) }));
  // Pairs that hold every character of a word.
  const cover = word => pairsOf(word).filter(p => p.at % 2 === 0 || p.at === word.length - 2);

  const open = async fetchBytes => {
    const front = JSON.parse(utf8(await fetchBytes("index.json", false)));
    if (front.version !== VERSION) throw STALE;
    let first = 0;
    const segments = front.segments.map(s => {
      const segment = Object.assign({ first }, s);
      first += s.count;
      return segment;
    });
    const facet = row => ({ slug: row[0], name: row[1], count: row[2] });
    const lenders = front.lenders.map(facet), topics = front.topics.map(facet);
    const kept = new Map();

    // A file, decoded, and once more from its origin where its numbering is another; nothing where it cannot be had.
    const file = async (run, path, decode) => {
      if (!kept.has(path)) {
        const attempt = async reload => {
          const bytes = await fetchBytes(path, reload);
          run.bytes += bytes.length;
          return decode(bytes);
        };
        kept.set(path, attempt(false).catch(error => (error === STALE ? attempt(true) : Promise.reject(error))));
      }
      try {
        return await kept.get(path);
      } catch (error) {
        kept.delete(path);
        if (error === STALE) run.stale = true;
        run.failed.add(path);
        return undefined;
      }
    };
    const named = (segment, name) => `${segment.name}/${name}?v=${segment.id.toString(36)}`;

    const guarded = (run, decode) => {
      try {
        return decode();
      } catch (error) {
        run.failed.add(error);
        return null;
      }
    };

    // The places of a pair: null where they are not known.
    const headList = async (run, segment, pair) => {
      const shard = await file(run, named(segment, `head/${high(pair.hash, segment.head)}.bin`), b => directory(opened(b, segment)));
      if (!shard) return null;
      const codes = [pair.a.codePointAt(0), pair.b.codePointAt(0)], entry = shard.pairs.get(codes.join());
      if (!entry) return new Map();
      if (entry.long) {
        if (run.bytes + entry.length <= BUDGET) {
          const path = `long/${codes.map(c => c.toString(16)).join("-")}.bin`;
          return (await file(run, named(segment, path), b => places(opened(b, segment), segment.count))) || null;
        }
        run.exact = false;
        return null;
      }
      return guarded(run, () => {
        const r = new Reader(shard.bytes);
        r.at = entry.start * 8;
        return (entry.list = entry.list || places(r, segment.count));
      });
    };

    // The documents of a pair's slot: null where they are not known, or too many to tell anything.
    const bodyList = async (run, segment, pair) => {
      const slot = pair.hash >>> (32 - SLOT_BITS), each = 2 ** SLOT_BITS / segment.body;
      const bytes = await file(run, named(segment, `body/${Math.floor(slot / each)}.bin`), b => (opened(b, segment), b));
      return bytes ? guarded(run, () => slotDocuments(opened(bytes, segment), slot % each, segment.count)) : null;
    };

    // Documents that have all the pairs, with the places where the word begins.
    const phrase = lists => {
      const known = lists.sort((x, y) => x.list.size - y.list.size);
      let found = new Map();
      known[0].list.forEach((at, doc) => found.set(doc, at.map(p => p - 2 * known[0].at).filter(p => p >= 0)));
      known.slice(1).forEach(({ list, at }) => {
        const next = new Map();
        found.forEach((starts, doc) => {
          const there = list.get(doc);
          if (there) next.set(doc, starts.filter(p => there.includes(p + 2 * at)));
        });
        found = next;
      });
      return found;
    };

    // Class of every document of a segment by title and headings: 4 all words in the title, 3 in title or headings, 2 all pairs.
    const inHead = async (run, segment, words, allowed) => {
      const all = [].concat(...words.map((word, w) => cover(word).map(p => Object.assign({ w }, p)))), each = spread(all, HEAD_PAIRS);
      if (each.length < all.length) run.exact = false;
      const lists = await Promise.all(each.map(async p => ({ w: p.w, at: p.at, list: await headList(run, segment, p) })));
      let classes = null;
      words.forEach((_, w) => {
        const known = lists.filter(l => l.w === w && l.list);
        if (!known.length) return;
        const found = phrase(known);
        const grade = starts => (starts.some(p => p % 2 === 0) ? 4 : starts.length ? 3 : 2);
        const next = new Map();
        found.forEach((starts, doc) => {
          const before = classes ? classes.get(doc) : 4;
          if (before && (!allowed || allowed.has(doc))) next.set(doc, Math.min(before, grade(starts)));
        });
        classes = next;
      });
      return classes || new Map();
    };

    // The same by bodies: 1 all pairs; less by the weight of those that are there, rare ones weighing more.
    const inBody = async (run, segment, words, allowed, classes) => {
      // A shard of each segment is about 12 KiB, and what is shown of ten documents twice that.
      const room = Math.floor((BUDGET - run.bytes) / 12288) - 2;
      const each = spread([].concat(...words.map(pairsOf)), Math.max(2, Math.min(BODY_PAIRS, room)));
      const lists = (await Promise.all(each.map(p => bodyList(run, segment, p)))).filter(l => l);
      const weights = new Map();
      let whole = 0;
      lists.forEach(docs => {
        const weight = parameter(docs.length, segment.count) + 1;
        whole += weight;
        docs.forEach(doc => weights.set(doc, (weights.get(doc) || 0) + weight));
      });
      weights.forEach((weight, doc) => {
        if (classes.has(doc) || (allowed && !allowed.has(doc)) || 2 * weight <= whole) return;
        classes.set(doc, weight === whole ? 1 : weight / whole);
      });
    };

    const filter = async (run, kind, slug) => {
      if (!slug) return null;
      const all = await file(run, `${kind}/${encodeURIComponent(slug)}.bin?v=${segments.map(s => s.id.toString(36)).join("-")}`, bytes => {
        const r = new Reader(bytes);
        if (r.bits(8) !== VERSION) throw STALE;
        return segments.map(segment => {
          if (r.id() !== segment.id) throw STALE;
          const docs = new Set();
          r.list(r.varint(), segment.count, doc => docs.add(doc));
          r.at = (r.at + 7) & ~7;
          return docs;
        });
      });
      return all || segments.map(() => new Set());
    };

    const shown = async (run, hit, query) => {
      const { segment, doc } = hit, n = Math.floor(doc / front.block);
      const path = named(segment, `docs/${n}.json`);
      const rows = await file(run, segment.blocks ? path.replace(/\?.*/, "?v=" + segment.blocks.substr(n * 4, 4)) : path, bytes => {
        const block = JSON.parse(utf8(bytes)), id = block[0];
        const right = segment.blocks ? (id >>> 16) === parseInt(segment.blocks.substr(n * 4, 4), 16) : id === segment.id;
        if (!right) throw STALE;
        return block[1];
      });
      const row = rows && rows[doc % front.block];
      if (!row) return null;
      const name = (facets, slug) => (facets.find(f => f.slug === slug) || { name: "" }).name;
      return {
        title: row[0],
        url: row[1][0] === "/" ? row[1] : front.address[0] + row[1] + front.address[1],
        date: row[2],
        lender: name(lenders, row[3]),
        topic: name(topics, row[4]),
        excerpt: row[5],
        where: CLASSES[Math.floor(hit.grade)],
        marks: { title: marks(row[0], query), excerpt: marks(row[5], query) },
      };
    };

    const search = async (query, options) => {
      const { lender, topic, limit = 10, onPartial } = options || {};
      const run = { bytes: 0, failed: new Set(), stale: false, exact: true };
      const words = wordsOf(query), said = words.map(w => w.join(""));
      const answer = async (graded, exact) => {
        const hits = [];
        graded.forEach((classes, i) => classes.forEach((grade, doc) => hits.push({ grade, doc, segment: segments[i] })));
        hits.sort((x, y) => y.grade - x.grade || y.segment.first - x.segment.first || y.doc - x.doc);
        const full = hits.filter(h => h.grade >= 1).length, total = full || hits.length;
        const results = (await Promise.all(hits.slice(0, limit).map(h => shown(run, h, query)))).filter(r => r);
        const failed = run.failed.size;
        return { results, total, exact: exact && run.exact && !failed, more: hits.length > limit, failed, stale: run.stale, short: false, words: said, bytes: run.bytes };
      };
      if (!words.length) return Object.assign(await answer([], true), { short: true });
      const filters = (await Promise.all([filter(run, "lender", lender), filter(run, "topic", topic)])).filter(f => f);
      const allowed = segments.map((_, i) => filters.reduce((all, f) => (all ? new Set(Array.from(all).filter(d => f[i].has(d))) : f[i]), null));
      const graded = await Promise.all(segments.map((s, i) => inHead(run, s, words, allowed[i])));
      const sure = graded.reduce((n, classes) => n + Array.from(classes.values()).filter(c => c > 2).length, 0);
      if (sure >= limit) return answer(graded, true);
      if (onPartial && sure) onPartial(await answer(graded, false));
      await Promise.all(segments.map((s, i) => inBody(run, s, words, allowed[i], graded[i])));
      return answer(graded, false);
    };
    return { count: front.count, lenders, topics, search };
  };

  const utf8 = bytes => new TextDecoder().decode(bytes);
  root.sitegenSearch = { open, marks, normalised, hash };
})(typeof self === "undefined" ? globalThis : self);
