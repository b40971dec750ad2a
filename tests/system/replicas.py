"""Several real `python -m bot run` behind a tiny load balancer, one database and one sandbox."""

import asyncio
import os
import socket
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from itertools import cycle
from pathlib import Path
from typing import Any

import aiohttp
from aiohttp import web

from content.flow import ROOT
from handlers import callback_data
from handlers.keyboards import Book
from sandbox.people.chat_view import ChatView
from sandbox.people.person import Person
from sandbox.server import Sandbox, start_sandbox

SECRET = "balanced"
TOKEN = "1:replicas"
START_SECONDS = 20
AGAIN = 4


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass
class Replica:
    """One process of the bot; `lines` is its log so far."""

    settings: dict[str, str]
    folder: Path
    port: int = field(default_factory=free_port)
    lines: list[str] = field(default_factory=list)
    process: asyncio.subprocess.Process | None = None
    _reader: "asyncio.Task[None] | None" = None
    _seen: asyncio.Event = field(default_factory=asyncio.Event)

    async def start(self) -> "Replica":
        keep = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
        given = {**keep, "PYTHONPATH": os.getcwd(), **self.settings, "LISTEN": f"127.0.0.1:{self.port}"}
        self.lines.clear()
        self.process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "bot", "run", env=given, cwd=self.folder, stderr=asyncio.subprocess.PIPE
        )
        self._reader = asyncio.create_task(self._read())
        return self

    async def listening(self) -> "Replica":
        await self.says("listening")
        return self

    async def says(self, event: str) -> str:
        """The first line of the log with this event, once it is there."""
        async with asyncio.timeout(START_SECONDS):
            while not (found := [line for line in self.lines if f" {event}" in line]):
                self._seen.clear()
                await self._seen.wait()
        return found[0]

    async def kill(self) -> None:
        self.process.kill()
        await self._gone()

    async def stop(self) -> int:
        if self.process.returncode is None:
            self.process.terminate()
        return await self._gone()

    async def ended(self) -> int:
        return await self._gone()

    async def _gone(self) -> int:
        async with asyncio.timeout(START_SECONDS):
            code = await self.process.wait()
            await self._reader
        return code

    async def _read(self) -> None:
        async for line in self.process.stderr:
            self.lines.append(line.decode())
            self._seen.set()


class Balancer:
    """Hands posts to the replicas in turn; 502 when the one whose turn it is does not answer."""

    def __init__(self, replicas: list[Replica]) -> None:
        self.replicas = replicas
        self.posts: dict[int, int] = {}
        self.twice = False
        self.only: Replica | None = None
        self.before: Callable[[int, Replica], None] = lambda number, replica: None
        self._turn = cycle(range(len(replicas)))
        self._number = 0

    def listening(self) -> list[Replica]:
        return [each for each in self.replicas if any(" listening" in line for line in each.lines)]

    async def pass_on(self, request: web.Request) -> web.Response:
        body = await request.read()
        if self.twice:
            answers = await asyncio.gather(*(self._to(request, body, each) for each in self.replicas))
            return max(answers, key=lambda answer: answer.status)
        return await self._to(request, body, self.only or self.replicas[next(self._turn)])

    async def _to(self, request: web.Request, body: bytes, replica: Replica) -> web.Response:
        self._number += 1
        headers = {name: value for name, value in request.headers.items() if name != "Host"}
        url = f"http://127.0.0.1:{replica.port}{request.path_qs}"
        self.before(self._number, replica)
        try:
            async with self._session.post(url, data=body, headers=headers) as answer:
                self.posts[replica.port] = self.posts.get(replica.port, 0) + 1
                given = await answer.read()
                kind = answer.content_type if given else None
                return web.Response(status=answer.status, body=given, content_type=kind)
        except aiohttp.ClientError:
            return web.Response(status=502)

    @asynccontextmanager
    async def open(self, port: int) -> AsyncIterator[None]:
        application = web.Application()
        application.router.add_post("/hook", self.pass_on)
        runner = web.AppRunner(application, access_log=None, shutdown_timeout=0.1)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", port).start()
        try:
            async with aiohttp.ClientSession() as self._session:
                yield
        finally:
            await runner.cleanup()


@dataclass
class Fleet:
    sandbox: Sandbox
    balancer: Balancer
    replicas: list[Replica]
    book: Book

    async def walk(self, person: Person, *targets: str) -> None:
        """Starts and taps the way to each target, in whatever message offers it: a kill may leave two.

        A tap that a killed replica had answered may come back as "tap to continue" (S22); it has counted, and
        the person goes the first four steps again.
        """
        await person.start()
        left = list(targets)
        while left:
            wanted = left[0]
            chat = await person.wait_for(
                lambda chat, to=wanted: self._way(chat, to) or self._way(chat, ROOT, alone=True), patience=30
            )
            if way := self._way(chat, wanted):
                left.pop(0)
            else:
                way = self._way(chat, ROOT, alone=True)
                left = self._again(targets, len(targets) - len(left))
            await person.tap(**way)
            await person.wait_for(lambda chat, way=way: not self._offers(chat, way), patience=30)

    async def go(self, person: Person, *targets: str) -> None:
        """Taps the way to each target, in whatever message offers it."""
        for target in targets:
            chat = await person.wait_for(lambda chat, to=target: self._way(chat, to), patience=30)
            way = self._way(chat, target)
            await person.tap(**way)
            await person.wait_for(lambda chat, way=way: not self._offers(chat, way), patience=30)

    def _again(self, targets: tuple[str, ...], done: int) -> list[str]:
        rest = list(targets[max(done, AGAIN) :])
        return [*targets[:AGAIN], *(rest[1:] if rest[:1] == [targets[AGAIN - 1]] else rest)]

    def _offers(self, chat: ChatView, way: dict[str, Any]) -> bool:
        found = [bubble for bubble in chat.from_bot if bubble.id == way["message"]]
        return any(button.data == way["data"] for bubble in found for button in bubble.buttons)

    def _way(self, chat: ChatView, target: str, *, alone: bool = False) -> dict[str, Any]:
        name, _, language = target.partition("/")
        for bubble in reversed(chat.from_bot):
            for button in bubble.buttons if not alone or len(bubble.buttons) == 1 else ():
                meant = button.data and callback_data.pressed(self.book.codes, button.data)
                if meant and meant.target == name and (not language or meant.state.language == language):
                    return {"data": button.data, "message": bubble.id}
        return {}


@asynccontextmanager
async def fleet(folder: Path, book: Book, database: str, size: int = 2) -> AsyncIterator[Fleet]:
    """`size` replicas that listen, and all that is around them; ended at the end."""
    sandbox = await start_sandbox(recorder_limit=100_000)
    front = free_port()
    settings = {
        "BOT_TOKEN": TOKEN,
        "BOT_API_URL": sandbox.url,
        "DATABASE_URL": database,
        "WEBHOOK_URL": f"http://127.0.0.1:{front}/hook",
        "WEBHOOK_SECRET": SECRET,
    }
    replicas = [Replica(settings, folder) for _ in range(size)]
    balancer = Balancer(replicas)
    try:
        async with balancer.open(front):
            await asyncio.gather(*(each.start() for each in replicas))
            await asyncio.gather(*(each.listening() for each in replicas))
            yield Fleet(sandbox, balancer, replicas, book)
            await asyncio.gather(*(each.stop() for each in replicas))
    finally:
        for each in replicas:
            if each.process and each.process.returncode is None:
                await each.kill()
        await sandbox.close()
