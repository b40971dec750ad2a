"""What the handlers need from the service that runs them, as small protocols."""

from asyncio import Future
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, Protocol

from telegram import Update

from content.model import Count
from handlers.keyboards import Book, Sheet
from handlers.state import State


class Outcome(StrEnum):
    """How a call to Telegram ended; every one of these is ordinary."""

    DONE = "done"
    GONE = "gone"
    IMPOSSIBLE = "impossible"
    BLOCKED = "blocked"
    TOO_OLD = "too_old"
    FAILED = "failed"


class Messenger(Protocol):
    """Calls that belong to no talk."""

    async def send(self, chat: int, sheet: Sheet) -> int:
        """The id of the new message, 0 when it could not be sent."""
        ...

    async def ask(self, query: str) -> Outcome:
        """Ends the waiting sign on the button, and says what Telegram thinks of the tap."""
        ...

    def answer(self, query: str, chat: int) -> None:
        """Ends the waiting sign on the button; nothing waits for it."""
        ...

    async def leave(self, chat: int) -> Outcome: ...


@dataclass(frozen=True, slots=True)
class View:
    """What a chat is to show: `render` gives the sheet, with the given message ids in its buttons.

    `pressed`: the message that was tapped; it becomes the live one. `anew`: as a new message. `gone`: what is
    sent, as a new message, where the live one was deleted by the person; without it the screen itself is.
    `stays`: instructions for danger, which turn neutral later than others (S76).
    """

    screen: str
    state: State
    render: Callable[[Sequence[int]], Sheet]
    pressed: int = 0
    anew: bool = False
    urgent: bool = False
    gone: Sheet | None = None
    typed_in_row: int = 0
    stays: bool = False


class Session(Protocol):
    """An open talk: only what the buttons of its live message say as well."""

    screen: str
    state: State
    typed_in_row: int
    needs: frozenset[str]
    """What was asked for and counted in this talk; in memory only, unlike what rides in the buttons."""

    @property
    def message(self) -> int:
        """The live message, 0 while none has been sent yet."""
        ...


class Sessions(Protocol):
    """Open talks by chat, in memory only until Hide, the end or the idle limit (S46).

    What is asked for is done in the background, for as long as Telegram fails; the futures are done
    when it was tried, or has to wait.
    """

    def get(self, chat: int) -> Session | None: ...

    def show(self, chat: int, view: View) -> "Future[None]": ...

    def frame(self, chat: int, render: Callable[[Sequence[int]], Sheet]) -> "Future[None]":
        """The next frame of an exercise, in the live message."""
        ...

    def exercise(self, chat: int, frames: Coroutine[Any, Any, None]) -> None:
        """Runs the exercise until anything else is shown."""
        ...

    def clean(self, chat: int, message: int) -> "Future[None]":
        """Deletes a message of the person."""
        ...

    def card(self, chat: int, number: str, name: str) -> None:
        """Sends a contact card; Hide deletes it with the rest."""
        ...

    def hide(self, chat: int, sheet: Sheet, faces: Sequence[int], others: Sequence[int]) -> "Future[None]":
        """S18: whatever the chat shows turns dull at once, `faces` among it; then all is deleted."""
        ...

    def resume(self, chat: int, language: str, message: int = 0) -> "Future[None]":
        """The dull "tap to continue" in place of the live message, or as a new one; the talk is forgotten."""
        ...

    def forget(self, chat: int) -> None:
        """The person cannot be reached any more."""
        ...

    def was_hidden(self, chat: int, message: int, *, dull: bool) -> bool:
        """Whether the message was hidden a short while ago. A `dull` one from before invites to go on."""
        ...


class Arrival(Protocol):
    """An update in hand."""

    id: int
    chat: int
    stale: bool
    uncertain: bool

    def note(self, counts: Sequence[Count]) -> None:
        """Counts that are written before the update is confirmed to Telegram."""
        ...

    def owes(self, tried: "Future[None]") -> None:
        """The update may be confirmed only when this was tried."""
        ...

    def crowded(self) -> bool:
        """Whether so much of this chat waits behind the update that its own words are not looked at."""
        ...


class Reports(Protocol):
    """What organisers may ask for (S49)."""

    async def update(self, update: Update) -> None:
        """Answers an organiser's command or button; whoever calls has checked who asks."""
        ...


@dataclass(frozen=True, slots=True)
class Deps:
    """Everything that the handlers are handed in by bot/application.py."""

    book: Callable[[], Book]
    messenger: Messenger
    sessions: Sessions
    reports: Reports
    today: Callable[[], date]
    organisers: frozenset[int]
    sleep: Callable[[float], Awaitable[None]]
