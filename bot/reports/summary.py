"""Every figure that a report shows, made of what is published alone; all reports are made from it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from importlib.metadata import version

from bot.counts.publish import Batch, Cell, Published
from bot.reports.change import Difference, beyond_chance
from bot.reports.figure import OF, Change, Figure, Rate
from bot.reports.period import Span, last_weeks
from bot.reports.series import Series
from content.model import FEARS, LANGUAGES, NEEDS, TOPICS

BY_TOPIC = (
    *("opened", "helpline", "line_111", "will_call", "no_answer", "danger", "hidden"),
    *("helped_yes", "helped_no", "helpline_night", "danger_night", "chosen"),
)
LANGUAGE = "language"
QUIZ, QUIZ_OTHER = "quiz_right", "quiz_wrong"


@dataclass(frozen=True, slots=True)
class Summary:
    """Figures of a span of weeks, and the batches behind them: also those that reach beyond the span.

    `against` is the span that changes are measured against; `silent` are weeks in which the bot did not run.
    """

    k: int
    until: str
    span: Span
    everything: bool
    against: Span
    figures: tuple[Figure, ...]
    batches: tuple[Batch, ...]
    silent: tuple[str, ...]
    version: str

    def find(self, measure: str, topic: str = "") -> Figure:
        """Raises `KeyError` for a figure that no report has."""
        for figure in self.figures:
            if (figure.measure, figure.topic) == (measure, topic):
                return figure
        raise KeyError(f"{measure} {topic}")

    def of(self, measure: str) -> tuple[Figure, ...]:
        """The figures of a measure by topic, without their sum, largest first."""
        found = [figure for figure in self.figures if figure.measure == measure and figure.topic]
        return tuple(sorted(found, key=lambda figure: (-figure.n, not figure.few)))

    def changed(self) -> tuple[Figure, ...]:
        """Those that changed beyond chance, the largest change first."""
        return tuple(sorted((one for one in self.figures if one.change), key=lambda one: -abs(_percent(one))))

    def crossing(self) -> tuple[Batch, ...]:
        """Batches that reach beyond the span on either side."""
        first, last = self.span.first, self.span.last
        return tuple(one for one in self.batches if one.first < first or last < one.last)

    def as_json(self) -> str:
        """The form that scripts rely on, with a newline at its end."""
        return json.dumps({"figures": [one.as_json() for one in self.figures]}, ensure_ascii=False) + "\n"


def summary(everything: Published, span: Span | int | None = None, against: Span | None = None) -> Summary:
    """What is to be said of a span, of the last so many closed weeks, or of all. Raises `BadPeriod`.

    Changes are measured against the weeks before, or against another span.
    """
    asked = span if isinstance(span, Span) else last_weeks(everything, span)
    series = Series(everything, asked)
    compared = against or asked.before()
    figures = _with_changes(list(_figures(series)), series, compared)
    return Summary(
        k=everything.k,
        until=everything.until,
        span=asked,
        everything=span is None,
        against=compared,
        figures=tuple(figures),
        batches=series.overlapping(),
        silent=series.silent(),
        version=version("qoldau"),
    )


def cells_of(measure: str, topic: str) -> Sequence[Cell]:
    """The cells that a figure adds up."""
    if measure in BY_TOPIC and not topic:
        return [(measure, each) for each in TOPICS]
    return [(measure, topic)]


def _figures(series: Series) -> Iterator[Figure]:
    for measure in BY_TOPIC:
        for topic in ("", *TOPICS):
            yield _figure(series, measure, topic)
    for measure in ("typed", "not_understood"):
        yield _figure(series, measure, "")
    for measure, places in (("need", NEEDS), ("not_now", FEARS)):
        for place in places:
            yield _figure(series, measure, place)
    for measure in ("campaign", QUIZ, QUIZ_OTHER):
        for code in sorted({each for name, each in series.everything.pending if name == measure}):
            yield _figure(series, measure, code)
    yield from _languages(series)


def _figure(series: Series, measure: str, topic: str) -> Figure:
    cells = cells_of(measure, topic)
    n, shown = series.sum(cells)
    few = len(cells) == 1 and series.few(cells[0])
    return Figure(measure, topic, n, shown, series.span.weeks, _rate(series, measure, cells), None, few)


def _rate(series: Series, measure: str, cells: Sequence[Cell]) -> Rate | None:
    if measure == QUIZ:
        [(_, question)] = cells
        rate = series.rate([((QUIZ, question), (QUIZ_OTHER, question))], with_own=True)
        return Rate("quiz", rate.value) if rate else None
    of = OF.get(measure)
    return series.rate([(cell, (of, cell[1])) for cell in cells]) if of else None


def _with_changes(figures: list[Figure], series: Series, against: Span) -> list[Figure]:
    differences: list[Difference | None] = [
        None if one.measure == LANGUAGE else series.against(cells_of(one.measure, one.topic), against)
        for one in figures
    ]
    real = beyond_chance(differences)
    return [
        replace(one, change=Change(found.percent, str(against))) if found and certain else one
        for one, found, certain in zip(figures, differences, real, strict=True)
    ]


def _languages(series: Series) -> Iterator[Figure]:
    """Opened topics by language, of batches in the span whose split is shown: all three, or kk and other."""
    split = [
        (series.line.block(one), one.languages)
        for one in series.everything.batches
        if one.measure == "opened" and one.languages and _lies_in(one, series.span)
    ]
    finest = LANGUAGES if split and all("ru" in languages for _, languages in split) else ("kk", "other")
    whole = sum(sum(languages.values()) for _, languages in split)
    weeks = {place for block, _ in split for place in range(block.first, block.last + 1)}
    for language in finest if split else ():
        others = [one for one in LANGUAGES if one != "kk"] if language == "other" else [language]
        names = [*others, "other"] if language == "other" else others
        n = sum(languages.get(name, 0) for _, languages in split for name in names)
        rate = Rate("opened", round(100 * n / whole, 1))
        yield Figure(LANGUAGE, language, n, len(weeks), series.span.weeks, rate)


def _lies_in(batch: Batch, span: Span) -> bool:
    return span.first <= batch.first and batch.last <= span.last


def _percent(figure: Figure) -> int:
    return figure.change.percent if figure.change else 0
