"""Does the bot run, does anybody wait, how old is the newest copy."""

import os
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.commands.doctor.copies import copies
from bot.commands.doctor.model import Line, marked, text
from bot.commands.doctor.running import running
from bot.telegram.client import Client
from content.model import LANGUAGES
from sandbox.server import Sandbox, start_sandbox

TOKEN = "1:demo"


def found(line: Line) -> tuple[str, str]:
    """Level and word of a line, which can be said in every language."""
    assert all(text(line, language) in marked(line, language) for language in LANGUAGES)
    return line.level.value, line.says


@pytest.fixture
async def sandbox() -> AsyncIterator[Sandbox]:
    started = await start_sandbox(tokens=[TOKEN])
    yield started
    await started.close()


@pytest.fixture
async def wire(sandbox: Sandbox) -> AsyncIterator[Client]:
    opened = Client(sandbox.url, TOKEN)
    await opened.open()
    yield opened
    await opened.close()


@pytest.mark.parametrize(
    ("beat", "waits", "level", "says"),
    [
        (5.0, 0, "ok", "ok"),
        (5.0, 1, "warning", "slow"),
        (500.0, 0, "warning", "stopped"),
        (500.0, 1, "error", "waiting"),
        (None, 0, "warning", "stopped"),
        (None, 1, "error", "waiting"),
    ],
)
async def test_whether_the_bot_runs_is_told_by_its_heartbeat_and_by_what_waits(
    sandbox: Sandbox, wire: Client, tmp_path: Path, beat: float | None, waits: int, level: str, says: str
) -> None:
    heartbeat = tmp_path / "counts.db.alive"
    if beat is not None:
        heartbeat.touch()
        os.utime(heartbeat, (1_000.0 - beat, 1_000.0 - beat))
    for _ in range(waits):
        await (await sandbox.person()).start()
    assert found(await running(wire, heartbeat, 1_000.0, _at_once)) == (level, says)


async def test_what_is_fetched_within_a_second_waits_for_nobody(
    sandbox: Sandbox, wire: Client, tmp_path: Path
) -> None:
    await (await sandbox.person()).start()

    async def fetched(_: float) -> None:
        sandbox.api.webhook.updates.drop()

    heartbeat = tmp_path / "counts.db.alive"
    heartbeat.touch()
    now = heartbeat.stat().st_mtime
    assert found(await running(wire, heartbeat, now, fetched)) == ("ok", "ok")


async def test_a_telegram_that_does_not_answer_says_nothing_of_who_waits(tmp_path: Path) -> None:
    nowhere = Client("http://127.0.0.1:9", TOKEN)
    await nowhere.open()
    assert found(await running(nowhere, None, 0.0, _at_once)) == ("warning", "unknown")
    await nowhere.close()


async def _at_once(_: float) -> None:
    return


def test_copies_are_due_every_week(tmp_path: Path) -> None:
    assert found(copies(tmp_path / "nowhere", 0.0)) == ("warning", "none")
    assert found(copies(tmp_path, 0.0)) == ("warning", "none")
    (tmp_path / "counts-1.db").touch()
    made = (tmp_path / "counts-1.db").stat().st_mtime
    assert found(copies(tmp_path, made + 8 * 86_400)) == ("ok", "ok")
    assert found(copies(tmp_path, made + 9 * 86_400)) == ("warning", "old")
