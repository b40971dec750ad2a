"""How the tables came to be: numbered steps, and a table of those applied."""

from __future__ import annotations

from bot.counts.engine import Dialect, Sql
from bot.counts.errors import SchemaTooNew

# `seen` holds no time. Its slot is the number of a day modulo 16, just enough to forget an id after two
# days; nothing links it to a count.
STEPS: tuple[tuple[str, ...], ...] = (
    (
        """
        CREATE TABLE counts (
            week TEXT NOT NULL CHECK (length(week) = 8),
            measure TEXT NOT NULL CHECK (length(measure) BETWEEN 1 AND 32),
            topic TEXT NOT NULL CHECK (length(topic) <= 32 AND {code}),
            language TEXT NOT NULL CHECK (language IN ('kk', 'ru', 'en')),
            n INTEGER NOT NULL CHECK (n >= 0),
            PRIMARY KEY (week, measure, topic, language)
        ) {without_rowid}
        """,
        """
        CREATE TABLE seen (
            update_id BIGINT PRIMARY KEY,
            slot SMALLINT NOT NULL CHECK (slot BETWEEN 0 AND 15)
        ) {without_rowid}
        """,
    ),
    (
        # Organisers, who are no help-seekers, that asked for the summary on Mondays, and the last week sent.
        """
        CREATE TABLE digest (
            organiser BIGINT PRIMARY KEY,
            language TEXT NOT NULL CHECK (language IN ('kk', 'ru', 'en')),
            week TEXT NOT NULL CHECK (length(week) = 8)
        ) {without_rowid}
        """,
    ),
    (
        # That organisers were told of a fault within the hour: the hour modulo 16.
        """
        CREATE TABLE alarm (
            slot SMALLINT PRIMARY KEY CHECK (slot BETWEEN 0 AND 15)
        ) {without_rowid}
        """,
    ),
    (
        # Cards that were posted to the organisers' channel: the year modulo 8 and the card's number.
        """
        CREATE TABLE posted (
            slot SMALLINT NOT NULL CHECK (slot BETWEEN 0 AND 255),
            language TEXT NOT NULL CHECK (language IN ('kk', 'ru', 'en')),
            PRIMARY KEY (slot, language)
        ) {without_rowid}
        """,
    ),
)


async def migrate(sql: Sql, dialect: Dialect) -> None:
    """Bring the tables up to date within a transaction; raises `SchemaTooNew`."""
    for statement in dialect.lock_schema:
        await sql.fetch(statement)
    await sql.fetch("CREATE TABLE IF NOT EXISTS migrations (number INTEGER PRIMARY KEY)")
    done = await applied(sql)
    for number in range(done + 1, len(STEPS) + 1):
        for statement in STEPS[number - 1]:
            await sql.fetch(statement.format(without_rowid=dialect.without_rowid, code=dialect.code))
        await sql.fetch("INSERT INTO migrations (number) VALUES (?)", number)


async def applied(sql: Sql) -> int:
    """How many steps the database has had; raises `SchemaTooNew`."""
    [(done,)] = await sql.fetch("SELECT coalesce(max(number), 0) FROM migrations")
    if done > len(STEPS):
        raise SchemaTooNew
    return int(done)


async def exists(sql: Sql, dialect: Dialect) -> bool:
    """Whether the database has tables of ours; raises `SchemaTooNew`."""
    [(tables,)] = await sql.fetch(dialect.tables)
    return bool(tables) and await applied(sql) > 0
