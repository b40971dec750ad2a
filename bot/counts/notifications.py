"""Short notes between processes that share a PostgreSQL, by LISTEN and NOTIFY; no table holds them."""

from __future__ import annotations

import asyncio
import logging
from collections import deque
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Protocol

from bot.counts.errors import StoreUnavailable
from bot.counts.postgres import connect, hang_up, our_names
from bot.process.waiting import BackOff

if TYPE_CHECKING:
    import asyncpg

log = logging.getLogger("qoldau.counts")

NAME = "qoldau"
SAY_SECONDS = 2.0
"""A note that takes longer is given up, with all behind it: what is old is not to be obeyed."""
MOST_WAITING = 10_000
FIRST_PAUSE, LONGEST_PAUSE = 1.0, 60.0
_SAY = "SELECT pg_notify($1, each) FROM unnest($2::text[]) AS each"


class Listener(Protocol):
    """Hears each note, and when notes begin and cease to come."""

    def opened(self) -> None: ...

    def closed(self) -> None: ...

    def heard(self, text: str) -> None: ...


class Channel(Protocol):
    """Notes go to every process that listens, the sender among them, in one order for all."""

    def say(self, text: str, /) -> bool:
        """Sends in the background; False when it cannot be sent now, and never will be."""
        ...

    async def run(self, listener: Listener, /) -> None:
        """Listens until it is cancelled."""
        ...


class NoChannel:
    """For a process that is alone."""

    def say(self, _: str) -> bool:
        return False

    async def run(self, _: Listener) -> None:
        return


class PostgresChannel:
    """A connection of its own, made again and again, later and later, for as long as the server is away."""

    def __init__(self, url: str, sleep: Callable[[float], Awaitable[None]] = asyncio.sleep) -> None:
        self._url = url
        self._sleep = sleep
        self._open = False
        self._waiting: deque[str] = deque()
        self._wake = asyncio.Event()

    def say(self, text: str) -> bool:
        if not self._open or len(self._waiting) >= MOST_WAITING:
            return False
        self._waiting.append(text)
        self._wake.set()
        return True

    async def run(self, listener: Listener) -> None:
        pauses = BackOff(FIRST_PAUSE, LONGEST_PAUSE)
        while True:
            try:
                await self._connected(listener, pauses)
            except StoreUnavailable as error:
                log.warning("replicas_unavailable", extra={"fields": {"kind": error.kind}})
            await self._sleep(pauses.pause())

    async def _connected(self, listener: Listener, pauses: BackOff) -> None:
        """Returns when the server has closed the connection. Raises StoreUnavailable."""
        connection = await connect(self._url)
        try:
            with our_names():
                connection.add_termination_listener(lambda _: self._closed())
                await connection.add_listener(NAME, lambda *note: listener.heard(str(note[3])))
                self._open = True
                pauses.well()
                listener.opened()
                await self._say_all(connection)
        finally:
            self._closed()
            listener.closed()
            await hang_up(connection)

    def _closed(self) -> None:
        self._open = False
        self._waiting.clear()
        self._wake.set()

    async def _say_all(self, connection: asyncpg.Connection) -> None:
        while self._open:
            self._wake.clear()
            if texts := list(self._waiting):
                self._waiting.clear()
                await connection.execute(_SAY, NAME, texts, timeout=SAY_SECONDS)
            else:
                await self._wake.wait()


def channel(database_url: str) -> Channel:
    """The notes of those who share this database; SQLite has one process, and no notes."""
    return PostgresChannel(database_url) if database_url.startswith("postgres") else NoChannel()
