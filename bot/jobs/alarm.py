"""Alarms to the organisers: neutral words, at most one message an hour, about all that is wrong by then."""

import logging
from collections.abc import Awaitable, Callable
from datetime import date

from bot.commands.doctor.model import Level
from bot.commands.doctor.texts import dates
from bot.commands.doctor.words import words
from bot.counts.batch_writer import Health
from content.model import LANGUAGES, Content

log = logging.getLogger("qoldau.doctor")

HOUR, DAY, WEEK = 3_600.0, 86_400.0, 604_800.0
AGAIN = {"stopped": HOUR, "deaf": HOUR, "work": DAY, "database": DAY, "token": HOUR, "content": WEEK}
PATIENCE_SECONDS = 60.0


class Alarm:
    """Tells what is wrong. `claim` says whether the hour is still free, also after a restart."""

    def __init__(
        self,
        tell: Callable[[str], Awaitable[None]],
        claim: Callable[[], Awaitable[bool]],
        now: Callable[[], float],
    ) -> None:
        self._tell = tell
        self._claim = claim
        self._now = now
        self._sent: float | None = None
        self._told: dict[str, float] = {}

    async def wrong(self, kinds: frozenset[str]) -> bool:
        """All kinds (of `AGAIN`) that are wrong now; whether a message went out."""
        now = self._now()
        self._told = {kind: at for kind, at in self._told.items() if kind in kinds}
        news = [kind for kind in kinds if kind not in self._told or now - self._told[kind] >= AGAIN[kind]]
        if not news or (self._sent is not None and now - self._sent < HOUR) or not await self._claim():
            return False
        self._sent = now
        self._told.update(dict.fromkeys(kinds, now))
        await self._tell(alarm_text(kinds))
        log.warning("alarm_sent", extra={"fields": {"count": len(kinds)}})
        return True


def alarm_text(kinds: frozenset[str]) -> str:
    """A paragraph for each kind in each language: nobody knows which one an organiser reads."""
    return "\n\n".join(
        words(language).say("alarm", kind) for language in LANGUAGES for kind in AGAIN if kind in kinds
    )


def found(health: Health, content: Content, today: date, now: float) -> frozenset[str]:
    """What is wrong inside: counts that have waited for a minute, dates that are over 90 days old."""
    kinds = set()
    if health.since is not None and now - health.since >= PATIENCE_SECONDS:
        kinds.add("database")
    if dates(content, today).level is not Level.OK:
        kinds.add("content")
    return frozenset(kinds)
