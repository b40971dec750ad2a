"""Whether weekly numbers changed by more than chance, although events cluster and many numbers are looked at.

Per stratum (a topic) the events of two periods are compared given their sum and their weeks (binomial), the
strata are added up (Mantel-Haenszel), the variance is widened by how much the weeks of the series scatter.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import erfc, log1p, sqrt

from bot.reports.period import Block, common

# Of reports in which nothing changed at most so many may claim that something did.
FALSE_REPORTS = 0.03
FEWEST_EVENTS = 20


@dataclass(frozen=True, slots=True)
class Compared:
    """Blocks of one stratum in the present period and in the other."""

    now: list[Block]
    then: list[Block]


@dataclass(frozen=True, slots=True)
class Difference:
    """By how much a week's average is higher, in percent, and how likely chance alone gives as much."""

    percent: int
    chance: float


def difference(strata: Sequence[Compared], history: Sequence[list[Block]]) -> Difference | None:
    """None where too little was counted. `history` holds all blocks of the strata that may be looked at."""
    expected = variance = above = below = 0.0
    now_sum = then_sum = 0
    for one in strata:
        now, then = sum(each.n for each in one.now), sum(each.n for each in one.then)
        weeks_now, weeks_then = (sum(each.weeks for each in blocks) for blocks in (one.now, one.then))
        share = weeks_now / (weeks_now + weeks_then)
        expected += (now + then) * share
        variance += (now + then) * share * (1 - share)
        above, below = above + now * (1 - share), below + then * share
        now_sum, then_sum = now_sum + now, then_sum + then
    if now_sum + then_sum < FEWEST_EVENTS or not below:
        return None
    scatter, freedom = _scatter(strata, history)
    if freedom < 1:
        return None
    distance = abs(now_sum - expected) - 0.5
    t = max(distance, 0.0) / sqrt(variance * scatter)
    return Difference(round(100 * (above / below - 1)), _two_sided(t, freedom))


def beyond_chance(differences: Sequence[Difference | None]) -> list[bool]:
    """Which are real when all of them are looked at together (Bonferroni)."""
    looks = sum(each is not None for each in differences)
    return [each is not None and each.chance * looks < FALSE_REPORTS for each in differences]


def _scatter(strata: Sequence[Compared], history: Sequence[list[Block]]) -> tuple[float, float]:
    """How many times the variance of independent events, at least 1, and the degrees of freedom of that.

    Taken over neighbours of the whole history, which a slow rise does not widen, and within each period,
    which slow waves do; the larger of both counts.
    """
    joined = _sums(history) if len(history) > 1 else history[0]
    steps = [_step(one, other) for one, other in pairwise(joined)]
    near, near_freedom = (sum(steps) / len(steps), len(steps) * 2 / 3) if steps else (1.0, 0.0)
    wide, wide_freedom = _within(strata)
    return max(near, wide, 1.0), max(near_freedom, wide_freedom)


def _sums(history: Sequence[list[Block]]) -> list[Block]:
    """All strata together where all are shown; the longest one where they never are."""
    joined = [
        Block(blocks[0].first, blocks[0].last, sum(each.n for each in blocks)) for blocks in common(*history)
    ]
    return joined if len(joined) > 2 else max(history, key=len)


def _step(one: Block, other: Block) -> float:
    rate = (one.n + other.n) / (one.weeks + other.weeks)
    spread = rate * (1 / one.weeks + 1 / other.weeks)
    return (one.n / one.weeks - other.n / other.weeks) ** 2 / spread if spread else 0.0


def _within(strata: Sequence[Compared]) -> tuple[float, float]:
    squares, freedom = 0.0, 0
    for one in strata:
        for blocks in (one.now, one.then):
            rate = sum(each.n for each in blocks) / max(sum(each.weeks for each in blocks), 1)
            if rate:
                squares += sum((each.n - rate * each.weeks) ** 2 / (rate * each.weeks) for each in blocks)
                freedom += len(blocks) - 1
    return (squares / freedom, float(freedom)) if freedom > 0 else (1.0, 0.0)


def _two_sided(t: float, freedom: float) -> float:
    """Student's distribution by Wallace's approximation."""
    z = (8 * freedom + 1) / (8 * freedom + 3) * sqrt(freedom * log1p(t * t / freedom))
    return erfc(z / sqrt(2))
