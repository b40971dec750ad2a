"""A clean stop with many open talks, at Telegram's pace."""

import asyncio
import logging

import pytest
from stage import Stage, stage

from bot.running import NEUTRAL_SECONDS
from bot.sessions.closing import A_SECOND, AT_LEAST_SECONDS, close_all
from bot.telegram.client import Reply

MANY = 3_000
MOST_A_SECOND = 30


async def opened(at: Stage, talks: int) -> None:
    for chat in range(1, talks + 1):
        at.show(chat, pressed=chat)
    await at.sessions.delivered()
    at.wire.calls.clear()


async def closing(at: Stage, seconds: float) -> None:
    task = asyncio.create_task(close_all(at.sessions, seconds, at.clock, at.clock.sleep))
    while not task.done():
        await at.clock.pass_by(0.5)
    await task


async def test_S20_three_thousand_open_talks_turn_dull_in_the_time_a_stop_has() -> None:
    at = stage()
    await opened(at, MANY)
    began = at.clock()
    await closing(at, NEUTRAL_SECONDS)
    assert at.clock() - began <= NEUTRAL_SECONDS
    assert {body["chat_id"] for body in at.calls("editMessageText")} == set(range(1, MANY + 1))
    seconds = [int(moment) for moment, _, _ in at.wire.calls]
    assert max(seconds.count(each) for each in set(seconds)) <= MOST_A_SECOND


async def test_S20_those_touched_last_turn_dull_first_and_the_rest_is_counted_in_the_log(
    caplog: pytest.LogCaptureFixture,
) -> None:
    at = stage()
    await opened(at, 300)
    caplog.set_level(logging.WARNING)
    await closing(at, 5.0)
    done = [body["chat_id"] for body in at.calls("editMessageText")]
    assert done == sorted(done, reverse=True)
    assert 4 * A_SECOND < len(done) < 6 * A_SECOND
    (record,) = caplog.records
    assert record.fields == {"count": 300 - len(done)}


async def test_S20_one_chat_that_is_refused_for_long_does_not_hold_up_the_others() -> None:
    at = stage()
    await opened(at, 100)
    at.wire.answers("editMessageText", Reply(ok=False, code=429, retry_after=3_600.0))
    await closing(at, 60.0)
    assert len({body["chat_id"] for body in at.calls("editMessageText")}) == 100


async def test_a_stop_does_not_wait_out_silence() -> None:
    at = stage()
    await opened(at, 3)
    at.wire.held = asyncio.Event()
    began = at.clock()
    await closing(at, NEUTRAL_SECONDS)
    assert at.clock() - began <= AT_LEAST_SECONDS + 1
    at.sessions.drop()
