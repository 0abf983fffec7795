#!/usr/bin/env python3
"""Locks and rewrites as PostgreSQL takes them: every step of a plan that runs in a transaction is run in one of its own;
pg_locks then says what it holds, pg_class whether a table has another file. Both are compared with what the step predicts.

    locks.py --migra build/cli/migra --golden tests/cases --examples [--jsonl FILE…] [--only S] [--limit N] [--verbose]

Prints a table by kind of step. The last line is the count."""

import argparse
import collections
import itertools
import json
import os
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import engines  # noqa: E402
import run as live  # noqa: E402
from base import EngineError  # noqa: E402

STRENGTH = ["ACCESS SHARE", "ROW SHARE", "ROW EXCLUSIVE", "SHARE UPDATE EXCLUSIVE", "SHARE", "SHARE ROW EXCLUSIVE",
            "EXCLUSIVE", "ACCESS EXCLUSIVE"]
RELATIONS = ("pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname !~ '^pg_' AND "
             "n.nspname <> 'information_schema' AND c.relkind IN ('r', 'p', 'v', 'm', 'f', 'S')")


def strength(mode):
    return STRENGTH.index(mode) if mode in STRENGTH else -1


def spelt(mode):
    """AccessExclusiveLock -> ACCESS EXCLUSIVE"""
    out = ""
    for c in mode.removesuffix("Lock"):
        out += (" " if c.isupper() and out else "") + c.upper()
    return out


def script(steps):
    """One psql script for all steps: what is there, the step in a transaction, what it holds, what it made of the files."""
    parts = ["SET timezone = 'Asia/Kolkata';", "\\pset format unaligned", "\\pset tuples_only on", "\\pset fieldsep '|'"]
    for i, s in enumerate(steps):
        if s["manual"] or not s["sql"]:
            continue
        parts.append(f"SELECT '#B', {i}, c.oid, quote_ident(n.nspname) || '.' || quote_ident(c.relname), c.relfilenode, c.relkind FROM {RELATIONS};")
        if s["transaction"] is None:
            parts.append(s["sql"] + "\n;")
            continue
        parts += ["BEGIN;", s["sql"] + "\n;",
                  f"SELECT '#L', {i}, relation, mode FROM pg_locks WHERE pid = pg_backend_pid() AND locktype = 'relation';",
                  f"SELECT '#A', {i}, c.oid, c.relfilenode FROM {RELATIONS};", "COMMIT;"]
    return "\n".join(parts) + "\n"


def measure(text):
    before, held, after = collections.defaultdict(dict), collections.defaultdict(dict), collections.defaultdict(dict)
    for line in text.split("\n"):
        f = line.split("|")
        if f[0] == "#B":
            before[int(f[1])][f[2]] = (f[3], f[4], f[5])
        elif f[0] == "#A":
            after[int(f[1])][f[2]] = f[3]
        elif f[0] == "#L":
            mode, old = spelt(f[3]), held[int(f[1])].get(f[2])
            if old is None or strength(mode) > strength(old):
                held[int(f[1])][f[2]] = mode
    return before, held, after


def label(name):
    return name.replace('"', "")


def judge(step, before, held, after):
    """What was held on the step's tables and what it predicts; what it holds elsewhere; whether a table was rewritten."""
    there = {oid: label(name) for oid, (name, _, _) in before.items()}
    locks = {there[oid]: mode for oid, mode in held.items() if oid in there}
    targets = [label(t) for t in step["lock_targets"]]
    on_targets = [locks.get(t) for t in targets if t in there.values()]
    strongest = max((m for m in on_targets if m), key=strength, default=None)
    sequences = {label(name) for name, _, kind in before.values() if kind == "S"} # go with their tables
    blocking = {t: m for t, m in locks.items() if strength(m) >= strength("SHARE") and (t not in sequences or not targets)}
    elsewhere = {t: m for t, m in blocking.items() if t not in targets}
    rewritten = any(oid in after and after[oid] != node and kind in "rm" for oid, (_, node, kind) in before.items())
    predicted = step["lock"] if on_targets or not targets else None
    lock_ok = (predicted == strongest) if on_targets else not blocking
    return lock_ok and not elsewhere, rewritten == step["rewrites_table"], strongest, elsewhere, rewritten


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--migra", required=True)
    p.add_argument("--examples", action="store_true")
    p.add_argument("--golden", nargs="*", default=[])
    p.add_argument("--jsonl", nargs="*", default=[])
    p.add_argument("--only", default="")
    p.add_argument("--limit", type=int, default=0)
    p.add_argument("--verbose", action="store_true")
    args = p.parse_args()
    args.migra = os.path.abspath(args.migra)
    why = engines.available("postgres")
    if why:
        print(f"skipped: {why}")
        return 0
    sources = [live.example_cases()] if args.examples else []
    sources += [live.golden_cases(g) for g in args.golden] + [live.jsonl_cases(j) for j in args.jsonl]
    cases = [c for c in itertools.chain(*sources) if c.dialect == "postgres" and args.only in c.name]
    runner, engine = live.Runner(args.migra, args.verbose), engines.start("postgres")
    ops, wrong = collections.defaultdict(collections.Counter), {}
    skipped = 0
    try:
        for case in cases[:args.limit or None]:
            db = engine.create(0)
            try:
                engine.load(db, case.before)
                found = json.loads(runner.plan(case, engine, form="json"))
                steps = [s for phase in found["plan"]["phases"] for s in phase["steps"]]
                before, held, after = measure(engine.run(db, script(steps)))
            except (EngineError, ValueError, live.Outcome):
                skipped += 1
                continue
            finally:
                engine.drop(db)
            for i, step in enumerate(steps):
                if step["transaction"] is None or i not in after or step["manual"]:
                    ops[step["op"]]["outside"] += 1
                    continue
                lock_ok, rewrite_ok, strongest, elsewhere, rewritten = judge(step, before[i], held[i], after[i])
                ops[step["op"]]["steps"] += 1
                ops[step["op"]]["locks"] += lock_ok
                ops[step["op"]]["rewrites"] += rewrite_ok
                if not lock_ok or not rewrite_ok:
                    what = (step["op"], step["lock"], strongest, tuple(sorted(set(elsewhere.values()))), step["rewrites_table"], rewritten)
                    wrong.setdefault(what, []).append((case.name, step["sql"], step["lock_targets"], elsewhere))
    finally:
        engine.close()
    print(f"{'step':28} {'measured':>8} {'locks':>6} {'rewrites':>8} {'outside a transaction':>22}")
    for op in sorted(ops):
        o = ops[op]
        print(f"{op:28} {o['steps']:8} {o['locks']:6} {o['rewrites']:8} {o['outside']:22}")
    for (op, lock, held_mode, elsewhere, predicted, rewritten), where in sorted(wrong.items(), key=lambda x: -len(x[1])):
        print(f"wrong {len(where)}x {op}: predicts {lock}, holds {held_mode}, elsewhere {list(elsewhere)}; rewrites {predicted} / {rewritten}")
        for name, sql, targets, other in where[:3 if args.verbose else 1]:
            print(f"    {name}: {sql[:200]!r} targets {targets} elsewhere {other}")
    total = sum(o["steps"] for o in ops.values())
    bad = sum(len(w) for w in wrong.values())
    print(f"{total - bad} passed, {bad} failed, {skipped} skipped")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
