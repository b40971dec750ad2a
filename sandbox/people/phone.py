"""What pretend people do, turned into the updates a bot would get, and the chat as each of them sees it."""

from collections.abc import Callable

from sandbox.api.callback_queries import FRESH_SECONDS
from sandbox.api.entities import with_detected
from sandbox.api.profile_methods import named_bot
from sandbox.api.world import Chat, Json, World, is_old, new_message, remove_message

FIRST_PERSON = 7_000_000
FIRST_GROUP = -1_002_000_000_000
TINY_FILE = {"file_id": "sandbox-sample", "file_unique_id": "sample", "file_size": 1024}

SAMPLES: dict[str, Callable[[], Json]] = {
    "sticker": lambda: {
        "sticker": {
            **TINY_FILE,
            "type": "regular",
            "width": 512,
            "height": 512,
            "is_animated": False,
            "is_video": False,
            "emoji": "\N{WAVING HAND SIGN}",
        }
    },
    "voice": lambda: {"voice": {**TINY_FILE, "duration": 3, "mime_type": "audio/ogg"}},
    "photo": lambda: {"photo": [{**TINY_FILE, "width": 320, "height": 240}]},
    "document": lambda: {"document": {**TINY_FILE, "file_name": "file.pdf", "mime_type": "application/pdf"}},
    "location": lambda: {"location": {"latitude": 43.238, "longitude": 76.945}},
    "contact": lambda: {"contact": {"phone_number": "+77010000000", "first_name": "A"}},
    "video": lambda: {"video": {**TINY_FILE, "width": 320, "height": 240, "duration": 3}},
    "video_note": lambda: {"video_note": {**TINY_FILE, "length": 240, "duration": 3}},
    "animation": lambda: {"animation": {**TINY_FILE, "width": 320, "height": 240, "duration": 3}},
    "dice": lambda: {"dice": {"emoji": "\N{GAME DIE}", "value": 4}},
}


class NotInSandboxError(LookupError):
    """The person, chat, message or button asked for does not exist in the sandbox."""


def meet(world: World, name: str, language: str, last_name: str = "", username: str = "") -> Chat:
    """Makes a pretend person with an empty chat; the bot does not know of them until they write."""
    number = FIRST_PERSON + world.next_name()
    user: Json = {"id": number, "is_bot": False, "first_name": name}
    names = {"last_name": last_name, "username": username}
    user |= {key: value for key, value in names.items() if value}
    info = {"id": number, "type": "private", **{k: v for k, v in user.items() if "name" in k}}
    if language:
        user["language_code"] = language
    chat = world.chats[number] = Chat(number, info, user)
    world.changed(chat)
    return chat


def person_chat(world: World, person: int) -> Chat:
    """The private chat of a person."""
    chat = world.chats.get(person)
    if chat is None or chat.user is None:
        raise NotInSandboxError(f"no person {person} in the sandbox")
    return chat


def write(world: World, chat: Chat, content: Json, place: Chat | None = None) -> Json:
    """A person's message, in their private chat or in a group; gives message and update id (or None)."""
    place = place or chat
    if place is chat and chat.blocked:
        unblock(world, chat)
    place.known = True
    if "text" in content and "entities" not in content:
        text, entities = with_detected(content["text"], [])
        content = {**content, "text": text} | ({"entities": entities} if entities else {})
    message = new_message(world, place, content, chat.user)
    heard = place.info["type"] == "private" or _concerns_bot(world, content)
    update = world.updates.push("message", message) if heard and not place.left else None
    return {"message_id": message["message_id"], "update_id": update}


def _concerns_bot(world: World, content: Json) -> bool:
    text = content.get("text", "")
    return text.startswith("/") or f"@{world.bot['username']}" in text


def edit(world: World, chat: Chat, message_id: int, text: str) -> Json:
    """A person edits what they wrote."""
    old = chat.messages.get(message_id)
    if old is None or old.get("from", {}).get("id") != chat.id:
        raise NotInSandboxError(f"no message {message_id} of this person")
    text, entities = with_detected(text, [])
    kept = {key: value for key, value in old.items() if key not in ("text", "entities")}
    new = {**kept, "edit_date": int(world.now()), "text": text} | ({"entities": entities} if entities else {})
    chat.messages[message_id] = new
    world.changed(chat)
    return {"message_id": message_id, "update_id": world.updates.push("edited_message", new)}


def tap(world: World, chat: Chat, message_id: int, data: str, place: Chat | None = None) -> Json:
    """A tap on a button of any message, also an old, changed or deleted one; gives query and update id."""
    place = place or chat
    message = place.messages.get(message_id)
    shown: Json
    if message is None or is_old(world, message):
        shown = {"chat": place.info, "message_id": message_id, "date": 0}
    else:
        shown = message
    query_id = world.add_query(place)
    query = {
        "id": query_id,
        "from": chat.user,
        "message": shown,
        "chat_instance": str(place.id),
        "data": data,
    }
    update = world.updates.push("callback_query", query)
    world.changed(place)
    return {"query_id": query_id, "update_id": update}


def block(world: World, chat: Chat) -> Json:
    """The person blocks the bot."""
    chat.blocked = True
    world.changed(chat)
    return _membership(world, chat, chat, "member", "kicked")


def unblock(world: World, chat: Chat) -> Json:
    """The person unblocks the bot."""
    chat.blocked = False
    world.changed(chat)
    return _membership(world, chat, chat, "kicked", "member")


def delete_chat(world: World, chat: Chat) -> Json:
    """The person wipes the chat on their side; the bot is not told."""
    chat.cleared = max(chat.messages, default=chat.cleared)
    chat.notices.clear()
    world.changed(chat)
    return {}


def delete_message(world: World, chat: Chat, message_id: int) -> Json:
    """The person deletes a message for both sides; the bot is not told."""
    if message_id not in chat.messages:
        raise NotInSandboxError(f"no message {message_id}")
    remove_message(world, chat, message_id)
    return {}


def add_to_group(world: World, chat: Chat, title: str) -> Json:
    """The person adds the bot to a new group; gives its chat id."""
    number = FIRST_GROUP - world.next_name()
    group = world.chats[number] = Chat(
        number, {"id": number, "type": "supergroup", "title": title}, known=True
    )
    done = _membership(world, chat, group, "left", "member")
    joined = {"new_chat_members": [named_bot(world)]}
    world.updates.push("message", new_message(world, group, joined, chat.user))
    return {**done, "chat_id": number}


def post_to_channel(world: World, chat: Chat, title: str, text: str) -> Json:
    """A post of the person's in a channel where the bot is an administrator."""
    number = FIRST_GROUP - world.next_name()
    info = {"id": number, "type": "channel", "title": title}
    channel = world.chats[number] = Chat(number, info, known=True)
    content = {"sender_chat": info, "author_signature": chat.info["first_name"], "text": text}
    post = new_message(world, channel, content, None)
    return {"chat_id": number, "update_id": world.updates.push("channel_post", post)}


def _membership(world: World, chat: Chat, place: Chat, old: str, new: str) -> Json:
    def member(status: str) -> Json:
        return {"user": named_bot(world), "status": status} | (
            {"until_date": 0} if status == "kicked" else {}
        )

    change = {
        "chat": place.info,
        "from": chat.user,
        "date": int(world.now()),
        "old_chat_member": member(old),
        "new_chat_member": member(new),
    }
    return {"update_id": world.updates.push("my_chat_member", change)}


def seen(world: World, chat: Chat) -> Json:
    """The chat as it stands on the person's phone."""
    return {
        "version": chat.version,
        "person": chat.user,
        "chat": chat.info,
        "blocked": chat.blocked,
        "left": chat.left,
        "action": chat.action,
        "unanswered": sum(
            query.chat is chat and not query.answered and world.now() - query.made <= FRESH_SECONDS
            for query in world.queries.values()
        )
        if chat.unanswered
        else 0,
        "messages": [message for number, message in chat.messages.items() if number > chat.cleared],
        "notices": list(chat.notices),
    }


def sample(kind: str) -> Json:
    """Content of a sticker, voice message, photo and the like."""
    if kind not in SAMPLES:
        raise NotInSandboxError(f"no sample of {kind}; there are {', '.join(SAMPLES)}")
    return SAMPLES[kind]()
