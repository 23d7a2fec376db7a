// SPDX-License-Identifier: AGPL-3.0-or-later
// The files of a checkout as the rules see them.
import { execFileSync } from 'node:child_process';
import { existsSync, lstatSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A tree held in memory: `contents` maps a path to its text. The rules' own tests use it. */
export function memoryTree(contents) {
  const files = Object.keys(contents).sort();
  return {
    files,
    read: (path) => contents[path] ?? '',
    has: (path) => path in contents,
    match: (pattern) => files.filter((f) => pattern.test(f)),
  };
}

/** What git knows or would add in the checkout at `root`; links and files since deleted are left out. */
export function gitTree(root) {
  const files = listed(root).filter((f) => f !== '' && isFile(join(root, f))).sort();
  const kept = new Map();
  const known = new Set(files);
  return {
    files,
    read(path) {
      if (!kept.has(path)) kept.set(path, known.has(path) ? readFileSync(join(root, path), 'utf8') : '');
      return kept.get(path);
    },
    has: (path) => known.has(path),
    match: (pattern) => files.filter((f) => pattern.test(f)),
  };
}

/** Without git (a downloaded archive), every file but those that are made. */
function listed(root) {
  if (existsSync(join(root, '.git'))) {
    const said = execFileSync('git', ['ls-files', '-co', '--exclude-standard', '-z'], { cwd: root, maxBuffer: 1 << 26 });
    return said.toString().split('\0');
  }
  const walk = (folder) => readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = folder + entry.name;
    if (/^(build|node_modules|var|\.cache)$/.test(path)) return [];
    return entry.isDirectory() ? walk(`${path}/`) : [path];
  });
  return walk('');
}

function isFile(path) {
  return existsSync(path) && lstatSync(path).isFile();
}

/** Each line of a text with its number, from 1. */
export function* lines(text) {
  let number = 0;
  for (const line of text.split('\n')) yield [++number, line];
}
