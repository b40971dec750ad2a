"""What is done only once, over restarts and replicas: a card, a Monday's summary, an alarm.

No table of these holds a date: a slot is a number modulo 16 or 256. All functions raise `CountsError`.
"""

from __future__ import annotations

from bot.counts.errors import CountsError
from bot.counts.store import SqlStore

NEVER = "0000-W00"
HOUR_SECONDS = 3_600
HOUR_SLOTS = 16
YEARS = 8
CARDS = 32


class PostedCards:
    """Cards of the campaign that were posted to the organisers' channel: the year modulo 8 and a number."""

    def __init__(self, store: SqlStore) -> None:
        self._store = store

    async def claim(self, year: int, number: int, language: str) -> bool:
        """Whether this card, from 1 to 31, is still owed in `language`; it is owed no more then."""
        slot = _slot(year, number)
        async with self._store.transaction() as sql:
            await sql.fetch("DELETE FROM posted WHERE slot < ? OR slot >= ?", *_slots_of(year))
            claimed = await sql.fetch(
                "INSERT INTO posted (slot, language) VALUES (?, ?) ON CONFLICT DO NOTHING RETURNING slot",
                slot,
                language,
            )
            return bool(claimed)

    async def release(self, year: int, number: int, language: str) -> None:
        """The card was not posted after all."""
        async with self._store.transaction() as sql:
            await sql.fetch(
                "DELETE FROM posted WHERE slot = ? AND language = ?", _slot(year, number), language
            )


class Subscriptions:
    """Organisers, by Telegram id, who asked for the summary on Mondays, and the last week each was sent."""

    def __init__(self, store: SqlStore) -> None:
        self._store = store

    async def wants(self, organiser: int) -> bool:
        async with self._store.transaction() as sql:
            return bool(await sql.fetch("SELECT 1 FROM digest WHERE organiser = ?", organiser))

    async def set(self, organiser: int, wanted: bool, language: str, week: str = NEVER) -> None:
        """Begins after `week`, the last one that the organiser has seen, or ends."""
        async with self._store.transaction() as sql:
            await sql.fetch("DELETE FROM digest WHERE organiser = ?", organiser)
            if wanted:
                await sql.fetch(
                    "INSERT INTO digest (organiser, language, week) VALUES (?, ?, ?)",
                    organiser,
                    language,
                    week,
                )

    async def claim(self, week: str) -> list[tuple[int, str]]:
        """The organisers (id, language) who are still owed `week`; whoever is returned is owed no more."""
        async with self._store.transaction() as sql:
            rows = await sql.fetch(
                "UPDATE digest SET week = ? WHERE week < ? RETURNING organiser, language", week, week
            )
            return sorted((int(organiser), str(language)) for organiser, language in rows)


async def claim_alarm(store: SqlStore, now: float) -> bool:
    """Whether this hour and the one before it are free; they are taken then. Free when nothing answers."""
    hour = int(now // HOUR_SECONDS)
    this, before = hour % HOUR_SLOTS, (hour - 1) % HOUR_SLOTS
    try:
        async with store.transaction() as sql:
            await sql.fetch("DELETE FROM alarm WHERE slot NOT IN (?, ?)", this, before)
            if await sql.fetch("SELECT slot FROM alarm"):
                return False
            return bool(
                await sql.fetch(
                    "INSERT INTO alarm (slot) VALUES (?) ON CONFLICT DO NOTHING RETURNING slot", this
                )
            )
    except CountsError:
        return True


def _slot(year: int, number: int) -> int:
    return year % YEARS * CARDS + number


def _slots_of(year: int) -> tuple[int, int]:
    first = year % YEARS * CARDS
    return first, first + CARDS
