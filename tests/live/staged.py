"""Plans in stages, walked phase by phase on an engine with writers in between.

A case of tests/live/cases with old.sql and new.sql is walked: expand; rows written by code that knows the old schema and
by code that knows the new one; migrate; both write again; contract. After each round same.sql must be true for the rows that
were written, in the end final.sql for all of them, and the catalogue must be AFTER's. Then the way back from the end of
each phase must lead to BEFORE's catalogue. {n} in these files is the number of the round's first row."""

import collections
import os

import rows

Walk = collections.namedtuple("Walk", "old new same final")


def read_walk(folder):
    """None when the case has no writers."""
    def text(name):
        path = os.path.join(folder, name + ".sql")
        if not os.path.exists(path):
            return ""
        with open(path, encoding="utf-8") as f:
            return f.read()

    walk = Walk(*(text(n) for n in Walk._fields))
    return walk if walk.old or walk.new else None


class Walker:
    def __init__(self, runner, case, engine, walk, outcome):
        self.runner, self.case, self.engine, self.walk, self.outcome = runner, case, engine, walk, outcome

    def phase(self, db, *more):
        script = self.runner.plan(self.case, self.engine, *more)
        self.runner.execute(self.engine, db, script, " ".join(more))
        return script

    def ask(self, db, query, n, what):
        if not query:
            return
        said = self.engine.query(db, query.replace("{n}", str(n)))
        if said not in ("t", "1"):
            raise self.outcome(f"{what}: not so", f"{query}\nsaid {said!r}")

    def write(self, db, n, after):
        for who in ("old", "new"):
            sql = getattr(self.walk, who).replace("{n}", str(n))
            if sql:
                self.runner.execute(self.engine, db, sql, f"{who} code after {after}")
        self.ask(db, self.walk.same, n, f"in step after {after}")

    def start(self):
        db = self.engine.create()
        self.runner.load(self.engine, db, self.case.before, "BEFORE")
        if self.case.rows:
            self.runner.load(self.engine, db, self.case.rows, "the rows")
        return db

    def forward(self, goal):
        db = self.start()
        try:
            self.phase(db, "--phase", "expand")
            self.write(db, 10000, "expand")
            self.phase(db, "--phase", "migrate")
            self.write(db, 20000, "migrate")
            script = self.phase(db, "--phase", "contract")
            self.runner.compare(goal, self.engine.catalogue(db), "the phases do not converge", script)
            self.ask(db, self.walk.final, 10000, "after contract")
            self.ask(db, self.walk.final, 20000, "after contract")
        finally:
            self.engine.drop(db)

    def back(self, phases):
        """From the end of the last of the phases, with rows that old code wrote meanwhile."""
        db = self.start()
        try:
            origin, origin_rows = self.engine.catalogue(db), rows.snapshot(self.engine, db)
            for p in phases:
                self.phase(db, "--phase", p)
            written = phases[-1] != "contract" and self.walk.old
            if written:
                self.runner.execute(self.engine, db, self.walk.old.replace("{n}", "30000"), "old code")
            for p in reversed(phases):
                script = self.phase(db, "--down", "--phase", p)
            self.runner.compare(origin, self.engine.catalogue(db), f"the way back from {phases[-1]} does not converge", script)
            if not written:
                self.runner.compare_rows(self.case, self.engine, origin_rows, rows.snapshot(self.engine, db), script)
        finally:
            self.engine.drop(db)


def goal_of(runner, case, engine):
    db = engine.create()
    try:
        runner.load(engine, db, case.after, "AFTER")
        return engine.catalogue(db)
    finally:
        engine.drop(db)


def walk(runner, case, engine, steps, outcome):
    w = Walker(runner, case, engine, steps, outcome)
    w.forward(goal_of(runner, case, engine))
    for n in range(1, 4):
        w.back(["expand", "migrate", "contract"][:n])
