// SPDX-License-Identifier: AGPL-3.0-or-later
// What must stay secret stays secret; nobody else is told who reads.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { inflateRawSync } from 'node:zlib';
import { test } from '../support/tally.mjs';
import { asked, command, House, reader, root } from './house.mjs';

/** All that test/journeys/secret says about where the invented shelter is. */
const markers = ['Cachette', 'Introuvable-sur-Secret', '"5990"', '50.1234', '4.5678', '50,1234'];

export async function keeping({ house, browser, binary }) {
  await test('Espace VIF: phone first, no address in any page, API or export', async () => {
    const page = await reader(browser);
    await page.goto(`${house.url}/fr/guide/espace-vif-namur`);
    assert.ok(await page.locator('main a[href^="tel:"]').count() > 0);
    assert.equal(await page.locator('main address, main .plan, main a[href*="/map"], main a[href^="geo:"]').count(), 0);
    assert.doesNotMatch(await page.locator('main').innerText(), /\b5\d{3}\b(?! \d)/, 'no postal code');
    await page.leave();
    const found = (await house.json('/api/hsds/services?search=espace%20vif')).contents ?? [];
    const vif = found.find((s) => /vif/i.test(s.name));
    assert.ok(vif, 'the API has it');
    const whole = JSON.stringify(await house.json(`/api/hsds/services/${vif.id}`));
    assert.doesNotMatch(whole, /"(address_1|latitude|longitude|postal_code)":/);
  });

  await test('an address recorded as confidential leaves the house nowhere', async () => {
    const own = await House.open(binary);
    try {
      command(binary, ['import', 'test/journeys/secret', '--db', own.db]);
      await own.stop();
      await own.serve();
      const paths = await crawl(own);
      assert.ok(paths.size > 40, `${paths.size} addresses were looked at`);
      const shelter = [...paths.values()].some((body) => body.includes('Abri des tests'));
      assert.ok(shelter, 'the shelter itself is found, or this test would prove nothing');
      for (const [path, body] of paths) expectNothing(path, body);
      assert.ok(!paths.get('/fr/guide?q=Cachette').includes('Abri des tests'), 'its street does not find it');
      for (const format of ['hsds-json', 'hsds-ndjson', 'hsds-csv', 'geojson', 'csv', 'xlsx']) {
        const out = `${own.folder}/out.${format}`;
        command(binary, ['export', '--db', own.db, '--format', format, '--lang', 'fr', '--out', out]);
        const text = plain(readFileSync(out));
        assert.match(text, /Abri des tests/, `${format} has the service`);
        expectNothing(format, text);
      }
      for (const marker of markers) {
        const hits = JSON.parse(command(binary, ['search', '--db', own.db, '--lang', 'fr', marker, '--json']));
        assert.ok(!hits.some((h) => /Abri/.test(h.name)), `searching "${marker}" does not find the shelter`);
      }
    } finally {
      await own.close();
    }
  });

  await test('no log line tells what was asked', async () => {
    await house.text('/fr/guide?q=motsecretentre');
    await house.get('/fr/guide/motsecretentre');
    await new Promise((resolve) => { setTimeout(resolve, 100); });
    assert.match(house.log, /guide/, 'there is a log');
    assert.doesNotMatch(house.log, /motsecretentre/);
  });

  await test('nobody else is asked for anything, and no cookie is set', async () => {
    const hosts = new Set(asked.urls.map((r) => new URL(r.url)).filter((u) => u.protocol !== 'data:' && u.protocol !== 'blob:')
      .map((u) => u.hostname));
    assert.ok(asked.urls.length > 0);
    assert.deepEqual([...hosts], ['127.0.0.1']);
    assert.deepEqual(asked.cookies, []);
  });

  await test('the content policy holds, and nothing on the pages breaks it', async () => {
    const reply = await house.get('/fr');
    const policy = reply.headers.get('content-security-policy');
    assert.match(policy, /default-src 'none'|default-src 'self'/);
    assert.doesNotMatch(policy, /unsafe-inline|unsafe-eval|\*/);
    assert.equal(reply.headers.get('x-content-type-options'), 'nosniff');
    assert.ok(reply.headers.get('referrer-policy'));
    assert.deepEqual(asked.errors.filter((e) => !/status of 4\d\d|ERR_INTERNET_DISCONNECTED/.test(e)), []);
  });
}

/** What a reader asked himself may stand in the answer; anything else that is secret may not. */
function expectNothing(path, body) {
  for (const marker of markers) {
    if (path.includes(marker.replaceAll('"', ''))) continue;
    assert.ok(!body.includes(marker), `${path} tells "${marker}"`);
  }
}

/** Follows every link of the house (three languages' worth is enough) and of the API; gives path → body. */
async function crawl(house) {
  const seen = new Map();
  const queue = ['/fr', '/fr/guide', '/fr/map', '/ar/guide?q=Abri', '/fr/guide?q=Abri', '/fr/guide?q=Cachette', '/fr/guide?near=5990',
    '/fr/guide?commune=93022', '/sitemap.xml', '/health', '/api/hsds', '/api/hsds/services?per_page=100',
    '/api/hsds/services?search=Abri', '/api/hsds/services?format=ndjson', '/api/hsds/service_at_locations?per_page=100',
    '/api/hsds/locations?per_page=100', '/api/hsds/organizations?per_page=100'];
  while (queue.length > 0 && seen.size < 900) {
    const path = queue.shift();
    if (seen.has(path)) continue;
    const reply = await house.get(path);
    const body = await reply.text();
    seen.set(path, reply.status === 200 ? body : '');
    for (const m of body.matchAll(/(?:href|src)="(\/[^"#]*)["#]/g)) {
      const next = m[1].replaceAll('&amp;', '&');
      if (/^\/fr(\/|$)/.test(next) && !/[?]/.test(next)) queue.push(next);
      else if (/^\/assets\/.*\.(json|geojson|js)$/.test(next)) queue.push(next);
    }
    for (const m of body.matchAll(/"id":\s*"([0-9a-f-]{36})"/g)) {
      if (/^\/api\/hsds\/services\?search/.test(path)) queue.push(`/api/hsds/services/${m[1]}`);
      if (/^\/api\/hsds\/locations/.test(path)) queue.push(`/api/hsds/locations/${m[1]}`);
    }
  }
  return seen;
}

/** The text of a file, or of all the files in a zip. */
function plain(bytes) {
  if (bytes.readUInt32LE(0) !== 0x04034b50) return bytes.toString();
  let out = '';
  let at = bytes.lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]));
  let entry = bytes.readUInt32LE(at + 16);
  for (let left = bytes.readUInt16LE(at + 10); left > 0; left -= 1) {
    const method = bytes.readUInt16LE(entry + 10);
    const size = bytes.readUInt32LE(entry + 20);
    at = bytes.readUInt32LE(entry + 42);
    const start = at + 30 + bytes.readUInt16LE(at + 26) + bytes.readUInt16LE(at + 28);
    const packed = bytes.subarray(start, start + size);
    out += (method === 8 ? inflateRawSync(packed) : packed).toString();
    entry += 46 + bytes.readUInt16LE(entry + 28) + bytes.readUInt16LE(entry + 30) + bytes.readUInt16LE(entry + 32);
  }
  return out;
}
