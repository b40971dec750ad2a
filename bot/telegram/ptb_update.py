"""A tap as the library's Update, made of the few parts that an answer needs.

The library's own parsing of the same update takes three times as long, most of it for the keyboard, whose
buttons nobody looks at: all that a talk asks of it is whether there is one. Every other update, and any tap
of another shape, goes through the library's parsing.
"""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, cast

from telegram import Bot, CallbackQuery, Chat, InlineKeyboardMarkup, Message, Update, User

from bot.intake.arrival import Arrival


class _Quick:
    """Made without the library's check, for each of some hundred fields, that nothing is changed later."""

    __slots__ = ()
    __setattr__ = object.__setattr__


class ArrivedUpdate(_Quick, Update):
    """An update that carries the intake's own object for it."""

    __slots__ = ("arrival",)

    arrival: Arrival


class _Query(_Quick, CallbackQuery):
    __slots__ = ()


class _Message(_Quick, Message):
    __slots__ = ()


class _Chat(_Quick, Chat):
    __slots__ = ()


class _User(_Quick, User):
    __slots__ = ()


SOME_KEYBOARD = InlineKeyboardMarkup([])
_IDS = ("update_id", "message_id", "migrate_to_chat_id", "migrate_from_chat_id")
_WITH_ID = ("chat", "from", "sender_chat", "user", "via_bot", "sender_business_bot")
_SOME_TIME = datetime(2026, 1, 1, tzinfo=UTC)


def as_update(raw: Mapping[str, Any], arrival: Arrival, bot: Bot) -> Update:
    """Raises what the library raises for what is no update, and ValueError for an id that is no number."""
    query = raw.get("callback_query")
    if isinstance(query, Mapping) and (tap := _tap(query)):
        made = ArrivedUpdate(raw["update_id"], callback_query=tap)
    else:
        _only_numbers(raw)
        made = cast(ArrivedUpdate, ArrivedUpdate.de_json(dict(raw), bot))
    made.arrival = arrival
    return made


def _tap(query: Mapping[str, Any]) -> CallbackQuery | None:
    """None when it is not a tap under a text in a private chat."""
    try:
        message, person = query["message"], query["from"]
        chat = message["chat"]
        if not (_is_number(message["message_id"]) and _is_number(chat["id"]) and _is_number(person["id"])):
            return None
        if chat["type"] != Chat.PRIVATE or not message["date"]:
            return None
        shown = _Message(
            message["message_id"],
            _SOME_TIME,
            _Chat(chat["id"], chat["type"]),
            text=message["text"],
            reply_markup=SOME_KEYBOARD if "reply_markup" in message else None,
        )
        user = _User(person["id"], "", person["is_bot"], language_code=person.get("language_code"))
        return _Query(query["id"], user, query["chat_instance"], message=shown, data=query.get("data"))
    except (KeyError, TypeError):
        return None


def _is_number(given: object) -> bool:
    return isinstance(given, int) and not isinstance(given, bool)


def _only_numbers(part: object) -> None:
    """Ids go into calls as they came; a text there would end the number and begin a field of its own."""
    if isinstance(part, Mapping):
        for key, value in part.items():
            of_somebody = key in _WITH_ID and isinstance(value, Mapping) and "id" in value
            if not _is_number(value["id"] if of_somebody else value if key in _IDS else 0):
                raise ValueError("an id that is no number")
            _only_numbers(value)
    elif isinstance(part, list):
        for each in part:
            _only_numbers(each)
