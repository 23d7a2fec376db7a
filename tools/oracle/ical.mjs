// SPDX-License-Identifier: AGPL-3.0-or-later
// Has the iCalendar files that we write read back by the npm package ical.js: texts, sequence and the instants of
// every time of a series, computed by it from our rule and our description of the time zone. Ends with status 1 on
// any disagreement.
//
//   node tools/oracle/ical.mjs [build/dev/ical_oracle] [--count 500] [--seed 1]
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import ICAL from 'ical.js';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
const args = process.argv.slice(2);
const option = (name, fallback) => (args.includes(name) ? args[args.indexOf(name) + 1] : fallback);
const program = args[0] && !args[0].startsWith('--') ? args[0] : path.join(root, 'build/dev/ical_oracle');
if (!existsSync(program)) {
  console.error(`no ${program}: build the target ical_oracle\nusage: node tools/oracle/ical.mjs [PROGRAM] [--count N] [--seed N]`);
  process.exit(2);
}
const run = spawnSync(program, [String(option('--count', 500)), String(option('--seed', 1))],
  { maxBuffer: 1 << 30, encoding: 'utf8' });
if (run.status !== 0) throw new Error(`${program} ended with ${run.status ?? run.signal}: ${run.stderr}`);

let passed = 0, failed = 0;
function same(what, theirs, ours) {
  if (JSON.stringify(theirs) === JSON.stringify(ours)) { passed += 1; return; }
  failed += 1;
  if (failed <= 20) console.log(`FAIL ${what}\n     read    ${JSON.stringify(theirs)}\n     written ${JSON.stringify(ours)}`);
}

const instant = (time) => new Date(time.toUnixTime() * 1000).toISOString().replace('.000', '');

// On the nights of the change a series keeps the real length of its first session, and we keep its wall clock; no
// generated session runs through such a night.
function times(event, many) {
  const out = [];
  if (!event.isRecurring()) return [`${instant(event.startDate)}/${instant(event.endDate)}`];
  const walk = event.iterator();
  for (let next = walk.next(); next && out.length < many; next = walk.next()) {
    const { startDate, endDate } = event.getOccurrenceDetails(next);
    out.push(`${instant(startDate)}/${instant(endDate)}`);
  }
  return out;
}

let files = 0;
for (const block of run.stdout.split('\n.\n').filter(Boolean)) {
  const cut = block.indexOf('\n= ');
  const [facts, ...texts] = block.slice(cut + 3).split('\n');
  const [uid, sequence, ...expected] = facts.split('\t');
  const calendar = new ICAL.Component(ICAL.parse(block.slice(0, cut + 1)));
  ICAL.TimezoneService.reset();
  ICAL.TimezoneService.register(new ICAL.Timezone(calendar.getFirstSubcomponent('vtimezone')));
  const event = new ICAL.Event(calendar.getFirstSubcomponent('vevent'));
  const [summary, description, place] = texts.map((text) => JSON.parse(text));
  same(`${uid} uid`, event.uid, uid);
  same(`${uid} sequence`, event.sequence, Number(sequence));
  same(`${uid} summary`, event.summary, summary);
  same(`${uid} description`, event.description, description);
  same(`${uid} place`, event.location, place);
  same(`${uid} times`, times(event, 40), expected);
  files += 1;
}
console.log(`${files} files read back`);
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed ? 1 : 0);
