"""Answers organisers: the summary with its buttons, charts drawn elsewhere, files, health (S49)."""

import asyncio
import json
import logging
from collections.abc import Awaitable, Callable

from telegram import Update

from bot.counts.claims import Subscriptions
from bot.counts.errors import CountsError
from bot.counts.publish import Published
from bot.counts.published_cache import PublishedCache
from bot.reports.chart_data import Chart, bars, steps
from bot.reports.chart_process import DrawingFailed, draw_in_process
from bot.reports.documents import document
from bot.reports.file_names import PRINTED, file_name
from bot.reports.period import last_weeks
from bot.reports.questions import answer_text
from bot.reports.report_words import words
from bot.reports.sending import TYPES, File, send_file, send_photo
from bot.reports.stats_buttons import (
    CHARTS,
    DIGEST,
    FILES,
    MENU,
    Asked,
    asked,
    keyboard,
    number_of_weeks,
    questions_keyboard,
)
from bot.reports.summary import Summary, summary
from bot.reports.text import report_text
from bot.telegram.messenger import Messenger
from bot.telegram.sender import Sender
from content.render import label
from handlers.keyboards import Book, Sheet
from handlers.state import language_of_phone

log = logging.getLogger("qoldau.organisers")

FIRST_PERIOD = "13"
LONGEST = 4096


class StatsCommand:
    """Implements `handlers.protocols.Reports`."""

    def __init__(
        self,
        book: Callable[[], Book],
        sender: Sender,
        published: PublishedCache,
        subscriptions: Subscriptions,
        health: Callable[[str], Awaitable[str]],
    ) -> None:
        self._book = book
        self._sender = sender
        self._messenger = Messenger(sender)
        self._published = published
        self._subscriptions = subscriptions
        self._health = health

    async def update(self, update: Update) -> None:
        """Answers /stats, /health and the buttons under a summary."""
        user, chat = update.effective_user, update.effective_chat
        if user is None or chat is None:
            return
        if query := update.callback_query:
            self._messenger.answer(query.id, chat.id)
            wish = asked(query.data or "")
            if wish and query.message:
                await self._button(chat.id, user.id, query.message.message_id, wish)
            return
        language = language_of_phone(user.language_code)
        name = ((update.message and update.message.text) or "").split("@")[0].split(" ")[0].removeprefix("/")
        if name == "health":
            await self._messenger.send(chat.id, _sheet(await self._health(language), ""))
        else:
            await self._messenger.send(chat.id, await self.summary(FIRST_PERIOD, language, user.id))

    async def summary(self, period: str, language: str, organiser: int) -> Sheet:
        """The summary of a period with its buttons; a line instead when the database does not answer."""
        try:
            everything = await self._published.get()
            digest = await self._subscriptions.wants(organiser)
        except CountsError:
            return _sheet(label(self._book().content, language, "stats_unavailable"), "")
        text = await asyncio.to_thread(_text, everything, language, period)
        return _sheet(_fitting(text), keyboard(period, language, digest=digest))

    async def _button(self, chat: int, organiser: int, message: int, wish: Asked) -> None:
        if wish.what in CHARTS:
            await self._chart(chat, wish)
        elif wish.what in FILES:
            await self._file(chat, wish)
        elif wish.what == MENU or wish.what.startswith("q_"):
            await self._messenger.edit(chat, message, await self._answer(wish))
        else:
            if wish.what in DIGEST:
                await self._subscribe(organiser, wish)
            await self._messenger.edit(
                chat, message, await self.summary(wish.weeks, wish.language, organiser)
            )

    async def _subscribe(self, organiser: int, wish: Asked) -> None:
        """The digest begins with the week after the one that is on the screen now."""
        try:
            until = (await self._published.get()).until
            await self._subscriptions.set(organiser, wish.what == "on", wish.language, until)
        except CountsError as error:
            log.warning("digest_not_set", extra={"fields": {"kind": type(error).__name__}})

    async def _chart(self, chat: int, wish: Asked) -> None:
        said = words(wish.language)
        try:
            picture = await draw_in_process(_chart(await self._summary(wish), wish))
        except DrawingFailed:
            await self._messenger.send(chat, _sheet(said.say("buttons", "drawing_failed"), ""))
        except CountsError:
            line = label(self._book().content, wish.language, "stats_unavailable")
            await self._messenger.send(chat, _sheet(line, ""))
        else:
            await send_photo(self._sender, chat, picture, said.say("charts", wish.what))

    async def _file(self, chat: int, wish: Asked) -> None:
        said = words(wish.language)
        try:
            told = await self._summary(wish)
            content = await self._content(told, wish)
        except DrawingFailed:
            await self._messenger.send(chat, _sheet(said.say("buttons", "drawing_failed"), ""))
            return
        except CountsError:
            line = label(self._book().content, wish.language, "stats_unavailable")
            await self._messenger.send(chat, _sheet(line, ""))
            return
        form = PRINTED if wish.what == "print" else wish.what
        file = File(file_name(told, form), TYPES[form], content)
        await send_file(self._sender, chat, file, said.say("buttons", "file_note"))

    async def _content(self, told: Summary, wish: Asked) -> bytes:
        """A file's bytes; the picture for print is drawn in its own process at twice the size."""
        if wish.what == "print":
            return await draw_in_process(bars(told, wish.language), scale=2)
        return await asyncio.to_thread(document, told, wish.what, wish.language)

    async def _summary(self, wish: Asked) -> Summary:
        everything = await self._published.get()
        return await asyncio.to_thread(summary, everything, number_of_weeks(wish.weeks))

    async def _answer(self, wish: Asked) -> Sheet:
        """The questions, or the answer to one of them, with the same buttons."""
        buttons = questions_keyboard(wish.weeks, wish.language)
        if wish.what == MENU:
            return _sheet(words(wish.language).say("questions", "choose"), buttons)
        try:
            everything = await self._published.get()
        except CountsError:
            return _sheet(label(self._book().content, wish.language, "stats_unavailable"), "")
        span = last_weeks(everything, number_of_weeks(wish.weeks))
        question = wish.what.removeprefix("q_")
        text = await asyncio.to_thread(answer_text, everything, span, question, wish.language)
        return _sheet(_fitting(text), buttons)


def _text(everything: Published, language: str, period: str) -> str:
    return report_text(summary(everything, number_of_weeks(period)), language)


def _chart(told: Summary, wish: Asked) -> Chart:
    if wish.what == "time":
        return steps(told, wish.language)
    return bars(told, wish.language, "need" if wish.what == "needs_chart" else "opened")


def _sheet(text: str, buttons: str) -> Sheet:
    return Sheet(json.dumps(text, ensure_ascii=False), buttons)


def _fitting(text: str) -> str:
    """A message has room for 4,096 characters: whole lines up to there."""
    if len(text.encode("utf-16-le")) // 2 <= LONGEST:
        return text
    kept = text[: LONGEST - 2]
    return kept[: kept.rfind("\n")] + "\n…"
