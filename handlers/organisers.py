"""Commands and buttons of organisers: seen by them alone, everybody else gets what any unknown one gets."""

import json
from collections.abc import Callable, Coroutine
from typing import Any

from telegram import Chat, Update
from telegram.ext import BaseHandler, TypeHandler

from content.render import label
from handlers.context import arrival_of
from handlers.keyboards import Sheet
from handlers.protocols import Deps
from handlers.state import language_of_phone

Answer = Callable[[Update, object], Coroutine[Any, Any, None]]
COMMANDS = ("stats", "health")
BUTTON = "o:"
WHO_AM_I = "/id"


class _Organisers(TypeHandler[Update, Any, None]):
    """Takes an update only when it is an organiser's command or button and its sender is an organiser."""

    def __init__(self, deps: Deps, callback: Answer) -> None:
        super().__init__(Update, callback)
        self._deps = deps

    def check_update(self, update: object) -> bool:
        if not isinstance(update, Update) or update.effective_user is None:
            return False
        if update.effective_user.id not in self._deps.organisers:
            return False
        if update.callback_query:
            return (update.callback_query.data or "").startswith(BUTTON)
        text = (update.message.text if update.message else None) or ""
        return text.startswith("/") and text[1:].split(" ")[0].split("@")[0] in COMMANDS


def is_organisers(deps: Deps, callback: Answer) -> BaseHandler[Any, Any, Any]:
    """The handler of everything that only organisers may ask for (S49)."""
    return _Organisers(deps, callback)


class _NobodyYet(TypeHandler[Update, Any, None]):
    """Takes /id in a private chat while there is no organiser, and only then."""

    def __init__(self, deps: Deps, callback: Answer) -> None:
        super().__init__(Update, callback)
        self._deps = deps

    def check_update(self, update: object) -> bool:
        if not isinstance(update, Update) or not update.message or self._deps.organisers:
            return False
        private = update.message.chat.type == Chat.PRIVATE
        return private and update.message.text == WHO_AM_I and not arrival_of(update).stale


def asks_for_id(deps: Deps) -> BaseHandler[Any, Any, Any]:
    """The handler that tells the future organiser the number that ORGANISERS needs."""

    async def tell(update: Update, _: object) -> None:
        if user := update.effective_user:
            line = label(deps.book().content, language_of_phone(user.language_code), "id_answer")
            await deps.messenger.send(user.id, Sheet(json.dumps(f"{line} {user.id}", ensure_ascii=False), ""))

    return _NobodyYet(deps, tell)
