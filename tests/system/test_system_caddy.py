"""The real Caddy with the real `deploy/Caddyfile`, before replicas that are there or not."""

import asyncio
import shutil
import socket
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass, field
from pathlib import Path

import aiohttp
import pytest
from aiohttp import web

from bot.intake.webhook import SECRET_HEADER
from bot.web.server import WebServer, plain

pytestmark = pytest.mark.system

CADDYFILE = Path(__file__).parents[2] / "deploy" / "Caddyfile"
SECRET = "canary-secret-of-the-webhook"
SECONDS = 60.0


@pytest.fixture(scope="module")
def caddy(needed: Callable[[str], None]) -> str:
    found = shutil.which("caddy")
    if not found:
        needed("caddy: apt-get install caddy")
    return str(found)


def free_port() -> int:
    with closing(socket.socket()) as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


@dataclass
class Door:
    """A running Caddy and, once it has ended, all that it wrote."""

    address: str
    written: list[bytes] = field(default_factory=list)

    async def post(self, path: str = "/hook") -> tuple[int, bytes]:
        headers = {SECRET_HEADER: SECRET, "X-Forwarded-For": "192.0.2.77"}
        async with (
            aiohttp.ClientSession() as session,
            session.post(f"{self.address}{path}", data=b"{}", headers=headers) as got,
        ):
            return got.status, await got.read()


@asynccontextmanager
async def door(caddy: str, folder: Path, bot: int, monitors: int) -> AsyncIterator[Door]:
    """Caddy with the addresses of `deploy/Caddyfile` changed to this machine, and its patience cut."""
    port = free_port()
    text = CADDYFILE.read_text(encoding="utf-8")
    for was, now in {
        "{$DOMAIN}": f"http://127.0.0.1:{port}",
        "bot1:8443 bot2:8443": f"127.0.0.1:{bot}",
        "health_port 8444": f"health_port {monitors}",
        "health_interval 5s": "health_interval 50ms",
        "lb_try_duration 5s": "lb_try_duration 100ms",
    }.items():
        text = text.replace(was, now)
    (folder / "Caddyfile").write_text(text, encoding="utf-8")
    process = await asyncio.create_subprocess_exec(
        *(caddy, "run", "--adapter", "caddyfile", "--config", str(folder / "Caddyfile")),
        env={"HOME": str(folder), "XDG_DATA_HOME": str(folder), "XDG_CONFIG_HOME": str(folder)},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    made = Door(f"http://127.0.0.1:{port}")
    try:
        async with asyncio.timeout(SECONDS):
            await accepting(port)
            yield made
    finally:
        process.terminate()
        made.written.append((await process.communicate())[0])


async def accepting(port: int) -> None:
    while True:
        try:
            _, writer = await asyncio.open_connection("127.0.0.1", port)
        except OSError:
            await asyncio.sleep(0.02)
            continue
        writer.close()
        return


async def test_S44_S48_a_post_that_no_replica_answers_leaves_nothing_in_caddys_log(
    caddy: str, tmp_path: Path
) -> None:
    async with door(caddy, tmp_path, free_port(), free_port()) as there:
        assert (await there.post())[0] in (502, 503)
        assert (await there.post("/elsewhere"))[0] in (502, 503)
    written = b"".join(there.written)
    # Before the log is set up Caddy says which file it reads; nothing may follow about anybody's request.
    assert SECRET.encode() not in written
    assert b"192.0.2.77" not in written
    assert b"remote_ip" not in written
    assert b"hook" not in written


async def test_S59_the_public_reaches_the_webhook_and_not_the_monitors(caddy: str, tmp_path: Path) -> None:
    async def taken(_: web.BaseRequest) -> web.Response:
        return plain(200, "taken")

    async def ready(_: web.BaseRequest) -> web.Response:
        return plain(200, "ready\n")

    bot = WebServer({("POST", "/hook"): taken}, "127.0.0.1:0")
    monitors = WebServer({("GET", "/readyz"): ready, ("POST", "/metrics"): ready}, "127.0.0.1:0")
    await bot.open()
    await monitors.open()
    try:
        async with door(caddy, tmp_path, bot.port, monitors.port) as there:
            while (answer := await there.post())[0] == 503:  # noqa: ASYNC110 (Caddy tells of no event)
                await asyncio.sleep(0.02)
            assert answer == (200, b"taken")
            assert await there.post("/metrics") == await there.post("/nothing-here") == (404, b"")
    finally:
        await bot.close()
        await monitors.close()
