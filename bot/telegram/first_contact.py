"""The first contact with Telegram: is the token good, is anybody there."""

import asyncio
import logging

from bot.intake.polling import obeyed
from bot.process.waiting import BackOff, event_or_time
from bot.telegram.client import Client, Reply, Unreachable

log = logging.getLogger("qoldau")

FIRST_PAUSE = 0.5
LONGEST_PAUSE = 60.0


async def first_contact(client: Client, stop: asyncio.Event) -> Reply | None:
    """What getMe answered: the bot, or that the token is refused; None when `stop` is set. Patient."""
    pauses = BackOff(FIRST_PAUSE, LONGEST_PAUSE)
    while not stop.is_set():
        reply = await _asked(client)
        if reply.ok or reply.code in (401, 404):
            return reply
        wait = pauses.pause(obeyed(reply.retry_after))
        fields = {"kind": reply.description or reply.code, "seconds": wait}
        log.warning("telegram_unreachable_trying_again", extra={"fields": fields})
        await event_or_time(stop, wait)
    return None


async def _asked(client: Client) -> Reply:
    try:
        reply = await client.call("getMe")
    except Unreachable as fault:
        return Reply(ok=False, code=0, description=fault.kind)
    return reply if reply.ok else Reply(ok=False, code=reply.code, retry_after=reply.retry_after)
