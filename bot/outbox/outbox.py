"""Calls with patience: bounded retries for faults, Telegram's pace, and what may wait in the background."""

import asyncio
import json
import logging
import random
from collections.abc import Awaitable, Callable, Iterable, Sequence
from itertools import count

from bot.outbox.pace import Pace
from bot.outbox.parked import Parked
from bot.outbox.wire import Body, Reply, Unreachable, Wire

log = logging.getLogger("qoldau.outbox")

ATTEMPTS = 5
FIRST_PAUSE = 0.2
LONGEST_PAUSE = 3.0
LONGEST_WAIT = 120.0
LONGEST_IN_BACKGROUND = 600.0
BEHIND = 0.05
CROWD = 20
MOST_DELETED = 100
NO_ANSWER = Reply(ok=False, code=0, description="no answer")


class Outbox:
    """Everything to Telegram passes here.

    `attempted` hears that an answer was tried and has to wait. `newer` tells how many newer updates of a
    chat wait: the answer to the newest is what the person will see, so nothing waits in front of it.
    """

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
        self._parked = Parked()
        self._sleepers: dict[int, set[asyncio.Event]] = {}
        self._numbers = count(1)
        self._failing = False
        self.attempted: Callable[[], None] = lambda: None
        self.newer: Callable[[int], int] = lambda _: 0

    @property
    def failing(self) -> bool:
        """Whether the last call got no answer, or a fault of Telegram's."""
        return self._failing

    async def call(self, method: str, body: Body, chat: int = 0, *, first: bool = False) -> Reply:
        """The call's reply, after as many tries as it takes within bounds. `first` ignores pauses once.

        A call that a newer update of the chat overtakes while it waits is given up.
        """
        reply = NO_ANSWER
        if not first and (self._crowded(chat) or not await self._rest(chat)):
            return reply
        for _ in range(ATTEMPTS):
            reply = await self._insist(method, body, chat, first=first)
            if reply.code != 429 or not await self._rest(chat, first=first):
                break
        return reply

    async def overtaking(
        self, method: str, body: Body, chat: int, message: int, *, first: bool = False
    ) -> Reply | None:
        """A call about one message that may wait in the background while its chat is paused: None then.

        Of those that wait for one message only the newest is sent, for it says how the message stands.
        """
        key = (chat, message)
        await self._parked.take_back(key)
        if first or not (self._pace.wait(chat) or self._crowded(chat)):
            reply = await self._insist(method, body, chat, first=first)
            if reply.code != 429:
                return reply
        self._parked.park(key, lambda mine: self._later(method, body, key, mine, first=first))
        return None

    async def wipe(self, chat: int, messages: Sequence[int], *, first: bool = False) -> Reply | None:
        """Deletes messages; while the chat is paused they wait together in the background: None then."""
        if first or not (self._pace.wait(chat) or self._crowded(chat)):
            reply = await self._insist("deleteMessages", _wipe(chat, messages), chat, first=first)
            if reply.code != 429:
                return reply
        if self._parked.leave(chat, messages):
            self._parked.park((chat, 0), lambda _: self._wipe_later(chat, first=first))
        return None

    async def once(self, method: str, body: Body) -> Reply:
        """One try, whatever comes of it."""
        try:
            reply = await self._wire.call(method, body)
        except Unreachable as fault:
            self._note(fault.kind)
            return NO_ANSWER
        if passing(reply):
            self._note(str(reply.code))
        elif self._failing:
            self._failing = False
            log.info("telegram_answers_again")
        return reply

    async def soon(self, method: str, body: Body) -> Reply:
        """One try; while that fails the others follow in the background, and nobody waits for them."""
        reply = await self.once(method, body)
        if passing(reply):
            key = (0, next(self._numbers))
            if reply.code == 429:
                self._pace.refused(0, reply.retry_after)
            self._parked.park(key, lambda mine: self._later(method, body, key, mine, first=False))
        return reply

    def hurry(self, chat: int) -> None:
        """Wakes what waits for this chat: something newer of it has come."""
        for sleeper in self._sleepers.get(chat, ()):
            sleeper.set()

    async def settle(self) -> None:
        """Waits for what is parked, for a clean stop; the caller bounds the time."""
        await self._parked.finished()

    async def _insist(self, method: str, body: Body, chat: int, *, first: bool) -> Reply:
        """Tries again while Telegram fails; a 429 is noted and returned."""
        reply = await self.once(method, body)
        for attempt in range(ATTEMPTS - 1):
            if not passing(reply):
                break
            self.attempted()
            if reply.code == 429:
                break
            await self._pause(chat, self._backoff(attempt))
            if not first and self.newer(chat):
                break
            reply = await self.once(method, body)
        if reply.code == 429:
            self._pace.refused(chat, reply.retry_after)
        return reply

    async def _later(
        self, method: str, body: Body, key: tuple[int, int], mine: Callable[[], bool], *, first: bool
    ) -> None:
        for attempt in range(ATTEMPTS):
            if not await self._rest_long(key[0], first=first) or not mine():
                return
            reply = await self._parked.flying(key, self.once(method, body))
            if not passing(reply) or not mine():
                return
            if reply.code == 429:
                self._pace.refused(key[0], reply.retry_after)
            else:
                await self._sleep(self._backoff(attempt))

    async def _wipe_later(self, chat: int, *, first: bool) -> None:
        for attempt in range(ATTEMPTS):
            if not await self._rest_long(chat, first=first):
                break
            messages = self._parked.left(chat)
            while messages:
                reply = await self.once("deleteMessages", _wipe(chat, messages[:MOST_DELETED]))
                if passing(reply):
                    self._parked.leave(chat, messages)
                    if reply.code == 429:
                        self._pace.refused(chat, reply.retry_after)
                    else:
                        await self._sleep(self._backoff(attempt))
                    break
                messages = messages[MOST_DELETED:] or self._parked.left(chat)
            else:
                return
        self._parked.left(chat)

    async def _rest(self, chat: int, *, first: bool = False) -> bool:
        """Waits until the chat's pause is over; False when that is too long or something newer has come."""
        waited = 0.0
        while pause := self._pace.wait(chat):
            self.attempted()
            if waited + pause > LONGEST_WAIT or self.newer(chat):
                return False
            pause += 0.0 if first else BEHIND
            await self._pause(chat, pause)
            waited += pause
        return True

    async def _rest_long(self, chat: int, *, first: bool) -> bool:
        waited = 0.0
        while pause := self._pace.wait(chat):
            if waited + pause > LONGEST_IN_BACKGROUND:
                return False
            pause += 0.0 if first else BEHIND
            await self._sleep(pause)
            waited += pause
        return True

    async def _pause(self, chat: int, seconds: float) -> None:
        woken = asyncio.Event()
        self._sleepers.setdefault(chat, set()).add(woken)
        waits = [asyncio.ensure_future(self._sleep(seconds)), asyncio.ensure_future(woken.wait())]
        try:
            await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for wait in waits:
                wait.cancel()
            self._sleepers[chat].discard(woken)
            if not self._sleepers[chat]:
                del self._sleepers[chat]

    def _crowded(self, chat: int) -> bool:
        return self.newer(chat) >= CROWD

    def _note(self, kind: str) -> None:
        if not self._failing and kind != "429":
            self._failing = True
            log.warning("telegram_fails", extra={"fields": {"kind": kind}})

    def _backoff(self, attempt: int) -> float:
        pause: float = min(FIRST_PAUSE * 2**attempt, LONGEST_PAUSE)
        return pause * self._chance.uniform(0.5, 1.5)


def passing(reply: Reply) -> bool:
    """Whether the same call may well succeed a little later."""
    return reply.code in (0, 429) or reply.code >= 500


def _wipe(chat: int, messages: Iterable[int]) -> bytes:
    return json.dumps({"chat_id": chat, "message_ids": list(messages)}).encode()
