"""What organisers get in Telegram: published counts and whether the bot is well (S49)."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from typing import Protocol

from telegram import Update

from bot.counts.errors import CountsError
from bot.counts.publish import Published
from bot.counts.text import report_text
from content.render import label
from handlers.pages import Book, Sheet
from handlers.ports import Courier
from handlers.state import language_of_phone

FIRST_WEEKS = 13


class Source(Protocol):
    """Where published counts come from."""

    async def get(self) -> Published: ...


class OrganiserDesk:
    """Implements `handlers.ports.Reports`."""

    def __init__(
        self,
        book: Callable[[], Book],
        courier: Courier,
        source: Source,
        health: Callable[[str], Awaitable[str]],
    ) -> None:
        self._book = book
        self._courier = courier
        self._source = source
        self._health = health

    async def update(self, update: Update) -> None:
        """Answers /stats and /health in a private chat, by a message of its own."""
        message, user = update.effective_message, update.effective_user
        if message is None or user is None:
            return
        language = language_of_phone(user.language_code)
        asked = (message.text or "").split("@")[0].split(" ")[0].removeprefix("/")
        text = await self._health(language) if asked == "health" else await self._stats(language)
        await self._courier.send(message.chat.id, Sheet(json.dumps(text, ensure_ascii=False), ""))

    async def _stats(self, language: str) -> str:
        try:
            everything = await self._source.get()
        except CountsError:
            return label(self._book().content, language, "stats_unavailable")
        return await asyncio.to_thread(report_text, everything, language, FIRST_WEEKS)
