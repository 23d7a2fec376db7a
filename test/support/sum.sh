#!/bin/sh
# SPDX-License-Identifier: AGPL-3.0-or-later
# usage: sum.sh FOLDER SECONDS. Says again what failed in the logs of FOLDER, adds up its counts, and prints
# the closing line; fails when a step did.
set -eu
folder=$1
while read -r name passed failed skipped; do
  [ "$failed" != 0 ] || continue
  printf '\n== %s failed; from %s/%s.log:\n' "$name" "$folder" "$name"
  found=$(grep -nE '^not ok|^\[  FAILED  \] .*\(|: error:|: Failure$|^(==)?[0-9]*(==)?ERROR|runtime error:' \
    "$folder/$name.log" | head -n 20 || true)
  if [ -n "$found" ]; then echo "$found"; else tail -n 20 "$folder/$name.log"; fi
done <"$folder/counts"
exec awk -v seconds="$2" '
  { passed += $2; failed += $3; skipped += $4; if ($3 > 0) where = where " " $1 }
  END {
    printf "\n%d:%02d minutes", seconds / 60, seconds % 60
    if (where != "") printf "; failed in:%s", where
    printf "\n%d passed, %d failed", passed, failed
    if (skipped > 0) printf ", %d skipped", skipped
    printf "\n"
    exit (failed > 0 || passed == 0)
  }' "$folder/counts"
