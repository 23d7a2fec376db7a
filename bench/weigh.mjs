// SPDX-License-Identifier: AGPL-3.0-or-later
// usage: node bench/weigh.mjs BINARY
// What a first visit of the list page costs over the wire, everything included, and what memory the program
// holds with Namur's services once every page has been asked for. Prints figures against their goals.
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { House, openBrowser, phone } from '../test/journeys/house.mjs';

const goalBytes = 60_000;
const goalMegabytes = 60;
const langs = ['fr', 'en', 'nl', 'ar', 'uk'];

const house = await House.open(resolve(process.argv[2] ?? 'build/release/coteacote'));
const browser = await openBrowser();
try {
  for (const lang of ['fr', 'ar']) report(`first load of /${lang}/guide, kB`, await firstLoad(lang) / 1000, goalBytes / 1000);
  const asked = await warmUp();
  report(`resident memory after ${asked} requests, MB`, resident(house.process.pid), goalMegabytes);
} finally {
  await browser.close();
  await house.close();
}

/** Bytes that arrive for a reader who was never here: headers, page, sheet, fonts, icon. */
async function firstLoad(lang) {
  const context = await browser.newContext({ viewport: phone, locale: lang });
  const page = await context.newPage();
  const wire = await context.newCDPSession(page);
  let bytes = 0;
  await wire.send('Network.enable');
  await wire.send('Network.setCacheDisabled', { cacheDisabled: true });
  wire.on('Network.loadingFinished', (e) => { bytes += e.encodedDataLength; });
  await page.goto(`${house.url}/${lang}/guide`);
  await page.waitForLoadState('networkidle');
  await context.close();
  return bytes;
}

async function warmUp() {
  const words = ['logement', 'médecin', 'سكن', 'робота', 'nederlands', 'travail', 'papiers', 'ecole'];
  const sitemap = [...(await house.text('/sitemap.xml')).matchAll(/<loc>([^<]+)<\/loc>/g)].map((m) => new URL(m[1]).pathname);
  const paths = langs.flatMap((l) => [`/${l}`, `/${l}/map`, `/${l}/history`, ...words.map((w) => `/${l}/guide?q=${encodeURIComponent(w)}`)])
    .concat(sitemap.slice(0, 1000));
  for (const path of paths) await (await house.get(path)).arrayBuffer();
  return paths.length;
}

function resident(pid) {
  return Number(/VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))[1]) / 1000;
}

function report(what, figure, goal) {
  console.log(`${what.padEnd(60)} ${figure.toFixed(1).padStart(8)}   goal ≤ ${goal}   ${figure <= goal ? 'reached' : 'MISSED'}`);
}
