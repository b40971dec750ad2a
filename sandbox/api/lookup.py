"""Finds the chat and message a call means, refusing as Telegram does."""

from sandbox.api.params import Params, integer, text_of
from sandbox.api.refusals import bad_request, forbidden
from sandbox.api.world import Chat, Json, World


def chat_of(world: World, params: Params) -> Chat:
    """The chat of the call. Raises ApiError when the bot never met it."""
    given = text_of(params, "chat_id").strip()
    if not given:
        raise bad_request("chat_id is empty")
    if given.startswith("@"):
        names = (chat for chat in world.chats.values() if chat.info.get("username") == given[1:])
        chat = next(names, None)
    else:
        chat = world.chats.get(int(given)) if given.lstrip("-").isdigit() else None
    if chat is None or not chat.known:
        raise bad_request("chat not found")
    return chat


def writable(world: World, params: Params) -> Chat:
    """The chat of the call, if the bot may write there."""
    chat = chat_of(world, params)
    if chat.blocked:
        raise forbidden("bot was blocked by the user")
    if chat.left:
        kind = "group chat" if chat.info["type"] == "group" else f"{chat.info['type']} chat"
        raise forbidden(f"bot is not a member of the {kind}")
    return chat


def own_message(world: World, chat: Chat, params: Params) -> Json:
    """The bot's own message that the call edits."""
    if "message_id" not in params:
        raise bad_request("message identifier is not specified")
    message = chat.messages.get(integer(params, "message_id"))
    if message is None:
        raise bad_request("message to edit not found")
    if message.get("from") is not world.bot:
        raise bad_request("message can't be edited")
    return message
