"""Our own loop over getUpdates: an update is confirmed only when it has been dealt with (S56).

The library's own loop confirms an update when it is queued, so that a crash loses it. The offset is
used only to confirm: once that is done the next call goes without one, and so takes whatever id
comes after an idle week.
"""

import asyncio
import json
import logging
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

from bot.intake.update import given_id, update_id
from bot.intake.update_processor import UpdateProcessor
from bot.process.waiting import BackOff, event_or_time
from bot.telegram.client import Client, Reply, Unreachable

log = logging.getLogger("qoldau.intake")

WINDOW = 100
LONG_POLL_SECONDS = 50
GRACE_SECONDS = 10.0
LAST_SECONDS = 1.5
SHORTEST_BREATH = 0.01
LONGEST_BREATH = 0.05
FIRST_PAUSE = 0.5
# Whoever presses Hide when Telegram is back waits as long as this.
LONGEST_PAUSE = 5.0
LONGEST_OBEYED = 300.0
CONFLICT_SECONDS = 60.0
GAP_SECONDS = 120.0
# Telegram keeps an update for a day. An older offset could confirm unseen ones, if ids begin anew lower.
KEPT_SECONDS = 86_400.0


class Ended(Enum):
    """Why the loop ended."""

    STOPPED = "stopped"
    UNAUTHORISED = "unauthorised"
    TOKEN_SHARED = "token_shared"  # noqa: S105
    NO_ADDRESS = "no_address"


@dataclass(slots=True)
class _Window:
    """The updates fetched and not yet confirmed, lowest first."""

    futures: dict[int, "asyncio.Future[None] | None"] = field(default_factory=dict)

    def offset(self) -> int | None:
        """The id of the first update that may not be confirmed; None when there is nothing to confirm."""
        for key in sorted(self.futures):
            future = self.futures[key]
            if future is not None and not future.done():
                return key
        return max(self.futures) + 1 if self.futures else None

    def open(self) -> list["asyncio.Future[None]"]:
        return [future for future in self.futures.values() if future is not None and not future.done()]

    def forget_finished(self) -> None:
        self.futures = {
            key: each for key, each in self.futures.items() if each is not None and not each.done()
        }

    def confirmed_below(self, offset: int) -> None:
        self.futures = {key: future for key, future in self.futures.items() if key >= offset}


class Polling:
    """Fetches updates for a processor until told to stop."""

    def __init__(
        self,
        client: Client,
        processor: UpdateProcessor,
        allowed: Sequence[str],
        now: Callable[[], float],
        sleep: Callable[[float], Awaitable[None]],
    ) -> None:
        self._client = client
        self._processor = processor
        self._allowed = list(allowed)
        self._now = now
        self._sleep = sleep
        self._window = _Window()
        self._fresh_since: float | None = None
        self._fault = ""
        self._pauses = BackOff(FIRST_PAUSE, LONGEST_PAUSE)
        self._told = 0.0
        self._conflict_since: float | None = None
        self._conflict_last = 0.0
        self._fetched_at = now()
        self._highest = 0
        self._impossible: int | None = None
        self._breath = SHORTEST_BREATH

    async def run(self, stop: asyncio.Event) -> Ended:
        """Until `stop` is set, the token is refused, or somebody else reads with the same token."""
        ended: Ended | None = None
        while ended is None and not stop.is_set():
            ended = await self._once(stop)
        return ended or Ended.STOPPED

    async def finish(self) -> None:
        """Confirms what has been dealt with, so that nothing of it is delivered again."""
        offset = self._window.offset()
        if offset is not None:
            try:
                await self._client.call("getUpdates", self._body(offset, 0, 1), seconds=LAST_SECONDS)
            except Unreachable:
                log.warning("last_confirmation_failed")

    def ready(self) -> bool:
        """Whether updates are being fetched."""
        return not self._fault

    def silent_seconds(self) -> float:
        """Since Telegram last answered a fetch."""
        return self._now() - self._fetched_at

    async def _once(self, stop: asyncio.Event) -> Ended | None:
        """One fetch and what comes of it; what was fetched is not held on to during the next (S46)."""
        reply = await self._fetched(stop)
        if reply is None:
            return None
        if not reply.ok:
            ended = self._refused(reply)
            if ended is None:
                await self._rest(stop)
            return ended
        updates = reply.result if isinstance(reply.result, list) else []
        taken = await self._take(updates)
        if updates and not (taken or self._window.futures):
            self._refused(Reply(ok=False, code=0, description="no_update_ids"))
            await self._rest(stop)
            return None
        self._works()
        self._breath = SHORTEST_BREATH if taken else min(self._breath * 2, LONGEST_BREATH)
        await self._breathe(stop)
        return None

    async def _fetched(self, stop: asyncio.Event) -> Reply | None:
        if self._now() - self._fetched_at > KEPT_SECONDS:
            self._window.forget_finished()
        waiting = bool(self._window.open())
        seconds = 0 if waiting else LONG_POLL_SECONDS
        offset = self._offset()
        call = asyncio.ensure_future(
            self._client.call("getUpdates", self._body(offset, seconds), seconds=seconds + GRACE_SECONDS)
        )
        halt = asyncio.ensure_future(stop.wait())
        try:
            await asyncio.wait([call, halt], return_when=asyncio.FIRST_COMPLETED)
        finally:
            halt.cancel()
            call.cancel()
        if not call.done():
            await asyncio.gather(call, return_exceptions=True)
            return None
        try:
            reply = call.result()
        except Unreachable as fault:
            return Reply(ok=False, code=0, description=fault.kind)
        if reply.ok:
            self._fetched_at = self._now()
            if offset is not None:
                self._window.confirmed_below(offset)
        return reply

    async def _take(self, updates: list[Any]) -> int:
        """Hands the new ones to the processor; how many that were.

        An earlier process may have dealt with what has waited, or comes under a lower id than before.
        """
        keys = [key for key in map(update_id, updates) if key is not None and key not in self._window.futures]
        unsure = not self._is_fresh()
        if keys and (unsure or min(keys) <= self._highest):
            self._processor.known(list(await self._processor.applied_before(keys)))
        self._highest = max(keys, default=self._highest)
        strange = [key for raw in updates if update_id(raw) is None and (key := given_id(raw)) is not None]
        self._impossible = max(strange, default=None)
        for raw in updates:
            key = update_id(raw)
            if key is None:
                self._processor.receive(raw)
            elif key not in self._window.futures:
                self._window.futures[key] = self._processor.receive(raw, unsure=unsure)
        if len(updates) < WINDOW:
            self._fresh_since = self._now()
        return len(keys)

    def _offset(self) -> int | None:
        """What to confirm; an id that no update can have only when nothing else waits, and once a fetch.

        It would come again with every fetch, and may be higher than all that will ever come.
        """
        offset = self._window.offset()
        if offset is None and self._impossible is not None:
            offset, self._impossible = self._impossible + 1, None
        return offset

    def _is_fresh(self) -> bool:
        """Whether what arrives now was sent a moment ago: the queue was empty a short while back."""
        return self._fresh_since is not None and self._now() - self._fresh_since < GAP_SECONDS

    async def _breathe(self, stop: asyncio.Event) -> None:
        """Gives what is in hand a moment to finish before asking again.

        While anything is in hand Telegram answers at once, so this is how long a new update may lie there:
        short when updates are coming in, longer when all that is left is slow.
        """
        pending = self._window.open()
        if pending and not stop.is_set():
            await asyncio.wait(pending, timeout=self._breath)

    def _refused(self, reply: Reply) -> Ended | None:
        if reply.code in (401, 404):
            log.error("token_refused_by_telegram")
            return Ended.UNAUTHORISED
        if reply.code == 409:
            if self._conflict_since is None or self._now() - self._conflict_last > CONFLICT_SECONDS:
                self._conflict_since = self._now()
            self._conflict_last = self._now()
            if "webhook" in reply.description.lower():
                log.error("foreign_webhook")
                return Ended.TOKEN_SHARED
            if self._now() - self._conflict_since > CONFLICT_SECONDS:
                log.error("second_reader_of_the_token")
                return Ended.TOKEN_SHARED
        if reply.code == 429:
            self._told = obeyed(reply.retry_after)
        kind = str(reply.code) if reply.code else reply.description
        if kind != self._fault:
            self._fault = kind
            log.warning("cannot_fetch_updates", extra={"fields": {"kind": kind}})
        return None

    def _works(self) -> None:
        if self._fault:
            log.info("fetching_updates_again")
        self._fault = ""
        self._pauses.well()

    async def _rest(self, stop: asyncio.Event) -> None:
        await event_or_time(stop, self._pauses.pause(self._told), self._sleep)
        self._told = 0.0

    def _body(self, offset: int | None, seconds: int, limit: int = WINDOW) -> bytes:
        asked: dict[str, Any] = {"timeout": seconds, "limit": limit, "allowed_updates": self._allowed}
        if offset is not None:
            asked["offset"] = offset
        return json.dumps(asked).encode()


def obeyed(retry_after: float) -> float:
    """Seconds to wait when told to: at most five minutes, or one wrong answer makes the bot deaf for good."""
    if retry_after > LONGEST_OBEYED:
        log.error("told_to_wait_too_long", extra={"fields": {"seconds": LONGEST_OBEYED}})
    return min(retry_after, LONGEST_OBEYED)
