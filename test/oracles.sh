#!/bin/sh
# SPDX-License-Identifier: AGPL-3.0-or-later
# Compares what we compute with what others compute: every tools/oracle/*.mjs, and the tests of our own
# tools. Each ends with "N passed, N failed[, N skipped]"; of one that does not, only the failure counts.
set -eu
cd "$(dirname "$0")/.."
counts=$(mktemp)
trap 'rm -f "$counts" "$counts.log"' EXIT
for script in tools/oracle/*.mjs tools/*/*.test.mjs; do
  [ -f "$script" ] || continue
  case $script in tools/oracle/lib*) continue ;; esac
  echo "-- $script"
  code=0
  node "$script" >"$counts.log" 2>&1 </dev/null || code=$?
  grep -v '^ok ' "$counts.log" || true
  sh test/support/count.sh "$script" "$code" "$counts.log" >>"$counts"
done
awk '{ p += $2; f += $3; s += $4 }
  END { printf "%d passed, %d failed", p, f; if (s > 0) printf ", %d skipped", s; printf "\n"; exit (f > 0) }' "$counts"
