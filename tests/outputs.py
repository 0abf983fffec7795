#!/usr/bin/env python3
"""What other programs read: SARIF, GitLab's code quality, JUnit, GitHub's annotations and the HTML page, of files with names and
texts that try their escaping, of the examples, and with --corpus of upgrade scripts.

usage: outputs.py SOURCE_ROOT MIGRA [--corpus FOLDER]

The schemas in tests/outputs hold what this project writes and what readers need. JUnit has none that all readers share: elements,
attributes and sums are checked here."""
import csv
import html.parser
import json
import os
import re
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ET

ROOT, MIGRA = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])
CORPUS = os.path.abspath(sys.argv[4]) if len(sys.argv) > 4 else None
passed = failed = 0
try:
    import jsonschema
    SCHEMAS = {n: jsonschema.Draft202012Validator(json.load(open(os.path.join(ROOT, "tests", "outputs", n + ".schema.json"), encoding="utf-8")))
               for n in ("sarif", "gitlab")}
except ImportError:
    print("skipped in part: python3-jsonschema is not installed, so the schemas of SARIF and GitLab are not tried")
    SCHEMAS = {}


def check(name, ok, detail=""):
    global passed, failed
    passed, failed = passed + bool(ok), failed + (not ok)
    if not ok:
        print(f"FAILED {name}: {str(detail)[:300]}")


def schema_errors(name, document):
    return [f"{list(e.absolute_path)}: {e.message[:120]}" for e in SCHEMAS[name].iter_errors(document)] if SCHEMAS else []


def sarif(text, n):
    document = json.loads(text)
    run = document["runs"][0]
    ids = [r["id"] for r in run["tool"]["driver"]["rules"]]
    errors = schema_errors("sarif", document)
    errors += [r["ruleId"] for r in run["results"] if ids[r["ruleIndex"]] != r["ruleId"]]
    return errors or ([] if len(run["results"]) >= n else [f"{len(run['results'])} results of {n}"])


def gitlab(text, n):
    document = json.loads(text)
    errors = schema_errors("gitlab", document)
    marks = [i["fingerprint"] for i in document]
    return errors + (["a fingerprint comes twice"] if len(set(marks)) < len(marks) else []) + ([] if len(document) == n else [f"{len(document)} of {n}"])


def junit(text, n):
    root = ET.fromstring(text)
    errors = [] if root.tag == "testsuites" else [root.tag]
    for suite in root:
        cases = suite.findall("testcase")
        bad = [c for c in cases if c.find("failure") is not None]
        if suite.tag != "testsuite" or not suite.get("name") or suite.get("tests") != str(len(cases)) or suite.get("failures") != str(len(bad)):
            errors.append(str(suite.attrib))
        errors += ["a case without a name" for c in cases if not c.get("name") or c.get("classname") is None]
        errors += ["a failure without a message" for c in bad if not c.find("failure").get("message")]
        errors += [child.tag for c in cases for child in c if child.tag not in ("failure", "error", "skipped", "system-out", "system-err")]
    return errors


def github(text, n):
    lines = text.splitlines()
    form = re.compile(r"::(error|warning|notice)( (file|line|endLine|col|endColumn|title)=[^,:\r\n]*(,(file|line|endLine|col|endColumn|title)=[^,:\r\n]*)*)?::.")
    return [line for line in lines if not form.match(line)] + ([] if len(lines) >= n else [f"{len(lines)} lines of {n}"])


class Page(html.parser.HTMLParser):
    VOID = ("meta", "br", "hr", "img", "input", "link")

    def __init__(self):
        super().__init__()
        self.open, self.errors = [], []

    def handle_starttag(self, tag, attrs):
        for key, value in attrs:
            if key in ("src", "href") and tag != "a" and re.match(r"(https?:)?//", value or ""):
                self.errors.append(f"{tag} loads {value}")
        if tag == "script" or any(key.startswith("on") for key, _ in attrs):
            self.errors.append(f"{tag} runs a script")
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        pass

    def handle_endtag(self, tag):
        if not self.open or self.open.pop() != tag:
            self.errors.append(f"</{tag}> closes something else")


def page(text, n):
    p = Page()
    p.feed(text)
    p.close()
    return p.errors + [f"<{t}> stays open" for t in p.open]


READERS = {"sarif": sarif, "gitlab": gitlab, "junit": junit, "github": github, "html": page}


def try_all(name, *args):
    def run(form):
        return subprocess.run([MIGRA, args[0], "--fail-on", "never", "--allow-unparsed", "--format", form, *args[1:]], capture_output=True,
                              text=True, timeout=120).stdout
    n = len(json.loads(run("json"))["findings"])
    for form, reader in READERS.items():
        try:
            errors = reader(run(form), n)
        except (ValueError, KeyError, IndexError, ET.ParseError) as e:
            errors = [repr(e)]
        check(f"{name} as {form}", not errors, errors[:3])


NASTY = ('CREATE TABLE "a<b>&\'c" (id bigint PRIMARY KEY, "x,y:z%0A" text);\n',
         'ALTER TABLE "a<b>&\'c" ALTER COLUMN "x,y:z%0A" TYPE integer USING 1;\nCREATE INDEX "i]]>\u20ac\n" ON "a<b>&\'c" (id);\n'
         'DROP TABLE "a<b>&\'c";\nUPDATE "t" SET a = 1;\nUPDATE "t" SET a = 1;\nDROP TABLE "<script>alert(1)</script>";\nSELECT FROM WHERE;\n')
with tempfile.TemporaryDirectory() as folder:
    os.chdir(folder)
    os.makedirs("db, %: x&y")
    for path, text in zip(("base.sql", "db, %: x&y/m <1>.sql"), NASTY):
        with open(path, "w", encoding="utf-8") as f:
            f.write(text)
    try_all("names that try the escaping", "lint", "--dialect", "postgres", "--base", "base.sql", "db, %: x&y/m <1>.sql")
    try_all("nothing", "lint", "--dialect", "postgres", "--base", "base.sql", "base.sql")
    for dialect in ("postgres", "mysql", "mariadb", "sqlite"):
        sides = [os.path.join(ROOT, "examples", "schemas", dialect, side + ".sql") for side in ("before", "after")]
        for a, b in (sides, sides[::-1]):
            try_all(f"{dialect} from {os.path.basename(a)}", "analyze", "--dialect", dialect, a, b)
    if CORPUS:
        with open(os.path.join(CORPUS, "pairs.tsv"), encoding="utf-8", newline="") as f:
            pairs = [r for r in csv.DictReader(f, delimiter="\t") if r["upgrade"] and ";" not in r["upgrade"]]
        for r in pairs[:: max(1, len(pairs) // 12)]:
            try_all(r["upgrade"], "lint", "--dialect", r["dialect"], "--base", os.path.join(CORPUS, r["before"]), os.path.join(CORPUS, r["upgrade"]))

print(f"{passed} passed, {failed} failed")
sys.exit(1 if failed else 0)
