#!/bin/sh
# The bindings' tests, with the library built under address and undefined behaviour sanitizers (clang; the build of `make check`). The
# languages' own programs are not built with them, so the sanitizer's library goes before; leaks of interpreters are not ours to report.
#     tools/check-bindings-asan.sh [python] [go] [php]
set -eu
cd "$(dirname "$0")/.."
build=build-asan
[ -f $build/build.ninja ] || CC=clang meson setup $build -Dwerror=true --buildtype=debugoptimized -Db_sanitize=address,undefined -Db_lundef=false \
    -Dfuzz=enabled >/dev/null
ninja -C $build libmigra.so.0.1.0 >/dev/null
shim=$build/no_deepbind.so
cc -shared -fPIC tests/bindings/no_deepbind.c -o $shim -ldl
MIGRA_TEST_PRELOAD="$PWD/$shim $(clang -print-file-name=libclang_rt.asan-"$(uname -m)".so)"
ASAN_OPTIONS=detect_leaks=0:halt_on_error=1:verify_asan_link_order=0
UBSAN_OPTIONS=halt_on_error=1:print_stacktrace=1
export MIGRA_TEST_PRELOAD ASAN_OPTIONS UBSAN_OPTIONS
for what in ${*:-python go php}; do
    echo "$what, sanitized:"
    python3 tests/bindings/run.py "$what" . $build $build/libmigra.so
done
