"""Who connects and says nothing keeps nobody out, and every refusal is the same bytes (S59)."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from aiohttp import web

from bot.web.connections import Connections
from bot.web.server import WebServer, plain

SECONDS = 20.0
HALF = b"POST /hook HTTP/1.1\r\nHost: x\r\nX-A"
Reached = tuple[asyncio.StreamReader, asyncio.StreamWriter]


@asynccontextmanager
async def listening(
    connections: Connections, begun: asyncio.Event | None = None, answer: asyncio.Event | None = None
) -> AsyncIterator[int]:
    async def answering(_: web.BaseRequest) -> web.Response:
        if begun and answer:
            begun.set()
            await answer.wait()
        return plain(200, "ok\n")

    server = WebServer({("GET", "/well"): answering}, "127.0.0.1:0", connections)
    await server.open()
    try:
        async with asyncio.timeout(SECONDS):
            yield server.port
    finally:
        await server.close()


async def connected(port: int, sent: bytes = b"") -> Reached:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(sent)
    return reader, writer


async def answered(port: int, sent: bytes) -> bytes:
    reader, writer = await connected(port, sent)
    got = await reader.read()
    writer.close()
    return got


async def well(port: int) -> bytes:
    return await answered(port, b"GET /well HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")


@pytest.mark.parametrize("sent", [b"", HALF], ids=["nothing", "half a head"])
async def test_S59_a_connection_that_stays_silent_is_closed(sent: bytes) -> None:
    async with listening(Connections(head_seconds=0.05)) as port:
        reader, writer = await connected(port, sent)
        assert await reader.read() == b""
        writer.close()


async def test_S59_silent_connections_keep_no_post_out() -> None:
    connections = Connections(most=8)
    async with listening(connections) as port:
        silent = [await connected(port, HALF) for _ in range(40)]
        assert b"200 OK" in await well(port)
        assert 0 < len(connections) <= 8
        for reader, _ in silent[:32]:
            assert await reader.read() == b""
        for _, writer in silent:
            writer.close()


async def test_S59_nobody_who_is_being_answered_is_cut_off_for_a_newcomer() -> None:
    begun, answer = asyncio.Event(), asyncio.Event()
    async with listening(Connections(most=2), begun, answer) as port:
        first = []
        for _ in range(2):
            begun.clear()
            first.append(asyncio.create_task(well(port)))
            await begun.wait()
        assert await answered(port, HALF) == b""
        answer.set()
        assert [b"200 OK" in await each for each in first] == [True, True]


async def test_a_connection_that_asks_again_and_again_stays_open() -> None:
    async with listening(Connections(most=2, head_seconds=0.05)) as port:
        reader, writer = await connected(port)
        for _ in range(3):
            writer.write(b"GET /well HTTP/1.1\r\nHost: x\r\n\r\n")
            assert (await reader.readuntil(b"ok\n")).startswith(b"HTTP/1.1 200 OK")
            await asyncio.sleep(0.06)
        writer.close()


@pytest.mark.parametrize(
    "sent",
    [
        b"GET /other HTTP/1.1\r\nHost: x\r\n\r\n",
        b"GET /other HTTP/1.0\r\n\r\n",
        b"HEAD /well HTTP/1.1\r\nHost: x\r\n\r\n",
        b"GET /other HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n\r\n",
        b"GET /other HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
        b"no HTTP at all\r\n\r\n",
        b"GET / HTTP/1.1\r\nbroken header\r\n\r\n",
        b"GET /" + b"x" * 20_000 + b" HTTP/1.1\r\nHost: x\r\n\r\n",
    ],
    ids=["path", "1.0", "HEAD", "upgrade", "close", "noise", "header", "long"],
)
async def test_S59_refusals_have_one_form(sent: bytes) -> None:
    async with listening(Connections()) as port:
        assert await answered(port, sent) == (
            b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
        )
