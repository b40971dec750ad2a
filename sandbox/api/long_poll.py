"""getUpdates: long polling; a newer poll or a webhook ends the one that waits, as Telegram does."""

import asyncio
from dataclasses import dataclass, field

from sandbox.api.params import Params, decoded, integer
from sandbox.api.refusals import OTHER_POLL, WEBHOOK_ACTIVE, bad_request, conflict
from sandbox.api.update_queue import Update, Updates

MOST_UPDATES = 100
LONGEST_WAIT = 50


def allowed_updates(params: Params, current: frozenset[str] | None) -> frozenset[str] | None:
    """The kinds asked for; None is Telegram's default set; what was set before when the call names none."""
    given = decoded(params, "allowed_updates", "allowed updates JSON object")
    if given is None:
        return current
    if not isinstance(given, list):
        raise bad_request("expected an Array of allowed update types")
    return frozenset(str(kind) for kind in given) or None


@dataclass(slots=True)
class Polls:
    """The one poll that may be open. `opened` is set while one waits."""

    updates: Updates
    webhook_url: str = ""
    opened: asyncio.Event = field(default_factory=asyncio.Event, init=False)
    _open: "asyncio.Future[str] | None" = field(default=None, init=False)

    def end(self, reason: str) -> None:
        """Ends the open poll with 409."""
        if self._open is not None and not self._open.done():
            self._open.set_result(reason)

    async def get_updates(self, params: Params) -> list[Update]:
        """getUpdates. Raises ApiError 409 when ended by another poll or a webhook."""
        if self.webhook_url:
            raise conflict(WEBHOOK_ACTIVE)
        self.updates.allowed = allowed_updates(params, self.updates.allowed)
        self.end(OTHER_POLL)
        offset = integer(params, "offset")
        if offset:
            self.updates.confirm_below(offset)
        limit = integer(params, "limit", MOST_UPDATES)
        found = self.updates.peek(limit if 1 <= limit <= MOST_UPDATES else MOST_UPDATES)
        seconds = min(integer(params, "timeout"), LONGEST_WAIT)
        if found or seconds <= 0:
            return found
        return await self._wait(limit, seconds)

    async def _wait(self, limit: int, seconds: int) -> list[Update]:
        mine: asyncio.Future[str] = asyncio.get_running_loop().create_future()
        self._open = mine
        self.opened.set()
        arrived = asyncio.ensure_future(self._arrival())
        try:
            await asyncio.wait((mine, arrived), timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
        finally:
            arrived.cancel()
            if self._open is mine:
                self._open = None
                self.opened.clear()
        if mine.done():
            raise conflict(mine.result())
        return self.updates.peek(limit if 1 <= limit <= MOST_UPDATES else MOST_UPDATES)

    async def _arrival(self) -> None:
        while not len(self.updates):
            await self.updates.changed()
