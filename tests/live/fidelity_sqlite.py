#!/usr/bin/env python3
"""What `migra dump` prints of a schema makes the same database as the schema itself: both are loaded into SQLite, and every
pragma answers alike (table_list, table_xinfo, index_list, index_xinfo, foreign_key_list), as do the names of triggers and views.

usage: fidelity_sqlite.py --migra PATH [--only PART] [--verbose] [FILE...]

Without files: the example schemas and every SQLite schema of a corpus (MIGRA_CORPUS, ../shared/corpus).
"""
import argparse
import glob
import os
import re
import shutil
import sqlite3
import subprocess
import sys
import tempfile

from engines import spelt_alike

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
CORPUS = os.environ.get("MIGRA_CORPUS", os.path.join(ROOT, "..", "shared", "corpus"))


def read(db):
    """Everything that pragmas say of a database, as plain values."""
    found = {}
    for schema, name, kind, columns, wr, strict in db.execute("PRAGMA table_list"):
        if schema != "main" or name.startswith("sqlite_") or kind == "shadow":
            continue
        quoted = '"' + name.replace('"', '""') + '"'
        table = {"kind": (kind, columns, wr, strict)}
        if kind != "virtual":
            table["columns"] = [(c[1], re.sub(r"\s+", "", c[2].lower()), c[3], spelt_alike(c[4]), c[5], c[6])
                                for c in db.execute(f"PRAGMA table_xinfo({quoted})")]
        indexes = []
        for _, index, unique, origin, partial in db.execute(f"PRAGMA index_list({quoted})"):
            keys = tuple(tuple(k[2:]) for k in db.execute('PRAGMA index_xinfo("' + index.replace('"', '""') + '")'))
            indexes.append((index if origin == "c" else "", unique, origin, partial, keys))
        table["indexes"] = sorted(indexes, key=repr)
        keys = {}
        for id_, seq, to, column, target, on_update, on_delete, match in db.execute(f"PRAGMA foreign_key_list({quoted})"):
            keys.setdefault(id_, []).append((seq, to.lower(), column.lower(), (target or "").lower(), on_update, on_delete, match))
        table["foreign keys"] = sorted(keys.values(), key=repr)
        found[kind if kind == "view" else "table", name.lower()] = table
    for kind, name, table in db.execute("SELECT type, name, tbl_name FROM sqlite_schema WHERE type = 'trigger'"):
        found[kind, name.lower()] = {"table": table.lower()}
    return found


def load(path, sql):
    """With the shell, which knows its own commands. What it refuses is left out, as it would be."""
    run = subprocess.run(["sqlite3", "-cmd", "PRAGMA synchronous = OFF; PRAGMA journal_mode = OFF;", path], input=sql, capture_output=True, check=False)
    return run.stderr.decode(errors="replace").strip()


def differences(a, b):
    for key in sorted(set(a) | set(b)):
        if key not in a or key not in b:
            yield f"{' '.join(key)} is only in the {'original' if key in a else 'dump'}"
            continue
        for part in a[key]:
            if a[key][part] != b[key][part]:
                one, two = a[key][part], b[key][part]
                if isinstance(one, list) and len(one) == len(two):
                    one, two = zip(*[(x, y) for x, y in zip(one, two) if x != y])
                yield f"{' '.join(key)}: {part}:\n    {one}\n    {two}"


def judge(migra, path, folder):
    """None when all is alike; (refused by the engine?, lines)"""
    with open(path, "rb") as f:
        original = f.read()
    dump = subprocess.run([migra, "dump", path, "--dialect", "sqlite", "--allow-unparsed"], capture_output=True, check=False)
    if dump.returncode:
        return False, [f"dump ended with {dump.returncode}: {dump.stderr.decode(errors='replace')[:200]}"]
    one, two = os.path.join(folder, "one.db"), os.path.join(folder, "two.db")
    for db in (one, two):
        if os.path.exists(db):
            os.remove(db)
    refused = load(one, original)
    errors = load(two, dump.stdout)
    lines = [f"the engine refuses the dump: {errors[:300]}"] if errors else []
    with sqlite3.connect(one) as a, sqlite3.connect(two) as b:
        for db in (a, b):
            db.create_function("REGEXP", 2, lambda pattern, text: None)
        lines += differences(read(a), read(b))
    return bool(refused), lines


def main():
    ap = argparse.ArgumentParser(usage=__doc__)
    ap.add_argument("files", nargs="*")
    ap.add_argument("--migra", required=True)
    ap.add_argument("--only", default="")
    ap.add_argument("--verbose", action="store_true")
    args = ap.parse_args()
    if not shutil.which("sqlite3"):
        print("SKIPPED: sqlite3 is not installed")
        return 77
    files = args.files or sorted(glob.glob(os.path.join(ROOT, "examples/schemas/sqlite/*.sql")) +
                                 [f for f in glob.glob(os.path.join(CORPUS, "sqlite/*/*.sql"))
                                  if not os.path.basename(f).startswith("upgrade")])
    passed = failed = skipped = 0
    with tempfile.TemporaryDirectory() as folder:
        for path in [f for f in files if args.only in f]:
            refused, lines = judge(os.path.abspath(args.migra), path, folder)
            if refused and lines:
                skipped += 1 # not a schema to the engine
                if args.verbose:
                    print(f"{path}: refused by the engine in part:\n  " + "\n  ".join(lines[:4]))
                continue
            passed += not lines
            failed += bool(lines)
            if lines:
                print(f"{path}:\n  " + "\n  ".join(lines[:20 if args.verbose else 5]))
    print(f"{passed} passed, {failed} failed, {skipped} that SQLite {sqlite3.sqlite_version} refuses in part")
    return 1 if failed or not passed else 0


if __name__ == "__main__":
    sys.exit(main())
