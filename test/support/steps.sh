# SPDX-License-Identifier: AGPL-3.0-or-later
# Read by bin/test: runs steps, keeps what they say in $logs, and counts them. Wants $logs, a folder.
begun=$(date +%s)
rm -rf "$logs" && mkdir -p "$logs"

title() {
  seconds=$(($(date +%s) - begun))
  printf '\n== %d:%02d  %s\n' $((seconds / 60)) $((seconds % 60)) "$1"
}
step() { # NAME COMMAND…: runs it, shows and keeps what it says, counts it
  name=$1; shift
  title "$name"
  { "$@" 2>&1 </dev/null && echo 0 >"$logs/code" || echo $? >"$logs/code"; } | tee "$logs/$name.log"
  sh test/support/count.sh "$name" "$(cat "$logs/code")" "$logs/$name.log" >>"$logs/counts"
}
needed() { # NAME COMMAND…: a step without which the rest makes no sense
  step "$@"
  [ "$(cat "$logs/code")" = 0 ] || { sum || exit 1; }
}
quietly() { # NAME COMMAND…: the same for one of several at once: shows what it said when it is over
  name=$1; shift
  code=0
  "$@" >"$logs/$name.log" 2>&1 </dev/null || code=$?
  {
    flock 9
    title "$name"
    cat "$logs/$name.log"
    sh test/support/count.sh "$name" "$code" "$logs/$name.log" >>"$logs/counts"
  } 9>"$logs/mouth"
}
sum() { sh test/support/sum.sh "$logs" $(($(date +%s) - begun)); }
