// SPDX-License-Identifier: AGPL-3.0-or-later
// Counts what passed, for tests written in JavaScript: "ok …", "not ok …", "skip …", and a closing line.

const counts = { passed: 0, failed: 0, skipped: 0 };

/** Thrown by a test that cannot be run here; the reason is printed. */
export class Skip extends Error {}

/** Runs `body` (may be async) and prints how it ended. A failure does not stop the next test. */
export async function test(name, body) {
  const begun = Date.now();
  try {
    await body();
    counts.passed += 1;
    console.log(`ok ${name} (${Date.now() - begun} ms)`);
  } catch (error) {
    if (error instanceof Skip) {
      counts.skipped += 1;
      console.log(`skip ${name}: ${error.message}`);
      return;
    }
    counts.failed += 1;
    console.log(`not ok ${name}`);
    console.log(String(error.stack ?? error).replace(/^/gm, '    '));
  }
}

/** Prints the closing line and sets the exit code. */
export function finish() {
  const skipped = counts.skipped > 0 ? `, ${counts.skipped} skipped` : '';
  console.log(`${counts.passed} passed, ${counts.failed} failed${skipped}`);
  process.exitCode = counts.failed > 0 || counts.passed + counts.skipped === 0 ? 1 : 0;
}
