#!/usr/bin/env python3
"""Writes docs/rules/coverage.md: which rules of a catalogue are here, by group, by engine and by peer.

usage: rule_coverage.py DIR

DIR/catalogue.csv has the columns id, dialects, severity, peers; DIR/catalogue.md the peers' own names. docs/rules/absent.tsv
gives the reason for those that are not here.
"""
import collections
import csv
import os
import re
import sys

import rule_tables

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..")
RULES = os.path.join(ROOT, "docs", "rules")

ENGINES = {"PostgreSQL": "pg", "MySQL": "mysql", "MariaDB": "mariadb", "SQLite": "sqlite"}
PEERS = [("squawk", "Squawk"), ("strong_migrations", "strong_migrations"), ("eugene", "Eugene"),
         ("django-migration-linter", "django-migration-linter"), ("atlas", "Atlas, open analyzers"),
         ("pg-schema-diff", "pg-schema-diff")]
PEER_SECTIONS = {"squawk": "squawk", "eugene": "eugene", "Atlas": "atlas", "strong_migrations": "strong_migrations"}

Rule = collections.namedtuple("Rule", "id engines")


def rules():
    """id -> the engines it is for"""
    return {rule: Rule(rule, set(rule_tables.ENGINES["ALL"]) if row[1] == "all" else set(row[1].split(", ")))
            for rule, row in rule_tables.rules(ROOT).items()}


# ---- coverage --------------------------------------------------------------------

def wanted_engines(cell):
    names = {re.split("[<>]", part)[0] for part in cell.split(";")}
    return {engine for engine, short in ENGINES.items() if short in names}


def catalogue_of(folder):
    with open(os.path.join(folder, "catalogue.csv"), encoding="utf-8", newline="") as f:
        return list(csv.DictReader(f))


def peer_names(folder):
    """peer -> [(its rule's name, [ids of the catalogue])]"""
    found, peer = collections.defaultdict(list), None
    with open(os.path.join(folder, "catalogue.md"), encoding="utf-8") as f:
        lines = f.read().split("## Appendix K.")[1].split("## Appendix L.")[0].splitlines()
    for line in lines:
        section = re.match(r"\*\*(\w+)", line)
        if section:
            peer = PEER_SECTIONS.get(section.group(1))
        row = re.match(r"\| (?!peer rule|---)([^|]+) \| ([^|]+) \|", line)
        if peer and row:
            found[peer].append((row.group(1).strip(), re.findall(r"`([a-z-]+/[a-z0-9-]+)`", row.group(2))))
    return found


def aliases():
    """(peer, name) -> ids, as lib/rules/aliases.def has them"""
    with open(os.path.join(ROOT, "lib/rules/aliases.def"), encoding="utf-8") as f:
        return {(p, n): ids.split() for p, n, ids in re.findall(r'MG_ALIAS\("([^"]+)", "([^"]+)", "([^"]*)"\)', f.read())}


def in_ours(names, there):
    """The same; where the list names rules that are not here or a pattern of names, what a comment with that name stands for."""
    known = aliases()
    return {peer: [(name, ids if any(i in there for i in ids) else known.get((peer, name.split("..")[0]), ids)) for name, ids in rows]
            for peer, rows in names.items()}


def absent():
    path = os.path.join(RULES, "absent.tsv")
    if not os.path.exists(path):
        return {}
    with open(path, encoding="utf-8") as f:
        rows = [line.rstrip("\n").split("\t") for line in f if line.strip() and not line.startswith("#")]
    return {row[0]: row[1] for row in rows}


def share(rows, there, engine=None):
    of = [r for r in rows if not engine or engine in wanted_engines(r["dialects"])]
    have = [r for r in of if r["id"] in there and (not engine or engine in there[r["id"]].engines)]
    return "%d of %d" % (len(have), len(of)) if of else ""


def coverage(there, folder):
    catalogue, names, reasons = catalogue_of(folder), in_ours(peer_names(folder), there), absent()
    out = ["# Coverage", "",
           "Which of the rules that the field knows are here. The list that this is measured by was drawn from some thirty linters, diff tools",
           "and schema checkers, and from what engines were seen to do. Written by `tools/rule_coverage.py`.", "",
           "## By group", "", "| group | all | PostgreSQL | MySQL | MariaDB | SQLite |", "| --- | --- | --- | --- | --- | --- |"]
    groups = list(dict.fromkeys(r["id"].split("/")[0] for r in catalogue))
    for group in groups + [None]:
        rows = [r for r in catalogue if not group or r["id"].startswith(group + "/")]
        cells = [share(rows, there)] + [share(rows, there, key) for key in ENGINES]
        out.append("| %s | %s |" % ("`%s/`" % group if group else "all", " | ".join(cells)))
    extra = sorted(set(there) - {c["id"] for c in catalogue})
    out += ["", "Rules that are here and not in that list: %s." % ", ".join("`%s`" % e for e in extra), "", "## By peer", "",
            "| tool | rules of the list that it has, and that are here | of its own rules, by name |", "| --- | --- | --- |"]
    for key, label in PEERS:
        rows = [r for r in catalogue if key in r["peers"].split(";")]
        own = names.get(key, [])
        covered = sum(1 for _, ids in own if any(i in there for i in ids))
        out.append("| %s | %s | %s |" % (label, share(rows, there), "%d of %d" % (covered, len(own)) if own else ""))
    out += ["", "Of the list's rules that they have, these are not here, for the reasons below:", ""]
    for key, label in PEERS:
        lacks = ["`%s`" % r["id"] for r in catalogue if key in r["peers"].split(";") and r["id"] not in there]
        out.append("- %s: %s" % (label, ", ".join(lacks) or "none"))
    for key, label in PEERS:
        if not names.get(key):
            continue
        out += ["", "### %s" % label, "", "| its name | here |", "| --- | --- |"]
        for name, ids in names[key]:
            here = ["[%s](%s.md)" % (i, i) for i in ids if i in there]
            missing = ["%s (not here%s)" % (i, ": " + reasons[i] if i in reasons else "") for i in ids if i not in there]
            out.append("| %s | %s |" % (name, ", ".join(here + missing) or "nothing of ours: the tool's own affair"))
    out += ["", "## Not here", "", "| rule | engines | why not |", "| --- | --- | --- |"]
    for r in catalogue:
        if r["id"] not in there:
            out.append("| `%s` | %s | %s |" % (r["id"], r["dialects"].replace(";", ", "), reasons.get(r["id"], "not written yet")))
    return "\n".join(out) + "\n"


def main():
    if len(sys.argv) != 2:
        sys.exit("usage: rule_coverage.py DIR")
    with open(os.path.join(RULES, "coverage.md"), "w", encoding="utf-8") as f:
        f.write(coverage(rules(), sys.argv[1]))


main()
