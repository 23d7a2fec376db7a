// SPDX-License-Identifier: AGPL-3.0-or-later
// The map, with a list that does not need it.
import assert from 'node:assert/strict';
import { test } from '../support/tally.mjs';
import { asked, desk, names, reader } from './house.mjs';

export async function map({ house, browser }) {
  await test('the map shows places, approximate ones as such, and the list beside it', async () => {
    const page = await reader(browser, { viewport: desk });
    await page.goto(`${house.url}/fr/map`);
    await page.locator('.leaflet-container').waitFor({ timeout: 10000 });
    await page.locator('.m-groupe, .m-zone, .m-point').first().waitFor({ timeout: 10000 });
    assert.ok((await names(page)).length >= 20, 'the list stands beside it');
    const points = await page.evaluate(async () => (await fetch(document.getElementById('carte').dataset.points)).json());
    assert.ok(points.length >= 40, `${points.length} points`);
    const vague = points.find((p) => p.approx);
    await page.locator(`[data-slug="${vague.slug}"] .montrer`).click();
    const said = await page.locator('.leaflet-popup').innerText();
    assert.ok(said.includes(vague.name) && said.length > vague.name.length + 10, `a place known by its commune says so: ${said}`);
    await page.leave();
  });

  await test('Leaflet is fetched for the map and nowhere else', async () => {
    for (const path of ['/fr', '/fr/guide', '/fr/history']) {
      const page = await reader(browser);
      const before = asked.urls.length;
      await page.goto(house.url + path);
      await page.waitForLoadState('networkidle');
      const fetched = asked.urls.slice(before).map((r) => r.url);
      assert.deepEqual(fetched.filter((u) => /leaflet/i.test(u)), [], path);
      await page.leave();
    }
  });
}
