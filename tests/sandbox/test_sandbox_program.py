"""`python -m sandbox`: started, used over HTTP as a bot in any language would, and ended."""

import asyncio
import re
import signal
import socket
import sys
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from sandbox.__main__ import main
from sandbox.set_clock import clock_on

ROOT = Path(__file__).parents[2]


async def test_it_starts_serves_and_ends_with_zero(http: aiohttp.ClientSession) -> None:
    command = (sys.executable, "-m", "sandbox", "--token", "1:x", "--port", "0", "--date", "2031-02-03")
    process = await asyncio.create_subprocess_exec(*command, cwd=ROOT, stdout=asyncio.subprocess.PIPE)
    assert process.stdout is not None
    (url,) = re.findall(r"http://\S+", (await process.stdout.readline()).decode())[:1]

    async def post(path: str, **given: Any) -> Any:
        async with http.post(url + path, json=given) as response:
            return await response.json()

    aida = (await post("/sandbox/do/meet", name="Aida", language="en"))["person"]
    await post("/sandbox/do/say", person=aida, text="/start")
    (update,) = (await post("/bot1:x/getUpdates"))["result"]
    assert datetime.fromtimestamp(update["message"]["date"], UTC).date() == date(2031, 2, 3)
    assert (await post("/bot2:y/getMe"))["error_code"] == 401
    await post("/bot1:x/sendMessage", chat_id=aida, text="Welcome")
    assert (await post("/sandbox/do/look", person=aida))["messages"][-1]["text"] == "Welcome"
    process.send_signal(signal.SIGINT)
    assert await process.wait() == 0


def test_a_port_that_is_taken_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        held.listen()
        port = held.getsockname()[1]
        assert main(["--port", str(port)]) == 2
    said = f"port {port} cannot be used (another program has it): name another with --port\n"
    assert capsys.readouterr().err == said


def test_a_port_that_is_none_is_explained(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--port", "70000"]) == 2
    assert "ports are 0 to 65535" in capsys.readouterr().err


def test_a_day_that_is_none_is_explained(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["--date", "25.11.2026"])
    assert "a day such as 2026-11-25 is expected" in capsys.readouterr().err


@pytest.mark.parametrize("token", ["x", "x:1", ":1", ""])
def test_a_token_without_a_number_is_explained(capsys: pytest.CaptureFixture[str], token: str) -> None:
    assert main(["--port", "0", "--token", token]) == 2
    assert "such as 1:x" in capsys.readouterr().err


def test_a_clock_on_another_day_keeps_the_time_of_day_and_ticks() -> None:
    moment = datetime(2026, 3, 1, 23, 30, tzinfo=UTC).timestamp()
    ticks = iter((moment, moment, moment + 60 * 31))
    clock = clock_on(date(2026, 11, 25), now=lambda: next(ticks))
    assert datetime.fromtimestamp(clock(), UTC).isoformat() == "2026-11-25T23:30:00+00:00"
    assert datetime.fromtimestamp(clock(), UTC).isoformat() == "2026-11-26T00:01:00+00:00"
