"""Counts in PostgreSQL, for several replicas of the bot; asyncpg is imported when a connection is made."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from itertools import count
from typing import TYPE_CHECKING, Any

from bot.counts.engine import Dialect, Sql, Value
from bot.counts.errors import StoreUnavailable

if TYPE_CHECKING:
    import asyncpg

CONNECT_SECONDS = 5.0
STATEMENT_SECONDS = 10.0
# Any number, the same in every version: replicas that start together migrate one after another.
_SCHEMA_LOCK = 7_161_150
# Classes of https://www.postgresql.org/docs/current/errcodes-appendix.html
_KINDS = {
    "25": "read_only",
    "28": "refused",
    "40": "locked",
    "53": "full",
    "55": "locked",
    "57": "stopped",
}


class PostgresEngine:
    """One connection for writing, kept; one for each read."""

    dialect = Dialect(
        tables="SELECT count(*) FROM pg_class WHERE oid = to_regclass('migrations')",
        without_rowid="",
        code="topic !~ '[^a-z0-9_-]'",
        lock_schema=(f"SELECT pg_advisory_xact_lock({_SCHEMA_LOCK})",),
        lock_counts=("LOCK TABLE counts IN SHARE ROW EXCLUSIVE MODE",),
        rewrites_in_place=False,
    )

    def __init__(self, url: str) -> None:
        self._url = url
        self._lock = asyncio.Lock()
        self._connection: asyncpg.Connection | None = None

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[Sql]:
        async with self._lock:
            try:
                if self._connection is None:
                    self._connection = await connect(self._url)
                with our_names():
                    async with self._connection.transaction():
                        yield _Statements(self._connection)
            except BaseException:
                await self._drop()
                raise

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[Sql]:
        connection = await connect(self._url)
        try:
            with our_names():
                async with connection.transaction(isolation="repeatable_read", readonly=True):
                    yield _Statements(connection)
        finally:
            await hang_up(connection)

    @asynccontextmanager
    async def probing(self) -> AsyncIterator[Sql]:
        connection = await connect(self._url)
        try:
            with our_names():
                undone = connection.transaction()
                await undone.start()
                yield _Statements(connection)
                await undone.rollback()
        finally:
            await hang_up(connection)

    async def set_aside(self) -> None:
        """A damaged server is for its administrator: nothing here may move it."""
        await self.close()

    async def close(self) -> None:
        async with self._lock:
            await self._drop()

    async def _drop(self) -> None:
        connection, self._connection = self._connection, None
        if connection is not None:
            await hang_up(connection)


class _Statements:
    def __init__(self, connection: asyncpg.Connection) -> None:
        self._connection = connection

    async def fetch(self, statement: str, *values: Value) -> list[Any]:
        numbers = count(1)
        numbered = "".join(f"${next(numbers)}" if sign == "?" else sign for sign in statement)
        return [tuple(row) for row in await self._connection.fetch(numbered, *values)]


async def connect(url: str) -> asyncpg.Connection:
    import asyncpg

    with our_names():
        return await asyncpg.connect(url, timeout=CONNECT_SECONDS, command_timeout=STATEMENT_SECONDS)


async def hang_up(connection: asyncpg.Connection) -> None:
    with suppress(Exception):
        await connection.close(timeout=CONNECT_SECONDS)


@contextmanager
def our_names() -> Iterator[None]:
    """Turns errors of the database and the network into `StoreUnavailable`, without their texts."""
    import asyncpg

    try:
        yield
    except asyncpg.PostgresError as error:
        raise StoreUnavailable(_KINDS.get((error.sqlstate or "")[:2], "failed")) from None
    except (asyncpg.InterfaceError, OSError, TimeoutError, ValueError):
        raise StoreUnavailable("cannot_reach") from None
