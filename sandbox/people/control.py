"""The control actions by name, for people in this process and, over HTTP, in another."""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable
from dataclasses import asdict

from sandbox.api.faults import Fault
from sandbox.api.methods import Api
from sandbox.api.world import Chat, Json
from sandbox.people import phone

Act = Callable[[Api, Json], Awaitable[Json]]
LONGEST_WAIT = 60.0


def _chat(api: Api, given: Json) -> Chat:
    return phone.person_chat(api.world, given["person"])


def _place(api: Api, given: Json) -> Chat:
    number = given.get("chat_id") or given["person"]
    if number not in api.world.chats:
        raise phone.NotInSandboxError(f"no chat {number}")
    return api.world.chats[number]


async def meet(api: Api, given: Json) -> Json:
    """A new person: name, language, last_name, username."""
    chat = phone.meet(
        api.world, given["name"], given["language"], given.get("last_name", ""), given.get("username", "")
    )
    return {"person": chat.id}


async def people(api: Api, _given: Json) -> Json:
    """All people."""
    return {"people": [chat.user for chat in api.world.chats.values() if chat.user]}


async def language(api: Api, given: Json) -> Json:
    """Another language of the person's phone."""
    chat = _chat(api, given)
    if chat.user is not None:
        chat.user = {**chat.user, "language_code": given["language"]}
    api.world.changed(chat)
    return {}


async def say(api: Api, given: Json) -> Json:
    """Text, in the private chat or in the group `chat_id`."""
    return phone.write(api.world, _chat(api, given), {"text": given["text"]}, _place(api, given))


async def send(api: Api, given: Json) -> Json:
    """A sticker, voice message, photo and the like; `content` instead of a sample if given."""
    content = given.get("content") or phone.sample(given["kind"])
    return phone.write(api.world, _chat(api, given), content, _place(api, given))


async def edit(api: Api, given: Json) -> Json:
    """The person edits a message of theirs."""
    return phone.edit(api.world, _chat(api, given), given["message_id"], given["text"])


async def tap(api: Api, given: Json) -> Json:
    """A tap on callback data of a message."""
    return phone.tap(api.world, _chat(api, given), given["message_id"], given["data"], _place(api, given))


async def block(api: Api, given: Json) -> Json:
    """The person blocks the bot."""
    return phone.block(api.world, _chat(api, given))


async def unblock(api: Api, given: Json) -> Json:
    """The person unblocks the bot."""
    return phone.unblock(api.world, _chat(api, given))


async def delete_chat(api: Api, given: Json) -> Json:
    """The person wipes their side of the chat."""
    return phone.delete_chat(api.world, _chat(api, given))


async def delete_message(api: Api, given: Json) -> Json:
    """The person deletes a message for both."""
    return phone.delete_message(api.world, _chat(api, given), given["message_id"])


async def add_to_group(api: Api, given: Json) -> Json:
    """The bot is added to a new group."""
    return phone.add_to_group(api.world, _chat(api, given), given["title"])


async def post_to_channel(api: Api, given: Json) -> Json:
    """A post in a new channel."""
    return phone.post_to_channel(api.world, _chat(api, given), given["title"], given["text"])


async def look(api: Api, given: Json) -> Json:
    """The chat as seen, once its version is above `after` or after `seconds`."""
    chat = _place(api, given)
    if "after" in given and chat.version <= given["after"]:
        seconds = min(float(given.get("seconds", LONGEST_WAIT)), LONGEST_WAIT)
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(api.world.next_change(chat, given["after"]), seconds)
    return phone.seen(api.world, chat)


async def confirmed(api: Api, given: Json) -> Json:
    """Waits until the bot confirmed every update; `done` tells whether it did within `seconds`."""
    seconds = min(float(given.get("seconds", LONGEST_WAIT)), LONGEST_WAIT)
    with contextlib.suppress(TimeoutError):
        await asyncio.wait_for(api.world.updates.confirmed(), seconds)
    return {"done": not len(api.world.updates)}


async def redeliver(api: Api, given: Json) -> Json:
    """An update already confirmed comes once more."""
    return {"done": api.world.updates.redeliver(given["update_id"])}


async def renumber(api: Api, given: Json) -> Json:
    """The next update id."""
    api.world.updates.renumber(given["update_id"])
    return {}


async def fault(api: Api, given: Json) -> Json:
    """A fault for the next `count` calls, of a method or chat if given."""
    ordered, count = Fault(**given["fault"]), given.get("count", 1)
    if "chat_id" in given:
        api.faults.for_chat(given["chat_id"], ordered, count, given.get("method"))
    elif "method" in given:
        api.faults.next(given["method"], ordered, count)
    else:
        api.faults.always(ordered, count)
    return {}


async def mend(api: Api, _given: Json) -> Json:
    """No faults any more."""
    api.faults.clear()
    return {}


async def calls(api: Api, given: Json) -> Json:
    """Recorded calls with a number above `after`."""
    found = [asdict(call) for call in api.recorder if call.number > given.get("after", 0)]
    return {"calls": found}


ACTS: dict[str, Act] = {
    act.__name__: act
    for act in (
        meet,
        people,
        language,
        say,
        send,
        edit,
        tap,
        block,
        unblock,
        delete_chat,
        delete_message,
        add_to_group,
        post_to_channel,
        look,
        confirmed,
        redeliver,
        renumber,
        fault,
        mend,
        calls,
    )
}
