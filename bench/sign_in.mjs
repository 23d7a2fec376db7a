// SPDX-License-Identifier: AGPL-3.0-or-later
// usage: node bench/sign_in.mjs BINARY
// Readers ask for pages at a steady rate; then fifty people sign in at once. Hashing passwords is slow on
// purpose: does anybody who only reads notice? p99 of the readers' pages, the median of five rounds.
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { performance } from 'node:perf_hooks';

const binary = resolve(process.argv[2] ?? 'build/bench/coteacote');
const root = new URL('..', import.meta.url).pathname;
const people = 50;
const goal = 2;
const folder = mkdtempSync(join(tmpdir(), 'coteacote-bench-'));
const db = `sqlite:${join(folder, 'house.db')}`;
const password = 'quatre mots sans rapport';

function run(args, input = '') {
  const done = spawnSync(binary, [...args, '--db', db], { cwd: root, encoding: 'utf8', input });
  if (done.status !== 0) throw new Error(`${args.join(' ')}: ${done.stderr}`);
}

/** Half of what readers ask for was asked before in this minute, half is new. */
const targets = ['/fr', '/fr/guide', '/ar/guide?q=%D8%B3%D9%83%D9%86', '/fr/guide/cai-accompagnement'];
let asked = 0;
function target() {
  asked += 1;
  return asked % 2 === 0 ? targets[(asked / 2) % targets.length] : `/fr/guide?q=logement+${asked}`;
}

const agent = new Agent({ keepAlive: true, maxSockets: 64 });
function get(port, path, options = {}, body = '') {
  const began = performance.now();
  return new Promise((done, failed) => {
    const asking = request({ port, path, host: '127.0.0.1', agent, ...options }, (reply) => {
      reply.resume();
      reply.on('end', () => done({ status: reply.statusCode, ms: performance.now() - began }));
    });
    asking.on('error', failed);
    asking.end(body);
  });
}

/** 100 requests a second, sent on time whether or not the last one is back, until `over` says so. */
async function readers(port, over) {
  const times = [];
  const waiting = [];
  const began = performance.now();
  for (let n = 0; !over(performance.now() - began); n += 1) {
    const due = began + n * 10;
    await new Promise((go) => { setTimeout(go, Math.max(0, due - performance.now())); });
    waiting.push(get(port, target()).then(({ status, ms }) => {
      if (status !== 200) throw new Error(`a reader got ${status}`);
      times.push(ms);
    }));
  }
  await Promise.all(waiting);
  return times;
}

const at = (times, share) => [...times].sort((a, b) => a - b)[Math.floor(times.length * share)];
const median = (all) => at(all, 0.5);

let child;
try {
  run(['migrate']);
  run(['import', 'data/namur']);
  for (let n = 0; n < people; n += 1) run(['user', 'add', `p${n}@example.org`, '--name', `P${n}`, '--role', 'translator', '--password'], `${password}\n`);
  child = spawn(binary, ['serve', '--db', db, '--port', '0'], { cwd: root });
  child.stderr.resume();
  const port = await new Promise((done) => {
    child.stdout.once('data', (line) => done(Number(/:(\d+)\s/.exec(line)[1])));
  });
  // The storm comes from a process of its own, started before and stepping back, so that its client does not
  // slow the readers' clock. It signs everybody in at each line it is sent.
  const crowd = spawn(process.execPath, ['-e', `
    require('node:os').setPriority(19);
    const signIn = (n) => fetch('http://127.0.0.1:${port}/sign-in', { method: 'POST', redirect: 'manual',
      body: new URLSearchParams({ email: 'p' + n + '@example.org', password: '${password}' }) });
    process.stdin.on('data', async () => {
      const got = await Promise.all(Array.from({ length: ${people} }, (_, n) => signIn(n)));
      console.log(got.filter((r) => r.status === 303).length);
    });
    fetch('http://127.0.0.1:${port}/fr').then(() => console.log('here'));`], { stdio: ['pipe', 'pipe', 'inherit'] });
  const told = () => new Promise((done) => { crowd.stdout.once('data', (line) => done(String(line).trim())); });
  await told();
  await readers(port, (ms) => ms > 1000);
  const idle = [];
  const storm = [];
  const length = [];
  for (let round = 0; round < 5; round += 1) {
    const before = await readers(port, (ms) => ms > 3000);
    const began = performance.now();
    let entered;
    told().then((count) => { entered = count; });
    crowd.stdin.write('now\n');
    const during = await readers(port, () => entered !== undefined);
    if (entered !== String(people)) throw new Error(`${entered} of ${people} could sign in`);
    length.push(performance.now() - began);
    idle.push(at(before, 0.99));
    storm.push(at(during, 0.99));
  }
  crowd.stdin.end();
  const ratio = median(storm) / median(idle);
  console.log(`readers' p99, idle             ${median(idle).toFixed(1)} ms   (rounds: ${idle.map((x) => x.toFixed(1)).join(' ')})`);
  console.log(`readers' p99, ${people} signing in    ${median(storm).toFixed(1)} ms   (rounds: ${storm.map((x) => x.toFixed(1)).join(' ')})`);
  console.log(`all ${people} were in after           ${(median(length) / 1000).toFixed(1)} s`);
  console.log(`ratio                          ${ratio.toFixed(2)}   goal: at most ${goal}${ratio <= goal ? '' : '   MISSED'}`);
  process.exitCode = ratio <= goal ? 0 : 1;
} finally {
  child?.kill('SIGINT');
  agent.destroy();
  rmSync(folder, { recursive: true, force: true });
}
