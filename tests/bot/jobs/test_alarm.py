"""Alarms: neutral, at most one an hour, over restarts and replicas too."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

import pytest
from talking import Clock, staged

from bot.counts.batch_writer import Health
from bot.counts.claims import claim_alarm
from bot.counts.store import SqlStore, open_store
from bot.jobs.alarm import AGAIN, DAY, HOUR, WEEK, Alarm, alarm_text, found
from content.model import Content
from sandbox.api.faults import refuse
from sandbox.api.refusals import WEBHOOK_ACTIVE

DATABASE, CONTENT = frozenset({"database"}), frozenset({"content"})


@dataclass
class Told:
    clock: Clock = field(default_factory=Clock)
    texts: list[str] = field(default_factory=list)
    free: bool = True

    async def tell(self, text: str) -> None:
        self.texts.append(text)

    async def claim(self) -> bool:
        return self.free

    def alarm(self) -> Alarm:
        return Alarm(self.tell, self.claim, self.clock)


async def test_two_faults_within_an_hour_are_one_message() -> None:
    told = Told()
    alarm = told.alarm()
    assert await alarm.wrong(DATABASE)
    told.clock.pass_by(HOUR - 1)
    assert not await alarm.wrong(DATABASE | CONTENT)
    told.clock.pass_by(1)
    assert await alarm.wrong(DATABASE | CONTENT)
    assert len(told.texts) == 2


async def test_a_fault_that_lasts_is_told_once_a_day_and_old_dates_once_a_week() -> None:
    told = Told()
    alarm = told.alarm()
    for _ in range(int(2 * WEEK / HOUR)):
        await alarm.wrong(CONTENT)
        told.clock.pass_by(HOUR)
    assert len(told.texts) == 2
    for _ in range(int(2 * DAY / HOUR)):
        await alarm.wrong(DATABASE)
        told.clock.pass_by(HOUR)
    assert len(told.texts) == 4


async def test_a_fault_that_comes_back_is_told_again() -> None:
    told = Told()
    alarm = told.alarm()
    for kinds in (DATABASE, frozenset[str](), DATABASE):
        await alarm.wrong(kinds)
        told.clock.pass_by(HOUR)
    assert len(told.texts) == 2


async def test_an_hour_that_another_replica_has_taken_is_respected() -> None:
    told = Told(free=False)
    assert not await told.alarm().wrong(DATABASE)


@pytest.mark.parametrize("kind", AGAIN)
def test_S21_an_alarm_holds_no_word_of_a_topic(kind: str) -> None:
    text = alarm_text(frozenset({kind})).lower()
    for word in (
        "насил",
        "суицид",
        "буллинг",
        "зорлық",
        "кризис",
        "violence",
        "suicid",
        "bully",
        "crisis",
        "токен",
    ):
        assert word not in text
    assert len(text.split("\n\n")) == 3


@pytest.mark.parametrize(("waited", "expected"), [(59.0, frozenset()), (60.0, DATABASE)])
def test_a_database_that_fails_for_a_minute_is_wrong(
    content: Content, waited: float, expected: frozenset[str]
) -> None:
    health = Health(ok=False, waiting=1, since=1000.0)
    assert found(health, content, date(2026, 11, 24), 1000.0 + waited) == expected


def test_S14_dates_over_90_days_old_are_wrong(content: Content) -> None:
    old = {name: replace(each, checked=date(2026, 8, 1)) for name, each in content.services.items()}
    health = Health(ok=True, waiting=0, since=None)
    assert found(health, replace(content, services=old), date(2026, 11, 24), 0.0) == CONTENT


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[SqlStore]:
    opened = open_store(f"sqlite:///{tmp_path / 'counts.db'}")
    await opened.open()
    yield opened
    await opened.close()


async def test_the_hour_is_taken_once_and_free_again_two_hours_later(store: SqlStore) -> None:
    noon = 1_795_500_000.0
    hours = [await claim_alarm(store, noon + HOUR * each) for each in (0, 0.01, 1, 2, 2.5, 3, 4, 22)]
    assert hours == [True, False, False, True, False, False, True, True]


async def test_without_a_database_the_alarm_goes_out(tmp_path: Path) -> None:
    nowhere = open_store(f"sqlite:///{tmp_path}/missing/counts.db")
    assert await claim_alarm(nowhere, 0.0)


async def test_the_organiser_hears_of_a_database_that_fails(tmp_path: Path) -> None:
    async with staged(tmp_path) as stage:
        organiser = await stage.sandbox.person("O", "ru")
        stage.parts.settings.__dict__["organisers"] = frozenset({organiser.id})
        await stage.do(organiser.start())
        assert not await stage.parts.guard.look()
        stage.parts.batcher._since = stage.clock() - 61
        assert await stage.parts.guard.look()
        assert not await stage.parts.guard.look()
        stage.parts.batcher._since = None
        last = (await organiser.chat()).bubbles[-1]
        assert last.text == alarm_text(DATABASE)
        assert last.raw.get("silent", True)


async def test_the_organiser_hears_of_a_token_that_is_used_elsewhere_before_the_bot_stops(
    tmp_path: Path,
) -> None:
    async with staged(tmp_path) as stage:
        organiser = await stage.sandbox.person("O", "ru")
        stage.parts.settings.__dict__["organisers"] = frozenset({organiser.id})
        await stage.do(organiser.start())
        stage.sandbox.faults.next("getUpdates", refuse(409, f"Conflict: {WEBHOOK_ACTIVE}"), -1)
        await (await stage.sandbox.person("B", "ru")).start()
        assert await asyncio.wait_for(asyncio.shield(stage._served), 20) == 4
        assert (await organiser.chat()).bubbles[-1].text == alarm_text(frozenset({"token"}))
