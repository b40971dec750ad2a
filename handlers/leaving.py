"""Hide, being left alone, and a clean stop: the message turns dull and the chat is forgotten."""

from collections.abc import Sequence

from content.model import Measure
from handlers.ports import Outcome, Service, Talk
from handlers.state import State
from handlers.talk import count

AT_ONCE = 100


async def hide(service: Service, update: int, chat: int, state: State, message: int, upto: int = 0) -> None:
    """S18: first the neutral text, then everything is deleted that Telegram lets us delete.

    `upto` is the newest message of the chat when it is not the live one (the command that asked).
    """
    courier = service.courier
    service.talks.forget(chat)
    _, counted = count(service.book().content, Measure.HIDDEN, state)
    service.tally.note(update, chat, counted)
    if message:
        await courier.edit(chat, message, service.book().neutral(state.language), first=True)
        service.talks.hid(chat, message)
    wiped = await _wipe(service, chat, (message, upto, *state.ids))
    if not message and wiped is not Outcome.BLOCKED:
        await courier.send(chat, service.book().neutral(state.language), first=True)


async def _wipe(service: Service, chat: int, known: Sequence[int]) -> Outcome:
    """Deletes all within reach; where one that is too old refuses the whole call, those known one by one."""
    wiped = await service.courier.delete(chat, _within_reach(max(known), known), first=True)
    if wiped is Outcome.IMPOSSIBLE:
        for each in filter(None, known):
            await service.courier.delete(chat, [each], first=True)
    return wiped


def _within_reach(newest: int, known: Sequence[int]) -> list[int]:
    """The messages to delete: those known, and whatever else of this chat lies just before the newest.

    Telegram skips ids that are not of this chat, so after a crash Hide still finds messages that no
    button remembers.
    """
    ids = dict.fromkeys(filter(None, known))
    for each in range(newest, max(newest - AT_ONCE, 0), -1):
        if len(ids) >= AT_ONCE:
            break
        ids.setdefault(each)
    return sorted(ids)


async def neutralise(service: Service, chat: int, talk: Talk) -> None:
    """S20: an open talk that was left alone turns neutral and is forgotten."""
    service.talks.forget(chat)
    await service.courier.edit(chat, talk.message, service.book().resume(talk.state.language))
    if talk.state.ids:
        await service.courier.delete(chat, talk.state.ids)
