"""Monitors have a port of their own: the public one knows nothing of them (S59)."""

import asyncio
import logging

import aiohttp
import pytest

from bot.intake.update_processor import UpdateProcessor
from bot.intake.webhook_mode import posted
from bot.settings import Settings
from bot.telegram.client import Client
from bot.telegram.webhook_reply import WebhookReplies
from bot.web.monitors import Monitors, monitored
from bot.web.server import WebServer
from sandbox.server import start_sandbox


async def status(port: int, path: str) -> int:
    async with aiohttp.ClientSession() as session, session.get(f"http://127.0.0.1:{port}{path}") as got:
        return got.status


@pytest.mark.parametrize(
    ("given", "there"),
    [
        ({}, "127.0.0.1:8443"),
        ({"listen": "127.0.0.1:9"}, "127.0.0.1:9"),
        ({"webhook_url": "https://bot.example.org/hook", "webhook_secret": "s"}, "127.0.0.1:8444"),
        ({"monitor_listen": "0.0.0.0:7"}, "0.0.0.0:7"),
    ],
)
def test_monitors_listen_on_loopback_unless_told_otherwise(given: dict[str, str], there: str) -> None:
    assert Settings(_env_file=None, **given).monitors() == there


async def test_S59_the_port_of_the_webhook_answers_no_monitor(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    sandbox = await start_sandbox()
    wire = Client(sandbox.url, "1:demo")
    await wire.open()
    settings = Settings(
        _env_file=None,
        webhook_url="https://bot.example.org/hook",
        webhook_secret="s",
        listen="127.0.0.1:0",
    )
    desk = UpdateProcessor(None, None, None, None, lambda: 0.0)
    stop, there = asyncio.Event(), asyncio.Event()

    async def sleep(_: float) -> None:
        there.set()
        await stop.wait()

    taking = posted(settings, wire, desk, WebhookReplies(), ("message",), lambda: 0.0, sleep)
    running = asyncio.create_task(taking.run(stop))
    async with asyncio.timeout(20):
        await there.wait()
        (port,) = [each.fields["port"] for each in caplog.records if each.message == "listening"]
        assert taking.ready()
        assert [await status(port, path) for path in ("/healthz", "/readyz", "/metrics")] == [404] * 3
        stop.set()
        await running
        await taking.finish()
    await wire.close()
    await sandbox.close()


async def test_a_port_that_is_taken_is_said_and_stops_nothing(caplog: pytest.LogCaptureFixture) -> None:
    other = WebServer({}, "127.0.0.1:0")
    await other.open()
    try:
        async with monitored(Monitors(lambda: True, ()), f"127.0.0.1:{other.port}"):
            assert "monitors_cannot_listen" in caplog.text
            assert await status(other.port, "/healthz") == 404
    finally:
        await other.close()
