"""Each hour the bot is counted as running and ids of updates are forgotten; each day old weeks are merged."""

import asyncio
import logging
from collections.abc import Awaitable, Callable

from bot.counts.errors import CountsError
from bot.counts.store import SqlStore

log = logging.getLogger("qoldau.counts")

AN_HOUR = 3_600.0
LOOKS_A_DAY = 24


async def every_hour(
    store: SqlStore, k: int, years: int, sleep: Callable[[float], Awaitable[None]] = asyncio.sleep
) -> None:
    """A database that does not answer is asked again an hour later. Old weeks: older than `years`."""
    looks = 0
    while True:
        try:
            await store.beat()
            await store.forget_updates()
            if looks % LOOKS_A_DAY == 0 and (count := await store.merge(k, years)):
                log.info("old_weeks_merged", extra={"fields": {"rows": count}})
            looks += 1
        except CountsError as error:
            log.warning("forgetting_waits", extra={"fields": {"kind": type(error).__name__}})
        await sleep(AN_HOUR)
