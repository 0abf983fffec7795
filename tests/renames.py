#!/usr/bin/env python3
"""What became of each table of a migration file, whatever it is called in the end: files of random RENAMEs, DROPs and CREATEs are linted over
one base. A table is told to be dropped if and only if it is gone, and told to be renamed if and only if it lives on under another name; no
column comes, goes or changes its type. (A table that is gone while a new one has its name is data-loss/create-force-replace's, not looked at here.)

usage: renames.py MIGRA [FILES] [SEED]"""
import json
import os
import random
import subprocess
import sys
import tempfile

MIGRA = os.path.abspath(sys.argv[1])
FILES = int(sys.argv[2]) if len(sys.argv) > 2 else 400
LOT = random.Random(int(sys.argv[3]) if len(sys.argv) > 3 else 1)
BASE = "CREATE TABLE a (x int PRIMARY KEY, y varchar(20));\nCREATE TABLE b (x int PRIMARY KEY, z int);\nCREATE TABLE c (q int PRIMARY KEY);\n"
TABLES = "abcde"
COLUMNS = {"a": ["x", "y"], "b": ["x", "z"], "c": ["q"]}
NEVER = ("add_column", "drop_column", "alter_column_type")


def migration():
    """The statements, and by name what is there in the end: a table of the base, or None for a new one."""
    there, columns, sql = {t: t for t in COLUMNS}, {t: list(c) for t, c in COLUMNS.items()}, []
    for n in range(LOT.randint(1, 6)):
        free = [t for t in TABLES if t not in there]
        table = LOT.choice(sorted(there)) if there else None
        what = LOT.choices(("rename", "drop", "create", "column"), (5, 1, 1, 3))[0]
        if what == "rename" and table and free:
            new = LOT.choice(free)
            sql.append(f"ALTER TABLE {table} RENAME TO {new}")
            there[new] = there.pop(table)
        elif what == "drop" and table:
            sql.append(f"DROP TABLE {table}")
            del there[table]
        elif what == "create" and free:
            new = LOT.choice(free)
            sql.append(f"CREATE TABLE {new} (n{n} int PRIMARY KEY, m varchar(9))")
            there[new] = None
        elif what == "column" and table and there[table]:
            of = columns[there[table]]
            old, new = LOT.choice(of), LOT.choice([c for c in "xyzqw" if c not in of])
            sql.append(f"ALTER TABLE {table} RENAME COLUMN {old} TO {new}")
            of[of.index(old)] = new
    return sql, there


def lint(dialect, folder, sql):
    paths = [os.path.join(folder, name) for name in ("base.sql", "m.sql")]
    for path, text in zip(paths, (BASE, ";\n".join(sql) + ";\n")):
        with open(path, "w", encoding="utf-8") as f:
            f.write(text)
    run = subprocess.run([MIGRA, "lint", "--dialect", dialect, "--format", "json", "--fail-on", "never", "--base", *paths], capture_output=True, text=True,
                         check=True, timeout=60)
    return json.loads(run.stdout)["changes"]


def complaint(changes, there):
    gone = {t for t in COLUMNS if t not in there.values() and there.get(t, t) is not None}
    told = {c["name"] for c in changes if c["type"] == "drop_table"}
    renamed = {(old, new) for new, old in there.items() if old and old != new}
    told_renamed = {(c["from"], c["to"]) for c in changes if c["type"] == "rename_table"}
    wrong = [c["type"] + " " + c["name"] for c in changes if c["type"] in NEVER]
    if told != gone:
        return f"told to be dropped: {sorted(told)}, gone are {sorted(gone)}"
    if told_renamed != renamed:
        return f"told to be renamed: {sorted(told_renamed)}, renamed are {sorted(renamed)}"
    return f"told: {wrong}" if wrong else None


def main():
    failed = 0
    with tempfile.TemporaryDirectory(prefix="migra-renames-") as folder:
        for n in range(FILES):
            dialect = ("postgres", "mysql", "mariadb", "sqlite")[n % 4]
            sql, there = migration()
            why = complaint(lint(dialect, folder, sql), there) if sql else None
            if why:
                failed += 1
                print(f"{dialect}: {why}\n  " + ";\n  ".join(sql))
    print(f"{FILES - failed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
