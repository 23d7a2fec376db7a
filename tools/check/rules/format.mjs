// SPDX-License-Identifier: AGPL-3.0-or-later
// C++ is written as .clang-format says, by the version Debian 12 has.
import { spawn } from 'node:child_process';
import { availableParallelism, cpus } from 'node:os';

const program = 'clang-format-14';

export default async function format(tree, root) {
  const files = tree.match(/^(src|test|bench|fuzz)\/.*\.(cc|h)$/);
  const share = Math.max(1, (availableParallelism ?? (() => cpus().length))());
  const shares = Array.from({ length: share }, (_, i) => files.filter((_, n) => n % share === i));
  const found = await Promise.all(shares.filter((s) => s.length > 0).map((s) => ask(s, root)));
  return found.flat();
}

function ask(files, root) {
  return new Promise((resolve) => {
    const child = spawn(program, ['--dry-run', '--ferror-limit=1', '-Werror', ...files], { cwd: root });
    let said = '';
    child.stderr.on('data', (piece) => { said += piece; });
    child.on('error', () => resolve([{ path: '.clang-format', what: `${program} is not here; bin/setup --tests installs it` }]));
    child.on('close', () => resolve(read(said)));
  });
}

function read(said) {
  const first = new Map();
  for (const m of said.matchAll(/^(\S+?):(\d+):\d+: error: /gm)) if (!first.has(m[1])) first.set(m[1], Number(m[2]));
  return [...first].map(([path, line]) => ({ path, line, what: `not formatted; ${program} -i ${path}` }));
}
