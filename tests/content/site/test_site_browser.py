from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Page, async_playwright

from content.flow import DANGER, HELPLINES, HIDE_INFO
from content.model import LANGUAGES
from content.site.page import NEUTRAL
from content.site.plan import code, file
from content.site.write import write

pytestmark = pytest.mark.browser

ARGS = [
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
]
PHONE = {"width": 360, "height": 640}
SAMPLE = (
    *(
        "welcome",
        HIDE_INFO,
        "topics_other",
        "topics",
        DANGER,
        HELPLINES,
        "line_150",
        "call_150",
        "bridge_words",
    ),
    *(
        "dv_start",
        "dv_stay",
        "suicide_plan",
        "breathing",
        "trusted_person",
        "rights",
        "sixteen_all",
        "day_01",
    ),
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("site")
    write(made)
    return made


@pytest.fixture
async def page(chromium: str) -> AsyncIterator[Page]:
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=chromium, args=ARGS)
        yield await browser.new_page(viewport=PHONE)
        await browser.close()


async def opened(page: Page, folder: Path, screen: str, language: str = "ru") -> None:
    await page.goto((folder / language / file(screen)).as_uri())


async def test_no_page_of_the_sample_has_a_serious_finding_at_phone_width(page: Page, folder: Path) -> None:
    wrong = []
    for at, screen in enumerate(("", *SAMPLE, *SAMPLE)):
        for scheme in ("light", "dark") if at < 6 else ("light",):
            await page.emulate_media(color_scheme=scheme)
            if screen:
                await opened(page, folder, screen, LANGUAGES[at % 3])
            else:
                await page.goto((folder / "index.html").as_uri())
            found = (await Axe().run(page)).response["violations"]
            wrong += [
                (screen, scheme, each["id"], each["nodes"][0]["html"])
                for each in found
                if each["impact"] in ("serious", "critical")
            ]
            if await page.evaluate("document.documentElement.scrollWidth > innerWidth"):
                wrong.append((screen, scheme, "wider than the phone", ""))
    assert wrong == []


@pytest.mark.parametrize("way", ["tap", "key"])
async def test_S18_S19_hide_and_escape_leave_nothing_and_back_does_not_return(
    page: Page, folder: Path, way: str
) -> None:
    await page.goto((folder / "index.html").as_uri())
    for target in ("welcome", "topics", "dv_start"):
        await (
            page.locator(f"main a[href$='{file(target)}']:visible")
            .nth(1 if target == "welcome" else 0)
            .click()
        )
        await page.wait_for_url(f"**/ru/{file(target)}*")
    await (page.locator("#hide").click() if way == "tap" else page.keyboard.press("Escape"))
    await page.wait_for_url(f"**/ru/{file(NEUTRAL)}")
    assert await page.inner_text("body") == "Заметок нет."
    assert await page.title() == "Заметок нет."
    await page.go_back()
    assert page.url == "about:blank"


async def test_overlays_lead_back_to_where_the_person_was(page: Page, folder: Path) -> None:
    await opened(page, folder, "dv_start")
    await page.locator("footer a").first.click()
    await page.wait_for_url(f"**/{file(DANGER)}#{code('dv_start')}")
    await page.locator(".turn a[lang=kk]").click()
    await page.wait_for_url(f"**/kk/{file(DANGER)}#{code('dv_start')}")
    await page.locator(".turn a").first.click()
    await page.wait_for_url(f"**/kk/{file('dv_start')}")


async def test_the_talk_works_without_a_script(chromium: str, folder: Path) -> None:
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=chromium, args=ARGS)
        page = await (await browser.new_context(java_script_enabled=False, viewport=PHONE)).new_page()  # type: ignore[arg-type]
        await opened(page, folder, "topics")
        await page.locator(f"main a[href='{file('dv_start')}']").click()
        await page.locator("footer a").first.click()
        assert page.url.endswith(f"/ru/{file(DANGER)}")
        await page.locator("#hide").click()
        assert page.url.endswith(f"/ru/{file(NEUTRAL)}")
        await browser.close()


async def test_nothing_is_fetched_kept_or_refused_by_the_policy(page: Page, folder: Path) -> None:
    asked: list[str] = []
    said: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    for screen in SAMPLE:
        await opened(page, folder, screen)
        assert await page.evaluate("document.cookie") == ""
    assert said == []
    assert [url for url in asked if not url.startswith(("file://", "data:,"))] == []
    assert len([url for url in asked if url.startswith("file://")]) == len(SAMPLE)


async def test_ticks_stay_in_the_page_and_go_with_it(page: Page, folder: Path) -> None:
    await opened(page, folder, "dv_leave")
    await page.locator(".checks label").first.click()
    assert await page.locator(".checks input:checked").count() == 1
    await page.reload()
    assert await page.locator(".checks input:checked").count() == 0


async def test_the_circle_moves_only_when_asked_and_never_against_the_persons_wish(
    page: Page, folder: Path
) -> None:
    async def moving() -> int:
        return int(await page.evaluate("document.getAnimations().length"))

    await opened(page, folder, "breathing")
    assert await moving() == 0
    await page.locator(".pace label").click()
    assert await moving() == 1
    lasts = "document.getAnimations()[0].effect.getComputedTiming().activeDuration"
    assert 0 < await page.evaluate(lasts) <= 120_000
    await page.emulate_media(reduced_motion="reduce")
    assert not await page.locator(".circle").is_visible()


async def test_targets_are_large_enough_for_a_trembling_hand(page: Page, folder: Path) -> None:
    measure = "all => all.map(a => a.getBoundingClientRect().height)"
    for screen in SAMPLE:
        await opened(page, folder, screen)
        heights = await page.eval_on_selector_all(
            ".hide, .way, .turn a, footer a, .calls a, .checks label", measure
        )
        assert min(heights) >= 44, screen


async def test_names_of_languages_are_never_broken(page: Page, folder: Path) -> None:
    await page.set_viewport_size({"width": 320, "height": 640})
    await opened(page, folder, "topics", "kk")
    lines = "all => all.map(a => a.getClientRects().length && a.scrollHeight)"
    assert max(await page.eval_on_selector_all(".turn a", lines)) < 60


async def test_printed_pages_keep_the_words_and_drop_the_buttons(page: Page, folder: Path) -> None:
    await opened(page, folder, "dv_leave")
    await page.emulate_media(media="print")
    assert await page.locator(".checks").is_visible()
    assert not await page.locator("#hide").is_visible()
    assert not await page.locator("footer").is_visible()
