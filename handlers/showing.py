"""Brings a step onto the person's screen: the one message, edited in place (S17)."""

from collections.abc import Sequence

from handlers.pages import Sheet
from handlers.ports import Arrival, Service, View
from handlers.talk import Step, is_urgent


def show(service: Service, arrival: Arrival, step: Step, pressed: int = 0) -> None:
    """Shows the step in the message that was pressed, or else in the live one.

    Where the person has deleted that message, the dull "continue" is sent and not the screen.
    """
    gone = service.book().resume(step.state.language) if pressed else None
    ask(service, arrival, view(service, step, pressed=pressed, gone=gone))


def ask(service: Service, arrival: Arrival, wanted: View) -> None:
    """The chat is to show this; the update waits until that was tried."""
    arrival.owes(service.sessions.show(arrival.chat, wanted))


def view(
    service: Service, step: Step, *, pressed: int = 0, gone: Sheet | None = None, switch: str = ""
) -> View:
    """The step as a view; `switch` adds the offer to go on in that language."""
    book, today, state = service.book(), service.today(), step.state

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


def resume(service: Service, arrival: Arrival, language: str, message: int = 0) -> None:
    """The dull "tap to continue", and the talk is forgotten (S19, S22)."""
    arrival.owes(service.sessions.resume(arrival.chat, language, message))


def send_contact(service: Service, arrival: Arrival, language: str) -> None:
    """Sends the contact card of 150; Hide deletes it with the rest."""
    content = service.book().content
    name = content.words[language].screens["common"]["contact_first_name"]
    service.sessions.card(arrival.chat, content.services["line_150"].number, name)
