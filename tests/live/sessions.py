"""psql as a session that stays open: statements in, lines out; and what a statement that runs outside of transactions holds."""

import re
import select
import subprocess
import time

from base import EngineError


class Session:
    """One connection to a database of a Postgres engine."""

    def __init__(self, engine, db):
        cluster = engine.clusters[int(db[1])]
        self.process = subprocess.Popen([f"{engine.clients}/psql", "-X", "-q", "-At", "-F", "|", db], stdin=subprocess.PIPE,
                                        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, env=cluster.env)
        self.count, self.text = 0, b""
        self.pid = self.ask("SELECT pg_backend_pid();")[0]

    def send(self, sql):
        self.count += 1
        self.process.stdin.write(f"{sql}\n;\n\\echo #end {self.count}\n".encode())
        self.process.stdin.flush()

    def done(self, wait=0.0):
        """The answer's lines; None while the statement runs."""
        mark = f"#end {self.count}\n".encode()
        until = time.monotonic() + wait
        while mark not in self.text:
            ready, _, _ = select.select([self.process.stdout], [], [], max(0, until - time.monotonic()))
            if not ready:
                return None
            chunk = self.process.stdout.read1(65536)
            if not chunk:
                raise EngineError("the session ended: " + self.text.decode(errors="replace"))
            self.text += chunk
        answer, self.text = self.text.split(mark, 1)
        lines = [line for line in answer.decode(errors="replace").split("\n") if line]
        bad = [line for line in lines if re.match(r"(psql:.*)?ERROR:", line)]
        if bad:
            raise EngineError(bad[0])
        return lines

    def ask(self, sql):
        self.send(sql)
        lines = self.done(60)
        if lines is None:
            raise EngineError(f"no answer within a minute: {sql[:80]}")
        return lines

    def close(self):
        self.process.stdin.close()
        self.process.wait(10)
        self.process.stdout.close()


_LOCKS = ("SELECT relation, mode FROM pg_locks WHERE pid = {pid} AND locktype = 'relation' AND relation >= 16384;")
_WAITS = "SELECT wait_event_type FROM pg_stat_activity WHERE pid = {pid};"


def held_outside(runner, blocker, watcher, sql, tables, mode="ROW EXCLUSIVE"):
    """Runs `sql` in `runner` while `blocker` holds the tables in `mode`, so that it has to wait where it waits for such. The modes
    that it was seen to hold or wait for: {relation's oid: {mode}}."""
    for table in tables:  # without a table (of a view, a sequence) there is nobody to wait for
        try:
            blocker.ask(f"BEGIN; LOCK TABLE {table} IN {mode} MODE")
        except EngineError:
            blocker.ask("ROLLBACK")
    seen = {}
    runner.send(sql)
    until, blocked, answer = time.monotonic() + 60, True, None
    while answer is None and time.monotonic() < until:
        for line in watcher.ask(_LOCKS.format(pid=runner.pid)):
            oid, mode = line.split("|")
            seen.setdefault(oid, set()).add(mode)
        if blocked and (watcher.ask(_WAITS.format(pid=runner.pid)) == ["Lock"] or time.monotonic() > until - 59.5):
            for line in watcher.ask(_LOCKS.format(pid=runner.pid)):
                oid, mode = line.split("|")
                seen.setdefault(oid, set()).add(mode)
            blocker.ask("ROLLBACK")
            blocked = False
        answer = runner.done(0.002)
    if blocked:
        blocker.ask("ROLLBACK")
    return seen
