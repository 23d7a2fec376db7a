// SPDX-License-Identifier: AGPL-3.0-or-later
// Things go wrong; readers do not notice, and nothing committed is lost.
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createConnection } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Skip, test } from '../support/tally.mjs';
import { command, House, root } from './house.mjs';

const pause = (ms) => new Promise((resolve) => { setTimeout(resolve, ms); });

function run(program, args) {
  const done = spawnSync(program, args, { encoding: 'utf8' });
  assert.equal(done.status, 0, `${program}: ${done.stderr}`);
}

/** Waits until `happens` is true, at most twenty seconds. */
async function until(happens) {
  for (let i = 0; i < 100; i += 1) {
    if (await happens()) return;
    await pause(200);
  }
  assert.fail(`did not happen: ${happens}`);
}

export async function enduring({ binary }) {
  await test('readers go on while the database is away', async () => {
    const house = await House.open(binary);
    try {
      const file = house.db.slice('sqlite:'.length);
      for (const end of ['', '-wal', '-shm']) if (existsSync(file + end)) renameSync(file + end, `${file}${end}.away`);
      await pause(2500);
      for (const path of ['/fr', '/fr/guide?q=logement', '/ar/guide?open=now', '/fr/map', '/api/hsds/services']) {
        assert.equal((await house.get(path)).status, 200, path);
      }
      for (const end of ['', '-wal', '-shm']) if (existsSync(`${file}${end}.away`)) renameSync(`${file}${end}.away`, file + end);
      assert.equal((await house.get('/health')).status, 200);
    } finally {
      await house.close();
    }
  });

  await test('readers go on while PostgreSQL is stopped, and see what is new once it is back', async () => {
    const server = process.env.COTE_TEST_POSTGRESQL;
    const folder = process.env.COTE_TEST_POSTGRESQL_FOLDER;
    if (!server || !folder) throw new Skip('COTE_TEST_POSTGRESQL is not set');
    run('psql', ['-q', server, '-c', 'create schema journey']);
    const house = await House.open(binary, `${server}?options=-csearch_path%3Djourney`);
    const power = (verb) => run(join(root, 'test/support/postgres.sh'), [verb, join(folder, 'data'), join(folder, 'port')]);
    try {
      assert.equal((await house.json('/health')).database, 'up');
      power('halt');
      await until(async () => (await house.json('/health')).database === 'away');
      for (const path of ['/fr', '/fr/guide?q=logement', '/uk/guide', '/api/hsds/services']) {
        assert.equal((await house.get(path)).status, 200, path);
      }
      power('resume');
      await until(async () => (await house.json('/health')).database === 'up');
      const before = (await house.json('/health')).services;
      const more = join(house.folder, 'more.ndjson');
      writeFileSync(more, invented(3));
      command(binary, ['import', more, '--db', house.db]);
      await until(async () => (await house.json('/health')).services === before + 3);
    } finally {
      await house.close();
    }
  });

  await test('kill -9 in the middle of an import loses nothing committed, and the database opens', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'coteacote-'));
    try {
      const db = `sqlite:${join(folder, 'killed.db')}`;
      command(binary, ['migrate', '--db', db]);
      command(binary, ['import', 'data/namur', '--db', db]);
      const count = () => command(binary, ['export', '--db', db, '--format', 'hsds-ndjson', '--lang', 'fr']).trim().split('\n').length;
      const before = count();
      const many = join(folder, 'many.ndjson');
      writeFileSync(many, invented(20000));
      for (const after of [30, 150, 400, 900, 1600]) {
        const child = spawn(binary, ['import', many, '--db', db], { stdio: 'ignore' });
        const ended = new Promise((resolve) => { child.on('exit', (code, signal) => resolve(signal)); });
        await pause(after);
        child.kill('SIGKILL');
        const killed = await ended === 'SIGKILL';
        const now = count();
        assert.ok(now === before || now === before + 20000, `${now} services: all of the import or none of it`);
        if (!killed || now !== before) break;
      }
      command(binary, ['import', many, '--db', db]);
      assert.equal(count(), before + 20000);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });

  await test('slow clients do not stop others, and doubtful requests get 400', async () => {
    const house = await House.open(binary);
    try {
      const { hostname, port } = new URL(house.url);
      const slow = Array.from({ length: 100 }, () => {
        const socket = createConnection(Number(port), hostname);
        socket.on('error', () => {});
        socket.write('GET /fr HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: ');
        return socket;
      });
      await pause(200);
      const begun = Date.now();
      assert.equal((await house.get('/fr/guide?q=travail')).status, 200);
      assert.ok(Date.now() - begun < 5000, 'others are answered while they dawdle');
      for (const socket of slow) socket.destroy();
      for (const doubtful of [
        'GET /fr HTTP/1.0\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
        'GET /fr HTTP/1.1\r\n\r\n',
        'GET /fr HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n',
        'POST /fr HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
        'POST /fr HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\nabcd',
        'nonsense\r\n\r\n',
      ]) assert.match(await raw(hostname, port, doubtful), /^HTTP\/1\.[01] 400 /, JSON.stringify(doubtful));
    } finally {
      await house.close();
    }
  });

  await test('Ctrl-C ends it cleanly', async () => {
    const house = await House.open(binary);
    const code = await house.stop();
    await house.close();
    assert.equal(code, 0);
  });

  await test('who asks twice means it: the second signal ends it at once, whatever is under way', async () => {
    for (const [first, second] of [['SIGINT', 'SIGINT'], ['SIGTERM', 'SIGTERM'], ['SIGTERM', 'SIGINT']]) {
      const house = await House.open(binary);
      const { hostname, port } = new URL(house.url);
      const half = createConnection(Number(port), hostname);
      half.on('error', () => {});
      // Asked for by half: a graceful end waits for the rest.
      await new Promise((resolve) => half.write('POST /fr HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\nhalf', resolve));
      await house.get('/health');
      const ended = new Promise((resolve) => { house.process.on('exit', resolve); });
      house.process.kill(first);
      while (!house.log.includes('stopping')) await new Promise((resolve) => { setTimeout(resolve, 10); });
      house.process.kill(second);
      assert.equal(await ended, 130, `${first}, ${second}: it did not end by itself`);
      half.destroy();
      await house.close();
    }
  });
}

/** What the server says to these bytes until it closes or two seconds have passed. */
function raw(host, port, bytes) {
  return new Promise((resolve) => {
    let said = '';
    const socket = createConnection(Number(port), host, () => socket.write(bytes));
    socket.setTimeout(2000, () => socket.destroy());
    socket.on('data', (piece) => { said += piece; });
    socket.on('error', () => {});
    socket.on('close', () => resolve(said));
  });
}

/** HSDS 3 services nobody offers, one a line. */
function invented(count) {
  const lines = [];
  for (let i = 0; i < count; i += 1) {
    const tail = String(i).padStart(12, '0');
    lines.push(JSON.stringify({
      id: `00000000-0000-4000-8000-${tail}`, name: `Service inventé ${i}`, status: 'active', description: 'Inventé pour un essai.',
      organization: { id: `00000000-0000-4000-9000-${String(i % 100).padStart(12, '0')}`, name: `Organisation inventée ${i % 100}`, description: 'Inventée.' },
    }));
  }
  return lines.join('\n');
}
