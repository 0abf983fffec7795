#!/usr/bin/env python3
"""Plans that do more than they have to: what is dropped and created again in one plan, and budgets.

Every plan of the case files (--jsonl) and of the pairs of real releases (--pairs) is read as JSON. An object that one plan
both drops and creates, under one name, is a hit, unless the kind has nothing that could alter it (a view whose columns
change, an index, a constraint, a trigger with another body). A case with a `budget` says what its plan may and may not do
("require", "forbid": verb:kind), or how many statements it may take.

    tools/minimal.py [--migra build/cli/migra] [--jsonl FILE…] [--pairs FILE] [--dialect D] [--verbose]
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
sys.path.insert(0, os.path.join(ROOT, "tests", "live"))
import run  # noqa: E402

# Kinds for which the engines have an ALTER (or OR REPLACE) that does all there is to do. What is not here can only be made anew.
ALTERABLE = {
    "postgres": {"table", "column", "schema", "sequence", "domain", "type", "foreign_table", "server", "extension", "role", "publication",
                 "subscription", "collation"},
    "mysql": {"table", "column", "event", "database"},
    "mariadb": {"table", "column", "event", "sequence", "database"},
    "sqlite": {"column"},
}


AGAIN = ", to create it again below"


def named(step):
    """("drop" or "create", kind, name) of a step, or None."""
    m = re.match(r"(drop|create|add)_(\w+)$", step["op"])
    n = re.match(r"(?:drop|create|add|replace) (?:(?:[A-Z]+ )+|[a-z_]+ )(.+?)(?:, .*| without .*| for new rows| again| as AFTER has it)?$", step["title"])
    if not m or not n or "_migra_" in step["title"] or " beside " in step["title"]:
        return None
    return ("drop" if m[1] == "drop" else "create"), m[2], n[1]


def made_again(report):
    """(kind, name) that the plan drops and creates; helpers and second columns are no such things."""
    seen = {"drop": set(), "create": set()}
    again = set()
    for step in (s for phase in report["plan"]["phases"] for s in phase["steps"]):
        what = named(step)
        if what:
            seen[what[0]].add(what[1:])
            if AGAIN in step["title"]:
                again.add(what[1:])
    return sorted(again | (seen["drop"] & seen["create"]))


def plan_of(migra, case):
    with tempfile.TemporaryDirectory() as d:
        paths = [os.path.join(d, n) for n in ("before.sql", "after.sql")]
        for path, text in zip(paths, (case.before, case.after)):
            with open(path, "w", encoding="utf-8", errors="surrogateescape") as f:
                f.write(text)
        out = subprocess.run([migra, "plan", *paths, "--dialect", case.dialect, "--format", "json", "--allow-unparsed", "--fail-on", "never"],
                             capture_output=True, timeout=120)
    try:
        return json.loads(out.stdout)
    except ValueError:
        return None


def budgets(paths):
    for path in paths:
        with open(path, encoding="utf-8") as f:
            for line in f:
                c = json.loads(line)
                if "budget" in c:
                    yield f"{c['peer']}/{c['case']}", c["budget"], c


WORDS = {"replacement": "drop", "alter": "alter", "rename": "rename"}
SPELT = {"foreignTable": "foreign_table", "materializedView": "materialized_view"}


def keeps(report, budget):
    """What the budget wants and the plan does not do, as text."""
    ops = [s["op"] + (" " + s["title"] if s["op"] == "rename" else "") for p in report["plan"]["phases"] for s in p["steps"] if s["sql"]]
    if isinstance(budget, (int, float)):
        return [] if len(ops) <= budget else [f"{len(ops)} statements, {budget} are enough"]
    again = {kind for kind, _ in made_again(report)}
    wrong = []
    for wanted in ("require", "forbid"):
        for item in budget.get(wanted, []):
            verb, kind = item.split(":")
            kind = SPELT.get(kind, kind)
            done = kind in again if verb == "replacement" else any(
                o.startswith(verb) and kind in o or (verb == "alter" and kind == "column" and re.search(r"column|not_null|default", o) and not o.startswith("add"))
                for o in ops)
            if done != (wanted == "require"):
                wrong.append(f"{wanted} {item}")
    return wrong


def main():
    ap = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    ap.add_argument("--migra", default=os.path.join(ROOT, "build/cli/migra"))
    ap.add_argument("--jsonl", nargs="*", default=[])
    ap.add_argument("--pairs")
    ap.add_argument("--dialect")
    ap.add_argument("--verbose", action="store_true")
    args = ap.parse_args()
    cases = [c for path in args.jsonl for c in run.jsonl_cases(path)] + (list(run.pair_cases(args.pairs)) if args.pairs else [])
    cases = [c for c in cases if not args.dialect or c.dialect == args.dialect]
    count, kinds = collections.Counter(), collections.Counter()
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        for case, report in zip(cases, pool.map(lambda c: plan_of(args.migra, c), cases)):
            if not report:
                count[case.dialect, "unreadable"] += 1
                continue
            again = made_again(report)
            needless = [(k, n) for k, n in again if k in ALTERABLE.get(case.dialect, ())]
            count[case.dialect, "plans"] += 1
            count[case.dialect, "with needless"] += bool(needless)
            for k, n in again:
                kinds[case.dialect, k, k in ALTERABLE.get(case.dialect, ())] += 1
            for k, n in needless if args.verbose else []:
                print(f"again: {case.dialect} {case.name}: {k} {n}")
    print(f"{'':10} {'plans':>7} {'drop and create again what could be altered':>45}")
    for d in sorted({d for d, _ in count}):
        print(f"{d:10} {count[d, 'plans']:7} {count[d, 'with needless']:45}")
    for (d, kind, alterable), n in sorted(kinds.items()):
        print(f"  {d}: {kind}: {n} made anew" + (", though there is an ALTER" if alterable else ""))
    told = kept = 0
    for name, budget, c in budgets(args.jsonl):
        for way, (b, a) in (("a-to-b", ("before", "after")), ("b-to-a", ("after", "before"))):
            wanted = budget.get(way) if isinstance(budget, dict) else budget if way == "a-to-b" else None
            if wanted is None:
                continue
            setup = (c.get("setup") or "") + "\n"
            report = plan_of(args.migra, run.Case(name, {"pg": "postgres"}.get(c["dialect"], c["dialect"]), setup + c[b], setup + c[a], ""))
            wrong = keeps(report, wanted) if report else ["unreadable"]
            told, kept = told + 1, kept + (not wrong)
            if wrong:
                print(f"over budget: {name} {way}: {', '.join(wrong)}")
    print(f"budgets: {kept} of {told} kept")


if __name__ == "__main__":
    main()
