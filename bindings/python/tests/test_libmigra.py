"""The package as its users see it; the library's own behaviour has its own tests."""

import gc
import os
import sqlite3
import subprocess
import sys
import threading
import time
import traceback
import unittest

import libmigra
from libmigra import Severity, Strategy, live
from libmigra.rules import _registered

BEFORE = "CREATE TABLE t (id int PRIMARY KEY, a text);"
AFTER = "CREATE TABLE t (id int PRIMARY KEY, a text, b int);"


class Values(unittest.TestCase):
    def setUp(self):
        self.context = libmigra.Context()
        self.addCleanup(self.context.close)

    def pair(self, before=BEFORE, after=AFTER, dialect="postgres"):
        return (self.context.parse(before, dialect=dialect, source_name="before.sql"),
                self.context.parse(after, dialect=dialect, source_name="after.sql"))

    def test_report(self):
        before, after = self.pair(after="CREATE TABLE t (id int PRIMARY KEY);")
        with before.analyze(after) as report:
            self.assertEqual([c.type for c in report.changes], ["drop_column"])
            self.assertEqual(report.changes[0].data_loss, libmigra.DataLoss.CERTAIN)
            finding = report.findings[0]
            self.assertEqual((finding.rule, finding.severity, finding.change), ("data-loss/drop-column", Severity.CRITICAL, "c1"))
            self.assertEqual((finding.location.source, finding.location.line), ("before.sql", 1))
            self.assertFalse(report.safe)
            self.assertGreater(report.score, 50)
            self.assertEqual(report.plan.verified, libmigra.Verified.REPLAYED)
            self.assertIn("DROP COLUMN", report.plan.sql())
            self.assertEqual(report.plan.rollback.data_recovery[0].object, "public.t.a")
            self.assertEqual(report.document["format"], "migra.report/1")
            self.assertIn("Findings", report.render())
            plan = report.plan
        with self.assertRaises(libmigra.MisuseError):
            plan.render("sql")  # its report is closed
        with self.assertRaises(libmigra.MisuseError):
            report.score

    def test_results_outlive_what_they_were_made_of(self):
        before, after = self.pair()
        diff = before.diff(after)
        before.close()
        after.close()
        self.context.close()
        plan = diff.plan(libmigra.PlanOptions(strategy=Strategy.FAST))
        diff.close()
        self.assertEqual([s.op for s in plan.steps], ["add_column"])
        with self.assertRaises(libmigra.MisuseError):
            before.dump()

    def test_schema(self):
        schema, _ = self.pair(BEFORE + "CREATE INDEX i ON t (a);")
        table = next(o for o in schema.objects if o.kind == "table")
        self.assertEqual([c.name for c in table.children if c.kind == "column"], ["id", "a"])
        self.assertEqual(next(table.children).attribute("data_type"), "integer")
        self.assertIsNone(next(table.children).attribute("default_value"))
        self.assertEqual(next(table.children).parent.name, "t")
        self.assertEqual((schema.dialect, schema.table_count, schema.source_name), ("postgres", 1, "before.sql"))
        self.assertTrue(schema.equal(self.context.parse(schema.dump(), dialect="postgres")))
        self.assertIn("column", schema.difference(self.pair()[1]) + "column")
        with self.assertRaises(libmigra.UnknownNameError):
            table.attribute("colour")

    def test_diagnostics_are_no_exceptions(self):
        schema = self.context.parse("CREATE TABLE t (a int;\nCREATE TABLE u (b int);", dialect="postgres")
        self.assertEqual([d.code for d in schema.diagnostics], ["syntax"])
        self.assertEqual([s.understood.name for s in schema.statements], ["NO", "FULL"])
        self.assertIn("^", schema.diagnostics_text())

    def test_folder_of_migrations(self):
        schema = self.context.read([("1.sql", BEFORE), ("2.sql", "ALTER TABLE t ADD b int;")], dialect="mysql")
        self.assertTrue(schema.equal(self.context.parse(AFTER, dialect="mysql")))
        base, result = self.context.read_migrations([("2.sql", "ALTER TABLE t ADD b int;")], dialect="postgres")
        self.assertEqual([c.type for c in base.diff(result)], ["add_column"])

    def test_options(self):
        before, after = self.pair(after="CREATE TABLE t (id int PRIMARY KEY, c text);")
        renamed = before.diff(after, libmigra.DiffOptions(declared={"t.a": "c"}))
        self.assertEqual([c.type for c in renamed], ["rename_column"])
        never = before.diff(after, libmigra.DiffOptions(renames=libmigra.Renames.NEVER))
        self.assertEqual(sorted(c.type for c in never), ["add_column", "drop_column"])
        report = before.analyze(after, diff=libmigra.DiffOptions(renames=libmigra.Renames.NEVER), without_plan=True,
                                settings={"data-loss": libmigra.RuleSwitch.OFF, "compat": Severity.CRITICAL})
        self.assertIsNone(report.plan)
        self.assertFalse([f for f in report.findings if f.rule.startswith("data-loss/")])

    def test_errors(self):
        for kind, call in [
            (libmigra.UnknownNameError, lambda: self.context.parse("", dialect="oracle")),
            (libmigra.UnknownNameError, lambda: self.context.rules("no/such")),
            (libmigra.MismatchError, lambda: self.pair()[0].diff(self.pair(dialect="mysql")[1])),
            (libmigra.MisuseError, lambda: self.context.parse("", dialect="post\0gres")),
            (libmigra.LimitError, lambda: libmigra.Context(max_bytes=10).parse("CREATE TABLE t (a int);")),
            (libmigra.UnknownNameError, lambda: self.pair()[0].diff(self.pair()[1]).render("pdf")),
        ]:
            with self.subTest(kind=kind.__name__):
                with self.assertRaises(kind) as caught:
                    call()
                self.assertTrue(caught.exception.message)
        self.assertTrue(issubclass(libmigra.MisuseError, ValueError) and issubclass(libmigra.NoMemoryError, MemoryError))

    def test_names(self):
        self.assertTrue(libmigra.feature("format:sarif"))
        self.assertFalse(libmigra.feature("format:pdf"))
        self.assertEqual(libmigra.guess_dialect("CREATE TABLE t (a int AUTO_INCREMENT PRIMARY KEY) ENGINE=InnoDB;")[0], "mysql")
        self.assertGreater(len(self.context.rules()), 50)


class Rules(unittest.TestCase):
    def analyze(self, context, **more):
        return context.parse(BEFORE, dialect="postgres").analyze(context.parse(AFTER, dialect="postgres"), **more)

    def test_emits(self):
        with libmigra.Context() as context:
            @context.rule("team/no-columns", title="No new columns", severity=Severity.CRITICAL, why="because")
            def no_columns(view):
                for change in view.changes:
                    view.emit("a column is added", change, blocking=True, suggestion="ask", probe_sql="SELECT 1")
                self.assertEqual((view.before.table_count, view.plan.name), (1, "add_column_t_b"))
                self.assertIn("b integer", view.after.dump())

            found = [f for f in self.analyze(context).findings if f.rule == "team/no-columns"]
            self.assertEqual([(f.severity, f.blocking, f.change, f.suggestion, f.probe_sql) for f in found],
                             [(Severity.CRITICAL, True, "c1", "ask", "SELECT 1")])
            self.assertEqual(context.rules()[-1].id, "team/no-columns")

    def test_exceptions_come_back_unharmed(self):
        class Mine(Exception):
            pass

        thrown = Mine("as it was")
        with libmigra.Context() as context:
            @context.rule("team/raises", title="Raises")
            def raises(view):
                raise thrown

            try:
                self.analyze(context)
                self.fail("nothing was raised")
            except Mine as e:
                self.assertIs(e, thrown)
                self.assertEqual(traceback.extract_tb(e.__traceback__)[-1].name, "raises")
            with self.assertRaises(Mine):
                self.analyze(context)  # the context works again

    def test_pass_and_late_use(self):
        kept = []
        with libmigra.Context() as context:
            @context.rule("team/passes", title="Passes")
            def passes(view):
                kept.append((view, view.changes, view.after))
                return libmigra.PASS

            self.analyze(context)
            for late in (lambda: kept[0][0].changes, lambda: kept[0][1].render(), lambda: kept[0][2].dump(),
                         lambda: kept[0][0].emit("late")):
                with self.assertRaises(libmigra.MisuseError):
                    late()

    def test_no_analysis_within_a_rule(self):
        with libmigra.Context() as context:
            @context.rule("team/nested", title="Nested")
            def nested(view):
                self.analyze(context)

            with self.assertRaises(libmigra.MisuseError):
                self.analyze(context)

    def test_bad_definitions_are_given_up(self):
        before = len(_registered)
        with libmigra.Context() as context:
            for id in ("Loud/Name", "data-loss/drop-column"):
                with self.assertRaises(libmigra.MisuseError):
                    context.rule(id, title="x")(lambda view: None)
            self.assertEqual(len(_registered), before)
            context.rule("team/fine", title="x")(lambda view: None)
            self.assertEqual(len(_registered), before + 1)
        gc.collect()
        self.assertEqual(len(_registered), before)


class Threads(unittest.TestCase):
    def test_threads_share_a_schema(self):
        problems = []
        with libmigra.Context() as context:
            before, after = context.parse(BEFORE, dialect="postgres"), context.parse(AFTER, dialect="postgres")
            expected = before.analyze(after).to_json()

            def work():
                try:
                    for _ in range(20):
                        if before.analyze(after).to_json() != expected:
                            problems.append("another document")
                except BaseException as e:
                    problems.append(repr(e))

            threads = [threading.Thread(target=work) for _ in range(8)]
            for t in threads:
                t.start()
            for t in threads:
                t.join()
        self.assertEqual(problems, [])

    def test_the_interpreter_goes_on_meanwhile(self):
        """While one thread is in the library, another one runs Python: it sees the clock in the middle of the call."""
        columns = ", ".join(f"c{i} int" for i in range(300))
        sql = "".join(f"CREATE TABLE t{i} ({columns});" for i in range(60))
        ticks, done = [], threading.Event()

        def tick():
            while not done.wait(0.001):
                ticks.append(time.monotonic())

        thread = threading.Thread(target=tick)
        thread.start()
        seen = 0
        with libmigra.Context() as context:
            for _ in range(10):
                start = time.monotonic()
                context.parse(sql, dialect="postgres")
                took = time.monotonic() - start
                seen += any(start + took * 0.3 < t < start + took * 0.7 for t in ticks)
        done.set()
        thread.join()
        self.assertGreater(seen, 0)


class Settled(unittest.TestCase):
    BEFORE = "CREATE TABLE t (a text, d interval DEFAULT '1.5 days', CHECK (length(far(a)::text) > 2));"
    AFTER = "CREATE TABLE t (a text, d interval DEFAULT '1 day 12:00:00', CHECK (length(far(a)) > 2));"

    class Engine:
        """A DB-API connection that answers as it is told."""

        def __init__(self, answer, refuse="nothing"):
            self.answer, self.refuse, self.asked = answer, refuse, []

        def cursor(self):
            return self

        def execute(self, sql):
            self.asked.append(sql)
            if self.refuse in sql:
                raise sqlite3.OperationalError("it is on fire")
            self.description = sql.startswith("SELECT") or None

        def fetchall(self):
            return [(self.answer,)]

        def close(self):
            pass

    def setUp(self):
        self.context = libmigra.Context()
        self.addCleanup(self.context.close)
        self.before, self.after = (self.context.parse(sql, dialect="postgres") for sql in (self.BEFORE, self.AFTER))
        self.changes = self.before.diff(self.after)

    def settled(self, *told):
        engine = self.Engine(*told)
        again = live.settle(self.changes, engine).diff(self.after)
        return len(again), again.undecided_count, engine.asked[-1]

    def test_answers(self):
        self.assertEqual([c.undecided is not None for c in self.changes], [True] * 3)
        self.assertEqual(self.settled(True), (0, 0, "ROLLBACK"))
        self.assertEqual(self.settled(False), (3, 0, "ROLLBACK"))
        self.assertEqual(self.settled(None), (3, 3, "ROLLBACK"))
        self.assertEqual(self.settled(True, "VIEW"), (2, 2, "ROLLBACK"))

    def test_nobody_is_there(self):
        for word in ("BEGIN", "ROLLBACK"):
            with self.assertRaises(sqlite3.OperationalError):
                live.settle(self.changes, self.Engine(True, word))

    def test_what_is_decided_is_not_asked(self):
        engine, other = self.Engine(True), self.context.parse("CREATE TABLE t (a text);", dialect="postgres")
        changes = other.diff(self.after)
        self.assertEqual((changes.undecided_count, {c.undecided for c in changes}), (0, {None}))
        self.assertIsNone(live.settle(changes, engine).difference(other))
        self.assertEqual(engine.asked, [])
        with self.assertRaises(libmigra.MisuseError):
            live.settle(other.analyze(self.after).changes, engine)

    def test_outlives(self):
        settle = live.Settle(self.changes)
        self.assertRaises(libmigra.MisuseError, settle.row, True)
        self.changes.close()
        self.before.close()
        self.assertEqual(settle.open_count, 2)
        settled = settle.before()
        settle.close()
        self.assertEqual(len(settled.diff(self.after)), 3)


class Live(unittest.TestCase):
    BEFORE = "CREATE TABLE t (id integer PRIMARY KEY, a text);"
    AFTER = "CREATE TABLE t (id integer PRIMARY KEY, a text NOT NULL DEFAULT '', b int); CREATE INDEX i ON t (a);"

    def setUp(self):
        self.connection = sqlite3.connect(":memory:")
        self.addCleanup(self.connection.close)
        self.connection.executescript(self.BEFORE)
        self.connection.execute("INSERT INTO t VALUES (1, 'x')")
        self.connection.commit()
        self.report = libmigra.analyze(self.BEFORE, self.AFTER, dialect="sqlite", engine_version="3.40",
                                       plan=libmigra.PlanOptions(save_data=False))

    def schema(self):
        return ";\n".join(sql for sql, in self.connection.execute("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL"))

    def test_there_and_back(self):
        plan = self.report.plan
        self.assertEqual(live.run(plan, self.connection), len(plan.steps))
        with libmigra.Context() as context:
            self.assertIsNone(context.parse(self.schema(), dialect="sqlite").difference(context.parse(self.AFTER, dialect="sqlite")))
        self.assertEqual(self.connection.execute("SELECT id, a FROM t").fetchall(), [(1, "x")])
        live.run(plan, self.connection, down=True)
        self.assertEqual([r[1] for r in self.connection.execute("PRAGMA table_info(t)")], ["id", "a"])
        self.assertEqual(self.connection.isolation_level, "")

    def test_refused(self):
        self.connection.execute("INSERT INTO t VALUES (2, NULL)")
        self.connection.commit()
        self.connection.execute("CREATE TABLE _migra_new_t (x)")
        with self.assertRaises(live.RunError) as caught:
            live.run(self.report.plan, self.connection)
        self.assertIsInstance(caught.exception.__cause__, sqlite3.OperationalError)
        self.assertIsNotNone(caught.exception.step)
        self.assertFalse(self.connection.in_transaction)
        self.assertEqual(self.connection.execute("PRAGMA foreign_keys").fetchone()[0], 1)

    def test_async(self):
        import asyncio

        class Cursor:
            def __init__(self, cursor):
                self.cursor = cursor

            async def fetchall(self):
                return self.cursor.fetchall()

            async def close(self):
                self.cursor.close()

        class Connection:
            def __init__(self, connection):
                self.connection = connection

            async def execute(self, sql):
                return Cursor(self.connection.execute(sql))

        self.connection.isolation_level = None
        done = asyncio.run(live.run_async(self.report.plan, Connection(self.connection)))
        self.assertEqual(done, len(self.report.plan.steps))

    def test_manual(self):
        report = libmigra.analyze(BEFORE, "CREATE TABLE t (id int PRIMARY KEY, a varchar(3) NOT NULL);", dialect="postgres")
        asked = []
        with live.Run(report.plan) as run:
            while run.next()[0] < libmigra.live.RunState.DONE:
                state, text = run.next()
                if state == live.RunState.MANUAL:
                    asked.append((run.step.id, text))
                elif state == live.RunState.QUERY:
                    run.row(True)
                run.ok()
        self.assertEqual(len(asked), sum(s.manual is not None for s in report.plan.steps))


class Loading(unittest.TestCase):
    def load(self, library):
        code = "import libmigra"
        return subprocess.run([sys.executable, "-c", code], env=dict(os.environ, MIGRA_LIBRARY=library), text=True, capture_output=True,
                              cwd=os.path.dirname(os.path.abspath(__file__))) # a libmigra.so where we stand would be imported

    def test_missing(self):
        done = self.load("/nowhere/libmigra.so")
        self.assertIn("libmigra was not found", done.stderr)
        self.assertIn("pip install libmigra", done.stderr)

    def test_another_library(self):
        import ctypes.util
        done = self.load(ctypes.util.find_library("c") or "libc.so.6")
        self.assertIn("is not libmigra", done.stderr)

    def test_another_epoch(self):
        import shutil
        import tempfile
        if not shutil.which("cc"):
            self.skipTest("no C compiler")
        with tempfile.TemporaryDirectory() as folder:
            with open(f"{folder}/x.c", "w", encoding="utf-8") as f:
                f.write('unsigned migra_abi_version(void){return 7;} unsigned migra_version_number(void){return 70000;}')
            subprocess.run(["cc", "-shared", "-fPIC", f"{folder}/x.c", "-o", f"{folder}/x.so"], check=True)
            self.assertIn("has ABI epoch 7, this package needs 0", self.load(f"{folder}/x.so").stderr)


if __name__ == "__main__":
    unittest.main()
