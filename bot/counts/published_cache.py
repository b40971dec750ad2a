"""From a store to what is published of it: the one place where rows are read for a report."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable

from bot.counts import weeks
from bot.counts.errors import BadPeriod, CountsError
from bot.counts.model import Store
from bot.counts.publish import Published, published

SMALLEST_K = 5


class PublishedCache:
    """What is published now. Closed weeks do not change, so it is worked out once a week.

    Raises `CountsError` for a `k` below `SMALLEST_K`.
    """

    def __init__(self, store: Store, k: int, now: Callable[[], float] = time.time) -> None:
        if k < SMALLEST_K:
            raise CountsError(f"MIN_COUNT must be at least {SMALLEST_K}")
        self._store = store
        self._k = k
        self._now = now
        self._known: Published | None = None

    async def get(self) -> Published:
        """Raises `StoreUnavailable` or `SchemaTooNew`; reads and computes outside the event loop."""
        until = weeks.last_closed(self._now())
        if self._known is None or self._known.until != until:
            rows = await self._store.rows()
            self._known = await asyncio.to_thread(published, rows, self._k, until)
        return self._known


def weeks_asked(text: str) -> int | None:
    """A period as asked for: a number of weeks, or `all`. Raises `BadPeriod`."""
    if text == "all":
        return None
    if not (text.isascii() and text.isdigit() and 1 <= int(text[:9]) <= 5_200):
        raise BadPeriod("a period is a number of weeks from 1 to 5200, or: all")
    return int(text)
