"""Commands and buttons of organisers: seen by them alone, everybody else gets what any unknown one gets."""

from collections.abc import Callable, Coroutine
from typing import Any

from telegram import Update
from telegram.ext import BaseHandler, TypeHandler

from handlers.ports import Service

Answer = Callable[[Update, object], Coroutine[Any, Any, None]]
COMMANDS = ("stats", "health")
BUTTON = "o:"


class _Organisers(TypeHandler[Update, Any, None]):
    """Takes an update only when it is an organiser's command or button and its sender is an organiser."""

    def __init__(self, service: Service, callback: Answer) -> None:
        super().__init__(Update, callback)
        self._service = service

    def check_update(self, update: object) -> bool:
        if not isinstance(update, Update) or update.effective_user is None:
            return False
        if update.effective_user.id not in self._service.organisers:
            return False
        if update.callback_query:
            return (update.callback_query.data or "").startswith(BUTTON)
        text = (update.message.text if update.message else None) or ""
        return text.startswith("/") and text[1:].split(" ")[0].split("@")[0] in COMMANDS


def is_organisers(service: Service, callback: Answer) -> BaseHandler[Any, Any, Any]:
    """The handler of everything that only organisers may ask for (S49)."""
    return _Organisers(service, callback)
