#!/usr/bin/env python3
"""The command: exit statuses, sources, options. Every JSON document is checked against docs/formats.

usage: cli.py SOURCE_ROOT MIGRA
"""
import atexit
import glob
import json
import os
import shutil
import subprocess
import sys
import tempfile

root, migra = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])
passed = failed = 0
validators = {}
try:
    import jsonschema
    for path in glob.glob(os.path.join(root, "docs/formats/*.schema.json")):
        schema = json.load(open(path, encoding="utf-8"))
        validators[schema["title"]] = jsonschema.Draft202012Validator(schema)
except ImportError:
    print("skipped: python3-jsonschema is not installed, JSON is checked for syntax only")


class Run:
    def __init__(self, *args, stdin=None, cwd=None):
        self.args = args
        run = subprocess.run([migra, *args], input=stdin, capture_output=True, cwd=cwd,
                             env={**os.environ, "LC_ALL": "C", "TERM": "xterm"})
        self.status, self.out, self.err = run.returncode, run.stdout.decode(errors="replace"), run.stderr.decode(errors="replace")
        check("ended by itself: " + " ".join(args), self.status >= 0, f"signal {-self.status}\n{self.err[:500]}")

    def json(self):
        try:
            document = json.loads(self.out)
        except ValueError as e:
            check(f"JSON of {self.args}", False, f"{e}: {self.out[:200]!r} {self.err[:500]!r}")
            return {}
        validate(document, " ".join(self.args))
        return document


def check(name, ok, detail=""):
    global passed, failed
    if ok:
        passed += 1
    else:
        failed += 1
        print(f"FAILED {name}: {detail}")


def validate(document, name):
    fmt = document.get("format")
    if not validators:
        return
    if fmt not in validators:
        check(f"format of {name}", False, f"{fmt!r} has no schema")
        return
    errors = [f"{list(e.absolute_path)}: {e.message[:200]}" for e in validators[fmt].iter_errors(document)]
    check(f"schema of {name}", not errors, "; ".join(errors[:3]))


def status(name, run, expected, err=None, out=None):
    check(name, run.status == expected, f"status {run.status}, expected {expected}\n{run.out[:300]}{run.err[:500]}")
    if err:
        check(name + " (stderr)", err in run.err, f"no {err!r} in {run.err[:500]!r}")
    if out:
        check(name + " (stdout)", out in run.out, f"no {out!r} in {run.out[:800]!r}")


def one_message(name, run, expected):
    lines = [line for line in run.err.splitlines() if line.strip()]
    check(name + " (one message)", len(lines) == 1 and lines[0].startswith("migra: "), repr(run.err[:500]))
    check(name + " (no output)", run.out == "", repr(run.out[:200]))
    status(name, run, expected)


folder = tempfile.mkdtemp(prefix="migra-cli-")
atexit.register(lambda: (os.chdir("/"), shutil.rmtree(folder, ignore_errors=True)))
os.chdir(folder)


def write(path, text):
    os.makedirs(os.path.dirname(path) or ".", exist_ok=True)
    with open(path, "wb") as f:
        f.write(text if isinstance(text, bytes) else text.encode())


PG = "-- migra: dialect=postgres\n"
write("a.sql", PG + "CREATE TABLE t (a integer, b text);\n")
write("same.sql", PG + "create table public.t(a int4, b text);\n")
write("more.sql", PG + "CREATE TABLE t (a integer, b text, c text);\n")
write("less.sql", PG + "CREATE TABLE t (a integer);\n")
write("bad.sql", PG + "CREATE TABLE t (a integer, b text);\nCREATE TABEL u (x int);\n")
write("empty.sql", "")
write("binary.sql", b"\x00\x01\x02\x7fELF")
write("utf16.sql", "CREATE TABLE t (a int);".encode("utf-16"))
write("database.sql", b"SQLite format 3\x00" + bytes(100))
os.mkdir("nothing")

# ---- about the command
status("--version", Run("--version"), 0, out="migra 0.1.0")
status("--help", Run("--help"), 0, out="analyze BEFORE AFTER")
status("help of a command", Run("plan", "--help"), 0, out="usage: migra plan")
status("no command", Run(), 2, err="usage")
one_message("unknown command", Run("frobnicate"), 2)
one_message("later command", Run("apply"), 2)
one_message("unknown option", Run("diff", "a.sql", "a.sql", "--frobnicate"), 2)
status("did you mean", Run("diff", "a.sql", "a.sql", "--form", "json"), 2, err="--format")
one_message("option without value", Run("diff", "a.sql", "a.sql", "--format"), 2)
one_message("too few arguments", Run("diff", "a.sql"), 2)
one_message("too many arguments", Run("diff", "a.sql", "a.sql", "a.sql"), 2)
for option in ("--format=pdf", "--fail-on=bad", "--renames=maybe", "--strategy=slow", "--phase=later", "--rename=x",
               "--severity=x", "--batch-rows=0", "--dialect=oracle", "--engine-version=new", "--config=missing.toml"):
    one_message(option, Run("analyze", "a.sql", "more.sql", option), 2)

# ---- columns that are said to move
write("home.sql", "CREATE TABLE users (id int PRIMARY KEY, address text, n int);\n"
      "CREATE TABLE profiles (id int PRIMARY KEY, user_id int UNIQUE REFERENCES users (id));\nCREATE TABLE lone (id int PRIMARY KEY);\n")
write("moved.sql", "CREATE TABLE users (id int PRIMARY KEY, n int);\n"
      "CREATE TABLE profiles (id int PRIMARY KEY, user_id int UNIQUE REFERENCES users (id), address text);\nCREATE TABLE lone (id int PRIMARY KEY, address text, n int);\n")
for hint, said in (("users.address:profiles.address", ""), ("users.adress:profiles.address", "does not move to profiles.address: BEFORE has no such column"),
                   ("users.address:profiles.adress", "AFTER has no such column there"), ("users.n:lone.n", "AFTER still has it where it was"),
                   ("users.address:lone.address", "no foreign key whose columns are there before and after")):
    run = Run("diff", "home.sql", "moved.sql", "--dialect", "postgres", "--rename", hint)
    told = " ".join(run.out.split())
    check(f"--rename {hint}", run.status == 0 and (said in told if said else "comes from public.users.address" in told), told[:400])

# ---- exit statuses
status("no change", Run("diff", "a.sql", "same.sql", "--exit-code"), 0)
status("changes", Run("diff", "a.sql", "more.sql"), 0)
status("changes with --exit-code", Run("diff", "a.sql", "more.sql", "--exit-code"), 1)
status("harmless", Run("analyze", "a.sql", "more.sql"), 0)
status("finding", Run("analyze", "a.sql", "less.sql"), 1)
status("--fail-on never", Run("analyze", "a.sql", "less.sql", "--fail-on", "never"), 0)
status("plan has the same statuses", Run("plan", "a.sql", "less.sql"), 1)
status("--ignore", Run("analyze", "a.sql", "less.sql", "--ignore", "data-loss", "--fail-on", "critical"), 0)
one_message("--ignore unknown", Run("analyze", "a.sql", "less.sql", "--ignore", "no-such-rule"), 2)
status("not understood", Run("analyze", "a.sql", "bad.sql"), 3, err="bad.sql:3:8: error: ", out="ot understood")
status("not understood, JSON", Run("analyze", "a.sql", "bad.sql", "--format", "json"), 3)
check("unparsed is counted", Run("analyze", "a.sql", "bad.sql", "--format", "json").json().get("after", {}).get("unparsed") == 1)
status("--allow-unparsed", Run("analyze", "a.sql", "bad.sql", "--allow-unparsed", "--fail-on=never"), 0)
strict = Run("analyze", "a.sql", "bad.sql", "--strict")
status("--strict", strict, 3)
check("--strict prints no report", strict.out == "", strict.out[:200])
status("parse", Run("parse", "a.sql"), 0, out="create_table")
status("parse bad", Run("parse", "bad.sql"), 3, out="no")
status("dump", Run("dump", "a.sql"), 0, out="CREATE TABLE")
status("lint", Run("lint", "a.sql"), 0)
write("step.sql", PG + "ALTER TABLE users DROP COLUMN age;\nDELETE FROM logs;\n")
status("lint without a base", Run("lint", "step.sql"), 1, out="data-loss/drop-column")
status("lint sees statements", Run("lint", "step.sql"), 1, out="stmt/delete-without-where")
write("base.sql", PG + "CREATE TABLE users (id int PRIMARY KEY, age int);\nCREATE TABLE logs (id int PRIMARY KEY);\n")
lint = Run("lint", "--base", "base.sql", "step.sql", "--format", "json").json()
check("lint with a base", any(f["rule"] == "data-loss/drop-column" for f in lint.get("findings", [])), lint.get("findings"))
check("lint has no plan", lint.get("plan", 1) is None)
status("rules as Markdown", Run("rules", "--format", "markdown"), 0, out="| Rule |")
status("rules", Run("rules"), 0, out="data-loss/drop-column")
status("one rule", Run("rules", "data-loss/drop-column"), 0, out="Why")
status("facts", Run("facts", "locks", "add_column", "--dialect", "postgres"), 0, out="ACCESS EXCLUSIVE")
status("facts as Markdown", Run("facts", "rates", "--format", "markdown"), 0, out="| dialect |")
one_message("no such topic", Run("facts", "weather"), 2)
one_message("a version without its dialect", Run("facts", "locks", "--engine-version", "15"), 2)
status("a rule by another linter's name", Run("rules", "DS103"), 0, out="data-loss/drop-column")
status("all rules that a name stands for", Run("rules", "constraint-missing-not-valid", "--format", "json"), 0, out="tx/validate-in-same-transaction")
one_message("no such rule", Run("rules", "no-such-rule"), 2)

# ---- bad sources: one clear message
for command in ("analyze", "diff", "plan"):
    one_message(f"{command}: missing file", Run(command, "missing.sql", "a.sql"), 2)
one_message("missing file to parse", Run("parse", "missing.sql"), 2)
one_message("binary file", Run("analyze", "binary.sql", "a.sql"), 2)
status("UTF-16", Run("parse", "utf16.sql"), 2, err="UTF-16")
for encoding in ("utf-16-le", "utf-16-be"):
    write("unmarked.sql", "CREATE TABLE t (a int);".encode(encoding))
    status(encoding + " without a mark", Run("parse", "unmarked.sql"), 2, err="iconv -f UTF-16" + encoding[-2:].upper())
    one_message(encoding + " is told once", Run("parse", "unmarked.sql"), 2)
write("mark.sql", b"\xef\xbb\xbfCREATE TABLE t (a int);\nCREATE TABEL u (a int);\n")
marked = Run("parse", "mark.sql", "--dialect", "postgres", "--format", "json").json()
check("a byte order mark is no column", [(r["line"], r["column"]) for r in marked["statements"]] == [(1, 1), (2, 1)], marked["statements"])
write("nothing.sql", " \n-- nothing\n")
status("nothing but a comment", Run("parse", "nothing.sql"), 0, out="0 statements")
for dialect in ("postgres", "mysql", "mariadb", "sqlite"):
    write("bad.bin.sql", "SELECT " + "(" * 200000 + "1" + ")" * 200000 + ";\nCREATE TABLE t (a int);\n")
    deep = Run("parse", "bad.bin.sql", "--dialect", dialect)
    status(dialect + ": nested parentheses", deep, 3, out="create_table", err="nested too deeply")
    write("open.sql", "CREATE TABLE t (a int);\nCREATE TABLE u (a varchar(9) DEFAULT 'oops);\nCREATE TABLE v (a int);\n")
    rows = Run("parse", "open.sql", "--dialect", dialect, "--format", "json").json()["statements"]
    check(dialect + ": an open string costs one statement", [r["understood"] for r in rows] == ["full", "no", "full"], rows)
status("a database file", Run("parse", "database.sql"), 2, err="sqlite3")
with open("huge.sql", "wb") as f:
    f.truncate(1200 << 20)
one_message("too large", Run("parse", "huge.sql"), 2)
os.remove("huge.sql")
write("deep.sql", "CREATE TABLE t (a int CHECK (" + "(" * 100000 + "a" + ")" * 100000 + "));")
status("nested too deeply", Run("parse", "deep.sql", "--dialect", "postgres"), 3, err="nested too deeply")
write("open.sql", "CREATE TABLE t (a varchar(9) DEFAULT 'oops);\n")
status("unterminated string", Run("parse", "open.sql", "--dialect", "postgres"), 3, err="unterminated")
write("latin1.sql", b"CREATE TABLE t (a varchar(9) DEFAULT '\xe9');\n")
status("not UTF-8", Run("parse", "latin1.sql", "--dialect", "postgres"), 0, err="UTF-8")
write("serial.sql", "CREATE TABLE t (a bigserial PRIMARY KEY, b jsonb DEFAULT '{}'::jsonb);\n")
status("wrong dialect", Run("parse", "serial.sql", "--dialect", "mysql"), 3, err="looks like postgres")
caret = Run("parse", "bad.sql").err.splitlines()
check("the caret points", len(caret) > 2 and caret[2].index("^") == caret[1].index("TABEL"), caret)
one_message("folder without SQL", Run("parse", "nothing"), 2)
one_message("live database", Run("parse", "postgres://localhost/x"), 2)
one_message("live SQLite", Run("parse", "sqlite:x.db"), 2)
one_message("specification", Run("parse", "x.yaml"), 2)
one_message("stdin twice", Run("diff", "-", "-", stdin=b"CREATE TABLE t (a int);"), 2)
status("empty file is an empty schema", Run("diff", "empty.sql", "a.sql", "--exit-code"), 1)
status("both empty", Run("diff", "empty.sql", "empty.sql", "--exit-code"), 0)
status("a dialect that contradicts the file", Run("parse", "a.sql", "--dialect", "sqlite"), 2, err="PostgreSQL")

# ---- the dialect, when nobody says it
for text, dialect, evidence in (
    ("CREATE TABLE t (a bigserial PRIMARY KEY);", "postgres", "BIGSERIAL"),
    ("CREATE TABLE t (a int AUTO_INCREMENT PRIMARY KEY);", "mysql", "AUTO_INCREMENT"),
    ("CREATE TABLE t (a int) WITH SYSTEM VERSIONING;", "mariadb", "SYSTEM VERSIONING"),
    ("CREATE TABLE t (a text) WITHOUT ROWID;", "sqlite", "WITHOUT ROWID"),
    ("CREATE TABLE t (a text, b int, CHECK (a GLOB 'x*'));", "sqlite", "GLOB"),
    ("CREATE TABLE t (a int);\nALTER TABLE t ADD COLUMN b int AFTER a;", "mysql", "statements that only MySQL takes"),
    ("-- 'AUTO_INCREMENT' in a comment\nCREATE TABLE t (a text DEFAULT 'ENGINE=InnoDB');", "postgres", "nothing that another dialect has"),
    ("-- migra: dialect=sqlite\nCREATE TABLE t (a int);", "sqlite", None),
):
    write("infer.sql", text)
    document = Run("parse", "infer.sql", "--format", "json").json()
    check("inferred: " + text, (document.get("dialect"), document.get("dialect_inferred_from")) == (dialect, evidence), document)

# ---- standard input, output file, config
status("standard input", Run("dump", "-", stdin=(PG + "CREATE TABLE t (a int);").encode()), 0, out="CREATE TABLE")
status("--output", Run("dump", "a.sql", "--output", "out.sql"), 0)
check("--output wrote", "CREATE TABLE" in open("out.sql").read())
one_message("--output to nowhere", Run("dump", "a.sql", "--output", "no/such/folder/x"), 2)
write("team.toml", "# ours\nfail-on = 'never'  # for now\nignore = [\"lock\", \"data-loss\"]\n\n[rules]\ndata-loss/drop-column = \"off\"\n")
write("bad.toml", "fail-on = never\ncolour = true\n")
run = Run("analyze", "a.sql", "less.sql", "--config", "team.toml")
status("groups in the configuration", run, 0)
write("team.toml", "fail-on = never\n[rules]\ndata-loss/drop-column = \"off\"\n")
status("--config", Run("analyze", "a.sql", "less.sql", "--config", "team.toml"), 0)
status("a rule that is off", Run("analyze", "a.sql", "less.sql", "--config", "team.toml", "--fail-on", "critical"), 0)
write("team.toml", "fail-on = never\n")
status("the command line wins", Run("analyze", "a.sql", "less.sql", "--config", "team.toml", "--fail-on", "info"), 1)
status("bad configuration", Run("analyze", "a.sql", "less.sql", "--config", "bad.toml"), 2, err="bad.toml:2")

# ---- folders
TABLE = "CREATE TABLE t (a integer);\n"
FOLDERS = {
    "plain": {"2_b.sql": "ALTER TABLE t ADD COLUMN b text;", "10_c.sql": "ALTER TABLE t DROP COLUMN b; ALTER TABLE t ADD COLUMN c text;",
              "1_a.sql": TABLE},
    "golang-migrate": {"000001_a.up.sql": TABLE, "000001_a.down.sql": "DROP TABLE t;",
                       "000002_c.up.sql": "ALTER TABLE t ADD COLUMN c text;", "000002_c.down.sql": "ALTER TABLE t DROP COLUMN c;"},
    "goose": {"1_a.sql": "-- +goose Up\n" + TABLE + "-- +goose Down\nDROP TABLE t;\n",
              "2_c.sql": "-- +goose Up\n-- +goose StatementBegin\nALTER TABLE t ADD COLUMN c text;\n-- +goose StatementEnd\n-- +goose Down\nALTER TABLE t DROP COLUMN c;\n"},
    "dbmate": {"20240101_a.sql": "-- migrate:up\n" + TABLE + "\n-- migrate:down\nDROP TABLE t;\n",
               "20240102_c.sql": "-- migrate:up\nALTER TABLE t ADD COLUMN c text;\n-- migrate:down\nALTER TABLE t DROP COLUMN c;\n"},
    "flyway": {"V1__a.sql": TABLE, "V1_1__b.sql": "ALTER TABLE t ADD COLUMN b text;", "V1_10__c.sql": "ALTER TABLE t ADD COLUMN c text;",
               "V1_9__d.sql": "ALTER TABLE t DROP COLUMN b;", "U1__a.sql": "DROP TABLE t;", "R__z.sql": "COMMENT ON TABLE t IS NULL;"},
    "atlas": {"atlas.sum": "h1:abc=\n20240101_a.sql h1:x=\n20240102_c.sql h1:y=\n", "20240101_a.sql": TABLE,
              "20240102_c.sql": "ALTER TABLE t ADD COLUMN c text;"},
    "atlas, before its hash": {"atlas.sum": "h1:abc=\n20240101_a.sql h1:x=\n", "20240101_a.sql": TABLE, "20240103_d.sql": "ALTER TABLE t ADD COLUMN c text;",
                               "20240102_c.sql": "ALTER TABLE t ADD COLUMN d text;", "20240104_e.sql": "ALTER TABLE t DROP COLUMN d;"},
    "sqitch": {"sqitch.plan": "%syntax-version=1.0.0\n%project=x\n\nzebra 2024-01-01T00:00:00Z A <a@b> # first\nant [zebra] 2024-01-02T00:00:00Z A <a@b> # second\n@v1 2024-01-02T00:00:00Z A <a@b>\n",
               "deploy/zebra.sql": TABLE, "deploy/ant.sql": "ALTER TABLE t ADD COLUMN c text;",
               "revert/ant.sql": "ALTER TABLE t DROP COLUMN c;", "revert/zebra.sql": "DROP TABLE t;", "verify/ant.sql": "SELECT c FROM t;"},
    "prisma": {"20240101_a/migration.sql": TABLE, "20240102_c/migration.sql": "ALTER TABLE t ADD COLUMN c text;"},
    "diesel": {"1_a/up.sql": TABLE, "1_a/down.sql": "DROP TABLE t;", "2_c/up.sql": "ALTER TABLE t ADD COLUMN c text;", "2_c/down.sql": "ALTER TABLE t DROP COLUMN c;"},
}
write("whole.sql", PG + "CREATE TABLE t (a integer, c text);\n")
for name, files in FOLDERS.items():
    for file, text in files.items():
        write(f"folders/{name}/{file}", text)
    run = Run("diff", "folders/" + name, "whole.sql", "--exit-code", "--dialect", "postgres")
    status(f"folder of {name}", run, 0)
status("places in a folder", Run("parse", "folders/goose", "--format", "json"), 0)
rows = Run("parse", "folders/goose", "--format", "json").json().get("statements", [])
check("sources are named", [os.path.basename(r.get("source") or "") for r in rows] == ["1_a.sql", "2_c.sql"], rows)
check("lines stay", [r["line"] for r in rows] == [2, 3], rows)

# ---- git
if shutil.which("git"):
    git = lambda *a: subprocess.run(["git", "-c", "user.name=t", "-c", "user.email=t@example.org", *a], check=True, capture_output=True)
    os.mkdir("repo")
    os.chdir("repo")
    git("init", "-q")
    write("schema.sql", PG + "CREATE TABLE t (a integer);\n")
    for file, text in FOLDERS["golang-migrate"].items():
        write("db/" + file, text)
    git("add", ".")
    git("commit", "-qm", "one")
    write("schema.sql", PG + "CREATE TABLE t (a integer, c text);\n")
    status("git file", Run("diff", "git:HEAD:schema.sql", "schema.sql", "--exit-code"), 1)
    status("git folder", Run("diff", "git:HEAD:db", "schema.sql", "--exit-code"), 0)
    one_message("git: no such path", Run("parse", "git:HEAD:nothing.sql"), 2)
    one_message("git: no such revision", Run("parse", "git:nothing:schema.sql"), 2)
    one_message("git: no path", Run("parse", "git:HEAD"), 2)
    one_message("git: an option for a revision", Run("parse", "git:--help:x"), 2)
    os.chdir("..")
else:
    print("skipped: git is not installed")

# ---- terminals
write("evil.sql", (PG + "CREATE TABLE \"x\x1b[2Jy\u202ez\" (a int);\nCREATE TABEL \x1b]0;title\x07;\n"))
for command in (["parse", "evil.sql"], ["analyze", "empty.sql", "evil.sql"], ["analyze", "empty.sql", "evil.sql", "--verbose"]):
    run = Run(*command)
    check("escaped: " + " ".join(command), not any(c in run.out + run.err for c in "\x1b\x07\u202e"), repr((run.out + run.err)[:400]))
one_message("escaped file name", Run("parse", "\x1b[31m.sql"), 2)
check("no escape in messages", "\x1b" not in Run("parse", "\x1b[31m.sql").err)

# ---- documents of the example schemas
for dialect in ("postgres", "mysql", "mariadb", "sqlite"):
    pair = [os.path.join(root, "examples/schemas", dialect, f) for f in ("before.sql", "after.sql")]
    if not os.path.exists(pair[0]):
        continue
    run = Run("analyze", *pair, "--format", "json", "--fail-on", "never")
    document = run.json()
    status(f"{dialect}: the example is understood", run, 0)
    check(f"{dialect}: dialect", document.get("dialect") == dialect or dialect == "mariadb", document.get("dialect"))
    check(f"{dialect}: changes", document.get("summary", {}).get("changes", 0) > 5)
    for key in ("plan", "rollback"):
        check(f"{dialect}: {key} is proved", (document.get(key) or {}).get("verified") == "replayed",
              (document.get(key) or {}).get("not_verified_because"))
    check(f"{dialect}: same bytes again", Run("analyze", *pair, "--format", "json", "--fail-on", "never").out == run.out)
    Run("diff", *pair, "--format", "json").json()
    Run("plan", *pair, "--format", "json", "--phase", "expand").json()
    Run("parse", pair[1], "--format", "json").json()
    Run("lint", "--base", pair[0], pair[1], "--format", "json").json()
    for fmt in ("text", "sql", "markdown"):
        for extra in ([], ["--down"], ["--verbose"], ["--quiet"], ["--phase", "contract"]):
            run = Run("plan", *pair, "--format", fmt, "--fail-on", "never", *extra)
            status(f"{dialect}: plan as {fmt} {' '.join(extra)}", run, 0)
    run = Run("plan", pair[0], pair[0], "--format", "sql", "--fail-on", "never")
    check(f"{dialect}: an empty plan is one comment line", run.out.startswith("--") and run.out.count("\n") == 1, run.out)
    one = Run("dump", pair[1]).out
    write("dump.sql", one)
    check(f"{dialect}: dump of a dump", Run("dump", "dump.sql", "--dialect", dialect).out == one)
Run("rules", "--format", "json").json()
Run("facts", "--format", "json").json()
Run("rules", "data-loss/drop-column", "--format", "json").json()

print(f"{passed} passed, {failed} failed")
sys.exit(1 if failed else 0)
