// SPDX-License-Identifier: AGPL-3.0-or-later
// Reads ICU MessageFormat far enough to name its arguments and their branches.

/**
 * The arguments of a sentence: a map of name to {kind, branches}, where kind is '' for a plain one and
 * 'plural', 'select', 'selectordinal', 'number'… otherwise. Throws an Error that says where it stopped.
 */
export function argumentsOf(sentence) {
  const found = new Map();
  const at = readMessage(sentence, 0, found, 0);
  if (at !== sentence.length) throw new Error(`a "}" too many at ${at}`);
  return found;
}

/** Reads until the end, or until the "}" that closes the branch we are in; gives its position. */
function readMessage(s, start, found, depth) {
  let i = start;
  while (i < s.length) {
    if (s[i] === "'") i = skipQuoted(s, i);
    else if (s[i] === '{') i = readArgument(s, i + 1, found, depth);
    else if (s[i] === '}') return depth > 0 ? i : fail(s, i);
    else i += 1;
  }
  if (depth > 0) throw new Error('a "{" is never closed');
  return i;
}

function fail(s, i) {
  throw new Error(`a "}" too many at ${i}`);
}

/** An apostrophe quotes only when a brace (or, in a plural, #) follows; two are one. */
function skipQuoted(s, i) {
  if (s[i + 1] === "'") return i + 2;
  if (!'{}#|'.includes(s[i + 1] ?? ' ')) return i + 1;
  const end = s.indexOf("'", i + 1);
  if (end < 0) throw new Error(`an apostrophe before "${s[i + 1]}" opens a quotation that never ends`);
  return end + 1;
}

function readArgument(s, start, found, depth) {
  const head = /^\s*([A-Za-z_][\w]*)\s*(?:,\s*([a-z]+)\s*)?([,}])/.exec(s.slice(start));
  if (!head) throw new Error(`no argument name at ${start}`);
  const [whole, name, kind = '', end] = head;
  const entry = found.get(name) ?? { kind, branches: new Set() };
  if (entry.kind === '') entry.kind = kind;
  found.set(name, entry);
  let i = start + whole.length;
  if (end === '}') return i;
  if (!['plural', 'select', 'selectordinal'].includes(kind)) {
    const close = s.indexOf('}', i);
    if (close < 0) throw new Error('a "{" is never closed');
    return close + 1;
  }
  return readBranches(s, i, entry, found, depth);
}

function readBranches(s, start, entry, found, depth) {
  let i = start;
  for (;;) {
    const m = /^\s*(?:offset:\d+\s+)?(?:(=?\w+)\s*\{|(\}))/.exec(s.slice(i));
    if (!m) throw new Error(`a branch or "}" expected at ${i}`);
    i += m[0].length;
    if (m[2]) break;
    entry.branches.add(m[1]);
    i = readMessage(s, i, found, depth + 1) + 1;
  }
  if (!entry.branches.has('other')) throw new Error('a plural or select without "other"');
  return i;
}
