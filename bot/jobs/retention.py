"""Once a day, weeks older than KEEP_YEARS are merged; nothing that was published changes."""

import asyncio
import logging
from collections.abc import Awaitable, Callable

from bot.counts.errors import CountsError
from bot.counts.store import SqlStore

log = logging.getLogger("qoldau.counts")

A_DAY = 86_400.0


async def every_day(
    store: SqlStore, k: int, years: int, sleep: Callable[[float], Awaitable[None]] = asyncio.sleep
) -> None:
    """A database that does not answer is asked again the next day."""
    while True:
        try:
            if count := await store.merge(k, years):
                log.info("old_weeks_merged", extra={"fields": {"rows": count}})
        except CountsError as error:
            log.warning("merging_waits", extra={"fields": {"kind": type(error).__name__}})
        await sleep(A_DAY)
