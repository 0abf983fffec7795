#!/usr/bin/env python3
"""What is known of the statements on rows in a corpus's scripts: targets, columns, and whether there is a condition, held
against a reading of the same text that is made here, token by token and without a grammar.

usage: data.py MIGRA TEST-CORPUS [--verbose] [FILE...]

The corpus is MIGRA_CORPUS, or ../shared/corpus. Prints a row per dialect and kind; status 1 when one statement is read
differently. Statements that `migra parse` does not understand are counted apart."""
import collections
import concurrent.futures
import json
import os
import re
import subprocess
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
CORPUS = os.environ.get("MIGRA_CORPUS", os.path.join(ROOT, "..", "shared", "corpus"))
VERBS = ("insert", "replace", "update", "delete", "merge", "truncate", "copy", "load", "call")

TOKEN = re.compile(r"""(?P<blank>\s+|--[^\n]*|/\*(?!!).*?\*/|\#[^\n]*|/\*!\d*|\*/)
 |(?P<string>\$(?P<tag>\w*)\$.*?\$(?P=tag)\$|[eEnNxXbB]?'(?:[^'\\]|''|\\.)*')
 |(?P<quoted>"(?:[^"]|"")*"|`(?:[^`]|``)*`|\[[A-Za-z_ ]+\])
 |(?P<word>[\w$\x80-\uffff]+)|(?P<mark>:=|.)""", re.S | re.X)


def tokens(text, dialect):
    """(kind, text) of each: a word in lower case, a name without its quotes."""
    found = []
    for m in TOKEN.finditer(text):
        kind, t = m.lastgroup, m.group()
        if kind == "tag":
            kind = "string"
        if kind == "blank":
            if not (t.startswith("#") and dialect == "postgres"):
                continue
        if kind == "quoted":
            if dialect == "mysql" and t[0] == '"':
                kind = "string"
            elif t[0] == "[" and dialect != "sqlite":
                found += [("mark", "["), ("word", t[1:-1]), ("mark", "]")]
                continue
            else:
                t = t[1:-1]
        found.append((kind, t.lower() if kind == "word" else t))
    return found


class Reader:
    def __init__(self, found):
        self.t, self.i = found, 0

    def word(self, *words):
        kind, t = self.t[self.i] if self.i < len(self.t) else ("", "")
        return t in words and kind in ("word", "mark")

    def take(self, *words):
        ok = self.word(*words)
        self.i += ok
        return ok

    def name(self):
        """A dotted name."""
        parts = [self.t[self.i][1]] if self.i < len(self.t) else [""]
        self.i += 1
        while self.word("."):
            parts.append(self.t[self.i + 1][1] if self.i + 1 < len(self.t) else "")
            self.i += 2
        return parts

    def inside(self):
        """The tokens between parentheses; behind them."""
        depth, start = 0, self.i
        while self.i < len(self.t):
            depth += self.t[self.i] == ("mark", "(")
            depth -= self.t[self.i] == ("mark", ")")
            self.i += 1
            if not depth:
                break
        return self.t[start + 1:self.i - 1]

    def until(self, *words):
        """The tokens up to a word outside of parentheses."""
        depth, start = 0, self.i
        while self.i < len(self.t) and (depth or not self.word(*words)):
            depth += self.t[self.i] == ("mark", "(")
            depth -= self.t[self.i] == ("mark", ")")
            self.i += 1
        return self.t[start:self.i]


def split(found):
    parts, depth = [[]], 0
    for t in found:
        depth += t == ("mark", "(")
        depth -= t == ("mark", ")")
        if t == ("mark", ",") and not depth:
            parts.append([])
        else:
            parts[-1].append(t)
    return [p for p in parts if p]


def names_of(found):
    """Of a list of columns: their last names."""
    return [Reader(part).name()[-1] for part in split(found)]


def assigned(found):
    """SET a = 1, (b, c) = …, t.d = 2: the columns, each with its qualifier or none."""
    columns = []
    for part in split(found):
        r = Reader(part)
        if r.word("("):
            columns += [(None, n) for n in names_of(r.inside())]
        else:
            name = r.name()
            columns.append((name[-2] if len(name) > 1 else None, name[-1]))
    return columns


def tables_of(found):
    """FROM's list: what each table is called, and its name; and whether there are several."""
    aliases, several, r = {}, False, Reader(found)
    while r.i < len(r.t):
        if r.take("only", "join", "inner", "left", "right", "outer", "cross", "natural", "straight_join", ","):
            several |= r.t[r.i - 1][1] in ("join", "straight_join", ",")
        elif r.word("on", "using"):
            r.i += 1
            r.until("join", "inner", "left", "right", "cross", "natural", "straight_join", ",")
        elif r.word("("):
            inner = r.inside()
            if not (inner and inner[0][1] in ("select", "with")):
                more, _ = tables_of(inner)
                aliases.update(more)
                continue
            r.take("as")
            r.i += not r.word(",", "join", "inner", "left", "on")
        else:
            name = r.name()
            r.take("*")
            alias = name[-1]
            if r.take("as") or (r.i < len(r.t) and r.t[r.i][0] in ("word", "quoted") and not r.word(
                    "on", "using", "join", "inner", "left", "right", "outer", "cross", "natural", "straight_join")):
                alias = r.name()[-1]
            aliases.setdefault(alias.lower(), name)
    return aliases, several


ENDS = ("where", "from", "order", "limit", "returning")


def expect(text, dialect):
    """(kind, targets, columns, has a condition) of a data statement, or None."""
    r = Reader(tokens(text, dialect))
    if r.word("with"):
        r.take("with")
        while r.i < len(r.t) and not r.word("insert", "update", "delete", "select", "merge", "replace"):
            if r.word("("):
                r.inside()
            else:
                r.i += 1
    verb = r.t[r.i][1] if r.i < len(r.t) and r.t[r.i][0] == "word" else ""
    r.i += 1
    if verb not in VERBS:
        return None
    if verb in ("insert", "replace"):
        while r.take("low_priority", "delayed", "high_priority", "ignore", "or", "abort", "fail", "rollback") or (r.word("replace") and r.take("replace")):
            pass
        r.take("into")
        target, columns = r.name(), []
        if r.take("as"):
            r.name()
        if r.take("partition"):
            r.inside()
        if r.word("(") and not (r.i + 1 < len(r.t) and r.t[r.i + 1][1] in ("select", "with", "(", "values")):
            columns = names_of(r.inside())
        elif r.take("set"):
            columns = [c for _, c in assigned(r.until("on", "as"))]
        return "insert", [target], columns, False
    if verb == "update":
        while r.take("low_priority", "ignore", "or", "abort", "fail", "rollback", "replace"):
            pass
        aliases, several = tables_of(r.until("set"))
        r.take("set")
        columns = assigned(r.until(*ENDS))
        r.until("where")
        first = next(iter(aliases.values()), [""])
        targets = [aliases.get((q or "").lower(), first) for q, _ in columns] if several else [first]
        return "update", targets, [c for _, c in columns], r.word("where") or several
    if verb == "delete":
        while r.take("low_priority", "quick", "ignore"):
            pass
        before = [] if r.word("from") else split(r.until("from"))
        r.take("from")
        if before:
            aliases, _ = tables_of(r.until("where", "order", "limit"))
            targets = [Reader(p).name() for p in before]
            names = [t[:-1] if t[-1] == "*" else t for t in targets]
            return "delete", [aliases.get(t[-1].lower(), t) for t in names], [], True
        r.take("only")
        target = r.name()
        several = bool(r.until("where", "using")) and dialect == "mysql" and r.word("using")
        several = several or (dialect == "mysql" and r.word("using"))
        r.until("where")
        return "delete", [target], [], r.word("where") or several
    if verb == "truncate":
        r.take("table")
        return "truncate", [Reader([t for t in p if t[1] != "only"]).name() for p in split(r.until("restart", "continue", "cascade", "restrict"))], [], False
    if verb == "copy":
        if r.word("("):
            return "copy", [], [], False
        target = r.name()
        return "copy", [target], names_of(r.inside()) if r.word("(") else [], False
    if verb == "load":
        r.until("table")
        r.take("table")
        target = r.name()
        r.until("(", "set")
        return "copy", [target], [], False
    if verb == "merge":
        r.take("into")
        r.take("only")
        return "merge", [r.name()], [], True
    return "call_statement", [r.name()], [], False


def run(*command):
    return subprocess.run(command, capture_output=True, check=False).stdout


def judge(migra, corpus, dialect, path):
    with open(path, "rb") as f:
        whole = f.read()
    document = json.loads(run(migra, "parse", path, "--dialect", dialect, "--format", "json", "--allow-unparsed"))
    read = {}
    for line in run(corpus, "data", dialect, path).decode("utf-8", "replace").split("\n"):
        if line:
            off, _, kind, targets, columns, where = line.split("\t")
            read[int(off)] = (kind, targets.split(), [c for c in columns.split(",") if c], where == "where")
    found = []
    for s in document["statements"]:
        if s["kind"] in ("copy_data", "client_command"):
            continue
        off = s["offset"]
        if off not in read and s["kind"] not in ("unknown", "other"):
            head = whole[off:off + 12].lstrip(b"( ").lower()
            if not head.startswith(tuple(v.encode() for v in VERBS)) and not head.startswith(b"with"):
                continue
        text = whole[off:off + s["length"]].decode("utf-8", "replace")
        wanted = expect(text, dialect)
        if not wanted and off not in read:
            continue
        if not wanted or s["kind"] == "unknown":
            found.append((wanted[0] if wanted else read[off][0], "not understood" if s["kind"] == "unknown" else "differs", path, s["line"], text, wanted, read.get(off)))
            continue
        kind, targets, columns, where = wanted
        got = read.get(off, ("", [], [], False))
        low = sorted({".".join(t).lower() for t in targets})
        same = (got[0] == kind and sorted({t.lower() for t in got[1]}) == low and (dialect == "mysql" and kind == "copy" or [c.lower() for c in got[2]] == [c.lower() for c in columns])
                and (kind in ("insert", "truncate", "copy", "call_statement") or got[3] == where))
        found.append((kind, "alike" if same else "differs", path, s["line"], text, wanted, got))
    return dialect, found


def main():
    args = [a for a in sys.argv[1:] if a != "--verbose"]
    migra, corpus, files = os.path.abspath(args[0]), os.path.abspath(args[1]), args[2:]
    jobs = []
    for dialect in ("postgres", "mysql", "sqlite"):
        for folder, _, names in os.walk(os.path.join(CORPUS, dialect)):
            jobs += [(dialect, os.path.join(folder, n)) for n in sorted(names) if n.endswith(".sql")]
    if files:
        jobs = [j for j in jobs if any(f in j[1] for f in files)]
    if not jobs:
        print(f"SKIPPED: no corpus at {CORPUS}: set MIGRA_CORPUS")
        return 77
    table, failed = collections.defaultdict(collections.Counter), 0
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        for dialect, found in pool.map(lambda j: judge(migra, corpus, *j), jobs):
            for kind, verdict, path, line, text, wanted, got in found:
                table[dialect, kind][verdict] += 1
                failed += verdict == "differs"
                if verdict != "alike" and "--verbose" in sys.argv:
                    print(f"{os.path.relpath(path, CORPUS)}:{line}: {verdict}: {' '.join(text.split())[:200]}\n    wanted {wanted}\n    got    {got}")
    for (dialect, kind), n in sorted(table.items()):
        print(f"{dialect:9} {kind:15} {n['alike']:6} alike {n['differs']:4} differ {n['not understood']:4} not understood")
    print(f"{sum(n['alike'] for n in table.values())} of {sum(sum(n.values()) for n in table.values())} statements on rows: targets, columns and condition known")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
