"""The chat page shows a chat as a phone does, to eyes and to screen readers."""

from typing import Any

import pytest
from axe_playwright_python.async_playwright import Axe
from calling import keys
from paging import DESK, PHONE, SMALL, focus_of, opened, people, press, started
from playwright.async_api import Browser, Page, Route, expect

from sandbox.server import Sandbox

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="module")]
STYLES = ("danger", "success", "primary")
LONG = "A label much longer than a phone is wide, which Telegram cuts"


def styled() -> dict[str, Any]:
    return {"inline_keyboard": [[{"text": each, "callback_data": each, "style": each}] for each in STYLES]}


async def send(sandbox: Sandbox, text: str, markup: dict[str, Any] | None = None) -> int:
    """A message to the newest person; gives its id."""
    given = {"chat_id": max(sandbox.world.chats), "text": text} | ({"reply_markup": markup} if markup else {})
    return int((await sandbox.api.call("sendMessage", given))["result"]["message_id"])


async def edit(sandbox: Sandbox, message: int, text: str, markup: dict[str, Any]) -> None:
    given = {"chat_id": max(sandbox.world.chats), "message_id": message, "text": text, "reply_markup": markup}
    assert (await sandbox.api.call("editMessageText", given))["ok"]


async def test_the_chat_is_as_tall_as_on_a_phone(browser: Browser, echoing: Sandbox) -> None:
    page = await opened(browser, echoing, viewport=SMALL)
    await started(page)
    status_bar, header, input_line = 24, 56, 56
    chat = await page.locator("#scroll").evaluate("each => each.clientHeight")
    assert chat >= SMALL["height"] - status_bar - header - input_line


async def test_a_label_is_cut_as_telegram_cuts_it(browser: Browser, echoing: Sandbox) -> None:
    page = await opened(browser, echoing, viewport=SMALL)
    await started(page)
    await send(echoing, "Look", keys(((LONG, "a"),), (("Short", "b"), ("Also short", "c"))))
    cut, short = page.locator(".key span", has_text=LONG), page.locator(".key span", has_text="Also short")
    await expect(cut).to_be_visible()
    assert await cut.evaluate("each => each.scrollWidth > each.clientWidth")
    assert await cut.evaluate("each => getComputedStyle(each).textOverflow") == "ellipsis"
    assert not await short.evaluate("each => each.scrollWidth > each.clientWidth")
    heights = [await each.evaluate("each => each.offsetHeight") for each in (cut, short)]
    assert heights[0] == heights[1], "one line each"
    assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth"), "nothing sticks out"


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_buttons_have_the_colour_of_their_style(
    browser: Browser, echoing: Sandbox, scheme: Any
) -> None:
    page = await opened(browser, echoing, color_scheme=scheme)
    await started(page)
    await send(echoing, "Styles", styled())
    for style, channel in zip(STYLES, (0, 1, 2), strict=True):
        button = page.get_by_role("button", name=style)
        colour = await button.evaluate("each => getComputedStyle(each).backgroundColor")
        parts = [int(each) for each in colour.removeprefix("rgb(").removesuffix(")").split(",")]
        assert parts.index(max(parts)) == channel, (style, colour)


async def test_the_focus_is_kept_after_start(page: Page) -> None:
    await page.get_by_role("button", name="Start").focus()
    await press(page, "Enter")
    await expect(page.locator(".message.theirs")).to_be_focused()
    await press(page, "Tab")
    assert await focus_of(page) == "Hide"


async def test_a_message_says_who_wrote_it_and_in_what_language(page: Page, echoing: Sandbox) -> None:
    await started(page)
    await send(echoing, "Көмек керек пе?", keys((("Русский", "r"), ("Hide", "h"))))
    await send(echoing, "Нужна помощь?")
    texts = page.locator(".message.theirs .text")
    await expect(texts).to_have_count(3)
    assert [await each.get_attribute("lang") for each in await texts.all()] == ["en", "kk", "ru"]
    labels = page.locator(".message.theirs", has_text="керек").locator(".key span")
    assert [await each.get_attribute("lang") for each in await labels.all()] == ["ru", "en"]
    messages = page.get_by_role("listitem").and_(page.locator(".message"))
    said = [await each.inner_text() for each in await messages.all()]
    assert [each.split(":")[0] for each in said] == ["Alia", "Echo", "Echo", "Echo"]


async def test_large_type_of_the_browser_enlarges_every_text(page: Page, echoing: Sandbox) -> None:
    await started(page)
    await send(echoing, "Look", keys(((LONG, "a"),)))
    measure = (
        "[...document.querySelectorAll('.text, .meta, .key, .name, .status, .note, textarea, .day, .icon')]"
        ".filter(e => e.offsetParent).map(e => parseFloat(getComputedStyle(e).fontSize))"
    )
    await expect(page.locator(".key", has_text=LONG)).to_be_visible()
    before = await page.evaluate(measure)
    await page.evaluate("document.documentElement.style.fontSize = '32px'")
    after = await page.evaluate(measure)
    assert before
    assert after == [2 * each for each in before]
    assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth"), "nothing sticks out"


async def test_many_people_are_a_list_that_scrolls(browser: Browser, echoing: Sandbox) -> None:
    page = await opened(browser, echoing, viewport=DESK)
    for number in range(14):
        await echoing.person(f"P{number}", "en")
    await expect(page.get_by_role("tab")).to_have_count(15)
    tabs = page.locator("#tabs")
    assert await tabs.evaluate("each => each.scrollHeight > each.clientHeight")
    assert await page.evaluate("document.documentElement.scrollHeight <= innerHeight")
    await page.get_by_role("tab").first.focus()
    await press(page, "ArrowUp")
    await expect(page.get_by_role("tab").last).to_be_focused()
    await expect(page.get_by_role("tab").last).to_be_in_viewport(ratio=0.9)


async def test_who_came_before_the_page_listened_is_shown(page: Page, echoing: Sandbox) -> None:
    async def late(route: Route) -> None:
        await echoing.person("Early", "en")
        await route.continue_()

    await page.route("**/sandbox/events", late)
    await page.reload()
    await expect(page.get_by_role("tab", name="Early", include_hidden=True)).to_have_count(1)


def checklist(ticked: int) -> dict[str, Any]:
    return keys(*(((f"{'x' if n == ticked else '-'} line {n}", str(n)),) for n in range(20)))


async def test_ticking_a_line_moves_nothing_and_keeps_the_focus(browser: Browser, echoing: Sandbox) -> None:
    page = await opened(browser, echoing, viewport=SMALL)
    await started(page)
    message = await send(echoing, "A list", checklist(-1))
    button = page.get_by_role("button", name="line 10")
    await button.focus()
    place = "document.getElementById('scroll').scrollTop"
    await page.evaluate("document.getElementById('scroll').scrollTop -= 40")
    await page.evaluate("Promise.all(document.getAnimations().map(each => each.finished))")
    before = await page.evaluate(place), await button.bounding_box()
    await edit(echoing, message, "A list", checklist(10))
    await expect(button).to_have_text("x line 10")
    assert (await page.evaluate(place), await button.bounding_box()) == before
    await expect(button).to_be_focused()
    assert (
        await button.evaluate("each => each.closest('.message').getAnimations({subtree: true}).length") == 0
    )
    await edit(echoing, message, "Another screen", checklist(-1))
    await expect(page.get_by_text("Another screen")).to_be_in_viewport()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
async def test_axe_finds_nothing(browser: Browser, echoing: Sandbox, size: Any, scheme: Any) -> None:
    page = await opened(browser, echoing, viewport=size, color_scheme=scheme, reduced_motion="reduce")
    assert (await Axe().run(page)).violations_count == 0
    await people(page)
    opened_list = await Axe().run(page)
    assert opened_list.violations_count == 0, opened_list.generate_report()
    await press(page, "Escape")
    await started(page)
    await page.get_by_role("button", name="Send something other than text").click()
    await page.get_by_role("button", name="Contact", exact=True).click()
    echoing.show_content_errors(["texts/ru/abuse.toml:12: too long"])
    await send(echoing, "Styles", styled())
    await expect(page.get_by_role("button", name="danger")).to_be_visible()
    await page.get_by_role("button", name="Commands").click()
    results = await Axe().run(page)
    assert results.violations_count == 0, results.generate_report()


@pytest.mark.parametrize(
    ("size", "note"),
    [(PHONE, "nothing goes to the network"), (DESK, "nothing you write leaves this computer")],
    ids=["phone", "desk"],
)
async def test_the_note_stands_and_buttons_are_large(
    browser: Browser, echoing: Sandbox, size: Any, note: str
) -> None:
    page = await opened(browser, echoing, viewport=size)
    await expect(page.get_by_text(note)).to_be_visible()
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
