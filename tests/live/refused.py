#!/usr/bin/env python3
"""Statements of migrations that the engine refuses: what `migra lint` says of names (dep/object-missing, dep/object-exists,
dep/object-needed, dep/fk-parent-missing) and of foreign keys (fail/fk-type-mismatch, fail/fk-column-held) over the schema from before is true, statement by statement.

    refused.py --migra build/cli/migra [--server postgres|mariadb|mysql|sqlite] [--limit N] [--only S] [--verbose]

A database gets the schema from before; the script's statements run one after the other, whatever becomes of each. A finding at a
statement that the engine takes is a failure. Counted beside: what the engine refuses for another reason than rows, and lint does
not tell. Migrations of the project's own, and upgrades of a corpus (MIGRA_CORPUS, ../shared/corpus): all of them, or N evenly
picked. Exit status 77 where no engine was at hand."""

import argparse
import collections
import csv
import os
import re
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import corpus  # noqa: E402
import engines  # noqa: E402
from base import EngineError  # noqa: E402
from confirm import ask  # noqa: E402

JUDGED = ("dep/object-missing", "dep/object-exists", "dep/object-needed", "dep/fk-parent-missing", "fail/fk-type-mismatch", "fail/fk-column-held")
SKIPPED = ("transaction", "client_command", "copy", "copy_data")
OF_ROWS = re.compile(r"^(23|22|25)")  # PostgreSQL's classes of what rows, or transactions, are to blame for
DELIMITER = "//NEXT//"

OWN_KEYS = ("CREATE TABLE p (id int PRIMARY KEY, code varchar(20) UNIQUE) COLLATE utf8mb4_general_ci; CREATE TABLE t (p_id int, code varchar(20),"
            "CONSTRAINT f FOREIGN KEY (p_id) REFERENCES p (id), CONSTRAINT g FOREIGN KEY (code) REFERENCES p (code)) COLLATE utf8mb4_general_ci;"
            "CREATE TABLE s (id int PRIMARY KEY, up int, code varchar(20) UNIQUE, beside varchar(20), CONSTRAINT h FOREIGN KEY (up) REFERENCES s (id),"
            "CONSTRAINT i FOREIGN KEY (beside) REFERENCES s (code)) COLLATE utf8mb4_general_ci;")
OWN = {
    "postgres": [("CREATE TABLE p (id int PRIMARY KEY); CREATE TABLE t (id int PRIMARY KEY, a int REFERENCES p, b int CONSTRAINT tb CHECK (b > 0), c int);"
                  "CREATE INDEX ta ON t (a); CREATE VIEW v AS SELECT id FROM t; CREATE VIEW w AS SELECT id FROM v; CREATE SEQUENCE s;"
                  "CREATE TABLE n (id int DEFAULT nextval('s'::text)); CREATE TABLE q (x int CONSTRAINT k CHECK (x > 0)); CREATE TABLE h () INHERITS (q);",
                  "ALTER TABLE nope ADD COLUMN x int; ALTER TABLE t DROP COLUMN nope; CREATE TABLE t (id int); ALTER TABLE t ADD COLUMN c int;"
                  "DROP SEQUENCE s; COMMENT ON CONSTRAINT k ON h IS 'x'; ALTER TABLE t ADD COLUMN e int, DROP COLUMN e;"
                  "ALTER TABLE t ADD COLUMN c bigint, DROP COLUMN c; ALTER TABLE t DROP COLUMN b, DROP CONSTRAINT tb; ALTER TABLE t ADD FOREIGN KEY (id) REFERENCES nope;"
                  "ALTER TABLE t DROP COLUMN a; DROP INDEX ta;"),
                 ("CREATE TABLE p (id int PRIMARY KEY); CREATE TABLE t (id int PRIMARY KEY, a int REFERENCES p); CREATE VIEW v AS SELECT id FROM t;"
                  "CREATE VIEW w AS SELECT id FROM v;", "DROP VIEW v, w; DROP TABLE p, t;")],
    "mysql": [("CREATE TABLE p (id int PRIMARY KEY); CREATE TABLE t (id int PRIMARY KEY, a int, b int, KEY ka (a), KEY kb (b), CONSTRAINT f FOREIGN KEY (a) REFERENCES p (id),"
               "CONSTRAINT c CHECK (b > 1)); CREATE TABLE m (id int) ENGINE=MyISAM;",
               "ALTER TABLE nope ADD COLUMN x int; ALTER TABLE t DROP COLUMN nope; ALTER TABLE t ADD KEY ka (b); CREATE TABLE p (id int); ALTER TABLE m DROP FOREIGN KEY x;"
               "ALTER TABLE m ADD COLUMN y int, ADD COLUMN y int; ALTER TABLE t DROP COLUMN a; CREATE TABLE r (id int, FOREIGN KEY (id) REFERENCES nope (id));"
               "ALTER TABLE t DROP COLUMN b, DROP KEY kb, DROP CONSTRAINT c; ALTER TABLE t ADD KEY ka (id), DROP KEY ka, DROP FOREIGN KEY f;"
               "ALTER TABLE t ADD CONSTRAINT f FOREIGN KEY (a) REFERENCES p (id); DROP TABLE p, t;"),
              (OWN_KEYS, "ALTER TABLE p MODIFY id int NOT NULL AUTO_INCREMENT; ALTER TABLE t MODIFY p_id int NOT NULL, ALGORITHM=COPY;"
               "ALTER TABLE p CONVERT TO CHARACTER SET utf8mb4 COLLATE utf8mb4_bin; ALTER TABLE s CONVERT TO CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;"
               "ALTER TABLE s MODIFY id bigint, MODIFY up bigint; ALTER TABLE t MODIFY code varchar(20) CHARACTER SET latin1;"),
              (OWN_KEYS, "ALTER TABLE t MODIFY p_id int NULL; ALTER TABLE t DROP FOREIGN KEY f, DROP FOREIGN KEY g;"
               "ALTER TABLE p MODIFY id int NOT NULL AUTO_INCREMENT; ALTER TABLE p CONVERT TO CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;")],
    "sqlite": [("CREATE TABLE t (id integer PRIMARY KEY, a int); CREATE INDEX ta ON t (a);",
                "ALTER TABLE nope ADD COLUMN x int; ALTER TABLE t DROP COLUMN nope; ALTER TABLE t ADD COLUMN a int; CREATE INDEX ta ON t (id); CREATE TABLE t (x int);"
                "CREATE INDEX n ON nope (x); DROP INDEX ta; DROP INDEX ta; ALTER TABLE t DROP COLUMN a;")],
}


def statements_of(migra, dialect, path):
    with open(path, "rb") as f:
        text = f.read()
    parsed = ask(migra, "parse", "--format", "json", "--dialect", dialect, "--allow-unparsed", path)["statements"]
    return [(s["index"], (s["line"], s["column"]), text[s["offset"]:s["offset"] + s["length"]].decode("utf-8", "replace"), s["kind"]) for s in parsed]


def told_of(migra, dialect, before, path, statements):
    """What lint says, by the statement that it stands at."""
    report = ask(migra, "lint", "--format", "json", "--dialect", dialect, "--base", before, "--fail-on", "never", "--allow-unparsed", path)
    told = collections.defaultdict(list)
    for f in report["findings"]:
        at = f["location"]
        if f["severity"] in ("error", "critical") and at and at["source"] == path:
            told[max((i for i, place, _, _ in statements if place <= (at["line"], at["column"])), default=None)].append(f)
    return told


# ---- what the engines say ---------------------------------------------------------------------------


def refused_by_postgres(engine, db, statements):
    script = "\\set VERBOSITY verbose\n\\set ON_ERROR_STOP 0\n" + "".join(f"\\warn @@{i}\n{text}\n;\n" for i, _, text, _ in statements)
    out = subprocess.run([f"{engine.clients}/psql", "-X", "-q", "-f", "-", db], input=script, capture_output=True, text=True, env=engine.clusters[0].env,
                         timeout=240, check=False)
    return read_errors(out.stderr, r"ERROR:\s+(\w{5}): (.*)")


def refused_by_mysql(engine, db, statements):
    script = f"SET sql_mode = 'NO_ENGINE_SUBSTITUTION';\nDELIMITER {DELIMITER}\n"
    script += "".join(f"SELECT '@@{i}'{DELIMITER}\n{text}\n{DELIMITER}\n" for i, _, text, _ in statements)
    argv = [*engine.client_argv(), f"--socket={engine.servers[0].socket}", "-uroot", "--batch", "--raw", "--force", "-n", "--skip-column-names", db]
    out = subprocess.run(argv, input=script.encode("utf-8", "surrogateescape"), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=600, check=False)
    return read_errors(out.stdout.decode("utf-8", "replace"), r"^ERROR (\d+) \(\w+\)[^:]*: (.*)")


def refused_by_sqlite(engine, db, statements):
    script = "".join(f".print @@{i}\n{text}\n;\n" for i, _, text, _ in statements)
    out = subprocess.run([engine.program, db], input=script, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, timeout=240, check=False)
    return read_errors(out.stdout, r"^(Parse|Runtime) error.*?: (.*)")


def read_errors(text, pattern):
    at, errors = None, {}
    for line in text.split("\n"):
        mark = re.fullmatch(r"@@(\d+)", line.strip())
        found = re.search(pattern, line)
        if mark:
            at = int(mark[1])
        elif found and at is not None:
            errors.setdefault(at, (found[1], found[2]))
    return errors


REFUSED_BY = {"postgres": refused_by_postgres, "mysql": refused_by_mysql, "mariadb": refused_by_mysql, "sqlite": refused_by_sqlite}


# ---- one migration ------------------------------------------------------------------------------------


def try_pair(engine, migra, before, path, count, verbose):
    statements = [s for s in statements_of(migra, engine.dialect, path) if s[3] not in SKIPPED]
    told = told_of(migra, engine.dialect, before, path, statements)
    db = engine.create()
    try:
        head = "SET foreign_key_checks = 0, sql_mode = '';\n" if engine.dialect in ("mysql", "mariadb") else ""
        try:
            with open(before, encoding="utf-8", errors="surrogateescape") as f:
                engine.load(db, head + f.read())
        except EngineError:
            count["schemas from before that the engine refuses"] += 1
            return
        errors = REFUSED_BY[engine.dialect](engine, db, statements)
    finally:
        engine.drop(db)
    count["statements"] += len(statements)
    for i, _, text, _ in statements:
        judge(told.get(i, []), errors.get(i), f"{path}: {' '.join(text.split())[:120]}", count, verbose)


def judge(findings, error, what, count, verbose):
    ours = [f for f in findings if f["rule"] in JUDGED]
    if ours:
        count["told and refused" if error else "told and taken"] += 1
        if not error:
            print(f"taken, but {ours[0]['rule']} says: {ours[0]['message']}\n  {what}")
    elif error and findings:
        count["refused, told by another rule"] += 1
    elif error and not OF_ROWS.match(error[0]):
        count["refused and not told"] += 1
        if verbose:
            print(f"not told: {error[0]} {error[1][:100]}\n  {what}")


def own_pairs(dialect, folder):
    pairs = OWN["mysql" if dialect == "mariadb" else dialect]
    for n, texts in enumerate(pairs):
        paths = [os.path.join(folder, f"{n}-{side}.sql") for side in ("before", "migration")]
        for path, text in zip(paths, texts):
            with open(path, "w", encoding="utf-8") as f:
                f.write(text.replace("; ", ";\n"))
        yield paths


def corpus_pairs(dialect, only, limit):
    listed = os.path.join(corpus.CORPUS, "pairs.tsv")
    if not os.path.exists(listed):
        print(f"{listed} is not there: the project's own migrations alone")
        return []
    with open(listed, encoding="utf-8") as f:
        rows = [r for r in csv.DictReader(f, delimiter="\t") if r["dialect"] == ("mysql" if dialect == "mariadb" else dialect)]
    pairs = [(os.path.join(corpus.CORPUS, r["before"]), os.path.join(corpus.CORPUS, r["upgrade"])) for r in rows
             if r["upgrade"] and ";" not in r["upgrade"] and only in r["upgrade"]]
    step = max(1, len(pairs) // limit) if limit else 1
    return pairs[::step]


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--migra", required=True)
    p.add_argument("--server", default="postgres")
    p.add_argument("--limit", type=int, default=0)
    p.add_argument("--only", default="")
    p.add_argument("--verbose", action="store_true")
    a = p.parse_args()
    why = engines.available(a.server)
    if why:
        print(why)
        return 77
    count = collections.Counter()
    engine = engines.start(a.server)
    try:
        with tempfile.TemporaryDirectory() as folder:
            for before, path in [*own_pairs(engine.dialect, folder), *corpus_pairs(engine.dialect, a.only, a.limit)]:
                try_pair(engine, os.path.abspath(a.migra), before, path, count, a.verbose)
    finally:
        engine.close()
    print(", ".join(f"{n} {what}" for what, n in sorted(count.items())))
    return 1 if count["told and taken"] or not count["told and refused"] else 0


if __name__ == "__main__":
    sys.exit(main())
