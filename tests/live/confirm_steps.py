#!/usr/bin/env python3
"""Whether findings are true, on MariaDB and SQLite, where DDL cannot be tried and rolled back (confirm.py is for PostgreSQL).

    confirm_steps.py --migra build/cli/migra --pairs ../corpus/pairs.tsv --dialect mariadb [--sample 100] [--seed 5] [--jsonl F] [--verbose]

A sample of what `migra lint` says of upgrade scripts (severity error or critical), drawn by the seed, rule by rule in turn. For each
finding a database gets the schema from before and rows, the script's statements run up to the one in question, rows that provoke what
is said are put there, and it runs: its error, or what is left, tells. What locks is asked of the engine by ALGORITHM and LOCK."""

import argparse
import collections
import csv
import json
import os
import random
import re
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import engines  # noqa: E402
import rows  # noqa: E402
from base import EngineError  # noqa: E402
from confirm import ask, statement_at  # noqa: E402

# Defaults of other columns that NO_ZERO_DATE refuses would hide what a finding says.
STRICT = "SET SESSION foreign_key_checks = 0; SET SESSION sql_mode = 'STRICT_ALL_TABLES,NO_ENGINE_SUBSTITUTION';\n"
NO_ZERO = STRICT.replace("';", ",NO_ZERO_DATE,NO_ZERO_IN_DATE';")

Trial = collections.namedtuple("Trial", "rule message before upgrade statement change column")


class NotTried(Exception):
    """The trial says nothing."""


def brief(error):
    """The engine's own line of a client's error, which tells the statement as well."""
    match = re.search(r"ERROR \d+.*|(?:Parse|Runtime) error.*|Error:.*", str(error))
    return (match.group(0) if match else str(error).strip())[:140]


class Case:
    """One finding, on a database as it is before the statement."""

    def __init__(self, engine, db, trial, statements):
        self.engine, self.db, self.t, self.c = engine, db, trial, trial.change or {}
        self.text = dict(statements)[trial.statement].rstrip().rstrip(";")
        self.rest = [text for at, text in statements if at > trial.statement]
        self.sets = [text for at, text in statements if at < trial.statement and re.match(r"(?i)\s*(set|use)\s", text)]
        self.uses = [text for text in self.sets if re.match(r"(?i)\s*use\s", text)]
        self.my = engine.dialect != "sqlite"

    def quote(self, *names):
        mark = "`" if self.my else '"'
        return ".".join(mark + n.replace(mark, mark * 2) + mark for n in names if n)

    def table(self):
        if self.c:
            return self.quote(self.c["schema"], self.c["table"] or self.c["name"])
        match = re.search(r"Table (\S+) is|of ([\w.]+)[.,:]", self.t.message)
        return self.quote(*(match.group(1) or match.group(2)).split(".")) if match else ""

    def value(self, sql):
        try:
            return self.engine.query(self.db, ";\n".join([*self.uses, sql, ""]))
        except EngineError as e:
            raise NotTried("cannot ask: " + brief(e))

    def provoke(self, sql):
        try:
            self.engine.run(self.db, (STRICT if self.my else "") + ";\n".join([*self.uses, sql]))
        except EngineError as e:
            raise NotTried("could not be provoked: " + brief(e))

    def rows(self, where="1 = 1"):
        return int(self.value(f"SELECT count(*) FROM {self.table()} WHERE {where}") or 0)

    def needs(self, n, where="1 = 1"):
        if self.rows(where) < n:
            raise NotTried("too few rows")

    def go(self, text=None, head=None):
        """The statement's error, or an empty text."""
        settings = ";\n".join([*self.sets, ""]) if head is None else head + ";\n".join([*self.uses, ""]) if self.my else ""
        try:
            self.engine.run(self.db, settings + (text or self.text) + ";")
            return ""
        except EngineError as e:
            return str(e)

    def keys(self):
        text = re.sub(r"(?i)^.*?(PRIMARY KEY|UNIQUE|FOREIGN KEY| ON [^(]*)", "", self.c["to"] or self.c["from"] or "")
        match = re.match(r"\s*[^(]*\(([^()]*(?:\(\d+\)[^()]*)*)\)", text)
        names = [re.sub(r"\(\d+\)", "", n).strip().split(" ")[0].strip("`\"") for n in match.group(1).split(",")] if match else []
        if not names or not all(names):
            raise NotTried("the key's columns are not known")
        return [self.quote(n) for n in names]


def fails(errors, provoke, head=STRICT):
    def judge(case):
        provoke(case)
        said = case.go(head=head)
        if re.search(errors, said):
            return True, "refused"
        return (False, "it ran") if not said else (None, "failed otherwise: " + brief(said))
    return judge


def nothing(case):
    pass


def one_row(case):
    case.needs(1)


def put(value):
    def provoke(case):
        t, c = case.table(), case.quote(case.c["column"])
        case.needs(1)
        case.provoke(f"UPDATE {t} SET {c} = {value(case)} LIMIT 1;")
    return provoke


def twins(case):
    t = case.table()
    case.needs(2)
    for k in case.keys():
        case.provoke(f"UPDATE {t} SET {k} = (SELECT v FROM (SELECT {k} AS v FROM {t} WHERE {k} IS NOT NULL LIMIT 1) x);")


def orphans(case):
    match = re.search(r"(?i)REFERENCES\s+([`\w.]+)", case.c["to"] or "")
    if not match:
        raise NotTried("the parent is not known")
    case.needs(1, " AND ".join(f"{k} IS NOT NULL" for k in case.keys()))
    case.provoke(f"DELETE FROM {match.group(1)};")


def longest(case):
    match = re.search(r"\((\d+)\)", case.c["from"] or "")
    return f"repeat('z', {min(int(match.group(1)) if match else 5000, 5000)})"


def lost_label(case):
    was, now = (re.findall(r"'((?:[^']|'')*)'", case.c[k] or "") for k in ("from", "to"))
    gone = [v for v in was if v not in now]
    if not gone:
        raise NotTried("the value is not known")
    return f"'{gone[0]}'"


def other_sign(case):
    return "-1" if "unsigned" in (case.c["to"] or "") else "18446744073709551615 >> (64 - 8 * %d)" % width(case.c["from"] or "")


def width(text):
    return next((n for word, n in (("bigint", 8), ("mediumint", 3), ("smallint", 2), ("tinyint", 1)) if word in text), 4)


def column_gone(case):
    t, c = case.table(), case.quote(case.c["column"])
    case.needs(1)
    said = case.go(head=STRICT)
    if said:
        return None, "failed: " + brief(said)
    try:
        case.engine.query(case.db, ";\n".join([*case.uses, f"SELECT x.{c} FROM {t} x LIMIT 1;"]))
    except EngineError:
        return True, "gone"
    return False, "still there"


def made_again_empty(case):
    """The column comes again by a later statement: the whole script runs."""
    t, c = case.table(), case.quote(case.c["column"])
    case.needs(1, f"{c} IS NOT NULL")
    case.provoke(f"UPDATE {t} SET {c} = {c};")
    old = set(case.value(f"SELECT {c} FROM {t} WHERE {c} IS NOT NULL").split("\n"))
    said = case.go(head=STRICT)
    if said:
        return None, "failed: " + brief(said)
    case.engine.attempt(case.db, (STRICT if case.my else "") + ";\n".join([*case.uses, *case.rest, ""]))
    now = set(case.value(f"SELECT {c} FROM {t} WHERE {c} IS NOT NULL").split("\n")) - {""}
    return (False, "old values are there") if len(old) > 1 and old <= now else (True, "gone")


def rows_gone(case):
    """All of the script runs: old rows that are in a table of that name at the end were not lost."""
    n, t = case.rows(), case.table()
    if not n:
        raise NotTried("no rows")
    case.engine.attempt(case.db, (STRICT if case.my else "") + ";\n".join([*case.uses, case.text, *case.rest, ""]))
    try:
        left = int(case.engine.query(case.db, ";\n".join([*case.uses, f"SELECT count(*) FROM {t};"])) or 0)
    except (EngineError, ValueError):
        return True, "the table is gone"
    return (False, f"{left} of {n} rows are there") if left >= n else (True, f"{left} of {n} rows are left")


def left_out(case):
    """SQLite: the values that the old table had, before the DROP and at the end of the script."""
    match = re.match(r"(\S+) is built anew, and .* leaves out (\S+):", case.t.message)
    if not match:
        raise NotTried("not about a column")
    t, c = case.quote(match.group(1)), case.quote(match.group(2))
    ask_it = f"SELECT DISTINCT x.{c} FROM {t} x WHERE x.{c} IS NOT NULL"
    old = set(case.value(ask_it).split("\n")) - {""}
    if not old:
        raise NotTried("no rows")
    case.engine.attempt(case.db, ";\n".join([case.text, *case.rest, ""]))
    try:
        now = set(case.engine.query(case.db, ask_it + ";").split("\n"))
    except EngineError:
        return True, "gone"
    return (False, "old values are there") if old <= now else (True, "gone")


def name_gone(case):
    old = case.c["from"] or ""
    said = case.go(head=STRICT)
    if said:
        return None, "failed: " + brief(said)
    query = f"SELECT {case.quote(old)} FROM {case.table()} LIMIT 1" if case.c["type"] == "rename_column" else f"SELECT 1 FROM {case.quote(old)} LIMIT 1"
    if not case.my:
        query = query.replace('SELECT "', 'SELECT x."').replace(" LIMIT", " x LIMIT")
    try:
        case.engine.query(case.db, query + ";")
    except EngineError:
        return True, "gone"
    return False, "still there"


def clauses(text):
    """ALTER TABLE name, and its clauses by the commas outside of parentheses and quotes."""
    head = re.match(r"(?is)\s*alter\s+(?:online\s+|ignore\s+)?table\s+(?:if\s+exists\s+)?[`\"\w.]+\s", text)
    if not head:
        return None, []
    out, depth, quote, start = [], 0, "", head.end()
    for i in range(head.end(), len(text)):
        ch = text[i]
        if quote:
            quote = "" if ch == quote else quote
        elif ch in "'\"`":
            quote = ch
        elif ch in "()":
            depth += 1 if ch == "(" else -1
        elif ch == "," and not depth:
            out.append(text[start:i])
            start = i + 1
    return head.group(0), [*out, text[start:]]


def blocks(case, wanted="ALGORITHM=INPLACE, LOCK=NONE"):
    head, parts = clauses(case.text)
    if not head or re.search(r"(?i)algorithm|\block\s*=", case.text):
        raise NotTried("no plain ALTER TABLE")
    name = (case.c.get("column") or case.c.get("name") or "").lower()
    mine = [p for p in parts if name and re.search(r"(?i)(?<!\w)" + re.escape(name) + r"(?!\w)", p)] if len(parts) > 1 else parts
    if len(mine) != 1:
        raise NotTried("its clause cannot be told")
    defaults = [p for p in parts if p not in mine and re.match(r"(?i)\s*(default\s+)?(charset|character\s+set|collate)\b", p)]  # what MODIFY goes by
    settings = ";\n".join([*case.sets, ""])
    said = case.go(f"{head}{','.join([*defaults, *mine])}, {wanted}", head=settings)
    if re.search(r"ERROR (1845|1846)", said):
        return True, wanted + " is refused"
    return (False, "runs online") if not said else (None, "failed otherwise: " + brief(said))


def forgets(case):
    columns = "column_default, extra, column_comment, is_nullable, character_set_name"
    schema = f"'{case.c['schema']}'" if case.c["schema"] else "DATABASE()"
    ask_it = (f"SELECT {columns} FROM information_schema.columns WHERE table_schema = {schema} AND table_name = '{case.c['table']}' "
              f"AND column_name = '{case.c['column']}'")
    was = case.value(ask_it)
    said = case.go(head=STRICT)
    if said:
        return None, "failed: " + brief(said)
    now = case.value(ask_it)
    if not was or not now:
        return None, "the column is not there"
    return was != now, "nothing changed"


def filled(case):
    """Old rows get 0 or an empty text, or the statement is refused."""
    case.needs(1)
    t, c = case.table(), case.quote(case.c["column"])
    said = case.go(head=STRICT)
    if said:
        return (True, "refused") if re.search(r"ERROR (1292|1364|1048|1265|1138|1452|1062|4161|1416)|NOT NULL", said) else (None, "failed otherwise: " + brief(said))
    value = case.value(f"SELECT DISTINCT {c} FROM {t} LIMIT 2")
    first = re.search(r"(?i)enum\s*\(\s*'([^']*)'", case.c["to"] or "")
    if first and value == first.group(1):
        return True, "the first value"
    return value in ("0", "", "0.00", "0000-00-00 00:00:00", "0000-00-00") or bool(re.fullmatch(r"[0.\s]*|\x00*", value)), f"filled by {value[:40]!r}"


MY = {
    "data-loss/drop-column": column_gone, "data-loss/drop-and-recreate-column": made_again_empty,
    "data-loss/drop-table": rows_gone, "data-loss/create-force-replace": rows_gone, "data-loss/truncate": rows_gone,
    "data-loss/narrow-string": fails(r"ERROR (1265|1406|1264)", put(longest)),
    "data-loss/enum-value-removed": fails(r"ERROR (1265|1366)", put(lost_label)),
    "data-loss/set-member-removed": fails(r"ERROR (1265|1366)", put(lost_label)),
    "data-loss/signedness-change": fails(r"ERROR (1264|1690)", put(other_sign)),
    "data-loss/narrow-integer": fails(r"ERROR (1264|1690)", put(lambda c: "2147483647")),
    "data-loss/datetime-to-timestamp-range": fails(r"ERROR (1292|1264)", put(lambda c: "'1900-01-01 00:00:00'")),
    "data-loss/charset-narrowing": fails(r"ERROR (1366|1977|1267)", put(lambda c: "_utf8mb4 0xF09F9880")),
    "data-loss/modify-drops-attributes": forgets,
    "fail/add-not-null-no-default": filled,
    "fail/add-fk-orphans": fails(r"ERROR 1452", orphans, STRICT.replace("checks = 0", "checks = 1")),
    "fail/add-unique-duplicates": fails(r"ERROR 1062", twins),
    "fail/add-primary-key-null-or-duplicate": fails(r"ERROR (1062|1171)", twins),
    "fail/set-not-null-with-nulls": fails(r"ERROR (1265|1048|1138|1292)", put(lambda c: "NULL")),
    "fail/cast-invalid-value": fails(r"ERROR (1265|1366|1292|1264|4025|4038|4079|3140|1411)", put(lambda c: "'zz'")),
    "fail/zero-date-default": fails(r"ERROR (1067|1292)", nothing, NO_ZERO),
    "fail/index-key-too-long": fails(r"ERROR (1071|1709)", nothing),
    "fail/fk-type-mismatch": fails(r"ERROR (1005|3780|150)", nothing),
    "compat/rename-column": name_gone, "compat/rename-table": name_gone,
}
for online in ("copy-algorithm", "varchar-crosses-length-byte", "add-fk", "collation-indexed-column", "convert-charset", "enum-not-append",
               "drop-primary-key", "instant-blocked", "add-check-enforced", "lock-shared", "set-not-null-nonstrict", "add-stored-generated"):
    MY["online/" + online] = blocks
MY["online/instant-blocked"] = lambda case: blocks(case, "ALGORITHM=INSTANT")
LITE = {
    "data-loss/drop-table": rows_gone, "data-loss/create-force-replace": rows_gone, "data-loss/drop-column": column_gone,
    "compat/rename-column": name_gone, "compat/rename-table": name_gone, "sqlite/rebuild-loses-objects": left_out,
}


def findings_of(migra, dialect, version, before, upgrade):
    report = ask(migra, "lint", "--format", "json", "--dialect", dialect, "--engine-version", version, "--base", before, upgrade)
    parsed = ask(migra, "parse", "--format", "json", "--dialect", dialect, upgrade)["statements"]
    changes = {c["id"]: c for c in report["changes"]}
    with open(upgrade, "rb") as f:
        text = f.read()
    statements = [(s["index"], text[s["offset"]:s["offset"] + s["length"]].decode("utf-8", "replace")) for s in parsed if s["kind"] not in ("transaction", "client_command")]
    there = dict(statements)
    found = []
    for f in report["findings"]:
        where = f["location"]
        at = statement_at(parsed, where["line"], where["column"]) if where and where["source"] == upgrade else None
        if f["severity"] in ("error", "critical"):
            found.append(Trial(f["rule"], f["message"], before, upgrade, at if at in there else None, changes.get(f["change"]), None))
    return statements, found


def draw(trials, n, seed):
    """Rule by rule in turn, so that rare ones are in it; within a rule by lot."""
    by_rule = collections.defaultdict(list)
    for t in trials:
        by_rule[t.rule].append(t)
    lot = random.Random(seed)
    for rule in sorted(by_rule):
        lot.shuffle(by_rule[rule])
    out = []
    while len(out) < n and any(by_rule.values()):
        for rule in sorted(by_rule):
            if by_rule[rule] and len(out) < n:
                out.append(by_rule[rule].pop())
    return out


def judge(engine, trial, statements, judges):
    db = engine.create(0)
    try:
        with open(trial.before, encoding="utf-8", errors="replace") as f:
            engine.attempt(db, f.read())
        rows.generate(engine, db)
        earlier = [text for at, text in statements if at < trial.statement]
        engine.attempt(db, ("SET SESSION foreign_key_checks = 0;\n" if engine.dialect != "sqlite" else "") + ";\n".join([*earlier, ""]))
        return judges[trial.rule](Case(engine, db, trial, statements))
    except NotTried as e:
        return None, str(e)
    except (EngineError, UnicodeError) as e:
        return None, "no database: " + brief(e)
    finally:
        engine.drop(db)


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--migra", required=True)
    p.add_argument("--pairs", required=True)
    p.add_argument("--dialect", default="mariadb", choices=("mariadb", "mysql", "sqlite"))
    p.add_argument("--sample", type=int, default=100)
    p.add_argument("--seed", type=int, default=5)
    p.add_argument("--only", default="", help="rules that hold this")
    p.add_argument("--jsonl", help="one line a finding")
    p.add_argument("--verbose", action="store_true")
    a = p.parse_args()
    why = engines.available(a.dialect)
    if why:
        print(f"skipped: {why}")
        return 0
    judges = LITE if a.dialect == "sqlite" else MY
    root, corpus = os.path.dirname(os.path.abspath(a.pairs)), "sqlite" if a.dialect == "sqlite" else "mysql"
    with open(a.pairs, encoding="utf-8", newline="") as f:
        pairs = [r for r in csv.DictReader(f, delimiter="\t") if r["dialect"] == corpus and r["upgrade"] and ";" not in r["upgrade"]]
    engine = engines.start(a.dialect)
    counts = collections.defaultdict(collections.Counter)
    lines = []
    try:
        version = ".".join(engine.version.split(".")[:2])
        texts, trials, untried = {}, [], collections.Counter()
        for r in pairs:
            upgrade = os.path.join(root, r["upgrade"])
            try:
                texts[upgrade], found = findings_of(os.path.abspath(a.migra), a.dialect, version, os.path.join(root, r["before"]), upgrade)
            except (ValueError, KeyError, json.JSONDecodeError):
                continue
            for t in found:
                if t.statement is not None and t.rule in judges and a.only in t.rule:
                    trials.append(t)
                else:
                    untried[t.rule] += 1
        for t in draw(trials, a.sample, a.seed):
            ok, why = judge(engine, t, texts[t.upgrade], judges)
            counts[t.rule][ok] += 1
            lines.append({"dialect": a.dialect, "version": version, "rule": t.rule, "ok": ok, "why": why, "upgrade": os.path.relpath(t.upgrade, root), "message": t.message})
            if ok is False or a.verbose:
                print(f"{'NOT TRUE' if ok is False else 'not tried' if ok is None else 'true'} {t.rule} {os.path.relpath(t.upgrade, root)} ({why}): {t.message[:160]}", flush=True)
    finally:
        engine.close()
    for rule in sorted(counts):
        print(f"| {rule} | {counts[rule][True] or ''} | {counts[rule][False] or ''} | {counts[rule][None] or ''} |")
    if a.jsonl:
        with open(a.jsonl, "w", encoding="utf-8") as f:
            f.writelines(json.dumps(line) + "\n" for line in lines)
    true, false, none = (sum(n[k] for n in counts.values()) for k in (True, False, None))
    print(f"{a.dialect} {version}: {len(trials)} findings can be tried, {len(lines)} drawn by seed {a.seed}: {true} confirmed, {false} not true, {none} not tried")
    return 1 if false > 0.02 * (true + false) else 0


if __name__ == "__main__":
    sys.exit(main())
