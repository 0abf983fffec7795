#!/usr/bin/env python3
"""Canonical dumps of MySQL schemas loaded back: a database made from a file and one made from `migra dump` of the file
have the same SHOW CREATE for every table, view, trigger, routine and event.

usage: fidelity.py --migra build/cli/migra [--server mariadb|mysql] [--limit N] [--only TEXT] [--verbose] FILE...

Files that the server refuses as they stand are counted apart. Exit status 77 without a server."""
import argparse
import difflib
import os
import re
import subprocess
import sys

import engines


def canonical(migra, dialect, path):
    out = subprocess.run([migra, "dump", path, "--dialect", dialect, "--allow-unparsed"], capture_output=True, text=True,
                         errors="replace", timeout=60, check=False)
    return out.stdout


def fold_routine(chunk):
    """A server keeps a routine's arguments as they were written: blanks, case and display widths of types do not count."""
    if not re.match(r"CREATE (DEFINER=\S+ )?(FUNCTION|PROCEDURE) ", chunk):
        return chunk
    return re.sub(r"\b((?:tiny|small|medium|big)?int)\(\d+\)|\s+", lambda m: m[1] or "", re.sub(r"`", "", chunk.lower()))


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


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--migra", required=True)
    ap.add_argument("--server", default="mariadb")
    ap.add_argument("--limit", type=int)
    ap.add_argument("--only", default="")
    ap.add_argument("--verbose", action="store_true")
    ap.add_argument("files", nargs="+")
    args = ap.parse_args()
    why = engines.available(args.server)
    if why:
        print(f"SKIPPED: {why}")
        return 77
    dialect = engines.ENGINES[args.server][0]
    files = [f for f in args.files if args.only in f and not os.path.basename(f).startswith("upgrade")]
    if args.limit:
        files = files[:: max(1, len(files) // args.limit)][: args.limit]
    same, differs, refused, broken = 0, [], 0, []
    with engines.start(args.server) as server:
        for path in files:
            with open(path, encoding="utf-8", errors="replace", newline="") as f:
                original, said = catalogue_of(server, f.read())
            if original is None:
                refused += 1
                if args.verbose:
                    print(f"refused as it stands: {path}: {said[:160]}")
                continue
            text = canonical(args.migra, dialect, path)
            again, said = catalogue_of(server, "SET sql_mode = '';\n" + text)
            if again is None:
                broken.append(path)
                print(f"dump refused: {path}: {said[:200]}")
            elif again == original:
                same += 1
            else:
                differs.append(path)
                print(f"differs: {path}")
                lines = difflib.unified_diff("\n".join(original).split("\n"), "\n".join(again).split("\n"), "file", "dump", n=0, lineterm="")
                for line in list(lines)[2: None if args.verbose else 10]:
                    print("    " + line[:200])
        version = server.version
    print(f"{dialect} {version}: {same} the same, {len(differs)} differ, {len(broken)} dumps refused; "
          f"{refused} files that the server refuses as they stand")
    return 1 if differs or broken else 0


if __name__ == "__main__":
    sys.exit(main())
