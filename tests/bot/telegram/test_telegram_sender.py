"""429, faults and silence by a clock of its own."""

import asyncio

import pytest
from patience import BLOCKED, BROKEN, UNREACHABLE, desk, settled, text, throttled

from bot.telegram.sender import ATTEMPTS, LONGEST_WAIT


@pytest.mark.parametrize("seconds", [0, 1, 30])
async def test_a_429_is_waited_out_and_then_the_message_goes(seconds: int) -> None:
    at = desk()
    at.wire.answers("sendMessage", throttled(seconds))
    sending = asyncio.create_task(at.sender.call("sendMessage", text("one"), 5))
    await at.clock.pass_by(seconds + 1)
    assert (await sending).ok
    first, second = (moment for moment, _, _ in at.wire.calls)
    assert second - first >= seconds


@pytest.mark.parametrize("fault", [BROKEN, UNREACHABLE])
async def test_a_fault_is_tried_again_a_bounded_number_of_times(fault: object) -> None:
    at = desk()
    at.wire.answers("sendMessage", *[fault] * 50)
    sending = asyncio.create_task(at.sender.call("sendMessage", text("one"), 5))
    await at.clock.pass_by(60)
    assert not (await sending).ok
    assert len(at.wire.calls) == ATTEMPTS


async def test_a_refusal_is_not_tried_again() -> None:
    at = desk()
    at.wire.answers("sendMessage", BLOCKED)
    assert (await at.sender.call("sendMessage", text("one"), 5)) == BLOCKED
    assert len(at.wire.calls) == 1


async def test_S58_a_throttled_chat_delays_no_other() -> None:
    at = desk()
    at.wire.answers("sendMessage", throttled(30))
    sending = asyncio.create_task(at.sender.call("sendMessage", text("one", 5), 5))
    await settled()
    assert (await at.sender.call("sendMessage", text("two", 6), 6)).ok
    await at.clock.pass_by(31)
    assert (await sending).ok


async def test_several_throttled_chats_pause_everybody() -> None:
    at = desk()
    at.wire.answers("sendMessage", *[throttled(10)] * 3)
    waiting = [asyncio.create_task(at.sender.call("sendMessage", text("x", n), n)) for n in (1, 2, 3)]
    await settled()
    fourth = asyncio.create_task(at.sender.call("sendMessage", text("ordinary", 4), 4))
    await settled()
    assert not fourth.done()
    await at.clock.pass_by(11)
    assert all(reply.ok for reply in await asyncio.gather(fourth, *waiting))


async def test_a_pause_without_end_is_not_waited_for() -> None:
    at = desk()
    at.wire.answers("sendMessage", throttled(LONGEST_WAIT * 100))
    assert (await at.sender.call("sendMessage", text("one"), 5)).code == 429


async def test_S47_a_chat_that_taps_without_end_has_its_last_taps_answered() -> None:
    at = desk()
    at.wire.held = asyncio.Event()
    for number in range(1_000):
        at.sender.answer(str(number), 5)
    await settled()
    assert len(at.wire.calls) == 2
    at.wire.held.set()
    await at.sender.settle()
    asked = [body["callback_query_id"] for _, _, body in at.wire.calls]
    assert asked == [str(number) for number in range(992, 1000)]


async def test_S46_nothing_of_a_chat_stays_when_its_answers_are_over() -> None:
    at = desk()
    at.wire.answers("answerCallbackQuery", UNREACHABLE)
    at.sender.answer("1", 987654)
    await at.clock.pass_by(10)
    await at.sender.settle()
    assert not any((at.sender._answers._waiting, at.sender._answers._tasks, at.sender._answers._all))
