"""A dead man's switch: PING_URL is fetched while all is well; who waits for it hears of the silence."""

import logging

import aiohttp

from bot.process.changes import State

log = logging.getLogger("qoldau.jobs")

SECONDS = 10.0


class Ping:
    """Says something only when it begins to fail or works again; the address, a secret, is never said."""

    def __init__(self, address: str) -> None:
        self._address = address
        self._state = State(log, "ping_fails", "ping_works_again")

    async def __call__(self) -> bool:
        """One ping; whether it was taken."""
        kind = await _fault(self._address)
        self._state.now(kind)
        return not kind


async def _fault(address: str) -> str:
    """What went wrong, in a word; empty when the ping was taken."""
    timeout = aiohttp.ClientTimeout(total=SECONDS)
    try:
        async with (
            aiohttp.ClientSession(timeout=timeout, trust_env=True) as session,
            session.get(address, allow_redirects=False) as answer,
        ):
            return "" if answer.ok else str(answer.status)
    except (aiohttp.ClientError, TimeoutError, OSError, ValueError) as error:
        return type(error).__name__
