#!/usr/bin/env python3
"""How well renames are told from drop-and-add: precision and recall.

Truth is what the projects' own upgrade scripts say. For every pair of releases whose scripts are known, what they rename is
read from them; what `migra diff BEFORE AFTER` takes for a rename is held against it. With --generated, columns and tables of
the latest schema of each project are renamed here, others are dropped beside new ones, and the same is asked.

    tools/renames.py [--migra build/cli/migra] [--corpus DIR] [--generated] [--verbose]
"""
import argparse
import collections
import json
import os
import random
import re
import subprocess
import sys
import tempfile

NAME = r'(?:[`"\[]?[\w$-]+[`"\]]?\s*\.\s*)?[`"\[]?([\w$-]+)[`"\]]?'
TABLE = rf"ALTER\s+(?:ONLINE\s+|IGNORE\s+)?TABLE\s+(?:IF\s+EXISTS\s+)?(?:ONLY\s+)?{NAME}"
KINDS = ("table", "column", "index", "constraint", "type", "enum_value", "view", "sequence")


def strip(text):
    """Without comments, literals kept."""
    return re.sub(r"--[^\n]*|/\*(?!!).*?\*/|^#[^\n]*", " ", text, flags=re.S | re.M)


def told(text):
    """(kind, table or None, old, new) of each rename in a script, lower case."""
    found = []
    for statement in strip(text).split(";"):
        s = " ".join(statement.split())
        rename_table = re.match(r"RENAME\s+TABLES?\s+(.*)", s, re.I)
        if rename_table:
            for old, new in re.findall(rf"{NAME}\s+TO\s+{NAME}", rename_table.group(1), re.I):
                found.append(("table", None, old, new))
            continue
        for kind, word in (("index", "INDEX"), ("type", "TYPE"), ("view", "VIEW"), ("sequence", "SEQUENCE")):
            m = re.search(rf"\bALTER\s+{word}\s+(?:IF\s+EXISTS\s+)?{NAME}\s+RENAME\s+TO\s+{NAME}", s, re.I)
            if m:
                found.append((kind, None, *m.groups()))
        m = re.search(rf"\bALTER\s+TYPE\s+{NAME}\s+RENAME\s+VALUE\s+'([^']*)'\s+TO\s+'([^']*)'", s, re.I)
        if m:
            found.append(("enum_value", *m.groups()))
        table = re.search(rf"\b{TABLE}", s, re.I)
        if not table:
            continue
        name, rest = table.group(1), s[table.end():]
        for m in re.finditer(rf"\bRENAME\s+(COLUMN\s+|CONSTRAINT\s+|INDEX\s+|KEY\s+)?{NAME}\s+TO\s+{NAME}", rest, re.I):
            word = (m.group(1) or "COLUMN").strip().upper()
            if m.group(2).upper() == "TO":
                continue
            found.append(({"KEY": "index"}.get(word, word.lower()), name, m.group(2), m.group(3)))
        m = re.search(rf"^\s*RENAME\s+(?:TO\s+|AS\s+)?{NAME}\s*$", rest, re.I)
        if m:
            found.append(("table", None, name, m.group(1)))
        for m in re.finditer(rf"\bCHANGE\s+(?:COLUMN\s+)?(?:IF\s+EXISTS\s+)?{NAME}\s+{NAME}\s", rest, re.I):
            if m.group(1).lower() != m.group(2).lower():
                found.append(("column", name, m.group(1), m.group(2)))
    return [tuple(x and x.lower() for x in f) for f in found]


def told_apart(text, kind, old, new):
    """The scripts drop the old one or make the new one: no rename. Else they say nothing of it (a program did it, or another file)."""
    q = r'[`"\[]?'
    if kind == "table":
        looks = [rf"DROP\s+TABLE\s+(?:IF\s+EXISTS\s+)?(?:\w+\.)?{q}{re.escape(old)}\b", rf"CREATE\s+TABLE\s+(?:IF\s+NOT\s+EXISTS\s+)?(?:\w+\.)?{q}{re.escape(new)}\b"]
    else:
        looks = [rf"DROP\s+(?:COLUMN\s+)?(?:IF\s+EXISTS\s+)?{q}{re.escape(old)}\b", rf"ADD\s+(?:COLUMN\s+)?(?:IF\s+NOT\s+EXISTS\s+)?\(?{q}{re.escape(new)}\b"]
    return any(re.search(look, text, re.I) for look in looks)


def net(renames):
    """Chains a → b → c are one rename; a table's own rename follows its columns."""
    at = {}
    for kind, table, old, new in renames:
        origin = at.pop((kind, table, old), old)
        if origin != new:
            at[(kind, table, new)] = origin
    tables = {new: old for (kind, _, new), old in at.items() if kind == "table"}
    back = {old: new for new, old in tables.items()}
    return {(kind, back.get(table, table), old, new) for (kind, table, new), old in at.items()}


def names(migra, dialect, path, cache={}):
    """Everything a schema holds: (kind, table or None, name)."""
    key = dialect, path
    if key not in cache:
        # against nothing: every table is a creation, and a dump names columns line by line
        dump = subprocess.run([migra, "dump", "--dialect", dialect, path], text=True, capture_output=True, timeout=60).stdout
        have, table = set(), None
        for line in dump.splitlines():
            m = re.match(rf"CREATE (?:\w+ )?(TABLE|VIEW|INDEX|UNIQUE INDEX|TYPE|SEQUENCE) {NAME}", line)
            if m:
                kind = m.group(1).split()[-1].lower()
                table = m.group(2).lower() if kind == "table" else None
                have.add((kind, None, m.group(2).lower()))
                continue
            m = re.match(rf"\s+(?:(CONSTRAINT|(?:UNIQUE |FULLTEXT |SPATIAL )?KEY|INDEX) )?{NAME}", line)
            if m and table:
                word = (m.group(1) or "").split()[-1:] or [""]
                kind = {"": "column", "CONSTRAINT": "constraint"}.get(word[0], "index")
                have.add((kind, table if kind != "index" or dialect != "postgres" else None, m.group(2).lower()))
        cache[key] = have
    return cache[key]


def real(renames, before, after):
    """Only what BEFORE has under the old name alone and AFTER under the new one."""
    def holds(kind, was, table, old, new):
        return ((kind, was, old) in before and (kind, was, new) not in before and
                (kind, table, new) in after and (kind, table, old) not in after)

    tables = {(k, t, old, new) for k, t, old, new in renames if k == "table" and holds(k, None, None, old, new)}
    was = {new: old for _, _, old, new in tables}
    return tables | {(k, t, old, new) for k, t, old, new in renames if k == "column" and holds(k, was.get(t, t), t, old, new)}


def taken(migra, dialect, before, after):
    out = subprocess.run([migra, "diff", "--format", "json", "--allow-unparsed", "--dialect", dialect, before, after],
                         text=True, capture_output=True, timeout=120)
    try:
        changes = json.loads(out.stdout)["changes"]
    except (json.JSONDecodeError, KeyError):
        return None
    renames = {}
    for c in changes:
        if not c["type"].startswith("rename_"):
            continue
        kind = c["type"][len("rename_"):]
        table = c.get("table") if kind not in ("table", "type", "view", "sequence") else None
        old, new = ((c[side] or "").lower().split(".")[-1] for side in ("from", "to"))
        if old != new:  # another case, or another schema
            details = c.get("details", {})
            renames[kind, table and table.lower(), old, new] = f"{details.get('confidence')} % ({details.get('reason')})"
    now = {old: new for kind, _, old, new in renames if kind == "table"}  # columns are told under the table's old name
    return {(kind, now.get(table, table), old, new): why for (kind, table, old, new), why in renames.items()}


def corpus_pairs(corpus):
    with open(os.path.join(corpus, "pairs.tsv"), encoding="utf-8") as f:
        next(f)
        for line in f:
            dialect, _, before, after, scripts = line.rstrip("\n").split("\t")
            scripts = [os.path.join(corpus, s) for s in scripts.split(";") if s]
            if scripts and all(os.path.isfile(s) for s in scripts):
                yield dialect, os.path.join(corpus, before), os.path.join(corpus, after), scripts


SCORED = ("table", "column")


# ---- generated pairs

def reworded(name, way):
    return {"more": name + "_value", "fewer": name.split("_", 1)[-1], "many": name + "s",
            "before": "old_" + name, "typo": name[:1] + name[2:]}[way]


def altered(rng, dialect, have):
    """Statements that rename, and others that drop a column and add one of another meaning; the truth."""
    columns = {}
    for kind, table, name in sorted(have, key=str):
        if kind == "column" and re.fullmatch(r"[a-z_][a-z0-9_]*", name) and re.fullmatch(r"[a-z_][a-z0-9_]*", table):
            columns.setdefault(table, []).append(name)
    wide = [t for t, c in columns.items() if len(c) >= 4]
    if len(wide) < 4:
        return None
    renamed, widened, moved, _ = rng.sample(wide, 4)
    old = rng.choice(columns[renamed][1:])
    new = reworded(old, rng.choice(("more", "fewer", "many", "typo")))
    if new in columns[renamed] or new == old:
        return None
    dropped = columns[widened][-1]
    sql = [f"ALTER TABLE {renamed} RENAME COLUMN {old} TO {new};",
           f"ALTER TABLE {widened} DROP COLUMN {dropped};",
           f"ALTER TABLE {widened} ADD COLUMN zqx_{rng.randrange(1000)} {'bigint' if dialect != 'sqlite' else 'INTEGER'};",
           f"ALTER TABLE {moved} RENAME TO {moved}_items;"]
    return "\n".join(sql), {("column", renamed, old, new), ("table", None, moved, moved + "_items")}


def generated_pairs(migra, corpus, folder):
    rng = random.Random(7)
    latest = {}
    for dialect, before, after, _ in corpus_pairs(corpus):
        latest[dialect, os.path.dirname(after)] = after
    for (dialect, project), path in sorted(latest.items()):
        for turn in range(5):
            made = altered(rng, dialect, names(migra, dialect, path))
            if not made:
                continue
            history = os.path.join(folder, "history.sql")
            with open(history, "w", encoding="utf-8") as f, open(path, encoding="utf-8", errors="replace") as g:
                f.write(g.read() + "\n;\n" + ("SET search_path = public;\n" if dialect == "postgres" else "") + made[0])
            after = os.path.join(folder, f"{dialect}-{os.path.basename(project)}-{turn}.sql")
            with open(after, "w", encoding="utf-8") as f:
                done = subprocess.run([migra, "dump", "--dialect", dialect, history], stdout=f, stderr=subprocess.PIPE, text=True)
            if "error" not in done.stderr:
                yield dialect, path, after, made[1], None


def main():
    here = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    ap = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    ap.add_argument("--migra", default=os.path.join(here, "build/cli/migra"))
    ap.add_argument("--corpus", default=os.environ.get("MIGRA_CORPUS", os.path.join(here, "../shared/corpus")))
    ap.add_argument("--generated", action="store_true")
    ap.add_argument("--verbose", action="store_true")
    args = ap.parse_args()
    if not os.path.isdir(args.corpus):
        print("skipped: no corpus at", args.corpus)
        return
    with tempfile.TemporaryDirectory() as folder:
        pairs = generated_pairs(args.migra, args.corpus, folder) if args.generated else told_pairs(args.migra, args.corpus)
        show(judge(args, pairs))


def told_pairs(migra, corpus):
    for dialect, before, after, scripts in corpus_pairs(corpus):
        texts = [open(s, encoding="utf-8", errors="replace").read() for s in scripts]
        said = net([r for t in texts for r in told(t)])
        truth = real(said, names(migra, dialect, before), names(migra, dialect, after))
        yield dialect, before, after, {r for r in truth if r[0] in SCORED}, strip("\n".join(texts))


def judge(args, pairs):
    count = collections.Counter()
    for dialect, before, after, truth, texts in pairs:
        why = taken(args.migra, dialect, before, after)
        if why is None:
            print("unreadable:", before, after, file=sys.stderr)
            continue
        got = {r for r in why if r[0] in SCORED}
        for r in sorted(truth | got, key=str):
            verdict = "hit" if r in truth and r in got else "missed" if r in truth else "wrong"
            if verdict == "wrong" and texts is not None and not told_apart(texts, r[0], r[2], r[3]):
                verdict = "untold"
            count[dialect, r[0], verdict] += 1
            if args.verbose:
                print(verdict, dialect, os.path.relpath(before, args.corpus), os.path.basename(after), *r, why.get(r, ""))
    return count


def show(count):
    print(f"{'':10} {'':8} {'renamed':>8} {'found':>6} {'missed':>7} {'wrong':>6} {'untold':>7} {'precision':>10} {'recall':>7}")
    for dialect in ("postgres", "mysql", "sqlite"):
        for kind in SCORED:
            hit, missed, wrong, untold = (count[dialect, kind, v] for v in ("hit", "missed", "wrong", "untold"))
            precision = f"{100 * hit / (hit + wrong):.1f} %" if hit + wrong else "-"
            recall = f"{100 * hit / (hit + missed):.1f} %" if hit + missed else "-"
            print(f"{dialect:10} {kind:8} {hit + missed:8} {hit:6} {missed:7} {wrong:6} {untold:7} {precision:>10} {recall:>7}")


if __name__ == "__main__":
    main()
