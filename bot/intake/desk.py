"""Deals with one update: answer it, commit its counts, then say that it may be confirmed."""

import asyncio
import logging
from collections import deque
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextvars import ContextVar
from typing import Any, Protocol

from bot.intake.order import Lanes
from bot.intake.update import chat_of, is_button, is_stale, update_id
from content.model import Count

log = logging.getLogger("qoldau.intake")

REMEMBERED = 20_000
REMEMBERED_SECONDS = 2 * 86_400
DATABASE_SECONDS = 0.5
_IN_HAND: ContextVar[int | None] = ContextVar("update_in_hand", default=None)


class Counting(Protocol):
    """Writes an update's counts; returns when they are committed or safely kept in memory (S57)."""

    async def add(self, update_id: int, counts: Sequence[Count]) -> object: ...


class Desk:
    """Takes raw updates from polling or webhook. Nothing of an update is ever printed.

    `overtaken` hears of each chat that sent something while an earlier update of it was in hand.
    """

    def __init__(
        self,
        answer: Callable[[Mapping[str, Any]], Awaitable[None]],
        take: Callable[[int], Sequence[Count]],
        counting: Counting,
        seen: Callable[[Sequence[int]], Awaitable[set[int]]],
        now: Callable[[], float],
    ) -> None:
        self._answer = answer
        self._take = take
        self._counting = counting
        self._seen = seen
        self._now = now
        self.lanes = Lanes()
        self.unreadable = 0
        self.overtaken: Callable[[int], None] = lambda _: None
        self._known: set[int] = set()
        self._order: deque[tuple[float, int]] = deque()
        self._stale: set[int] = set()
        self._suspect: set[int] = set()
        self._waiting: dict[int, asyncio.Future[None]] = {}
        self._committing: set[int] = set()
        self._commits: set[asyncio.Task[None]] = set()

    async def applied_before(self, ids: Sequence[int]) -> set[int]:
        """Those that an earlier process has dealt with; none when the database cannot say soon."""
        try:
            async with asyncio.timeout(DATABASE_SECONDS):
                return await self._seen(ids)
        except Exception as error:
            log.warning("seen_unavailable", extra={"fields": {"kind": type(error).__name__}})
            return set()

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
        if unsure and is_button(raw):
            self._suspect.add(key)
        ready: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting[key] = ready
        chat = chat_of(raw)
        self.lanes.start(chat, lambda: self._deal(key, raw, ready))
        if self.lanes.newer(chat):
            self.overtaken(chat)
        return ready

    def known(self, ids: Sequence[int]) -> None:
        """Marks updates as dealt with by an earlier process."""
        for each in ids:
            self._remember(each)

    def attempted(self) -> None:
        """The answer to the update in hand was tried and has to wait: the update need not wait with it.

        Handlers note what they count before they send anything, so that nothing is missing here.
        """
        key = _IN_HAND.get()
        if key is not None and key in self._waiting and key not in self._committing:
            self._begin_commit(key, self._waiting[key])

    async def finished(self) -> None:
        """Returns when nothing is in hand and all counts are safe; the caller bounds the time."""
        await self.lanes.finished()
        while self._commits:
            await asyncio.wait(self._commits)

    def stale(self, key: int) -> bool:
        return key in self._stale

    def suspect(self, key: int) -> bool:
        return key in self._suspect

    async def _deal(self, key: int, raw: Mapping[str, Any], ready: "asyncio.Future[None]") -> None:
        _IN_HAND.set(key)
        if is_stale(raw, self._now()):
            self._stale.add(key)
        try:
            await self._answer(raw)
        except Exception as error:
            self.unreadable += 1
            log.warning("update_unreadable", extra={"fields": {"kind": type(error).__name__}})
        finally:
            self._stale.discard(key)
            self._suspect.discard(key)
        self._begin_commit(key, ready)

    def _begin_commit(self, key: int, ready: "asyncio.Future[None]") -> None:
        """The chat's next update need not wait for the disk; counts of many are written together."""
        task = asyncio.create_task(self._commit(key, ready))
        self._commits.add(task)
        task.add_done_callback(self._commits.discard)

    async def _commit(self, key: int, ready: "asyncio.Future[None]") -> None:
        if key in self._committing or key not in self._waiting:
            return
        self._committing.add(key)
        try:
            await self._counting.add(key, self._take(key))
        finally:
            self._committing.discard(key)
            del self._waiting[key]
        if not ready.done():
            ready.set_result(None)

    def _remember(self, key: int) -> None:
        self._known.add(key)
        self._order.append((self._now(), key))
        if len(self._order) > REMEMBERED:
            self._known.discard(self._order.popleft()[1])

    def _forget_old(self) -> None:
        """After an idle week ids begin anew anywhere, also where they have been before."""
        while self._order and self._order[0][0] < self._now() - REMEMBERED_SECONDS:
            self._known.discard(self._order.popleft()[1])
