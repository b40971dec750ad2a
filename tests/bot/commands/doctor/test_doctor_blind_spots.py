"""What a doctor once called fine: misspelt names, damaged pages, an http webhook, BotFather's switches."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from bot.commands.doctor import telegram
from bot.commands.doctor.database import database
from bot.commands.doctor.model import Level, Line, marked, text
from bot.commands.doctor.service import service
from bot.commands.doctor.settings import missing, nearest, without_effect, wrong_settings
from bot.counts.store import open_store
from bot.telegram.client import Reply
from content.model import LANGUAGES


def found(line: Line) -> tuple[str, str]:
    """Level and word of a line, which can be said in every language."""
    assert all(text(line, language) in marked(line, language) for language in LANGUAGES)
    return line.level.value, line.says


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("ORGANIZERS", "ORGANISERS"),
        ("WEBHOK_URL", "WEBHOOK_URL"),
        ("BOTTOKEN", "BOT_TOKEN"),
        ("organisrs", "ORGANISERS"),
        ("SOMETHING", ""),
    ],
)
def test_a_misspelt_setting_is_named_with_the_one_that_is_meant(
    tmp_path: Path, name: str, meant: str
) -> None:
    file = tmp_path / ".env"
    file.write_text(f"{name}=1\nMIN_COUNT=12\nDOMAIN=x\n", encoding="utf-8")
    (line,) = without_effect(file, {})
    assert (found(line), line.parts["name"]) == (
        (("error", "misspelt") if meant else ("warning", "unknown")),
        name,
    )
    assert nearest(name, 0.7) == meant


def test_of_the_environment_only_what_looks_like_a_setting_is_told(tmp_path: Path) -> None:
    lines = without_effect(tmp_path / ".env", {"ORGANIZERS": "1", "PATH": "x", "DATABASE": "y"})
    assert [line.parts["name"] for line in lines] == ["ORGANIZERS"]


def test_a_file_that_was_named_and_is_not_there_is_an_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert [found(line) for line in missing(tmp_path / "env")] == [("error", "no_file")]
    assert missing(Path(".env")) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_wrong_setting_is_explained_wholly_in_the_language_asked_for(language: str) -> None:
    lines = wrong_settings("MIN_COUNT: given '2'; Input should be greater than or equal to 5", Path(".env"))
    said = text(lines[0], language)
    assert "'2'" in said
    assert "Input should" not in said
    lines = wrong_settings("BOT_TOKEN: is missing: put the token from BotFather there", Path(".env"))
    assert "missing" not in text(lines[0], language)
    assert found(wrong_settings(".env: the file cannot be read (x)", Path(".env"))[0]) == (
        "error",
        "unreadable",
    )


async def test_damaged_pages_are_found_though_the_database_opens(tmp_path: Path) -> None:
    file = tmp_path / "counts.db"
    store = open_store(f"sqlite:///{file}")
    await store.open()
    await store.close()
    with closing(sqlite3.connect(file)) as sql:
        sql.execute("CREATE TABLE more (a TEXT)")
        sql.executemany("INSERT INTO more VALUES (?)", [("x" * 900,)] * 400)
        sql.commit()
    assert found(await database(f"sqlite:///{file}")) == ("ok", "ok")
    spoil(file)
    assert found(await database(f"sqlite:///{file}")) == ("error", "damaged")


def spoil(file: Path) -> None:
    """Leaves the first pages, which say what there is, and fills later ones with noise."""
    content = bytearray(file.read_bytes())
    content[-60_000:-20_000] = b"\xa5" * 40_000
    file.write_bytes(content)


async def test_a_database_whose_versions_have_gaps_is_not_called_newer(tmp_path: Path) -> None:
    file = tmp_path / "counts.db"
    with closing(sqlite3.connect(file)) as sql:
        sql.execute("CREATE TABLE migrations (number INTEGER PRIMARY KEY)")
        sql.execute("INSERT INTO migrations VALUES (999)")
        sql.commit()
        assert found(await database(f"sqlite:///{file}")) == ("error", "strange")
        sql.executemany("INSERT INTO migrations VALUES (?)", [(each,) for each in range(1, 999)])
        sql.commit()
    assert found(await database(f"sqlite:///{file}")) == ("error", "too_new")


@pytest.mark.parametrize("field", sorted(telegram.SWITCHES))
def test_what_botfather_should_have_switched_off_is_told(field: str) -> None:
    on = Reply(ok=True, code=200, result={"username": "b", field: True})
    (line,) = telegram.switches(on)
    assert found(line) == ("warning", "on")
    assert telegram.SWITCHES[field] in text(line, "kk")
    assert telegram.switches(Reply(ok=True, code=200, result={"username": "b", field: False})) == []


@pytest.mark.parametrize(
    ("webhook", "api", "wrong"),
    [
        ("http://bot.example.org/hook", "https://api.telegram.org", True),
        ("https://bot.example.org/hook", "https://api.telegram.org", False),
        ("http://127.0.0.1:9/hook", "http://127.0.0.1:8081", False),
        (None, "https://api.telegram.org", False),
    ],
)
def test_telegram_delivers_to_https_only(webhook: str | None, api: str, wrong: bool) -> None:
    assert telegram.insecure(webhook, api) is wrong


def test_an_old_unit_is_told_with_what_to_do(tmp_path: Path) -> None:
    installed, own = tmp_path / "installed", tmp_path / "own"
    assert service(installed, own) == []
    own.write_text("new")
    installed.write_text("old")
    (line,) = service(installed, own)
    assert found(line) == ("warning", "old")
    assert f"sudo cp {own} {installed}" in text(line, "en")
    installed.write_text("new")
    assert service(installed, own)[0].level is Level.OK
