"""The report in a terminal: the summary, and all numbers as a table."""

from __future__ import annotations

from datetime import date
from io import StringIO

from bot.reports.report_words import day, words
from bot.reports.summary import Summary
from bot.reports.tables import header, table
from bot.reports.text import report_text

SHOWN = (0, 1, 4, 5, 7, 8, 9, 10, 11)


def table_bytes(told: Summary, language: str) -> bytes:
    """Plain text, aligned; the same in a terminal and in a file."""
    heading, rows = _cells(told, language)
    widths = [max(map(len, column)) for column in zip(heading, *rows, strict=True)]
    text = StringIO()
    text.write(report_text(told, language) + "\n")
    if rows:
        text.write(f"\n{words(language).say('report', 'all_numbers')}\n")
        for row in (heading, ["-" * width for width in widths], *rows):
            text.write(
                "  ".join(_aligned(cell, width) for cell, width in zip(row, widths, strict=True)).rstrip()
                + "\n"
            )
    return text.getvalue().encode()


def _cells(told: Summary, language: str) -> tuple[list[str], list[list[str]]]:
    said = words(language)
    heading = [header(said)[column] for column in SHOWN]
    return heading, [[_text(row[column]) for column in SHOWN] for row in table(told, said)]


def _text(value: object) -> str:
    if isinstance(value, date):
        return day(value)
    return "" if value is None else str(value)


def _aligned(cell: str, width: int) -> str:
    return cell.rjust(width) if cell.isdigit() else cell.ljust(width)
