"""Whether the bot runs, and whether anybody waits for it."""

import asyncio
from pathlib import Path

from bot.commands.doctor.model import Line, error, ok, warning
from bot.commands.doctor.telegram import asked, waiting_in
from bot.process.alive import PATIENCE_SECONDS, age
from bot.process.waiting import Sleep
from bot.telegram.client import Client

LOOK_AGAIN_SECONDS = 1.0


async def running(client: Client, heartbeat: Path | None, now: float, sleep: Sleep = asyncio.sleep) -> Line:
    """From the heartbeat's age and from what waits at Telegram: who runs fetches that within a second.

    Without a heartbeat (PostgreSQL, another machine) only what waits tells.
    """
    seconds = age(heartbeat, now) if heartbeat else None
    alive = seconds is not None and seconds < PATIENCE_SECONDS
    count = waiting_in(await asked(client, "getWebhookInfo"))
    if count:
        await sleep(LOOK_AGAIN_SECONDS)
        count = waiting_in(await asked(client, "getWebhookInfo"))
    if count is None:
        return warning("running", "unknown")
    if count:
        return warning("running", "slow", count=count) if alive else error("running", "waiting", count=count)
    if alive and seconds is not None:
        return ok("running", seconds=round(seconds))
    return warning("running", "stopped")
