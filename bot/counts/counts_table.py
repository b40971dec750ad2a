"""Statements on the table `counts`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import chain

from bot.counts.engine import Sql
from bot.counts.model import Row

CHUNK = 1_000
_COLUMNS = "week, measure, topic, language"


async def read(sql: Sql, before: str = "9999-W99") -> list[Row]:
    """All rows of the weeks before `before`, sorted."""
    statement = f"SELECT {_COLUMNS}, n FROM counts WHERE week < ? ORDER BY {_COLUMNS}"  # noqa: S608
    return [Row(*row) for row in await sql.fetch(statement, before)]


async def insert(sql: Sql, rows: Sequence[Row]) -> None:
    """Make those of the rows that are not there."""
    for values, marks in _chunks(rows):
        await sql.fetch(f"INSERT INTO counts ({_COLUMNS}, n) VALUES {marks} ON CONFLICT DO NOTHING", *values)  # noqa: S608


async def add(sql: Sql, rows: Sequence[Row]) -> set[str]:
    """Add `n` to each row; returns the weeks in which a number now takes more bytes than before."""
    added = {row[:4]: row.n for row in rows}
    grown: set[str] = set()
    for values, marks in _chunks(rows):
        statement = (
            f"INSERT INTO counts ({_COLUMNS}, n) VALUES {marks} ON CONFLICT ({_COLUMNS}) "  # noqa: S608
            f"DO UPDATE SET n = counts.n + excluded.n RETURNING {_COLUMNS}, n"
        )
        for *cell, n in await sql.fetch(statement, *values):
            if stored_bytes(n) != stored_bytes(n - added[tuple(cell)]):
                grown.add(cell[0])
    return grown


async def rewrite(sql: Sql, week: str) -> None:
    """Write a week's rows anew in sorted order, so that their place on disk tells nothing (S45).

    SQLite moves a row whose number needs one more byte, which would betray which cell grew first;
    PostgreSQL moves and numbers every changed row.
    """
    statement = f"SELECT {_COLUMNS}, n FROM counts WHERE week = ? ORDER BY {_COLUMNS}"  # noqa: S608
    rows = [Row(*row) for row in await sql.fetch(statement, week)]
    await sql.fetch("DELETE FROM counts WHERE week = ?", week)
    await insert(sql, rows)


def stored_bytes(n: int) -> int:
    """Bytes of an integer in a SQLite record (https://www.sqlite.org/fileformat2.html, serial types)."""
    sizes = ((1, 0), (127, 1), (32_767, 2), (8_388_607, 3), (2_147_483_647, 4), (140_737_488_355_327, 6))
    return next((size for limit, size in sizes if n <= limit), 8)


def _chunks(rows: Sequence[Row]) -> Iterable[tuple[list[str | int], str]]:
    for start in range(0, len(rows), CHUNK):
        chunk = rows[start : start + CHUNK]
        yield list(chain.from_iterable(chunk)), ",".join(["(?, ?, ?, ?, ?)"] * len(chunk))
