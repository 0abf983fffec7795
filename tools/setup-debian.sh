#!/bin/sh
# Installs what a bare Debian machine lacks. With "check": also what the tests use.
set -eu
want="gcc libc6-dev meson ninja-build lemon re2c pkg-config libyaml-dev python3 git"
[ "${1:-}" != check ] || want="$want ccache clang llvm g++ binutils sqlite3 libsqlite3-dev postgresql mariadb-server python3-jsonschema python3-pycparser \
    python3-cffi python3-mesonpy python3-pip python3-venv mypy golang-go php-cli php-symfony-console composer abigail-tools \
    python3-psycopg2 python3-psycopg python3-asyncpg python3-pymysql python3-aiosqlite python3-django php-sqlite3 php-pgsql php-mysql \
    golang-github-mattn-go-sqlite3-dev golang-github-lib-pq-dev golang-github-go-sql-driver-mysql-dev"

missing=
for p in $want; do
    dpkg-query -W -f '${Status}' "$p" 2>/dev/null | grep -q 'ok installed' || missing="$missing $p"
done
[ -n "$missing" ] || exit 0
sudo=
[ "$(id -u)" = 0 ] || sudo=sudo
# The tests start servers of their own; the packages need not start theirs.
export DEBIAN_FRONTEND=noninteractive RUNLEVEL=1
$sudo apt-get update -qq
# shellcheck disable=SC2086
$sudo apt-get install -y -qq --no-install-recommends $missing >/dev/null
case $missing in *clang*)
    # The sanitizers' run time carries the compiler's version in its name.
    version=$(clang -dumpversion | cut -d. -f1)
    $sudo apt-get install -y -qq --no-install-recommends "libclang-rt-$version-dev" >/dev/null ;;
esac
