#!/usr/bin/env python3
"""Whether findings are true: what `migra lint` says of upgrade scripts (severity error or critical: it fails, it loses, it
locks, it rewrites) is tried on PostgreSQL, statement by statement.

    confirm.py --migra build/cli/migra --pairs ../corpus/pairs.tsv [--limit N] [--only S] [--write docs/precision.md] [--verbose]

A database gets the schema from before and rows; the script's statements run in order. Before a statement with findings, each of
them is tried in a transaction of its own: rows that provoke what it says are put there, the statement runs, and the error, pg_locks,
the tables' files, scans and rows tell whether it happened. What a finding's rule has no trial for, and what cannot be provoked,
is counted apart. The last line is the count."""

import argparse
import collections
import csv
import json
import os
import random
import re
import subprocess
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import engines  # noqa: E402
import rows  # noqa: E402
from base import EngineError  # noqa: E402
from locks import spelt, strength  # noqa: E402

RELATIONS = "pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'"
NO_TRANSACTION = re.compile(r"(?is)^\s*(vacuum|create\s+database|drop\s+database|reindex\s+(database|system))|concurrently")

# What each rule says that happens: a lock on the table (and whether every row is read or the table written anew), an error
# after rows that provoke it, or something that is gone.
LOCKS = {
    "lock/add-check-without-not-valid": ("ACCESS EXCLUSIVE", "scans"),
    "lock/add-exclusion-constraint": ("ACCESS EXCLUSIVE", ""),
    "lock/add-fk-without-not-valid": ("SHARE ROW EXCLUSIVE", ""),
    "lock/add-primary-key": ("ACCESS EXCLUSIVE", ""),
    "lock/add-unique-constraint": ("ACCESS EXCLUSIVE", ""),
    "lock/create-index-not-concurrent": ("SHARE", ""),
    "lock/set-not-null-scan": ("ACCESS EXCLUSIVE", "scans"),
    "lock/add-column-references": ("ACCESS EXCLUSIVE", ""),
    "lock/vacuum-full-cluster": ("ACCESS EXCLUSIVE", "rewrites"),
    "partition/attach-without-check": ("ACCESS EXCLUSIVE", "scans"),
    "rewrite/alter-column-type": ("ACCESS EXCLUSIVE", "rewrites"),
    "rewrite/add-column-volatile-default": ("ACCESS EXCLUSIVE", "rewrites"),
    "rewrite/add-column-serial-identity": ("ACCESS EXCLUSIVE", "rewrites"),
    "rewrite/add-column-generated-stored": ("ACCESS EXCLUSIVE", "rewrites"),
    "rewrite/add-column-constrained-domain": ("ACCESS EXCLUSIVE", "rewrites"),
}
REPLICA = "SET LOCAL session_replication_role = replica;"


def quoted(*names):
    return ".".join('"' + n.replace('"', '""') + '"' for n in names if n)


def literal(text):
    return "'" + text.replace("'", "''") + "'"


def table_of(change):
    return quoted(change["schema"], change["table"] or change["name"])


def keys_of(change):
    """The columns in "(a, b)" of what a key or foreign key is about."""
    text = re.sub(r"(?i)^.*?(PRIMARY KEY|UNIQUE|FOREIGN KEY|EXCLUDE[^(]*| ON [^(]*)", "", change["to"] or change["from"] or "")
    match = re.match(r"\s*\(([^()]*)\)", text)
    names = [n.strip() for n in match.group(1).split(",")] if match else []
    return [n.split(" ")[0] for n in names]


def null_in(change):
    t = table_of(change)
    return f"{REPLICA} {needs_rows(t, 1)} UPDATE {t} SET {quoted(change['column'])} = NULL WHERE ctid = (SELECT min(ctid) FROM {t});"


def twins(change):
    """Every row gets the key of the first one: NULLs are filled by that, too."""
    t, keys = table_of(change), keys_of(change)
    if not keys:
        return None
    sets = ", ".join(f"{k} = (SELECT {k} FROM {t} ORDER BY ctid LIMIT 1)" for k in keys)
    return f"{REPLICA} {needs_rows(t, 2)} UPDATE {t} SET {sets}; {' '.join(filled(t, k) for k in keys)}"


def filled(table, key):
    """Some value where they are all NULL, found by trying."""
    return f"""DO $fill$ DECLARE v text; BEGIN
      FOREACH v IN ARRAY ARRAY['1', '00000000-0000-4000-8000-000000000001', '2020-01-01', 'true', '{{}}'] LOOP
        BEGIN EXECUTE format('UPDATE %1$s SET %2$s = %3$L WHERE %2$s IS NULL', {literal(table)}, {literal(key)}, v); RETURN; EXCEPTION WHEN OTHERS THEN NULL; END;
      END LOOP; END $fill$;"""


def orphans(change):
    match = re.search(r"(?i)REFERENCES ((?:\"[^\"]+\"|\w+)(?:\.(?:\"[^\"]+\"|\w+))?)", change["to"] or "")
    keys = keys_of(change)
    if not match or not keys:
        return None
    full = " AND ".join(f"{k} IS NOT NULL" for k in keys)
    return f"{REPLICA} DELETE FROM {match.group(1)}; {needs_rows(table_of(change), 1, full)}"


def needs_rows(table, n, where="true"):
    """Division by zero where there are too few: the trial is not one then."""
    return f"SELECT 1 / (count(*) >= {n})::int FROM {table} WHERE {where};"


def value_in(value):
    def provoke(change):
        t, c = table_of(change), quoted(change["column"])
        return f"{REPLICA} {needs_rows(t, 1)} UPDATE {t} SET {c} = {value} WHERE ctid = (SELECT min(ctid) FROM {t});"
    return provoke


def violation(change):
    """Some value of some column that makes the condition false, found by trying."""
    t = table_of(change)
    match = re.search(r"(?is)CHECK \((.*)\)", change["to"] or "")
    if not match:
        return None
    body = f"""DECLARE c record; v text; n bigint; BEGIN
      FOR c IN SELECT attname, attnotnull FROM pg_attribute WHERE attrelid = {literal(t)}::regclass AND attnum > 0 AND NOT attisdropped
                 AND position(attname IN {literal(match.group(1))}) > 0 LOOP
        FOREACH v IN ARRAY ARRAY['-1', '0', '1', '99999', '-99999', '', 'zz', repeat('z', 300), 'true', 'false', '1900-01-01', '2100-01-01',
                                 '[]', '{{}}', '"x"', '1.5'] LOOP
          BEGIN
            EXECUTE format('UPDATE %s SET %I = %L', {literal(t)}, c.attname, v);
            EXECUTE 'SELECT count(*) FROM ' || {literal(t)} || ' WHERE NOT (' || {literal(match.group(1))} || ')' INTO n;
            IF n > 0 THEN RETURN; END IF;
          EXCEPTION WHEN OTHERS THEN NULL; END;
        END LOOP;
        IF NOT c.attnotnull THEN
          BEGIN EXECUTE format('UPDATE %s SET %I = NULL', {literal(t)}, c.attname);
            EXECUTE 'SELECT count(*) FROM ' || {literal(t)} || ' WHERE NOT (' || {literal(match.group(1))} || ')' INTO n;
            IF n > 0 THEN RETURN; END IF;
          EXCEPTION WHEN OTHERS THEN NULL; END;
        END IF;
      END LOOP; RAISE EXCEPTION 'nothing violates it'; END"""
    return f"{REPLICA} DO $provoke$ {body} $provoke$;"


def fills(change):
    """A value that is longer than the new type takes, and as long as the old one does."""
    match = re.search(r"\((\d+)\)", change["from"] or "")
    return value_in("repeat('z', %d)" % (int(match.group(1)) if match else 3000))(change)


def whole_rows(change):
    """Rows without a NULL in the columns, and no two alike: what else the statement would stop at."""
    t, keys = table_of(change), keys_of(change) or ([quoted(change["column"])] if change["column"] else [])
    if not keys:
        return nothing(change)
    some = " OR ".join(f"{k} IS NULL" for k in keys)
    alike = " AND ".join(f"a.{k} = b.{k}" for k in keys)
    return f"{REPLICA} DELETE FROM {t} WHERE {some}; DELETE FROM {t} a USING {t} b WHERE a.ctid > b.ctid AND {alike};"


def some_row(change):
    return needs_rows(table_of(change), 1)


def nothing(change):
    return "SELECT 1;"


# rule: (rows that provoke it, the errors that confirm it)
FAILS = {
    "fail/set-not-null-with-nulls": (null_in, r"23502"),
    "fail/add-not-null-no-default": (some_row, r"23502"),
    "fail/add-unique-duplicates": (twins, r"23505"),
    "fail/add-primary-key-null-or-duplicate": (twins, r"23505|23502"),
    "fail/add-exclusion-overlap": (twins, r"23P01"),
    "fail/add-fk-orphans": (orphans, r"23503"),
    "fail/add-check-violated": (violation, r"23514"),
    "fail/cast-needs-using": (nothing, r"42804|42846"),
    "fail/cast-invalid-value": (value_in("'zz'"), r"22...|42804|42846"),
    "fail/fk-parent-not-unique": (nothing, r"42830"),
    "fail/fk-type-mismatch": (nothing, r"42804"),
    "data-loss/narrow-integer": (value_in("(2^31)::bigint - 1"), r"22003"),
    "data-loss/narrow-string": (fills, r"22001"),
    "data-loss/not-castable-type": (nothing, r"42804|42846|22..."),
    "dep/column-used-by-view": (nothing, r"0A000|2BP01"),
    "dep/column-used-by-generated": (nothing, r"0A000|2BP01"),
    "dep/column-used-by-policy": (nothing, r"0A000|2BP01"),
    "dep/alter-type-blocked": (nothing, r"0A000|2BP01"),
    "partition/key-column-changed": (nothing, r"42P16|0A000"),
    "partition/unique-without-key": (nothing, r"0A000"),
}
# rule: (what has to be there, a query that is true when it is gone)
GONE = {
    "data-loss/drop-table": (some_row, lambda c: f"to_regclass({literal(table_of(c))}) IS NULL"),
    "data-loss/drop-column": (some_row, lambda c: "NOT EXISTS (SELECT 1 FROM pg_attribute WHERE attrelid = to_regclass("
                              f"{literal(table_of(c))}) AND attname = {literal(c['column'] or '')} AND NOT attisdropped)"),
    "data-loss/drop-sequence": (nothing, lambda c: f"to_regclass({literal(quoted(c['schema'], c['name']))}) IS NULL"),
    "compat/drop-view": (nothing, lambda c: f"to_regclass({literal(quoted(c['schema'], c['name']))}) IS NULL"),
    "compat/rename-table": (nothing, lambda c: f"to_regclass({literal(quoted(c['schema'], c['from'] or ''))}) IS NULL"),
    "compat/rename-column": (nothing, lambda c: "NOT EXISTS (SELECT 1 FROM pg_attribute WHERE attrelid = to_regclass("
                             f"{literal(table_of(c))}) AND attname = {literal(c['from'] or '')} AND NOT attisdropped)"),
}

Trial = collections.namedtuple("Trial", "rule message statement provoke kind expect target")


def trial_of(finding, changes, statement):
    change = changes.get(finding["change"])
    rule = finding["rule"]
    if not change:
        return None
    make = lambda provoke, kind, expect: Trial(rule, finding["message"], statement, provoke, kind, expect, table_of(change))
    if rule in ("lock/add-primary-key", "lock/add-unique-constraint", "lock/set-not-null-scan"):
        return make(whole_rows(change), "lock", LOCKS[rule])
    if rule in LOCKS:
        return make(some_row(change) if "type" in rule or LOCKS[rule][1] == "scans" else nothing(change), "lock", LOCKS[rule])
    if rule in FAILS:
        provoke, errors = FAILS[rule]
        text = provoke(change)
        return make(text, "fail", errors) if text else None
    if rule in GONE:
        provoke, query = GONE[rule]
        return make(provoke(change), "gone", query(change))
    return None


def script(statements, trials):
    """All of it for one psql: markers, then what was seen."""
    out = ["\\set ON_ERROR_STOP 0", "\\pset format unaligned", "\\pset tuples_only on", "\\pset fieldsep '|'", "SET timezone = 'Asia/Kolkata';"]
    for at, text in statements:
        for i, t in trials.get(at, ()):
            out += [f"\\echo #T {i}", "BEGIN;", "SAVEPOINT s;", t.provoke, "\\if :ERROR", f"\\echo #X {i}", "ROLLBACK;", "\\else",
                    f"SELECT '#B', {i}, c.oid, format('%I.%I', n.nspname, c.relname), c.relfilenode, pg_stat_get_xact_numscans(c.oid) FROM {RELATIONS};",
                    text + "\n;", f"\\echo #S {i} :SQLSTATE",
                    f"SELECT '#L', {i}, relation, mode FROM pg_locks WHERE pid = pg_backend_pid() AND locktype = 'relation';",
                    f"SELECT '#A', {i}, c.oid, c.relfilenode, pg_stat_get_xact_numscans(c.oid) FROM {RELATIONS};"]
            if t.kind == "gone":
                out.append(f"SELECT '#G', {i}, ({t.expect});")
            out += ["ROLLBACK;", "\\endif"]
        out += [text + "\n;", "\\if :ERROR", f"\\echo #R {at} :SQLSTATE", "ROLLBACK;", "\\endif"]
    return "\n".join(out) + "\n"


Seen = collections.namedtuple("Seen", "state locks before after gone")


def read_back(text):
    seen = collections.defaultdict(lambda: Seen([], {}, {}, {}, []))
    for line in text.split("\n"):
        f = line.split("|")
        if line.startswith("#S "):
            seen[int(line.split()[1])].state.append(line.split()[2])
        elif f[0] == "#B" and len(f) == 6:
            seen[int(f[1])].before[f[2]] = (f[3], f[4], int(f[5] or 0))
        elif f[0] == "#A" and len(f) == 5:
            seen[int(f[1])].after[f[2]] = (f[3], int(f[4] or 0))
        elif f[0] == "#L" and len(f) == 4:
            old, mode = seen[int(f[1])].locks.get(f[2]), spelt(f[3])
            if old is None or strength(mode) > strength(old):
                seen[int(f[1])].locks[f[2]] = mode
        elif f[0] == "#G" and len(f) == 3:
            seen[int(f[1])].gone.append(f[2])
    return seen


def judge(t, s):
    """True, False, or None when the trial says nothing; and why."""
    if not s or not s.state:
        return None, "could not be provoked"
    state = s.state[0]
    if t.kind == "fail":
        if re.fullmatch(t.expect, state):
            return True, state
        return (False, "it ran") if state == "00000" else (None, "failed otherwise: " + state)
    if state != "00000":
        return None, "failed: " + state
    if t.kind == "gone":
        return s.gone == ["t"], "still there"
    mode, more = t.expect
    bare = t.target.replace('"', "")
    oid = next((o for o, (name, _, _) in s.before.items() if name.replace('"', "") == bare), None)
    if oid is None:
        return None, "the table is not there"
    if s.locks.get(oid) is None or strength(s.locks[oid]) < strength(mode):
        return False, f"holds {s.locks.get(oid)}"
    if more == "rewrites":
        return s.after.get(oid, ("", 0))[0] != s.before[oid][1], "not rewritten"
    if more == "scans":
        return s.after.get(oid, ("", 0))[1] > s.before[oid][2], "not read"
    return True, ""


def ask(migra, *args):
    done = subprocess.run([migra, *args], capture_output=True, text=True, timeout=120)
    return json.loads(done.stdout)


def statement_at(parsed, line, column):
    at = None
    for s in parsed:
        if (s["line"], s["column"]) <= (line, column):
            at = s["index"]
    return at


def trials_of(migra, before, upgrade):
    report = ask(migra, "lint", "--format", "json", "--dialect", "postgres", "--base", before, upgrade)
    parsed = ask(migra, "parse", "--format", "json", "--dialect", "postgres", upgrade)["statements"]
    with open(upgrade, "rb") as f:
        text = f.read()
    skip = ("transaction", "client_command", "copy", "copy_data")
    statements = [(s["index"], text[s["offset"]:s["offset"] + s["length"]].decode("utf-8", "replace")) for s in parsed if s["kind"] not in skip]
    there = dict(statements)
    changes = {c["id"]: c for c in report["changes"]}
    found, other = collections.defaultdict(list), collections.Counter()
    for f in report["findings"]:
        if f["severity"] not in ("error", "critical"):
            continue
        where = f["location"]
        at = statement_at(parsed, where["line"], where["column"]) if where and where["source"] == upgrade else None
        t = trial_of(f, changes, at) if at in there and not NO_TRANSACTION.search(there[at]) else None
        if t:
            found[at].append((sum(len(x) for x in found.values()), t))
        else:
            other[f["rule"]] += 1
    return statements, found, other


def try_pair(engine, migra, before, upgrade):
    statements, found, other = trials_of(migra, before, upgrade)
    if not found:
        return [], other
    db = engine.create(0)
    try:
        with open(before, encoding="utf-8", errors="surrogateescape") as f:
            engine.load(db, f.read())
        rows.generate(engine, db)
        out = subprocess.run([f"{engine.clients}/psql", "-X", "-q", "-f", "-", db], input=script(statements, found), capture_output=True,
                             text=True, env=engine.clusters[0].env, timeout=240)
        seen = read_back(out.stdout)
        return [(t, *judge(t, seen.get(i))) for at in found for i, t in found[at]], other
    finally:
        engine.drop(db)


def table(by_rule):
    out = ["| rule | confirmed | not true | not tried |", "| --- | --- | --- | --- |"]
    for rule in sorted(by_rule):
        n = by_rule[rule]
        out.append(f"| {rule} | {n[True] or ''} | {n[False] or ''} | {n[None] or ''} |")
    return "\n".join(out)


HEAD = """# Precision

What `migra lint` says of upgrade scripts of public projects with severity error or critical, tried on PostgreSQL {version}
(`tests/live/confirm.py`): the schema from before with generated rows, the script's statements in order, and before each statement
that has findings, in a transaction of its own, rows that provoke what the finding says. Errors, `pg_locks`, files, scans and rows tell
whether it happened. Not tried: rules without a trial, statements outside of transactions, rows that could not be made, and
statements that fail for other reasons.

Of {tried} findings that were tried in {pairs} upgrades, {true} are confirmed: {share:.1f} %.

"""


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--migra", required=True)
    p.add_argument("--pairs", required=True)
    p.add_argument("--only", default="")
    p.add_argument("--limit", type=int, default=0)
    p.add_argument("--sample", type=int, default=0, help="upgrades in the order of a lot, until so many findings were tried")
    p.add_argument("--seed", type=int, default=5)
    p.add_argument("--jsonl", help="one line a finding")
    p.add_argument("--write", help="a Markdown file for the table")
    p.add_argument("--verbose", action="store_true")
    a = p.parse_args()
    migra = os.path.abspath(a.migra)
    why = engines.available("postgres")
    if why:
        print(f"skipped: {why}")
        return 0
    root = os.path.dirname(os.path.abspath(a.pairs))
    with open(a.pairs, encoding="utf-8", newline="") as f:
        pairs = [r for r in csv.DictReader(f, delimiter="\t") if r["dialect"] == "postgres" and r["upgrade"] and ";" not in r["upgrade"] and a.only in r["upgrade"]]
    if a.sample:
        random.Random(a.seed).shuffle(pairs)
    lines = []
    by_rule, skipped, used = collections.defaultdict(collections.Counter), 0, 0
    engine = engines.start("postgres")
    try:
        for r in pairs[:a.limit or None]:
            if a.sample and sum(n[True] + n[False] for n in by_rule.values()) >= a.sample:
                break
            try:
                results, other = try_pair(engine, migra, os.path.join(root, r["before"]), os.path.join(root, r["upgrade"]))
            except (EngineError, ValueError, subprocess.TimeoutExpired) as e:
                skipped += 1
                if a.verbose:
                    print(f"skipped {r['upgrade']}: {str(e)[:160]}")
                continue
            used += bool(results)
            for rule, n in other.items():
                by_rule[rule][None] += n
            for t, ok, why in results:
                by_rule[t.rule][ok] += 1
                lines.append({"dialect": "postgres", "version": engine.version, "rule": t.rule, "ok": ok, "why": why, "upgrade": r["upgrade"], "message": t.message})
                if ok is False or (ok is None and a.verbose):
                    print(f"{'NOT TRUE' if ok is False else 'not tried'} {t.rule} {r['upgrade']} ({why}): {t.message[:200]}")
    finally:
        engine.close()
    true, false = (sum(n[k] for n in by_rule.values()) for k in (True, False))
    print(table(by_rule))
    if a.jsonl:
        with open(a.jsonl, "w", encoding="utf-8") as f:
            f.writelines(json.dumps(line) + "\n" for line in lines)
    if a.write:
        with open(a.write, "w", encoding="utf-8") as f:
            f.write(HEAD.format(version=engine.version, tried=true + false, pairs=used, true=true, share=100 * true / max(1, true + false)))
            f.write(table(by_rule) + "\n")
    print(f"{true} confirmed, {false} not true, {skipped} upgrades skipped")
    return 1 if false > 0.02 * (true + false) else 0


if __name__ == "__main__":
    sys.exit(main())
