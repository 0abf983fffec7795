#!/usr/bin/env python3
"""Migration files as projects write them, over the schema of bench/script.py: what a release build is trained to lint.

    bench/migrations.py DIALECT FILES FOLDER      writes FOLDER/0000.sql (the schema) and FILES more

In about the proportions of real upgrade scripts: half of the statements are ALTER TABLE, then indexes, rows, new tables, routines,
what is dropped, and the guards of MySQL. Nothing is random: the same arguments give the same text."""

import sys
from pathlib import Path

from script import NOUNS, index, routine, script, table, trigger, view

TABLES = 160


def name_of(i):
    i %= TABLES
    return f"{NOUNS[i % 8]}_{i}"


def quoted(name, dialect):
    return f"`{name}`" if dialect == "mysql" else f'"{name}"'


# ---- statements: (number of the file, dialect) -> text ---------------------------------------

def add_columns(i, dialect):
    stamp = "timestamp with time zone NOT NULL DEFAULT now()" if dialect == "postgres" else "datetime DEFAULT NULL"
    return (f"ALTER TABLE {name_of(i)} ADD COLUMN note_{i} varchar(255);\n"
            f"ALTER TABLE {quoted(name_of(i), dialect)} ADD COLUMN {quoted(f'flag_{i}', dialect)} boolean NOT NULL DEFAULT false;\n"
            f"ALTER TABLE {name_of(i + 3)} ADD COLUMN seen_{i} {stamp};\n"
            f"UPDATE {name_of(i)} SET note_{i} = name WHERE kind = {i % 5};\n")


def tighten(i, dialect):
    if dialect == "sqlite":
        return rebuild(i)
    if dialect == "mysql":
        return (f"ALTER TABLE {name_of(i)} MODIFY COLUMN name varchar(512) NOT NULL, MODIFY kind int DEFAULT '0';\n"
                f"ALTER TABLE {name_of(i + 1)} CHANGE edits_pending edits_open int(10) unsigned NOT NULL DEFAULT 0;\n")
    return (f"ALTER TABLE {name_of(i)} ALTER COLUMN name TYPE text, ALTER COLUMN kind TYPE integer;\n"
            f"ALTER TABLE {name_of(i + 1)} ALTER COLUMN last_updated SET NOT NULL;\n"
            f"ALTER TABLE {name_of(i + 1)} ALTER COLUMN edits_pending DROP DEFAULT;\n"
            f"ALTER TABLE {name_of(i + 2)} RENAME COLUMN owner TO owner_{i};\n")


def rebuild(i):
    name = name_of(i)
    return (f"PRAGMA foreign_keys=off;\nBEGIN TRANSACTION;\nALTER TABLE {name} RENAME TO old_{name};\n"
            f"CREATE TABLE {name} (\n  id integer NOT NULL PRIMARY KEY,\n  name varchar NOT NULL DEFAULT '',\n  owner integer NOT NULL\n);\n"
            f"INSERT INTO {name} (id, name, owner) SELECT id, name, owner FROM old_{name};\nDROP TABLE old_{name};\n"
            f"CREATE INDEX {name}_by_name ON {name} (name);\nCOMMIT;\nPRAGMA foreign_keys=on;\n")


def keys(i, dialect):
    if dialect == "sqlite":
        return f"CREATE UNIQUE INDEX {name_of(i)}_key_{i} ON {name_of(i)} (name, owner);\n"
    drop = f"ALTER TABLE {name_of(i)} DROP CONSTRAINT {name_of(i)}_fk_owner;\n" if dialect == "postgres" else \
        f"ALTER TABLE {name_of(i)} DROP FOREIGN KEY {name_of(i)}_fk_owner;\n"
    return drop + (f"ALTER TABLE {name_of(i)} ADD CONSTRAINT fk_{name_of(i)}_{i} FOREIGN KEY (owner) REFERENCES {name_of(i // 3)} (id) ON DELETE CASCADE;\n"
                   f"ALTER TABLE {name_of(i + 4)} ADD CONSTRAINT {name_of(i + 4)}_u{i} UNIQUE (name, owner);\n")


def indexes(i, dialect):
    drop = f"DROP INDEX {name_of(i)}_idx_owner" + (f" ON {name_of(i)};\n" if dialect == "mysql" else ";\n")
    return (drop + f"CREATE INDEX idx_{name_of(i)}_{i} ON {name_of(i)} (owner, id);\n"
            f"CREATE UNIQUE INDEX uq_{name_of(i + 2)}_{i} ON {quoted(name_of(i + 2), dialect)} (id, name);\n")


def new_table(i, dialect):
    name = f"event_log_{i}"
    key = {"postgres": "bigserial PRIMARY KEY", "mysql": "bigint unsigned NOT NULL AUTO_INCREMENT PRIMARY KEY", "sqlite": "integer PRIMARY KEY AUTOINCREMENT"}[dialect]
    reference = "" if dialect == "mysql" else f" REFERENCES {name_of(i)} (id)"
    options = " ENGINE=InnoDB DEFAULT CHARSET=utf8mb4" if dialect == "mysql" else ""
    return (f"CREATE TABLE IF NOT EXISTS {name} (\n  id {key},\n  item integer NOT NULL{reference},\n  state varchar(20) NOT NULL DEFAULT 'new',\n"
            f"  payload text,\n  created_at timestamp DEFAULT CURRENT_TIMESTAMP,\n  CONSTRAINT {name}_state CHECK (state IN ('new', 'done', 'failed'))\n){options};\n"
            f"CREATE INDEX {name}_item ON {name} (item);\n"
            f"INSERT INTO {name} (item, state) SELECT id, 'done' FROM {name_of(i)} WHERE owner IS NOT NULL;\n")


def rows(i, dialect):
    return (f"INSERT INTO {name_of(i)} (id, name, owner) VALUES ({i}, 'one of many', 1), ({i + 1}, 'it''s another', 2);\n"
            f"UPDATE {name_of(i)} SET name = 'renamed', kind = kind + 1 WHERE id IN (SELECT owner FROM {name_of(i + 5)} WHERE name LIKE 'a%');\n"
            f"DELETE FROM {name_of(i + 5)} WHERE owner = {i} AND name = '';\n")


def gone(i, dialect):
    if i % 3:
        return f"ALTER TABLE {name_of(i + 6)} DROP COLUMN kind;\n"
    return f"DROP TABLE IF EXISTS event_log_{i - 1};\n"


def code(i, dialect):
    k = i * 5 % TABLES
    if dialect == "postgres":
        return f"DROP TRIGGER IF EXISTS a_ins_{name_of(k)} ON {name_of(k)};\n{routine(k)}{trigger(k)}" + (f"DROP VIEW IF EXISTS {name_of(k)}_all;\n{view(k)}" if i % 4 == 0 else "")
    if dialect == "mysql":
        return (f"SET @s = (SELECT IF(\n  (SELECT COUNT(*) FROM INFORMATION_SCHEMA.COLUMNS\n   WHERE table_name = '{name_of(k)}' AND table_schema = DATABASE() AND column_name = 'extra_{i}') > 0,\n"
                f"  \"SELECT 1\",\n  \"ALTER TABLE `{name_of(k)}` ADD `extra_{i}` tinyint(3) unsigned NOT NULL DEFAULT '6' AFTER `name`\"\n));\n"
                f"PREPARE stmt FROM @s;\nEXECUTE stmt;\nDEALLOCATE PREPARE stmt;\n")
    return (f"CREATE TRIGGER {name_of(k)}_touched_{i} AFTER UPDATE ON {name_of(k)}\nBEGIN\n  UPDATE {name_of(k)} SET edits_pending = edits_pending + 1 WHERE id = NEW.id;\nEND;\n")


PARTS = (add_columns, indexes, tighten, rows, new_table, keys, add_columns, code, indexes, gone)


def migration(i, dialect):
    parts = [PARTS[(i + k) % len(PARTS)] for k in range(2 + i % 4)]
    return f"-- Migration {i}\n\n" + "\n".join(part(i, dialect) for part in parts)


def main():
    dialect, files, folder = sys.argv[1], int(sys.argv[2]), Path(sys.argv[3])
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "0000.sql").write_text(script(dialect, TABLES))
    for i in range(1, files + 1):
        (folder / f"{i:04}.sql").write_text(migration(i, dialect))


if __name__ == "__main__":
    if len(sys.argv) != 4 or sys.argv[1] not in ("postgres", "mysql", "sqlite"):
        sys.exit(__doc__)
    main()
