"""What the intake must know of an update before anything is made of it."""

from collections.abc import Mapping
from typing import Any

STALE_SECONDS = 600
# What both databases can hold, with room for the offset after it.
HIGHEST_ID = 2**63 - 2
_MESSAGES = ("message", "edited_message")


def update_id(raw: object) -> int | None:
    """The id, or None for something that is no update at all, or has an id that none can have."""
    found = given_id(raw)
    return found if found is not None and 0 <= found <= HIGHEST_ID else None


def given_id(raw: object) -> int | None:
    """The id as it was given, whatever its size: good for nothing but confirming it."""
    found = raw.get("update_id") if isinstance(raw, Mapping) else None
    return found if isinstance(found, int) and not isinstance(found, bool) else None


def chat_of(raw: Mapping[str, Any]) -> int:
    """The chat whose order it belongs to; 0 when it names none."""
    for kind in (*_MESSAGES, "my_chat_member"):
        if isinstance(part := raw.get(kind), Mapping):
            return _id(part.get("chat"))
    query = raw.get("callback_query")
    if not isinstance(query, Mapping):
        return 0
    message = query.get("message")
    return (_id(message.get("chat")) if isinstance(message, Mapping) else 0) or _id(query.get("from"))


def is_stale(raw: Mapping[str, Any], now: float) -> bool:
    """Whether a message was written longer ago than the bot may answer (S22). Buttons carry no time."""
    for kind in _MESSAGES:
        if isinstance(part := raw.get(kind), Mapping):
            written = part.get("edit_date") or part.get("date")
            return isinstance(written, int | float) and now - written > STALE_SECONDS
    return False


def is_button(raw: Mapping[str, Any]) -> bool:
    return "callback_query" in raw


def _id(part: object) -> int:
    found = part.get("id") if isinstance(part, Mapping) else None
    return found if isinstance(found, int) else 0
