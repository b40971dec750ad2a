"""Methods that change or take away what was sent."""

from typing import Any

from sandbox.api.entities import TEXT_LIMIT, formatted, utf16_length
from sandbox.api.lookup import chat_of, own_message, writable
from sandbox.api.params import Params, decoded, integer
from sandbox.api.refusals import NOT_MODIFIED, bad_request
from sandbox.api.reply_markup import inline_keyboard
from sandbox.api.sending import checked_caption, document, photo
from sandbox.api.world import Chat, Json, World, is_old, remove_message

CONTENT = ("text", "entities", "photo", "document", "caption", "caption_entities", "reply_markup")
MOST_DELETED = 100


def edit_message_text(world: World, params: Params) -> Json:
    """editMessageText"""
    text, entities = formatted(params, "text")
    if not text:
        raise bad_request("message text is empty")
    markup = inline_keyboard(params)
    chat = writable(world, params)
    message = own_message(world, chat, params)
    if "text" not in message:
        raise bad_request("there is no text in the message to edit")
    if utf16_length(text) > TEXT_LIMIT:
        raise bad_request("MESSAGE_TOO_LONG")
    return _edited(world, chat, message, _filled(text=text, entities=entities, reply_markup=markup))


def edit_message_caption(world: World, params: Params) -> Json:
    """editMessageCaption"""
    text, entities = checked_caption(params)
    markup = inline_keyboard(params)
    chat = writable(world, params)
    message = own_message(world, chat, params)
    media = {key: message[key] for key in ("photo", "document") if key in message}
    if not media:
        raise bad_request("there is no caption in the message to edit")
    changed = _filled(caption=text, caption_entities=entities, reply_markup=markup)
    return _edited(world, chat, message, media | changed)


def edit_message_media(world: World, params: Params) -> Json:
    """editMessageMedia (photo and document)"""
    media = decoded(params, "media", "media JSON object")
    if not isinstance(media, dict):
        raise bad_request("media must be an Object" if media is not None else "input media is not specified")
    markup = inline_keyboard(params)
    chat = writable(world, params)
    message = own_message(world, chat, params)
    maker = {"photo": photo, "document": document}.get(str(media.get("type")))
    if maker is None:
        raise bad_request("unsupported media type specified")
    text, entities = checked_caption({**media})
    content = maker(world, params, media.get("media"))
    content |= _filled(caption=text, caption_entities=entities, reply_markup=markup)
    return _edited(world, chat, message, content)


def edit_message_reply_markup(world: World, params: Params) -> Json:
    """editMessageReplyMarkup"""
    markup = inline_keyboard(params)
    chat = writable(world, params)
    message = own_message(world, chat, params)
    kept = {key: message[key] for key in CONTENT if key in message and key != "reply_markup"}
    return _edited(world, chat, message, kept | _filled(reply_markup=markup), silent=True)


def _filled(**content: Any) -> Json:
    return {key: value for key, value in content.items() if value}


def _edited(world: World, chat: Chat, message: Json, content: Json, *, silent: bool = False) -> Json:
    if {key: message[key] for key in CONTENT if key in message} == content:
        raise bad_request(NOT_MODIFIED)
    new = {key: value for key, value in message.items() if key not in CONTENT} | content
    if not silent:
        new["edit_date"] = int(world.now())
    chat.messages[message["message_id"]] = new
    world.changed(chat)
    return new


def delete_message(world: World, params: Params) -> bool:
    """deleteMessage"""
    chat = chat_of(world, params)
    if "message_id" not in params:
        raise bad_request("message identifier is not specified")
    message_id = integer(params, "message_id")
    message = chat.messages.get(message_id)
    if message is None:
        raise bad_request("message to delete not found")
    _check_deletable(world, chat, message)
    remove_message(world, chat, message_id)
    return True


def delete_messages(world: World, params: Params) -> bool:
    """deleteMessages: unknown ids are skipped; one that may not be deleted refuses the whole call"""
    chat = chat_of(world, params)
    ids = decoded(params, "message_ids", "message identifiers JSON object")
    if ids is None or ids == []:
        raise bad_request("message identifiers are not specified")
    if not isinstance(ids, list):
        raise bad_request("expected an Array of message identifiers")
    if len(ids) > MOST_DELETED:
        raise bad_request("too many message identifiers specified")
    numbers = [int(given) if isinstance(given, int) or str(given).isdigit() else 0 for given in ids]
    if min(numbers) <= 0:
        raise bad_request("invalid message identifier specified")
    known = [number for number in numbers if number in chat.messages]
    for number in known:
        _check_deletable(world, chat, chat.messages[number])
    for number in known:
        remove_message(world, chat, number)
    return True


def _check_deletable(world: World, chat: Chat, message: Json) -> None:
    if chat.info["type"] != "private" and message.get("from") is not world.bot:
        raise bad_request("message can't be deleted")
    if is_old(world, message):
        raise bad_request("message can't be deleted for everyone")
