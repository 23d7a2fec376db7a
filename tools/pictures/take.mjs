// SPDX-License-Identifier: AGPL-3.0-or-later
// usage: node tools/pictures/take.mjs [BINARY] [FOLDER]
// Takes the pictures of docs/pictures from the running program: home, list, service, map and timeline, in
// French and Arabic, on a phone and on a desk.
import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { desk, House, openBrowser, phone, reader } from '../../test/journeys/house.mjs';

const binary = resolve(process.argv[2] ?? 'build/release/coteacote');
const folder = process.argv[3] ?? 'docs/pictures';
const pages = {
  home: '',
  list: '/guide?q=français',
  service: '/guide/cai-accompagnement',
  map: '/map',
  timeline: '/history',
};

mkdirSync(folder, { recursive: true });
const house = await House.open(binary);
const browser = await openBrowser();
try {
  for (const [name, path] of Object.entries(pages)) {
    for (const lang of ['fr', 'ar']) {
      for (const [size, viewport] of [['phone', phone], ['desktop', desk]]) {
        const page = await reader(browser, { viewport, deviceScaleFactor: size === 'phone' ? 2 : 1, locale: lang });
        await page.goto(`${house.url}/${lang}${path}`);
        await page.waitForLoadState('networkidle');
        const file = join(folder, `${name}-${lang}-${size}.png`);
        await page.screenshot({ path: file });
        console.log(file);
        await page.leave();
      }
    }
  }
} finally {
  await browser.close();
  await house.close();
}
