"""One at a time within a chat, all chats at once (S58)."""

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable


class Lanes:
    """A lane a chat. A chat is known only while something of it is in hand (S46)."""

    def __init__(self) -> None:
        self._last: dict[int, asyncio.Task[None]] = {}
        self._depth: Counter[int] = Counter()
        self._tasks: set[asyncio.Task[None]] = set()

    def __len__(self) -> int:
        return len(self._tasks)

    def newer(self, chat: int) -> int:
        """How much of this chat waits behind what is in hand."""
        return max(self._depth.get(chat, 0) - 1, 0)

    def start(self, chat: int, work: Callable[[], Awaitable[None]]) -> None:
        """Begins `work` when everything of this chat that was started before is done."""
        task = asyncio.create_task(self._run(self._last.get(chat), work))
        self._last[chat] = task
        self._depth[chat] += 1
        self._tasks.add(task)
        task.add_done_callback(lambda done: self._ended(chat, done))

    async def finished(self) -> None:
        """Returns when nothing is in hand; the caller bounds the time."""
        while self._tasks:
            await asyncio.wait(self._tasks)

    def drop(self) -> int:
        """Gives up what is still in hand, at a stop that took too long. How many that were."""
        for task in self._tasks:
            task.cancel()
        return len(self._tasks)

    async def _run(self, before: asyncio.Task[None] | None, work: Callable[[], Awaitable[None]]) -> None:
        if before is not None:
            await asyncio.wait([before])
        await work()

    def _ended(self, chat: int, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        self._depth[chat] -= 1
        if not self._depth[chat]:
            del self._depth[chat]
        if self._last.get(chat) is task:
            del self._last[chat]
