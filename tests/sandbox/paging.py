"""The chat page in a real browser, for tests: opened, started, walked by keyboard."""

from typing import Any

from playwright.async_api import Browser, Page, expect

from sandbox.server import Sandbox

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
SMALL = {"width": 360, "height": 640}
DESK = {"width": 1280, "height": 900}


expect.set_options(timeout=20_000)  # a busy machine is slow, not wrong


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


async def started(page: Page) -> None:
    await page.get_by_role("button", name="Start").click()
    await expect(page.get_by_text("First screen")).to_be_visible()


async def people(page: Page) -> None:
    """Opens the list of people, which on a narrow window is behind a button."""
    opener = page.get_by_role("button", name="Made-up people")
    if await opener.is_visible():
        await opener.click()


async def press(page: Page, *pressed: str) -> None:
    for key in pressed:
        await page.keyboard.press(key)


async def focus_of(page: Page) -> str:
    return await page.evaluate("document.activeElement.textContent.trim()")
