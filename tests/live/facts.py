#!/usr/bin/env python3
"""Measures the tables of lib/facts again, on the engines at hand, and fails where a table is wrong.

    facts.py --migra build/cli/migra [--engines postgres,mariadb,sqlite,mysql,mariadb-new,postgres17 …] [--topics locks,online …]
             [--every N] [--verbose]

Asks `migra facts` for the rows that hold for an engine's version and does what each says: PostgreSQL's locks and rewrites in a
transaction that is rolled back, MySQL's and MariaDB's ALGORITHM and LOCK by asking for better ones, SQLite's ALTERs by running
them, changes of type, spellings and names by looking at what the engine made. --every N takes each N-th row of a topic."""

import argparse
import json
import os
import re
import subprocess
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import engines  # noqa: E402
import mysql_engine  # noqa: E402
from base import EngineError  # noqa: E402

HERE = os.path.dirname(os.path.abspath(__file__))
NEWER = os.environ.get("MIGRA_ENGINES", "/var/tmp/libmigra-engines")
COLUMNS = """id INT NOT NULL AUTO_INCREMENT PRIMARY KEY, a INT, b INT NOT NULL, c VARCHAR(50), d VARCHAR(20), e DECIMAL(10,2), f ENUM('a','b'), s SET('x','y'), g TIMESTAMP NULL, dt DATETIME, h TEXT, ch CHAR(10), l1 VARCHAR(50) CHARACTER SET latin1, u3 VARCHAR(50) CHARACTER SET utf8mb3, vb VARBINARY(20), fl FLOAT, p_id INT"""
PG_TABLES = """
CREATE TABLE p(id int PRIMARY KEY, u int NOT NULL UNIQUE, x text);
INSERT INTO p SELECT g, g, 'x' FROM generate_series(1, 100) g;
CREATE TABLE t(id int PRIMARY KEY, a int, b int NOT NULL, c text, d varchar(50), e numeric(10,2), f timestamp, g timestamptz,
    p_id int, j jsonb);
INSERT INTO t SELECT g, g, g, 'c' || g, 'd' || g, g, now(), now(), g % 100 + 1, '{}' FROM generate_series(1, 300) g;
CREATE INDEX t_a_idx ON t(a); CREATE INDEX t_c_idx ON t(c);
CREATE FUNCTION tf() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
"""
MODES = ["ACCESS SHARE", "ROW SHARE", "ROW EXCLUSIVE", "SHARE UPDATE EXCLUSIVE", "SHARE", "SHARE ROW EXCLUSIVE", "EXCLUSIVE",
         "ACCESS EXCLUSIVE"]


def forms():
    """(engine, measured as) -> setup, session, target, statement"""
    out = {}
    with open(os.path.join(HERE, "facts_forms.tsv"), encoding="utf-8") as f:
        for line in f:
            if line.startswith("#"):
                continue
            names, what, setup, target, statement = line.rstrip("\n").split("\t")
            setup, _, session = setup.partition("|")
            for name in names.split(","):
                out[name, what] = ("" if setup == "-" else setup.replace("{columns}", COLUMNS), session, target, statement)
    return out


def measured_as(path):
    """What an operation was measured as: its own name where the table gives none."""
    out = {}
    with open(path, encoding="utf-8") as f:
        for line in f:
            fields = line.rstrip("\n").split("\t")
            if not line.startswith("#"):
                out[fields[0]] = fields[-2] if fields[-2] != "-" else fields[0]
    return out


FACTS = os.path.join(HERE, "..", "..", "lib", "facts")
FORMS = forms()


class Count:
    def __init__(self, verbose):
        self.verbose, self.right, self.wrong, self.skipped = verbose, 0, 0, 0

    def judge(self, engine, topic, what, said, found):
        if said == found:
            self.right += 1
            if self.verbose:
                print(f"right {engine} {topic} {what}: {said}")
        else:
            self.wrong += 1
            print(f"WRONG {engine} {topic} {what}: the table says {said}, the engine {found}")

    def skip(self, engine, topic, what, why):
        self.skipped += 1
        if self.verbose:
            print(f"skipped {engine} {topic} {what}: {why}")


def facts(args, topic, dialect, version):
    out = subprocess.run([args.migra, "facts", topic, "--dialect", dialect, "--engine-version", version, "--format", "json"],
                         capture_output=True, text=True, check=True).stdout
    return json.loads(out)["facts"][::args.every]


# ---- PostgreSQL ----------------------------------------------------------------------


def pg_lock_script(setup, target, statement):
    quoted = target.replace("'", "''")
    node = f"(SELECT relfilenode FROM pg_class WHERE oid = '{quoted}'::regclass)"
    return (PG_TABLES + setup + f""";
CREATE TEMP TABLE _before AS SELECT '{quoted}'::regclass::oid AS oid, {node} AS node;
BEGIN;
{statement};
SELECT '#', upper(regexp_replace(replace(mode, 'Lock', ''), '([a-z])([A-Z])', '\\1 \\2', 'g')) FROM pg_locks, _before
 WHERE pid = pg_backend_pid() AND locktype = 'relation' AND relation = _before.oid;
SELECT '=', coalesce((SELECT c.relfilenode FROM pg_class c WHERE c.oid = b.oid) <> b.node, false) FROM _before b
 WHERE NOT EXISTS (SELECT 1 FROM pg_class s WHERE s.oid = b.oid AND s.relkind = 'S');
ROLLBACK;
""")


def pg_locks(db, e, row, count, name):
    what = PG_AS.get(row["operation"], row["operation"])
    form = FORMS.get(("postgres", what))
    if not form or not row["transactional"] and row["supported"]:
        return count.skip(name, "locks", row["operation"], "no statement, or none for a transaction")
    if "r1" in form[3] or " m " in form[3] + " " or "tsp" in form[3] or "dblink" in form[0] or form[3].startswith(("CREATE DATABASE", "DROP TABLE", "DROP MATERIALIZED", "DROP VIEW")):
        return count.skip(name, "locks", row["operation"], "needs more than a database, or its target goes")
    db = e.create()
    try:
        lines = [l.split("|") for l in e.query(db, pg_lock_script(form[0], form[2], form[3])).split("\n")]
        held = [l[1] for l in lines if l[0] == "#" and l[1] in MODES]
        lock = max(held, key=MODES.index) if held else None
        rewrites = any(l[0] == "=" and l[1] == "t" for l in lines) and not form[3].startswith("TRUNCATE")
        said = (True, row["lock"], row["rewrites"])
        if row["rewrites"] and not rewrites and lock == row["lock"]:
            return count.skip(name, "locks", row["operation"], "rewrites another relation than its target")
        count.judge(name, "locks", row["operation"], said if row["supported"] else False, (True, lock, rewrites))
    except EngineError as x:
        count.judge(name, "locks", row["operation"], True if row["supported"] else False, False if "syntax" in str(x) or not row["supported"] else str(x).split("\n")[0])
    finally:
        e.drop(db)


def pg_types(db, e, row, count, name):
    old, new = row["from"], row["to"]
    using = f" USING c::{new}" if row["cast"] == "needs USING" else ""
    try:
        out = e.query(db, f"CREATE TABLE ty (c {old}); INSERT INTO ty VALUES (NULL); BEGIN; SELECT relfilenode FROM pg_class WHERE oid = "
                          f"'ty'::regclass; ALTER TABLE ty ALTER COLUMN c TYPE {new}{using}; SELECT relfilenode FROM pg_class WHERE oid = "
                          "'ty'::regclass; ROLLBACK; DROP TABLE ty;").split("\n")
        count.judge(name, "types", f"{old} -> {new}", row["rewrites"], out[0] != out[1])
    except EngineError as x:
        e.attempt(db, "ROLLBACK; DROP TABLE IF EXISTS ty;")
        if "does not exist" in str(x):
            return count.skip(name, "types", f"{old} -> {new}", "its extension is not here")
        count.judge(name, "types", f"{old} -> {new}", row["rewrites"], str(x).split("\n")[0])


PG_PRELUDE = "CREATE TYPE comp AS (a int, b int); CREATE TYPE en AS ENUM ('a', 'b'); CREATE TYPE mood AS ENUM ('sad', 'ok', 'happy');"


def pg_spellings(db, e, row, count, name):
    kind, written = row["kind"], row["written"]
    if "serial" in written:
        return count.skip(name, "spellings", written, "a sequence of the name of its table")
    if kind == "type":
        made = f"CREATE TABLE sp (c {written})"
        ask = "SELECT format_type(atttypid, atttypmod) FROM pg_attribute WHERE attrelid = 'sp'::regclass AND attnum = 1"
    elif kind == "default":
        made = f"CREATE TABLE sp (c {row['type']} DEFAULT {written})"
        ask = "SELECT pg_get_expr(adbin, adrelid) FROM pg_attrdef WHERE adrelid = 'sp'::regclass"
    else:
        return count.skip(name, "spellings", written, "a check of the table that it was measured in")
    try:
        found = e.query(db, f"BEGIN; {made}; {ask}; ROLLBACK;")
        told = row["given_back"].replace("(no catalogue row)", "")
        if re.search("'(today|now)'", written):  # the day on which it is said
            told, found = (re.sub(r"\d{4}-\d\d-\d\d", "<day>", text) for text in (told, found))
        count.judge(name, "spellings", f"{kind} {written}", told, found)
    except EngineError as x:
        e.attempt(db, "ROLLBACK;")
        count.skip(name, "spellings", written, str(x).split("\n")[0])


def pg_names(db, e, row, count, name):
    version = e.version.split(".")[0]
    versions = [int(v) for v in re.findall(r"\d+", row["source"])] or [0]
    if not min(versions) <= int(version) <= max(versions) or "<oid>" in row["names"]:
        return count.skip(name, "names", row["case"], "measured on other versions")
    fresh = e.create()
    try:
        found = e.query(fresh, row["statements"] + "; SELECT string_agg(n, ',' ORDER BY n) FROM (SELECT conname::text n FROM pg_constraint WHERE "
                               "connamespace = 'public'::regnamespace UNION SELECT relname::text FROM pg_class WHERE relnamespace = 'public'::regnamespace "
                               "UNION SELECT typname::text FROM pg_type WHERE typnamespace = 'public'::regnamespace UNION SELECT stxname::text "
                               "FROM pg_statistic_ext WHERE stxnamespace = 'public'::regnamespace) x;").split("\n")[-1].split(",")
        missing = [n for n in row["names"].split(", ") if n not in found]
        count.judge(name, "names", row["case"], [], missing)
    except EngineError as x:
        count.skip(name, "names", row["case"], str(x).split("\n")[0])
    finally:
        e.drop(fresh)


# ---- MySQL, MariaDB --------------------------------------------------------------------

ORDER = {"mysql": ["INSTANT", "INPLACE", "COPY"], "mariadb": ["INSTANT", "NOCOPY", "INPLACE", "COPY"]}
LOCKS = ["NONE", "SHARED", "EXCLUSIVE"]


def my_try(e, db, setup, session, statement, clauses):
    e.run(db, "SET foreign_key_checks = 0; DROP TABLE IF EXISTS t, p, ch, ex, t9; SET foreign_key_checks = 1; " + setup)
    if COLUMNS in setup:
        e.run(db, "INSERT INTO t (a, b, c, d) VALUES (1, 1, 'x', 'x')")
    try:
        e.run(db, (session + "; " if session else "") + statement + "".join(", " + c for c in clauses))
        return True
    except EngineError as x:
        if re.search(r"ERROR (1845|1846|1221|1235|1064)\b", str(x)):
            return False
        raise


def my_online(db, e, row, count, name):
    what = MY_AS.get(row["operation"], row["operation"])
    form = FORMS.get((e.dialect, what))
    if not form:
        return count.skip(name, "online", row["operation"], "no statement")
    setup, session, _, statement = form
    try:
        # Old versions take INSTANT for what they copy all the same; the table has what they do.
        best = next((a for a in ORDER[e.dialect] if my_try(e, db, setup, session, statement, [f"ALGORITHM={a}"])), None)
        lock = None
        if best and best != "INSTANT":
            lock = next((l for l in LOCKS if my_try(e, db, setup, session, statement, [f"ALGORITHM={best}", f"LOCK={l}"])), None)
        if row["supported"] and best == "INSTANT" and row["algorithm"] != "INSTANT" and e.dialect == "mariadb" and e.version < "11":
            return count.skip(name, "online", row["operation"], "INSTANT is taken and not kept")
        found = (best, lock or row["lock"]) if best else False
    except EngineError as x:
        found = False if not row["supported"] else str(x).split("\n")[-1]
    count.judge(name, "online", row["operation"], (row["algorithm"], row["lock"]) if row["supported"] else False, found)


def my_types(db, e, row, count, name):
    def type_of(t):
        return {"varchar": "VARCHAR(20)", "char": "CHAR(20)", "varbinary": "VARBINARY(20)", "binary": "BINARY(20)", "enum": "ENUM('a','b')",
                "set": "SET('a','b')", "decimal": "DECIMAL(10,2)", "bit": "BIT(8)"}.get(t, t)
    old, new = type_of(row["from"]), type_of(row["to"])
    try:
        best = next((a for a in ORDER[e.dialect] if my_try(e, db, f"CREATE TABLE t (id INT PRIMARY KEY, c {old})", "",
                                                           f"ALTER TABLE t MODIFY c {new}", [f"ALGORITHM={a}"])), None)
    except EngineError as x:
        return count.skip(name, "types", f"{old} -> {new}", str(x).split("\n")[-1])
    said = row["algorithm"]
    count.judge(name, "types", f"{old} -> {new}", said, best)


def my_spellings(db, e, row, count, name):
    kind, written = row["kind"], row["written"]
    column = written if kind == "type" else f"{row['type']} DEFAULT {written}"
    if kind == "check" or row["source"].split()[-1] != e.version:
        return count.skip(name, "spellings", written, "measured on another version, or a check of the table that it was measured in")
    try:
        e.run(db, f"DROP TABLE IF EXISTS t; CREATE TABLE t (a INT, b INT, c {column}) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4")
        line = next(l for l in e.query(db, "SHOW CREATE TABLE t").split("\n") if l.strip().startswith("`c`"))
    except EngineError as x:
        return count.skip(name, "spellings", written, str(x).split("\n")[-1])
    found = line.strip().rstrip(",")[4:]
    if kind == "type":
        found = re.sub(" DEFAULT NULL$", "", found)
    else:
        found = (re.search(" (DEFAULT .*)$", found) or [None, found])[1]
    count.judge(name, "spellings", f"{kind} {written}", row["given_back"], found)


def my_names(db, e, row, count, name):
    if not re.search(r"\b" + re.escape(".".join(e.version.split(".")[:2])), row["source"]):
        return count.skip(name, "names", row["case"], "measured on other versions")
    fresh = e.create()
    try:
        e.run(fresh, row["statements"])
        found = e.query(fresh, "SELECT constraint_name FROM information_schema.table_constraints WHERE table_schema = DATABASE() UNION SELECT "
                               "index_name FROM information_schema.statistics WHERE table_schema = DATABASE()").split("\n")
        missing = [n for n in row["names"].split(", ") if n not in found]
        count.judge(name, "names", row["case"], [], missing)
    except EngineError as x:
        count.skip(name, "names", row["case"], str(x).split("\n")[-1])
    finally:
        e.drop(fresh)


# ---- SQLite --------------------------------------------------------------------------------

LITE_TABLES = ("CREATE TABLE p(id INTEGER PRIMARY KEY); CREATE TABLE t(id INTEGER PRIMARY KEY, a INT, b TEXT NOT NULL, c TEXT DEFAULT 'z', "
               "CONSTRAINT ck CHECK (a < 100)); INSERT INTO t VALUES (1, 1, 'x', 'y');")
LITE = {
    "add_check": "ALTER TABLE t ADD CONSTRAINT k CHECK (a > 0)", "add_column": "ALTER TABLE t ADD COLUMN n INT",
    "add_column_check": "ALTER TABLE t ADD COLUMN n INT CHECK (n > 0)", "add_column_default": "ALTER TABLE t ADD COLUMN n INT DEFAULT 5",
    "add_column_expression_default": "ALTER TABLE t ADD COLUMN n TEXT DEFAULT CURRENT_TIMESTAMP",
    "add_column_generated_stored": "ALTER TABLE t ADD COLUMN n INT AS (a + 1) STORED",
    "add_column_generated_virtual": "ALTER TABLE t ADD COLUMN n INT AS (a + 1) VIRTUAL",
    "add_column_not_null": "ALTER TABLE t ADD COLUMN n INT NOT NULL", "add_column_not_null_default": "ALTER TABLE t ADD COLUMN n INT NOT NULL DEFAULT 5",
    "add_column_primary_key": "ALTER TABLE t ADD COLUMN n INT PRIMARY KEY", "add_column_references": "ALTER TABLE t ADD COLUMN n INT REFERENCES p(id)",
    "add_column_unique": "ALTER TABLE t ADD COLUMN n INT UNIQUE", "add_foreign_key": "ALTER TABLE t ADD CONSTRAINT k FOREIGN KEY (a) REFERENCES p(id)",
    "add_primary_key": "ALTER TABLE t ADD CONSTRAINT k PRIMARY KEY (a)", "add_unique": "ALTER TABLE t ADD CONSTRAINT k UNIQUE (a)",
    "alter_type": "ALTER TABLE t ALTER COLUMN a TYPE TEXT", "create_index": "CREATE INDEX i ON t(a)", "drop_check": "ALTER TABLE t DROP CONSTRAINT ck",
    "drop_column": "ALTER TABLE t DROP COLUMN c", "drop_default": "ALTER TABLE t ALTER COLUMN c DROP DEFAULT",
    "drop_index": "CREATE INDEX i ON t(a); DROP INDEX i", "drop_not_null": "ALTER TABLE t ALTER COLUMN b DROP NOT NULL",
    "drop_primary_key": "ALTER TABLE t DROP PRIMARY KEY", "rename_column": "ALTER TABLE t RENAME COLUMN c TO d",
    "rename_table": "ALTER TABLE t RENAME TO u", "rename_index": "CREATE INDEX i ON t(a); ALTER INDEX i RENAME TO j",
    "rename_view": "CREATE VIEW v AS SELECT 1; ALTER TABLE v RENAME TO w", "set_default": "ALTER TABLE t ALTER COLUMN c SET DEFAULT 'q'",
    "set_not_null": "ALTER TABLE t ALTER COLUMN a SET NOT NULL", "strict": "ALTER TABLE t SET STRICT",
}


def number(version):
    parts = [int(x) for x in version.split(".")] + [0, 0]
    return parts[0] * 10000 + parts[1] * 100 + parts[2]


def lite_alter(db, e, row, count, name):
    statement = LITE.get(row["operation"])
    if not statement:
        return count.skip(name, "alter", row["operation"], "SQLite has no statement for it")
    said = row["native"] and number(e.version) >= number(row["since"] or "0.0")
    fresh = e.create()
    try:
        e.run(fresh, LITE_TABLES + statement + ";")
        found = True
    except EngineError:
        found = False
    finally:
        e.drop(fresh)
    count.judge(name, "alter", row["operation"], said, found)


# ---- all --------------------------------------------------------------------------------------

TOPICS = {
    "postgres": {"locks": pg_locks, "types": pg_types, "spellings": pg_spellings, "names": pg_names},
    "mysql": {"online": my_online, "types": my_types, "spellings": my_spellings, "names": my_names},
    "mariadb": {"online": my_online, "types": my_types, "spellings": my_spellings, "names": my_names},
    "sqlite": {"alter": lite_alter},
}
PG_AS = measured_as(os.path.join(FACTS, "postgres_operations.tsv"))
MY_AS = measured_as(os.path.join(FACTS, "mysql_operations.tsv"))


def start(name):
    if name == "mysql":
        return mysql_engine.MySQL(f"{NEWER}/mysql")
    if name == "mariadb-new":
        return mysql_engine.MariaDB(f"{NEWER}/mariadb")
    if name == "mariadb":
        return mysql_engine.MariaDB()
    if name == "sqlite":
        return engines.SQLite()
    if name == "sqlite-new":
        return engines.SQLite(f"{NEWER}/sqlite/usr/bin/sqlite3")
    if name == "postgres":
        return engines.Postgres()
    if name in engines.ENGINES and not engines.available(name):
        return engines.start(name)
    raise EngineError(f"no engine {name}")


def version_of(e):
    if e.dialect == "sqlite":
        return subprocess.run([e.program, "--version"], capture_output=True, text=True, check=True).stdout.split()[0]
    return e.version


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--migra", required=True)
    parser.add_argument("--engines", default="postgres,mariadb,sqlite")
    parser.add_argument("--topics", default="locks,online,alter,types,spellings,names")
    parser.add_argument("--every", type=int, default=1)
    parser.add_argument("--verbose", action="store_true")
    args = parser.parse_args()
    count = Count(args.verbose)
    for name in args.engines.split(","):
        try:
            e = start(name)
        except (EngineError, OSError, ValueError, TypeError) as x:
            print(f"{name}: not here, nothing measured ({str(x).splitlines()[0] if str(x) else 'it does not start'})")
            continue
        with e:
            e.version = version_of(e)
            for topic, fn in TOPICS[e.dialect].items():
                if topic not in args.topics.split(","):
                    continue
                before = count.right, count.wrong, count.skipped
                db = e.create()
                if e.dialect == "postgres" and topic == "spellings":
                    e.attempt(db, PG_PRELUDE)
                for row in facts(args, topic, e.dialect, e.version):
                    fn(db, e, row, count, f"{name} {e.version}")
                e.drop(db)
                now = count.right, count.wrong, count.skipped
                print("%s %s, %s: %d right, %d wrong, %d not measured" % ((name, e.version, topic) + tuple(b - a for a, b in zip(before, now))))
    print(f"{count.right} right, {count.wrong} wrong, {count.skipped} not measured")
    sys.exit(1 if count.wrong or not count.right else 0)


main()
