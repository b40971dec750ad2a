import errno
import shutil
import socket
from pathlib import Path

import pytest
from talking import Stage

from bot import demo as demo_module
from bot import demo_reload
from bot.demo import _settings, demo
from bot.demo_reload import Reloading
from bot.reports import report_words
from bot.settings import Settings
from content.load import CONTENT_DIR
from sandbox.server import start_sandbox


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    return Path(shutil.copytree(CONTENT_DIR, tmp_path / "content"))


def test_a_port_that_is_taken_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        held.listen()
        port = held.getsockname()[1]
        assert demo(port, open_browser=False, with_history=False) == 2
    said = capsys.readouterr().err.splitlines()[-1]
    assert str(port) in said
    assert "--port" in said


def test_another_fault_is_not_called_a_problem_of_the_port(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(**_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device", "/somewhere")

    monkeypatch.setattr(demo_module.tempfile, "TemporaryDirectory", full)
    assert demo(0, open_browser=False, with_history=False) == 1
    said = capsys.readouterr().err
    assert "No space left on device" in said
    assert "port" not in said


async def test_nothing_of_the_environment_reaches_the_demo(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = {
        "WEBHOOK_URL": "https://bot.example/hook",
        "WEBHOOK_SECRET": "s",
        "CAMPAIGN_CHANNEL": "@somewhere",
        "BOT_TOKEN_FILE": str(tmp_path / "token"),
        "IDLE_MINUTES": "1",
    }
    for name, value in real.items():
        monkeypatch.setenv(name, value)
    sandbox = await start_sandbox()
    settings = _settings(sandbox, tmp_path)
    await sandbox.close()
    assert Settings().webhook_url == real["WEBHOOK_URL"], "a real bot would obey them"
    assert settings.monitors().endswith(":0"), "a real bot may run beside it"
    assert (settings.webhook_url, settings.campaign_channel, settings.bot_token_file) == (None, "", None)
    assert settings.idle_minutes == Settings.model_fields["idle_minutes"].default


def test_content_that_cannot_be_used_ends_it_with_one_and_says_why(
    copy: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (copy / "helplines.toml").unlink()
    assert demo(0, open_browser=False, with_history=False, root=copy) == 1
    assert "helplines.toml:1: error" in capsys.readouterr().err


async def test_changed_content_is_taken_over(talk: Stage, copy: Path) -> None:
    words = copy / "texts" / "ru" / "arriving.toml"
    welcome = talk.text("welcome", "ru").splitlines()[0]
    words.write_text(words.read_text(encoding="utf-8").replace(welcome, "Другое приветствие."), "utf-8")
    assert await Reloading(copy).changed(talk.parts) == []
    person = await talk.somebody("ru")
    assert (await talk.live(person)).text.startswith("Другое приветствие.")


async def test_a_mistake_in_the_content_is_listed_and_the_last_good_one_stays(
    talk: Stage, copy: Path
) -> None:
    before = talk.parts.book
    (copy / "texts" / "kk" / "help.toml").write_text("[danger]\ntext = ", encoding="utf-8")
    (copy / "texts" / "ru" / "help.toml").unlink()
    errors = await Reloading(copy).changed(talk.parts)
    assert any("content/texts/kk/help.toml:2" in line for line in errors)
    assert talk.parts.book is before


async def test_words_of_reports_are_taken_over_and_a_mistake_in_them_is_listed(
    talk: Stage, copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(report_words, "DIRECTORY", copy / "texts" / "reports")
    monkeypatch.setattr(demo_reload, "DIRECTORY", copy / "texts" / "reports")
    report_words.words.cache_clear()
    said = report_words.words("ru").measure("opened")
    file = copy / "texts" / "reports" / "ru.toml"
    whole = file.read_text(encoding="utf-8")
    file.write_text(whole.replace(said, "Другие слова"), encoding="utf-8")
    reloading = Reloading(copy)
    assert await reloading.changed(talk.parts) == []
    assert report_words.words("ru").measure("opened") == "Другие слова"
    file.write_text("[measures\n", encoding="utf-8")
    (line,) = await reloading.changed(talk.parts)
    assert line.startswith("content/texts/reports/ru.toml: ")
    assert report_words.words("ru").measure("opened") == "Другие слова"
    monkeypatch.undo()
    report_words.words.cache_clear()
