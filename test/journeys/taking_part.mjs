// SPDX-License-Identifier: AGPL-3.0-or-later
// What readers tell us and take along: a mistake reported and answered, kept addresses, a sheet of paper.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from '../support/tally.mjs';
import { invented, signIn } from './at_the_desk.mjs';
import { desk, House, phone, reader } from './house.mjs';

const slug = 'cai-accompagnement';

export async function takingPart({ house, browser, binary }) {
  await answered(browser, binary);

  await test('without script a report needs patience, not luck', async () => {
    const page = await reader(browser, { javaScriptEnabled: false });
    await page.goto(`${house.url}/fr/guide/${slug}/correction?field=other`);
    assert.ok(await page.locator('[data-slow]').isVisible());
    await page.fill('textarea[name=note]', 'La photo est vieille');
    await page.locator('main form button').click();
    assert.match(await page.locator('[role=alert]').innerText(), /Attendez 15 secondes/);
    assert.equal(await page.inputValue('textarea[name=note]'), 'La photo est vieille', 'words intact');
    await new Promise((wait) => { setTimeout(wait, 15_500); });
    await page.locator('main form button').click();
    await page.waitForURL(/\/fr\/reports\/\d{20}/);
    await page.leave();
  });

  await test('beside each fact a pencil leads to its own form, by keyboard too', async () => {
    const page = await reader(browser, { viewport: desk });
    await page.goto(`${house.url}/fr/guide/${slug}`);
    const pencil = page.getByRole('link', { name: /^Une erreur \? Numéro de téléphone 081/ });
    const seen = () => pencil.evaluate((a) => Number(getComputedStyle(a).opacity));
    await page.mouse.move(0, 0);
    assert.equal(await pencil.count(), 1);
    const before = page.locator('.joindre a.num').first();
    await before.focus();
    await page.keyboard.press('Tab');
    assert.ok(await pencil.evaluate((a) => a === document.activeElement), 'next after the number');
    assert.equal(await seen(), 1);
    await page.keyboard.press('Enter');
    await page.waitForURL(/field=[a-z/0-9]*number$/);
    assert.match(await page.locator('.vu').innerText(), /Numéro de téléphone\s+081/);
    await page.goto(`${house.url}/fr/guide/${slug}`);
    await page.emulateMedia({ media: 'print' });
    assert.equal(await page.locator('.crayon:visible').count(), 0, 'paper has no pencils');
    await page.leave();
  });

  await test('addresses are kept on the phone and become a sheet', async () => {
    const page = await reader(browser);
    await page.goto(`${house.url}/fr/guide?q=logement`);
    const kept = [];
    for (const at of [0, 1]) {
      const card = page.locator('main .dalle').nth(at);
      kept.push((await card.locator('h2 a').innerText()).trim());
      await card.getByRole('button', { name: /^Garder/ }).click();
      assert.match(await card.locator('.actes button').innerText(), /Ne plus garder/);
    }
    await page.goto(`${house.url}/fr/favourites`);
    assert.deepEqual((await page.locator('.gardees a').allInnerTexts()).map((t) => t.trim()), kept);
    await page.getByRole('link', { name: 'Faire une feuille à imprimer' }).click();
    await page.waitForURL(/\/fr\/handout\?s=/);
    assert.equal(await page.locator('main .adresse h2 a').count(), 2);
    assert.equal(await page.locator('main svg.qr').count(), 3, 'one each and one for all');
    await page.goto(`${house.url}/fr/favourites`);
    await page.getByRole('button', { name: /^Retirer/ }).first().click();
    assert.equal(await page.locator('.gardees li').count(), 1);
    await page.leave();
  });

  await test('without script the page of kept addresses says what it needs', async () => {
    const page = await reader(browser, { javaScriptEnabled: false });
    await page.goto(`${house.url}/fr/favourites`);
    assert.match(await page.locator('main').innerText(), /JavaScript/);
    await page.goto(`${house.url}/fr/guide`);
    assert.equal(await page.getByRole('button', { name: /Garder/ }).count(), 0);
    await page.leave();
  });

  await test('a sheet in Arabic: page, paper and codes', async () => {
    const list = await house.text('/fr/guide?q=logement');
    const found = [...list.matchAll(/href="\/fr\/guide\/([a-z0-9-]+)"/g)].map((m) => m[1]);
    const slugs = [...new Set([slug, ...found])].slice(0, 4);
    const page = await reader(browser, { viewport: phone, locale: 'ar' });
    await page.goto(`${house.url}/ar/handout?s=${slugs.join(',')}`);
    assert.equal(await page.getAttribute('html', 'dir'), 'rtl');
    const paper = await page.locator('a[type="application/pdf"]').getAttribute('href');
    const short = await page.locator('.lien-court a').getAttribute('href');
    await page.leave();
    const reply = await house.get(paper);
    assert.equal(reply.headers.get('content-type'), 'application/pdf');
    const codes = read(Buffer.from(await reply.arrayBuffer()));
    if (codes === null) return;
    assert.equal(codes.length, slugs.length + 1, codes.join('\n'));
    for (const code of codes) assert.ok(code.startsWith(house.url), code);
    assert.ok(codes.includes(short));
    const opened = await fetch(short, { redirect: 'manual', headers: { 'accept-language': 'uk' } });
    assert.match(opened.headers.get('location'), /^\/uk\/handout\?s=/);
  });
}

/** One report, from a newcomer to an editor and back, in a house of its own. */
async function answered(browser, binary) {
  const house = await House.open(binary);
  try {
    let code;
    await test('a newcomer reports a mistake, in Arabic, without an account', async () => {
      const page = await reader(browser, { locale: 'ar' });
      await page.goto(`${house.url}/ar/guide/${slug}`);
      await page.locator('a.faute[href*="field=contact"]').click();
      await page.locator('.signaler a').first().click();
      await page.fill('textarea[name=right]', '081 00 00 77');
      await page.fill('textarea[name=note]', 'رأيته على الباب');
      assert.equal(await page.locator('[data-slow]').isVisible(), false, 'the script does the work');
      await page.locator('main form button').click();
      await page.waitForURL(/\/ar\/reports\/\d{20}\?sent=1/);
      code = (await page.locator('.chiffres').innerText()).replace(/\D/g, '');
      assert.equal(code.length, 20);
      assert.ok(page.url().includes(code));
      await page.leave();
    });

    await test('an editor accepts it, and everybody sees the right number', async () => {
      // No reader: who signs in has a cookie.
      const page = await (await browser.newContext({ viewport: desk, locale: 'fr-BE' })).newPage();
      await signIn(page, house, invented(house).get('editor'));
      await page.goto(`${house.url}/desk/corrections`);
      await page.locator('.queue tbody th a').first().click();
      assert.match(await page.locator('.dit').innerText(), /081 00 00 77/);
      assert.equal(await page.inputValue('#f-value'), '081 00 00 77');
      await page.getByRole('button', { name: 'Décider et répondre' }).click();
      assert.ok(await page.locator('.erreur').first().isVisible(), 'an answer is due');
      await page.selectOption('#f-ready', 'report.ready.corrected');
      await page.getByRole('button', { name: 'Décider et répondre' }).click();
      await page.waitForURL('**/desk/corrections');
      let shown = '';
      for (let i = 0; i < 50 && !shown.includes('081 00 00 77'); i += 1) {
        await new Promise((wait) => { setTimeout(wait, 200); });
        shown = await house.text(`/fr/guide/${slug}`);
      }
      assert.match(shown, /081 00 00 77/);
      await page.context().close();
    });

    await test('the newcomer reads the answer in Arabic', async () => {
      const page = await reader(browser, { locale: 'ar' });
      await page.goto(`${house.url}/ar/reports`);
      await page.fill('input[name=code]', code.replace(/(\d{4})(?=\d)/g, '$1 '));
      await page.locator('main form button').click();
      await page.waitForURL(`**/ar/reports/${code}`);
      assert.match(await page.locator('main').innerText(), /صححناها/);
      assert.equal(await page.getAttribute('html', 'dir'), 'rtl');
      await page.leave();
    });
  } finally {
    await house.close();
  }
}

/** The QR codes on a PDF as a telephone would read them; null where the programs for it are missing. */
function read(pdf) {
  const folder = mkdtempSync(join(tmpdir(), 'coteacote-sheet-'));
  try {
    writeFileSync(join(folder, 'sheet.pdf'), pdf);
    const drawn = spawnSync('pdftoppm', ['-r', '150', '-png', 'sheet.pdf', 'page'], { cwd: folder });
    const seen = spawnSync('sh', ['-c', 'zbarimg --quiet --raw page*.png'], { cwd: folder, encoding: 'utf8' });
    if (drawn.error || seen.status === 127) return null;
    return seen.stdout.trim().split('\n');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
