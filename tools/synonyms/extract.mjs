// SPDX-License-Identifier: AGPL-3.0-or-later
// Writes data/search/synonyms.json: more words for our topics, in thirteen languages.
//   node tools/synonyms/extract.mjs > data/search/synonyms.json
// From the pinned npm packages @openstreetmap/id-tagging-schema (names of map presets; also their search
// terms, except for a preset marked with = in presets.csv) and cldr-annotations-full (short names of emoji).
// presets.csv, ours, tells which belong to which topic; dropped.txt what is left out.
import { existsSync, readFileSync } from 'node:fs';

const here = new URL('.', import.meta.url);
const modules = new URL('../../node_modules/', here);
const json = (path) => JSON.parse(readFileSync(new URL(path, modules), 'utf8'));
const text = (name) => readFileSync(new URL(name, here), 'utf8').split('\n').map((l) => l.trim());
const languages = ['fr', 'en', 'nl', 'ar', 'uk', 'ru', 'de', 'es', 'it', 'tr', 'fa', 'ps', 'ti'];

const fold = (word) => word.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
const dropped = new Set(text('dropped.txt').filter((l) => l && !l.startsWith('#')).map(fold));

const presets = {};
const emoji = {};
for (const lang of languages) {
  const translation = `@openstreetmap/id-tagging-schema/dist/translations/${lang}.json`; // Pashto has none
  presets[lang] = existsSync(new URL(translation, modules)) ? (json(translation)[lang]?.presets?.presets ?? {}) : {};
  emoji[lang] = json(`cldr-annotations-full/annotations/${lang}/annotations.json`).annotations.annotations;
}

// A usable word: a short phrase of letters in the language's own script, not a remark to mappers.
const scripts = { ar: 'Arabic', fa: 'Arabic', ps: 'Arabic', uk: 'Cyrillic', ru: 'Cyrillic', ti: 'Ethiopic' };
function usable(word, lang) {
  if (word.length < 2 || word.length > 32 || /[=0-9(){}\[\]]/.test(word) || dropped.has(fold(word))) return false;
  if (/obsol|deprecated|verouderd|устар|utiliser /i.test(word)) return false;
  if (word.split(/\s+/).length > 4) return false;
  return new RegExp(`^[\\p{Script=${scripts[lang] ?? 'Latin'}}\\p{M}\\s'’ʼ.\u200c-]+$`, 'u').test(word);
}

function presetWords(entry, lang) {
  const nameOnly = entry.startsWith('=');
  const preset = presets[lang][entry.replace(/^=/, '')];
  if (!preset) return [];
  const names = (preset.name ?? '').split(/[\/,;]/).concat((preset.aliases ?? '').split('\n'));
  return nameOnly ? names : names.concat((preset.terms ?? '').split(/[,،;|\n]/));
}

const out = {};
const seen = { topics: 0, words: 0 };
for (const line of text('presets.csv').slice(1).filter(Boolean)) {
  const [topic, entries, faces] = line.split(',');
  const words = [];
  for (const lang of languages) {
    const found = new Map();
    const add = (word) => {
      const clean = word.trim().replace(/[.،]+$/, '').replaceAll('’', "'");
      if (usable(clean, lang) && !found.has(fold(clean))) found.set(fold(clean), clean);
    };
    entries.split('|').filter(Boolean).forEach((e) => presetWords(e, lang).forEach(add));
    faces.split('|').filter(Boolean).forEach((f) => (emoji[lang][f]?.tts ?? []).forEach(add));
    for (const word of found.values()) words.push({ lang, word });
  }
  if (words.length === 0) continue;
  out[topic] = words;
  seen.topics += 1;
  seen.words += words.length;
}
console.error(`${seen.topics} topics, ${seen.words} words`);
const body = Object.entries(out).map(([topic, words]) => `${JSON.stringify(topic)}: ${JSON.stringify(words)}`);
console.log(`{\n${body.join(',\n')}\n}`);
