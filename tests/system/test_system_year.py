"""Steps of an operator's year, with the real commands: a copy put back, a move, the alarm when it stops."""

import re
from pathlib import Path

import pytest
from operating import TOKEN, qoldau

from bot.counts.model import Count
from bot.counts.store import open_store
from sandbox.server import start_sandbox

pytestmark = pytest.mark.system

LONG_AGO = 1_765_000_000.0


async def counted(folder: Path) -> None:
    """A bot that is set up in a folder, and counted twelve times some weeks ago."""
    (folder / ".env").write_text(f"BOT_TOKEN={TOKEN}\n", encoding="utf-8")
    store = open_store(f"sqlite:///{folder / 'counts.db'}", lambda: LONG_AGO)
    await store.open()
    await store.apply([(each, LONG_AGO, [Count("opened", "bullying", "ru")]) for each in range(12)])
    await store.close()


async def shown(folder: Path) -> str:
    return (await qoldau(folder, "stats", "--format", "json"))[1]


async def test_a_copy_put_back_shows_the_same_figures(tmp_path: Path) -> None:
    await counted(tmp_path)
    before = await shown(tmp_path)
    assert '"n": 12' in before or '"n":12' in before
    assert (await qoldau(tmp_path, "backup", "copy.db"))[0] == 0
    (tmp_path / "counts.db").unlink()
    code, out, _ = await qoldau(tmp_path, "restore", "copy.db")
    assert (code, bool(re.match(r"rows put back: \d+", out))) == (0, True)
    assert await shown(tmp_path) == before


async def test_while_the_bot_runs_nothing_is_put_back_and_nothing_moved(tmp_path: Path) -> None:
    await counted(tmp_path)
    await qoldau(tmp_path, "backup", "copy.db")
    (tmp_path / "counts.db.alive").touch()
    for arguments in (("restore", "copy.db"), ("move", "sqlite:///counts.db", "sqlite:///new.db")):
        code, _, error = await qoldau(tmp_path, *arguments)
        assert (code, "stop it first" in error) == (2, True)
    assert not (tmp_path / "new.db").exists()


async def test_a_move_keeps_the_figures_and_takes_no_password_from_the_command(tmp_path: Path) -> None:
    await counted(tmp_path)
    before = await shown(tmp_path)
    code, out, error = await qoldau(
        tmp_path, "move", "sqlite:///counts.db", "postgresql://u:canarypassword@h/n"
    )
    assert (code, "canary" in out + error) == (2, False)
    assert (await qoldau(tmp_path, "move", "-", "sqlite:///new.db", stdin="sqlite:///counts.db\n"))[0] == 0
    (tmp_path / ".env").write_text(f"BOT_TOKEN={TOKEN}\nDATABASE_URL=sqlite:///new.db\n", encoding="utf-8")
    assert await shown(tmp_path) == before


async def test_S21_organisers_hear_in_one_neutral_line_that_the_bot_has_stopped(tmp_path: Path) -> None:
    sandbox = await start_sandbox(tokens=[TOKEN])
    organiser = await sandbox.person("O", "ru")
    await organiser.start()
    text = f"BOT_TOKEN={TOKEN}\nBOT_API_URL={sandbox.url}\nORGANISERS={organiser.id}\n"
    (tmp_path / ".env").write_text(text, encoding="utf-8")
    (tmp_path / "counts.db").mkdir()
    assert (await qoldau(tmp_path, "alarm"))[0] == 0
    (said,) = (each for each in (await organiser.chat()).bubbles if "stopped" in each.text)
    assert len(said.text.split("\n\n")) == 3
    (tmp_path / ".env").write_text(text + "BOT_API_URL=http://127.0.0.1:9\n", encoding="utf-8")
    assert (await qoldau(tmp_path, "alarm"))[0] == 1
    await sandbox.close()
