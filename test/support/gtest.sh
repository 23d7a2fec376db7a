#!/bin/sh
# SPDX-License-Identifier: AGPL-3.0-or-later
# usage: gtest.sh BINARY [ROOM]. Runs the tests in two halves at once, shows what failed or was skipped, ends
# with the count.
set -eu
binary=$1 halves=2
filter='*'
if [ -n "${2:-}" ]; then
  filter=$(find "src/$2" -path '*/test/*.cc' -exec sed -nE 's/^TEST(_[FP])?\((\w+),.*/\2/p' {} + | sort -u |
    sed 's/.*/&.*:*\/&.*:*\/&\/*/' | paste -sd:)
fi
logs=$(mktemp -d)
trap 'rm -rf "$logs"' EXIT

half() { # NUMBER
  code=0
  GTEST_TOTAL_SHARDS=$halves GTEST_SHARD_INDEX=$1 "$binary" --gtest_filter="$filter" >"$logs/$1" 2>&1 || code=$?
  echo "$code" >"$logs/$1.code"
}
number=0
while [ $number -lt $halves ]; do
  half $number &
  number=$((number + 1))
done
wait

# Servers that the tests frighten on purpose say so: their words matter only beside a failure.
passed=0 failed=0 skipped=0
number=0
while [ $number -lt $halves ]; do
  log="$logs/$number" code=$(cat "$logs/$number.code")
  if [ "$code" != 0 ]; then
    grep -vE '^\[ +(OK|RUN) +\]|^\[-+\]|^$|^\[=+\]|^Note: ' "$log" || true
  else
    grep -E '^\[ +SKIPPED +\]' "$log" || true
  fi
  set -- $(awk -v code="$code" '
    /^\[==========\] .* ran\./ { ran = 1 }
    /^\[  PASSED  \] [0-9]+ test/ { passed = $4 }
    /^\[  SKIPPED \] [0-9]+ test/ { skipped = $4 }
    /^\[  FAILED  \] [0-9]+ test/ { failed = $4 }
    END {
      if (!ran || (code != 0 && failed == 0)) failed += 1
      print passed + 0, failed + 0, skipped + 0, ran + 0
    }' "$log")
  [ "$4" = 1 ] || echo "not ok: the test program ended before its end, with status $code"
  passed=$((passed + $1)) failed=$((failed + $2)) skipped=$((skipped + $3))
  number=$((number + 1))
done
printf '%d passed, %d failed' $passed $failed
[ $skipped = 0 ] || printf ', %d skipped' $skipped
printf '\n'
[ $failed = 0 ] && [ $passed -gt 0 ]
