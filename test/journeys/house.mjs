// SPDX-License-Identifier: AGPL-3.0-or-later
// A house of its own for each journey that needs one: the real program, a fresh database, a free port, and
// a browser that notes every request it makes.
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';

export const root = new URL('../..', import.meta.url).pathname.replace(/\/$/, '');

/** Runs a command of the program to its end. `code` may be an expected exit code. */
export function command(binary, args, code = 0) {
  const done = spawnSync(binary, args, { cwd: root, encoding: 'utf8', maxBuffer: 1 << 28 });
  assert.equal(done.status, code, `coteacote ${args.join(' ')}: ${done.status}\n${done.stderr}`);
  return done.stdout;
}

export class House {
  /** Opens a house on `db`, or on a new SQLite file filled with the services of Namur; `more` goes to serve. */
  static async open(binary, db, more = []) {
    const house = new House();
    house.binary = binary;
    house.more = more;
    house.folder = mkdtempSync(join(tmpdir(), 'coteacote-'));
    house.db = db ?? `sqlite:${join(house.folder, 'house.db')}`;
    command(binary, ['migrate', '--db', house.db]);
    command(binary, ['import', 'data/namur', '--db', house.db]);
    await house.serve();
    return house;
  }

  async serve() {
    this.process = spawn(this.binary, ['serve', '--db', this.db, '--port', String(this.port ?? 0), ...this.more], { cwd: root });
    this.log = '';
    this.process.stderr.on('data', (piece) => { this.log += piece; });
    this.url = await new Promise((resolve, reject) => {
      this.said = '';
      this.process.stdout.on('data', (piece) => {
        this.said += piece;
        const m = /http:\/\/[\d.]+:\d+/.exec(this.said);
        if (m) resolve(m[0]);
      });
      this.process.on('exit', (code) => reject(new Error(`serve ended with ${code}\n${this.log}`)));
    });
  }

  /** Asks it to end as Ctrl-C does; gives the exit code. */
  async stop() {
    if (!this.process || this.process.exitCode !== null) return this.process?.exitCode ?? 0;
    const ended = new Promise((resolve) => { this.process.on('exit', resolve); });
    this.process.kill('SIGINT');
    return ended;
  }

  async close() {
    await this.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }

  async get(path, options) {
    return fetch(this.url + path, { redirect: 'manual', ...options });
  }
  async text(path) {
    const reply = await this.get(path);
    assert.equal(reply.status, 200, path);
    return reply.text();
  }
  async json(path) {
    return JSON.parse(await this.text(path));
  }
}

export async function openBrowser() {
  const executablePath = process.env.CHROMIUM ?? ['/usr/bin/chromium', '/usr/bin/chromium-browser'].find(existsSync);
  return chromium.launch({
    executablePath,
    args: ['--no-sandbox', '--disable-dev-shm-usage', '--disable-background-networking', '--disable-component-update',
      '--disable-default-apps', '--disable-sync', '--no-first-run', '--disable-domain-reliability'],
  });
}

export const phone = { width: 360, height: 740 };
export const desk = { width: 1280, height: 900 };

/** What a reader's browser asked for, over all journeys: nothing may come from elsewhere. */
export const asked = { urls: [], cookies: [], errors: [] };

/** A page of a new reader. `options` are those of a Playwright context. */
export async function reader(browser, options = {}) {
  const context = await browser.newContext({ viewport: phone, locale: 'fr-BE', ...options });
  const page = await context.newPage();
  page.on('request', (request) => asked.urls.push({ url: request.url(), from: page.url() }));
  // Who goes through the door of the desk gets a cookie; nobody else gets one.
  let atTheDoor = false;
  page.on('request', (request) => {
    atTheDoor ||= /^\/(sign-in|setup|invitation|reset)\b/.test(new URL(request.url()).pathname);
  });
  page.on('response', (reply) => {
    if (reply.headers()['set-cookie'] && !atTheDoor) asked.cookies.push(reply.url());
  });
  page.on('console', (message) => {
    if (message.type() === 'error') asked.errors.push(`${page.url()}: ${message.text()}`);
  });
  page.on('pageerror', (error) => asked.errors.push(`${page.url()}: ${error.message}`));
  page.leave = async () => {
    if (!atTheDoor) asked.cookies.push(...(await context.cookies()).map((c) => c.name));
    await context.close();
  };
  return page;
}

/** The names of the services a list shows, in order. */
export async function names(page) {
  return page.locator('main .dalle h2 a, main .dalle h3 a').allInnerTexts();
}
