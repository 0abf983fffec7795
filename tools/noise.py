#!/usr/bin/env python3
"""Counts differences that are none.

Each line of the case files is a schema as somebody wrote it (user_sql) and the
same schema as the engine prints it after loading (engine_sql): their diff must
be empty, both ways. Prints the rate per file and the most frequent causes.

usage: noise.py MIGRA CASES.jsonl... [--limit N] [--show TYPE] [--case NAME] [--self] [--jobs N]
"""
import argparse
import collections
import concurrent.futures
import json
import os
import subprocess
import sys
import tempfile

DIALECTS = {"pg": "postgres", "my": "mysql", "ma": "mariadb", "sq": "sqlite"}


def run(migra, dialect, version, a, b):
    with tempfile.TemporaryDirectory() as d:
        paths = []
        for name, text in (("a.sql", a), ("b.sql", b)):
            paths.append(os.path.join(d, name))
            with open(paths[-1], "w") as f:
                f.write(text)
        command = [migra, "diff", *paths, "--dialect", dialect, "--format", "json", "--allow-unparsed"]
        if version:
            command += ["--engine-version", version]
        try:
            p = subprocess.run(command, capture_output=True, timeout=60)
        except subprocess.TimeoutExpired:
            return None, "timeout"
    if p.returncode < 0:
        return None, f"signal {-p.returncode}"
    try:
        return json.loads(p.stdout), None
    except ValueError:
        return None, p.stderr.decode(errors="replace").strip()[:200] or f"status {p.returncode}"


def unparsed(report):
    return report["before"].get("unparsed", 0) + report["after"].get("unparsed", 0)


def judge(job):
    migra, case, flip = job
    engine = case["engine"]
    dialect = DIALECTS[engine[:2]]
    a, b = case["user_sql"], case["engine_sql"]
    if flip == "self":
        b = a
    elif flip:
        a, b = b, a
    version = case.get("env", {}).get("version")
    report, error = run(migra, dialect, version, a, b)
    return case, flip, report, error


def main():
    p = argparse.ArgumentParser()
    p.add_argument("migra")
    p.add_argument("files", nargs="+")
    p.add_argument("--limit", type=int)
    p.add_argument("--show")
    p.add_argument("--case")
    p.add_argument("--self", action="store_true")
    p.add_argument("--one-way", action="store_true")
    p.add_argument("--jobs", type=int, default=2)
    p.add_argument("--count", type=int, default=25)
    p.add_argument("--list", action="store_true")
    o = p.parse_args()
    for path in o.files:
        with open(path) as f:
            cases = [json.loads(line) for line in f if line.strip()]
        cases = [c for c in cases if c.get("expect_empty", True)]
        if o.case:
            cases = [c for c in cases if o.case in f"{c['peer']}/{c['case']}"]
        if o.limit:
            cases = cases[:: max(1, len(cases) // o.limit)]
        ways = ["self"] if o.self else [False] if o.one_way else [False, True]
        jobs = [(o.migra, c, way) for c in cases for way in ways]
        with concurrent.futures.ThreadPoolExecutor(o.jobs) as pool:
            results = list(pool.map(judge, jobs))
        noisy, causes, errors, skipped = 0, collections.Counter(), collections.Counter(), 0
        examples = {}
        for case, way, report, error in results:
            name = f"{case['peer']}/{case['case']}/{case['side']}" + ("" if way in (False, "self") else " (back)")
            if error:
                errors[error[:120]] += 1
                examples.setdefault(error[:120], name)
                continue
            changes = report["changes"]
            if not changes:
                continue
            if unparsed(report):
                skipped += 1
                continue
            noisy += 1
            if o.list:
                print(name)
            for c in changes:
                kind = c["type"]
                causes[kind] += 1
                what = (name, kind, ".".join(x for x in (c.get("schema"), c.get("table"), c.get("column"), c.get("name")) if x), c.get("from"), c.get("to"), c.get("details"))
                examples.setdefault(kind, []).append(what)
        n = len(results)
        print(f"{os.path.basename(path)}: {n} diffs, {n - noisy - skipped - sum(errors.values())} empty, {noisy} noisy"
              f" ({100 * noisy / max(n, 1):.1f} %), {skipped} with statements not understood, {sum(errors.values())} failed")
        for e, k in errors.most_common(8):
            print(f"  {k:5} FAILED {e}  ({examples[e]})")
        for kind, k in causes.most_common(o.count):
            print(f"  {k:5} {kind}")
            if o.show and (o.show == "all" or o.show == kind):
                for what in examples[kind][: o.count]:
                    print("        ", *what, sep=" | ")


if __name__ == "__main__":
    sys.exit(main())
