"""A thin aiohttp server: a few exact addresses, and the same bytes for everything else (S59)."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

from aiohttp import StreamReader, web
from aiohttp.abc import AbstractStreamWriter
from aiohttp.http import RawRequestMessage
from aiohttp.web_protocol import RequestHandler

from bot.web.connections import Connections

LARGEST_BODY = 64 * 1024
BODY_SECONDS = 10.0
KEEP_ALIVE_SECONDS = 75.0
LINGERING_SECONDS = 2.0
STOP_SECONDS = 5.0
REFUSAL = b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
_NAMELESS = {"Server": "web"}

Answering = Callable[[web.BaseRequest], Awaitable[web.Response]]
Routes = dict[tuple[str, str], Answering]
"""(method, path) → what answers there."""


class _Refusal(web.Response):
    """Written as `REFUSAL`, whatever version of HTTP was asked in."""


def refusal() -> web.Response:
    """The one answer to whatever is not exactly right; it says nothing about what was wrong."""
    response = _Refusal(status=404)
    response.force_close()
    return response


def plain(status: int, text: str = "", content_type: str = "text/plain") -> web.Response:
    return web.Response(status=status, text=text, content_type=content_type, headers=_NAMELESS)


class _Protocol(RequestHandler):
    """Answers what is no proper HTTP, and our own faults, like everything else that is not right."""

    def __init__(self, connections: Connections, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self.held = connections

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        super().connection_made(transport)
        self.held.came(self)

    def connection_lost(self, exc: BaseException | None) -> None:
        self.held.left(self)
        super().connection_lost(exc)

    def handle_error(self, *_: Any, **__: Any) -> web.StreamResponse:
        return refusal()

    async def finish_response(
        self, request: web.BaseRequest, resp: web.StreamResponse, start_time: float | None
    ) -> tuple[web.StreamResponse, bool]:
        if not isinstance(resp, _Refusal):
            done = await super().finish_response(request, resp, start_time)
            self.held.answered(self)
            return done
        if self.transport is not None:
            self.transport.write(REFUSAL)
        return resp, False


class _Server(web.Server):
    held: Connections

    def __call__(self) -> RequestHandler:
        return _Protocol(
            self.held,
            self,
            loop=asyncio.get_running_loop(),
            access_log=None,
            auto_decompress=False,
            keepalive_timeout=KEEP_ALIVE_SECONDS,
            lingering_time=LINGERING_SECONDS,
        )


class WebServer:
    """Listens on `listen` (host:port, port 0: a free one) until closed."""

    def __init__(self, routes: Routes, listen: str, connections: Connections | None = None) -> None:
        self._routes = routes
        self._host, _, port = listen.rpartition(":")
        self.port = int(port)
        self._connections = Connections() if connections is None else connections
        self._runner: web.ServerRunner | None = None

    async def open(self) -> None:
        """Raises OSError when the address cannot be listened on."""
        server = _Server(self._answer, request_factory=_request)
        server.held = self._connections
        self._runner = web.ServerRunner(server, shutdown_timeout=STOP_SECONDS)
        await self._runner.setup()
        await web.TCPSite(self._runner, self._host.strip("[]"), self.port, backlog=1024).start()
        self.port = self._runner.addresses[0][1]

    async def close(self) -> None:
        """Lets no new connection in, and waits a few seconds for answers that are being written."""
        if self._runner:
            await self._runner.cleanup()

    async def _answer(self, request: web.BaseRequest) -> web.Response:
        answering = self._routes.get((request.method, request.rel_url.raw_path_qs))
        if answering is None:
            return refusal()
        return await answering(request)


async def body_of(request: web.BaseRequest) -> bytes | None:
    """The body, None when it is over 64 KB, compressed, or does not come."""
    if (request.content_length or 0) > LARGEST_BODY or "Content-Encoding" in request.headers:
        return None
    try:
        async with asyncio.timeout(BODY_SECONDS):
            return await request.read()
    except (TimeoutError, web.HTTPException, web.RequestPayloadError):
        return None


def _request(
    message: RawRequestMessage,
    payload: StreamReader,
    protocol: RequestHandler,
    writer: AbstractStreamWriter,
    task: "asyncio.Task[None]",
) -> web.BaseRequest:
    if isinstance(protocol, _Protocol):
        protocol.held.asked(protocol)
    loop = asyncio.get_running_loop()
    return web.BaseRequest(message, payload, protocol, writer, task, loop, client_max_size=LARGEST_BODY)
