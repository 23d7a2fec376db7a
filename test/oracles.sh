#!/bin/sh
# SPDX-License-Identifier: AGPL-3.0-or-later
# usage: test/oracles.sh [PROGRAM [FOLDER]]. Compares what PROGRAM (build/dev/coteacote) and the oracles
# built in FOLDER (build/dev) compute with what others compute, checks the facts that ship, and tries our own tools. Ends with the count.
set -eu
cd "$(dirname "$0")/.."
program=${1:-build/dev/coteacote} built=${2:-build/dev}
counts=$(mktemp)
trap 'rm -f "$counts" "$counts.log"' EXIT

oracle() { # SCRIPT ARGUMENT…: one that does not count its comparisons counts as one
  echo "-- $*"
  code=0
  node "$@" >"$counts.log" 2>&1 </dev/null || code=$?
  grep -v '^ok ' "$counts.log" || true
  grep -qE '^[0-9]+ passed, [0-9]+ failed' "$counts.log" || [ "$code" != 0 ] || echo '1 passed, 0 failed' >>"$counts.log"
  sh test/support/count.sh oracle "$code" "$counts.log" >>"$counts"
}

export COTEACOTE="$PWD/$program"
oracle tools/check/check.test.mjs
oracle tools/data/check.mjs
oracle tools/oracle/hours.mjs "$(find "$built" -name hours_oracle -type f | head -n 1)"
oracle tools/oracle/hsds.mjs
oracle tools/oracle/rrule.mjs "$(find "$built" -name rrule_oracle -type f | head -n 1)"
oracle tools/oracle/ical.mjs "$(find "$built" -name ical_oracle -type f | head -n 1)"
awk '{ p += $2; f += $3; s += $4 }
  END { printf "%d passed, %d failed", p, f; if (s > 0) printf ", %d skipped", s; printf "\n"; exit (f > 0) }' "$counts"
