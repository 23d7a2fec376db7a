// SPDX-License-Identifier: AGPL-3.0-or-later
// usage: node test/journeys/all.mjs BINARY [group... | --but group...]
// A dozen and some journeys of readers through the real program in a real browser.
import { resolve } from 'node:path';
import { finish } from '../support/tally.mjs';
import { accounts } from './accounts.mjs';
import { atTheDesk } from './at_the_desk.mjs';
import { enduring } from './enduring.mjs';
import { finding } from './finding.mjs';
import { freshness } from './freshness.mjs';
import { House, openBrowser } from './house.mjs';
import { keeping } from './keeping.mjs';
import { looking } from './looking.mjs';
import { map } from './map.mjs';
import { operation } from './operation.mjs';
import { provider } from './provider.mjs';
import { reading } from './reading.mjs';
import { takingPart } from './taking_part.mjs';
import { trust } from './trust.mjs';

const groups = {
  finding, reading, takingPart, map, looking, accounts, provider, atTheDesk, freshness, operation, trust,
  enduring, keeping,
};
const [given, ...named] = process.argv.slice(2);
const but = named[0] === '--but';
const wanted = but ? Object.keys(groups).filter((name) => !named.includes(name)) : named;
const unknown = named.slice(but ? 1 : 0).filter((name) => !(name in groups));
if (unknown.length > 0) {
  console.error(`no such group: ${unknown.join(', ')}; there are ${Object.keys(groups).join(', ')}`);
  process.exit(2);
}
const binary = resolve(given ?? 'build/release/coteacote');

const house = await House.open(binary);
const browser = await openBrowser();
try {
  for (const [name, journeys] of Object.entries(groups)) {
    if (wanted.length === 0 || wanted.includes(name)) await journeys({ house, browser, binary });
  }
} finally {
  await browser.close();
  await house.close();
}
finish();
