#!/usr/bin/env python3
"""Differences that are none, on whole schemas: each schema of the corpus is loaded into an engine, whose own dump is compared with
it, both ways. Offline both must be equal, but for what the file itself does not say (see beside()).

    noise.py --migra build/cli/migra [--server postgres] [--every] [--limit N] [--only S] [--verbose]"""
import argparse
import collections
import json
import os
import re
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import corpus  # noqa: E402
import engines  # noqa: E402


def beside(changes):
    """Rights and owners are the server's affair where the file says nothing of them: none of them is left out here. What a dump of one
    database has beside it are the roles of the server."""
    return [c for c in changes if not c["type"].endswith("_role")]


def compare(migra, dialect, version, one, other):
    with tempfile.TemporaryDirectory() as d:
        paths = [os.path.join(d, n) for n in ("one.sql", "other.sql")]
        for path, text in zip(paths, (one, other)):
            with open(path, "w", encoding="utf-8", errors="surrogateescape") as f:
                f.write(text)
        done = subprocess.run([migra, "diff", *paths, "-d", dialect, "--engine-version", version, "--format", "json", "--allow-unparsed"],
                              capture_output=True, timeout=120)
    if done.returncode not in (0, 1):
        raise AssertionError(f"exit {done.returncode}: {done.stderr.decode('utf-8', 'replace')[:500]}")
    return json.loads(done.stdout)


def told(change, width):
    where = ".".join(x for x in (change["schema"], change["table"], change["name"]) if x)
    why = change["details"].get("undecided")
    return f"  {change['type']} {where}: {str(change['from'])[:width]!r} -> {str(change['to'])[:width]!r}" + (f" (undecided: {why})" if why else "")


def try_schema(args, engine, path, seen):
    text = corpus.read(path)
    db = engine.create()
    try:
        try:
            engine.load(db, corpus.before(path) + text)
        except engines.EngineError as e:
            seen["refused"] += 1
            print(f"skipped: {corpus.project(path)}/{os.path.basename(path)}: {' '.join(str(e).split())[:160]}")
            return
        dump = engine.dump_whole(db)
    finally:
        engine.drop(db)
    text = (corpus.before(path) + text).replace("\r\n", "\n") # the client's dump has come through a text stream
    changes = []
    for one, other in ((text, dump), (dump, text)):
        report = compare(args.migra, engine.dialect, engine.version, one, other)
        changes += beside(report["changes"])
        seen["undecided"] += report["summary"]["undecided"]
        seen["objects"] += sum(1 for _ in re.finditer(r"(?m)^CREATE |^ALTER TABLE ONLY .*\n +ADD ", dump))
    seen["noisy" if changes else "equal"] += 1
    if changes:
        print(f"noisy: {corpus.project(path)}/{os.path.basename(path)}: {len(changes)} changes")
        for c in changes[: None if args.verbose else 3]:
            print(told(c, None if args.verbose else 90))


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--migra", required=True)
    p.add_argument("--server", default="postgres")
    p.add_argument("--every", action="store_true", help="every version of each project, not the newest alone")
    p.add_argument("--limit", type=int, default=0, help="at most so many, spread evenly")
    p.add_argument("--only", default="")
    p.add_argument("--at-most", type=float, default=100, help="fail when more per cent of the schemas are noisy")
    p.add_argument("--verbose", action="store_true")
    args = p.parse_args()
    args.migra = os.path.abspath(args.migra)
    why = engines.available(args.server)
    if why or not os.path.isdir(corpus.CORPUS):
        print(f"skipped: {why or 'no corpus'}\n0 passed, 0 failed, 1 skipped")
        return 0
    seen, engine = collections.Counter(), engines.start(args.server)
    try:
        paths = [f for f in corpus.schemas(engine.dialect, args.every) if args.only in f]
        if args.limit and len(paths) > args.limit:
            paths = [paths[i * len(paths) // args.limit] for i in range(args.limit)]
        for path in paths:
            missing = engine.dialect == "postgres" and corpus.missing_extension(engine, path)
            if missing:
                seen["refused"] += 1
                print(f"skipped: {corpus.project(path)}: no extension {missing} here")
            else:
                try_schema(args, engine, path, seen)
    finally:
        engine.close()
    n = seen["equal"] + seen["noisy"]
    rate = 100 * seen["noisy"] / max(n, 1)
    print(f"{n} schemas, {seen['noisy']} of them noisy ({rate:.1f} %); {seen['undecided']} of {seen['objects']} objects undecided")
    failed = rate > args.at_most
    print(f"{seen['equal'] + (0 if failed else seen['noisy'])} passed, {seen['noisy'] if failed else 0} failed, {seen['refused']} skipped")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
