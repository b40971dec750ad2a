"""An error in a handler breaks no talk: helplines for the person, a word in the log (S10, S17)."""

import logging
from collections.abc import Callable, Coroutine
from dataclasses import replace
from typing import Any

from telegram import Chat, Update

from content.flow import HELPLINES
from handlers.live_message import ask, view
from handlers.navigation import step
from handlers.protocols import Deps
from handlers.state import State, language_of_phone

log = logging.getLogger("qoldau.handlers")


def on_error(deps: Deps) -> Callable[[object, Any], Coroutine[Any, Any, None]]:
    """The library's error handler."""

    async def handle(update: object, context: Any) -> None:
        log.error("handler_failed", extra={"fields": {"kind": type(context.error).__name__}})
        chat = update.effective_chat if isinstance(update, Update) else None
        if not isinstance(update, Update) or chat is None or chat.type != Chat.PRIVATE:
            return
        user = update.effective_user
        talk = deps.sessions.get(chat.id)
        state = talk.state if talk else State(language_of_phone(user.language_code if user else None))
        following = step(deps.book().content, HELPLINES, state, deps.today())
        ask(deps, context.arrival, replace(view(deps, following), anew=True))
        if update.message:
            context.arrival.owes(deps.sessions.clean(chat.id, update.message.message_id))
        if update.callback_query:
            deps.messenger.answer(update.callback_query.id, chat.id)

    return handle
