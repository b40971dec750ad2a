"""The bot's own store over SQLite in memory, in this thread: real SQL, and no time passes in it."""

import sqlite3
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

from bot.counts.engine import Sql, Value
from bot.counts.model import Vocabulary
from bot.counts.sqlite import SqliteEngine
from bot.counts.store import SqlStore


class _Statements:
    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    async def fetch(self, statement: str, *values: Value) -> list[Any]:
        return self._connection.execute(statement, values).fetchall()


class InMemory:
    """Implements `bot.counts.engine.Engine`."""

    dialect = SqliteEngine.dialect

    def __init__(self) -> None:
        self._connection = sqlite3.connect(":memory:", isolation_level=None)

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[Sql]:
        self._connection.execute("SAVEPOINT story")
        try:
            yield _Statements(self._connection)
        except BaseException:
            self._connection.execute("ROLLBACK TO story")
            raise
        finally:
            self._connection.execute("RELEASE story")

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[Sql]:
        yield _Statements(self._connection)

    async def set_aside(self) -> None:
        raise AssertionError("a database in memory is never damaged")

    async def close(self) -> None:
        self._connection.close()


def store_in_memory(_: str, now: Callable[[], float], vocabulary: Vocabulary) -> SqlStore:
    """In place of `bot.counts.store.open_store`."""
    return SqlStore(InMemory(), now, vocabulary)
