// SPDX-License-Identifier: AGPL-3.0-or-later
// Signing in by a real identity provider on loopback, in a browser.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { createServer } from 'node:http';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from '../support/tally.mjs';
import { emptyHouse, user } from './accounts.mjs';
import { openBrowser, root } from './house.mjs';

async function freePort() {
  const server = createServer();
  await new Promise((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  const { port } = server.address();
  await new Promise((resolve) => { server.close(resolve); });
  return port;
}

/** A provider and a house that know each other. */
async function pair(binary, alg) {
  const port = await freePort();
  const origin = `http://127.0.0.1:${port}`;
  const child = spawn(process.execPath, ['test/support/identity_provider.mjs', `${origin}/sign-in/provider/return`, alg], { cwd: root });
  let wrong = '';
  child.stderr.on('data', (piece) => { wrong += piece; });
  const issuer = await new Promise((resolve, reject) => {
    child.stdout.once('data', (line) => resolve(String(line).trim()));
    child.once('exit', () => reject(new Error(wrong)));
  });
  const house = await emptyHouse(binary);
  await house.stop();
  const file = join(house.folder, 'secret');
  writeFileSync(file, 'a secret of the tests: + & %\n');
  house.port = port;
  house.more = ['--set', `oidc.issuer=${issuer}`, '--set', 'oidc.client_id=coteacote',
    '--set', `oidc.client_secret_file=${file}`, '--set', 'oidc.label=Centre', '--origin', origin];
  await house.serve();
  return {
    house,
    async close() {
      child.kill();
      await house.stop();
      rmSync(house.folder, { recursive: true, force: true });
    },
  };
}

/** Goes to the provider and says there who she is. */
async function come(page, house, name) {
  await page.goto(`${house.url}/sign-in?then=%2Faccount`);
  await page.getByRole('button', { name: 'Se connecter avec Centre' }).click();
  await page.waitForURL(/\/interaction\//);
  await page.locator('input[name=login]').fill(name);
  await page.locator('input[name=password]').fill('anything');
  await page.locator('button[type=submit]').click();
  await page.locator('button[type=submit]').click();
  await page.waitForURL((url) => url.origin === house.url);
}

export async function provider({ binary }) {
  if (Number(process.versions.node.split('.')[0]) < 20) {
    console.log('skipped: the identity provider of these tests needs Node 20');
    return;
  }
  // A browser of its own: what it asks for goes to two hosts.
  const browser = await openBrowser();
  const open = async () => (await browser.newContext({ locale: 'fr-BE' })).newPage();
  for (const alg of ['RS256', 'ES256']) {
    const both = await pair(binary, alg);
    const { house } = both;
    try {
      user(house, 'add', 'tom@example.org', '--name', 'Tom Exemple', '--role', 'translator');
      user(house, 'add', 'eva@example.org', '--name', 'Eva Exemple', '--role', 'editor');
      await test(`somebody invited comes in by a provider that signs with ${alg}`, async () => {
        const page = await open();
        await come(page, house, 'tom');
        assert.equal(new URL(page.url()).pathname, '/account', 'and is where he wanted to go');
        assert.match(await page.locator('.moi').innerText(), /Tom Exemple/);
        assert.match(user(house, 'list'), /tom@example\.org\s+active/);
      });
      await test('who needs a second factor here makes one, whatever the provider asked', async () => {
        const page = await open();
        await come(page, house, 'eva');
        assert.equal(await page.locator('h1').innerText(), 'Protéger votre compte');
      });
      await test('nobody else comes in, and no account is made', async () => {
        const before = user(house, 'list');
        for (const name of ['stranger', 'tom-unverified']) {
          const page = await open();
          await come(page, house, name);
          assert.match(await page.locator('main').innerText(), /n’est pas invitée ici/);
          assert.deepEqual((await page.context().cookies(house.url)).filter((c) => c.name === 'session'), []);
        }
        assert.equal(user(house, 'list'), before);
      });
      await test('an answer that this browser did not ask for is refused', async () => {
        const page = await open();
        await page.goto(`${house.url}/sign-in/provider/return?code=abc&state=def`);
        assert.match(await page.locator('main').innerText(), /n’a pas abouti/);
      });
    } finally {
      await both.close();
    }
  }
  await browser.close();
}
