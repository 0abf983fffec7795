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


def chunks(word):
    """Eight bytes at a time, bit 0x20 set in each: lib/lex/word.h reads words so."""
    for i in range(0, len(word), 8):
        yield int.from_bytes(bytes(b | 0x20 for b in word[i:i + 8].encode()), "little")


def word_hash(word):
    """Of the first 16 bytes; lib/lex/word.h computes the same while it scans."""
    h = 0
    for chunk in chunks(word[:16]):
        h = ((h ^ chunk) * 0x9E3779B97F4A7C15) & 0xFFFFFFFFFFFFFFFF
        h ^= h >> 32
    return h & 0xFFFFFFFF | 1


def header(out):
    out.write("/* Made by tools/keywords.py. */\n#ifndef MG_TOKENS_H\n#define MG_TOKENS_H\n\nenum {\n    MG_T_EOF = 0,\n")
    for i, (name, _) in enumerate(tokens(), 1):
        out.write(f"    MG_T_{name} = {i},\n")
    out.write(f"    MG_T_COUNT = {len(tokens()) + 1}\n}};\n\n#endif\n")


INDEX_BITS = 12  # few words that are no keyword meet an entry; MG_KEYWORD_BITS in lib/lex/keywords.h


def table(out):
    out.write('/* Made by tools/keywords.py. */\n#include "lex/keywords.h"\n\n')
    for column, dialect in enumerate(DIALECTS, 2):
        rows = [(w[0], w[1], w[column]) for w in words() if w[column] != "-"]
        index = [0] * (1 << INDEX_BITS)
        out.write(f"static const mg_keyword words_{dialect}[] = {{\n    {{\"\", 0, 0, 0, 0, 0}},\n")
        for n, (word, token, cls) in enumerate(rows, 1):
            i = word_hash(word) >> (32 - INDEX_BITS)
            while index[i]:
                i = (i + 1) % len(index)
            index[i] = n
            out.write(f'    {{"{word}", {next(chunks(word))}u, {word_hash(word)}u, MG_T_{token}, {len(word)}, \'{cls}\'}},\n')
        out.write("};\n\n")
        out.write(f"static const uint16_t index_{dialect}[{len(index)}] = {{\n    ")
        out.write(", ".join(f"[{i}] = {n}" + ("\n   " if k % 8 == 7 else "")
                            for k, (i, n) in enumerate((i, n) for i, n in enumerate(index) if n)))
        out.write("\n};\n\n")
    out.write("const mg_keyword_table mg_keyword_tables[4] = {\n")
    for dialect in DIALECTS:
        out.write(f"    {{words_{dialect}, index_{dialect}}},\n")
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
    if dialect == "postgres": # its grammar says in places that any keyword will do
        for name, cls in (("reserved_word", "R"), ("function_word", "T")):
            out.write(f"%type {name} {{const mg_token *}}\n")
            for token in sorted({w[1] for w in words() if w[column] == cls}):
                out.write(f"{name}(A) ::= {token}(X). {{ A = X; }}\n")


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
