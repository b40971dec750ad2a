"""Brings a step onto the person's screen: the one message, edited in place (S17)."""

from handlers.ports import Outcome, Service, Talk
from handlers.state import State
from handlers.talk import Step, is_urgent


async def show(service: Service, chat: int, step: Step, message: int) -> None:
    """Edits `message` into the step's screen, or sends a new one where that is impossible or it is 0.

    The person gets the screen either way. Whatever other message was live is deleted.
    """
    state, first = step.state, is_urgent(step.screen)
    before = service.talks.get(chat)
    live = message
    if message:
        sheet = service.book().sheet(step.screen, state, service.today())
        outcome = await service.courier.edit(chat, message, sheet, first=first)
        if outcome is Outcome.BLOCKED:
            service.talks.forget(chat)
            return
        if outcome in (Outcome.GONE, Outcome.IMPOSSIBLE):
            state = state.with_id(message) if outcome is Outcome.IMPOSSIBLE else state
            live = 0
    if not live:
        sheet = service.book().sheet(step.screen, state, service.today())
        live = await service.courier.send(chat, sheet, first=first)
    if not live:
        return
    await settle(service, chat, Talk(live, step.screen, state), before)


async def settle(service: Service, chat: int, talk: Talk, before: Talk | None) -> None:
    """Remembers the live message and removes the one that was live before it."""
    service.talks.keep(chat, talk)
    if before and before.message != talk.message:
        await service.courier.delete(chat, [before.message])


async def show_resume(service: Service, chat: int, language: str, message: int) -> None:
    """The dull "tap to continue" in place of `message`, or as a new message when that is gone (S19, S22)."""
    sheet = service.book().resume(language)
    outcome = await service.courier.edit(chat, message, sheet) if message else Outcome.GONE
    if outcome in (Outcome.GONE, Outcome.IMPOSSIBLE):
        await service.courier.send(chat, sheet)
    service.talks.forget(chat)


async def send_contact(service: Service, chat: int, state: State) -> State:
    """Sends the contact card of 150; Hide deletes it with the rest."""
    content = service.book().content
    name = content.words[state.language].screens["common"]["contact_first_name"]
    card = await service.courier.contact(chat, content.services["line_150"].number, name)
    return state.with_id(card) if card else state
