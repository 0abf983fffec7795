#!/bin/sh
# Long fuzzing with sanitizers: fuzz/run.sh [seconds a target, default 600]. New finds stay in fuzz/corpus.
set -eu
cd "$(dirname "$0")/.."
seconds=${1:-600}
[ -f build-fuzz/build.ninja ] || CC=clang meson setup build-fuzz --buildtype=debugoptimized \
    -Db_sanitize=address,undefined -Db_lundef=false -Dfuzz=enabled -Dtests=disabled \
    -Dc_args=-fsanitize=fuzzer-no-link -Dc_link_args=-fsanitize=fuzzer-no-link >/dev/null # coverage of the library, too
ninja -C build-fuzz >/dev/null
for target in parse pipeline; do
    mkdir -p "fuzz/corpus/$target" build-fuzz/new
    echo "== $target, $seconds s"
    "build-fuzz/fuzz/fuzz-$target" -max_total_time="$seconds" -max_len=8192 -timeout=10 -rss_limit_mb=4096 \
        -dict=fuzz/sql.dict -artifact_prefix="build-fuzz/$target-" build-fuzz/new "fuzz/corpus/$target"
    # only what adds coverage is kept
    "build-fuzz/fuzz/fuzz-$target" -merge=1 "fuzz/corpus/$target" build-fuzz/new >/dev/null 2>&1
done
