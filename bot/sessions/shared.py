"""Open talks where several replicas serve one bot: a talk is open on the one that was used last."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence

from bot.sessions.outgoing import Outgoing
from bot.sessions.replica_notes import Kind
from bot.sessions.session import Session
from bot.sessions.sessions import Sessions
from bot.telegram.sender import Sender
from handlers.keyboards import Sheet
from handlers.protocols import View
from handlers.state import State

Tell = Callable[[Kind, int, Sequence[int]], None]
"""What was done, the chat, the ids of its messages."""


class SharedSessions(Sessions):
    """`tell` hears what other replicas must know; the last four methods do what they have told."""

    def __init__(
        self,
        sender: Sender,
        resume: Callable[[str], Sheet],
        idle_seconds: float,
        on_forget: Callable[[int], None],
        now: Callable[[], float],
        sleep: Callable[[float], Awaitable[None]],
        tell: Tell,
    ) -> None:
        super().__init__(sender, resume, idle_seconds, on_forget, now, sleep)
        self._tell = tell

    def show(self, chat: int, view: View) -> "asyncio.Future[None]":
        shown = super().show(chat, view)
        self._tell(Kind.TOUCHED, chat, (self._open[chat].message,))
        return shown

    def hide(
        self, chat: int, sheet: Sheet, faces: Sequence[int], others: Sequence[int]
    ) -> "asyncio.Future[None]":
        hidden = super().hide(chat, sheet, faces, others)
        shown = [each for out in self._ending[chat] for each in out.faces]
        self._tell(Kind.HID, chat, (self._deliverer.highest, *shown))
        return hidden

    def resume(
        self, chat: int, language: str, message: int = 0, *, send: bool = True
    ) -> "asyncio.Future[None]":
        if send:
            self._tell(Kind.TOUCHED, chat, (message,))
        return super().resume(chat, language, message, send=send)

    def forget(self, chat: int) -> None:
        super().forget(chat)
        self._tell(Kind.TOUCHED, chat, ())

    def used_elsewhere(self, chat: int, messages: Sequence[int]) -> None:
        """Another replica goes on with the talk, in these messages."""
        for out in (self._closed(chat)[0], self._taken(chat)):
            if out:
                out.give(messages)
                self._deliverer.wake(out)
        self._on_forget(chat)

    def hidden_elsewhere(
        self, chat: int, newest: int, faces: Sequence[int], neutral: Callable[[str], Sheet]
    ) -> None:
        """The chat was hidden on another replica: what this one still shows of it is hidden as well."""
        self._deliverer.saw(newest)
        self._marks.hid(chat, newest, faces)
        out, language = self._closed(chat)
        if out := out or self._taken(chat):
            sheet = out.ending.sheet if out.ending else neutral(language)
            self._hide(out, [out.live, out.before], self._last_wish(sheet))

    def show_again(self, chat: int) -> None:
        """A call of another replica may have landed over what is shown here."""
        session = self._open.get(chat)
        if session:
            session.out.wish = session.out.wish or session.out.last
            self._deliverer.wake(session.out)
        for out in self._ending.get(chat, ()):
            if out.ending:
                out.ending.again = True
            self._deliverer.wake(out)

    def take_over(self, chat: int, screen: str, state: State, live: int, row: int) -> None:
        """The talk is open on another replica: it goes on here, in the same message."""
        if chat not in self._open:
            out = Outgoing(chat, live=live, kept=dict.fromkeys(state.ids))
            self._deliverer.saw(*out.known())
            self._touch(chat, Session(out, screen, state, row))

    def _closed(self, chat: int) -> tuple[Outgoing | None, str]:
        """What the talk was to look like, and its language, if it was open."""
        session = self._open.pop(chat, None)
        if session is None:
            return None, ""
        session.stop_exercise()
        return session.out, session.state.language

    def _late(self, out: Outgoing) -> None:
        super()._late(out)
        if out.given:
            self._tell(Kind.LATE, out.chat, ())
