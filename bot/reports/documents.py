"""The report in each of its forms, by name; the same bytes wherever it is asked for."""

from __future__ import annotations

from bot.counts.publish import Published
from bot.reports.summary import Summary

FORMATS = ("table", "csv", "json", "html", "xlsx", "pdf", "pptx", "datapackage")


def raw_document(everything: Published, weeks: int | None) -> bytes:
    """The published numbers as JSON."""
    from bot.reports.tables import json_bytes

    return json_bytes(everything, weeks)


def document(told: Summary, form: str, language: str) -> bytes:
    """The report in one of `FORMATS` but JSON, which is the published numbers themselves."""
    if form == "csv":
        from bot.reports.tables import csv_bytes

        return csv_bytes(told, language)
    if form == "xlsx":
        from bot.reports.excel import xlsx_bytes

        return xlsx_bytes(told, language)
    if form == "html":
        from bot.reports.html import html_bytes

        return html_bytes(told, language)
    if form == "pdf":
        from bot.reports.one_page import pdf_bytes

        return pdf_bytes(told, language)
    if form == "pptx":
        from bot.reports.slide import pptx_bytes

        return pptx_bytes(told, language)
    if form == "datapackage":
        from bot.reports.datapackage import datapackage_bytes

        return datapackage_bytes(told, language)
    from bot.reports.terminal import table_bytes

    return table_bytes(told, language)
