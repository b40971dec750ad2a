"""The talk: a ConversationHandler whose every answer rests on the button, never on memory."""

import warnings
from typing import Any

from telegram import CallbackQuery, MaybeInaccessibleMessage, Message, Update
from telegram.ext import BaseHandler, CallbackQueryHandler, ConversationHandler
from telegram.warnings import PTBUserWarning

from content.flow import HELPLINES, ROOT
from content.model import Special
from handlers import callback_data, on_hide
from handlers.context import Context
from handlers.exercise import begin_exercise
from handlers.live_message import resume, send_contact, show
from handlers.navigation import step
from handlers.protocols import Arrival, Deps, Outcome
from handlers.state import State, language_of_phone

OPEN = 0
END = ConversationHandler.END
AFTER_CONTACT = "call_150"


class Conversation(ConversationHandler[Any]):
    """The library's handler, whose open talks can be ended from outside (idle limit, clean stop)."""

    def forget(self, chat: int) -> None:
        """Drops the talk of a private chat, where chat and user have the same id."""
        self._conversations.pop((chat, chat), None)

    def open_talks(self) -> int:
        return len(self._conversations)


def conversation(deps: Deps, spoken: list[BaseHandler[Any, Any, Any]]) -> Conversation:
    """The talk's handlers; any of them may begin, and re-enter, a talk at any time (S10, S11)."""

    async def on_tap(update: Update, context: Context) -> int:
        query = update.callback_query
        if query is None or query.message is None:
            return END
        return await tapped(deps, context.arrival, query, query.message)

    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="If 'per_message=", category=PTBUserWarning)
        return Conversation(
            entry_points=[CallbackQueryHandler(on_tap), *spoken],
            states={OPEN: []},
            fallbacks=[],
            allow_reentry=True,
        )


async def tapped(
    deps: Deps, arrival: Arrival, query: CallbackQuery, message: MaybeInaccessibleMessage
) -> int:
    """A button was tapped: hide, or the next step in the same message."""
    book, chat, number = deps.book(), arrival.chat, message.message_id
    pressed = callback_data.pressed(book.codes, query.data)
    state = pressed.state if pressed else State(language_of_phone(query.from_user.language_code))
    target = (pressed.target if pressed else "") or HELPLINES
    if target == Special.HIDE:
        on_hide.hide(deps, arrival, state, number)
        deps.messenger.answer(query.id, chat)
        return END
    if _already_hidden(deps, message, chat):
        deps.messenger.answer(query.id, chat)
        return END
    contact = target == Special.CONTACT
    target = AFTER_CONTACT if contact else target
    if target != ROOT and _left_alone(deps, message):
        target, state = ROOT, State(state.language)
    following = step(book.content, target, state, deps.today())
    arrival.note(following.counts)
    if arrival.uncertain:
        if await deps.messenger.ask(query.id) is Outcome.TOO_OLD:
            resume(deps, arrival, state.language, number)
            return END
    else:
        deps.messenger.answer(query.id, chat)
    show(deps, arrival, following, number)
    if contact and following.screen == AFTER_CONTACT:
        send_contact(deps, arrival, state.language)
    begin_exercise(deps, chat, following)
    return OPEN


def _already_hidden(deps: Deps, message: MaybeInaccessibleMessage, chat: int) -> bool:
    """S19: the query carries the message as it now stands; the neutral text has no keyboard."""
    if deps.sessions.was_hidden(chat, message.message_id, dull=_left_alone(deps, message)):
        return True
    return (
        isinstance(message, Message) and message.reply_markup is None and deps.book().is_neutral(message.text)
    )


def _left_alone(deps: Deps, message: MaybeInaccessibleMessage) -> bool:
    """Whether the message had turned neutral by itself before this tap arrived (S20)."""
    return isinstance(message, Message) and deps.book().is_resume(message.text)
