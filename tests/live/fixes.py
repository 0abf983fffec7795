#!/usr/bin/env python3
"""What `migra lint --fix` writes means the same: each migration of the golden cases that it changes, and some of its own, is run on
PostgreSQL as it was and as it is then, with rows, and the two databases have to be alike; and the fixed file has nothing left to fix.

    fixes.py --migra build/cli/migra [--only TEXT] [--limit N]"""

import argparse
import glob
import os
import re
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import engines  # noqa: E402
from base import EngineError  # noqa: E402

HERE = os.path.dirname(os.path.abspath(__file__))
BASE = """CREATE TABLE parents (id bigint PRIMARY KEY);
CREATE TABLE "Odd Things" (id bigint PRIMARY KEY, "The Name" text, a integer, p bigint);
CREATE INDEX odd_a ON "Odd Things" (a);
CREATE TABLE parted (id bigint NOT NULL, a integer) PARTITION BY RANGE (id);
CREATE TABLE parted_1 PARTITION OF parted FOR VALUES FROM (0) TO (100);
INSERT INTO parents VALUES (1), (2);
INSERT INTO "Odd Things" VALUES (1, 'x', 1, 1), (2, 'y', 2, 2);
INSERT INTO parted VALUES (1, 1);
"""
OWN = [
    'CREATE INDEX ON "Odd Things" ("The Name");',
    'CREATE UNIQUE INDEX odd_u ON "Odd Things" (a) WHERE a > 0;\nDROP INDEX odd_a;',
    'ALTER TABLE "Odd Things" ADD CONSTRAINT "Odd Key" FOREIGN KEY (p) REFERENCES parents (id) ON DELETE CASCADE;',
    'ALTER TABLE ONLY "Odd Things" ADD CONSTRAINT odd_check CHECK (a > 0);\n-- behind\nALTER TABLE "Odd Things" ADD CONSTRAINT two CHECK (a < 100), ADD b integer;',
    'ALTER TABLE public."Odd Things" ALTER "The Name" SET NOT NULL;',
    'ALTER TABLE IF EXISTS "Odd Things" ALTER COLUMN p SET NOT NULL;',
    'ALTER TABLE "Odd Things" ADD CONSTRAINT odd_key UNIQUE (a, "The Name");\nALTER TABLE "Odd Things" ADD CONSTRAINT later UNIQUE (p) DEFERRABLE;',
    'ALTER TABLE "Odd Things" ADD UNIQUE (a);',
    'BEGIN;\nALTER TABLE "Odd Things" ALTER COLUMN a SET NOT NULL;\nCREATE INDEX odd_b ON "Odd Things" (p);\nCOMMIT;',
    'CREATE INDEX parted_a ON parted (a);',
    'ALTER TABLE parted ALTER COLUMN a SET NOT NULL;',
    'ALTER TABLE parted ADD CONSTRAINT parted_u UNIQUE (id, a);',
    'ALTER TABLE parted ADD CONSTRAINT parted_c CHECK (a > 0);',
    'ALTER TABLE parted ADD CONSTRAINT parted_f FOREIGN KEY (a) REFERENCES parents (id);',
    'ALTER TABLE parted_1 ADD CONSTRAINT parted_1_u UNIQUE (id);',
]


def cases():
    for text in OWN:
        yield "own: " + text[:60].replace("\n", " "), BASE, text + "\n"
    for path in sorted(glob.glob(os.path.join(HERE, "..", "cases", "rules", "*", "*", "postgres.case"))):
        for k, case in enumerate(open(path, encoding="utf-8").read().split("--- case ")):
            files = re.findall(r"^--- migration (\S+)[^\n]*\n(.*?)^--- ", case, re.S | re.M)
            base = re.search(r"^--- before\n(.*?)^--- ", case, re.S | re.M)
            if len(files) == 1 and base:
                yield "%s %d" % (os.path.relpath(path, os.path.join(HERE, "..", "cases", "rules")), k), base.group(1), files[0][1]


def lint(migra, version, folder, *args):
    done = subprocess.run([migra, "lint", "--dialect", "postgres", "--engine-version", version, "--base", "base.sql", "--allow-unparsed", "--fail-on", "never", *args, "m.sql"],
                          cwd=folder, capture_output=True, text=True, check=False)
    return done.stdout


def fixed(migra, version, base, text):
    with tempfile.TemporaryDirectory() as folder:
        for name, body in (("base.sql", base), ("m.sql", text)):
            with open(os.path.join(folder, name), "w", encoding="utf-8") as f:
                f.write(body)
        lint(migra, version, folder, "--fix=write", "--quiet")
        with open(os.path.join(folder, "m.sql"), encoding="utf-8") as f:
            return f.read(), lint(migra, version, folder, "--fix")


def is_refused(outcome_of):
    return isinstance(outcome_of, str) and outcome_of.startswith("refused")


def outcome(e, base, text):
    """The catalogue after it, or None where the base cannot be loaded, or the error of the migration."""
    db = e.create()
    try:
        try:
            e.load(db, base)
        except EngineError:
            return None
        try:
            e.load(db, text)
        except EngineError as x:
            return "refused: " + str(x).strip().split("\n")[0]
        return e.catalogue(db)
    finally:
        e.drop(db)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--migra", required=True)
    parser.add_argument("--only", default="")
    parser.add_argument("--limit", type=int, default=10**9)
    args = parser.parse_args()
    same = other = refused = 0
    with engines.Postgres() as e:
        for name, base, text in cases():
            if args.only not in name or same + other >= args.limit:
                continue
            after, left = fixed(os.path.abspath(args.migra), e.version, base, text)
            if after == text and not left:
                continue
            was, now = outcome(e, base, text), outcome(e, base, after)
            if was is None or is_refused(was):
                refused += 1
                continue
            if was == now and not left:
                same += 1
                continue
            other += 1
            print("DIFFERS %s\n%s\n%s" % (name, after, left or (now if is_refused(now) else "the schemas are not alike")))
    print("%d fixed files leave what the files left, %d do not, %d not measured: PostgreSQL refuses the file as it was" % (same, other, refused))
    sys.exit(1 if other or not same else 0)


main()
