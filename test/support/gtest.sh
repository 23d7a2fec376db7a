#!/bin/sh
# SPDX-License-Identifier: AGPL-3.0-or-later
# usage: gtest.sh BINARY [ROOM]. Runs the tests, shows what failed or was skipped, ends with the count.
set -eu
filter='*'
if [ -n "${2:-}" ]; then
  filter=$(find "src/$2" -path '*/test/*.cc' -exec sed -nE 's/^TEST(_[FP])?\((\w+),.*/\2/p' {} + | sort -u |
    sed 's/.*/&.*:*\/&.*:*\/&\/*/' | paste -sd:)
fi
log=$(mktemp)
trap 'rm -f "$log"' EXIT
code=0
"$1" --gtest_filter="$filter" >"$log" 2>&1 || code=$?
grep -vE '^\[ +(OK|RUN) +\]|^\[-+\]|^$|^\[=+\]|^Note: ' "$log" || true
awk -v code="$code" '
  /^\[==========\] .* ran\./ { ran = 1 }
  /^\[  PASSED  \] [0-9]+ test/ { passed = $4 }
  /^\[  SKIPPED \] [0-9]+ test/ { skipped = $4 }
  /^\[  FAILED  \] [0-9]+ test/ { failed = $4 }
  END {
    if (!ran) { print "the test program ended before its end, with status " code; failed += 1 }
    if (code != 0 && failed == 0) failed = 1
    printf "%d passed, %d failed", passed, failed
    if (skipped > 0) printf ", %d skipped", skipped
    printf "\n"
    exit (failed > 0)
  }' "$log"
