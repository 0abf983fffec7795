#!/usr/bin/env python3
"""Dialect inference on every file of a corpus (MIGRA_CORPUS, ../shared/corpus): prints how many it gets right per dialect,
and how many of the others are the inferred dialect's, too: it takes every statement in them. Fails below the marks, and where a
file is neither. A schema mostly says what it is; an upgrade of one line often does not, and then MySQL's and
SQLite's are PostgreSQL's, too. MySQL for a MariaDB text, and the other way, counts as right where nothing tells them apart.

usage: infer.py MIGRA [--verbose]
"""
import collections
import concurrent.futures
import json
import os
import subprocess
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
CORPUS = os.environ.get("MIGRA_CORPUS", os.path.join(ROOT, "..", "shared", "corpus"))
# What has to be right, in per cent. SQLite takes any word for a type: its files are often another dialect's as they stand.
MARKS = {("postgres", "schema"): 99, ("mysql", "schema"): 99, ("sqlite", "schema"): 90,
         ("postgres", "upgrade"): 98, ("mysql", "upgrade"): 90, ("sqlite", "upgrade"): 60}


def files():
    for dialect in ("postgres", "mysql", "sqlite"):
        for folder, _, names in os.walk(os.path.join(CORPUS, dialect)):
            for name in sorted(names):
                if name.endswith(".sql"):
                    yield dialect, "upgrade" if name.startswith("upgrade") else "schema", os.path.join(folder, name)


def infer(migra, path):
    run = subprocess.run([migra, "parse", path, "--format", "json", "--allow-unparsed"], capture_output=True, check=False)
    document = json.loads(run.stdout)
    wrong = sum(s["understood"] != "full" for s in document["statements"])
    return document["dialect"], document["dialect_inferred_from"], wrong


def main():
    migra, verbose = os.path.abspath(sys.argv[1]), "--verbose" in sys.argv
    found = list(files())
    if not found:
        print(f"SKIPPED: no corpus at {CORPUS}: set MIGRA_CORPUS")
        return 77
    right, both, whole, unnamed = collections.Counter(), collections.Counter(), collections.Counter(), 0
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        for (dialect, kind, path), (got, why, wrong) in zip(found, pool.map(lambda f: infer(migra, f[2]), found)):
            ok = got == dialect or {got, dialect} == {"mysql", "mariadb"}
            whole[dialect, kind] += 1
            right[dialect, kind] += ok
            both[dialect, kind] += not ok and not wrong
            unnamed += not why
            if not ok and verbose:
                print(f"{os.path.relpath(path, CORPUS)}: {got}: {why}: " + (f"{wrong} statements not taken" if wrong else "all of it"))
    failed = unnamed > 0
    for key, n in whole.items():
        percent = 100 * right[key] / n
        failed |= percent < MARKS[key]
        print(f"{key[0]:9} {key[1]:8} {right[key]:4} of {n:4}  {percent:6.2f} %  (mark {MARKS[key]} %)"
              f"  {both[key]:3} are all the other's as well  {n - right[key] - both[key]:3} wrong")
    print(f"{unnamed} without evidence")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
