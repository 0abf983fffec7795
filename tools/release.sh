#!/bin/sh
# tools/release.sh [FOLDER]: the fastest build, into FOLDER (build-release): optimised as a whole (LTO), twice: what the first build
# learns of its own golden cases, of schemas that bench/scale.py and bench/script.py make and of bench/migrations.py's migrations
# tells the second one what is worth speed. gcc only.
# MESON_OPTIONS are handed to meson.
set -eu
cd "$(dirname "$0")/.."
folder=${1:-build-release}
samples=$(mktemp -d)
trap 'rm -rf "$samples"' EXIT

rm -rf "$folder"
# What training does not reach is made as fast as ever, not small.
# shellcheck disable=SC2086
meson setup "$folder" --buildtype=release -Db_pgo=generate -Dbench=enabled \
  -Dc_args='-fprofile-partial-training -Wno-missing-profile' ${MESON_OPTIONS:-}
ninja -C "$folder" tests/run_cases bench/migra_bench bench/lint_bench

"$folder/tests/run_cases" tests/cases >/dev/null
for dialect in postgres mysql sqlite; do
  before=$samples/$dialect/before.sql after=$samples/$dialect/after.sql
  mkdir "$samples/$dialect"
  python3 bench/scale.py "$dialect" 2000 "$samples/$dialect" >/dev/null
  python3 bench/script.py "$dialect" 400 >"$samples/$dialect/script.sql"
  # The same work each time, so that each build is the same; reading is most of everybody's work.
  for _ in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
    "$folder/bench/migra_bench" parse "$dialect" "$before" 0 >/dev/null
    "$folder/bench/migra_bench" parse "$dialect" "$samples/$dialect/script.sql" 0 >/dev/null
    "$folder/bench/migra_bench" parse "$dialect" "examples/schemas/$dialect/before.sql" 0 >/dev/null
  done
  "$folder/bench/migra_bench" analyze "$dialect" "$before" "$after" 0 >/dev/null
  python3 bench/migrations.py "$dialect" 120 "$samples/$dialect/migrations"
  for _ in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
    "$folder/bench/lint_bench" 0 "$dialect" "$samples/$dialect"/migrations/*.sql >/dev/null
  done
done

meson configure "$folder" -Db_pgo=use -Db_lto=true -Dtests=disabled
ninja -C "$folder"
