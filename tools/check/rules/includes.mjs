// SPDX-License-Identifier: AGPL-3.0-or-later
// Who may include whom: the order of rooms of ARCHITECTURE.md, and which file may speak to which library.
import { lines } from '../tree.mjs';

/** A room may include itself and what stands here; app, the last, knows every room. */
const mayInclude = {
  kernel: [],
  db: ['kernel'],
  search: ['kernel'],
  web: ['kernel', 'db', 'search'],
  post: ['kernel', 'db', 'web'],
  people: ['kernel', 'db', 'web', 'post'],
  guide: ['kernel', 'db', 'search', 'web', 'post', 'people'],
  activities: ['kernel', 'db', 'search', 'web', 'post', 'people', 'guide'],
  history: ['kernel', 'db', 'search', 'web', 'post', 'people', 'guide', 'activities'],
  app: ['kernel', 'db', 'search', 'web', 'post', 'people', 'guide', 'activities', 'history'],
};
/** Of a system to their left, other systems see these only. */
const systems = ['guide', 'activities', 'history'];
const doors = /^(door|model)\.h$/;

const keepers = [
  { library: /^boost\/beast/, name: 'Beast', only: /^src\/web\/receive\.cc$/ },
  { library: /^boost\/asio/, name: 'Asio', only: /^src\/web\/(serve\.cc|pool\.h)$/ },
  { library: /^soci\//, name: 'SOCI', only: /^src\/db\/[a-z_]+\.cc$/ },
  { library: /^libpq-fe\.h$/, name: 'libpq', only: /^src\/db\/|^src\/.*\/test\// },
  { library: /^libical\//, name: 'libical', only: /^src\/activities\/dates\/(ical_read\.cc|test\/)/ },
  { library: /^sqlite3\.h$/, name: 'SQLite', only: /^src\/db\/|^src\/.*\/test\// },
];

export default function includes(tree) {
  const found = [];
  for (const path of tree.match(/^src\/.*\.(cc|h)$/)) {
    const all = includesOf(tree, path);
    for (const inc of all) found.push(...checkRoom(tree, path, inc), ...checkKeeper(path, inc));
    found.push(...checkHead(tree, path, all));
  }
  return found.concat(checkCore(tree));
}

export function includesOf(tree, path) {
  const out = [];
  for (const [line, text] of lines(tree.read(path))) {
    const m = /^\s*#\s*include\s+([<"])([^>"]+)[>"]/.exec(text);
    if (m) out.push({ line, quoted: m[1] === '"', name: m[2] });
  }
  return out;
}

const isTest = (path) => /\/test\//.test(path);

function checkRoom(tree, path, inc) {
  if (!inc.quoted) return [];
  const mine = path.split('/')[1];
  const [theirs, ...rest] = inc.name.split('/');
  if (!(mine in mayInclude)) return [{ path, what: `the room ${mine} is not in the order of rooms` }];
  if (theirs === mine || theirs === 'support') return [];
  if (inc.name.endsWith('.inc')) return [];  // a table that the build makes
  if (!(theirs in mayInclude)) return [{ path, line: inc.line, what: `"${inc.name}" is not a path from src/` }];
  if (!mayInclude[mine].includes(theirs)) return [{ path, line: inc.line, what: `${mine} may not include ${theirs}` }];
  const inside = systems.includes(mine) && systems.includes(theirs) && !doors.test(rest.join('/'));
  if (inside && !isTest(path)) return [{ path, line: inc.line, what: `${mine} sees only door.h and model.h of ${theirs}` }];
  return [];
}

function checkKeeper(path, inc) {
  return keepers.filter((k) => k.library.test(inc.name) && !k.only.test(path))
    .map((k) => ({ path, line: inc.line, what: `${k.name} does not belong here` }));
}

/** A header says #pragma once; a source includes its own header first. */
function checkHead(tree, path, all) {
  if (path.endsWith('.h')) {
    return /^#pragma once$/m.test(tree.read(path)) ? [] : [{ path, what: 'no #pragma once' }];
  }
  const own = path.replace(/\.cc$/, '.h');
  if (!tree.has(own) || all[0]?.name === own.slice('src/'.length)) return [];
  return [{ path, line: all[0]?.line, what: `its own header comes first` }];
}

/** What is in house_core, and all it includes, uses the standard library only. */
function checkCore(tree) {
  const found = [];
  const seen = new Set();
  const visit = (path, from) => {
    if (seen.has(path)) return;
    seen.add(path);
    for (const inc of includesOf(tree, path)) {
      if (inc.quoted) {
        if (tree.has(`src/${inc.name}`)) visit(`src/${inc.name}`, from);
      } else if (!/^[a-z_]+$/.test(inc.name)) {
        found.push({ path, line: inc.line, what: `<${inc.name}> in house_core (through ${from}): the standard library only` });
      }
    }
  };
  for (const path of coreSources(tree)) visit(path, path);
  return found;
}

/** The sources that CMake lists in house_core. */
export function coreSources(tree) {
  const out = [];
  for (const list of tree.match(/^src\/.*CMakeLists\.txt$/)) {
    const folder = list.slice(0, list.lastIndexOf('/'));
    for (const m of tree.read(list).matchAll(/target_sources\(\s*house_core\s+(?:PRIVATE|PUBLIC)([^)]*)\)/g)) {
      const names = m[1].replace(/#.*$/gm, '').split(/\s+/).filter((n) => n.endsWith('.cc') && !n.includes('$'));
      out.push(...names.map((n) => `${folder}/${n}`));
    }
  }
  return out.sort();
}
