import shutil
from pathlib import Path

import pytest
from process import TOKEN, free_port, running, settings

from content.load import CONTENT_DIR
from sandbox.server import Sandbox, start_sandbox

pytestmark = pytest.mark.system
SECRET = "4242424242:AAveryverysecretlettersandmore_12345"


async def test_wrong_settings_are_all_listed_at_once_without_the_token(tmp_path: Path) -> None:
    wrong = {
        "BOT_TOKEN": f"{SECRET} with a space",
        "BOT_API_URL": "api.telegram.org",
        "DATABASE_URL": f"mysql://user:{SECRET}@host/name",
        "ORGANISERS": f"12,{SECRET}",
        "WEBHOOK_URL": "https://bot.example.org/hook",
        "LISTEN": "8443",
        "IDLE_MINUTES": "a while",
        "MIN_COUNT": "2",
        "LOG_LEVEL": "LOUD",
        "KEEP_YEARS": "0",
    }
    async with running(tmp_path, **wrong) as process:
        assert await process.ended() == 2
    said = "\n".join(process.lines)
    expected = {name for name in wrong if name != "WEBHOOK_URL"} | {"WEBHOOK_SECRET"}
    assert {name for name in expected if f"{name}:" not in said} == set()
    assert "AAvery" not in said
    assert "Traceback" not in said


async def test_without_a_token_it_says_where_to_get_one(tmp_path: Path) -> None:
    async with running(tmp_path) as process:
        assert await process.ended() == 2
    assert "BOT_TOKEN" in process.lines[-1]
    assert "BotFather" in process.lines[-1]


async def test_a_wrong_token_ends_with_one_clear_line(tmp_path: Path, sandbox: Sandbox) -> None:
    async with running(tmp_path, **settings(sandbox.url, BOT_TOKEN=SECRET)) as process:
        assert await process.ended() == 3
    assert len(process.lines) == 1
    assert "token" in process.lines[0]
    assert "BotFather" in process.lines[0]
    assert "AAvery" not in process.lines[0]


async def test_an_unreachable_api_is_tried_again_ever_more_slowly_until_it_answers(tmp_path: Path) -> None:
    port = free_port()
    async with running(tmp_path, **settings(f"http://127.0.0.1:{port}")) as process:
        await process.says(lambda lines: len(lines) >= 3)
        assert [_seconds(line) for line in process.lines[:3]] == [0.5, 1.0, 2.0]
        assert all("unreachable" in line for line in process.lines)
        late = await start_sandbox(port=port, tokens=[TOKEN])
        await process.answering()
        person = await late.person("A", "kk")
        await person.reply(await person.start())
        assert await process.stop() == 0
        await late.close()


async def test_sigterm_ends_it_well_also_while_nobody_answers(tmp_path: Path) -> None:
    async with running(tmp_path, **settings(f"http://127.0.0.1:{free_port()}")) as process:
        await process.says(lambda lines: lines)
        assert await process.stop() == 0


async def test_content_that_cannot_be_used_stops_the_check_with_file_line_and_screen(tmp_path: Path) -> None:
    folder = _copied_content(tmp_path)
    flow = folder / "flow.toml"
    misspelt = flow.read_text(encoding="utf-8").replace(
        'hide_more = "hide_info"', 'hide_more = "hide_imfo"', 1
    )
    flow.write_text(misspelt, encoding="utf-8")
    async with running(tmp_path, "check", "--content", str(folder), said_on_stdout=True) as process:
        assert await process.ended() == 1
    assert any("flow.toml:" in line and "hide_info" in line for line in process.lines)


def _copied_content(folder: Path) -> Path:
    return Path(shutil.copytree(CONTENT_DIR, folder / "content"))


def _seconds(line: str) -> float:
    return float(line.rpartition("seconds=")[2])
