"""Calls with patience: bounded retries for faults, and Telegram's pace."""

import logging
import random
from collections.abc import Awaitable, Callable

from bot.telegram.client import Body, Client, Reply, Unreachable, passing
from bot.telegram.flood_control import FloodControl
from bot.telegram.query_answers import QueryAnswers

log = logging.getLogger("qoldau.sender")

ATTEMPTS = 5
FIRST_PAUSE = 0.2
LONGEST_PAUSE = 3.0
LONGEST_WAIT = 120.0
BEHIND = 0.05
NO_ANSWER = Reply(ok=False, code=0, description="no answer")


class Sender:
    """Everything to Telegram passes here."""

    def __init__(
        self,
        client: Client,
        now: Callable[[], float],
        sleep: Callable[[float], Awaitable[None]],
        chance: random.Random | None = None,
    ) -> None:
        self._client = client
        self._pace = FloodControl(now)
        self._sleep = sleep
        self._chance = chance or random.Random()  # noqa: S311
        self._answers = QueryAnswers(self.once, self.refused, sleep)
        self._failing = False

    @property
    def failing(self) -> bool:
        """Whether the last call got no answer, or a fault of Telegram's."""
        return self._failing

    async def call(self, method: str, body: Body, chat: int = 0) -> Reply:
        """The call's reply, after as many tries as it takes within bounds."""
        reply, waited = NO_ANSWER, 0.0
        for attempt in range(ATTEMPTS):
            while pause := self._pace.wait(chat):
                waited += pause
                if waited > LONGEST_WAIT:
                    return reply
                await self._sleep(pause + BEHIND)
            reply = await self.once(method, body)
            if not passing(reply):
                break
            if reply.code == 429:
                self.refused(chat, reply.retry_after)
            elif attempt < ATTEMPTS - 1:
                await self._sleep(min(FIRST_PAUSE * 2**attempt, LONGEST_PAUSE) * self.chance())
        return reply

    def refused(self, chat: int, seconds: float) -> None:
        """Telegram answered 429 to a call for the chat."""
        self._pace.refused(chat, seconds)

    def pause(self, chat: int) -> float:
        """Seconds until a call for the chat may be tried."""
        return self._pace.wait(chat)

    def chance(self) -> float:
        """A factor for pauses, so that many do not try again at once."""
        return self._chance.uniform(0.5, 1.5)

    async def once(self, method: str, body: Body, *, seconds: float | None = None) -> Reply:
        """One try, whatever comes of it, within the client's own time or these seconds."""
        try:
            reply = await self._client.call(method, body, seconds=seconds)
        except Unreachable as fault:
            self._note(fault.kind)
            return NO_ANSWER
        if passing(reply):
            self._note(str(reply.code))
        elif self._failing:
            self._failing = False
            log.info("telegram_answers_again")
        return reply

    def answer(self, query: str, chat: int) -> None:
        """Ends the waiting sign on a button; nothing waits for it."""
        self._answers.answer(query, chat)

    async def settle(self) -> None:
        """Waits for answers on their way, for a clean stop; the caller bounds the time."""
        await self._answers.finished()

    def _note(self, kind: str) -> None:
        if not self._failing and kind != "429":
            self._failing = True
            log.warning("telegram_fails", extra={"fields": {"kind": kind}})
