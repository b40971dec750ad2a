"""The words of counting: what is counted, for which topics and languages, and what a store must offer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product
from typing import NamedTuple, Protocol

from content.model import FEARS, LANGUAGES, NEEDS, TOPICS, Count, Measure

CAMPAIGN = Measure.CAMPAIGN.value
QUIZ_MEASURES = (Measure.QUIZ_RIGHT.value, Measure.QUIZ_WRONG.value)
# What stands in the place of the topic, for measures that have no topic.
PLACES = {Measure.NEED.value: NEEDS, Measure.NOT_NOW.value: FEARS}
MEASURES = tuple(one.value for one in Measure if one.value not in (CAMPAIGN, *QUIZ_MEASURES, *PLACES))
# Hours in which the bot ran: the only count that is no event of anybody, and is kept in one row a week.
RAN = Count("ran", "", "kk")


class Row(NamedTuple):
    """How often a count happened in an ISO week (Monday to Sunday, UTC+5)."""

    week: str
    measure: str
    topic: str
    language: str
    n: int


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """All that can be counted, fixed before anything happens.

    A row exists for each of these in every week, so that neither the order of rows nor their existence
    tells of an event. Deep-link codes and quiz questions come from content: a code is text that anyone
    may write into a link, so one that is not declared is never stored (S43).
    """

    campaigns: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()

    def cells(self) -> tuple[Count, ...]:
        """Every count there can be, sorted."""
        named = [*product(MEASURES, ("", *TOPICS)), *product((CAMPAIGN,), self.campaigns)]
        named += product(QUIZ_MEASURES, self.questions)
        named += [(measure, place) for measure, places in PLACES.items() for place in places]
        return tuple(sorted([RAN, *(Count(*name, language) for name, language in product(named, LANGUAGES))]))


Applied = tuple[int, float, Sequence[Count]]
"""An update to apply: its `update_id`, the unix time of handling, and what it counts."""


class Store(Protocol):
    """Where counts are kept. All methods raise `StoreUnavailable` when the database does not answer."""

    async def open(self) -> None:
        """Create or migrate the tables; raises `SchemaTooNew` for a database of a newer version."""

    async def apply(self, batch: Sequence[Applied]) -> set[int]:
        """Add what the updates count, in one transaction; returns the update ids that were new."""

    async def seen(self, update_ids: Sequence[int]) -> set[int]:
        """Those of the ids that have been applied within two days."""

    async def rows(self) -> list[Row]:
        """Everything counted, the open week included, sorted."""

    async def set_aside(self) -> None:
        """Move a damaged database out of the way, so that counting can start anew."""

    async def close(self) -> None:
        """Release the database; closing twice is fine."""
