#!/usr/bin/env python3
"""Token numbers, keyword tables and fallback lists out of grammar/tokens.def and grammar/keywords.tsv.

    keywords.py header OUT          tokens.h: enum of MG_T_*
    keywords.py table OUT           keywords.c: a hash table of words a dialect, display names
    keywords.py lemon DIALECT OUT   %token declarations in the same numbers, %fallback to ID for words usable as names
"""

import os
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
GRAMMAR = os.path.join(os.path.dirname(HERE), "grammar")
DIALECTS = ("postgres", "mysql", "mariadb", "sqlite")


def lines(name):
    with open(os.path.join(GRAMMAR, name), encoding="utf-8") as f:
        return [l.rstrip("\n") for l in f if l.strip() and not l.startswith("#")]


def tokens():
    """(name, display) in number order; the first is 1, 0 is the end of the statement."""
    out = [tuple(l.split(None, 1)) for l in lines("tokens.def")]
    taken = {n for n, _ in out}
    for word, token, *_ in words():
        if token not in taken:
            taken.add(token)
            out.append((token, word.upper()))
    return out


def words():
    rows = [l.split("\t") for l in lines("keywords.tsv")]
    seen = set()
    for r in rows:
        if len(r) != 6 or r[0] in seen or any(c not in "RTCU-" for c in r[2:]):
            sys.exit(f"keywords.tsv: bad or repeated row: {r}")
        seen.add(r[0])
    return rows


def word_hash(word):
    """FNV-1a of the word in lower case; lib/lex computes the same while it scans."""
    h = 2166136261
    for b in word.encode():
        h = ((h ^ b) * 16777619) & 0xFFFFFFFF
    return h


def header(out):
    out.write("/* Made by tools/keywords.py. */\n#ifndef MG_TOKENS_H\n#define MG_TOKENS_H\n\nenum {\n    MG_T_EOF = 0,\n")
    for i, (name, _) in enumerate(tokens(), 1):
        out.write(f"    MG_T_{name} = {i},\n")
    out.write(f"    MG_T_COUNT = {len(tokens()) + 1}\n}};\n\n#endif\n")


def table(out):
    out.write('/* Made by tools/keywords.py. */\n#include "lex/keywords.h"\n\n')
    for column, dialect in enumerate(DIALECTS, 2):
        rows = [(w[0], w[1], w[column]) for w in words() if w[column] != "-"]
        size = 1
        while size < 3 * len(rows):
            size *= 2
        slots = [None] * size
        for word, token, cls in rows:
            i = word_hash(word) & (size - 1)
            while slots[i]:
                i = (i + 1) & (size - 1)
            slots[i] = (word, token, cls)
        out.write(f"static const mg_keyword words_{dialect}[{size}] = {{\n")
        for i, s in enumerate(slots):
            if s:
                out.write(f'    [{i}] = {{"{s[0]}", {word_hash(s[0])}u, MG_T_{s[1]}, {len(s[0])}, \'{s[2]}\'}},\n')
        out.write("};\n\n")
    out.write("const mg_keyword_table mg_keyword_tables[4] = {\n")
    for dialect in DIALECTS:
        out.write(f"    {{words_{dialect}, sizeof words_{dialect} / sizeof *words_{dialect} - 1}},\n")
    out.write("};\n\nconst char *const mg_token_displays[MG_T_COUNT] = {\n    [MG_T_EOF] = \"end of statement\",\n")
    for name, display in tokens():
        out.write(f"    [MG_T_{name}] = \"{display}\",\n")
    out.write("};\n")


def lemon(dialect, out):
    column = DIALECTS.index(dialect) + 2
    out.write("/* Made by tools/keywords.py. */\n")
    for name, _ in tokens():
        out.write(f"%token {name}.\n")
    names = sorted({w[1] for w in words() if w[column] in "UC"} - {w[1] for w in words() if w[column] in "RT"})
    out.write("%fallback ID\n")
    for name in names:
        out.write(f"  {name}\n")
    out.write("  .\n")


def main():
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    with open(sys.argv[-1], "w", encoding="utf-8") as out:
        if sys.argv[1] == "header":
            header(out)
        elif sys.argv[1] == "table":
            table(out)
        else:
            lemon(sys.argv[2], out)


if __name__ == "__main__":
    main()
