import asyncio

from bot.process.waiting import BackOff, event_or_time


async def test_an_event_ends_the_wait_before_the_time() -> None:
    event = asyncio.Event()
    waiting = asyncio.create_task(event_or_time(event, 3_600))
    await asyncio.sleep(0)
    event.set()
    async with asyncio.timeout(20):
        assert await waiting


async def test_the_time_ends_the_wait_before_the_event_and_leaves_nothing_behind() -> None:
    async def sleep(seconds: float) -> None:
        assert seconds == 5

    assert not await event_or_time(asyncio.Event(), 5, sleep)
    assert asyncio.all_tasks() == {asyncio.current_task()}


def test_pauses_double_and_begin_anew_when_things_go_well() -> None:
    pauses = BackOff(0.5, 3.0)
    assert [pauses.pause() for _ in range(5)] == [0.5, 1.0, 2.0, 3.0, 3.0]
    pauses.well()
    assert pauses.pause() == 0.5


def test_a_longer_wait_that_was_asked_for_is_kept_once() -> None:
    pauses = BackOff(1.0, 30.0)
    assert [pauses.pause(at_least=20.0), pauses.pause()] == [20.0, 2.0]
