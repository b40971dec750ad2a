"""The report as one HTML page that needs nothing from elsewhere: charts, tables, print style."""

from __future__ import annotations

from datetime import date
from html import escape
from pathlib import Path

from bot.counts.publish import Published
from bot.reports.chart_data import bars, steps
from bot.reports.chart_svg import bars_svg, steps_svg
from bot.reports.report_words import ReportWords, day, words
from bot.reports.summary import Summary, summary
from bot.reports.tables import header, table
from bot.reports.text import period, rules, sections

STYLE = Path(__file__).with_name("report.css")
NUMBERS = 6


def html_bytes(everything: Published, language: str, weeks: int | None = None) -> bytes:
    """The page for the last `weeks` closed weeks, or for all; UTF-8."""
    said, told = words(language), summary(everything, weeks)
    title = escape(said.say("report", "title"))
    body = [
        f"<h1>{title}</h1>",
        f'<p class="period">{escape(period(told, said))}</p>',
        f'<p class="lead">{escape(said.say("html", "lead", k=told.k))}</p>',
    ]
    if told.published.batches:
        body += [*_charts(everything, said, weeks), _cards(told, said), _numbers(told, said)]
    else:
        body.append(f"<p>{escape(said.say('report', 'nothing', k=told.k))}</p>")
    body.append(_rules(told, said))
    inside = "\n".join(body)
    page = f"""<!doctype html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>
{STYLE.read_text(encoding="utf-8")}</style>
</head>
<body>
<a class="skip" href="#numbers">{escape(said.say("html", "skip"))}</a>
<main>
{inside}
</main>
</body>
</html>
"""
    return page.encode()


def _charts(everything: Published, said: ReportWords, weeks: int | None) -> list[str]:
    levels, course = bars(everything, said.language, weeks), steps(everything, said.language, weeks)
    parts = [f"<h2>{escape(levels.title)}</h2>", f'<figure class="card">{bars_svg(levels)}</figure>']
    panels = [f"<figure><h3>{escape(name)}</h3>\n{picture}</figure>" for name, picture in steps_svg(course)]
    if panels:
        note = f'<p class="lead">{escape(said.say("charts", "time_note"))}</p>'
        parts += [f"<h2>{escape(course.title)}</h2>", note, '<div class="card panels">', *panels, "</div>"]
    return parts


def _cards(told: Summary, said: ReportWords) -> str:
    _topics, *others = sections(told, said)
    cards = [
        f'<section class="card"><h2>{escape(heading)}</h2>{_list(lines)}</section>'
        for heading, lines in others
    ]
    return '<div class="cards">\n' + "\n".join(cards) + "\n</div>"


def _list(lines: list[str]) -> str:
    return "<ul>" + "".join(f"<li>{escape(line)}</li>" for line in lines) + "</ul>"


def _numbers(told: Summary, said: ReportWords) -> str:
    title = escape(said.say("report", "all_numbers"))
    heads = "".join(
        f'<th scope="col"{_style(at)}>{escape(name)}</th>' for at, name in enumerate(header(said))
    )
    rows = "\n".join(_row(row) for row in table(told, said))
    return f"""<h2 id="numbers">{title}</h2>
<div class="scroll" tabindex="0" role="region" aria-label="{title}">
<table>
<caption>{escape(period(told, said))}</caption>
<thead><tr>{heads}</tr></thead>
<tbody>
{rows}
</tbody>
</table>
</div>"""


def _row(values: list[str | int | date | None]) -> str:
    cells = [f"<td{_style(at)}>{escape(_text(value))}</td>" for at, value in enumerate(values)]
    return "<tr>" + "".join(cells) + "</tr>"


def _style(column: int) -> str:
    return ' class="n"' if column >= NUMBERS else ""


def _text(value: str | int | date | None) -> str:
    if isinstance(value, date):
        return day(value)
    return "" if value is None else str(value)


def _rules(told: Summary, said: ReportWords) -> str:
    title = escape(said.say("report", "rules"))
    return f'<section class="rules"><h2>{title}</h2>{_list(rules(told, said))}</section>'
