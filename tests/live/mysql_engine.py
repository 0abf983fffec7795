"""MariaDB and MySQL servers for the live tests."""

import datetime
import glob
import os
import pwd
import re
import shutil
import signal
import subprocess
import time

from base import Engine, EngineError, run, sort_body, temp_dir


class Server:
    """One server in a folder of its own."""

    def __init__(self, kind):
        self.kind = kind
        self.user = "mysql" if os.getuid() == 0 else pwd.getpwuid(os.getuid()).pw_name
        self.dir = temp_dir(self.user)
        self.data, self.socket = os.path.join(self.dir, "data"), os.path.join(self.dir, "s.sock")
        self.process = None
        try:
            run(kind.initialise(self.data, self.user), user=self.user)
            self._start()
        except BaseException:
            self.close()
            raise

    def _start(self):
        self.process = subprocess.Popen(
            [*self.kind.server(), f"--datadir={self.data}", f"--socket={self.socket}", "--skip-networking",
             f"--pid-file={self.dir}/pid", "--innodb-flush-log-at-trx-commit=0", "--innodb-doublewrite=0",
             "--skip-log-bin", "--character-set-server=utf8mb4", f"--user={self.user}",
             "--innodb-buffer-pool-size=128M", f"--tmpdir={self.dir}"],
            stdout=subprocess.DEVNULL, stderr=open(f"{self.dir}/log", "w"))
        for _ in range(600):
            try:
                self.version = self.client("", "SELECT VERSION();").strip().split("-")[0]
                return
            except EngineError:
                if self.process.poll() is not None:
                    break
                time.sleep(0.1)
        with open(f"{self.dir}/log", encoding="utf-8", errors="replace") as f:
            raise EngineError("the server does not start:\n" + f.read()[-2000:])

    def close(self):
        if self.process:
            self.process.send_signal(signal.SIGKILL)
            self.process.wait()
        shutil.rmtree(self.dir, ignore_errors=True)

    def client(self, db, sql, *options):
        argv = [*self.kind.client_argv(), f"--socket={self.socket}", "-uroot", "--batch", "--raw",
                "--skip-column-names", "--default-character-set=utf8mb4", *options]
        return run(argv + ([db] if db else []), stdin=sql)


_SYSTEM = "('mysql', 'sys', 'information_schema', 'performance_schema')"


class MariaDB(Engine):
    """The machine's own, or the one unpacked below `root`. A script may make databases and users, and name them: BEFORE and
    AFTER stand on servers of their own, and all that a case made goes with its database."""

    dialect = "mariadb"

    def __init__(self, root=None):
        self.root = root if root and os.path.isdir(f"{root}/usr") else None
        self.count, self.made = 0, set()
        self.servers = [Server(self)]
        self.version = self.servers[0].version

    def alive(self):
        return all(s.process.poll() is None for s in self.servers)

    def close(self):
        for server in self.servers:
            server.close()

    def _program(self, name):
        if self.root:
            return next(p for p in (f"{self.root}/usr/bin/{name}", f"{self.root}/usr/sbin/{name}") if os.path.exists(p))
        return shutil.which(name) or f"/usr/sbin/{name}"

    def initialise(self, data, user):
        more = []
        if self.root:  # its script believes in paths that are not there
            more = [f"--basedir={self.root}/usr", f"--lc-messages-dir={self.root}/usr/share/mysql"]
        return [self._program("mariadb-install-db"), "--no-defaults", *more, f"--datadir={data}", f"--user={user}",
                "--auth-root-authentication-method=normal", "--skip-test-db", "--cross-bootstrap"]

    def server(self):
        argv = [self._program("mariadbd"), "--no-defaults"]
        if self.root:
            argv += [f"--basedir={self.root}/usr", f"--lc-messages-dir={self.root}/usr/share/mysql",
                     f"--plugin-dir={self.root}/usr/lib/mysql/plugin"]
        return argv

    def client_argv(self):
        return [self._program("mariadb"), "--no-defaults"]

    def _client(self, db, sql, *options):
        return self._of(db).client(db, sql, *options)

    def _of(self, db):
        return self.servers[int(db[1])]

    def create(self, side=0):
        if side == len(self.servers):
            self.servers.append(Server(self))
        self.count += 1
        name = f"t{side}_{self.count}"
        self.made.add(name)
        self.servers[side].client("", f"CREATE DATABASE {name};")
        return name

    def others(self, db):
        """Databases that the case's script has made beside the one that it was given."""
        found = self._client(db, "SELECT schema_name FROM information_schema.schemata WHERE schema_name <> DATABASE() "
                                 f"AND schema_name NOT IN {_SYSTEM} ORDER BY 1;")
        return [n for n in found.split("\n") if n and n not in self.made]

    def drop(self, db):
        script = [f"DROP DATABASE `{n}`;" for n in [*self.others(db), db]]
        users = self._client(db, "SELECT CONCAT('DROP USER ', QUOTE(user), '@', QUOTE(host), ';') FROM mysql.user WHERE user NOT IN "
                                 "('root', 'mysql') AND user NOT LIKE 'mysql.%' AND user NOT LIKE 'mariadb.%';")
        users += self._client(db, "SELECT CONCAT('DROP SERVER `', server_name, '`;') FROM mysql.servers;")
        self.made.discard(db)
        self._of(db).client("", "SET foreign_key_checks=0;\n" + "\n".join(script) + "\n" + users, "--force")

    def run(self, db, sql):
        return self._client(db, sql)

    def attempt(self, db, sql):
        try:
            self._client(db, sql, "--force")
        except EngineError:
            pass  # its status tells that a statement was refused

    def query(self, db, sql):
        return self._client(db, sql).strip()

    def _dump_argv(self):
        return [self._program("mariadb-dump"), "--no-defaults"]

    def dump(self, db):
        return run(self._dump_of(db))

    def dump_whole(self, db):
        text, others = self.dump(db).replace(f"`{db}`.", ""), self.others(db)
        if others:
            text += run([x for x in self._dump_of(db) if x not in (db, "--compact")] + ["--databases", *others])
        return text

    def dump_half_run(self, db):
        """A rename breaks views until the plan says them anew: the server calls them invalid (1356), and its dump, when it is
        forced to go on, says them in a comment."""
        text = run(self._dump_of(db, "--force", "--skip-lock-tables"), forgives="(1356)")
        others = self.others(db)
        if others:
            argv = [x for x in self._dump_of(db, "--force", "--skip-lock-tables") if x not in (db, "--compact")]
            text = text.replace(f"`{db}`.", "") + run([*argv, "--databases", *others], forgives="(1356)")
        return re.sub(r"(?m)^-- failed on view `.*?`: (CREATE .*)$", r"\1;", text)

    def _dump_of(self, db, *more, server=None):
        return [*self._dump_argv(), f"--socket={(server or self._of(db)).socket}", "-uroot", "--no-data", "--routines",
                "--events", "--triggers", "--skip-comments", "--skip-dump-date", "--compact", *more, db]

    def catalogue(self, db):
        """The dump's statements; what two spellings of one thing are told by is taken out of them: see fold_table."""
        text = self.dump(db).replace(f"`{db}`.", "")
        for other in self.others(db):
            text += f"\nCREATE DATABASE {other};\n" + re.sub(r"^CREATE TABLE `", f"CREATE TABLE `{other}.",
                                                                run(self._dump_of(other, server=self._of(db))).replace(f"`{other}`.", ""), flags=re.M)
        text = re.sub(r"^(/\*!\d+ SET.*|SET (?:@saved|character_set|NAMES).*|/\*M!999999.*)$|AUTO_INCREMENT=\d+ ", "", text, flags=re.M)
        out = []
        for chunk in re.split(r"\n(?=CREATE |/\*!50001|DELIMITER)", text):
            chunk = chunk.strip()
            if "_migra_saved_" not in chunk and chunk:
                out.append(fold_table(sort_body(chunk)) if chunk.startswith("CREATE TABLE") else chunk)
        return sorted(fold_program(chunk) for chunk in out) + self._firing(db)

    def _firing(self, db):
        """Triggers of one table and moment, in the order in which they fire: a dump tells it by the order of its statements."""
        rows = self.query(db, "SELECT event_object_table, action_timing, event_manipulation, GROUP_CONCAT(trigger_name ORDER BY action_order) "
                              "FROM information_schema.triggers WHERE trigger_schema = DATABASE() GROUP BY 1, 2, 3 HAVING COUNT(*) > 1 ORDER BY 1, 2, 3")
        return ["FIRING " + row for row in rows.splitlines()]


_COMMENT = r"--[ \t][^\n]*\n\s*|#[^\n]*\n\s*|/\*[^!].*?\*/\s*"


def fold_program(text):
    """A trigger's head as it was written, up to its body, comments before that too; the second in which an event without STARTS
    was made, which is its start; the character set that a literal has of itself."""
    text = re.sub(r"\bTRIGGER\b(.*?)\bFOR\s+EACH\s+ROW\s+(?:" + _COMMENT + ")*", _fold_trigger, text, count=1, flags=re.S | re.I)
    if " EVENT " in text:
        text = re.sub(r" STARTS '([-0-9]+ [0-9:]+)'", _fold_start, text)
    return text.replace("_utf8mb4'", "'")


def _fold_trigger(found):
    head = re.sub(r"\w+\.(?=\w)", "", " ".join(found[1].replace("`", "").split()))
    words = {"before", "after", "insert", "update", "delete", "on"}
    return "TRIGGER " + " ".join(w.upper() if w.lower() in words else w for w in head.split()) + " FOR EACH ROW "


def _fold_start(found):
    age = datetime.datetime.now(datetime.timezone.utc).replace(tzinfo=None) - datetime.datetime.fromisoformat(found[1])
    return " STARTS now" if abs(age) < datetime.timedelta(hours=1) else found[0]


_COLLATIONS = {"utf8mb4": ("utf8mb4_0900_ai_ci", "utf8mb4_general_ci", "utf8mb4_uca1400_ai_ci"), "latin1": ("latin1_swedish_ci",)}


def fold_table(text):
    """MySQL remembers whether a column's character set was written when it is the table's, and whether BTREE was. The
    names of columns have no case."""
    lines = text.split("\n")
    tail = next((l for l in lines if l.startswith(")")), "")
    charset = re.search(r"DEFAULT CHARSET=(\w+)", tail)
    collation = re.search(r" COLLATE=(\w+)", tail)
    charset = charset[1] if charset else ""
    collations = [collation[1]] if collation else _COLLATIONS.get(charset, (f"{charset}_general_ci",))
    same = "|".join(f" CHARACTER SET {charset} COLLATE {k}| COLLATE {k}" for k in collations)
    folded = []
    for i, line in enumerate(lines):
        if i and not line.startswith(")"):
            if line.startswith("`"):
                line = re.sub(rf"^(`(?:[^`]|``)*` \S+(?: unsigned| zerofill|\([^)]*\))*)(?:{same})(?= |$)", r"\1", line)
                line = re.sub(r"^`(?:[^`]|``)*`", lambda m: m[0].lower(), line)
            elif re.match(r"(PRIMARY |UNIQUE |FULLTEXT |SPATIAL )?KEY|CONSTRAINT .* FOREIGN KEY", line):
                line = re.sub(r"\(`.*?`[^)]*\)", lambda m: m[0].lower(), line)
                line = line.replace(" USING BTREE", "")
        folded.append(line)
    ends = [i for i, l in enumerate(folded) if l.startswith(")")]
    return "\n".join(folded[:1] + sorted(folded[1:ends[0]]) + folded[ends[0]:]) if ends else "\n".join(folded)


class MySQL(MariaDB):
    """MySQL itself, from where tools/engines.sh unpacked it."""

    dialect = "mysql"

    def initialise(self, data, user):
        return [*self.server(), "--initialize-insecure", f"--datadir={data}", f"--user={user}"]

    def server(self):
        return [self._program("mysqld"), "--no-defaults", f"--basedir={self.root}/usr", "--mysqlx=OFF", "--secure-file-priv=",
                f"--lc-messages-dir={self.root}/usr/share/mysql", "--innodb-redo-log-capacity=64M",
                f"--character-sets-dir={self.root}/usr/share/mysql/charsets",
                *[f"--plugin-dir={p}" for p in glob.glob(f"{self.root}/usr/lib/mysql/plugin")[:1]]]

    def client_argv(self):
        return [self._program("mysql"), "--no-defaults"]

    def _dump_argv(self):
        return [self._program("mysqldump"), "--no-defaults", "--set-gtid-purged=OFF", "--no-tablespaces",
                "--skip-column-statistics"]
