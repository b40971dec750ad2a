"""The report as an Excel file: a summary with native charts to print, the raw numbers, the rules."""

from __future__ import annotations

from datetime import UTC, date, datetime
from io import BytesIO
from typing import Any

from bot.reports.figure import Figure
from bot.reports.report_words import ReportWords, words
from bot.reports.summary import Summary
from bot.reports.tables import COLUMNS, about, header, table
from bot.reports.text import amount, change_text, period, silence

WIDTHS = (34, 34, 11, 11, 13, 13, 8, 9, 13, 13, 13, 30)
SUMMARY_WIDTHS = (34, 36, 10, 12, 12, 14)
MOST_BARS = 10
# The same question gives the same bytes (S53), so a file does not tell when it was made.
MADE = datetime(2026, 1, 1, tzinfo=UTC).replace(tzinfo=None)
A4 = 9
CHART_ROWS, CHART_SIZE = 21, {"width": 560, "height": 400}
HEADING_POINTS = 30


def xlsx_bytes(told: Summary, language: str) -> bytes:
    """The workbook: summary, numbers, explanations."""
    import xlsxwriter

    said, file = words(language), BytesIO()
    book = xlsxwriter.Workbook(
        file, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    book.set_properties({"title": said.say("report", "title"), "created": MADE})
    _summary_sheet(book, told, said)
    _numbers_sheet(book, told, said)
    _about_sheet(book, told, said)
    book.close()
    return file.getvalue()


def _summary_sheet(book: Any, told: Summary, said: ReportWords) -> None:
    sheet = book.add_worksheet(said.say("html", "sheet_summary"))
    _one_page_wide(sheet)
    for column, width in enumerate(SUMMARY_WIDTHS):
        sheet.set_column(column, column, width)
    sheet.write_string(0, 0, said.say("report", "title"), book.add_format({"bold": True, "font_size": 14}))
    lines = [period(told, said), *silence(told, said)]
    for row, line in enumerate(lines, start=1):
        sheet.write_string(row, 0, line)
    top = len(lines) + 2
    heading = [said.say("columns", each) for each in ("measure", "topic", "n", "shown", "rate", "trend")]
    sheet.set_row(top, HEADING_POINTS)
    sheet.write_row(top, 0, heading, _heading(book))
    shown = _ordered(told)
    for row, one in enumerate(shown, start=top + 1):
        _figure_row(sheet, row, one, told, said)
    _topic_charts(book, sheet, said, shown, top)
    sheet.repeat_rows(top)


def _ordered(told: Summary) -> list[Figure]:
    """Figures with a number, and all topics opened: by measure, the sum first and then the largest."""
    measures = list(dict.fromkeys(one.measure for one in told.figures))
    sums = {one.measure: [one] for one in told.figures if not one.topic}
    ordered = [one for measure in measures for one in (*sums.get(measure, []), *told.of(measure))]
    return [one for one in ordered if one.n or one.measure == "opened"]


def _figure_row(sheet: Any, row: int, one: Figure, told: Summary, said: ReportWords) -> None:
    sheet.write_string(row, 0, said.measure(one.measure))
    sheet.write_string(row, 1, _place(one, said))
    if one.n:
        sheet.write_number(row, 2, one.n)
    else:
        sheet.write_string(row, 2, amount(one, told, said))
    sheet.write_string(row, 3, f"   {one.weeks_shown} / {one.weeks}")
    if one.per_100:
        sheet.write_number(row, 4, one.per_100.value)
    sheet.write_string(row, 5, change_text(one))


def _place(one: Figure, said: ReportWords) -> str:
    if one.measure == "language":
        return said.language_name(one.topic)
    return said.place(one.measure, one.topic) if one.topic else said.say("report", "sum")


def _topic_charts(book: Any, sheet: Any, said: ReportWords, shown: list[Figure], top: int) -> None:
    """Bars of openings and of what was asked for, drawn by the program that opens the file."""
    place = top
    for measure in ("opened", "need"):
        rows = [
            row
            for row, one in enumerate(shown, start=top + 1)
            if one.measure == measure and one.topic and one.n
        ][:MOST_BARS]
        if not rows:
            continue
        chart = book.add_chart({"type": "bar"})
        name, first, last = sheet.get_name(), rows[0], rows[-1]
        chart.add_series(
            {
                "categories": [name, first, 1, last, 1],
                "values": [name, first, 2, last, 2],
                "data_labels": {"value": True},
                "fill": {"color": "#1f6f8b"},
            }
        )
        chart.set_title({"name": said.measure(measure), "name_font": {"size": 11}})
        chart.set_legend({"none": True})
        chart.set_size(CHART_SIZE)
        chart.set_y_axis({"reverse": True})
        sheet.insert_chart(place, len(SUMMARY_WIDTHS) + 1, chart)
        place += CHART_ROWS


def _numbers_sheet(book: Any, told: Summary, said: ReportWords) -> None:
    sheet = book.add_worksheet(said.say("html", "sheet_numbers"))
    _one_page_wide(sheet)
    formats = {
        date: book.add_format({"num_format": "dd.mm.yyyy"}),
        int: book.add_format({"num_format": "#,##0"}),
    }
    rows = table(told, said)
    sheet.write_row(0, 0, header(said), _heading(book))
    for at, row in enumerate(rows, start=1):
        for column, value in enumerate(row):
            if isinstance(value, date):
                sheet.write_datetime(at, column, datetime(value.year, value.month, value.day), formats[date])  # noqa: DTZ001
            elif isinstance(value, int):
                sheet.write_number(at, column, value, formats[int])
            elif value is not None:
                sheet.write_string(at, column, value)
    for column, width in enumerate(WIDTHS):
        sheet.set_column(column, column, width)
    sheet.freeze_panes(1, 0)
    sheet.repeat_rows(0)
    sheet.autofilter(0, 0, max(len(rows), 1), len(COLUMNS) - 1)


def _about_sheet(book: Any, told: Summary, said: ReportWords) -> None:
    notes = book.add_worksheet(said.say("html", "sheet_about"))
    notes.set_column(0, 0, 110, book.add_format({"text_wrap": True}))
    for at, line in enumerate(about(told, said)):
        notes.write_string(at, 0, line)


def _heading(book: Any) -> Any:
    return book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})


def _one_page_wide(sheet: Any) -> None:
    sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.fit_to_pages(1, 0)
