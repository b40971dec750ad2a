"""What the charts show, as plain data: figures as bars, and opened topics over time as steps."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.counts import weeks as calendar
from bot.counts.publish import Batch
from bot.reports.figure import Figure
from bot.reports.report_words import ReportWords, day, first_day, last_day, number, words
from bot.reports.summary import Summary
from bot.reports.text import amount, period, short, silence


@dataclass(frozen=True, slots=True)
class Bars:
    """One bar a label, largest first; `text` stands at its end. `hatched`: not all weeks are shown."""

    title: str
    note: str
    alt: str
    labels: tuple[str, ...]
    numbers: tuple[float, ...]
    texts: tuple[str, ...]
    hatched: tuple[bool, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """An average a week; weeks counted from the chart's first. `beyond`: its weeks reach out of the chart."""

    first: int
    weeks: int
    average: float
    beyond: bool


@dataclass(frozen=True, slots=True)
class Panel:
    """Steps of one topic, and the stretches (first, weeks) of which nothing is shown."""

    label: str
    alt: str
    steps: tuple[Step, ...]
    gaps: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Steps:
    """A panel a topic, all on the same `weeks` weeks; `ticks` are (week, label)."""

    title: str
    note: str
    weeks: int
    ticks: tuple[tuple[int, str], ...]
    panels: tuple[Panel, ...]

    @property
    def most(self) -> float:
        """The highest average of all panels."""
        return max((step.average for panel in self.panels for step in panel.steps), default=1.0)


Chart = Bars | Steps


def bars(told: Summary, language: str, measure: str = "opened", most: int = 12) -> Bars:
    """The figures of a measure by topic, or by what stands in its place; needs only those with a number."""
    said = words(language)
    found = [one for one in told.of(measure) if one.n or measure == "opened"][:most]
    labels = tuple(said.place(measure, one.topic) for one in found)
    texts = tuple(_end(one, told, said) for one in found)
    title = said.say("charts", "topics") if measure == "opened" else said.measure(measure)
    return Bars(
        title=title,
        note=_note(told, said),
        alt=said.say("charts", "alt_topics", items=_items(said, zip(labels, texts, strict=True))),
        labels=labels,
        numbers=tuple(float(one.n) for one in found),
        texts=texts,
        hatched=tuple(not one.whole for one in found),
    )


def steps(told: Summary, language: str) -> Steps:
    """How often each topic was opened, on average a week."""
    said, length = words(language), told.span.weeks
    shown = [one for one in told.of("opened") if _batches(told, one)]
    marks = sorted({0, length // 2, length - 1})
    return Steps(
        title=said.say("charts", "time"),
        note="\n".join([said.say("charts", "time_note"), said.say("charts", "hatched"), _note(told, said)]),
        weeks=length,
        ticks=tuple((mark, day(first_day(calendar.plus(told.span.first, mark)))) for mark in marks),
        panels=tuple(_panel(told, said, one) for one in shown),
    )


def _panel(told: Summary, said: ReportWords, figure: Figure) -> Panel:
    batches = _batches(told, figure)
    spans = [(f"{day(first_day(one.first))}–{day(last_day(one.last))}", number(one.n)) for one in batches]
    drawn = tuple(_step(told, one) for one in batches)
    label = said.topic(figure.topic)
    return Panel(
        label=label,
        alt=said.say("charts", "alt_time", topic=label, items=_items(said, spans)),
        steps=drawn,
        gaps=_gaps(drawn, told),
    )


def _batches(told: Summary, figure: Figure) -> list[Batch]:
    return [one for one in told.batches if (one.measure, one.topic) == (figure.measure, figure.topic)]


def _step(told: Summary, batch: Batch) -> Step:
    first, last = max(batch.first, told.span.first), min(batch.last, told.span.last)
    covered = sum(week not in told.silent for week in calendar.between(batch.first, batch.last))
    start = calendar.count(told.span.first, first) - 1
    beyond = (batch.first, batch.last) != (first, last)
    return Step(start, calendar.count(first, last), batch.n / max(covered, 1), beyond)


def _gaps(drawn: Sequence[Step], told: Summary) -> tuple[tuple[int, int], ...]:
    covered = {place for step in drawn for place in range(step.first, step.first + step.weeks)}
    covered -= {calendar.count(told.span.first, week) - 1 for week in told.silent}
    gaps: list[tuple[int, int]] = []
    for place in (each for each in range(told.span.weeks) if each not in covered):
        if gaps and sum(gaps[-1]) == place:
            gaps[-1] = (gaps[-1][0], gaps[-1][1] + 1)
        else:
            gaps.append((place, 1))
    return tuple(gaps)


def _end(one: Figure, told: Summary, said: ReportWords) -> str:
    """What stands at the end of a bar, short."""
    if not one.n or one.whole:
        return amount(one, told, said)
    return f"{number(one.n)} ({short(one, said)})"


def _items(said: ReportWords, pairs: Iterable[tuple[str, str]]) -> str:
    return ", ".join(said.say("charts", "alt_item", name=name, n=n) for name, n in pairs)


def _note(told: Summary, said: ReportWords) -> str:
    made = f"{said.say('report', 'version', version=told.version)} k = {told.k}"
    return "\n".join([period(told, said), *silence(told, said), made])
