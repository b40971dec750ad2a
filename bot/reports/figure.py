"""A figure: a number that a report shows, with all that must be said beside it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

# What a measure is a share of; a part (at night, not understood) is counted among its whole.
OF = {
    "helpline": "opened",
    "will_call": "opened",
    "danger": "opened",
    "hidden": "opened",
    "helped_yes": "opened",
    "helped_no": "opened",
    "line_111": "opened",
    "no_answer": "helpline",
    "helpline_night": "helpline",
    "danger_night": "danger",
    "not_understood": "typed",
}


@dataclass(frozen=True, slots=True)
class Rate:
    """So many per 100 of the measure `of`, over the topics and weeks in which both are shown."""

    of: str
    value: float


@dataclass(frozen=True, slots=True)
class Change:
    """A week's average against that of the weeks `against`, beyond chance."""

    percent: int
    against: str


@dataclass(frozen=True, slots=True)
class Figure:
    """`n` events in `weeks_shown` of the `weeks` asked for; `topic` is empty for the sum of all topics,
    whose weeks shown are an average over the topics.

    `few` is True only where it follows from what is published that fewer than k were counted.
    """

    measure: str
    topic: str
    n: int
    weeks_shown: int
    weeks: int
    per_100: Rate | None = None
    change: Change | None = None
    few: bool = False

    @property
    def whole(self) -> bool:
        """Whether every week asked for is in it."""
        return self.weeks_shown == self.weeks

    def as_json(self) -> dict[str, Any]:
        rate, change = self.per_100, self.change
        return {
            "measure": self.measure,
            "topic": self.topic,
            "n": self.n,
            "weeks_shown": self.weeks_shown,
            "weeks": self.weeks,
            "per_100": {"of": rate.of, "value": rate.value} if rate else None,
            "change": {"percent": change.percent, "against": change.against} if change else None,
            "few": self.few,
        }
