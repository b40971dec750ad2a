"""`qoldau demo` in a real process, with a real browser: what content staff and a first visitor see."""

import re
import shutil
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from playwright.async_api import Page, async_playwright, expect
from process import Process, free_port, running

from content.load import CONTENT_DIR
from content.model import Content

expect.set_options(timeout=30_000)  # a busy machine is slow, not wrong
pytestmark = [pytest.mark.browser, pytest.mark.system]

ARGS = [
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
]
PHONE = {"width": 390, "height": 844}
ON_A_COPY = (
    "import sys; from pathlib import Path; from bot.demo import demo; "
    "demo(int(sys.argv[2]), open_browser=False, with_history=False, root=Path(sys.argv[1]))"
)
WAY = (
    ("welcome", "me"),
    ("topics", "bullying"),
    ("bullying_start", "bridge"),
    ("bridge", "call"),
)


@asynccontextmanager
async def demo(
    folder: Path, chromium: str, language: str, *content: str, given: Sequence[str] = ()
) -> AsyncIterator[tuple[Page, Process]]:
    """The page of a running demo, on a phone in this language; on a copy of the content if one is named."""
    port = str(free_port())
    program = ("-c", ON_A_COPY) if content else ("-m", "bot")
    arguments = (*content, port) if content else ("demo", "--port", port, "--no-browser", *given)
    async with (
        running(folder, *arguments, said_on_stdout=True, program=program, PYTHONUNBUFFERED="1") as process,
        async_playwright() as playwright,
    ):
        await process.says(lambda lines: any(line.startswith("Qoldau demo:") for line in lines))
        browser = await playwright.chromium.launch(executable_path=chromium, args=ARGS)
        page = await browser.new_page(viewport=PHONE, locale=language)
        await page.goto(f"http://127.0.0.1:{port}/")
        yield page, process
        await browser.close()
        assert await process.stop() == 0


def label(content: Content, language: str, screen: str, key: str) -> str:
    return content.words[language].screens[screen][key]


async def tap(page: Page, text: str) -> None:
    await page.locator(".message.theirs .key").get_by_text(text, exact=True).last.click()


async def shows(page: Page, text: str) -> None:
    await expect(page.locator(".message.theirs .text").last).to_contain_text(text.splitlines()[0])


async def test_S17_S18_from_start_to_150_and_hide_leaves_no_word_of_it(
    tmp_path: Path, chromium: str, content: Content
) -> None:
    async with demo(tmp_path, chromium, "ru-RU") as (page, _):
        await expect(page.locator("#start")).to_be_visible()
        before = (await page.content()).lower()
        await page.locator("#start").click()
        await tap(page, "Русский")
        for screen, key in WAY:
            await shows(page, content.words["ru"].screens[screen]["text"])
            await tap(page, label(content, "ru", screen, key))
        await shows(page, content.words["ru"].screens["call_150"]["text"])
        await expect(page.locator(".message.theirs .text").last).to_contain_text("150")
        await tap(page, label(content, "ru", "common", "hide"))
        await expect(page.locator(".message")).to_have_count(0)
        left = (await page.content()).lower()
    said = " ".join(content.words["ru"].screens[screen]["text"] for screen in ("bullying_start", "call_150"))
    topic = label(content, "ru", "topics", "bullying")
    words = set(re.findall(r"\w{5,}", f"{said} {topic}".lower()))
    assert {word for word in words if word in left and word not in before} == set()


async def test_a_whole_talk_in_kazakh_by_keyboard_only(
    tmp_path: Path, chromium: str, content: Content
) -> None:
    async with demo(tmp_path, chromium, "kk-KZ") as (page, _):
        await expect(page.locator("#start")).to_be_visible()
        await by_keyboard(page, await page.locator("#start").inner_text())
        await expect(page.locator(".message.theirs .key").first).to_be_visible()
        await by_keyboard(page, "Қазақша")
        for screen, key in WAY:
            await shows(page, content.words["kk"].screens[screen]["text"])
            await by_keyboard(page, label(content, "kk", screen, key))
        await shows(page, content.words["kk"].screens["call_150"]["text"])
        await by_keyboard(page, label(content, "kk", "common", "hide"))
        await expect(page.locator(".message")).to_have_count(0)


async def test_it_lives_through_the_day_it_is_given(tmp_path: Path, chromium: str, content: Content) -> None:
    async with demo(tmp_path, chromium, "en-GB", given=("--date", "2031-02-03")) as (page, _):
        await page.locator("#start").click()
        await tap(page, "English")
        await shows(page, content.words["en"].screens["welcome"]["text"])
        await expect(page.locator(".day")).to_have_text(re.compile(r"^[234] February$"))


async def test_phrases_are_taken_over_while_it_runs(tmp_path: Path, chromium: str, content: Content) -> None:
    copy = Path(shutil.copytree(CONTENT_DIR, tmp_path / "content"))  # found before the installed one
    known = content.words["en"].screens["typed_guess"]["text"]
    unknown = content.words["en"].screens["typed_not_understood"]["text"]
    async with demo(tmp_path, chromium, "en-GB") as (page, _):
        await page.locator("#start").click()
        await tap(page, "English")
        await typed(page, "zorblax")
        await shows(page, unknown)
        with (copy / "phrases" / "rules" / "bullying.csv").open("a", encoding="utf-8") as rules:
            rules.write("zx1,topic,bullying,en,zorblax,,zorblax today,fine,,\n")
            rules.write("zx2,nonsense,bullying,en,zorblax,,zorblax today,fine,,\n")
        await expect(page.locator("#banner")).to_contain_text("bullying.csv", timeout=30_000)
        await typed(page, "zorblax")
        await shows(page, known)


async def typed(page: Page, text: str) -> None:
    await page.locator("#text").fill(text)
    await page.keyboard.press("Enter")


async def by_keyboard(page: Page, text: str) -> None:
    """Tab to the control with this text, then Enter."""
    for _ in range(80):
        await page.keyboard.press("Tab")
        held = await page.evaluate(
            "[document.activeElement.tagName, document.activeElement.textContent.trim()]"
        )
        if held == ["BUTTON", text.strip()]:
            await page.keyboard.press("Enter")
            return
    raise AssertionError(f"the keyboard does not reach {text!r}")


async def test_a_typed_word_is_taken_away_from_the_page(
    tmp_path: Path, chromium: str, content: Content
) -> None:
    async with demo(tmp_path, chromium, "ru-RU") as (page, _):
        await page.locator("#start").click()
        await tap(page, "Русский")
        await shows(page, content.words["ru"].screens["welcome"]["text"])
        await page.locator("#text").fill("меня травят в школе")
        await page.keyboard.press("Enter")
        await shows(page, content.words["ru"].screens["typed_guess"]["text"])
        await expect(page.locator(".message.mine")).to_have_count(0)


async def test_changed_content_is_taken_over_and_a_mistake_in_it_is_shown_not_fatal(
    tmp_path: Path, chromium: str, content: Content
) -> None:
    copy = Path(shutil.copytree(CONTENT_DIR, tmp_path / "content"))
    words = copy / "texts" / "ru" / "arriving.toml"
    whole = words.read_text(encoding="utf-8")
    first = content.words["ru"].screens["welcome"]["text"].splitlines()[0]
    async with demo(tmp_path, chromium, "ru-RU", str(copy)) as (page, _):
        await page.locator("#start").click()
        words.write_text(whole.replace("[welcome]", "[welcome", 1), encoding="utf-8")
        await expect(page.locator("#banner")).to_contain_text("arriving.toml")
        await tap(page, "Русский")
        await shows(page, first)
        words.write_text(whole.replace(first, "Другое приветствие."), encoding="utf-8")
        await expect(page.locator("#banner")).to_be_hidden()
        await tap(page, label(content, "ru", "welcome", "hide_more"))
        await shows(page, content.words["ru"].screens["hide_info"]["text"])
        await tap(page, label(content, "ru", "common", "back"))
        await shows(page, "Другое приветствие.")
