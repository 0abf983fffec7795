"""Runs a plan on a connection of yours, and asks it what only an engine knows.

The library decides what comes next, in which transaction, and whether a step has been done; this module carries SQL and answers
between it and the connection, which is any of DB-API 2 (sqlite3, psycopg, PyMySQL …) or asyncio (asyncpg, aiosqlite, psycopg's):

    done = libmigra.live.run(plan, connection)
    done = await libmigra.live.run_async(plan, connection)

What offline knowledge cannot settle (`Change.undecided`) is asked of a database in the same way: `settle`, `settle_async`.

Reading a schema from a live database waits for introspection in the library: until then, hand it the output of pg_dump,
mysqldump or sqlite3's .schema."""

import contextlib
import inspect
from dataclasses import dataclass
from typing import Any, AsyncIterator, Callable, Dict, Iterator, List, Optional, Sequence, Tuple

from ._core import Handle, counted, optional
from ._decl import RunState
from ._load import ffi, lib
from .errors import BY_STATUS, MigraError, MisuseError
from .report import Diff, Plan
from .schema import Schema
from .values import Step


class RunError(MigraError):
    """The run stopped. `step` is where, `steps_done` how many are done for good; the driver's exception, if any, is the cause."""

    def __init__(self, message: str, step: Optional[Step], steps_done: int) -> None:
        super().__init__(message)
        self.step = step
        self.steps_done = steps_done


@dataclass(frozen=True)
class Manual:
    """What a person has to do before the run can go on."""

    step: Optional[Step]
    text: str


class _HandedOut(Handle):
    """Hands out SQL, and takes what became of it."""

    _c_next: Any
    _c_row: Any
    _c_ok: Any

    def next(self) -> Tuple[RunState, str]:
        """What to do now, the same until it is answered: SQL, what a person has to do, or why it stopped."""
        text = ffi.new("migra_string*")
        with self._core:
            state = type(self)._c_next(self._open(), text)
            return RunState(state), counted(text) or ""

    def _check(self, status: int) -> None:
        if status:
            raise BY_STATUS.get(status, MigraError)(f"the {type(self).__name__.lower()} has not asked for this")

    def row(self, value: Any) -> None:
        """The first column of a row of the answer to a query."""
        raw = b"" if value is None else str(value).encode()
        with self._core:
            self._check(type(self)._c_row(self._open(), ffi.NULL if value is None else ffi.from_buffer(raw), len(raw)))

    def ok(self) -> None:
        """It was done."""
        with self._core:
            self._check(type(self)._c_ok(self._open()))


class Run(_HandedOut):
    """A plan handed out statement by statement; for hosts whose connection is neither of the two kinds."""

    _c_next, _c_row, _c_ok = lib.migra_run_next, lib.migra_run_row, lib.migra_run_ok

    def __init__(self, plan: Plan, *, down: bool = False, phase: Optional[str] = None, first_step: int = 0,
                 skip_checks: bool = False) -> None:
        keep: List[Any] = []
        o = ffi.new("migra_run_options*")
        lib.migra_run_options_init(o, ffi.sizeof(o[0]))
        o.down, o.phase, o.first_step, o.skip_checks = down, optional(phase, keep), first_step, skip_checks
        steps = plan.rollback.steps if down else plan.steps
        self._steps: Dict[str, Step] = {step.id: step for step in steps}
        with plan._core as core:
            super().__init__(core, core.made("migra_run", lib.migra_run_new, plan._open(), o), lib.migra_run_free)

    @property
    def step(self) -> Optional[Step]:
        """The step that is being run, or at which it stopped; None for what belongs to none."""
        with self._core:
            return self._steps.get(f"s{lib.migra_run_step(self._open())}")

    @property
    def steps_done(self) -> int:
        with self._core:
            return int(lib.migra_run_steps_done(self._open()))

    def refused(self, message: str) -> None:
        """The engine refused."""
        raw = ffi.new("char[]", message.encode(errors="replace"))
        with self._core:
            self._check(lib.migra_run_refused(self._open(), raw))


class Settle(_HandedOut):
    """Questions about what is undecided, for a database that holds BEFORE; each is a transaction that is rolled back."""

    _c_next, _c_row, _c_ok = lib.migra_settle_next, lib.migra_settle_row, lib.migra_settle_ok

    def __init__(self, changes: Diff) -> None:
        if not isinstance(changes, Diff):
            raise MisuseError("changes that belong to a report or a rule are not settled: those of Schema.diff() are")
        with changes._core as core:
            super().__init__(core, core.made("migra_settle", lib.migra_settle_new, changes._open()), lib.migra_settle_free)

    def refused(self) -> None:
        """The engine refused: what was asked stays undecided. The next question follows; none, when a transaction cannot be begun or ended."""
        with self._core:
            self._check(lib.migra_settle_refused(self._open()))

    @property
    def open_count(self) -> int:
        """How many are still undecided: refused, not asked yet, or not to be asked."""
        with self._core:
            return int(lib.migra_settle_open_count(self._open()))

    def before(self) -> Schema:
        """BEFORE in AFTER's words wherever the engine holds both for the same: to be compared with AFTER once more."""
        with self._core as core:
            return Schema(core, core.made("migra_schema", lib.migra_settle_before, self._open()))


@contextlib.contextmanager
def _each_statement_for_itself(connection: Any) -> Iterator[None]:
    """The run says BEGIN and COMMIT itself, so the driver must not: what its connections call that."""
    if hasattr(connection, "isolation_level") and hasattr(connection, "executescript"):  # sqlite3
        name, before, wanted = "isolation_level", connection.isolation_level, None
    elif isinstance(getattr(connection, "autocommit", None), bool):  # psycopg, psycopg2, mariadb
        name, before, wanted = "autocommit", connection.autocommit, True
    elif callable(getattr(connection, "get_autocommit", None)):  # PyMySQL
        before = connection.get_autocommit()
        connection.autocommit(True)
        try:
            yield
        finally:
            connection.autocommit(before)
        return
    else:
        yield
        return
    if before != wanted:
        setattr(connection, name, wanted)
    try:
        yield
    finally:
        if before != wanted:
            setattr(connection, name, before)


#: Asked when a person has something to do; returns once it is done, or raises.
OnManual = Callable[[Manual], object]


def _refuse_manual(manual: Manual) -> None:
    raise MigraError(f"a person has to do this: {manual.text}")


def _end(run: Run, cause: Optional[BaseException]) -> int:
    state, why = run.next()
    if state == RunState.DONE:
        return run.steps_done
    raise RunError(why, run.step, run.steps_done) from cause


def _answer(connection: Any, sql: str) -> Sequence[Any]:
    """The rows, also of a statement that nobody asked for any: some drivers refuse the next one while they wait."""
    cursor = connection.cursor()
    try:
        cursor.execute(sql)
        return tuple(cursor.fetchall()) if cursor.description else ()
    finally:
        cursor.close()


def run(plan: Plan, connection: Any, *, down: bool = False, phase: Optional[str] = None, first_step: int = 0,
        skip_checks: bool = False, on_manual: OnManual = _refuse_manual) -> int:
    """Runs a plan, or its way back, on a DB-API 2 connection. Returns the number of steps done; raises RunError."""
    cause: Optional[BaseException] = None
    with Run(plan, down=down, phase=phase, first_step=first_step, skip_checks=skip_checks) as r, \
            _each_statement_for_itself(connection):
        while True:
            state, text = r.next()
            if state >= RunState.DONE:
                return _end(r, cause)
            try:
                if state == RunState.MANUAL:
                    on_manual(Manual(r.step, text))
                else:
                    for row in _answer(connection, text):
                        if state == RunState.QUERY:
                            r.row(row[0])
            except Exception as e:
                cause = cause or e
                r.refused(str(e))
            else:
                r.ok()


@contextlib.asynccontextmanager
async def _each_statement_for_itself_async(connection: Any) -> AsyncIterator[None]:
    """The same on asyncio; asyncpg's connections do so by themselves."""
    if hasattr(connection, "_conn") and hasattr(connection, "executescript"):  # aiosqlite: its thread alone may touch what is beneath
        def swap(wanted: Any) -> Any:
            before = connection._conn.isolation_level
            connection._conn.isolation_level = wanted
            return before
        before = await connection._execute(swap, None)
        try:
            yield
        finally:
            await connection._execute(swap, before)
        return
    if not hasattr(connection, "set_autocommit") or connection.autocommit:
        yield
        return
    await connection.set_autocommit(True)  # psycopg
    try:
        yield
    finally:
        await connection.set_autocommit(False)


async def _execute(connection: Any, sql: str, rows: bool) -> Sequence[Any]:
    if hasattr(connection, "fetchrow"):  # asyncpg
        return (await connection.fetch(sql) if rows else await connection.execute(sql) and ()) or ()
    cursor = await connection.execute(sql)
    try:
        return tuple(await cursor.fetchall()) if rows else ()
    finally:
        await cursor.close()


async def run_async(plan: Plan, connection: Any, *, down: bool = False, phase: Optional[str] = None, first_step: int = 0,
                    skip_checks: bool = False, on_manual: Callable[[Manual], Any] = _refuse_manual) -> int:
    """The same on an asyncio connection: asyncpg, aiosqlite, psycopg's AsyncConnection."""
    with Run(plan, down=down, phase=phase, first_step=first_step, skip_checks=skip_checks) as r:
        async with _each_statement_for_itself_async(connection):
            return await _drive_async(r, connection, on_manual)


async def _drive_async(r: Run, connection: Any, on_manual: Callable[[Manual], Any]) -> int:
    cause: Optional[BaseException] = None
    while True:
        state, text = r.next()
        if state >= RunState.DONE:
            return _end(r, cause)
        try:
            if state == RunState.MANUAL:
                answer = on_manual(Manual(r.step, text))
                if inspect.isawaitable(answer):
                    await answer
            else:
                for row in await _execute(connection, text, state == RunState.QUERY):
                    r.row(row[0])
        except Exception as e:
            cause = cause or e
            r.refused(str(e))
        else:
            r.ok()


def _not_answered(s: Settle) -> bool:
    """What the engine refuses stays undecided; True when there is nobody left to ask."""
    s.refused()
    return s.next()[0] == RunState.DONE


def settle(changes: Diff, connection: Any) -> Schema:
    """Asks a DB-API 2 connection, to a database that holds BEFORE, what offline knowledge cannot settle.

    Returns BEFORE in AFTER's words wherever the engine holds both for the same: compare that with AFTER. The database stays as
    it is. What it refuses to answer stays undecided; the driver's exception comes out when the connection itself is lost."""
    with Settle(changes) as s, _each_statement_for_itself(connection):
        while True:
            state, text = s.next()
            if state == RunState.DONE:
                return s.before()
            try:
                for row in _answer(connection, text):
                    if state == RunState.QUERY:
                        s.row(row[0])
            except Exception:
                if _not_answered(s):
                    raise
            else:
                s.ok()


async def settle_async(changes: Diff, connection: Any) -> Schema:
    """The same on an asyncio connection: asyncpg, psycopg's AsyncConnection."""
    with Settle(changes) as s:
        async with _each_statement_for_itself_async(connection):
            while True:
                state, text = s.next()
                if state == RunState.DONE:
                    return s.before()
                try:
                    for row in await _execute(connection, text, state == RunState.QUERY):
                        s.row(row[0])
                except Exception:
                    if _not_answered(s):
                        raise
                else:
                    s.ok()
