"""Which weeks a report is about, and where in them the bot ran."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from bot.counts import weeks
from bot.counts.errors import BadPeriod
from bot.counts.publish import Batch, Published

MOST = 5_200


@dataclass(frozen=True, slots=True)
class Span:
    """Weeks from `first` to `last`, both included."""

    first: str
    last: str

    @property
    def weeks(self) -> int:
        return weeks.count(self.first, self.last)

    def before(self) -> Span:
        """As many weeks, up to the week before the first."""
        return Span(weeks.plus(self.first, -self.weeks), weeks.plus(self.first, -1))

    def year_before(self) -> Span:
        """The same weeks 52 weeks earlier."""
        return Span(weeks.plus(self.first, -52), weeks.plus(self.last, -52))

    def __str__(self) -> str:
        return f"{self.first}..{self.last}"


def last_weeks(everything: Published, n: int | None) -> Span:
    """The last `n` closed weeks, or all since counting began. Raises `BadPeriod`."""
    if n is None:
        begins = [*everything.begins.values(), *(batch.first for batch in everything.batches)]
        return Span(min(begins, default=everything.until), everything.until)
    if not 1 <= n <= MOST:
        raise BadPeriod(f"a period is a whole number of weeks, from 1 to {MOST}")
    return Span(weeks.plus(everything.until, 1 - n), everything.until)


def chosen_weeks(everything: Published, first: str, last: str) -> Span:
    """From one week to another. Raises `BadPeriod` for weeks that are not over or not in order."""
    weeks.monday(first), weeks.monday(last)
    if last > everything.until:
        raise BadPeriod(f"the last week that is over is {everything.until}")
    if first > last or weeks.count(first, last) > MOST:
        raise BadPeriod("the first week must not be after the last")
    return Span(first, last)


@dataclass(frozen=True, slots=True)
class Block:
    """A published number by place: weeks in which the bot ran have running numbers, silent ones none."""

    first: int
    last: int
    n: int

    @property
    def weeks(self) -> int:
        return self.last - self.first + 1


@dataclass(frozen=True)
class Line:
    """The weeks in which the bot ran, numbered one after the other."""

    silent: frozenset[str]

    @cached_property
    def _silent(self) -> list[int]:
        return sorted(map(weeks.ordinal, self.silent))

    def place(self, week: str) -> int:
        """How many weeks with the bot there were up to this one."""
        at = weeks.ordinal(week)
        return at - bisect_right(self._silent, at)

    def ends(self, span: Span) -> tuple[int, int]:
        """First and last place of a span; the first is past the last when the bot never ran in it."""
        return self.place(weeks.plus(span.first, -1)) + 1, self.place(span.last)

    def block(self, batch: Batch) -> Block:
        return Block(self.place(batch.first), self.place(batch.last), batch.n)


def inside(blocks: Iterable[Block], ends: tuple[int, int]) -> list[Block]:
    """Those that lie wholly between the ends."""
    return [block for block in blocks if ends[0] <= block.first and block.last <= ends[1]]


def common(*series: list[Block]) -> list[tuple[Block, ...]]:
    """Stretches of weeks that each series covers exactly, as short as they can be: its sum in each.

    Every series is sorted and its blocks do not overlap.
    """
    heads = [0] * len(series)
    found: list[tuple[Block, ...]] = []
    while all(at < len(one) for at, one in zip(heads, series, strict=True)):
        firsts = [one[at].first for at, one in zip(heads, series, strict=True)]
        if min(firsts) < max(firsts):
            heads = [at + (first < max(firsts)) for at, first in zip(heads, firsts, strict=True)]
            continue
        stretch = _stretch(series, heads)
        if stretch is None:
            heads = [at + 1 for at in heads]
            continue
        sums, heads = stretch
        found.append(sums)
    return found


def _stretch(series: tuple[list[Block], ...], heads: list[int]) -> tuple[tuple[Block, ...], list[int]] | None:
    """The shortest stretch that begins at these heads, and the heads after it; None where one has a gap."""
    sums = [one[at] for at, one in zip(heads, series, strict=True)]
    after = [at + 1 for at in heads]
    while len({block.last for block in sums}) > 1:
        end = max(block.last for block in sums)
        for number, block in enumerate(sums):
            if block.last < end:
                at = after[number]
                if at >= len(series[number]) or series[number][at].first != block.last + 1:
                    return None
                longer = series[number][at]
                sums[number] = Block(block.first, longer.last, block.n + longer.n)
                after[number] = at + 1
    return tuple(sums), after
