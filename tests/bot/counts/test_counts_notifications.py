"""Notes over a real PostgreSQL: in one order for all, and again after the connection was lost."""

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from bot.counts.notifications import FIRST_PAUSE, NoChannel, PostgresChannel, channel


@dataclass
class Ear:
    """`events`: "opened", "closed" and the notes, as they come."""

    events: "asyncio.Queue[str]" = field(default_factory=asyncio.Queue)

    def opened(self) -> None:
        self.events.put_nowait("opened")

    def closed(self) -> None:
        self.events.put_nowait("closed")

    def heard(self, text: str) -> None:
        self.events.put_nowait(text)

    async def next(self, how_many: int = 1) -> list[str]:
        async with asyncio.timeout(30):
            return [await self.events.get() for _ in range(how_many)]


async def at_once(_: float) -> None:
    await asyncio.sleep(0)


@asynccontextmanager
async def listening(notes: PostgresChannel) -> AsyncIterator[Ear]:
    ear = Ear()
    task = asyncio.create_task(notes.run(ear))
    try:
        yield ear
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


async def test_all_hear_the_notes_in_one_order(postgres_url: str) -> None:
    one, two = PostgresChannel(postgres_url), PostgresChannel(postgres_url)
    async with listening(one) as first, listening(two) as second:
        assert await first.next() == await second.next() == ["opened"]
        for number in range(50):
            assert one.say(f"one {number}")
            assert two.say(f"two {number}")
        heard = await first.next(100)
        assert heard == await second.next(100)
        assert [note for note in heard if note[:3] == "one"] == [f"one {number}" for number in range(50)]


async def test_S57_after_the_connection_was_lost_it_is_made_again(postgres_url: str) -> None:
    import asyncpg

    notes = PostgresChannel(postgres_url, at_once)
    async with listening(notes) as ear:
        assert await ear.next() == ["opened"]
        server: Any = await asyncpg.connect(postgres_url)
        await server.fetch(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE 'LISTEN%'"
        )
        await server.close()
        assert await ear.next(2) == ["closed", "opened"]
        assert notes.say("again")
        assert await ear.next() == ["again"]


async def test_S57_a_server_that_is_away_is_tried_later_and_later_and_nobody_waits() -> None:
    pauses: list[float] = []
    enough = asyncio.Event()

    async def pause(seconds: float) -> None:
        pauses.append(seconds)
        if len(pauses) == 4:
            enough.set()
            await asyncio.Event().wait()

    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        notes = PostgresChannel(f"postgresql://nobody@127.0.0.1:{taken.getsockname()[1]}/none", pause)
        async with listening(notes):
            assert not notes.say("lost")
            async with asyncio.timeout(30):
                await enough.wait()
    assert pauses == [FIRST_PAUSE, FIRST_PAUSE * 2, FIRST_PAUSE * 4, FIRST_PAUSE * 8]


async def test_sqlite_needs_no_notes() -> None:
    alone = channel("sqlite:///counts.db")
    assert isinstance(alone, NoChannel)
    assert not alone.say("anything")
    await alone.run(Ear())
