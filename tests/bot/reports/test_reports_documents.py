"""Reports as files: Excel, HTML in a real browser, pictures."""

import io
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
from bot.reports.chart_process import DrawingFailed, chart_png, draw_in_process
from bot.reports.excel import xlsx_bytes
from bot.reports.html import html_bytes
from bot.reports.tables import COLUMNS
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


def test_another_library_opens_the_excel_file_with_typed_columns(everything):
    book = openpyxl.load_workbook(io.BytesIO(xlsx_bytes(everything, "ru", 13)))
    numbers, about = book.worksheets
    first = [cell.value for cell in numbers[2]]
    assert numbers.max_column == len(COLUMNS)
    assert isinstance(first[4], datetime)
    assert isinstance(first[7], int)
    assert UNTIL in " ".join(str(row[0].value) for row in about.iter_rows())


def test_an_excel_file_holds_no_formula():
    rows = rows_of(("campaign", "=1+1"), [(0, 20, 0)])
    book = openpyxl.load_workbook(io.BytesIO(xlsx_bytes(published(rows, 10, week(0)), "en")))
    assert book.worksheets[0]["B2"].data_type == "s"


def test_S53_the_same_question_gives_the_same_bytes(everything):
    for make in (xlsx_bytes, html_bytes):
        assert make(everything, "kk", 13) == make(everything, "kk", 13)
    figure = steps(everything, "kk", 13)
    assert png(figure) == png(figure)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_asks_for_nothing_from_elsewhere(everything, language):
    page = html_bytes(everything, language).decode()
    assert re.findall(r"(?:src|href|url)\s*[=(]\s*[\"']?([^\"')\s>]+)", page) == ["#numbers"]
    assert f'<html lang="{language}">' in page


def test_each_picture_of_the_page_says_in_words_what_it_shows(everything):
    page = html_bytes(everything, "en", 13).decode()
    assert page.count("<svg ") == page.count('role="img" aria-label="') == 8
    assert re.search(r'aria-label="Bars, one a topic: Violence at home \d+', page)


@pytest.mark.browser
@pytest.mark.parametrize(("width", "scheme"), [(360, "dark"), (1280, "light")])
async def test_the_page_is_accessible_and_fits_a_phone_and_a_desk(
    everything, tmp_path, width, scheme, chromium: str
):
    from axe_playwright_python.async_playwright import Axe
    from playwright.async_api import async_playwright

    page_file = tmp_path / "report.html"
    page_file.write_bytes(html_bytes(everything, "ru", 13))
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
def test_a_chart_is_a_picture_as_wide_as_a_phone(everything, make, language):
    picture = png(make(everything, language, 13))
    assert picture.startswith(b"\x89PNG")
    assert struct.unpack(">I", picture[16:20]) == (1080,)


@pytest.mark.parametrize("weeks", [1, 2, 3])
def test_a_short_period_and_one_without_numbers_can_be_drawn(everything, weeks):
    nothing = published([], 10, UNTIL)
    for make in (bars, steps):
        assert png(make(everything, "en", weeks))
        assert png(make(nothing, "en", weeks))
    assert html_bytes(nothing, "kk", weeks)


def test_a_step_is_as_wide_as_the_weeks_it_covers():
    rows = rows_of(("opened", "abuse"), [(0, n, 0) for n in (12, 4, 4, 4, 15)])
    [panel] = steps(published(rows, 10, week(4)), "en").panels
    assert panel.steps == ((0, 1, 12), (1, 3, 12), (4, 1, 15))


def test_a_figure_travels_to_another_process_unchanged(everything):
    for figure in (bars(everything, "kk"), steps(everything, "kk")):
        assert as_text(from_text(as_text(figure))) == as_text(figure)


async def test_drawing_in_a_process_of_its_own_gives_the_same_picture(everything):
    assert await chart_png(everything, "ru", 13) == png(bars(everything, "ru", 13))


async def test_S48_the_drawing_process_does_not_get_the_token(everything, monkeypatch, tmp_path):
    spy = tmp_path / "spy"
    spy.write_text(f"#!/bin/sh\nenv > {tmp_path}/environment\n")
    spy.chmod(0o700)
    monkeypatch.setenv("BOT_TOKEN", "1:secret")
    monkeypatch.setattr("sys.executable", str(spy))
    with pytest.raises(DrawingFailed):
        await draw_in_process(bars(everything, "ru"))
    assert "secret" not in (tmp_path / "environment").read_text()
