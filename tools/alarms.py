#!/usr/bin/env python3
"""What lint and analyze say over a corpus: false alarms, and the levels of the score.

    alarms.py MIGRA CORPUS            errors of locks, rewrites, online DDL or compatibility that schema files get, read as migrations from nothing,
                                      and that tables get which the same upgrade script makes (after the old schema); both have to be none
    alarms.py MIGRA CORPUS --levels   the levels of all pairs of releases, analyzed, and of their upgrade scripts, linted (docs/score.md)

CORPUS has pairs.tsv: dialect, project, before, after, upgrade (several joined by ';', or none)."""
import argparse
import collections
import csv
import json
import os
import re
import subprocess
import sys

LOUD = ("lock", "rewrite", "online", "compat")
LEVELS = ("none", "low", "medium", "high", "critical")
DIALECTS = ("postgres", "mysql", "sqlite")


def report(migra, *args):
    r = subprocess.run([migra, *args, "--format", "json", "--fail-on", "never", "--allow-unparsed"], capture_output=True, text=True, timeout=300)
    try:
        return json.loads(r.stdout)
    except ValueError:
        return None


def errors(got):
    return [f for f in got["findings"] if f["severity"] in ("error", "critical")]


def schema_files(corpus):
    for dialect in DIALECTS:
        for folder, _, names in sorted(os.walk(os.path.join(corpus, dialect))):
            for name in sorted(names):
                if name.endswith(".sql") and not name.startswith("upgrade"):
                    yield dialect, os.path.join(folder, name)


def of_schemas(a):
    n, unread, groups, loud = 0, 0, collections.Counter(), []
    for dialect, path in schema_files(a.corpus):
        got = report(a.migra, "lint", "--quiet", "--dialect", dialect, path)
        n += 1
        if not got:
            unread += 1
            continue
        for f in errors(got):
            group = f["rule"].split("/")[0]
            groups[f["rule"]] += 1
            if group in LOUD:
                loud.append((os.path.relpath(path, a.corpus), f["location"]["line"], f["rule"], f["message"]))
    print("%d schema files as migrations (%d not read): %d errors of %s" % (n, unread, len(loud), ", ".join(LOUD)))
    for x in loud:
        print("  %s:%s %s: %s" % x)
    print("  others: " + ", ".join("%s %d" % x for x in groups.most_common()))
    return len(loud)


def upgrades(corpus):
    with open(os.path.join(corpus, "pairs.tsv"), encoding="utf-8") as f:
        for row in csv.DictReader(f, delimiter="\t"):
            out = {k: os.path.join(corpus, row[k]) for k in ("before", "after")}
            out["dialect"] = row["dialect"]
            out["upgrade"] = [os.path.join(corpus, x) for x in row["upgrade"].split(";") if x and x != "-"]
            yield out


def of_born(a):
    scripts, born_all, loud = 0, 0, []
    for x in upgrades(a.corpus):
        if len(x["upgrade"]) != 1: # several: each of them is another pair's
            continue
        x["upgrade"] = x["upgrade"][0]
        got = report(a.migra, "lint", "--quiet", "--dialect", x["dialect"], "--base", x["before"], x["upgrade"])
        scripts += 1
        if not got:
            continue
        text = re.sub(r"--[^\n]*", "", open(x["upgrade"], encoding="utf-8", errors="replace").read())
        dropped = {n.strip('"`').lower() for n in re.findall(r"(?i)drop\s+table\s+(?:if\s+exists\s+)?([\w\"`.]+)", text)}
        born = {(c["schema"], c["name"]) for c in got["changes"] if c["type"] == "create_table"}
        born_all += len(born)
        by_id = {c["id"]: c for c in got["changes"]}
        for f in errors(got):
            c = by_id.get(f.get("change") or "", {})
            table = c.get("table") or (c.get("name") if c.get("object") == "table" else None)
            if f["rule"].split("/")[0] in LOUD and (c.get("schema"), table) in born and table.lower() not in dropped:
                loud.append((os.path.relpath(x["upgrade"], a.corpus), f["location"]["line"], f["rule"], f["message"]))
    print("%d upgrade scripts make %d tables: %d errors of %s about these" % (scripts, born_all, len(loud), ", ".join(LOUD)))
    for x in loud:
        print("  %s:%s %s: %s" % x)
    return len(loud)


def levels(a):
    table = {"analyze": collections.Counter(), "lint": collections.Counter()}
    for x in upgrades(a.corpus):
        got = report(a.migra, "analyze", "--dialect", x["dialect"], x["before"], x["after"])
        table["analyze"][got["summary"]["risk_level"] if got else "not read"] += 1
        if x["upgrade"]:
            got = report(a.migra, "lint", "--quiet", "--dialect", x["dialect"], "--base", x["before"], *x["upgrade"])
            table["lint"][got["summary"]["risk_level"] if got else "not read"] += 1
    print("| | %s |\n| --- | %s |" % (" | ".join(LEVELS), " | ".join("---" for _ in LEVELS)))
    for what, n in table.items():
        print("| %s | %s |" % (what, " | ".join(str(n[level]) for level in LEVELS)))
        if n["not read"]:
            print("%s: %d not read" % (what, n["not read"]))
    return 0


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("migra")
    p.add_argument("corpus")
    p.add_argument("--levels", action="store_true")
    a = p.parse_args()
    return levels(a) if a.levels else of_schemas(a) + of_born(a)


if __name__ == "__main__":
    sys.exit(main() != 0)
