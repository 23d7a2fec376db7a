// SPDX-License-Identifier: AGPL-3.0-or-later
// People read, in their language, with what they have.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from '../support/tally.mjs';
import { desk, House, names, phone, reader } from './house.mjs';

export async function reading({ house, browser }) {
  await test('everything works without JavaScript', async () => {
    const page = await reader(browser, { javaScriptEnabled: false });
    await page.goto(`${house.url}/fr`);
    await page.fill('input[name=q]', 'médecin');
    await page.locator('form[role=search] button').first().click();
    await page.waitForURL(/q=m/);
    assert.ok((await names(page)).length > 0);
    await page.locator('main .dalle h2 a, main .dalle h3 a').first().click();
    assert.ok(await page.locator('main h1').innerText());
    await page.goto(`${house.url}/fr/map`);
    assert.ok((await names(page)).length >= 20, 'the list stands beside the map');
    assert.ok(await page.locator('#carte svg').count() > 0, 'and the province is drawn');
    await page.leave();
  });

  await test('the keyboard alone is enough', async () => {
    const page = await reader(browser, { viewport: desk });
    await page.goto(`${house.url}/fr`);
    await page.keyboard.press('Tab');
    assert.equal(await page.evaluate(() => document.activeElement.className), 'saut', 'first stop: to the content');
    await page.keyboard.press('Enter');
    assert.match(page.url(), /#contenu$/);
    await tabTo(page, (e) => e?.name === 'q');
    await page.keyboard.type('apprendre le français');
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/fr\/guide\?/);
    await tabTo(page, (e) => /\/fr\/guide\/[a-z0-9-]+$/.test(e?.href ?? ''));
    const outline = await page.evaluate(() => {
      const s = getComputedStyle(document.activeElement);
      return s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) > 0 || s.boxShadow !== 'none';
    });
    assert.ok(outline, 'one sees where one is');
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/fr\/guide\/[a-z0-9-]+$/);
    await page.leave();
  });

  await test('changing the language keeps the place', async () => {
    const page = await reader(browser);
    await page.goto(`${house.url}/fr/guide?q=logement&free=1`);
    await page.locator('footer a[hreflang=ar]').click();
    await page.waitForURL(/\/ar\/guide\?/);
    const query = new URL(page.url()).searchParams;
    assert.equal(query.get('q'), 'logement');
    assert.equal(query.get('free'), '1');
    await page.locator('main .dalle h2 a, main .dalle h3 a').first().click();
    const slug = new URL(page.url()).pathname.split('/').pop();
    for (const [tag, dir] of [['uk', 'ltr'], ['nl', 'ltr'], ['en', 'ltr'], ['ar', 'rtl'], ['fr', 'ltr']]) {
      await page.locator(`footer a[hreflang=${tag}]`).click();
      await page.waitForURL(`**/${tag}/guide/${slug}`);
      assert.equal(await page.getAttribute('html', 'lang'), tag);
      assert.equal(await page.getAttribute('html', 'dir'), dir);
    }
    await page.leave();
  });

  await test('/ greets in the language of the browser', async () => {
    for (const [accept, lang] of [['nl-BE,nl;q=0.9', 'nl'], ['uk', 'uk'], ['ti,ar;q=0.5', 'ar'], ['ja', 'fr']]) {
      const reply = await house.get('/', { headers: { 'accept-language': accept } });
      assert.ok([302, 303, 307].includes(reply.status), String(reply.status));
      assert.equal(new URL(reply.headers.get('location'), house.url).pathname, `/${lang}`);
    }
  });

  await test('a closed service says so and leads on', async () => {
    const page = await reader(browser);
    await page.goto(`${house.url}/fr/guide?q=L'EnTrain`);
    const link = page.locator('main .dalle h2 a, main .dalle h3 a').filter({ hasText: /entrain/i }).first();
    await link.click();
    assert.match(await page.locator('main').innerText(), /ferm|n’existe plus|n'existe plus|arrêt/i);
    assert.equal(await page.locator('main .etat.ouvert').count(), 0);
    for (const slug of ['l-entrain', 'la-ruche']) {
      await page.goto(`${house.url}/fr/guide/${slug}`);
      const instead = page.locator('main section', { has: page.getByRole('heading', { name: 'À la place' }) });
      if (slug === 'l-entrain') assert.ok(await instead.locator('a[href^="/fr/guide/"]').count() > 0, 'other services');
      assert.equal(await instead.locator(':scope > p.actes a[href="tel:+3281713518"]').count(), 1, `${slug}: the centre itself`);
    }
    await page.leave();
  });

  await test('a service prints on paper with its phone and without the furniture', async () => {
    const page = await reader(browser, { viewport: desk });
    await page.goto(`${house.url}/fr/guide?q=cai`);
    await page.locator('main .dalle:has(a[href^="tel:"]) h2 a, main .dalle:has(a[href^="tel:"]) h3 a').first().click();
    await page.emulateMedia({ media: 'print' });
    assert.ok(await page.locator('main h1').isVisible());
    assert.ok(await page.locator('main a[href^="tel:"]').first().isVisible());
    assert.equal(await page.locator('form.cherche').first().isVisible().catch(() => false), false);
    const pdf = await page.pdf({ format: 'A4' });
    assert.ok(pdf.length > 5000);
    await page.leave();
  });

  await test('the history opens at a year and filters by theme', async () => {
    const page = await reader(browser);
    await page.goto(`${house.url}/fr/history`);
    const steps = page.locator('main li.pas');
    const all = await steps.count();
    assert.ok(all >= 40, `${all} entries`);
    const years = (await page.locator('main li.pas time').allInnerTexts()).map(Number);
    assert.equal(years[0], 1983);
    assert.equal(years.at(-1), 2024);
    await page.goto(`${house.url}/fr/history#y1996`);
    const top = await page.locator('#y1996').evaluate((e) => e.getBoundingClientRect().top);
    assert.ok(top >= 0 && top < phone.height, 'the year is on the screen');
    const themes = await page.locator('main a[href*="/fr/history?"]').evaluateAll((links) => links.map((a) => a.href));
    assert.ok(themes.length >= 3, `${themes.length} themes`);
    await page.goto(themes[1]);
    const some = await steps.count();
    assert.ok(some > 0 && some < all, `a theme shows some of them: ${some}`);
    await page.leave();
  });

  await test('another centre tells its own history, from a TimelineJS file', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'coteacote-history-'));
    const file = join(folder, 'history.json');
    const told = await house.json('/fr/history.json');
    told.events = told.events.slice(0, 3);
    told.events.push({ start_date: { year: '2031', month: '5' }, text: { headline: 'Une <em>porte</em> de plus' } });
    writeFileSync(file, JSON.stringify(told));
    const own = await House.open(house.binary, house.db, ['--history', file]);
    try {
      const page = await reader(browser);
      await page.goto(`${own.url}/fr/history`);
      assert.equal(await page.locator('main li.pas').count(), 4);
      assert.equal(await page.locator('main li.pas h3').last().innerText(), 'Une porte de plus');
      assert.equal((await own.json('/fr/history.json')).events.length, 4);
      await page.leave();
    } finally {
      await own.close();
      rmSync(folder, { recursive: true, force: true });
    }
  });

  await test('what is not there says so in the language of the page, and leads on', async () => {
    for (const lang of ['fr', 'ar']) {
      const page = await reader(browser);
      const reply = await page.goto(`${house.url}/${lang}/guide/there-is-no-such-service`);
      assert.equal(reply.status(), 404);
      assert.equal(await page.getAttribute('html', 'lang'), lang);
      assert.ok(await page.locator('main a, main form').count() > 0);
      await page.leave();
    }
    assert.equal((await house.get('/xx/guide')).status, 404);
  });
}

/** Presses Tab until the focused element satisfies `wanted` (evaluated on {name, href}). */
async function tabTo(page, wanted) {
  for (let i = 0; i < 120; i += 1) {
    await page.keyboard.press('Tab');
    const at = await page.evaluate(() => ({ name: document.activeElement?.name, href: document.activeElement?.href }));
    if (wanted(at)) return;
  }
  assert.fail('the keyboard never got there');
}
