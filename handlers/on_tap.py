"""A button was tapped: hide, the contact card, or the next step in the same message."""

from dataclasses import dataclass

from telegram import CallbackQuery, MaybeInaccessibleMessage, Message, Update

from content.flow import HELPLINES, ROOT
from handlers import callback_data, on_hide
from handlers.context import Context
from handlers.exercise import begin_exercise
from handlers.live_message import resume, send_contact, show
from handlers.navigation import step
from handlers.protocols import Arrival, Deps, Outcome
from handlers.state import State, language_of_phone

AFTER_CONTACT = "call_150"


@dataclass(frozen=True, slots=True)
class Tap:
    """One tap, and what its button said."""

    arrival: Arrival
    query: CallbackQuery
    message: MaybeInaccessibleMessage
    target: str
    state: State

    @property
    def number(self) -> int:
        return self.message.message_id


def tap_of(deps: Deps, update: Update, context: Context) -> Tap | None:
    """None without a button in a chat. A button that is none of ours leads to the helplines (S11)."""
    query = update.callback_query
    if query is None or query.message is None:
        return None
    pressed = callback_data.pressed(deps.book().codes, query.data)
    state = pressed.state if pressed else State(language_of_phone(query.from_user.language_code))
    target = (pressed.target if pressed else "") or HELPLINES
    return Tap(context.arrival, query, query.message, target, state)


def hide(deps: Deps, tap: Tap) -> None:
    """S18."""
    on_hide.hide(deps, tap.arrival, tap.state, tap.number)
    deps.messenger.answer(tap.query.id, tap.arrival.chat)


async def contact(deps: Deps, tap: Tap) -> None:
    """The card of 150, and the screen about calling it."""
    if await go_on(deps, tap, AFTER_CONTACT) == AFTER_CONTACT:
        send_contact(deps, tap.arrival, tap.state.language)


async def go_on(deps: Deps, tap: Tap, target: str = "") -> str:
    """Shows the next screen; its name, "" where the message is hidden or the tap too old."""
    chat, state = tap.arrival.chat, tap.state
    target = target or tap.target
    if _already_hidden(deps, tap):
        deps.messenger.answer(tap.query.id, chat)
        return ""
    if target != ROOT and _left_alone(deps, tap):
        target, state = ROOT, State(state.language)
    following = step(deps.book().content, target, state, deps.today())
    tap.arrival.note(following.counts)
    if await _too_old(deps, tap):
        resume(deps, tap.arrival, state.language, tap.number)
        return ""
    show(deps, tap.arrival, following, tap.number)
    begin_exercise(deps, chat, following)
    return following.screen


async def _too_old(deps: Deps, tap: Tap) -> bool:
    """Whether Telegram calls the tap too old; asked only where the update may have waited for long (S22)."""
    if tap.arrival.uncertain:
        return await deps.messenger.ask(tap.query.id) is Outcome.TOO_OLD
    deps.messenger.answer(tap.query.id, tap.arrival.chat)
    return False


def _already_hidden(deps: Deps, tap: Tap) -> bool:
    """S19: the query carries the message as it now stands; the neutral text has no keyboard."""
    dull = _left_alone(deps, tap)
    if deps.sessions.was_hidden(tap.arrival.chat, tap.number, dull=dull):
        return True
    message = tap.message
    bare = isinstance(message, Message) and message.reply_markup is None
    return bare and deps.book().is_neutral(getattr(message, "text", None))


def _left_alone(deps: Deps, tap: Tap) -> bool:
    """Whether the message had turned neutral by itself before this tap arrived (S20)."""
    return isinstance(tap.message, Message) and deps.book().is_resume(tap.message.text)
