"""What one chat is to look like, and what is known of how it looks: data alone, no calls."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from handlers.keyboards import Sheet

A_FLOOD = 12
ECHO_SECONDS = 15.0
DOUBT_SECONDS = 90.0


@dataclass(frozen=True, slots=True)
class Wish:
    """What the live message is to show; `render` puts the given message ids into its buttons.

    `anew`: as a new message. `gone`: sent as a new message, and the talk ends, where the person deleted the
    live one; without it the screen itself is sent. `repeated`: nothing is sent where the live one is gone.
    """

    render: Callable[[Sequence[int]], Sheet]
    anew: bool = False
    urgent: bool = False
    gone: Sheet | None = None
    repeated: bool = False


@dataclass(frozen=True, slots=True)
class Card:
    """A contact card to send."""

    number: str
    name: str


@dataclass(slots=True)
class Ending:
    """The last wish of a chat: its messages turn into `sheet`; with Hide everything is deleted besides.

    `reach`: how many ids are deleted, known or not, up to the `highest` there was when it was asked for.
    `send`: the dull text is owed as a new message where no message could be turned into it.
    `until`: when it is given up. `done`: all was dull when it was last tried.
    `below`: ids from there on belong to a later talk (0: there is none).
    `left`: ids of which Telegram has not said that they are gone; None before the first pass.
    """

    sheet: Sheet
    everything: bool
    until: float
    reach: int = 0
    highest: int = 0
    send: bool = False
    below: int = 0
    again: bool = True
    done: bool = False
    left: list[int] | None = None
    dulled: set[int] = field(default_factory=set)


@dataclass(slots=True, eq=False)
class Outgoing:
    """A chat's live message, what it is to show, and what is to be deleted.

    `doomed` is deleted now, `kept` at the end. A call that got no answer may still land until `doubt_until`;
    if it sent a message, that one has an id above `doubt_from`. `asked`: how much was asked for since all was
    shown that was wanted. `given`: another replica goes on with the chat.
    """

    chat: int
    live: int = 0
    before: int = 0
    wish: Wish | None = None
    last: Wish | None = None
    card: Card | None = None
    doomed: dict[int, None] = field(default_factory=dict)
    kept: dict[int, None] = field(default_factory=dict)
    faces: dict[int, None] = field(default_factory=dict)
    ending: Ending | None = None
    sending: bool = False
    given: bool = False
    flying: int = 0
    doubt_from: int = 0
    doubt_until: float = 0.0
    echo_at: float = 0.0
    not_before: float = 0.0
    failures: int = 0
    asked: int = 0
    tickets: list["asyncio.Future[None]"] = field(default_factory=list)
    woken: asyncio.Event = field(default_factory=asyncio.Event)
    task: "asyncio.Task[None] | None" = None

    def known(self) -> list[int]:
        """Every id of this chat that is still of use."""
        ids = (self.live, self.before, *self.doomed, *self.kept, *self.faces)
        return sorted({each for each in ids if each})

    def ask(self, wish: Wish, pressed: int = 0) -> None:
        """`wish` is the newest from now on; a message that was pressed becomes the live one."""
        self.wish = wish
        self.asked += 1
        self.not_before = 0.0
        if not pressed or pressed == self.live:
            return
        if self.sending:
            self.doomed[pressed] = None
        else:
            if self.before:
                self.doomed[self.before] = None
            self.before, self.live = self.live, pressed

    def ticket(self, *, replaces: bool) -> "asyncio.Future[None]":
        """Done when what is wanted was tried or has to wait; earlier ones give way to what `replaces`.

        Nobody waits for the answer to one of many taps a second: else Telegram would be asked again and again
        for what is in hand, and every other chat would wait for that.
        """
        flood = self.asked > A_FLOOD
        if replaces or flood:
            self.release()
        made: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        if flood:
            made.set_result(None)
        else:
            self.tickets.append(made)
        return made

    def release(self) -> None:
        """Whoever waits for a try waits no longer."""
        tickets, self.tickets = self.tickets, []
        for each in tickets:
            if not each.done():
                each.set_result(None)

    def shows(self, wish: Wish) -> None:
        """The live message shows `wish` now."""
        self.last = replace(wish, anew=False, repeated=True)
        if self.wish is wish:
            self.wish = None
        if self.before:
            self.doomed[self.before] = None
            self.before = 0

    def landed(self, message: int) -> None:
        """A new message is there: it is the live one, unless the talk has ended meanwhile."""
        if self.given:
            self.doomed[message] = None
            return
        if self.ending:
            self.faces[message] = None
            self.ending.again = True
            return
        for old in (self.live, self.before):
            if old:
                self.doomed[old] = None
        self.live, self.before = message, 0

    def keep(self, message: int) -> None:
        """To be deleted at the end; rides in the buttons till then."""
        self.doomed.pop(message, None)
        self.kept[message] = None
        if self.ending:
            self.ending.again = True
        elif self.wish is None:
            self.wish = self.last

    def doubt(self, now: float, sent_after: int) -> None:
        """A call got no answer; `sent_after`: the highest id known before it was to send one, else 0."""
        if self.given:
            return
        self.doubt_until, self.echo_at = now + DOUBT_SECONDS, now + ECHO_SECONDS
        if sent_after:
            self.doubt_from = min(self.doubt_from or sent_after, sent_after)

    def end(self, ending: Ending, faces: Sequence[int]) -> None:
        """Nothing else is wanted of this chat any more; what was shown is forgotten."""
        self.faces |= dict.fromkeys(filter(None, faces))
        for each in (self.live, self.before, *self.doomed):
            if each and each not in self.faces:
                self.kept[each] = None
        self.doomed.clear()
        self.wish = self.last = self.card = None
        self.ending, self.not_before, self.failures = ending, 0.0, 0

    def give(self, still_used: Sequence[int]) -> None:
        """Nothing more is shown from here; only what is doomed is deleted, but for what is `still_used`."""
        self.given = True
        self.wish = self.last = self.card = self.ending = None
        self.doubt_from, self.doubt_until = 0, 0.0
        for each in still_used:
            self.doomed.pop(each, None)

    def reopen(self) -> None:
        """Somebody goes on with a message that was to turn dull."""
        faces, self.ending = self.faces, None
        self.faces = {}
        self.live = self.live or max(faces, default=0)
        self.doomed |= dict.fromkeys(each for each in (*faces, *self.kept) if each != self.live)
        self.kept.clear()

    def due(self, now: float) -> float | None:
        """Seconds until there is something to do; None for nothing."""
        ending = self.ending
        if self.wish or self.doomed or self.card or (ending and (ending.again or ending.left)):
            return max(0.0, self.not_before - now)
        if self.doubt_until:
            return max(0.0, min(self.echo_at, self.doubt_until) - now)
        if self.flying and ending:
            return ECHO_SECONDS
        return None
