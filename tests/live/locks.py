#!/usr/bin/env python3
"""Locks and rewrites as PostgreSQL takes them: every step of a plan that runs in a transaction is run in one of its own, every
other while somebody writes to its tables; pg_locks says what it holds, pg_class whether a table has another file. Both are compared
with what the step predicts.

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
from sessions import Session, held_outside  # noqa: E402

STRENGTH = ["ACCESS SHARE", "ROW SHARE", "ROW EXCLUSIVE", "SHARE UPDATE EXCLUSIVE", "SHARE", "SHARE ROW EXCLUSIVE",
            "EXCLUSIVE", "ACCESS EXCLUSIVE"]
RELATIONS = ("pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname !~ '^pg_' AND "
             "n.nspname <> 'information_schema' AND c.relkind IN ('r', 'p', 'v', 'm', 'f', 'S')")


# What a plan for PostgreSQL can hold: an operation on each kind of object, and what lib/plan names besides.
MADE = """access_method aggregate cast collation conversion default_privileges domain event_trigger extension foreign_data_wrapper foreign_table
function index materialized_view operator policy procedure publication role rule schema sequence server statistics table
text_search_configuration text_search_dictionary trigger type user_mapping view""".split()
KINDS = sorted({f"{verb}_{kind}" for kind in MADE for verb in ("create", "drop")} | set("""add_check add_column add_enum_value add_exclusion
add_foreign_key add_primary_key add_unique alter_column_type alter_constraint alter_domain alter_extension alter_foreign_table alter_generated
alter_identity alter_index alter_column alter_rule alter_trigger alter_inheritance alter_role alter_row_security alter_sequence alter_table alter_table_options alter_type alter_view
attach_partition backfill check_backfill copy_rows detach_partition drop_check drop_column drop_constraint drop_default drop_not_null grant
lock_table rename rename_column rename_enum_value rename_index rename_table replace_function revoke save_data set_comment set_default
set_not_null set_owner swap_columns sync_columns validate_constraint""".split()))


def strength(mode):
    return STRENGTH.index(mode) if mode in STRENGTH else -1


def spelt(mode):
    """AccessExclusiveLock -> ACCESS EXCLUSIVE"""
    out = ""
    for c in mode.removesuffix("Lock"):
        out += (" " if c.isupper() and out else "") + c.upper()
    return out


def strongest_of(pairs):
    """{oid: the strongest mode} of (oid, mode as pg_locks spells it)"""
    held = {}
    for oid, mode in pairs:
        mode = spelt(mode)
        if oid not in held or strength(mode) > strength(held[oid]):
            held[oid] = mode
    return held


def in_its_way(step):
    """The mode in which somebody holds the step's tables, so that it has to wait where it can be seen. DETACH CONCURRENTLY holds nothing
    while it waits for writers; for another one of its kind it waits at its lock."""
    if step["op"] == "detach_partition":
        return "SHARE UPDATE EXCLUSIVE"
    return "SHARE" if step["lock"] == "ROW EXCLUSIVE" else "ROW EXCLUSIVE"


def run_steps(engine, db, steps):
    """Runs the steps one by one, each that runs in a transaction in one of its own, the others against somebody who writes to their
    tables. {step: relations before}, {step: modes}, {step: files after}"""
    runner, blocker, watcher = (Session(engine, db) for _ in range(3))
    before, held, after = {}, {}, {}
    try:
        runner.ask("SET timezone = 'Asia/Kolkata'; SET check_function_bodies = off")
        for i, s in enumerate(steps):
            if s["manual"] or not s["sql"]:
                continue
            listed = runner.ask(f"SELECT c.oid, quote_ident(n.nspname) || '.' || quote_ident(c.relname), c.relfilenode, c.relkind FROM {RELATIONS}")
            before[i] = {f[0]: tuple(f[1:]) for f in (line.rsplit("|", 2)[0].split("|", 1) + line.rsplit("|", 2)[1:] for line in listed)}
            if s["transaction"] is None:
                tables = [name for name, _, kind in before[i].values() if kind in "rp" and label(name) in map(label, s["lock_targets"])]
                modes = [(oid, mode) for oid, seen in held_outside(runner, blocker, watcher, s["sql"], tables,
                                                                              in_its_way(s)).items() for mode in seen]
            else:
                runner.ask("BEGIN; " + s["sql"])
                modes = [line.split("|") for line in runner.ask("SELECT relation, mode FROM pg_locks WHERE pid = pg_backend_pid() AND locktype = 'relation'")]
                runner.ask("COMMIT")
            held[i] = strongest_of(modes)
            after[i] = dict(line.split("|") for line in runner.ask(f"SELECT c.oid, c.relfilenode FROM {RELATIONS}"))
    finally:
        for session in (runner, blocker, watcher):
            session.close()
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
    if targets and {kind for name, _, kind in before.values() if label(name) in targets} == {"p"}:
        rewritten = step["rewrites_table"]  # without partitions: there is no file
    predicted = step["lock"] if on_targets or not targets else None
    lock_ok = (predicted == strongest) if on_targets else not blocking
    return lock_ok and not elsewhere, rewritten == step["rewrites_table"], strongest, elsewhere, rewritten


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--migra", required=True)
    p.add_argument("--examples", action="store_true")
    p.add_argument("--golden", nargs="*", default=[])
    p.add_argument("--jsonl", nargs="*", default=[])
    p.add_argument("--engine", default="postgres", help="postgres16, postgres17 or postgres18, where tools/engines.sh fetched them")
    p.add_argument("--only", default="")
    p.add_argument("--limit", type=int, default=0)
    p.add_argument("--verbose", action="store_true")
    args = p.parse_args()
    args.migra = os.path.abspath(args.migra)
    why = engines.available(args.engine)
    if why:
        print(f"skipped: {why}")
        return 0
    sources = [live.example_cases()] if args.examples else []
    sources += [live.golden_cases(g) for g in args.golden] + [live.jsonl_cases(j) for j in args.jsonl]
    cases = [c for c in itertools.chain(*sources) if c.dialect == "postgres" and args.only in c.name]
    runner, engine = live.Runner(args.migra, args.verbose), engines.start(args.engine)
    ops, wrong = collections.defaultdict(collections.Counter), {}
    skipped = 0
    try:
        for case in cases[:args.limit or None]:
            db = engine.create(0)
            try:
                engine.load(db, case.before)
                found = json.loads(runner.plan(case, engine, form="json"))
                steps = [s for phase in found["plan"]["phases"] for s in phase["steps"]]
                before, held, after = run_steps(engine, db, steps)
            except (EngineError, ValueError, live.Outcome) as e:
                skipped += 1
                print(f"skipped: {case.name}: {str(e)[:200]}")
                continue
            finally:
                engine.drop(db)
            for i, step in enumerate(steps):
                if i not in after:
                    ops[step["op"]]["manual"] += 1
                    continue
                ops[step["op"]]["outside"] += step["transaction"] is None
                lock_ok, rewrite_ok, strongest, elsewhere, rewritten = judge(step, before[i], held[i], after[i])
                ops[step["op"]]["steps"] += 1
                ops[step["op"]]["locks"] += lock_ok
                ops[step["op"]]["rewrites"] += rewrite_ok
                if not lock_ok or not rewrite_ok:
                    what = (step["op"], step["lock"], strongest, tuple(sorted(set(elsewhere.values()))), step["rewrites_table"], rewritten)
                    wrong.setdefault(what, []).append((case.name, step["sql"], step["lock_targets"], elsewhere))
    finally:
        engine.close()
    print(f"{'step':28} {'measured':>8} {'locks':>6} {'rewrites':>8} {'outside a transaction':>22} {'by hand':>8}")
    for op in sorted(ops):
        o = ops[op]
        print(f"{op:28} {o['steps']:8} {o['locks']:6} {o['rewrites']:8} {o['outside']:22} {o['manual']:8}")
    for (op, lock, held_mode, elsewhere, predicted, rewritten), where in sorted(wrong.items(), key=lambda x: -len(x[1])):
        print(f"wrong {len(where)}x {op}: predicts {lock}, holds {held_mode}, elsewhere {list(elsewhere)}; rewrites {predicted} / {rewritten}")
        for name, sql, targets, other in where[:3 if args.verbose else 1]:
            print(f"    {name}: {sql[:200]!r} targets {targets} elsewhere {other}")
    unmet = [op for op in KINDS if not ops.get(op, {}).get("steps")]
    print(f"of {len(KINDS)} kinds of step {len(KINDS) - len(unmet)} were met; not met: {', '.join(unmet) or 'none'}")
    total = sum(o["steps"] for o in ops.values())
    bad = sum(len(w) for w in wrong.values())
    print(f"{total - bad} passed, {bad} failed, {skipped} skipped")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
