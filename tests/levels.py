#!/usr/bin/env python3
"""What the levels of the score mean: small migrations as people write them, each with what a careful person does with it. The file is linted
over the same base; its level has to say the same. `--table` prints the table of docs/score.md.

usage: levels.py SOURCE_ROOT MIGRA [--table]"""
import atexit
import json
import os
import re
import subprocess
import sys
import tempfile

ROOT, MIGRA = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])
LEVELS = {"none": "deploy", "low": "deploy", "medium": "read", "high": "stage", "critical": "stop"}
passed = failed = 0
scratch = tempfile.TemporaryDirectory(prefix="migra-levels-", ignore_cleanup_errors=True)
atexit.register(lambda: (os.chdir("/"), scratch.cleanup()))


def cases(dialect):
    """Blocks of `-- deploy|read|stage|stop: what it does`; what stands before the first one is the base. MySQL and MariaDB share a file:
    `-- mariadb: SQL` and `-- stage: mysql: what it does` are for one of them."""
    file = "mysql" if dialect == "mariadb" else dialect
    text = open(os.path.join(ROOT, "tests/levels", file + ".sql"), encoding="utf-8").read()
    other = {"mysql": "mariadb", "mariadb": "mysql"}.get(dialect)
    if other:
        text = re.sub(r"^-- (\w+: )?%s: .*\n" % other, "", text, flags=re.M)
        text = re.sub(r"^-- %s: " % dialect, "", text, flags=re.M)
        text = re.sub(r"^(-- \w+: )%s: " % dialect, r"\1", text, flags=re.M)
    parts = re.split(r"^-- (deploy|read|stage|stop): (.*)\n", text, flags=re.M)
    return parts[0], list(zip(parts[1::3], parts[2::3], parts[3::3]))


def judge(dialect, base, sql):
    for name, body in (("base.sql", base), ("m.sql", sql)):
        with open(os.path.join(scratch.name, name), "w", encoding="utf-8") as f:
            f.write(body)
    r = subprocess.run([MIGRA, "lint", "--dialect", dialect, "--base", "base.sql", "--format", "json", "--fail-on", "never", "m.sql"],
                       cwd=scratch.name, capture_output=True, text=True, check=False, timeout=60)
    if r.returncode:
        return None, None, r.stderr
    report = json.loads(r.stdout)
    return report["summary"]["risk_score"], report["summary"]["risk_level"], ["%s %s" % (f["severity"], f["rule"]) for f in report["findings"]]


rows = []
for dialect in ("postgres", "mysql", "mariadb", "sqlite"):
    base, all_cases = cases(dialect)
    for wanted, what, sql in all_cases:
        score, level, why = judge(dialect, base, sql)
        if LEVELS.get(level) == wanted:
            passed += 1
        else:
            failed += 1
            print("FAILED %s, %s: %s, %s (%s) is told: %s" % (dialect, what, wanted, level, score, why))
        rows.append((dialect, wanted, what, score))
if "--table" in sys.argv:
    for wanted in ("deploy", "read", "stage", "stop"):
        for dialect in ("postgres", "mysql", "mariadb", "sqlite"):
            print("| %s | %s | %s |" % (wanted, dialect, "; ".join("%s %d" % (w, s) for d, x, w, s in rows if d == dialect and x == wanted and s is not None)))
print("%d passed, %d failed" % (passed, failed))
sys.exit(failed != 0)
