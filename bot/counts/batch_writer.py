"""Counting that nobody waits for: one transaction for all who count at once, memory while it fails."""

from __future__ import annotations

import asyncio
import logging
import time
from collections import Counter
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from itertools import islice

from bot.counts.errors import CountsError, SchemaTooNew, StoreCorrupt, StoreUnavailable
from bot.counts.model import Applied, Store
from content.model import Count

log = logging.getLogger("qoldau.counts")

GROUP = 1_000
PATIENCE_SECONDS = 0.5
FIRST_PAUSE_SECONDS = 0.5
LONGEST_PAUSE_SECONDS = 30.0
MAX_UPDATES = 20_000
MAX_IDS = 200_000


@dataclass(frozen=True, slots=True)
class Health:
    """Whether counts are being written; `waiting` is how many different counts wait in memory."""

    ok: bool
    waiting: int
    since: float | None


@dataclass(slots=True)
class _Waiting:
    moment: float
    counts: Sequence[Count]
    done: asyncio.Future[bool]


@dataclass(slots=True)
class _Sums:
    """What is kept of updates beyond `MAX_UPDATES`: sums, and ids so that a redelivery counts once.

    It takes no more once writing it has been tried: were that try's outcome unknown, its first id, on
    which the sums ride, would tell.
    """

    counts: Counter[Count] = field(default_factory=Counter)
    ids: dict[int, None] = field(default_factory=dict)
    tried: bool = False

    def batch(self, now: float) -> list[Applied]:
        first, *others = self.ids
        counts = [one for one, n in self.counts.items() for _ in range(n)]
        return [(first, now, counts), *((key, now, ()) for key in others)]


class BatchWriter:
    """Counts for concurrent callers. Each commit takes all that came in while the one before it ran."""

    def __init__(
        self,
        store: Store,
        now: Callable[[], float] = time.time,
        sleep: Callable[[float], Awaitable[object]] = asyncio.sleep,
        patience: float = PATIENCE_SECONDS,
    ) -> None:
        self._store = store
        self._now = now
        self._sleep = sleep
        self._patience = patience
        self._updates: dict[int, _Waiting] = {}
        self._sums: list[_Sums] = []
        self._since: float | None = None
        self._opened = False
        self._wanted = asyncio.Event()
        self._closing = asyncio.Event()
        self._task: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Open the store. Only `SchemaTooNew` is raised: an unreachable store is tried again and again."""
        try:
            await self._open()
        except SchemaTooNew:
            raise
        except CountsError as error:
            self._failed(error)
            self._wanted.set()
        self._task = asyncio.create_task(self._run())

    async def add(self, update_id: int, counts: Sequence[Count]) -> bool:
        """Count an update once. Returns True when that is on disk, False promptly when it cannot be yet.

        In either case the update may be confirmed to Telegram.
        """
        waiting = self._updates.get(update_id)
        if waiting is None:
            if any(update_id in sums.ids for sums in self._sums):
                return False
            if len(self._updates) >= MAX_UPDATES:
                return self._keep_sums(update_id, counts)
            waiting = _Waiting(self._now(), counts, asyncio.get_running_loop().create_future())
            self._updates[update_id] = waiting
            self._wanted.set()
        if self._since is not None:
            return False
        try:
            return await asyncio.wait_for(asyncio.shield(waiting.done), self._patience)
        except TimeoutError:
            return False

    def health(self) -> Health:
        """How counting goes."""
        different = {one for waiting in self._updates.values() for one in waiting.counts}
        different.update(*(sums.counts for sums in self._sums))
        return Health(ok=self._since is None, waiting=len(different), since=self._since)

    async def close(self) -> None:
        """Write what waits, trying once more when the store was down, and close the store."""
        self._closing.set()
        self._wanted.set()
        if self._task is not None:
            await self._task
        if self._updates or self._sums:
            log.error("counts_lost", extra={"fields": {"waiting": self.health().waiting}})
        await self._store.close()

    async def _run(self) -> None:
        pause = FIRST_PAUSE_SECONDS
        while True:
            await self._wanted.wait()
            self._wanted.clear()
            last = self._closing.is_set()
            if await self._written():
                pause = FIRST_PAUSE_SECONDS
            elif not last:
                await self._rest(pause)
                pause = min(pause * 2, LONGEST_PAUSE_SECONDS)
                self._wanted.set()
            if last:
                return

    async def _written(self) -> bool:
        """Try to write; a damaged file is set aside and counting starts anew at once."""
        try:
            try:
                await self._write()
            except StoreCorrupt:
                await self._store.set_aside()
                self._opened = False
                await self._write()
        except CountsError as error:
            self._failed(error)
        except Exception:
            self._failed(StoreUnavailable("unexpected"))
        else:
            return True
        return False

    async def _write(self) -> None:
        if not self._opened:
            await self._open()
        while self._sums:
            self._sums[0].tried = True
            await self._store.apply(self._sums[0].batch(self._now()))
            del self._sums[0]
        while self._updates:
            group = dict(islice(self._updates.items(), GROUP))
            await self._store.apply([(key, one.moment, one.counts) for key, one in group.items()])
            for key, one in group.items():
                del self._updates[key]
                if not one.done.done():
                    one.done.set_result(True)
        self._recovered()

    async def _open(self) -> None:
        await self._store.open()
        self._opened = True

    def _keep_sums(self, update_id: int, counts: Sequence[Count]) -> bool:
        if not self._sums or self._sums[-1].tried:
            self._sums.append(_Sums())
        sums = self._sums[-1]
        sums.counts.update(counts)
        if len(sums.ids) < MAX_IDS:
            sums.ids[update_id] = None
        return False

    def _failed(self, error: CountsError) -> None:
        if self._since is None:
            self._since = self._now()
            kind = error.kind if isinstance(error, StoreUnavailable) else "newer_version"
            log.error("database_unavailable", extra={"fields": {"kind": kind}})
        self._opened = False
        for waiting in self._updates.values():
            if not waiting.done.done():
                waiting.done.set_result(False)

    def _recovered(self) -> None:
        if self._since is not None:
            self._since = None
            log.warning("database_available", extra={"fields": {}})

    async def _rest(self, seconds: float) -> None:
        resting = asyncio.ensure_future(self._sleep(seconds))
        closing = asyncio.ensure_future(self._closing.wait())
        await asyncio.wait({resting, closing}, return_when=asyncio.FIRST_COMPLETED)
        for task in (resting, closing):
            task.cancel()
