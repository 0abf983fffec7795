#!/bin/sh
# Everything that has to pass: gcc and clang without warnings, the tests, and the tests under sanitizers.
set -eu
cd "$(dirname "$0")/.."
jobs=${JOBS:-$(nproc)}

build() { # folder, compiler, meson options…
    dir=$1 cc=$2
    shift 2
    [ -f "$dir/build.ninja" ] || CC=$cc meson setup "$dir" -Dwerror=true "$@" >"$dir.log" 2>&1 || { cat "$dir.log"; exit 1; }
    ninja -C "$dir" -j "$jobs" >"$dir.log" 2>&1 || { cat "$dir.log"; exit 1; }
    echo "built $dir: $cc $*"
}

# The wheel's test compiles the library a second time, elsewhere; what has been compiled with the same options is taken from the cache.
gcc=gcc
command -v ccache >/dev/null && gcc='ccache gcc'
export CCACHE_NOHASHDIR=1

build build-check "$gcc" --buildtype=debugoptimized
meson test -C build-check --print-errorlogs
build build-asan clang --buildtype=debugoptimized -Db_sanitize=address,undefined -Db_lundef=false -Dfuzz=enabled
UBSAN_OPTIONS=halt_on_error=1:print_stacktrace=1 meson test -C build-asan --print-errorlogs --no-suite live --no-suite install --no-suite agree --no-suite bindings
tools/check-bindings-asan.sh
