/* Finds the class of a pasted error message, and pages by their words. Needs catalogueData; runs in Node too. */
"use strict";
(function (root) {
  const LONGEST = 20000;
  const LONGEST_LINE = 2000;
  const MOST_LINES = 400;
  const WITHOUT_TYPE = 0.85; // a message of the right words, pasted without its type
  const FRAME = /File "([^"]+)", line \d+(?:, in (\S+))?|^\s*at (?:async )?(\S+) \((?:file:\/\/)?([^():]+)/;
  const NAME = /(?:[A-Za-z_$][\w$]*\.)*[A-Za-z_$][\w$]*(?=:\s|\(|\s*$)/g;

  function words(text) {
    const found = [];
    for (const token of text.match(/[A-Za-z0-9]+/g) || []) {
      const parts = token.split(/(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])/);
      found.push(token.toLowerCase(), ...(parts.length > 1 ? parts.map((part) => part.toLowerCase()) : []));
    }
    return found.filter((word) => word.length > 1 && word.length <= 40);
  }

  function prepare(data) {
    const compiled = (patterns) => (patterns || []).map(([source, flags]) => new RegExp(source, flags));
    const rules = data.rules.map((rule) => ({
      page: rule.page,
      worth: rule.worth,
      types: rule.types ? new Set(rule.types) : null,
      message: compiled(rule.message),
      unless: compiled(rule.unless),
      line: compiled(rule.line),
      frame: compiled(rule.frame),
    }));
    const types = new Set(rules.flatMap((rule) => (rule.types ? [...rule.types] : [])));
    return { pages: data.pages, rules, types, words: new Map(data.words) };
  }

  // The spellings under which a rule may name a printed type: whole, package and name, name alone.
  function spellings(name) {
    const parts = name.split(".");
    const last = parts[parts.length - 1];
    return [name, parts[0] + "." + last, last];
  }

  const isType = (name, types) => spellings(name).some((one) => types.has(one));

  // The exceptions that the text names, each with its message: the rest of the line and the lines right below.
  function raised(lines, types) {
    const found = [];
    lines.forEach((line, number) => {
      for (const hit of line.matchAll(NAME)) {
        const known = isType(hit[0], types) || /(?:Error|Exception|Warning)$/.test(hit[0]);
        if (known && !/File "/.test(line)) {
          const rest = line.slice(hit.index + hit[0].length).replace(/^[:(]?\s*/, "");
          found.push({ type: hit[0], message: folded([rest, ...lines.slice(number + 1, number + 4)].join(" ")) });
        }
      }
    });
    return found;
  }

  const folded = (text) => text.replace(/\s+/g, " ").trim();

  // The head and, longer, the tail of what is too long.
  function ends(whole, most, between) {
    const head = Math.floor(most / 4);
    return whole.length <= most ? whole : whole.slice(0, head).concat(between, whole.slice(head - most));
  }

  function read(text, types) {
    const lines = ends(ends(text, LONGEST, "\n").split(/\r?\n|\\n/), MOST_LINES, []).map((line) => line.slice(0, LONGEST_LINE));
    const bare = lines.map((line) => line.replace(/^[\s|+>]*/, "").trimEnd()).filter((line) => line);
    const frames = [];
    for (const line of lines) {
      const hit = FRAME.exec(line);
      if (hit) frames.push(hit[1] ? hit[1].replace(/\\/g, "/") + ":" + (hit[2] || "") : hit[4] + ":" + hit[3]);
    }
    return { lines: bare, whole: folded(bare.join(" ")), frames, raised: raised(bare, types) };
  }

  const hits = (patterns, text) => patterns.some((pattern) => pattern.test(text));

  // What a rule says of the text: 0 nothing, up to 1.
  function worth(rule, read) {
    if (rule.line.length && !read.lines.some((line) => hits(rule.line, line)) && !hits(rule.line, read.whole)) return 0;
    if (rule.frame.length && !read.frames.some((frame) => hits(rule.frame, frame))) return 0;
    if (rule.types) return rule.worth * typed(rule, read);
    if (!rule.message.length) return rule.worth;
    const messages = [...read.raised.map((one) => one.message), ...read.lines, read.whole];
    return messages.some((text) => said(rule, text)) ? rule.worth : 0;
  }

  const said = (rule, text) => (!rule.message.length || hits(rule.message, text)) && !hits(rule.unless, text);

  function typed(rule, read) {
    if (read.raised.some((one) => isType(one.type, rule.types) && said(rule, one.message))) return 1;
    const untold = !read.raised.length && rule.message.length && !rule.line.length && !rule.frame.length;
    return untold && [...read.lines, read.whole].some((text) => said(rule, text)) ? WITHOUT_TYPE : 0;
  }

  // By how much the words of the text speak for each page; the last word may be unfinished.
  function spoken(text, index) {
    const scores = new Map();
    const asked = new Set(words(text));
    const last = words(text).pop();
    for (const word of asked) {
      let entries = index.words.get(word) || [];
      if (!entries.length && word === last && word.length > 2) {
        entries = [...index.words].filter(([known]) => known.startsWith(word)).flatMap(([, some]) => some).slice(0, 60);
      }
      for (const [page, weight] of entries) scores.set(page, (scores.get(page) || 0) + weight);
    }
    const best = Math.max(0, ...scores.values());
    for (const [page, score] of scores) scores.set(page, score / best);
    return scores;
  }

  // The pages for a text, best first: {page, known, behind, score}; known where a signature of the class hits, behind
  // where it is a cause of such a class.
  function find(text, index, most) {
    if (!text.trim()) return [];
    const seen = read(text, index.types);
    const known = new Map();
    for (const rule of index.rules) {
      const found = worth(rule, seen);
      const before = known.get(rule.page) || 0;
      if (found) known.set(rule.page, Math.max(before, found) + 0.02 * Math.min(before, found));
    }
    const scores = spoken(ends(text, LONGEST, "\n"), index);
    const numbers = new Set([...known.keys(), ...scores.keys()]);
    // A known class brings its causes along, by how probable they are.
    const behind = new Set();
    for (const [page, score] of known) {
      for (const [cause, prior] of index.pages[page][4] || []) {
        behind.add(cause);
        numbers.add(cause);
        scores.set(cause, (scores.get(cause) || 0) + score * prior);
      }
    }
    const ranked = [...numbers].map((number) => ({
      page: index.pages[number],
      known: known.has(number),
      behind: behind.has(number),
      score: 2 * (known.get(number) || 0) + (scores.get(number) || 0) * (known.size ? 0.5 : 1),
    }));
    ranked.sort((one, other) => other.score - one.score || (one.page[0] < other.page[0] ? -1 : 1));
    return ranked.slice(0, most || 10);
  }

  root.catalogueSearch = { prepare, find, words };
})(globalThis);
