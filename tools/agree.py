#!/usr/bin/env python3
"""How often the PostgreSQL grammar and the server's own raw parser agree.

Takes statements that both accept, changes one token of each (takes it out, doubles it, swaps it with its neighbour,
puts a word before it), asks libpg_query and libmigra, and counts where they differ: `taken` are mutants that only
libmigra calls understood in full, `refused` those that only the server's parser takes. Statements come from the
project's cases and examples, or from the files given (statements that end in ';').

usage: agree.py [--lib build/libmigra.so] [--mutants N] [--seed S] [--show N] [--kind KIND] [--plain] [FILE...]
"""
import argparse
import collections
import ctypes
import ctypes.util
import glob
import os
import random
import re
import sys

HERE = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
WORDS = ("select from where table order group by with as on using not null default check primary references "
         "constraint unique in and or end case when then else limit all distinct union into values set to for user "
         "column collate create grant only any array false window fetch returning analyze "
         "left join full natural is like between exists interval row int if add name type key").split()
MARKS = ["(", ")", ",", ".", "=", "1", "'x'", "a", "::", "[", "]", ";;", "=>", "*", "-", "||"]
TOKEN = re.compile(r"""\s+|--[^\n]*|/\*.*?\*/|[eE]'(?:[^'\\]|\\.|'')*'|[uU]&'(?:[^']|'')*'|[uU]&"(?:[^"]|"")*"|[bBxXnN]?'(?:[^']|'')*'
    |"(?:[^"]|"")*"|(\$(?:[A-Za-z_\x80-\U0010ffff][A-Za-z_0-9\x80-\U0010ffff]*)?\$).*?\1
    |\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|\.\d+|[A-Za-z_\x80-\U0010ffff][A-Za-z_0-9$\x80-\U0010ffff]*|\$\d+|::|:=|\.\.
    |[+\-*/<>=~!@\#%^&|`?]+|.""", re.S | re.X)


class PgQueryError(ctypes.Structure):
    _fields_ = [("message", ctypes.c_char_p), ("funcname", ctypes.c_char_p), ("filename", ctypes.c_char_p),
                ("lineno", ctypes.c_int), ("cursorpos", ctypes.c_int), ("context", ctypes.c_char_p)]


class PgQueryResult(ctypes.Structure):
    _fields_ = [("len", ctypes.c_size_t), ("data", ctypes.c_void_p), ("stderr", ctypes.c_void_p),
                ("error", ctypes.POINTER(PgQueryError))]


class Server:
    """The server's raw parser, as libpg_query packs it."""

    def __init__(self, path):
        self.lib = ctypes.CDLL(path)
        self.lib.pg_query_parse_protobuf.restype = PgQueryResult
        self.lib.pg_query_parse_protobuf.argtypes = [ctypes.c_char_p]
        self.lib.pg_query_free_protobuf_parse_result.argtypes = [PgQueryResult]

    def refuses(self, sql):
        """None, or what it says."""
        r = self.lib.pg_query_parse_protobuf(sql)
        said = None
        if r.error:
            said = (r.error.contents.message or b"").decode(errors="replace")
        self.lib.pg_query_free_protobuf_parse_result(r)
        return said


class ParseOptions(ctypes.Structure):
    _fields_ = [("size", ctypes.c_size_t), ("dialect", ctypes.c_char_p), ("version", ctypes.c_char_p),
                ("name", ctypes.c_char_p), ("evidence", ctypes.c_char_p)]


class MigraString(ctypes.Structure):
    _fields_ = [("data", ctypes.c_void_p), ("len", ctypes.c_size_t)]


class Migra:
    def __init__(self, path, version):
        L = self.lib = ctypes.CDLL(path)
        P = ctypes.c_void_p
        L.migra_context_new.argtypes = [P, ctypes.POINTER(P), P]
        L.migra_schema_new.argtypes = [P, P, ctypes.POINTER(P), P]
        L.migra_schema_read.argtypes = [P, P, ctypes.c_char_p, ctypes.c_size_t, P]
        L.migra_schema_free.argtypes = [P]
        L.migra_schema_statement_count.argtypes = [P]
        L.migra_schema_statement_count.restype = ctypes.c_size_t
        L.migra_schema_statement_at.argtypes = [P, ctypes.c_size_t]
        L.migra_schema_statement_at.restype = P
        L.migra_statement_kind.argtypes = [P]
        L.migra_schema_diagnostic_count.argtypes = [P]
        L.migra_schema_diagnostic_count.restype = ctypes.c_size_t
        L.migra_schema_diagnostic_at.argtypes = [P, ctypes.c_size_t]
        L.migra_schema_diagnostic_at.restype = P
        L.migra_diagnostic_message.argtypes = [P, ctypes.POINTER(MigraString)]
        L.migra_statement_kind.restype = ctypes.c_char_p
        L.migra_statement_understood.argtypes = [P]
        L.migra_statement_span.argtypes = [P, ctypes.POINTER(ctypes.c_size_t), ctypes.POINTER(ctypes.c_size_t), P, P]
        self.context = P()
        if L.migra_context_new(None, ctypes.byref(self.context), None):
            sys.exit("agree: no context")
        self.options = ParseOptions(ctypes.sizeof(ParseOptions), b"postgres", version, b"-", None)

    def read(self, sql):
        """[(kind, understood, offset, length)]; self.said is the first diagnostic"""
        L, schema = self.lib, ctypes.c_void_p()
        if L.migra_schema_new(self.context, ctypes.byref(self.options), ctypes.byref(schema), None):
            sys.exit("agree: no schema")
        L.migra_schema_read(schema, None, sql, len(sql), None)
        out = []
        off, n = ctypes.c_size_t(), ctypes.c_size_t()
        for i in range(L.migra_schema_statement_count(schema)):
            s = L.migra_schema_statement_at(schema, i)
            L.migra_statement_span(s, ctypes.byref(off), ctypes.byref(n), None, None)
            out.append((L.migra_statement_kind(s).decode(), L.migra_statement_understood(s), off.value, n.value))
        self.said = ""
        if L.migra_schema_diagnostic_count(schema):
            message = MigraString()
            L.migra_diagnostic_message(L.migra_schema_diagnostic_at(schema, 0), ctypes.byref(message))
            self.said = ctypes.string_at(message.data, message.len).decode(errors="replace") if message.data else ""
        L.migra_schema_free(schema)
        return out

    def judges(self, sql):
        """taken, refused, or beyond: refused for a reason that the raw parser does not look at"""
        found = self.read(sql)
        if found and all(u == 2 for _, u, _, _ in found):
            return "taken"
        of_grammar = not self.said or self.said.startswith(("expected ", "unknown ", "unexpected ", "unterminated "))
        return "refused" if of_grammar else "beyond"


def tokens(sql):
    return [m.group() for m in TOKEN.finditer(sql)]


def mutate(sql, rng):
    """One change; (what was done, the text)."""
    parts = tokens(sql)
    real = [i for i, t in enumerate(parts) if not t.isspace() and not t.startswith(("--", "/*"))]
    if len(real) < 2:
        return None
    i = rng.randrange(len(real))
    how = rng.choice(("take out", "take out", "double", "swap", "word", "mark"))
    at = real[i]
    if how == "take out":
        parts[at] = " "
    elif how == "double":
        parts[at] += " " + parts[at]
    elif how == "swap":
        other = real[i + 1] if i + 1 < len(real) else real[i - 1]
        parts[at], parts[other] = " " + parts[other] + " ", " " + parts[at] + " "
    elif how == "word":
        parts[at] = " " + rng.choice(WORDS) + " " + parts[at]
    else:
        parts[at] = " " + rng.choice(MARKS) + " " + parts[at]
    return how, "".join(parts)


def statements_of(migra, path):
    text = open(path, "rb").read()
    if path.endswith(".case"):
        text = b"\n".join(m for m in re.findall(rb"^--- \w*sql\w*[^\n]*\n(.*?)(?=^--- |\Z)", text, re.S | re.M)) or text
    for kind, understood, off, n in migra.read(text):
        if kind not in ("client_command", "copy_data", "unknown"):
            yield kind, understood, text[off:off + n]


def default_files():
    found = glob.glob(os.path.join(HERE, "tests/cases/*/postgres/**/*.case"), recursive=True)
    return sorted(found + glob.glob(os.path.join(HERE, "examples/schemas/postgres/*.sql")))


def pick(kinds, rng, limit):
    """Statements of rare kinds as often as those of common ones."""
    order = sorted(kinds)
    weights = [min(len(kinds[k]), 400) ** 0.6 for k in order]
    for _ in range(limit):
        kind = rng.choices(order, weights)[0]
        yield kind, rng.choice(kinds[kind])


def compare_plain(server, migra, files, show):
    """Statements as they stand."""
    wrong = []
    total = 0
    for path in files:
        for kind, understood, sql in statements_of(migra, path):
            said = server.refuses(sql)
            total += 1
            if (said is None) != (understood == 2):
                wrong.append((kind, "refused" if said is None else "taken", said, sql))
    report(total, wrong, show)


def report(total, wrong, show):
    by_kind = collections.Counter((how, kind) for kind, how, _, _ in wrong)
    print(f"{total} statements, {len(wrong)} judged differently: agreement {100 * (1 - len(wrong) / max(total, 1)):.2f} %")
    for (how, kind), n in by_kind.most_common():
        print(f"{n:7} {how:8} {kind}")
    for kind, how, said, sql in wrong[:show]:
        one_line = re.sub(r"\s+", " ", sql.decode(errors="replace")).strip()
        print(f"\n{how} {kind}: {said or ''}\n    {one_line[:400]}")


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("files", nargs="*")
    ap.add_argument("--lib", default=os.path.join(HERE, "build/libmigra.so"))
    ap.add_argument("--pg-query", default=ctypes.util.find_library("pg_query"))
    ap.add_argument("--engine-version", default="15", help="what libpg_query parses like")
    ap.add_argument("--mutants", type=int, default=20000)
    ap.add_argument("--seed", type=int, default=1)
    ap.add_argument("--show", type=int, default=20)
    ap.add_argument("--kind", help="only statements of this kind")
    ap.add_argument("--plain", action="store_true", help="the statements themselves, not mutants")
    ap.add_argument("--at-least", type=float, default=0, help="status 1 when fewer %% agree")
    args = ap.parse_args()
    if not args.pg_query:
        print("SKIPPED: libpg_query is not installed")
        return 77
    server, migra = Server(args.pg_query), Migra(args.lib, args.engine_version.encode())
    files = args.files or default_files()
    if args.plain:
        compare_plain(server, migra, files, args.show)
        return 0
    kinds = collections.defaultdict(list)
    for path in files:
        for kind, understood, sql in statements_of(migra, path):
            if understood == 2 and len(sql) < 1500 and (not args.kind or kind == args.kind) and server.refuses(sql) is None:
                kinds[kind].append(sql)
    rng = random.Random(args.seed)
    wrong, seen = [], set()
    for kind, sql in pick(kinds, rng, args.mutants):
        made = mutate(sql.decode(errors="replace"), rng)
        if not made or made[1] in seen:
            continue
        seen.add(made[1])
        text = made[1].encode()
        said, ours = server.refuses(text), migra.judges(text)
        if said and "must have an alias" in said: # until version 16
            continue
        if ours == ("taken" if said else "refused"):
            wrong.append((kind, ours, said, text))
    rng.shuffle(wrong)
    report(len(seen), wrong, args.show)
    agreement = 100 * (1 - len(wrong) / max(len(seen), 1))
    return 1 if agreement < args.at_least else 0


if __name__ == "__main__":
    sys.exit(main())
