"""Whole talks in this process: the real bot against the sandbox, over HTTP, with a clock of its own."""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from unittest.mock import patch

from pydantic import SecretStr

from bot.application import Parts, assemble
from bot.counts.model import RAN
from bot.running import serve
from bot.settings import Settings
from content.load import load
from content.model import Special
from content.render import page
from handlers import callback_data
from handlers.callback_data import Pressed
from handlers.navigation import periods_on
from sandbox.people.chat_view import Bubble, Button, ChatView
from sandbox.people.person import Person
from sandbox.server import Sandbox, start_sandbox

TOKEN = "1:demo"
NOON = 1_795_500_000.0
ORGANISER = 1

_content = cache(load)


class Clock:
    """Unix seconds that pass only when told to; noon of 24 November 2026 at first."""

    def __init__(self) -> None:
        self.time = NOON

    def __call__(self) -> float:
        return self.time

    def pass_by(self, seconds: float) -> None:
        self.time += seconds


@dataclass(slots=True)
class Stage:
    """A running bot with people to talk to it. Whatever it does returns when the bot is done with it."""

    sandbox: Sandbox
    parts: Parts
    clock: Clock
    folder: Path
    _stop: asyncio.Event
    _served: "asyncio.Task[int]"

    async def settled(self) -> None:
        """Until the bot has confirmed every update."""
        assert await self.sandbox.crowd.confirmed()

    async def do(self, act: Awaitable[Any]) -> Any:
        done = await act
        await self.settled()
        return done

    async def somebody(self, language: str = "ru", *ways: str, chosen: str = "") -> Person:
        """A person who has started, chosen a language and then tapped their way to the last of `ways`."""
        person = await self.sandbox.person("Canaryname", language)
        await self.do(person.start())
        await self.choose(person, chosen or language)
        for way in ways:
            await self.tap(person, way)
        return person

    async def choose(self, person: Person, language: str) -> ChatView:
        """Taps a language on the first screen."""
        live = await self.live(person)
        for button in live.buttons:
            meant = self.means(button.data)
            if (meant.target, meant.state.language) == (Special.ORIGIN, language):
                return await self.press(person, button, live)
        raise AssertionError(f"no {language} among {live.labels}")

    async def tap(self, person: Person, target: str) -> ChatView:
        """Taps the button of the live message that leads to `target`."""
        live = await self.live(person)
        return await self.press(person, self.way(live, target), live)

    async def press(self, person: Person, button: Button, bubble: Bubble) -> ChatView:
        await self.do(person.tap(data=button.data, message=bubble.id))
        chat = await person.chat()
        assert chat.unanswered == 0
        return chat

    async def live(self, person: Person) -> Bubble:
        """The bot's newest message with words in it."""
        return [bubble for bubble in (await person.chat()).from_bot if bubble.kind == "text"][-1]

    def way(self, bubble: Bubble, target: str) -> Button:
        """The button that leads to `target`."""
        found = [each for each in bubble.buttons if each.data and self.means(each.data).target == target]
        assert found, f"no way to {target} from: {bubble.labels}"
        return found[0]

    def means(self, data: str) -> Pressed:
        pressed = callback_data.pressed(self.parts.book.codes, data)
        assert pressed is not None, data
        return pressed

    def text(self, screen: str, language: str) -> str:
        """What the screen says today."""
        content = self.parts.book.content
        return page(content, screen, language, periods=periods_on(content, self.parts.deps.today())).text

    def shown(self, bubble: Bubble, language: str) -> str:
        """The screen whose text the bubble shows in `language`, "" for none."""
        content = self.parts.book.content
        names = (name for name, screen in content.screens.items() if not screen.daily)
        return next((name for name in names if self.text(name, language) == bubble.text), "")

    def neutral(self, language: str) -> str:
        return str(json.loads(self.parts.book.neutral(language).text))

    def resume(self, language: str) -> str:
        return str(json.loads(self.parts.book.resume(language).text))

    def refusals(self) -> list[tuple[str, str]]:
        return [(call.method, call.error) for call in self.sandbox.recorder.refused()]

    def sleeping(self, sleep: Callable[[float], Awaitable[None]]) -> None:
        """Paced exercises wait on `sleep` from now on."""
        object.__setattr__(self.parts.deps, "sleep", sleep)

    async def left_alone(self) -> None:
        """The idle limit of every open talk has come."""
        await asyncio.gather(*map(self.parts.sessions.left_alone, self.parts.sessions.newest_first()))

    async def counted(self) -> dict[tuple[str, str, str], int]:
        """Everything counted of people so far, not that the bot ran: (measure, topic, language) → n."""
        rows = await self.parts.store.rows()
        done = [row for row in rows if row.n and row.measure != RAN.measure]
        return {(row.measure, row.topic, row.language): row.n for row in done}

    async def stop(self) -> int:
        """A clean stop; the exit code."""
        self._stop.set()
        return await self._served


@asynccontextmanager
async def staged(folder: Path, **settings: Any) -> AsyncIterator[Stage]:
    """The bot, running; stopped cleanly at the end."""
    clock, stop, ready = Clock(), asyncio.Event(), asyncio.Event()
    sandbox = await start_sandbox(now=clock)
    given = {
        "bot_token": SecretStr(TOKEN),
        "bot_api_url": sandbox.url,
        "database_url": SecretStr(f"sqlite:///{folder / 'counts.db'}"),
        "organisers": frozenset({ORGANISER}),
    }
    with patch("bot.application.load", _content):
        parts = assemble(Settings(_env_file=None, **(given | settings)), now=clock)  # type: ignore[call-arg]
    served = asyncio.create_task(serve(parts, stop, ready.set))
    waiting = asyncio.create_task(ready.wait())
    await asyncio.wait([served, waiting], return_when=asyncio.FIRST_COMPLETED)
    waiting.cancel()
    stage = Stage(sandbox, parts, clock, folder, stop, served)
    try:
        yield stage
    finally:
        try:
            await stage.stop()
        finally:
            await sandbox.close()
