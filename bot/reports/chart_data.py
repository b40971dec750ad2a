"""What the two charts show, as plain data: opened topics as bars, and over time as steps."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from bot.counts import weeks as calendar
from bot.counts.publish import Published
from bot.reports.report_words import ReportWords, day, first_day, last_day, number, words
from bot.reports.summary import Summary, summary
from bot.reports.text import period


@dataclass(frozen=True, slots=True)
class Bars:
    """One bar a label, largest first; `text` stands at its end, also where there is no number."""

    title: str
    note: str
    alt: str
    labels: tuple[str, ...]
    numbers: tuple[int, ...]
    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Panel:
    """Steps of one topic: (first week, weeks, events), weeks counted from the chart's first week."""

    label: str
    alt: str
    steps: tuple[tuple[int, int, int], ...]


@dataclass(frozen=True, slots=True)
class Steps:
    """A panel a topic, all on the same `weeks` weeks; `ticks` are (week, label)."""

    title: str
    note: str
    weeks: int
    ticks: tuple[tuple[int, str], ...]
    panels: tuple[Panel, ...]


Figure = Bars | Steps


def bars(everything: Published, language: str, weeks: int | None = None) -> Bars:
    """Opened topics of the last `weeks` closed weeks, or of all."""
    said, told = words(language), summary(everything, weeks)
    texts = tuple(number(one.n) if one.n else said.say("report", "pending", k=told.k) for one in told.topics)
    labels = tuple(said.topic(one.topic) for one in told.topics)
    return Bars(
        title=said.say("charts", "topics"),
        note=_note(told, said),
        alt=said.say("charts", "alt_topics", items=_items(said, zip(labels, texts, strict=True))),
        labels=labels,
        numbers=tuple(one.n for one in told.topics),
        texts=texts,
    )


def steps(everything: Published, language: str, weeks: int | None = None) -> Steps:
    """How often each topic was opened over the last `weeks` closed weeks, or over all."""
    said, told = words(language), summary(everything, weeks)
    panels = [_panel(told, said, one.topic) for one in told.topics if one.n]
    length = calendar.count(told.first, told.last)
    marks = sorted({0, length // 2, length - 1})
    return Steps(
        title=said.say("charts", "time"),
        note=f"{said.say('charts', 'time_note')}\n{_note(told, said)}",
        weeks=length,
        ticks=tuple((mark, day(first_day(calendar.plus(told.first, mark)))) for mark in marks),
        panels=tuple(panels),
    )


def _panel(told: Summary, said: ReportWords, topic: str) -> Panel:
    batches = [one for one in told.published.batches if (one.measure, one.topic) == ("opened", topic)]
    spans = [(f"{day(first_day(one.first))}–{day(last_day(one.last))}", number(one.n)) for one in batches]
    return Panel(
        label=said.topic(topic),
        alt=said.say("charts", "alt_time", topic=said.topic(topic), items=_items(said, spans)),
        steps=tuple(
            (calendar.count(told.first, one.first) - 1, calendar.count(one.first, one.last), one.n)
            for one in batches
        ),
    )


def _items(said: ReportWords, pairs: Iterable[tuple[str, str]]) -> str:
    return ", ".join(said.say("charts", "alt_item", name=name, n=n) for name, n in pairs)


def _note(told: Summary, said: ReportWords) -> str:
    return f"{period(told, said)}\n{said.say('report', 'version', version=told.version)} k = {told.k}"
