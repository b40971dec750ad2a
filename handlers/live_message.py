"""Brings a step onto the person's screen: the one message, edited in place (S17)."""

from collections.abc import Sequence

from handlers.keyboards import Sheet
from handlers.navigation import Step, is_urgent
from handlers.protocols import Arrival, Deps, View


def show(deps: Deps, arrival: Arrival, step: Step, pressed: int = 0) -> None:
    """Shows the step in the message that was pressed, or else in the live one.

    Where the person has deleted that message, the dull "continue" is sent and not the screen.
    """
    gone = deps.book().resume(step.state.language) if pressed else None
    ask(deps, arrival, view(deps, step, pressed=pressed, gone=gone))


def ask(deps: Deps, arrival: Arrival, wanted: View) -> None:
    """The chat is to show this; the update waits until that was tried."""
    arrival.owes(deps.sessions.show(arrival.chat, wanted))


def view(deps: Deps, step: Step, *, pressed: int = 0, gone: Sheet | None = None, switch: str = "") -> View:
    """The step as a view; `switch` adds the offer to go on in that language."""
    book, today, state = deps.book(), deps.today(), step.state

    def render(ids: Sequence[int]) -> Sheet:
        shown = state.with_ids(ids)
        if step.line:
            return book.with_line(step.screen, shown, today, step.line)
        if switch and switch != state.language:
            return book.with_switch(step.screen, shown, today, switch)
        return book.sheet(step.screen, shown, today)

    stays = book.content.screens[step.screen].stays
    urgent = is_urgent(step.screen)
    return View(step.screen, state, render, pressed=pressed, urgent=urgent, gone=gone, stays=stays)


def resume(deps: Deps, arrival: Arrival, language: str, message: int = 0) -> None:
    """The dull "tap to continue", and the talk is forgotten (S19, S22)."""
    arrival.owes(deps.sessions.resume(arrival.chat, language, message))


def send_contact(deps: Deps, arrival: Arrival, language: str) -> None:
    """Sends the contact card of 150; Hide deletes it with the rest."""
    content = deps.book().content
    name = content.words[language].screens["common"]["contact_first_name"]
    deps.sessions.card(arrival.chat, content.services["line_150"].number, name)
