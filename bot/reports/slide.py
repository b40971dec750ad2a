"""One slide as PPTX, with a chart that can be edited: for a ministry or a donor."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from bot.reports.handout import Handout, handout
from bot.reports.report_words import ReportWords, words
from bot.reports.summary import Summary

WIDE, HIGH, MARGIN = 13.333, 7.5, 0.6
BLANK = 6
INK, QUIET, BAR = "1D2733", "4A5560", "1F6F8B"


def pptx_bytes(told: Summary, language: str) -> bytes:
    """The slide, 16:9."""
    from pptx import Presentation
    from pptx.util import Inches

    said = words(language)
    shown = Presentation()
    shown.slide_width, shown.slide_height = Inches(WIDE), Inches(HIGH)
    slide = shown.slides.add_slide(shown.slide_layouts[BLANK])
    page = handout(told, said)
    _lines(
        slide,
        (MARGIN, 0.35, WIDE - 2 * MARGIN, 1.0),
        [(page.title, 28, True, INK), (page.period, 13, False, QUIET)],
    )
    _numbers(slide, page)
    _chart(slide, told, said)
    limits = [(page.limits_title, 12, True, INK), *((line, 10, False, QUIET) for line in page.limits)]
    _lines(slide, (MARGIN, 5.75, WIDE - 2 * MARGIN, 1.5), limits)
    file = BytesIO()
    shown.save(file)
    return file.getvalue()


def _numbers(slide: Any, page: Handout) -> None:
    lines = []
    for n, label, note in page.numbers:
        lines.append((f"{n}  {label}", 15, True, BAR))
        if note:
            lines.append((note, 10, False, QUIET))
    _lines(slide, (MARGIN, 1.5, 5.4, 4.2), lines)


def _chart(slide: Any, told: Summary, said: ReportWords) -> None:
    from pptx.chart.data import CategoryChartData
    from pptx.dml.color import RGBColor
    from pptx.enum.chart import XL_CHART_TYPE
    from pptx.util import Inches, Pt

    topics = [one for one in reversed(told.of("opened")) if one.n]
    if not topics:
        return
    data = CategoryChartData()
    data.categories = [said.topic(one.topic) for one in topics]
    data.add_series(said.measure("opened"), [one.n for one in topics])
    place = (Inches(6.2), Inches(1.5), Inches(6.5), Inches(4.2))
    chart = slide.shapes.add_chart(XL_CHART_TYPE.BAR_CLUSTERED, *place, data).chart
    chart.has_legend, chart.has_title = False, True
    chart.chart_title.text_frame.text = said.say("charts", "topics")
    chart.font.size = Pt(11)
    plot = chart.plots[0]
    plot.gap_width, plot.has_data_labels = 60, True
    plot.series[0].format.fill.solid()
    plot.series[0].format.fill.fore_color.rgb = RGBColor.from_string(BAR)


def _lines(
    slide: Any, place: tuple[float, float, float, float], lines: list[tuple[str, int, bool, str]]
) -> None:
    """Paragraphs of (text, points, bold, colour) in a box of (left, top, width, height) inches."""
    from pptx.dml.color import RGBColor
    from pptx.util import Inches, Pt

    frame = slide.shapes.add_textbox(*map(Inches, place)).text_frame
    frame.word_wrap = True
    for at, (text, points, bold, colour) in enumerate(lines):
        paragraph = frame.paragraphs[0] if at == 0 else frame.add_paragraph()
        run = paragraph.add_run()
        run.text, run.font.size, run.font.bold = text, Pt(points), bold
        run.font.color.rgb = RGBColor.from_string(colour)
