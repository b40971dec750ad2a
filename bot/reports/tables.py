"""The published numbers as a table for other programs: CSV that Excel opens right, and JSON."""

from __future__ import annotations

import csv
from datetime import date
from io import StringIO

from bot.counts import weeks as calendar
from bot.counts.publish import Batch, Published, as_json, within
from bot.reports.period import last_weeks
from bot.reports.report_words import ReportWords, day, first_day, last_day, words
from bot.reports.summary import Summary
from bot.reports.text import period, rules, silence
from content.model import TOPICS, Measure

COLUMNS = ("measure", "topic", "from", "to", "first_day", "last_day", "weeks", "n", "kk", "ru", "en", "other")
DATES = (COLUMNS.index("first_day"), COLUMNS.index("last_day"))
# A text that begins so is taken for a formula by spreadsheets (OWASP, CSV injection).
FORMULA = ("=", "+", "-", "@", "\t", "\r")
MEASURE_PLACES = {one.value: place for place, one in enumerate(Measure)}
TOPIC_PLACES = {topic: place for place, topic in enumerate(TOPICS, start=1)}
Value = str | int | date | None


def json_bytes(everything: Published, weeks: int | None = None) -> bytes:
    """The form that scripts rely on, UTF-8. Raises `BadPeriod`."""
    last_weeks(everything, weeks)
    return as_json(within(everything, weeks)).encode()


def csv_bytes(told: Summary, language: str) -> bytes:
    """A table for Excel: UTF-8 with a byte order mark, and the semicolons of a Russian or Kazakh locale."""
    said = words(language)
    text = StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow(header(said))
    writer.writerows(_cells(row) for row in table(told, said))
    writer.writerow([])
    writer.writerows([line] for line in about(told, said))
    return text.getvalue().encode("utf-8-sig")


def header(said: ReportWords) -> list[str]:
    """The names of the columns."""
    return [said.say("columns", column) for column in COLUMNS]


def table(told: Summary, said: ReportWords) -> list[list[Value]]:
    """One row a batch, opened topics first; columns as `COLUMNS`, None where a number may not be shown."""
    rows: list[list[Value]] = []
    for batch in sorted(told.batches, key=_place):
        split = batch.languages or {}
        row: list[Value] = [
            said.measure(batch.measure),
            said.place(batch.measure, batch.topic),
            batch.first,
            batch.last,
        ]
        row += [
            first_day(batch.first),
            last_day(batch.last),
            calendar.count(batch.first, batch.last),
            batch.n,
        ]
        rows.append([*row, *(split.get(language) for language in ("kk", "ru", "en", "other"))])
    return rows


def about(told: Summary, said: ReportWords) -> list[str]:
    """What a table must say beside its numbers."""
    return [said.say("report", "title"), period(told, said), *silence(told, said), *rules(told, said)]


def _place(batch: Batch) -> tuple[int, int, str, str]:
    return MEASURE_PLACES[batch.measure], TOPIC_PLACES.get(batch.topic, 0), batch.topic, batch.first


def _cells(row: list[Value]) -> list[Value]:
    """A row as text: the first two columns are words, the two with dates stand at `DATES`."""
    measure, topic, *rest = row
    cells = [_no_formula(str(measure)), _no_formula(str(topic)), *rest]
    for column in DATES:
        moment = cells[column]
        assert isinstance(moment, date)  # noqa: S101
        cells[column] = day(moment)
    return cells


def _no_formula(text: str) -> str:
    return f"'{text}" if text.startswith(FORMULA) else text
