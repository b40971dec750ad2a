"""What the handlers need from the service that runs them, as small protocols."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Protocol

from telegram import Update

from handlers.pages import Book, Sheet
from handlers.state import State
from handlers.talk import Counted


class Outcome(StrEnum):
    """How a call to Telegram ended; every one of these is ordinary."""

    DONE = "done"
    GONE = "gone"
    IMPOSSIBLE = "impossible"
    BLOCKED = "blocked"
    TOO_OLD = "too_old"
    FAILED = "failed"


class Courier(Protocol):
    """The one place through which everything to Telegram goes. `first` passes the queue (Hide, danger)."""

    async def edit(self, chat: int, message: int, sheet: Sheet, *, first: bool = False) -> Outcome: ...

    async def send(self, chat: int, sheet: Sheet, *, first: bool = False) -> int:
        """The id of the new message, 0 when it could not be sent."""
        ...

    async def delete(self, chat: int, messages: Sequence[int], *, first: bool = False) -> Outcome: ...

    async def answer(self, query: str) -> Outcome: ...

    async def contact(self, chat: int, number: str, name: str) -> int: ...

    async def leave(self, chat: int) -> Outcome: ...


@dataclass(slots=True)
class Talk:
    """An open talk in memory: only what the buttons of its live message say as well, and its age."""

    message: int
    screen: str
    state: State
    typed_in_row: int = 0
    touched: float = 0.0


class Talks(Protocol):
    """Open talks by chat, kept in memory only until Hide, the end or the idle limit (S46)."""

    def get(self, chat: int) -> Talk | None: ...

    def keep(self, chat: int, talk: Talk) -> None: ...

    def forget(self, chat: int) -> None: ...

    def hid(self, chat: int, message: int) -> None:
        """Remembers for a short while, without an id in clear, that this message was hidden."""
        ...

    def was_hidden(self, chat: int, message: int) -> bool: ...


class Tally(Protocol):
    """Takes what an update counted; it is written before the update is confirmed to Telegram."""

    def note(self, update: int, chat: int, counts: Sequence[Counted]) -> None: ...


class Reports(Protocol):
    """What organisers may ask for (S49)."""

    async def update(self, update: Update) -> None:
        """Answers an organiser's command or button; whoever calls has checked who asks."""
        ...


@dataclass(frozen=True, slots=True)
class Service:
    """Everything that the handlers are handed in by bot/application.py."""

    book: Callable[[], Book]
    courier: Courier
    talks: Talks
    tally: Tally
    reports: Reports
    today: Callable[[], date]
    stale: Callable[[int], bool]
    suspect: Callable[[int], bool]
    organisers: frozenset[int]
    sleep: Callable[[float], Awaitable[None]]
