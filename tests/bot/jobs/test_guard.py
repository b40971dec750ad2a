"""The guard looks once a minute: monitors, the ping while all is well, the alarm when it is not."""

import asyncio
import logging
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass, field
from pathlib import Path

import aiohttp
import pytest
from aiohttp import web
from pydantic import SecretStr
from talking import Stage, staged

from bot.jobs.guard import DEAF_SECONDS, Guard
from bot.jobs.ping import Ping
from bot.web.server import WebServer, plain
from sandbox.api.faults import refuse


@dataclass
class Watcher:
    """What a dead man's switch hears."""

    status: int = 200
    pings: int = 0
    server: WebServer = field(init=False)

    def __post_init__(self) -> None:
        self.server = WebServer({("GET", "/canary-secret"): self._pinged}, "127.0.0.1:0")

    async def _pinged(self, _: web.BaseRequest) -> web.Response:
        self.pings += 1
        return plain(self.status)

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server.port}/canary-secret"


@asynccontextmanager
async def watching() -> AsyncIterator[Watcher]:
    watcher = Watcher()
    await watcher.server.open()
    try:
        yield watcher
    finally:
        await watcher.server.close()


def guard_of(stage: Stage, **more: object) -> Guard:
    parts = stage.parts
    settings = parts.settings.model_copy(update=more)
    content = lambda: parts.book.content  # noqa: E731
    return Guard(
        settings, parts.client, parts.messenger, parts.store, parts.batcher, content, frozenset, parts.now
    )


class Intake:
    def ready(self) -> bool:
        return True

    def silent_seconds(self) -> float:
        return 0.0


async def test_the_ping_goes_out_while_all_is_well_and_only_then(tmp_path: Path) -> None:
    async with watching() as watcher, staged(tmp_path) as stage:
        guard = guard_of(stage, ping_url=SecretStr(watcher.address))
        await guard.look()
        assert watcher.pings == 1
        stage.parts.batcher._since = stage.clock() - 61
        await guard.look()
        stage.parts.batcher._since = None
        await guard.look(silent_seconds=DEAF_SECONDS)
        stage.sandbox.faults.next("getWebhookInfo", refuse(500, "Internal Server Error"), 1)
        await guard.look()
        assert watcher.pings == 1
        await guard.look()
        assert watcher.pings == 2


async def test_S44_a_ping_that_fails_is_said_once_and_its_address_never(
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.INFO)
    async with watching() as watcher:
        ping = Ping(watcher.address)
        watcher.status = 500
        assert [await ping(), await ping()] == [False, False]
        watcher.status = 200
        assert await ping()
    assert not await ping()
    assert [each.message for each in caplog.records] == ["ping_fails", "ping_works_again", "ping_fails"]
    assert "canary" not in caplog.text


async def test_monitors_are_answered_in_polling_too_on_loopback(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    async with staged(tmp_path) as stage:
        with closing(socket.socket()) as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        guard = guard_of(stage, monitor_listen=f"127.0.0.1:{port}")
        asleep = asyncio.Event()

        async def sleep(_: float) -> None:
            asleep.set()
            await asyncio.Event().wait()

        running = asyncio.create_task(guard.run(Intake(), sleep))
        async with asyncio.timeout(20):
            await asleep.wait()
        assert port in [each.fields.get("port") for each in caplog.records if hasattr(each, "fields")]
        async with (
            aiohttp.ClientSession() as session,
            session.get(f"http://127.0.0.1:{port}/metrics") as got,
        ):
            assert "qoldau_telegram_ok 1" in await got.text()
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)


async def test_what_waits_at_telegram_is_seen_at_each_look(tmp_path: Path) -> None:
    async with staged(tmp_path) as stage:
        guard = guard_of(stage)
        await guard.look()
        assert (guard.seen.telegram_ok, guard.seen.waiting, guard.seen.alarms) == (True, 0, 0)
        stage.sandbox.faults.next("getWebhookInfo", refuse(500, "Internal Server Error"), 1)
        await guard.look()
        assert (guard.seen.telegram_ok, guard.seen.waiting) == (False, None)
