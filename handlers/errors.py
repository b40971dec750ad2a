"""An error in a handler breaks no talk: helplines for the person, a word in the log (S10, S17)."""

import logging
from collections.abc import Callable, Coroutine
from typing import Any

from telegram import Chat, Update

from content.flow import HELPLINES
from handlers.ports import Service
from handlers.showing import show
from handlers.state import State, language_of_phone
from handlers.talk import step

log = logging.getLogger("qoldau.handlers")


def on_error(service: Service) -> Callable[[object, Any], Coroutine[Any, Any, None]]:
    """The library's error handler."""

    async def handle(update: object, context: Any) -> None:
        log.error("handler_failed", extra={"fields": {"kind": type(context.error).__name__}})
        chat = update.effective_chat if isinstance(update, Update) else None
        if chat is None or chat.type != Chat.PRIVATE:
            return
        user = update.effective_user if isinstance(update, Update) else None
        state = State(language_of_phone(user.language_code if user else None))
        talk = service.talks.get(chat.id)
        following = step(service.book().content, HELPLINES, talk.state if talk else state, service.today())
        await show(service, chat.id, following, 0)
        if isinstance(update, Update) and update.message:
            await service.courier.delete(chat.id, [update.message.message_id])

    return handle
