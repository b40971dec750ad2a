"""What a person types: read in memory, answered in the one message, deleted, never kept (S41, S42)."""

from dataclasses import replace

from telegram import Message

from content.model import Count, Measure
from content.understand import Recognised, recognise
from handlers.live_message import ask, resume, view
from handlers.navigation import Step, count
from handlers.protocols import Arrival, Deps
from handlers.state import State, language_of_phone
from handlers.typed_step import NOT_UNDERSTOOD, URGENT, Typed, answer


def typed(deps: Deps, arrival: Arrival, message: Message) -> None:
    """Answers a typed text with guesses that the person can take or leave."""
    _read(deps, arrival, message)


def typed_there(deps: Deps, arrival: Arrival, message: Message) -> None:
    """The same where the answer depends on what stands on the screen: nothing is said twice alike."""
    session = deps.sessions.get(arrival.chat)
    _read(deps, arrival, message, session.screen if session else "")


def _read(deps: Deps, arrival: Arrival, message: Message, before: str = "") -> None:
    """In a flood from one chat only the last few are read, and all are deleted."""
    if arrival.crowded():
        arrival.owes(deps.sessions.clean(arrival.chat, message.message_id))
        return
    text = message.text or message.caption or ""
    understood = recognise(text)
    talk = deps.sessions.get(arrival.chat)
    state = talk.state if talk else State(_language(message, understood))
    content = deps.book().content
    state, counted = count(content, Measure.TYPED, state)
    following = answer(content, state, Typed(text, understood), before, deps.today())
    if following.screen in NOT_UNDERSTOOD:
        again, more = count(content, Measure.NOT_UNDERSTOOD, following.state)
        following = Step(following.screen, again, more)
    known = talk.needs if talk else frozenset()
    needs = [each for each in understood.needs if each not in known]
    asked = [Count(Measure.NEED, each, state.language) for each in needs]
    arrival.note((*counted, *following.counts, *asked))
    switch = understood.language if understood.language_sure else ""
    answer_message(deps, arrival, message, following, switch)
    if session := deps.sessions.get(arrival.chat):
        session.needs = known.union(needs)


def answer_message(deps: Deps, arrival: Arrival, message: Message, following: Step, switch: str = "") -> None:
    """Shows the step in the live message and deletes what the person sent.

    Somebody who writes twice without a tap may not see the live message (a cleared chat shows
    nothing of what is edited), so every second time it is sent anew.
    """
    sessions, chat = deps.sessions, arrival.chat
    if arrival.stale:
        resume(deps, arrival, following.state.language)
    else:
        before = sessions.get(chat)
        row = before.typed_in_row + 1 if before else 1
        wanted = view(deps, following, switch=switch)
        urgent = wanted.urgent or following.screen in URGENT.values()
        anew = before is None or row % 2 == 0
        ask(deps, arrival, replace(wanted, anew=anew, urgent=urgent, typed_in_row=row))
    arrival.owes(sessions.clean(chat, message.message_id))


def _language(message: Message, understood: Recognised) -> str:
    if understood.language_sure:
        return understood.language
    return language_of_phone(message.from_user.language_code if message.from_user else None)
