#!/bin/sh
# SPDX-License-Identifier: AGPL-3.0-or-later
# usage: build.sh PRESET TARGET…. Configures when needed, and builds.
set -eu
if ! [ -f "build/$1/build.ninja" ]; then
  mkdir -p build
  cmake --preset "$1" >"build/$1.log" 2>&1 || { cat "build/$1.log"; exit 1; }
fi
preset=$1
shift
exec ninja -C "build/$preset" "$@"
