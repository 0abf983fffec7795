#!/usr/bin/env python3
"""A plan that was stopped half way is completed by planning again: after each transaction (each statement outside of one) the
engine's own dump is taken as the new BEFORE, and the plan from there must lead to AFTER's catalogue.

    resume.py --migra build/cli/migra --golden tests/cases/plan --examples [--jsonl FILE…] [--only S] [--limit N] [--verbose]

The last line is the count, of stops."""

import argparse
import collections
import itertools
import json
import os
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import engines  # noqa: E402
import run as live  # noqa: E402
from base import EngineError  # noqa: E402


def stops(steps):
    """The scripts between which a run can end."""
    out, last = ["SET check_function_bodies = off;\n"], None
    for s in steps:
        if s["manual"] or not s["sql"]:
            continue
        if s["transaction"] is None:
            out.append(s["sql"] + "\n;\n")
            last = None
        elif s["transaction"] == last:
            out[-1] += s["sql"] + "\n;\n"
        else:
            out.append("SET check_function_bodies = off;\n" + s["sql"] + "\n;\n")
            last = s["transaction"]
    return out[1:]


def stop_after(runner, engine, case, scripts, goal):
    """Runs the first scripts, plans again from there, and goes on."""
    db = engine.create(0)
    try:
        engine.load(db, case.before)
        for sql in scripts:
            engine.run(db, sql)
        half = case._replace(before=engine.dump(db), options=tuple(o for o in case.options if not o.startswith("--rename") and ":" not in o))
        script = runner.plan(half, engine)
        runner.execute(engine, db, script, "resumed plan")
        runner.compare(goal, engine.catalogue(db), "resumed plan does not converge", script)
    finally:
        engine.drop(db)


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--migra", required=True)
    p.add_argument("--examples", action="store_true")
    p.add_argument("--golden", nargs="*", default=[])
    p.add_argument("--jsonl", nargs="*", default=[])
    p.add_argument("--only", default="")
    p.add_argument("--limit", type=int, default=0)
    p.add_argument("--verbose", action="store_true")
    args = p.parse_args()
    args.migra = os.path.abspath(args.migra)
    why = engines.available("postgres")
    if why:
        print(f"skipped: {why}")
        return 0
    sources = [live.example_cases()] if args.examples else []
    sources += [live.golden_cases(g) for g in args.golden] + [live.jsonl_cases(j) for j in args.jsonl]
    cases = [c for c in itertools.chain(*sources) if c.dialect == "postgres" and args.only in c.name]
    runner, engine = live.Runner(args.migra, args.verbose), engines.start("postgres")
    counts, causes = collections.Counter(), collections.Counter()
    try:
        for case in cases[:args.limit or None]:
            goal_db = engine.create(1)
            try:
                engine.load(goal_db, case.after)
                goal = engine.catalogue(goal_db)
                found = json.loads(runner.plan(case, engine, form="json"))
                scripts = stops([s for phase in found["plan"]["phases"] for s in phase["steps"]])
            except (EngineError, ValueError, live.Outcome):
                counts["skipped"] += 1
                continue
            finally:
                engine.drop(goal_db)
            for n in range(1, len(scripts)):
                try:
                    stop_after(runner, engine, case, scripts[:n], goal)
                    counts["passed"] += 1
                except live.Outcome as o:
                    counts["failed"] += 1
                    causes[o.cause] += 1
                    print(f"failed: {case.name} stopped after {n} of {len(scripts)}: {o.cause}" + (f"\n{o.detail}\n" if args.verbose else ""))
                except EngineError as e:
                    counts["skipped"] += 1
                    if args.verbose:
                        print(f"skipped: {case.name} after {n}: {str(e)[:200]}")
    finally:
        engine.close()
    for cause, n in causes.most_common():
        print(f"  {cause}: {n}")
    print(f"{counts['passed']} passed, {counts['failed']} failed, {counts['skipped']} skipped")
    return 1 if counts["failed"] else 0


if __name__ == "__main__":
    sys.exit(main())
