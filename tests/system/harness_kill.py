"""Many people tap while the bot is killed at random points again and again; every tap is accounted for."""

import asyncio
import random
import sqlite3
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

from harness_process import PATIENCE, Process

from bot.intake.daily_cap import A_DAY
from sandbox.people.chat_view import Bubble
from sandbox.people.person import Person

BATCH = 24
SILENT = 0.3


@dataclass(frozen=True, slots=True)
class Talker:
    """What is tapped: the data of a topic's button, and the way on where the screen offers nothing else."""

    topics: tuple[str, ...]
    button: Callable[[str], str]
    only_way: Callable[[Bubble], str]
    counted: str


@dataclass(slots=True)
class Report:
    """What was tapped and what became of it."""

    kills: int = 0
    taps: int = 0
    expected: Counter[str] = field(default_factory=Counter)
    counted: Counter[str] = field(default_factory=Counter)
    unanswered: int = 0
    integrity: str = ""

    @property
    def lost(self) -> int:
        return sum((self.expected - self.counted).values())

    @property
    def twice(self) -> int:
        return sum((self.counted - self.expected).values())


async def killed_again_and_again(bot: Process, talker: Talker, kills: int, taps: int, seed: int) -> Report:
    """`taps` taps of a topic in all, spread over `kills` kills at points that the seed picks."""
    chance, report = random.Random(seed), Report()
    await bot.start()
    people = [await bot.sandbox.person("A", "ru") for _ in range(taps // (len(talker.topics) * A_DAY) + 1)]
    for person in people:
        await person.start()
        await person.wait_for(lambda chat: chat.last)
    wishes = [(person, topic) for person in people for topic in talker.topics for _ in range(A_DAY)]
    chance.shuffle(wishes)
    del wishes[taps:]
    while wishes or report.kills < kills:
        batch = max(BATCH, -(-len(wishes) // max(kills - report.kills, 1)))
        now, wishes = wishes[:batch], wishes[batch:]
        for person, topic in now:
            if not await _tap(talker, report, person, topic):
                wishes.append((person, topic))
        if report.kills < kills:
            await _progress(bot, chance.randrange(2 * batch))
            await bot.kill()
            report.kills += 1
            await bot.launch()
        else:
            assert await bot.sandbox.crowd.confirmed(PATIENCE)
    assert await bot.sandbox.crowd.confirmed(PATIENCE)
    await bot.stop()
    _account(bot, talker, report)
    return report


async def _tap(talker: Talker, report: Report, person: Person, topic: str) -> bool:
    """False when the screen offered no topic, and its one button was tapped instead."""
    live = (await person.chat()).last
    assert live is not None
    way_on = talker.only_way(live)
    await person.tap(data=way_on or talker.button(topic), message=live.id)
    if not way_on:
        report.taps += 1
        report.expected[topic] += 1
    return not way_on


async def _progress(bot: Process, calls: int) -> None:
    """Until the bot has made about that many calls more, or everything is confirmed and it is silent."""
    recorder, updates = bot.sandbox.recorder, bot.sandbox.world.updates
    for _ in range(calls):
        moved = [asyncio.ensure_future(recorder.changed()), asyncio.ensure_future(updates.changed())]
        patience = PATIENCE if len(updates) else SILENT
        done, _ = await asyncio.wait(moved, timeout=patience, return_when=asyncio.FIRST_COMPLETED)
        for each in moved:
            each.cancel()
        if not done:
            return


def _account(bot: Process, talker: Talker, report: Report) -> None:
    with sqlite3.connect(bot.database) as database:
        for topic, n in database.execute(talker.counted):
            if n:
                report.counted[topic] += n
        [(report.integrity,)] = database.execute("PRAGMA integrity_check")
    database.close()
    report.unanswered = sum(not query.answered for query in bot.sandbox.world.queries.values())
