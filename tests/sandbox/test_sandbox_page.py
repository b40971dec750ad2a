"""The chat page in a real browser: like a phone messenger, by mouse and by keyboard only."""

import asyncio
import os
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from axe_playwright_python.async_playwright import Axe
from calling import TOKEN, echo
from playwright.async_api import Browser, Page, async_playwright, expect

from sandbox.server import Sandbox, start_sandbox

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="module")]
CHROMIUM = Path(os.environ.get("CHROMIUM", "/usr/bin/chromium"))
FOUND = CHROMIUM.exists()
ARGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PHONE = {"width": 390, "height": 844}
DESK = {"width": 1280, "height": 900}


@pytest_asyncio.fixture(loop_scope="module", scope="module")
async def browser() -> AsyncIterator[Browser]:
    if not FOUND:
        assert os.environ.get("CI") != "true", f"no browser at {CHROMIUM}"
        pytest.skip(f"no browser at {CHROMIUM}: install chromium or name one in CHROMIUM")
    async with async_playwright() as playwright:
        running = await playwright.chromium.launch(executable_path=CHROMIUM, args=ARGS)
        yield running
        await running.close()


@pytest_asyncio.fixture(loop_scope="module")
async def echoing() -> AsyncIterator[Sandbox]:
    sandbox = await start_sandbox(tokens=[TOKEN])
    bot = asyncio.create_task(echo(sandbox))
    yield sandbox
    bot.cancel()
    await asyncio.gather(bot, return_exceptions=True)
    await sandbox.close()


async def opened(browser: Browser, sandbox: Sandbox, path: str = "/", **options: Any) -> Page:
    context = await browser.new_context(**{"viewport": PHONE, "locale": "en-GB", **options})
    page = await context.new_page()
    outside: list[str] = []
    page.on(
        "request",
        lambda request: None if request.url.startswith(sandbox.url) else outside.append(request.url),
    )
    page.on("pageerror", lambda problem: outside.append(str(problem)))
    page.outside = outside  # type: ignore[attr-defined]
    await page.goto(sandbox.url + path)
    await expect(page.locator("#start")).to_be_visible()
    return page


@pytest_asyncio.fixture(loop_scope="module")
async def page(browser: Browser, echoing: Sandbox) -> AsyncIterator[Page]:
    shown = await opened(browser, echoing)
    yield shown
    await shown.context.close()
    assert shown.outside == []  # type: ignore[attr-defined]


async def started(page: Page) -> None:
    await page.get_by_role("button", name="Start").click()
    await expect(page.get_by_text("First screen")).to_be_visible()


async def test_a_screen_is_edited_in_place(page: Page) -> None:
    await started(page)
    await page.get_by_role("button", name="Next").click()
    await expect(page.get_by_text("Second screen")).to_be_visible()
    await expect(page.locator(".theirs")).to_have_count(1)
    await expect(page.locator(".theirs .edited")).to_have_text("edited")


async def test_typing_and_a_deletion(page: Page) -> None:
    await started(page)
    box = page.get_by_role("textbox", name="Message")
    await box.fill("hello")
    await box.press("Enter")
    await expect(page.get_by_text("You said: hello")).to_be_visible()
    await expect(box).to_be_focused()
    await expect(box).to_have_value("")
    await box.fill("vanish")
    await page.get_by_role("button", name="Send", exact=True).click()
    await expect(page.locator(".mine")).to_have_count(2)
    await expect(page.get_by_text("vanish")).to_have_count(0)


async def test_a_toast_and_an_alert(page: Page) -> None:
    await started(page)
    await page.get_by_role("button", name="Toast").click()
    await expect(page.locator("#toast")).to_have_text("A toast")
    await page.get_by_role("button", name="Alert").click()
    dialog = page.get_by_role("dialog")
    await expect(dialog).to_contain_text("An alert")
    await page.keyboard.press("Escape")
    await expect(dialog).to_be_hidden()


async def test_a_copy_button_copies(page: Page) -> None:
    await page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    await started(page)
    await page.get_by_role("button", name="Copy").click()
    await expect(page.locator("#toast")).to_have_text("Copied")
    assert await page.evaluate("navigator.clipboard.readText()") == "copied words"


async def press(page: Page, *pressed: str) -> None:
    for key in pressed:
        await page.keyboard.press(key)


async def focus_of(page: Page) -> str:
    return await page.evaluate("document.activeElement.textContent.trim()")


async def tab_to(page: Page, label: str, key: str = "Tab") -> None:
    for _ in range(25):
        if await focus_of(page) == label:
            return
        await press(page, key)
    raise AssertionError(f"{label} cannot be reached by {key}")


async def test_a_whole_talk_by_keyboard_only(page: Page) -> None:
    await tab_to(page, "Start")
    await press(page, "Enter")
    await expect(page.get_by_text("First screen")).to_be_visible()
    await tab_to(page, "Next", "Shift+Tab")
    outline = await page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert outline == "solid", "the focus is visible"
    await press(page, "Enter")
    await expect(page.get_by_text("Second screen")).to_be_visible()
    assert (await focus_of(page)).startswith("Second screen"), "focus stays with the edited message"
    await press(page, "Tab")
    assert await focus_of(page) == "Hide"
    await press(page, "ArrowDown", "ArrowDown")
    assert await focus_of(page) == "Toast"
    await press(page, "Enter")
    await expect(page.locator("#toast")).to_have_text("A toast")
    assert await focus_of(page) == "Toast"
    await press(page, "ArrowUp", "ArrowUp", "Enter")
    await expect(page.get_by_text("Clear sky, +4")).to_be_visible()
    await expect(page.locator(".key")).to_have_count(0)


async def test_commands_are_those_of_the_phones_language(page: Page) -> None:
    await started(page)
    await page.get_by_label("Phone language").select_option("ru")
    await expect(page.get_by_role("button", name="Отправить", exact=True)).to_be_visible()
    assert await page.evaluate("document.documentElement.lang") == "ru"
    await page.get_by_role("textbox").press("/")
    await expect(page.get_by_role("button", name="/hide Скрыть")).to_be_focused()
    await press(page, "Enter")
    await expect(page.get_by_text("You said: /hide")).to_be_visible()


async def test_several_people_talk_at_once(page: Page, echoing: Sandbox) -> None:
    await started(page)
    (first,) = echoing.world.chats
    await page.get_by_role("button", name="Add a person").click()
    await expect(page.get_by_role("tab")).to_have_count(2)
    await started(page)
    await page.get_by_role("button", name="Next").click()
    await expect(page.get_by_text("Second screen")).to_be_visible()
    await echoing.crowd._act("say", person=first, text="meanwhile")
    await expect(page.get_by_role("tab").first.locator(".dot")).to_be_visible()
    await page.get_by_role("tab").first.click()
    await expect(page.get_by_text("You said: meanwhile")).to_be_visible()
    await expect(page.get_by_text("Second screen")).to_have_count(0)


async def test_other_things_than_text_and_a_fresh_start(page: Page, echoing: Sandbox) -> None:
    await started(page)
    for kind in ("Sticker", "Voice message", "Photo"):
        await page.get_by_role("button", name="Send something other than text").click()
        await page.get_by_role("button", name=kind, exact=True).click()
    await expect(page.get_by_text("You said: not text")).to_have_count(3)
    await page.get_by_role("button", name="Chat menu").click()
    await page.get_by_role("button", name="Clear the chat and start again").click()
    await expect(page.locator("#start")).to_be_visible()
    await expect(page.locator(".message")).to_have_count(0)


async def test_editing_ones_last_message_and_blocking(page: Page, echoing: Sandbox) -> None:
    await started(page)
    box = page.get_by_role("textbox", name="Message")
    await box.fill("one")
    await box.press("Enter")
    await page.get_by_role("button", name="Chat menu").click()
    await page.get_by_role("button", name="Edit my last message").click()
    await box.fill("two")
    await box.press("Enter")
    await expect(page.get_by_text("You said: two")).to_be_visible()
    await page.get_by_role("button", name="Chat menu").click()
    await page.get_by_role("button", name="Block the bot").click()
    await expect(page.get_by_text("The bot is blocked.")).to_be_visible()
    await page.get_by_role("button", name="Unblock the bot").first.click()
    await expect(box).to_be_visible()


async def test_a_content_error_is_shown_and_goes_when_mended(page: Page, echoing: Sandbox) -> None:
    await started(page)
    echoing.show_content_errors(["texts/ru/abuse.toml:12: screen ab_now: too long"])
    await expect(page.get_by_role("alert")).to_contain_text("screen ab_now: too long")
    await page.get_by_role("button", name="Next").click()
    await expect(page.get_by_text("Second screen")).to_be_visible()
    echoing.show_content_errors([])
    await expect(page.locator("#banner")).to_be_hidden()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
async def test_axe_finds_nothing(browser: Browser, echoing: Sandbox, size: Any, scheme: Any) -> None:
    page = await opened(browser, echoing, viewport=size, color_scheme=scheme, reduced_motion="reduce")
    assert (await Axe().run(page)).violations_count == 0
    await started(page)
    await page.get_by_role("button", name="Send something other than text").click()
    await page.get_by_role("button", name="Contact", exact=True).click()
    echoing.show_content_errors(["texts/ru/abuse.toml:12: too long"])
    await page.get_by_role("button", name="Commands").click()
    results = await Axe().run(page)
    assert results.violations_count == 0, results.generate_report()


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
async def test_the_note_stands_and_buttons_are_large(browser: Browser, echoing: Sandbox, size: Any) -> None:
    page = await opened(browser, echoing, viewport=size)
    await expect(page.get_by_text("nothing you write leaves this computer")).to_be_visible()
    await started(page)
    small = await page.evaluate(
        "[...document.querySelectorAll('button:not(.link)')]"
        ".filter(b => b.offsetParent && b.offsetHeight < 44).map(b => b.outerHTML)"
    )
    assert small == []
    assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth"), "nothing sticks out"


async def test_a_reply_keyboard_says_its_words(page: Page, echoing: Sandbox) -> None:
    await started(page)
    (person,) = echoing.world.chats
    offer = {"chat_id": person, "text": "Choose", "reply_markup": {"keyboard": [["Yes", "No"]]}}
    assert (await echoing.api.call("sendMessage", offer))["ok"]
    await page.get_by_role("button", name="Yes", exact=True).click()
    await expect(page.get_by_text("You said: Yes")).to_be_visible()


async def test_a_deep_link_reaches_the_bot(browser: Browser, echoing: Sandbox) -> None:
    page = await opened(browser, echoing, "/?start=school_7")
    await started(page)
    await expect(page.locator(".mine")).to_contain_text("/start school_7")


async def test_a_message_taller_than_the_phone_is_shown_from_its_beginning(
    page: Page, echoing: Sandbox
) -> None:
    await started(page)
    (person,) = echoing.world.chats
    await echoing.api.call("sendMessage", {"chat_id": person, "text": "Top\n" + "line\n" * 60 + "end"})
    await expect(page.get_by_text("Top", exact=False).last).to_be_in_viewport()
    top = "document.querySelector('.message:last-child').getBoundingClientRect().top"
    bar = "document.getElementById('scroll').getBoundingClientRect().top"
    assert 0 <= await page.evaluate(f"{top} - {bar}") < 30
