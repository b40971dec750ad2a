"""What the tests of the sessions share: sessions over a wire that answers as told, by their own clock."""

import asyncio
import json
import random
from collections.abc import Sequence
from dataclasses import dataclass

from patience import Client, Clock

from bot.sessions.sessions import Sessions
from bot.telegram.sender import Sender
from handlers.keyboards import Sheet
from handlers.protocols import View
from handlers.state import State

IDLE = 900.0


@dataclass
class Stage:
    clock: Clock
    wire: Client
    sessions: Sessions
    forgotten: list[int]

    def calls(self, method: str) -> list[dict]:
        return [body for _, called, body in self.wire.calls if called == method]

    def show(self, chat: int, text: str = "screen", **view) -> "asyncio.Future[None]":
        return self.sessions.show(chat, View("danger", State("ru"), sheet(text), **view))


def sheet(text: str):
    def render(ids: Sequence[int]) -> Sheet:
        return Sheet(json.dumps(text), json.dumps({"inline_keyboard": [[{"ids": list(ids)}]]}))

    return render


def stage() -> Stage:
    clock = Clock()
    wire = Client(clock)
    sender = Sender(wire, clock, clock.sleep, random.Random(1))
    forgotten: list[int] = []
    sessions = Sessions(sender, lambda _: Sheet('"resume"', ""), IDLE, forgotten.append, clock, clock.sleep)
    return Stage(clock, wire, sessions, forgotten)


NEUTRAL = Sheet('"neutral"', "")
