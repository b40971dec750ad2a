"""What the tests of the sender share: time that passes when told, and a wire that answers as told."""

import asyncio
import heapq
import json
import random
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import count

from bot.telegram.client import Reply, Unreachable
from bot.telegram.sender import Sender

DONE = Reply(ok=True, code=200, result={"message_id": 7})
BROKEN = Reply(ok=False, code=500, description="Internal Server Error")
BLOCKED = Reply(ok=False, code=403, description="Forbidden: bot was blocked by the user")


def throttled(seconds: float) -> Reply:
    return Reply(ok=False, code=429, description="Too Many Requests", retry_after=seconds)


class Clock:
    """Sleepers wake in order, each at its moment, when time is told to pass."""

    def __init__(self) -> None:
        self.time = 1_000.0
        self._numbers = count()
        self._sleepers: list[tuple[float, int, asyncio.Future[None]]] = []

    def __call__(self) -> float:
        return self.time

    async def sleep(self, seconds: float) -> None:
        woken: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        heapq.heappush(self._sleepers, (self.time + seconds, next(self._numbers), woken))
        await woken

    async def pass_by(self, seconds: float) -> None:
        until = self.time + seconds
        await settled()
        while self._sleepers and self._sleepers[0][0] <= until:
            self.time, _, woken = heapq.heappop(self._sleepers)
            if not woken.done():
                woken.set_result(None)
            await settled()
        self.time = until


async def settled() -> None:
    """Lets everything go on until it waits for time or for the test."""
    for _ in range(50):
        await asyncio.sleep(0)


@dataclass
class Client:
    """Answers calls of a method from its script, then with `DONE`; notes each with its moment."""

    now: Callable[[], float]
    script: dict[str, deque[Reply | Exception]] = field(default_factory=dict)
    calls: list[tuple[float, str, dict]] = field(default_factory=list)
    held: asyncio.Event | None = None

    def answers(self, method: str, *replies: Reply | Exception) -> None:
        self.script.setdefault(method, deque()).extend(replies)

    async def call(self, method: str, body: bytes = b"{}", *, seconds: float | None = None) -> Reply:
        self.calls.append((self.now(), method, json.loads(body)))
        waiting = self.script.get(method)
        reply = waiting.popleft() if waiting else DONE
        if self.held is not None:
            await self.held.wait()
        if isinstance(reply, Exception):
            raise reply
        return reply

    def texts(self) -> list[str]:
        return [body["text"] for _, _, body in self.calls if "text" in body]


@dataclass
class UpdateProcessor:
    """A sender with its wire and clock."""

    clock: Clock
    wire: Client
    sender: Sender


def desk() -> UpdateProcessor:
    clock = Clock()
    wire = Client(clock)
    return UpdateProcessor(clock, wire, Sender(wire, clock, clock.sleep, random.Random(1)))


def text(words: str, chat: int = 5) -> bytes:
    return json.dumps({"chat_id": chat, "text": words}).encode()


UNREACHABLE = Unreachable("TimeoutError")
