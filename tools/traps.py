#!/usr/bin/env python3
"""States of a dialect's parser where a keyword that may be a name is misread.

    traps.py DIALECT TOKENS.y FRAGMENT...

A keyword that falls back to ID is taken as an ID where ID can be shifted and
the keyword itself would only reduce: lemon leaves such reductions to the
state's default, and looks at the fallback before the default. Each line names
a state's items, and the keywords that the grammar would lose there."""

import os
import re
import subprocess
import sys
import tempfile

import grammar


def main():
    if len(sys.argv) < 4:
        sys.exit(__doc__)
    dialect, paths = sys.argv[1], sys.argv[2:]
    joined = grammar.join(dialect, paths)
    fallback = set(re.search(r"%fallback\s+ID\s+([^.]*)\.", open(paths[0], encoding="utf-8").read()).group(1).split())
    found = {}
    with tempfile.TemporaryDirectory() as work:
        base = os.path.join(work, "joined.y")
        with open(base, "w", encoding="utf-8") as f:
            f.write("\n".join(joined.lines))
        subprocess.run(["lemon", "-c", "-T/usr/share/lemon/lempar.c", base], cwd=work, capture_output=True, check=False)
        report = open(os.path.join(work, "joined.out"), encoding="utf-8", errors="replace").read()
    for state in re.split(r"(?=^State \d+:)", report, flags=re.M):
        shifts_id = re.search(r"^\s+ID shift", state, re.M)
        if not shifts_id:
            continue
        lost = sorted(k for k in re.findall(r"^\s+(\w+) reduce", state, re.M) if k in fallback)
        if lost:
            items = [l.strip() for l in state.split("\n") if "::=" in l and "*" in l]
            found.setdefault(" ".join(lost), []).append(items[:4])
    for lost, states in sorted(found.items(), key=lambda x: -len(x[1])):
        print(f"{lost}  ({len(states)} states)")
        for items in states[:3]:
            print("    " + "\n    ".join(items))
            print()


if __name__ == "__main__":
    main()
