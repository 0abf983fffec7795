#!/usr/bin/env python3
"""migra lint of folders as migration tools lay them out: what runs, in which order, for which engine, and what is new over a base.

usage: folders.py MIGRA
"""
import json
import os
import subprocess
import sys

import checks
from checks import check

MIGRA = os.path.abspath(sys.argv[1])
checks.enter_scratch("migra-folders-")


def put(folder, files):
    for path, text in files.items():
        checks.put(os.path.join(folder, path), text)


def lint(*args):
    r = subprocess.run([MIGRA, "lint", "--format", "json", "--fail-on", "never", *args], capture_output=True, text=True, timeout=60)
    try:
        return json.loads(r.stdout) | {"said": r.stderr, "status": r.returncode}
    except ValueError:
        return {"findings": [], "changes": [], "dialect": None, "said": r.stderr, "status": r.returncode}


def places(report):
    """rule, file within its folder, line"""
    return [(f["rule"], f["location"]["source"].split("/", 1)[1], f["location"]["line"]) for f in report["findings"]]


def read_well(name, report):
    check(name + ": everything is understood, and in order", report["status"] == 0 and not report["said"], report["said"][:300])


# ---- the same five migrations, as each tool has them ---------------------------------------------------
PG = [
    ("users", "CREATE TABLE users (id bigserial PRIMARY KEY, email text NOT NULL);\nCREATE UNIQUE INDEX users_email ON users (email);\n", "DROP TABLE users;\n"),
    ("orders", "CREATE TABLE orders (id bigserial PRIMARY KEY, user_id bigint NOT NULL REFERENCES users (id), status text, total numeric(12,2));\n"
               "CREATE INDEX orders_user ON orders (user_id);\n", "DROP TABLE orders;\n"),
    ("name", "ALTER TABLE users ADD COLUMN name text;\n", "ALTER TABLE users DROP COLUMN name;\n"),
    ("status", "CREATE INDEX CONCURRENTLY IF NOT EXISTS orders_status ON orders (status);\n", "DROP INDEX CONCURRENTLY orders_status;\n"),
    ("total", "ALTER TABLE orders DROP COLUMN total;\n", "ALTER TABLE orders ADD COLUMN total numeric(12,2);\n"),
]
MY = [
    ("users", "CREATE TABLE `users` (`id` bigint unsigned NOT NULL AUTO_INCREMENT, `email` varchar(255) NOT NULL, PRIMARY KEY (`id`)) ENGINE=InnoDB;\n", "DROP TABLE users;\n"),
    ("orders", "CREATE TABLE orders (id bigint unsigned NOT NULL AUTO_INCREMENT PRIMARY KEY, user_id bigint unsigned NOT NULL, status varchar(20), total decimal(12,2),\n"
               "  CONSTRAINT orders_user FOREIGN KEY (user_id) REFERENCES users (id));\n", "DROP TABLE orders;\n"),
    ("name", "ALTER TABLE users ADD COLUMN name varchar(100);\n", "ALTER TABLE users DROP COLUMN name;\n"),
    ("status", "CREATE INDEX orders_status ON orders (status);\n", "DROP INDEX orders_status ON orders;\n"),
    ("total", "ALTER TABLE orders DROP COLUMN total;\n", "ALTER TABLE orders ADD COLUMN total decimal(12,2);\n"),
]


def is_concurrent(sql):
    return "CONCURRENTLY" in sql


def layout(tool, steps, engine):
    files, names, liquibase, plan = {}, [], "--liquibase formatted sql\n\n", "%syntax-version=1.0.0\n%project=shop\n\n"
    for i, (name, up, down) in enumerate(steps, 1):
        alone = is_concurrent(up)
        stamp = "2024010%d120000_%s.sql" % (i, name)
        if tool == "golang-migrate":
            names.append("%06d_%s.up.sql" % (i, name))
            files[names[-1].replace(".up.", ".down.")] = down
            files[names[-1]] = up
        elif tool == "goose":
            names.append(stamp)
            files[stamp] = "%s-- +goose Up\n-- +goose StatementBegin\n%s-- +goose StatementEnd\n\n-- +goose Down\n%s" % ("-- +goose NO TRANSACTION\n" * alone, up, down)
        elif tool == "dbmate":
            names.append("migrations/" + stamp)
            files[names[-1]] = "-- migrate:up%s\n%s\n-- migrate:down\n%s" % (" transaction:false" * alone, up, down)
        elif tool == "Flyway":
            names.append("sql/V1.%d__%s.sql" % (i + 7, name))  # 1.10 comes behind 1.9
            files[names[-1]] = up
            files["sql/U1.%d__%s.sql" % (i + 7, name)] = down
        elif tool == "Liquibase":
            names.append("001.sql")
            liquibase += "--changeset ann:%d%s\n--comment: drop\n%s--rollback %s\n" % (i, " runInTransaction:false" * alone, up, down)
        elif tool == "sqitch":
            names.append("deploy/%s.sql" % name)
            begin, commit = ("", "") if alone else ("BEGIN;\n", "COMMIT;\n")
            files[names[-1]] = "-- Deploy shop:%s to %s\n%s%s%s" % (name, engine, begin, up, commit)
            files["revert/%s.sql" % name] = "BEGIN;\n%sCOMMIT;\n" % down
            files["verify/%s.sql" % name] = "BEGIN;\nSELECT 1/0;\nROLLBACK;\n"
            plan += "%s 2024-01-0%dT12:00:00Z Ann <ann@example.org> # %s\n" % (name, i, name)
        elif tool == "Atlas":
            names.append(stamp)
            files[stamp] = "-- atlas:txmode none\n\n" * alone + up
        elif tool == "Prisma":
            names.append("2024010%d120000_%s/migration.sql" % (i, name))
            files[names[-1]] = "-- Migrate\n" + up
    if tool == "Liquibase":
        files["001.sql"] = liquibase
    if tool == "sqitch":
        files["sqitch.plan"] = plan
    if tool == "Atlas":
        files["atlas.sum"] = "h1:x=\n" + "".join("%s h1:y=\n" % n for n in names)
    if tool == "Prisma":
        files["migration_lock.toml"] = 'provider = "%s"\n' % {"pg": "postgresql"}.get(engine, engine)
    return files, names


for engine, steps in (("pg", PG), ("mysql", MY)):
    for tool in ("golang-migrate", "goose", "dbmate", "Flyway", "Liquibase", "sqitch", "Atlas", "Prisma"):
        what, folder = "%s, %s" % (tool, engine), "%s-%s" % (tool, engine)
        files, names = layout(tool, steps, engine)
        put(folder, files)
        got = lint(folder)
        read_well(what, got)
        check(what + ": dialect", got["dialect"] == {"pg": "postgres"}.get(engine, engine), (got["dialect"], got.get("dialect_inferred_from")))
        check(what + ": changes in order", [c["name"] for c in got["changes"]] == ["users", "orders", "name", "orders_status", "total"],
              [c["name"] for c in got["changes"]])
        serious = [p for p in places(got) if p[0].split("/")[0] in ("data-loss", "fail", "compat") or p[0] in ("lock/create-index-not-concurrent", "tx/concurrently-in-transaction")]
        check(what + ": only what the last one drops is serious", [(r, f) for r, f, _ in serious] == [("data-loss/drop-column", names[-1])], serious)
        before, _ = layout(tool, steps[:3], engine)
        put(folder + "-base", before)
        new = lint("--base", folder + "-base", folder)
        check(what + ": over its base, the new ones alone", [c["name"] for c in new["changes"]] == ["orders_status", "total"], [c["name"] for c in new["changes"]])
        check(what + ": … in place", "tx/non-linear-history" not in [p[0] for p in places(new)], places(new))

# ---- Flyway: repeatable ones, callbacks, baselines ----------------------------------------------------------
put("fly", {"V1__a.sql": "CREATE TABLE a (id bigint PRIMARY KEY);\n", "V2__b.sql": "CREATE TABLE b (id bigint PRIMARY KEY);\n", "B2__all.sql":
            "CREATE TABLE a (id bigint PRIMARY KEY);\nCREATE TABLE b (id bigint PRIMARY KEY);\n", "R__v.sql": "CREATE OR REPLACE VIEW v AS SELECT id FROM b;\n",
            "afterMigrate.sql": "DROP TABLE a;\n", "beforeEachMigrate__x.sql": "DROP TABLE a;\n"})
got = lint("--dialect", "postgres", "fly")
read_well("Flyway's baseline beside what it sums up", got)
check("Flyway's callbacks are no migrations", [c["name"] for c in got["changes"]] == ["a", "b", "v"], got["changes"])
put("fly2", {"B2__all.sql": "CREATE TABLE a (id bigint PRIMARY KEY);\n", "V3__c.sql": "ALTER TABLE a ADD COLUMN c text;\n", "V10__d.sql": "ALTER TABLE a ADD COLUMN d text;\n"})
read_well("Flyway's baseline in the place of its version", lint("--dialect", "postgres", "fly2"))
put("fly3", {"V1__a.sql": "CREATE TABLE a (id bigint PRIMARY KEY);\n", "R__v.sql": "CREATE OR REPLACE VIEW v AS SELECT id FROM a;\n"})
put("fly4", {"V1__a.sql": "CREATE TABLE a (id bigint PRIMARY KEY);\n", "V2__c.sql": "ALTER TABLE a ADD COLUMN c text;\n",
             "R__v.sql": "CREATE OR REPLACE VIEW v AS SELECT id FROM a;\n"})
got = places(lint("--dialect", "postgres", "--base", "fly3", "fly4"))
check("what is repeated is not the last one that was run", "tx/non-linear-history" not in [p[0] for p in got], got)

# ---- Liquibase ------------------------------------------------------------------------------------------------
HEAD = "--liquibase formatted sql\n\n"
BODY = "CREATE TABLE `t` (`id` int NOT NULL AUTO_INCREMENT, `a` int, PRIMARY KEY (`id`)) ENGINE=InnoDB;\n"
put("liq", {"1.sql": HEAD + "--changeset ann:1\n" + BODY + "--rollback DROP TABLE t;\n\n"
            "--changeset ann:2 endDelimiter://\nDROP TRIGGER IF EXISTS t_bi//\nCREATE TRIGGER t_bi BEFORE INSERT ON t FOR EACH ROW\nBEGIN\n  SET NEW.a = 1;\nEND\n//\n"
            "/* liquibase rollback\nDROP TRIGGER t_bi\n*/\n\n"
            "--changeset ann:3 splitStatements:false\nCREATE PROCEDURE p() BEGIN SELECT 1; SELECT 2; END\n--rollback DROP PROCEDURE p\n\n"
            "--changeset ann:4 dbms:postgresql\nCREATE INDEX CONCURRENTLY t_a ON t (a);\n\n--changeset ann:5 dbms:!mysql\nDROP TABLE t;\n\n"
            "--changeset ann:6 dbms:\"h2, oracle\"\nDROP TABLE t;\n\n--changeset ann:7 ignore:true\nDROP TABLE t;\n\n--changeset ann:8 dbms:mysql,mariadb\nCREATE TABLE u (id int PRIMARY KEY);\n"})
for dialect in ("mysql", None):
    got = lint(*(["--dialect", dialect] if dialect else []), "liq")
    read_well("Liquibase's attributes, --dialect %s" % dialect, got)
    check("… for MySQL alone, --dialect %s" % dialect, got["dialect"] == "mysql" and [c["name"] for c in got["changes"]] == ["t", "t_bi", "p", "u"], [c["name"] for c in got["changes"]])
put("only", {"1.sql": HEAD + "--changeset ann:1 dbms:mysql,mariadb\nCREATE INDEX t_a ON t (a);\n"})
check("the dialect is that of all changesets", lint("only")["dialect"] == "mysql")
old = HEAD + "--changeset ann:1\nCREATE TABLE t (id bigint PRIMARY KEY, a integer);\n--rollback DROP TABLE t;\n\n--changeset ann:2\nALTER TABLE t ADD COLUMN b text;\n"
put("grown", {"base/1.sql": old, "now/1.sql": old.replace("b text", "b varchar(9)") + "\n--changeset ann:3\nALTER TABLE t DROP COLUMN a;\n",
              "again/1.sql": old.replace("ann:2", "ann:2 runOnChange:true").replace("b text", "c text").replace("--rollback DROP TABLE t;", "--rollback DROP TABLE t")})
for base, now in (("grown/base", "grown/now"), ("grown/base/1.sql", "grown/now/1.sql")):
    got = [(f["rule"], f["location"]["line"]) for f in lint("--dialect", "postgres", "--base", base, now)["findings"]
           if f["rule"] in ("tx/non-linear-history", "data-loss/drop-column")]
    check("changesets that came to a file are new, one that was rewritten is told: " + now, sorted(got) == [("data-loss/drop-column", 11), ("tx/non-linear-history", 7)], got)
got = lint("--dialect", "postgres", "--base", "grown/base", "grown/again")
check("what runs on every change may change", [c["name"] for c in got["changes"]] == ["c"] and "tx/non-linear-history" not in [f["rule"] for f in got["findings"]], got["findings"])

# ---- Atlas: checkpoints, archives, delimiters --------------------------------------------------------------------
T = "CREATE TABLE t (id bigint PRIMARY KEY, a integer);\n"
put("atl", {"atlas.sum": "h1:x=\n1.sql h1:y=\n2.sql h1:y=\n3.sql h1:y=\n", "1.sql": T, "2.sql": "-- atlas:checkpoint\n\n" + T,
            "3.sql": "-- atlas:txtar\n\n-- checks.sql --\n-- atlas:assert DS103\nSELECT NOT EXISTS (SELECT 1 FROM t);\n\n-- migration.sql --\nALTER TABLE t DROP COLUMN a;\n\n-- down.sql --\nALTER TABLE t ADD COLUMN a integer;\n",
            "4.sql": "-- atlas:delimiter -- end\nALTER TABLE t ADD COLUMN b text\n-- end\nALTER TABLE t ADD COLUMN c text\n-- end\n"})
for folder in ("atl", "up"):
    if folder == "up":
        os.makedirs("up")
        os.rename("atl", "up/migrations")
    got = lint("--dialect", "postgres", folder)
    read_well("Atlas's checkpoint, archive and delimiter in " + folder, got)
    check("Atlas's files in " + folder, [c["name"] for c in got["changes"]] == ["t", "a", "b", "c"], [c["name"] for c in got["changes"]])

# ---- sqitch: a change that is written anew behind a tag ------------------------------------------------------------
put("sq", {"sqitch.conf": "[core]\n\tengine = sqlite\n", "db/sqitch.plan": "%project=x\n\nt 2024-01-01T00:00:00Z a <a@x>\nv [t] 2024-01-02T00:00:00Z a <a@x>\n@v1 2024-01-03T00:00:00Z a <a@x>\n\n"
           "b 2024-01-04T00:00:00Z a <a@x>\nv [v@v1] 2024-01-05T00:00:00Z a <a@x>\n", "db/deploy/t.sql": T, "db/deploy/b.sql": "ALTER TABLE t ADD COLUMN b text;\n",
           "db/deploy/v@v1.sql": "CREATE VIEW v AS SELECT id FROM t;\n", "db/deploy/v.sql": "DROP VIEW v;\nCREATE VIEW v AS SELECT b FROM t;\n", "db/revert/v.sql": "DROP VIEW v;\n"})
got = lint("sq")
read_well("sqitch's reworked change", got)
check("sqitch's engine", got["dialect"] == "sqlite" and got["dialect_inferred_from"] == "the engine in sqitch.conf", got.get("dialect_inferred_from"))

# ---- Prisma says its engine; dumps beside their migrations --------------------------------------------------------------
put("pri", {"migration_lock.toml": 'provider = "sqlite"\n', "1_init/migration.sql": 'CREATE TABLE "User" ("id" TEXT NOT NULL PRIMARY KEY, "at" DATETIME NOT NULL);\n'})
check("Prisma's provider", lint("pri")["dialect"] == "sqlite" and lint("pri/1_init/migration.sql")["dialect"] == "sqlite")
put("dbm", {"db/migrations/1_t.sql": "-- migrate:up\n" + T + "-- migrate:down\nDROP TABLE t;\n",
            "db/schema.sql": "CREATE TABLE t (id bigint NOT NULL, a integer);\nINSERT INTO schema_migrations (version) VALUES\n    ('1');\n"})
read_well("a dump beside the folder that it sums up", lint("--dialect", "postgres", "dbm"))

# ---- what dumps and sqlmigrate write -----------------------------------------------------------------------------------------
put("dump", {"structure.sql": "/*!40014 SET @OLD_FOREIGN_KEY_CHECKS=@@FOREIGN_KEY_CHECKS, FOREIGN_KEY_CHECKS=0 */;\nDROP TABLE IF EXISTS `posts`;\n"
             "CREATE TABLE `posts` (`id` bigint NOT NULL, `user_id` bigint, PRIMARY KEY (`id`), CONSTRAINT `f` FOREIGN KEY (`user_id`) REFERENCES `users` (`id`)) ENGINE=InnoDB;\n"
             "DROP TABLE IF EXISTS `users`;\nCREATE TABLE `users` (`id` bigint NOT NULL, PRIMARY KEY (`id`)) ENGINE=InnoDB;\n"
             "/*!40014 SET FOREIGN_KEY_CHECKS=@OLD_FOREIGN_KEY_CHECKS */;\nINSERT INTO `schema_migrations` (version) VALUES\n('20240101120000');\n"})
read_well("mysqldump's order under FOREIGN_KEY_CHECKS=0", lint("dump"))
put("dj", {"0001_initial.sql": "BEGIN;\nCREATE TABLE \"a\" (\"id\" bigint NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, \"n\" varchar(10) NOT NULL);\nCOMMIT;\n",
           "0002_n.sql": "BEGIN;\n--\n-- Remove field n from a\n--\nALTER TABLE \"a\" DROP COLUMN \"n\" CASCADE;\nCOMMIT;\n"})
got = {f["rule"]: f["severity"] for f in lint("dj")["findings"]}
check("Django's CASCADE where nothing depends on the column", got.get("data-loss/drop-cascade") == "info" and "data-loss/drop-column" in got, got)

checks.finish()
