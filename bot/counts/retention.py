"""What remains of old years: only what was published.

When a quarter ended more than `KEEP_YEARS` ago, each number of it that was added into a batch moves into
the last week of that batch. The batch comes out as before, to the byte, for the weeks before its last sum
up to nothing, and so no look at them closes it sooner; what its weeks were, each by itself, is gone.
Rows that became nothing are removed, save a cell's first, which says where its batches begin. Numbers still
pending stay as they are.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from bot.counts import weeks
from bot.counts.model import RAN, Row
from bot.counts.publish import PART_OF, Batch, published

QUARTERS = (1, 14, 27, 40)
Key = tuple[str, str, str, str]


def horizon(until: str, keep_years: int) -> str:
    """The first week that is kept in full: the first of a quarter, at least `keep_years` ago."""
    year, number = int(until[:4]) - keep_years, int(until[-2:])
    return f"{year:04}-W{max(first for first in QUARTERS if first <= number):02}"


def merged(rows: Sequence[Row], k: int, until: str, keep_years: int) -> list[Row]:
    """All rows as they are to be after merging, sorted; `published` gives the same for both."""
    edge = horizon(until, keep_years)
    old = [batch for batch in published(rows, k, until).batches if batch.last < edge]
    targets = {
        (week, measure, batch.topic): batch.last
        for batch in old
        for measure in (batch.measure, *_parts_of(batch))
        for week in weeks.between(batch.first, batch.last)
    }
    sums: dict[Key, int] = defaultdict(int)
    begins: dict[tuple[str, str], str] = {}
    for week, measure, topic, language, n in sorted(rows):
        begins.setdefault((measure, topic), week)
        sums[targets.get((week, measure, topic), week), measure, topic, language] += n
        if week >= edge or begins[measure, topic] == week:
            sums[week, measure, topic, language] += 0
    for week in _busy_without_an_hour(rows, edge):
        sums[week, RAN.measure, RAN.topic, RAN.language] += 1
    return [Row(*key, n) for key, n in sorted(sums.items()) if n or _stays(key, edge, begins)]


def _busy_without_an_hour(rows: Sequence[Row], edge: str) -> set[str]:
    """Old weeks with events in which no hour was counted: without their events they would seem silent."""
    hours = {row.week for row in rows if row.measure == RAN.measure and row.n}
    busy = {row.week for row in rows if row.measure != RAN.measure and row.n and row.week < edge}
    return {week for week in busy - hours if hours and week > min(hours)}


def _parts_of(batch: Batch) -> list[str]:
    return [part for part, whole in PART_OF.items() if whole == batch.measure]


def _stays(key: Key, edge: str, begins: dict[tuple[str, str], str]) -> bool:
    week, measure, topic, _ = key
    return week >= edge or begins[measure, topic] == week
