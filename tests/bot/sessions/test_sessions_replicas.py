"""Several replicas in one process, over a wire that delivers when told: who holds a talk, and who waits."""

import asyncio
import json
import random
from dataclasses import dataclass, field

from patience import Client, Clock, settled
from stage import NEUTRAL, sheet

from bot.sessions.replica_notes import Kind, Note, Seal
from bot.sessions.replicas import ASK_SECONDS, Replicas
from bot.sessions.shared import SharedSessions
from bot.telegram.client import Reply
from bot.telegram.sender import Sender
from content.flow import DANGER
from handlers.keyboards import Book, Sheet
from handlers.protocols import View
from handlers.state import State

CHAT, LIVE = 5, 70
SEAL = Seal("1:token")


@dataclass
class Wire:
    """Notes wait here, in one order for all."""

    listeners: list[Replicas] = field(default_factory=list)
    waiting: list[str] = field(default_factory=list)
    cut: bool = False

    def say(self, text: str, /) -> bool:
        if not self.cut:
            self.waiting.append(text)
        return not self.cut

    async def run(self, _: object) -> None:
        raise AssertionError("the test delivers by hand")

    def deliver(self, *deaf: Replicas) -> None:
        while self.waiting:
            text = self.waiting.pop(0)
            for each in self.listeners:
                if each not in deaf:
                    each.heard(text)


@dataclass
class Place:
    """One replica."""

    clock: Clock
    wire: Client
    sessions: SharedSessions
    replicas: Replicas
    taken: list[tuple[int, str]]

    def show(self, text: str, **view: object) -> None:
        self.sessions.show(CHAT, View(DANGER, State("kk", counted=3, ids=(66,)), sheet(text), **view))

    def calls(self, method: str) -> list[dict]:
        return [body for _, called, body in self.wire.calls if called == method]


def place(book: Book, wire: Wire, clock: Clock) -> Place:
    client = Client(clock)
    taken: list[tuple[int, str]] = []
    replicas = Replicas(
        wire,
        SEAL,
        lambda: sessions,
        lambda: book,
        lambda chat, screen: taken.append((chat, screen)),
        clock.sleep,
    )
    sender = Sender(client, clock, clock.sleep, random.Random(1))
    sessions = SharedSessions(
        sender, lambda _: Sheet('"resume"', ""), 900.0, lambda _: None, clock, clock.sleep, replicas.tell
    )
    wire.listeners.append(replicas)
    return Place(clock, client, sessions, replicas, taken)


def two(book: Book) -> tuple[Wire, Place, Place]:
    wire, clock = Wire(), Clock()
    places = [place(book, wire, clock) for _ in range(2)]
    for each in places:
        each.replicas.opened()
    wire.deliver()
    return wire, *places


async def test_a_talk_is_open_on_the_replica_that_was_used_last(book: Book) -> None:
    wire, first, second = two(book)
    first.show("a", pressed=LIVE)
    wire.deliver()
    second.show("b", pressed=LIVE)
    wire.deliver()
    await settled()
    assert (len(first.sessions), len(second.sessions)) == (0, 1)
    assert len(first.calls("editMessageText")) == 0
    assert len(second.calls("editMessageText")) == 1


async def test_of_two_that_are_used_at_once_just_one_holds_the_talk(book: Book) -> None:
    wire, first, second = two(book)
    first.show("a", pressed=LIVE)
    second.show("b", pressed=LIVE)
    first.show("c", pressed=LIVE)
    wire.deliver()
    assert (len(first.sessions), len(second.sessions)) == (1, 0)
    second.show("d", pressed=LIVE)
    wire.deliver()
    assert (len(first.sessions), len(second.sessions)) == (0, 1)


async def test_S18_an_exercise_stops_when_another_replica_is_used(book: Book) -> None:
    wire, first, second = two(book)
    first.show("a", pressed=LIVE)
    running = asyncio.Event()

    async def frames() -> None:
        running.set()
        await asyncio.Event().wait()

    first.sessions.exercise(CHAT, frames())
    exercise = first.sessions.get(CHAT).exercise
    await running.wait()
    wire.deliver()
    second.show("danger", pressed=LIVE)
    wire.deliver()
    await asyncio.wait([exercise])
    assert exercise.cancelled()


async def test_S18_a_call_that_lands_late_is_followed_by_what_the_other_shows(book: Book) -> None:
    wire, first, second = two(book)
    first.wire.held = asyncio.Event()
    first.show("frame", pressed=LIVE)
    await settled()
    second.show("danger", pressed=LIVE)
    wire.deliver()
    await settled()
    assert [body["text"] for body in second.calls("editMessageText")] == ["danger"]
    first.wire.held.set()
    await settled()
    wire.deliver()
    await settled()
    assert [body["text"] for body in second.calls("editMessageText")] == ["danger", "danger"]


async def test_S18_a_message_that_lands_after_the_talk_went_on_elsewhere_is_deleted(book: Book) -> None:
    wire, first, second = two(book)
    first.wire.held = asyncio.Event()
    first.wire.answers("sendMessage", Reply(ok=True, code=200, result={"message_id": 71}))
    first.show("screen", anew=True)
    await settled()
    second.show("danger", pressed=LIVE)
    wire.deliver()
    first.wire.held.set()
    await settled()
    assert [body["message_ids"] for body in first.calls("deleteMessages")] == [[71]]


async def test_S19_a_screen_shown_while_another_replica_hid_is_hidden_too(book: Book) -> None:
    wire, first, second = two(book)
    second.show("screen", pressed=LIVE)
    await settled()
    wire.waiting.clear()
    first.sessions.hide(CHAT, NEUTRAL, [LIVE], ())
    wire.deliver()
    await settled()
    neutral = json.loads(book.neutral("kk").text)
    assert [body["text"] for body in second.calls("editMessageText")] == ["screen", neutral]
    assert LIVE in second.calls("deleteMessages")[-1]["message_ids"]
    assert second.calls("sendMessage") == []
    assert second.sessions.was_hidden(CHAT, LIVE, dull=True)
    assert second.sessions.was_hidden(CHAT, LIVE - 1, dull=False)
    assert not second.sessions.was_hidden(CHAT, LIVE + 1, dull=False)


async def test_what_is_asked_for_goes_on_in_the_same_message(book: Book) -> None:
    wire, first, second = two(book)
    first.show("screen", pressed=LIVE, typed_in_row=1)
    wire.deliver()
    fetching = asyncio.create_task(second.replicas.fetch(CHAT))
    await settled()
    wire.deliver()
    await fetching
    session = second.sessions.get(CHAT)
    assert session is not None
    assert (session.screen, session.message, session.typed_in_row) == (DANGER, LIVE, 1)
    assert session.state == State("kk", counted=3, ids=(66,))
    assert second.taken == [(CHAT, DANGER)]


async def test_nobody_waits_for_a_talk_that_no_replica_holds(book: Book) -> None:
    wire, _, second = two(book)
    fetching = asyncio.create_task(second.replicas.fetch(CHAT))
    await settled()
    assert not fetching.done()
    wire.deliver()
    await fetching
    assert second.sessions.get(CHAT) is None


async def test_S57_a_silent_replica_is_waited_for_once(book: Book) -> None:
    wire, first, second = two(book)
    fetching = asyncio.create_task(second.replicas.fetch(CHAT))
    await settled()
    wire.deliver(first.replicas)
    await second.clock.pass_by(ASK_SECONDS)
    await fetching
    await second.replicas.fetch(CHAT)
    assert wire.waiting == []
    first.show("screen", pressed=LIVE)
    wire.deliver()
    again = asyncio.create_task(second.replicas.fetch(CHAT))
    await settled()
    wire.deliver()
    await again
    assert second.sessions.get(CHAT) is not None


async def test_S57_where_notes_cannot_be_sent_nobody_waits_and_all_goes_on(book: Book) -> None:
    wire, first, second = two(book)
    wire.cut = True
    await second.replicas.fetch(CHAT)
    second.show("screen", pressed=LIVE)
    second.sessions.hide(CHAT, NEUTRAL, [LIVE], ())
    await settled()
    assert wire.waiting == []
    assert LIVE in second.calls("deleteMessages")[0]["message_ids"]
    first.replicas.closed()
    await first.replicas.fetch(CHAT)


async def test_a_note_that_is_said_again_by_somebody_is_not_obeyed(book: Book) -> None:
    wire, first, second = two(book)
    first.show("a", pressed=LIVE)
    [old] = wire.waiting
    wire.deliver()
    second.show("b", pressed=LIVE)
    wire.deliver()
    second.replicas.heard(old)
    assert second.sessions.get(CHAT) is not None


async def test_notes_that_make_no_sense_change_nothing(book: Book) -> None:
    _, first, _ = two(book)
    first.show("a", pressed=LIVE)
    for number, kind in enumerate((Kind.HID, Kind.GIVEN, Kind.NONE, Kind.LATE), 100):
        first.replicas.heard(SEAL.closed(Note(kind, "stranger", number, CHAT, (), "nobody/1", "1r????")))
    first.replicas.heard("noise")
    assert first.sessions.get(CHAT) is not None


async def test_who_is_alone_says_nothing(book: Book) -> None:
    wire = Wire()
    alone = place(book, wire, Clock())
    alone.replicas.opened()
    wire.deliver()
    alone.show("a", pressed=LIVE)
    await alone.replicas.fetch(CHAT + 1)
    assert wire.waiting == []
