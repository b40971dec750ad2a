"""How a chat turns dull while calls fail, hang, land late or are refused: on a clock of its own."""

import asyncio

import pytest
from patience import BLOCKED, BROKEN, DONE, UNREACHABLE, settled, throttled
from stage import NEUTRAL, Stage, stage

from bot.telegram.client import Reply

CHAT = 987654
GONE = Reply(ok=False, code=400, description="Bad Request: message to edit not found")
TOO_OLD = Reply(ok=False, code=400, description="Bad Request: message can't be deleted for everyone")
NOT_EDITABLE = Reply(ok=False, code=400, description="Bad Request: message can't be edited")


async def opened(at: Stage, message: int = 7) -> None:
    await at.show(CHAT, anew=True)
    assert at.sessions.get(CHAT).message == message


def last_text(at: Stage) -> str:
    return at.wire.texts()[-1]


@pytest.mark.parametrize("seconds", [6, 60, 3_600])
async def test_S18_hide_is_not_given_up_while_calls_fail(seconds: int) -> None:
    at = stage()
    await opened(at)
    at.wire.answers("editMessageText", *[BROKEN] * 5_000)
    at.wire.answers("deleteMessages", *[UNREACHABLE] * 5_000)
    at.sessions.hide(CHAT, NEUTRAL, [7], [])
    await at.clock.pass_by(seconds)
    at.wire.script.clear()
    await at.clock.pass_by(30)
    assert last_text(at) == "neutral"
    assert 7 in at.calls("deleteMessages")[-1]["message_ids"]


async def test_S18_hide_waits_out_a_429_of_hours() -> None:
    at = stage()
    await opened(at)
    at.wire.answers("editMessageText", throttled(7_200))
    at.wire.answers("deleteMessages", throttled(7_200))
    at.sessions.hide(CHAT, NEUTRAL, [7], [])
    await at.clock.pass_by(7_199)
    assert len(at.calls("editMessageText")) == 1
    await at.clock.pass_by(10)
    assert len(at.calls("editMessageText")) == 2
    assert len(at.calls("deleteMessages")) == 2


async def test_S18_hide_goes_past_a_call_that_hangs_and_once_more_when_it_lands() -> None:
    at = stage()
    await opened(at)
    at.wire.held = asyncio.Event()
    at.show(CHAT, "later")
    await settled()
    held, at.wire.held = at.wire.held, None
    at.sessions.hide(CHAT, NEUTRAL, [7], [])
    await settled()
    assert last_text(at) == "neutral"
    assert at.calls("deleteMessages")
    before = len(at.wire.calls)
    held.set()
    await at.clock.pass_by(1)
    assert [method for _, method, _ in at.wire.calls[before:]] == ["deleteMessages"]


async def test_S18_what_was_on_its_way_is_hidden_when_it_arrives() -> None:
    at = stage()
    await opened(at)
    at.wire.held = asyncio.Event()
    at.wire.answers("sendMessage", Reply(ok=True, code=200, result={"message_id": 9}))
    at.show(CHAT, "later", anew=True)
    await settled()
    held, at.wire.held = at.wire.held, None
    at.sessions.hide(CHAT, NEUTRAL, [7], [])
    await settled()
    held.set()
    await at.clock.pass_by(1)
    assert {"message_id": 9, "text": "neutral"}.items() <= at.calls("editMessageText")[-1].items() or 9 in {
        each["message_id"] for each in at.calls("editMessageText")
    }
    assert 9 in at.calls("deleteMessages")[-1]["message_ids"]
    assert at.sessions.was_hidden(CHAT, 9, dull=False)


async def test_S18_the_copy_of_a_message_whose_answer_was_lost_is_deleted() -> None:
    at = stage()
    await opened(at)
    at.wire.answers("sendMessage", UNREACHABLE, Reply(ok=True, code=200, result={"message_id": 12}))
    at.show(CHAT, "later", anew=True)
    await at.clock.pass_by(2)
    deleted = {each for call in at.calls("deleteMessages") for each in call["message_ids"]}
    assert {7, 8, 9, 10, 11} <= deleted
    assert 12 not in deleted


async def test_S18_a_message_too_old_is_found_by_halving_and_made_dull() -> None:
    at = stage()
    old, called = 40, []
    real = at.wire.call

    async def call(method: str, body: bytes = b"{}", *, seconds: float | None = None) -> Reply:
        reply = await real(method, body, seconds=seconds)
        given = at.wire.calls[-1][2]
        called.append(method)
        return TOO_OLD if method == "deleteMessages" and old in given["message_ids"] else reply

    at.wire.call = call
    await at.show(CHAT, pressed=50)
    await at.sessions.hide(CHAT, NEUTRAL, [50], [])
    assert {"message_id": old, "text": "neutral"}.items() <= at.calls("editMessageText")[-1].items()
    deleted = [call["message_ids"] for call in at.calls("deleteMessages") if old not in call["message_ids"]]
    assert set(range(1, 51)) - {old} == {each for ids in deleted for each in ids}
    assert called.count("deleteMessages") < 20


async def test_S18_where_the_text_cannot_be_edited_its_buttons_go() -> None:
    at = stage()
    await opened(at)
    at.wire.answers("editMessageText", NOT_EDITABLE)
    await at.sessions.hide(CHAT, NEUTRAL, [7], [])
    assert at.calls("editMessageReplyMarkup") == [{"chat_id": CHAT, "message_id": 7}]


async def test_S20_being_left_alone_is_not_given_up_either() -> None:
    at = stage()
    await opened(at)
    at.wire.answers("editMessageText", *[BROKEN] * 20)
    await at.clock.pass_by(IDLE_AND_A_BIT)
    assert at.sessions.idle() == [CHAT]
    at.sessions.left_alone(CHAT)
    await at.clock.pass_by(200)
    assert last_text(at) == "resume"


IDLE_AND_A_BIT = 901


async def test_S35_danger_asked_for_in_an_outage_is_shown_when_it_ends() -> None:
    at = stage()
    await opened(at)
    at.wire.answers("editMessageText", *[UNREACHABLE] * 10)
    at.show(CHAT, "danger", pressed=7, urgent=True)
    await at.clock.pass_by(120)
    assert last_text(at) == "danger"
    assert len(at.calls("editMessageText")) >= 11


async def test_only_the_newest_of_what_was_asked_for_in_an_outage_is_shown() -> None:
    at = stage()
    await opened(at)
    at.wire.answers("editMessageText", *[UNREACHABLE] * 3)
    for text in ("one", "two", "three"):
        at.show(CHAT, text, pressed=7)
    await at.clock.pass_by(5)
    assert set(at.wire.texts()) == {"screen", "three"}


async def test_a_message_cleared_away_is_answered_by_the_dull_line_and_the_talk_ends() -> None:
    at = stage()
    await opened(at)
    at.wire.answers("editMessageText", GONE)
    at.show(CHAT, "topic", pressed=7, gone=NEUTRAL)
    await at.clock.pass_by(1)
    assert last_text(at) == "resume"
    assert "topic" not in [call.get("text") for call in at.calls("sendMessage")]
    assert at.sessions.get(CHAT) is None


@pytest.mark.parametrize("answer", [DONE, GONE, BLOCKED, TOO_OLD])
async def test_S46_nothing_of_a_chat_stays_when_it_is_dull(answer: Reply) -> None:
    at = stage()
    await opened(at)
    at.wire.answers("editMessageText", *[BROKEN] * 3, answer)
    at.sessions.hide(CHAT, NEUTRAL, [7], [5])
    await at.clock.pass_by(200)
    await at.sessions.delivered()
    held = vars(at.sessions)
    assert not held["_open"]
    assert not held["_ending"]
    assert not at.sessions._deliverer._tasks
    assert CHAT in at.forgotten


async def test_S46_the_marks_of_what_was_hidden_hold_no_id_in_clear() -> None:
    at = stage()
    await opened(at)
    await at.sessions.hide(CHAT, NEUTRAL, [7], [])
    assert at.sessions.was_hidden(CHAT, 3, dull=False)
    assert not at.sessions.was_hidden(CHAT, 3, dull=True)
    assert at.sessions.was_hidden(CHAT, 7, dull=True)
    assert not at.sessions.was_hidden(CHAT, 8, dull=False)
    assert not at.sessions.was_hidden(CHAT + 1, 3, dull=False)
    assert str(CHAT) not in repr(vars(at.sessions._marks))
    await at.clock.pass_by(16 * 60)
    assert not at.sessions.was_hidden(CHAT, 7, dull=True)


async def test_S11_whoever_goes_on_while_the_dull_line_is_on_its_way_gets_no_second_message() -> None:
    at = stage()
    await opened(at)
    at.wire.held = asyncio.Event()
    at.sessions.resume(CHAT, "ru", 7)
    await settled()
    at.show(CHAT, "topic", pressed=7, gone=NEUTRAL)
    at.wire.held.set()
    await at.clock.pass_by(5)
    assert [body["text"] for body in at.calls("sendMessage")] == ["screen"]
    assert last_text(at) == "topic"
