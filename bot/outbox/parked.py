"""What waits in the background while a chat is paused: the newest edit a message, and messages to delete."""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from typing import Any, TypeVar

Key = tuple[int, int]
Got = TypeVar("Got")


class Parked:
    """Keyed by chat and message. Nothing of a chat stays once its calls are made or given up (S46)."""

    def __init__(self) -> None:
        self._newest: dict[Key, object] = {}
        self._flying: dict[Key, asyncio.Event] = {}
        self._messages: dict[int, dict[int, None]] = {}
        self._tasks: set[asyncio.Task[None]] = set()

    def park(self, key: Key, work: Callable[[Callable[[], bool]], Coroutine[Any, Any, None]]) -> None:
        """Runs `work` in the background; it is told by its argument whether it is still the newest."""
        ticket = self._newest[key] = object()
        task = asyncio.create_task(work(lambda: self._newest.get(key) is ticket))
        self._tasks.add(task)
        task.add_done_callback(lambda done: self._ended(key, ticket, done))

    async def take_back(self, key: Key) -> None:
        """What was parked under this key is not sent any more; what is on its way has arrived."""
        self._newest.pop(key, None)
        if flying := self._flying.get(key):
            await flying.wait()

    async def flying(self, key: Key, call: Awaitable[Got]) -> Got:
        """Makes the call while `take_back` waits for it."""
        landed = self._flying[key] = asyncio.Event()
        try:
            return await call
        finally:
            landed.set()
            if self._flying.get(key) is landed:
                del self._flying[key]

    def leave(self, chat: int, messages: Sequence[int]) -> bool:
        """Notes messages to delete; True when nobody is about to do so yet."""
        self._messages.setdefault(chat, {}).update(dict.fromkeys(messages))
        return (chat, 0) not in self._newest

    def left(self, chat: int) -> list[int]:
        """Hands over all messages of the chat that were left to delete."""
        return list(self._messages.pop(chat, ()))

    async def finished(self) -> None:
        """Returns when nothing is parked."""
        while self._tasks:
            await asyncio.wait(self._tasks)

    def _ended(self, key: Key, ticket: object, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        if self._newest.get(key) is ticket:
            del self._newest[key]
