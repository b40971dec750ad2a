"""Somebody who listens where the replicas talk to each other, and knows their token."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from itertools import count
from typing import Any

import asyncpg
from replicas import TOKEN

from bot.counts.notifications import NAME
from bot.sessions.replica_notes import Kind, Note, Seal

PATIENCE = 30.0


@dataclass
class Ear:
    """`heard`: every note so far, as it went over the wire."""

    connection: Any
    size: int
    heard: list[str] = field(default_factory=list)
    _seal: Seal = field(default_factory=lambda: Seal(TOKEN))
    _notes: "asyncio.Queue[Note]" = field(default_factory=asyncio.Queue)
    _numbers: "count[int]" = field(default_factory=lambda: count(1))

    def hear(self, text: str) -> None:
        self.heard.append(text)
        if note := self._seal.opened(text):
            self._notes.put_nowait(note)

    async def settled(self) -> None:
        """Returns when every replica has done what the others had told until now.

        Notes are heard in one order by all. When each has answered once, what it had to say before is out;
        when each has answered again, it has heard that.
        """
        for _ in range(2):
            await self._ask_all()

    async def _ask_all(self) -> None:
        ask = Note(Kind.ASK, "ear", next(self._numbers))
        await self.connection.execute("SELECT pg_notify($1, $2)", NAME, self._seal.closed(ask))
        answered: set[str] = set()
        async with asyncio.timeout(PATIENCE):
            while len(answered) < self.size:
                note = await self._notes.get()
                answered |= {note.sender} if note.to == ask.name else set()


@asynccontextmanager
async def ear(database: str, size: int = 2) -> AsyncIterator[Ear]:
    connection = await asyncpg.connect(database)
    listening = Ear(connection, size)
    try:
        await connection.add_listener(NAME, lambda *note: listening.hear(note[3]))
        yield listening
    finally:
        await connection.close()
