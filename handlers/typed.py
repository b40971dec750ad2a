"""What a person types: read in memory, answered in the one message, deleted, never kept (S41, S42)."""

import asyncio
from dataclasses import replace

from telegram import Message, Update

from content.flow import DANGER
from content.model import Measure
from content.understand import Recognised, recognise
from handlers.answers import NOT_UNDERSTOOD, URGENT, answer
from handlers.pacing import Pacer
from handlers.pages import Sheet
from handlers.ports import Outcome, Service, Talk
from handlers.showing import settle, show_resume
from handlers.state import State, language_of_phone
from handlers.talk import Step, count


async def typed(service: Service, pacer: Pacer, update: Update, message: Message) -> None:
    """Answers a typed text with guesses that the person can take or leave."""
    understood = recognise(message.text or message.caption or "")
    talk = service.talks.get(message.chat.id)
    state = talk.state if talk else State(_language(message, understood))
    content = service.book().content
    state, counted = count(content, Measure.TYPED, state)
    following = answer(content, state, understood, talk.screen if talk else "", service.today())
    if following.screen in NOT_UNDERSTOOD:
        again, more = count(content, Measure.NOT_UNDERSTOOD, following.state)
        following = Step(following.screen, again, more)
    service.tally.note(update.update_id, message.chat.id, (*counted, *following.counts))
    switch = understood.language if understood.language_sure else ""
    await answer_message(service, pacer, update, message, following, switch)


async def answer_message(
    service: Service, pacer: Pacer, update: Update, message: Message, following: Step, switch: str = ""
) -> None:
    """Shows the step in the live message and deletes what the person sent.

    Somebody who writes twice without a tap may not see the live message (a cleared chat shows
    nothing of what is edited), so every second time it is sent anew.
    """
    chat = message.chat.id
    await pacer.stop(chat)
    if service.stale(update.update_id):
        talk = service.talks.get(chat)
        await show_resume(service, chat, following.state.language, talk.message if talk else 0)
        await service.courier.delete(chat, [message.message_id])
        return
    sheet = _sheet(service, following, switch)
    urgent = following.screen in (DANGER, *URGENT.values())
    before = service.talks.get(chat)
    row = before.typed_in_row + 1 if before else 1
    live, state = 0, following.state
    if before and row % 2:
        outcome = await service.courier.edit(chat, before.message, sheet, first=urgent)
        live = 0 if outcome in (Outcome.GONE, Outcome.IMPOSSIBLE) else before.message
    live = live or await service.courier.send(chat, sheet, first=urgent)
    gone, _ = await asyncio.gather(
        service.courier.delete(chat, [message.message_id]),
        settle(service, chat, Talk(live, following.screen, state, row), before) if live else asyncio.sleep(0),
    )
    if live and gone is not Outcome.DONE:
        await _remember(service, chat, message.message_id, following, switch)


async def _remember(service: Service, chat: int, left: int, following: Step, switch: str) -> None:
    """A message that could not be deleted now is deleted by Hide: its id rides in the buttons."""
    if talk := service.talks.get(chat):
        state = following.state.with_id(left)
        service.talks.keep(chat, replace(talk, state=state))
        await service.courier.edit(
            chat, talk.message, _sheet(service, replace(following, state=state), switch)
        )


def _sheet(service: Service, following: Step, switch: str) -> Sheet:
    book, today = service.book(), service.today()
    if switch and switch != following.state.language:
        return book.with_switch(following.screen, following.state, today, switch)
    return book.sheet(following.screen, following.state, today)


def _language(message: Message, understood: Recognised) -> str:
    if understood.language_sure:
        return understood.language
    return language_of_phone(message.from_user.language_code if message.from_user else None)
