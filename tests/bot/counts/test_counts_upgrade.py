"""Upgrades keep counts: a database of every older schema is brought up to date by opening it."""

import pytest
from counting import OPENED

from bot.counts.migrations import STEPS
from bot.counts.store import SqlStore, open_store

WEEK = "2026-W40"


async def made_by_version(url: str, steps: int) -> None:
    """A database as the program left it when it had only so many steps, with a count in it."""
    store = open_store(url)
    async with store.transaction() as sql:
        dialect = store._engine.dialect
        await sql.fetch("CREATE TABLE migrations (number INTEGER PRIMARY KEY)")
        for number, statements in enumerate(STEPS[:steps], start=1):
            for statement in statements:
                await sql.fetch(statement.format(without_rowid=dialect.without_rowid, code=dialect.code))
            await sql.fetch("INSERT INTO migrations (number) VALUES (?)", number)
        await sql.fetch(
            "INSERT INTO counts VALUES (?, ?, ?, ?, ?)",
            WEEK,
            OPENED.measure,
            OPENED.topic,
            OPENED.language,
            42,
        )
    await store.close()


async def tables(store: SqlStore) -> dict[str, list[object]]:
    names = ("counts", "seen", "digest", "alarm", "migrations")
    async with store.transaction() as sql:
        return {name: list(await sql.fetch(f"SELECT * FROM {name}")) for name in names}


@pytest.mark.parametrize("steps", range(1, len(STEPS) + 1))
async def test_a_database_of_every_older_schema_is_upgraded_with_its_counts(database_url, clock, steps):
    await made_by_version(database_url, steps)
    store = open_store(database_url, clock)
    await store.open()
    assert await store.probe() == len(STEPS)
    assert await store.apply([(1, clock(), [OPENED])]) == {1}
    kept = {(row.week, row.n) for row in await store.rows() if row.n}
    assert kept == {(WEEK, 42), ("2026-W48", 1)}
    assert [row[0] for row in (await tables(store))["migrations"]] == list(range(1, len(STEPS) + 1))
    await store.close()


async def test_opening_twice_changes_nothing(database_url, clock):
    for _ in range(2):
        store = open_store(database_url, clock)
        await store.open()
        assert await store.probe() == len(STEPS)
        await store.close()
