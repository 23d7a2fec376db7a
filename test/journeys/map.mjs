// SPDX-License-Identifier: AGPL-3.0-or-later
// The map, with a list that does not need it.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeArchive } from '../support/pmtiles.mjs';
import { test } from '../support/tally.mjs';
import { asked, desk, House, names, reader, root } from './house.mjs';

/** The colour in the middle of a tile that the browser has drawn. */
async function colourOf(page, selector) {
  const tile = page.locator(selector).first();
  await tile.waitFor({ timeout: 10000 });
  return tile.evaluate((drawn) => {
    const copy = document.createElement('canvas');
    copy.width = copy.height = 16;
    const pen = copy.getContext('2d');
    pen.drawImage(drawn, 0, 0, 16, 16);
    return [...pen.getImageData(8, 8, 1, 1).data];
  });
}

/** Opens the map of a house that serves `archive`, and looks with `body(page, requests)`. */
async function withTiles(browser, house, archive, more, body) {
  const own = await House.open(house.binary, house.db, ['--tiles', archive, ...more]);
  const page = await reader(browser, { viewport: desk });
  try {
    const before = asked.urls.length;
    await page.goto(`${own.url}/fr/map`);
    await body(page, own);
    const others = asked.urls.slice(before).map((r) => new URL(r.url))
      .filter((url) => !['data:', 'blob:'].includes(url.protocol) && url.origin !== own.url);
    assert.deepEqual(others, [], 'nobody else is asked');
    assert.deepEqual(asked.errors.filter((e) => e.startsWith(own.url)), []);
  } finally {
    await page.leave();
    await own.close();
  }
}

async function tiles({ house, browser }) {
  const folder = mkdtempSync(join(tmpdir(), 'coteacote-tiles-'));
  const archive = join(folder, 'map.pmtiles');
  try {
    await test('an operator\'s PMTiles file of pictures is drawn, credited, and asked from us alone', async () => {
      writeArchive(archive, [20, 140, 90]);
      await withTiles(browser, house, archive, ['--tiles-credit', '<b>Us</b> & Co'], async (page, own) => {
        assert.deepEqual(await colourOf(page, '.leaflet-tile-pane img.leaflet-tile-loaded'), [20, 140, 90, 255]);
        assert.equal(await page.locator('.leaflet-control-attribution').innerText(), '<b>Us</b> & Co');
        assert.equal(await page.locator('.m-terre').count(), 0, 'our own drawing gives way');
        assert.ok(await page.locator('.m-groupe, .m-zone, .m-point').count() > 0, 'the places stand on it');
        const part = await own.get('/tiles/map.pmtiles', { headers: { range: 'bytes=0-6' } });
        assert.equal(part.status, 206);
        assert.equal(await part.text(), 'PMTiles');
      });
    });

    await test('one of vectors is drawn too, credited as it says itself', async () => {
      writeArchive(archive, null, { attribution: '<a href="https://example.org/">The surveyors</a>' });
      await withTiles(browser, house, archive, [], async (page) => {
        const colour = await colourOf(page, '.leaflet-tile-pane canvas.leaflet-tile-loaded');
        assert.equal(colour[3], 255, 'something is painted');
        assert.notDeepEqual(colour.slice(0, 3), [0xcc, 0xcc, 0xcc], 'earth, not the background alone');
        assert.equal(await page.locator('.leaflet-control-attribution').innerText(), 'The surveyors');
      });
    });

    await test('a file that is none is refused at the start, in plain words', async () => {
      writeFileSync(archive, 'no map at all, and certainly long enough to have a header. '.repeat(9));
      const done = spawnSync(house.binary, ['serve', '--db', house.db, '--port', '0', '--tiles', archive], {
        cwd: root, encoding: 'utf8', timeout: 10000,
      });
      assert.equal(done.status, 2, done.stderr);
      assert.match(done.stderr, /--tiles .*map\.pmtiles: is not a PMTiles file/);
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

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

  await tiles({ house, browser });
}
