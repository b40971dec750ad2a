import shutil
import socket
from pathlib import Path

import pytest
from talking import Stage

from bot.demo import _reloaded, demo
from content.load import CONTENT_DIR


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
    assert _reloaded(talk.parts, copy) == []
    person = await talk.somebody("ru")
    assert (await talk.live(person)).text.startswith("Другое приветствие.")


async def test_a_mistake_in_the_content_is_listed_and_the_last_good_one_stays(
    talk: Stage, copy: Path
) -> None:
    before = talk.parts.book
    (copy / "texts" / "kk" / "help.toml").write_text("[danger]\ntext = ", encoding="utf-8")
    (copy / "texts" / "ru" / "help.toml").unlink()
    errors = _reloaded(talk.parts, copy)
    assert any("content/texts/kk/help.toml:2" in line for line in errors)
    assert talk.parts.book is before
