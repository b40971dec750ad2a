import asyncio
import re
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest
from pydantic import SecretStr

from bot.application import Parts, assemble
from bot.counts.demo_data import write_year
from bot.jobs.digest import due, send_due
from bot.reports.questions import QUESTIONS
from bot.reports.report_words import words
from bot.running import serve
from bot.settings import Settings
from sandbox.people.person import Person
from sandbox.server import Sandbox, start_sandbox

TUESDAY = datetime(2026, 11, 24, 6, 0, tzinfo=UTC).timestamp()
WEEK = 7 * 86_400


@dataclass
class Running:
    sandbox: Sandbox
    parts: Parts
    organiser: Person
    stranger: Person


@pytest.fixture
async def running(tmp_path: Path) -> AsyncIterator[Running]:
    sandbox = await start_sandbox(now=lambda: TUESDAY)
    organiser, stranger = await sandbox.person("O", "ru"), await sandbox.person("S", "ru")
    url = f"sqlite:///{tmp_path / 'counts.db'}"
    await write_year(url, TUESDAY)
    settings = Settings(
        _env_file=None,
        bot_token=SecretStr("1:demo"),
        bot_api_url=sandbox.url,
        database_url=SecretStr(url),
        organisers=frozenset({organiser.id}),
    )
    parts = assemble(settings, now=lambda: TUESDAY)
    stop, ready = asyncio.Event(), asyncio.Event()
    serving = asyncio.create_task(serve(parts, stop, ready.set))
    await ready.wait()
    yield Running(sandbox, parts, organiser, stranger)
    stop.set()
    assert await serving == 0
    await sandbox.close()


async def test_an_organiser_gets_a_summary_with_periods_charts_and_files(running: Running) -> None:
    await running.organiser.say("/stats")
    await running.sandbox.crowd.confirmed()
    told = (await running.organiser.chat()).bubbles[-1]
    assert "2026-W47" in told.text
    assert len(told.labels) == 15


async def test_S53_every_file_has_the_bytes_of_the_command_line(running: Running) -> None:
    from bot.counts.published_cache import PublishedCache
    from bot.reports.documents import document
    from bot.reports.file_names import file_name
    from bot.reports.summary import summary

    await running.organiser.say("/stats")
    await running.sandbox.crowd.confirmed()
    shown = (await running.organiser.chat()).bubbles[-1]
    told = summary(await PublishedCache(running.parts.store, 10, lambda: TUESDAY).get(), 13)
    for kind in ("csv", "xlsx", "html", "pdf", "datapackage"):
        await running.organiser.tap(data=f"o:{kind}:13:ru", message=shown.id)
        await running.sandbox.crowd.confirmed()
        sent = (await running.organiser.chat()).bubbles[-1]
        content = running.sandbox.world.files[sent.raw["document"]["file_id"]][2]
        assert content == document(told, kind, "ru")
        assert sent.raw["document"]["file_name"] == file_name(told, kind)


async def test_a_chart_is_a_picture(running: Running) -> None:
    await running.organiser.say("/stats")
    await running.sandbox.crowd.confirmed()
    shown = (await running.organiser.chat()).bubbles[-1]
    await running.organiser.tap(data="o:topics:13:ru", message=shown.id)
    await running.sandbox.crowd.confirmed(60)
    assert (await running.organiser.chat()).bubbles[-1].kind == "photo"


async def test_each_question_is_answered_by_one_tap_and_names_no_code(running: Running) -> None:
    await running.organiser.say("/stats")
    await running.sandbox.crowd.confirmed()
    shown = (await running.organiser.chat()).bubbles[-1]
    for question in QUESTIONS:
        await running.organiser.tap(data=f"o:q_{question}:52:ru", message=shown.id)
        await running.sandbox.crowd.confirmed()
        told = (await running.organiser.chat()).bubbles[-1]
        assert told.id == shown.id
        assert told.text.startswith(words("ru").say("questions", question))
        assert not re.search(r"quiz_\d|[a-z]+_[a-z]+", told.text), told.text


async def test_health_says_the_lines_of_the_doctor(running: Running) -> None:
    await running.organiser.start()
    await running.organiser.say("/health")
    assert await running.sandbox.crowd.confirmed(30)
    told = (await running.organiser.chat()).bubbles[-1].text.splitlines()
    assert len(told) == 11
    assert told[1] == "✓ Токен: работает (@sandbox_bot)."


async def test_S49_others_get_what_any_unknown_command_gets(running: Running) -> None:
    answers = []
    for command in ("/stats", "/health", "/nothing"):
        await running.stranger.say("/start")
        await running.stranger.say(command)
        await running.sandbox.crowd.confirmed()
        last = (await running.stranger.chat()).bubbles[-1]
        answers.append((last.text, last.labels))
    assert answers[0] == answers[1] == answers[2]


async def test_the_digest_goes_out_once_to_whoever_asked(running: Running) -> None:
    await running.organiser.start()
    await running.sandbox.crowd.confirmed()
    parts, organiser = running.parts, running.organiser.id
    await parts.subscriptions.set(organiser, True, "ru", "2026-W46")
    everyone = parts.settings.organisers
    sent = [
        await send_due(parts.organisers, parts.messenger, parts.subscriptions, everyone, TUESDAY)
        for _ in range(2)
    ]
    assert sent == [1, 0]
    assert "2026-W47" in (await running.organiser.chat()).bubbles[-1].text


async def test_the_digest_button_begins_with_the_next_week(running: Running) -> None:
    await running.organiser.say("/stats")
    await running.sandbox.crowd.confirmed()
    shown = (await running.organiser.chat()).bubbles[-1]
    await running.organiser.tap(data="o:on:13:ru", message=shown.id)
    await running.sandbox.crowd.confirmed()
    parts = running.parts
    everyone = parts.settings.organisers
    assert await send_due(parts.organisers, parts.messenger, parts.subscriptions, everyone, TUESDAY) == 0
    later = TUESDAY + WEEK
    assert await send_due(parts.organisers, parts.messenger, parts.subscriptions, everyone, later) == 1


@pytest.mark.parametrize(("hour", "expected"), [(3, False), (4, True)])
def test_the_digest_is_due_on_monday_at_nine_in_kazakhstan(hour: int, expected: bool) -> None:
    assert due(datetime(2026, 11, 23, hour, 0, tzinfo=UTC).timestamp()) is expected
