"""One chat that taps thirty times a second slows nobody else: waits in virtual seconds (S47, S58)."""

import asyncio
import random
from typing import Any

import orjson

from bot.running import serve
from bot.telegram.client import Body, Reply, _reply
from end_state import virtual_time
from end_state.machine import NOON, _assembled
from end_state.people import data_of
from end_state.story import Story
from end_state.telegram import InProcess, Troubles
from sandbox.api.methods import Api
from sandbox.api.params import parse_body
from sandbox.api.world import Chat, World
from sandbox.people import phone

A_CALL = 0.1
TAPS_A_SECOND = 30
SECONDS = 40
SLOWER = 1.5
STORY = Story(1, "flood", ("ru", "ru"), A_CALL, (), (), ("", ""))


class Others:
    """Somebody who taps now and then, and how long each tap waits for its screen."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.waits: list[float] = []
        self._shown: dict[int, asyncio.Event] = {}

    def shown(self, chat: int, _: dict[str, Any]) -> None:
        if waiting := self._shown.pop(chat, None):
            waiting.set()

    async def start(self) -> Chat:
        chat = phone.meet(self.world, "A", "ru")
        phone.write(self.world, chat, {"text": "/start"})
        await self._next(chat.id)
        return chat

    async def tap(self, chat: Chat, chance: random.Random) -> None:
        number, message = max(chat.messages.items())
        began = asyncio.get_running_loop().time()
        phone.tap(self.world, chat, number, chance.choice(data_of(message)[1:-1] or data_of(message)))
        await self._next(chat.id)
        self.waits.append(asyncio.get_running_loop().time() - began)

    async def _next(self, chat: int) -> None:
        shown = self._shown[chat] = asyncio.Event()
        async with asyncio.timeout(60):
            await shown.wait()


async def flood(world: World, chat: Chat) -> None:
    """The same two buttons in turn, as fast as a program taps."""
    chance = random.Random(1)
    while True:
        number, message = max(chat.messages.items())
        if offered := data_of(message):
            phone.tap(world, chat, number, chance.choice(offered[1:]))
        await asyncio.sleep(1 / TAPS_A_SECOND)


class QuickFetch(InProcess):
    """Updates come as soon as they are there; every other call takes its time."""

    async def call(self, method: str, body: Body = b"{}", *, seconds: float | None = None) -> Reply:
        if method != "getUpdates":
            return await super().call(method, body, seconds=seconds)
        answer = await self._api.call(method, parse_body(bytes(body), "application/json"))
        return _reply(200, orjson.dumps(answer))


async def waits(line: type[InProcess], *, flooded: bool) -> list[float]:
    """Sorted seconds from each tap of the others until its screen stands there."""
    loop = asyncio.get_running_loop()
    world = World(now=lambda: NOON + loop.time())
    others = Others(world)
    wire = line(Api(world, recorder_limit=10), Troubles((), [], 1), A_CALL, 1, others.shown)
    stop, ready = asyncio.Event(), asyncio.Event()
    served = asyncio.create_task(serve(_assembled(STORY, wire, world), stop, ready.set))
    await ready.wait()
    chats, troll = [await others.start() for _ in range(3)], await others.start()
    beside = asyncio.create_task(flood(world, troll)) if flooded else None
    chance = random.Random(2)
    for _ in range(SECONDS):
        await asyncio.sleep(chance.uniform(0.5, 1.5))
        await others.tap(chance.choice(chats), chance)
    if beside:
        beside.cancel()
        await world.updates.confirmed()
    stop.set()
    await served
    return sorted(others.waits)


def p99(line: type[InProcess], *, flooded: bool) -> float:
    waited = virtual_time.run(waits(line, flooded=flooded))
    return waited[int(len(waited) * 0.99) - 1]


def test_S47_S58_others_wait_hardly_longer_beside_a_flood() -> None:
    quiet, loud = p99(QuickFetch, flooded=False), p99(QuickFetch, flooded=True)
    print(f"wait at the 99th percentile: {quiet:.3f} s, beside a flood {loud:.3f} s (virtual)")
    assert loud <= SLOWER * quiet


def test_S58_where_fetching_is_slow_a_flood_costs_the_others_one_fetch() -> None:
    """Telegram ends a fetch with the first update, so the next person's waits for the fetch after it."""
    quiet, loud = p99(InProcess, flooded=False), p99(InProcess, flooded=True)
    print(f"with 0.1 s a fetch: {quiet:.3f} s, beside a flood {loud:.3f} s (virtual)")
    assert loud <= quiet + 1.4 * A_CALL
