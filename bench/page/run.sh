#!/bin/sh
# SPDX-License-Identifier: AGPL-3.0-or-later
# CPU per request of a list page against nginx: bench/page/run.sh [--small-site] [build folder]
# With --small-site the server alone is measured, on a page without the Guide behind it.
set -eu
cd "$(dirname "$0")/../.."
small=no
[ "${1:-}" != --small-site ] || { small=yes; shift; }
build=${1:-build/bench}
if [ "$small" = yes ]; then exec "$build/bench/bench_page"; fi
exec "$build/bench/bench_page" "$build/coteacote"
