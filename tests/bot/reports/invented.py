"""Invented years whose truth is known: constant or doubled rates, clustered events, silent weeks."""

from dataclasses import dataclass

import numpy as np

from bot.counts import weeks
from bot.counts.model import RAN, Row
from content.model import FEARS, LANGUAGES, NEEDS, TOPICS

UNTIL = "2026-W47"
WEEKS = 104
SHARES = dict(zip(TOPICS, (0.20, 0.11, 0.24, 0.06, 0.15, 0.07, 0.17), strict=True))
FOLLOWS = {
    "helpline": 0.52,
    "will_call": 0.21,
    "line_111": 0.12,
    "hidden": 0.34,
    "danger": 0.05,
    "helped_yes": 0.09,
    "helped_no": 0.03,
}
NIGHT = 0.4
SPEECH = (0.46, 0.49, 0.05)
CLUSTERS = 0.2
WAVES = 0.1


@dataclass(frozen=True)
class Truth:
    """Rows, and the same as numbers: (measure, topic) -> one number a week, the oldest week first."""

    rows: list[Row]
    numbers: dict[tuple[str, str], list[int]]
    until: str = UNTIL

    def sum(self, cells, span) -> int:
        return sum(self.numbers[cell][place] for cell in cells for place in self.places(span))

    def places(self, span) -> range:
        first = weeks.plus(self.until, 1 - WEEKS)
        start = weeks.ordinal(span.first) - weeks.ordinal(first)
        return range(max(start, 0), start + span.weeks)


def years(
    seed: int, weekly: float, factor: float = 1.0, last: int = 0, silent: tuple[int, ...] = ()
) -> Truth:
    """Two years of about `weekly` openings a week; in the last `last` weeks `factor` times as many."""
    random = np.random.Generator(np.random.PCG64(seed))
    numbers: dict[tuple[str, str, str], list[int]] = {}
    named = list(weeks.between(weeks.plus(UNTIL, 1 - WEEKS), UNTIL))

    def put(measure: str, topic: str, n: int) -> int:
        for language, part in zip(LANGUAGES, random.multinomial(n, SPEECH), strict=True):
            numbers.setdefault((measure, topic, language), []).append(int(part))
        return n

    for at in range(WEEKS):
        alive = at not in silent
        wave = random.gamma(1 / WAVES**2, WAVES**2) * (factor if at >= WEEKS - last else 1.0) * alive
        for topic, share in SHARES.items():
            cluster = random.gamma(1 / CLUSTERS**2, CLUSTERS**2)
            opened = put("opened", topic, random.poisson(weekly * share * wave * cluster))
            for measure, part in FOLLOWS.items():
                follows = put(measure, topic, random.binomial(opened, part))
                if measure in ("helpline", "danger"):
                    put(f"{measure}_night", topic, random.binomial(follows, NIGHT))
        typed = put("typed", "", random.poisson(weekly * 0.3 * wave))
        put("not_understood", "", random.binomial(typed, 0.3))
        for need in NEEDS:
            put("need", need, random.poisson(weekly * 0.01 * wave))
        for fear in FEARS:
            put("not_now", fear, random.poisson(weekly * 0.02 * wave))
        numbers.setdefault((RAN.measure, RAN.topic, RAN.language), []).append(168 * alive)
    rows = [Row(named[at], *cell, n) for cell, series in numbers.items() for at, n in enumerate(series)]
    cells = {cell[:2] for cell in numbers}
    by_cell = {
        cell: [sum(series[at] for key, series in numbers.items() if key[:2] == cell) for at in range(WEEKS)]
        for cell in cells
    }
    return Truth(rows, by_cell)
