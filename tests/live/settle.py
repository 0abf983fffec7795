#!/usr/bin/env python3
"""Differences that offline knowledge cannot settle: told as undecided, and settled by a server that holds BEFORE.

    settle.py --migra build/cli/migra

Each case has what the server holds besides (no file of migra's says it), BEFORE, AFTER, how many changes are undecided offline,
and what is left of the changes once the server was asked."""

import argparse
import json
import os
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import engines  # noqa: E402

FUNCTIONS = """CREATE FUNCTION as_text(text) RETURNS text IMMUTABLE LANGUAGE sql AS 'SELECT $1';
CREATE FUNCTION as_number(text) RETURNS integer IMMUTABLE LANGUAGE sql AS 'SELECT length($1)';"""

T = "CREATE TABLE t (id integer PRIMARY KEY, a text%s);\n"

# name, on the server besides, before, after, undecided offline, changes once settled
CASES = [
    ("a cast that is none", FUNCTIONS, T % ", CHECK (as_text(a)::text <> 'x')", T % ", CHECK (as_text(a) <> 'x')", 2, 0),
    ("a cast that is one", FUNCTIONS, T % ", CHECK (as_number(a)::bigint > 2)", T % ", CHECK (as_number(a) > 2)", 2, 2),
    ("a view over an unknown function", FUNCTIONS, T % "" + "CREATE VIEW v AS SELECT as_text(a)::text AS z FROM t;",
     T % "" + "CREATE VIEW v AS SELECT as_text(a) AS z FROM t;", 1, 0),
    ("an interval in other words", "", T % ", d interval DEFAULT '1.5 days'", T % ", d interval DEFAULT '1 day 12:00:00'", 1, 0),
    ("another interval", "", T % ", d interval DEFAULT '1.5 days'", T % ", d interval DEFAULT '2.5 days'", 1, 1),
    ("jsonb in other words", "", T % """, j jsonb DEFAULT '{"b":1, "a":2}'""", T % """, j jsonb DEFAULT '{"a": 2, "b": 1}'""", 1, 0),
    ("a name with its schema", FUNCTIONS, T % ", CHECK (public.as_text(a) <> 'x')", T % ", CHECK (as_text(a) <> 'x')", 0, 0),
    ("an expression of an index", FUNCTIONS, T % "" + "CREATE INDEX i ON t (lower(as_text(a)::text));",
     T % "" + "CREATE INDEX i ON t (lower(as_text(a)));", 2, 0),
    ("a part of an index", FUNCTIONS, T % "" + "CREATE INDEX i ON t (id) WHERE as_text(a)::text = 'x';",
     T % "" + "CREATE INDEX i ON t (id) WHERE as_text(a) = 'x';", 2, 0),
    ("a policy", FUNCTIONS, T % "" + "CREATE POLICY p ON t USING (as_text(a)::text = 'x');", T % "" + "CREATE POLICY p ON t USING (as_text(a) = 'x');", 1, 0),
    ("a generated column", FUNCTIONS, T % ", g text GENERATED ALWAYS AS (lower(as_text(a)::text)) STORED",
     T % ", g text GENERATED ALWAYS AS (lower(as_text(a))) STORED", 1, 0),
    ("what the server does not have", "", T % "", T % ", d interval DEFAULT '1 month', CHECK (no_such(a))", 0, 2),
    ("known types are decided", "", T % ", CHECK (a::varchar <> 'x')", T % ", CHECK (id > 1)", 0, 2),
]


def report(migra, paths, *more):
    done = subprocess.run([migra, "analyze", *paths, "-d", "postgres", "--format", "json", "--fail-on", "never", *more], capture_output=True, text=True)
    if done.returncode:
        raise AssertionError(f"exit {done.returncode}: {done.stderr}")
    return json.loads(done.stdout)


def stays_as_it_was(engine, db, before):
    """Asking leaves nothing behind."""
    if engine.catalogue(db) != before:
        raise AssertionError("the database is another one after it was asked")


def try_case(migra, engine, case):
    name, besides, before, after, undecided, left = case
    db = engine.create()
    try:
        if besides:
            engine.load(db, besides)
        engine.load(db, before)
        was = engine.catalogue(db)
        with tempfile.TemporaryDirectory() as d:
            paths = [os.path.join(d, n) for n in ("before.sql", "after.sql")]
            for path, text in zip(paths, (before, after)):
                with open(path, "w", encoding="utf-8") as f:
                    f.write(text)
            offline = report(migra, paths)
            asked = report(migra, paths, "--ask", f"postgresql:///{db}?host={engine.clusters[0].dir}&user=postgres")
        stays_as_it_was(engine, db, was)
        assert offline["summary"]["undecided"] == undecided, f"{offline['summary']['undecided']} undecided offline, not {undecided}"
        assert asked["summary"]["undecided"] == 0, "still undecided"
        assert len(asked["changes"]) == left, f"{len(asked['changes'])} changes left, not {left}"
        assert asked["plan"]["verified"] == "replayed", "the plan is not proved"
    finally:
        engine.drop(db)


def main():
    ap = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    ap.add_argument("--migra", required=True)
    args = ap.parse_args()
    why = engines.available("postgres")
    if why:
        print(f"skipped: {why}\n0 passed, 0 failed, {len(CASES)} skipped")
        return 0
    engine, failed = engines.start("postgres"), 0
    try:
        for case in CASES:
            try:
                try_case(os.path.abspath(args.migra), engine, case)
            except AssertionError as e:
                failed += 1
                print(f"failed: {case[0]}: {e}")
    finally:
        engine.close()
    print(f"{len(CASES) - failed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
