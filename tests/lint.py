#!/usr/bin/env python3
"""migra lint from outside: how files of migration tools are read, fixes, configuration, baselines, and that it is quiet where
nothing is wrong.

usage: lint.py SOURCE_ROOT MIGRA [--corpus FOLDER]
"""
import json
import os
import re
import subprocess
import sys

import checks
from checks import check, put

ROOT, MIGRA = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])
CORPUS = sys.argv[4] if len(sys.argv) > 4 else None


def run(*args, stdin=None):
    return subprocess.run([MIGRA, *args], capture_output=True, text=True, input=stdin, timeout=60, env=dict(os.environ, NO_COLOR="1"))


def findings(*args):
    r = run("lint", "--format", "json", "--fail-on", "never", *args)
    if r.returncode:
        return [{"rule": "(status %d) %s" % (r.returncode, r.stderr.strip())}]
    return json.loads(r.stdout)["findings"]


def rules(*args):
    return [f["rule"] for f in findings(*args)]


checks.enter_scratch("migra-lint-")
TABLE = "CREATE TABLE t (id bigint PRIMARY KEY, a integer);\n"
INDEX = "CREATE INDEX CONCURRENTLY IF NOT EXISTS t_a ON t (a);\n"
REFUSED = "tx/concurrently-in-transaction"
put("base.sql", TABLE)

# ---- tools: who opens a transaction, and how one is told not to -----------------------------------
TOOLS = [
    ("plain", {"1.sql": INDEX}, "1.sql", False),
    ("goose", {"1.sql": "-- +goose Up\n" + INDEX + "-- +goose Down\nDROP TABLE t;\n"}, "1.sql", True),
    ("goose", {"1.sql": "-- +goose NO TRANSACTION\n-- +goose Up\n" + INDEX + "-- +goose Down\nDROP TABLE t;\n"}, "1.sql", False),
    ("dbmate", {"1.sql": "-- migrate:up\n" + INDEX + "\n-- migrate:down\nDROP TABLE t;\n"}, "1.sql", True),
    ("dbmate", {"1.sql": "-- migrate:up transaction:false\n" + INDEX + "\n-- migrate:down\nDROP TABLE t;\n"}, "1.sql", False),
    ("sql-migrate", {"1.sql": "-- +migrate Up\n" + INDEX + "-- +migrate Down\nDROP TABLE t;\n"}, "1.sql", True),
    ("sql-migrate", {"1.sql": "-- +migrate Up notransaction\n" + INDEX + "-- +migrate Down\nDROP TABLE t;\n"}, "1.sql", False),
    ("golang-migrate", {"1_x.up.sql": INDEX, "1_x.down.sql": "DROP TABLE t;\n"}, ".", False),
    ("golang-migrate", {"1_x.up.sql": "SELECT 1;\n" + INDEX, "1_x.down.sql": "DROP TABLE t;\n"}, ".", True),
    ("Flyway", {"V1__x.sql": INDEX, "U1__x.sql": "DROP TABLE t;\n"}, ".", False),
    ("Flyway", {"V1__x.sql": "ALTER TABLE t ADD COLUMN b integer;\n" + INDEX}, ".", True),
    ("Flyway", {"V1__x.sql": "ALTER TABLE t ADD COLUMN b integer;\n", "V1__x.sql.conf": "executeInTransaction = false\n"}, ".", False),
    ("Liquibase", {"1.sql": "--liquibase formatted sql\n--changeset ann:1\n" + INDEX + "--rollback DROP TABLE t;\n"}, "1.sql", True),
    ("Liquibase", {"1.sql": "--liquibase formatted sql\n--changeset ann:1 runInTransaction:false\n" + INDEX}, "1.sql", False),
    ("Liquibase, two changesets", {"1.sql": "--liquibase formatted sql\n--changeset ann:1\nSELECT 1;\n--changeset ann:2 runInTransaction:false\n" + INDEX}, "1.sql", False),
    ("sqitch", {"sqitch.plan": "%syntax-version=1.0.0\n\nidx 2024-01-01T00:00:00Z a <a@x>\n", "deploy/idx.sql": "-- Deploy app:idx to pg\nBEGIN;\n" + INDEX + "COMMIT;\n",
                "revert/idx.sql": "DROP TABLE t;\n", "verify/idx.sql": "SELECT 1/0;\n"}, ".", True),
    ("sqitch", {"sqitch.plan": "idx 2024-01-01T00:00:00Z a <a@x>\n", "deploy/idx.sql": "-- Deploy app:idx to pg\n" + INDEX, "revert/idx.sql": "DROP TABLE t;\n"}, ".", False),
    ("Atlas", {"atlas.sum": "h1:x=\n1.sql h1:y=\n", "1.sql": INDEX}, ".", True),
    ("Atlas", {"atlas.sum": "h1:x=\n1.sql h1:y=\n", "1.sql": "-- atlas:txmode none\n\n" + INDEX}, ".", False),
    ("Prisma", {"migration_lock.toml": "provider = \"postgresql\"\n", "20240101_x/migration.sql": INDEX}, ".", False),
    ("Prisma", {"migration_lock.toml": "provider = \"postgresql\"\n", "20240101_x/migration.sql": "SELECT 1;\n" + INDEX}, ".", True),
    ("Diesel", {"1_x/up.sql": INDEX, "1_x/down.sql": "DROP TABLE t;\n"}, ".", True),
    ("Diesel", {"1_x/up.sql": INDEX, "1_x/down.sql": "DROP TABLE t;\n", "1_x/metadata.toml": "run_in_transaction = false\n"}, ".", False),
    ("Django", {"1.sql": "BEGIN;\n--\n-- Add index\n--\n" + INDEX + "COMMIT;\n"}, "1.sql", True),
    ("Alembic", {"1.sql": "BEGIN;\n\n-- Running upgrade a1 -> b2\n\n" + INDEX + "UPDATE alembic_version SET version_num='b2' WHERE alembic_version.version_num = 'a1';\n\nCOMMIT;\n"}, "1.sql", True),
    ("Rails", {"structure.sql": "SET statement_timeout = 0;\n" + TABLE + "CREATE INDEX t_a ON t (a);\n"}, "structure.sql", False),
]
for i, (tool, files, what, refused) in enumerate(TOOLS):
    folder = "tool%d" % i
    for name, text in files.items():
        put(os.path.join(folder, name), text)
    base = [] if tool == "Rails" else ["--base", "base.sql"]
    got = rules("--dialect", "postgres", *base, folder if what == "." else os.path.join(folder, what))
    check("%s (%d): %s" % (tool, i, "refused" if refused else "runs"), (REFUSED in got) == refused, got)
    check("%s (%d): the way back is left out" % (tool, i), "data-loss/drop-table" not in got, got)
    if tool == "Flyway" and "U1__x.sql" in files:
        check("the way back among files", "data-loss/drop-table" not in rules("--dialect", "postgres", "--base", "base.sql", folder + "/V1__x.sql", folder + "/U1__x.sql"))
check("--in-transaction", REFUSED in rules("--dialect", "postgres", "--base", "base.sql", "--in-transaction", "tool0/1.sql"))

# ---- ${placeholders}: by option, by migra.yaml, by the file itself; what nobody has given a value is a template ----
put("ph/base.sql", "CREATE SCHEMA app; CREATE TABLE app.t (id bigint PRIMARY KEY, a integer);\n")
put("ph/V2__x.sql", "ALTER TABLE ${schema}.t\n  DROP COLUMN ${flyway:column};\n")
FILL = ("--dialect", "postgres", "--base", "ph/base.sql", "--allow-unparsed", "ph/V2__x.sql")
check("no value: said to be a template", rules(*FILL) == ["meta/unparsed-statement"] and "template" in run("lint", *FILL).stderr, run("lint", *FILL).stderr)
got = findings("--placeholder", "schema=app", "--placeholder", "flyway:column=a", *FILL)
check("--placeholder", [(f["rule"], f["location"]["line"]) for f in got if f["severity"] == "critical"] == [("data-loss/drop-column", 1)], got)
put("ph/migra.yaml", "placeholders:\n  schema: app\n  \"flyway:column\": b\n")
got = findings("--config", "ph/migra.yaml", "--placeholder", "flyway:column=a", *FILL)
check("migra.yaml, and the option before it", "data-loss/drop-column" in [f["rule"] for f in got], got)
put("ph/l.sql", "--liquibase formatted sql\n--property name:c value:a dbms:postgresql\n--changeset ann:1\nALTER TABLE app.t DROP COLUMN ${c};\n")
check("Liquibase's --property", "data-loss/drop-column" in rules("--dialect", "postgres", "--base", "ph/base.sql", "ph/l.sql"))
put("ph/fix.sql", "CREATE INDEX ${n} ON app.t (a);\n")
r = run("lint", "--dialect", "postgres", "--base", "ph/base.sql", "--placeholder", "n=t_a", "--fail-on", "never", "--fix=write", "ph/fix.sql")
check("--fix leaves what was filled in as it is", open("ph/fix.sql").read() == "CREATE INDEX ${n} ON app.t (a);\n" and "placeholders" in r.stderr, r.stderr)

# ---- without a base: what a table of the file's own lacks is not taken for granted ----------------------
def unknown(dialect, text):
    put("own.sql", text)
    return [d["message"] for d in json.loads(run("lint", "--dialect", dialect, "--format", "json", "--fail-on", "never", "--allow-unparsed", "own.sql").stdout)["diagnostics"]]


OWN = "CREATE TABLE boats (id int PRIMARY KEY, keel int);\n"
LACKING = [("mysql", "ALTER TABLE boats DROP COLUMN mast;"), ("mariadb", "ALTER TABLE boats DROP INDEX by_mast;"), ("mysql", "ALTER TABLE boats MODIFY mast int;"),
           ("mysql", "ALTER TABLE boats RENAME INDEX a TO b;"), ("sqlite", "ALTER TABLE boats RENAME COLUMN mast TO pole;"), ("postgres", "ALTER TABLE boats DROP CONSTRAINT boats_mast_check;")]
for dialect, text in LACKING:
    got = unknown(dialect, OWN + text)
    check("%s, in a table of the file's own: %s" % (dialect, text), len(got) == 1 and "does not exist" in got[0], got)
    for name, other in (("another's table", text), ("IF NOT EXISTS", OWN.replace("TABLE", "TABLE IF NOT EXISTS") + text)):
        check("%s, %s: %s" % (dialect, name, text), not unknown(dialect, other), other)
check("what a statement that is not read may have made", not unknown("postgres", OWN + "DO $$ BEGIN EXECUTE 'ALTER TABLE boats ADD mast' || 'x'; END $$;\nALTER TABLE boats DROP COLUMN mast;"))
check("a copy of a table that nobody made", not unknown("mysql", "ALTER TABLE ships ADD a int;\nCREATE TABLE boats LIKE ships;\nALTER TABLE boats DROP COLUMN mast;"))
check("an index over a column that the same statement adds", not unknown("mysql", OWN + "ALTER TABLE boats ADD INDEX by_mast (mast), ADD COLUMN mast int;"))

# ---- Liquibase: each changeset finds what those before it left -------------------------------------
SETS = ("--liquibase formatted sql\n\n--changeset ann:1\nCREATE TABLE l (id bigint PRIMARY KEY, a integer);\nCREATE INDEX l_i ON l (id);\n"
        "--rollback DROP TABLE l;\n\n--changeset ann:2\nCREATE INDEX l_a ON l (a);\n\n--changeset ann:3 runInTransaction:false\n"
        "CREATE INDEX CONCURRENTLY IF NOT EXISTS l_b ON l (a, id);\n")
put("sets.sql", SETS)
got = [(f["rule"], f["location"]["line"]) for f in findings("--dialect", "postgres", "sets.sql") if f["rule"].startswith(("lock/create-index", "tx/"))]
check("a table of an earlier changeset is an old one", got == [("lock/create-index-not-concurrent", 9)], got)
put("sets.sql", SETS.replace("\n\n--changeset ann:1", "\n-- migra:ignore-file lock/create-index-not-concurrent: small\n\n--changeset ann:1"))
got = rules("--dialect", "postgres", "sets.sql")
check("a comment for the whole file reaches all changesets", "lock/create-index-not-concurrent" not in got, got)
check("… and is of use there", "meta/unused-suppression" not in got, got)
put("sets.sql", SETS.replace("--changeset ann:2\n", "--changeset ann:2\n-- migra:ignore naming/table-pattern: none\n\n"))
check("… but not one above a later changeset", "lock/create-index-not-concurrent" in rules("--dialect", "postgres", "sets.sql"))
put("sets.sql", SETS.replace("CREATE INDEX l_a", "-- migra:ignore lock/create-index-not-concurrent: small\nCREATE INDEX l_a"))
got = rules("--dialect", "postgres", "sets.sql")
check("… and one above a statement that", "lock/create-index-not-concurrent" not in got and "meta/unused-suppression" not in got, got)
put("sets.sql", SETS.replace("--changeset ann:2", "--changeset ann:2 runInTransaction:false"))
r = run("lint", "--dialect", "postgres", "--fix=write", "--fail-on", "never", "sets.sql")
check("a fix in a changeset", "\nCREATE INDEX CONCURRENTLY IF NOT EXISTS l_a ON l (a);" in open("sets.sql").read() and "CREATE INDEX l_i ON l (id);" in open("sets.sql").read(), open("sets.sql").read())

# ---- what a file does not touch is there all the same -------------------------------------------------
put("fk.sql", "CREATE TABLE u (id bigint PRIMARY KEY);\nCREATE TABLE t (id bigint PRIMARY KEY, u_id bigint, CONSTRAINT fk FOREIGN KEY (u_id) REFERENCES u (id));\n")
put("drop_fk.sql", "ALTER TABLE t DROP CONSTRAINT fk;\n")
check("a dropped key locks its parent, which the file does not name", "lock/drop-fk-locks-parent" in rules("--dialect", "postgres", "--base", "fk.sql", "drop_fk.sql"))

# ---- a folder: each file finds what those before it left -------------------------------------------
put("m/001.sql", TABLE + "CREATE INDEX t_a ON t (a);\n")
put("m/002.sql", "CREATE INDEX t_b ON t (id, a);\n")
put("m/003.sql", "CREATE TABLE u (id bigint PRIMARY KEY);\nALTER TABLE u ADD CHECK (id > 0);\nDROP TABLE u;\n")
got = [(f["rule"], f["location"]["source"]) for f in findings("--dialect", "postgres", "m")]
check("born in an earlier file", ("lock/create-index-not-concurrent", "m/002.sql") in got, got)
check("born in the same file", not [g for g in got if g[1] != "m/002.sql" and g[0].split("/")[0] in ("lock", "fail", "data-loss")], got)
got = rules("--dialect", "postgres", "--base", "m", "m")
check("nothing new over its base", not got, got)
put("n/001.sql", TABLE + "CREATE INDEX t_a ON t (a);\n-- edited\n")
put("n/0015.sql", "CREATE TABLE v (id bigint PRIMARY KEY);\n")
put("n/002.sql", open("m/002.sql").read())
put("n/003.sql", open("m/003.sql").read())
got = [(f["rule"], f["location"]["source"]) for f in findings("--dialect", "postgres", "--base", "m", "n")]
check("edited and inserted", ("tx/non-linear-history", "n/001.sql") in got, got)
KEPT = "CREATE TABLE s AS SELECT * FROM k;\nDROP TABLE k;\nCREATE TABLE k (id bigint PRIMARY KEY);\nINSERT INTO k (id) SELECT id FROM s;\n"
put("k/001.sql", "CREATE TABLE k (id bigint PRIMARY KEY);\n" + "".join("INSERT INTO k (id) VALUES (%d);\n" % i for i in range(500)))
put("k/002.sql", KEPT)
got = rules("--dialect", "postgres", "k")
check("rows that are kept meanwhile, in a later file", got and "(status" not in got[0] and "data-loss/create-force-replace" not in got, got)

put("al.sql", "BEGIN;\nALTER TABLE t ADD COLUMN b integer;\nUPDATE alembic_version SET version_num='2' WHERE alembic_version.version_num = '1';\nCOMMIT;\n")
got = rules("--dialect", "postgres", "--base", "base.sql", "al.sql")
check("what a tool notes is no backfill", "tx/mixed-ddl-dml" not in got and "(status" not in got[0], got)

# ---- the safe way's statements stand behind the suggestion ------------------------------------------
put("w/base.sql", "CREATE TABLE u (id bigint PRIMARY KEY, mail text, age integer);\nCREATE TABLE o (id bigint PRIMARY KEY, u_id bigint);\n")
WAYS = {
    "CREATE INDEX u_mail ON u (mail);": ("lock/create-index-not-concurrent", "CREATE INDEX CONCURRENTLY u_mail ON u (mail);"),
    "BEGIN;\nCREATE INDEX u_mail ON u (mail);\nCOMMIT;": ("lock/create-index-not-concurrent", "CREATE INDEX CONCURRENTLY u_mail ON u (mail);"),
    "ALTER TABLE o ADD CONSTRAINT o_u FOREIGN KEY (u_id) REFERENCES u (id);":
        ("lock/add-fk-without-not-valid", "ALTER TABLE o ADD CONSTRAINT o_u FOREIGN KEY (u_id) REFERENCES u (id) NOT VALID;\nALTER TABLE o VALIDATE CONSTRAINT o_u;"),
    "ALTER TABLE u ALTER age TYPE bigint;": ("rewrite/alter-column-type", "ADD COLUMN _migra_new_u_age bigint;"),
    "ALTER TABLE u RENAME mail TO email;": ("compat/rename-column", "ADD COLUMN email text;"),
    "ALTER TABLE u DROP age;": ("data-loss/drop-column", "CREATE TABLE public._migra_saved_u_age AS SELECT id, age FROM public.u;"),
    "ALTER TABLE u ADD COLUMN b int;\nUPDATE u SET b = 1;":
        ("tx/large-backfill-single-statement", "UPDATE u SET b = 1 WHERE (id) IN (SELECT id FROM u WHERE b IS NULL LIMIT 1000);"),
}
for text, (rule, way) in WAYS.items():
    put("w/1.sql", text + "\n")
    got = [f for f in findings("--dialect", "postgres", "--base", "w/base.sql", "w/1.sql") if f["rule"] == rule]
    check("way of %s" % rule, got and way in (got[0]["suggestion"] or "").partition("\n")[2], got)
    if text.startswith("BEGIN"):
        r = run("lint", "--dialect", "postgres", "--base", "w/base.sql", "--fix", "w/1.sql")
        check("no fix inside of a transaction", "CONCURRENTLY" not in r.stdout, r.stdout)

put("wf/001.sql", open("w/base.sql").read())
put("wf/002.sql", "ALTER TABLE u ALTER age TYPE bigint;\n")
put("wf/003.sql", "ALTER TABLE nobody_made_it ALTER age TYPE bigint;\n")
got = {f["location"]["source"]: f["suggestion"] for f in findings("--dialect", "postgres", "wf") if f["rule"] == "rewrite/alter-column-type"}
check("a folder that makes its tables knows the way", "ADD COLUMN _migra_new_u_age bigint;" in got.get("wf/002.sql", ""), got)
check("… and has none for what nobody made", "_migra_" not in str(got.get("wf/003.sql")), got)

# ---- rules by the names that other linters give them ------------------------------------------------
with open(os.path.join(ROOT, "lib/rules/aliases.def"), encoding="utf-8") as f:
    ALIASES = re.findall(r'MG_ALIAS\("([^"]+)", "([^"]+)", "([^"]*)"\)', f.read())
OURS = {r["id"] for r in json.loads(run("rules", "--format", "json").stdout)["rules"]}
DIRECTIVES = {"squawk": "squawk-ignore %s", "eugene": "eugene: ignore %s", "atlas": "atlas:nolint %s", "pgfence": "pgfence-ignore: %s",
              "pgsafe": "pgsafe:ignore %s kept", "postgres-language-server": "pgls-ignore %s: kept"}
for peer, name, ids in ALIASES:
    check("alias %s %s stands for rules that there are" % (peer, name), all(i in OURS for i in ids.split()), ids)
lines = "".join("-- migra:ignore %s: kept\nSELECT %d;\n" % (name, i) for i, (_, name, _) in enumerate(ALIASES))
put("alias.sql", lines)
got = [f["message"] for f in findings("--dialect", "postgres", "--base", "base.sql", "alias.sql") if f["rule"] == "meta/unknown-suppression"]
check("every name of a peer is known in comments", not got, got[:3])
put("alias2.sql", "".join("-- %s\nSELECT %d;\n" % (DIRECTIVES[peer] % name, i) for i, (peer, name, _) in enumerate(ALIASES) if peer in DIRECTIVES))
got = [f["message"] for f in findings("--dialect", "postgres", "--base", "base.sql", "alias2.sql") if f["rule"] == "meta/unknown-suppression"]
check("… and in the peers' own comments", not got, got[:3])
put("migra.yaml", "ignore:\n" + "".join("  - %s\n" % name for _, name, ids in ALIASES if ids))
r = run("lint", "--dialect", "postgres", "--config", "migra.yaml", "--base", "base.sql", "alias.sql")
check("… and in the configuration", r.returncode < 2, r.stderr[:300])
os.remove("migra.yaml")
for peer, name, text in (
        ("squawk", "require-concurrent-index-creation", "CREATE INDEX t_a ON t (a);\n"), ("strong_migrations", "add_index", "CREATE INDEX t_a ON t (a);\n"),
        ("strong_migrations", "remove_column", "ALTER TABLE t DROP COLUMN a;\n"), ("strong_migrations", "change_column_null", "ALTER TABLE t ALTER a SET NOT NULL;\n"),
        ("eugene", "E6", "CREATE INDEX t_a ON t (a);\n"), ("atlas", "PG101", "CREATE INDEX t_a ON t (a);\n"), ("atlas", "MY101", "ALTER TABLE t ADD COLUMN b integer NOT NULL;\n")):
    ids = [i for p, n, all_ids in ALIASES if (p, n) == (peer, name) for i in all_ids.split()]
    put("alias3.sql", text)
    before = rules("--dialect", "postgres", "--base", "base.sql", "alias3.sql")
    put("alias3.sql", "-- migra:ignore %s: kept\n%s" % (name, text))
    after = rules("--dialect", "postgres", "--base", "base.sql", "alias3.sql")
    check("%s's %s silences what it stands for" % (peer, name), any(i in before for i in ids) and not any(i in after for i in ids), (before, after))

# ---- fixes ---------------------------------------------------------------------------------------------
BASE = "CREATE TABLE p (id bigint PRIMARY KEY);\nCREATE TABLE t (id bigint PRIMARY KEY, a integer, p bigint);\nCREATE INDEX old ON t (p);\n"
put("fixbase.sql", BASE)
FIXES = {
    "index": ("CREATE INDEX t_a ON t (a);\n", "SET lock_timeout = '2s';\nCREATE INDEX CONCURRENTLY IF NOT EXISTS t_a ON t (a);\n"),
    "drop index": ("SET lock_timeout = '1s';\n  drop  index old;\n", "SET lock_timeout = '1s';\n  drop  index CONCURRENTLY IF EXISTS old;\n"),
    "foreign key": ("SET lock_timeout = '1s';\r\nALTER TABLE t ADD CONSTRAINT t_p FOREIGN KEY (p) REFERENCES p (id) ;\r\n-- end",
                    "SET lock_timeout = '1s';\r\nALTER TABLE t ADD CONSTRAINT t_p FOREIGN KEY (p) REFERENCES p (id) NOT VALID ;\r\nALTER TABLE t VALIDATE CONSTRAINT t_p;\r\n-- end"),
    "in a transaction": ("-- +goose Up\nALTER TABLE t ADD COLUMN b integer;\n-- +goose Down\nALTER TABLE t DROP COLUMN b;\n",
                         "-- +goose Up\nSET LOCAL lock_timeout = '2s';\nALTER TABLE t ADD COLUMN b integer;\n-- +goose Down\nALTER TABLE t DROP COLUMN b;\n"),
    "not null": ("SET lock_timeout = '1s';\nALTER TABLE public.t ALTER COLUMN a SET NOT NULL;\n",
                 "SET lock_timeout = '1s';\nALTER TABLE public.t ADD CONSTRAINT t_a_is_set CHECK (a IS NOT NULL) NOT VALID;\n"
                 "ALTER TABLE public.t VALIDATE CONSTRAINT t_a_is_set;\nALTER TABLE public.t ALTER COLUMN a SET NOT NULL;\n"
                 "ALTER TABLE public.t DROP CONSTRAINT t_a_is_set;\n"),
    "not null and more": ("SET lock_timeout = '1s';\nALTER TABLE t ALTER a SET NOT NULL, ALTER p SET NOT NULL;\n",
                          "SET lock_timeout = '1s';\nALTER TABLE t ALTER a SET NOT NULL, ALTER p SET NOT NULL;\n"),
    "unique": ("SET lock_timeout = '1s';\nALTER TABLE ONLY t ADD CONSTRAINT t_k UNIQUE (a, p);\n",
               "SET lock_timeout = '1s';\nCREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS t_k ON t (a, p);\nALTER TABLE ONLY t ADD CONSTRAINT t_k UNIQUE USING INDEX t_k;\n"),
    "behind another action": ("SET lock_timeout = '1s';\nALTER TABLE t DROP CONSTRAINT IF EXISTS t_k, ADD CONSTRAINT t_k UNIQUE (a);\n",
                              "SET lock_timeout = '1s';\nALTER TABLE t DROP CONSTRAINT IF EXISTS t_k, ADD CONSTRAINT t_k UNIQUE (a);\n"),
    "unique, deferrable": ("SET lock_timeout = '1s';\nALTER TABLE t ADD CONSTRAINT t_k UNIQUE (a) DEFERRABLE;\n",
                           "SET lock_timeout = '1s';\nALTER TABLE t ADD CONSTRAINT t_k UNIQUE (a) DEFERRABLE;\n"),
    "nothing to do": ("-- +goose Up\nCREATE TABLE z (id bigint PRIMARY KEY);\n", "-- +goose Up\nCREATE TABLE z (id bigint PRIMARY KEY);\n"),
}
for name, (before, after) in FIXES.items():
    put("fix.sql", before)
    diff = subprocess.run([MIGRA, "lint", "--dialect", "postgres", "--base", "fixbase.sql", "--fix", "fix.sql"], capture_output=True).stdout
    run("lint", "--dialect", "postgres", "--base", "fixbase.sql", "--fix=write", "fix.sql")
    got = open("fix.sql", newline="").read()
    check("fix: " + name, got == after, repr(got))
    check("fix twice: " + name, run("lint", "--dialect", "postgres", "--base", "fixbase.sql", "--fix", "fix.sql").stdout == "")
    put("fix.sql", before)
    if diff:
        p = subprocess.run(["git", "apply", "-p0", "--unsafe-paths", "--whitespace=nowarn", "-"], input=diff, capture_output=True)
        check("fix as a patch: " + name, p.returncode == 0 and open("fix.sql", newline="").read() == after, p.stderr)
check("--fix=what", run("lint", "--fix=what", "fix.sql").returncode == 2)

# Whatever the cases hold: a second fix changes nothing, and none makes what PostgreSQL refuses.
for folder, _, names in os.walk(os.path.join(ROOT, "tests", "cases", "rules")):
    for name in names:
        text = open(os.path.join(folder, name), encoding="utf-8").read()
        dialect = next((d for d in ("postgres", "mysql", "mariadb", "sqlite") if d + ".case" == name), "postgres")
        for k, case in enumerate(text.split("--- case ")):
            m = re.search(r"^--- migration (\S+)[^\n]*\n(.*?)^--- ", case, re.S | re.M)
            b = re.search(r"^--- before\n(.*?)^--- ", case, re.S | re.M)
            if not m or len(re.findall("^--- migration", case, re.M)) > 1:
                continue
            put("case.sql", m.group(2))
            put("casebase.sql", b.group(1) if b else "")
            args = ["lint", "--dialect", dialect, "--fail-on", "never", "--allow-unparsed"] + (["--base", "casebase.sql"] if b else [])
            had = REFUSED in run(*args, "--format", "json", "case.sql").stdout
            run(*args, "--fix=write", "case.sql")
            again = run(*args, "--fix", "case.sql").stdout
            where = os.path.relpath(os.path.join(folder, name), ROOT) + " case %d" % k
            check("fix twice: " + where, again == "", again)
            check("fix makes nothing refused: " + where, had or REFUSED not in run(*args, "--format", "json", "case.sql").stdout)

# ---- configuration, baseline, statistics ---------------------------------------------------------------
put("conf/base.sql", BASE)
put("conf/db/m.sql", "SET lock_timeout = '2s';\nALTER TABLE t DROP COLUMN a;\nCREATE INDEX t_i ON t (id);\nCREATE TABLE w (id bigint PRIMARY KEY, x double precision);\n")
os.chdir("conf/db")
if "built without libyaml" in run("lint", "m.sql", "--config", "none.yaml").stderr:
    print("skipped: this migra reads no YAML")
else:
    put("../migra.yaml", "dialect: postgres\nfail-on: never\nignore:\n  - ban-drop-column\n")
    check("found above, peers' names", "data-loss/drop-column" not in rules("--base", "../base.sql", "m.sql"))
    for ignored, gone in (("{rule: data-loss, object: t.a}", True), ("{rule: data-loss, object: t.b}", False), ("{path: 'db/*.sql'}", False),
                          ("{path: '*.sql', rule: data-loss}", True), ("{path: 'x/**'}", False)):
        put("../migra.yaml", "ignore:\n  - %s\n" % ignored)
        check("ignore " + ignored, ("data-loss/drop-column" not in rules("--base", "../base.sql", "m.sql")) == gone)
    for text, on, severity in (("design: error", False, ""), ("design: on", True, "info"), ("design/no-float: error", True, "error"),
                               ("design: on\n  design: error", True, "error"), ("design: on\n  design: off", False, "")):
        put("../migra.yaml", "rules:\n  %s\n" % text)
        got = [f["severity"] for f in findings("--base", "../base.sql", "m.sql") if f["rule"] == "design/no-float"]
        check("what a category's severity switches on: " + text, bool(got) == on and (not on or got[0] == severity), got)
    put("../migra.yaml", "tables: {t: 20}\n")
    got = {f["rule"]: f["severity"] for f in findings("--base", "../base.sql", "m.sql")}
    check("small tables", got.get("lock/create-index-not-concurrent") == "info", got)
    put("../stats.txt", "# rows\np 10\nt | 25000000\n")
    put("../migra.yaml", "statistics: stats.txt\nthresholds: {large-table-rows: 1_000_000}\n")
    got = [f["suggestion"] for f in findings("--base", "../base.sql", "m.sql") if f["rule"] == "lock/create-index-not-concurrent"]
    check("large tables", got and "25 million" in got[0], got)
    put("../migra.yaml", "custom-rules:\n  - {id: team/no-float, object: column, type: 'double*', message: '{table}.{name} is {type}', severity: error}\n")
    got = [f for f in findings("--base", "../base.sql", "m.sql") if f["rule"] == "team/no-float"]
    check("custom rules", len(got) == 1 and got[0]["message"] == "w.x is double precision" and got[0]["severity"] == "error", got)
    for text, said in (("rulez: {}\n", "bad.yaml:1:1: unknown key \"rulez\"; allowed: "), ("rules:\n  lock: loud\n", "bad.yaml:2:9: \"loud\" is no severity"),
                       ("a: [\n", "bad.yaml:2:1"), ("dialect: postgres\nignore:\n  - {rul: x}\n", "bad.yaml:3:6: unknown key \"rul\"; allowed: rule, path, object, reason"),
                       ("custom-rules:\n  - {id: x/y}\n", "`object` is missing"), ("thresholds: {rows: 3}\n", "allowed: small-table-rows"), ("- a\n", "has keys and values")):
        put("bad.yaml", text)
        r = run("lint", "m.sql", "--config", "bad.yaml")
        check("refused: " + text.strip(), r.returncode == 2 and said in r.stderr, r.stderr)
    os.remove("../migra.yaml")
run("lint", "--base", "../base.sql", "m.sql", "--write-baseline", "old.txt")
check("a baseline", run("lint", "--base", "../base.sql", "m.sql", "--baseline", "old.txt", "--fail-on", "info").returncode == 0)
put("m.sql", "\n\n" + open("m.sql").read() + "ALTER TABLE t DROP COLUMN p;\n")
got = rules("--base", "../base.sql", "m.sql", "--baseline", "old.txt")
check("a baseline and new work", "data-loss/drop-column" in got and got.count("data-loss/drop-column") == 1, got)
os.chdir("../..")

# ---- quiet where nothing is wrong ---------------------------------------------------------------------------
# What only makes things: no lock, no rewrite, no lost row, whatever is made. `fail` is left out: engines refuse some of it.
TOUCHES = re.compile(r"\b(drop|alter|rename|truncate|delete|update|replace|vacuum|reindex|cluster|lock)\b", re.I)
LOUD = ("lock", "rewrite", "online", "data-loss", "compat", "tx", "dep")


def is_quiet(name, dialect, text):
    put("quiet.sql", text)
    r = run("lint", "--dialect", dialect, "--format", "json", "--fail-on", "never", "--allow-unparsed", "quiet.sql")
    if not r.stdout:
        return check(name, False, r.stderr)
    loud = [f["rule"] for f in json.loads(r.stdout)["findings"] if f["severity"] in ("error", "critical") and f["rule"].split("/")[0] in LOUD]
    check(name, not loud, loud)


for dialect in ("postgres", "mysql", "mariadb", "sqlite"):
    for side in ("before", "after"):
        is_quiet("%s/%s.sql" % (dialect, side), dialect, open(os.path.join(ROOT, "examples", "schemas", dialect, side + ".sql"), encoding="utf-8").read())
for folder, _, names in os.walk(os.path.join(ROOT, "tests", "cases", "rules")):
    for name in names:
        text = open(os.path.join(folder, name), encoding="utf-8").read()
        dialect = next((d for d in ("mysql", "mariadb", "sqlite") if d + ".case" == name), "postgres")
        befores = [b for b in re.findall(r"^--- before\n(.*?)^--- ", text, re.S | re.M) if not TOUCHES.search(b)]
        if befores:
            is_quiet(os.path.relpath(os.path.join(folder, name), ROOT), dialect, max(befores, key=len))
if CORPUS:
    for dialect in ("postgres", "mysql", "sqlite"):
        for folder, _, names in os.walk(os.path.join(CORPUS, dialect)):
            for name in sorted(names):
                path = os.path.join(folder, name)
                text = open(path, encoding="utf-8", errors="replace").read() if name.endswith(".sql") and not name.startswith("upgrade") else ""
                if text and not re.search(r"\b(drop|rename|truncate|delete)\b", text, re.I):
                    is_quiet(path, dialect, text)

checks.finish()
