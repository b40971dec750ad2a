"""What the sandbox refuses, in Telegram's exact words."""

from typing import Any

import pytest
from calling import Call, Clock, keys

from sandbox.people.person import Person
from sandbox.server import Sandbox

TWO_DAYS = 48 * 3600
NO_PARSE_MODE = (
    "Bad Request: parse_mode {} is not parsed by this sandbox: send `entities` (MessageEntity) instead"
)
ENTITY = "Bad Request: can't parse MessageEntity: "
BUTTON = "Bad Request: can't parse inline keyboard button: "


async def refused(call: Call, method: str, **params: Any) -> tuple[int, str]:
    body = await call(method, **params)
    assert body["ok"] is False
    return body["error_code"], body["description"]


@pytest.mark.parametrize(
    ("params", "description"),
    [
        ({"text": ""}, "Bad Request: message text is empty"),
        ({"text": " \n "}, "Bad Request: message text is empty"),
        ({"text": "a" * 4097}, "Bad Request: message is too long"),
        ({"text": "\U0001f3df" * 2049}, "Bad Request: message is too long"),
        ({"text": "<b>a</b>", "parse_mode": "HTML"}, NO_PARSE_MODE.format("HTML")),
        ({"text": "*a*", "parse_mode": "MarkdownV2"}, NO_PARSE_MODE.format("MarkdownV2")),
        ({"text": "*a*", "parse_mode": "Markdown"}, NO_PARSE_MODE.format("Markdown")),
        ({"text": "a", "parse_mode": "BBCode"}, "Bad Request: unsupported parse_mode"),
        ({"text": "a", "entities": [{"offset": 0, "length": 1}]}, f"{ENTITY}expected an Object"),
        (
            {"text": "a", "entities": [{"type": "bold", "offset": "x", "length": 1}]},
            f'{ENTITY}Field "offset" must be of type Integer',
        ),
        (
            {"text": "\U0001f3df", "entities": [{"type": "bold", "offset": 1, "length": 2}]},
            "Bad Request: entity beginning at UTF-16 offset 1 ends after the end of the text "
            "at UTF-16 offset 3",
        ),
        (
            {"text": "a", "entities": [{"type": "text_link", "offset": 0, "length": 1}]},
            f'{ENTITY}Can\'t find field "url"',
        ),
        ({"text": "a", "chat_id": 5}, "Bad Request: chat not found"),
        ({"text": "a", "chat_id": "@nobody"}, "Bad Request: chat not found"),
        ({"text": "a", "chat_id": ""}, "Bad Request: chat_id is empty"),
        ({"text": "a", "reply_markup": None}, "Bad Request: object expected as reply markup"),
        ({"text": "a", "reply_markup": "{"}, "Bad Request: can't parse reply keyboard markup JSON object"),
        (
            {"text": "a", "reply_parameters": {"message_id": 999}},
            "Bad Request: message to be replied not found",
        ),
    ],
)
async def test_a_text_telegram_would_refuse(
    call: Call, person: Person, params: dict[str, Any], description: str
) -> None:
    assert await refused(call, "sendMessage", **{"chat_id": person.id, **params}) == (400, description)


@pytest.mark.parametrize(
    ("button", "description"),
    [
        ({"text": "a", "callback_data": "d" * 65}, "Bad Request: BUTTON_DATA_INVALID"),
        ({"text": "a", "callback_data": "ж" * 33}, "Bad Request: BUTTON_DATA_INVALID"),
        (
            {"text": "a", "callback_data": ""},
            f"{BUTTON}Text buttons are unallowed in the inline keyboard",
        ),
        ({"text": "a"}, f"{BUTTON}Text buttons are unallowed in the inline keyboard"),
        ({"callback_data": "a"}, f'{BUTTON}Can\'t find field "text"'),
        (
            {"text": "a", "url": "tel:150"},
            "Bad Request: inline keyboard button URL 'tel:150' is invalid: Wrong HTTP URL",
        ),
        (
            {"text": "a", "url": "tel://150"},
            "Bad Request: inline keyboard button URL 'tel://150' is invalid: Unsupported URL protocol",
        ),
        (
            {"text": "a", "url": "http://localhost/a"},
            "Bad Request: inline keyboard button URL 'http://localhost/a' is invalid: Wrong HTTP URL",
        ),
        ({"text": "a", "callback_data": "d", "style": "red"}, f"{BUTTON}Invalid button style specified"),
        ({"text": "a", "callback_data": "d", "style": "Danger"}, f"{BUTTON}Invalid button style specified"),
        ({"text": "a", "style": "danger"}, f"{BUTTON}Text buttons are unallowed in the inline keyboard"),
        ({"text": "a", "copy_text": {"text": ""}}, "Bad Request: BUTTON_COPY_TEXT_INVALID"),
        ({"text": "a", "copy_text": {"text": "c" * 257}}, "Bad Request: BUTTON_COPY_TEXT_INVALID"),
    ],
)
async def test_a_button_telegram_would_refuse(
    call: Call, person: Person, button: dict[str, Any], description: str
) -> None:
    markup = {"inline_keyboard": [[button]]}
    got = await refused(call, "sendMessage", chat_id=person.id, text="a", reply_markup=markup)
    assert got == (400, description)


@pytest.mark.parametrize(
    "button",
    [
        {"text": "a", "callback_data": "d" * 64},
        {"text": "a", "url": "tg://resolve?domain=a"},
        {"text": "a", "url": "https://a.kz/b"},
        {"text": "a", "copy_text": {"text": "c" * 256}},
        {"text": "a", "callback_data": "d", "style": "danger"},
        {"text": "a", "callback_data": "d", "style": "success"},
        {"text": "a", "url": "https://a.kz/b", "style": "primary"},
    ],
)
async def test_a_button_at_the_limit_is_taken(call: Call, person: Person, button: dict[str, Any]) -> None:
    markup = {"inline_keyboard": [[button]]}
    taken = await call("sendMessage", chat_id=person.id, text="a" * 4096, reply_markup=markup)
    assert taken["result"]["reply_markup"] == markup


async def test_an_edit_that_changes_nothing(call: Call, result: Call, person: Person) -> None:
    sent = await result("sendMessage", chat_id=person.id, text="a", reply_markup=keys((("b", "c"),)))
    where = {"chat_id": person.id, "message_id": sent["message_id"]}
    words = (
        "Bad Request: message is not modified: specified new message content and reply markup are exactly "
        "the same as a current content and reply markup of the message"
    )
    same = {"text": "a ", "reply_markup": keys((("b", "c"),))}
    assert await refused(call, "editMessageText", **where, **same) == (400, words)
    assert await refused(call, "editMessageReplyMarkup", **where, reply_markup=keys((("b", "c"),))) == (
        400,
        words,
    )
    assert (await call("editMessageText", **where, text="a"))["ok"], "the keyboard went away"


@pytest.mark.parametrize(
    ("method", "params", "description"),
    [
        ("editMessageText", {"message_id": 999, "text": "a"}, "message to edit not found"),
        ("editMessageText", {"text": "a"}, "message identifier is not specified"),
        ("editMessageText", {"message_id": 1, "text": "a"}, "message can't be edited"),
        ("editMessageText", {"message_id": 2, "text": ""}, "message text is empty"),
        ("editMessageText", {"message_id": 2, "text": "a" * 4097}, "MESSAGE_TOO_LONG"),
        (
            "editMessageCaption",
            {"message_id": 2, "caption": "a"},
            "there is no caption in the message to edit",
        ),
        ("editMessageReplyMarkup", {"message_id": 999}, "message to edit not found"),
        ("deleteMessage", {"message_id": 999}, "message to delete not found"),
        ("deleteMessage", {}, "message identifier is not specified"),
        ("deleteMessages", {"message_ids": []}, "message identifiers are not specified"),
        ("deleteMessages", {"message_ids": [*range(1, 102)]}, "too many message identifiers specified"),
        ("deleteMessages", {"message_ids": [0]}, "invalid message identifier specified"),
        ("sendChatAction", {"action": "dance"}, "wrong parameter action in request"),
        ("sendPhoto", {}, "there is no photo in the request"),
        ("sendPhoto", {"photo": "unknown"}, "wrong file identifier/HTTP URL specified"),
        ("sendContact", {"first_name": "a"}, "phone number is empty"),
        ("leaveChat", {}, "chat member status can't be changed in private chats"),
        ("getFile", {"file_id": "unknown"}, "invalid file_id"),
        ("setMyName", {"name": "a" * 65}, "BOT_TITLE_INVALID"),
        ("setMyCommands", {"commands": [{"command": "A", "description": "a"}]}, "BOT_COMMAND_INVALID"),
        (
            "setMyCommands",
            {"commands": [{"command": "a", "description": ""}]},
            "BOT_COMMAND_DESCRIPTION_INVALID",
        ),
        ("setMyCommands", {"language_code": "kaz"}, "LANG_CODE_INVALID"),
    ],
)
async def test_a_call_telegram_would_refuse(
    call: Call, result: Call, person: Person, method: str, params: dict[str, Any], description: str
) -> None:
    await result("sendMessage", chat_id=person.id, text="first")
    got = await refused(call, method, **{"chat_id": person.id, **params})
    assert got == (400, f"Bad Request: {description}")


async def test_text_over_a_photo_and_captions_too_long(call: Call, result: Call, person: Person) -> None:
    await result("sendMessage", chat_id=person.id, text="first")
    sandbox_file = {"chat_id": person.id, "photo": "unknown", "caption": "a" * 1025}
    assert (await refused(call, "sendPhoto", **sandbox_file))[0] == 400


async def test_a_blocked_bot_may_not_write(call: Call, person: Person) -> None:
    await person.block()
    words = "Forbidden: bot was blocked by the user"
    assert await refused(call, "sendMessage", chat_id=person.id, text="a") == (403, words)
    await person.unblock()
    assert (await call("sendMessage", chat_id=person.id, text="a"))["ok"]


async def test_a_person_who_never_wrote_is_unknown(call: Call, sandbox: Sandbox) -> None:
    stranger = await sandbox.person()
    words = "Bad Request: chat not found"
    assert await refused(call, "sendMessage", chat_id=stranger.id, text="a") == (400, words)


async def test_deleting_ends_after_48_hours_but_editing_does_not(
    call: Call, result: Call, person: Person, clock: Clock
) -> None:
    old = await result("sendMessage", chat_id=person.id, text="old")
    clock.pass_by(TWO_DAYS + 1)
    new = await result("sendMessage", chat_id=person.id, text="new")
    words = "Bad Request: message can't be deleted for everyone"
    where = {"chat_id": person.id, "message_id": old["message_id"]}
    assert await refused(call, "deleteMessage", **where) == (400, words)
    both = [old["message_id"], new["message_id"]]
    assert await refused(call, "deleteMessages", chat_id=person.id, message_ids=both) == (400, words)
    assert (await call("editMessageText", **where, text="dull"))["ok"]


async def test_deleting_several_skips_unknown_ones(result: Call, person: Person) -> None:
    sent = await result("sendMessage", chat_id=person.id, text="a")
    assert await result("deleteMessages", chat_id=person.id, message_ids=[1, sent["message_id"], 999]) is True
    assert (await person.chat()).bubbles == ()


async def test_a_tap_is_answered_once_and_only_while_fresh(
    call: Call, result: Call, person: Person, clock: Clock
) -> None:
    await result("sendMessage", chat_id=person.id, text="a", reply_markup=keys((("b", "c"),)))
    first, second = await person.tap("b"), await person.tap("b")
    words = "Bad Request: query is too old and response timeout expired or query ID is invalid"
    too_long = await refused(call, "answerCallbackQuery", callback_query_id=first, text="a" * 201)
    assert too_long == (400, "Bad Request: MESSAGE_TOO_LONG")
    assert await result("answerCallbackQuery", callback_query_id=first, text="a" * 200) is True
    assert await refused(call, "answerCallbackQuery", callback_query_id=first) == (400, words)
    assert await refused(call, "answerCallbackQuery", callback_query_id="5") == (400, words)
    clock.pass_by(151)
    assert await refused(call, "answerCallbackQuery", callback_query_id=second) == (400, words)


async def test_a_group_the_bot_left_is_closed_to_it(call: Call, result: Call, person: Person) -> None:
    group = await person.add_bot_to_group()
    assert await result("leaveChat", chat_id=group) is True
    words = "Forbidden: bot is not a member of the supergroup chat"
    assert await refused(call, "sendMessage", chat_id=group, text="a") == (403, words)
    assert await refused(call, "leaveChat", chat_id=group) == (403, words)


async def test_methods_the_sandbox_does_not_have(call: Call) -> None:
    assert await refused(call, "forwardMessage") == (404, "Not Found")
