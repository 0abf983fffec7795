#!/usr/bin/env python3
"""What crossing into the library costs from each language, and whether memory stays flat over many analyses.

    bench/bindings/run.py [--library FILE] [--count N] [--seconds S] [--corpus DIR] [--only LANGUAGE] [--check]

Without --library a release build is made. The pair is the largest of a corpus (MIGRA_CORPUS or --corpus), else the shop. --check fails where a
language takes more than 1.15 times C's time, or memory grows by more than 5 per cent and 2 MiB."""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
sys.path.insert(0, os.path.dirname(HERE))
import run as bench  # noqa: E402  (bench/run.py)


def release_library():
    bench.build()
    return os.path.join(bench.BUILD, "libmigra.so")


def prepare(library, folder):
    """The commands that run the measure in each language that is here."""
    os.environ["MIGRA_LIBRARY"] = library
    os.environ["LD_LIBRARY_PATH"] = os.path.dirname(library)
    subprocess.run(["cc", "-O2", "-std=c11", "-D_POSIX_C_SOURCE=200809L", f"{HERE}/measure.c", "-I", f"{ROOT}/include", library, "-o", f"{folder}/measure"],
                   check=True)
    commands = {"C": [f"{folder}/measure"]}
    shutil.copytree(f"{ROOT}/bindings/python/libmigra", f"{folder}/libmigra")
    subprocess.run([sys.executable, f"{ROOT}/tools/gen-bindings", "python", f"{folder}/libmigra/_decl.py"], check=True)
    os.environ["PYTHONPATH"] = folder
    commands["Python"] = [sys.executable, f"{HERE}/measure.py"]
    if shutil.which("go"):
        with open(f"{folder}/migra.pc", "w", encoding="utf-8") as f:
            f.write(f"Name: libmigra\nDescription: -\nVersion: 0\nLibs: -L{os.path.dirname(library)} -lmigra\nCflags: -I{ROOT}/include\n")
        environment = dict(os.environ, PKG_CONFIG_PATH=folder, GOTOOLCHAIN="local", GOPROXY="off")
        subprocess.run(["go", "build", "-o", f"{folder}/measure-go", "."], cwd=f"{HERE}/go", env=environment, check=True)
        commands["Go"] = [f"{folder}/measure-go"]
    if shutil.which("php"):
        commands["PHP"] = ["php", "-d", "ffi.enable=1", f"{HERE}/measure.php"]
    for language in ("Go", "PHP"):
        if language not in commands:
            print(f"skipped: {language} is not installed")
    return commands


def measure(command, *arguments):
    return subprocess.run([*command, *map(str, arguments)], check=True, text=True, capture_output=True).stdout.split()


def crossing(commands, pair, seconds):
    """Twice each, in turn: the machine may be busy."""
    best = {}
    for _ in range(2):
        for language, command in commands.items():
            best[language] = min(best.get(language, 1e9), float(measure(command, "cross", *pair, seconds)[0]))
    good = True
    print(f"\nanalyze with its JSON text, {os.path.getsize(pair[0]) + os.path.getsize(pair[1])} bytes of {pair[2]}, best of many, processor time\n")
    for language, ms in best.items():
        print(f"{language:8} {ms:9.2f} ms {ms / best['C']:6.2f} x")
        good &= ms <= best["C"] * 1.15
    return good


def flatness(commands, pair, count):
    good = True
    print(f"\nmemory of a process that reads two schemas and analyzes them, {count:,} times, with a rule of the host\n")
    for language, command in commands.items():
        early, late = map(int, measure(command, "memory", *pair, count))
        grown = late - early
        print(f"{language:8} {early:7} KiB after a tenth, {late:7} KiB at the end: {grown:+} KiB", flush=True)
        good &= grown <= max(early * 0.05, 2048) or count < 1000
    return good


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--library")
    p.add_argument("--count", type=int, default=100000)
    p.add_argument("--seconds", type=float, default=2)
    p.add_argument("--corpus", default=os.environ.get("MIGRA_CORPUS", os.path.join(ROOT, "..", "shared", "corpus")))
    p.add_argument("--only")
    p.add_argument("--check", action="store_true")
    args = p.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        commands = prepare(os.path.abspath(args.library or release_library()), folder)
        if args.only:
            commands = {k: v for k, v in commands.items() if k in ("C", args.only)}
        shop = [f"{ROOT}/examples/schemas/postgres/{side}.sql" for side in ("before", "after")]
        pair = bench.largest_pair(args.corpus, "postgres") or shop
        good = crossing(commands, [*pair, "postgres"], args.seconds) if args.seconds else True
        small = [f"{folder}/before.sql", f"{folder}/after.sql"]
        for path, sql in zip(small, ("CREATE TABLE t (id int PRIMARY KEY, a varchar(20));", "CREATE TABLE t (id int PRIMARY KEY, b int NOT NULL);")):
            with open(path, "w", encoding="utf-8") as f:
                f.write(sql)
        if args.count:
            good &= flatness(commands, [*small, "postgres"], args.count)
    return 0 if good or not args.check else 1


if __name__ == "__main__":
    sys.exit(main())
