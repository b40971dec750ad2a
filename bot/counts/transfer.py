"""Counts from one database into another that is new or empty: putting a copy back, moving to PostgreSQL."""

from __future__ import annotations

import os
from collections.abc import Sequence
from contextlib import suppress
from itertools import count
from pathlib import Path

from bot.counts.engine import Sql, Value
from bot.counts.errors import CountsError
from bot.counts.migrations import STEPS
from bot.counts.store import SqlStore, open_store

CHUNK = 500
COUNTS = ("week", "measure", "topic", "language", "n")
BESIDE = {
    "seen": ("update_id", "slot"),
    "digest": ("organiser", "language", "week"),
    "posted": ("slot", "language"),
}


class NotEmpty(CountsError):  # noqa: N818
    """There are counts already where others are to go."""


async def move(source_url: str, goal_url: str) -> int:
    """Copies everything, the open week and what stands beside the counts too; returns the rows of counts.

    The source stays as it is. Raises `NotEmpty`, `StoreUnavailable` and `SchemaTooNew`.
    """
    source, goal = open_store(source_url), open_store(goal_url)
    try:
        if await source.probe() != len(STEPS):
            raise CountsError("the old database is empty or of an older version: start the bot with it once")
        async with source.transaction() as sql:
            beside = {table: await _read(sql, table, columns) for table, columns in BESIDE.items()}
        return await _filled(goal, sorted(await source.rows()), beside)
    finally:
        await source.close()
        await goal.close()


async def restore(copy: Path, goal_url: str) -> int:
    """Puts a copy of `qoldau backup` into a database that is new or empty; returns the rows of counts.

    Raises `NotEmpty`, `StoreUnavailable` and `SchemaTooNew`.
    """
    goal = open_store(goal_url)
    try:
        return await _filled(goal, sorted(await _rows_of(copy)), {})
    finally:
        await goal.close()


async def restore_file(copy: Path, goal: Path) -> tuple[int, Path | None]:
    """The same for a file, which is replaced whole or not at all; where the old one lies now.

    The new file belongs to whom the old one, or else its folder, belonged to.
    """
    new = goal.with_name(f"{goal.name}.restoring")
    _gone(new)
    try:
        rows = await restore(copy, f"sqlite:///{new}")
        return rows, _in_place_of(goal, new)
    except OSError as error:
        raise CountsError(f"the file cannot be put there ({error.strerror})") from None
    finally:
        _gone(new)


def _in_place_of(goal: Path, new: Path) -> Path | None:
    """Where the old file lies now, if there was one."""
    owner = (goal if goal.exists() else goal.absolute().parent).stat()
    with suppress(PermissionError):
        os.chown(new, owner.st_uid, owner.st_gid)
    aside = _aside(goal) if goal.exists() else None
    os.replace(new, goal)
    return aside


def _gone(file: Path) -> None:
    for each in (file, file.with_name(f"{file.name}-journal")):
        each.unlink(missing_ok=True)


async def _rows_of(copy: Path) -> Sequence[tuple[Value, ...]]:
    store = open_store(f"sqlite:///{copy}")
    try:
        rows = await store.rows()
    finally:
        await store.close()
    if not rows:
        raise CountsError("there are no counts in this file: is it a copy made by qoldau backup?")
    return rows


async def _filled(
    goal: SqlStore, rows: Sequence[tuple[Value, ...]], beside: dict[str, list[tuple[Value, ...]]]
) -> int:
    await goal.open()
    async with goal.transaction() as sql:
        [(present,)] = await sql.fetch("SELECT count(*) FROM counts")
        if present:
            raise NotEmpty("there are counts in that database already: name an empty one")
        await _insert(sql, "counts", COUNTS, rows)
        for table, columns in BESIDE.items():
            await _insert(sql, table, columns, beside.get(table, []))
    return len(rows)


async def _read(sql: Sql, table: str, columns: Sequence[str]) -> list[tuple[Value, ...]]:
    named = ", ".join(columns)
    return [tuple(row) for row in await sql.fetch(f"SELECT {named} FROM {table} ORDER BY {named}")]  # noqa: S608


async def _insert(sql: Sql, table: str, columns: Sequence[str], rows: Sequence[tuple[Value, ...]]) -> None:
    """In sorted order, so that their place on disk tells nothing (S45)."""
    for start in range(0, len(rows), CHUNK):
        chunk = rows[start : start + CHUNK]
        mark = f"({', '.join('?' * len(columns))})"
        statement = f"INSERT INTO {table} ({', '.join(columns)}) VALUES {', '.join([mark] * len(chunk))}"  # noqa: S608
        await sql.fetch(statement, *(value for row in chunk for value in row))


def _aside(file: Path) -> Path:
    """A second name for the old file, with its journal, never over anything."""
    for number in count(1):
        aside = file.with_name(f"{file.name}.before-restore-{number}")
        with suppress(FileExistsError):
            os.link(file, aside)
            break
    journal = file.with_name(f"{file.name}-journal")
    if journal.exists() and journal.stat().st_size:
        journal.rename(aside.with_name(f"{aside.name}-journal"))
    journal.unlink(missing_ok=True)
    return aside
