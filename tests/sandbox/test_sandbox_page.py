"""The chat page in a real browser: like a phone messenger, by mouse and by keyboard only."""

import pytest
from paging import focus_of, people, press, started
from playwright.async_api import Page, expect

from sandbox.server import Sandbox

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="module")]


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


async def tab_to(page: Page, label: str) -> None:
    for _ in range(25):
        if await focus_of(page) == label:
            return
        await press(page, "Tab")
    raise AssertionError(f"{label} cannot be reached by Tab")


async def test_a_whole_talk_by_keyboard_only(page: Page) -> None:
    await tab_to(page, "Start")
    await press(page, "Enter")
    await expect(page.get_by_text("First screen")).to_be_visible()
    await tab_to(page, "Next")
    outline = await page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert outline == "solid", "the focus is visible"
    await press(page, "Enter")
    await expect(page.get_by_text("Second screen")).to_be_visible()
    assert "Second screen" in await focus_of(page), "focus stays with the edited message"
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
    await people(page)
    await page.get_by_label("Phone language").select_option("ru")
    await press(page, "Escape")
    await expect(page.get_by_role("button", name="Отправить", exact=True)).to_be_visible()
    assert await page.evaluate("document.documentElement.lang") == "ru"
    await page.get_by_role("textbox").press("/")
    await expect(page.get_by_role("button", name="/hide Скрыть")).to_be_focused()
    await press(page, "Enter")
    await expect(page.get_by_text("You said: /hide")).to_be_visible()


async def test_several_people_talk_at_once(page: Page, echoing: Sandbox) -> None:
    await started(page)
    (first,) = echoing.world.chats
    await people(page)
    await page.get_by_role("button", name="Add a person").click()
    await started(page)
    await page.get_by_role("button", name="Next").click()
    await expect(page.get_by_text("Second screen")).to_be_visible()
    await echoing.crowd._act("say", person=first, text="meanwhile")
    await expect(page.locator("#news")).to_be_visible()
    await people(page)
    await expect(page.get_by_role("tab")).to_have_count(2)
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
