"""Deals with one update: answer it, commit its counts, then say that it may be confirmed."""

import asyncio
import logging
from collections import deque
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any, Protocol

from bot.intake.arrival import Arrival
from bot.intake.per_chat import Lanes
from bot.intake.update import chat_of, is_button, is_stale, update_id
from bot.process.changes import State
from content.model import Count

log = logging.getLogger("qoldau.intake")

REMEMBERED = 20_000
REMEMBERED_SECONDS = 2 * 86_400
DATABASE_SECONDS = 0.5


class Counting(Protocol):
    """Writes an update's counts; returns when they are committed or safely kept in memory (S57)."""

    async def add(self, update_id: int, counts: Sequence[Count]) -> object: ...


class UpdateProcessor:
    """Takes raw updates from polling or webhook. Nothing of an update is ever printed."""

    def __init__(
        self,
        answer: Callable[[Mapping[str, Any], Arrival], Awaitable[None]],
        allowed: Callable[[int, Sequence[Count]], Sequence[Count]],
        counting: Counting,
        seen: Callable[[Sequence[int]], Awaitable[set[int]]],
        now: Callable[[], float],
    ) -> None:
        self._answer = answer
        self._allowed = allowed
        self._counting = counting
        self._seen = seen
        self._now = now
        self.lanes = Lanes()
        self.unreadable = 0
        self._asking = State(log, "seen_unavailable", "seen_available")
        self._reading = State(log, "update_unreadable", "updates_readable")
        self._known: set[int] = set()
        self._order: deque[tuple[float, int]] = deque()
        self._commits: set[asyncio.Task[None]] = set()

    async def applied_before(self, ids: Sequence[int]) -> set[int]:
        """Those that an earlier process has dealt with; none when the database cannot say soon."""
        try:
            async with asyncio.timeout(DATABASE_SECONDS):
                found = await self._seen(ids)
        except Exception as error:
            self._asking.now(type(error).__name__)
            return set()
        self._asking.now()
        return found

    def receive(self, raw: object, *, unsure: bool = False) -> "asyncio.Future[None] | None":
        """Begins to deal with an update; the future is done when it may be confirmed.

        None for one that is known already or is no update. `unsure`: it may have waited for long.
        """
        self._forget_old()
        key = update_id(raw)
        if key is None or not isinstance(raw, Mapping) or key in self._known:
            self.unreadable += key is None
            return None
        self._remember(key)
        chat = chat_of(raw)
        arrival = Arrival(
            key,
            chat,
            stale=is_stale(raw, self._now()),
            uncertain=unsure and is_button(raw),
            newer=self.lanes.newer,
            allowed=self._allowed,
        )
        self.lanes.start(chat, lambda: self._deal(raw, arrival))
        return arrival.ready

    def known(self, ids: Sequence[int]) -> None:
        """Marks updates as dealt with by an earlier process."""
        for each in ids:
            self._remember(each)

    async def decided(self) -> None:
        """Returns when every handler has said what its chat is to show; the caller bounds the time."""
        await self.lanes.finished()

    async def finished(self) -> None:
        """Returns when nothing is in hand and all counts are safe; the caller bounds the time."""
        await self.lanes.finished()
        while self._commits:
            await asyncio.wait(self._commits)

    async def _deal(self, raw: Mapping[str, Any], arrival: Arrival) -> None:
        try:
            await self._answer(raw, arrival)
        except Exception as error:
            self.unreadable += 1
            self._reading.now(type(error).__name__)
        else:
            self._reading.now()
        task = asyncio.create_task(self._commit(arrival))
        self._commits.add(task)
        task.add_done_callback(self._commits.discard)

    async def _commit(self, arrival: Arrival) -> None:
        """The chat's next update waits neither for the answer nor for the disk."""
        await self._counting.add(arrival.id, await arrival.tried())
        if not arrival.ready.done():
            arrival.ready.set_result(None)

    def _remember(self, key: int) -> None:
        self._known.add(key)
        self._order.append((self._now(), key))
        if len(self._order) > REMEMBERED:
            self._known.discard(self._order.popleft()[1])

    def _forget_old(self) -> None:
        """After an idle week ids begin anew anywhere, also where they have been before."""
        while self._order and self._order[0][0] < self._now() - REMEMBERED_SECONDS:
            self._known.discard(self._order.popleft()[1])
