"""Rows for the live tests: each table of a database gets a few that satisfy its constraints, and what
became of them is compared after a plan and after its way back.

Row i holds "i" in every column, as far as the column's type can say it: so rows of different tables refer to
each other, every column is unique, and what a plan may demand of them (a narrower type, a foreign key, NOT NULL
by LEVELS) they satisfy. Rows are inserted with foreign keys unchecked; then whatever refers to nothing goes. A row that a check,
a partition or a trigger refuses is tried with other values, then the table does with fewer.

    made = rows.generate(engine, db, level)      # {table: number of rows}
    seen = rows.snapshot(engine, db)             # {table: Content}
"""

import collections
import json
import re

import rows_mysql
import rows_postgres
import rows_sqlite

# The rows of each level, as (i, with NULLs where allowed). A plan may refuse rows of one level with good reason
# (NOT NULL is added and there are NULLs; two rows where one may be): then the next one is tried.
LEVELS = (((1, False), (2, False), (3, False), (4, True)), ((1, False), (2, False), (3, False)), ((1, False),), ())

Table = collections.namedtuple("Table", "name columns")  # name: as SQL writes it
# literal(i): the value's SQL text, or None when the type is not known; the column is left to its default then
Column = collections.namedtuple("Column", "name type nullable literal")
Content = collections.namedtuple("Content", "types rows")  # {column: type}, sorted [(value, …)] in order of types

SPEAKERS = {"mysql": rows_mysql, "mariadb": rows_mysql, "postgres": rows_postgres, "sqlite": rows_sqlite}


def generate(engine, db, level=0):
    """{table: rows that it has}; tables that can have none are in it with 0."""
    speaker = SPEAKERS[engine.dialect]
    tables = speaker.tables(engine, db)
    wanted = LEVELS[level]
    if not wanted and tables:  # no rows at all, not even the case's own
        engine.attempt(db, speaker.LOAD_HEAD + "\n".join(f"DELETE FROM {t.name};" for t in tables))
    for shift in (lambda i, place: i, lambda i, place: i + 10 * place, lambda i, place: i - 1, lambda i, place: 2000 + i,
                  lambda i, place: i + 100 * (9 - place % 10)):
        counts = speaker.count(engine, db, tables) if tables else {}
        empty = [t for t in tables if not counts.get(t.name)]
        if not empty or not wanted:
            break
        script = [insert(t, i, nulls, shift, speaker.EMPTY) for t in empty for i, nulls in wanted]
        engine.attempt(db, speaker.LOAD_HEAD + "\n".join(script) + "\n" + speaker.LOAD_TAIL)
    if tables and wanted:
        speaker.drop_orphans(engine, db)
    return speaker.count(engine, db, tables) if tables else {}


def insert(table, i, nulls, shift, empty):
    names, values = [], []
    for place, c in enumerate(table.columns):
        value = "NULL" if nulls and c.nullable else c.literal(shift(i, place))
        if value is not None:
            names.append(c.name)
            values.append(value)
    if not names:
        return f"INSERT INTO {table.name} {empty};"
    return f"INSERT INTO {table.name} ({', '.join(names)}) VALUES ({', '.join(values)});"


def snapshot(engine, db):
    return SPEAKERS[engine.dialect].snapshot(engine, db)


# ---- comparison ------------------------------------------------------------------

def restored(start, end, strict=True):
    """What is not as it was, as text; empty: everything is. Not strict: a rollback that says itself that it is
    incomplete: numbers of rows, and columns that have their type."""
    out = []
    for name, was in start.items():
        now = end.get(name)
        if now is None:
            out.append(f"{name}: gone")
        elif strict and was != now:
            out.append(f"{name}: {_differs(was, now)}")
        elif not strict and len(was.rows) != len(now.rows):
            out.append(f"{name}: {len(was.rows)} rows, now {len(now.rows)}")
    return out


def _differs(was, now):
    if was.types != now.types:
        return f"columns {was.types}, now {now.types}"
    return f"had {was.rows}, has {now.rows}"


class Expected:
    """What a plan's changes say of rows: what is renamed, what is given a value, what is computed anew."""

    def __init__(self, changes=()):
        self.tables, self.columns, self.labels, self.filled, self.computed, self.moved = {}, {}, {}, set(), set(), {}
        for c in changes:
            table, column = c.get("table"), c.get("column")
            if c["type"] == "rename" and c["object"] == "table":
                self.tables[c["from"]] = c["name"]
            elif c["type"] == "rename_column":
                self.columns[table, c["from"]] = c["to"]
            elif c["type"] == "rename_enum_value":
                self.labels[c["from"]] = c["to"]
            elif c["type"] == "set_not_null":
                self.filled.add((table, column))
            elif c.get("details", {}).get("moved_from"):
                self.moved[tuple(c["details"]["moved_from"].split(".")[-2:])] = (table, column)
                self.computed.add((table, column))
            elif column and ("generated" in c["type"] or c["type"] in ("add_column", "drop_column")):
                self.computed.add((table, column))


def survived(start, end, goal, expected):
    """After the plan: tables that still are have as many rows, and columns that kept their type their values. A column
    whose type changed is compared where its old values are spelt in the new type the same way (1 and 1.0 are the
    same); that it differs is allowed, and counted, since what a cast makes of a value is the engine's to say."""
    out, cast = [], 0
    for name, was in start.items():
        bare = _bare(name)
        renamed = expected.tables.get(bare)
        to = name if name in end and not renamed else next((t for t in end if _bare(t) == (renamed or bare) and (renamed or t not in start)), name)
        now = end.get(to)
        if now is None or to not in goal:
            continue
        if len(was.rows) != len(now.rows):
            out.append(f"{name}: {len(was.rows)} rows, after the plan {len(now.rows)}")
            continue
        table = _bare(to)
        for i, (column, kind) in enumerate(was.types.items()):
            new = expected.columns.get((table, column)) or expected.columns.get((bare, column), column)
            if new not in now.types or new not in goal[to].types or (table, new) in expected.computed:
                continue
            a, b = _values(was, i), _values(now, list(now.types).index(new))
            if any(x in expected.labels for x in a):
                a = sorted((expected.labels.get(x, x) for x in a), key=_order)
            if (table, new) in expected.filled:  # what was NULL is not any more; the rest has to be there
                a = [x for x in a if x is not None]
                b = [x for x in b if x in a]
            if a == b:
                continue
            if kind == now.types[new]:
                out.append(f"{name}.{column}: {a}, after the plan {b}")
            else:
                cast += 1
    return out, cast


def arrived(start, end, moved):
    """Of columns that went to another table, what is not there, as text: each value that the old one held is in the new one, and
    the new one holds nothing else but what rows without another one may hold."""
    out = []
    for (table, column), (to_table, to_column) in moved.items():
        was = next((_column(c, column) for t, c in start.items() if _bare(t) == table), None)
        now = next((_column(c, to_column) for t, c in end.items() if _bare(t) == to_table), None)
        if was is None or now is None:
            out.append(f"{table}.{column}, {to_table}.{to_column}: not there")
            continue
        missing = sorted(set(was) - set(now) - {None}, key=_order)
        if missing:
            out.append(f"{table}.{column}: {missing} did not arrive in {to_table}.{to_column}, which holds {now}")
    return out


def _column(content, column):
    return _values(content, list(content.types).index(column)) if column in content.types else None


def _bare(name):
    """The table's own name, without schema and quotes."""
    return re.sub(r'^.*\.(?=[^.]+$)', "", name).strip('"`')


def _values(content, i):
    return sorted((r[i] for r in content.rows), key=_order)


def _order(value):
    return (value is not None, str(value))


def contents(names, lines):
    """Rows as the engines print them: one JSON array a line, its first element the number of the table."""
    out = {t: Content(types, []) for t, types in names}
    for line in lines:
        if line:
            row = json.loads(line)
            out[names[int(row[0])][0]].rows.append(tuple(row[1:]))
    for c in out.values():
        c.rows.sort(key=lambda r: [_order(v) for v in r])
    return out
