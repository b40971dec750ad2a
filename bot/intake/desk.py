"""Deals with one update: answer it, commit its counts, then say that it may be confirmed."""

import asyncio
import logging
from collections import deque
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any, Protocol

from bot.counts.model import Count
from bot.intake.order import Lanes
from bot.intake.update import chat_of, is_button, is_stale, update_id

log = logging.getLogger("qoldau.intake")

REMEMBERED = 20_000


class Counting(Protocol):
    """Writes an update's counts; returns when they are committed or safely kept in memory (S57)."""

    async def add(self, update_id: int, counts: Sequence[Count]) -> object: ...


class Desk:
    """Takes raw updates from polling or webhook. Nothing of an update is ever printed."""

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
        self._known: set[int] = set()
        self._order: deque[int] = deque()
        self._stale: set[int] = set()
        self._suspect: set[int] = set()
        self._waiting: dict[int, tuple[int, asyncio.Future[None]]] = {}

    async def applied_before(self, ids: Sequence[int]) -> set[int]:
        """Those that an earlier process has dealt with; none when the database cannot say."""
        try:
            return await self._seen(ids)
        except Exception as error:
            log.warning("seen_unavailable", extra={"fields": {"kind": type(error).__name__}})
            return set()

    def receive(self, raw: object, *, unsure: bool = False) -> "asyncio.Future[None] | None":
        """Begins to deal with an update; the future is done when it may be confirmed.

        None for one that is known already or is no update. `unsure`: it may have waited for long.
        """
        key = update_id(raw)
        if key is None or not isinstance(raw, Mapping) or key in self._known:
            self.unreadable += key is None
            return None
        self._remember(key)
        if is_stale(raw, self._now()):
            self._stale.add(key)
        if unsure and is_button(raw):
            self._suspect.add(key)
        ready: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        chat = chat_of(raw)
        self._waiting[key] = (chat, ready)
        self.lanes.start(chat, lambda: self._deal(key, raw, ready))
        return ready

    def known(self, ids: Sequence[int]) -> None:
        """Marks updates as dealt with by an earlier process."""
        for each in ids:
            self._remember(each)

    def attempted(self, chat: int) -> None:
        """The answer to this chat was tried and has to wait: its update need not wait with it."""
        for key, (where, ready) in list(self._waiting.items()):
            if where == chat and not ready.done():
                asyncio.ensure_future(self._commit(key, ready))  # noqa: RUF006
                return

    def stale(self, key: int) -> bool:
        return key in self._stale

    def suspect(self, key: int) -> bool:
        return key in self._suspect

    async def _deal(self, key: int, raw: Mapping[str, Any], ready: "asyncio.Future[None]") -> None:
        try:
            await self._answer(raw)
        except Exception as error:
            self.unreadable += 1
            log.warning("update_unreadable", extra={"fields": {"kind": type(error).__name__}})
        finally:
            self._stale.discard(key)
            self._suspect.discard(key)
        await self._commit(key, ready)

    async def _commit(self, key: int, ready: "asyncio.Future[None]") -> None:
        if key not in self._waiting:
            return
        del self._waiting[key]
        await self._counting.add(key, self._take(key))
        if not ready.done():
            ready.set_result(None)

    def _remember(self, key: int) -> None:
        self._known.add(key)
        self._order.append(key)
        if len(self._order) > REMEMBERED:
            self._known.discard(self._order.popleft())
