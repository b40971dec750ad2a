"""What monitors may ask: alive, ready, and metrics that tell nothing about who asks for what (S55)."""

import logging
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from importlib.metadata import version

from aiohttp import web

from bot.web.server import Routes, WebServer, plain

log = logging.getLogger("qoldau.web")

# https://prometheus.io/docs/instrumenting/exposition_formats/#text-based-format
PROMETHEUS = "text/plain; version=0.0.4"


@dataclass(frozen=True, slots=True)
class Gauge:
    """A figure that is asked for when a monitor asks. None is a count of what people do."""

    name: str
    text: str
    value: Callable[[], int]


@dataclass(frozen=True, slots=True)
class Monitors:
    """The three addresses."""

    ready: Callable[[], bool]
    gauges: Sequence[Gauge]

    def routes(self) -> Routes:
        return {
            ("GET", "/healthz"): self._alive,
            ("GET", "/readyz"): self._ready,
            ("GET", "/metrics"): self._metrics,
        }

    async def _alive(self, _: web.BaseRequest) -> web.Response:
        return plain(200, "ok\n")

    async def _ready(self, _: web.BaseRequest) -> web.Response:
        return plain(200, "ready\n") if self.ready() else plain(503, "not ready\n")

    async def _metrics(self, _: web.BaseRequest) -> web.Response:
        lines = [f'# TYPE qoldau_info gauge\nqoldau_info{{version="{version("qoldau")}"}} 1']
        lines += [
            f"# HELP {each.name} {each.text}\n# TYPE {each.name} gauge\n{each.name} {each.value()}"
            for each in self.gauges
        ]
        response = plain(200, "\n".join(lines) + "\n")
        response.headers["Content-Type"] = PROMETHEUS
        return response


@asynccontextmanager
async def monitored(monitors: Monitors, listen: str) -> AsyncIterator[None]:
    """Answers monitors on `listen` meanwhile. An address that cannot be had is no reason not to run."""
    server = WebServer(monitors.routes(), listen)
    try:
        await server.open()
        log.info("monitors_listening", extra={"fields": {"port": server.port}})
    except OSError as error:
        fields = {"code": error.errno, "port": server.port}
        log.warning("monitors_cannot_listen", extra={"fields": fields})
    try:
        yield
    finally:
        await server.close()
