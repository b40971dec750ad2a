"""Our own loop over getUpdates, by a clock of its own, with Telegram's queue behind it."""

import asyncio
import logging
from pathlib import Path

import pytest
from intaking import DAY, OPENED, bot

from bot.intake.arrival import Arrival
from bot.intake.polling import CONFLICT_SECONDS, Ended
from bot.telegram.client import Reply

CONFLICT = Reply(ok=False, code=409, description="Conflict: terminated by other getUpdates request")
WEBHOOK = Reply(
    ok=False, code=409, description="Conflict: can't use getUpdates method while webhook is active"
)
EMPTY = Reply(ok=True, code=200, result=[])


async def until(wanted) -> None:
    async with asyncio.timeout(10):
        while not wanted():  # noqa: ASYNC110 (there is no event for it)
            await asyncio.sleep(0.001)


async def test_S56_nothing_is_confirmed_before_it_is_answered(tmp_path: Path) -> None:
    answering = asyncio.Event()

    async def answer(*_) -> None:
        await answering.wait()

    at = bot(tmp_path, answer)
    await at.start()
    at.telegram.tap()
    await until(lambda: len(at.telegram.calls) > 3)
    assert not any("offset" in call and call["offset"] > 100 for call in at.telegram.calls)
    answering.set()
    await at.telegram.confirmed()
    assert await at.total() == 1
    await at.stop()


async def test_S58_others_are_answered_while_one_chat_is_slow(tmp_path: Path) -> None:
    slow, answered = asyncio.Event(), []

    async def answer(raw, _) -> None:
        chat = raw["callback_query"]["from"]["id"]
        if chat == 1:
            await slow.wait()
        answered.append(chat)

    at = bot(tmp_path, answer)
    await at.start()
    at.telegram.tap(1)
    for chat in range(2, 90):
        at.telegram.tap(chat)
    await until(lambda: len(answered) == 88)
    slow.set()
    await at.telegram.confirmed()
    await at.stop()


async def test_within_a_chat_answers_keep_their_order(tmp_path: Path) -> None:
    answered: dict[int, list[int]] = {}

    async def answer(raw, _) -> None:
        await asyncio.sleep(0.001 * (raw["update_id"] % 3))
        answered.setdefault(raw["callback_query"]["from"]["id"], []).append(raw["update_id"])

    at = bot(tmp_path, answer)
    await at.start()
    sent = {chat: [at.telegram.tap(chat) for _ in range(5)] for chat in (1, 2, 3)}
    await at.telegram.confirmed()
    assert answered == sent
    await at.stop()


async def test_S56_an_update_is_confirmed_only_when_what_it_owes_was_tried(tmp_path: Path) -> None:
    owed = []

    async def answer(_, arrival: Arrival) -> None:
        owed.append(asyncio.get_running_loop().create_future())
        arrival.owes(owed[-1])

    at = bot(tmp_path, answer)
    await at.start()
    first, second = at.telegram.tap(), at.telegram.tap()
    await until(lambda: len(owed) == 2)
    assert [each["update_id"] for each in at.telegram.updates.peek(9)] == [first, second]
    owed[0].set_result(None)
    await until(lambda: [each["update_id"] for each in at.telegram.updates.peek(9)] == [second])
    owed[1].set_result(None)
    await at.telegram.confirmed()
    assert await at.total() == 2
    await at.stop()


async def test_S56_a_count_that_would_come_too_late_is_refused(tmp_path: Path) -> None:
    kept = []

    async def answer(_, arrival: Arrival) -> None:
        kept.append(arrival)

    at = bot(tmp_path, answer)
    await at.start()
    at.telegram.tap()
    await at.telegram.confirmed()
    with pytest.raises(RuntimeError):
        kept[0].note((OPENED,))
    await at.stop()


async def test_an_update_that_cannot_be_read_is_counted_and_skipped(tmp_path: Path) -> None:
    async def answer(raw, _) -> None:
        if raw["update_id"] == 100:
            raise KeyError("Canaryname")

    at = bot(tmp_path, answer)
    await at.start()
    at.telegram.tap()
    at.telegram.tap()
    await at.telegram.confirmed()
    assert at.desk.unreadable == 1
    await at.stop()


async def test_answers_without_ids_do_not_make_it_spin(tmp_path: Path) -> None:
    pauses = []

    async def sleep(seconds: float) -> None:
        pauses.append(seconds)
        await asyncio.sleep(0)

    at = bot(tmp_path)
    at.sleep = sleep
    at.telegram.script.extend([Reply(ok=True, code=200, result=[{"message": {}}, "x"])] * 4)
    await at.start()
    at.telegram.tap()
    await at.telegram.confirmed()
    assert pauses == sorted(pauses)
    assert len(pauses) == 4
    await at.stop()


async def test_a_duplicate_after_a_restart_is_recognised(tmp_path: Path) -> None:
    answered = []

    async def answer(raw, _) -> None:
        answered.append(raw["update_id"])

    at = bot(tmp_path, answer)
    await at.start()
    first = at.telegram.tap()
    await at.telegram.confirmed()
    await at.stop()
    await at.start()
    second = at.telegram.tap()
    await at.telegram.confirmed()
    at.telegram.updates.redeliver(first)
    await at.telegram.confirmed()
    assert answered == [first, second]
    await at.stop()


async def test_after_an_idle_week_a_lower_id_is_taken_even_one_used_before(tmp_path: Path) -> None:
    at = bot(tmp_path)
    await at.start()
    at.telegram.tap()
    await at.telegram.confirmed()
    at.clock.pass_by(8 * DAY)
    at.telegram.updates.renumber(100)
    at.telegram.tap()
    at.telegram.updates.renumber(5)
    at.telegram.tap()
    await at.telegram.confirmed()
    assert await at.total() == 3
    await at.stop()


async def test_a_second_reader_for_longer_than_a_minute_ends_it_with_an_alarm(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    at = bot(tmp_path)

    async def sleep(_: float) -> None:
        at.clock.pass_by(20)
        await asyncio.sleep(0)

    at.sleep = sleep
    at.telegram.script.extend([CONFLICT, EMPTY] * 20)
    await at.start()
    assert await at.task is Ended.TOKEN_SHARED
    assert "second_reader_of_the_token" in caplog.text
    await at.stop()


async def test_a_short_overlap_with_another_process_is_no_alarm(tmp_path: Path) -> None:
    at = bot(tmp_path)

    async def sleep(_: float) -> None:
        at.clock.pass_by(CONFLICT_SECONDS / 3)
        await asyncio.sleep(0)

    at.sleep = sleep
    at.telegram.script.extend([CONFLICT] * 3)
    await at.start()
    at.telegram.tap()
    await at.telegram.confirmed()
    assert await at.stop() is Ended.STOPPED


@pytest.mark.parametrize(
    ("answer", "ended"),
    [(WEBHOOK, Ended.TOKEN_SHARED), (Reply(ok=False, code=401, description="x"), Ended.UNAUTHORISED)],
)
async def test_a_foreign_webhook_or_a_refused_token_ends_it_at_once(
    tmp_path: Path, answer: Reply, ended: Ended
) -> None:
    at = bot(tmp_path)
    at.telegram.script.append(answer)
    await at.start()
    assert await at.task is ended
    await at.stop()


async def test_S22_what_was_written_long_ago_is_marked_stale_and_waiting_taps_as_suspect(
    tmp_path: Path,
) -> None:
    seen = {}

    async def answer(_, arrival: Arrival) -> None:
        seen[arrival.id] = (arrival.stale, arrival.uncertain)

    at = bot(tmp_path, answer)
    old = at.telegram.message(1, at.clock() - 700)
    future = at.telegram.message(2, at.clock() + 10 * DAY)
    waited = at.telegram.tap(3)
    await at.start()
    await at.telegram.confirmed()
    new = at.telegram.tap(4)
    await at.telegram.confirmed()
    assert seen == {old: (True, False), future: (False, False), waited: (False, True), new: (False, False)}
    await at.stop()


async def test_S57_a_database_that_does_not_answer_delays_nobody(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    caplog.set_level(logging.WARNING)
    monkeypatch.setattr("bot.intake.update_processor.DATABASE_SECONDS", 0.01)
    at = bot(tmp_path)
    at.telegram.tap()
    await at.start()

    async def never(_) -> set[int]:
        await asyncio.Event().wait()
        return set()

    at.desk._seen = never
    await at.telegram.confirmed()
    assert "seen_unavailable" in caplog.text
    await at.stop()
