// SPDX-License-Identifier: AGPL-3.0-or-later
// Holds our recurrences against the npm package rrule: generated rules (seeded; every one must be accepted), rules
// that we must refuse, the instants and real minutes of sessions against the time-zone data of the system and,
// where ../shared is there, cases that others wrote. Ends with status 1 on any disagreement.
//
//   node tools/oracle/rrule.mjs [build/dev/rrule_oracle] [--count 2000] [--seed 1] [--data DIR]
//
// Four faults of the package (2.8.1) are left out by the generator. A list of BYDAY with numbered and plain days,
// "1MO,TU", is both for RFC 5545 and only what is in both for the package. BYSETPOS=-3 of a set of two days is
// nothing, and the package takes the first. Two positions that meet on one day give it twice. In a
// weekly rule the positions of the first week count from the start and not from the first day of the week. libical,
// which reads these as we do, is asked about them in recurrence_test.cc.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import rrule from 'rrule';

const { RRule } = rrule;
const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
const args = process.argv.slice(2);
const option = (name, fallback) => (args.includes(name) ? args[args.indexOf(name) + 1] : fallback);
const program = args[0] && !args[0].startsWith('--') ? args[0] : path.join(root, 'build/dev/rrule_oracle');
const count = Number(option('--count', 2000));
const data = option('--data', path.join(root, '../shared/data/rrule'));
if (!existsSync(program)) {
  console.error(`no ${program}: build the target rrule_oracle\nusage: node tools/oracle/rrule.mjs [PROGRAM] [--count N] [--seed N] [--data DIR]`);
  process.exit(2);
}

let seed = Number(option('--seed', 1)) >>> 0;
function chance() {  // mulberry32
  seed = (seed + 0x6d2b79f5) >>> 0;
  let t = Math.imul(seed ^ (seed >>> 15), seed | 1);
  t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
  return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
}
const int = (low, high) => low + Math.floor(chance() * (high - low + 1));
const one = (list) => list[int(0, list.length - 1)];
const some = (most, make) => [...new Set(Array.from({ length: int(1, most) }, make))];
const two = (n) => String(n).padStart(2, '0');
const basic = (d) => d.toISOString().slice(0, 19).replace(/[-:]/g, '');

const weekdays = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];
const nonzero = (most) => one([1, 1, -1]) * int(1, most);

function rule() {
  const freq = one(['DAILY', 'WEEKLY', 'WEEKLY', 'MONTHLY', 'MONTHLY', 'YEARLY']);
  const parts = [`FREQ=${freq}`];
  let by = false;
  const add = (name, values) => { parts.push(`${name}=${values.join(',')}`); by = true; };
  if (chance() < 0.5) parts.push(`INTERVAL=${int(1, freq === 'YEARLY' ? 4 : 7)}`);
  const months = chance() < (freq === 'YEARLY' ? 0.5 : 0.2);
  if (months) add('BYMONTH', some(4, () => int(1, 12)));
  if (freq !== 'WEEKLY' && chance() < 0.35) add('BYMONTHDAY', some(4, () => nonzero(31)));
  if (chance() < 0.6) {
    const nth = freq === 'MONTHLY' || (freq === 'YEARLY' && months) ? 5 : freq === 'YEARLY' ? 53 : 0;
    const numbered = nth && chance() < 0.6;
    add('BYDAY', some(4, () => (numbered ? nonzero(nth) : '') + one(weekdays)));
  }
  if (by && freq !== 'WEEKLY' && chance() < 0.3) add('BYSETPOS', one([[-1], some(3, () => int(1, one([2, 5, 12, 366])))]));
  if (chance() < 0.4) parts.push(`WKST=${one(weekdays)}`);
  return parts;
}

function question() {
  const start = new Date(Date.UTC(int(1997, 2037), int(0, 11), int(1, 31), int(0, 23), int(0, 11) * 5));
  const parts = rule();
  const end = one(['count', 'until', 'none']);
  if (end === 'count') parts.push(`COUNT=${int(1, 60)}`);
  if (end === 'until') parts.push(`UNTIL=${basic(new Date(start.getTime() + int(0, 2000) * 864e5 + int(-3, 3) * 3600e3))}`);
  const [first, ...rest] = parts;
  const shuffled = chance() < 0.3 ? [...rest, first] : parts;
  return { start: basic(start), rule: shuffled.join(';'), most: 25, minutes: one([60, 90, 180, 480, 720]) };
}

const when = (text) => new Date(Date.UTC(+text.slice(0, 4), +text.slice(4, 6) - 1, +text.slice(6, 8), +text.slice(9, 11),
  +text.slice(11, 13), +text.slice(13, 15)));

// Sparse rules cost the package dear; the first years are compared.
const kYears = 8;
function expected({ start, rule: text, most }) {
  const begins = when(start);
  const options = RRule.parseString(text);
  options.dtstart = begins;
  const last = new Date(begins.getTime() + kYears * 365 * 864e5);
  if (!options.until || options.until > last) options.until = last;
  return new RRule(options).all((_, at) => at < most).slice(0, most).map(basic);
}

function ours(questions) {
  const input = questions.map((q) => `${q.start}\t${q.rule}\t${q.most}\t${q.minutes ?? 60}\n`).join('');
  const run = spawnSync(program, { input, maxBuffer: 1 << 30, encoding: 'utf8' });
  if (run.status !== 0) throw new Error(`${program} ended with ${run.status ?? run.signal}: ${run.stderr}`);
  const lines = run.stdout.split('\n');
  const list = (text) => (text ? text.split(',') : []);
  return questions.map((_, at) => {
    if (lines[at].startsWith('! ')) return { refused: lines[at].slice(2) };
    const [normal, local, utc, real] = lines[at].split('\t');
    return { normal, local: list(local), utc: list(utc), real: list(real).map(Number) };
  });
}

let passed = 0, failed = 0, skipped = 0;
function check(holds, message) {
  if (holds) { passed += 1; return; }
  failed += 1;
  if (failed <= 25) console.log('FAIL ' + message());
}
const same = (a, b) => JSON.stringify(a) === JSON.stringify(b);
const brief = (list) => `${list.length}: ${list.slice(0, 5).join(' ')}…`;

// The wall clock that an instant shows, by the time-zone data of the system.
const clock = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Brussels', dateStyle: 'short', timeStyle: 'medium' });
const shown = (date) => clock.format(date).replace(/[-:]/g, '').replace(' ', 'T');

function clocks(q, answer) {
  answer.utc.forEach((text, at) => {
    const begin = new Date(text);
    const wall = shown(begin);
    const skippedHour = wall !== answer.local[at];
    // In March 02:30 does not exist and is the instant that shows 03:30.
    if (skippedHour) check(shown(new Date(begin - 3600e3)).slice(9, 11) === '01'
      && wall === basic(new Date(when(answer.local[at]).getTime() + 3600e3)), () => `${answer.local[at]} became ${text}`);
    if (wall === shown(new Date(begin - 3600e3))) check(false, () => `${text}: not the first of two`);
    const end = new Date(begin.getTime() + answer.real[at] * 60e3);
    const meant = basic(new Date(when(skippedHour ? wall : answer.local[at]).getTime() + q.minutes * 60e3));
    const ends = shown(end);
    check(ends === meant || (meant.slice(9, 11) === '02' && ends.slice(9, 11) === '03'),
      () => `${answer.local[at]} for ${q.minutes} min: meant to end ${meant}, ends ${ends}`);
  });
}

function compare(name, questions) {
  const answers = ours(questions);
  const again = ours(questions.map((q, at) => ({ ...q, rule: answers[at].normal ?? q.rule })));
  let times = 0, never = 0;
  for (const [at, q] of questions.entries()) {
    const answer = answers[at];
    if (answer.refused && q.outside?.test(q.rule)) { check(true); continue; }
    if (answer.refused) { check(false, () => `refused: ${q.rule}\n     ${answer.refused}`); continue; }
    // The package looks for a time that never comes until the year 9999: a dozen of these have to do.
    if (answer.local.length === 0 && !q.expected && ++never > 12) continue;
    const truth = q.expected ?? expected(q);
    times += truth.length;
    const stop = basic(new Date(when(q.start).getTime() + kYears * 365 * 864e5));
    const mine = q.expected ? answer.local : answer.local.filter((text) => text <= stop);
    check(same(truth, mine), () => `${q.start} ${q.rule}\n     theirs ${brief(truth)}\n     ours   ${brief(mine)}`);
    check(same(answer, again[at]), () => `${q.rule} written as ${answer.normal} is not the same`);
    clocks(q, answer);
  }
  console.log(`${name}: ${questions.length} rules, ${times} times compared${never > 12 ? `, ${never - 12} that never come true left out` : ''}`);
}

compare('generated', Array.from({ length: count }, question));

// UNTIL in UTC: the last of those whose instant, by the system's data, is not later.
const instants = Array.from({ length: Math.ceil(count / 10) }, () => {
  const start = new Date(Date.UTC(int(1997, 2037), int(0, 11), int(1, 28), int(0, 23)));
  const base = `FREQ=DAILY;INTERVAL=${int(1, 9)}`;
  const days = one([int(0, 700), int(0, 20)]);
  const until = new Date(start.getTime() + days * 864e5 + int(-3, 1) * 3600e3);
  const times = expected({ start: basic(start), rule: base, most: 800 });
  const utc = times.map((text) => {
    const guess = when(text);
    const offset = [2, 1].find((hours) => shown(new Date(guess - hours * 3600e3)) === text) ?? 1;
    return new Date(guess - offset * 3600e3);
  });
  return { start: basic(start), rule: `${base};UNTIL=${basic(until)}Z`, most: 800, minutes: 60,
    expected: times.filter((_, at) => utc[at] <= until) };
});
compare('until an instant', instants);

// Outside the subset, or against the standard: never evaluated.
const refused = ['FREQ=HOURLY', 'FREQ=MINUTELY;COUNT=2', 'FREQ=SECONDLY', 'FREQ=YEARLY;BYWEEKNO=20', 'FREQ=YEARLY;BYYEARDAY=100',
  'FREQ=DAILY;BYHOUR=9', 'FREQ=DAILY;BYMINUTE=30', 'FREQ=DAILY;BYSECOND=0', 'RSCALE=HEBREW;FREQ=YEARLY', 'FREQ=MONTHLY;SKIP=BACKWARD',
  'FREQ=WEEKLY;X-ODD=1', 'FREQ=YEARLY;BYEASTER=1', 'FREQ=WEEKLY;BYDAY=2TU', 'FREQ=DAILY;BYDAY=-1FR', 'FREQ=WEEKLY;BYMONTHDAY=3',
  'FREQ=MONTHLY;BYSETPOS=1', 'FREQ=WEEKLY;COUNT=3;UNTIL=20270101T000000Z', 'FREQ=WEEKLY;UNTIL=20270101', 'FREQ=WEEKLY;COUNT=0',
  'FREQ=WEEKLY;INTERVAL=0', 'FREQ=WEEKLY;INTERVAL=-1', 'FREQ=WEEKLY;BYDAY=', 'FREQ=WEEKLY;BYDAY=XX', 'FREQ=MONTHLY;BYMONTHDAY=32',
  'FREQ=MONTHLY;BYMONTHDAY=0', 'FREQ=MONTHLY;BYDAY=6MO', 'FREQ=YEARLY;BYMONTH=13', 'FREQ=WEEKLY;FREQ=DAILY', 'INTERVAL=2', '', ';',
  'FREQ=WEEKLY;', 'FREQ=WEEKLY;UNTIL=20270230T000000Z', 'RRULE:FREQ=WEEKLY', 'FREQ=WEEKLY;COUNT=1e3', 'FREQ=WEEKLY;COUNT=99999999999'];
for (const [at, answer] of ours(refused.map((text) => ({ start: '20261124T090000', rule: text, most: 5 }))).entries())
  check(answer.refused, () => `accepted: ${refused[at]} as ${answer.normal}`);

if (existsSync(path.join(data, 'rrule_crosschecked_dev.json'))) {
  // Lists of 400 are cut there.
  const cases = JSON.parse(readFileSync(path.join(data, 'rrule_crosschecked_dev.json'), 'utf8'));
  compare('cases checked by several', cases.map((item) => ({ start: item.dtstart, rule: item.rrule,
    most: item.expected.length === 400 ? 400 : item.expected.length + 1, minutes: 60, expected: item.expected, outside: /BYWEEKNO|BYYEARDAY/ })));
  events(readFileSync(path.join(data, 'libical_recur.txt'), 'utf8'));
} else {
  skipped += 1;
  console.log(`SKIP the cases of others: no ${data}`);
}
console.log(`${passed} passed, ${failed} failed, ${skipped} skipped`);
process.exit(failed ? 1 : 0);

// libical's own cases give the number of events. What is outside the subset must be refused; of the rest the
// number must be theirs, where it is not cut by EXDATE or made larger by a start that its rule does not name.
function events(text) {
  const questions = [];
  let refusals = 0;
  for (const block of text.replace(/\r/g, '').replace(/\n[ \t]/g, '').split('END:VEVENT')) {
    const value = (name) => new RegExp(`^${name}(?:;[^:\n]*)?:(.*)$`, 'm').exec(block)?.[1].trim();
    if (!value('RRULE') || !value('DTSTART')) continue;
    questions.push({ start: (value('DTSTART') + 'T000000').slice(0, 15), rule: value('RRULE'), most: 1000,
      many: Number(value('X-EXPECT-NUMEVENTS') ?? NaN), removed: /^(EXDATE|EXRULE|RDATE)/m.test(block), zone: /DTSTART;TZID/.test(block) });
  }
  for (const [at, answer] of ours(questions).entries()) {
    const q = questions[at];
    if (answer.refused) {
      refusals += 1;
      check(/BYWEEKNO|BYYEARDAY|BYHOUR|BYMINUTE|BYSECOND|HOURLY|MINUTELY|SECONDLY|RSCALE|SKIP|UNTIL=\d{8}(;|$)/.test(q.rule),
        () => `refused: ${q.rule}: ${answer.refused}`);
      continue;
    }
    if (Number.isNaN(q.many) || q.removed) continue;
    check(answer.local.length === q.many, () => `${q.start} ${q.rule}: theirs ${q.many}, ours ${answer.local.length}`);
  }
  console.log(`libical's events: ${questions.length} rules, ${refusals} outside the subset refused`);
}
