"""Starts the sandbox: Bot API, people, page and content watching on one local port."""

import asyncio
import contextlib
import errno
import time
from collections.abc import Callable, Collection
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from aiohttp import web

from sandbox.api.bot_routes import bot_routes
from sandbox.api.faults import Faults
from sandbox.api.methods import Api
from sandbox.api.recorder import Recorder
from sandbox.api.world import World
from sandbox.page.content_watch import Reload, fingerprint, watch
from sandbox.page.page_routes import page_routes
from sandbox.people.control import ACTS
from sandbox.people.control_routes import control_routes
from sandbox.people.crowd import Crowd
from sandbox.people.person import Person

LOOPBACK = ("127.0.0.1", "::1", "localhost")
LARGEST_BODY = 50 * 1024 * 1024
PORT_PROBLEMS = {
    errno.EADDRINUSE: "another program has it",
    errno.EACCES: "it is reserved for the system",
    errno.EINVAL: "ports are 0 to 65535",
}
ANY_TOKEN = "1:sandbox"  # noqa: S105


class PortError(OSError):
    """The port cannot be listened on; the text says why."""


@dataclass(slots=True)
class Sandbox:
    """A running sandbox. `url` stands for `https://api.telegram.org`; `close()` ends it."""

    url: str
    token: str
    api: Api
    crowd: Crowd
    _runner: web.AppRunner
    _watcher: asyncio.Task[None] | None

    @property
    def world(self) -> World:
        """The state behind it."""
        return self.api.world

    @property
    def recorder(self) -> Recorder:
        """The bot's calls."""
        return self.api.recorder

    @property
    def faults(self) -> Faults:
        """Faults to order."""
        return self.api.faults

    async def person(self, name: str = "A", language: str = "ru", **names: str) -> Person:
        """Somebody new with a phone."""
        return await self.crowd.person(name, language, **names)

    def show_content_errors(self, lines: list[str]) -> None:
        """Shows the lines in a banner on the page; none takes it away."""
        self.world.content_errors = lines
        self.world.changed(None)

    async def close(self) -> None:
        """Ends open polls, deliveries and the server."""
        if self._watcher is not None:
            self._watcher.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._watcher
        await self.api.webhook.stop()
        await self._runner.cleanup()


async def start_sandbox(
    host: str = "127.0.0.1",
    port: int = 0,
    *,
    tokens: Collection[str] | None = None,
    now: Callable[[], float] = time.time,
    content_dir: Path | None = None,
    on_content_change: Reload | None = None,
    first_update_id: int = 1,
    first_message_id: int = 1,
    recorder_limit: int = 10_000,
) -> Sandbox:
    """Listens on this machine only, port 0: a free one. Raises ValueError for another host or a token without
    a number, PortError if the port cannot be used.

    `tokens` None accepts any; `now` gives unix seconds. `on_content_change` is awaited when a file of
    `content_dir` changes; the lines it returns appear on the page as content errors.
    """
    if host not in LOOPBACK:
        raise ValueError(f"the sandbox listens on this machine only ({', '.join(LOOPBACK)}), not on {host}")
    token = min(tokens or (ANY_TOKEN,), key=_bot_id)
    api = Api(World(now, first_update_id, first_message_id, _bot_id(token)), recorder_limit)
    runner = await _listening(_application(api, tokens), host, port)
    sandbox = Sandbox(_address(runner), token, api, Crowd(_in_process(api)), runner, None)
    if content_dir is not None and on_content_change is not None:
        sandbox._watcher = await _watching(content_dir, on_content_change, sandbox.show_content_errors)
    return sandbox


async def _watching(folder: Path, reload: Reload, tell: Callable[[list[str]], None]) -> "asyncio.Task[None]":
    known = await asyncio.to_thread(fingerprint, folder)
    return asyncio.create_task(watch(folder, known, reload, tell))


def _bot_id(token: str) -> int:
    number = token.partition(":")[0]
    if ":" not in token or not number.isdecimal():
        raise ValueError("a token is the bot's number, a colon and anything, such as 1:x")
    return int(number)


async def _listening(application: web.Application, host: str, port: int) -> web.AppRunner:
    runner = web.AppRunner(application, access_log=None, handler_cancellation=True, shutdown_timeout=0.1)
    await runner.setup()
    try:
        await web.TCPSite(runner, host, port, backlog=1024).start()
    except (OSError, OverflowError) as problem:
        await runner.cleanup()
        code = getattr(problem, "errno", None) or errno.EINVAL
        if code not in PORT_PROBLEMS:
            raise
        raise PortError(code, f"port {port} cannot be used ({PORT_PROBLEMS[code]})") from None
    return runner


def _application(api: Api, tokens: Collection[str] | None) -> web.Application:
    accepted = None if tokens is None else frozenset(tokens)
    application = web.Application(client_max_size=LARGEST_BODY)
    application.add_routes([*bot_routes(api, accepted), *control_routes(api), *page_routes(api)])
    return application


def _address(runner: web.AppRunner) -> str:
    host, port = runner.addresses[0][:2]
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def _in_process(api: Api) -> Callable[..., Any]:
    async def act(name: str, /, **given: Any) -> dict[str, Any]:
        return await ACTS[name](api, given)

    return act
