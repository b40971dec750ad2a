"""What the sandbox holds in memory: one bot, its chats, their messages and the callback queries."""

import asyncio
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from sandbox.api.update_queue import Updates

Json = dict[str, Any]
TWO_DAYS = 48 * 3600
NOTICES = 200
QUERIES = 10_000


@dataclass(slots=True)
class Chat:
    """A chat and what its person sees of it. `cleared` is the last message the person wiped away."""

    id: int
    info: Json
    user: Json | None = None
    messages: dict[int, Json] = field(default_factory=dict)
    notices: deque[Json] = field(default_factory=lambda: deque(maxlen=NOTICES))
    known: bool = False
    blocked: bool = False
    left: bool = False
    cleared: int = 0
    unanswered: int = 0
    action: str = ""
    menu_button: Json | None = None
    version: int = 0
    watchers: list[asyncio.Future[None]] = field(default_factory=list)


@dataclass(slots=True)
class Query:
    """A tap that waits for its answer. `made` is in unix seconds."""

    chat: Chat
    made: float
    answered: bool = False


@dataclass(slots=True)
class Profile:
    """Names, descriptions and commands the bot has set, by language code; `""` is the default."""

    names: dict[str, str] = field(default_factory=dict)
    descriptions: dict[str, str] = field(default_factory=dict)
    short_descriptions: dict[str, str] = field(default_factory=dict)
    commands: dict[tuple[str, str], list[Json]] = field(default_factory=dict)
    menu_button: Json = field(default_factory=lambda: {"type": "commands"})


class World:
    """All state behind one bot. `now` gives unix seconds."""

    def __init__(
        self,
        now: Callable[[], float],
        first_update_id: int = 1,
        first_message_id: int = 1,
        bot_id: int = 1,
        username: str = "sandbox_bot",
    ) -> None:
        self.now = now
        self.bot: Json = {"id": bot_id, "is_bot": True, "first_name": "Sandbox", "username": username}
        self.profile = Profile()
        self.updates = Updates(now, first_update_id)
        self.chats: dict[int, Chat] = {}
        self.queries: dict[str, Query] = {}
        self.files: dict[str, tuple[str, str, bytes]] = {}
        self.content_errors: list[str] = []
        self.version = 0
        self._next_message = first_message_id
        self._next_name = 0
        self._watchers: list[asyncio.Future[None]] = []

    def next_message_id(self) -> int:
        """One sequence a bot over all its chats, as in Telegram's private chats."""
        number = self._next_message
        self._next_message += 1
        return number

    def next_name(self) -> int:
        """A fresh number for a query, file or pretend id."""
        self._next_name += 1
        return self._next_name

    def add_query(self, chat: Chat) -> str:
        """Notes a tap; gives the id the bot answers it with."""
        query_id = str(4_000_000_000_000_000 + self.next_name())
        self.queries[query_id] = Query(chat, self.now())
        if len(self.queries) > QUERIES:
            del self.queries[next(iter(self.queries))]
        chat.unanswered += 1
        return query_id

    def changed(self, chat: Chat | None) -> None:
        """Marks the chat (None: something that concerns all) as changed and wakes who waits for it."""
        self.version += 1
        waiting, self._watchers = self._watchers, []
        if chat is not None:
            chat.version = self.version
            waiting += chat.watchers
            chat.watchers = []
        for watcher in waiting:
            if not watcher.done():
                watcher.set_result(None)

    async def next_change(self, chat: Chat | None, after: int) -> None:
        """Returns once the chat (None: anything) has a version above `after`."""
        while (self.version if chat is None else chat.version) <= after:
            watcher: asyncio.Future[None] = asyncio.get_running_loop().create_future()
            (self._watchers if chat is None else chat.watchers).append(watcher)
            await watcher


def new_message(world: World, chat: Chat, content: Json, sender: Json | None) -> Json:
    """A message in the chat, in the shape of the Bot API's Message."""
    message: Json = {"message_id": world.next_message_id()}
    if sender is not None:
        message["from"] = sender
    message |= {"chat": chat.info, "date": int(world.now()), **content}
    chat.messages[message["message_id"]] = message
    chat.action = ""
    world.changed(chat)
    return message


def remove_message(world: World, chat: Chat, message_id: int) -> None:
    """Takes the message away for both sides."""
    chat.messages.pop(message_id, None)
    world.changed(chat)


def is_old(world: World, message: Json) -> bool:
    """Past the 48 hours within which Telegram deletes for everyone and shows a message to the bot."""
    return bool(world.now() - message["date"] > TWO_DAYS)
