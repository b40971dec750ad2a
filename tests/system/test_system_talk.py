import csv
import time
from itertools import product
from pathlib import Path

import pytest
from crawl import Crawl
from process import running, settings

from bot.clock import today
from content.load import CONTENT_DIR
from content.model import LANGUAGES
from handlers import callback_data
from handlers.keyboards import Book
from sandbox.people.person import Person
from sandbox.server import Sandbox

pytestmark = pytest.mark.system
NONSENSE = {"kk": "қызыл алма", "ru": "красное яблоко", "en": "red apple"}


def examples() -> dict[str, list[str]]:
    """Things to say in each language: a text of each topic, of danger and of small talk, and nonsense."""
    said: dict[str, dict[str, str]] = {language: {} for language in LANGUAGES}
    for path in sorted((CONTENT_DIR / "phrases" / "rules").glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as lines:
            for row in csv.DictReader(lines):
                if row["lang"] in said and row["level"] in ("small", "urgent", "topic"):
                    said[row["lang"]].setdefault(f"{row['level']} {row['topic']}", row["example"])
    return {language: [*said[language].values(), NONSENSE[language], NONSENSE[language]] for language in said}


async def way(person: Person, book: Book, target: str, language: str = "") -> str:
    """The data of the button of the newest message that leads to `target`."""
    live = (await person.chat()).last
    assert live
    for data in (button.data for button in live.buttons if button.data):
        meant = callback_data.pressed(book.codes, data)
        assert meant
        if meant.target == target and language in ("", meant.state.language):
            return data
    raise AssertionError(f"no way to {target} from {live.labels}")


async def go(person: Person, book: Book, language: str, *targets: str) -> None:
    """Taps one after another, each when the one before has shown its screen."""
    for target in targets:
        live = (await person.chat()).last
        assert live
        data = await way(person, book, target, language)
        await person.tap(data=data, message=live.id)
        await person.wait_for(lambda chat, before=live: chat.last and chat.last.text != before.text)


async def test_S08_S09_every_button_of_every_screen_in_three_languages(
    tmp_path: Path, sandbox: Sandbox, book: Book
) -> None:
    async with running(tmp_path, **settings(sandbox.url)) as process:
        await process.answering()
        crawl = Crawl(sandbox, book, today(time.time))
        await crawl.run(examples())
        assert await sandbox.crowd.confirmed()
        assert await process.stop() == 0
    screens = (name for name, screen in book.content.screens.items() if not screen.daily)
    everything = set(product(screens, LANGUAGES))
    print(f"{len(crawl.shown)} screens, {crawl.taps} taps")
    assert crawl.faults == []
    assert sorted(everything - crawl.shown) == []
    refused = {call.error for call in sandbox.recorder.refused()}
    assert {error for error in refused if "not modified" not in error} == set()
    assert not [line for line in process.lines if " ERROR " in line or " WARNING " in line]


async def test_S11_S56_killed_in_the_middle_the_talk_goes_on_in_its_language(
    tmp_path: Path, sandbox: Sandbox, book: Book
) -> None:
    person = await sandbox.person("A", "ru")
    async with running(tmp_path, **settings(sandbox.url)) as process:
        await process.answering()
        await person.reply(await person.start())
        await go(person, book, "kk", "@origin", "topics")
        live = (await person.chat()).last
        assert live
        await process.kill()
    await person.tap(data=await way(person, book, "bullying_start"), message=live.id)
    async with running(tmp_path, **settings(sandbox.url)) as process:
        await process.answering()
        wanted = book.content.words["kk"].screens["bullying_start"]["text"]
        await person.wait_for(lambda chat: chat.last and chat.last.text == wanted)
        chat = await person.chat()
        assert (len(chat.bubbles), chat.unanswered) == (1, 0)
        await go(person, book, "kk", "bridge")
        assert await process.stop() == 0


async def test_S20_sigterm_turns_open_talks_neutral_and_ends_well(
    tmp_path: Path, sandbox: Sandbox, book: Book
) -> None:
    person = await sandbox.person("A", "en")
    async with running(tmp_path, **settings(sandbox.url)) as process:
        await process.answering()
        await person.reply(await person.start())
        await go(person, book, "en", "@origin", "hide_info")
        assert await process.stop() == 0
    resting = book.content.words["en"].screens["common"]["resume"]
    assert [bubble.text for bubble in (await person.chat()).bubbles] == [resting]
