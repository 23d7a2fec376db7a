// SPDX-License-Identifier: AGPL-3.0-or-later
// People who sign in: the first administrator, an invitation, a session that ends, a lost password.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { code } from '../support/totp.mjs';
import { test } from '../support/tally.mjs';
import { command, desk, House, phone, reader } from './house.mjs';

const password = 'quatre mots sans rapport';

/** A house without services and without accounts. */
export async function emptyHouse(binary, more = []) {
  const house = new House();
  house.more = more;
  house.binary = binary;
  house.folder = mkdtempSync(join(tmpdir(), 'coteacote-'));
  house.db = `sqlite:${join(house.folder, 'house.db')}`;
  command(binary, ['migrate', '--db', house.db]);
  await house.serve();
  return house;
}

/** What the shell prints for `coteacote user …`. */
export function user(house, ...args) {
  return command(house.binary, ['user', ...args, '--db', house.db]);
}

/** The rows of a statement, read by a program of its own. */
function rows(house, sql) {
  const script = `import sqlite3,json,sys
print(json.dumps(sqlite3.connect(sys.argv[1]).execute(sys.argv[2]).fetchall()))`;
  const done = spawnSync('python3', ['-c', script, house.db.replace('sqlite:', ''), sql], { encoding: 'utf8' });
  assert.equal(done.status, 0, done.stderr);
  return JSON.parse(done.stdout);
}

const title = (page) => page.locator('h1').innerText();
const press = (page, name) => page.getByRole('button', { name, exact: true }).click();

/** Makes the second factor that the page asks for; gives its key and the codes for paper. */
async function enrol(page) {
  await page.locator('details summary').click();
  const key = (await page.locator('.cle').innerText()).replaceAll(' ', '');
  assert.match(key, /^[A-Z2-7]{32}$/);
  assert.ok(await page.locator('svg.qr').isVisible());
  await page.getByLabel('Code').fill(code(key));
  await press(page, 'Continuer');
  assert.equal(await title(page), 'Vos codes de secours');
  const codes = await page.locator('.codes li').allInnerTexts();
  assert.equal(codes.length, 10);
  await page.getByRole('link', { name: /Je les ai notés/ }).click();
  return { key, codes };
}

async function signIn(page, house, email, secret, key, later = 0) {
  await page.goto(`${house.url}/sign-in`);
  await page.getByLabel('Adresse e-mail').fill(email);
  await page.getByLabel('Mot de passe', { exact: true }).fill(secret);
  await press(page, 'Se connecter');
  if (!key) return;
  await page.getByLabel('Code').fill(code(key, later));
  await press(page, 'Continuer');
}

export async function accounts({ browser, binary }) {
  const house = await emptyHouse(binary);
  const admin = await reader(browser, { viewport: desk });
  const ines = await reader(browser, { viewport: phone });
  let adminFactor;
  let inesFactor;
  try {
    await test('the first administrator is made with the code that only the operator sees', async () => {
      const [, setup] = /with this code: ([A-Z2-7-]{19})/.exec(house.said);
      await admin.goto(`${house.url}/setup`);
      const fill = async (given) => {
        await admin.getByLabel('Code d’installation').fill(given);
        await admin.getByLabel('Nom', { exact: true }).fill('Ada Exemple');
        await admin.getByLabel('Adresse e-mail').fill('ada@example.org');
        await admin.getByLabel('Nouveau mot de passe').fill(password);
        await press(admin, 'Créer le premier compte');
      };
      await fill('AAAA-BBBB-CCCC-DDDD');
      assert.match(await admin.locator('main').innerText(), /Ce n’est pas le code/);
      assert.equal(await admin.getByLabel('Nom', { exact: true }).inputValue(), 'Ada Exemple');
      await fill(setup);
      assert.equal(await title(admin), 'Protéger votre compte', 'she looks after accounts, so a second factor comes first');
      await admin.goto(`${house.url}/desk/accounts`);
      assert.equal(await title(admin), 'Protéger votre compte', 'and nothing else opens before');
      adminFactor = await enrol(admin);
      await admin.goto(`${house.url}/setup`);
      assert.equal(new URL(admin.url()).pathname, '/sign-in', 'there is no second first administrator');
    });

    let link = '';
    await test('somebody is invited by mail and signs in with a second factor', async () => {
      await admin.goto(`${house.url}/desk/accounts`);
      await admin.getByRole('link', { name: 'Inviter quelqu’un' }).click();
      await admin.getByLabel('Nom', { exact: true }).fill('Ines Exemple');
      await admin.getByLabel('Adresse e-mail').fill('ines');
      await admin.locator('form').last().evaluate((form) => { form.noValidate = true; });
      await press(admin, 'Envoyer l’invitation');
      const wrong = await admin.locator('.erreurs').innerText();
      assert.match(wrong, /Il manque quelque chose à cette adresse/);
      assert.match(wrong, /Choisissez au moins un rôle/);
      assert.equal(await admin.getByLabel('Nom', { exact: true }).inputValue(), 'Ines Exemple', 'her words are kept');
      await admin.getByLabel('Adresse e-mail').fill('Ines@Example.org');
      await admin.getByLabel(/^Rédaction/).check();
      await press(admin, 'Envoyer l’invitation');
      assert.equal(await title(admin), 'Ines Exemple');
      const [[to, body]] = rows(house, "select recipient, body from outbox where kind = 'people.invitation'");
      assert.equal(to, 'ines@example.org');
      [link] = /http:\/\/\S+/.exec(body);
      await ines.goto(link);
      assert.equal(await title(ines), 'Bienvenue, Ines Exemple');
      await ines.getByLabel('Nouveau mot de passe').fill('motdepasse123456');
      await press(ines, 'Continuer');
      assert.match(await ines.locator('main').innerText(), /trop facile à deviner/);
      await ines.getByLabel('Nouveau mot de passe').fill(password);
      await press(ines, 'Continuer');
      inesFactor = await enrol(ines);
      assert.match(await ines.locator('.moi').innerText(), /Ines Exemple/);
      await ines.locator('.moi form button').click();
      await signIn(ines, house, 'ines@example.org', password);
      assert.equal(await title(ines), 'Double vérification');
      await ines.getByLabel('Code').fill(code(inesFactor.key));
      await press(ines, 'Continuer');
      assert.match(await ines.locator('main').innerText(), /Ce code n’est pas le bon/, 'the code that enrolled her was used up');
      await ines.getByLabel('Code').fill(inesFactor.codes[0].toLowerCase());
      await press(ines, 'Continuer');
      assert.equal(new URL(ines.url()).pathname, '/desk');
    });

    await test('a used link and a wrong role each have their page', async () => {
      const stranger = await reader(browser);
      const reply = await stranger.goto(link);
      assert.equal(reply.status(), 410);
      assert.equal(await title(stranger), 'Ce lien a déjà servi');
      assert.equal((await stranger.goto(`${house.url}/invitation/nothing`)).status(), 404);
      await stranger.leave();
      assert.equal((await ines.goto(`${house.url}/desk/accounts`)).status(), 403);
      assert.equal(await title(ines), 'Cette page n’est pas pour votre rôle');
    });

    await test('words sent after the session ended come back after signing in', async () => {
      await ines.goto(`${house.url}/account`);
      await ines.getByLabel('Nom', { exact: true }).fill('Inès d’Exemple & fille');
      user(house, 'sessions', 'ines@example.org', '--end');
      await ines.locator('#profile button').click();
      assert.match(await ines.locator('main').innerText(), /vos mots sont gardés/);
      await ines.getByLabel('Adresse e-mail').fill('ines@example.org');
      await ines.getByLabel('Mot de passe', { exact: true }).fill(password);
      await press(ines, 'Se connecter');
      await ines.getByLabel('Code').fill('000000');
      await press(ines, 'Continuer');
      assert.match(await ines.locator('main').innerText(), /Ce code n’est pas le bon/);
      await ines.getByLabel('Code').fill(inesFactor.codes[1]);
      await press(ines, 'Continuer');
      assert.equal(await title(ines), 'Vos mots sont là');
      await press(ines, 'Envoyer');
      assert.equal(await ines.getByLabel('Nom', { exact: true }).inputValue(), 'Inès d’Exemple & fille');
      const left = rows(house, "select count(*) from recovery_code r join account a on a.id = r.account_id where a.email like 'ines%'");
      assert.deepEqual(left, [[8]], 'each code opens once');
    });

    await test('an administrator sees and ends sessions, and closes an account at once', async () => {
      user(house, 'add', 'paul@example.org', '--name', 'Paul Exemple', '--role', 'translator');
      const paul = await reader(browser);
      const [address] = user(house, 'reset', 'paul@example.org').split('\n');
      await paul.goto(address.replace('http://127.0.0.1:8080', house.url));
      await paul.getByLabel('Nouveau mot de passe').fill(password);
      await press(paul, 'Continuer');
      assert.equal(new URL(paul.url()).pathname, '/desk', 'his role needs no second factor');
      await admin.goto(`${house.url}/desk/accounts`);
      await admin.getByRole('link', { name: 'Paul Exemple' }).click();
      assert.match(await admin.locator('.sessions').innerText(), /Chrome, Linux/);
      await press(admin, 'Fermer le compte');
      assert.match(await admin.locator('main').innerText(), /Le compte est fermé/);
      await paul.goto(`${house.url}/desk`);
      assert.equal(new URL(paul.url()).pathname, '/sign-in');
      await paul.leave();
    });

    await test('the last administrator stays one', async () => {
      await admin.goto(`${house.url}/desk/accounts`);
      await admin.locator('main').getByRole('link', { name: 'Ada Exemple' }).click();
      await press(admin, 'Fermer le compte');
      assert.match(await admin.locator('main').innerText(), /dernière à gérer les comptes/);
    });

    await test('the answer to a forgotten password tells nothing', async () => {
      const pages = [];
      for (const email of ['ines@example.org', 'nobody@example.org']) {
        const reply = await fetch(`${house.url}/forgotten`, { method: 'POST', body: new URLSearchParams({ email }) });
        assert.equal(reply.status, 200);
        pages.push(await reply.text());
      }
      assert.equal(pages[0], pages[1]);
    });

    await test('no password, link, cookie or code stands in the database or in the log', async () => {
      const dump = spawnSync('python3', ['-c', 'import sqlite3,sys\nprint("\\n".join(sqlite3.connect(sys.argv[1]).iterdump()))',
        house.db.replace('sqlite:', '')], { encoding: 'utf8' }).stdout;
      const cookie = (await admin.context().cookies()).find((c) => c.name === 'session').value;
      for (const secret of [password, cookie, adminFactor.key, adminFactor.codes[1], adminFactor.codes[1].replaceAll('-', '')]) {
        assert.ok(!dump.includes(secret), 'in the database');
        assert.ok(!house.log.includes(secret), 'in the log');
      }
      assert.ok(!house.log.includes('ines@example.org'));
      assert.ok(dump.includes('$argon2id$'), 'the dump is one');
    });
  } finally {
    await admin.leave();
    await ines.leave();
    await house.close();
  }
}
