"""An invented year for the demonstration, the same at each run: no number in it comes from anybody."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, time, timedelta
from random import Random

from bot.counts import weeks
from bot.counts.model import Row, Vocabulary
from bot.counts.store import open_store
from content.model import LANGUAGES, TOPICS, Count

WEEKS = 52
LEVELS = dict(zip(TOPICS, (26, 14, 30, 7, 19, 9, 22), strict=True))
SHARES = dict(zip(LANGUAGES, (0.46, 0.49, 0.05), strict=True))
# After a topic is opened: how often each of these follows.
FOLLOWS = {
    "helpline": 0.52,
    "will_call": 0.21,
    "hidden": 0.34,
    "danger": 0.05,
    "helped_yes": 0.09,
    "helped_no": 0.03,
}
SCHOOL_HOLIDAYS = range(23, 36)
SIXTEEN_DAYS = range(48, 51)


def year(until: str, vocabulary: Vocabulary | None = None, seed: int = 150) -> Iterator[Row]:
    """Rows of the 52 weeks up to `until`, a week after the other."""
    for week in weeks.between(weeks.plus(until, 1 - WEEKS), until):
        random = Random(f"{seed} {week}")  # noqa: S311
        for language in LANGUAGES:
            for topic in TOPICS:
                yield from _topic(random, week, topic, language)
            yield from _texts(random, week, language)
            yield from _codes(random, week, language, vocabulary or Vocabulary())


async def write_year(database_url: str, now: float, vocabulary: Vocabulary | None = None) -> bool:
    """Put the year into an empty database; False, and nothing written, when it already counts something."""
    moment = now
    store = open_store(database_url, lambda: moment, vocabulary)
    await store.open()
    try:
        if any(row.n for row in await store.rows()):
            return False
        rows = list(year(weeks.last_closed(now), vocabulary))
        for week in sorted({row.week for row in rows}):
            moment = _middle(week)
            counts = [Count(*row[1:4]) for row in rows if row.week == week for _ in range(row.n)]
            # Telegram's ids are positive: this one is no update's.
            await store.apply([(-weeks.count(week, weeks.last_closed(now)), moment, counts)])
        return True
    finally:
        await store.close()


def _middle(week: str) -> float:
    return datetime.combine(weeks.monday(week) + timedelta(days=3), time(12), weeks.KAZAKHSTAN).timestamp()


def _topic(random: Random, week: str, topic: str, language: str) -> Iterator[Row]:
    opened = _about(random, LEVELS[topic] * SHARES[language] * _season(week, topic))
    yield Row(week, "opened", topic, language, opened)
    for measure, share in FOLLOWS.items():
        yield Row(week, measure, topic, language, sum(random.random() < share for _ in range(opened)))


def _texts(random: Random, week: str, language: str) -> Iterator[Row]:
    typed = _about(random, 60 * SHARES[language])
    yield Row(week, "typed", "", language, typed)
    yield Row(week, "not_understood", "", language, sum(random.random() < 0.22 for _ in range(typed)))


def _codes(random: Random, week: str, language: str, vocabulary: Vocabulary) -> Iterator[Row]:
    for code in vocabulary.campaigns:
        yield Row(week, "campaign", code, language, _about(random, 8 * SHARES[language]))
    for question in vocabulary.questions:
        yield Row(week, "quiz_right", question, language, _about(random, 12 * SHARES[language]))
        yield Row(week, "quiz_wrong", question, language, _about(random, 7 * SHARES[language]))


def _season(week: str, topic: str) -> float:
    """Bullying rests while schools do; the 16 days against violence bring people; all grows slowly."""
    number = int(week[-2:])
    level = 1.0 + weeks.monday(week).timetuple().tm_yday / 1_500
    if topic == "bullying" and number in SCHOOL_HOLIDAYS:
        level *= 0.3
    if topic == "domestic_violence" and number in SIXTEEN_DAYS:
        level *= 1.9
    return level


def _about(random: Random, level: float) -> int:
    """Events that come independently: a Poisson number."""
    n, passed = 0, random.expovariate(1)
    while passed < level:
        n, passed = n + 1, passed + random.expovariate(1)
    return n
