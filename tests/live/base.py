"""What the engines of the live tests share."""

import os
import pwd
import re
import subprocess
import tempfile


class EngineError(Exception):
    """The engine refused a script. The text is the engine's own message."""


def run(argv, stdin=None, env=None, user=None, timeout=120, forgives=None):
    """What it printed. `forgives`: a complaint that is no failure, when there are no others."""
    demote = None
    if user and os.getuid() == 0:
        entry = pwd.getpwnam(user)

        def demote():
            os.setgid(entry.pw_gid)
            os.setuid(entry.pw_uid)

    done = subprocess.run(argv, input=stdin, capture_output=True, text=True, env=env,
                          preexec_fn=demote, timeout=timeout)
    if done.returncode != 0 and not (forgives and done.stderr and all(forgives in line for line in done.stderr.strip().split("\n"))):
        raise EngineError((done.stderr or done.stdout).strip())
    return done.stdout


def temp_dir(user):
    path = tempfile.mkdtemp(prefix="migra-live-")
    if os.getuid() == 0:
        entry = pwd.getpwnam(user)
        os.chown(path, entry.pw_uid, entry.pw_gid)
    return path


class Engine:
    """A database is made fresh for each use: create(), run scripts in it, catalogue() it, drop()."""

    dialect = None
    version = None

    def attempt(self, db, sql):
        """Runs statements one by one; those that the engine refuses are passed over."""
        raise NotImplementedError

    def alive(self):
        return True

    def close(self):
        pass

    def load(self, db, sql):
        return self.run(db, sql)

    def dump_whole(self, db):
        """The dump of all that a script made, databases of its own among it."""
        return self.dump(db)

    def dump_half_run(self, db):
        """The dump of a database in which a plan has stopped: views may be broken there until the plan goes on."""
        return self.dump(db)

    def settle(self, db, other, sql):
        """AFTER was loaded into `other`: what stands outside of databases and is no part of a plan is made for `db` too."""

    def __enter__(self):
        return self

    def __exit__(self, *exc):
        self.close()


def sort_body(chunk):
    """Lines of a table's body in order of name: the order of columns is not compared."""
    lines = chunk.split("\n")
    if not re.match(r"CREATE (UNLOGGED |FOREIGN )?TABLE", lines[0]) or len(lines) < 3:
        return chunk
    ends = [i for i, l in enumerate(lines) if l.startswith(")")]
    if not ends:
        return chunk
    body = sorted(l.strip().rstrip(",") for l in lines[1:ends[0]])
    return "\n".join([lines[0]] + body + lines[ends[0]:])
