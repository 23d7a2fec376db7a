// SPDX-License-Identifier: AGPL-3.0-or-later
// The MiniSearch peer: node minisearch.mjs DOCS.jsonl QUESTIONS.jsonl SECONDS > REPLIES.jsonl
// Same documents, same questions, accents folded on both sides as its documentation shows. The first line
// of the output tells {build, asked, seconds}, the others are the first ten documents of each question.
import { readFileSync } from 'node:fs';
import MiniSearch from 'minisearch';

const [docsFile, questionsFile, limit] = process.argv.slice(2);
const lines = (file) => readFileSync(file, 'utf8').split('\n').filter(Boolean).map((l) => JSON.parse(l));
const docs = lines(docsFile);
const questions = lines(questionsFile);
const fold = (term) => term.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();

const index = new MiniSearch({ fields: Object.keys(docs[0]).filter((k) => /^t\d$/.test(k)), idField: 'id', processTerm: fold });
const boost = docs[0].boost;
let started = performance.now();
index.addAll(docs);
const build = (performance.now() - started) / 1000;

function km(a, b) {
  const r = Math.PI / 180;
  const u = Math.sin(((b.lat - a.lat) * r) / 2);
  const v = Math.sin(((b.lon - a.lon) * r) / 2);
  return 2 * 6371.0088 * Math.asin(Math.sqrt(u * u + Math.cos(a.lat * r) * Math.cos(b.lat * r) * v * v));
}

function ask(q) {
  const filter = (hit) => {
    const d = docs[hit.id];
    if (q.rubric && d.rubric !== q.rubric) return false;
    return q.kind !== 'geo' || (d.open && km(q, d) <= 15);
  };
  const options = { boost, filter, combineWith: 'AND', prefix: q.kind === 'prefix' };
  let found = index.search(q.words, options);
  if (found.length === 0) found = index.search(q.words, { ...options, fuzzy: 0.2 });
  if (found.length === 0) found = index.search(q.words, { ...options, fuzzy: 0.2, combineWith: 'OR' });
  const counts = [new Map(), new Map(), new Map()];
  for (const hit of found) {
    const d = docs[hit.id];
    [d.rubric, d.commune, d.language].forEach((v, i) => counts[i].set(v, (counts[i].get(v) ?? 0) + 1));
  }
  return found.slice(0, 10).map((hit) => hit.id);
}

for (const q of questions.slice(0, 20)) ask(q); // warm
const replies = [];
started = performance.now();
for (const q of questions) {
  replies.push(ask(q));
  if (performance.now() - started > Number(limit) * 1000) break;
}
const seconds = (performance.now() - started) / 1000;
console.log(JSON.stringify({ build, asked: replies.length, seconds }));
for (const r of replies) console.log(JSON.stringify(r));
