"""The same look at the chat over HTTP and in real time, with the process as `qoldau run` starts it."""

import asyncio
from collections.abc import Callable
from pathlib import Path

import pytest
from end_state import oracle
from end_state.people import Cast, Somebody
from end_state.story import Act
from process import running, settings

from sandbox.api import faults
from sandbox.server import Sandbox

pytestmark = pytest.mark.system
PATIENCE = 60.0
AGAIN_SECONDS = 2.0
OFTEN = 7
"""As many calls go wrong in a row: more than five tries."""


class Room:
    """People of a sandbox: they act, and what is seen is waited for."""

    def __init__(self, sandbox: Sandbox) -> None:
        self.sandbox = sandbox
        self._cast = Cast(sandbox.world, [])

    async def reader(self) -> int:
        """Somebody new who has come to a topic; their number here."""
        person = await self.sandbox.person("A", "ru")
        self._cast.people.append(Somebody(self.sandbox.world.chats[person.id]))
        who = len(self._cast.people) - 1
        self.act(who, "/start")
        await self.seen(who, lambda somebody: somebody.keyboards())
        for _ in range(4):
            await self.changed_by(who, "tap", "topic")
        return who

    async def changed_by(self, who: int, kind: str, want: str) -> None:
        """Acts until another keyboard stands there: once more where a tap is taken for a slip (S65)."""
        before = self._cast.people[who].keyboards()
        while self._cast.people[who].keyboards() in (before, []):
            self.act(who, kind, want)
            try:
                async with asyncio.timeout(AGAIN_SECONDS):
                    await self.seen(who, lambda somebody: somebody.keyboards() not in (before, []))
            except TimeoutError:
                continue

    def act(self, who: int, kind: str, want: str = "") -> None:
        self._cast.act(Act(0.0, who, kind, want), PATIENCE)

    def spoil(self, who: int, fault: faults.Fault, count: int, method: str | None = None) -> None:
        self.sandbox.faults.for_chat(self._cast.people[who].chat.id, fault, count, method)

    async def seen(self, who: int, wanted: Callable[[Somebody], object]) -> None:
        """Returns when the chat is as wanted."""
        somebody = self._cast.people[who]
        while not wanted(somebody):
            await self.sandbox.world.next_change(somebody.chat, somebody.chat.version)

    async def dull(self, *people: int) -> None:
        """Returns when nothing is left; fails with what is."""
        try:
            async with asyncio.timeout(PATIENCE):
                for who in people:
                    await self.seen(who, lambda somebody: not oracle.left(self.sandbox.world, somebody))
        except TimeoutError:
            pytest.fail("\n".join(line for who in people for line in self.left(who)))

    async def answered(self, who: int) -> None:
        """Returns when nothing that the person sent stands in the chat."""
        chat = self._cast.people[who].chat
        async with asyncio.timeout(PATIENCE):
            await self.seen(who, lambda _: all(m["from"] is not chat.user for m in chat.messages.values()))

    def left(self, who: int) -> list[str]:
        return oracle.left(self.sandbox.world, self._cast.people[who])


@pytest.fixture
async def room(sandbox: Sandbox) -> Room:
    return Room(sandbox)


async def test_S17_S18_nothing_stays_through_races_outages_and_floods(room: Room, tmp_path: Path) -> None:
    """Four people at once: a race, an outage at Hide, an outage while typing, throttling."""
    async with running(tmp_path, **settings(room.sandbox.url)) as bot:
        await bot.answering()
        racing, cut_off, typing, throttled = [await room.reader() for _ in range(4)]
        await room.changed_by(racing, "type", "unknown")
        room.spoil(racing, faults.delay(0.3), 20)
        room.act(racing, "type", "unknown")
        room.act(racing, "hide")
        room.spoil(cut_off, faults.html(), OFTEN)
        room.act(cut_off, "hide")
        room.spoil(typing, faults.reset(), OFTEN)
        room.act(typing, "type", "crisis")
        room.spoil(throttled, faults.throttle(2), 2)
        room.act(throttled, "hide")
        await room.dull(racing, cut_off, throttled)
        await room.answered(typing)
        room.act(typing, "hide")
        await room.dull(typing)


async def test_S20_a_clean_stop_waits_for_no_hanging_call_of_another(room: Room, tmp_path: Path) -> None:
    async with running(tmp_path, **settings(room.sandbox.url)) as bot:
        await bot.answering()
        people = [await room.reader() for _ in range(3)]
        room.spoil(people[0], faults.silence(), 1)
        recorded = asyncio.ensure_future(room.sandbox.recorder.changed())
        room.act(people[0], "tap", "topic")
        await recorded
        assert await bot.stop() == 0
    for who in people[1:]:
        assert not room.left(who)


async def test_S18_S56_killed_within_hide_the_next_process_hides(room: Room, tmp_path: Path) -> None:
    async with running(tmp_path, **settings(room.sandbox.url)) as bot:
        await bot.answering()
        who = await room.reader()
        room.spoil(who, faults.silence(), 1, "editMessageText")
        room.act(who, "hide")
        while not any(call.error == "fault: silence" for call in room.sandbox.recorder):
            await room.sandbox.recorder.changed()
        await bot.kill()
        assert room.left(who)
    async with running(tmp_path, **settings(room.sandbox.url)):
        await room.dull(who)
