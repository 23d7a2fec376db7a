// SPDX-License-Identifier: AGPL-3.0-or-later
// Proof and keeping: the auditor reads the ledger, anybody reads who may do what, the shell verifies, and a
// backup made while serving brings everything back.
import assert from 'node:assert/strict';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from '../support/tally.mjs';
import { code } from '../support/totp.mjs';
import { command, desk, House, phone, reader } from './house.mjs';

const press = (page, name) => page.getByRole('button', { name, exact: true }).click();

/** What `coteacote user demo` prints: e-mail, password and the key of the second factor, a line each. */
function signIns(printed) {
  const found = {};
  for (const line of printed.split('\n')) {
    const email = /(\w+)@example\.org/.exec(line);
    if (!email) continue;
    const words = line.split(/\s+/);
    found[email[1]] = {
      email: email[0],
      password: words.find((word) => /^[A-Z2-7]{4}(-[A-Z2-7]{4}){3}$/.test(word)),
      key: words.find((word) => /^[A-Z2-7]{32}$/.test(word)),
    };
  }
  return found;
}

async function signIn(page, house, who) {
  await page.goto(`${house.url}/sign-in`);
  await page.getByLabel('Adresse e-mail').fill(who.email);
  await page.getByLabel('Mot de passe', { exact: true }).fill(who.password);
  await press(page, 'Se connecter');
  if (!who.key) return;
  await page.getByLabel('Code').fill(code(who.key));
  await press(page, 'Continuer');
}

export async function trust({ browser, binary }) {
  const house = await House.open(binary);
  const aude = await reader(browser, { viewport: desk });
  const paul = await reader(browser, { viewport: phone });
  const db = ['--db', house.db];
  const offline = join(house.folder, 'offline.public');
  const people = signIns(command(binary, ['user', 'demo', ...db]));
  try {
    await test('the auditor reads the ledger, looks for a deed and takes it along', async () => {
      await signIn(aude, house, people.aude);
      await aude.goto(`${house.url}/desk/ledger`);
      assert.match(await aude.locator('main').innerText(), /Aude Exemple/);
      await aude.getByLabel('Action').selectOption({ label: 'Connexion' });
      await press(aude, 'Chercher');
      assert.ok((await aude.locator('tbody tr').count()) >= 1);
      for (const text of await aude.locator('tbody th').allInnerTexts()) assert.equal(text, 'Connexion');
      const [file] = await Promise.all([
        aude.waitForEvent('download'),
        aude.getByRole('link', { name: 'Emporter en CSV' }).click(),
      ]);
      assert.match(readFileSync(await file.path(), 'utf8'), /^number,at,account,name,action,/);
      await aude.goto(`${house.url}/desk/ledger`);
      assert.match(await aude.locator('tbody tr').first().innerText(), /Registre emporté/);
    });

    await test('a partner reads who may do what, and no ledger', async () => {
      await signIn(paul, house, people.paul);
      const refused = await paul.goto(`${house.url}/desk/ledger`);
      assert.equal(refused.status(), 403);
      await paul.goto(`${house.url}/desk/access`);
      assert.match(await paul.locator('main').innerText(), /Qui peut quoi/);
      assert.equal(await paul.evaluate('document.documentElement.scrollWidth > innerWidth'), false);
    });

    await test('nobody is given a person’s file without a reason', async () => {
      await aude.goto(`${house.url}/desk/personal`);
      await aude.locator('#who').selectOption({ label: 'Eva Exemple' });
      await press(aude, 'Télécharger le fichier');
      assert.match(await aude.locator('main').innerText(), /Écrivez pourquoi/);
      assert.equal(await aude.locator('#who option:checked').innerText(), 'Eva Exemple');
      await aude.getByLabel('Motif').fill('demande de la personne');
      const [file] = await Promise.all([aude.waitForEvent('download'), press(aude, 'Télécharger le fichier')]);
      assert.match(readFileSync(await file.path(), 'utf8'), /eva@example\.org/);
      await aude.goto(`${house.url}/desk/ledger`);
      assert.match(await aude.locator('tbody tr').first().innerText(), /demande de la personne/);
    });

    await test('the chain holds', async () => {
      assert.match(command(binary, ['ledger', 'verify', ...db]), /every link holds/);
    });

    await test('a backup made while serving opens with the paper key alone, and brings everything back', async () => {
      const settings = [...db, '--set', `keys.offline=${offline}`];
      const secret = join(house.folder, 'secret');
      writeFileSync(secret, command(binary, ['keys', 'offline', ...settings]));
      const backup = join(house.folder, 'one.backup');
      command(binary, ['backup', backup, ...settings]);
      assert.equal(readFileSync(backup).includes('Aude Exemple'), false);
      assert.equal(command(binary, ['restore', backup, '--key', secret, ...settings], 1), '');
      const elsewhere = join(house.folder, 'elsewhere.db');
      const there = ['--db', `sqlite:${elsewhere}`];
      assert.match(command(binary, ['restore', backup, '--key', secret, ...there]), /restored as it was/);
      assert.ok(existsSync(`${elsewhere}.key`), 'the root key came along');
      assert.match(command(binary, ['ledger', 'verify', ...there]), /every link holds/);
    });
  } finally {
    await aude.leave();
    await paul.leave();
    await house.close();
  }
}
