"""The queue of updates: numbering, filtering, confirming by offset, expiry after 24 hours, redelivery."""

import asyncio
from collections import OrderedDict
from collections.abc import Callable
from typing import Any

DAY = 86_400
KEPT = 1_000
UNASKED = frozenset({"chat_member", "message_reaction", "message_reaction_count"})

Update = dict[str, Any]


class Updates:
    """Updates waiting for one bot. `allowed` None means Telegram's default set."""

    def __init__(self, now: Callable[[], float], first_update_id: int) -> None:
        self._now = now
        self._next_id = first_update_id
        self._waiting: OrderedDict[int, tuple[float, Update]] = OrderedDict()
        self._past: OrderedDict[int, Update] = OrderedDict()
        self._watchers: list[asyncio.Future[None]] = []
        self.allowed: frozenset[str] | None = None

    def __len__(self) -> int:
        return len(self._waiting)

    def push(self, kind: str, value: dict[str, Any]) -> int | None:
        """Queues an update and gives its id; None when the bot did not ask for this kind."""
        if kind in UNASKED if self.allowed is None else kind not in self.allowed:
            return None
        update_id = self._next_id
        self._next_id += 1
        self._waiting[update_id] = (self._now(), {"update_id": update_id, kind: value})
        self._wake()
        return update_id

    def peek(self, limit: int) -> list[Update]:
        """The oldest waiting updates, without confirming them."""
        oldest = self._now() - DAY
        while self._waiting and next(iter(self._waiting.values()))[0] < oldest:
            self._waiting.popitem(last=False)
        return [update for _, (_, update) in zip(range(limit), self._waiting.values(), strict=False)]

    def confirm_below(self, offset: int) -> None:
        """Forgets all updates with a smaller id; a negative offset keeps only that many of the newest."""
        if offset < 0:
            keep = len(self._waiting) + offset
            self._forget([key for at, key in enumerate(self._waiting) if at < keep])
        else:
            self._forget([key for key in self._waiting if key < offset])

    def confirm(self, update_id: int) -> None:
        """Forgets one update, as after a webhook answered 2xx."""
        self._forget([update_id] if update_id in self._waiting else [])

    def drop(self) -> None:
        """Forgets all, as `drop_pending_updates` asks."""
        self._forget(list(self._waiting))

    def redeliver(self, update_id: int) -> bool:
        """Queues an update once more under its old id, as Telegram may; False when it is no longer known."""
        update = self._past.get(update_id)
        if update is None:
            return False
        self._waiting[update_id] = (self._now(), update)
        self._waiting.move_to_end(update_id, last=False)
        self._wake()
        return True

    def renumber(self, next_id: int) -> None:
        """The next update gets this id: after an idle week it may be any number, also a lower one."""
        self._next_id = next_id

    async def changed(self) -> None:
        """Returns at the next new or confirmed update."""
        watcher: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._watchers.append(watcher)
        await watcher

    async def confirmed(self) -> None:
        """Returns once no update is waiting."""
        while self._waiting:
            await self.changed()

    def _forget(self, ids: list[int]) -> None:
        for update_id in ids:
            self._past[update_id] = self._waiting.pop(update_id)[1]
        while len(self._past) > KEPT:
            self._past.popitem(last=False)
        if ids:
            self._wake()

    def _wake(self) -> None:
        watchers, self._watchers = self._watchers, []
        for watcher in watchers:
            if not watcher.done():
                watcher.set_result(None)
