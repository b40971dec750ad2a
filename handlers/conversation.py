"""The talk as the library's ConversationHandler: its states are the phases of a talk.

No answer depends on the phase being in memory: each button carries language, screen and state, so the entry
points take whoever comes without one, after a restart, from another replica or months later (S10, S11).
"""

import warnings
from collections.abc import Callable, Coroutine
from enum import IntEnum
from typing import Any

from telegram import Message, Update
from telegram.ext import BaseHandler, CallbackQueryHandler, ConversationHandler, MessageHandler, filters
from telegram.warnings import PTBUserWarning

from content.flow import DANGER, HELPLINES, ROOT
from content.model import Content, Special
from handlers import on_tap
from handlers.callback_data import pattern_to
from handlers.context import Context
from handlers.on_command import command
from handlers.on_media import media
from handlers.on_tap import Tap, tap_of
from handlers.on_text import typed, typed_there
from handlers.protocols import Arrival, Deps
from handlers.typed_step import NOT_UNDERSTOOD, URGENT

END = ConversationHandler.END
Handlers = list[BaseHandler[Any, Any, Any]]
Returning = Callable[[Update, Context], Coroutine[Any, Any, int]]


class Phase(IntEnum):
    """Where a talk stands."""

    CHOOSING_LANGUAGE = 0
    READING = 1
    EXERCISE = 2
    IN_DANGER = 3
    NOT_UNDERSTOOD = 4


class Conversation(ConversationHandler[Any]):
    """The library's handler, whose open talks can be ended from outside (idle limit, clean stop)."""

    def forget(self, chat: int) -> None:
        """Drops the talk of a private chat, where chat and user have the same id."""
        self._conversations.pop((chat, chat), None)

    def take_over(self, chat: int, phase: Phase) -> None:
        """A talk that stood there on another replica."""
        self._conversations[chat, chat] = phase

    def open_talks(self) -> int:
        return len(self._conversations)


def conversation(deps: Deps) -> Conversation:
    """Every phase takes every kind of button, command and message; what is typed is read by phase."""
    common = [*_taps(deps), MessageHandler(filters.COMMAND, _said(deps, command))]
    other = MessageHandler(filters.ALL, _said(deps, media))
    text = MessageHandler(filters.TEXT, _said(deps, typed))
    there = MessageHandler(filters.TEXT, _said(deps, typed_there))
    anywhere: Handlers = [*common, text, other]
    states: dict[object, Handlers] = dict.fromkeys(Phase, anywhere)
    states[Phase.NOT_UNDERSTOOD] = states[Phase.IN_DANGER] = [*common, there, other]
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="If 'per_message=", category=PTBUserWarning)
        return Conversation(entry_points=anywhere, states=states, fallbacks=[])


def phase_of(content: Content, screen: str) -> Phase:
    """The phase of a talk that shows `screen`."""
    if screen == ROOT:
        return Phase.CHOOSING_LANGUAGE
    if screen in (DANGER, HELPLINES, *URGENT.values()):
        return Phase.IN_DANGER
    if screen in NOT_UNDERSTOOD:
        return Phase.NOT_UNDERSTOOD
    return Phase.EXERCISE if content.screens[screen].frames else Phase.READING


def _taps(deps: Deps) -> Handlers:
    """A handler for each kind of button; the last takes those of before, and of nobody (S11)."""

    async def hide(tap: Tap) -> None:
        on_tap.hide(deps, tap)

    async def contact(tap: Tap) -> None:
        await on_tap.contact(deps, tap)

    async def language(tap: Tap) -> None:
        await on_tap.go_on(deps, tap, ROOT)

    async def screen(tap: Tap) -> None:
        await on_tap.go_on(deps, tap)

    return [
        CallbackQueryHandler(_tapped(deps, hide), pattern=pattern_to(Special.HIDE)),
        CallbackQueryHandler(_tapped(deps, contact), pattern=pattern_to(Special.CONTACT)),
        CallbackQueryHandler(_tapped(deps, language), pattern=pattern_to(ROOT)),
        CallbackQueryHandler(_tapped(deps, screen)),
    ]


def _tapped(deps: Deps, answer: Callable[[Tap], Coroutine[Any, Any, None]]) -> Returning:
    async def on_query(update: Update, context: Context) -> int:
        if tap := tap_of(deps, update, context):
            await answer(tap)
        return _phase(deps, context)

    return on_query


def _said(deps: Deps, answer: Callable[[Deps, Arrival, Message], None]) -> Returning:
    async def on_message(update: Update, context: Context) -> int:
        if message := update.effective_message:
            answer(deps, context.arrival, message)
        return _phase(deps, context)

    return on_message


def _phase(deps: Deps, context: Context) -> int:
    session = deps.sessions.get(context.arrival.chat)
    return phase_of(deps.book().content, session.screen) if session else END
