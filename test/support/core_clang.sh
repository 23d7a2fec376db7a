#!/bin/sh
# SPDX-License-Identifier: AGPL-3.0-or-later
# Opening hours and the look-up side of search must also compile with clang and its own standard library,
# from which they will go to WebAssembly: each source of house_core, warnings being errors.
set -eu
node --input-type=module -e '
  import { coreSources } from "./tools/check/rules/includes.mjs";
  import { gitTree } from "./tools/check/tree.mjs";
  console.log(coreSources(gitTree(".")).join("\n"));
' | {
  passed=0 failed=0
  while read -r source; do
    if clang++-14 -std=c++20 -stdlib=libc++ -fsyntax-only -Isrc -Wall -Wextra -Wshadow -Wconversion -Werror "$source"; then
      echo "ok $source"
      passed=$((passed + 1))
    else
      echo "not ok $source"
      failed=$((failed + 1))
    fi
  done
  echo "$passed passed, $failed failed"
  [ "$failed" = 0 ] && [ "$passed" -gt 0 ]
}
