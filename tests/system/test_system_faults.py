"""The fault matrix: whatever fails, the person gets a screen, nothing is lost and nobody is named."""

import asyncio
import os
import re
from asyncio.subprocess import PIPE
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from harness_canary import FIRST_ID, PHRASES, canary, odd_lines, traces
from harness_process import PATIENCE, Process, process

from handlers.keyboards import Book
from sandbox.api.faults import Fault, half, html, refuse, reset, silence, throttle, truncated
from sandbox.people import phone
from sandbox.people.person import Person

pytestmark = pytest.mark.system
FAULTS = {
    "429 for 0 s": throttle(0),
    "429 for 1 s": throttle(1),
    "500": refuse(500, "Internal Server Error"),
    "500, yet done": refuse(500, "Internal Server Error", applied=True),
    "502 with a page": html(502),
    "reset": reset(),
    "reset, yet done": reset(applied=True),
    "half a body": half(),
    "truncated JSON": truncated(),
}
METHODS = ("editMessageText", "sendMessage", "deleteMessages", "answerCallbackQuery", "getUpdates")
BROKEN: tuple[tuple[str, Any], ...] = (
    ("message", {"message_id": 1, "date": 1, "chat": "Canaryfirst", "text": PHRASES[0]}),
    ("message", {"text": PHRASES[1]}),
    ("message", PHRASES[2]),
    ("message", {"message_id": 2, "date": 1e300, "chat": {"id": FIRST_ID, "type": "private"}}),
    ("callback_query", {"id": 5, "from": {"first_name": "Canaryfirst"}, "data": PHRASES[0]}),
    ("callback_query", None),
    ("my_chat_member", {"chat": {"id": FIRST_ID, "type": "canary"}}),
)


@pytest.fixture(autouse=True)
def _rare_ids(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(phone, "FIRST_PERSON", FIRST_ID)


@pytest.fixture
async def bot(tmp_path: Path) -> AsyncIterator[Process]:
    async with process(tmp_path) as made:
        await made.start()
        yield made


async def talks(bot: Process, person: Person, phrase: str) -> None:
    """Starts, types, and taps a button of the answer; until the bot is done with it all."""
    await person.start()
    chat = await person.wait_for(lambda chat: chat.last, patience=PATIENCE)
    await person.say(phrase)
    assert await bot.sandbox.crowd.confirmed(PATIENCE)
    chat = await person.chat()
    assert chat.last is not None
    await person.tap(data=chat.last.buttons[1].data, message=chat.last.id)
    assert await bot.sandbox.crowd.confirmed(PATIENCE)


async def assert_a_screen(person: Person) -> None:
    chat = await person.wait_for(lambda chat: not chat.unanswered and chat.last, patience=PATIENCE)
    assert chat.last is not None
    assert chat.last.buttons


def assert_no_trace(bot: Process) -> None:
    assert traces(bot) == []
    assert odd_lines(bot) == []


@pytest.mark.parametrize("level", ["DEBUG", "INFO"])
async def test_S43_S44_no_fault_breaks_a_talk_or_leaves_a_trace(tmp_path: Path, level: str) -> None:
    async with process(tmp_path, LOG_LEVEL=level) as bot:
        await bot.start()
        for number, (name, fault) in enumerate(FAULTS.items()):
            person = await canary(bot)
            for method in METHODS:
                await bot.sandbox.crowd.fault(fault, method=method, count=2)
            await talks(bot, person, PHRASES[number % 3])
            await bot.sandbox.crowd.mend()
            await assert_a_screen(person)
            assert not traces(bot), name
        await send_broken(bot)
        assert_no_trace(bot)
        await bot.kill()
        assert_no_trace(bot)
        await bot.start()
        await talks(bot, await canary(bot), PHRASES[0])
        assert await bot.stop() == 0
        assert_no_trace(bot)
        assert "telegram_fails" in bot.log
        assert "cannot_fetch_updates" in bot.log


async def send_broken(bot: Process) -> None:
    """Updates with missing and wrong fields; those after them are answered all the same."""
    for kind, value in BROKEN:
        bot.sandbox.world.updates.push(kind, value)
    assert await bot.sandbox.crowd.confirmed(PATIENCE)
    person = await canary(bot)
    await talks(bot, person, PHRASES[1])
    await assert_a_screen(person)


async def test_twenty_seconds_of_silence_cost_nothing_but_time(bot: Process) -> None:
    person = await canary(bot)
    await bot.sandbox.crowd.fault(silence(), method="sendMessage", count=2)
    await person.start()
    await person.wait_for(lambda chat: chat.last, patience=PATIENCE)
    await assert_a_screen(person)
    assert_no_trace(bot)


async def test_S18_hide_works_at_once_while_telegram_throttles_the_chat(bot: Process, book: Book) -> None:
    person = await canary(bot)
    await talks(bot, person, PHRASES[0])
    chat = await person.chat()
    assert chat.last is not None
    for fault in (throttle(30), throttle(30)):
        await bot.sandbox.crowd.fault(fault, chat_id=person.id, method="sendMessage")
        await person.start()
    hide = chat.last.buttons[0].data
    await person.tap(data=hide, message=chat.last.id)
    await person.wait_for(lambda chat: all(not b.buttons for b in chat.from_bot), patience=5)


async def test_a_person_who_blocks_the_bot_in_the_middle_breaks_nothing(bot: Process) -> None:
    person, other = await canary(bot), await canary(bot)
    await talks(bot, person, PHRASES[0])
    live = (await person.chat()).last
    assert live is not None
    await person.block()
    await person.tap(data=live.buttons[1].data, message=live.id)
    await talks(bot, other, PHRASES[1])
    await assert_a_screen(other)
    assert_no_trace(bot)


@pytest.mark.parametrize(
    ("fault", "code", "event"),
    [
        (refuse(401, "Unauthorized"), 3, "token_refused_by_telegram"),
        (refuse(409, "Conflict: can't use getUpdates method while webhook is active"), 4, "foreign_webhook"),
    ],
    ids=["401", "409 by a foreign webhook"],
)
async def test_a_token_that_is_refused_or_used_elsewhere_ends_the_process_clearly(
    bot: Process, fault: Fault, code: int, event: str
) -> None:
    person = await canary(bot)
    await talks(bot, person, PHRASES[0])
    await bot.sandbox.crowd.fault(fault, method="getUpdates", count=-1)
    await person.say(PHRASES[1])
    assert await bot.ended() == code
    assert event in bot.log
    assert traces(bot) == []


async def test_once_telegram_has_answered_no_fault_keeps_the_bot_from_starting(tmp_path: Path) -> None:
    async with process(tmp_path) as bot:
        await bot.launch()
        await bot.sandbox.crowd.fault(reset(), method="setMyCommands", count=-1)
        somebody = await bot.sandbox.person("A", "ru")
        await somebody.start()
        await somebody.wait_for(lambda chat: chat.last, patience=PATIENCE)
        asked = [call.method.lower() for call in bot.sandbox.recorder]
        assert asked[: asked.index("setmycommands")] == ["getme"]


async def test_a_clean_stop_ends_well_while_all_is_silent(bot: Process, book: Book) -> None:
    people = [await canary(bot) for _ in range(3)]
    for person in people:
        await talks(bot, person, PHRASES[0])
    await bot.sandbox.crowd.fault(silence(), count=-1)
    await people[0].say(PHRASES[1])
    assert await bot.stop() == 0


async def test_S20_a_clean_stop_turns_open_talks_neutral(bot: Process, book: Book) -> None:
    people = [await canary(bot) for _ in range(3)]
    for person in people:
        await talks(bot, person, PHRASES[0])
    assert await bot.stop() == 0
    for person in people:
        last = (await person.chat()).last
        assert last is not None
        assert book.is_resume(last.text)


async def test_no_core_is_dumped_and_nobody_else_reads_the_memory(bot: Process) -> None:
    limits = Path(f"/proc/{bot.pid}/limits").read_text()  # noqa: ASYNC240
    assert re.search(r"Max core file size +0 +0", limits)
    assert Path(f"/proc/{bot.pid}/mem").stat().st_uid == 0  # noqa: ASYNC240
    reader = await asyncio.create_subprocess_exec(
        "cat", f"/proc/{bot.pid}/environ", user=os.getuid() or 65534, stdout=PIPE, stderr=PIPE
    )
    said, _ = await reader.communicate()
    assert said == b""


async def test_the_search_for_traces_finds_them(bot: Process) -> None:
    person = await canary(bot)
    hidden = (person.id.to_bytes(6, "big"), str(person.id).encode(), "кенарь".encode("utf-16-le"))
    for number, content in enumerate(hidden):
        (bot.folder / f"file{number}").write_bytes(b"x" + content + b"y")
    assert {found.where for found in traces(bot)} == {"file0", "file1", "file2"}
