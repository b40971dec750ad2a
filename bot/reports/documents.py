"""The report in each of its forms, by name."""

from __future__ import annotations

from bot.counts.publish import Published

FORMATS = ("table", "csv", "json", "html", "xlsx")


def document(everything: Published, form: str, language: str, weeks: int | None) -> bytes:
    """The report in one of `FORMATS`; the same bytes wherever it is asked for."""
    if form == "json":
        from bot.reports.tables import json_bytes

        return json_bytes(everything, weeks)
    if form == "csv":
        from bot.reports.tables import csv_bytes

        return csv_bytes(everything, language, weeks)
    if form == "xlsx":
        from bot.reports.excel import xlsx_bytes

        return xlsx_bytes(everything, language, weeks)
    if form == "html":
        from bot.reports.html import html_bytes

        return html_bytes(everything, language, weeks)
    from bot.reports.terminal import table_bytes

    return table_bytes(everything, language, weeks)
