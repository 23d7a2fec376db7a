// SPDX-License-Identifier: AGPL-3.0-or-later
// Runs the rules of the house over this checkout and says what breaks them.
import { gitTree } from './tree.mjs';
import format from './rules/format.mjs';
import includes from './rules/includes.mjs';
import migrations from './rules/migrations.mjs';
import packages from './rules/packages.mjs';
import sizes from './rules/sizes.mjs';
import text from './rules/text.mjs';
import words from './rules/words.mjs';

const rules = { format, includes, sizes, text, migrations, packages, words };
const root = new URL('../..', import.meta.url).pathname;

const asked = process.argv.slice(2).filter((a) => a !== '--notes');
const withNotes = process.argv.includes('--notes');
const unknown = asked.filter((a) => !(a in rules));
if (unknown.length > 0) {
  console.error(`bin/check: no rule called ${unknown.join(', ')}; there are: ${Object.keys(rules).join(', ')}`);
  process.exit(2);
}

const tree = gitTree(root);
let broken = 0;
let noted = 0;
for (const name of asked.length > 0 ? asked : Object.keys(rules)) {
  const found = await rules[name](tree, root);
  const faults = found.filter((f) => !f.note);
  const notes = found.filter((f) => f.note);
  for (const f of faults) console.log(`${f.path}${f.line ? `:${f.line}` : ''}: ${f.what} [${name}]`);
  if (withNotes) for (const f of notes) console.log(`${f.path}${f.line ? `:${f.line}` : ''}: note: ${f.what} [${name}]`);
  broken += faults.length;
  noted += notes.length;
}
const hint = noted > 0 && !withNotes ? `, ${noted} notes (--notes shows them)` : '';
console.log(broken === 0 ? `bin/check: nothing to say${hint}` : `bin/check: ${broken} to mend${hint}`);
process.exit(broken === 0 ? 0 : 1);
