"""The first contact with Telegram: is the token good, is anybody there."""

import asyncio
import logging

from bot.outbox.wire import Reply, Unreachable, Wire

log = logging.getLogger("qoldau")

FIRST_PAUSE = 0.5
LONGEST_PAUSE = 60.0
TOKEN_REFUSED = 3


async def first_contact(wire: Wire, stop: asyncio.Event) -> int:
    """0 once getMe has answered or `stop` is set, 3 when the token is refused; patient with silence."""
    pause = FIRST_PAUSE
    while not stop.is_set():
        reply = await _asked(wire)
        if reply.ok:
            return 0
        if reply.code in (401, 404):
            return TOKEN_REFUSED
        wait = max(pause, reply.retry_after)
        fields = {"kind": reply.description or reply.code, "seconds": wait}
        log.warning("telegram_unreachable_trying_again", extra={"fields": fields})
        try:
            async with asyncio.timeout(wait):
                await stop.wait()
        except TimeoutError:
            pause = min(pause * 2, LONGEST_PAUSE)
    return 0


async def _asked(wire: Wire) -> Reply:
    try:
        reply = await wire.call("getMe")
    except Unreachable as fault:
        return Reply(ok=False, code=0, description=fault.kind)
    return reply if reply.ok else Reply(ok=False, code=reply.code, retry_after=reply.retry_after)
