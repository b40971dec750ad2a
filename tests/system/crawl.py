"""Taps every button of every screen, many people at once, and compares what each sees with the content."""

import asyncio
from dataclasses import dataclass, field
from datetime import date
from itertools import product

from content.model import LANGUAGES, TOPICS, Special
from content.render import page
from handlers import callback_data
from handlers.callback_data import Pressed, head, tail
from handlers.keyboards import Book
from handlers.navigation import Step, periods_on, step, voices
from handlers.on_tap import AFTER_CONTACT
from handlers.state import State
from sandbox.people.chat_view import Bubble, ChatView
from sandbox.people.person import Person
from sandbox.server import Sandbox

PEOPLE = 32
VOICES = ("fear", "someone", "young", *TOPICS)
FIXED = {"danger", "helplines", Special.HIDE}


@dataclass(slots=True)
class Crawl:
    """What was found: `shown` (screen, language) pairs, `taps` that were tried, `faults` in words."""

    sandbox: Sandbox
    book: Book
    today: date
    said: dict[tuple[str, str], str] = field(default_factory=dict)
    shown: set[tuple[str, str]] = field(default_factory=set)
    taps: int = 0
    faults: list[str] = field(default_factory=list)
    _known: set[tuple[str, str, int]] = field(default_factory=set)
    _ways: "asyncio.Queue[str]" = field(default_factory=asyncio.Queue)

    def __post_init__(self) -> None:
        names = [name for name, screen in self.book.content.screens.items() if not screen.daily]
        for name, language, voice in product(names, LANGUAGES, ("", *VOICES)):
            self.said.setdefault((language, self._text(name, language, (voice,))), name)

    def _text(self, screen: str, language: str, heard: tuple[str, ...]) -> str:
        """What the screen says to whoever is spoken to in these voices."""
        now = periods_on(self.book.content, self.today)
        return page(self.book.content, screen, language, periods=now, voices=heard).text

    async def run(self, said: dict[str, list[str]]) -> None:
        """Begins with what people in each language may say, then taps until nothing new is left.

        Screens that only certain words open get a button of their own where none of `said` opened them.
        """
        await asyncio.gather(*(self._speak(language, said[language]) for language in LANGUAGES))
        workers = [asyncio.create_task(self._worker(number)) for number in range(PEOPLE)]
        await self._ways.join()
        for worker in workers:
            worker.cancel()
        await asyncio.gather(*workers, return_exceptions=True)

    async def _speak(self, language: str, said: list[str]) -> None:
        person = await self.sandbox.person("A", language)
        for text in ("/start", "/about", "/language", "/unknown", *said):
            await person.say(text)
            await self.sandbox.crowd.confirmed()
            self._note(language, await _live(person))
        await person.send("voice")
        await self.sandbox.crowd.confirmed()
        self._note(language, await _live(person))
        for screen in self.book.content.screens.values():
            if screen.spoken and (screen.id, language) not in self.shown:
                self._ways.put_nowait(
                    head(self.book.codes, screen.id, language) + tail(self.book.codes, State(language))
                )

    async def _worker(self, number: int) -> None:
        person = await self.sandbox.person("A", LANGUAGES[number % 3])
        live = await person.reply(await person.start())
        while True:
            data = await self._ways.get()
            try:
                live = await self._follow(person, live.id, data)
            except (AssertionError, LookupError) as error:
                self.faults.append(f"{self._meaning(data)}: {error}"[:400])
                live = await person.reply(await person.start())
            finally:
                self._ways.task_done()

    async def _follow(self, person: Person, live: int, data: str) -> Bubble:
        self.taps += 1
        meant = self._meaning(data)
        query = await person.tap(data=data, message=live)

        def answered(chat: ChatView) -> bool:
            return any(notice.query_id == query for notice in chat.notices)

        if meant.target == Special.HIDE:
            await person.wait_for(lambda chat: answered(chat) and not chat.bubble(live))
            return await person.reply(await person.start())
        following, language = self._expected(meant), meant.state.language
        screen = following.screen
        wanted = self._text(screen, language, voices(following.state))
        chat = await person.wait_for(
            lambda chat: answered(chat) and (found := chat.bubble(live)) and found.text == wanted
        )
        bubble = chat.bubble(live)
        assert bubble
        self._note(language, bubble, screen)
        return bubble

    def _expected(self, meant: Pressed) -> Step:
        target = AFTER_CONTACT if meant.target == Special.CONTACT else meant.target
        return step(self.book.content, target, meant.state, self.today)

    def _meaning(self, data: str) -> Pressed:
        meant = callback_data.pressed(self.book.codes, data)
        assert meant is not None, data
        assert meant.target, data
        return meant

    def _note(self, language: str, bubble: Bubble, screen: str = "") -> None:
        """Adds the buttons of a screen not yet tried in this language."""
        told = bubble.text, bubble.text.partition("\n\n")[2]
        screen = screen or next(
            (self.said[language, each] for each in told if (language, each) in self.said), ""
        )
        if not screen:
            self.faults.append(f"no screen in {language} says: {bubble.text[:80]}")
            return
        self.shown.add((screen, language))
        ways = [button.data for button in bubble.buttons if button.data]
        if missing := (FIXED - {screen}) - {self._meaning(data).target for data in ways}:
            self.faults.append(f"{screen} in {language} has no {missing}")
        for place, data in enumerate(ways):
            if (screen, language, place) not in self._known:
                self._known.add((screen, language, place))
                self._ways.put_nowait(data)


async def _live(person: Person) -> Bubble:
    return [bubble for bubble in (await person.chat()).from_bot if bubble.kind == "text"][-1]
