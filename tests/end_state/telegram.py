"""The sandbox's Bot API in place of the HTTP client, with the faults of a story between the two."""

import asyncio
import math
import random
from collections import Counter
from collections.abc import Callable
from typing import Any

import orjson

from bot.telegram.client import ANSWER_SECONDS, Body, Reply, Unreachable, _reply
from end_state.story import Fault
from sandbox.api.methods import Api
from sandbox.api.params import Params, parse_body
from sandbox.api.refusals import too_many_requests

AFTER = ("lost_after", "error_after", "silent_after", "slow_answer")
"""The call takes effect, whatever comes back."""
Shown = Callable[[int, dict[str, Any]], None]


class Troubles:
    """The faults of a story, whose first second is `begin` on the loop's clock."""

    def __init__(self, faults: tuple[Fault, ...], chats: list[int], seed: int) -> None:
        self.faults = faults
        self.begin = math.inf
        self._chats = chats
        self._hits: Counter[int] = Counter()
        self._chance = random.Random(seed)
        self.seen: Counter[str] = Counter()

    def take(self, method: str, chat: int, now: float) -> Fault | None:
        """What goes wrong with this call."""
        for number, fault in enumerate(self.faults):
            if self._fits(fault, method, chat, now - self.begin) and not 0 < fault.most <= self._hits[number]:
                if fault.chance < 1 and self._chance.random() > fault.chance:
                    continue
                self._hits[number] += 1
                self.seen[fault.kind] += 1
                return fault
        return None

    def over(self, fault: Fault, now: float) -> float:
        """When a call that went wrong until `now` may be made again with success."""
        return now if fault.most else max(now, self.begin + fault.until)

    def left(self, fault: Fault, now: float) -> float:
        """Seconds until the fault is over."""
        return self.begin + fault.until - now

    def _fits(self, fault: Fault, method: str, chat: int, now: float) -> bool:
        if not fault.at <= now < fault.until or fault.method not in ("", method):
            return False
        return fault.who < 0 or (fault.who < len(self._chats) and self._chats[fault.who] == chat)


class InProcess:
    """Stands in for `bot.telegram.client.Wire`. `in_trouble`: (method, chat) of calls that go wrong now."""

    def __init__(self, api: Api, troubles: Troubles, latency: float, seed: int, shown: Shown) -> None:
        self._api, self._troubles, self._latency = api, troubles, latency
        self._chance = random.Random(seed)
        self._shown = shown
        self.blunder: Callable[[str, Params], dict[str, Any] | None] = lambda *_: None
        self._landing: set[asyncio.Task[dict[str, Any]]] = set()
        self.in_trouble: Counter[tuple[str, int]] = Counter()
        self._eased = asyncio.Event()
        self._over: dict[int, float] = {}
        self.calls: Counter[str] = Counter()

    async def open(self) -> None:
        return

    async def close(self) -> None:
        return

    async def call(self, method: str, body: Body = b"{}", *, seconds: float | None = None) -> Reply:
        """As `Client.call`."""
        assert isinstance(body, bytes), "no story sends files"
        params = parse_body(body, "application/json")
        chat = int(params.get("chat_id", 0))
        fault = self._troubles.take(method, chat, asyncio.get_running_loop().time())
        self.calls[method] += 1
        if fault is None:
            return await self._bounded(method, params, None, seconds)
        self.in_trouble[method, chat] += 1
        try:
            return await self._bounded(method, params, fault, seconds)
        finally:
            self.in_trouble[method, chat] -= 1
            self._over[chat] = self._troubles.over(fault, asyncio.get_running_loop().time())
            self._eased.set()

    def over(self, chat: int) -> float:
        """The second of the loop at which what went wrong for this chat was over; 0.0 when nothing did."""
        return max(self._over.get(0, 0.0), self._over.get(chat, 0.0))

    async def calm(self, chat: int) -> None:
        """Returns when no call that concerns this chat is going wrong."""
        while any(n for (_, whose), n in self.in_trouble.items() if whose in (0, chat)):
            self._eased.clear()
            await self._eased.wait()

    async def landed(self) -> None:
        """Returns when every request that is on its way has taken effect."""
        while self._landing:
            await asyncio.wait(self._landing)

    async def _bounded(
        self, method: str, params: Params, fault: Fault | None, seconds: float | None
    ) -> Reply:
        limit = seconds or ANSWER_SECONDS
        try:
            async with asyncio.timeout(limit):
                return await self._carried(method, params, fault, limit)
        except TimeoutError:
            raise Unreachable("TimeoutError") from None

    async def _carried(self, method: str, params: Params, fault: Fault | None, limit: float) -> Reply:
        way = self._latency * self._chance.uniform(0.3, 0.7)
        if fault is None or fault.kind in AFTER:
            body = await self._applied(method, params, way)
        elif fault.kind == "slow" and fault.amount < limit:
            body = await self._applied(method, params, way + fault.amount)
        else:
            await asyncio.sleep(way)
            body = {}
        await asyncio.sleep(way)
        return await self._answer(fault, body)

    async def _applied(self, method: str, params: Params, way: float) -> dict[str, Any]:
        """A request that was sent takes effect even if whoever sent it has gone; a poll ends with them."""
        if method == "getUpdates":
            await asyncio.sleep(way)
            return await self._api.call(method, params)
        landing = asyncio.create_task(self._later(method, params, way))
        self._landing.add(landing)
        landing.add_done_callback(self._landing.discard)
        return await asyncio.shield(landing)

    async def _later(self, method: str, params: Params, way: float) -> dict[str, Any]:
        await asyncio.sleep(way)
        body = self.blunder(method, params) or await self._api.call(method, params)
        if isinstance(message := body.get("result"), dict) and "chat" in message:
            self._shown(message["chat"]["id"], message)
        return body

    async def _answer(self, fault: Fault | None, body: dict[str, Any]) -> Reply:
        if fault is None:
            return _reply(int(body.get("error_code", 200)), orjson.dumps(body))
        if fault.kind in ("reset", "lost_after"):
            raise Unreachable("ServerDisconnectedError")
        if fault.kind in ("error", "error_after"):
            return _reply(502, b"<html>Bad Gateway</html>")
        if fault.kind == "flood":
            left = math.ceil(self._troubles.left(fault, asyncio.get_running_loop().time()))
            return _reply(429, orjson.dumps(too_many_requests(max(left, 1)).body()))
        if fault.kind == "slow_answer":
            await asyncio.sleep(fault.amount)
        elif fault.kind != "slow" or not body:
            await asyncio.get_running_loop().create_future()
        return _reply(int(body.get("error_code", 200)), orjson.dumps(body))
