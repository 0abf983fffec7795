#!/usr/bin/env python3
"""Data flows one way: a stage includes only earlier ones.

usage: includes.py SOURCE_ROOT
"""
import glob
import os
import re
import sys

root = sys.argv[1]
STAGES = ["base", "lex", "parse", "schema", "facts", "normalise", "diff", "plan", "rules", "report", "api"]
ALLOWED = {stage: set(STAGES[: i + 1]) for i, stage in enumerate(STAGES)}
# A dialect is a table of functions for the stages from parse to plan; all of them may look at its header.
for stage in STAGES[STAGES.index("parse"):]:
    ALLOWED[stage].add("dialect")
ALLOWED["dialect"] = set(STAGES[: STAGES.index("rules")]) | {"dialect"}
# What one stage may see of a later one: headers that are contracts, with the reason.
EXCEPTIONS = {
    ("schema", "normalise"): "finishing a schema brings it into normal form",
    ("normalise", "facts"): "type facts",
    ("diff", "facts"): "type facts decide on loss",
}

passed = failed = 0
for path in sorted(glob.glob(os.path.join(root, "lib/**/*.[ch]"), recursive=True)):
    name = os.path.relpath(path, os.path.join(root, "lib"))
    stage = name.split(os.sep)[0]
    bad = []
    for line in open(path, encoding="utf-8", errors="replace"):
        m = re.match(r'\s*#\s*include\s+"([^"]+)"', line)
        if not m or "/" not in m.group(1):
            continue
        target = m.group(1).split("/")[0]
        if target == "migra" and stage == "api":
            continue
        if target not in ALLOWED.get(stage, set()) and (stage, target) not in EXCEPTIONS:
            bad.append(m.group(1))
    if bad:
        failed += 1
        print(f"FAILED lib/{name} includes {', '.join(bad)}")
    else:
        passed += 1

# The command sees the public headers only.
for path in sorted(glob.glob(os.path.join(root, "cli/*.[ch]"))):
    includes = re.findall(r'#\s*include\s+"([^"]+)"', open(path, encoding="utf-8").read())
    bad = [i for i in includes if not i.startswith("migra/") and "/" in i]
    if bad:
        failed += 1
        print(f"FAILED cli/{os.path.basename(path)} includes {', '.join(bad)}")
    else:
        passed += 1

print(f"{passed} passed, {failed} failed")
sys.exit(1 if failed else 0)
