"""`qoldau doctor` in a healthy and in broken states, as an operator sees it."""

import json
import sqlite3
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest
from operating import TOKEN, qoldau

from sandbox.server import Sandbox, start_sandbox

pytestmark = pytest.mark.system


@pytest.fixture
async def sandbox() -> AsyncIterator[Sandbox]:
    started = await start_sandbox(tokens=[TOKEN])
    yield started
    await started.close()


@pytest.fixture
async def folder(tmp_path: Path, sandbox: Sandbox) -> Path:
    """A folder in which the bot is set up and has run."""
    organiser = await sandbox.person("O", "ru")
    await organiser.start()
    settings = ("--organisers", str(organiser.id), "--api-url", sandbox.url, "--yes", "--token", "-")
    assert (await qoldau(tmp_path, "init", *settings, stdin=TOKEN))[0] == 0
    sandbox.api.webhook.updates.drop()
    (tmp_path / "counts.db.alive").touch()
    return tmp_path


async def lines(folder: Path) -> tuple[int, dict[str, tuple[str, str]]]:
    """The exit code, and for each thing its level and what is said of it."""
    code, out, _ = await qoldau(folder, "doctor", "--format", "json")
    worst_last = sorted(json.loads(out), key=lambda each: each["level"] == "error")
    return code, {each["about"]: (each["level"], each["says"]) for each in worst_last}


async def test_a_healthy_bot_has_only_lines_that_are_well(folder: Path) -> None:
    code, out, error = await qoldau(folder, "doctor", "--lang", "en")
    assert (code, error) == (0, "")
    # The sandbox's bot may be added to groups, as every new bot of BotFather's.
    told = [line for line in out.splitlines() if "BotFather: Allow Groups is on" not in line]
    assert [line.split()[0] for line in told] == ["ok"] * 11
    assert [line[8:].split(":")[0] for line in told] == [
        *("Settings", "Running", "Token", "Messages", "Organisers", "Database", "Clock", "Disk", "Texts"),
        *("Numbers of the services", "Version"),
    ]


def _no_network(folder: Path, _: Sandbox) -> None:
    _set(folder, "BOT_API_URL", "http://127.0.0.1:9")


def _wrong_token(folder: Path, _: Sandbox) -> None:
    _set(folder, "BOT_TOKEN", "2:stranger")


def _foreign_webhook(_: Path, sandbox: Sandbox) -> None:
    sandbox.api.webhook.polls.webhook_url = "https://elsewhere.example/hook"


def _damaged_database(folder: Path, _: Sandbox) -> None:
    (folder / "counts.db").write_bytes(b"this is no database, only text. " * 400)


def _newer_database(folder: Path, _: Sandbox) -> None:
    with sqlite3.connect(folder / "counts.db") as sql:
        sql.execute("CREATE TABLE migrations (number INTEGER PRIMARY KEY)")
        sql.executemany("INSERT INTO migrations VALUES (?)", [(each,) for each in range(1, 1_000)])
    sql.close()


def _gaps(folder: Path, _: Sandbox) -> None:
    with sqlite3.connect(folder / "counts.db") as sql:
        sql.execute("CREATE TABLE migrations (number INTEGER PRIMARY KEY)")
        sql.execute("INSERT INTO migrations VALUES (999)")
    sql.close()


def _misspelt(folder: Path, _: Sandbox) -> None:
    _set(folder, "ORGANIZERS", "123")


def _wrong_settings(folder: Path, _: Sandbox) -> None:
    _set(folder, "ORGANISERS", "@me")


def _set(folder: Path, name: str, value: str) -> None:
    with (folder / ".env").open("a") as file:
        file.write(f"{name}={value}\n")


@pytest.mark.parametrize(
    ("spoil", "about", "says"),
    [
        (_no_network, "token", "silent"),
        (_wrong_token, "token", "refused"),
        (_foreign_webhook, "webhook", "foreign"),
        (_damaged_database, "database", "corrupt"),
        (_newer_database, "database", "too_new"),
        (_gaps, "database", "strange"),
        (_misspelt, "settings", "misspelt"),
        (_wrong_settings, "settings", "wrong"),
    ],
)
async def test_each_broken_state_is_an_error_with_what_to_do(
    folder: Path, sandbox: Sandbox, spoil: Callable[[Path, Sandbox], None], about: str, says: str
) -> None:
    spoil(folder, sandbox)
    code, found = await lines(folder)
    assert code == 1
    found.pop("content")
    assert {each: line for each, line in found.items() if line[0] == "error"} == {about: ("error", says)}


async def test_a_bot_that_does_not_run_while_somebody_waits_is_an_error(
    folder: Path, sandbox: Sandbox
) -> None:
    (folder / "counts.db.alive").unlink()
    assert (await lines(folder))[1]["running"] == ("warning", "stopped")
    await (await sandbox.person()).start()
    code, found = await lines(folder)
    assert (code, found["running"]) == (1, ("error", "waiting"))
