#!/bin/sh
# SPDX-License-Identifier: AGPL-3.0-or-later
# A PostgreSQL for the length of a test, on loopback only, with a data folder of its own.
#   postgres.sh start DIR PORTFILE   makes a cluster in DIR, writes its port to PORTFILE, prints the address
#   postgres.sh stop  DIR PORTFILE   stops it and removes DIR
#   postgres.sh halt|resume DIR PORTFILE   stops it and starts it again on the same port, data kept
# Needs Debian's postgresql. Root hands the work to the user "postgres", as the server refuses root.
set -eu
verb=${1:-} dir=${2:-} portfile=${3:-}
[ -n "$verb" ] && [ -n "$dir" ] && [ -n "$portfile" ] || { sed -n '3,7p' "$0" >&2; exit 2; }

bin=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -n 1)
[ -x "$bin/initdb" ] || { echo "postgres.sh: PostgreSQL is not installed (apt-get install postgresql)" >&2; exit 1; }

as_user() {
  if [ "$(id -u)" = 0 ]; then (cd / && runuser -u postgres -- "$@"); else "$@"; fi
}
free_port() {
  perl -MIO::Socket::INET -e 'my $s = IO::Socket::INET->new(LocalAddr => "127.0.0.1", Listen => 1) or die; print $s->sockport'
}
launch() {  # PORT; durability is for data that somebody needs
  as_user "$bin/pg_ctl" -D "$dir/data" -l "$dir/log" -w -t 60 -s start \
    -o "-p $1 -h 127.0.0.1 -k $dir -c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=60"
}
halt() { [ ! -f "$dir/data/postmaster.pid" ] || as_user "$bin/pg_ctl" -D "$dir/data" -m immediate -w -s stop; }

case $verb in
  start)
    mkdir -p "$dir"
    dir=$(cd "$dir" && pwd)
    [ "$(id -u)" != 0 ] || chown postgres "$dir"
    as_user "$bin/initdb" -D "$dir/data" -U cote -A trust -E UTF8 --locale=C.UTF-8 --no-sync >"$dir.initdb" 2>&1 ||
      { cat "$dir.initdb" >&2; exit 1; }
    rm -f "$dir.initdb"
    for attempt in 1 2 3 4 5; do  # somebody may take the port between the look and the start
      port=$(free_port)
      if launch "$port"; then break; fi
      [ "$attempt" -lt 5 ] || { cat "$dir/log" >&2; exit 1; }
    done
    echo "$port" >"$portfile"
    echo "postgresql://cote@127.0.0.1:$port/postgres"
    ;;
  stop) halt || true; rm -rf "$dir" "$portfile" ;;
  halt) halt ;;
  resume) launch "$(cat "$portfile")" ;;
  *) sed -n '3,7p' "$0" >&2; exit 2 ;;
esac
