"""Counts in one SQLite file that only its owner can read, and from which no order of events can be read."""

from __future__ import annotations

import asyncio
import errno
import logging
import os
import sqlite3
import stat
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Any

import aiosqlite

from bot.counts.engine import Dialect, Sql, Value
from bot.counts.errors import CountsError, StoreCorrupt, StoreUnavailable

log = logging.getLogger("qoldau.counts")

BUSY_SECONDS = 1.0
# A WAL file would give back every event in order (S45); a truncated journal holds nothing between commits.
PRAGMAS = ("journal_mode=TRUNCATE", "secure_delete=ON", "synchronous=FULL", "temp_store=MEMORY")
_KINDS = {
    sqlite3.SQLITE_BUSY: "locked",
    sqlite3.SQLITE_LOCKED: "locked",
    sqlite3.SQLITE_READONLY: "read_only",
    sqlite3.SQLITE_PERM: "read_only",
    sqlite3.SQLITE_FULL: "full",
    sqlite3.SQLITE_CANTOPEN: "cannot_open",
    sqlite3.SQLITE_IOERR: "input_output",
}


def named_error(error: Exception) -> CountsError:
    """Our error for one of SQLite's or of the file system's, without its text, which may hold a path."""
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if isinstance(error, OSError) and error.errno == errno.ELOOP:
        return StoreUnavailable("symbolic_link")
    if code in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
        return StoreCorrupt()
    return StoreUnavailable(_KINDS.get(code, "cannot_open" if isinstance(error, OSError) else "failed"))


class SqliteEngine:
    """One connection for writing, kept; one for each read. A file that vanished is noticed and made anew."""

    dialect = Dialect(
        tables="SELECT count(*) FROM sqlite_master WHERE name = 'migrations'",
        without_rowid="WITHOUT ROWID",
        code="topic NOT GLOB '*[^a-z0-9_-]*'",
        lock_schema=(),
        lock_counts=(),
        rewrites_in_place=True,
    )

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = asyncio.Lock()
        self._connection: aiosqlite.Connection | None = None
        self._inode = 0

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[Sql]:
        async with self._lock:
            try:
                connection = await self._connected()
                await connection.execute_fetchall("BEGIN IMMEDIATE")
                yield _Statements(connection)
                await connection.execute_fetchall("COMMIT")
            except (sqlite3.Error, OSError) as error:
                await self._drop()
                raise named_error(error) from None
            except BaseException:
                await self._drop()
                raise

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[Sql]:
        # Not mode=ro: after a crash the first reader must be able to roll the journal back.
        address = f"{self._path.absolute().as_uri()}?mode=rw"
        try:
            _must_open(self._path)
            async with aiosqlite.connect(address, uri=True, isolation_level=None) as connection:
                await connection.execute_fetchall("BEGIN")
                yield _Statements(connection)
        except (sqlite3.Error, OSError) as error:
            raise named_error(error) from None

    @asynccontextmanager
    async def probing(self) -> AsyncIterator[Sql]:
        address = f"{self._path.absolute().as_uri()}?mode=rw"
        try:
            _must_open(self._path)
            async with aiosqlite.connect(
                address, uri=True, isolation_level=None, timeout=BUSY_SECONDS
            ) as connection:
                for pragma in PRAGMAS:
                    await connection.execute_fetchall(f"PRAGMA {pragma}")
                await connection.execute_fetchall("BEGIN IMMEDIATE")
                yield _Statements(connection)
                await connection.execute_fetchall("ROLLBACK")
        except (sqlite3.Error, OSError) as error:
            raise named_error(error) from None

    async def set_aside(self) -> None:
        await self._drop()
        try:
            n = _set_aside(self._path)
        except OSError as error:
            raise named_error(error) from None
        log.error("database_corrupt_set_aside", extra={"fields": {"n": n}})

    async def close(self) -> None:
        async with self._lock:
            await self._drop()

    async def _connected(self) -> aiosqlite.Connection:
        if self._connection is not None and not _is_file(self._path, self._inode):
            log.error("database_gone", extra={"fields": {}})
            await self._drop()
        if self._connection is None:
            self._inode = _private_file(self._path)
            self._connection = await aiosqlite.connect(
                self._path, isolation_level=None, timeout=BUSY_SECONDS, cached_statements=32
            )
            for pragma in PRAGMAS:
                await self._connection.execute_fetchall(f"PRAGMA {pragma}")
        return self._connection

    async def _drop(self) -> None:
        connection, self._connection = self._connection, None
        if connection is not None:
            with suppress(sqlite3.Error):
                await connection.close()


class _Statements:
    def __init__(self, connection: aiosqlite.Connection) -> None:
        self._connection = connection

    async def fetch(self, statement: str, *values: Value) -> list[Any]:
        return list(await self._connection.execute_fetchall(statement, values))


def _private_file(path: Path) -> int:
    """Make sure the file exists and only its owner can use it; SQLite gives its journal the same mode.

    The mode is changed only of a plain file of ours: never of what a link points to, never of a file of
    somebody else, which is refused while others may read it.
    """
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW, 0o600)
    try:
        found = os.fstat(descriptor)
        if not stat.S_ISREG(found.st_mode):
            raise StoreUnavailable("no_plain_file")
        if found.st_uid == os.geteuid():
            os.fchmod(descriptor, 0o600)
        elif found.st_mode & 0o077:
            raise StoreUnavailable("belongs_to_another_user")
        return found.st_ino
    finally:
        os.close(descriptor)


def _must_open(path: Path) -> None:
    """Raise `OSError` here: after a failed connection aiosqlite leaves its thread to end by itself."""
    os.close(os.open(path, os.O_RDONLY | os.O_CLOEXEC | os.O_NOFOLLOW))


def _is_file(path: Path, inode: int) -> bool:
    try:
        return path.stat().st_ino == inode
    except OSError:
        return False


def _set_aside(path: Path) -> int:
    for n in _numbers():
        aside = path.with_name(f"{path.name}.corrupt-{n}")
        with suppress(FileExistsError):
            os.link(path, aside)
            break
    path.unlink()
    journal = path.with_name(f"{path.name}-journal")
    if journal.exists():
        journal.rename(aside.with_name(f"{aside.name}-journal"))
    return n


def _numbers() -> Iterator[int]:
    n = 0
    while True:
        n += 1
        yield n
