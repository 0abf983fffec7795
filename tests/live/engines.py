"""Database engines for the live tests: each starts in a temporary folder, on a
unix socket only, and is ended by its own process id. The machine's own PostgreSQL,
MariaDB and SQLite, and what tools/engines.sh has fetched."""

import datetime
import glob
import os
import pwd
import re
import shutil
import tempfile

import rows_sqlite
from base import Engine, EngineError, run, sort_body, temp_dir
from mysql_engine import MariaDB, MySQL


class Cluster:
    """One PostgreSQL server in a folder of its own."""

    def __init__(self, bin_dir, user, clients=None):
        self.bin, self.clients, self.user = bin_dir, clients or bin_dir, user
        self.dir = temp_dir(user)
        self.data = os.path.join(self.dir, "data")
        run([f"{self.bin}/initdb", "-D", self.data, "-U", "postgres", "-A", "trust", "-E", "UTF8",
              "--locale=C.UTF-8", "-N"], user=user)
        options = f"-c listen_addresses='' -k {self.dir} -c fsync=off -c full_page_writes=off " \
                  "-c synchronous_commit=off -c autovacuum=off -c timezone=UTC -c wal_level=minimal -c max_wal_senders=0 " \
                  "-c shared_buffers=32MB -c max_locks_per_transaction=1024"
        run([f"{self.bin}/pg_ctl", "-D", self.data, "-w", "-l", f"{self.dir}/log", "-o", options, "start"], user=user)
        self.env = dict(os.environ, PGHOST=self.dir, PGUSER="postgres", PGOPTIONS="--client-min-messages=warning")

    def psql(self, db, sql, *options):
        return run([f"{self.clients}/psql", "-X", "-q", "-v", "ON_ERROR_STOP=1", *options, "-f", "-", db], stdin=sql, env=self.env)

    def close(self):
        try:
            run([f"{self.bin}/pg_ctl", "-D", self.data, "-m", "immediate", "stop"], user=self.user)
        except EngineError:
            pass
        shutil.rmtree(self.dir, ignore_errors=True)


class Postgres(Engine):
    """Roles belong to a server, not to a database: BEFORE and AFTER stand on servers of their own, and what a case made of
    roles goes with its databases."""

    dialect = "postgres"

    def __init__(self, bin_dir=None, clients=None):
        self.bin = bin_dir or max(glob.glob("/usr/lib/postgresql/*/bin"),
                                  key=lambda p: float(p.split("/")[4]))
        self.clients = clients or self.bin
        self.user = "postgres" if os.getuid() == 0 else pwd.getpwuid(os.getuid()).pw_name
        self.clusters = [Cluster(self.bin, self.user, self.clients)]
        self.version = self.clusters[0].psql("postgres", "show server_version", "-At").split()[0]
        self.count = 0

    def close(self):
        for cluster in self.clusters:
            cluster.close()

    def create(self, side=0):
        if side == len(self.clusters):
            self.clusters.append(Cluster(self.bin, self.user, self.clients))
        self.count += 1
        name = f"t{side}_{self.count}"
        self._psql(name, f"CREATE DATABASE {name} TEMPLATE template0 STRATEGY FILE_COPY;", "postgres")
        return name

    def drop(self, db):
        """With what belongs to the server: subscriptions, which hold their database, and roles. What one statement cannot is not worth the others."""
        cluster = self.clusters[int(db[1])]
        held = f"FROM pg_subscription s JOIN pg_database d ON d.oid = subdbid WHERE datname = '{db}'"
        subscriptions = cluster.psql("postgres", f"SELECT 1 {held}", "-At")
        if subscriptions.strip():
            cluster.psql(db, "\\set ON_ERROR_STOP 0\nSELECT format('ALTER SUBSCRIPTION %1$I DISABLE; ALTER SUBSCRIPTION %1$I SET (slot_name = NONE); "
                             f"DROP SUBSCRIPTION %1$I;', subname) {held} \\gexec\n")
        cluster.psql("postgres", f"DROP DATABASE IF EXISTS {db} WITH (FORCE);\n\\set ON_ERROR_STOP 0\n"
                                 "SELECT format('DROP ROLE %I;', rolname) FROM pg_roles WHERE rolname !~ '^pg_' AND rolname <> 'postgres' \\gexec\n")

    def load(self, db, sql):
        """Runs a schema; roles that it only mentions are made first."""
        opened = re.search(r"(?im)^\s*begin\s*;", sql)  # and perhaps left to whoever runs the file to end
        for _ in range(20):
            try:
                return self.run(db, sql + "\n;COMMIT;\n" if opened else sql)
            except EngineError as e:
                missing = re.search(r'role "([^"]+)" does not exist', str(e))
                if not missing or re.search(r"(?i)create\s+(role|user)\s+\"?" + re.escape(missing[1]) + r"\b", sql):
                    raise
            self._psql(db, f"DROP DATABASE {db};\nCREATE DATABASE {db} TEMPLATE template0 STRATEGY FILE_COPY;", "postgres")
            for cluster in self.clusters:
                cluster.psql("postgres", f"SELECT format('CREATE ROLE %I', $role${missing[1]}$role$) WHERE NOT EXISTS "
                                         f"(SELECT 1 FROM pg_roles WHERE rolname = $role${missing[1]}$role$) \\gexec\n")
        return None

    def settle(self, db, other, sql):
        """Roles that AFTER's script makes in a way that is no schema (names put together in DO blocks) stand on BEFORE's server too."""
        made = set(re.findall(r'(?i)create\s+(?:role|user)\s+"?(\w+)', sql))
        for role in self._psql(other, "SELECT rolname FROM pg_roles WHERE rolname !~ '^pg_'", None, "-At").split():
            if role not in made:
                self._psql(db, f"SELECT format('CREATE ROLE %I', $role${role}$role$) WHERE NOT EXISTS (SELECT 1 FROM pg_roles "
                               f"WHERE rolname = $role${role}$role$) \\gexec\n", "postgres")

    def _psql(self, db, sql, into=None, *options):
        return self.clusters[int(db[1])].psql(into or db, sql, *options)

    def run(self, db, sql):
        return self._psql(db, sql)

    def attempt(self, db, sql):
        run([f"{self.clients}/psql", "-X", "-q", "-f", "-", db], stdin=sql, env=self.clusters[int(db[1])].env)

    def query(self, db, sql):
        return self._psql(db, sql, None, "-At").strip()

    def dump(self, db):
        return run([f"{self.clients}/pg_dump", "--schema-only", "--no-tablespaces", db], env=self.clusters[int(db[1])].env)

    def catalogue(self, db):
        """pg_dump's statements as a sorted list: columns and values of a table sorted, saved data left out."""
        text = re.sub(r"^(--.*|SET .*|SELECT pg_catalog\.set_config.*|\\(un)?restrict.*)$", "", self.dump(db), flags=re.M)
        # DEFAULT 'now' is the moment at which it was said
        text = re.sub(rf"'{datetime.date.today():%Y-%m}-\d\d \d\d:\d\d:\d\d\.\d+(?:\+00)?'::timestamp", "'now'::timestamp", text)
        text = re.sub(r"(WITH|SET) \((\w+='?[^'(),]*'?(?:, \w+='?[^'(),]*'?)+)\)", _sort_options, text)
        # extended statistics keep columns in their order in the table
        text = re.sub(r"^(CREATE STATISTICS .* ON )([\w, ]+)( FROM .*)$", lambda m: m[1] + ", ".join(sorted(m[2].split(", "))) + m[3],
                      text, flags=re.M)
        # since 18 NOT NULL has a name, which stays as it was when its column gets another
        text = re.sub(r' CONSTRAINT (?:"[^"]+_not_null"|\w+_not_null) NOT NULL', ' NOT NULL', text)
        # one thing that the server keeps in the spelling it was given
        text = re.sub(r'EXTRACT\("?([A-Z]+)"? FROM', lambda m: f"EXTRACT({m[1].lower()} FROM", text)
        text = re.sub(r"\(([\w.]+) AT TIME ZONE ('[^']*'::text)\)", r"timezone(\2, \1)", text)
        # DEFAULT NULL that a change of type left behind says nothing
        text = re.sub(r" DEFAULT NULL::[a-z ]+(?:\(\d+\))?(?= NOT NULL|,?$)", "", text, flags=re.M)
        # DEFAULT '0' of a number is kept as it was said
        text = re.sub(r"DEFAULT '(\d[\d.]*)'::(?:smallint|integer|bigint|numeric)\b", r"DEFAULT \1", text)
        # two ways in which the server keeps one list: it makes the second of the first when it reads its own dump
        text = re.sub(r"\(ARRAY\[((?:'[^']*'::character varying(?:, )?)+)\]\)::text\[\]",
                      lambda m: "ARRAY[" + re.sub(r"('[^']*'::character varying)", r"(\1)::text", m[1]) + "]", text)
        out = []
        for chunk in _split_dump(text):
            if "_migra_saved_" in chunk:
                continue
            out.append(sort_body(chunk))
        return sorted(out)


class SQLite(Engine):
    dialect = "sqlite"
    quick = "PRAGMA synchronous=OFF;\n"  # on its standard input: with -cmd, newer ones read no script

    def __init__(self, program="sqlite3"):
        self.program = program
        self.version = run([program, "--version"]).split()[0]
        self.dir = tempfile.mkdtemp(prefix="migra-live-")
        self.count = 0

    def close(self):
        shutil.rmtree(self.dir, ignore_errors=True)

    def create(self, side=0):
        self.count += 1
        return os.path.join(self.dir, f"t{self.count}.db")

    def drop(self, db):
        if os.path.exists(db):
            os.remove(db)

    def run(self, db, sql):
        return run([self.program, "-bail", db], stdin=self.quick + "PRAGMA foreign_keys=ON;\n" + sql)

    def attempt(self, db, sql):
        try:
            run([self.program, db], stdin=self.quick + sql)
        except EngineError:
            pass  # its status is that of the last statement

    def query(self, db, sql):
        return run([self.program, "-bail", db], stdin=self.quick + sql).strip()

    def dump(self, db):
        return run([self.program, db, ".schema"])

    def catalogue(self, db):
        """What the pragmas say; the stored text of views and triggers with blanks folded."""
        con = rows_sqlite.connect(db)
        out = []
        master = con.execute("SELECT type, name, tbl_name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite_%' "
                             "AND name NOT LIKE '\\_migra\\_saved\\_%' ESCAPE '\\'").fetchall()
        for kind, name, table, sql in master:
            if kind != "table":
                out.append((kind, name.lower(), _fold(sql)))
                continue
            q = '"' + name.replace('"', '""') + '"'
            columns = sorted((c[1].lower(), c[2].upper(), c[3], spelt_alike(c[4]), c[5], c[6]) for c in con.execute(f"PRAGMA table_xinfo({q})"))
            keys = sorted(tuple(str(x).lower() for x in f[2:]) for f in con.execute(f"PRAGMA foreign_key_list({q})"))
            indexes = sorted((i[2], i[3], i[4], str(con.execute(f"PRAGMA index_xinfo(\"{i[1]}\")").fetchall()[:1] and
                              [(str(x[2]).lower(), *x[3:5]) for x in con.execute(f"PRAGMA index_xinfo(\"{i[1]}\")") if x[5]]))
                             for i in con.execute(f"PRAGMA index_list({q})"))
            flags = [f for f in ("WITHOUT ROWID", "STRICT", "AUTOINCREMENT") if f in (sql or "").upper()]
            checks = sorted(_fold(c).replace(name.lower() + " . ", "") for c in re.findall(r"\bCHECK\s*(\((?:[^()]|\((?:[^()]|\([^()]*\))*\))*\))", sql or "", re.I))
            out.append((kind, name.lower(), columns, keys, indexes, flags, checks))
        con.close()
        return sorted(map(repr, out))


def spelt_alike(text):
    """One spelling of a default, which SQLite keeps as it was written: words in lower case, no blanks, no outer parentheses."""
    parts = re.split(r"('(?:[^']|'')*')", str(text))
    text = "".join(p if p.startswith("'") else re.sub(r"\s+", "", p.lower()) for p in parts)
    while text.startswith("(") and text.endswith(")") and _balanced(text[1:-1]):
        text = text[1:-1]
    text = re.sub(r'^"([^"]*)"$', r"'\1'", re.sub(r"^\+(?=\d)", "", text))
    return None if text in ("null", "none") else text


def _balanced(text):
    depth = 0
    for c in re.sub(r"'(?:[^']|'')*'", "", text):
        depth += (c == "(") - (c == ")")
        if depth < 0:
            return False
    return depth == 0


# Where the whole of what follows is one expression, parentheses around it say nothing more.
_WHOLE = {"", "when", "where", "on", "having", "default", "check", "return", "then", "else", "(", ",", "by", "set", "select", "and", "or", "not"}
_ENDS = {")", ",", ";", "", "then", "else", "end", "when", "begin", "group", "order", "limit", "having", "from", "where", "union", "except", "intersect",
         "asc", "desc", "join", "left", "inner", "cross"}
_BETWEEN_OPERANDS = {"is", "between", "like", "glob", "regexp", "collate"}


def _pairs(words):
    """Position of the other one, of each parenthesis."""
    other, open_ = {}, []
    for i, w in enumerate(words):
        if w == "(":
            open_.append(i)
        elif w == ")" and open_:
            other[i] = open_.pop()
            other[other[i]] = i
    return other


def _needless(words, at, end):
    """Are the parentheses at `at` and `end` of no consequence?"""
    inner = words[at + 1:end]
    before, after = words[at - 1] if at else "", words[end + 1] if end + 1 < len(words) else ""
    if inner[:1] in (["select"], ["values"], ["with"]) or not inner:
        return False
    called = re.match(r"[\w$]", before) and before not in _WHOLE | _BETWEEN_OPERANDS
    if called:
        return False
    if _is_operand(inner):
        return True
    words_here = set(_outermost(inner))
    if "," in words_here or before not in _WHOLE or after not in _ENDS | {"and", "or"}:
        return False  # a row or a list, or an operator that binds tighter stands beside
    if before == "not" and {"and", "or", "not"} & words_here:
        return False
    return "or" not in words_here or not (before == "and" or after == "and")


def _is_operand(words):
    """A name, a constant, a call, or something in parentheses."""
    if all(w == "." for w in words[1::2]) and len(words) % 2 and re.match(r"[\w$']", words[0]):
        return True
    opened = 0 if words[0] == "(" else 1 if len(words) > 1 and words[1] == "(" and re.match(r"\w", words[0]) and words[0] not in _WHOLE else None
    return opened is not None and _pairs(words).get(opened) == len(words) - 1


def _outermost(words):
    depth, out = 0, []
    for w in words:
        depth -= w == ")"
        if not depth:
            out.append(w)
        depth += w == "("
    return out


def _without_needless(words):
    while True:
        other = _pairs(words)
        gone = next(((i, other[i]) for i, w in enumerate(words) if w == "(" and i in other and _needless(words, i, other[i])), None)
        if gone is None:
            return words
        words = [w for i, w in enumerate(words) if i not in gone]


def _fold(sql):
    """One spelling of a text that SQLite keeps as it was written: its tokens in lower case, names without quotes, without the words
    and parentheses that may as well be missing (replay on the model has proved the trees equal)."""
    tokens = re.findall(r"""'(?:[^']|'')*'|--[^\n]*|/\*.*?\*/|[\w$]+|[<>=!|]+|[^\s"`\[\];]""", sql or "", re.S)
    same = {"!=": "<>", "==": "="}
    words = [t if t.startswith("'") else same.get(t, t.lower()) for t in tokens if not t.startswith(("--", "/*"))]
    text = " ".join(_without_needless([w for w in words if w not in ("as", "asc")]))
    return re.sub(r"^(create.*?) if not exists", r"\1", text).replace(" for each row", "")


def _sort_options(match):
    """Storage parameters: their order says nothing."""
    return f"{match[1]} ({', '.join(sorted(match[2].split(', ')))})"


def _split_dump(text):
    """Statements of a pg_dump text; a function's body may hold semicolons and empty lines."""
    chunk, tag = [], None
    for line in text.split("\n"):
        for mark in re.findall(r"\$(?:[A-Za-z_][A-Za-z_0-9]*)?\$", line):
            tag = mark if tag is None else (None if mark == tag else tag)
        if not chunk and not line.strip():
            continue
        chunk.append(line)
        if tag is None and line.rstrip().endswith(";"):
            yield "\n".join(chunk)
            chunk = []
    if chunk:
        yield "\n".join(chunk)


HOME = os.environ.get("MIGRA_ENGINES", "/var/tmp/libmigra-engines")  # where tools/engines.sh puts them


def _fetched(name):
    return os.path.join(HOME, name) if os.path.exists(os.path.join(HOME, name, "ready")) else None


def _fetched_postgres(name):
    """The server's programs; psql and pg_dump of the newest that was fetched when it has none."""
    root = _fetched(name)
    found = root and (glob.glob(f"{root}/usr/lib/postgresql/*/bin") or [f"{root}/usr/bin"])
    clients = found and [d for d in found if os.path.exists(f"{d}/pg_dump")] or sorted(
        glob.glob(f"{HOME}/postgres*/usr/lib/postgresql/*/bin"), reverse=True)
    return (found[0], clients[0]) if found and clients else None


# name: the dialect, what has to be there (falsy: it cannot be started), how it is started from that
ENGINES = {
    "postgres": ("postgres", lambda: glob.glob("/usr/lib/postgresql/*/bin/initdb"), lambda at: Postgres()),
    "mariadb": ("mariadb", lambda: shutil.which("mariadb-install-db"), lambda at: MariaDB()),
    "sqlite": ("sqlite", lambda: shutil.which("sqlite3"), lambda at: SQLite()),
    "mysql": ("mysql", lambda: _fetched("mysql"), MySQL),
    "mariadb-new": ("mariadb", lambda: _fetched("mariadb"), MariaDB),
    "postgres16": ("postgres", lambda: _fetched_postgres("postgres16"), lambda at: Postgres(*at)),
    "postgres17": ("postgres", lambda: _fetched_postgres("postgres17"), lambda at: Postgres(*at)),
    "postgres18": ("postgres", lambda: _fetched_postgres("postgres18"), lambda at: Postgres(*at)),
    "sqlite-new": ("sqlite", lambda: _fetched("sqlite"), lambda at: SQLite(f"{at}/usr/bin/sqlite3")),
}
OWN = ("postgres", "mariadb", "sqlite")  # Debian's, which the tests need; the others are used when they are there


def available(name):
    """None when the engine can be started, else why it cannot."""
    if ENGINES[name][1]():
        return None
    return f"no {name} server is installed" if name in OWN else f"{name} is not in {HOME}: tools/engines.sh fetches it"


def start(name):
    return ENGINES[name][2](ENGINES[name][1]())
