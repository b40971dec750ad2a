"""Updates bent out of shape in every place: none stops the bot, none stays in the queue, none is printed."""

import asyncio
import copy
import tempfile
from collections.abc import Iterator
from contextlib import AbstractAsyncContextManager
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from talking import Stage, staged

from sandbox.api.world import Json
from sandbox.people.phone import SAMPLES

pytestmark = pytest.mark.system
PERSON = {"id": 7_000_900, "is_bot": False, "first_name": "Canary", "language_code": "kk"}
CHAT = {"id": 7_000_900, "type": "private", "first_name": "Canary"}
MESSAGE = {"message_id": 5, "from": PERSON, "chat": CHAT, "date": 1_795_500_000}
MEMBER = {"user": {"id": 1, "is_bot": True, "first_name": "b"}, "status": "member"}
COMMAND = {"entities": [{"type": "bot_command", "offset": 0, "length": 6}]}
SEEDS: tuple[tuple[str, Json], ...] = (
    ("message", MESSAGE | {"text": "меня бьют zqxj"}),
    ("message", MESSAGE | {"text": "/start kz1"} | COMMAND),
    ("edited_message", MESSAGE | {"text": "zqxj", "edit_date": 1_795_500_000}),
    *(("message", MESSAGE | make()) for make in SAMPLES.values()),
    (
        "callback_query",
        {
            "id": "9",
            "from": PERSON,
            "message": MESSAGE | {"text": "t"},
            "chat_instance": "1",
            "data": "1rAAAA0",
        },
    ),
    (
        "my_chat_member",
        {"chat": CHAT, "from": PERSON, "date": 1, "old_chat_member": MEMBER, "new_chat_member": MEMBER},
    ),
    ("message", MESSAGE | {"chat": {"id": -100_500, "type": "supergroup", "title": "g"}, "text": "/stats"}),
)
NUMBERS = st.integers(-(2**63), 2**63 - 1)
PIECES = st.none() | st.booleans() | NUMBERS | st.floats(allow_nan=False, allow_infinity=False)
TEXTS = st.text(st.characters(exclude_categories=("Cs",)), max_size=70)
JUNK = st.recursive(
    PIECES | TEXTS,
    lambda some: st.lists(some, max_size=3) | st.dictionaries(TEXTS, some, max_size=3),
    max_leaves=5,
)


def places(value: object, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The way to each part of a JSON value."""
    inside = value.items() if isinstance(value, dict) else enumerate(value if isinstance(value, list) else ())
    for key, part in inside:
        yield (*path, key)
        yield from places(part, (*path, key))


@st.composite
def bent(draw: st.DrawFn) -> tuple[str, Any]:
    """A real update with a few parts replaced or taken away."""
    kind, seed = draw(st.sampled_from(SEEDS))
    value = copy.deepcopy(seed)
    for _ in range(draw(st.integers(1, 3))):
        *way, last = draw(st.sampled_from(sorted(places(value), key=str)))
        part: Any = value
        for key in way:
            part = part[key]
        if draw(st.booleans()):
            part[last] = draw(JUNK)
        else:
            del part[last]
        if not list(places(value)):
            break
    return kind, value


class Running:
    """A bot that outlives the examples, on a loop that stands still between them."""

    def __init__(self, folder: Path) -> None:
        self.loop = asyncio.new_event_loop()
        self.uncaught: list[str] = []
        self.loop.set_exception_handler(lambda _, context: self.uncaught.append(str(context)))
        self.entered: AbstractAsyncContextManager[Stage] = staged(folder)
        self.stage: Stage = self.loop.run_until_complete(self.entered.__aenter__())

    def send(self, updates: list[tuple[str, Any]]) -> None:
        for kind, value in updates:
            self.stage.sandbox.world.updates.push(kind, value)
        self.loop.run_until_complete(self.stage.settled())

    def talk(self) -> None:
        person = self.loop.run_until_complete(self.stage.somebody("kk"))
        assert self.loop.run_until_complete(person.chat()).last

    def close(self) -> None:
        self.loop.run_until_complete(self.entered.__aexit__(None, None, None))
        self.loop.run_until_complete(self.loop.shutdown_default_executor())
        self.loop.close()


@pytest.fixture(scope="module")
def running() -> Iterator[Running]:
    with tempfile.TemporaryDirectory() as folder:
        made = Running(Path(folder))
        yield made
        made.close()


def bends(running: Running, updates: list[tuple[str, Any]]) -> None:
    running.send(updates)
    assert running.uncaught == []
    assert not len(running.stage.parts.processor.lanes)


@settings(max_examples=120, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(st.lists(bent(), min_size=1, max_size=6))
def test_S56_no_update_stops_the_bot_or_blocks_the_queue(running: Running, updates: list[Any]) -> None:
    bends(running, updates)


def test_after_all_that_a_person_is_answered(running: Running) -> None:
    running.talk()


@pytest.mark.soak
@settings(max_examples=5_000, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(bent(), min_size=1, max_size=6))
def test_S56_nor_do_many_thousands(running: Running, updates: list[Any]) -> None:
    bends(running, updates)
