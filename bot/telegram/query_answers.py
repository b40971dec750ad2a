"""Answers to taps, which end the waiting sign on a button: beside all else, a few at once for a chat."""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable

from bot.telegram.client import Reply, passing
from bot.telegram.methods import Call, answer_query

AT_ONCE = 2
WAITING = 8
TRIES = 5
FIRST_PAUSE = 0.2
LONGEST_PAUSE = 30.0


class QueryAnswers:
    """A chat that taps faster than Telegram answers has the sign ended on its last taps only."""

    def __init__(
        self,
        once: Callable[..., Awaitable[Reply]],
        refused: Callable[[int, float], None],
        sleep: Callable[[float], Awaitable[None]],
    ) -> None:
        self._once = once
        self._refused = refused
        self._sleep = sleep
        self._waiting: dict[int, deque[str]] = {}
        self._tasks: dict[int, int] = {}
        self._all: set[asyncio.Task[None]] = set()

    def answer(self, query: str, chat: int) -> None:
        self._waiting.setdefault(chat, deque(maxlen=WAITING)).append(query)
        if self._tasks.get(chat, 0) < AT_ONCE:
            self._tasks[chat] = self._tasks.get(chat, 0) + 1
            task = asyncio.create_task(self._work(chat))
            self._all.add(task)
            task.add_done_callback(self._all.discard)

    async def finished(self) -> None:
        while self._all:
            await asyncio.wait(self._all)

    async def _work(self, chat: int) -> None:
        try:
            while waiting := self._waiting.get(chat):
                await self._answer(answer_query(waiting.popleft()))
        finally:
            self._tasks[chat] -= 1
            if not self._tasks[chat]:
                del self._tasks[chat]
                self._waiting.pop(chat, None)

    async def _answer(self, call: Call) -> None:
        for attempt in range(TRIES):
            reply = await self._once(*call)
            if not passing(reply):
                return
            if reply.code == 429:
                self._refused(0, reply.retry_after)
            await self._sleep(min(max(FIRST_PAUSE * 2**attempt, reply.retry_after), LONGEST_PAUSE))
