// SPDX-License-Identifier: AGPL-3.0-or-later
// A letter to a service and its answers, a record that goes stale while years pass in seconds, and a
// translator who catches up. A house of its own: its clock is moved by --now.
import assert from 'node:assert/strict';
import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from '../support/tally.mjs';
import { invented, signIn } from './at_the_desk.mjs';
import { command, desk, House, reader } from './house.mjs';

/** The text of a letter as a person reads it. */
function read(eml) {
  const [head, ...rest] = eml.split(/\r?\n\r?\n/);
  const body = rest.join('\n\n');
  if (/base64/i.test(head)) return Buffer.from(body, 'base64').toString('utf8');
  if (!/quoted-printable/i.test(head)) return body;
  const bytes = body.replace(/=\r?\n/g, '').replace(/=([0-9A-F]{2})/gi, (_, hex) => String.fromCharCode(parseInt(hex, 16)));
  return Buffer.from(bytes, 'latin1').toString('utf8');
}

class Post {
  constructor(house, binary) {
    this.house = house;
    this.binary = binary;
    this.folder = join(house.folder, 'letters');
    mkdirSync(this.folder, { recursive: true });
  }

  /** The house works for a day: its job, then its mail. */
  day(now) {
    const common = ['--db', this.house.db, '--set', `server.origin=${this.house.url}`];
    const said = command(this.binary, ['job', 'run', 'freshness', '--now', now, ...common]);
    command(this.binary, ['work', '--once', '--now', now, ...common, '--set', `mail.folder=${this.folder}`,
      '--set', 'mail.from=guide@example.org']);
    return said;
  }

  /** Links in all letters so far, with the letter. */
  links() {
    return readdirSync(this.folder).sort().flatMap((name) => {
      const text = read(readFileSync(join(this.folder, name), 'utf8'));
      const found = /https?:\/\/\S+\/confirm\/\S+/.exec(text);
      return found ? [{ link: found[0], text }] : [];
    });
  }
}

const after = (days) => new Date(Date.UTC(2026, 10, 24, 6) + days * 86_400_000).toISOString().replace('.000', '');

export async function freshness({ browser, binary }) {
  const house = await House.open(binary, undefined, ['--set', 'server.work=false']);
  const post = new Post(house, binary);
  try {
    await test('a letter’s link confirms by a button, once, and by nothing else', async () => {
      const said = post.day(after(0));
      assert.match(said, /\d+ asked/);
      const letters = post.links();
      assert.ok(letters.length > 0, 'somebody was written to');
      const { link, text } = letters[0];
      assert.match(text, /sans compte/);
      // What mail programs do: open every link, more than once.
      for (const method of ['HEAD', 'GET', 'GET']) assert.equal((await fetch(link, { method })).status, 200);
      const page = await reader(browser);
      await page.goto(link);
      const name = /Le vôtre y est : (.+)\./.exec(text)[1];
      assert.match(await page.locator('main').innerText(), new RegExp(name.slice(0, 12).replace(/[()]/g, '.')));
      await page.getByRole('button', { name: 'Tout est encore juste' }).click();
      assert.match(await page.locator('h1').innerText(), /Merci/);
      const again = await page.goto(link);
      assert.equal(again.status(), 410);
      assert.match(await page.locator('h1').innerText(), /déjà servi/);
      await page.leave();
    });

    await test('a service corrects its record without an account', async () => {
      const { link } = post.links()[1];
      const page = await reader(browser);
      await page.goto(link);
      await page.getByRole('link', { name: 'Quelque chose a changé' }).click();
      await page.locator('main form button').click();
      assert.match(await page.locator('[role=alert]').innerText(), /Rien n’a changé/);
      await page.fill('textarea[name=note]', 'Nous fermons en août.');
      await page.locator('main form button').click();
      assert.match(await page.locator('h1').innerText(), /bien arrivé/);
      await page.leave();
    });

    await test('a record that nobody confirms is warned about, withdrawn, and comes back', async () => {
      const stale = post.links()[2];
      const name = /Le vôtre y est : (.+)\./.exec(stale.text)[1];
      const list = await house.text(`/fr/guide?q=${encodeURIComponent(name)}`);
      const slug = [...list.matchAll(/href="\/fr\/guide\/([a-z0-9-]+)"[^>]*>([^<]+)</g)]
        .find(([, , shown]) => shown.replace(/&#39;|&rsquo;/g, '’').includes(name.slice(0, 8)))?.[1];
      assert.ok(slug, `${name} is in the Guide`);
      const says = async (words) => {
        for (let i = 0; i < 50; i += 1) {
          const reply = await house.get(`/fr/guide/${slug}`);
          if (reply.status === 200 && (await reply.text()).includes(words)) return true;
          await new Promise((wait) => { setTimeout(wait, 200); });
        }
        return false;
      };
      for (const days of [14, 28, 42]) post.day(after(days));
      assert.ok(!(await house.text(`/fr/guide/${slug}`)).includes('Personne n’a confirmé'));
      post.day(after(72));
      assert.ok(await says('Personne n’a confirmé cette page.'), 'a warning readers see');
      post.day(after(162));
      assert.ok(await says('Ce service n’est plus confirmé.'), 'withdrawn');
      assert.ok(!(await house.text('/fr/guide?q=' + encodeURIComponent(name))).includes(`/fr/guide/${slug}"`), 'not in the lists');
      const gone = JSON.stringify(await house.json('/api/hsds/tombstones'));
      assert.match(gone, /"(kind|type)":"service"|[0-9a-f-]{36}/, 'those who copy our data are told');
      // A late answer is an answer.
      const last = post.links().filter(({ text }) => text.includes(name)).at(-1);
      const page = await reader(browser);
      await page.goto(last.link);
      await page.getByRole('button', { name: 'Tout est encore juste' }).click();
      assert.match(await page.locator('h1').innerText(), /Merci/);
      await page.leave();
      assert.ok(await says('Confirmé par le service lui-même'), 'back, and it says by whom');
    });

    await test('a translator catches up a changed field, and readers see it', async () => {
      // An editor changes the French sentence; the Dutch one says what was true before.
      const people = invented(house);
      const editor = await reader(browser, { viewport: desk });
      await signIn(editor, house, people.get('editor'));
      await editor.goto(`${house.url}/desk/services?q=${encodeURIComponent('bureau d’accueil de Namur')}`);
      await editor.locator('.queue tbody th a:visible', { hasText: 'bureau d’accueil de Namur' }).first().click();
      await editor.getByRole('button', { name: 'Modifier', exact: true }).click();
      const sentence = editor.locator('[name="f/summary"]');
      await sentence.fill((await sentence.inputValue()).replace('fait le point', 'fait gratuitement le point'));
      await editor.getByRole('button', { name: 'Garder et publier', exact: true }).click();
      await editor.leave();

      const page = await reader(browser, { viewport: desk });
      await signIn(page, house, people.get('translator'));
      await page.goto(`${house.url}/desk/translation?lang=nl`);
      await page.locator('table.queue tbody th a[href*="/desk/translation/"]').first().click();
      await page.waitForURL(/translation\/[0-9a-f-]+\?lang=nl/);
      assert.match(await page.locator('h1').innerText(), /bureau d’accueil de Namur/, 'what misleads comes first');
      assert.match(await page.locator('ins').innerText(), /gratuitement/);
      const pair = page.locator('.paire', { has: page.locator('ins') });
      const box = pair.locator('textarea');
      assert.match(await box.inputValue(), /medewerker van het CAI/, 'the old translation stands beside it');
      await box.fill('Een medewerker van het CAI bekijkt gratis uw situatie met u.');
      await box.press('Control+Enter');
      await page.waitForURL(/saved=1/);
      assert.match(await page.locator('[role=status]').innerText(), /1 (texte enregistré|text saved)/);
      assert.equal(await page.locator('ins').count(), 0);
      await page.leave();
      let shown = '';
      for (let i = 0; i < 40 && !shown.includes('gratis uw situatie'); i += 1) {
        await new Promise((wait) => { setTimeout(wait, 250); });
        shown = await house.text('/nl/guide/cai-accompagnement');
      }
      assert.match(shown, /bekijkt gratis uw situatie/);
    });
  } finally {
    await house.close();
  }
}
