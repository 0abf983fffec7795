#!/bin/sh
# The bindings' tests against a library built with address and undefined behaviour sanitizers (gcc). The languages' own programs are not
# built with them, so the sanitizer's library goes before; leaks of interpreters are not ours to report.
set -eu
cd "$(dirname "$0")/.."
build=build-asan-gcc
[ -f $build/build.ninja ] || meson setup $build --buildtype=plain -Dc_args='-O1 -g1' -Db_sanitize=address,undefined -Db_lundef=false -Dtests=disabled \
    -Dcli=disabled >/dev/null
ninja -C $build >/dev/null
MIGRA_TEST_PRELOAD=$(${CC:-gcc} -print-file-name=libasan.so)
ASAN_OPTIONS=detect_leaks=0:halt_on_error=1
UBSAN_OPTIONS=halt_on_error=1:print_stacktrace=1
export MIGRA_TEST_PRELOAD ASAN_OPTIONS UBSAN_OPTIONS
for what in ${*:-python go php}; do
    echo "$what, sanitized:"
    python3 tests/bindings/run.py "$what" . $build $build/libmigra.so
done
