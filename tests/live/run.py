#!/usr/bin/env python3
"""Convergence on real engines: a database that holds BEFORE, after the printed plan, is a database
that holds AFTER; after the printed rollback it is the first one again, with its rows.

    run.py --migra build/cli/migra --examples
    run.py --migra build/cli/migra --pairs ../corpus/pairs.tsv --dialect postgres --limit 50
    run.py --migra build/cli/migra --jsonl cases.jsonl --verbose

The engine is the judge: its own dump decides, not ours. What an engine refuses to load is skipped
and counted. The last line is the count."""

import argparse
import collections
import difflib
import json
import os
import signal
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import engines  # noqa: E402

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
Case = collections.namedtuple("Case", "name dialect before after rows options", defaults=((),))


class Outcome(Exception):
    """How a case ended before its end: 'skip' or the cause of its failure, and the details."""

    def __init__(self, cause, detail=""):
        super().__init__(cause)
        self.cause, self.detail = cause, detail


def read(path):
    with open(path, encoding="utf-8", errors="surrogateescape") as f:
        return f.read()


# ---- where cases come from ------------------------------------------------------

def example_cases():
    base = os.path.join(ROOT, "examples", "schemas")
    for dialect in sorted(os.listdir(base)):
        d = os.path.join(base, dialect)
        rows = os.path.join(d, "rows.sql")
        yield Case(f"examples/{dialect}", dialect, read(f"{d}/before.sql"), read(f"{d}/after.sql"),
                   read(rows) if os.path.exists(rows) else "")


OPTIONS = {"rename": "--rename", "renames": "--renames", "strategy": "--strategy"}


def golden_cases(folder):
    """What the golden cases compare, on the engine: every .case with a before and an after."""
    for path in sorted(os.path.join(d, f) for d, _, names in os.walk(folder) for f in names if f.endswith(".case")):
        for number, sections in enumerate(read_case(path), 1):
            settings = [l.split("=", 1) for l in sections.get("options", "").splitlines() if "=" in l]
            settings = [(k.strip(), v.strip()) for k, v in settings]
            dialect = dict(settings).get("dialect") or next((p for p in path.split(os.sep) if p in engines.ENGINES or p == "mysql"), None)
            if "expect empty" in sections: # equal to us, spelt differently in the engine's stored text
                continue
            if "before" not in sections or "after" not in sections or not dialect or "engine_version" in dict(settings):
                continue
            options = tuple(x for k, v in settings if k in OPTIONS for x in (OPTIONS[k], v))
            yield Case(f"{os.path.relpath(path, ROOT)}#{number}", dialect, sections["before"], sections["after"], "", options)


def read_case(path):
    """The cases of one file as dictionaries of sections; the options before the first case hold for all."""
    shared, current, section = "", {}, None
    cases = []
    for line in read(path).split("\n"):
        if not line.startswith("--- "):
            if section:
                current[section] = current.get(section, "") + line + "\n"
            continue
        words = line[4:].split()
        if words[0] == "case":
            if not cases and set(current) <= {"options"}:
                shared = current.get("options", "")
            current = {"options": shared}
            cases.append(current)
            section = None
        else:
            section = " ".join(words) if words[0] == "expect" else words[0]
    return cases or [current]


def own_cases():
    """tests/live/cases/<dialect>/<name>/{before,after[,rows]}.sql"""
    base = os.path.join(ROOT, "tests", "live", "cases")
    for dialect in sorted(os.listdir(base)) if os.path.isdir(base) else []:
        for name in sorted(os.listdir(os.path.join(base, dialect))):
            d = os.path.join(base, dialect, name)
            rows = os.path.join(d, "rows.sql")
            yield Case(f"own/{dialect}/{name}", dialect, read(f"{d}/before.sql"), read(f"{d}/after.sql"),
                       read(rows) if os.path.exists(rows) else "")


def pair_cases(tsv):
    base = os.path.dirname(tsv)
    with open(tsv, encoding="utf-8") as f:
        next(f)
        for line in f:
            dialect, _, before, after = line.rstrip("\n").split("\t")[:4]
            yield Case(f"{before} -> {os.path.basename(after)}", dialect, read(os.path.join(base, before)),
                       read(os.path.join(base, after)), "")


def jsonl_cases(path):
    with open(path, encoding="utf-8") as f:
        for line in f:
            c = json.loads(line)
            if not isinstance(c.get("before"), str) or not isinstance(c.get("after"), str) or c.get("expect_error"):
                continue
            setup = c.get("setup") or ""
            if not isinstance(setup, str):
                continue
            dialect = c.get("flavor") if c.get("flavor") == "mariadb" else c["dialect"]
            dialect = {"pg": "postgres", "postgresql": "postgres", "sqlite3": "sqlite"}.get(dialect, dialect)
            rows = c.get("seed") if isinstance(c.get("seed"), str) else ""
            yield Case(f"{c['peer']}/{c['case']}", dialect, setup + "\n" + c["before"], setup + "\n" + c["after"], rows)


# ---- one case --------------------------------------------------------------------

class Runner:
    def __init__(self, migra, verbose):
        self.migra, self.verbose = migra, verbose
        self.dir = tempfile.mkdtemp(prefix="migra-plans-")

    def plan(self, case, engine, *more):
        paths = []
        for name in ("before", "after"):
            path = os.path.join(self.dir, name + ".sql")
            with open(path, "w", encoding="utf-8", errors="surrogateescape") as f:
                f.write(getattr(case, name))
            paths.append(path)
        argv = [self.migra, "plan", *paths, "--dialect", engine.dialect, "--engine-version", engine.version,
                "--format", "sql", "--allow-unparsed", "--fail-on", "never", *case.options, *more]
        try:
            done = subprocess.run(argv, capture_output=True, timeout=120)
        except subprocess.TimeoutExpired as e:
            raise Outcome("migra hangs") from e
        if done.returncode < 0 or done.returncode > 3:
            raise Outcome("migra crashes", f"exit {done.returncode}\n" + done.stderr.decode("utf-8", "replace")[-2000:])
        if done.returncode not in (0, 1):
            raise Outcome("migra refuses", done.stderr.decode("utf-8", "replace")[-2000:])
        return done.stdout.decode("utf-8", "surrogateescape")

    def load(self, engine, db, sql, which):
        try:
            engine.load(db, sql)
        except engines.EngineError as e:
            raise Outcome("skip", f"the engine refuses {which}: {str(e)[:300]}") from e

    def converge(self, case, engine):
        dbs = [engine.create(0), engine.create(1)]
        try:
            self.load(engine, dbs[0], case.before, "BEFORE")
            self.load(engine, dbs[1], case.after, "AFTER")
            if case.rows:
                self.load(engine, dbs[0], case.rows, "the rows")
            start, start_rows = engine.catalogue(dbs[0]), engine.rows(dbs[0])
            goal = engine.catalogue(dbs[1])
            script = self.plan(case, engine)
            self.execute(engine, dbs[0], script, "plan")
            self.compare(goal, engine.catalogue(dbs[0]), "plan does not converge", script)
            down = self.plan(case, engine, "--down")
            self.execute(engine, dbs[0], down, "rollback")
            self.compare(start, engine.catalogue(dbs[0]), "rollback does not converge", down)
            self.compare_rows(start_rows, engine.rows(dbs[0]), down)
        finally:
            for db in dbs:
                engine.drop(db)

    def execute(self, engine, db, script, what):
        try:
            engine.run(db, script)
        except engines.EngineError as e:
            raise Outcome(f"{what} fails on the engine", f"{e}\n---- script ----\n{script}") from e

    def compare(self, want, have, cause, script):
        if want == have:
            return
        lines = difflib.unified_diff("\n".join(want).split("\n"), "\n".join(have).split("\n"), "wanted", "got", lineterm="", n=1)
        raise Outcome(cause, "\n".join(lines) + f"\n---- script ----\n{script}")

    def compare_rows(self, want, have, script):
        if want != have:
            changed = [t for t in sorted(set(want) | set(have)) if want.get(t) != have.get(t)]
            detail = "\n".join(f"{t}:\n  had {want.get(t)}\n  has {have.get(t)}" for t in changed)
            raise Outcome("rollback loses rows", f"{detail}\n---- script ----\n{script}")


# ---- all cases -------------------------------------------------------------------

def engine_name(dialect):
    """MySQL itself is seldom at hand: what MariaDB also takes is tried there, as MariaDB."""
    return "mariadb" if dialect == "mysql" else dialect


def run_all(cases, args):
    runner, running = Runner(args.migra, args.verbose), {}
    counts, causes = collections.Counter(), collections.defaultdict(list)
    unavailable = {}
    try:
        for case in cases:
            name = engine_name(case.dialect)
            if args.dialect and name != args.dialect:
                continue
            if args.only and args.only not in case.name:
                continue
            if args.limit and counts[name, "passed"] + counts[name, "failed"] >= args.limit:
                continue
            if name not in running and name not in unavailable:
                why = engines.available(name)
                if why:
                    unavailable[name] = why
                    print(f"skipped: every {name} case: {why}", file=sys.stderr)
                else:
                    running[name] = engines.ENGINES[name]()
            if name in unavailable:
                counts[name, "skipped"] += 1
                continue
            try:
                runner.converge(case, running[name])
                counts[name, "passed"] += 1
            except Outcome as o:
                kind = "skipped" if o.cause == "skip" else "failed"
                counts[name, kind] += 1
                causes[name, o.cause].append(case.name)
                if kind == "failed" or args.verbose:
                    print(f"{kind}: {case.name}: {o.cause}" + (f"\n{o.detail}\n" if args.verbose else ""))
            except Exception as e:  # an engine's dump tool can fail on odd input: say so, go on
                counts[name, "failed"] += 1
                causes[name, "runner"].append(case.name)
                print(f"failed: {case.name}: {type(e).__name__}: {str(e)[:300]}")
    finally:
        for engine in running.values():
            engine.close()
    return counts, causes


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--migra", required=True)
    p.add_argument("--examples", action="store_true")
    p.add_argument("--own", action="store_true")
    p.add_argument("--golden", nargs="*", default=[], help="folders of golden cases")
    p.add_argument("--pairs")
    p.add_argument("--jsonl", nargs="*", default=[])
    p.add_argument("--dialect")
    p.add_argument("--only", help="cases whose name holds this")
    p.add_argument("--limit", type=int, default=0, help="at most so many per engine")
    p.add_argument("--verbose", action="store_true")
    args = p.parse_args()
    args.migra = os.path.abspath(args.migra)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("ended from outside")) # servers are stopped on the way out
    cases = []
    if args.examples:
        cases += example_cases()
    if args.own:
        cases += own_cases()
    for folder in args.golden:
        cases += golden_cases(folder)
    if args.pairs:
        cases += pair_cases(args.pairs)
    for path in args.jsonl:
        cases += jsonl_cases(path)
    counts, causes = run_all(cases, args)
    print(f"\n{'engine':10} {'passed':>7} {'failed':>7} {'skipped':>8}")
    for name in sorted({n for n, _ in counts}):
        print(f"{name:10} {counts[name, 'passed']:7} {counts[name, 'failed']:7} {counts[name, 'skipped']:8}")
    for (name, cause), where in sorted(causes.items(), key=lambda x: -len(x[1])):
        print(f"  {name}: {cause}: {len(where)}")
    total = collections.Counter()
    for (_, kind), n in counts.items():
        total[kind] += n
    print(f"{total['passed']} passed, {total['failed']} failed, {total['skipped']} skipped")
    return 1 if total["failed"] else 0


if __name__ == "__main__":
    sys.exit(main())
