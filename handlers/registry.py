"""All handlers in the order in which they are asked, ready to be added to the library's Application."""

from collections.abc import Callable, Coroutine
from typing import Any

from telegram import Chat, Message, Update
from telegram.ext import BaseHandler, ChatMemberHandler, MessageHandler, TypeHandler, filters

from handlers.context import Context
from handlers.conversation import END, OPEN, Conversation, conversation
from handlers.on_command import command
from handlers.on_media import blocked, elsewhere, media
from handlers.on_text import typed
from handlers.organisers import asks_for_id, is_organisers
from handlers.protocols import Arrival, Deps

ALLOWED_UPDATES = ("message", "edited_message", "callback_query", "my_chat_member")
Answer = Callable[[Deps, Arrival, Message], None]
OnMessage = Callable[[Update, Context], Coroutine[Any, Any, int]]
_Any = BaseHandler[Any, Any, Any]


class _Elsewhere(TypeHandler[Update, Any, None]):
    """Takes every update that does not come from a private chat."""

    def check_update(self, update: object) -> bool:
        chat = update.effective_chat if isinstance(update, Update) else None
        return chat is not None and chat.type != Chat.PRIVATE


def handlers(deps: Deps) -> tuple[list[_Any], Conversation]:
    """The handlers of one group, first match wins, and the conversation among them."""

    async def on_elsewhere(update: Update, _: object) -> None:
        await elsewhere(deps, update)

    async def on_member(update: Update, _: object) -> None:
        blocked(deps, update)

    async def on_organiser(update: Update, _: object) -> None:
        await deps.reports.update(update)

    spoken: list[_Any] = [
        MessageHandler(filters.COMMAND, _answering(deps, command)),
        MessageHandler(filters.TEXT, _answering(deps, typed)),
        MessageHandler(filters.ALL, _answering(deps, media)),
    ]
    talk = conversation(deps, spoken)
    return [
        _Elsewhere(Update, on_elsewhere),
        ChatMemberHandler(on_member, ChatMemberHandler.MY_CHAT_MEMBER),
        asks_for_id(deps),
        is_organisers(deps, on_organiser),
        talk,
    ], talk


def _answering(deps: Deps, answer: Answer) -> OnMessage:
    async def on_message(update: Update, context: Context) -> int:
        message = update.effective_message
        if message is None:
            return END
        answer(deps, context.arrival, message)
        return OPEN if deps.sessions.get(message.chat.id) else END

    return on_message
