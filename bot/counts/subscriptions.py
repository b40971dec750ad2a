"""Which organisers get the summary on Mondays, kept beside the counts; each week goes out once."""

from __future__ import annotations

from bot.counts.store import SqlStore

NEVER = "0000-W00"


class Subscriptions:
    """Organisers by Telegram id: they run the bot and asked for it. All methods raise `CountsError`."""

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
                await sql.fetch("INSERT INTO digest VALUES (?, ?, ?)", organiser, language, week)

    async def claim(self, week: str) -> list[tuple[int, str]]:
        """The organisers (id, language) who are still owed `week`; whoever is returned is owed no more."""
        async with self._store.transaction() as sql:
            rows = await sql.fetch(
                "UPDATE digest SET week = ? WHERE week < ? RETURNING organiser, language", week, week
            )
            return sorted((int(organiser), str(language)) for organiser, language in rows)
