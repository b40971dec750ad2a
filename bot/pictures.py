"""Makes the pictures of the README from the real demo: `python -m bot.pictures docs/images`."""

import asyncio
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from pydantic import SecretStr

from bot.application import assemble
from bot.running import serve
from bot.settings import Settings
from bot.telegram.bot_profile import publish_names
from content.model import Content
from content.render import label
from sandbox.server import start_sandbox

BROWSER = "/usr/bin/chromium"
ARGS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]
PHONE = {"width": 412, "height": 1130}
LANGUAGES = {"ru": "ru-RU", "kk": "kk-KZ"}
WAY = (("welcome", "me"), ("topics", "bullying"))


async def picture(language: str, folder: Path) -> Path:
    """Writes chat-<language>.png, a guide screen on a phone, into `folder`. Needs chromium and Playwright."""
    stop, ready = asyncio.Event(), asyncio.Event()
    with tempfile.TemporaryDirectory() as counts:
        sandbox = await start_sandbox()
        settings = Settings(
            _env_file=None,  # type: ignore[call-arg]
            bot_token=SecretStr("1:pictures"),
            bot_api_url=sandbox.url,
            database_url=SecretStr(f"sqlite:///{Path(counts) / 'counts.db'}"),
        )
        parts = assemble(settings)
        await parts.client.open()
        await publish_names(parts.sender, parts.book.content)
        served = asyncio.create_task(serve(parts, stop, ready.set))
        await ready.wait()
        try:
            return await _taken(sandbox.url, parts.book.content, language, folder)
        finally:
            stop.set()
            await served
            await sandbox.close()


async def _taken(url: str, content: Content, language: str, folder: Path) -> Path:
    from playwright.async_api import async_playwright

    words = content.words[language].screens
    taps = [label(content, language, "language_name"), *(words[screen][key] for screen, key in WAY)]
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=BROWSER, args=ARGS)
        page = await browser.new_page(
            viewport=PHONE,  # type: ignore[arg-type]
            device_scale_factor=1.5,
            locale=LANGUAGES[language],
            color_scheme="light",
        )
        await page.goto(url)
        await page.locator("#start").click()
        for text in taps:
            await page.locator(".message.theirs .key").get_by_text(text, exact=True).last.click()
        first = words["bullying_start"]["text"].splitlines()[0]
        await page.locator(".message.theirs .text").get_by_text(first).last.wait_for()
        path = folder / f"chat-{language}.png"
        await page.locator("#phone").screenshot(path=path, animations="disabled")
        await browser.close()
    return path


def main(arguments: Sequence[str]) -> int:
    if len(arguments) != 1:
        print("usage: python -m bot.pictures FOLDER", file=sys.stderr)
        return 2
    for language in LANGUAGES:
        print(asyncio.run(picture(language, Path(arguments[0]))))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
