"""Plays one story against the assembled bot on a clock of its own, and looks at what is left."""

import asyncio
import random
from collections import Counter
from dataclasses import dataclass, field
from functools import cache
from typing import Any
from unittest.mock import patch

from pydantic import SecretStr

from bot.application import Parts, assemble
from bot.running import serve
from bot.settings import Settings
from content.understand import recognise
from end_state import oracle, virtual_time
from end_state.blunders import Blunder
from end_state.database import store_in_memory
from end_state.people import Cast, Somebody
from end_state.story import DANGER_IDLE_SECONDS, IDLE_SECONDS, PATIENCE_SECONDS, Act, Story
from end_state.telegram import InProcess, Troubles
from end_state.ways import content
from handlers.keyboards import Book
from sandbox.api.methods import Api
from sandbox.api.world import World
from sandbox.people import phone

NOON = 1_795_500_000.0
TOKEN = "1:end-state"
AGAIN_SECONDS = 0.6
HIDE_SECONDS = 2.0
TWICE = 0.15
ROUNDS = 8
LONGEST_STOP_SECONDS = 180.0
STOP_SECONDS = 10.0
"""What went wrong is over so soon after SIGTERM: there is time left for everything."""
ASKED = ("danger", "helplines")


@dataclass(slots=True)
class Outcome:
    """What was left, as lines `person kind: what`; `seconds` of virtual time; what occurred how often."""

    left: list[str] = field(default_factory=list)
    seconds: float = 0.0
    acts: Counter[tuple[str, str]] = field(default_factory=Counter)
    faults: Counter[str] = field(default_factory=Counter)
    calls: Counter[str] = field(default_factory=Counter)

    @property
    def kinds(self) -> set[str]:
        return {line.split()[1].rstrip(":") for line in self.left}


def play(story: Story, blunder: Blunder | None = None) -> Outcome:
    """The same story, the same outcome. `blunder` makes the bot wrong in one thing."""
    recognise("")

    async def played() -> Outcome:
        return await _Machine(story, blunder).played()

    return virtual_time.run(played())


@cache
def _book(_: int) -> Book:
    return Book(content())


def _assembled(story: Story, wire: InProcess, world: World) -> Parts:
    """The bot as `qoldau run` puts it together, but for the wire, the store and chance."""
    chance = random.Random(story.seed)
    settings = Settings(  # type: ignore[call-arg]
        _env_file=None,
        bot_token=SecretStr(TOKEN),
        bot_api_url="http://127.0.0.1:1",
        database_url=SecretStr("sqlite:///:memory:"),
        idle_minutes=int(IDLE_SECONDS / 60),
    )
    with (
        patch("bot.application.load", lambda _: content()),
        patch("bot.application.Book", lambda _: _book(0)),
        patch("bot.application.Client", lambda *_: wire),
        patch("bot.application.open_store", store_in_memory),
        patch("random.Random", lambda *_: chance),
    ):
        return assemble(settings, now=world.now)


class _Machine:
    def __init__(self, story: Story, blunder: Blunder | None) -> None:
        self._story = story
        self._loop = asyncio.get_running_loop()
        self._outcome = Outcome()
        self._world = World(now=lambda: NOON + self._loop.time(), first_message_id=story.first_message)
        self._people = [Somebody(phone.meet(self._world, "A", each)) for each in story.languages]
        for somebody, end in zip(self._people, story.ends, strict=True):
            somebody.wanted = end if end in ASKED else ""
        self._cast = Cast(self._world, self._people)
        self._troubles = Troubles(story.faults, [each.chat.id for each in self._people], story.seed)
        api = Api(self._world, recorder_limit=10)
        self._wire = InProcess(api, self._troubles, story.latency, story.seed, self._shown)
        self._wire.blunder = blunder or self._wire.blunder

    async def played(self) -> Outcome:
        parts = _assembled(self._story, self._wire, self._world)
        stop, ready = asyncio.Event(), asyncio.Event()
        served = asyncio.create_task(serve(parts, stop, ready.set))
        await ready.wait()
        self._troubles.begin = self._loop.time()
        if self._story.stop_at:
            await self._until_stop()
            stop.set()
            await self._ended(served)
            self._set_aside_what_waits()
            self._look("stop", [n for n in range(len(self._people)) if not self._excused(n)])
        else:
            await self._until_end()
            stop.set()
            await self._ended(served)
        return self._told()

    async def _until_stop(self) -> None:
        await self._play()
        await self._at(self._story.stop_at)

    def _set_aside_what_waits(self) -> None:
        """What the bot was not given before it stopped is Telegram's, and comes to the next process."""
        for update in self._world.updates.peek(1_000):
            if message := update.get("message"):
                self._world.chats[message["chat"]["id"]].messages.pop(message["message_id"], None)

    async def _ended(self, served: "asyncio.Task[int]") -> None:
        try:
            async with asyncio.timeout(LONGEST_STOP_SECONDS):
                await served
        except TimeoutError:
            self._outcome.left.append("all stuck: the bot does not stop")
        await self._wire.landed()

    async def _until_end(self) -> None:
        people = range(len(self._people))
        await asyncio.gather(self._play(), *map(self._look_at, people))
        await asyncio.sleep(DANGER_IDLE_SECONDS + PATIENCE_SECONDS)
        found = {line.split()[0] for line in self._outcome.left}
        self._look("idle", [who for who in people if f"person{who}" not in found])

    async def _look_at(self, who: int) -> None:
        reads_on = self._story.ends[who] == "stays"
        await (self._look_before_idle(who) if reads_on else self._look_when_quiet(who))

    async def _look_when_quiet(self, who: int) -> None:
        """Half a minute after the person's last act and the faults that concern them."""
        somebody, end = self._people[who], self._story.ends[who]
        await self._at(self._over(who))
        await self._wire.calm(somebody.chat.id)
        await asyncio.sleep(PATIENCE_SECONDS)
        if end in ASKED and who in self._cast.ended:
            self._note(who, oracle.not_shown(self._world, somebody))
        elif who in self._cast.ended:
            self._look("hidden", [who])

    async def _look_before_idle(self, who: int) -> None:
        """Whoever reads on still finds their screen; a chat in trouble may never have had one."""
        await self._at(self._last(who) + IDLE_SECONDS - 2 * PATIENCE_SECONDS)
        if who in self._cast.ended and not any(fault.who in (-1, who) for fault in self._story.faults):
            self._note(who, oracle.touched(self._world, self._people[who]))

    def _last(self, who: int) -> float:
        return max((act.at for act in self._story.acts if act.who == who), default=0.0)

    def _over(self, who: int) -> float:
        """The second at which the person has done all, and nothing goes wrong for half a minute."""
        over = self._last(who)
        for fault in sorted(self._story.faults, key=lambda fault: fault.at):
            if fault.who in (-1, who) and fault.at < over + PATIENCE_SECONDS:
                over = max(over, fault.until)
        return over

    async def _play(self) -> None:
        for act in self._story.acts:
            await self._at(act.at)
            again = self._cast.act(act, self._loop.time())
            if again:
                self._loop.call_later(TWICE if act.kind == "double" else AGAIN_SECONDS, self._cast.again, act)
            elif act.kind in ("hide", "hide_any") and self._is_calm(act):
                self._look_soon(act)

    def _look_soon(self, act: Act) -> None:
        """Nothing fails from here on: what was pressed is dull within seconds, whatever hangs (S18)."""
        somebody = self._people[act.who]
        message = somebody.pressed[0]

        def look() -> None:
            self._note(act.who, oracle.still_there(somebody.chat, message))

        self._loop.call_later(HIDE_SECONDS + ROUNDS * self._story.latency, look)

    def _is_calm(self, act: Act) -> bool:
        """Whether the person ends so, and no call that is made from now on goes wrong."""
        over = all(fault.until <= act.at for fault in self._story.faults if fault.who in (-1, act.who))
        return act.last and over and not self._wire.in_trouble["getUpdates", 0]

    def _excused(self, who: int) -> bool:
        """Whether something of this person's went wrong for most of the time that a stop has."""
        over = self._wire.over(self._people[who].chat.id) - self._troubles.begin
        return over > self._story.stop_at + STOP_SECONDS

    def _look(self, when: str, people: list[int]) -> None:
        for who in people:
            self._note(who, oracle.left(self._world, self._people[who]), when)

    def _note(self, who: int, found: list[str], when: str = "") -> None:
        self._outcome.left += [f"person{who} {line}{when and f' ({when})'}" for line in found]

    def _shown(self, chat: int, message: dict[str, Any]) -> None:
        self._cast.shown(chat, message, self._loop.time())

    async def _at(self, second: float) -> None:
        await asyncio.sleep(max(0.0, self._troubles.begin + second - self._loop.time()))

    def _told(self) -> Outcome:
        self._outcome.seconds = self._loop.time()
        self._outcome.acts, self._outcome.faults = self._cast.done, self._troubles.seen
        self._outcome.calls = self._wire.calls
        return self._outcome
