"""The published numbers as an Excel file with typed columns and a sheet of explanations."""

from __future__ import annotations

from datetime import UTC, date, datetime
from io import BytesIO

from bot.counts.publish import Published
from bot.reports.report_words import words
from bot.reports.summary import summary
from bot.reports.tables import COLUMNS, about, header, table

WIDTHS = (34, 34, 11, 11, 13, 13, 8, 9, 13, 13, 13, 30)
# The same question gives the same bytes (S53), so a file does not tell when it was made.
MADE = datetime(2026, 1, 1, tzinfo=UTC).replace(tzinfo=None)


def xlsx_bytes(everything: Published, language: str, weeks: int | None = None) -> bytes:
    """The numbers of the last `weeks` closed weeks, or all."""
    import xlsxwriter

    said, told = words(language), summary(everything, weeks)
    file = BytesIO()
    book = xlsxwriter.Workbook(
        file, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    book.set_properties({"title": said.say("report", "title"), "created": MADE})
    heading = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
    formats = {
        date: book.add_format({"num_format": "dd.mm.yyyy"}),
        int: book.add_format({"num_format": "#,##0"}),
    }

    sheet = book.add_worksheet(said.say("html", "sheet_numbers"))
    rows = table(told, said)
    sheet.write_row(0, 0, header(said), heading)
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
    sheet.autofilter(0, 0, max(len(rows), 1), len(COLUMNS) - 1)

    notes = book.add_worksheet(said.say("html", "sheet_about"))
    notes.set_column(0, 0, 110, book.add_format({"text_wrap": True}))
    for at, line in enumerate(about(told, said)):
        notes.write_string(at, 0, line)
    book.close()
    return file.getvalue()
