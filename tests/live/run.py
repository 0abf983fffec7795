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
import re
import signal
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import again  # noqa: E402
import engines  # noqa: E402
import resume  # noqa: E402
import rows  # noqa: E402
import staged  # noqa: E402

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
Case = collections.namedtuple("Case", "name dialect before after rows options walk", defaults=((), None))


class Outcome(Exception):
    """How a case ended before its end: 'skip' or the cause of its failure, and the details."""

    def __init__(self, cause, detail="", about_rows=False):
        super().__init__(cause)
        self.cause, self.detail, self.about_rows = cause, detail, about_rows


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


DIALECTS = {dialect for dialect, _, _ in engines.ENGINES.values()}
OPTIONS = {"rename": "--rename", "renames": "--renames", "strategy": "--strategy"}
FLAGS = {("staged_renames", "no"): "--plain-renames", ("staged_renames", "yes"): "--staged-renames", ("save_data", "no"): "--no-save-data",
         ("if_exists", "yes"): "--if-exists"}


HELPER = re.compile(r"\b_migra_(?!saved_)")  # what a plan in stages makes for its time; rows made up for it are in no state that a plan leaves


def golden_cases(folder):
    """What the golden cases compare, on the engine: every .case with a before and an after."""
    for path in sorted(os.path.join(d, f) for d, _, names in os.walk(folder) for f in names if f.endswith(".case")):
        for number, sections in enumerate(read_case(path), 1):
            settings = [l.split("=", 1) for l in sections.get("options", "").splitlines() if "=" in l]
            settings = [(k.strip(), v.strip()) for k, v in settings]
            dialect = dict(settings).get("dialect") or next((p for p in path.split(os.sep) if p in DIALECTS), None)
            if "expect empty" in sections: # equal to us, spelt differently in the engine's stored text
                continue
            if "before" not in sections or "after" not in sections or not dialect or "engine_version" in dict(settings):
                continue
            if HELPER.search(sections["before"]):
                print(f"left to --cut, which stops real plans: {os.path.relpath(path, ROOT)}#{number} stands in the middle of one")
                continue
            options = tuple(x for k, v in settings if k in OPTIONS for x in (OPTIONS[k], v))
            options += tuple(FLAGS[kv] for kv in settings if kv in FLAGS)
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
                       read(rows) if os.path.exists(rows) else "", (), staged.read_walk(d))


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
    def __init__(self, migra, verbose, cut=0, twice=False):
        self.migra, self.verbose, self.cut, self.twice = migra, verbose, cut, twice
        self.dir = tempfile.mkdtemp(prefix="migra-plans-")

    def plan(self, case, engine, *more, form="sql"):
        paths = []
        for name in ("before", "after"):
            path = os.path.join(self.dir, name + ".sql")
            with open(path, "w", encoding="utf-8", errors="surrogateescape") as f:
                f.write(getattr(case, name))
            paths.append(path)
        if self.twice:
            more += ("--if-exists",)
        argv = [self.migra, "plan", *paths, "--dialect", engine.dialect, "--engine-version", engine.version,
                "--format", form, "--allow-unparsed", "--fail-on", "never", *case.options, *more]
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

    def report(self, case, engine):
        return json.loads(self.plan(case, engine, form="json"))

    def converge(self, case, engine):
        """What was seen, as words; raises Outcome. A plan may refuse rows of which it warned, and give values to NULLs of
        which it warned: then fewer rows are tried."""
        for level in range(len(rows.LEVELS)):
            try:
                seen = self.converge_with(case, engine, level)
                if case.walk:
                    staged.walk(self, case, engine, case.walk, Outcome)
                return seen
            except Outcome as o:
                if (not o.about_rows or level + 1 == len(rows.LEVELS)) and self.refuses_own_rows(case, engine, o):
                    raise Outcome("skip", "rows that BEFORE itself holds are refused, as was said: " + o.detail[:200]) from o
                if not o.about_rows or level + 1 == len(rows.LEVELS):
                    raise
                warned = {f["rule"] for f in self.report(case, engine)["findings"] if f["rule"].startswith(("fail/", "data-loss/", "partition/strategy-change"))}
                if o.cause != "plan fails on the engine":
                    if level or not any("null" in rule for rule in warned):
                        raise
                elif not warned:
                    raise Outcome("plan fails on rows without a warning", o.detail) from o
        raise AssertionError("the last level neither passed nor failed")

    def refuses_own_rows(self, case, engine, outcome):
        """A NOT NULL without a value for rows that stand in the schema's own file: told as a finding, or as a way back that is not whole."""
        if not re.search(r"(?i)not null constraint failed", outcome.detail or "") or "fails on the engine" not in outcome.cause:
            return False
        report = self.report(case, engine)
        if outcome.cause.startswith("rollback"):
            return not report["rollback"]["complete"]
        return any(f["rule"].startswith("fail/") and "not-null" in f["rule"] for f in report["findings"])

    def promises(self, case, engine, script):
        """A plan that says what it leaves out, and that it is therefore not proved, promises no AFTER: it has run, that is all."""
        left_out = re.findall(r"(?m)^-- left out: (.*)", script)
        if left_out and self.report(case, engine)["plan"]["verified"] == "no":
            raise Outcome("skip", "the plan runs, it is not proved, for it leaves out: " + left_out[0][:200])

    def converge_with(self, case, engine, level):
        dbs = [engine.create(0), engine.create(1)]
        try:
            self.load(engine, dbs[0], case.before, "BEFORE")
            self.load(engine, dbs[1], case.after, "AFTER")
            engine.settle(dbs[0], dbs[1], case.after)
            if case.rows:
                self.load(engine, dbs[0], case.rows, "the rows")
            made = rows.generate(engine, dbs[0], level)
            start, start_rows = engine.catalogue(dbs[0]), rows.snapshot(engine, dbs[0])
            goal, goal_rows = engine.catalogue(dbs[1]), rows.snapshot(engine, dbs[1])
            script = self.plan(case, engine)
            self.execute(engine, dbs[0], script, "plan", any(made.values()))
            self.promises(case, engine, script)
            if self.twice:
                return self.run_again(case, engine, dbs[0], script, goal)
            self.compare(goal, engine.catalogue(dbs[0]), "plan does not converge", script)
            casts = self.compare_survivors(case, engine, start_rows, rows.snapshot(engine, dbs[0]), goal_rows, script)
            self.compare_moved(case, self.moves(case, engine), start_rows, rows.snapshot(engine, dbs[0]), script)
            down = self.plan(case, engine, "--down")
            self.execute(engine, dbs[0], down, "rollback")
            self.compare(start, engine.catalogue(dbs[0]), "rollback does not converge", down)
            self.compare_rows(case, engine, start_rows, rows.snapshot(engine, dbs[0]), down)
            cuts = resume.resume(self, case, engine, goal, goal_rows, Outcome, level, self.cut) if self.cut else 0
            return {"plans taken up half way": cuts, "tables": len(made), "with rows": sum(n > 0 for n in made.values()),
                    "rows": sum(made.values()),
                    "ALTERs with ALGORITHM": sum(line.startswith("ALTER") and ", ALGORITHM=" in line for line in script.split("\n")),
                    "columns cast": casts, "cases with fewer rows": int(level > 0)}
        finally:
            for db in dbs:
                engine.drop(db)

    def run_again(self, case, engine, db, script, goal):
        """The second run, without the steps that say that they are to be left out then, finds everything done."""
        again_script, left_out = again.without_what_runs_once(script, self.report(case, engine))
        try:
            engine.run(db, again_script)
        except engines.EngineError as e:
            raise Outcome("the plan cannot be run twice: " + again.what_stopped(str(e)), f"{e}\n---- script ----\n{script}") from e
        self.compare(goal, engine.catalogue(db), "the second run changes something", script)
        return {"plans with steps that run once": int(left_out > 0), "steps that run once": left_out}

    def execute(self, engine, db, script, what, had_rows=False):
        try:
            engine.run(db, script)
        except engines.EngineError as e:
            raise Outcome(f"{what} fails on the engine", f"{e}\n---- script ----\n{script}", had_rows) from e

    def compare(self, want, have, cause, script):
        if want == have:
            return
        lines = difflib.unified_diff("\n".join(want).split("\n"), "\n".join(have).split("\n"), "wanted", "got", lineterm="", n=1)
        raise Outcome(cause, "\n".join(lines) + f"\n---- script ----\n{script}")

    def compare_survivors(self, case, engine, start, end, goal, script):
        """What the plan left of the rows; how many columns' values another type spells otherwise."""
        lost, casts = rows.survived(start, end, goal, rows.Expected())
        if lost:
            lost, casts = rows.survived(start, end, goal, rows.Expected(self.report(case, engine)["changes"]))
        if lost:
            raise Outcome("plan changes rows", "\n".join(lost) + f"\n---- script ----\n{script}", True)
        return casts

    def moves(self, case, engine):
        """The columns whose values the plan takes to another table."""
        if "moved from" not in case.after and not any(re.search(r":.*\.", o) for o in case.options):
            return {}
        report = self.report(case, engine)
        left = " ".join(report["plan"]["left_out"])
        return {k: v for k, v in rows.Expected(report["changes"]).moved.items() if f"{k[0]}.{k[1]} for " not in left}

    def compare_moved(self, case, moved, start, end, script):
        lost = rows.arrived(start, end, moved)
        if lost:
            raise Outcome("values that move do not arrive", "\n".join(lost) + f"\n---- script ----\n{script}")

    def compare_rows(self, case, engine, start, end, script):
        lost = rows.restored(start, end)
        if lost and not self.report(case, engine)["rollback"]["complete"]:
            lost = rows.restored(start, end, strict=False)
        if lost:
            raise Outcome("rollback loses rows", "\n".join(lost) + f"\n---- script ----\n{script}", True)


# ---- all cases -------------------------------------------------------------------

def engines_for(dialect, wanted):
    """The names of the engines that try a case. What is written for MySQL, MariaDB tries too, as its own dialect."""
    speaks = {"mysql": ("mysql", "mariadb")}.get(dialect, (dialect,))
    return [n for n in wanted if engines.ENGINES[n][0] in speaks]


def wanted_engines(names):
    """Those asked for; without a wish the machine's own, and MySQL."""
    if not names:
        return [*engines.OWN, "mysql"]
    unknown = [n for n in names if n != "all" and n not in engines.ENGINES]
    if unknown:
        sys.exit(f"run.py: no engine is called {unknown[0]}; there are {', '.join(engines.ENGINES)}")
    return list(engines.ENGINES) if "all" in names else names


class Tally:
    """Counts by engine and outcome, and where each cause was met."""

    def __init__(self):
        self.counts, self.causes = collections.Counter(), collections.defaultdict(list)
        self.seen = collections.defaultdict(collections.Counter)  # tables, rows …: see Runner.converge_with

    def add(self, engine, kind, case=None, cause=None):
        self.counts[engine, kind] += 1
        if cause:
            self.causes[engine, cause].append(case)

    def done(self, engine):
        return self.counts[engine, "passed"] + self.counts[engine, "failed"]


def known_failures():
    """What is known to fail, and how: (case, engine) -> (what happens, why)."""
    rows_ = [line.rstrip("\n").split("\t") for line in read(os.path.join(ROOT, "tests", "live", "known.tsv")).splitlines()[1:]]
    return {(case, engine): (cause, why) for case, engine, cause, why in rows_}


KNOWN = known_failures()


def try_case(runner, case, name, engine, tally, verbose):
    """False when the engine has ended: the case wants another one."""
    known = KNOWN.get((case.name, name)) if not runner.cut and not runner.twice else None
    try:
        seen = runner.converge(case, engine)
        if known:
            tally.add(name, "failed", case.name, "known failures that pass")
            print(f"failed: {case.name}: {name}: passes, though known.tsv says: {known[0]}", flush=True)
            return True
        tally.add(name, "passed")
        tally.seen[name].update(seen)
    except Outcome as o:
        if re.search(r"ERROR 184[56] ", o.detail):
            tally.seen[name]["ALGORITHM or LOCK refused"] += 1
        if known and o.cause == known[0]:
            tally.add(name, "skipped", case.name, "known to fail")
            print(f"known to fail: {case.name}: {name}: {o.cause}: {known[1]}", flush=True)
        elif o.cause == "skip":
            tally.add(name, "skipped", case.name, "skipped, " + o.detail.split(":")[0])
            print(f"skipped: {case.name}: {name}: " + " ".join(o.detail.split())[:300], flush=True)
        else:
            tally.add(name, "failed", case.name, o.cause)
            print(f"failed: {case.name}: {name}: {o.cause}" + (f"\n{o.detail}\n" if verbose else ""), flush=True)
    except Exception as e:  # an engine's dump tool can fail on odd input: say so, go on
        if not engine.alive():
            return False
        if known and known[0] == "runner":
            tally.add(name, "skipped", case.name, "known to fail")
            print(f"known to fail: {case.name}: {name}: {known[1]}", flush=True)
            return True
        tally.add(name, "failed", case.name, "runner")
        print(f"failed: {case.name}: {name}: {type(e).__name__}: {str(e)[:300]}", flush=True)
    return True


def run_all(cases, args, tally):
    runner, running = Runner(args.migra, args.verbose, args.cut, args.twice), {}
    wanted = wanted_engines(args.engines)
    for name in list(wanted):
        why = engines.available(name)
        if why:
            print(f"skipped: every case on {name}: {why}", file=sys.stderr)
            wanted.remove(name)
    try:
        for case in cases:
            if args.only and args.only not in case.name:
                continue
            names = engines_for(case.dialect, wanted)
            if not names and not args.engines and not args.dialect:
                tally.add(case.dialect, "skipped")
            for name in names:
                if args.dialect and args.dialect != engines.ENGINES[name][0]:
                    continue
                if args.limit and tally.done(name) >= args.limit:
                    continue
                for _ in range(3):
                    if name not in running:
                        running[name] = engines.start(name)
                    if try_case(runner, case, name, running[name], tally, args.verbose):
                        break
                    running.pop(name).close()
                else:
                    tally.add(name, "failed", case.name, "the engine ends")
                    print(f"failed: {case.name}: {name}: the engine ends", flush=True)
    finally:
        for engine in running.values():
            engine.close()


def print_totals(tally):
    """The table by engine and cause; how many cases failed."""
    counts, causes = tally.counts, tally.causes
    print(f"\n{'engine':12} {'passed':>7} {'failed':>7} {'skipped':>8}")
    for name in sorted({n for n, _ in counts}):
        print(f"{name:12} {counts[name, 'passed']:7} {counts[name, 'failed']:7} {counts[name, 'skipped']:8}")
    for name, seen in sorted(tally.seen.items()):
        print(f"  {name}: of {seen['tables']} tables {seen['with rows']} had rows, {seen['rows']} in all; {seen['columns cast']} columns "
              f"were cast, {seen['cases with fewer rows']} cases took fewer rows than were offered"
              + (f"; {seen['ALTERs with ALGORITHM']} ALTERs named their ALGORITHM and were taken, {seen['ALGORITHM or LOCK refused']} were not"
                 if seen["ALTERs with ALGORITHM"] or seen["ALGORITHM or LOCK refused"] else "")
              + (f"; {seen['plans with steps that run once']} plans have steps to be left out by a second run, {seen['steps that run once']} in all"
                 if seen["steps that run once"] else "")
              + (f"; {seen['plans taken up half way']} half-run plans were taken up" if seen["plans taken up half way"] else ""))
    for (name, cause), where in sorted(causes.items(), key=lambda x: -len(x[1])):
        print(f"  {name}: {cause}: {len(where)}")
    total = collections.Counter()
    for (_, kind), n in counts.items():
        total[kind] += n
    print(f"{total['passed']} passed, {total['failed']} failed, {total['skipped']} skipped", flush=True)
    return total["failed"]


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--migra", required=True)
    p.add_argument("--examples", action="store_true")
    p.add_argument("--own", action="store_true")
    p.add_argument("--golden", nargs="*", default=[], help="folders of golden cases")
    p.add_argument("--pairs")
    p.add_argument("--jsonl", nargs="*", default=[])
    p.add_argument("--dialect", help="engines of this dialect only")
    p.add_argument("--engines", nargs="*", default=[], help=f"of {', '.join(engines.ENGINES)}; or all")
    p.add_argument("--only", help="cases whose name holds this")
    p.add_argument("--limit", type=int, default=0, help="at most so many per engine")
    p.add_argument("--cut", type=int, nargs="?", const=12, default=0, metavar="N",
                   help="stop each plan after each step (at most N of them, evenly spread), and plan on from there")
    p.add_argument("--twice", action="store_true", help="run each plan of --if-exists twice; nothing else")
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
    tally = Tally()
    try:
        run_all(cases, args, tally)
    finally:  # also when it is ended from outside
        failed = print_totals(tally)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
