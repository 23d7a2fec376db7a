// SPDX-License-Identifier: AGPL-3.0-or-later
// Migrations are numbered without gaps and speak the SQL that SQLite and PostgreSQL share.
import { lines } from '../tree.mjs';

const types = /^(bigint|text|double precision)$/;
const forbidden = [
  [/\bautoincrement\b|\b(big)?serial\b|\bgenerated\s+(always|by default)\b/, 'numbers are given by us, not by the database'],
  [/\b(timestamptz?|datetime|date|time|boolean|bool|integer|int|smallint|varchar|char|real|float|numeric|decimal|blob|bytea|jsonb?|uuid)\b(?=[^'()]*(,|$|\)|not null|default|primary|references|unique))/, 'columns are bigint, text or double precision'],
  [/\b(now|datetime|strftime|julianday|current_timestamp|gen_random_uuid|randomblob)\b\s*\(?/, 'time and ids come from the program'],
  [/\binsert\s+or\s+(replace|ignore)\b|\breplace\s+into\b/, 'write "on conflict"'],
  [/\bpragma\b|\bvacuum\b|\bwithout\s+rowid\b|\bstrict\s*;|\busing\s+(gin|gist|btree)\b|::/, 'one database only understands this'],
  [/\bif\s+(not\s+)?exists\b/, 'a migration runs once; it knows what is there'],
  [/\b(begin|commit|rollback)\b\s*(transaction|work)?\s*;/, 'the migrator holds the transaction'],
];

export default function migrations(tree) {
  const found = [];
  let expected = 1;
  for (const path of tree.match(/^db\/migrations\//)) {
    const m = /^db\/migrations\/(\d{4})_([a-z0-9_]+)\.sql$/.exec(path);
    if (!m) {
      found.push({ path, what: 'named otherwise than 0001_words.sql' });
      continue;
    }
    if (Number(m[1]) !== expected) found.push({ path, what: `number ${String(expected).padStart(4, '0')} expected: no gaps, no twins` });
    expected = Number(m[1]) + 1;
    found.push(...statements(tree, path), ...columns(tree, path));
  }
  return found;
}

/** A line without its comment and without what stands in quotes. */
const bare = (line) => line.replace(/--.*$/, '').replace(/'[^']*'/g, "''").toLowerCase();

function statements(tree, path) {
  const found = [];
  for (const [line, text] of lines(tree.read(path))) {
    for (const [pattern, why] of forbidden) {
      const m = pattern.exec(bare(text));
      if (m && !types.test(m[0])) found.push({ path, line, what: `"${m[0].trim()}": ${why}` });
    }
  }
  return found;
}

/** Every column of a created table has one of the three types. */
function columns(tree, path) {
  const found = [];
  const text = tree.read(path).split('\n').map(bare).join('\n');
  for (const m of text.matchAll(/create\s+table\s+(\w+)\s*\(([\s\S]*?)\)\s*;/g)) {
    for (const part of m[2].replace(/\([^()]*\)/g, '').split(',')) {
      const c = /^\s*(\w+)\s+(\w+(?:\s+precision)?)/.exec(part);
      if (!c || /^(primary|foreign|unique|check|constraint)$/.test(c[1])) continue;
      if (!types.test(c[2])) found.push({ path, what: `${m[1]}.${c[1]} is ${c[2]}: bigint, text or double precision` });
    }
  }
  return found;
}
