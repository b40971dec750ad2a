"""What goes on one page for a ministry or a donor: the same lines for the PDF and the slide."""

from __future__ import annotations

from dataclasses import dataclass

from bot.reports.figure import Figure
from bot.reports.report_words import ReportWords, number
from bot.reports.summary import Summary
from bot.reports.text import change_text, covered, period, rate, silence

MEASURES = ("opened", "helpline", "line_111", "will_call", "danger", "helped_yes", "helped_no")
LIMITS = ("limit_events", "limit_survey", "limit_calls", "limit_shown")


@dataclass(frozen=True, slots=True)
class Handout:
    """A title, the period, `numbers` as (number, what it counts, notes), and what the numbers are not."""

    title: str
    period: str
    numbers: tuple[tuple[str, str, str], ...]
    limits_title: str
    limits: tuple[str, ...]


def handout(told: Summary, said: ReportWords) -> Handout:
    """The page of a summary."""
    found = [told.find(measure) for measure in MEASURES]
    numbers = [
        (
            number(one.n),
            said.measure(one.measure),
            "; ".join(note for note in (rate(one, said) or _coverage(one, said), change_text(one)) if note),
        )
        for one in found
        if one.n
    ]
    return Handout(
        title=said.say("report", "title"),
        period=" ".join([period(told, said), *silence(told, said)]),
        numbers=tuple(numbers),
        limits_title=said.say("handout", "limits"),
        limits=tuple(said.say("handout", key, k=told.k) for key in LIMITS),
    )


def _coverage(one: Figure, said: ReportWords) -> str:
    return "" if one.whole else covered(one, said)
