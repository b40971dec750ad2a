"""`datapackage.json` beside the CSV file: what its columns are (Frictionless Data, tabular data package)."""

from __future__ import annotations

import json

from bot.reports.file_names import file_name
from bot.reports.report_words import words
from bot.reports.summary import Summary
from bot.reports.tables import COLUMNS, about, header

TYPES = {
    "weeks": "integer",
    "n": "integer",
    "kk": "integer",
    "ru": "integer",
    "en": "integer",
    "other": "integer",
}
DATES = ("first_day", "last_day")


def datapackage_bytes(told: Summary, language: str) -> bytes:
    """The description of the CSV of the same summary and language; UTF-8."""
    said = words(language)
    names = dict(zip(COLUMNS, header(said), strict=True))
    whole = {
        "profile": "tabular-data-package",
        "name": "qoldau-counts",
        "title": said.say("report", "title"),
        "description": "\n".join(about(told, said)),
        "version": told.version,
        "resources": [
            {
                "profile": "tabular-data-resource",
                "name": "counts",
                "path": file_name(told, "csv"),
                "encoding": "utf-8",
                "dialect": {"delimiter": ";", "lineTerminator": "\r\n"},
                "schema": {
                    "fields": [_field(column, names[column]) for column in COLUMNS],
                    "missingValues": [""],
                },
            }
        ],
    }
    return (json.dumps(whole, ensure_ascii=False, indent=1) + "\n").encode()


def _field(column: str, title: str) -> dict[str, str]:
    if column in DATES:
        return {"name": title, "type": "date", "format": "%d.%m.%Y"}
    return {"name": title, "type": TYPES.get(column, "string")}
