import asyncio
from collections.abc import Awaitable, Callable

import pytest
from talking import Stage

from content.model import LANGUAGES, Screen
from sandbox.api.faults import refuse
from sandbox.people.person import Person


class Pulse:
    """A sleep that lasts until the test lets it go on."""

    def __init__(self) -> None:
        self.seconds: list[float] = []
        self._waiting: asyncio.Queue[asyncio.Future[None]] = asyncio.Queue()

    async def sleep(self, seconds: float) -> None:
        beat: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self.seconds.append(seconds)
        self._waiting.put_nowait(beat)
        await beat

    async def next(self) -> None:
        """Lets the present frame end."""
        (await self._waiting.get()).set_result(None)


@pytest.fixture
def pulse(talk: Stage) -> Pulse:
    made = Pulse()
    talk.sleeping(made.sleep)
    return made


def exercise(talk: Stage) -> Screen:
    return next(screen for screen in talk.parts.book.content.screens.values() if screen.frames)


def frame(talk: Stage, number: int, language: str) -> str:
    screen = exercise(talk)
    return talk.parts.book.content.words[language].screens[screen.id][screen.frames[number].text_key]


async def breathing(talk: Stage, language: str) -> Person:
    person = await talk.somebody(language, "hide_info", "helplines")
    live = await talk.live(person)
    data = talk.way(live, "helplines_more").data
    target = data[:2] + talk.parts.book.codes.of[exercise(talk).id] + data[6:]
    await talk.do(person.tap(data=target, message=live.id))
    return person


def until(person: Person, text: str) -> Awaitable[object]:
    return person.wait_for(lambda chat: chat.last and chat.last.text == text)


@pytest.mark.parametrize("language", LANGUAGES)
async def test_S34_the_exercise_goes_frame_by_frame_and_ends_with_its_text(
    talk: Stage, pulse: Pulse, language: str
) -> None:
    person, screen = await breathing(talk, language), exercise(talk)
    for turn in range(screen.rounds * len(screen.frames)):
        await until(person, frame(talk, turn % len(screen.frames), language))
        await pulse.next()
    await until(person, talk.parts.book.content.words[language].screens[screen.id]["text"])
    assert pulse.seconds == [each.seconds for each in screen.frames] * screen.rounds
    assert (await talk.live(person)).buttons


async def _hide(talk: Stage, person: Person) -> None:
    await talk.tap(person, "@hide")


async def _tap(talk: Stage, person: Person) -> None:
    await talk.tap(person, "danger")


async def _type(talk: Stage, person: Person) -> None:
    await talk.do(person.say("помогите"))


@pytest.mark.parametrize("interrupt", [_hide, _tap, _type])
async def test_S34_the_exercise_stops_at_once(
    talk: Stage, pulse: Pulse, interrupt: Callable[[Stage, Person], Awaitable[None]]
) -> None:
    person = await breathing(talk, "ru")
    await until(person, frame(talk, 0, "ru"))
    await pulse.next()
    await until(person, frame(talk, 1, "ru"))
    await interrupt(talk, person)
    edits = len(talk.sandbox.recorder.of("editMessageText"))
    shown = [bubble.text for bubble in (await person.chat()).bubbles]
    assert shown in ([], [talk.text("danger", "ru")])
    await asyncio.sleep(0)
    assert len(talk.sandbox.recorder.of("editMessageText")) == edits
    session = talk.parts.sessions.get(person.id)
    assert session is None or session.exercise is None


async def test_S46_an_exercise_whose_chat_is_gone_is_forgotten(talk: Stage, pulse: Pulse) -> None:
    person = await breathing(talk, "ru")
    await until(person, frame(talk, 0, "ru"))
    talk.sandbox.faults.for_chat(person.id, refuse(403, "Forbidden: bot was blocked by the user"), count=-1)
    session = talk.parts.sessions.get(person.id)
    assert session
    assert session.exercise
    await pulse.next()
    await asyncio.wait([session.exercise])
    assert talk.parts.sessions.get(person.id) is None
    talk.sandbox.faults.clear()


async def test_S20_a_clean_stop_ends_the_exercise(talk: Stage, pulse: Pulse) -> None:
    person = await breathing(talk, "kk")
    await until(person, frame(talk, 0, "kk"))
    assert await talk.stop() == 0
    assert (await talk.live(person)).text == talk.resume("kk")
