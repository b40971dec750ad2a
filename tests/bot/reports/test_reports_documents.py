"""Reports as files: Excel, HTML in a real browser, pictures."""

import io
import json
import re
import struct
from datetime import datetime

import openpyxl
import pytest
from histories import rows_of, week

from bot.counts.demo_data import year
from bot.counts.publish import published
from bot.reports.chart_data import bars, steps
from bot.reports.chart_png import as_text, from_text, png
from bot.reports.chart_process import DrawingFailed, draw_in_process
from bot.reports.datapackage import datapackage_bytes
from bot.reports.excel import xlsx_bytes
from bot.reports.file_names import file_name
from bot.reports.html import html_bytes
from bot.reports.one_page import pdf_bytes
from bot.reports.slide import pptx_bytes
from bot.reports.summary import summary
from bot.reports.tables import COLUMNS, csv_bytes
from content.model import LANGUAGES

UNTIL = "2026-W47"
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="module")
def everything():
    return published(list(year(UNTIL)), 10, UNTIL)


@pytest.fixture(scope="module")
def told(everything):
    return summary(everything, 13)


def test_another_library_opens_the_excel_file_with_typed_columns(told):
    book = openpyxl.load_workbook(io.BytesIO(xlsx_bytes(told, "ru")))
    shown, numbers, about = book.worksheets
    assert len(shown._charts) == 2
    assert shown.sheet_properties.pageSetUpPr.fitToPage
    assert (shown.page_setup.orientation, shown.page_setup.fitToHeight) == ("landscape", 0)
    assert shown.page_setup.fitToWidth in (None, 1)
    first = [cell.value for cell in numbers[2]]
    assert numbers.max_column == len(COLUMNS)
    assert isinstance(first[4], datetime)
    assert isinstance(first[7], int)
    assert UNTIL in " ".join(str(row[0].value) for row in about.iter_rows())


def test_an_excel_file_holds_no_formula():
    rows = rows_of(("campaign", "=1+1"), [(0, 20, 0)])
    book = openpyxl.load_workbook(io.BytesIO(xlsx_bytes(summary(published(rows, 10, week(0))), "en")))
    assert book.worksheets[1]["B2"].data_type == "s"


def test_S53_the_same_question_gives_the_same_bytes(told):
    for make in (xlsx_bytes, html_bytes):
        assert make(told, "kk") == make(told, "kk")
    figure = steps(told, "kk")
    assert png(figure) == png(figure)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_asks_for_nothing_from_elsewhere(told, language):
    page = html_bytes(told, language).decode()
    asked = re.findall(r"(?:src|href|url)\s*[=(]\s*[\"']?([^\"')\s>]+)", page)
    assert set(asked) == {"#hatch", "#numbers"}
    assert f'<html lang="{language}">' in page


def test_each_picture_of_the_page_says_in_words_what_it_shows(told):
    page = html_bytes(told, "en").decode()
    assert page.count("<svg viewBox") == page.count('role="img" aria-label="') == 8
    assert re.search(r'aria-label="Bars, one a topic: Violence at home \d+', page)


@pytest.mark.browser
@pytest.mark.parametrize(("width", "scheme"), [(360, "dark"), (1280, "light")])
async def test_the_page_is_accessible_and_fits_a_phone_and_a_desk(
    told, tmp_path, width, scheme, chromium: str
):
    from axe_playwright_python.async_playwright import Axe
    from playwright.async_api import async_playwright

    page_file = tmp_path / "report.html"
    page_file.write_bytes(html_bytes(told, "ru"))
    asked = []
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        page = await browser.new_page(viewport={"width": width, "height": 800}, color_scheme=scheme)
        page.on("request", lambda request: asked.append(request.url))
        await page.goto(page_file.as_uri())
        found = (await Axe().run(page)).response["violations"]
        wide = await page.evaluate("document.documentElement.scrollWidth")
        await browser.close()
    assert found == []
    assert wide <= width
    assert asked == [page_file.as_uri()]


@pytest.mark.parametrize("make", [bars, steps])
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_chart_is_a_picture_as_wide_as_a_phone(told, make, language):
    picture = png(make(told, language))
    assert picture.startswith(b"\x89PNG")
    assert struct.unpack(">I", picture[16:20]) == (1080,)


@pytest.mark.parametrize("weeks", [1, 2, 3])
def test_a_short_period_and_one_without_numbers_can_be_drawn(everything, weeks):
    nothing = published([], 10, UNTIL)
    for make in (bars, steps):
        assert png(make(summary(everything, weeks), "en"))
        assert png(make(summary(nothing, weeks), "en"))
    assert html_bytes(summary(nothing, weeks), "kk")


def test_a_step_is_as_wide_as_the_weeks_it_covers():
    rows = rows_of(("opened", "abuse"), [(0, n, 0) for n in (12, 4, 4, 4, 15)])
    [panel] = steps(summary(published(rows, 10, week(4))), "en").panels
    assert [(step.first, step.weeks, step.average, step.beyond) for step in panel.steps] == [
        *((0, 1, 12.0, False), (1, 3, 4.0, False), (4, 1, 15.0, False)),
    ]


def test_what_is_not_shown_is_a_gap_and_what_reaches_beyond_is_marked():
    rows = rows_of(("opened", "abuse"), [(0, n, 0) for n in (12, 4, 4, 4, 15, 3)])
    [panel] = steps(summary(published(rows, 10, week(5)), 4), "en").panels
    assert [(step.first, step.weeks, step.beyond) for step in panel.steps] == [(0, 2, True), (2, 1, False)]
    assert panel.gaps == ((3, 1),)


def test_the_slide_opens_in_another_program_with_an_editable_chart(told):
    from pptx import Presentation

    [slide] = Presentation(io.BytesIO(pptx_bytes(told, "kk"))).slides
    [chart] = [shape.chart for shape in slide.shapes if shape.has_chart]
    assert sorted(chart.plots[0].series[0].values) == sorted(one.n for one in told.of("opened") if one.n)


def test_the_page_for_a_ministry_is_one_a4_page(told):
    made = pdf_bytes(told, "kk")
    assert made == pdf_bytes(told, "kk")
    assert re.findall(rb"/Count (\d+)", made) == [b"1"]
    assert b"/MediaBox [ 0 0 595.2755905512 841.8897637795 ]" in made


def test_a_data_package_describes_the_columns_of_the_csv_beside_it(told):
    described = json.loads(datapackage_bytes(told, "ru"))
    [resource] = described["resources"]
    heading, first = csv_bytes(told, "ru").decode("utf-8-sig").splitlines()[:2]
    fields = resource["schema"]["fields"]
    assert [field["name"] for field in fields] == heading.split(resource["dialect"]["delimiter"])
    for field, value in zip(fields, first.split(";"), strict=True):
        if field["type"] == "date":
            assert datetime.strptime(f"{value}+00:00", f"{field['format']}%z")
        if field["type"] == "integer" and value:
            assert int(value) > 0
    assert resource["path"] == file_name(told, "csv")


def test_a_picture_for_print_is_twice_as_wide(told):
    picture = png(bars(told, "ru"), scale=2)
    assert struct.unpack(">I", picture[16:20]) == (2160,)


def test_a_figure_travels_to_another_process_unchanged(told):
    for figure in (bars(told, "kk"), steps(told, "kk")):
        assert as_text(from_text(as_text(figure))) == as_text(figure)


async def test_drawing_in_a_process_of_its_own_gives_the_same_picture(told):
    assert await draw_in_process(bars(told, "ru")) == png(bars(told, "ru"))


async def test_S48_the_drawing_process_does_not_get_the_token(told, monkeypatch, tmp_path):
    spy = tmp_path / "spy"
    spy.write_text(f"#!/bin/sh\nenv > {tmp_path}/environment\n")
    spy.chmod(0o700)
    monkeypatch.setenv("BOT_TOKEN", "1:secret")
    monkeypatch.setattr("sys.executable", str(spy))
    with pytest.raises(DrawingFailed):
        await draw_in_process(bars(told, "ru"))
    assert "secret" not in (tmp_path / "environment").read_text()
