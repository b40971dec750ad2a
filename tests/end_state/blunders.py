"""Bots that are wrong in one thing, for the machine to find: each spoils calls on their way to Telegram."""

from collections.abc import Callable
from typing import Any

from end_state.oracle import dull
from sandbox.api.params import Params

Blunder = Callable[[str, Params], dict[str, Any] | None]
"""The answer in place of Telegram's, None to let the call through (changed, perhaps)."""
DONE: dict[str, Any] = {"ok": True, "result": True}


def hides_nothing(method: str, params: Params) -> dict[str, Any] | None:
    """Never turns a message dull."""
    return DONE if method == "editMessageText" and params["text"] in dull() else None


def deletes_nothing(method: str, params: Params) -> dict[str, Any] | None:
    return DONE if method == "deleteMessages" else None


def forgets_the_newest(method: str, params: Params) -> dict[str, Any] | None:
    """Deletes all but the newest message that it was told to."""
    if method == "deleteMessages" and len(params["message_ids"]) > 1:
        params["message_ids"] = sorted(params["message_ids"])[:-1]
    return None


def keeps_the_keyboard(method: str, params: Params) -> dict[str, Any] | None:
    """Leaves a way back to the screen under the dull text."""
    if method == "editMessageText" and params["text"] in dull():
        button = {"text": "A", "callback_data": "1"}
        params["reply_markup"] = {"inline_keyboard": [[button, button]]}
    return None


BLUNDERS: tuple[Blunder, ...] = (hides_nothing, deletes_nothing, forgets_the_newest, keeps_the_keyboard)
