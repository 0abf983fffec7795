"""Database engines for the live tests: each starts in a temporary folder, on a
unix socket only, and is ended by its own process id."""

import glob
import os
import pwd
import re
import shutil
import signal
import sqlite3
import subprocess
import tempfile
import time


class EngineError(Exception):
    """The engine refused a script. The text is the engine's own message."""


def _run(argv, stdin=None, env=None, user=None, timeout=120):
    demote = None
    if user and os.getuid() == 0:
        entry = pwd.getpwnam(user)

        def demote():
            os.setgid(entry.pw_gid)
            os.setuid(entry.pw_uid)

    done = subprocess.run(argv, input=stdin, capture_output=True, text=True, env=env,
                          preexec_fn=demote, timeout=timeout)
    if done.returncode != 0:
        raise EngineError((done.stderr or done.stdout).strip())
    return done.stdout


def _temp_dir(user):
    path = tempfile.mkdtemp(prefix="migra-live-", dir="/tmp")
    if os.getuid() == 0:
        entry = pwd.getpwnam(user)
        os.chown(path, entry.pw_uid, entry.pw_gid)
    return path


class Engine:
    """A database is made fresh for each use: create(), run scripts in it, catalogue() it, drop()."""

    dialect = None
    version = None

    def close(self):
        pass

    def load(self, db, sql):
        return self.run(db, sql)

    def __enter__(self):
        return self

    def __exit__(self, *exc):
        self.close()


class Cluster:
    """One PostgreSQL server in a folder of its own."""

    def __init__(self, bin_dir, user):
        self.bin, self.user = bin_dir, user
        self.dir = _temp_dir(user)
        self.data = os.path.join(self.dir, "data")
        _run([f"{self.bin}/initdb", "-D", self.data, "-U", "postgres", "-A", "trust", "-E", "UTF8",
              "--locale=C.UTF-8", "-N"], user=user)
        options = f"-c listen_addresses='' -k {self.dir} -c fsync=off -c full_page_writes=off " \
                  "-c synchronous_commit=off -c autovacuum=off -c timezone=UTC -c wal_level=minimal -c max_wal_senders=0 " \
                  "-c shared_buffers=32MB -c max_locks_per_transaction=1024"
        _run([f"{self.bin}/pg_ctl", "-D", self.data, "-w", "-l", f"{self.dir}/log", "-o", options, "start"], user=user)
        self.env = dict(os.environ, PGHOST=self.dir, PGUSER="postgres", PGOPTIONS="--client-min-messages=warning")

    def psql(self, db, sql, *options):
        return _run([f"{self.bin}/psql", "-X", "-q", "-v", "ON_ERROR_STOP=1", *options, "-f", "-", db], stdin=sql, env=self.env)

    def close(self):
        try:
            _run([f"{self.bin}/pg_ctl", "-D", self.data, "-m", "immediate", "stop"], user=self.user)
        except EngineError:
            pass
        shutil.rmtree(self.dir, ignore_errors=True)


class Postgres(Engine):
    """Roles belong to a server, not to a database: BEFORE and AFTER stand on servers of their own, and what a case made of
    roles goes with its databases."""

    dialect = "postgres"

    def __init__(self, bin_dir=None):
        self.bin = bin_dir or max(glob.glob("/usr/lib/postgresql/*/bin"),
                                  key=lambda p: float(p.split("/")[4]))
        self.user = "postgres" if os.getuid() == 0 else pwd.getpwuid(os.getuid()).pw_name
        self.clusters = [Cluster(self.bin, self.user)]
        self.version = self.clusters[0].psql("postgres", "show server_version", "-At").split()[0]
        self.count = 0

    def close(self):
        for cluster in self.clusters:
            cluster.close()

    def create(self, side=0):
        if side == len(self.clusters):
            self.clusters.append(Cluster(self.bin, self.user))
        self.count += 1
        name = f"t{side}_{self.count}"
        self._psql(name, f"CREATE DATABASE {name} TEMPLATE template0;", "postgres")
        return name

    def drop(self, db):
        """With what belongs to the server: subscriptions, which hold their database, and roles."""
        self._each(db, db, "SELECT format('ALTER SUBSCRIPTION %1$I DISABLE; ALTER SUBSCRIPTION %1$I SET (slot_name = NONE); "
                           "DROP SUBSCRIPTION %1$I;', subname) FROM pg_subscription s JOIN pg_database d ON d.oid = subdbid "
                           "WHERE datname = current_database()")
        self._psql(db, f"DROP DATABASE IF EXISTS {db} WITH (FORCE);", "postgres")
        self._each(db, "postgres", "SELECT format('DROP ROLE %I;', rolname) FROM pg_roles WHERE rolname !~ '^pg_' AND "
                                   "rolname <> 'postgres'")

    def _each(self, db, into, query):
        statements = self._psql(db, query, into, "-At")
        if statements.strip(): # what one of them cannot is not worth the others
            self.clusters[int(db[1])].psql(into, "\\set ON_ERROR_STOP 0\n" + statements)

    def load(self, db, sql):
        """Runs a schema; roles that it only mentions are made first."""
        for _ in range(20):
            try:
                return self.run(db, sql)
            except EngineError as e:
                missing = re.search(r'role "([^"]+)" does not exist', str(e))
                if not missing or re.search(r"(?i)create\s+(role|user)\s+\"?" + re.escape(missing[1]) + r"\b", sql):
                    raise
            self._psql(db, f"DROP DATABASE {db};\nCREATE DATABASE {db} TEMPLATE template0;", "postgres")
            for cluster in self.clusters:
                cluster.psql("postgres", f"SELECT format('CREATE ROLE %I', $role${missing[1]}$role$) WHERE NOT EXISTS "
                                         f"(SELECT 1 FROM pg_roles WHERE rolname = $role${missing[1]}$role$) \\gexec\n")
        return None

    def _psql(self, db, sql, into=None, *options):
        return self.clusters[int(db[1])].psql(into or db, sql, *options)

    def run(self, db, sql):
        return self._psql(db, sql)

    def query(self, db, sql):
        return self._psql(db, sql, None, "-At").strip()

    def dump(self, db):
        return _run([f"{self.bin}/pg_dump", "--schema-only", "--no-tablespaces", db], env=self.clusters[int(db[1])].env)

    def catalogue(self, db):
        """pg_dump's statements as a sorted list: columns and values of a table sorted, saved data left out."""
        text = re.sub(r"^(--.*|SET .*|SELECT pg_catalog\.set_config.*|\\(un)?restrict.*)$", "", self.dump(db), flags=re.M)
        out = []
        for chunk in _split_dump(text):
            if "_migra_saved_" in chunk:
                continue
            out.append(_sort_body(chunk))
        return sorted(out)

    def rows(self, db):
        names = self.query(db, "SELECT format('%I.%I', n.nspname, c.relname) FROM pg_class c JOIN pg_namespace n "
                               "ON n.oid = c.relnamespace WHERE c.relkind = 'r' AND n.nspname NOT IN "
                               "('pg_catalog', 'information_schema') AND c.relname NOT LIKE '\\_migra\\_saved\\_%' ORDER BY 1;")
        names = [n for n in names.split("\n") if n]
        out = {n: [] for n in names}
        script = "\n".join(f"SELECT {i} || ' ' || to_jsonb(t) FROM {n} t ORDER BY 1;" for i, n in enumerate(names))
        for line in self.query(db, script).split("\n") if names else []:
            i, _, row = line.partition(" ")
            if row:
                out[names[int(i)]].append(row)
        return out


class MariaDB(Engine):
    dialect = "mariadb"

    def __init__(self):
        self.user = "mysql" if os.getuid() == 0 else pwd.getpwuid(os.getuid()).pw_name
        self.dir = _temp_dir(self.user)
        data, self.socket = os.path.join(self.dir, "data"), os.path.join(self.dir, "s.sock")
        _run(["mariadb-install-db", "--no-defaults", f"--datadir={data}", f"--user={self.user}",
              "--auth-root-authentication-method=normal", "--skip-test-db"], user=self.user)
        server = shutil.which("mariadbd") or "/usr/sbin/mariadbd"
        self.process = subprocess.Popen(
            [server, "--no-defaults", f"--datadir={data}", f"--socket={self.socket}", "--skip-networking",
             f"--pid-file={self.dir}/pid", "--innodb-flush-log-at-trx-commit=0", "--innodb-doublewrite=0",
             "--skip-log-bin", "--character-set-server=utf8mb4", f"--user={self.user}",
             "--innodb-buffer-pool-size=256M"],
            stdout=subprocess.DEVNULL, stderr=open(f"{self.dir}/log", "w"))
        for _ in range(300):
            try:
                self.version = self._client("", "SELECT VERSION();").strip().split("-")[0]
                break
            except EngineError:
                if self.process.poll() is not None:
                    raise
                time.sleep(0.1)
        self.count = 0

    def close(self):
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()
        shutil.rmtree(self.dir, ignore_errors=True)

    def _client(self, db, sql):
        argv = ["mariadb", "--no-defaults", f"--socket={self.socket}", "-uroot", "--batch", "--raw",
                "--skip-column-names", "--default-character-set=utf8mb4"]
        return _run(argv + ([db] if db else []), stdin=sql)

    def create(self, side=0):
        self.count += 1
        self._client("", f"CREATE DATABASE t{self.count};")
        return f"t{self.count}"

    def drop(self, db):
        self._client("", f"SET foreign_key_checks=0; DROP DATABASE IF EXISTS {db};")

    def run(self, db, sql):
        return self._client(db, sql)

    def query(self, db, sql):
        return self._client(db, sql).strip()

    def dump(self, db):
        return _run(["mariadb-dump", "--no-defaults", f"--socket={self.socket}", "-uroot", "--no-data", "--routines",
                     "--events", "--triggers", "--skip-comments", "--skip-dump-date", "--compact", db])

    def catalogue(self, db):
        text = self.dump(db).replace(f"`{db}`.", "")
        text = re.sub(r"^/\*!40101 SET.*$|AUTO_INCREMENT=\d+ ", "", text, flags=re.M)
        out = []
        for chunk in re.split(r"\n(?=CREATE |/\*!50001|DELIMITER)", text):
            if "_migra_saved_" not in chunk and chunk.strip():
                out.append(_sort_body(chunk.strip()))
        return sorted(out)

    def rows(self, db):
        names = self.query(db, "SELECT table_name FROM information_schema.tables WHERE table_schema = DATABASE() "
                               "AND table_type = 'BASE TABLE' AND table_name NOT LIKE '\\_migra\\_saved\\_%' ORDER BY 1;")
        out = {}
        for name in filter(None, names.split("\n")):
            cols = self.query(db, "SELECT GROUP_CONCAT(CONCAT(QUOTE(column_name), ', `', column_name, '`') ORDER BY "
                                  f"column_name) FROM information_schema.columns WHERE table_schema = DATABASE() AND table_name = '{name}';")
            text = self.query(db, f"SELECT JSON_OBJECT({cols}) FROM `{name}` ORDER BY 1;")
            out[name] = text.split("\n") if text else []
        return out


class SQLite(Engine):
    dialect = "sqlite"

    def __init__(self):
        self.version = _run(["sqlite3", "--version"]).split()[0]
        self.dir = tempfile.mkdtemp(prefix="migra-live-", dir="/tmp")
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
        return _run(["sqlite3", "-bail", db], stdin="PRAGMA foreign_keys=ON;\n" + sql)

    def query(self, db, sql):
        return _run(["sqlite3", "-bail", db], stdin=sql).strip()

    def dump(self, db):
        return _run(["sqlite3", db, ".schema"])

    def catalogue(self, db):
        """What the pragmas say; the stored text of views and triggers with blanks folded."""
        con = sqlite3.connect(db)
        out = []
        master = con.execute("SELECT type, name, tbl_name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite_%' "
                             "AND name NOT LIKE '\\_migra\\_saved\\_%' ESCAPE '\\'").fetchall()
        for kind, name, table, sql in master:
            if kind != "table":
                out.append((kind, name, _fold(sql)))
                continue
            q = '"' + name.replace('"', '""') + '"'
            columns = sorted((c[1], c[2].upper(), c[3], c[4], c[5], c[6]) for c in con.execute(f"PRAGMA table_xinfo({q})"))
            keys = sorted(tuple(f[2:]) for f in con.execute(f"PRAGMA foreign_key_list({q})"))
            indexes = sorted((i[2], i[3], i[4], str(con.execute(f"PRAGMA index_xinfo(\"{i[1]}\")").fetchall()[:1] and
                              [tuple(x[2:5]) for x in con.execute(f"PRAGMA index_xinfo(\"{i[1]}\")") if x[5]]))
                             for i in con.execute(f"PRAGMA index_list({q})"))
            flags = [f for f in ("WITHOUT ROWID", "STRICT", "AUTOINCREMENT") if f in (sql or "").upper()]
            checks = sorted(_fold(c) for c in re.findall(r"CHECK\s*(\((?:[^()]|\((?:[^()]|\([^()]*\))*\))*\))", sql or "", re.I))
            out.append((kind, name, columns, keys, indexes, flags, checks))
        con.close()
        return sorted(map(repr, out))

    def rows(self, db):
        con = sqlite3.connect(db)
        names = [r[0] for r in con.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' "
                                           "AND name NOT LIKE '\\_migra\\_saved\\_%' ESCAPE '\\' ORDER BY 1")]
        out = {}
        for name in names:
            q = '"' + name.replace('"', '""') + '"'
            cur = con.execute(f"SELECT * FROM {q}")
            cols = [d[0] for d in cur.description]
            out[name] = sorted(repr(sorted(zip(cols, row))) for row in cur)
        con.close()
        return out


def _fold(sql):
    return re.sub(r"\s+", " ", sql or "").strip().replace('"', "")


def _split_dump(text):
    """Statements of a pg_dump text; a function's body may hold semicolons and empty lines."""
    chunk, tag = [], None
    for line in text.split("\n"):
        for mark in re.findall(r"\$[A-Za-z_0-9]*\$", line):
            tag = mark if tag is None else (None if mark == tag else tag)
        if not chunk and not line.strip():
            continue
        chunk.append(line)
        if tag is None and line.rstrip().endswith(";"):
            yield "\n".join(chunk)
            chunk = []
    if chunk:
        yield "\n".join(chunk)


def _sort_body(chunk):
    """Lines of a table's body in order of name: the order of columns is not compared."""
    lines = chunk.split("\n")
    if not re.match(r"CREATE (UNLOGGED |FOREIGN )?TABLE", lines[0]) or len(lines) < 3:
        return chunk
    ends = [i for i, l in enumerate(lines) if l.startswith(")")]
    if not ends:
        return chunk
    body = sorted(l.strip().rstrip(",") for l in lines[1:ends[0]])
    return "\n".join([lines[0]] + body + lines[ends[0]:])


ENGINES = {"postgres": Postgres, "mariadb": MariaDB, "sqlite": SQLite}


def available(dialect):
    """None when the engine can be started, else why it cannot."""
    if dialect == "postgres":
        return None if glob.glob("/usr/lib/postgresql/*/bin/initdb") else "no PostgreSQL server is installed"
    if dialect == "mariadb":
        return None if shutil.which("mariadb-install-db") else "no MariaDB server is installed"
    if dialect == "sqlite":
        return None if shutil.which("sqlite3") else "no sqlite3 is installed"
    return f"no engine for {dialect} is known to the tests"
