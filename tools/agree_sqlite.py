#!/usr/bin/env python3
"""How often the SQLite grammar and SQLite itself agree.

Takes statements that both accept, changes one token of each (as tools/agree.py does for PostgreSQL), has SQLite prepare
them in an empty database and libmigra read them, and counts where they differ: `taken` are mutants that only libmigra
calls understood in full, `refused` those that only SQLite takes. An error of SQLite's that is no syntax error, and that
may have come before the end of the statement, decides nothing: such mutants are left out and counted.

usage: agree_sqlite.py [--lib build/libmigra.so] [--mutants N] [--seed S] [--show N] [--kind KIND] [--plain]
                       [--at-least PERCENT] [FILE...]

Without files: the project's cases, and the statements of a corpus (MIGRA_CORPUS, ../shared/corpus) when there is one.
"""
import argparse
import collections
import glob
import os
import random
import re
import sqlite3
import sys

import agree

HERE = agree.HERE
CORPUS = os.environ.get("MIGRA_CORPUS", os.path.join(HERE, "..", "shared", "corpus"))
agree.TOKEN = re.compile(r"""\s+|--[^\n]*|/\*.*?\*/|[xX]?'(?:[^']|'')*'|"(?:[^"]|"")*"|`(?:[^`]|``)*`|\[[^]]*\]
    |0[xX][0-9a-fA-F]+|(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?|[A-Za-z_\x80-\U0010ffff][A-Za-z_0-9$\x80-\U0010ffff]*|->>|->|<>|!=|==|<=|>=|<<|>>|\|\|
    |[?:@$\#][A-Za-z_0-9]*|.""", re.S | re.X)
agree.WORDS = ("select from where table order group by with as on using not null default check primary references constraint unique "
               "in and or end case when then else limit all distinct union into values set to for collate create full natural left "
               "join is like glob between exists row int if key indexed cross over filter window temp virtual generated always "
               "replace abort conflict do nothing returning recursive isnull notnull cast raise autoincrement without strict "
               "rowid deferrable initially match escape current_time range rows begin trigger view index column add rename").split()
agree.MARKS = ["(", ")", ",", ".", "=", "1", "'x'", "a", "[b]", "x'00'", "?", "*", "-", "||", "==", "->", "+", "1e5", "12ab", "~", '"c"']
SYNTAX = re.compile(r"syntax error|incomplete input|unrecognized token|unknown join type|is required before|unsupported frame|"
                    r"unknown table option|clause should come after|error in generated column|not allowed on INSERT, UPDATE, and DELETE|"
                    r"not used within triggers|DEFAULT VALUES")
# Statements whose first words already make SQLite look things up.
EARLY = ("create_table", "create_trigger", "alter_table", "create_table_as", "create_index", "create_view", "create_object")
TRIGGER_TABLE = re.compile(r"""\bON\s+((?:"[^"]+"|\[[^]]+\]|`[^`]+`|\w+)(?:\s*\.\s*(?:"[^"]+"|\[[^]]+\]|`[^`]+`|\w+))?)""", re.I)


def refuses(sql, kind):
    """None: taken. A text: the syntax error. False: something else, which decides nothing."""
    db = sqlite3.connect(":memory:")
    try:
        if kind == "create_trigger":
            found = TRIGGER_TABLE.search(sql)
            made = "VIEW %s AS SELECT 1 AS a" if re.search(r"instead\s+of", sql, re.I) else "TABLE %s (a)"
            if found:
                try:
                    db.execute("CREATE " + made % found.group(1))
                except sqlite3.Error:
                    return False
        db.execute("EXPLAIN " + sql)
    except (sqlite3.Warning, sqlite3.ProgrammingError, ValueError):
        return False
    except sqlite3.Error as e:
        if SYNTAX.search(str(e)):
            return str(e)
        return False if kind in EARLY else None
    finally:
        db.close()
    return None


def default_files():
    found = glob.glob(os.path.join(HERE, "tests/cases/*/sqlite/**/*.case"), recursive=True)
    found += glob.glob(os.path.join(HERE, "examples/schemas/sqlite/*.sql"))
    found += [f for f in glob.glob(os.path.join(CORPUS, "statements/sqlite/*.sql")) if not f.endswith("syntax-errors.sql")]
    return sorted(found)


def main():
    ap = argparse.ArgumentParser(usage=__doc__)
    ap.add_argument("files", nargs="*")
    ap.add_argument("--lib", default=os.path.join(HERE, "build/libmigra.so"))
    ap.add_argument("--mutants", type=int, default=20000)
    ap.add_argument("--seed", type=int, default=1)
    ap.add_argument("--show", type=int, default=20)
    ap.add_argument("--kind")
    ap.add_argument("--plain", action="store_true", help="the statements themselves, not mutants")
    ap.add_argument("--at-least", type=float, default=0, help="status 1 when fewer %% agree")
    args = ap.parse_args()
    version = ".".join(sqlite3.sqlite_version.split(".")[:2]).encode()
    migra = agree.Migra(args.lib, version)
    migra.options.dialect = b"sqlite"
    kinds = collections.defaultdict(list)
    wrong, total, undecided = [], 0, 0
    for path in args.files or default_files():
        for kind, understood, sql in agree.statements_of(migra, path):
            if (args.kind and kind != args.kind) or len(sql) > 2000 or sql.upper().startswith(b"EXPLAIN"):
                continue
            said = refuses(sql.decode(errors="replace"), kind)
            if args.plain:
                total += said is not False
                undecided += said is False
                if said is not False and (said is None) != (understood == 2):
                    wrong.append((kind, "refused" if said is None else "taken", said, sql))
            elif said is None and understood == 2:
                kinds[kind].append(sql)
    rng, seen = random.Random(args.seed), set()
    for kind, sql in agree.pick(kinds, rng, 0 if args.plain else args.mutants):
        made = agree.mutate(sql.decode(errors="replace"), rng)
        if not made or made[1] in seen or made[1].count(";") != sql.count(b";") or made[1].lstrip().startswith("."):
            continue
        seen.add(made[1])
        said = refuses(made[1], kind)
        if said is False:
            undecided += 1
            continue
        total += 1
        text = made[1].encode()
        takes = migra.judges(text) == "taken"
        if (said is None) != takes:
            wrong.append((kind, "taken" if takes else "refused", said, text))
    rng.shuffle(wrong)
    agree.report(total, wrong, args.show)
    print(f"{undecided} undecided; SQLite {sqlite3.sqlite_version}")
    return 1 if total and 100 * (1 - len(wrong) / total) < args.at_least else 0


if __name__ == "__main__":
    sys.exit(main())
