"""`qoldau demo` of the built wheel, away from the repository: nothing it serves is missing there."""

import asyncio
import re
import signal
from pathlib import Path

import aiohttp
import pytest
from wheels import ENVIRONMENT, ROOT, installed

from sandbox.page.page_routes import ASSETS
from sandbox.people.crowd import crowd_at

pytestmark = pytest.mark.system


async def test_the_wheel_serves_the_demo(tmp_path: Path) -> None:
    python = await asyncio.to_thread(installed, ROOT, tmp_path)
    command = (python, "-m", "bot", "demo", "--port", "0", "--no-browser")
    process = await asyncio.create_subprocess_exec(
        *map(str, command), cwd=tmp_path, env=ENVIRONMENT, stdout=asyncio.subprocess.PIPE
    )
    try:
        assert process.stdout is not None
        said = (await process.stdout.readline()).decode()
        (url,) = re.findall(r"Qoldau demo: (\S+)", said)
        async with aiohttp.ClientSession() as http:
            for path in ("/", "/sandbox/words", *(f"/page/{name}" for name in ASSETS)):
                async with http.get(url + path) as response:
                    assert (response.status, bool(await response.read())) == (200, True), path
        async with crowd_at(url) as crowd:
            person = await crowd.person("A", "ru")
            await person.start()
            assert (await person.reply(patience=60)).buttons
        process.send_signal(signal.SIGINT)
        assert await process.wait() == 0
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
