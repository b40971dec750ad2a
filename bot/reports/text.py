"""The report as a short message, the same for a chat and for a terminal: plain text, no markup."""

from __future__ import annotations

from collections.abc import Iterator

from bot.counts.publish import Published
from bot.reports.report_words import ReportWords, day, first_day, last_day, number, words
from bot.reports.summary import Figure, Summary, changes, summary

SIGNS = {"grew": "\N{BLACK UP-POINTING TRIANGLE}", "shrank": "\N{BLACK DOWN-POINTING TRIANGLE}"}
RULES = ("rule_k", "rule_weeks", "rule_languages", "rule_events", "rule_compare", "rule_edge", "version")


def report_text(everything: Published, language: str, weeks: int | None = None) -> str:
    """A summary of the last `weeks` closed weeks, or of all; lines of plain text without a last newline."""
    said, told = words(language), summary(everything, weeks)
    lines = [said.say("report", "title"), period(told, said), ""]
    if told.published.batches:
        for heading, body in sections(told, said):
            lines += [heading, *(f"\N{BULLET} {line}" for line in body), ""]
    else:
        lines += [said.say("report", "nothing", k=told.k), ""]
    return "\n".join([*lines, *rules(told, said)])


def period(told: Summary, said: ReportWords) -> str:
    """From which day to which day."""
    first, last = day(first_day(told.first)), day(last_day(told.last))
    if told.weeks is None:
        return f"{said.say('report', 'everything')} ({first} – {last})"
    return said.say("report", "period", first=first, last=last, weeks=told.weeks)


def rules(told: Summary, said: ReportWords) -> list[str]:
    """The rules in force."""
    until, end = told.published.until, day(last_day(told.published.until))
    return [
        said.say("report", key, k=told.k, until=until, last_day=end, version=told.version) for key in RULES
    ]


def sections(told: Summary, said: ReportWords) -> Iterator[tuple[str, list[str]]]:
    """Headings with their lines, those with something to say."""
    every = {
        "topics": [f"{said.topic(one.topic)}: {amount(one, told, said)}" for one in told.topics],
        "path": list(_path(told, said)),
        "languages": list(_languages(told, said)),
        "other_counts": list(_others(told, said)),
        "campaigns": [f"{one.topic}: {number(one.n)}" for one in told.campaigns],
        "quiz": [f"{topic}: {share(right, whole, said)}" for topic, right, whole in told.quiz],
    }
    for key, lines in every.items():
        if lines:
            yield said.say("report", key), lines
    if told.weeks is not None and any(one.before for one in (*told.topics, *told.path)):
        yield said.say("report", "changes", weeks=told.weeks), change_lines(told, said)


def amount(one: Figure, told: Summary, said: ReportWords) -> str:
    """A number, or that it is too small to be shown."""
    return number(one.n) if one.n else said.say("report", "pending", k=told.k)


def change_lines(told: Summary, said: ReportWords) -> list[str]:
    """What grew and what shrank."""
    figures = changes((*told.topics, *told.path[1:], told.danger, told.hidden))
    if not figures:
        return [said.say("report", "no_change")]
    return [f"{SIGNS[one.trend]} {name(one, said)}: {one.percent:+} %" for one in figures]


def name(one: Figure, said: ReportWords) -> str:
    """How a figure is called: by its topic or by what it counts."""
    return said.topic(one.topic) if one.topic else said.measure(one.measure)


def share(part: int, whole: int, said: ReportWords) -> str:
    """So many of so many."""
    return said.say(
        "report", "share", part=number(part), whole=number(whole), percent=round(100 * part / whole)
    )


def _path(told: Summary, said: ReportWords) -> Iterator[str]:
    opened = told.path[0].n
    for one in told.path:
        rate = round(100 * one.n / opened) if opened else 0
        note = (
            said.say("report", "per_hundred", n=rate) if one.n and one is not told.path[0] and opened else ""
        )
        yield f"{said.measure(one.measure)}: {amount(one, told, said)}" + (f" ({note})" if note else "")
    for one in told.helped:
        yield f"{said.measure(one.measure)}: {amount(one, told, said)}"


def _languages(told: Summary, said: ReportWords) -> Iterator[str]:
    whole = sum(n for _, n in told.languages)
    for language, n in told.languages:
        yield f"{said.language_name(language)}: {number(n)} ({round(100 * n / whole)} %)"


def _others(told: Summary, said: ReportWords) -> Iterator[str]:
    opened = told.path[0].n
    for one in (told.danger, told.hidden):
        if one.n:
            rate = f" ({said.say('report', 'per_hundred', n=round(100 * one.n / opened))})" if opened else ""
            yield f"{said.measure(one.measure)}: {number(one.n)}{rate}"
    part, whole = told.not_understood
    if whole:
        yield f"{said.measure('not_understood')}: {share(part, whole, said)}"
