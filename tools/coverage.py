#!/usr/bin/env python3
"""How much of real SQL is understood, per dialect and kind of statement; writes docs/coverage.md.

usage: coverage.py MIGRA [--corpus DIR] [--dialect D]... [--write] [--engines] [--list WHAT] [--kind KIND] [--file PART] [--limit N]

The corpus is --corpus, or MIGRA_CORPUS, or ../shared/corpus: pairs.tsv names the schemas and upgrade scripts,
validated.tsv the engines that load them, and statements/DIALECT holds statements of engines' and parsers' own tests:
  *.ok.sql              the engine runs them
  *.parse-only.sql      its grammar takes them, it refuses them for another reason
  *.syntax-errors.sql   it refuses them as syntax errors: one that we understand in full is a false acceptance (what MySQL and
                        MariaDB refuse without saying near what was refused by the table at hand, not by the grammar)

  --write          write docs/coverage.md (all dialects)
  --engines        give what is not full in schemas and upgrades to the engines at hand, each statement alone: those that an engine
                   refuses as a syntax error are not its language
  --list WHAT      print the statements, not the table: bad (partial or no, where the engine takes it), partial, no, false
  --kind KIND      only statements of this kind, as the table names it
  --file PART      only files whose path holds PART
  --full-text      with --list, whole statements instead of their beginnings
"""
import argparse
import collections
import concurrent.futures
import json
import os
import re
import subprocess
import sys
import tempfile

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
DIALECTS = ("postgres", "mysql", "mariadb", "sqlite")
# The names that corpus files give to engines: a prefix, the dialect, and whether what follows is a version to ask for.
ENGINES = (("pg", "postgres"), ("mysql", "mysql"), ("mariadb", "mariadb"), ("sqlite", "sqlite"))
GROUPS = ("corpus", "unclean", "tests", "errors")
LEVELS = ("full", "partial", "no")
BATCH = 200
# Words between a verb and what it acts on.
FILLERS = set("""or replace temp temporary unlogged global local unique fulltext spatial if not exists recursive aggregate online ignore
    constraint foreign-data algorithm definer sql security invoker undefined merge temptable""".split())


class Statement:
    """One statement of one file and what came out of it."""
    __slots__ = ("dialect", "group", "kind", "level", "path", "line", "text", "why", "refused")

    def __init__(self, dialect, group, kind, level, path, line, text, why):
        self.dialect, self.group, self.kind, self.level = dialect, group, kind, level
        self.path, self.line, self.text, self.why, self.refused = path, line, text, why, False

    def wrong(self):
        return self.level == "full" if self.group == "errors" else self.level != "full"


def engine_of(name):
    for prefix, dialect in ENGINES:
        if name.startswith(prefix):
            return dialect, name[len(prefix):]
    raise SystemExit(f"unknown engine {name}")


# ---- one run of migra ------------------------------------------------------------------------------

def run_parse(migra, dialect, version, paths):
    command = [migra, "parse", *paths, "--dialect", dialect, "--format", "json", "--allow-unparsed"]
    if version:
        command += ["--engine-version", version]
    run = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, timeout=300)
    if run.returncode not in (0, 1, 3):
        raise SystemExit(f"{' '.join(command)[:300]}: status {run.returncode}")
    document = json.loads(run.stdout)
    by_path = {p: ([], []) for p in paths}
    only = paths[0] if len(paths) == 1 else None
    for s in document["statements"]:
        by_path[s.get("source") or only][0].append(s)
    for d in document["diagnostics"]:
        if d["code"] in ("unresolved", "duplicate", "dependency"):
            continue
        place = by_path.get(d.get("source") or only)
        if place:
            place[1].append(d)
    return by_path


def kind_of(kind, text):
    """The parser's name of the kind; where it has none, the first words that are no filler."""
    if kind != "unknown":
        return kind
    text = re.sub(r"^(\s|--.*\n|/\*([^*!]|\*(?!/))*\*/)+", "", text)
    words = re.findall(r"[A-Za-z_]+", text[:200])
    if not words:
        return "unknown"
    verb = words[0].lower()
    if verb not in ("create", "alter", "drop", "comment"):
        return verb
    for word in words[1:6]:
        if word.lower() not in FILLERS:
            return f"{verb}_{word.lower()}"
    return verb


def first_diagnostic(diagnostics, begin, end):
    for d in diagnostics:
        if begin <= d["line"] <= end:
            return f"{d['line']}:{d['column']} {d['message']}" + (f" ({d['hint']})" if d.get("hint") else "")
    return ""


# ---- files -----------------------------------------------------------------------------------------

def read_whole(job):
    """A file whose statements the splitter of migra finds."""
    migra, dialect, version, group, root, path = job
    full = os.path.join(root, path)
    statements, diagnostics = run_parse(migra, dialect, version, [full])[full]
    with open(full, "rb") as f:
        data = f.read()
    found = []
    for s in statements:
        text = data[s["offset"]:s["offset"] + s["length"]].decode(errors="replace")
        why = ""
        if s["understood"] != "full":
            why = first_diagnostic(diagnostics, s["line"], s["line"] + text.count("\n"))
        found.append(Statement(dialect, group, kind_of(s["kind"], text), s["understood"], path, s["line"], text, why))
    return found


def read_pieces(job):
    """A file where each statement stands below a line with the engine's error: each is read for itself, so that an open
    quote in one does not hide the next."""
    migra, dialect, version, group, root, path = job
    with open(os.path.join(root, path), encoding="utf-8", errors="surrogateescape", newline="") as f:
        lines = f.read().split("\n")
    pieces, start = [], None
    for i, line in enumerate(lines + ["-- error: "]):
        if line.startswith(("-- error: ", "-- file: ")) or line == "-- error:":
            if start is not None:
                pieces.append((start + 1, "\n".join(lines[start:i]).rstrip(), lines[start - 1]))
            start = i + 1 if line.startswith("-- error:") else None
    found = []
    with tempfile.TemporaryDirectory() as folder:
        for first in range(0, len(pieces), BATCH):
            batch, paths = pieces[first:first + BATCH], []
            for i, (_, text, _) in enumerate(batch):
                paths.append(os.path.join(folder, f"{first + i}.sql"))
                with open(paths[-1], "w", encoding="utf-8", errors="surrogateescape", newline="") as f:
                    f.write(text + "\n")
            results = run_parse(migra, dialect, version, paths)
            for (line, text, said), p in zip(batch, paths):
                statements, diagnostics = results[p]
                level, kind = "full", kind_of("unknown", text)
                for s in statements:
                    level = max(level, s["understood"], key=LEVELS.index)
                if statements and statements[0]["kind"] != "unknown":
                    kind = statements[0]["kind"]
                why = "" if level == "full" else first_diagnostic(diagnostics, 1, 1 << 30)
                raised_later = group == "errors" and dialect in ("mysql", "mariadb") and " near " not in said
                found.append(Statement(dialect, "tests" if raised_later else group, kind, level, path, line, text, why))
            for p in paths:
                os.remove(p)
    return found


def find_jobs(migra, root, only):
    clean, seen, jobs = collections.defaultdict(set), set(), []
    with open(os.path.join(root, "validated.tsv"), encoding="utf-8") as f:
        for row in [line.split("\t") for line in f.read().splitlines()[1:]]:
            dialect = engine_of(row[2])[0]
            seen.add((row[0], dialect))
            if row[3] == "yes":
                clean[row[0]].add(dialect)
    for path, dialect in sorted(seen):
        if dialect in only:
            jobs.append((read_whole, (migra, dialect, None, "corpus" if dialect in clean[path] else "unclean", root, path)))
    for folder, _, files in os.walk(os.path.join(root, "statements")):
        for name in files:
            path = os.path.relpath(os.path.join(folder, name), root)
            with open(os.path.join(root, path), encoding="utf-8", errors="replace") as f:
                header = re.match(r"-- (\d+) statements from \S+; engine (\S+):", f.readline())
            dialect, version = engine_of(header.group(2))
            if dialect not in only:
                continue
            if name.endswith(".ok.sql"):
                jobs.append((read_whole, (migra, dialect, version, "tests", root, path)))
            else:
                group = "errors" if name.endswith(".syntax-errors.sql") else "tests"
                jobs.append((read_pieces, (migra, dialect, version, group, root, path)))
    return jobs


# ---- engines ---------------------------------------------------------------------------------------

# What a grammar says when it refuses.
SYNTAX = {"postgres": r"syntax error|unterminated|at or near", "mysql": r"ERROR 1064|ERROR 1149", "mariadb": r"ERROR 1064|ERROR 1149",
          "sqlite": r"syntax error|unrecognized token|incomplete input"}


def ask(engine, dialect, text):
    """What the engine says to the statement, in an empty database; none when it takes it."""
    db = engine.create()
    try:
        if dialect in ("mysql", "mariadb"):
            text = "DELIMITER //;;//\n" + text.rstrip().rstrip(";") + "\n//;;//\n"
        altered = re.match(r"(?i)ALTER\s+TABLE\s+(\S+)", text)
        if altered and dialect == "sqlite":  # it looks for the table before it reads on
            text = f"CREATE TABLE {altered[1]} (one);\n" + text
        engine.load(db, text)
        return ""
    except Exception as e:  # whatever it says
        return str(e)
    finally:
        engine.drop(db)


def ask_engines(statements, dialects):
    """Marks what an engine's grammar refuses; says which engines were asked."""
    sys.path.insert(0, os.path.join(ROOT, "tests", "live"))
    import engines
    asked = {}
    for dialect in dialects:
        wanted = [s for s in statements if s.dialect == dialect and s.group in GROUPS[:2] and s.level != "full"]
        try:
            engine = engines.start(dialect)
        except Exception as e:  # whatever hinders it
            engine = None
            print(f"no {dialect}: {e}", file=sys.stderr)
        if not engine:
            continue
        answers = {}
        for s in wanted:
            if s.text not in answers:
                answers[s.text] = ask(engine, dialect, s.text)
            s.refused = bool(re.search(SYNTAX[dialect], answers[s.text]))
            if not s.refused and "--verbose" in sys.argv:
                print(f"{s.path}:{s.line}: {s.level}, {answers[s.text][-200:] or 'taken'}: {' '.join(s.text.split())[:200]}")
        asked[dialect] = f"{dialect} {engine.version}"
        engine.close()
    return asked


def accepted_rows(statements, asked):
    """Schemas and upgrades, all of them, without what the engine's grammar refuses."""
    rows = [("engine", "statements in schemas, upgrades", "refused by its grammar", "of the others: full", "partial", "no", "full %", "at least partial %")]
    for dialect, name in asked.items():
        whole = [s for s in statements if s.dialect == dialect and s.group in GROUPS[:2]]
        levels = [sum(1 for s in whole if s.level == level and not s.refused) for level in LEVELS]
        n = sum(levels)
        rows.append((name, len(whole), len(whole) - n, *levels, percent(levels[0], n), percent(levels[0] + levels[1], n)))
    return rows


# ---- tables -----------------------------------------------------------------------------------------

def percent(part, whole):
    return f"{100 * part / whole:.2f} %" if whole else ""


def count(statements):
    table = collections.defaultdict(collections.Counter)
    for s in statements:
        for kind in (s.kind, ""):
            table[s.dialect, kind][s.group, s.level] += 1
    return table


def summary(table, dialects):
    rows = [("dialect", "source", "statements", "full", "partial", "no", "full %", "at least partial %")]
    names = {"corpus": "schemas, upgrades", "unclean": "the same, not all of it loads", "tests": "engines' and parsers' tests"}
    for dialect in dialects:
        counts = table[dialect, ""]
        for group in GROUPS[:3]:
            levels = [counts[group, level] for level in LEVELS]
            whole = sum(levels)
            if whole:
                rows.append((dialect, names[group], whole, *levels, percent(levels[0], whole), percent(levels[0] + levels[1], whole)))
    return rows


def false_rows(table, dialects):
    rows = [("dialect", "refused by the engine", "taken in full", "false acceptances")]
    for dialect in dialects:
        counts = table[dialect, ""]
        whole = sum(counts["errors", level] for level in LEVELS)
        rows.append((dialect, whole, counts["errors", "full"], percent(counts["errors", "full"], whole)))
    return rows


def kind_rows(table, dialect):
    rows = [("kind", "schemas: full", "partial", "no", "tests: full", "partial", "no", "refused", "falsely taken")]
    kinds = [kind for d, kind in table if d == dialect and kind]
    for kind in sorted(kinds, key=lambda k: (-sum(table[dialect, k].values()), k)):
        c = table[dialect, kind]
        schemas = [c["corpus", level] + c["unclean", level] for level in LEVELS]
        tests = [c["tests", level] for level in LEVELS]
        rows.append((kind, *schemas, *tests, sum(c["errors", level] for level in LEVELS), c["errors", "full"]))
    return rows


def as_text(rows):
    cells = [[str(c) if c != 0 else "" for c in row] for row in rows]
    widths = [max(len(row[i]) for row in cells) for i in range(len(cells[0]))]
    words = [isinstance(c, str) and not c.endswith("%") for c in rows[-1]]
    return "\n".join("  ".join(c.ljust(w) if left else c.rjust(w) for c, w, left in zip(row, widths, words)).rstrip() for row in cells)


def as_markdown(rows):
    cells = [[str(c) if c != 0 else "" for c in row] for row in rows]
    words = [isinstance(c, str) and not c.endswith("%") for c in rows[-1]]
    lines = ["| " + " | ".join(row) + " |" for row in cells]
    lines.insert(1, "| " + " | ".join("---" if left else "---:" for left in words) + " |")
    return "\n".join(lines)


def write_page(table, accepted):
    parts = ["""# Coverage

Generated by `tools/coverage.py MIGRA --engines --write` from a corpus of public schemas and of the statements in engines' and other
parsers' own tests; do not edit. `full`: all of the statement is in the model. `partial`: known and kept as text, but a clause is not
modelled. `no`: kept as text only. Schemas that the engine does not load as a whole hold statements that it refuses, too. A false
acceptance is a statement that the engine refuses as a syntax error and we take in full.
""", as_markdown(summary(table, DIALECTS)), "", """Of the schemas and upgrades, what is not full was given to the engines, each statement alone, in an empty database
(`--engines`): what they refuse as a syntax error is left out here.
""", as_markdown(accepted), "", as_markdown(false_rows(table, DIALECTS))]
    for dialect in DIALECTS:
        parts += ["", f"## {dialect}", "", as_markdown(kind_rows(table, dialect))]
    with open(os.path.join(ROOT, "docs", "coverage.md"), "w", encoding="utf-8") as f:
        f.write("\n".join(parts) + "\n")


def show(statements, args):
    wanted = {"bad": lambda s: s.group != "errors" and s.level != "full", "partial": lambda s: s.group != "errors" and s.level == "partial",
              "no": lambda s: s.group != "errors" and s.level == "no", "false": lambda s: s.group == "errors" and s.level == "full"}[args.list]
    shown = [s for s in statements if wanted(s) and (not args.kind or s.kind == args.kind)]
    for s in shown[:args.limit]:
        text = s.text.strip() if args.full_text else " ".join(s.text.split())[:160]
        print(f"{s.path}:{s.line}: {s.dialect} {s.kind} {s.level}" + (f": {s.why}" if s.why else "") + f"\n    {text}")
    print(f"{len(shown)} statements")


def main():
    p = argparse.ArgumentParser(usage=__doc__)
    p.add_argument("migra")
    p.add_argument("--corpus", default=os.environ.get("MIGRA_CORPUS", os.path.join(ROOT, "..", "shared", "corpus")))
    p.add_argument("--dialect", action="append", choices=DIALECTS)
    p.add_argument("--write", action="store_true")
    p.add_argument("--engines", action="store_true")
    p.add_argument("--verbose", action="store_true")
    p.add_argument("--list", choices=("bad", "partial", "no", "false"))
    p.add_argument("--kind")
    p.add_argument("--file")
    p.add_argument("--full-text", action="store_true")
    p.add_argument("--limit", type=int, default=1000000)
    p.add_argument("--jobs", type=int, default=2)
    args = p.parse_args()
    if not os.path.exists(os.path.join(args.corpus, "validated.tsv")):
        sys.exit(f"no corpus at {args.corpus}: set MIGRA_CORPUS")
    if args.write and not args.engines:
        sys.exit("--write needs --engines, too")
    if args.write and (args.dialect or args.file or args.kind):
        sys.exit("--write needs the whole corpus")
    dialects = [d for d in DIALECTS if d in (args.dialect or DIALECTS)]
    jobs = [j for j in find_jobs(os.path.abspath(args.migra), os.path.abspath(args.corpus), dialects) if not args.file or args.file in j[1][5]]
    statements = []
    with concurrent.futures.ThreadPoolExecutor(args.jobs) as pool:
        for found in pool.map(lambda j: j[0](j[1]), jobs):
            statements += found
    if args.list:
        return show(statements, args)
    if args.kind:
        statements = [s for s in statements if s.kind == args.kind]
    table = count(statements)
    for dialect in dialects:
        print(f"\n{dialect}\n{as_text(kind_rows(table, dialect))}")
    print("\n" + as_text(summary(table, dialects)) + "\n\n" + as_text(false_rows(table, dialects)))
    asked = ask_engines(statements, dialects) if args.engines else {}
    if asked:
        print("\n" + as_text(accepted_rows(statements, asked)))
    if args.write:
        write_page(table, accepted_rows(statements, asked))


if __name__ == "__main__":
    main()
