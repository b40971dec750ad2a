"""Somebody with a phone, for tests of whole talks: acts, and waits on events."""

import time
from collections.abc import Awaitable, Callable
from typing import Any, Protocol

from sandbox.people.chat_view import Bubble, ChatView, view_of

PATIENCE = 10.0
ONE_LOOK = 20.0


class Control(Protocol):
    """Runs a control action by name and gives its JSON answer. Raises LookupError for what does not exist."""

    def __call__(self, name: str, /, **given: Any) -> Awaitable[dict[str, Any]]: ...


class NothingHappenedError(AssertionError):
    """What the person waited for did not come in time; the message shows their screen."""


class Person:
    """Somebody with a phone. Make one with `Crowd.person`.

    `last_update` is the id of the update their last act caused, None when the bot does not get any;
    `last_message` the id of what they sent last, 0 before.
    """

    def __init__(self, act: Control, number: int) -> None:
        self._do = act
        self.id = number
        self.last_update: int | None = None
        self.last_message = 0

    async def _act(self, name: str, /, **given: Any) -> dict[str, Any]:
        done = await self._do(name, person=self.id, **given)
        if "update_id" in done:
            self.last_update = done["update_id"]
        return done

    async def _sent(self, name: str, /, **given: Any) -> int:
        self.last_message = int((await self._act(name, **given))["message_id"])
        return self.last_message

    async def start(self, payload: str = "") -> int:
        """Opens the bot, by a deep link if there is a payload; gives the message id."""
        return await self.say(f"/start {payload}".strip())

    async def say(self, text: str, *, group: int | None = None) -> int:
        """Types a text, in the private chat or a group; gives the message id."""
        return await self._sent("say", text=text, chat_id=group)

    async def send(self, kind: str, content: dict[str, Any] | None = None) -> int:
        """Sends something that is not text (kinds: phone.SAMPLES); gives the message id."""
        return await self._sent("send", kind=kind, content=content)

    async def edit(self, message_id: int, text: str) -> None:
        """Edits a message of their own."""
        await self._act("edit", message_id=message_id, text=text)

    async def tap(self, label: str = "", *, data: str = "", message: int | None = None) -> str:
        """Taps a button by its label (whole, or a part only it has) or its data; gives the query id.

        Without `message` the newest message of the bot that has the button. With `data` and `message` the tap
        is sent even if the message is old, deleted, or no longer has that button.
        """
        if not (data and message is not None):
            message, data = await self._find(label, data, message)
        done = await self._act("tap", message_id=message, data=data)
        return str(done["query_id"])

    async def _find(self, label: str, data: str, message: int | None) -> tuple[int, str]:
        chat = await self.chat()
        bubbles = [bubble for bubble in chat.from_bot if message in (None, bubble.id)]
        for bubble in reversed(bubbles):
            button = bubble.button(label, data=data)
            if button is not None and button.data:
                return bubble.id, button.data
        raise LookupError(f"no one button {label or data!r} to tap on this screen:\n{chat.text}")

    async def tap_and_see(self, label: str = "", *, data: str = "", message: int | None = None) -> ChatView:
        """Taps and waits until the tap is answered; gives the chat as it then stands."""
        query = await self.tap(label, data=data, message=message)
        return await self.wait_for(lambda chat: any(notice.query_id == query for notice in chat.notices))

    async def block(self) -> None:
        """Blocks the bot."""
        await self._act("block")

    async def unblock(self) -> None:
        """Unblocks the bot."""
        await self._act("unblock")

    async def delete_chat(self) -> None:
        """Wipes the chat from their phone."""
        await self._act("delete_chat")

    async def delete_message(self, message_id: int) -> None:
        """Deletes a message for both sides."""
        await self._act("delete_message", message_id=message_id)

    async def set_language(self, code: str) -> None:
        """Changes the language of their phone."""
        await self._act("language", language=code)

    async def add_bot_to_group(self, title: str = "Group") -> int:
        """Adds the bot to a new group; gives its chat id."""
        return int((await self._act("add_to_group", title=title))["chat_id"])

    async def post_to_channel(self, text: str, title: str = "Channel") -> int:
        """Posts in a new channel where the bot is; gives its chat id."""
        done = await self._act("post_to_channel", title=title, text=text)
        return int(done["chat_id"])

    async def chat(self, group: int | None = None) -> ChatView:
        """The private chat (or a group) as it stands."""
        return view_of(await self._act("look", chat_id=group))

    async def wait_for(
        self, wanted: Callable[[ChatView], object], *, group: int | None = None, patience: float = PATIENCE
    ) -> ChatView:
        """Waits on changes until `wanted` holds. Raises NothingHappenedError after `patience` seconds."""
        until = time.monotonic() + patience
        chat = await self.chat(group)
        while not wanted(chat):
            left = until - time.monotonic()
            if left <= 0:
                raise NothingHappenedError(f"within {patience} s; the screen shows:\n{chat.text}")
            seen = await self._act("look", chat_id=group, after=chat.version, seconds=min(left, ONE_LOOK))
            chat = view_of(seen)
        return chat

    async def reply(self, after: int | None = None, *, patience: float = PATIENCE) -> Bubble:
        """The bot's first message newer than the message id `after`, or than what the person sent last."""
        known = self.last_message if after is None else after
        chat = await self.wait_for(lambda chat: chat.last and chat.last.id > known, patience=patience)
        return next(bubble for bubble in chat.from_bot if bubble.id > known)
