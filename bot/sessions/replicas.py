"""Several processes serve one bot: which of them holds a talk, and what the others must know of it.

Each note is sent in the background and may be lost: then a replica does as if it were alone (S57).
"""

import asyncio
import logging
import secrets
from collections import Counter
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from itertools import count

from bot.counts.notifications import Channel, NoChannel, channel
from bot.process.waiting import event_or_time
from bot.sessions.replica_notes import Kind, Note, Seal
from bot.sessions.shared import SharedSessions
from bot.settings import Settings
from handlers import callback_data
from handlers.keyboards import Book

log = logging.getLogger("qoldau.sessions")

ASK_SECONDS = 0.3
MOST_FACES = 4


@dataclass(slots=True)
class _Asked:
    """A question to all; `awaited` have not answered yet."""

    awaited: set[str]
    answered: asyncio.Event = field(default_factory=asyncio.Event)


class Replicas:
    """Tells the others what happens here, and does here what they tell.

    `taken` hears of each talk that goes on here, and of its screen.
    """

    def __init__(
        self,
        channel: Channel,
        seal: Seal,
        sessions: Callable[[], SharedSessions],
        book: Callable[[], Book],
        taken: Callable[[int, str], None],
        sleep: Callable[[float], Awaitable[None]],
    ) -> None:
        self._channel = channel
        self._seal = seal
        self._sessions = sessions
        self._book = book
        self._taken = taken
        self._sleep = sleep
        self._me = secrets.token_hex(8)
        self._numbers = count(1)
        self._last: dict[str, int] = {}
        self._peers: set[str] = set()
        self._silent: set[str] = set()
        self._mine: Counter[int] = Counter()
        self._asked: dict[str, _Asked] = {}

    async def run(self) -> None:
        """Listens until it is cancelled."""
        await self._channel.run(self)

    def tell(self, kind: Kind, chat: int, ids: Sequence[int]) -> None:
        """Something was done to a chat here. Never waits, never fails."""
        if not self._peers:
            return
        if self._say(kind, chat, tuple(ids[: 1 + MOST_FACES])) and kind is Kind.TOUCHED:
            self._mine[chat] += 1

    async def fetch(self, chat: int) -> None:
        """Takes over what another replica knows of a talk that is not open here.

        Waits a moment at the most, and no second time for a replica that was silent.
        """
        awaited = self._peers - self._silent
        if not chat or not awaited or self._sessions().get(chat):
            return
        asked = _Asked(awaited)
        name = self._say(Kind.ASK, chat)
        if not name:
            return
        self._asked[name] = asked
        try:
            if not await event_or_time(asked.answered, ASK_SECONDS, self._sleep):
                self._silent |= asked.awaited
        finally:
            del self._asked[name]

    def opened(self) -> None:
        """Notes come from now on."""
        self._say(Kind.HELLO)

    def closed(self) -> None:
        """No notes come any more: this process is as if it were alone."""
        self._mine.clear()
        self._peers.clear()
        self._silent.clear()

    def heard(self, text: str) -> None:
        """A note has come, perhaps one of our own."""
        note = self._seal.opened(text)
        if note is None:
            return
        if note.sender == self._me:
            self._came_back(note)
        elif note.number > self._last.get(note.sender, 0):
            self._last[note.sender] = note.number
            self._meet(note)
            self._obey(note)

    def _meet(self, note: Note) -> None:
        if note.kind is Kind.ASK:
            return
        self._silent.discard(note.sender)
        if note.sender not in self._peers:
            self._peers.add(note.sender)
            log.info("hears_replica", extra={"fields": {"count": len(self._peers)}})

    def _came_back(self, note: Note) -> None:
        """All hear the notes in one order: until ours has come back, those of others are older."""
        if note.kind is Kind.TOUCHED and self._mine[note.chat] > 1:
            self._mine[note.chat] -= 1
        elif note.kind is Kind.TOUCHED:
            self._mine.pop(note.chat, None)

    def _obey(self, note: Note) -> None:
        match note.kind:
            case Kind.HELLO:
                self._say(Kind.HERE)
            case Kind.TOUCHED if note.chat not in self._mine:
                self._sessions().used_elsewhere(note.chat, note.ids)
            case Kind.HID if note.ids:
                self._sessions().hidden_elsewhere(note.chat, note.ids[0], note.ids[1:], self._book().neutral)
            case Kind.LATE:
                self._sessions().show_again(note.chat)
            case Kind.ASK:
                self._answer(note)
            case Kind.GIVEN | Kind.NONE if asked := self._asked.get(note.to):
                self._take(note, asked)

    def _answer(self, ask: Note) -> None:
        session, codes = self._sessions().get(ask.chat), self._book().codes
        if session is None or session.screen not in codes.of:
            self._say(Kind.NONE, to=ask.name)
            return
        state = session.state.with_ids(tuple(session.out.kept))
        data = callback_data.head(codes, session.screen, state.language) + callback_data.tail(codes, state)
        self._say(Kind.GIVEN, ask.chat, (session.message,), ask.name, data, session.typed_in_row)

    def _take(self, note: Note, asked: _Asked) -> None:
        asked.awaited.discard(note.sender)
        meant = callback_data.pressed(self._book().codes, note.data)
        if meant and meant.target in self._book().content.screens and note.ids:
            self._sessions().take_over(note.chat, meant.target, meant.state, note.ids[0], note.row)
            self._taken(note.chat, meant.target)
        if meant or not asked.awaited:
            asked.answered.set()

    def _say(
        self,
        kind: Kind,
        chat: int = 0,
        ids: tuple[int, ...] = (),
        to: str = "",
        data: str = "",
        row: int = 0,
    ) -> str:
        """The name of the note, "" when it cannot be sent."""
        note = Note(kind, self._me, next(self._numbers), chat, ids, to, data, row)
        return note.name if self._channel.say(self._seal.closed(note)) else ""


def replicas(
    settings: Settings,
    sessions: Callable[[], SharedSessions],
    book: Callable[[], Book],
    taken: Callable[[int, str], None],
) -> Replicas:
    """Only by webhook can several processes serve one bot, and only over a PostgreSQL can they talk."""
    notes = channel(settings.database_url.get_secret_value()) if settings.webhook_url else NoChannel()
    return Replicas(notes, Seal(settings.token()), sessions, book, taken, asyncio.sleep)
