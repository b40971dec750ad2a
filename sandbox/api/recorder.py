"""Keeps the last calls of the bot, with their parameters and outcome, for tests to read."""

import asyncio
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Call:
    """One call: `at` in unix seconds; `error` is Telegram's description or "" when it was accepted."""

    number: int
    method: str
    params: dict[str, Any]
    at: float
    error: str

    @property
    def chat_id(self) -> int | None:
        """The chat it went to, if any."""
        chat = self.params.get("chat_id")
        return int(str(chat)) if str(chat).lstrip("-").isdigit() else None


class Recorder:
    """The last `limit` calls, oldest first."""

    def __init__(self, limit: int) -> None:
        self._calls: deque[Call] = deque(maxlen=limit)
        self._made = 0
        self._watchers: list[asyncio.Future[None]] = []

    def __iter__(self) -> Iterator[Call]:
        return iter(tuple(self._calls))

    def __len__(self) -> int:
        return len(self._calls)

    def add(self, method: str, params: dict[str, Any], at: float, error: str) -> None:
        """Notes a call."""
        self._made += 1
        self._calls.append(Call(self._made, method, params, at, error))
        watchers, self._watchers = self._watchers, []
        for watcher in watchers:
            if not watcher.done():
                watcher.set_result(None)

    def of(self, method: str, chat_id: int | None = None) -> list[Call]:
        """Calls of a method, oldest first, of one chat if given."""
        return [
            call for call in self if call.method == method and (chat_id is None or call.chat_id == chat_id)
        ]

    def refused(self) -> list[Call]:
        """Calls that the sandbox refused."""
        return [call for call in self if call.error]

    def clear(self) -> None:
        """Forgets all calls."""
        self._calls.clear()

    async def changed(self) -> None:
        """Returns at the next call."""
        watcher: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._watchers.append(watcher)
        await watcher
