// SPDX-License-Identifier: AGPL-3.0-or-later
// Every kind of page, on a phone and on a desk, in both directions: accessible, and no wider than the screen.
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import { test } from '../support/tally.mjs';
import { desk, phone, reader } from './house.mjs';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const paths = ['', '/guide', '/guide?q=logement&free=1', '/guide/cai-accompagnement', '/guide/espace-vif-namur', '/map', '/history', '/rubrics', '/about',
  '/guide/cai-accompagnement/correction', '/guide/cai-accompagnement/correction?field=hours', '/reports', '/handout?s=cai-accompagnement,espace-vif-namur', '/favourites'];

export async function looking({ house, browser }) {
  for (const lang of ['fr', 'ar']) {
    for (const viewport of [phone, desk]) {
      await test(`accessible and not too wide: ${lang}, ${viewport.width} px`, async () => {
        const faults = [];
        for (const path of paths) {
          const page = await reader(browser, { viewport, bypassCSP: true, locale: lang });
          const reply = await page.goto(`${house.url}/${lang}${path}`);
          if (reply.status() !== 200) faults.push(`${path}: ${reply.status()}`);
          await page.waitForLoadState('networkidle');
          const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
          if (wide > 0) faults.push(`${path}: ${wide} px too wide`);
          await page.evaluate(axe);
          const found = await page.evaluate(() => globalThis.axe.run(document, {
            runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'],
          }));
          for (const v of found.violations) faults.push(`${path}: ${v.id}: ${v.nodes.slice(0, 3).map((n) => n.target.join(' ')).join(', ')}`);
          await page.leave();
        }
        assert.deepEqual(faults, []);
      });
    }
  }
}
