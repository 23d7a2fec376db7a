#!/bin/sh
# SPDX-License-Identifier: AGPL-3.0-or-later
# usage: with_postgres.sh COMMAND…. Runs it with COTE_TEST_POSTGRESQL set to a PostgreSQL of its own, on
# loopback, that is gone afterwards. COTE_TEST_POSTGRESQL_FOLDER holds "data" and "port" for postgres.sh.
set -eu
here=$(dirname "$0")
COTE_TEST_POSTGRESQL_FOLDER=$(mktemp -d)
chmod 755 "$COTE_TEST_POSTGRESQL_FOLDER"
stop() {
  "$here/postgres.sh" stop "$COTE_TEST_POSTGRESQL_FOLDER/data" "$COTE_TEST_POSTGRESQL_FOLDER/port" >/dev/null 2>&1 || true
  rm -rf "$COTE_TEST_POSTGRESQL_FOLDER"
}
trap stop EXIT
trap 'exit 130' INT TERM
COTE_TEST_POSTGRESQL=$("$here/postgres.sh" start "$COTE_TEST_POSTGRESQL_FOLDER/data" "$COTE_TEST_POSTGRESQL_FOLDER/port")
export COTE_TEST_POSTGRESQL COTE_TEST_POSTGRESQL_FOLDER
"$@"
