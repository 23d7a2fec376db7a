// SPDX-License-Identifier: AGPL-3.0-or-later
// People look for something and find it.
import assert from 'node:assert/strict';
import { test } from '../support/tally.mjs';
import { desk, names, reader } from './house.mjs';

export async function finding({ house, browser }) {
  await test('a newcomer searches in Arabic on a phone, and calls', async () => {
    const page = await reader(browser, { locale: 'ar' });
    await page.goto(`${house.url}/`);
    assert.match(page.url(), /\/ar$/, 'the browser speaks Arabic, so does the house');
    assert.equal(await page.getAttribute('html', 'dir'), 'rtl');
    await page.fill('input[name=q]', 'تعلم الفرنسية');
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/ar\/guide\?.*q=/);
    assert.ok((await names(page)).length >= 3, 'several places teach French');
    const first = page.locator('main .dalle:has(a[href^="tel:"])').first();
    await first.locator('h2 a, h3 a').first().click();
    await page.waitForURL(/\/ar\/guide\/[a-z0-9-]+$/);
    const call = page.locator('main a[href^="tel:"]').first();
    assert.match(await call.getAttribute('href'), /^tel:\+?\d{3,}$/);
    const number = call.locator('[dir=ltr]').first();
    assert.match(await number.innerText(), /\d/, 'the number reads from left to right');
    const box = await call.boundingBox();
    assert.ok(box.height >= 44, 'a finger can hit it');
    await page.leave();
  });

  await test('a mistyped word is understood, and said', async () => {
    const page = await reader(browser);
    await page.goto(`${house.url}/fr/guide?q=logemant`);
    const mistyped = await names(page);
    assert.ok(mistyped.length > 0, 'never an empty page for a slip');
    assert.match(await page.locator('main').innerText(), /logement/i, 'the page says how it understood the word');
    await page.goto(`${house.url}/fr/guide?q=logement`);
    const spelt = await names(page);
    assert.ok(mistyped.some((n) => spelt.slice(0, 10).includes(n)), 'and finds what the right word finds');
    await page.leave();
  });

  await test('a word nobody uses leads on, not to an empty page', async () => {
    const page = await reader(browser);
    const reply = await page.goto(`${house.url}/fr/guide?q=qzxwvkj`);
    assert.equal(reply.status(), 200);
    assert.ok(await page.locator('main a[href*="/fr/"]').count() >= 2, 'ways on');
    await page.leave();
  });

  await test('filters are links; an answer can be sent to a friend', async () => {
    const page = await reader(browser, { viewport: desk });
    await page.goto(`${house.url}/fr/guide`);
    const before = await page.locator('main [role=status]').first().innerText();
    const free = page.locator('main a[href*="free=1"]').first();
    await free.evaluate((a) => a.click());
    await page.waitForURL(/free=1/);
    const found = await names(page);
    const status = await page.locator('main [role=status]').first().innerText();
    assert.notEqual(status, before, 'fewer services');
    assert.ok(found.length > 0);
    const friend = await reader(browser);
    await friend.goto(page.url());
    assert.deepEqual(await names(friend), found);
    await friend.leave();
    await page.leave();
  });

  await test('near a postal code, the nearest come with their distance', async () => {
    const page = await reader(browser);
    await page.goto(`${house.url}/fr/guide?near=5500&sort=near`);
    const where = await page.locator('main .dalle .ou').allInnerTexts();
    const km = where.map((w) => /(\d+(?:[.,]\d+)?)\s*(km|m)\b/.exec(w)).filter(Boolean)
      .map((m) => Number(m[1].replace(',', '.')) / (m[2] === 'm' ? 1000 : 1));
    assert.ok(km.length >= 5, `distances are shown: ${where.slice(0, 3)}`);
    assert.deepEqual(km, [...km].sort((a, b) => a - b), 'the nearest first');
    assert.ok(km[0] < 5, 'Dinant has services');
    await page.goto(`${house.url}/fr/guide?near=1000000`);
    assert.equal(await page.locator('main').count(), 1, 'an unknown place is not an error');
    await page.leave();
  });

  await test('the position stays on the phone but for a rounded point', async () => {
    const page = await reader(browser, { geolocation: { latitude: 50.46612345, longitude: 4.86701234 }, permissions: ['geolocation'] });
    await page.goto(`${house.url}/fr/guide`);
    const near = page.locator('[data-near]').first();
    if (!await near.isVisible()) await page.locator('main details summary').first().click();
    await near.click({ timeout: 5000 });
    await page.waitForURL(/[?&]at=/);
    const at = new URL(page.url()).searchParams.get('at');
    assert.match(at, /^50\.\d{1,2},4\.\d{1,2}$/, 'about a kilometre');
    await page.leave();
  });
}
