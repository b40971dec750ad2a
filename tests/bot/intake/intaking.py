"""What the tests of the intake share: Telegram's queue behind a wire, and a desk over a real database."""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import orjson

from bot.counts.batch_writer import BatchWriter
from bot.counts.store import open_store
from bot.intake.arrival import Arrival
from bot.intake.polling import Ended, Polling
from bot.intake.update_processor import UpdateProcessor
from bot.telegram.client import Reply
from content.model import Count
from sandbox.api.update_queue import Updates

NOON = 1_795_500_000.0
OPENED = Count("opened", "bullying", "ru")
DAY = 86_400.0
KINDS = ("message", "callback_query")


class Clock:
    def __init__(self) -> None:
        self.time = NOON

    def __call__(self) -> float:
        return self.time

    def pass_by(self, seconds: float) -> None:
        self.time += seconds


class Telegram:
    """The queue of updates as `getUpdates` shows it; answers from its script first."""

    def __init__(self, now: Callable[[], float], first: int = 100) -> None:
        self.updates = Updates(now, first)
        self.updates.allowed = frozenset(KINDS)
        self.script: deque[Reply] = deque()
        self.calls: list[dict[str, Any]] = []
        self.on_confirm: Callable[[int], None] = lambda _: None
        self._now = now

    def tap(self, chat: int = 1) -> int:
        message = {"message_id": 1, "date": int(self._now()), "chat": {"id": chat, "type": "private"}}
        pushed = self.updates.push("callback_query", {"id": "1", "from": {"id": chat}, "message": message})
        assert pushed is not None
        return pushed

    def message(self, chat: int = 1, date: float | None = None) -> int:
        content = {"message_id": 1, "date": date or self._now(), "chat": {"id": chat, "type": "private"}}
        pushed = self.updates.push("message", content)
        assert pushed is not None
        return pushed

    async def call(self, method: str, body: bytes, *, seconds: float) -> Reply:
        given = orjson.loads(body)
        self.calls.append(given)
        await asyncio.sleep(0)
        if self.script:
            return self.script.popleft()
        if offset := given.get("offset"):
            for update in self.updates.peek(1_000):
                if update["update_id"] < offset:
                    self.on_confirm(update["update_id"])
            self.updates.confirm_below(offset)
        while not len(self.updates) and given["timeout"]:
            await self.updates.changed()
        return Reply(ok=True, code=200, result=self.updates.peek(given["limit"]))

    async def confirmed(self) -> None:
        async with asyncio.timeout(10):
            await self.updates.confirmed()


@dataclass
class Bot:
    """One process: a desk over a database file, fed by polling. `answer` is what it does with an update."""

    telegram: Telegram
    clock: Clock
    file: Path
    answer: Callable[[Mapping[str, Any], Arrival], Awaitable[None]]
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep

    async def start(self) -> None:
        self.store = open_store(f"sqlite:///{self.file}", self.clock)
        self.batcher = BatchWriter(self.store, self.clock, patience=5.0)
        await self.batcher.start()
        self.desk = UpdateProcessor(self.answer, all_allowed, self.batcher, self.store.seen, self.clock)
        self.polling = Polling(
            self.telegram, self.desk, ["message", "callback_query"], self.clock, self.sleep
        )
        self.stopping = asyncio.Event()
        self.task = asyncio.create_task(self.polling.run(self.stopping))

    async def stop(self) -> Ended:
        """A clean stop."""
        self.stopping.set()
        ended = await self.task
        await self.desk.finished()
        await self.polling.finish()
        await self.batcher.close()
        return ended

    async def crash(self) -> None:
        """What a kill does: everything in memory is gone, only what was committed stays."""
        self.desk.lanes.drop()
        tasks = [self.task, self.batcher._task, *self.desk.lanes._tasks, *self.desk._commits]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await self.store.close()

    async def total(self) -> int:
        return sum(row.n for row in await self.store.rows())


def all_allowed(_: int, counts: Sequence[Count]) -> list[Count]:
    return list(counts)


def bot(folder: Path, answer: Callable[[Mapping[str, Any], Arrival], Awaitable[None]] | None = None) -> Bot:
    """A bot that counts every update once, and then does what `answer` says."""
    clock = Clock()

    async def counting(raw: Mapping[str, Any], arrival: Arrival) -> None:
        arrival.note((OPENED,))
        if answer is not None:
            await answer(raw, arrival)

    return Bot(Telegram(clock), clock, folder / "counts.db", answer=counting)
