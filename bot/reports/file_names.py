"""What files of a report are called: by the last day that they tell of."""

from __future__ import annotations

from bot.reports.report_words import first_day, last_day
from bot.reports.summary import Summary

PRINTED = "png"
ENDINGS = {"datapackage": "datapackage.json"}


def file_name(told: Summary, form: str) -> str:
    """As `qoldau-2026-08-24-2026-11-22.xlsx`; a data package has the name that its form prescribes."""
    if form in ENDINGS:
        return ENDINGS[form]
    first, last = first_day(told.span.first), last_day(told.span.last)
    return f"qoldau-{first.isoformat()}-{last.isoformat()}.{form}"
