"""The talk: a ConversationHandler whose every answer rests on the button, never on memory."""

import asyncio
import warnings
from dataclasses import replace
from typing import Any

from telegram import MaybeInaccessibleMessage, Message, Update
from telegram.constants import ZERO_DATE
from telegram.ext import BaseHandler, CallbackQueryHandler, ConversationHandler
from telegram.warnings import PTBUserWarning

from content.flow import HELPLINES, ROOT
from content.model import Special
from handlers import buttons, leaving
from handlers.pacing import Pacer
from handlers.ports import Outcome, Service, Talk
from handlers.showing import send_contact, settle, show, show_resume
from handlers.state import State, language_of_phone
from handlers.talk import Step, step

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


def conversation(service: Service, pacer: Pacer, spoken: list[BaseHandler[Any, Any, Any]]) -> Conversation:
    """The talk's handlers; any of them may begin, and re-enter, a talk at any time (S10, S11)."""

    async def on_tap(update: Update, _: object) -> int:
        return await tapped(service, pacer, update)

    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="If 'per_message=", category=PTBUserWarning)
        return Conversation(
            entry_points=[CallbackQueryHandler(on_tap), *spoken],
            states={OPEN: []},
            fallbacks=[],
            allow_reentry=True,
        )


async def tapped(service: Service, pacer: Pacer, update: Update) -> int:
    """A button was tapped: hide, or the next step in the same message."""
    query = update.callback_query
    if query is None or query.message is None:
        return END
    message, chat = query.message, query.message.chat.id
    book = service.book()
    await pacer.stop(chat)
    pressed = buttons.pressed(book.codes, query.data)
    state = pressed.state if pressed else State(language_of_phone(query.from_user.language_code))
    target = (pressed.target if pressed else "") or HELPLINES
    if target == Special.HIDE:
        await asyncio.gather(
            leaving.hide(service, update.update_id, chat, state, message.message_id),
            service.courier.answer(query.id),
        )
        return END
    if _already_hidden(service, message, chat):
        await service.courier.answer(query.id)
        return END
    answered = False
    if service.suspect(update.update_id):
        outcome = await service.courier.answer(query.id)
        answered = True
        if outcome is Outcome.TOO_OLD:
            following = step(book.content, target, state, service.today())
            service.tally.note(update.update_id, chat, following.counts)
            await show_resume(service, chat, state.language, message.message_id)
            return END
    contact = target == Special.CONTACT
    target = AFTER_CONTACT if contact else target
    if target != ROOT and _left_alone(service, message):
        target, state = ROOT, State(state.language)
    following = step(book.content, target, state, service.today())
    service.tally.note(update.update_id, chat, following.counts)
    if contact and following.screen == AFTER_CONTACT:
        following = replace(following, state=await send_contact(service, chat, following.state))
    if message.date == ZERO_DATE:
        shown = _show_unseen(service, chat, following, message.message_id)
    else:
        shown = show(service, chat, following, message.message_id)
    if answered:
        await shown
    else:
        await asyncio.gather(shown, service.courier.answer(query.id))
    if service.talks.get(chat) is None:
        return END
    pacer.start(service, chat, following)
    return OPEN


def _already_hidden(service: Service, message: MaybeInaccessibleMessage, chat: int) -> bool:
    """S19: the query carries the message as it now stands; the neutral text has no keyboard."""
    if service.talks.was_hidden(chat, message.message_id):
        return True
    return (
        isinstance(message, Message)
        and message.reply_markup is None
        and service.book().is_neutral(message.text)
    )


def _left_alone(service: Service, message: MaybeInaccessibleMessage) -> bool:
    """Whether the message had turned neutral by itself before this tap arrived (S20)."""
    return isinstance(message, Message) and service.book().is_resume(message.text)


async def _show_unseen(service: Service, chat: int, following: Step, message: int) -> None:
    """A message that Telegram no longer shows us is either old, and can be edited, or deleted by Hide.

    The library gives such a message as an ordinary one with the date zero.
    """
    before = service.talks.get(chat)
    sheet = service.book().sheet(following.screen, following.state, service.today())
    outcome = await service.courier.edit(chat, message, sheet)
    if outcome is Outcome.BLOCKED:
        service.talks.forget(chat)
    elif outcome not in (Outcome.GONE, Outcome.IMPOSSIBLE):
        await settle(service, chat, Talk(message, following.screen, following.state), before)
    elif before is None:
        await show_resume(service, chat, following.state.language, 0)
