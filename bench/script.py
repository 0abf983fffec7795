#!/usr/bin/env python3
"""A schema as projects write it by hand, of any number of tables: what a release build is trained with beside what bench/scale.py makes.

    bench/script.py DIALECT TABLES      prints it

Words of the language and types in capitals, comments, tables first, then keys, foreign keys and indexes by statements of their own,
a view, a function and a trigger now and then. Nothing is random: the same arguments give the same text."""

import sys

NOUNS = ("artist", "release", "label", "place", "event", "series", "area", "genre")


def table(i, dialect):
    name = f"{NOUNS[i % 8]}_{i}"
    rows = [("id", "SERIAL" if dialect == "postgres" else "INTEGER NOT NULL", ""),
            ("name", "VARCHAR NOT NULL" if dialect == "postgres" else "VARCHAR(255) NOT NULL", ""),
            ("owner", "INTEGER NOT NULL", f"references {NOUNS[(i // 3) % 8]}_{i // 3}.id"),
            ("kind", "SMALLINT", ""),
            ("comment", "VARCHAR(255) NOT NULL DEFAULT ''", ""),
            ("edits_pending", "INTEGER NOT NULL DEFAULT 0 CHECK (edits_pending >= 0)", ""),
            ("begin_year", "SMALLINT", ""),
            ("ended", "BOOLEAN NOT NULL DEFAULT FALSE", ""),
            ("last_updated", "TIMESTAMP WITH TIME ZONE DEFAULT NOW()" if dialect == "postgres" else "TIMESTAMP DEFAULT CURRENT_TIMESTAMP", "")]
    if i % 4 == 1:
        rows = rows[:3] + rows[5:6] + rows[8:]
    if i % 4 == 3:
        rows.append(("gid", "UUID NOT NULL" if dialect == "postgres" else "CHAR(36) NOT NULL", "unique"))
    out = [f"    {column:<20}{what}{',' if k + 1 < len(rows) else ''}" + (f" -- {note}" if note else "") for k, (column, what, note) in enumerate(rows)]
    if i % 5 == 2:
        out[-1] += ","
        out.append("    CHECK ((ended = TRUE AND begin_year IS NOT NULL) OR\n           (ended = FALSE AND begin_year IS NULL))")
    return f"CREATE TABLE {name} ( -- replicate\n" + "\n".join(out) + "\n);\n"


def keys(i):
    name, parent = f"{NOUNS[i % 8]}_{i}", f"{NOUNS[(i // 3) % 8]}_{i // 3}"
    return (f"ALTER TABLE {name} ADD CONSTRAINT {name}_pkey PRIMARY KEY (id);\n\n"
            f"ALTER TABLE {name}\n   ADD CONSTRAINT {name}_fk_owner\n   FOREIGN KEY (owner)\n   REFERENCES {parent}(id)" +
            ("\n   ON DELETE CASCADE;\n" if i % 6 == 0 else ";\n"))


def index(i, dialect):
    name = f"{NOUNS[i % 8]}_{i}"
    columns = ("owner", "name", "(lower(name))" if dialect == "mysql" else "lower(name)", "owner, edits_pending")[i % 4]
    unique = "UNIQUE " if i % 7 == 3 else ""
    return f"CREATE {unique}INDEX {name}_idx_owner ON {name} ({columns});\n"


def routine(i):
    name = f"{NOUNS[i % 8]}_{i}"
    return (f"CREATE OR REPLACE FUNCTION a_ins_{name}() RETURNS trigger AS $$\nBEGIN\n    -- add a new entry\n"
            f"    IF NEW.owner IS NOT NULL THEN\n        UPDATE {name} SET edits_pending = edits_pending + 1 WHERE id = NEW.owner;\n    END IF;\n"
            f"    RETURN NULL;\nEND;\n$$ LANGUAGE 'plpgsql';\n")


def trigger(i):
    name = f"{NOUNS[i % 8]}_{i}"
    return f"CREATE TRIGGER a_ins_{name} AFTER INSERT ON {name}\n    FOR EACH ROW EXECUTE PROCEDURE a_ins_{name}();\n"


def view(i):
    name = f"{NOUNS[i % 8]}_{i}"
    return (f"CREATE VIEW {name}_all AS\n    SELECT t.id, t.name, o.name AS owner_name\n      FROM {name} t\n"
            f" LEFT JOIN {NOUNS[(i // 3) % 8]}_{i // 3} o ON o.id = t.owner;\n")


def script(dialect, tables):
    every = range(tables)
    out = ["-- Tables\n"] + [table(i, dialect) for i in every]
    if dialect != "sqlite":
        out += ["-- Keys\n"] + [keys(i) for i in every]
    out += ["-- Indexes\n"] + [index(i, dialect) for i in every]
    if dialect == "postgres":
        out += ["-- Functions\n"] + [routine(i) for i in every if i % 5 == 0]
        out += ["-- Triggers\n"] + [trigger(i) for i in every if i % 5 == 0]
    return "\n".join(out + [view(i) for i in every if i % 20 == 0])


if __name__ == "__main__":
    if len(sys.argv) != 3 or sys.argv[1] not in ("postgres", "mysql", "sqlite"):
        sys.exit(__doc__)
    print(script(sys.argv[1], int(sys.argv[2])))
