// SPDX-License-Identifier: AGPL-3.0-or-later
// How the house is doing, for who looks after it: settings, mail that waits, jobs; and a configuration with mistakes.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { code } from '../support/totp.mjs';
import { test } from '../support/tally.mjs';
import { emptyHouse } from './accounts.mjs';
import { command, desk, phone, reader, root } from './house.mjs';

const password = 'quatre mots sans rapport';
const press = (page, name) => page.getByRole('button', { name, exact: true }).click();

/** The first administrator, with her second factor. */
async function firstAdministrator(page, house) {
  const [, setup] = /with this code: ([A-Z2-7-]{19})/.exec(house.said);
  await page.goto(`${house.url}/setup`);
  await page.getByLabel('Code d’installation').fill(setup);
  await page.getByLabel('Nom', { exact: true }).fill('Ada Exemple');
  await page.getByLabel('Adresse e-mail').fill('ada@example.org');
  await page.getByLabel('Nouveau mot de passe').fill(password);
  await press(page, 'Créer le premier compte');
  await page.locator('details summary').click();
  await page.getByLabel('Code').fill(code((await page.locator('.cle').innerText())));
  await press(page, 'Continuer');
  await page.getByRole('link', { name: /Je les ai notés/ }).click();
}

export async function operation({ browser, binary }) {
  // A port where nobody listens: the mail server is away.
  const house = await emptyHouse(binary, ['--set', 'mail.smtp=smtp://127.0.0.1:1', '--set', 'mail.tls=off',
    '--set', 'mail.from=guide@example.org', '--set', 'metrics.token=canary-token']);
  const admin = await reader(browser, { viewport: desk });
  try {
    await test('mail that cannot leave waits where the administrator sees it, without words and names', async () => {
      await firstAdministrator(admin, house);
      await admin.goto(`${house.url}/desk/accounts`);
      await admin.getByRole('link', { name: 'Inviter quelqu’un' }).click();
      await admin.getByLabel('Nom', { exact: true }).fill('Canary Exemple');
      await admin.getByLabel('Adresse e-mail').fill('canary@example.org');
      await admin.getByLabel(/^Rédaction/).check();
      await press(admin, 'Envoyer l’invitation');
      await admin.waitForTimeout(4000);
      await admin.goto(`${house.url}/desk/house`);
      const said = await admin.locator('main').innerText();
      assert.match(said, /people\.invitation/);
      assert.match(said, /@example\.org/);
      assert.match(said, /connect/, 'what libcurl says of a server that is away');
      assert.doesNotMatch(await admin.content(), /canary/i);
      await press(admin, 'Essayer de nouveau');
      assert.match(await admin.locator('#mail').innerText(), /1 message remis en route/);
    });

    await test('the page of the house fits a phone and needs no mouse', async () => {
      await admin.setViewportSize(phone);
      assert.equal(await admin.evaluate(() => document.documentElement.scrollWidth - innerWidth), 0);
      for (const box of await admin.locator('.glisse').all()) assert.equal(await box.getAttribute('tabindex'), '0');
    });

    await test('figures are for the token, jobs can be done by hand', async () => {
      assert.equal((await house.get('/metrics')).status, 404);
      const reply = await house.get('/metrics', { headers: { authorization: 'Bearer canary-token' } });
      assert.equal(reply.status, 200);
      const figures = await reply.text();
      assert.match(figures, /^coteacote_outbox_messages\{state="queued"\} 1$/m);
      assert.match(figures, /^coteacote_http_requests_total\{route="house\.show",status="2xx"\} \d+$/m);
      assert.match(command(binary, ['job', 'run', 'post.retention', '--db', house.db]), /^done: /);
      assert.match(command(binary, ['job', 'list', '--db', house.db]), /^post\.retention +done /m);
      assert.doesNotMatch(house.log, /canary|example\.org|127\.0\.0\.1/i, 'the log names nobody');
    });

    await test('a mistake in the configuration is told with its line, and nothing starts', async () => {
      const file = join(house.folder, 'wrong.toml');
      writeFileSync(file, '[server]\nport = 99999\n\n[mial]\nsmtp = "x"\n');
      const done = spawnSync(binary, ['serve', '--config', file], { cwd: root, encoding: 'utf8' });
      assert.equal(done.status, 2);
      assert.match(done.stderr, /wrong\.toml:2: server\.port: 99999 is not between 0 and 65535/);
      assert.match(done.stderr, /wrong\.toml:4: there is no section \[mial\]/);
    });

    await test('asked to end, the house ends well', async () => {
      assert.equal(await house.stop(), 0);
    });
  } finally {
    await admin.leave();
    await house.close();
  }
}
