#!/usr/bin/env python3
"""The words of grammar/keywords.tsv against the engines' own lists: PostgreSQL's pg_get_keywords(), with the class of each
word, and SQLite's sqlite3_keyword_name(). A word that only the table has must be one that a newer version brought, or one
that the grammar treats as a word without reserving it.

usage: keywords.py SOURCE_ROOT [--verbose]
"""
import ctypes
import ctypes.util
import os
import sys

import engines

CLASSES = {"R": "R", "T": "T", "C": "C", "U": "U"}
# PostgreSQL 16, 17, 18: what pg_get_keywords() of 15 does not have.
NEWER_POSTGRES = {
    16: "absent indent json json_array json_arrayagg json_object json_objectagg keys scalar system_user",
    17: "conditional empty error json_exists json_query json_scalar json_serialize json_table json_value merge_action nested omit path "
        "plan quotes source string target unconditional",
    18: "enforced objects period virtual",
}
# Words to SQLite's grammar here that its tokenizer calls identifiers.
PLAIN_SQLITE = "false rowid stored strict true".split()
NEWER_SQLITE = {"3.47": "within"}


def table(root):
    """dialect -> word -> class"""
    words = {"postgres": {}, "mysql": {}, "mariadb": {}, "sqlite": {}}
    with open(os.path.join(root, "grammar", "keywords.tsv"), encoding="utf-8") as f:
        for line in f:
            if line.startswith("#") or not line.strip():
                continue
            word, _, *classes = line.rstrip("\n").split("\t")
            for dialect, cls in zip(words, classes):
                if cls != "-":
                    words[dialect][word] = cls
    return words


def compare(dialect, version, own, engine, more, check_class):
    """Lines that say what differs."""
    wrong = [f"{dialect}: {w} is a keyword of {version}, not of the table" for w in sorted(set(engine) - set(own))]
    wrong += [f"{dialect}: {w} is no keyword of {version}" for w in sorted(set(own) - set(engine) - set(more))]
    if check_class:
        wrong += [f"{dialect}: {w} is {engine[w]} in {version}, {own[w]} in the table" for w in sorted(set(own) & set(engine))
                  if own[w] != engine[w]]
    return wrong


def of_postgres():
    server = engines.Postgres()
    try:
        db = server.create()
        rows = server._psql(db, "SELECT word || ' ' || catcode::text FROM pg_get_keywords()", None, "-At").split("\n")
        return server.version, {w: c for w, c in (r.split(" ") for r in rows if r)}
    finally:
        server.close()


def of_sqlite():
    lib = ctypes.CDLL(ctypes.util.find_library("sqlite3"))
    lib.sqlite3_libversion.restype = ctypes.c_char_p
    name, size, words = ctypes.c_char_p(), ctypes.c_int(), []
    for i in range(lib.sqlite3_keyword_count()):
        lib.sqlite3_keyword_name(i, ctypes.byref(name), ctypes.byref(size))
        words.append(ctypes.string_at(name, size.value).decode().lower())
    # In a fallback list or not: whether it is taken as the name of a column.
    import sqlite3
    classes = {}
    for word in words:
        db = sqlite3.connect(":memory:")
        try:
            db.execute(f"CREATE TABLE t (x, {word})")
            classes[word] = "free"
        except sqlite3.Error:
            classes[word] = "R"
        db.close()
    return lib.sqlite3_libversion().decode(), classes


def main():
    own = table(sys.argv[1])
    wrong, compared = [], 0
    try:
        version, words = of_postgres()
        major = int(version.split(".")[0])
        newer = " ".join(w for v, w in NEWER_POSTGRES.items() if v > major).split()
        wrong += compare("postgres", f"PostgreSQL {version}", own["postgres"], words, newer, True)
        compared += len(words)
        print(f"PostgreSQL {version}: {len(words)} keywords")
    except (engines.EngineError, ValueError, OSError) as e:
        print(f"SKIPPED: PostgreSQL: {str(e)[:200]}")
    if ctypes.util.find_library("sqlite3"):
        version, words = of_sqlite()
        newer = PLAIN_SQLITE + " ".join(NEWER_SQLITE.values()).split()
        # T: a name, though not by a fallback (CROSS, INDEXED …)
        simple = {w: "R" if c == "R" else "free" for w, c in own["sqlite"].items()}
        wrong += compare("sqlite", f"SQLite {version}", simple, words, newer, True)
        compared += len(words)
        print(f"SQLite {version}: {len(words)} keywords")
    else:
        print("SKIPPED: SQLite: no shared library")
    for line in wrong:
        print(line)
    print(f"{compared} compared, {len(wrong)} wrong")
    return 1 if wrong else 0 if compared else 77


if __name__ == "__main__":
    sys.exit(main())
