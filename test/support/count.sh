#!/bin/sh
# SPDX-License-Identifier: AGPL-3.0-or-later
# usage: count.sh NAME EXIT_CODE LOG. Prints "NAME passed failed skipped": from the last line of the log
# that counts ("N passed, N failed[, N skipped]"). A step that does not count is no test: only its failure
# is counted.
set -eu
exec awk -v name="$1" -v code="$2" '
  /^[0-9]+ passed, [0-9]+ failed/ { passed = $1; failed = $3; skipped = ($6 == "skipped") ? $5 : 0; told = 1 }
  END {
    if (!told) { passed = failed = skipped = 0 }
    if (code != 0 && failed == 0) failed = 1
    print name, passed, failed, skipped
  }' "$3"
