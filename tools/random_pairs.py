#!/usr/bin/env python3
"""Pairs of random schemas that differ in many ways at once, and whether their plans hold.

    tools/random_pairs.py DIALECT [--count 500] [--seed 1] [--strategy safe|fast|online] [--jsonl FILE] [--migra build/cli/migra]

Each schema has a few tables with columns, defaults, keys, checks, foreign keys, indexes, a view, a trigger; AFTER is BEFORE after
a handful of changes. Every plan and rollback has to be proved by replay; those that are not are printed with their first
difference. With --jsonl the pairs are written for `tests/live/run.py --jsonl`, so that the engines judge them too.
"""
import argparse
import collections
import copy
import json
import os
import random
import subprocess
import sys
import tempfile

TYPES = {
    "postgres": ["integer", "bigint", "smallint", "text", "varchar(20)", "varchar(50)", "numeric(10,2)", "boolean", "timestamp",
                 "timestamptz", "date", "jsonb", "uuid", "double precision"],
    "mysql": ["int", "bigint", "smallint unsigned", "varchar(20)", "varchar(50)", "text", "decimal(10,2)", "tinyint(1)", "datetime",
              "timestamp NULL", "date", "json", "double", "enum('a','b','c')", "enum('a','c','d')", "char(10)"],
    "sqlite": ["INTEGER", "TEXT", "REAL", "NUMERIC", "BLOB", "VARCHAR(20)", "BOOLEAN"],
}
TYPES["mariadb"] = TYPES["mysql"]
NUMBERS = ("int", "smallint", "bigint", "numeric", "decimal", "INTEGER", "REAL", "NUMERIC", "double")
KEYABLE = ("int", "bigint", "smallint", "varchar", "char", "numeric", "decimal", "date", "timestamp", "uuid", "INTEGER", "TEXT", "VARCHAR",
           "enum", "boolean", "tinyint", "double", "REAL", "NUMERIC")


def is_number(t):
    return t.startswith(NUMBERS)


def default_of(rng, t):
    if t.startswith(("text", "json", "jsonb", "uuid", "BLOB")):
        return None
    if is_number(t):
        return str(rng.randrange(100))
    if t.startswith(("varchar", "char", "VARCHAR", "TEXT")):
        return rng.choice(["'x'", "'it''s'", "''"])
    if t.startswith("enum"):
        return "'a'"
    if t.startswith(("boolean", "BOOLEAN")):
        return rng.choice(["true", "false"])
    if t.startswith("tinyint"):
        return "1"
    if t.startswith(("timestamp", "datetime")):
        return "CURRENT_TIMESTAMP"
    return None


class Schema:
    def __init__(self, rng, dialect):
        self.rng, self.dialect, self.tables, self.fresh = rng, dialect, {}, 0
        for _ in range(rng.randrange(2, 5)):
            self.add_table()

    def name(self, prefix):
        self.fresh += 1
        return f"{prefix}{self.fresh}"

    def add_table(self):
        t = {"columns": {}, "unique": {}, "check": {}, "fk": {}, "index": {}, "view": None, "trigger": False, "pk": "id"}
        name = self.name("tab")
        self.tables[name] = t
        for _ in range(self.rng.randrange(2, 6)):
            self.add_column(t)
        for _ in range(self.rng.randrange(0, 4)):
            self.add_thing(name)
        return name

    def add_column(self, t):
        kind = self.rng.choice(TYPES[self.dialect])
        has_default = self.rng.random() < 0.4
        default = default_of(self.rng, kind) if has_default else None
        t["columns"][self.name("col")] = {"type": kind, "default": default, "not_null": self.rng.random() < 0.3}

    def keyable(self, t):
        return [c for c, d in t["columns"].items() if d["type"].startswith(KEYABLE)]

    def add_thing(self, name):
        t, rng = self.tables[name], self.rng
        keyable = self.keyable(t)
        kind = rng.choice(["unique", "check", "fk", "index", "index", "view", "trigger"])
        if kind == "unique" and keyable:
            t["unique"][self.name("uq")] = rng.sample(keyable, min(len(keyable), rng.choice([1, 1, 2])))
        elif kind == "index" and keyable:
            t["index"][self.name("ix")] = {"columns": rng.sample(keyable, min(len(keyable), rng.choice([1, 1, 2, 3]))),
                                          "unique": rng.random() < 0.2}
        elif kind == "check":
            numbers = [c for c, d in t["columns"].items() if is_number(d["type"])]
            if numbers:
                t["check"][self.name("ck")] = (rng.choice(numbers), rng.choice([">= 0", "> -10", "< 1000"]))
        elif kind == "fk":
            target = rng.choice(list(self.tables))
            column = self.name("ref")
            big = {"postgres": "integer", "sqlite": "INTEGER"}.get(self.dialect, "int")
            t["columns"][column] = {"type": big, "default": None, "not_null": False, "ref": True}
            t["fk"][self.name("fk")] = (column, target, rng.choice(["", " ON DELETE CASCADE", " ON DELETE SET NULL"]))
        elif kind == "view":
            t["view"] = rng.sample(list(t["columns"]), min(len(t["columns"]), rng.choice([1, 2])))
        elif kind == "trigger":
            t["trigger"] = True

    # ---- changes

    def uses(self, t, column):
        return ([("unique", k) for k, v in t["unique"].items() if column in v] +
                [("index", k) for k, v in t["index"].items() if column in v["columns"]] +
                [("check", k) for k, v in t["check"].items() if v[0] == column] +
                [("fk", k) for k, v in t["fk"].items() if v[0] == column])

    def drop_uses(self, t, column):
        for kind, key in self.uses(t, column):
            del t[kind][key]
        if t["view"] and column in t["view"]:
            t["view"] = [c for c in t["view"] if c != column] or None

    def change(self):
        rng = self.rng
        name = rng.choice(list(self.tables))
        t = self.tables[name]
        what = rng.choice(["add_column", "add_column", "drop_column", "type", "type", "not_null", "default", "thing", "thing", "drop_thing",
                           "drop_thing", "replace_index", "add_table", "drop_table", "rename_column", "rename_table", "fk_action"])
        columns = [c for c, d in t["columns"].items() if not d.get("ref")]
        if what == "add_column":
            self.add_column(t)
            added = t["columns"][list(t["columns"])[-1]]
            if added["not_null"] and not added["default"] and rng.random() < 0.7:
                added["not_null"] = False
        elif what == "drop_column" and len(columns) > 1:
            c = rng.choice(columns)
            self.drop_uses(t, c)
            del t["columns"][c]
        elif what == "type" and columns:
            c = rng.choice(columns)
            d = t["columns"][c]
            d["type"] = rng.choice(TYPES[self.dialect])
            d["default"] = default_of(rng, d["type"]) if d["default"] else None
            keyable, number = d["type"].startswith(KEYABLE), is_number(d["type"])
            for kind, key in self.uses(t, c):
                if (kind in ("unique", "index") and not keyable) or (kind == "check" and not number):
                    del t[kind][key]
        elif what == "not_null" and columns:
            d = t["columns"][rng.choice(columns)]
            d["not_null"] = not d["not_null"]
        elif what == "default" and columns:
            d = t["columns"][rng.choice(columns)]
            d["default"] = None if d["default"] else default_of(rng, d["type"])
        elif what == "thing":
            self.add_thing(name)
        elif what == "drop_thing":
            things = [(k, x) for k in ("unique", "check", "fk", "index") for x in t[k]]
            if things:
                kind, key = rng.choice(things)
                del t[kind][key]
        elif what == "replace_index" and t["index"]:
            key = rng.choice(list(t["index"]))
            keyable = self.keyable(t)
            t["index"][key]["columns"] = rng.sample(keyable, min(len(keyable), rng.choice([1, 2]))) or t["index"][key]["columns"]
        elif what == "add_table":
            self.add_table()
        elif what == "drop_table" and len(self.tables) > 1:
            for other in self.tables.values():
                for key in [k for k, v in other["fk"].items() if v[1] == name]:
                    del other["fk"][key]
            del self.tables[name]
        elif what == "rename_column" and columns:
            self.rename_column(t, rng.choice(columns))
        elif what == "rename_table":
            self.rename_table(name)
        elif what == "fk_action" and t["fk"]:
            key = rng.choice(list(t["fk"]))
            column, target, _ = t["fk"][key]
            t["fk"][key] = (column, target, rng.choice(["", " ON DELETE CASCADE", " ON DELETE SET NULL"]))

    def rename_column(self, t, old):
        new = old + "_value"
        if new in t["columns"]:
            return
        t["columns"] = {(new if c == old else c): d for c, d in t["columns"].items()}
        t["unique"] = {k: [new if c == old else c for c in v] for k, v in t["unique"].items()}
        for index in t["index"].values():
            index["columns"] = [new if c == old else c for c in index["columns"]]
        t["check"] = {k: (new if v[0] == old else v[0], v[1]) for k, v in t["check"].items()}
        t["view"] = t["view"] and [new if c == old else c for c in t["view"]]

    def rename_table(self, old):
        new = old + "_items"
        if new in self.tables:
            return
        self.tables = {(new if n == old else n): t for n, t in self.tables.items()}
        for t in self.tables.values():
            t["fk"] = {k: (v[0], new if v[1] == old else v[1], v[2]) for k, v in t["fk"].items()}

    # ---- SQL

    def sql(self):
        number = {"postgres": "integer", "sqlite": "INTEGER"}.get(self.dialect, "int")
        out, late = [], []
        for name, t in self.tables.items():
            lines = [f"id {number} NOT NULL PRIMARY KEY"]
            for c, d in t["columns"].items():
                line = f"{c} {d['type']}"
                if d["not_null"]:
                    line = line.replace(" NULL", "") + " NOT NULL"
                if d["default"] is not None:
                    line += f" DEFAULT {d['default']}"
                lines.append(line)
            lines += [f"CONSTRAINT {k} UNIQUE ({', '.join(v)})" for k, v in t["unique"].items()]
            lines += [f"CONSTRAINT {k} CHECK ({c} {cond})" for k, (c, cond) in t["check"].items()]
            for k, (column, target, action) in t["fk"].items():
                clause = f"CONSTRAINT {k} FOREIGN KEY ({column}) REFERENCES {target} (id){action}"
                if self.dialect == "sqlite":
                    lines.append(clause)
                else:
                    late.append(f"ALTER TABLE {name} ADD {clause};")
            out.append(f"CREATE TABLE {name} (\n  " + ",\n  ".join(lines) + "\n);")
            for k, v in t["index"].items():
                out.append(f"CREATE {'UNIQUE ' if v['unique'] else ''}INDEX {k} ON {name} ({', '.join(v['columns'])});")
        for name, t in self.tables.items():
            if t["view"]:
                late.append(f"CREATE VIEW {name}_view AS SELECT id, {', '.join(t['view'])} FROM {name};")
            if t["trigger"]:
                late += self.trigger(name)
        return "\n".join(out + late) + "\n"

    def trigger(self, name):
        if self.dialect == "postgres":
            return [f"CREATE FUNCTION {name}_fn() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;",
                    f"CREATE TRIGGER {name}_trg BEFORE UPDATE ON {name} FOR EACH ROW EXECUTE FUNCTION {name}_fn();"]
        if self.dialect == "sqlite":
            return [f"CREATE TRIGGER {name}_trg AFTER UPDATE ON {name} BEGIN SELECT NEW.id; END;"]
        return [f"CREATE TRIGGER {name}_trg BEFORE UPDATE ON {name} FOR EACH ROW SET @seen = NEW.id;"]


def pair(rng, dialect):
    before = Schema(rng, dialect)
    after = copy.deepcopy(before)
    for _ in range(rng.randrange(1, 10)):
        after.change()
    return before.sql(), after.sql()


def judge(migra, dialect, strategy, before, after, folder):
    paths = [os.path.join(folder, n) for n in ("before.sql", "after.sql")]
    for path, text in zip(paths, (before, after)):
        with open(path, "w", encoding="utf-8") as f:
            f.write(text)
    run = subprocess.run([migra, "plan", "--format", "json", "--fail-on", "never", "--dialect", dialect, "--strategy", strategy, *paths],
                         text=True, capture_output=True, timeout=60)
    if run.returncode not in (0, 1):
        return f"status {run.returncode}: {run.stderr.strip()[:200]}"
    report = json.loads(run.stdout)
    for part in ("plan", "rollback"):
        if report[part]["verified"] != "replayed" and (report["plan"]["phases"] or report["changes"]):
            return f"{part}: {report[part].get('not_verified_because')}"
    return None


def main():
    here = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    ap = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    ap.add_argument("dialect", choices=sorted(TYPES))
    ap.add_argument("--count", type=int, default=500)
    ap.add_argument("--seed", type=int, default=1)
    ap.add_argument("--strategy", default="safe", choices=("safe", "fast", "online"))
    ap.add_argument("--jsonl")
    ap.add_argument("--migra", default=os.path.join(here, "build/cli/migra"))
    ap.add_argument("--show", type=int, default=3, help="how many failures are printed with their schemas")
    args = ap.parse_args()
    failures = collections.Counter()
    shown = 0
    out = open(args.jsonl, "w", encoding="utf-8") if args.jsonl else None
    with tempfile.TemporaryDirectory() as folder:
        for i in range(args.count):
            before, after = pair(random.Random(args.seed * 1000003 + i), args.dialect)
            if out:
                out.write(json.dumps({"peer": "random", "case": f"{args.dialect}-{args.seed}-{i}", "dialect": args.dialect,
                                      "before": before, "after": after}) + "\n")
            why = judge(args.migra, args.dialect, args.strategy, before, after, folder)
            if not why:
                continue
            failures["failed"] += 1
            print(f"{args.dialect} {args.strategy} {args.seed}/{i}: {why}")
            if shown < args.show:
                shown += 1
                print("---- before\n" + before + "---- after\n" + after)
    print(f"{args.dialect} {args.strategy}: {args.count} pairs, {failures['failed']} not proved")
    sys.exit(1 if failures else 0)


if __name__ == "__main__":
    main()
