// SPDX-License-Identifier: AGPL-3.0-or-later
// The desk: a partner corrects and an editor publishes, two people on one record, a line that drops, keys.
import assert from 'node:assert/strict';
import { test } from '../support/tally.mjs';
import { command, desk, House, phone, reader } from './house.mjs';

/** The invented people of a house, by role. */
export function invented(house) {
  const said = command(house.binary, ['user', 'demo', '--db', house.db]);
  const people = new Map();
  for (const line of said.split('\n')) {
    const m = /^([a-z]+)\s+(\S+@example\.org)\s+(.+?) {2}/.exec(`${line}  `);
    if (m) people.set(m[1], { email: m[2], password: m[3].trim(), second: line.includes('second factor') });
  }
  return people;
}

export async function signIn(page, house, who) {
  await page.goto(`${house.url}/sign-in`);
  await page.getByLabel('Adresse e-mail').fill(who.email);
  await page.getByLabel('Mot de passe').fill(who.password);
  await page.getByRole('button', { name: 'Se connecter', exact: true }).click();
  if (who.second) {
    await page.getByLabel('Code').fill(command(house.binary, ['user', 'code', who.email, '--db', house.db]).trim());
    await page.getByRole('button', { name: 'Continuer', exact: true }).click();
  }
  await page.goto(`${house.url}/desk`);
  assert.equal(await page.locator('nav.outils').count(), 1);
}

const press = (page, name) => page.getByRole('button', { name, exact: true }).click();
const wide = (page) => page.evaluate(() => document.documentElement.scrollWidth - innerWidth);

export async function atTheDesk({ browser, binary }) {
  const house = await House.open(binary);
  const people = invented(house);
  const partner = await reader(browser, { viewport: desk });
  const editor = await reader(browser, { viewport: desk });
  const anybody = await reader(browser);
  let record;
  let name;
  let address;
  try {
    await test('a partner corrects its record, an editor publishes, a reader sees it', async () => {
      await signIn(partner, house, people.get('partner'));
      await partner.goto(`${house.url}/desk/services`);
      const first = partner.locator('.queue tbody th').first();
      name = (await first.innerText()).trim();
      record = house.url + (await first.locator('.vers-page').getAttribute('href'));
      await partner.goto(record);
      address = await partner.getByRole('link', { name: 'Voir la page publique' }).getAttribute('href');
      await press(partner, 'Modifier');
      assert.equal(await partner.locator('[name="f/verified_on"]').count(), 0, 'what the desk vouches for is not asked');
      await partner.locator('[name="f/summary"]').fill('Une phrase corrigée par la maison');
      await partner.locator('[name="f/email"]').fill('personne');
      await press(partner, 'Garder et envoyer en relecture');
      assert.match(await partner.locator('[role=alert]').innerText(), /e-mail/);
      assert.equal(await partner.locator('[name="f/email"]').inputValue(), 'personne', 'words intact');
      await partner.locator('[name="f/email"]').fill('accueil@example.org');
      await press(partner, 'Garder et envoyer en relecture');
      assert.equal(new URL(partner.url()).pathname, '/desk');

      await signIn(editor, house, people.get('editor'));
      await editor.locator('.queue tbody th a', { hasText: name }).first().click();
      assert.match(await editor.locator('table.ecarts').innerText(), /Une phrase corrigée par la maison/);
      await press(editor, 'Publier');
      assert.equal(editor.url(), record);
      assert.match(await editor.locator('#volet').innerText(), /Version 2/);
      for (let i = 0; i < 40; ++i) {
        await anybody.goto(house.url + address);
        if ((await anybody.locator('main').innerText()).includes('Une phrase corrigée')) break;
        await new Promise((wait) => { setTimeout(wait, 250); });
      }
      assert.match(await anybody.locator('main').innerText(), /Une phrase corrigée par la maison/);
    });

    await test('two people on one record are told, and both wordings are there to choose from', async () => {
      await partner.goto(record);
      await press(partner, 'Modifier');
      const form = partner.url();
      await partner.locator('[name="f/summary"]').fill('La phrase de la maison');
      await press(partner, 'Garder le brouillon');
      await editor.goto(record);
      await press(editor, 'Modifier');
      assert.match(await editor.locator('.avis').first().innerText(), /modifie cette fiche depuis/);
      await editor.locator('[name="f/summary"]').fill('La phrase du bureau');
      await press(editor, 'Garder et publier');
      await partner.goto(form);
      await press(partner, 'Garder et envoyer en relecture');
      await editor.goto(`${house.url}/desk`);
      await editor.locator('.queue tbody th a', { hasText: name }).first().click();
      const clash = await editor.locator('main').innerText();
      assert.match(clash, /La phrase de la maison/);
      assert.match(clash, /La phrase du bureau/);
      await editor.locator('input[value=yours]').first().check();
      await press(editor, 'Garder ces choix');
      await press(editor, 'Publier');
      assert.match(await editor.locator('.faits').innerText(), /La phrase de la maison/);
      await editor.getByRole('link', { name: 'Version 2', exact: true }).click();
      await press(editor, 'Reprendre cette version');
      assert.match(await editor.locator('.faits').innerText(), /Une phrase corrigée par la maison/);
    });

    await test('words typed without a connection wait on the device', async () => {
      await editor.goto(record);
      await press(editor, 'Modifier');
      await editor.context().setOffline(true);
      await editor.locator('[name="f/summary"]').fill('Écrit dans le train');
      await editor.locator('#garde', { hasText: 'gardés sur cet appareil' }).waitFor({ timeout: 15_000 });
      await editor.context().setOffline(false);
      const form = editor.url();
      await editor.goto(`${house.url}/desk`);
      await editor.goto(form);
      await editor.locator('.avis button').click();
      assert.equal(await editor.locator('[name="f/summary"]').inputValue(), 'Écrit dans le train');
      await editor.locator('[name="f/summary"]').press('End');
      await editor.keyboard.type('.');
      await editor.locator('#garde', { hasText: 'Brouillon gardé' }).waitFor({ timeout: 15_000 });
    });

    await test('the list is worked with keys alone, and fits a phone', async () => {
      await editor.goto(`${house.url}/desk/services`);
      await editor.keyboard.press('j');
      await editor.keyboard.press('j');
      await editor.keyboard.press('x');
      assert.equal(await editor.locator('.queue tbody tr').nth(1).locator('input').isChecked(), true);
      const second = await editor.locator('.queue tbody tr').nth(1).locator('th').innerText();
      await editor.keyboard.press('Enter');
      await editor.waitForURL(/open=[0-9a-f-]{36}/);
      assert.equal((await editor.locator('#volet h2').innerText()).trim(), second.trim(), 'beside the list');
      await editor.keyboard.press('k');
      await editor.keyboard.press('Enter');
      await editor.locator('#volet h2', { hasNotText: second.trim() }).waitFor();
      await editor.keyboard.press('Escape');
      await editor.waitForURL(/\/desk\/services$/);
      await editor.keyboard.press('j');
      await editor.keyboard.press('j');
      await editor.keyboard.press('Enter');
      await editor.waitForURL(/open=[0-9a-f-]{36}/);
      await editor.keyboard.press('e');
      await editor.waitForURL(/\/edit$/);
      await editor.goto(`${house.url}/desk/services`);
      await editor.keyboard.press('/');
      await editor.keyboard.type(name.slice(0, 4));
      await editor.keyboard.press('Enter');
      await editor.waitForURL(/q=/);
      assert.ok((await editor.locator('.queue tbody tr').count()) > 0);
      await editor.setViewportSize(phone);
      await editor.keyboard.press('Escape');
      await editor.locator('.queue tbody tr th a:visible').first().click();
      await editor.waitForURL(/\/desk\/services\/[0-9a-f-]{36}$/, { timeout: 10_000 });
      for (const path of ['/desk', '/desk/services', '/desk/duplicates', '/desk/import', new URL(record).pathname]) {
        await editor.goto(house.url + path);
        assert.ok((await wide(editor)) <= 0, `${path} is wider than a phone`);
      }
    });
  } finally {
    for (const page of [partner, editor, anybody]) await page.leave();
    await house.close();
  }
}
