"""The questions that organisers ask by a tap, each answered by a few lines made of the summary."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from bot.counts import weeks
from bot.counts.publish import Published
from bot.reports.figure import Figure
from bot.reports.period import Span
from bot.reports.report_words import ReportWords, day, first_day, last_day, number, words
from bot.reports.summary import summary
from bot.reports.text import amount, change_text, covered, period, rate, rules, sections, silence
from content.model import TOPICS

Answer = Callable[[Published, Span, ReportWords], list[str]]
SIXTEEN_FIRST, SIXTEEN_LAST = (11, 25), (12, 10)
WEEKS_BEFORE = 8
KEPT_RULES = 4


def answer_text(everything: Published, span: Span, question: str, language: str) -> str:
    """The answer in plain text. Raises `KeyError` for a question that is none of `QUESTIONS`."""
    said = words(language)
    lines = QUESTIONS[question](everything, span, said) or [said.say("questions", "nothing")]
    told = summary(everything, span)
    head = [said.say("questions", question), period(told, said), *silence(told, said)]
    if question == "sixteen":
        head = head[:1]
    return "\n".join([*head, "", *lines, "", *rules(told, said)[:KEPT_RULES]])


def _needs(everything: Published, span: Span, said: ReportWords) -> list[str]:
    """What people ask for, those that rise first."""
    told = summary(everything, span)
    shown = [one for one in told.of("need") if one.n]
    risen = sorted(shown, key=lambda one: -(one.change.percent if one.change else 0))
    return [_line(said.place("need", one.topic), one, said) for one in risen]


def _path(everything: Published, span: Span, said: ReportWords) -> list[str]:
    """By topic: how many opened the page of 150, and what share says that they will call."""
    told = summary(everything, span)
    lines = []
    for topic in TOPICS:
        page, calls = told.find("helpline", topic), told.find("will_call", topic)
        if page.n:
            lines.append(_line(said.topic(topic), page, said))
            share = rate(calls, said)
            lines.append(f"   {said.measure('will_call')}: {amount(calls, told, said)}" + _note(share))
    return lines


def _not_understood(everything: Published, span: Span, said: ReportWords) -> list[str]:
    """How much was not understood, which topic was chosen then, and what was understood."""
    told = summary(everything, span)
    lines = [
        _line(said.measure(one.measure), one, said)
        for one in (told.find("typed"), told.find("not_understood"))
        if one.n
    ]
    return lines + [
        _line(f"{said.measure('chosen')}: {said.topic(one.topic)}", one, said)
        for one in told.of("chosen")
        if one.n
    ]


def _languages(everything: Published, span: Span, said: ReportWords) -> list[str]:
    return _section(everything, span, said, "languages")


def _night(everything: Published, span: Span, said: ReportWords) -> list[str]:
    return _section(everything, span, said, "night")


def _sixteen(everything: Published, _: Span, said: ReportWords) -> list[str]:
    """The weeks of the last 16 days that are over, against those of the year before."""
    now = sixteen_days(everything.until)
    then = sixteen_days(everything.until, years_ago=1)
    this, last = summary(everything, now, then), summary(everything, then)
    lines = [_dates(now), _dates(then), ""]
    for measure in ("opened", "helpline", "will_call"):
        one, before = this.find(measure), last.find(measure)
        lines.append(
            f"{said.measure(measure)}: {amount(one, this, said)} / {amount(before, last, said)}"
            + _note(change_text(one) or said.say("questions", "no_change"))
        )
    return lines


def _campaigns(everything: Published, span: Span, said: ReportWords) -> list[str]:
    """Each campaign's link, against the weeks before."""
    told = summary(everything, span)
    return [_line(said.place("campaign", one.topic), one, said) for one in told.of("campaign") if one.n]


def _changes(everything: Published, span: Span, said: ReportWords) -> list[str]:
    told = summary(everything, span)
    return list(sections(told, said)[-1].lines) if told.batches else []


QUESTIONS: dict[str, Answer] = {
    "needs": _needs,
    "path": _path,
    "not_understood": _not_understood,
    "languages": _languages,
    "sixteen": _sixteen,
    "campaigns": _campaigns,
    "night": _night,
    "changes": _changes,
}


def sixteen_days(until: str, years_ago: int = 0) -> Span:
    """The whole weeks that hold 25 November to 10 December, of the last year in which they are over."""
    year = last_day(until).year
    if weeks.named(date(year, *SIXTEEN_LAST)) > until:
        year -= 1
    year -= years_ago
    return Span(weeks.named(date(year, *SIXTEEN_FIRST)), weeks.named(date(year, *SIXTEEN_LAST)))


def _section(everything: Published, span: Span, said: ReportWords, key: str) -> list[str]:
    heading = said.say("report", key)
    found = [one for one in sections(summary(everything, span), said) if one.heading == heading]
    return [line for one in found for line in one.lines]


def _line(label: str, one: Figure, said: ReportWords) -> str:
    coverage = "" if one.whole else covered(one, said)
    notes = [note for note in (coverage, rate(one, said), change_text(one)) if note]
    return f"\N{BULLET} {label}: {number(one.n)}" + _note("; ".join(notes))


def _note(text: str) -> str:
    return f" ({text})" if text else ""


def _dates(span: Span) -> str:
    return f"{day(first_day(span.first))} – {day(last_day(span.last))}"
