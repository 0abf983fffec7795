#!/usr/bin/env python3
"""What `migra lint --fix` writes means the same: each migration of the golden cases that it changes, and some of its own, is run on
the engine as it was and as it is then, with rows, and the two databases have to be alike; the fixed file is understood, keeps the comments and
the ends of lines of the file, and has nothing left to fix.

    fixes.py --migra build/cli/migra [--only TEXT] [--limit N] [--engine postgres mariadb mysql sqlite]"""

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


BASE_MY = """CREATE TABLE parents (id bigint PRIMARY KEY);
CREATE TABLE t (id bigint PRIMARY KEY, a int, `the name` varchar(40), p bigint, KEY t_a (a));
INSERT INTO parents VALUES (1), (2);
INSERT INTO t VALUES (1, 1, 'x', 1), (2, 2, 'y', 2);
"""
OWN_MY = [
    "ALTER TABLE t ADD COLUMN b int;",
    "-- above\n\n/* a block */ ALTER TABLE t DROP COLUMN a; -- behind\nDROP INDEX IF EXISTS nothing ON t;",
    "ALTER TABLE t ADD COLUMN b int;\r\nUPDATE t SET b = 1;\r\nALTER TABLE t MODIFY b int NOT NULL;\r",
    "DELIMITER //\nCREATE TRIGGER t_bi BEFORE INSERT ON t FOR EACH ROW BEGIN SET NEW.a = 1; END//\nDELIMITER ;\nCREATE INDEX t_p ON t (p);",
    "  CREATE INDEX t_p ON t (p)\n    ;\n  ALTER TABLE t ADD CONSTRAINT t_f FOREIGN KEY (p) REFERENCES parents (id);",
    "START TRANSACTION;\nALTER TABLE t ADD CHECK (a > 0);\nCOMMIT;",
    "SELECT 1; ALTER TABLE t RENAME COLUMN `the name` TO n;\nALTER TABLE t CHANGE n `an other` varchar(60);",
    "SET SESSION lock_wait_timeout = 3;\nALTER TABLE t ENGINE = InnoDB;",
]
BASE_LITE = "CREATE TABLE t (id integer PRIMARY KEY, a integer, b text);\nCREATE INDEX t_a ON t (a);\nINSERT INTO t VALUES (1, 1, 'x');\n"
OWN_LITE = ["DROP INDEX t_a;\nCREATE INDEX t_b ON t (b);", "ALTER TABLE t DROP COLUMN b;"]
OWN_OF = {"postgres": (BASE, OWN), "mysql": (BASE_MY, OWN_MY), "mariadb": (BASE_MY, OWN_MY), "sqlite": (BASE_LITE, OWN_LITE)}


def cases(dialect):
    base, own = OWN_OF[dialect]
    for text in own:
        yield "own: " + text[:60].replace("\n", " "), base, text + "\n"
    for path in sorted(glob.glob(os.path.join(HERE, "..", "cases", "rules", "*", "*", dialect + ".case"))):
        for k, case in enumerate(open(path, encoding="utf-8").read().split("--- case ")):
            files = re.findall(r"^--- migration (\S+)[^\n]*\n(.*?)^--- ", case, re.S | re.M)
            base = re.search(r"^--- before\n(.*?)^--- ", case, re.S | re.M)
            if len(files) == 1 and base:
                yield "%s %d" % (os.path.relpath(path, os.path.join(HERE, "..", "cases", "rules")), k), base.group(1), files[0][1]


def lint(migra, e, folder, *args):
    done = subprocess.run([migra, "lint", "--dialect", e.dialect, "--engine-version", e.version, "--base", "base.sql", "--allow-unparsed", "--fail-on", "never", *args, "m.sql"],
                          cwd=folder, capture_output=True, text=True, check=False)
    return done.stdout


def not_understood(migra, e, folder):
    done = subprocess.run([migra, "parse", "--dialect", e.dialect, "--engine-version", e.version, "m.sql"], cwd=folder, capture_output=True, text=True, check=False)
    return done.stdout.count("  no  ")


def fixed(migra, e, base, text):
    """The file as it is then, what is left to fix, and whether more of it is not understood than before."""
    with tempfile.TemporaryDirectory() as folder:
        for name, body in (("base.sql", base), ("m.sql", text)):
            with open(os.path.join(folder, name), "w", encoding="utf-8", newline="") as f:
                f.write(body)
        before = not_understood(migra, e, folder)
        lint(migra, e, folder, "--fix=write", "--quiet")
        with open(os.path.join(folder, "m.sql"), encoding="utf-8", newline="") as f:
            return f.read(), lint(migra, e, folder, "--fix"), not_understood(migra, e, folder) > before


COMMENT = re.compile(r"/\*.*?\*/|--[^\r\n]*", re.S)


def is_kept(was, now):
    """Comments stand there still, and lines end as they did."""
    return COMMENT.findall(was) == COMMENT.findall(now) and ("\r\n" not in was or now.count("\n") == now.count("\r\n"))


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


def look(args, e):
    same = other = refused = 0
    for name, base, text in cases(e.dialect):
        if args.only not in name or same + other >= args.limit:
            continue
        after, left, worse = fixed(os.path.abspath(args.migra), e, base, text)
        if after == text and not left:
            continue
        was, now = outcome(e, base, text), outcome(e, base, after)
        if was is None or is_refused(was):
            refused += 1
            continue
        wrong = left or (worse and "not all of it is understood") or (not is_kept(text, after) and "comments or ends of lines are not as they were") or (
            was != now and (now if is_refused(now) else "the schemas are not alike"))
        if not wrong:
            same += 1
            continue
        other += 1
        print("DIFFERS on %s %s\n%s\n%s" % (e.dialect, name, after, wrong))
    print("%s %s: %d fixed files leave what the files left, %d do not, %d not measured: the engine refuses the file as it was" % (e.dialect, e.version, same, other, refused))
    return same, other


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--migra", required=True)
    parser.add_argument("--only", default="")
    parser.add_argument("--limit", type=int, default=10**9)
    parser.add_argument("--engine", nargs="+", default=["postgres", "mariadb", "mysql", "sqlite"], choices=list(engines.ENGINES))
    args = parser.parse_args()
    all_same = all_other = 0
    for name in args.engine:
        why = engines.available(name)
        if why:
            print("skipped: " + why)
            continue
        with engines.start(name) as e:
            same, other = look(args, e)
        all_same += same
        all_other += other
    sys.exit(1 if all_other or not all_same else 0)


main()
