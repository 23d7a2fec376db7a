// SPDX-License-Identifier: AGPL-3.0-or-later
// Sources carry their licence line; nothing names the machine it was made on or a package registry.
import { lines } from '../tree.mjs';

const licence = 'SPDX-License-Identifier: AGPL-3.0-or-later';
const sources = /^(src|test|bench|fuzz|tools|public)\/.*\.(cc|h|mjs|js|css|sh|cmake)$|^(bin|\.ci)\/[^/]+$|(^|\/)CMakeLists\.txt$|\.sql$/;
const plain = /\.(cc|h|mjs|js|json|css|sh|md|txt|sql|yml|yaml|csv|cmake|html|svg)$|^(bin|\.ci)\/|^\.[a-z]/;
const self = /^tools\/check\//;

const machine = [
  [/(^|[\s"'`(=:])\/(work|home|root|farm|opt)\/[\w.]/, 'a path of somebody\'s machine'],
  [/"resolved"\s*:\s*"http/, 'a lock file without hosts, please (.npmrc says so)'],
  [/\bregistry\.npmjs\.org\b|\b[\w.-]*(pkg\.dev|jfrog\.io|nexus\.)[\w.-]*/, 'a registry\'s host'],
  [/^\s*deb\s+http/, 'a Debian mirror'],
];
const unfinished = /\b(TODO|FIXME|XXX)\b(?!\(#\d+\))/;

export default function words(tree) {
  const found = [];
  for (const path of tree.files) {
    if (!plain.test(path) && !sources.test(path)) continue;
    const text = tree.read(path);
    if (sources.test(path)) found.push(...checkLicence(path, text));
    if (!self.test(path)) found.push(...checkLines(path, text));
  }
  return found;
}

function checkLicence(path, text) {
  if (path.endsWith('CMakeLists.txt') && path !== 'CMakeLists.txt') return [];
  const [first, second] = text.split('\n', 2);
  const line = first.startsWith('#!') ? second : first;
  return line?.includes(licence) ? [] : [{ path, line: 1, what: `no "${licence}"` }];
}

function checkLines(path, text) {
  const found = [];
  const isDocument = path.endsWith('.md');
  for (const [line, words] of lines(text)) {
    for (const [pattern, what] of machine) if (pattern.test(words)) found.push({ path, line, what });
    if (isDocument && /(^|[\s`"(])\/tmp\//.test(words)) found.push({ path, line, what: 'a path of somebody\'s machine' });
    if (!isDocument && !path.endsWith('.json') && !path.endsWith('.csv') && unfinished.test(words)) {
      found.push({ path, line, what: 'unfinished, without the number of an issue' });
    }
  }
  return found;
}
