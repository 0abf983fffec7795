#!/usr/bin/env python3
"""Turns lib/facts/*.tsv into the C tables of one generated file.

usage: facts.py OUT.c FILE.tsv...

Each .tsv has comment lines (#), then rows of tab-separated fields; '-' is an
empty field. Rows are sorted here by their key in byte order, because the
lookups are binary searches; a key that stands twice is an error.
"""
import os
import sys


def fail(message):
    sys.exit("facts.py: " + message)


def read(path, width):
    rows = []
    with open(path, encoding="utf-8") as f:
        for number, line in enumerate(f, 1):
            line = line.rstrip("\n")
            if not line or line.startswith("#"):
                continue
            fields = ["" if x == "-" else x for x in line.split("\t")]
            if len(fields) != width:
                fail("%s:%d: %d fields, %d expected" % (path, number, len(fields), width))
            rows.append(fields)
    return rows


def text(s):
    if not s:
        return "NULL"
    out = []
    for byte in s.encode("utf-8"):
        c = chr(byte)
        if c in '"\\':
            out.append("\\" + c)
        elif 32 <= byte < 127 and c != "?":
            out.append(c)
        else:
            out.append("\\%03o" % byte)
    return '"' + "".join(out) + '"'


def flag(s):
    return "true" if s == "y" else "false"


def number(s):
    return "-1" if s == "never" else str(int(s or 0))


DIALECTS = {"postgres": "MG_POSTGRES", "mysql": "MG_MYSQL", "mariadb": "MG_MARIADB", "sqlite": "MG_SQLITE"}


def sort_key(*columns):
    return lambda row: tuple(int(row[c] or 0) if n else row[c].encode() for c, n in columns)


def check_unique(path, rows, key):
    for a, b in zip(rows, rows[1:]):
        if key(a) == key(b):
            fail("%s: %s stands twice" % (path, key(a)))


def with_measured_names(rows, measured):
    """An operation with a name of its own is found under the id that it was measured as, too."""
    return rows + [[row[measured]] + row[1:] for row in rows if row[measured] and row[measured] != row[0]]


def first_letters(name, rows):
    """Eight letters of each operation as a number: in the rows' order, too."""
    yield "const uint64_t %s[] = {" % name
    for row in rows:
        yield "    0x%s," % row[0].encode()[:8].ljust(8, b"\0").hex()
    yield "};"


def postgres_operations(path):
    rows = with_measured_names(read(path, 12), 10)
    key = sort_key((0, False), (1, True))
    rows.sort(key=key)
    check_unique(path, rows, key)
    yield "const mg_pg_fact mg_facts_postgres[] = {"
    for op, low, high, ok, lock, others, rewrites, scans, index, transactional, _, source in rows:
        reads = lock == "ACCESS EXCLUSIVE"
        writes = lock in ("ACCESS EXCLUSIVE", "EXCLUSIVE", "SHARE ROW EXCLUSIVE", "SHARE")
        yield "    {%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s}," % (
            text(op), number(low), number(high), flag(ok), text(lock), text(others), str(reads).lower(),
            str(writes).lower(), flag(rewrites), flag(scans), flag(index), flag(transactional), text(source))
    yield "};"
    yield "const size_t mg_n_facts_postgres = %d;" % len(rows)
    yield from first_letters("mg_facts_postgres_heads", rows)


def mysql_operations(path):
    rows = with_measured_names(read(path, 11), 9)
    order = {"mysql": 0, "mariadb": 1}
    key = lambda r: (r[0].encode(), order[r[1]], int(r[2] or 0))
    rows.sort(key=key)
    check_unique(path, rows, key)
    yield "const mg_my_fact mg_facts_mysql[] = {"
    for op, dialect, low, high, ok, algorithm, lock, rebuilds, index, _, source in rows:
        yield "    {%s, %s, %s, %s, %s, %s, %s, %s, %s, %s}," % (
            text(op), DIALECTS[dialect], number(low), number(high), flag(ok), text(algorithm), text(lock),
            flag(rebuilds), flag(index), text(source))
    yield "};"
    yield "const size_t mg_n_facts_mysql = %d;" % len(rows)
    yield from first_letters("mg_facts_mysql_heads", rows)


def sqlite_operations(path):
    rows = read(path, 4)
    key = sort_key((0, False))
    rows.sort(key=key)
    check_unique(path, rows, key)
    yield "const mg_lite_row mg_facts_sqlite[] = {"
    for op, since, unless, source in rows:
        # In the table 1 means "always" so that 0 can mean "never", as the interface says.
        native = 0 if since == "never" else max(1, int(since or 0))
        yield "    {{%s, %d, %s, %s}}," % (text(op), native, text(unless), text(source))
    yield "};"
    yield "const size_t mg_n_facts_sqlite = %d;" % len(rows)


CASTS = {"auto": "MG_CAST_AUTO", "using": "MG_CAST_USING"}


def postgres_types(path):
    rows = read(path, 8)
    key = sort_key((0, False), (1, False))
    rows.sort(key=key)
    check_unique(path, rows, key)
    yield "const mg_pg_type_row mg_facts_pg_types[] = {"
    for old, new, cast, rewrites, index, fails, changes, source in rows:
        yield "    {%s, %s, %s, %s, %s, %s, %s, %s}," % (
            text(old), text(new), CASTS[cast], flag(rewrites), flag(index), text(fails), text(changes), text(source))
    yield "};"
    yield "const size_t mg_n_facts_pg_types = %d;" % len(rows)


def mysql_types(path):
    rows = read(path, 7)
    order = {"both": 0, "mysql": 1, "mariadb": 2}
    key = lambda r: (r[0].encode(), r[1].encode(), order[r[2]])
    rows.sort(key=key)
    check_unique(path, rows, key)
    yield "const mg_my_type_row mg_facts_my_types[] = {"
    for old, new, dialect, algorithm, fails, changes, source in rows:
        bits = {"both": "MG_FACT_MYSQL | MG_FACT_MARIADB", "mysql": "MG_FACT_MYSQL", "mariadb": "MG_FACT_MARIADB"}
        yield "    {%s, %s, %s, %s, %s, %s, %s}," % (
            text(old), text(new), bits[dialect], text(algorithm), text(fails), text(changes), text(source))
    yield "};"
    yield "const size_t mg_n_facts_my_types = %d;" % len(rows)


PARTS = {"first": "MG_PART_FIRST", "second": "MG_PART_SECOND", "any": "MG_PART_ANY", "members": "MG_PART_MEMBERS",
         "column": "MG_PART_COLUMN"}


def type_limits(path):
    rows = read(path, 9)
    key = lambda r: (list(DIALECTS).index(r[1]), r[2] == "column", r[0].encode(), list(PARTS).index(r[2]), int(r[3]))
    rows.sort(key=key)
    check_unique(path, rows, key)
    yield "const mg_type_limit mg_facts_type_limits[] = {"
    for name, dialect, part, low, high, least, most, says, source in rows:
        yield "    {%s, %s, %s, %s, %s, %s, %s, %s, %s}," % (
            text(name), DIALECTS[dialect], PARTS[part], number(low), number(high), number(least), number(most), text(says), text(source))
    yield "};"
    yield "const mg_limit_rows mg_facts_type_limit_rows[MG_DIALECT_COUNT] = {"
    for name in DIALECTS:
        of = [i for i, r in enumerate(rows) if r[1] == name]
        columns = [i for i in of if rows[i][2] == "column"]
        end = of[-1] + 1 if of else 0
        yield "    [%s] = {%d, %d, %d}," % (DIALECTS[name], of[0] if of else 0, columns[0] if columns else end, end)
    yield "};"


TAKES = {"number": "MG_TAKES_NUMBER", "fraction": "MG_TAKES_FRACTION", "switch": "MG_TAKES_SWITCH", "word": "MG_TAKES_WORD"}


def storage_parameters(path):
    rows = read(path, 8)
    key = sort_key((0, False), (1, False))
    rows.sort(key=key)
    check_unique(path, rows, key)
    yield "const mg_storage_parameter mg_facts_storage_parameters[] = {"
    for of, name, takes, least, most, words, since, source in rows:
        yield "    {%s, %s, %s, %s, %s, %s, %s, %s}," % (
            text(of), text(name), TAKES[takes], number(least), number(most), text(words), number(since), text(source))
    yield "};"
    yield "const size_t mg_n_facts_storage_parameters = %d;" % len(rows)


def functions(path):
    rows = read(path, 3)
    key = sort_key((0, False))
    rows.sort(key=key)
    check_unique(path, rows, key)
    yield "const mg_function_row mg_facts_functions[] = {"
    for name, volatile, _ in rows:
        yield "    {%s, %s}," % (text(name), flag(volatile))
    yield "};"
    yield "const size_t mg_n_facts_functions = %d;" % len(rows)


def rates(path):
    rows = read(path, 8)
    key = lambda r: (r[0].encode(), list(DIALECTS).index(r[1]), int(r[2] or 0))
    rows.sort(key=key)
    check_unique(path, rows, key)
    yield "const mg_rate_row mg_facts_rates[] = {"
    for op, dialect, low, high, a, b, c, source in rows:
        yield "    {%s, %s, %s, %s, %d, %d, %d, %s}," % (
            text(op), DIALECTS[dialect], number(low), number(high), round(float(a or 0)), round(float(b or 0)),
            round(float(c or 0)), text(source))
    yield "};"
    yield "const size_t mg_n_facts_rates = %d;" % len(rows)


def spellings(path):
    rows = read(path, 6)
    key = lambda r: (list(DIALECTS).index(r[0]), r[1].encode(), r[2].encode(), r[3].encode())
    rows.sort(key=key)
    check_unique(path, rows, key)
    yield "const mg_spelling_row mg_facts_spellings[] = {"
    for dialect, kind, context, written, canonical, source in rows:
        yield "    {%s, %s, %s, %s, %s, %s}," % (
            DIALECTS[dialect], text(kind), text(context), text(written), text(canonical), text(source))
    yield "};"
    yield "const size_t mg_n_facts_spellings = %d;" % len(rows)


def names(path):
    rows = read(path, 5)
    rows.sort(key=lambda r: (list(DIALECTS).index(r[0]), r[1].encode(), r[4].encode()))
    yield "const mg_name_row mg_facts_names[] = {"
    for dialect, case, statements, given, source in rows:
        yield "    {%s, %s, %s, %s, %s}," % (DIALECTS[dialect], text(case), text(statements), text(given), text(source))
    yield "};"
    yield "const size_t mg_n_facts_names = %d;" % len(rows)


TABLES = {
    "postgres_operations.tsv": postgres_operations,
    "mysql_operations.tsv": mysql_operations,
    "sqlite_operations.tsv": sqlite_operations,
    "postgres_types.tsv": postgres_types,
    "mysql_types.tsv": mysql_types,
    "type_limits.tsv": type_limits,
    "storage_parameters.tsv": storage_parameters,
    "functions.tsv": functions,
    "rates.tsv": rates,
    "spellings.tsv": spellings,
    "names.tsv": names,
}


def main():
    if len(sys.argv) < 3:
        fail("usage: facts.py OUT.c FILE.tsv...")
    out = ["/* Generated by tools/facts.py from lib/facts. Do not edit. */", '#include "facts/tables.h"']
    for path in sys.argv[2:]:
        name = os.path.basename(path)
        if name not in TABLES:
            fail("no table is made from " + name)
        out.append("")
        out.extend(TABLES[name](path))
    with open(sys.argv[1], "w", encoding="utf-8") as f:
        f.write("\n".join(out) + "\n")


main()
