// SPDX-License-Identifier: AGPL-3.0-or-later
// Each rule of bin/check, held against a small tree that breaks it and one that does not.
import assert from 'node:assert/strict';
import { finish, test } from '../../test/support/tally.mjs';
import { argumentsOf } from './icu.mjs';
import { memoryTree } from './tree.mjs';
import includes, { coreSources } from './rules/includes.mjs';
import migrations from './rules/migrations.mjs';
import packages from './rules/packages.mjs';
import sizes from './rules/sizes.mjs';
import text from './rules/text.mjs';
import words from './rules/words.mjs';

const faults = (rule, contents) => rule(memoryTree(contents)).filter((f) => !f.note).map((f) => f.what);

function expectFault(rule, contents, pattern) {
  const said = faults(rule, contents);
  assert.equal(said.length, 1, `one fault expected: ${JSON.stringify(said)}`);
  assert.match(said[0], pattern);
}
const expectNone = (rule, contents) => assert.deepEqual(faults(rule, contents), []);

const header = '#pragma once\n';

await test('includes: a room sees only rooms to its left', () => {
  expectFault(includes, { 'src/web/a.cc': '#include "guide/model.h"\n' }, /web may not include guide/);
  expectFault(includes, { 'src/search/a.cc': '#include "db/db.h"\n' }, /search may not include db/);
  expectNone(includes, { 'src/guide/a.cc': '#include "web/http.h"\n#include "guide/model.h"\n' });
});

await test('includes: another system shows its door and its nouns only', () => {
  expectFault(includes, { 'src/history/a.cc': '#include "guide/store.h"\n' }, /door\.h and model\.h/);
  expectNone(includes, { 'src/history/a.cc': '#include "guide/model.h"\n' });
  expectNone(includes, { 'src/app/a.cc': '#include "guide/store.h"\n' });
});

await test('includes: Beast in one file, SOCI in the database', () => {
  expectFault(includes, { 'src/web/reply.cc': '#include <boost/beast/http.hpp>\n' }, /Beast/);
  expectNone(includes, { 'src/web/receive.cc': '#include <boost/beast/http.hpp>\n' });
  expectFault(includes, { 'src/guide/store.cc': '#include <soci/soci.h>\n' }, /SOCI/);
  expectNone(includes, { 'src/db/db_sqlite.cc': '#include <soci/soci.h>\n' });
});

await test('includes: house_core knows the standard library only, through headers too', () => {
  const list = 'target_sources(house_core PRIVATE\n  hours.cc)\n';
  const tree = { 'src/guide/CMakeLists.txt': list, 'src/guide/hours.cc': '#include "guide/a.h"\n' };
  assert.deepEqual(coreSources(memoryTree(tree)), ['src/guide/hours.cc']);
  expectFault(includes, { ...tree, 'src/guide/a.h': `${header}#include <fmt/core.h>\n` }, /fmt\/core\.h.*house_core/);
  expectNone(includes, { ...tree, 'src/guide/a.h': `${header}#include <string>\n#include <string_view>\n` });
});

await test('includes: own header first, once', () => {
  expectFault(includes, { 'src/db/a.h': header, 'src/db/a.cc': '#include <string>\n#include "db/a.h"\n' }, /own header/);
  expectFault(includes, { 'src/db/a.h': '// nothing\n' }, /#pragma once/);
});

await test('sizes: 500 lines are the end of a source, 600 of a test', () => {
  expectFault(sizes, { 'src/web/a.cc': 'x\n'.repeat(501) }, /501 lines/);
  expectNone(sizes, { 'src/web/a.cc': 'x\n'.repeat(500) });
  expectNone(sizes, { 'src/web/test/a.cc': 'x\n'.repeat(600) });
  expectFault(sizes, { 'bin/run': 'x\n'.repeat(61) }, /at most 60/);
});

const french = { 'text/fr.json': '{"a.b": "Bonjour {name}", "a.n": "{n, plural, one {un} other {#}}"}' };

await test('text: every sentence in every language', () => {
  expectFault(text, { ...french, 'text/en.json': '{"a.b": "Hello {name}"}' }, /a\.n is missing/);
  expectFault(text, { ...french, 'text/en.json': '{"a.b": "Hello {name}", "a.n": "{n, plural, one {1} other {#}}", "a.c": "x"}' }, /a\.c is not in French/);
  expectNone(text, { ...french, 'text/en.json': '{"a.b": "Hello {name}", "a.n": "{n, plural, one {1} other {#}}"}' });
});

await test('text: the same arguments, the plurals of the language', () => {
  expectFault(text, { ...french, 'text/en.json': '{"a.b": "Hello", "a.n": "{n, plural, one {1} other {#}}"}' }, /\{name\} of the French/);
  expectFault(text, { ...french, 'text/nl.json': '{"a.b": "Dag {name}", "a.n": "{n, plural, few {1} other {#}}"}' }, /nl has no plural "few"/);
  expectFault(text, { ...french, 'text/ar.json': '{"a.b": "{name}", "a.n": "{n, plural, one {1} other {#}}"}' }, /ar needs the plural/);
  expectFault(text, { ...french, 'text/en.json': '{"a.b": "{name", "a.n": "{n, plural, one {1} other {#}}"}' }, /no argument name/);
});

await test('text: a key that a source asks for exists', () => {
  expectFault(text, { ...french, 'src/web/a.cc': 'x(t("a.zz"));\n' }, /a\.zz is not in/);
  expectNone(text, { ...french, 'src/web/a.cc': 'x(t("a.b")); asset("a.css"); route("a.list");\n' });
});

await test('text: apostrophes, nested branches and selects are read as ICU reads them', () => {
  assert.deepEqual([...argumentsOf("l'heure d’{x}").keys()], ['x']);
  assert.throws(() => argumentsOf("l'heure d'{x}"), /quotation/);
  assert.deepEqual([...argumentsOf("'{'x'}' {y}").keys()], ['y']);
  assert.deepEqual([...argumentsOf('{n, plural, =0 {rien} other {{who} a # {k, select, a {b} other {c}}}}').keys()], ['n', 'who', 'k']);
  assert.throws(() => argumentsOf('{n, plural, one {x}}'), /other/);
  assert.throws(() => argumentsOf('x }'), /too many/);
});

await test('migrations: numbers follow each other', () => {
  const table = 'create table a (id text primary key, n bigint not null, x double precision);\n';
  expectNone(migrations, { 'db/migrations/0001_a.sql': table, 'db/migrations/0002_b.sql': table });
  expectFault(migrations, { 'db/migrations/0001_a.sql': table, 'db/migrations/0003_b.sql': table }, /0002 expected/);
  expectFault(migrations, { 'db/migrations/1_a.sql': table }, /named otherwise/);
});

await test('migrations: the SQL both databases share', () => {
  const one = (sql) => ({ 'db/migrations/0001_a.sql': sql });
  assert.match(faults(migrations, one('create table a (id integer primary key);\n')).join(), /integer/);
  assert.match(faults(migrations, one("insert into a values (now());\n")).join(), /now/);
  assert.match(faults(migrations, one('create table if not exists a (id text);\n')).join(), /runs once/);
  expectNone(migrations, one("-- now() is forbidden\ninsert into a values ('now()');\n"));
});

await test('packages: pinned, and told in docs/dependencies.md', () => {
  const told = { 'docs/dependencies.md': '`curl` `leaflet`' };
  expectNone(packages, { ...told, 'tools/packages/run.txt': 'curl\n', 'package.json': '{"dependencies":{"leaflet":"1.9.4"}}' });
  expectFault(packages, { ...told, 'tools/packages/run.txt': 'wget\n' }, /wget has no line/);
  expectFault(packages, { ...told, 'package.json': '{"dependencies":{"leaflet":"^1.9.4"}}' }, /not pinned/);
});

await test('words: licence lines, no machine, no registry', () => {
  const spdx = '// SPDX-License-Identifier: AGPL-3.0-or-later\n';
  expectFault(words, { 'src/web/a.cc': 'int x;\n' }, /no "SPDX/);
  expectNone(words, { 'bin/x': `#!/bin/sh\n#${spdx.slice(2)}` });
  expectFault(words, { 'README.md': `see ${'/wo'}rk/x\n` }, /somebody's machine/);
  expectFault(words, { 'package-lock.json': '"resolved": "https://example.org/a.tgz"\n' }, /without hosts/);
  expectFault(words, { 'src/web/a.cc': `${spdx}// ${'TO'}DO later\n` }, /unfinished/);
});

finish();
