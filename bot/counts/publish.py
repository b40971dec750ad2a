"""Which counts may be seen by anyone, and how: the only way from the table of counts to a report.

The promise (S50-S54): each published number counts at least k events, and nobody who has everything ever
published, and knows this file, can tell of a number not published more than that it is 0 to k-1.

Why the weeks of a batch are 1, 3, 5, ... in number. A week with at least k events is published alone. A
smaller one begins a batch, and then the sum is looked at only after every second week. If it were looked at
every week, "weeks 45-46: 12" would tell that week 45 was below 10 and so week 46 at least 3. With two weeks
between looks, either of them alone may still have been nothing.

Why a language is never shown as zero. Were zeros shown, their absence would tell that there was someone.

Why weeks in which the bot did not run are left out of batches. That it did not run is told, and so that
nothing happened then: as one of the weeks of a batch such a week would take away the freedom of another.

Why cells without a remainder are still "pending". Were they left out, the others would be at least 1.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from bot.counts import weeks
from bot.counts.model import RAN, Row
from content.model import LANGUAGES

# A text that is not understood is typed as well. On weeks of their own the two would bound each other, so
# the part is shown of a batch of the whole, or not, like a language; it is never carried forward.
# What happened at night is a part in the same way.
PART_OF = {"not_understood": "typed", "helpline_night": "helpline", "danger_night": "danger"}

# How many batches of the whole a part is looked at together: at night too few are counted in one.
GROUP_OF = {"helpline_night": 4, "danger_night": 4}

Cell = tuple[str, str]
RAN_CELL: Cell = (RAN.measure, RAN.topic)
Numbers = list[int]
"""Events by language, in the order of `LANGUAGES`."""
ByWeek = dict[str, Numbers]


@dataclass(frozen=True, slots=True)
class Weeks:
    """The closed weeks up to `until` in which the bot ran."""

    until: str
    silent: frozenset[str]

    def since(self, first: str) -> list[str]:
        return [week for week in weeks.between(first, self.until) if week not in self.silent]


@dataclass(frozen=True, slots=True)
class Batch:
    """A published number: `n` events of a measure from the week `first` to the week `last`.

    `languages` splits it completely, into kk, ru and en or into kk and other, or is None.
    """

    measure: str
    topic: str
    first: str
    last: str
    n: int
    languages: Mapping[str, int] | None


@dataclass(frozen=True, slots=True)
class Published:
    """All that may be seen of the counts up to the closed week `until`, sorted.

    `begins` is the first week in which a cell was counted at all, the same for all that the program then
    counted; `silent` are the weeks in which the bot did not run.
    """

    k: int
    until: str
    batches: tuple[Batch, ...]
    pending: tuple[Cell, ...]
    begins: Mapping[Cell, str] = field(default_factory=dict)
    silent: tuple[str, ...] = ()


def published(rows: Iterable[Row], k: int, until: str) -> Published:
    """What may be seen of `rows` when `until` is the last closed week; later rows change nothing.

    What is published for one `until` is published, unchanged, for every later one. Raises `BadPeriod`
    when a week does not exist.
    """
    if k < 1:
        raise ValueError("k must be at least 1")
    numbers = _by_cell(row for row in rows if row.week <= until)
    silent = _silent(numbers, numbers.pop(RAN_CELL, {}), until)
    batches: list[Batch] = []
    for cell in sorted(numbers):
        whole = (PART_OF.get(cell[0], ""), cell[1])
        if cell[0] not in PART_OF:
            batches += _batches(cell, numbers[cell], Weeks(until, silent), k)
        elif whole in numbers:
            wholes = _batches(whole, numbers[whole], Weeks(until, silent), k)
            batches += _parts(cell[0], numbers[cell], wholes, k)
    begins = {cell: min(by_week) for cell, by_week in numbers.items()}
    return Published(k, until, tuple(batches), tuple(sorted(numbers)), begins, tuple(sorted(silent)))


def within(everything: Published, n: int | None) -> Published:
    """Only the batches that lie wholly in the last `n` closed weeks; all of them when `n` is None."""
    if n is None:
        return everything
    first = weeks.plus(everything.until, 1 - n)
    kept = tuple(batch for batch in everything.batches if batch.first >= first)
    return replace(everything, batches=kept)


def as_json(everything: Published) -> str:
    """The one representation as text (docs/privacy.md), with a newline at its end."""
    batches = [
        {
            "measure": batch.measure,
            "topic": batch.topic,
            "from": batch.first,
            "to": batch.last,
            "n": batch.n,
            "languages": dict(batch.languages) if batch.languages else None,
        }
        for batch in everything.batches
    ]
    pending = [{"measure": measure, "topic": topic} for measure, topic in everything.pending]
    whole = {"k": everything.k, "until": everything.until, "batches": batches, "pending": pending}
    return json.dumps(whole, ensure_ascii=False) + "\n"


def cuts(totals: Sequence[int], k: int) -> Iterator[tuple[int, int]]:
    """Half-open ranges of consecutive periods that are published together; the rest is pending."""
    start = 0
    while start < len(totals):
        stop, n = start + 1, totals[start]
        while n < k:
            if stop + 2 > len(totals):
                return
            n += totals[stop] + totals[stop + 1]
            stop += 2
        yield start, stop
        start = stop


def split(numbers: Sequence[int], k: int) -> dict[str, int] | None:
    """The finest complete split by language whose every part is at least `k`."""
    kk, *others = numbers
    if min(numbers) >= k:
        return dict(zip(LANGUAGES, numbers, strict=True))
    return {"kk": kk, "other": sum(others)} if min(kk, sum(others)) >= k else None


def _by_cell(rows: Iterable[Row]) -> dict[Cell, ByWeek]:
    found: dict[Cell, ByWeek] = defaultdict(dict)
    for week, measure, topic, language, n in rows:
        numbers = found[measure, topic].setdefault(week, [0] * len(LANGUAGES))
        numbers[LANGUAGES.index(language)] += n
    return found


def _silent(numbers: Mapping[Cell, ByWeek], ran: ByWeek, until: str) -> frozenset[str]:
    """Weeks since the first hour counted in which no hour was counted, and nothing else either."""
    hours = {week for week, counted in ran.items() if sum(counted)}
    if not hours:
        return frozenset()
    busy = {week for by_week in numbers.values() for week, counted in by_week.items() if any(counted)}
    return frozenset(week for week in weeks.between(min(hours), until) if week not in hours | busy)


def _batches(cell: Cell, by_week: ByWeek, known: Weeks, k: int) -> Iterator[Batch]:
    named = known.since(min(by_week))
    totals = [sum(by_week.get(week, ())) for week in named]
    for start, stop in cuts(totals, k):
        numbers = _total(by_week, named[start:stop])
        yield Batch(*cell, named[start], named[stop - 1], sum(numbers), split(numbers, k))


def _parts(part: str, by_week: ByWeek, wholes: Iterable[Batch], k: int) -> Iterator[Batch]:
    """The part of those groups of batches in which it leaves every hidden number its freedom.

    Groups have a fixed number of batches, whatever they count. The part may not be more than what is beside
    any one batch, beside a language shown of the whole, and beside k of the rest could have given: else there
    would be a batch, a language or a rest that cannot be nothing.
    """
    for group in _groups(list(wholes), GROUP_OF.get(part, 1)):
        first, last, whole = group[0].first, group[-1].last, sum(one.n for one in group)
        n = sum(_total(by_week, weeks.between(first, last)))
        if k <= n <= whole - max(k, _most_of_one(group)):
            yield Batch(part, group[0].topic, first, last, n, None)


def _groups(batches: Sequence[Batch], size: int) -> Iterator[Sequence[Batch]]:
    """As many after each other; those left over wait."""
    for start in range(0, len(batches) - size + 1, size):
        yield batches[start : start + size]


def _most_of_one(group: Sequence[Batch]) -> int:
    """The most that one batch of several, or one language, could hold of the part."""
    shown: dict[str, int] = defaultdict(int)
    for batch in group:
        for language, n in (batch.languages or {}).items():
            shown[language] += n
    alone = [max(batch.n for batch in group)] if len(group) > 1 else []
    return max([0, *alone, *shown.values()])


def _total(by_week: ByWeek, named: Iterable[str]) -> Numbers:
    present = [by_week[week] for week in named if week in by_week]
    return [sum(column) for column in zip(*present, strict=True)] if present else [0] * len(LANGUAGES)
