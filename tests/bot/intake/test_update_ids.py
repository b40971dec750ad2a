"""Ids and waits that cannot be: dropped and confirmed, never the end of counting or of the bot (S56)."""

import asyncio
from pathlib import Path

import pytest
from intaking import bot
from test_webhook import post, posting

from bot.intake.polling import LONGEST_OBEYED
from bot.intake.update import HIGHEST_ID, update_id
from bot.telegram.client import Reply

IMPOSSIBLE = (-1, 2**63 - 1, 2**63, 2**64 - 1, 2**64, 10**30)


@pytest.mark.parametrize("given", [0, 1, HIGHEST_ID])
def test_an_id_that_a_database_can_hold_is_one(given: int) -> None:
    assert update_id({"update_id": given}) == given


@pytest.mark.parametrize("given", [*IMPOSSIBLE, True, "5", 5.0, None])
def test_S56_other_ids_are_none(given: object) -> None:
    assert update_id({"update_id": given}) is None


@pytest.mark.parametrize("given", IMPOSSIBLE[:4])
async def test_S56_an_impossible_id_stops_neither_counting_nor_fetching(tmp_path: Path, given: int) -> None:
    at = bot(tmp_path)
    at.telegram.updates.renumber(given)
    at.telegram.tap()
    at.telegram.updates.renumber(5)
    at.telegram.tap()
    await at.start()
    await at.telegram.confirmed()
    at.telegram.tap()
    await at.telegram.confirmed()
    async with asyncio.timeout(10):
        while await at.total() < 2:  # noqa: ASYNC110 (there is no event for it)
            await asyncio.sleep(0.001)
    assert at.batcher.health().ok
    assert not at.task.done()
    await at.stop()


async def test_S56_an_impossible_id_is_confirmed_only_when_nothing_else_is_in_hand(tmp_path: Path) -> None:
    going_on = asyncio.Event()

    async def answer(*_: object) -> None:
        await going_on.wait()

    at = bot(tmp_path, answer)
    at.telegram.updates.renumber(2**63)
    at.telegram.tap()
    at.telegram.updates.renumber(5)
    at.telegram.tap()
    await at.start()
    async with asyncio.timeout(10):
        while len(at.telegram.calls) < 4:  # noqa: ASYNC110 (there is no event for it)
            await asyncio.sleep(0.001)
    assert max(call.get("offset", 0) for call in at.telegram.calls) <= 5
    going_on.set()
    await at.telegram.confirmed()
    assert await at.total() == 1
    await at.stop()


async def test_S56_a_posted_impossible_id_is_confirmed_and_dropped() -> None:
    async with posting() as (hook, session):
        for given in (-1, 2**63 - 1, 2**63):
            posted = {"update_id": given, "message": {"date": 100, "chat": {"id": 9}, "text": "x"}}
            assert await post(session, posted) == (200, b"")
        assert (hook.answered, hook.kept.ids) == ([], [])


async def test_a_wait_of_thousands_of_years_is_five_minutes_and_an_error_in_the_log(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    pauses = []

    async def sleep(seconds: float) -> None:
        pauses.append(seconds)
        await asyncio.sleep(0)

    at = bot(tmp_path)
    at.sleep = sleep
    at.telegram.script.append(Reply(ok=False, code=429, description="Too Many", retry_after=1e12))
    await at.start()
    at.telegram.tap()
    await at.telegram.confirmed()
    assert pauses == [LONGEST_OBEYED] == [300.0]
    assert "told_to_wait_too_long" in caplog.text
    await at.stop()
