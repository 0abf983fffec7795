#!/usr/bin/env python3
"""Benchmarks beside peers, in one run on one machine: text to schema, analyze, plan, memory, and how planning grows.

    bench/run.py [--corpus DIR] [--seconds N] [--tables N]

Takes the largest schemas of a corpus when there is one (MIGRA_CORPUS or --corpus), else the example schemas
repeated under other names until they weigh a megabyte. Growth is measured on schemas of bench/scale.py, up to --tables.
Prints tables; peers that are not installed are named. Our times are processor time, the best run."""

import argparse
import glob
import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import scale  # noqa: E402

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
BUILD = os.path.join(ROOT, "build-release")


def build():
    """What tools/release.sh made; it is run where nothing is there. `make bench` makes it anew."""
    if not os.path.exists(f"{BUILD}/bench/lint_bench"):
        subprocess.run([f"{ROOT}/tools/release.sh", BUILD], check=True, stdout=subprocess.DEVNULL)


def measure(*argv):
    try:
        done = subprocess.run([os.path.join(BUILD, "bench", argv[0]), *argv[1:]], capture_output=True, text=True)
    except FileNotFoundError:
        return None
    return json.loads(done.stdout) if done.returncode == 0 else None


def repeated(dialect, megabytes):
    """The example schema again and again under other names."""
    with open(f"{ROOT}/examples/schemas/{dialect}/before.sql", encoding="utf-8") as f:
        text = f.read()
    names = set(re.findall(r"(?:TABLE|INDEX|VIEW|TRIGGER|TYPE|KEY|CONSTRAINT) (\w+)", text)) - {"KEY"}
    out, i = [], 0
    while sum(map(len, out)) < megabytes << 20:
        out.append(re.sub(r"\b(" + "|".join(sorted(names)) + r")\b", rf"\1_{i}", text))
        i += 1
    return "\n".join(out)


def inputs(corpus, folder):
    for dialect in ("postgres", "mysql", "sqlite"):
        files = [f for f in glob.glob(f"{corpus}/{dialect}/*/*.sql") if not os.path.basename(f).startswith("upgrade")]
        if files:
            files.sort(key=os.path.getsize)
            yield dialect, files[-1]
        else:
            path = os.path.join(folder, f"{dialect}.sql")
            with open(path, "w", encoding="utf-8") as f:
                f.write(repeated(dialect, 1))
            yield dialect, path


def largest_pair(corpus, dialect):
    best = None
    tsv = f"{corpus}/pairs.tsv"
    for line in open(tsv, encoding="utf-8") if os.path.exists(tsv) else []:
        d, _, before, after = line.rstrip("\n").split("\t")[:4]
        if d == dialect:
            size = os.path.getsize(f"{corpus}/{before}") + os.path.getsize(f"{corpus}/{after}")
            best = max(best or (0,), (size, f"{corpus}/{before}", f"{corpus}/{after}"))
    return best[1:] if best else None


def sqlglot_seconds(dialect, path):
    if not importlib.util.find_spec("sqlglot"):
        return None
    import logging
    import sqlglot
    logging.disable(logging.WARNING)
    with open(path, encoding="utf-8", errors="replace") as f:
        text = f.read()
    start = time.perf_counter()
    try:
        sqlglot.parse(text, read=dialect, error_level=sqlglot.ErrorLevel.IGNORE)
    except Exception as e:
        return f"fails: {str(e)[:40]}"
    return time.perf_counter() - start


def rate(size, seconds):
    return f"{size / seconds / 1e6:.1f} MB/s" if isinstance(seconds, float) else str(seconds or "not installed")


def processor_seconds(argv, **more):
    """Of a peer's command, or None when it fails."""
    before = os.times()
    done = subprocess.run(argv, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, **more)
    after = os.times()
    used = after.children_user + after.children_system - before.children_user - before.children_system
    return used if done.returncode == 0 else None


def sqldef_seconds(dialect, before, after):
    """sqldef compares two files when it is given one as the present state."""
    command = {"postgres": "psqldef", "mysql": "mysqldef", "sqlite": "sqlite3def"}[dialect]
    if not shutil.which(command):
        return None
    with open(after, encoding="utf-8") as f:
        return processor_seconds([command, before, "--dry-run"], stdin=f) or "fails"


def seconds(value):
    return f"{value:.2f} s" if isinstance(value, float) else str(value or "not installed")


def reading(args, folder):
    print("Text to schema, one thread; libpg_query and sqlglot stop at the syntax tree\n")
    print(f"{'dialect':10} {'size':>9} {'libmigra':>12} {'libpg_query':>14} {'sqlglot':>14}  {'memory':>8}  file")
    for dialect, path in inputs(args.corpus, folder):
        size = os.path.getsize(path)
        ours = measure("migra_bench", "parse", dialect, path, args.seconds)
        pg = measure("pg_query_bench", path, args.seconds) if dialect == "postgres" else None
        theirs = ("-" if dialect != "postgres" else "not installed" if not pg else
                  "fails" if pg["failed"] else rate(size, pg["best"]))
        print(f"{dialect:10} {size:9} {rate(size, ours['read']):>12} {theirs:>14} "
              f"{rate(size, sqlglot_seconds(dialect, path)):>14}  {ours['peak'] / size:6.1f} x  {os.path.relpath(path, args.corpus)}")


def working(args):
    print("\nThe largest pair: what the work takes beside reading both sides, and memory beside both texts\n")
    print(f"{'dialect':10} {'size':>9} {'read both':>12} {'plan':>12} {'ratio':>7} {'analyze':>12} {'ratio':>7}  {'memory':>9}")
    for dialect in ("postgres", "mysql", "sqlite"):
        pair = largest_pair(args.corpus, dialect)
        if not pair:
            continue
        plan, whole = (measure("migra_bench", what, dialect, *pair, args.seconds) for what in ("plan", "analyze"))
        read = min(plan["read"], whole["read"])
        print(f"{dialect:10} {whole['bytes']:9} {read * 1e3:9.2f} ms {plan['work'] * 1e3:9.2f} ms {plan['work'] / read:6.1f}x "
              f"{whole['work'] * 1e3:9.2f} ms {whole['work'] / read:6.1f}x  {whole['peak'] / whole['bytes']:7.1f} x")


def upgrades(corpus, dialect):
    """The upgrade scripts of each project, in order."""
    projects = {}
    for path in sorted(glob.glob(f"{corpus}/{dialect}/*/upgrade*.sql")):
        projects.setdefault(os.path.dirname(path), []).append(path)
    return projects


def linting(args):
    print("\nLint of upgrade scripts, one thread (aim: 50 MB/s); the scripts of a project are one folder of migrations\n")
    all_bytes, all_seconds = 0, 0.0
    for dialect in ("postgres", "mysql", "sqlite"):
        projects = upgrades(args.corpus, dialect)
        if not projects:
            print(f"{dialect:10} skipped: no upgrade scripts in {args.corpus}")
            continue
        each = str(max(0.05, float(args.seconds) * 5 / len(projects)))
        runs = [measure("lint_bench", each, dialect, *files) for files in projects.values()]
        size, took = sum(r["bytes"] for r in runs), sum(r["best"] for r in runs)
        all_bytes, all_seconds = all_bytes + size, all_seconds + took
        print(f"{dialect:10} {size:9} bytes {sum(map(len, projects.values())):5} files {rate(size, took):>12}", flush=True)
    if all_bytes:
        print(f"{'all':10} {all_bytes:9} bytes {'':11} {rate(all_bytes, all_seconds):>12}")


def growing(args, folder):
    print("\nHow planning grows: tables of an ordinary application, one in a hundred changed\n")
    print(f"{'dialect':10} {'tables':>7} {'size':>9} {'read both':>11} {'plan':>9} {'per table':>11} {'memory':>9} {'a table':>9}  {'sqldef':>14}")
    for dialect in ("postgres", "mysql", "sqlite"):
        for tables in (1000, 10000, 100000):
            if tables > args.tables:
                continue
            before, after = scale.write(dialect, tables, folder)
            r = measure("migra_bench", "plan", dialect, before, after, "0.5")
            peer = sqldef_seconds(dialect, before, after) if tables <= 1000 else "-"
            print(f"{dialect:10} {tables:7} {r['bytes'] / 1e6:6.1f} MB {r['read']:9.3f} s {r['work']:7.3f} s {r['work'] / tables * 1e6:8.2f} us "
                  f"{r['peak'] / r['bytes']:7.1f} x {r['peak'] / tables / 2:7.0f} B  {seconds(peer):>14}", flush=True)


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--corpus", default=os.environ.get("MIGRA_CORPUS", os.path.join(ROOT, "..", "shared", "corpus")))
    p.add_argument("--seconds", default="2")
    p.add_argument("--tables", type=int, default=100000, help="the largest schema of the growth table")
    args = p.parse_args()
    build()
    with tempfile.TemporaryDirectory() as folder:
        reading(args, folder)
        working(args)
        linting(args)
        growing(args, folder)
    return 0


if __name__ == "__main__":
    sys.exit(main())
