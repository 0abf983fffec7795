#!/usr/bin/env python3
"""What every rule says in its own cases: the object is named, there is a suggestion, and the statements of the safe way are
there (in the suggestion, or in the plan) and can be read.

usage: messages.py SOURCE_ROOT RUN_CASES MIGRA
"""
import collections
import json
import os
import re
import subprocess
import sys
import tempfile

ROOT, RUN, MIGRA = (os.path.abspath(a) for a in sys.argv[1:4])
CORE = {"compat", "data-loss", "dep", "fail", "lock", "online", "ops", "partition", "rewrite", "security", "semantics", "sqlite", "tx"}
STATEMENT = re.compile(r"(?:^|(?<=[\s(]))((?:ALTER (?:TABLE|TYPE|DOMAIN|SEQUENCE|INDEX|PUBLICATION|EXTENSION|VIEW)|CREATE (?:OR REPLACE |UNIQUE |TABLE|INDEX|"
                       r"VIEW|SCHEMA|EXTENSION|STATISTICS|DOMAIN|POLICY)|DROP (?:INDEX|TABLE|VIEW|TRIGGER|POLICY|CONSTRAINT)|UPDATE \S+ SET|DELETE FROM|"
                       r"INSERT INTO|SELECT (?!\*)|ANALYZE|REINDEX (?:INDEX|TABLE)|REFRESH MATERIALIZED|SET (?:SESSION |LOCAL )?[a-z_]+ ?=|PRAGMA|GRANT|SET CONSTRAINTS)"
                       r"[^;…]*;|BEGIN;|COMMIT;)")


def reports():
    with tempfile.NamedTemporaryFile(suffix=".txt") as f:
        run = subprocess.run([RUN, "--reports", f.name, "tests/cases/rules"], cwd=ROOT, capture_output=True, text=True)
        if run.returncode:
            sys.exit("run_cases: " + run.stdout[-500:])
        head, body = None, []
        for line in open(f.name, encoding="utf-8"):
            if not line.startswith("# tests/cases/"):
                body.append(line)
                continue
            if head:
                yield head, json.loads("".join(body))
            head, body = line[2:].strip(), []
        if head:
            yield head, json.loads("".join(body))


def names_of(change):
    """The words of which one has to be in the message."""
    return {change[k] for k in ("name", "column", "table", "schema") if change.get(k)} | {change.get("to") or "", change.get("from") or ""} - {""}


def planned(document, finding):
    plan = document.get("plan") or {"phases": []}
    return [s["sql"] for p in plan["phases"] for s in p["steps"] if s["change"] == finding["change"] and s["sql"]]


def statements_of(suggestion):
    """Behind the first line all is SQL; in it what looks like a whole statement."""
    words, _, way = suggestion.partition("\n")
    return way, STATEMENT.findall(words)


def judge_texts(by_dialect):
    """Yields what the parser does not take in full."""
    for dialect, texts in sorted(by_dialect.items()):
        for where, sql in texts:
            r = subprocess.run([MIGRA, "parse", "--dialect", dialect, "--format", "json", "-"], input=sql, capture_output=True, text=True, timeout=60)
            document = json.loads(r.stdout)
            bad = [s for s in document["statements"] if s["understood"] != "full"]
            if bad or [d for d in document["diagnostics"] if d["code"] == "syntax"]:
                yield where, "its SQL is not understood: %r" % sql


def main():
    bad, seen, sql_of = [], collections.defaultdict(set), collections.defaultdict(set)
    texts = collections.defaultdict(list)
    known = set()
    for head, document in reports():
        rule = "/".join(head.split("/")[3:5])
        changes = {c["id"]: c for c in document["changes"]}
        for f in document["findings"]:
            if f["rule"] != rule:
                continue
            seen[rule].add(f["severity"])
            where, message, suggestion = "%s (%s)" % (rule, head.split()[0]), f["message"], f["suggestion"] or ""
            if not re.search(r"[.?]$", message) or len(message) < 15:
                bad.append((where, "the message is no sentence: %r" % message))
            if f["change"] and not any(n in message for n in names_of(changes[f["change"]])):
                bad.append((where, "the message names no object of the change: %r" % message))
            if not f["change"] and not (f["location"] or {}).get("source"):
                bad.append((where, "it neither belongs to a change nor to a place: %r" % message))
            if not suggestion:
                bad.append((where, "no suggestion: %r" % message))
            way, whole = statements_of(suggestion)
            if "…" in way:
                bad.append((where, "its SQL has a gap: %r" % way))
            for sql in [way] * bool(way) + whole:
                if (document["dialect"], sql) not in known:
                    known.add((document["dialect"], sql))
                    texts[document["dialect"]].append((where, sql))
            sql_of[rule].add("suggestion" if way or whole else "plan" if planned(document, f) else "")
    bad.extend(judge_texts(texts))
    without = sorted(r for r in seen if sql_of[r] == {""} and r.split("/")[0] in CORE)
    listed = {line.split("\t")[0] for line in open(os.path.join(ROOT, "docs/rules/without-sql.tsv"), encoding="utf-8") if not line.startswith("#")}
    bad.extend((r, "its safe way has no statement, and docs/rules/without-sql.tsv does not say why") for r in without if r not in listed)
    bad.extend((r, "is in docs/rules/without-sql.tsv, but has statements in its cases") for r in sorted(listed) if r in seen and sql_of[r] - {""} == sql_of[r])
    bad.extend((r, "is in docs/rules/without-sql.tsv, but is no rule of the core that was found in its cases") for r in sorted(listed) if r not in seen)
    for where, text in bad:
        print("%s: %s" % (where, text))
    print("%d rules, %d with statements in the suggestion, %d in the plan alone, %d of the core without; %d texts of SQL read; %d complaints" % (
        len(seen), sum("suggestion" in s for s in sql_of.values()), sum("plan" in s and "suggestion" not in s for s in sql_of.values()),
        len(without), sum(map(len, texts.values())), len(bad)))
    sys.exit(1 if bad else 0)


main()
