"""What the process remembers: nobody once a talk is over (S46), and no more after many updates."""

import asyncio
import json
import os
import signal
import sys
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import psutil
import pytest
from harness_canary import FIRST_ID, NAME, PHRASES, canary
from harness_process import PATIENCE, ROOT, Process, process

from handlers import callback_data
from handlers.keyboards import Book
from handlers.state import State
from sandbox.api.faults import throttle
from sandbox.people import phone
from sandbox.people.person import Person

pytestmark = pytest.mark.system
FLAT = 5 * 1024 * 1024

ASKED_AGAIN = 5


@dataclass
class Inside:
    """The bot's process, and how to ask it what it remembers."""

    bot: Process
    asked: int = 0

    async def remembers(self) -> list[str]:
        os.kill(self.bot.pid, signal.SIGUSR1)
        answer = self.bot.folder / f"report-{self.asked}"
        self.asked += 1
        async with asyncio.timeout(PATIENCE):
            while not answer.exists():  # noqa: ASYNC110 (another process's file gives no event)
                await asyncio.sleep(0.02)
        return json.loads(answer.read_text())

    async def forgotten(self) -> list[str]:
        """What it still remembers when nothing is under way any more.

        A message that turned neutral by the clock is seen before its task has ended; a trace that stays
        is there however often one asks.
        """
        assert await self.bot.sandbox.crowd.confirmed(PATIENCE)
        for _ in range(ASKED_AGAIN):
            if not (found := await self.remembers()):
                return []
        return found


@pytest.fixture
async def inside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Inside]:
    monkeypatch.setattr(phone, "FIRST_PERSON", FIRST_ID)
    script = (sys.executable, str(ROOT / "tests/system/harness_inside.py"), str(tmp_path))
    async with process(tmp_path, script, IDLE_MINUTES="0.05") as bot:
        bot.settings["PYTHONPATH"] = str(ROOT)
        await bot.sandbox.person()
        await bot.start()
        yield Inside(bot)


async def in_the_middle(bot: Process) -> Person:
    """Somebody who has typed and is on a screen."""
    person = await canary(bot)
    await person.start()
    await person.wait_for(lambda chat: chat.last, patience=PATIENCE)
    await person.say(PHRASES[0])
    assert await bot.sandbox.crowd.confirmed(PATIENCE)
    return person


async def hides(person: Person) -> None:
    live = (await person.chat()).last
    assert live is not None
    await person.tap(data=live.buttons[0].data, message=live.id)


async def test_S46_while_a_talk_is_open_the_walk_finds_it(inside: Inside) -> None:
    await in_the_middle(inside.bot)
    found = "\n".join(await inside.remembers())
    assert "id: int" in found
    assert "name" not in found
    assert "words" not in found


async def test_S46_after_hide_nothing_refers_to_the_chat(inside: Inside) -> None:
    await hides(await in_the_middle(inside.bot))
    assert await idle_too(inside) == []


async def test_S46_after_hide_while_throttled_nothing_refers_to_the_chat(inside: Inside) -> None:
    person = await in_the_middle(inside.bot)
    for method in ("sendMessage", "editMessageText", "deleteMessages"):
        await inside.bot.sandbox.crowd.fault(throttle(1), chat_id=person.id, method=method)
    await person.start()
    await person.say(PHRASES[1])
    await hides(person)
    await person.wait_for(lambda chat: not chat.bubbles, patience=PATIENCE)
    assert await idle_too(inside) == []


async def test_S46_left_alone_it_is_forgotten(inside: Inside) -> None:
    person = await in_the_middle(inside.bot)
    await person.wait_for(lambda chat: len(chat.last.buttons) == 1, patience=PATIENCE)
    assert await idle_too(inside) == []


async def test_S46_after_a_block_it_is_forgotten(inside: Inside) -> None:
    person = await in_the_middle(inside.bot)
    await person.block()
    assert await idle_too(inside) == []


async def test_S46_after_what_cannot_be_read_nothing_of_it_stays(inside: Inside) -> None:
    for kind in ("message", "callback_query"):
        broken = {
            "message_id": 1,
            "from": {"first_name": NAME, "id": FIRST_ID + 77},
            "text": PHRASES[1],
        }
        inside.bot.sandbox.world.updates.push(kind, broken)
    assert await idle_too(inside) == []


async def idle_too(inside: Inside) -> list[str]:
    """The probe of `start` is a person as well: it was left alone by then."""
    assert await inside.bot.sandbox.crowd.confirmed(PATIENCE)
    for chat in list(inside.bot.sandbox.world.chats):
        person = Person(inside.bot.sandbox.crowd._act, chat)
        await person.wait_for(
            lambda chat: chat.blocked or not chat.last or len(chat.last.buttons) <= 1, patience=PATIENCE
        )
    return await inside.forgotten()


async def taps(bot: Process, book: Book, people: list[Person], n: int) -> None:
    """`n` taps, never more under way than people."""
    tail = callback_data.tail(book.codes, State("ru"))
    targets = [
        callback_data.head(book.codes, target, "ru") + tail for target in book.content.entries.values()
    ]
    for done in range(0, n, len(people)):
        for person in people[: n - done]:
            live = (await person.chat()).last
            assert live is not None
            await person.tap(data=targets[done // len(people) % len(targets)], message=live.id)
        assert await bot.sandbox.crowd.confirmed(PATIENCE)


async def flat(folder: Path, book: Book, warm_up: int, n: int) -> tuple[int, int, int]:
    """Growth of resident memory in bytes over `n` taps, and open files before and after."""
    async with process(folder, LOG_LEVEL="INFO") as bot:
        await bot.start()
        people = [await bot.sandbox.person() for _ in range(150)]
        for person in people:
            await person.reply(await person.start(), patience=PATIENCE)
        await taps(bot, book, people, warm_up)
        measured = psutil.Process(bot.pid)
        memory, files = measured.memory_info().rss, measured.num_fds()
        await taps(bot, book, people, n)
        return measured.memory_info().rss - memory, files, measured.num_fds()


async def test_memory_and_open_files_stay_flat_over_five_thousand_updates(tmp_path: Path, book: Book) -> None:
    grown, before, after = await flat(tmp_path, book, warm_up=1_500, n=3_500)
    assert grown < FLAT
    assert abs(after - before) <= 50


@pytest.mark.soak
async def test_memory_and_open_files_stay_flat_over_a_hundred_thousand_updates(
    tmp_path: Path, book: Book
) -> None:
    grown, before, after = await flat(tmp_path, book, warm_up=25_000, n=100_000)
    print(f"grown by {grown / 1024 / 1024:.2f} MB, open files {before} and {after}")
    assert grown < FLAT
    assert abs(after - before) <= 50
