#!/usr/bin/env python3
"""Does the work grow with the text? One form of statement again and again, some thousand times and four times as often.

    bench/growth.py [--migra FILE] [--times N] [--only WORD]

Prints what takes more than six times as long for four times the text, and what takes longer than three seconds. Forms of which
a real schema has few (thousands of columns or indexes of one table) are there too, and may stand in the list."""

import argparse
import os
import resource
import subprocess
import sys
import tempfile

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
TIMEOUT = 120

PARENT = "CREATE TABLE p (id int PRIMARY KEY);"
TABLE = "CREATE TABLE t (id int, v int);"
LIST = "CREATE TABLE p (id int, v int) PARTITION BY LIST (id);"
RETURNS = "CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;"

# name: (once, again and again); # is the number, @ the one before
COMMON = {
    "tables": ("", "CREATE TABLE t# (id int PRIMARY KEY, v int);"),
    "columns added to one table": (TABLE, "ALTER TABLE t ADD COLUMN c# int;"),
    "columns added": ("", "CREATE TABLE t# (id int); ALTER TABLE t# ADD COLUMN c int;"),
    "columns dropped": ("", "CREATE TABLE t# (id int, v int); ALTER TABLE t# DROP COLUMN v;"),
    "indexes": ("", "CREATE TABLE t# (id int); CREATE INDEX i# ON t# (id);"),
    "indexes of one table": (TABLE, "CREATE INDEX i# ON t (id);"),
    "views of one table": (TABLE, "CREATE VIEW v# AS SELECT id, v FROM t;"),
    "views over views": ("CREATE VIEW v0 AS SELECT 1 AS a;", "CREATE VIEW v# AS SELECT a FROM v@;"),
    "rows": (TABLE, "INSERT INTO t (id, v) VALUES (#, 1);"),
    "updates": (TABLE, "UPDATE t SET v = 1 WHERE id = #;"),
    "made and dropped": ("", "CREATE TABLE t# (id int); DROP TABLE t#;"),
    "renamed again and again": ("CREATE TABLE t0 (id int);", "ALTER TABLE t@ RENAME TO t#;"),
    "transactions": ("", "BEGIN; CREATE TABLE t# (id int); COMMIT;"),
    "not understood": ("", "CREATE TABEL t# (id int);"),
    "views of nothing": ("", "CREATE VIEW v# AS SELECT * FROM gone#;"),
    "rows for nothing": ("", "INSERT INTO gone# (a) VALUES (1);"),
    "columns of nothing": ("", "ALTER TABLE gone# ADD COLUMN a int;"),
}
FORMS = {
    "postgres": COMMON | {
        "foreign keys to one table": (PARENT, "CREATE TABLE t# (p int REFERENCES p (id));"),
        "list partitions": (LIST, "CREATE TABLE t# PARTITION OF p FOR VALUES IN (#);"),
        "hash partitions": ("CREATE TABLE p (id int) PARTITION BY HASH (id);", "CREATE TABLE t# PARTITION OF p FOR VALUES WITH (MODULUS 99999, REMAINDER #);"),
        "partitions attached": (LIST, "CREATE TABLE t# (id int, v int); ALTER TABLE p ATTACH PARTITION t# FOR VALUES IN (#);"),
        "heirs": (TABLE, "CREATE TABLE t# () INHERITS (t);"),
        "grants on one table": (TABLE, "GRANT SELECT ON t TO r#;"),
        "schemas": ("", "CREATE SCHEMA s#; CREATE TABLE s#.t (id int);"),
        "enum types": ("", "CREATE TYPE e# AS ENUM ('a'); CREATE TABLE t# (v e#);"),
        "values of one enum": ("CREATE TYPE e AS ENUM ('x');", "ALTER TYPE e ADD VALUE 'v#';"),
        "overloads of one function": ("", "CREATE TYPE t# AS (a int); CREATE FUNCTION f(a t#) RETURNS int LANGUAGE sql AS $$ SELECT 1 $$;"),
        "functions": ("", "CREATE FUNCTION f#(a int) RETURNS int LANGUAGE sql AS $$ SELECT a + # $$;"),
        "triggers of one table": (TABLE + RETURNS, "CREATE TRIGGER g# BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION f();"),
        "policies of one table": (TABLE, "CREATE POLICY p# ON t USING (id > #);"),
        "serial columns": ("", "CREATE TABLE t# (id serial PRIMARY KEY);"),
        "comments": ("", "CREATE TABLE t# (id int); COMMENT ON COLUMN t#.id IS 'x';"),
        "types changed": ("", "CREATE TABLE t# (v int); ALTER TABLE t# ALTER COLUMN v TYPE bigint;"),
        "blocks": ("", "DO $$ BEGIN PERFORM #; END $$;"),
        "like one table": (TABLE, "CREATE TABLE t# (LIKE t INCLUDING ALL);"),
    },
    "mysql": COMMON | {
        "foreign keys to one table": (PARENT, "CREATE TABLE t# (p int, FOREIGN KEY (p) REFERENCES p (id));"),
        "procedures called": ("", "CREATE PROCEDURE p#() SELECT #; CALL p#();"),
        "triggers": ("", "CREATE TABLE t# (id int); CREATE TRIGGER g# BEFORE INSERT ON t# FOR EACH ROW SET NEW.id = 1;"),
        "converted": ("", "CREATE TABLE t# (v varchar(10)); ALTER TABLE t# CONVERT TO CHARACTER SET utf8mb4;"),
        "modified again and again": (TABLE, "ALTER TABLE t MODIFY v int COMMENT '#';"),
    },
    "sqlite": COMMON | {
        "foreign keys to one table": (PARENT, "CREATE TABLE t# (p int REFERENCES p (id));"),
        "rebuilt": ("", "CREATE TABLE t# (id int, v int); CREATE TABLE n# (id int, v text); INSERT INTO n# SELECT id, v FROM t#; DROP TABLE t#; ALTER TABLE n# RENAME TO t#;"),
        "triggers of one table": (TABLE, "CREATE TRIGGER g# AFTER INSERT ON t BEGIN UPDATE t SET id = 1; END;"),
    },
}

# name: (once, BEFORE, AFTER)
CHANGES = {
    "column added": ("", "CREATE TABLE t# (id int);", "CREATE TABLE t# (id int, v int NOT NULL);"),
    "column dropped": ("", "CREATE TABLE t# (id int, v int);", "CREATE TABLE t# (id int);"),
    "column renamed": ("", "CREATE TABLE t# (id int, email text);", "CREATE TABLE t# (id int, e_mail text);"),
    "type": ("", "CREATE TABLE t# (id int PRIMARY KEY, v int);", "CREATE TABLE t# (id int PRIMARY KEY, v text);"),
    "NOT NULL": ("", "CREATE TABLE t# (id int);", "CREATE TABLE t# (id int NOT NULL);"),
    "table renamed": ("", "CREATE TABLE t# (id int, c# int);", "CREATE TABLE u# (id int, c# int);"),
    "table like others renamed": ("", "CREATE TABLE t# (id int);", "CREATE TABLE u# (id int);"),
    "index renamed": ("", "CREATE TABLE t# (id int); CREATE INDEX i# ON t# (id);", "CREATE TABLE t# (id int); CREATE INDEX j# ON t# (id);"),
    "foreign key added": (PARENT, "CREATE TABLE t# (p int);", "CREATE TABLE t# (p int, FOREIGN KEY (p) REFERENCES p (id));"),
    "primary key": ("", "CREATE TABLE t# (a int NOT NULL, b int NOT NULL, PRIMARY KEY (a));", "CREATE TABLE t# (a int NOT NULL, b int NOT NULL, PRIMARY KEY (b));"),
    "view": (TABLE, "CREATE VIEW v# AS SELECT id FROM t;", "CREATE VIEW v# AS SELECT id, v FROM t;"),
}
PAIRS = {
    "postgres": CHANGES | {
        "schema": ("", "CREATE SCHEMA s#; CREATE TABLE s#.t (id int);", "CREATE SCHEMA r#; CREATE TABLE r#.t (id int);"),
        "partition": (LIST, "CREATE TABLE t# (id int, v int);", "CREATE TABLE t# PARTITION OF p FOR VALUES IN (#);"),
        "enum value gone": ("", "CREATE TYPE e# AS ENUM ('a', 'b'); CREATE TABLE t# (e e#);", "CREATE TYPE e# AS ENUM ('a'); CREATE TABLE t# (e e#);"),
        "identity": ("", "CREATE TABLE t# (id serial PRIMARY KEY);", "CREATE TABLE t# (id int GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY);"),
        "function": ("", "CREATE FUNCTION f#() RETURNS int LANGUAGE sql AS $$ SELECT 1 $$;", "CREATE FUNCTION f#() RETURNS int LANGUAGE sql AS $$ SELECT 2 $$;"),
    },
    "mysql": CHANGES | {
        "character set": ("", "CREATE TABLE t# (v varchar(9)) CHARSET latin1;", "CREATE TABLE t# (v varchar(9)) CHARSET utf8mb4;"),
    },
    "sqlite": CHANGES,
}


def write(path, once, form, times):
    with open(path, "w") as out:
        out.write(once + "\n")
        for i in range(1, times + 1):
            out.write(form.replace("#", str(i)).replace("@", str(i - 1)) + "\n")
    return path


def seconds(argv):
    """Processor time, as no other measure is repeatable on a busy machine."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
    try:
        subprocess.run(argv, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=TIMEOUT)
    except subprocess.TimeoutExpired:
        return float("inf")
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - before


def commands(folder, times):
    """What is measured: a name and the arguments, for each form."""
    empty = write(f"{folder}/empty.sql", "", "", 0)
    for dialect, forms in FORMS.items():
        for name, (once, form) in forms.items():
            path = write(f"{folder}/form.sql", once, form, times)
            yield f"{dialect}: {name}: lint", ["lint", "--dialect", dialect, path]
            yield f"{dialect}: {name}: plan", ["plan", "--dialect", dialect, empty, path]
            yield f"{dialect}: {name}: plan of the drop", ["plan", "--dialect", dialect, path, empty]
    for dialect, pairs in PAIRS.items():
        for name, (once, old, new) in pairs.items():
            before, after = write(f"{folder}/before.sql", once, old, times), write(f"{folder}/after.sql", once, new, times)
            yield f"{dialect}: change: {name}: plan", ["plan", "--dialect", dialect, before, after]
            yield f"{dialect}: change: {name}: analyze", ["analyze", "--dialect", dialect, before, after]


def measure(migra, folder, times, only):
    return {name: seconds([migra, *argv]) for name, argv in commands(folder, times) if only in name}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--migra", default=f"{ROOT}/build-release/cli/migra")
    parser.add_argument("--times", type=int, default=2000)
    parser.add_argument("--only", default="", help="forms whose name holds this")
    options = parser.parse_args()
    if not os.path.exists(options.migra):
        sys.exit(f"{options.migra} is not there: tools/release.sh makes it")
    with tempfile.TemporaryDirectory() as folder:
        few = measure(options.migra, folder, options.times, options.only)
        many = measure(options.migra, folder, options.times * 4, options.only)
    shown = 0
    for name, took in many.items():
        grows = took > 0.5 and took > 6 * few[name]
        if grows or took > 3:
            shown += 1
            print(f"{name}: {few[name]:.2f} s, four times as often {took:.2f} s")
    print(f"{len(many)} measured, {shown} of them shown")


if __name__ == "__main__":
    main()
