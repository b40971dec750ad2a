"""Commands with neutral names; /help, which Telegram users try everywhere, shows the helplines."""

from telegram import Message, Update

from content.flow import HELPLINES, ROOT
from content.model import Measure
from handlers import leaving
from handlers.pacing import Pacer
from handlers.ports import Service, Talk
from handlers.showing import settle, show_resume
from handlers.state import State, language_of_phone, with_pending
from handlers.talk import Counted, step
from handlers.typed import answer_message

PUBLIC = ("start", "hide", "language", "about")
_SCREENS = {"language": ROOT, "about": "about", "help": HELPLINES}


async def command(service: Service, pacer: Pacer, update: Update, message: Message) -> None:
    """Answers a command in the live message; the command itself is deleted."""
    name, argument = _parts(message)
    chat = message.chat.id
    await pacer.stop(chat)
    talk = service.talks.get(chat)
    state = talk.state if talk else State(_language(message))
    if name == "start":
        await _start(service, update, message, argument)
    elif name == "hide":
        live = talk.message if talk else 0
        await leaving.hide(service, update.update_id, chat, state, live, message.message_id)
    else:
        screen = _SCREENS.get(name, "sent_command")
        following = step(service.book().content, screen, state, service.today())
        service.tally.note(update.update_id, chat, following.counts)
        await answer_message(service, pacer, update, message, following)


async def _start(service: Service, update: Update, message: Message, code: str) -> None:
    """Always a new message, since a cleared chat shows nothing of an edit; the old one is deleted."""
    chat, state = message.chat.id, State(_language(message))
    campaign = service.book().content.campaigns.get(code)
    if campaign:
        counted = Counted(Measure.CAMPAIGN, campaign.code, state.language)
        service.tally.note(update.update_id, chat, (counted,))
        if campaign.target:
            state = with_pending(State(state.language, origin=campaign.target), waiting=True)
    before = service.talks.get(chat)
    if service.stale(update.update_id):
        await show_resume(service, chat, state.language, before.message if before else 0)
    else:
        sheet = service.book().sheet(ROOT, state, service.today())
        if live := await service.courier.send(chat, sheet):
            await settle(service, chat, Talk(live, ROOT, state), before)
    await service.courier.delete(chat, [message.message_id])


def _parts(message: Message) -> tuple[str, str]:
    first, _, rest = (message.text or "").partition(" ")
    return first.removeprefix("/").split("@")[0].lower(), rest.strip()


def _language(message: Message) -> str:
    return language_of_phone(message.from_user.language_code if message.from_user else None)
