"""That an alarm went out within the hour, for a process that starts again and for replicas."""

from __future__ import annotations

from bot.counts.errors import CountsError
from bot.counts.store import SqlStore

HOUR_SECONDS = 3_600
SLOTS = 16


async def claim(store: SqlStore, now: float) -> bool:
    """Whether this hour and the one before it are free; they are taken then. Free when nothing answers.

    An hour is kept modulo 16, so that no time stands in the database.
    """
    hour = int(now // HOUR_SECONDS)
    this, before = hour % SLOTS, (hour - 1) % SLOTS
    try:
        async with store.transaction() as sql:
            await sql.fetch("DELETE FROM alarm WHERE slot NOT IN (?, ?)", this, before)
            if await sql.fetch("SELECT slot FROM alarm"):
                return False
            return bool(
                await sql.fetch("INSERT INTO alarm VALUES (?) ON CONFLICT DO NOTHING RETURNING slot", this)
            )
    except CountsError:
        return True
