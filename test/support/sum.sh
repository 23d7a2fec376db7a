#!/bin/sh
# SPDX-License-Identifier: AGPL-3.0-or-later
# usage: sum.sh COUNTS SECONDS. Adds up the steps and prints the closing line; fails when a step did.
set -eu
exec awk -v seconds="$2" '
  { passed += $2; failed += $3; skipped += $4; if ($3 > 0) where = where " " $1 }
  END {
    printf "\n%d:%02d minutes", seconds / 60, seconds % 60
    if (where != "") printf "; failed in:%s", where
    printf "\n%d passed, %d failed", passed, failed
    if (skipped > 0) printf ", %d skipped", skipped
    printf "\n"
    exit (failed > 0 || passed == 0)
  }' "$1"
