"""All handlers in the order in which they are asked, ready to be added to the library's Application."""

from typing import Any

from telegram import Chat, Update
from telegram.ext import BaseHandler, ChatMemberHandler, TypeHandler

from handlers.conversation import Conversation, conversation
from handlers.groups import blocked, elsewhere
from handlers.organisers import asks_for_id, is_organisers
from handlers.protocols import Deps

ALLOWED_UPDATES = ("message", "edited_message", "callback_query", "my_chat_member")
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

    talk = conversation(deps)
    return [
        _Elsewhere(Update, on_elsewhere),
        ChatMemberHandler(on_member, ChatMemberHandler.MY_CHAT_MEMBER),
        asks_for_id(deps),
        is_organisers(deps, on_organiser),
        talk,
    ], talk
