"""How many connections a listener holds, and how long one may be silent: never all the process may open."""

import asyncio
from collections.abc import Hashable
from typing import Protocol

MOST = 400
"""With 256 calls of our own to Telegram well below the 1,024 files a process may have open."""
HEAD_SECONDS = 10.0


class Connection(Hashable, Protocol):
    """What can be closed at once."""

    def force_close(self) -> None: ...


class Connections:
    """All connections of a listener, the silent ones (no whole request head yet) oldest first."""

    def __init__(self, most: int = MOST, head_seconds: float = HEAD_SECONDS) -> None:
        self._most = most
        self._seconds = head_seconds
        self._silent: dict[Connection, asyncio.TimerHandle | None] = {}
        self._busy: set[Connection] = set()

    def __len__(self) -> int:
        return len(self._silent) + len(self._busy)

    def came(self, connection: Connection) -> None:
        """A new one. When there are too many the oldest silent one goes, else the new one itself."""
        while len(self) >= self._most and self._silent:
            next(iter(self._silent)).force_close()
            self._dropped(next(iter(self._silent)))
        if len(self) >= self._most:
            connection.force_close()
            return
        later = asyncio.get_running_loop().call_later
        self._silent[connection] = later(self._seconds, connection.force_close)

    def asked(self, connection: Connection) -> None:
        """A whole head has come."""
        if connection in self._silent:
            self._dropped(connection)
            self._busy.add(connection)

    def answered(self, connection: Connection) -> None:
        """It waits for the next request; aiohttp's own keep-alive limit holds from here on."""
        if connection in self._busy:
            self._busy.discard(connection)
            self._silent[connection] = None

    def left(self, connection: Connection) -> None:
        self._dropped(connection)
        self._busy.discard(connection)

    def _dropped(self, connection: Connection) -> None:
        if timer := self._silent.pop(connection, None):
            timer.cancel()
