"""What the published numbers say: sums, shares and changes, made of published batches alone."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from importlib.metadata import version
from math import sqrt

from bot.counts import weeks
from bot.counts.errors import BadPeriod
from bot.counts.publish import Batch, Published, within
from content.model import LANGUAGES, TOPICS

PATH = ("opened", "helpline", "will_call")
CHANCE = 2.0


@dataclass(frozen=True, slots=True)
class Figure:
    """A sum of batches, over how many weeks they reach, and the same for the period before."""

    measure: str
    topic: str
    n: int
    weeks: int
    before: int
    weeks_before: int

    @property
    def trend(self) -> str:
        """`grew`, `shrank` or `same` as to a week's average, beyond two standard errors; or `unknown`."""
        if not (self.n and self.before):
            return "unknown"
        now, then = self.n / self.weeks, self.before / self.weeks_before
        error = sqrt(self.n / self.weeks**2 + self.before / self.weeks_before**2)
        if abs(now - then) <= CHANCE * error:
            return "same"
        return "grew" if now > then else "shrank"

    @property
    def percent(self) -> int:
        """By how much a week's average changed; 0 where it cannot be compared."""
        if not (self.n and self.before):
            return 0
        return round((self.n / self.weeks) / (self.before / self.weeks_before) * 100) - 100


@dataclass(frozen=True, slots=True)
class Summary:
    """All a report shows. `first` and `last` are the weeks asked for; `weeks` is None for everything."""

    published: Published
    weeks: int | None
    first: str
    last: str
    version: str
    topics: tuple[Figure, ...]
    path: tuple[Figure, ...]
    helped: tuple[Figure, Figure]
    hidden: Figure
    danger: Figure
    languages: tuple[tuple[str, int], ...]
    not_understood: tuple[int, int]
    campaigns: tuple[Figure, ...]
    quiz: tuple[tuple[str, int, int], ...]

    @property
    def k(self) -> int:
        return self.published.k


def summary(everything: Published, n: int | None = None) -> Summary:
    """What is to be said of the last `n` closed weeks, or of all. Raises `BadPeriod` when `n` is below 1."""
    if n is not None and not 1 <= n <= 5_200:
        raise BadPeriod("a period is a whole number of weeks, from 1 to 5200")
    now = within(everything, n)
    before = _before(everything, n)
    totals = {measure: _figure(measure, None, now.batches, before) for measure in (*PATH, "hidden", "danger")}
    helped_yes, helped_no = (_figure(name, None, now.batches, before) for name in ("helped_yes", "helped_no"))
    first = min((batch.first for batch in everything.batches), default=everything.until)
    codes = sorted({batch.topic for batch in now.batches if batch.measure == "campaign"})
    return Summary(
        published=now,
        weeks=n,
        first=weeks.plus(everything.until, 1 - n) if n else first,
        last=everything.until,
        version=version("qoldau"),
        topics=_largest_first(_figure("opened", topic, now.batches, before) for topic in TOPICS),
        path=tuple(totals[measure] for measure in PATH),
        helped=(helped_yes, helped_no),
        hidden=totals["hidden"],
        danger=totals["danger"],
        languages=_languages(now.batches),
        not_understood=_not_understood(now.batches),
        campaigns=_largest_first(_figure("campaign", code, now.batches, before) for code in codes),
        quiz=_quiz(now.batches),
    )


def changes(figures: Iterable[Figure]) -> list[Figure]:
    """Those that changed by more than chance, the largest change first."""
    changed = [one for one in figures if one.trend in ("grew", "shrank")]
    return sorted(changed, key=lambda one: (-abs(one.percent), one.measure, one.topic))


def _before(everything: Published, n: int | None) -> tuple[Batch, ...]:
    if n is None:
        return ()
    first, last = weeks.plus(everything.until, 1 - 2 * n), weeks.plus(everything.until, -n)
    return tuple(batch for batch in everything.batches if first <= batch.first and batch.last <= last)


def _figure(measure: str, topic: str | None, now: Iterable[Batch], before: Iterable[Batch]) -> Figure:
    sums = [
        _sum([one for one in some if one.measure == measure and topic in (None, one.topic)])
        for some in (now, before)
    ]
    return Figure(measure, topic or "", *sums[0], *sums[1])


def _sum(batches: list[Batch]) -> tuple[int, int]:
    """Events, and the weeks in which any of them was counted."""
    reached = {week for one in batches for week in weeks.between(one.first, one.last)}
    return sum(one.n for one in batches), len(reached)


def _largest_first(figures: Iterable[Figure]) -> tuple[Figure, ...]:
    return tuple(
        sorted(
            figures,
            key=lambda one: (-one.n, TOPICS.index(one.topic) if one.topic in TOPICS else 0, one.topic),
        )
    )


def _languages(batches: Iterable[Batch]) -> tuple[tuple[str, int], ...]:
    """Sums of the finest splits shown of opened topics: of all three languages, or of kk and the rest."""
    split = [one.languages for one in batches if one.measure == "opened" and one.languages]
    if not split:
        return ()
    if all("ru" in one for one in split):
        return tuple((language, sum(one[language] for one in split)) for language in LANGUAGES)
    kk = sum(one["kk"] for one in split)
    return (("kk", kk), ("other", sum(sum(one.values()) for one in split) - kk))


def _not_understood(batches: Iterable[Batch]) -> tuple[int, int]:
    """How many of how many texts, in those batches in which both are shown."""
    parts = {one.first: one.n for one in batches if one.measure == "not_understood" and not one.topic}
    whole = [one for one in batches if one.measure == "typed" and not one.topic and one.first in parts]
    return sum(parts.values()), sum(one.n for one in whole)


def _quiz(batches: Iterable[Batch]) -> tuple[tuple[str, int, int], ...]:
    """For each question with both numbers shown: right answers, all answers."""
    sums = {
        name: {one.topic: 0 for one in batches if one.measure == name}
        for name in ("quiz_right", "quiz_wrong")
    }
    for one in batches:
        if one.measure in sums:
            sums[one.measure][one.topic] += one.n
    right, wrong = sums.values()
    return tuple(
        (topic, right[topic], right[topic] + wrong[topic]) for topic in sorted(right.keys() & wrong.keys())
    )
