import copy

import pytest
from telegram import Bot, Message, Update
from telegram.constants import ZERO_DATE

from bot.telegram.ptb_update import as_update

ARRIVAL = object()
BOT = Bot("1:demo")
PERSON = {"id": 9, "is_bot": False, "first_name": "Canaryname", "username": "canary", "language_code": "kk"}
MESSAGE = {
    "message_id": 4,
    "date": 1_795_500_000,
    "chat": {"id": 9, "type": "private", "first_name": "Canaryname"},
    "text": "words",
    "reply_markup": {"inline_keyboard": [[{"text": "on", "callback_data": "1kAAAA"}]]},
}
QUERY = {"id": "q", "from": PERSON, "chat_instance": "c", "message": MESSAGE, "data": "1kAAAA"}
TAP = {"update_id": 7, "callback_query": QUERY}


def without(part: str) -> dict:
    raw = copy.deepcopy(TAP)
    del raw["callback_query"]["message"][part]
    return raw


def needed(update: Update) -> list:
    """All that the handlers ask of a tap."""
    query = update.callback_query
    message = query.message
    return [
        update.update_id,
        update.effective_chat.id,
        update.effective_chat.type,
        update.effective_user.id,
        query.id,
        query.data,
        query.from_user.id,
        query.from_user.language_code,
        message.date == ZERO_DATE,
        message.message_id,
        getattr(message, "text", None),
        getattr(message, "reply_markup", None) is None,
    ]


@pytest.mark.parametrize("raw", [TAP, without("reply_markup"), without("text")])
def test_a_tap_says_the_same_as_with_the_librarys_own_parsing(raw):
    assert needed(as_update(raw, ARRIVAL, BOT)) == needed(Update.de_json(copy.deepcopy(raw), BOT))


def test_a_tap_under_a_message_that_telegram_no_longer_shows_stays_one():
    raw = copy.deepcopy(TAP)
    raw["callback_query"]["message"] = {"chat": MESSAGE["chat"], "message_id": 4, "date": 0}
    assert as_update(raw, ARRIVAL, BOT).callback_query.message.date == ZERO_DATE


def test_S46_names_of_who_taps_are_not_even_kept_while_answering():
    update = as_update(TAP, ARRIVAL, BOT)
    assert isinstance(update.callback_query.message, Message)
    assert "anary" not in repr(update.to_dict())


def test_taps_elsewhere_and_all_other_updates_are_parsed_by_the_library():
    group = copy.deepcopy(TAP)
    group["callback_query"]["message"]["chat"] = {"id": -5, "type": "supergroup", "title": "T"}
    assert as_update(group, ARRIVAL, BOT).effective_chat.title == "T"
    written = {"update_id": 8, "message": {**MESSAGE, "from": PERSON}}
    assert as_update(written, ARRIVAL, BOT).message.from_user.first_name == "Canaryname"


def with_id(part: str, given: object) -> dict:
    raw = copy.deepcopy(TAP)
    query = raw["callback_query"]
    at = {"chat": query["message"]["chat"], "from": query["from"], "message": query["message"]}[part]
    at["message_id" if part == "message" else "id"] = given
    return raw


@pytest.mark.parametrize("given", ['9,"text":"x"', "9", 9.5, True, None, [9]])
@pytest.mark.parametrize("part", ["chat", "from", "message"])
def test_S44_an_id_that_is_no_number_is_refused_in_a_tap(part: str, given: object) -> None:
    with pytest.raises(ValueError, match="no number"):
        as_update(with_id(part, given), ARRIVAL, BOT)


@pytest.mark.parametrize("kind", ["message", "edited_message", "my_chat_member"])
def test_S44_an_id_that_is_no_number_is_refused_in_every_other_update(kind: str) -> None:
    raw = {"update_id": 8, kind: {**MESSAGE, "from": PERSON, "chat": {"id": '9,"a":1', "type": "private"}}}
    with pytest.raises(ValueError, match="no number"):
        as_update(raw, ARRIVAL, BOT)
    raw = {"update_id": 8, "message": {**MESSAGE, "from": PERSON, "reply_to_message": {"message_id": "4,"}}}
    with pytest.raises(ValueError, match="no number"):
        as_update(raw, ARRIVAL, BOT)
