#!/usr/bin/env python3
"""What `migra dump` prints is taken by the engine: each schema of a corpus is printed and loaded. A schema that the engine
refuses as it stands, too, is counted apart.

usage: accepted.py --migra build/cli/migra [--server postgres|mariadb|mysql|sqlite]... [--every] [--limit N] [--only TEXT]
                   [--verbose] [FILE...]

Without files: the newest schema of each project of the corpus (MIGRA_CORPUS, ../shared/corpus), with --every all of them,
with --limit so many, evenly picked. Exit status 77 where neither an engine nor a corpus was at hand."""
import argparse
import os
import subprocess
import sys

import corpus
import engines


def dump(migra, dialect, text):
    run = subprocess.run([migra, "dump", "-", "--dialect", dialect, "--allow-unparsed"], input=text.encode(errors="surrogateescape"),
                         capture_output=True, timeout=120, check=False)
    return run.stdout.decode(errors="surrogateescape")


def refusal(engine, head, text):
    """What the engine says against a script; None when it takes it."""
    if engine.dialect in ("mysql", "mariadb"):
        head = "SET foreign_key_checks = 0, sql_mode = '';\n" + head
    db = engine.create()
    try:
        engine.load(db, head + text)
        return None
    except engines.EngineError as e:
        lines = str(e).strip().split("\n")
        return next((line for line in lines if "ERROR" in line), lines[0])[:220]
    finally:
        engine.drop(db)


def check(engine, migra, files, verbose):
    taken, refused, alike = 0, [], 0
    for path in files:
        wanted = corpus.missing_extension(engine, path) if engine.dialect == "postgres" else None
        name = os.path.relpath(path, corpus.CORPUS)
        if wanted:
            print(f"SKIPPED: {name} wants the extension {wanted}, which is not installed")
            continue
        text, head = corpus.read(path), corpus.before(path) if engine.dialect == "postgres" else ""
        said = refusal(engine, head, dump(migra, engine.dialect, text))
        if said is None:
            taken += 1
            continue
        own = refusal(engine, head, text)
        if own is None:
            refused.append(name)
            print(f"dump refused: {name}: {said}")
        else:
            alike += 1
            if verbose:
                print(f"refused as it stands: {name}: {own}; its dump: {said}")
    print(f"{engine.dialect} {engine.version}: {taken} dumps taken, {len(refused)} refused; {alike} more of schemas that are refused as they stand")
    return not refused


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--migra", required=True)
    ap.add_argument("--server", action="append")
    ap.add_argument("--every", action="store_true")
    ap.add_argument("--limit", type=int)
    ap.add_argument("--only", default="")
    ap.add_argument("--verbose", action="store_true")
    ap.add_argument("files", nargs="*")
    args = ap.parse_args()
    good, ran = True, 0
    for server in args.server or ["postgres", "mariadb", "sqlite"]:
        files = [f for f in args.files or corpus.schemas(engines.ENGINES[server][0], args.every) if args.only in f]
        if args.limit:
            files = files[:: max(1, len(files) // args.limit)][: args.limit]
        why = engines.available(server) or (None if files else f"no schemas at {corpus.CORPUS}: set MIGRA_CORPUS")
        if why:
            print(f"SKIPPED: {server}: {why}")
            continue
        with engines.start(server) as engine:
            good &= check(engine, args.migra, files, args.verbose)
        ran += 1
    return 77 if not ran else 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
