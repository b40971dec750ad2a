"""The review page in a real browser: accessible, and printable."""

import os
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import sync_playwright

from content.check.review import review_html

pytestmark = pytest.mark.browser
CHROMIUM = Path(os.environ.get("CHROMIUM", "/usr/bin/chromium"))
ARGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def test_the_review_page_is_accessible_and_prints_three_columns(root: Path, tmp_path: Path) -> None:
    if not CHROMIUM.exists():
        assert os.environ.get("CI") != "true", f"no browser at {CHROMIUM}"
        pytest.skip(f"no browser at {CHROMIUM}: install chromium or name one in CHROMIUM")
    file = tmp_path / "review.html"
    file.write_text(review_html(root), encoding="utf-8")
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=str(CHROMIUM), args=ARGS)
        page = browser.new_page(viewport={"width": 1200, "height": 800})
        page.goto(file.as_uri())
        found = Axe().run(page)
        page.set_viewport_size({"width": 360, "height": 740})
        narrow = page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        page.emulate_media(media="print")
        columns = page.evaluate("getComputedStyle(document.querySelector('.sides')).gridTemplateColumns")
        hidden = page.evaluate("getComputedStyle(document.querySelector('nav')).display")
        browser.close()
    assert found.violations_count == 0, found.generate_report()
    assert narrow
    assert len(columns.split()) == 3
    assert hidden == "none"
