#!/usr/bin/env python3
"""Benchmarks beside peers, in one run on one machine: text to schema, analyze, memory.

    bench/run.py [--corpus DIR] [--seconds N]

Takes the largest schemas of a corpus when there is one (MIGRA_CORPUS or --corpus), else the example schemas
repeated under other names until they weigh a megabyte. Prints a table; peers that are not installed are named."""

import argparse
import glob
import importlib.util
import json
import os
import re
import subprocess
import sys
import tempfile
import time

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
BUILD = os.path.join(ROOT, "build-bench")


def build():
    if not os.path.exists(f"{BUILD}/build.ninja"):
        subprocess.run(["meson", "setup", BUILD, ROOT, "--buildtype=release", "-Db_lto=true", "-Dbench=enabled", "-Dtests=disabled"],
                       check=True, stdout=subprocess.DEVNULL)
    subprocess.run(["ninja", "-C", BUILD], check=True, stdout=subprocess.DEVNULL)


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


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--corpus", default=os.environ.get("MIGRA_CORPUS", os.path.join(ROOT, "..", "shared", "corpus")))
    p.add_argument("--seconds", default="2")
    args = p.parse_args()
    build()
    with tempfile.TemporaryDirectory() as folder:
        print("Text to schema, one thread, best run; libpg_query and sqlglot stop at the syntax tree\n")
        print(f"{'dialect':10} {'size':>9} {'libmigra':>12} {'libpg_query':>14} {'sqlglot':>14}  {'memory':>8}  file")
        for dialect, path in inputs(args.corpus, folder):
            size = os.path.getsize(path)
            ours = measure("migra_bench", "parse", dialect, path, args.seconds)
            pg = measure("pg_query_bench", path, args.seconds) if dialect == "postgres" else None
            theirs = ("-" if dialect != "postgres" else "not installed" if not pg else
                      "fails" if pg["failed"] else rate(size, pg["best"]))
            print(f"{dialect:10} {size:9} {rate(size, ours['best']):>12} {theirs:>14} "
                  f"{rate(size, sqlglot_seconds(dialect, path)):>14}  {ours['peak'] / size:6.1f} x  {os.path.relpath(path, args.corpus)}")
        print("\nWhere it goes: each stage with all before it, and the memory that it needs\n")
        print(f"{'dialect':10} {'tokens':>19} {'trees':>19} {'applied':>19} {'finished':>19}")
        for dialect, path in inputs(args.corpus, folder):
            stages, size = measure("migra_stages", dialect, path, args.seconds), os.path.getsize(path)
            print(f"{dialect:10}" + "".join(f" {rate(size, stages[s]['best']):>11} {stages[s]['peak'] / size:5.1f} x"
                                            for s in ("lex", "parse", "apply", "finish")))
        print("\nAnalyze on the largest pair\n")
        print(f"{'dialect':10} {'size':>9} {'parse both':>12} {'analyze':>12} {'ratio':>7}  {'memory':>9}")
        for dialect in ("postgres", "mysql", "sqlite"):
            pair = largest_pair(args.corpus, dialect)
            if not pair:
                continue
            one, two = (measure("migra_bench", "parse", dialect, f, args.seconds) for f in pair)
            both = measure("migra_bench", "analyze", dialect, *pair, args.seconds)
            parse = one["best"] + two["best"]
            print(f"{dialect:10} {both['bytes']:9} {parse * 1e3:9.2f} ms {both['best'] * 1e3:9.2f} ms {both['best'] / parse:6.1f}x "
                  f" {both['peak'] / both['bytes']:7.1f} x")
    return 0


if __name__ == "__main__":
    sys.exit(main())
