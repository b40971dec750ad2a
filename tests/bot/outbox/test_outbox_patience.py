"""429, faults and silence by a clock of its own."""

import asyncio

import pytest
from outboxing import BLOCKED, BROKEN, DONE, UNREACHABLE, desk, settled, text, throttled

from bot.outbox.outbox import ATTEMPTS, LONGEST_WAIT


@pytest.mark.parametrize("seconds", [0, 1, 30])
async def test_a_429_is_waited_out_and_then_the_message_goes(seconds: int) -> None:
    at = desk()
    at.wire.answers("sendMessage", throttled(seconds))
    sending = asyncio.create_task(at.outbox.call("sendMessage", text("one"), 5))
    await at.clock.pass_by(seconds)
    assert at.attempts
    await at.clock.pass_by(1)
    assert (await sending).ok
    first, second = (moment for moment, _, _ in at.wire.calls)
    assert second - first >= seconds


@pytest.mark.parametrize("fault", [BROKEN, UNREACHABLE])
async def test_a_fault_is_tried_again_a_bounded_number_of_times(fault: object) -> None:
    at = desk()
    at.wire.answers("sendMessage", *[fault] * 50)
    sending = asyncio.create_task(at.outbox.call("sendMessage", text("one"), 5))
    await at.clock.pass_by(60)
    assert not (await sending).ok
    assert len(at.wire.calls) == ATTEMPTS


async def test_a_fault_that_passes_costs_nothing_but_a_moment() -> None:
    at = desk()
    at.wire.answers("editMessageText", BROKEN, UNREACHABLE)
    editing = asyncio.create_task(at.outbox.overtaking("editMessageText", text("one"), 5, 1))
    await at.clock.pass_by(3)
    assert (await editing) == DONE


async def test_a_refusal_is_not_tried_again() -> None:
    at = desk()
    at.wire.answers("sendMessage", BLOCKED)
    assert (await at.outbox.call("sendMessage", text("one"), 5)) == BLOCKED
    assert len(at.wire.calls) == 1


async def test_S58_a_throttled_chat_delays_no_other() -> None:
    at = desk()
    at.wire.answers("sendMessage", throttled(30))
    sending = asyncio.create_task(at.outbox.call("sendMessage", text("one", 5), 5))
    await settled()
    assert (await at.outbox.call("sendMessage", text("two", 6), 6)).ok
    await at.clock.pass_by(31)
    assert (await sending).ok


async def test_several_throttled_chats_pause_everybody_but_hide_goes_first() -> None:
    at = desk()
    at.wire.answers("sendMessage", *[throttled(10)] * 3)
    waiting = [asyncio.create_task(at.outbox.call("sendMessage", text("x", n), n)) for n in (1, 2, 3)]
    await settled()
    fourth = asyncio.create_task(at.outbox.call("sendMessage", text("ordinary", 4), 4))
    await settled()
    assert await at.outbox.overtaking("editMessageText", text("neutral", 9), 9, 1, first=True) == DONE
    assert not fourth.done()
    await at.clock.pass_by(11)
    assert all(reply.ok for reply in await asyncio.gather(fourth, *waiting))


async def test_edits_of_a_paused_chat_wait_and_only_the_newest_is_sent() -> None:
    at = desk()
    at.wire.answers("editMessageText", throttled(30))
    for words in ("one", "two", "three"):
        assert await at.outbox.overtaking("editMessageText", text(words), 5, 1) is None
    await at.clock.pass_by(31)
    assert at.wire.texts() == ["one", "three"]


async def test_S18_an_edit_of_another_message_does_not_replace_the_neutral_one() -> None:
    at = desk()
    at.wire.answers("editMessageText", throttled(30))
    await at.outbox.overtaking("editMessageText", text("neutral"), 5, 1, first=True)
    await at.outbox.overtaking("editMessageText", text("content"), 5, 2)
    await at.clock.pass_by(31)
    assert sorted(at.wire.texts()[1:]) == ["content", "neutral"]


async def test_S18_hide_takes_back_an_edit_that_waits() -> None:
    at = desk()
    at.wire.answers("editMessageText", throttled(30))
    await at.outbox.overtaking("editMessageText", text("content"), 5, 1)
    await at.outbox.overtaking("editMessageText", text("neutral"), 5, 1, first=True)
    await at.clock.pass_by(60)
    assert at.wire.texts() == ["content", "neutral"]


async def test_S18_hide_goes_after_an_edit_that_is_on_its_way() -> None:
    at = desk()
    at.wire.answers("editMessageText", throttled(1))
    await at.outbox.overtaking("editMessageText", text("content"), 5, 1)
    at.wire.held = asyncio.Event()
    await at.clock.pass_by(2)
    hiding = asyncio.create_task(at.outbox.overtaking("editMessageText", text("neutral"), 5, 1, first=True))
    await settled()
    assert at.wire.texts() == ["content", "content"]
    at.wire.held.set()
    await hiding
    assert at.wire.texts()[-1] == "neutral"


async def test_S17_deletions_of_a_paused_chat_wait_together() -> None:
    at = desk()
    at.wire.answers("deleteMessages", throttled(30))
    for message in (1, 2, 3):
        assert await at.outbox.wipe(5, [message]) is None
    await at.clock.pass_by(31)
    assert [body["message_ids"] for _, _, body in at.wire.calls] == [[1], [1, 2, 3]]


async def test_what_waits_gives_way_to_something_newer_of_its_chat() -> None:
    at = desk()
    at.wire.answers("sendMessage", throttled(30))
    sending = asyncio.create_task(at.outbox.call("sendMessage", text("one"), 5))
    await settled()
    at.newer[5] = 1
    at.outbox.hurry(5)
    await settled()
    assert sending.done()
    assert not sending.result().ok


async def test_an_answer_far_behind_in_a_flood_is_not_sent_at_all_but_hide_is() -> None:
    at = desk()
    at.newer[5] = 50
    assert not (await at.outbox.call("sendMessage", text("one"), 5)).ok
    assert await at.outbox.overtaking("editMessageText", text("two"), 5, 1) is None
    assert (await at.outbox.overtaking("editMessageText", text("neutral"), 5, 1, first=True)) == DONE
    assert at.wire.texts() == ["neutral"]


async def test_a_pause_without_end_is_not_waited_for() -> None:
    at = desk()
    at.wire.answers("sendMessage", throttled(LONGEST_WAIT * 100))
    assert (await at.outbox.call("sendMessage", text("one"), 5)).code == 429


async def test_S46_nothing_of_a_chat_stays_when_its_calls_are_over() -> None:
    at = desk()
    at.wire.answers("editMessageText", throttled(3), throttled(5000))
    at.wire.answers("deleteMessages", throttled(3), BROKEN)
    await at.outbox.overtaking("editMessageText", text("one", 987654), 987654, 1)
    await at.outbox.wipe(987654, [1, 2])
    await at.clock.pass_by(700)
    await at.outbox.settle()
    parked = at.outbox._parked
    assert not any((parked._newest, parked._flying, parked._messages, parked._tasks))
    assert not at.outbox._sleepers
    assert "987654" not in repr(vars(at.outbox._pace))
