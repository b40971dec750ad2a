"""The report as a short message, the same for a chat and for a terminal: plain text, no markup."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from bot.counts.publish import Batch
from bot.reports.figure import Figure
from bot.reports.report_words import ReportWords, day, first_day, last_day, number, words
from bot.reports.summary import BY_TOPIC, Summary
from content.model import TOPICS

UP, DOWN = "\N{BLACK UP-POINTING TRIANGLE}", "\N{BLACK DOWN-POINTING TRIANGLE}"
RULES = (
    *("rule_k", "rule_weeks", "rule_languages", "rule_events", "rule_rates", "rule_compare", "rule_edge"),
    "version",
)
SUMS = ("opened", "helpline", "line_111", "will_call", "helped_yes", "helped_no")
ALSO = ("danger", "hidden", "no_answer")
MOST_NAMED = 5


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with its lines."""

    heading: str
    lines: tuple[str, ...]


def report_text(told: Summary, language: str) -> str:
    """Lines of plain text without a last newline."""
    said = words(language)
    lines = [said.say("report", "title"), period(told, said), *silence(told, said), ""]
    for section in sections(told, said):
        lines += [section.heading, *(f"\N{BULLET} {line}" for line in section.lines), ""]
    if not told.batches:
        lines += [said.say("report", "nothing", k=told.k), ""]
    return "\n".join([*lines, *rules(told, said)])


def period(told: Summary, said: ReportWords) -> str:
    """From which day to which day."""
    first, last = day(first_day(told.span.first)), day(last_day(told.span.last))
    if told.everything:
        return f"{said.say('report', 'everything')} ({first} – {last})"
    return said.say("report", "from_to", first=first, last=last, weeks=told.span.weeks)


def silence(told: Summary, said: ReportWords) -> list[str]:
    """That there were weeks in which the bot did not run; no line when there were none."""
    if not told.silent:
        return []
    named = ", ".join(said.say("report", "week", week=week) for week in told.silent)
    return [said.say("report", "silent", weeks=named)]


def rules(told: Summary, said: ReportWords) -> list[str]:
    """The rules in force."""
    end = day(last_day(told.until))
    return [
        said.say("report", key, k=told.k, until=told.until, last_day=end, version=told.version)
        for key in RULES
    ]


def sections(told: Summary, said: ReportWords) -> list[Section]:
    """Headings with their lines, those with something to say."""
    if not told.batches:
        return []
    every = [
        ("topics", [_line(said.topic(one.topic), one, told, said) for one in told.of("opened")]),
        ("path", [*_sums(told, said, SUMS, always=True), *_left_out(told, said)]),
        ("other_counts", [*_sums(told, said, ALSO, always=False), *_not_understood(told, said)]),
        ("night", list(_night(told, said))),
        ("needs", _named(told, said, "need")[:MOST_NAMED]),
        ("fears", _named(told, said, "not_now")[:MOST_NAMED]),
        ("chosen", _named(told, said, "chosen")[:MOST_NAMED]),
        ("languages", list(_languages(told, said))),
        ("campaigns", _named(told, said, "campaign")),
        ("quiz", list(_quiz(told, said))),
    ]
    found = [Section(said.say("report", key), tuple(lines)) for key, lines in every if lines]
    return found if told.everything else [*found, _changes(told, said)]


def name(one: Figure, said: ReportWords) -> str:
    """How a figure is called: by its place, its measure, or both."""
    if not one.topic:
        return said.measure(one.measure)
    place = said.place(one.measure, one.topic)
    return place if one.measure in ("opened", "need", "campaign") else f"{said.measure(one.measure)}: {place}"


def amount(one: Figure, told: Summary, said: ReportWords) -> str:
    """A number with its coverage; that it is few, where that is known; or that it is not shown."""
    if one.n and one.whole:
        return number(one.n)
    if one.n:
        return f"{number(one.n)} ({covered(one, said) if one.measure == 'opened' else short(one, said)})"
    return said.say("report", "few", k=told.k) if one.few else said.say("report", "not_shown")


def covered(one: Figure, said: ReportWords) -> str:
    """How much of the period a number holds; a sum of topics names no weeks, since each has its own."""
    if not one.topic and one.measure in BY_TOPIC:
        return said.say("report", "partly")
    return said.say("report", "shown_weeks", n=one.weeks_shown, weeks=one.weeks)


def short(one: Figure, said: ReportWords) -> str:
    """Weeks shown of weeks asked for, where there is little room."""
    return said.say("report", "short_weeks", n=one.weeks_shown, weeks=one.weeks)


def rate(one: Figure, said: ReportWords) -> str:
    """So many per hundred of what; empty where that cannot be said."""
    if one.per_100 is None:
        return ""
    of = said.measure(one.per_100.of)
    return said.say("report", "per", n=decimal(one.per_100.value), of=of)


def decimal(value: float) -> str:
    """A share to the nearest whole, or to one place when it is small."""
    return f"{value:.0f}" if value >= 10 else f"{value:.1f}".replace(".", ",")


def beyond(one: Figure, told: Summary, said: ReportWords) -> list[str]:
    """Numbers of the same cell that reach beyond the period, with their own weeks."""
    return [
        _reaching(batch, said)
        for batch in told.crossing()
        if (batch.measure, batch.topic) == (one.measure, one.topic)
    ]


def change_text(one: Figure) -> str:
    """An arrow and by how much; empty without a change."""
    if one.change is None:
        return ""
    return f"{UP if one.change.percent > 0 else DOWN} {one.change.percent:+} %"


def _reaching(batch: Batch, said: ReportWords) -> str:
    first, last = day(first_day(batch.first)), day(last_day(batch.last))
    return said.say("report", "reaches", n=number(batch.n), first=first, last=last)


def _line(label: str, one: Figure, told: Summary, said: ReportWords) -> str:
    reaching = beyond(one, told, said) if one.measure in ("opened", "typed") or not one.n else []
    shown = [] if reaching and not one.n else [amount(one, told, said)]
    share = rate(one, said)
    note = f" ({share})" if share else ""
    return f"{label}: {'; '.join([*shown, *reaching])}{note}"


def _sums(told: Summary, said: ReportWords, measures: Iterable[str], *, always: bool) -> Iterator[str]:
    for measure in measures:
        one = told.find(measure)
        if one.n or always:
            share = rate(one, said)
            shown = amount(one, told, said) if one.whole or not one.n else number(one.n)
            yield f"{said.measure(measure)}: {shown}" + (f" ({share})" if share else "")


def _left_out(told: Summary, said: ReportWords) -> list[str]:
    """What the sum of openings leaves out, by name."""
    missing = [told.find("opened", topic) for topic in TOPICS]
    items = [f"{said.topic(one.topic)} ({short(one, said)})" for one in missing if not one.whole]
    return [said.say("report", "left_out", items=", ".join(items))] if items else []


def _not_understood(told: Summary, said: ReportWords) -> Iterator[str]:
    for measure in ("typed", "not_understood"):
        one = told.find(measure)
        if one.n:
            yield _line(said.measure(measure), one, told, said)


def _night(told: Summary, said: ReportWords) -> Iterator[str]:
    for measure, whole in (("helpline_night", "helpline"), ("danger_night", "danger")):
        share = told.find(measure).per_100
        if share:
            yield said.say("report", "night_line", name=said.measure(whole), value=decimal(share.value))


def _named(told: Summary, said: ReportWords, measure: str) -> list[str]:
    shown = [one for one in told.of(measure) if one.n or beyond(one, told, said)]
    return [_line(said.place(measure, one.topic), one, told, said) for one in shown]


def _languages(told: Summary, said: ReportWords) -> Iterator[str]:
    for one in told.of("language"):
        share = f" ({decimal(one.per_100.value)} %)" if one.per_100 else ""
        yield f"{said.language_name(one.topic)}: {number(one.n)}{share}"


def _quiz(told: Summary, said: ReportWords) -> Iterator[str]:
    for one in told.of("quiz_right"):
        if one.per_100:
            yield f"{said.place('quiz_right', one.topic)}: {decimal(one.per_100.value)} %"


def _changes(told: Summary, said: ReportWords) -> Section:
    first, last = day(first_day(told.against.first)), day(last_day(told.against.last))
    lines = [f"{change_text(one)} {_changed_name(one, said)}" for one in told.changed()]
    heading = said.say("report", "changes", first=first, last=last)
    return Section(heading, tuple(lines) or (said.say("report", "no_change"),))


def _changed_name(one: Figure, said: ReportWords) -> str:
    if one.topic:
        return f"{said.measure(one.measure)}: {said.place(one.measure, one.topic)}"
    return said.measure(one.measure)
