"""Runs the plan between two schemas on a real server, with one driver of Python.

    run_plan.py DRIVER SERVER DATABASE DIALECT VERSION BEFORE.sql AFTER.sql up|down|settle

SERVER is the folder or the socket that the server listens on. What became of it is the line that is printed."""

import asyncio
import importlib
import sys

import libmigra
from libmigra import live

driver, server, database, dialect, version, before, after, direction = sys.argv[1:9]
ASYNC = {"psycopg-async", "asyncpg", "aiosqlite"}


def connect():
    if driver == "sqlite3":
        return importlib.import_module("sqlite3").connect(database)
    module = importlib.import_module(driver)
    if driver == "pymysql":
        return module.connect(unix_socket=server, user="root", database=database, charset="utf8mb4")
    if driver == "mysql.connector":
        return module.connect(unix_socket=server, user="root", database=database, charset="utf8mb4")
    if driver == "pg8000.dbapi":
        return module.connect(unix_sock=f"{server}/.s.PGSQL.5432", user="postgres", database=database)
    return module.connect(host=server, user="postgres", dbname=database)


async def connect_async():
    if driver == "aiosqlite":
        return await importlib.import_module("aiosqlite").connect(database)
    if driver == "asyncpg":
        return await importlib.import_module("asyncpg").connect(host=server, user="postgres", database=database)
    psycopg = importlib.import_module("psycopg")
    return await psycopg.AsyncConnection.connect(host=server, user="postgres", dbname=database)


def mode(connection):
    """How the connection commits: what the run changes of that, it changes back."""
    if driver == "aiosqlite":
        return None  # its thread alone may look
    for name in ("isolation_level", "get_autocommit", "autocommit"):
        value = getattr(connection, name, None)
        if value is not None:
            return value() if callable(value) else value
    return None


async def with_async(job, what, **named):
    connection = await connect_async()
    found = mode(connection)
    try:
        return await job(what, connection, **named)
    finally:
        assert mode(connection) == found, "the connection commits in another way than before"
        await connection.close()


def on_connection(job, job_async, what, **named):
    if driver in ASYNC:
        return asyncio.run(with_async(job_async, what, **named))
    connection = connect()
    found = mode(connection)
    try:
        return job(what, connection, **named)
    finally:
        assert mode(connection) == found, "the connection commits in another way than before"
        connection.close()


def read(path):
    with open(path, encoding="utf-8") as f:
        return f.read()


def run():
    plan = libmigra.analyze(read(before), read(after), dialect=dialect, engine_version=version).plan
    try:
        print("done:", on_connection(live.run, live.run_async, plan, down=direction == "down"))
    except live.RunError as e:
        print(f"stopped at {e.step.id if e.step else 'no step'} after {e.steps_done}: {type(e.__cause__).__name__}: {e}")


def settle():
    with libmigra.Context() as context:
        old, new = (context.parse(read(path), dialect=dialect, engine_version=version) for path in (before, after))
        offline = old.diff(new)
        asked = on_connection(live.settle, live.settle_async, offline).diff(new)
        print(f"{offline.undecided_count} of {len(offline)} undecided; {asked.undecided_count} of {len(asked)} once asked")


settle() if direction == "settle" else run()
