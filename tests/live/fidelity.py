#!/usr/bin/env python3
"""Canonical dumps of MySQL schemas loaded back: a database made from a file and one made from `migra dump` of the file
have the same SHOW CREATE for every table, view, trigger, routine and event.

usage: fidelity.py --migra build/cli/migra [--server mariadb mysql …] [--limit N] [--only TEXT] [--verbose] [FILE...]

Without files, the project's examples and what its golden cases compare. What the server refuses as it stands is counted
apart. Exit status 77 without a server."""
import difflib
import glob
import os
import re
import subprocess

import engines
import on_servers
import run


def canonical(migra, server, path, text):
    """The dump of a file, or of a text."""
    out = subprocess.run([migra, "dump", path if text is None else "-", "--dialect", server.dialect, "--engine-version", server.version, "--allow-unparsed"], input=text,
                         capture_output=True, text=True, errors="replace", timeout=60, check=False)
    return out.stdout


def fold_routine(chunk):
    """A server keeps a routine's arguments as they were written: blanks, case and display widths of types do not count. Nor does
    how a view's query is said: a dump says it in normal form (a = 0 for 0 = a)."""
    if "50001 VIEW " in chunk:
        return re.sub(r"50001 VIEW (`[^`]*`).*", r"\1", chunk, flags=re.S)
    if not re.match(r"CREATE (DEFINER=\S+ )?(AGGREGATE )?(FUNCTION|PROCEDURE) ", chunk):
        return chunk
    return re.sub(r"\b((?:tiny|small|medium|big)?int)\(\d+\)|\bin (?=\w+ \w)|\s+", lambda m: m[1] or "", re.sub(r"`", "", chunk.lower()))


def catalogue_of(server, sql):
    """What the database holds after the script, or None and what the server said."""
    db = server.create()
    try:
        server.run(db, "SET foreign_key_checks = 0;\n" + sql)
        return sorted(map(fold_routine, server.catalogue(db))), None
    except engines.EngineError as e:
        return None, str(e).strip().split("\n")[0]
    finally:
        server.drop(db)


def project_schemas():
    """(name, text): the examples, and what the golden cases compare."""
    for dialect in ("mysql", "mariadb"):
        for path in sorted(glob.glob(os.path.join(run.ROOT, "examples", "schemas", dialect, "*.sql"))):
            if os.path.basename(path) in ("before.sql", "after.sql"):
                yield path, run.read(path)
        for stage in ("plan", "rules"):
            for case in run.golden_cases(os.path.join(run.ROOT, "tests", "cases", stage)):
                if case.dialect == dialect:
                    yield from ((f"{case.name} {side}", getattr(case, side)) for side in ("before", "after"))


def wanted_schemas(args):
    if not args.files:
        found = [(n, t) for n, t in project_schemas() if args.only in n]
    else:
        found = [(f, None) for f in args.files if args.only in f and not os.path.basename(f).startswith("upgrade")]
    return found[:: max(1, len(found) // args.limit)][: args.limit] if args.limit else found


def compare(args, server, dialect):
    same, differs, refused, broken = 0, 0, 0, 0
    for name, text in wanted_schemas(args):
        original, said = catalogue_of(server, run.read(name) if text is None else text)
        if original is None:
            refused += 1
            if args.verbose:
                print(f"refused as it stands: {name}: {said[:160]}")
            continue
        again, said = catalogue_of(server, "SET sql_mode = '';\n" + canonical(args.migra, server, name, text))
        if again is None:
            broken += 1
            print(f"dump refused: {name}: {said[:200]}", flush=True)
        elif again == original:
            same += 1
        else:
            differs += 1
            print(f"differs: {name}")
            lines = difflib.unified_diff("\n".join(original).split("\n"), "\n".join(again).split("\n"), "file", "dump", n=0, lineterm="")
            for line in list(lines)[2: None if args.verbose else 10]:
                print("    " + line[:200], flush=True)
    print(f"{dialect} {server.version}: {same} the same, {differs} differ, {broken} dumps refused; "
          f"{refused} that the server refuses as they stand", flush=True)
    return 1 if differs or broken else 0


def main():
    ap = on_servers.arguments(__doc__)
    ap.add_argument("--limit", type=int)
    ap.add_argument("--only", default="")
    ap.add_argument("--verbose", action="store_true")
    ap.add_argument("files", nargs="*")
    args = ap.parse_args()
    on_servers.each(args, lambda server, dialect: compare(args, server, dialect))


if __name__ == "__main__":
    main()
