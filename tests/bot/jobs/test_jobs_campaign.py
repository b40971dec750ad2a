import asyncio
import logging
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from pydantic import SecretStr

from bot.application import assemble
from bot.clock import KAZAKHSTAN
from bot.counts.claims import PostedCards
from bot.counts.store import SqlStore, open_store
from bot.jobs.campaign import every_morning, post_due
from bot.running import serve
from bot.settings import Settings, SettingsError, read_settings
from bot.telegram.client import Client
from content.load import load
from sandbox.api.faults import html, reset, throttle
from sandbox.people.person import Person
from sandbox.server import Sandbox, start_sandbox

CONTENT = load()
LANGUAGES = ("kk", "ru")
FIRST_DAY = datetime(2026, 11, 25, 10, 0, tzinfo=KAZAKHSTAN)


def at(day: int = 1, hour: int = 10, minute: int = 0, year: int = 2026) -> float:
    """A moment of the campaign's `day`, in Kazakhstan."""
    moment = FIRST_DAY.replace(year=year, hour=hour, minute=minute) + timedelta(days=day - 1)
    return moment.timestamp()


@dataclass
class Place:
    sandbox: Sandbox
    wire: Client
    store: SqlStore
    reader: Person
    channel: int

    async def post(self, now: float, store: SqlStore | None = None) -> int:
        cards = PostedCards(store or self.store)
        return await post_due(self.wire, cards, CONTENT, str(self.channel), LANGUAGES, now)

    async def shown(self) -> list[str]:
        return [bubble.text for bubble in (await self.reader.chat(self.channel)).from_bot]


@pytest.fixture
async def place(tmp_path: Path) -> AsyncIterator[Place]:
    sandbox = await start_sandbox()
    reader = await sandbox.person("R", "ru")
    channel = await reader.post_to_channel("hello")
    wire, store = Client(sandbox.url, "1:demo"), open_store(f"sqlite:///{tmp_path / 'counts.db'}")
    await wire.open()
    await store.open()
    yield Place(sandbox, wire, store, reader, channel)
    await wire.close()
    await store.close()
    await sandbox.close()


def card(number: int, language: str) -> str:
    return CONTENT.words[language].screens[f"day_{number:02}"]["text"]


async def test_each_day_has_its_card_in_the_languages_set(place: Place) -> None:
    for day in range(1, 17):
        assert await place.post(at(day)) == 2
    assert await place.shown() == [card(day, each) for day in range(1, 17) for each in LANGUAGES]


@pytest.mark.parametrize(
    "now", [at(0), at(1, hour=9, minute=59), at(17), at(17, hour=0), at(1, hour=0), at(-100)]
)
async def test_nothing_is_posted_before_ten_or_outside_of_the_days(place: Place, now: float) -> None:
    assert await place.post(now) == 0
    assert await place.shown() == []


async def test_a_late_start_still_posts_the_card_of_the_day(place: Place) -> None:
    await place.post(at(3, hour=23, minute=59))
    assert await place.shown() == [card(3, each) for each in LANGUAGES]


async def test_a_card_is_posted_once_also_after_a_restart(place: Place, tmp_path: Path) -> None:
    await place.post(at(2))
    again = open_store(f"sqlite:///{tmp_path / 'counts.db'}")
    await again.open()
    assert await place.post(at(2, minute=1), again) == 0
    await again.close()
    assert len(await place.shown()) == 2


async def test_replicas_post_a_card_once_between_them(place: Place, tmp_path: Path) -> None:
    stores = [open_store(f"sqlite:///{tmp_path / 'counts.db'}") for _ in range(4)]
    for store in stores:
        await store.open()
    await asyncio.gather(*(place.post(at(4), store) for store in stores))
    for store in stores:
        await store.close()
    assert sorted(await place.shown()) == sorted(card(4, each) for each in LANGUAGES)


async def test_the_next_year_begins_with_its_first_card(place: Place) -> None:
    await place.post(at(1, year=2026))
    assert await place.post(at(1, year=2027)) == 2


async def test_S22_only_the_channel_is_written_to_silently_and_without_previews(place: Place) -> None:
    await place.reader.start()
    await place.post(at(1))
    sent = place.sandbox.recorder.of("sendMessage")
    assert [call.chat_id for call in sent] == [place.channel, place.channel]
    assert all(call.params["disable_notification"] for call in sent)


async def test_a_channel_that_refuses_gives_one_clear_line_and_is_tried_again_the_next_day(
    place: Place, caplog: pytest.LogCaptureFixture
) -> None:
    place.sandbox.world.chats[place.channel].left = True
    with caplog.at_level(logging.INFO, "qoldau"):
        for minute in range(5):
            assert await place.post(at(1, minute=minute)) == 0
        assert [(each.levelname, each.message) for each in caplog.records] == [
            ("ERROR", "channel_refuses_make_the_bot_an_administrator_who_may_post")
        ]
        place.sandbox.world.chats[place.channel].left = False
        assert await place.post(at(2)) == 2


async def test_a_throttled_card_is_posted_at_a_later_look(place: Place) -> None:
    place.sandbox.faults.for_chat(place.channel, throttle(30))
    assert await place.post(at(1)) == 0
    assert await place.post(at(1, minute=1)) == 2
    assert await place.shown() == [card(1, each) for each in LANGUAGES]


@pytest.mark.parametrize("fault", [reset(applied=True), reset(), html(502)])
async def test_a_card_whose_answer_was_lost_is_not_posted_twice(place: Place, fault: object) -> None:
    place.sandbox.faults.for_chat(place.channel, fault)  # type: ignore[arg-type]
    for minute in range(3):
        await place.post(at(1, minute=minute))
    shown = await place.shown()
    assert len(shown) == len(set(shown)) <= 2
    assert card(1, "ru") in shown


async def test_a_card_that_never_left_is_posted_when_telegram_can_be_reached(
    place: Place, caplog: pytest.LogCaptureFixture
) -> None:
    nowhere = Client("http://127.0.0.1:9", "1:demo")
    await nowhere.open()
    cards = PostedCards(place.store)
    assert await post_due(nowhere, cards, CONTENT, str(place.channel), LANGUAGES, at(1)) == 0
    await nowhere.close()
    assert caplog.messages == ["card_waits_for_telegram"]
    assert await place.post(at(1, minute=1)) == 2


async def test_without_a_channel_nothing_is_looked_at(place: Place) -> None:
    cards = PostedCards(place.store)
    await every_morning(place.wire, cards, lambda: CONTENT, "", LANGUAGES, lambda: at(1))


async def test_a_database_that_does_not_answer_delays_the_card(
    place: Place, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    class DoneError(Exception):
        pass

    looks = iter(range(2))

    async def sleep(_: float) -> None:
        if next(looks, None) is None:
            raise DoneError

    missing = open_store(f"sqlite:///{tmp_path / 'no' / 'folder.db'}")
    with pytest.raises(DoneError):
        await every_morning(
            place.wire,
            PostedCards(missing),
            lambda: CONTENT,
            str(place.channel),
            LANGUAGES,
            lambda: at(1),
            sleep,
        )
    assert set(caplog.messages) == {"card_waits_for_database"}
    assert await place.shown() == []


@pytest.mark.parametrize("given", ["123456789", "-42", "name", "@x", "https://t.me/name"])
def test_S22_only_a_channel_can_be_set(given: str) -> None:
    with pytest.raises(SettingsError, match=r"CAMPAIGN_CHANNEL.*-100"):
        read_settings(with_token=False, _env_file=None, campaign_channel=given)


def test_languages_are_read_as_a_list(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CAMPAIGN_LANGUAGES", "ru, en")
    assert Settings(_env_file=None).campaign_languages == ("ru", "en")  # type: ignore[call-arg]
    monkeypatch.setenv("CAMPAIGN_LANGUAGES", "ru,de")
    with pytest.raises(SettingsError, match=r"CAMPAIGN_LANGUAGES.*kk, ru, en"):
        read_settings(with_token=False, _env_file=None)


async def test_the_running_bot_posts_the_card_and_a_restarted_one_does_not(tmp_path: Path) -> None:
    sandbox = await start_sandbox(now=lambda: at(5))
    reader = await sandbox.person("R", "ru")
    channel = await reader.post_to_channel("hello")
    settings = Settings(
        _env_file=None,  # type: ignore[call-arg]
        bot_token=SecretStr("1:demo"),
        bot_api_url=sandbox.url,
        database_url=SecretStr(f"sqlite:///{tmp_path / 'counts.db'}"),
        campaign_channel=str(channel),
    )
    for _ in range(2):
        stop, ready = asyncio.Event(), asyncio.Event()
        serving = asyncio.create_task(serve(assemble(settings, now=lambda: at(5)), stop, ready.set))
        await ready.wait()
        while len(sandbox.recorder.of("sendMessage", channel)) < 2:
            await sandbox.recorder.changed()
        await reader.start()
        assert await sandbox.crowd.confirmed()
        stop.set()
        assert await serving == 0
    shown = [bubble.text for bubble in (await reader.chat(channel)).from_bot]
    await sandbox.close()
    assert shown == [card(5, each) for each in LANGUAGES]
