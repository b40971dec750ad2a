"""Commands with neutral names; /help, which Telegram users try everywhere, shows the helplines."""

from dataclasses import replace

from telegram import Message

from content.flow import HELPLINES, ROOT
from content.model import Count, Measure
from handlers import on_hide
from handlers.live_message import ask, resume, view
from handlers.navigation import Step, step
from handlers.on_text import answer_message
from handlers.protocols import Arrival, Deps
from handlers.state import State, language_of_phone, with_pending

PUBLIC = ("start", "hide", "language", "about")
_SCREENS = {"language": ROOT, "about": "about", "help": HELPLINES}


def command(deps: Deps, arrival: Arrival, message: Message) -> None:
    """Answers a command in the live message; the command itself is deleted."""
    name, argument = _parts(message)
    talk = deps.sessions.get(arrival.chat)
    state = talk.state if talk else State(_language(message))
    if name == "start":
        _start(deps, arrival, message, argument)
    elif name == "hide":
        on_hide.hide(deps, arrival, state, command=message.message_id)
    else:
        screen = _SCREENS.get(name, "sent_command")
        following = step(deps.book().content, screen, state, deps.today())
        arrival.note(following.counts)
        answer_message(deps, arrival, message, following)


def _start(deps: Deps, arrival: Arrival, message: Message, code: str) -> None:
    """Always a new message, since a cleared chat shows nothing of an edit; the old one is deleted."""
    state = State(_language(message))
    campaign = deps.book().content.campaigns.get(code)
    if campaign:
        arrival.note((Count(Measure.CAMPAIGN, campaign.code, state.language),))
        if campaign.target:
            state = with_pending(State(state.language, origin=campaign.target), waiting=True)
    if arrival.stale:
        resume(deps, arrival, state.language)
    else:
        ask(deps, arrival, replace(view(deps, Step(ROOT, state)), anew=True))
    arrival.owes(deps.sessions.clean(arrival.chat, message.message_id))


def _parts(message: Message) -> tuple[str, str]:
    first, _, rest = (message.text or "").partition(" ")
    return first.removeprefix("/").split("@")[0].lower(), rest.strip()


def _language(message: Message) -> str:
    return language_of_phone(message.from_user.language_code if message.from_user else None)
