"""Plans run by the bindings on real servers, with every driver that is here: there and back, and stopped in the middle; and what is
undecided settled by PostgreSQL.

The engine is the judge: what it says of the database has to be what it says of one made from AFTER, and then from BEFORE."""

import os
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
sys.path.insert(0, os.path.join(ROOT, "tests", "live"))
import engines  # noqa: E402
import rows  # noqa: E402

# what a driver is named, and what its language calls the module or the package
PYTHON = {"postgres": {"psycopg2": "psycopg2", "psycopg": "psycopg", "psycopg-async": "psycopg", "pg8000.dbapi": "pg8000.dbapi", "asyncpg": "asyncpg"},
          "mysql": {"pymysql": "pymysql", "mysql.connector": "mysql.connector"}, "sqlite": {"sqlite3": "sqlite3", "aiosqlite": "aiosqlite"}}
GO = {"postgres": "postgres", "mysql": "mysql", "sqlite": "sqlite3"}
PHP = {"postgres": "pdo_pgsql", "mysql": "pdo_mysql", "sqlite": "pdo_sqlite"}
# Debian's packages; the others of PYTHON are used when they are there
WANTED = {"psycopg2": "python3-psycopg2", "psycopg": "python3-psycopg", "asyncpg": "python3-asyncpg", "pymysql": "python3-pymysql",
          "aiosqlite": "python3-aiosqlite"}
GO_DRIVERS = {"go-sql-driver/mysql": "golang-github-go-sql-driver-mysql-dev", "lib/pq": "golang-github-lib-pq-dev",
              "mattn/go-sqlite3": "golang-github-mattn-go-sqlite3-dev"}

# The column is there already: the first step is refused.
REFUSED = ("CREATE TABLE t (id int PRIMARY KEY);", "CREATE TABLE t (id int PRIMARY KEY, b int);")

# No file says what the functions return. The server knows one of them, and other words for an interval; one default is another one.
KNOWN = "CREATE FUNCTION as_text(text) RETURNS text IMMUTABLE LANGUAGE sql AS 'SELECT $1';"
T = "CREATE TABLE t (a text, d interval DEFAULT '%s', e interval DEFAULT '%s', CHECK (as_text(a)%s <> 'x')%s);"
UNDECIDED = (T % ("1.5 days", "1.5 days", "::text", ", CHECK (no_such(a)::text <> 'x')"),
             T % ("1 day 12:00:00", "2.5 days", "", ", CHECK (no_such(a) <> 'x')"))
SETTLED = "6 of 6 undecided; 2 of 3 once asked"


def family(dialect):
    return "mysql" if dialect == "mariadb" else dialect


def python_drivers(dialect, python_with):
    """Name and command of each driver that a Python here has."""
    for driver, module in PYTHON[dialect].items():
        python = python_with(f"cffi, {module}")
        if python:
            yield driver, [python, f"{HERE}/live/run_plan.py", driver]
        elif driver in WANTED:
            print(f"skipped: {driver} (Debian: {WANTED[driver]})")


def go_program(go, folder):
    if not go:
        return None
    for path, package in GO_DRIVERS.items():
        if not os.path.isdir(f"/usr/share/gocode/src/github.com/{path}"):
            print(f"skipped: Go on servers (Debian: {package})")
            return None
    subprocess.run([go, "build", "-o", f"{folder}/runplan", "."], cwd=f"{HERE}/live/go", check=True)
    return f"{folder}/runplan"


def drivers(dialect, python_with, go, php):
    for driver, command in python_drivers(dialect, python_with):
        yield f"Python {driver}", command
    if go:
        yield f"Go {GO[dialect]}", [go, GO[dialect]]
    if php and PHP[dialect] in subprocess.run([php, "-m"], capture_output=True, text=True).stdout.split():
        yield f"PHP {PHP[dialect]}", [php, "-d", "ffi.enable=1", f"{HERE}/live/run_plan.php", PHP[dialect]]
    elif php:
        print(f"skipped: PHP's {PHP[dialect]} (Debian: php-{PHP[dialect].split('_')[1]})")


def address(engine):
    """Where a driver finds the server of the first side."""
    if engine.dialect == "postgres":
        return engine.clusters[0].dir
    return engine.servers[0].socket if engine.dialect in ("mysql", "mariadb") else "-"


class Pair:
    """BEFORE and AFTER."""

    def __init__(self, engine, folder, before, after):
        os.makedirs(folder, exist_ok=True)
        self.engine, self.before, self.after, self.catalogues = engine, before, after, None
        self.files = [f"{folder}/before.sql", f"{folder}/after.sql"]
        for path, sql in zip(self.files, (before, after)):
            with open(path, "w", encoding="utf-8") as f:
                f.write(sql)

    def described(self, sql):
        db = self.engine.create()
        self.engine.load(db, sql)
        text = self.engine.catalogue(db)
        self.engine.drop(db)
        return text

    def run(self, command, db, direction):
        done = subprocess.run([*command, address(self.engine), db, self.engine.dialect, self.engine.version, *self.files, direction],
                              capture_output=True, text=True, timeout=120)
        return done.stdout.strip() if done.returncode == 0 else done.stdout + done.stderr

    def there_and_back(self, command):
        """None, or what went wrong; and what was printed."""
        if not self.catalogues:  # as the engine describes databases that hold them
            self.catalogues = self.described(self.before), self.described(self.after)
        old, new = self.catalogues
        db = self.engine.create()
        self.engine.load(db, self.before)
        rows.generate(self.engine, db, 1)
        try:
            said = [self.run(command, db, "up")]
            if not said[0].startswith("done:") or self.engine.catalogue(db) != new:
                return "the plan does not lead to AFTER", said[0]
            said.append(self.run(command, db, "down"))
            if not said[1].startswith("done:") or self.engine.catalogue(db) != old:
                return "the way back does not lead to BEFORE", said[1]
            return None, f"{said[0]} there, {said[1]} back"
        finally:
            self.engine.drop(db)

    def refused(self, command, sql):
        """The first step fails: the driver's error arrives, and nothing has changed."""
        db = self.engine.create()
        self.engine.load(db, sql)
        found = self.engine.catalogue(db)
        try:
            said = self.run(command, db, "up")
            if not said.startswith("stopped at s1 after 0: ") or "none" in said.split(":")[1].lower() or self.engine.catalogue(db) != found:
                return "a refused step", said
            return None, said
        finally:
            self.engine.drop(db)

    def settled(self, command):
        """What the server can tell is settled, what it refuses stays undecided, and nothing is left behind."""
        db = self.engine.create()
        self.engine.load(db, KNOWN + T % ("1.5 days", "1.5 days", "::text", ""))
        found = self.engine.catalogue(db)
        try:
            said = self.run(command, db, "settle")
            return None if said == SETTLED and self.engine.catalogue(db) == found else "what is undecided", said
        finally:
            self.engine.drop(db)


def schemas(dialect):
    for side in ("before", "after"):
        with open(f"{ROOT}/examples/schemas/{dialect}/{side}.sql", encoding="utf-8") as f:
            yield f.read()


def on_engine(name, python_with, go, php):
    """(passed, failed) on one engine."""
    passed = failed = 0
    with tempfile.TemporaryDirectory() as folder, engines.start(name) as engine:
        os.chmod(folder, 0o755)
        shop = Pair(engine, folder, *schemas(engine.dialect))
        small = Pair(engine, f"{folder}/refused", *REFUSED)
        asking = [Pair(engine, f"{folder}/undecided", *UNDECIDED).settled] if engine.dialect == "postgres" else []
        for driver, command in drivers(family(engine.dialect), python_with, go, php):
            for wrong, said in (shop.there_and_back(command), small.refused(command, REFUSED[1]), *(ask(command) for ask in asking)):
                print(f"{'FAILED: ' + wrong + ': ' if wrong else ''}{name} {engine.version}, {driver}: {said}")
                passed, failed = passed + (not wrong), failed + bool(wrong)
    return passed, failed


def run(names, python_with, go, php):
    passed = failed = 0
    with tempfile.TemporaryDirectory() as folder:
        program = go_program(go, folder)
        for name in names:
            reason = engines.available(name)
            if reason:
                print(f"skipped: {reason}")
                continue
            good, bad = on_engine(name, python_with, program, php)
            passed, failed = passed + good, failed + bad
    print(f"{passed} passed, {failed} failed")
    return failed == 0 and passed > 0
