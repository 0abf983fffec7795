#!/usr/bin/env python3
"""Writes docs/precision.md out of what confirm.py and confirm_steps.py wrote with --jsonl.

    precision.py [--seed N] [--note TEXT] FILE.jsonl… > docs/precision.md"""

import argparse
import collections
import json

HEAD = """# Precision

What `migra lint` says with severity error or critical of upgrade scripts of public projects, tried on engines. A database gets the schema
from before and generated rows; the script's statements run up to the one in question; rows that provoke what the finding says are
put there; the statement runs. Errors, `pg_locks`, files, scans, rows, and what the server says to `ALGORITHM` and `LOCK` tell whether it
happened. PostgreSQL: `tests/live/confirm.py`, upgrades in the order of a lot; the others: `tests/live/confirm_steps.py`, findings drawn
rule by rule, so that rare rules count as much as frequent ones. The lots' seed is {seed}: another one than rules were mended by.

"""


def main():
    p = argparse.ArgumentParser()
    p.add_argument("--seed", default="5")
    p.add_argument("--note", default="", help="what became of those that are not true")
    p.add_argument("files", nargs="+")
    a = p.parse_args()
    lines = []
    for path in a.files:
        with open(path, encoding="utf-8") as f:
            lines += [json.loads(line) for line in f]
    by_engine, by_rule = collections.defaultdict(collections.Counter), collections.defaultdict(collections.Counter)
    for x in lines:
        by_engine[(x["dialect"], x["version"].split(" ")[0])][x["ok"]] += 1
        by_rule[(x["rule"], x["dialect"])][x["ok"]] += 1
    out = [HEAD.format(seed=a.seed) + "| engine | findings | confirmed | not true | not tried | of those tried |", "| --- | --- | --- | --- | --- | --- |"]
    total = collections.Counter()
    for (dialect, version), n in sorted(by_engine.items()):
        total.update(n)
        out.append(row(f"{dialect} {version}", n))
    out += [row("all", total), "", "| rule | engine | confirmed | not true | not tried |", "| --- | --- | --- | --- | --- |"]
    out += [f"| {rule} | {dialect} | {n[True] or ''} | {n[False] or ''} | {n[None] or ''} |" for (rule, dialect), n in sorted(by_rule.items())]
    wrong = sorted({(x["rule"], x["dialect"], x["upgrade"], str(x["why"])) for x in lines if x["ok"] is False})
    out += ["", "## Not true", ""] + ([f"- {rule}, {dialect}, {upgrade}: {why}" for rule, dialect, upgrade, why in wrong] or ["None."])
    out += ["", a.note] if a.note else []
    reasons = collections.Counter(str(x["why"]).split(":")[0] for x in lines if x["ok"] is None)
    out += ["", "## Not tried", ""] + [f"- {why}: {n}" for why, n in reasons.most_common()]
    print("\n".join(out))


def row(name, n):
    tried = n[True] + n[False]
    return f"| {name} | {sum(n.values())} | {n[True]} | {n[False]} | {n[None]} | {100 * n[True] / max(1, tried):.1f} % |"


if __name__ == "__main__":
    main()
