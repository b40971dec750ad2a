"""Methods that send: text, photo, document, contact, chat action."""

from typing import Any

from sandbox.api.entities import CAPTION_LIMIT, TEXT_LIMIT, Formatted, formatted, utf16_length
from sandbox.api.lookup import writable
from sandbox.api.params import Params, Upload, boolean, decoded, text_of
from sandbox.api.refusals import bad_request
from sandbox.api.reply_markup import reply_markup
from sandbox.api.world import Chat, Json, World, new_message

ACTIONS = frozenset(
    [
        "typing",
        "upload_photo",
        "record_video",
        "upload_video",
        "record_voice",
        "upload_voice",
        "upload_document",
        "choose_sticker",
        "find_location",
        "record_video_note",
        "upload_video_note",
        "cancel",
    ]
)


def send_message(world: World, params: Params) -> Json:
    """sendMessage"""
    text, entities = formatted(params, "text")
    if not text:
        raise bad_request("message text is empty")
    if utf16_length(text) > TEXT_LIMIT:
        raise bad_request("message is too long")
    content: Json = {"text": text}
    if entities:
        content["entities"] = entities
    return _sent(world, params, content)


def send_photo(world: World, params: Params) -> Json:
    """sendPhoto"""
    chat = writable(world, params)
    return _sent(world, params, photo(world, params, params.get("photo")) | caption(params), chat)


def send_document(world: World, params: Params) -> Json:
    """sendDocument"""
    chat = writable(world, params)
    return _sent(world, params, document(world, params, params.get("document")) | caption(params), chat)


def send_contact(world: World, params: Params) -> Json:
    """sendContact"""
    number, name = text_of(params, "phone_number"), text_of(params, "first_name")
    if not number:
        raise bad_request("phone number is empty")
    if not name:
        raise bad_request("first name is empty")
    contact = {"phone_number": number, "first_name": name}
    if text_of(params, "last_name"):
        contact["last_name"] = text_of(params, "last_name")
    return _sent(world, params, {"contact": contact})


def send_chat_action(world: World, params: Params) -> bool:
    """sendChatAction"""
    chat = writable(world, params)
    action = text_of(params, "action")
    if action not in ACTIONS:
        raise bad_request("wrong parameter action in request")
    chat.action = "" if action == "cancel" else action
    world.changed(chat)
    return True


def _sent(world: World, params: Params, content: Json, chat: Chat | None = None) -> Json:
    markup = reply_markup(params)
    chat = chat or writable(world, params)
    reply = _replied(chat, params)
    if reply is not None:
        content["reply_to_message"] = reply
    if boolean(params, "protect_content"):
        content["has_protected_content"] = True
    if markup:
        content["reply_markup"] = markup
    message = new_message(world, chat, content, world.bot)
    return _as_returned(message)


def _as_returned(message: Json) -> Json:
    if "inline_keyboard" in message.get("reply_markup", {"inline_keyboard": ()}):
        return message
    return {key: value for key, value in message.items() if key != "reply_markup"}


def _replied(chat: Chat, params: Params) -> Json | None:
    given = decoded(params, "reply_parameters") or {}
    message_id = given.get("message_id")
    if message_id is None:
        return None
    message = chat.messages.get(int(message_id))
    if message is None and not given.get("allow_sending_without_reply"):
        raise bad_request("message to be replied not found")
    return message and {key: value for key, value in message.items() if key != "reply_to_message"}


def caption(params: Params) -> Json:
    """The caption fields of a message. Raises ApiError when too long."""
    text, entities = checked_caption(params)
    content: Json = {"caption": text} if text else {}
    if entities:
        content["caption_entities"] = entities
    return content


def checked_caption(params: Params) -> Formatted:
    """Caption and its entities."""
    text, entities = formatted(params, "caption")
    if utf16_length(text) > CAPTION_LIMIT:
        raise bad_request("message caption is too long")
    return text, entities


def photo(world: World, params: Params, given: Any) -> Json:
    """The photo field, of an upload or a known file id."""
    file_id, _, data = _file(world, params, given, "photo")
    size = {"file_id": file_id, "file_unique_id": f"u{file_id}", "width": 800, "height": 600}
    return {"photo": [{**size, "file_size": len(data)}]}


def document(world: World, params: Params, given: Any) -> Json:
    """The document field, of an upload or a known file id."""
    file_id, name, data = _file(world, params, given, "document")
    kind = world.files[file_id][1]
    facts = {"file_id": file_id, "file_unique_id": f"u{file_id}", "file_name": name}
    return {"document": {**facts, "mime_type": kind, "file_size": len(data)}}


def _file(world: World, params: Params, given: Any, what: str) -> tuple[str, str, bytes]:
    if isinstance(given, str) and given.startswith("attach://"):
        given = params.get(given.removeprefix("attach://"))
    if isinstance(given, Upload):
        if not given.data:
            raise bad_request("file must be non-empty")
        file_id = f"sandbox{what}{world.next_name()}"
        world.files[file_id] = (given.name, given.content_type, given.data)
    elif given and given in world.files:
        file_id = given
    elif given:
        raise bad_request("wrong file identifier/HTTP URL specified")
    else:
        raise bad_request(f"there is no {what} in the request")
    name, _, data = world.files[file_id]
    return file_id, name, data
