#!/usr/bin/env python3
"""Schemas of any number of tables, and the same with one table in a hundred changed: for timing how planning grows.

    bench/scale.py DIALECT TABLES FOLDER      writes FOLDER/before.sql and FOLDER/after.sql

The tables are those of an ordinary application: a key, columns of the usual types with defaults, a check, an index and a
foreign key to an older table. What changes takes turns: a column added, dropped, widened or made NOT NULL, a default, an
index added or dropped, a check, a table added or dropped. Nothing is random: the same arguments give the same text."""

import os
import sys

TYPES = {
    "postgres": {"key": "bigint", "text": "character varying(%d)", "money": "numeric(12,2)", "time": "timestamp with time zone",
                 "flag": "boolean", "yes": "true", "json": "jsonb", "now": "now()", "tail": "", "wide": "character varying(200)"},
    "mysql": {"key": "bigint", "text": "varchar(%d)", "money": "decimal(12,2)", "time": "datetime", "flag": "tinyint(1)",
              "yes": "1", "json": "json", "now": "CURRENT_TIMESTAMP", "tail": " ENGINE=InnoDB", "wide": "varchar(200)"},
    "sqlite": {"key": "INTEGER", "text": "VARCHAR(%d)", "money": "NUMERIC", "time": "TEXT", "flag": "INTEGER", "yes": "1",
               "json": "TEXT", "now": "CURRENT_TIMESTAMP", "tail": "", "wide": "VARCHAR(200)"},
}
CHANGES = ("add_column", "drop_column", "widen", "set_not_null", "default", "add_index", "drop_index", "check", "add_table", "drop_table")


def name_of(i):
    return f"{('account', 'booking', 'customer', 'delivery', 'entry', 'file', 'group')[i % 7]}_{i}"


def table(t, i, change=None):
    name = name_of(i)
    parent = name_of(i // 3) if i else None
    rows = [f"id {t['key']} NOT NULL",
            f"{'parent'}_id {t['key']}" + (" NOT NULL" if change == "set_not_null" else ""),
            f"title {t['wide'] if change == 'widen' else t['text'] % 80} NOT NULL",
            f"state {t['text'] % 20} DEFAULT '{'open' if change == 'default' else 'new'}' NOT NULL",
            f"amount {t['money']} DEFAULT 0 NOT NULL",
            f"active {t['flag']} DEFAULT {t['yes']} NOT NULL",
            f"created_at {t['time']} DEFAULT {t['now']} NOT NULL",
            f"settings {t['json']}"]
    if change == "drop_column":
        rows.pop()
    if change == "add_column":
        rows.append(f"note {t['text'] % 40}")
    rows.append(f"CONSTRAINT {name}_pkey PRIMARY KEY (id)")
    rows.append(f"CONSTRAINT {name}_amount_check CHECK (amount >= {1 if change == 'check' else 0})")
    if parent:
        rows.append(f"CONSTRAINT {name}_parent_fkey FOREIGN KEY (parent_id) REFERENCES {parent} (id)")
    out = [f"CREATE TABLE {name} (\n    " + ",\n    ".join(rows) + f"\n){t['tail']};"]
    if change != "drop_index":
        out.append(f"CREATE INDEX {name}_title_idx ON {name} (title);")
    if change == "add_index":
        out.append(f"CREATE INDEX {name}_state_idx ON {name} (state, created_at);")
    return "\n".join(out) + "\n"


def schemas(dialect, tables):
    t = TYPES[dialect]
    before, after, turn = [], [], 0
    for i in range(tables):
        before.append(table(t, i))
        change = None
        if i % 100 == 99:  # leaves of the tree of foreign keys come last: only they are dropped
            change = CHANGES[turn % len(CHANGES)]
            turn += 1
            if change == "drop_table" and (i * 3 < tables):
                change = "add_column"
        if change != "drop_table":
            after.append(table(t, i, change))
        if change == "add_table":
            after.append(table(t, tables + i))
    return "\n".join(before), "\n".join(after)


def write(dialect, tables, folder):
    paths = []
    for name, text in zip(("before", "after"), schemas(dialect, tables)):
        paths.append(os.path.join(folder, f"{name}.sql"))
        with open(paths[-1], "w", encoding="utf-8") as f:
            f.write(text)
    return paths


if __name__ == "__main__":
    if len(sys.argv) != 4 or sys.argv[1] not in TYPES:
        sys.exit(__doc__)
    write(sys.argv[1], int(sys.argv[2]), sys.argv[3])
