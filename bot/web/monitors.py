"""What monitors may ask: alive, ready, and metrics that tell nothing about who asks for what (S55)."""

import logging
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from aiohttp import web

from bot.web.server import Routes, WebServer, plain

log = logging.getLogger("qoldau.web")

# https://prometheus.io/docs/instrumenting/exposition_formats/#text-based-format
PROMETHEUS = "text/plain; version=0.0.4"
MEGABYTE = 1 << 20
_HELP = {
    "qoldau_ready": "1 while updates are taken",
    "qoldau_counting_ok": "1 while counts reach the database, 0 while they wait in memory",
    "qoldau_telegram_ok": "1 while the last call to Telegram was answered",
    "qoldau_start_time_seconds": "unix time of the start",
    "qoldau_resident_memory_megabytes": "resident memory, in whole megabytes",
}


@dataclass(frozen=True, slots=True)
class Monitors:
    """Each figure is asked for when a monitor asks. None of them is a count of what people do."""

    ready: Callable[[], bool]
    counting_ok: Callable[[], bool]
    telegram_ok: Callable[[], bool]
    started: float

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
        values = (
            int(self.ready()),
            int(self.counting_ok()),
            int(self.telegram_ok()),
            int(self.started),
            resident() // MEGABYTE,
        )
        lines = [f'# TYPE qoldau_info gauge\nqoldau_info{{version="{version("qoldau")}"}} 1']
        lines += [
            f"# HELP {name} {text}\n# TYPE {name} gauge\n{name} {value}"
            for (name, text), value in zip(_HELP.items(), values, strict=True)
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


def resident() -> int:
    """Bytes of memory that this process holds, 0 where the system does not say."""
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    except OSError:
        return 0
    return pages * 4096
