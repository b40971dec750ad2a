"""The open talks of this process, and the chats that are being made dull (S17–S20, S46)."""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from dataclasses import replace
from typing import Any

from bot.sessions.deliverer import Deliverer
from bot.sessions.hidden_marks import HiddenMarks
from bot.sessions.outgoing import Card, Ending, Outgoing, Wish
from bot.sessions.reach import A_CALL, WITHOUT_A_TALK
from bot.sessions.session import Session
from bot.telegram.sender import Sender
from handlers.keyboards import Sheet
from handlers.protocols import View

# Telegram lets a bot delete for two days; what it refuses till then it refuses for good.
GIVEN_UP_SECONDS = 48 * 3600.0
DEFAULT = "ru"
# Instructions for danger turn neutral after at least this long (S76).
DANGER_IDLE_SECONDS = 30 * 60.0


class Sessions:
    """Implements `handlers.protocols.Sessions`. `on_forget` hears of each chat whose talk ends."""

    def __init__(
        self,
        sender: Sender,
        resume: Callable[[str], Sheet],
        idle_seconds: float,
        on_forget: Callable[[int], None],
        now: Callable[[], float],
        sleep: Callable[[float], Awaitable[None]],
    ) -> None:
        self._resume = resume
        self._idle = idle_seconds
        self._on_forget = on_forget
        self._now = now
        self._open: dict[int, Session] = {}
        self._ending: dict[int, list[Outgoing]] = {}
        self._marks = HiddenMarks(now)
        self._deliverer = Deliverer(
            sender,
            now,
            sleep,
            blocked=self.forget,
            gone=self._deleted_by_person,
            late=self._late,
            over=self._over,
        )

    def __len__(self) -> int:
        return len(self._open)

    def get(self, chat: int) -> Session | None:
        return self._open.get(chat)

    def show(self, chat: int, view: View) -> "asyncio.Future[None]":
        """The newest wish of the chat; the future is done when it was tried, or has to wait."""
        session = self._session(chat, view)
        session.stop_exercise()
        session.screen, session.state, session.typed_in_row = view.screen, view.state, view.typed_in_row
        session.stays = view.stays
        self._touch(chat, session)
        out = session.out
        out.kept |= dict.fromkeys(each for each in view.state.ids if each != view.pressed)
        out.ask(Wish(view.render, view.anew, view.urgent, view.gone), view.pressed)
        ticket = out.ticket(replaces=bool(view.pressed))
        self._deliverer.wake(out)
        return ticket

    def frame(self, chat: int, render: Callable[[Sequence[int]], Sheet]) -> "asyncio.Future[None]":
        """The next frame of an exercise; it does not keep the talk open."""
        out = self._open[chat].out
        out.ask(Wish(render))
        self._deliverer.wake(out)
        return out.ticket(replaces=True)

    def exercise(self, chat: int, frames: Coroutine[Any, Any, None]) -> None:
        """Runs the exercise until anything else is shown."""
        session = self._open[chat]
        session.stop_exercise()
        session.exercise = asyncio.create_task(frames)

    def clean(self, chat: int, message: int) -> "asyncio.Future[None]":
        """Deletes a message of the person."""
        session = self._open.get(chat)
        out = session.out if session else next(iter(self._ending.get(chat, ())), None)
        if out is None:
            out = Outgoing(chat)
            out.end(self._last_wish(self._resume(DEFAULT)), [])
            self._ending[chat] = [out]
        if out.ending:
            out.kept[message] = None
            out.ending.again = True
        else:
            out.doomed[message] = None
        ticket = out.ticket(replaces=False)
        self._deliverer.wake(out)
        return ticket

    def card(self, chat: int, number: str, name: str) -> None:
        """Sends a contact card; Hide deletes it with the rest."""
        session = self._open[chat]
        session.out.card = Card(number, name)
        self._deliverer.wake(session.out)

    def hide(
        self, chat: int, sheet: Sheet, faces: Sequence[int], others: Sequence[int]
    ) -> "asyncio.Future[None]":
        """S18: `faces` and what else the chat shows turn dull at once, then everything is deleted.

        `others`: ids besides, of messages of the person and of those that the buttons carry.
        """
        session = self._open.pop(chat, None)
        out = session.out if session else self._taken(chat, hidden_too=True) or Outgoing(chat)
        if session:
            session.stop_exercise()
        faces = [*faces, out.live, out.before]
        send = not any(faces)
        reach = A_CALL if session else WITHOUT_A_TALK
        out.kept |= dict.fromkeys(filter(None, others))
        return self._hide(out, faces, replace(self._last_wish(sheet), reach=reach, send=send))

    def resume(
        self, chat: int, language: str, message: int = 0, *, send: bool = True
    ) -> "asyncio.Future[None]":
        """The dull "tap to continue" in place of the live message or as a new one; the talk is forgotten."""
        session = self._open.pop(chat, None)
        out = session.out if session else self._taken(chat) or Outgoing(chat)
        if session:
            session.stop_exercise()
            out.kept |= dict.fromkeys(session.state.ids)
        live = message or out.live
        if out.live and out.live != live:
            out.doomed[out.live] = None
        out.end(replace(self._last_wish(self._resume(language)), send=send), [live])
        return self._end(out)

    def forget(self, chat: int) -> None:
        """The person cannot be reached any more."""
        session = self._open.pop(chat, None)
        for out in (*self._ending.pop(chat, ()), *([session.out] if session else ())):
            out.doomed.clear()
            out.wish = out.last = out.card = out.ending = None
            out.doubt_until = 0.0
        if session:
            session.stop_exercise()
        self._on_forget(chat)

    def was_hidden(self, chat: int, message: int, *, dull: bool) -> bool:
        """Whether the message was hidden a short while ago. A `dull` one from before invites to go on."""
        if self._marks.was_face(chat, message):
            return True
        hiding = any(each.ending and each.ending.everything for each in self._ending.get(chat, ()))
        return (hiding or not dull) and self._marks.was_hidden(chat, message)

    def idle(self) -> list[int]:
        """The chats that have been left alone for their idle limit, oldest first."""
        now, left = self._now(), []
        for chat, session in self._open.items():
            if session.touched > now - self._idle:
                break
            if self._ends(session) <= now:
                left.append(chat)
        return left

    def next_idle(self) -> float:
        """Seconds until a talk may reach its idle limit."""
        ends = []
        for session in self._open.values():
            ends.append(self._ends(session))
            if not session.stays:
                break
        return max(0.0, min(ends) - self._now()) if ends else self._idle

    def _ends(self, session: Session) -> float:
        """When the talk turns neutral: later where it shows instructions for danger (S76)."""
        limit = max(self._idle, DANGER_IDLE_SECONDS) if session.stays else self._idle
        return session.touched + limit

    def left_alone(self, chat: int) -> "asyncio.Future[None]":
        """S20: turns neutral and is forgotten."""
        return self.resume(chat, self._open[chat].state.language, send=False)

    def newest_first(self) -> list[int]:
        """All chats with an open talk, the one that was touched last first."""
        return list(reversed(self._open))

    def unsettled(self) -> int:
        """How many chats are not dull yet that are to be."""
        outs = [out for outs in self._ending.values() for out in outs]
        return sum(1 for each in outs if each.ending and (not each.ending.done or each.flying))

    async def delivered(self) -> None:
        """Returns when nothing is wanted of any chat; the caller bounds the time."""
        await self._deliverer.idle()

    def drop(self) -> None:
        """Gives up all that is still wanted."""
        self._deliverer.drop()

    def _session(self, chat: int, view: View) -> Session:
        if session := self._open.get(chat):
            return session
        if out := self._taken(chat):
            out.reopen()
        else:
            out = Outgoing(chat)
        for each in self._ending.get(chat, ()):
            if each.ending and each.doubt_from:
                each.ending.below = each.ending.below or view.pressed or self._deliverer.highest + 1
                out.doubt_from, out.doubt_until, out.echo_at = each.doubt_from, each.doubt_until, each.echo_at
        return Session(out, view.screen, view.state)

    def _taken(self, chat: int, *, hidden_too: bool = False) -> Outgoing | None:
        """What is still turning dull in the chat, to go on with; what was hidden is not gone on with."""
        for out in self._ending.get(chat, ()):
            if out.ending and (hidden_too or not out.ending.everything):
                self._drop_ending(out)
                return out
        return None

    def _touch(self, chat: int, session: Session) -> None:
        session.touched = self._now()
        self._open.pop(chat, None)
        self._open[chat] = session

    def _last_wish(self, sheet: Sheet) -> Ending:
        return Ending(sheet, everything=False, until=self._now() + GIVEN_UP_SECONDS)

    def _hide(self, out: Outgoing, faces: Sequence[int], ending: Ending) -> "asyncio.Future[None]":
        self._deliverer.saw(*out.known(), *faces)
        out.end(replace(ending, everything=True, highest=self._deliverer.highest), faces)
        self._marks.hid(out.chat, self._deliverer.highest, out.faces)
        return self._end(out)

    def _end(self, out: Outgoing) -> "asyncio.Future[None]":
        endings = self._ending.setdefault(out.chat, [])
        if out not in endings:
            endings.append(out)
        self._on_forget(out.chat)
        ticket = out.ticket(replaces=True)
        self._deliverer.wake(out, overtaking=True)
        return ticket

    def _deleted_by_person(self, out: Outgoing) -> None:
        session = self._open.get(out.chat)
        if session and session.out is out:
            self.resume(out.chat, session.state.language)

    def _late(self, out: Outgoing) -> None:
        """What was sent before Hide has arrived after it: taps on it are not obeyed either."""
        if out.ending and out.ending.everything:
            self._marks.hid(out.chat, self._deliverer.highest, out.faces)

    def _over(self, out: Outgoing) -> None:
        if out.ending:
            self._drop_ending(out)

    def _drop_ending(self, out: Outgoing) -> None:
        left = [each for each in self._ending.get(out.chat, ()) if each is not out]
        if left:
            self._ending[out.chat] = left
        else:
            self._ending.pop(out.chat, None)
