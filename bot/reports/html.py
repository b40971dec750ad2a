"""The report as one HTML page that needs nothing from elsewhere: charts, tables, print style."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template

from bot.reports.chart_data import bars, steps
from bot.reports.chart_svg import bars_svg, steps_svg
from bot.reports.report_words import ReportWords, day, words
from bot.reports.summary import Summary
from bot.reports.tables import header, table
from bot.reports.text import period, rules, sections, silence

FOLDER = Path(__file__).parent
STYLE = FOLDER / "report.css"


def html_bytes(told: Summary, language: str) -> bytes:
    """The page of a summary; UTF-8."""
    said = words(language)
    return _template().render(**_words(told, said), **_charts(told, said), **_numbers(told, said)).encode()


@cache
def _template() -> Template:
    loader = FileSystemLoader(FOLDER)
    environment = Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True)
    return environment.get_template("report.html.jinja")


def _words(told: Summary, said: ReportWords) -> dict[str, Any]:
    return {
        "language": said.language,
        "style": STYLE.read_text(encoding="utf-8"),
        "title": said.say("report", "title"),
        "skip": said.say("html", "skip"),
        "lead": said.say("html", "lead", k=told.k),
        "period": period(told, said),
        "silence": silence(told, said),
        "rules_title": said.say("report", "rules"),
        "rules": rules(told, said),
        "nothing": said.say("report", "nothing", k=told.k),
        "sections": [one for one in sections(told, said)[1:] if one.lines],
    }


def _charts(told: Summary, said: ReportWords) -> dict[str, Any]:
    """Pictures are made of escaped texts and put in as they are."""
    levels, course = bars(told, said.language), steps(told, said.language)
    return {
        "levels": levels if told.batches else None,
        "levels_svg": bars_svg(levels),
        "course": course,
        "panels": steps_svg(course),
        "time_note": said.say("charts", "time_note"),
        "hatched": said.say("charts", "hatched"),
    }


def _numbers(told: Summary, said: ReportWords) -> dict[str, Any]:
    return {
        "all_numbers": said.say("report", "all_numbers"),
        "header": header(said),
        "rows": [[_text(value) for value in row] for row in table(told, said)],
    }


def _text(value: str | int | date | None) -> str:
    if isinstance(value, date):
        return day(value)
    return "" if value is None else str(value)
