"""Each thing that can be well or not, by itself, against the sandbox and real files."""

import os
import sqlite3
import time
from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from bot.clock import today
from bot.commands.doctor import machine, telegram
from bot.commands.doctor.database import database
from bot.commands.doctor.model import Level, Line, marked, text
from bot.commands.doctor.settings import settings_file, wrong_settings
from bot.commands.doctor.texts import checked, dates
from bot.counts.migrations import STEPS
from bot.counts.store import open_store
from bot.settings import Settings
from bot.telegram.client import Client, Reply
from content.check.report import run
from content.model import LANGUAGES, Content
from sandbox.api.faults import html, refuse, reset
from sandbox.server import Sandbox, start_sandbox

TOKEN = "1:demo"
SETTINGS = Settings(_env_file=None)
SMALL = Path(__file__).parents[3] / "content" / "fixture" / "content"
HOOK = "https://bot.example.org/hook"


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
async def client(sandbox: Sandbox) -> AsyncIterator[Client]:
    opened = Client(sandbox.url, TOKEN)
    await opened.open()
    yield opened
    await opened.close()


async def test_a_good_token_is_named_by_its_bot(client: Client) -> None:
    line = telegram.token(await telegram.asked(client, "getMe"))
    assert found(line) == ("ok", "ok")
    assert "@sandbox_bot" in text(line, "en")


async def test_S48_a_refused_token_is_an_error_and_not_shown(sandbox: Sandbox) -> None:
    other = Client(sandbox.url, "2:stranger")
    await other.open()
    lines = await telegram.telegram(other, SETTINGS)
    await other.close()
    assert [found(line) for line in lines] == [("error", "refused")]
    assert "stranger" not in text(lines[0], "en")


@pytest.mark.parametrize(
    ("fault", "says"),
    [(reset(), "silent"), (refuse(500, "Internal Server Error"), "fails"), (html(), "fails")],
)
async def test_a_telegram_in_trouble_is_told_apart_from_a_wrong_token(
    sandbox: Sandbox, client: Client, fault: object, says: str
) -> None:
    sandbox.faults.next("getMe", fault)  # type: ignore[arg-type]
    assert found(telegram.token(await telegram.asked(client, "getMe"))) == ("error", says)


async def test_a_foreign_webhook_is_an_error_in_both_modes(sandbox: Sandbox, client: Client) -> None:
    assert found(await telegram.webhook(client, None)) == ("ok", "polling")
    assert found(await telegram.webhook(client, HOOK)) == ("error", "missing")
    sandbox.api.webhook.polls.webhook_url = "https://elsewhere.example/x"
    assert found(await telegram.webhook(client, None)) == ("error", "foreign")
    assert found(await telegram.webhook(client, HOOK)) == ("error", "foreign")
    sandbox.api.webhook.polls.webhook_url = HOOK
    assert found(await telegram.webhook(client, HOOK)) == ("ok", "ok")


async def test_a_webhook_that_telegram_cannot_reach_is_told(sandbox: Sandbox, client: Client) -> None:
    await (await sandbox.person()).start()
    sandbox.api.webhook.polls.webhook_url = HOOK
    sandbox.api.webhook.error = (1, "Connection refused")
    line = await telegram.webhook(client, HOOK)
    assert found(line) == ("warning", "failing")
    assert "Connection refused" in text(line, "ru")


async def test_organisers_who_cannot_be_reached_are_counted_and_never_named(
    sandbox: Sandbox, client: Client
) -> None:
    met, stranger = await sandbox.person(), await sandbox.person()
    await met.start()
    assert found(await telegram.reachable(client, [])) == ("warning", "none")
    assert found(await telegram.reachable(client, [met.id])) == ("ok", "ok")
    line = await telegram.reachable(client, [met.id, stranger.id])
    assert found(line) == ("warning", "unreached")
    assert str(stranger.id) not in text(line, "ru")


async def test_updates_are_never_fetched(sandbox: Sandbox, client: Client) -> None:
    await telegram.telegram(client, SETTINGS)
    assert "getUpdates" not in {call.method for call in sandbox.recorder}


class Answers:
    """A Bot API that says what is given of a channel; the sandbox knows no administrators."""

    def __init__(self, **results: object) -> None:
        self.results = {"getMe": {"id": 1}} | results

    async def call(self, method: str, body: bytes = b"") -> Reply:
        return Reply(ok=method in self.results, code=200, result=self.results.get(method))


POSTER = {"status": "administrator", "can_post_messages": True}


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        (Answers(), ("error", "unreached")),
        (Answers(getChat={}, getChatMember={"status": "member"}), ("error", "may_not_post")),
        (Answers(getChat={}, getChatMember=POSTER | {"can_post_messages": False}), ("error", "may_not_post")),
        (Answers(getChat={}, getChatMember=POSTER), ("ok", "ok")),
    ],
)
async def test_a_channel_that_the_bot_may_not_write_to_is_told(
    answers: Answers, expected: tuple[str, str]
) -> None:
    assert found(await telegram.channel(answers, "@channel")) == expected  # type: ignore[arg-type]


async def made(file: Path) -> str:
    store = open_store(f"sqlite:///{file}")
    await store.open()
    await store.close()
    return f"sqlite:///{file}"


async def test_a_database_is_only_looked_at(tmp_path: Path) -> None:
    file = tmp_path / "counts.db"
    assert found(await database(f"sqlite:///{file}")) == ("ok", "new")
    assert not file.exists()
    url = await made(file)
    before = file.read_bytes()
    assert found(await database(url)) == ("ok", "ok")
    assert file.read_bytes() == before


def spoilt(file: Path) -> None:
    file.write_bytes(b"this is no database, only text. " * 400)


def newer(file: Path) -> None:
    with sqlite3.connect(file) as sql:
        sql.execute("INSERT INTO migrations VALUES (?)", (len(STEPS) + 1,))
    sql.close()


def older(file: Path) -> None:
    with sqlite3.connect(file) as sql:
        sql.execute("DELETE FROM migrations WHERE number = ?", (len(STEPS),))
    sql.close()


@pytest.mark.parametrize(
    ("spoil", "expected"),
    [(spoilt, ("error", "corrupt")), (newer, ("error", "too_new")), (older, ("warning", "old"))],
)
async def test_a_database_that_is_not_right_is_named_and_left_as_it_is(
    tmp_path: Path, spoil: Callable[[Path], None], expected: tuple[str, str]
) -> None:
    url = await made(tmp_path / "counts.db")
    spoil(tmp_path / "counts.db")
    before = (tmp_path / "counts.db").read_bytes()
    assert found(await database(url)) == expected
    assert (tmp_path / "counts.db").read_bytes() == before


async def test_a_locked_database_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.counts.sqlite.BUSY_SECONDS", 0.01)
    url = await made(tmp_path / "counts.db")
    other = sqlite3.connect(tmp_path / "counts.db", isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    assert found(await database(url)) == ("error", "locked")
    other.close()


async def test_a_folder_or_a_server_that_is_not_there_is_named(tmp_path: Path) -> None:
    assert found(await database(f"sqlite:///{tmp_path}/missing/counts.db")) == ("error", "no_folder")
    (tmp_path / "folder").mkdir()
    assert found(await database(f"sqlite:///{tmp_path}/folder")) == ("error", "cannot_open")
    assert found(await database("postgresql://u:secret@127.0.0.1:9/x")) == ("error", "unavailable")


@pytest.mark.parametrize(
    ("off", "expected"), [(5, ("ok", "ok")), (-120, ("warning", "off")), (4000, ("error", "off"))]
)
async def test_the_clock_is_compared_with_telegrams(
    sandbox: Sandbox, off: float, expected: tuple[str, str]
) -> None:
    assert found(await machine.clock(sandbox.url, lambda: time.time() + off)) == expected


async def test_without_telegram_the_clock_is_only_shown() -> None:
    line = await machine.clock("http://127.0.0.1:9", lambda: 1_795_500_000.0)
    assert found(line) == ("warning", "unknown")
    assert "24.11.2026" in text(line, "kk")


@pytest.mark.parametrize(
    ("megabytes", "expected"), [(9000, ("ok", "ok")), (400, ("warning", "little")), (3, ("error", "full"))]
)
def test_room_on_the_disk(tmp_path: Path, megabytes: int, expected: tuple[str, str]) -> None:
    assert found(machine.disk(tmp_path, lambda _: megabytes << 20)) == expected


def test_a_folder_that_is_not_there_has_no_room(tmp_path: Path) -> None:
    assert found(machine.disk(tmp_path / "missing")) == ("warning", "unknown")


@pytest.mark.parametrize(("days", "expected"), [(90, ("ok", "ok")), (91, ("warning", "old"))])
def test_S14_numbers_checked_over_90_days_ago_are_told(
    content: Content, days: int, expected: tuple[str, str]
) -> None:
    day = date(2026, 11, 24)
    checked_on = day - timedelta(days=days)
    services = {name: replace(each, checked=checked_on) for name, each in content.services.items()}
    assert found(dates(replace(content, services=services), day)) == expected


async def test_the_texts_are_checked_in_a_process_of_their_own(tmp_path: Path) -> None:
    _, code = run(SMALL, today(time.time), "json")
    assert found(await checked(SMALL, 3)) == (("error", "wrong") if code else ("ok", "ok"))
    assert found(await checked(tmp_path, 0)) == ("error", "wrong")


def test_S48_a_settings_file_that_others_can_read_is_told(tmp_path: Path) -> None:
    file = tmp_path / ".env"
    file.write_text("")
    os.chmod(file, 0o644)
    assert found(settings_file(file)) == ("warning", "open")
    os.chmod(file, 0o600)
    assert found(settings_file(file)) == ("ok", "ok")


def test_every_wrong_setting_has_a_line(tmp_path: Path) -> None:
    lines = wrong_settings("MIN_COUNT: is wrong\nLISTEN: is missing", tmp_path)
    assert [(line.level, line.parts["name"]) for line in lines] == [
        (Level.ERROR, "MIN_COUNT"),
        (Level.ERROR, "LISTEN"),
    ]
