"""One at a time within a chat, all chats at once (S58)."""

import asyncio
from collections.abc import Awaitable, Callable


class Lanes:
    """A lane a chat. A chat is known only while something of it is in hand (S46)."""

    def __init__(self) -> None:
        self._last: dict[int, asyncio.Task[None]] = {}
        self._tasks: set[asyncio.Task[None]] = set()

    def __len__(self) -> int:
        return len(self._tasks)

    def start(self, chat: int, work: Callable[[], Awaitable[None]]) -> None:
        """Begins `work` when everything of this chat that was started before is done."""
        task = asyncio.create_task(self._run(chat, self._last.get(chat), work))
        self._last[chat] = task
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def finished(self) -> None:
        """Returns when nothing is in hand; the caller bounds the time."""
        while self._tasks:
            await asyncio.wait(self._tasks)

    def drop(self) -> int:
        """Gives up what is still in hand, at a stop that took too long. How many that were."""
        for task in self._tasks:
            task.cancel()
        return len(self._tasks)

    async def _run(
        self, chat: int, before: asyncio.Task[None] | None, work: Callable[[], Awaitable[None]]
    ) -> None:
        try:
            if before is not None:
                await asyncio.wait([before])
            await work()
        finally:
            if self._last.get(chat) is asyncio.current_task():
                del self._last[chat]
