"""The summary that organisers who asked for it get on Monday morning, once, also after a restart."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import datetime, time, timedelta

from bot.clock import KAZAKHSTAN
from bot.counts import weeks
from bot.counts.claims import Subscriptions
from bot.counts.errors import CountsError
from bot.reports.stats_command import StatsCommand
from bot.telegram.messenger import Messenger

log = logging.getLogger("qoldau.organisers")

PERIOD = "13"
MORNING = time(9, 0)
LOOK_SECONDS = 60.0


def due(now: float) -> bool:
    """Whether this week's Monday morning, in Kazakhstan, has come."""
    here = datetime.fromtimestamp(now, KAZAKHSTAN)
    monday = (here - timedelta(days=here.weekday())).date()
    return here >= datetime.combine(monday, MORNING, KAZAKHSTAN)


async def send_due(
    desk: StatsCommand,
    messenger: Messenger,
    subscriptions: Subscriptions,
    organisers: frozenset[int],
    now: float,
) -> int:
    """Sends what is owed and says how many that were. Claimed first, so that no restart sends it twice."""
    if not due(now):
        return 0
    claimed = await subscriptions.claim(weeks.last_closed(now))
    owed = [(organiser, language) for organiser, language in claimed if organiser in organisers]
    for organiser, language in owed:
        await messenger.send(organiser, await desk.summary(PERIOD, language, organiser))
    return len(owed)


async def every_monday(
    desk: StatsCommand,
    messenger: Messenger,
    subscriptions: Subscriptions,
    organisers: frozenset[int],
    now: Callable[[], float],
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
) -> None:
    """Looks once a minute; a database that does not answer is asked again at the next look."""
    while True:
        try:
            if count := await send_due(desk, messenger, subscriptions, organisers, now()):
                log.info("digest_sent", extra={"fields": {"count": count}})
        except CountsError as error:
            log.warning("digest_waits", extra={"fields": {"kind": type(error).__name__}})
        await sleep(LOOK_SECONDS)
