"""What comes from elsewhere than a private chat, and a person who blocks the bot."""

from telegram import Chat, ChatMember, Update

from handlers.protocols import Deps
from handlers.state import language_of_phone

_GONE = (ChatMember.LEFT, ChatMember.BANNED)


async def elsewhere(deps: Deps, update: Update) -> None:
    """In a group: one neutral line, then the bot leaves. A channel gets nothing."""
    chat, user = update.effective_chat, update.effective_user
    if chat is None or chat.type == Chat.CHANNEL or _has_left(update):
        return
    language = language_of_phone(user.language_code if user else None)
    await deps.messenger.send(chat.id, deps.book().plain(language, "group"))
    await deps.messenger.leave(chat.id)


def blocked(deps: Deps, update: Update) -> None:
    """A person blocked the bot: the chat is forgotten. Unblocking needs no answer; /start follows it."""
    if update.my_chat_member and _has_left(update):
        deps.sessions.forget(update.my_chat_member.chat.id)


def _has_left(update: Update) -> bool:
    change = update.my_chat_member
    return change is not None and change.new_chat_member.status in _GONE
