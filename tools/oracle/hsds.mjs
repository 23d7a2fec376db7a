// SPDX-License-Identifier: AGPL-3.0-or-later
// Holds what we publish to the official JSON Schemas of HSDS 3.0 (npm ajv, draft 2020-12).
//
//   node tools/oracle/hsds.mjs                         everything below
//   node tools/oracle/hsds.mjs --kind service FILE…    those files (JSON, a page, NDJSON, or folders of them)
//
// Kinds: service, service_list, organization, organization_list, service_at_location,
// service_at_location_list, location, taxonomy, taxonomy_term. Without files it checks itself first (the
// official examples pass, the mocks made to fail do not), then the answers kept in src/guide/test/golden,
// then what the program exports from data/namur. COTEACOTE names the program; otherwise the newest build
// is taken.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const require = createRequire(import.meta.url);
const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
const shared = join(root, '../shared/data/hsds');
const official = join(shared, 'hsds-3.0');

const compiled = new Set(['service', 'service_list', 'organization', 'organization_list', 'service_at_location', 'service_at_location_list']);
let passed = 0;
let failed = 0;
let skipped = 0;
const validators = new Map();

function say(good, what, more = '') {
  good ? passed++ : failed++;
  console.log(`${good ? 'ok' : 'FAILED'} ${what}${more ? `: ${more}` : ''}`);
}
function finish() {
  console.log(`${passed} passed, ${failed} failed${skipped ? `, ${skipped} skipped` : ''}`);
  process.exit(failed ? 1 : 0);
}

function validator(kind) {
  if (!validators.has(kind)) {
    const Ajv = require('ajv/dist/2020').default;
    const ajv = new Ajv({ strict: false, allErrors: true });
    require('ajv-formats').default(ajv);
    const folder = join(official, 'schema');
    if (!compiled.has(kind))
      for (const name of readdirSync(folder).filter((f) => f.endsWith('.json') && f !== 'openapi.json' && f !== `${kind}.json`)) {
        const schema = JSON.parse(readFileSync(join(folder, name), 'utf8'));
        ajv.addSchema(schema, name);
      }
    const path = compiled.has(kind) ? join(folder, 'compiled', `${kind}.json`) : join(folder, `${kind}.json`);
    validators.set(kind, ajv.compile(JSON.parse(readFileSync(path, 'utf8'))));
  }
  return validators.get(kind);
}

/// The first mistakes in the records of a text: a document, a page with `contents`, or one record a line.
function mistakes(text, kind) {
  let records;
  try {
    const document = JSON.parse(text);
    records = Array.isArray(document) ? document : Array.isArray(document.contents) ? document.contents : [document];
  } catch {
    records = text.split('\n').filter(Boolean).map((line) => JSON.parse(line));
  }
  const check = validator(kind);
  const out = [];
  records.forEach((record, at) => {
    if (!check(record)) for (const e of check.errors) out.push(`[${at}]${e.instancePath} ${e.message}`);
  });
  return { out, count: records.length };
}

function holds(path, kind, name = path) {
  const { out, count } = mistakes(readFileSync(path, 'utf8'), kind);
  say(out.length === 0 && count > 0, `${name}, ${count} × ${kind}`, out.slice(0, 5).join('; '));
}

function itself() {
  const of = { service_full: 'service', service_list: 'service_list', organization_full: 'organization', organization: 'organization',
    organization_list: 'organization_list', service_at_location_full: 'service_at_location', service_at_location_list: 'service_at_location_list',
    taxonomy_term: 'taxonomy_term', taxonomy: 'taxonomy' };
  const mocks = (name) => join(shared, 'oruk-mocks', `V3.0-UK-${name}`);
  // The term of this mock is the one of Fail: it lacks what HSDS requires.
  for (const folder of [join(official, 'examples'), mocks('Default'), mocks('Test'), mocks('Warn')])
    for (const [file, kind] of Object.entries(of)) {
      const path = join(folder, `${file}.json`);
      if (existsSync(path) && !(folder === mocks('Warn') && file === 'taxonomy_term')) holds(path, kind, path.slice(shared.length + 1));
    }
  for (const [file, kind] of [['service_full', 'service'], ['service_list', 'service_list'], ['taxonomy_term', 'taxonomy_term']]) {
    const { out } = mistakes(readFileSync(join(mocks('Fail'), `${file}.json`), 'utf8'), kind);
    say(out.length > 0, `V3.0-UK-Fail/${file}.json is refused`);
  }
}

const golden = {
  'api_services.json': 'service_list', 'api_services_full.json': 'service', 'api_service.json': 'service',
  'api_service_ar.json': 'service', 'api_organizations.json': 'organization_list', 'api_organization.json': 'organization',
  'api_at_locations.json': 'service_at_location_list', 'api_at_location.json': 'service_at_location',
  'api_location_hidden.json': 'location', 'api_taxonomies.json': 'taxonomy', 'api_terms.json': 'taxonomy_term',
};

function program() {
  if (process.env.COTEACOTE) return process.env.COTEACOTE;
  const built = ['release', 'dev', 'asan'].map((preset) => join(root, 'build', preset, 'coteacote')).filter(existsSync);
  return built.sort((a, b) => statSync(b).mtimeMs - statSync(a).mtimeMs)[0];
}

function exported() {
  const binary = program();
  if (!binary) {
    skipped++;
    console.log('skipped: the program is not built, so its exports are not checked');
    return;
  }
  const folder = mkdtempSync(join(tmpdir(), 'cote-hsds-'));
  const run = (...args) => execFileSync(binary, args, { stdio: ['ignore', 'pipe', 'pipe'], maxBuffer: 1 << 30 });
  try {
    const db = `sqlite:${join(folder, 'guide.db')}`;
    run('import', join(root, 'data/namur'), '--db', db);
    for (const lang of ['fr', 'ar'])
      for (const format of ['hsds-json', 'hsds-ndjson']) {
        const file = join(folder, `${lang}.${format}`);
        run('export', '--db', db, '--format', format, '--lang', lang, '--out', file);
        holds(file, 'service', `export of data/namur, ${format}, ${lang}`);
      }
    const again = run('import', join(folder, 'fr.hsds-json'), '--db', db).toString();
    say(true, `our own export is read again ${again.trim().split('\n').pop()}`);
  } catch (error) {
    say(false, 'the program exports', String(error.stderr || error.message).trim());
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

if (!existsSync(official)) {
  skipped++;
  console.log('skipped: ../shared/data/hsds is not here');
  finish();
}
const args = process.argv.slice(2);
if (args[0] === '--kind') {
  const files = args.slice(2).flatMap((path) => (statSync(path).isDirectory() ? readdirSync(path).map((name) => join(path, name)) : [path]));
  for (const path of files) holds(path, args[1]);
} else {
  itself();
  for (const [file, kind] of Object.entries(golden)) holds(join(root, 'src/guide/test/golden', file), kind, file);
  exported();
}
finish();
