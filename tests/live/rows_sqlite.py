"""Generated rows in SQLite; see rows.py."""

import re
import sqlite3

import rows

LOAD_HEAD = "PRAGMA foreign_keys = OFF;\n"
LOAD_TAIL = ""
EMPTY = "DEFAULT VALUES"


def quote(name):
    return '"' + name.replace('"', '""') + '"'


def connect(db):
    """Python's own SQLite may be older than the one that made the database, and has to read its expressions."""
    con = sqlite3.connect(db)
    con.create_function("if", 3, lambda c, x, y: x if c else y, deterministic=True)
    return con


def _listing(db):
    con = connect(db)
    names = [r[0] for r in con.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' "
                                       "AND name NOT LIKE '\\_migra\\_saved\\_%' ESCAPE '\\' AND sql NOT LIKE 'CREATE VIRTUAL%' "
                                       "ORDER BY 1")]
    shadows = {r[1] for r in con.execute("PRAGMA table_list") if r[2] == "shadow"}
    out = {n: list(con.execute(f"PRAGMA table_xinfo({quote(n)})")) for n in names if n not in shadows}
    con.close()
    return out


def tables(_, db):
    return [rows.Table(quote(t), [rows.Column(quote(c[1]), c[2], not c[3] and not c[5], _literal(c[2])) for c in cols if c[6] == 0])
            for t, cols in _listing(db).items()]


def _literal(kind):
    kind = kind.upper()
    if re.search(r"BOOL", kind):
        return lambda i: str(i % 2)
    if re.search(r"INT|NUM|DEC|REAL|FLOA|DOUB", kind):
        return str
    if re.search(r"DATETIME|TIMESTAMP", kind):
        return lambda i: f"'2001-01-01 00:00:{min(abs(i), 59):02}'"
    if "DATE" in kind:
        return lambda i: f"'2001-01-{min(abs(i) or 1, 28):02}'"
    if "JSON" in kind:
        return lambda i: f"'{{\"a\": {i}}}'"
    if "BLOB" in kind:
        return lambda i: f"x'{abs(i) % 100:02}'"
    return lambda i: f"'{i}'"


def count(_, db, names):
    con = connect(db)
    out = {t.name: con.execute(f"SELECT COUNT(*) FROM {t.name}").fetchone()[0] for t in names}
    con.close()
    return out


def drop_orphans(_, db):
    con = connect(db)
    try:
        for _ in range(5):
            orphans = list(con.execute("PRAGMA foreign_key_check"))
            for table, rowid, *_ in orphans:
                con.execute(f"DELETE FROM {quote(table)} WHERE rowid = ?" if rowid is not None else f"DELETE FROM {quote(table)}",
                            (rowid,) if rowid is not None else ())
            con.commit()
            if not orphans:
                break
    except sqlite3.Error:
        pass  # a foreign key that cannot be used
    con.close()


def snapshot(_, db):
    con = connect(db)
    con.text_factory = lambda b: b.decode("utf-8", "backslashreplace")
    out = {}
    for t, cols in _listing(db).items():
        cols = sorted(cols, key=lambda c: c[1])  # their order aside
        listed = ", ".join(quote(c[1]) for c in cols if c[6] != 1)
        types = {c[1]: c[2].upper() for c in cols if c[6] != 1}
        found = sorted((tuple(r) for r in con.execute(f"SELECT {listed} FROM {quote(t)}")), key=lambda r: [(v is not None, str(v)) for v in r])
        out[quote(t)] = rows.Content(types, found)
    con.close()
    return out
