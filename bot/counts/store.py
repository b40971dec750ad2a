"""The store of counts over SQL, the same for SQLite and PostgreSQL."""

from __future__ import annotations

import asyncio
import logging
import time
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import AbstractAsyncContextManager
from pathlib import Path
from urllib.parse import unquote

from bot.counts import weeks
from bot.counts.counts_table import add, insert, read, rewrite
from bot.counts.engine import Engine, Sql
from bot.counts.errors import BadDatabaseUrl
from bot.counts.migrations import applied, exists, migrate
from bot.counts.model import RAN, Applied, Row, Vocabulary
from bot.counts.retention import horizon, merged
from content.model import Count

log = logging.getLogger("qoldau.counts")

# Telegram delivers an update again for up to 24 hours. The privacy text of the talk says this number.
SEEN_DAYS = 2
SLOTS = 16
# Where the clock was set back, counts go on in the newest week; a week further ahead was a broken clock's.
AHEAD_WEEKS = 4
CHUNK = 1_000


def open_store(
    database_url: str, now: Callable[[], float] = time.time, vocabulary: Vocabulary | None = None
) -> SqlStore:
    """The store at `sqlite:///relative.db`, `sqlite:////absolute.db` or `postgresql://...`.

    Nothing is connected to before `open()`. Raises `BadDatabaseUrl`.
    """
    return SqlStore(_engine(database_url), now, vocabulary or Vocabulary())


class SqlStore:
    """Implements `bot.counts.model.Store`."""

    def __init__(self, engine: Engine, now: Callable[[], float], vocabulary: Vocabulary) -> None:
        self._engine = engine
        self._now = now
        self._cells = vocabulary.cells()
        self._known = frozenset(self._cells)
        self._ready: set[str] = set()
        self._pruned_on = -1

    async def open(self) -> None:
        self._forget_what_is_ready()
        async with self._engine.transaction() as sql:
            await migrate(sql, self._engine.dialect)
            await self._prune(sql, weeks.day_number(self._now()))

    async def apply(self, batch: Sequence[Applied]) -> set[int]:
        """As `Store.apply`.

        A count goes into the week that is open when it is written: a closed week may have been
        published, and what is published never changes.
        """
        now = self._now()
        updates = {update_id: (moment, counts) for update_id, moment, counts in reversed(batch)}
        weeks_of = {key: weeks.week_of(max(moment, now)) for key, (moment, _) in updates.items()}
        try:
            async with self._engine.transaction() as sql:
                newest = await _newest_week(sql, weeks.week_of(now))
                weeks_of = {key: max(week, newest) for key, week in weeks_of.items()}
                for week in sorted(set(weeks_of.values())):
                    await self._make_ready(sql, week)
                new = await self._remember(sql, sorted(updates), now)
                added: Counter[tuple[str, Count]] = Counter()
                for key in new:
                    added.update((weeks_of[key], one) for one in updates[key][1] if one in self._known)
                await self._add(sql, added)
        except BaseException:
            self._forget_what_is_ready()
            raise
        self._ready.update(weeks_of.values())
        self._pruned_on = weeks.day_number(now)
        return new

    async def seen(self, update_ids: Sequence[int]) -> set[int]:
        found: set[int] = set()
        async with self._engine.transaction() as sql:
            for start in range(0, len(update_ids), CHUNK):
                chunk = update_ids[start : start + CHUNK]
                marks = ",".join("?" * len(chunk))
                rows = await sql.fetch(f"SELECT update_id FROM seen WHERE update_id IN ({marks})", *chunk)  # noqa: S608
                found.update(row[0] for row in rows)
        return found

    async def rows(self) -> list[Row]:
        async with self._engine.reading() as sql:
            return await read(sql) if await exists(sql, self._engine.dialect) else []

    async def merge(self, k: int, keep_years: int) -> int:
        """Leave of what is older than `keep_years` only what was published; returns the rows that went.

        Worked out in a thread and without a transaction; nothing is written when the old weeks are found
        changed since, as by another replica that merged them.
        """
        until = weeks.last_closed(self._now())
        edge = horizon(until, keep_years)
        rows = await self.rows()
        before = [row for row in rows if row.week < edge]
        after = await asyncio.to_thread(_merged_before, edge, rows, k, until, keep_years)
        if before == after:
            return 0
        async with self._engine.transaction() as sql:
            for statement in self._engine.dialect.lock_counts:
                await sql.fetch(statement)
            if await read(sql, before=edge) != before:
                return 0
            await sql.fetch("DELETE FROM counts WHERE week < ?", edge)
            await insert(sql, after)
        return len(before) - len(after)

    async def beat(self) -> None:
        """Count an hour in which the bot ran, so that a week in which it did not can be told."""
        present = weeks.week_of(self._now())
        async with self._engine.transaction() as sql:
            week = await _newest_week(sql, present)
            await self._make_ready(sql, week)
            await self._add(sql, Counter({(week, RAN): 1}))

    async def forget_updates(self) -> None:
        """Forget the ids of updates that are older than `SEEN_DAYS`, also while no update comes."""
        async with self._engine.transaction() as sql:
            if await exists(sql, self._engine.dialect):
                await self._prune(sql, weeks.day_number(self._now()))

    async def probe(self) -> int:
        """How many migrations the database has had, 0 for none; proves that it can be written to.

        The file is left as it is, its mode too: whoever asks may be another user.
        """
        async with self._engine.probing() as sql:
            if not await exists(sql, self._engine.dialect):
                return 0
            await sql.fetch("DELETE FROM migrations WHERE number < 0")
            return await applied(sql)

    def transaction(self) -> AbstractAsyncContextManager[Sql]:
        """A transaction of its own, for what is kept beside the counts."""
        return self._engine.transaction()

    async def set_aside(self) -> None:
        self._forget_what_is_ready()
        await self._engine.set_aside()

    async def close(self) -> None:
        await self._engine.close()

    def _forget_what_is_ready(self) -> None:
        self._ready.clear()
        self._pruned_on = -1

    async def _make_ready(self, sql: Sql, week: str) -> None:
        """Make all rows of a week together, before the first count in it (S45)."""
        if week in self._ready:
            return
        recent = await sql.fetch("SELECT DISTINCT week FROM counts WHERE week >= ?", weeks.plus(week, -1))
        known = {row[0] for row in recent}
        if not known:
            # After an idle week update ids start anew, and a slot may come round again.
            await sql.fetch("DELETE FROM seen")
        if week not in known and not self._engine.dialect.rewrites_in_place:
            for statement in self._engine.dialect.lock_counts:
                await sql.fetch(statement)
            for earlier in known:
                await rewrite(sql, earlier)
        await insert(sql, [Row(week, cell.measure, cell.topic, cell.language, 0) for cell in self._cells])

    async def _remember(self, sql: Sql, update_ids: Sequence[int], now: float) -> set[int]:
        today = weeks.day_number(now)
        if today != self._pruned_on:
            await self._prune(sql, today)
        new: set[int] = set()
        for start in range(0, len(update_ids), CHUNK):
            chunk = update_ids[start : start + CHUNK]
            marks = ",".join(["(?, ?)"] * len(chunk))
            values = [value for update_id in chunk for value in (update_id, today % SLOTS)]
            statement = (
                f"INSERT INTO seen (update_id, slot) VALUES {marks} "  # noqa: S608
                "ON CONFLICT DO NOTHING RETURNING update_id"
            )
            new.update(row[0] for row in await sql.fetch(statement, *values))
        return new

    async def _prune(self, sql: Sql, today: int) -> None:
        kept = [day % SLOTS for day in range(today + 1 - SEEN_DAYS, today + 1)]
        marks = ",".join("?" * len(kept))
        await sql.fetch(f"DELETE FROM seen WHERE slot NOT IN ({marks})", *kept)  # noqa: S608

    async def _add(self, sql: Sql, added: Counter[tuple[str, Count]]) -> None:
        rows = [Row(week, one.measure, one.topic, one.language, n) for (week, one), n in added.items()]
        moved = await add(sql, sorted(rows))
        if self._engine.dialect.rewrites_in_place:
            for week in sorted(moved):
                await rewrite(sql, week)


async def _newest_week(sql: Sql, present: str) -> str:
    """The newest week that has rows, or `present`: a week that may have been published gets no more."""
    [(newest,)] = await sql.fetch("SELECT coalesce(max(week), '') FROM counts")
    if newest <= present:
        return present
    if newest > weeks.plus(present, AHEAD_WEEKS):
        log.error("counts_are_far_ahead_of_the_clock", extra={"fields": {}})
        return present
    return str(newest)


def _merged_before(edge: str, rows: list[Row], k: int, until: str, keep_years: int) -> list[Row]:
    after = merged([row for row in rows if row.week <= until], k, until, keep_years)
    return [row for row in after if row.week < edge]


def _engine(database_url: str) -> Engine:
    scheme, _, rest = database_url.partition("://")
    if scheme == "sqlite" and rest.startswith("/") and len(rest) > 1 and "?" not in rest and "#" not in rest:
        from bot.counts.sqlite import SqliteEngine

        return SqliteEngine(Path(unquote(rest[1:])))
    if scheme in ("postgresql", "postgres") and rest:
        from bot.counts.postgres import PostgresEngine

        return PostgresEngine(database_url)
    raise BadDatabaseUrl("DATABASE_URL must look like sqlite:///counts.db or postgresql://user@host/name")
