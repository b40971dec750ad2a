"""One A4 page as PDF: headline numbers, a chart of topics, and what the numbers are not."""

from __future__ import annotations

from io import BytesIO
from textwrap import fill
from typing import Any

from bot.reports.chart_data import Bars, bars
from bot.reports.handout import Handout, handout
from bot.reports.report_words import words
from bot.reports.summary import Summary

INCH = 25.4
WIDTH, HEIGHT, MARGIN = 210.0, 297.0, 18.0
INK, QUIET, BAR = "#1d2733", "#4a5560", "#1f6f8b"
STYLE: dict[Any, Any] = {"font.family": "DejaVu Sans", "pdf.fonttype": 42}
LEADING = 5.2


def pdf_bytes(told: Summary, language: str) -> bytes:
    """The page; the same summary gives the same bytes."""
    import matplotlib as mpl

    mpl.use("agg")
    from matplotlib.figure import Figure as Canvas

    with mpl.rc_context(STYLE):
        canvas = Canvas(figsize=(WIDTH / INCH, HEIGHT / INCH))
        page = canvas.add_axes((0, 0, 1, 1))
        page.set_xlim(0, WIDTH)
        page.set_ylim(HEIGHT, 0)
        page.set_axis_off()
        told_page = handout(told, words(language))
        _chart(page, bars(told, language), _numbers(page, told_page))
        _limits(page, told_page)
        file = BytesIO()
        canvas.savefig(file, format="pdf", metadata={"CreationDate": None})
    return file.getvalue()


def _numbers(page: Any, told: Handout) -> float:
    """Writes title and numbers; how far down it came, in millimetres."""
    page.text(MARGIN, 20, fill(told.title, 44), size=20, weight="bold", color=INK, va="top")
    page.text(MARGIN, 32, fill(told.period, 92), size=10, color=QUIET, va="top")
    y = 46.0
    for n, label, note in told.numbers:
        page.text(MARGIN + 26, y, n, size=17, weight="bold", color=BAR, va="center", ha="right")
        page.text(MARGIN + 30, y - 2, label, size=11, color=INK, va="center")
        page.text(MARGIN + 30, y + 3, note, size=8.5, color=QUIET, va="center")
        y += 13
    return y + 2


def _chart(page: Any, chart: Bars, top: float) -> None:
    if not chart.labels:
        return
    page.text(MARGIN, top, chart.title, size=13, weight="bold", color=INK, va="top")
    most, room = max([*chart.numbers, 1]), WIDTH - 2 * MARGIN - 55
    rows = zip(chart.labels, chart.numbers, chart.texts, chart.hatched, strict=True)
    for at, (label, n, text, hatched) in enumerate(rows):
        y = top + 13 + at * 10.5
        page.text(MARGIN, y - 1.2, label, size=9.5, color=INK, va="bottom")
        page.barh(y + 1.6, n / most * room, left=MARGIN, height=4, color=BAR)
        stub = 4.0 if hatched else 0.0
        page.barh(
            y + 1.6, stub, left=MARGIN + n / most * room, height=4, color="w", edgecolor=QUIET, hatch="////"
        )
        page.text(MARGIN + n / most * room + stub + 2, y + 1.6, text, size=9, color=INK, va="center")


def _limits(page: Any, told: Handout) -> None:
    lines = [fill(f"\N{BULLET} {line}", 104, subsequent_indent="   ") for line in told.limits]
    rows = sum(line.count("\n") + 1 for line in lines)
    top = HEIGHT - MARGIN - LEADING * rows - 8
    page.text(MARGIN, top, told.limits_title, size=11, weight="bold", color=INK, va="top")
    page.text(MARGIN, top + 7, "\n".join(lines), size=9, color=QUIET, va="top", linespacing=1.4)
