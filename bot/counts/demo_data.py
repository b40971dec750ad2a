"""Invented weeks for the demonstration, the same at each run: no number in them comes from anybody."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, time, timedelta
from random import Random

from bot.counts import weeks
from bot.counts.model import RAN, Row, Vocabulary
from bot.counts.store import open_store
from content.model import FEARS, LANGUAGES, NEEDS, TOPICS, Count

# Two years and a little more, so that the 16 days can be held against those of the year before.
WEEKS = 108
HOURS = 168
SILENT_WEEKS_AGO = 6
LEVELS = dict(zip(TOPICS, (26, 14, 30, 7, 19, 9, 22), strict=True))
SHARES = dict(zip(LANGUAGES, (0.46, 0.49, 0.05), strict=True))
# After a topic is opened: how often each of these follows.
FOLLOWS = {
    "helpline": 0.52,
    "line_111": 0.14,
    "will_call": 0.21,
    "no_answer": 0.04,
    "hidden": 0.34,
    "danger": 0.08,
    "helped_yes": 0.09,
    "helped_no": 0.03,
    "chosen": 0.06,
}
AT_NIGHT = 0.37
TYPED = 60
NOT_UNDERSTOOD = 0.22
SCHOOL_HOLIDAYS = range(23, 36)
SIXTEEN_DAYS = range(48, 51)
RISING_NEED, RISING_WEEKS = "call", 13


def year(until: str, vocabulary: Vocabulary | None = None, seed: int = 150) -> Iterator[Row]:
    """Rows of the weeks up to `until`, a week after the other; in one of them the bot did not run."""
    known = vocabulary or Vocabulary()
    silent = weeks.plus(until, -SILENT_WEEKS_AGO)
    for week in weeks.between(weeks.plus(until, 1 - WEEKS), until):
        if week == silent:
            continue
        random = Random(f"{seed} {week}")  # noqa: S311
        yield Row(week, RAN.measure, RAN.topic, RAN.language, HOURS)
        for language in LANGUAGES:
            for topic in TOPICS:
                yield from _topic(random, week, topic, language)
            yield from _texts(random, week, language, rising=week > weeks.plus(until, -RISING_WEEKS))
            yield from _codes(random, week, language, known)


def truth(until: str, vocabulary: Vocabulary | None = None) -> str:
    """All that was invented, as CSV: week, measure, topic, how often; for comparing with a report."""
    sums: dict[tuple[str, str, str], int] = {}
    for row in year(until, vocabulary):
        key = (row.week, row.measure, row.topic)
        sums[key] = sums.get(key, 0) + row.n
    lines = [f"{week},{measure},{topic},{n}" for (week, measure, topic), n in sorted(sums.items())]
    return "\n".join(["week,measure,topic,n", *lines]) + "\n"


async def write_year(database_url: str, now: float, vocabulary: Vocabulary | None = None) -> bool:
    """Put the weeks into an empty database; False, and nothing written, when it already counts something."""
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
        n = _of(random, opened, share)
        yield Row(week, measure, topic, language, n)
        if measure in ("helpline", "danger"):
            yield Row(week, f"{measure}_night", topic, language, _of(random, n, AT_NIGHT))


def _texts(random: Random, week: str, language: str, *, rising: bool) -> Iterator[Row]:
    typed = _about(random, TYPED * SHARES[language])
    yield Row(week, "typed", "", language, typed)
    yield Row(week, "not_understood", "", language, _of(random, typed, NOT_UNDERSTOOD))
    for place, need in enumerate(NEEDS):
        level = 9 / (1 + place / 4) * (3 if rising and need == RISING_NEED else 1)
        yield Row(week, "need", need, language, _about(random, level * SHARES[language]))
    for place, fear in enumerate(FEARS):
        yield Row(week, "not_now", fear, language, _about(random, (8 - place) * SHARES[language]))


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


def _of(random: Random, n: int, share: float) -> int:
    return sum(random.random() < share for _ in range(n))


def _about(random: Random, level: float) -> int:
    """Events that come independently: a Poisson number."""
    n, passed = 0, random.expovariate(1)
    while passed < level:
        n, passed = n + 1, passed + random.expovariate(1)
    return n
