// SPDX-License-Identifier: AGPL-3.0-or-later
// The sentences of the interface: all there in every language, with the same arguments, and used.
import { argumentsOf } from '../icu.mjs';
import { lines } from '../tree.mjs';

const source = 'text/fr.json';
const aside = new Set(['qqq', 'zz']);
const isMeta = (key) => key.startsWith('_');
const keyShape = /^[a-z][a-z0-9]*(\.[a-z0-9_-]+)+$/;
const fileEnd = /\.(css|js|mjs|json|ndjson|geojson|html?|svg|png|ico|woff2?|txt|xml|csv|xlsx|zip|sql|pmtiles|webmanifest|be|org)$/;

export default function text(tree) {
  const files = tree.match(/^text\/[a-z-]+\.json$/).filter((f) => !aside.has(tagOf(f)));
  if (!tree.has(source)) return files.length > 0 ? [{ path: source, what: 'French is missing' }] : [];
  const found = [];
  const read = new Map(files.map((f) => [f, readSentences(tree, f, found)]));
  const french = read.get(source);
  for (const [path, sentences] of read) found.push(...checkFile(path, sentences, french, tree.read(path)));
  const desk = readDesk(tree, found);
  return found.concat(checkUse(tree, new Map([...french, ...desk])));
}

/** The sentences of the work pages: French and English, the same keys, none of them the public's. */
function readDesk(tree, found) {
  const desk = 'text/desk/fr.json';
  if (!tree.has(desk)) return new Map();
  const french = readSentences(tree, desk, found);
  const english = readSentences(tree, 'text/desk/en.json', found);
  for (const [path, sentences] of [[desk, french], ['text/desk/en.json', english]]) found.push(...checkFile(path, sentences, french, tree.read(path)));
  return french;
}

const tagOf = (path) => path.slice(path.lastIndexOf('/') + 1, -'.json'.length);

function readSentences(tree, path, found) {
  try {
    return new Map(Object.entries(JSON.parse(tree.read(path))));
  } catch (error) {
    found.push({ path, what: `not JSON: ${error.message}` });
    return new Map();
  }
}

function checkFile(path, sentences, french, raw) {
  const found = [];
  const line = (key) => raw.slice(0, Math.max(0, raw.indexOf(`"${key}"`))).split('\n').length;
  for (const key of twice(raw)) found.push({ path, line: line(key), what: `${key} is there twice` });
  for (const key of french.keys()) if (!sentences.has(key)) found.push({ path, what: `${key} is missing` });
  for (const [key, sentence] of sentences) {
    if (isMeta(key)) continue;
    const what = !french.has(key) ? `${key} is not in French` : checkSentence(tagOf(path), sentence, french.get(key));
    if (what) found.push({ path, line: line(key), what: what.startsWith(key) ? what : `${key}: ${what}` });
  }
  return found;
}

function twice(raw) {
  const seen = new Set();
  const out = new Set();
  for (const m of raw.matchAll(/^\s*"([^"]+)"\s*:/gm)) (seen.has(m[1]) ? out : seen).add(m[1]);
  return out;
}

function checkSentence(tag, sentence, inFrench) {
  if (typeof sentence !== 'string' || sentence.trim() === '') return 'is empty';
  let mine;
  let theirs;
  try {
    mine = argumentsOf(sentence);
    theirs = argumentsOf(inFrench);
  } catch (error) {
    return error.message;
  }
  for (const name of theirs.keys()) if (!mine.has(name)) return `{${name}} of the French sentence is missing`;
  for (const name of mine.keys()) if (!theirs.has(name)) return `{${name}} is not in the French sentence`;
  const known = new Set(new Intl.PluralRules(tag).resolvedOptions().pluralCategories);
  for (const [name, { kind, branches }] of mine) {
    if (kind !== 'plural') continue;
    const strange = [...branches].find((b) => !b.startsWith('=') && !known.has(b));
    if (strange) return `{${name}}: ${tag} has no plural "${strange}"`;
    const lacking = [...known].find((k) => !branches.has(k) && !['zero', 'many', 'other'].includes(k) && !stands(k, branches));
    if (lacking) return `{${name}}: ${tag} needs the plural "${lacking}"`;
  }
  return '';
}

/** "=1" may stand for "one", "=2" for "two". */
const stands = (category, branches) => branches.has({ one: '=1', two: '=2' }[category]);

/** Keys that the sources name and French lacks; keys of French that nothing names. */
function checkUse(tree, french) {
  const found = [];
  const rooms = new Set([...french.keys()].filter((k) => !isMeta(k)).map((k) => k.split('.')[0]));
  const used = new Set();
  const begun = new Set();
  for (const path of tree.match(/^src\/.*\.(cc|h)$/).filter((f) => !/\/test\//.test(f))) {
    for (const [line, words] of lines(tree.read(path))) {
      for (const m of words.replace(/^\s*\/\/.*$/, '').matchAll(/"((?:[^"\\]|\\.)*)"/g)) {
        const literal = m[1];
        if (/^[a-z][a-z0-9]*(\.[a-z0-9_-]+)*\.$/.test(literal)) begun.add(literal);
        if (!keyShape.test(literal)) continue;
        used.add(literal);
        begun.add(`${literal}.`);
        if (asKey(words, m.index) && rooms.has(literal.split('.')[0]) && !french.has(literal) && !fileEnd.test(literal)) {
          found.push({ path, line, what: `the sentence ${literal} is not in ${source}` });
        }
      }
    }
  }
  for (const key of french.keys()) {
    if (isMeta(key) || used.has(key) || [...begun].some((b) => key.startsWith(b))) continue;
    found.push({ path: source, note: true, what: `${key} is not named in any source` });
  }
  return found;
}

/** True when the literal at `index` is asked of a Text: t("…"), text("…"), or the key of a Problem. */
function asKey(words, index) {
  const before = words.slice(0, index);
  return /\b(t|text|say|tr)\(\s*$/.test(before) || /\{\s*"[a-z_]+",\s*$/.test(before) || /\bkey\s*=\s*$/.test(before);
}
