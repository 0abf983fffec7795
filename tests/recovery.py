#!/usr/bin/env python3
"""One bad statement costs one statement: each wrong input of the error cases is put between two good statements, and both
neighbours have to be understood in full.

usage: recovery.py CASES_ROOT MIGRA
"""
import concurrent.futures
import glob
import json
import os
import re
import subprocess
import sys
import tempfile

BEFORE, AFTER = "CREATE TABLE before_it (a int);", "CREATE TABLE after_it (a int);"
# What ends in a line for the client alone (a COPY's rows, a new delimiter) has no neighbour to speak of.
NO_NEIGHBOUR = re.compile(r"^\s*(DELIMITER\b|COPY\b.*\bstdin\b)", re.I | re.M)


def cases_of(path):
    dialect = os.path.basename(os.path.dirname(path))
    text = open(path, encoding="utf-8").read()
    for case in re.split(r"^--- case ", text, flags=re.M)[1:]:
        name = case.split("\n", 1)[0].strip()
        found = re.search(r"^--- input\n(.*?)(?=^--- )", case, re.S | re.M)
        version = re.search(r"^engine_version *= *(\S+)", case, re.M)
        if found and not NO_NEIGHBOUR.search(found.group(1)):
            yield path, dialect, name, version and version.group(1), found.group(1).rstrip()


def judge(job):
    migra, (path, dialect, name, version, sql) = job
    sql = sql if sql.rstrip().endswith(";") else sql + ";"
    with tempfile.NamedTemporaryFile("w", suffix=".sql", encoding="utf-8") as f:
        f.write(f"{BEFORE}\n{sql}\n{AFTER}\n")
        f.flush()
        command = [migra, "parse", f.name, "--dialect", dialect, "--format", "json", "--allow-unparsed"]
        run = subprocess.run(command + (["--engine-version", version] if version else []), capture_output=True, check=False)
    try:
        rows = json.loads(run.stdout)["statements"]
    except ValueError:
        return f"{path}: {name}: {run.stderr.decode(errors='replace')[:200]}"
    whole = [r["object"].split(".")[-1] for r in rows if r["understood"] == "full" and r["kind"] == "create_table" and r["object"]]
    missing = [n for n in ("before_it", "after_it") if n not in whole]
    return f"{path}: {name}: {' and '.join(missing)} not understood" if missing else None


def main():
    root, migra = sys.argv[1], os.path.abspath(sys.argv[2])
    found = [c for path in sorted(glob.glob(os.path.join(root, "error", "*", "*.case"))) for c in cases_of(path)]
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        wrong = [w for w in pool.map(judge, [(migra, c) for c in found]) if w]
    for w in wrong:
        print(w)
    print(f"{len(found) - len(wrong)} passed, {len(wrong)} failed")
    return 1 if wrong or not found else 0


if __name__ == "__main__":
    sys.exit(main())
