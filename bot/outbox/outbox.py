"""Calls with patience: bounded retries for faults, Telegram's pace, and edits that overtake each other."""

import asyncio
import logging
import random
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from bot.outbox.pace import Pace
from bot.outbox.wire import Body, Reply, Unreachable, Wire

log = logging.getLogger("qoldau.outbox")

ATTEMPTS = 5
FIRST_PAUSE = 0.2
LONGEST_PAUSE = 3.0
LONGEST_WAIT = 120.0
BEHIND = 0.05
NO_ANSWER = Reply(ok=False, code=0, description="no answer")


@dataclass(frozen=True, slots=True)
class _Parked:
    """A call that waits for its chat's pause to end; a newer one of the same kind takes its place."""

    method: str
    body: Body
    first: bool


class Outbox:
    """Everything to Telegram passes here. `attempted` hears of each chat whose answer has to wait."""

    def __init__(
        self,
        wire: Wire,
        now: Callable[[], float],
        sleep: Callable[[float], Awaitable[None]],
        chance: random.Random | None = None,
    ) -> None:
        self._wire = wire
        self._pace = Pace(now)
        self._sleep = sleep
        self._chance = chance or random.Random()  # noqa: S311
        self._parked: dict[tuple[int, str], _Parked] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._failing = False
        self.attempted: Callable[[int], None] = lambda _: None

    @property
    def failing(self) -> bool:
        """Whether the last call got no answer, or a fault of Telegram's."""
        return self._failing

    async def call(self, method: str, body: Body, chat: int = 0, *, first: bool = False) -> Reply:
        """The call's reply, after as many tries as it takes within bounds. `first` ignores pauses once."""
        waited = 0.0
        if not first:
            waited = await self._rest(chat, 0.0)
        for attempt in range(ATTEMPTS):
            reply = await self.once(method, body)
            if reply.ok or not _passing(reply):
                return reply
            self.attempted(chat)
            if reply.code == 429:
                self._pace.refused(chat, reply.retry_after)
                waited = await self._rest(chat, waited, first=first)
            else:
                await self._sleep(self._backoff(attempt))
            if waited > LONGEST_WAIT:
                break
        return reply

    async def overtaking(self, method: str, body: Body, chat: int, *, first: bool = False) -> Reply | None:
        """A call that may wait in the background while its chat is paused: None then.

        Of those that wait for one chat only the newest is sent, for it says how the message stands.
        """
        self._parked.pop((chat, method), None)
        if first or not self._pace.wait(chat):
            for attempt in range(ATTEMPTS):
                reply = await self.once(method, body)
                if reply.ok or not _passing(reply):
                    return reply
                if reply.code == 429:
                    self._pace.refused(chat, reply.retry_after)
                    break
                self.attempted(chat)
                await self._sleep(self._backoff(attempt))
            else:
                return reply
        self._park(chat, _Parked(method, body, first))
        return None

    async def settle(self) -> None:
        """Waits for what is parked, for a clean stop; the caller bounds the time."""
        while self._tasks:
            await asyncio.wait(self._tasks)

    def _park(self, chat: int, parked: _Parked) -> None:
        key = (chat, parked.method)
        self._parked[key] = parked
        task = asyncio.create_task(self._later(key, parked))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _later(self, key: tuple[int, str], parked: _Parked) -> None:
        waited = 0.0
        for _ in range(ATTEMPTS):
            waited = await self._rest(key[0], waited, first=parked.first)
            if self._parked.get(key) is not parked or waited > LONGEST_WAIT:
                return
            reply = await self.once(parked.method, parked.body)
            if reply.ok or not _passing(reply):
                break
            if reply.code == 429:
                self._pace.refused(key[0], reply.retry_after)
            else:
                await self._sleep(self._backoff(0))
        if self._parked.get(key) is parked:
            del self._parked[key]

    async def _rest(self, chat: int, waited: float, *, first: bool = False) -> float:
        while pause := self._pace.wait(chat):
            self.attempted(chat)
            if waited > LONGEST_WAIT:
                break
            pause += 0.0 if first else BEHIND
            await self._sleep(pause)
            waited += pause
        return waited

    async def once(self, method: str, body: Body) -> Reply:
        """One try, whatever comes of it."""
        try:
            reply = await self._wire.call(method, body)
        except Unreachable as fault:
            self._note(fault.kind)
            return NO_ANSWER
        if _passing(reply):
            self._note(str(reply.code))
        elif self._failing:
            self._failing = False
            log.info("telegram_answers_again")
        return reply

    def _note(self, kind: str) -> None:
        if not self._failing and kind != "429":
            self._failing = True
            log.warning("telegram_fails", extra={"fields": {"kind": kind}})

    def _backoff(self, attempt: int) -> float:
        pause: float = min(FIRST_PAUSE * 2**attempt, LONGEST_PAUSE)
        return pause * self._chance.uniform(0.5, 1.5)


def _passing(reply: Reply) -> bool:
    """Whether the same call may well succeed a little later."""
    return reply.code in (0, 429) or reply.code >= 500
