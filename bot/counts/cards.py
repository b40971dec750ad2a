"""Which cards of the campaign were posted to the organisers' channel, kept beside the counts."""

from __future__ import annotations

from bot.counts.store import SqlStore

YEARS = 8
CARDS = 32


class PostedCards:
    """Claims over restarts and replicas. All methods raise `CountsError`.

    A card is kept as its number with the year modulo 8, so that no date stands in the database.
    """

    def __init__(self, store: SqlStore) -> None:
        self._store = store

    async def claim(self, year: int, number: int, language: str) -> bool:
        """Whether this card, from 1 to 31, is still owed in `language`; it is owed no more then."""
        slot = _slot(year, number)
        async with self._store.transaction() as sql:
            await sql.fetch("DELETE FROM posted WHERE slot < ? OR slot >= ?", *_slots_of(year))
            claimed = await sql.fetch(
                "INSERT INTO posted VALUES (?, ?) ON CONFLICT DO NOTHING RETURNING slot", slot, language
            )
            return bool(claimed)

    async def release(self, year: int, number: int, language: str) -> None:
        """The card was not posted after all."""
        async with self._store.transaction() as sql:
            await sql.fetch(
                "DELETE FROM posted WHERE slot = ? AND language = ?", _slot(year, number), language
            )


def _slot(year: int, number: int) -> int:
    return year % YEARS * CARDS + number


def _slots_of(year: int) -> tuple[int, int]:
    first = year % YEARS * CARDS
    return first, first + CARDS
