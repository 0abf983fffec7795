#!/usr/bin/env python3
"""Statements of every kind and spelling that an engine's manual names, against the engine: it takes each of them, libmigra
understands each in full, `migra dump` of them is taken, makes the same catalogue, and is the same when read and printed again.

usage: forms.py --migra build/cli/migra [--server postgres|postgres18|mysql|mariadb|mariadb-new|sqlite|sqlite-new]... [--verbose] [FILE...]

Without files: what tests/live/forms has for the server: DIALECT.sql for each, SERVER.sql besides. Exit status 77 without one."""
import argparse
import difflib
import json
import os
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import engines
import fidelity
import fidelity_sqlite

FORMS = os.path.join(os.path.dirname(os.path.abspath(__file__)), "forms")


def migra(args, engine, command, text, *options):
    return subprocess.run([args.migra, command, "-", "--dialect", engine.dialect, "--engine-version", engine.version.split("-")[0], *options],
                          input=text, capture_output=True, text=True, timeout=60, check=False)


def not_full(args, engine, text):
    """Of each statement that is not understood in full: its line and text."""
    out = json.loads(migra(args, engine, "parse", text, "--format", "json", "--allow-unparsed").stdout)
    raw = text.encode()
    for s in out["statements"]:
        if s["understood"] != "full":
            yield s["line"], s["understood"], raw[s["offset"]:s["offset"] + s["length"]].decode()[:160], s
    for d in out.get("diagnostics", []):
        yield d.get("line"), d.get("severity"), d.get("message"), d


def catalogue(engine, text):
    """What the engine holds after a script, and what it said against it."""
    db = engine.create()
    try:
        engine.load(db, text)
        said = map(fidelity.fold_routine, engine.catalogue(db)) if engine.dialect in ("mysql", "mariadb") else engine.catalogue(db)
        return "\n".join(sorted(said)).split("\n"), None
    except engines.EngineError as e:
        return None, next((line for line in str(e).split("\n") if "rror" in line), str(e))[:300]
    finally:
        engine.drop(db)


def judge(args, engine, path):
    """Lines that say what does not hold."""
    with open(path, encoding="utf-8") as f:
        text = f.read()
    for line, level, what, _ in not_full(args, engine, text):
        yield f"{path}:{line}: {level}: {what}"
    original, said = catalogue(engine, text)
    if said:
        yield f"{path}: the engine refuses it: {said}"
    printed = migra(args, engine, "dump", text, "--allow-unparsed").stdout
    if printed != migra(args, engine, "dump", printed, "--allow-unparsed").stdout:
        yield f"{path}: what is printed is printed otherwise when it is read again"
    if engine.dialect == "sqlite": # which keeps texts as they were written: the pragmas tell what is made
        with tempfile.TemporaryDirectory() as folder:
            judged = fidelity_sqlite.judge(os.path.abspath(args.migra), path, folder)
        yield from (f"{path}: {line}" for line in judged[1])
        return
    again, said = catalogue(engine, printed)
    if said:
        yield f"{path}: the engine refuses the dump: {said}"
    elif original and original != again:
        yield f"{path}: the dump makes another catalogue:"
        yield from ("    " + line for line in difflib.unified_diff(original, again, "file", "dump", n=1, lineterm=""))


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--migra", required=True)
    ap.add_argument("--server", action="append")
    ap.add_argument("files", nargs="*")
    args = ap.parse_args()
    bad = ran = 0
    for server in args.server or ["postgres", "mariadb", "sqlite"]:
        why = engines.available(server)
        if why:
            print(f"SKIPPED: {server}: {why}")
            continue
        dialect = engines.ENGINES[server][0]
        files = args.files or [f for f in (os.path.join(FORMS, f"{n}.sql") for n in dict.fromkeys((dialect, server))) if os.path.exists(f)]
        ran += 1
        with engines.start(server) as engine:
            for path in files:
                said = list(judge(args, engine, path))
                print("\n".join(said) or f"{server} {engine.version}: {os.path.basename(path)}: all of it holds")
                bad += bool(said)
    return 77 if not ran else 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
